use super::*;
use oc_i18n::DateTime;

fn stored() -> Json {
    json!({
        "applicant": {"completename": {"name": "Vittorino", "surname": "Coliandro"},
            "fiscal_code": {"fiscal_code": CODE}},
        "email": "altro@example.com", "details": "Da finire",
        "category": {"id": "school", "name": "Educazione e formazione"},
        "service": {"id": "bus", "name": "Trasporto scolastico"}
    })
}

fn draft(data: &Json) -> Draft {
    Draft::read("d-1", DateTime::parse("2026-11-20T09:00:00+01:00"), data)
}

fn offered(data: &Json) -> Model {
    let mut model = opened();
    model.update(citizen());
    assert_eq!(model.drafts, Drafts::Looking);
    model.update(Msg::Drafts { owner: "u1".into(), answer: Ok(vec![draft(data)]) });
    model
}

#[test]
fn a_saved_request_is_offered_and_resumed_where_it_was_left() {
    let mut model = offered(&stored());
    let Drafts::Offered(found) = &model.drafts else { panic!("nothing is offered") };
    assert_eq!(found.saved, DateTime::parse("2026-11-20T09:00:00+01:00"));
    let effects = model.update(Msg::ResumeDraft);
    let expected = [Effect::LoadServices { category: "school".into() }, Effect::Focus(Target::Heading)];
    assert_eq!(effects, expected);
    model.update(Msg::Services { category: "school".into(), answer: Ok(services()) });
    assert_eq!(model.drafts, Drafts::Resumed);
    assert_eq!(model.applicant.email.value(), "altro@example.com");
    assert_eq!(model.request.details.value(), "Da finire");
    assert_eq!(model.request.service, Some(choice("bus", "Trasporto scolastico")));
    assert!(!model.request.privacy, "the consent is given anew");
    assert!(!model.unsaved(), "all of it is saved");
}

#[test]
fn a_resumed_request_is_sent_and_saved_as_the_same_one() {
    let mut model = offered(&stored());
    model.update(Msg::ResumeDraft);
    model.update(Msg::Services { category: "school".into(), answer: Ok(services()) });
    let Some(Effect::Save { draft, attempt, .. }) = model.update(Msg::Save).pop() else { panic!() };
    assert_eq!(draft.as_deref(), Some("d-1"));
    model.update(Msg::Saved { attempt, answer: Ok("d-1".into()) });
    model.update(Msg::Consent(true));
    model.update(Msg::Next);
    let Some(Effect::Send { draft, .. }) = model.update(Msg::Send).pop() else { panic!() };
    assert_eq!(draft.as_deref(), Some("d-1"));
}

#[test]
fn starting_afresh_leaves_the_saved_request_alone() {
    let mut model = offered(&stored());
    assert_eq!(model.update(Msg::IgnoreDraft), [Effect::Focus(Target::Heading)]);
    assert_eq!(model.drafts, Drafts::None);
    write_request(&mut model);
    let Some(Effect::Save { draft, .. }) = model.update(Msg::Save).pop() else { panic!() };
    assert_eq!(draft, None);
}

#[test]
fn the_newest_request_with_anything_in_it_is_offered() {
    let mut model = opened();
    model.update(citizen());
    let empty = Draft::read("d-0", None, &json!({"email": "v@example.com"}));
    model.update(Msg::Drafts { owner: "u1".into(), answer: Ok(vec![empty, draft(&stored())]) });
    assert!(matches!(&model.drafts, Drafts::Offered(found) if found.id == "d-1"));
}

#[test]
fn a_draft_in_any_of_the_cores_shapes_is_read_alike() {
    let sent = json!({
        "applicant": {"data": {"completename": {"data": {"name": "Vittorino", "surname": "Coliandro"}},
            "fiscal_code": {"data": {"fiscal_code": CODE}}}},
        "email": "altro@example.com", "details": "Da finire",
        "category": {"id": "school", "name": "Educazione e formazione"},
        "service": {"id": "bus", "name": "Trasporto scolastico"}
    });
    let flat = json!({
        "applicant.data.completename.data.name": "Vittorino", "applicant.data.completename.data.surname": "Coliandro",
        "applicant.data.fiscal_code.data.fiscal_code": CODE, "email": "altro@example.com", "details": "Da finire",
        "category.id": "school", "category.name": "Educazione e formazione",
        "service.id": "bus", "service.name": "Trasporto scolastico"
    });
    assert_eq!(draft(&sent), draft(&stored()));
    assert_eq!(draft(&flat), draft(&stored()));
}

#[test]
fn a_hostile_draft_gives_what_can_be_read_and_breaks_nothing() {
    let odd = [
        json!(null),
        json!([1, 2]),
        json!("x"),
        json!({"details": {"a": 1}, "category": [], "applicant": 7}),
        json!({"category": {"id": 5, "name": null}, "details": "\u{0}\u{0}"}),
        json!({"category": {"id": "x".repeat(500)}, "service": {"id": ""}}),
    ];
    for data in odd {
        assert!(draft(&data).is_empty(), "{data}");
        assert_eq!(offered(&data).drafts, Drafts::None);
    }
    let mut model = offered(&json!({
        "details": "<img src=x onerror=alert(1)>".repeat(1000), "email": 3,
        "category": {"id": "gone", "name": "Che non c'è"}, "service": {"id": "bus"}
    }));
    assert_eq!(model.update(Msg::ResumeDraft), [Effect::Focus(Target::Heading)]);
    assert_eq!((&model.request.category, &model.request.service), (&None, &None));
    assert_eq!(model.applicant.email.value(), "v@example.com");
    model.update(Msg::Next);
    assert_eq!(model.step, Step::Form);
    assert!(matches!(model.problem(FieldId::Details), Some(Problem::TooLong { .. })));
}

#[test]
fn a_draft_resumed_before_the_categories_are_there_is_checked_when_they_come() {
    let mut model = Model::new(None, None);
    model.update(Msg::Start);
    model.update(citizen());
    model.update(Msg::Drafts { owner: "u1".into(), answer: Ok(vec![draft(&stored())]) });
    let effects = model.update(Msg::ResumeDraft);
    assert_eq!(effects.first(), Some(&Effect::LoadServices { category: "school".into() }));
    model.update(Msg::Services { category: "school".into(), answer: Ok(services()) });
    let mut gone = model.clone();
    model.update(Msg::Categories(Ok(categories())));
    assert_eq!(model.request.service, Some(choice("bus", "Trasporto scolastico")));
    gone.update(Msg::Categories(Ok(vec![choice("tourism", "Turismo")])));
    assert_eq!((&gone.request.category, &gone.request.service), (&None, &None));
}

#[test]
fn what_is_typed_while_the_drafts_are_looked_for_stays_until_the_citizen_decides() {
    let mut model = opened();
    model.update(citizen());
    write(&mut model, FieldId::Details, "Sto già scrivendo");
    model.update(Msg::Drafts { owner: "u1".into(), answer: Ok(vec![draft(&stored())]) });
    assert_eq!(model.request.details.value(), "Sto già scrivendo");
}

#[test]
fn drafts_of_somebody_else_and_drafts_that_come_too_late_are_not_offered() {
    let mut model = opened();
    model.update(citizen());
    model.update(Msg::Drafts { owner: "u2".into(), answer: Ok(vec![draft(&stored())]) });
    assert_eq!(model.drafts, Drafts::Looking);
    write_request(&mut model);
    let effects = model.update(Msg::Save);
    model.update(Msg::Saved { attempt: attempt(&effects), answer: Ok("d-9".into()) });
    model.update(Msg::Drafts { owner: "u1".into(), answer: Ok(vec![draft(&stored())]) });
    assert_eq!(model.drafts, Drafts::None);
}

#[test]
fn a_search_that_fails_can_be_repeated_and_stops_nobody() {
    let mut model = opened();
    model.update(citizen());
    model.update(Msg::Drafts { owner: "u1".into(), answer: Err(CoreError::Timeout) });
    assert_eq!(model.drafts, Drafts::Failed(CoreError::Timeout));
    assert_eq!(model.update(Msg::RetryDrafts), [Effect::ListDrafts { owner: "u1".into() }]);
    write_request(&mut model);
    model.update(Msg::Next);
    assert_eq!(model.step, Step::Summary);
}

#[test]
fn an_unfinished_request_is_saved_as_it_is_and_later_saves_replace_it() {
    let mut model = logged_in();
    write(&mut model, FieldId::Details, "  Solo un inizio ");
    assert!(model.unsaved());
    let data = json!({
        "applicant": {"data": {"completename": {"data": {"name": "Vittorino", "surname": "Coliandro"}},
            "fiscal_code": {"data": {"fiscal_code": CODE}}}},
        "email": "v@example.com", "details": "Solo un inizio"
    });
    assert_eq!(model.update(Msg::Save), [Effect::Save { attempt: 1, draft: None, data }]);
    assert_eq!(model.update(Msg::Save), [], "pressing twice saves once");
    model.update(Msg::Saved { attempt: 1, answer: Ok("d-1".into()) });
    assert_eq!(model.saving, Saving::Saved);
    assert!(!model.unsaved());
    assert_eq!(model.errors(), [], "saving complains about nothing");

    write(&mut model, FieldId::Details, "Ora è finita");
    assert_eq!(model.saving, Saving::Idle, "what was said about the save is no longer true");
    let Some(Effect::Save { draft, .. }) = model.update(Msg::Save).pop() else { panic!() };
    assert_eq!(draft.as_deref(), Some("d-1"));
}

#[test]
fn a_request_with_nothing_in_it_is_not_saved() {
    let mut model = logged_in();
    assert_eq!(model.update(Msg::Save), []);
    assert_eq!(model.saving, Saving::Nothing);
    write(&mut model, FieldId::Email, "altro@example.com");
    assert_eq!(model.update(Msg::Save).len(), 1);
}

#[test]
fn a_request_can_be_saved_from_the_summary_too_and_only_by_who_is_logged_in() {
    let mut model = logged_in();
    write_request(&mut model);
    model.update(Msg::Next);
    assert!(model.offers_save());
    assert_eq!(model.update(Msg::Save).len(), 1);
    assert_eq!(model.update(Msg::Send), [], "one thing at a time");
    assert_eq!(at_summary().update(Msg::Save), []);
    assert!(!filled().offers_save());
}

#[test]
fn what_is_typed_during_a_save_is_still_to_be_saved() {
    let mut model = logged_in();
    write(&mut model, FieldId::Details, "uno");
    let effects = model.update(Msg::Save);
    write(&mut model, FieldId::Details, "uno due");
    model.update(Msg::Saved { attempt: attempt(&effects), answer: Ok("d-1".into()) });
    assert!(model.unsaved());
}

#[test]
fn a_save_that_fails_is_told_and_can_be_repeated() {
    let mut model = logged_in();
    write(&mut model, FieldId::Details, "uno");
    let effects = model.update(Msg::Save);
    let failed = model.update(Msg::Saved { attempt: attempt(&effects), answer: Err(CoreError::Offline) });
    assert_eq!(failed, [Effect::Failed { what: "draft not saved", kind: "offline" }]);
    assert_eq!(model.saving, Saving::Failed(CoreError::Offline));
    assert!(model.unsaved());
    assert_eq!(model.update(Msg::Save).len(), 1);
}

#[test]
fn a_draft_that_the_core_has_dropped_is_saved_or_sent_as_a_new_request() {
    let mut model = offered(&stored());
    model.update(Msg::ResumeDraft);
    let effects = model.update(Msg::Save);
    model.update(Msg::Saved { attempt: attempt(&effects), answer: Err(CoreError::NotFound) });
    let Some(Effect::Save { draft, .. }) = model.update(Msg::Save).pop() else { panic!() };
    assert_eq!(draft, None);
}
