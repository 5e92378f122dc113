use super::*;
use oc_i18n::keys::{forms, helpdesk};

fn says(model: &Model, id: FieldId) -> Option<oc_i18n::Key> {
    model.problem(id).map(Problem::key)
}

#[test]
fn an_anonymous_citizen_writes_everything_checks_the_summary_sends_and_gets_a_number() {
    let mut model = filled();
    assert_eq!(model.update(Msg::Next), [Effect::Step(Step::Summary), Effect::Focus(Target::Heading)]);
    assert_eq!(model.applicant.fiscal_code.value(), OTHER_CODE, "shown as it will be sent");
    let data = json!({
        "applicant": {"data": {
            "completename": {"data": {"name": "Anna", "surname": "Verdi"}},
            "fiscal_code": {"data": {"fiscal_code": OTHER_CODE}}
        }},
        "email": "anna@example.it",
        "category": {"id": "school", "name": "Educazione e formazione"},
        "service": {"id": "canteen", "name": "Mensa scolastica"},
        "details": "Come iscrivo mio figlio?",
        "privacy": true
    });
    assert_eq!(model.update(Msg::Send), [Effect::Send { attempt: 1, draft: None, data, doubts: 0 }]);
    let effects = answer(&mut model, 1, Ok(made("a-1")));
    let done = [Effect::Step(Step::Done), Effect::Focus(Target::Heading), Effect::Submitted("a-1".into())];
    assert_eq!(effects, done);
    assert_eq!(model.made, Some(made("a-1")));
    assert!(!model.unsaved());
}

#[test]
fn an_empty_form_says_what_is_missing_at_each_field_and_in_one_list() {
    let mut model = nobody();
    assert_eq!(model.errors(), []);
    assert_eq!(model.update(Msg::Next), [Effect::Focus(Target::Errors)]);
    assert_eq!((model.step, model.errors_shown), (Step::Form, true));
    let said: Vec<_> = model.errors().into_iter().map(|(id, problem)| (id, problem.key())).collect();
    let expected = [
        (FieldId::Name, forms::NAME_REQUIRED),
        (FieldId::Surname, forms::SURNAME_REQUIRED),
        (FieldId::FiscalCode, forms::FISCAL_CODE_REQUIRED),
        (FieldId::Email, forms::EMAIL_REQUIRED),
        (FieldId::Category, helpdesk::CATEGORY_REQUIRED),
        (FieldId::Details, helpdesk::DETAILS_REQUIRED),
        (FieldId::Privacy, helpdesk::PRIVACY_REQUIRED),
    ];
    assert_eq!(said, expected);
}

#[test]
fn complaints_go_away_one_by_one_as_they_are_put_right() {
    let mut model = nobody();
    model.update(Msg::Next);
    write_applicant(&mut model);
    assert_eq!(model.errors().len(), 3);
    write(&mut model, FieldId::Category, "school");
    assert_eq!(says(&model, FieldId::Category), None);
    model.update(Msg::Services { category: "school".into(), answer: Ok(services()) });
    model.update(Msg::Next);
    assert_eq!(says(&model, FieldId::Service), Some(helpdesk::SERVICE_REQUIRED));
    write(&mut model, FieldId::Service, "bus");
    assert_eq!(says(&model, FieldId::Service), None);
    model.update(Msg::Consent(true));
    write(&mut model, FieldId::Details, "x");
    assert_eq!(model.errors(), []);
    model.update(Msg::Next);
    assert!(!model.errors_shown);
    assert_eq!(model.step, Step::Summary);
}

#[test]
fn leaving_a_half_written_field_shows_what_is_wrong_with_it_and_with_nothing_else() {
    let mut model = nobody();
    write(&mut model, FieldId::Email, "anna@");
    assert_eq!(model.errors(), [(FieldId::Email, Problem::EmailDomain)]);
    assert!(!model.errors_shown);
    // Merely passing through a field is no reason to complain.
    model.update(Msg::Blur(FieldId::Name));
    assert_eq!(says(&model, FieldId::Name), None);
}

#[test]
fn the_details_hold_600_characters_however_many_bytes_these_have() {
    let mut model = filled();
    write(&mut model, FieldId::Details, &"è".repeat(600));
    assert_eq!(model.request.details_left(), 0);
    assert_eq!(model.errors(), []);
    write(&mut model, FieldId::Details, &"è".repeat(603));
    assert_eq!(model.request.details_left(), -3);
    assert_eq!(model.errors(), [(FieldId::Details, Problem::TooLong { over: 3, max: 600 })]);
    model.update(Msg::Next);
    assert_eq!(model.step, Step::Form);
}

#[test]
fn the_public_relations_office_has_no_services_and_needs_none() {
    let mut model = filled();
    assert_eq!(write(&mut model, FieldId::Category, PUBLIC_RELATIONS), []);
    assert!(model.request.public_relations());
    assert_eq!((&model.request.service, &model.request.services), (&None, &List::Idle));
    model.update(Msg::Next);
    let effects = model.update(Msg::Send);
    let Some(Effect::Send { data, .. }) = effects.first() else { panic!("nothing is sent") };
    assert_eq!(data["category"], json!({"id": PUBLIC_RELATIONS, "name": "Relazioni con il pubblico"}));
    assert_eq!(data.get("service"), None);
}

#[test]
fn another_category_clears_the_service_and_loads_its_own() {
    let mut model = filled();
    let load = [Effect::LoadServices { category: "tourism".into() }];
    assert_eq!(write(&mut model, FieldId::Category, "tourism"), load);
    assert_eq!((&model.request.service, &model.request.services), (&None, &List::Loading));
    assert_eq!(model.request.details.value(), "Come iscrivo mio figlio?");
}

#[test]
fn choosing_the_same_category_again_changes_nothing() {
    let mut model = filled();
    assert_eq!(write(&mut model, FieldId::Category, "school"), []);
    assert_eq!(model.request.service, Some(choice("canteen", "Mensa scolastica")));
}

#[test]
fn services_that_arrive_after_another_category_was_chosen_are_not_shown_under_it() {
    let mut model = nobody();
    write(&mut model, FieldId::Category, "school");
    write(&mut model, FieldId::Category, "tourism");
    model.update(Msg::Services { category: "school".into(), answer: Ok(services()) });
    assert_eq!(model.request.services, List::Loading);
    model.update(Msg::Services { category: "tourism".into(), answer: Ok(vec![choice("map", "Mappa")]) });
    assert_eq!(model.request.services.choices(), [choice("map", "Mappa")]);
    // The same late answer as an error disturbs as little.
    model.update(Msg::Services { category: "school".into(), answer: Err(CoreError::Timeout) });
    assert_eq!(model.request.services.choices(), [choice("map", "Mappa")]);
}

#[test]
fn a_category_without_services_sends_the_citizen_to_another_one() {
    let mut model = filled();
    write(&mut model, FieldId::Category, "tourism");
    model.update(Msg::Services { category: "tourism".into(), answer: Ok(Vec::new()) });
    assert!(model.request.services.is_empty());
    model.update(Msg::Next);
    assert_eq!(model.step, Step::Form);
    assert_eq!(says(&model, FieldId::Category), Some(helpdesk::NO_SERVICES));
    write(&mut model, FieldId::Category, PUBLIC_RELATIONS);
    model.update(Msg::Next);
    assert_eq!(model.step, Step::Summary);
}

#[test]
fn lists_that_could_not_be_loaded_are_asked_for_again_and_nothing_typed_is_lost() {
    let mut model = Model::new(None, None);
    model.update(Msg::Start);
    write_applicant(&mut model);
    let failed = model.update(Msg::Categories(Err(CoreError::Server { status: 503 })));
    assert_eq!(failed, [Effect::Failed { what: "categories not loaded", kind: "server" }]);
    assert_eq!(model.request.categories, List::Failed(CoreError::Server { status: 503 }));
    assert_eq!(model.update(Msg::RetryCategories), [Effect::LoadCategories]);
    assert_eq!(model.request.categories, List::Loading);
    model.update(Msg::Categories(Ok(categories())));

    write(&mut model, FieldId::Category, "school");
    model.update(Msg::Services { category: "school".into(), answer: Err(CoreError::Offline) });
    assert_eq!(model.request.services, List::Failed(CoreError::Offline));
    assert_eq!(model.update(Msg::RetryServices), [Effect::LoadServices { category: "school".into() }]);
    assert_eq!(model.applicant.email.value(), "anna@example.it");
}

#[test]
fn the_core_listing_public_relations_itself_or_anything_twice_does_not_double_the_options() {
    let mut model = nobody();
    let mut answer = categories();
    answer.extend([choice(PUBLIC_RELATIONS, "URP"), choice("school", "Scuola")]);
    model.update(Msg::Categories(Ok(answer)));
    assert_eq!(model.request.categories.choices(), categories());
}

#[test]
fn a_page_about_one_service_has_it_chosen_when_its_category_is() {
    let mut model = Model::new(Some("  MENSA Scolastica ".into()), None);
    model.update(Msg::Start);
    model.update(Msg::Categories(Ok(categories())));
    write(&mut model, FieldId::Category, "school");
    model.update(Msg::Services { category: "school".into(), answer: Ok(services()) });
    assert_eq!(model.request.service, Some(choice("canteen", "Mensa scolastica")));
    let mut accented = Model::new(Some("MOBILITÀ E ÜBUNG".into()), None);
    accented.update(Msg::Categories(Ok(categories())));
    write(&mut accented, FieldId::Category, "school");
    accented.update(Msg::Services { category: "school".into(), answer: Ok(vec![choice("m", "Mobilità e Übung")]) });
    assert_eq!(accented.request.service, Some(choice("m", "Mobilità e Übung")));
    // Elsewhere it is not to be found, and nothing is chosen.
    write(&mut model, FieldId::Category, "tourism");
    model.update(Msg::Services { category: "tourism".into(), answer: Ok(vec![choice("map", "Mappa")]) });
    assert_eq!(model.request.service, None);
}

#[test]
fn options_that_are_not_offered_cannot_be_chosen() {
    let mut model = filled();
    write(&mut model, FieldId::Service, "forged");
    assert_eq!(model.request.service, None);
    write(&mut model, FieldId::Category, "forged");
    assert_eq!((&model.request.category, &model.request.services), (&None, &List::Idle));
}

#[test]
fn the_summary_leads_back_to_either_section_and_forth_again_with_everything_as_it_was() {
    let mut model = at_summary();
    let before = model.clone();
    for section in [Section::Applicant, Section::Request] {
        let effects = model.update(Msg::Edit(Some(section)));
        assert_eq!(effects, [Effect::Step(Step::Form), Effect::Focus(Target::Section(section))]);
        model.update(Msg::Next);
    }
    assert_eq!(model.update(Msg::Edit(None)), [Effect::Step(Step::Form), Effect::Focus(Target::Heading)]);
    model.update(Msg::Next);
    assert!(model == before);
}

#[test]
fn after_sending_another_request_starts_with_the_same_person_and_an_empty_question() {
    let mut model = at_summary();
    let attempt = send(&mut model);
    answer(&mut model, attempt, Ok(made("a-1")));
    assert_eq!(model.update(Msg::Again), [Effect::Step(Step::Form), Effect::Focus(Target::Heading)]);
    assert_eq!(model.applicant.name.value(), "Anna");
    assert!(model.request.is_empty() && !model.request.privacy && !model.unsaved());
    assert_eq!(model.request.categories.choices(), categories());
    assert_eq!(model.made, None);
}

#[test]
fn steps_are_taken_in_order_only() {
    let mut model = filled();
    assert_eq!(model.update(Msg::Send), []);
    assert_eq!(model.update(Msg::Edit(None)), []);
    assert_eq!(model.update(Msg::Again), []);
    assert_eq!(model.step, Step::Form);
}
