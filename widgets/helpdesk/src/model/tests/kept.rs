use super::*;
use proptest::prelude::*;

/// What a new instance makes of what this one kept, with the same core behind it.
fn again(model: &Model) -> Model {
    let kept = model.snapshot().expect("something is kept");
    let mut model = Model::new(None, Some(&kept));
    model.update(Msg::Start);
    model.update(Msg::Categories(Ok(categories())));
    if model.request.category.as_ref().is_some_and(|category| category.id == "school") {
        model.update(Msg::Services { category: "school".into(), answer: Ok(services()) });
    }
    model
}

#[test]
fn after_a_restart_the_form_is_as_it_was_left() {
    let mut model = again(&filled());
    model.update(Msg::Identified(Who::Nobody));
    assert!(model.unsaved());
    assert_eq!(model.applicant.name.value(), " Anna ");
    assert_eq!(model.request.service, Some(choice("canteen", "Mensa scolastica")));
    model.update(Msg::Next);
    let before = at_summary().update(Msg::Send);
    assert_eq!(model.update(Msg::Send), before);
}

#[test]
fn after_a_restart_the_services_of_the_chosen_category_are_loaded_again() {
    let kept = filled().snapshot().unwrap();
    let mut model = Model::new(None, Some(&kept));
    let loads = [Effect::LoadCategories, Effect::LoadServices { category: "school".into() }];
    assert_eq!(model.update(Msg::Start), loads);
}

#[test]
fn after_a_restart_the_summary_comes_back_once_it_is_known_who_is_there() {
    let mut model = logged_in();
    write_request(&mut model);
    model.update(Msg::Next);
    let mut model = again(&model);
    assert_eq!(model.step, Step::Form);
    let effects = model.update(citizen());
    assert_eq!(effects.last(), Some(&Effect::Step(Step::Summary)));
    assert_eq!(model.applicant.surname.value(), "Coliandro");

    // Without the session the data of the profile are missing: they must be written, and the fields say so.
    let mut model = again(&model);
    model.update(Msg::Identified(Who::Nobody));
    assert_eq!(model.step, Step::Form);
    assert!(model.may_edit());
    let missing: Vec<_> = model.errors().into_iter().map(|(id, _)| id).collect();
    assert_eq!(missing, [FieldId::Name, FieldId::Surname, FieldId::FiscalCode, FieldId::Email]);
}

#[test]
fn a_draft_goes_on_being_the_same_draft_for_the_same_person_only() {
    let mut model = logged_in();
    write_request(&mut model);
    let effects = model.update(Msg::Save);
    model.update(Msg::Saved { attempt: attempt(&effects), answer: Ok("d-1".into()) });
    for (id, expected) in [("u1", Some("d-1")), ("u2", None)] {
        let mut model = again(&model);
        model.update(Msg::Identified(Who::Citizen(person(id))));
        let Some(Effect::Save { draft, .. }) = model.update(Msg::Save).pop() else { panic!() };
        assert_eq!(draft.as_deref(), expected);
    }
}

#[test]
fn a_restart_while_it_was_being_sent_asks_first_and_changes_nothing_meanwhile() {
    let mut before = logged_in();
    write_request(&mut before);
    before.update(Msg::Next);
    let Some(Effect::Send { data: first, .. }) = before.update(Msg::Send).pop() else { panic!() };
    let mut model = again(&before);
    assert!(model.unsaved());
    model.update(citizen());
    assert_eq!((model.step, &model.sending), (Step::Summary, &Sending::Unknown { doubts: 1 }));
    let Some(Effect::Send { data, doubts, .. }) = model.update(Msg::Send).pop() else { panic!() };
    assert_eq!((data, doubts), (first, 1));

    // With the session gone nothing can be asked; the citizen is told and may go on.
    let mut model = again(&before);
    model.update(Msg::Identified(Who::Nobody));
    assert_eq!((model.step, &model.sending), (Step::Form, &Sending::Unknown { doubts: 2 }));
    write(&mut model, FieldId::Name, "Vittorino");
    assert_eq!(model.applicant.name.value(), "Vittorino");
}

#[test]
fn nothing_is_kept_of_a_request_that_was_sent_and_never_anything_of_the_profile() {
    let mut model = logged_in();
    let kept = model.snapshot().unwrap();
    assert!(!kept.contains(CODE) && !kept.contains("Coliandro") && !kept.contains("v@example.com"), "{kept}");
    write(&mut model, FieldId::Email, "altro@example.com");
    assert!(model.snapshot().unwrap().contains("altro@example.com"));
    let mut model = at_summary();
    let attempt = send(&mut model);
    answer(&mut model, attempt, Ok(made("a-1")));
    assert_eq!(model.snapshot(), None);
}

#[test]
fn what_a_page_put_in_its_place_is_read_as_far_as_it_makes_sense() {
    let fresh = Model::new(None, None);
    for odd in ["", "null", "[]", "{\"v\":2,\"privacy\":true}", "{\"v\":1,\"fields\":[],\"category\":7,\"draft\":{}}"] {
        assert!(Model::new(None, Some(odd)) == fresh, "{odd}");
    }
    let model = Model::new(None, Some(r#"{"v":1,"fields":{"name":["x"],"email":"a@b.it"},"doubts":-4,"draft":"d"}"#));
    assert_eq!(model.applicant.email.value(), "a@b.it");
    assert!(model.may_edit());
    assert_eq!(model.draft_id(), None, "a draft of nobody is nobody's");
}

#[test]
fn a_forged_category_does_not_survive_the_list() {
    let forged = r#"{"v":1,"category":{"id":"forged","name":"X"},"service":{"id":"s","name":"Y"}}"#;
    let mut model = Model::new(None, Some(forged));
    model.update(Msg::Start);
    model.update(Msg::Categories(Ok(categories())));
    assert_eq!((&model.request.category, &model.request.service), (&None, &None));
}

fn any_field() -> impl Strategy<Value = FieldId> {
    prop::sample::select(FieldId::ALL.to_vec())
}

fn any_answer() -> impl Strategy<Value = Result<Made, CoreError>> {
    let errors = prop::sample::select(vec![
        CoreError::OutcomeUnknown,
        CoreError::LoginRequired,
        CoreError::NotFound,
        CoreError::Server { status: 500 },
    ]);
    prop_oneof![1 => Just(Ok(made("a-1"))), 3 => errors.prop_map(Err)]
}

fn any_msg() -> impl Strategy<Value = Msg> {
    let value =
        prop_oneof![Just("school".to_owned()), Just("canteen".to_owned()), Just(CODE.to_owned()), any::<String>()];
    let who =
        prop::sample::select(vec![Who::Nobody, Who::Operator, Who::Citizen(person("u1")), Who::Citizen(person("u2"))]);
    let saved = any_answer().prop_map(|answer| answer.map(|made| made.id));
    prop_oneof![
        4 => (any_field(), value).prop_map(|(id, value)| Msg::Input(id, value)),
        1 => any_field().prop_map(Msg::Blur),
        2 => any::<bool>().prop_map(Msg::Consent),
        2 => who.prop_map(Msg::Identified),
        1 => Just(Msg::Categories(Ok(categories()))),
        2 => Just(Msg::Services { category: "school".into(), answer: Ok(services()) }),
        4 => prop::sample::select(vec![Msg::Next, Msg::Send, Msg::Save, Msg::Edit(None), Msg::Again,
            Msg::GoOnAnonymously, Msg::ResumeDraft, Msg::IgnoreDraft, Msg::RetryDrafts, Msg::RetryServices]),
        2 => (0u32..6, any_answer()).prop_map(|(attempt, answer)| Msg::Sent { attempt, answer }),
        1 => (0u32..6, saved).prop_map(|(attempt, answer)| Msg::Saved { attempt, answer }),
    ]
}

proptest! {
    #[test]
    fn whatever_is_typed_comes_back_after_a_restart(
        name in any::<String>(), email in any::<String>(), details in any::<String>(), privacy in any::<bool>(),
    ) {
        let mut model = nobody();
        write(&mut model, FieldId::Name, &name);
        write(&mut model, FieldId::Email, &email);
        write(&mut model, FieldId::Details, &details);
        model.update(Msg::Consent(privacy));
        let restored = again(&model);
        prop_assert_eq!(restored.applicant.name.value(), name);
        prop_assert_eq!(restored.applicant.email.value(), email);
        prop_assert_eq!(restored.request.details.value(), details);
        prop_assert_eq!(restored.request.privacy, privacy);
        prop_assert_eq!(restored.snapshot(), model.snapshot());
    }

    #[test]
    fn no_text_in_place_of_the_kept_one_breaks_the_form(text in any::<String>()) {
        let mut model = Model::new(None, Some(&text));
        model.update(Msg::Start);
        model.update(Msg::Identified(Who::Nobody));
        prop_assert!(model.may_edit());
    }

    /// Whatever happens in whatever order: one thing on its way at a time, and nothing after it was accepted.
    #[test]
    fn nothing_that_can_happen_sends_twice_at_once(msgs in prop::collection::vec(any_msg(), 0..60)) {
        let mut model = filled();
        let mut under_way: Option<u32> = None;
        for msg in msgs {
            if let Msg::Sent { attempt, .. } = &msg && under_way == Some(*attempt) {
                under_way = None;
            }
            for effect in model.update(msg) {
                if let Effect::Send { attempt, data, .. } = effect {
                    prop_assert_eq!(under_way, None);
                    prop_assert_eq!(&data["privacy"], &Json::Bool(true));
                    prop_assert!(data["details"].as_str().is_some() && data["email"].as_str().is_some());
                    under_way = Some(attempt);
                }
            }
            prop_assert_eq!(model.made.is_some(), model.step == Step::Done);
            if let Some(kept) = model.snapshot() {
                Model::new(None, Some(&kept));
            }
        }
    }
}
