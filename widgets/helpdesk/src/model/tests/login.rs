use super::*;
use oc_forms::Field;

fn values(model: &Model) -> [&str; 4] {
    let a = &model.applicant;
    [&a.name, &a.surname, &a.fiscal_code, &a.email].map(Field::value)
}

fn locked(model: &Model) -> [bool; 4] {
    let a = &model.applicant;
    [&a.name, &a.surname, &a.fiscal_code, &a.email].map(Field::read_only)
}

#[test]
fn a_logged_in_citizen_finds_name_and_code_filled_in_and_fixed_and_an_address_they_may_change() {
    let mut model = opened();
    assert_eq!(model.update(citizen()), [Effect::ListDrafts { owner: "u1".into() }]);
    assert_eq!(values(&model), ["Vittorino", "Coliandro", CODE, "v@example.com"]);
    assert_eq!(locked(&model), [true, true, true, false]);
    write(&mut model, FieldId::Name, "Mallory");
    write(&mut model, FieldId::Email, "altro@example.com");
    assert_eq!(values(&model), ["Vittorino", "Coliandro", CODE, "altro@example.com"]);
    assert!(!model.offers_login());
}

#[test]
fn what_the_profile_lacks_or_has_wrong_can_be_written_by_hand() {
    let mut model = opened();
    let odd = Person { surname: None, fiscal_code: Some("NONSENSE".into()), email: Some("v@".into()), ..person("u1") };
    model.update(Msg::Identified(Who::Citizen(odd)));
    assert_eq!(locked(&model), [true, false, false, false]);
    // Where there is something wrong it is said at once; where there is nothing, not yet.
    assert_eq!(model.problem(FieldId::Email), Some(Problem::EmailDomain));
    assert_eq!(model.problem(FieldId::FiscalCode), Some(Problem::FiscalCodeLength { written: 8 }));
    assert_eq!(model.problem(FieldId::Surname), None);
    write(&mut model, FieldId::Surname, "Coliandro");
    write(&mut model, FieldId::FiscalCode, CODE);
    write(&mut model, FieldId::Email, "v@example.com");
    assert_eq!(model.errors(), []);
}

#[test]
fn a_login_in_another_tab_keeps_what_was_typed_and_replaces_only_what_is_certified() {
    let mut model = filled();
    model.update(Msg::Identified(Who::Citizen(Person { surname: None, ..person("u1") })));
    assert_eq!(values(&model), ["Vittorino", "Verdi", CODE, "anna@example.it"]);
    assert_eq!(model.request.details.value(), "Come iscrivo mio figlio?");
    assert_eq!(model.request.service, Some(choice("canteen", "Mensa scolastica")));
    assert!(model.request.privacy && model.unsaved());
}

#[test]
fn a_login_is_offered_on_the_form_and_nowhere_else() {
    let mut model = opened();
    assert!(!model.offers_login(), "nobody knows yet who is there");
    model.update(Msg::Identified(Who::Nobody));
    assert!(model.offers_login());
    write_applicant(&mut model);
    write_request(&mut model);
    model.update(Msg::Next);
    assert!(!model.offers_login());
}

#[test]
fn someone_at_work_is_treated_as_anonymous() {
    let mut model = opened();
    assert_eq!(model.update(Msg::Identified(Who::Operator)), []);
    assert_eq!(values(&model), ["", "", "", ""]);
    assert!(!model.offers_login() && !model.offers_save());
}

#[test]
fn a_session_that_ends_loses_nothing_and_goes_on_after_a_new_login() {
    let mut model = logged_in();
    write_request(&mut model);
    model.update(Msg::Next);
    let attempt = send(&mut model);
    model.update(Msg::Identified(Who::Nobody));
    answer(&mut model, attempt, Err(CoreError::LoginRequired));
    assert!(model.session_lost && !model.offers_login());
    assert_eq!(model.step, Step::Summary);
    assert_eq!(values(&model), ["Vittorino", "Coliandro", CODE, "v@example.com"]);
    assert_eq!(model.request.details.value(), "Come iscrivo mio figlio?");
    assert!(model.unsaved());

    assert_eq!(model.update(citizen()), [], "the same person: their drafts are known");
    assert!(!model.session_lost);
    let attempt = send(&mut model);
    answer(&mut model, attempt, Ok(made("a-1")));
    assert_eq!(model.step, Step::Done);
}

#[test]
fn whoever_cannot_log_in_again_may_go_on_without() {
    let mut model = logged_in();
    write_request(&mut model);
    model.update(Msg::Identified(Who::Nobody));
    let effects = model.update(Msg::GoOnAnonymously);
    assert_eq!(effects, [Effect::GoOnAnonymously, Effect::Focus(Target::Heading)]);
    assert_eq!(locked(&model), [false; 4]);
    assert_eq!(values(&model), ["Vittorino", "Coliandro", CODE, "v@example.com"]);
    assert!(!model.session_lost && !model.offers_save() && model.offers_login());
    // Only a lost session can be gone on from.
    assert_eq!(filled().update(Msg::GoOnAnonymously), []);
}

#[test]
fn another_person_who_logs_in_never_sends_under_the_name_of_the_first() {
    let mut model = logged_in();
    write_request(&mut model);
    let effects = model.update(Msg::Save);
    model.update(Msg::Saved { attempt: attempt(&effects), answer: Ok("draft-of-u1".into()) });
    model.update(Msg::Identified(Who::Nobody));
    let other = Person {
        id: "u2".into(),
        name: Some("Mario".into()),
        surname: None,
        fiscal_code: Some(OTHER_CODE.into()),
        email: None,
    };
    assert_eq!(model.update(Msg::Identified(Who::Citizen(other))), [Effect::ListDrafts { owner: "u2".into() }]);
    assert_eq!(values(&model), ["Mario", "", OTHER_CODE, ""]);
    let Some(Effect::Save { draft, .. }) = model.update(Msg::Save).pop() else { panic!("nothing is saved") };
    assert_eq!(draft, None, "the draft of the other person is not touched");
}

#[test]
fn a_login_that_changes_the_data_behind_the_summary_is_caught_before_sending() {
    let mut model = logged_in();
    write_request(&mut model);
    model.update(Msg::Next);
    let other = Person { surname: None, ..person("u2") };
    model.update(Msg::Identified(Who::Citizen(other)));
    assert_eq!(model.update(Msg::Send), [Effect::Step(Step::Form), Effect::Focus(Target::Errors)]);
    assert_eq!(model.errors().len(), 1);
}

#[test]
fn a_login_while_the_request_is_on_its_way_changes_it_only_if_it_was_not_sent() {
    let mut model = at_summary();
    let attempt = send(&mut model);
    model.update(citizen());
    assert_eq!(values(&model)[0], "Anna");
    answer(&mut model, attempt, Err(CoreError::Forbidden));
    assert_eq!(values(&model), ["Vittorino", "Coliandro", CODE, "anna@example.it"]);
}

#[test]
fn a_login_after_sending_leaves_the_receipt_alone() {
    let mut model = at_summary();
    let attempt = send(&mut model);
    answer(&mut model, attempt, Ok(made("a-1")));
    assert_eq!(model.update(citizen()), []);
    assert_eq!(values(&model), ["Anna", "Verdi", OTHER_CODE, "anna@example.it"]);
    let effects = model.update(Msg::Again);
    assert_eq!(effects.last(), Some(&Effect::ListDrafts { owner: "u1".into() }));
    assert_eq!(values(&model), ["Vittorino", "Coliandro", CODE, "anna@example.it"]);
}
