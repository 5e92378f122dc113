use super::*;

#[test]
fn pressing_twice_sends_once() {
    let mut model = at_summary();
    assert_eq!(model.update(Msg::Send).len(), 1);
    assert!(model.busy());
    assert_eq!(model.update(Msg::Send), []);
    assert_eq!(model.update(Msg::Edit(None)), []);
    assert_eq!(model.update(Msg::Save), []);
}

#[test]
fn after_it_was_sent_nothing_sends_it_again() {
    let mut model = at_summary();
    let attempt = send(&mut model);
    answer(&mut model, attempt, Ok(made("a-1")));
    assert_eq!(model.update(Msg::Send), []);
    // An answer that comes twice is not news.
    assert_eq!(answer(&mut model, attempt, Ok(made("a-2"))), []);
    assert_eq!(model.made, Some(made("a-1")));
}

#[test]
fn a_refusal_is_told_with_everything_still_there_to_correct_and_send() {
    let mut model = at_summary();
    let attempt = send(&mut model);
    let error = CoreError::Validation(vec!["Il Nome non coincide".into()]);
    let effects = answer(&mut model, attempt, Err(error.clone()));
    assert_eq!(effects, [Effect::Failed { what: "request not sent", kind: "validation" }]);
    assert_eq!(model.sending, Sending::Failed(error));
    assert_eq!(model.step, Step::Summary);
    assert!(model.unsaved());
    model.update(Msg::Edit(Some(Section::Applicant)));
    write(&mut model, FieldId::Name, "Annamaria");
    model.update(Msg::Next);
    assert_eq!(model.sending, Sending::Idle, "the old refusal is not about the new data");
    assert_eq!(send(&mut model), attempt + 1);
}

#[test]
fn while_nobody_knows_whether_it_arrived_the_same_request_is_asked_about_and_no_other_can_be_made() {
    let mut model = at_summary();
    let Some(Effect::Send { data: first, attempt, .. }) = model.update(Msg::Send).pop() else { panic!() };
    answer(&mut model, attempt, Err(CoreError::OutcomeUnknown));
    assert_eq!(model.sending, Sending::Unknown { doubts: 1 });
    assert!(model.unsaved());
    // Other data would be another request.
    assert_eq!(model.update(Msg::Edit(None)), []);
    write(&mut model, FieldId::Details, "altro");
    model.update(Msg::Consent(false));
    model.update(citizen());
    let Some(Effect::Send { data, doubts, attempt, .. }) = model.update(Msg::Send).pop() else { panic!() };
    assert_eq!((data, doubts), (first, 1));
    answer(&mut model, attempt, Ok(made("a-1")));
    assert_eq!(model.step, Step::Done);
}

#[test]
fn when_even_asking_again_tells_nothing_the_citizen_decides() {
    let mut model = at_summary();
    for doubts in 1..=2 {
        let attempt = send(&mut model);
        answer(&mut model, attempt, Err(CoreError::OutcomeUnknown));
        assert_eq!(model.sending, Sending::Unknown { doubts });
    }
    assert_eq!(model.update(Msg::Edit(None)).len(), 2);
    write(&mut model, FieldId::Details, "Di nuovo");
    model.update(Msg::Next);
    let Some(Effect::Send { doubts, .. }) = model.update(Msg::Send).pop() else { panic!() };
    assert_eq!(doubts, 0);
}

#[test]
fn without_a_session_nothing_can_be_asked_so_the_doubt_stays_as_it_was() {
    let mut model = logged_in();
    write_request(&mut model);
    model.update(Msg::Next);
    for _ in 0..3 {
        let attempt = send(&mut model);
        model.update(Msg::Identified(Who::Nobody));
        answer(&mut model, attempt, Err(CoreError::OutcomeUnknown));
        assert_eq!(model.sending, Sending::Unknown { doubts: 1 });
        assert_eq!(model.update(Msg::GoOnAnonymously), []);
    }
}

#[test]
fn an_answer_to_an_earlier_try_is_not_taken_for_one_to_the_present_try() {
    let mut model = at_summary();
    let first = send(&mut model);
    answer(&mut model, first, Err(CoreError::Timeout));
    let second = send(&mut model);
    assert_eq!(answer(&mut model, first, Err(CoreError::Forbidden)), []);
    assert!(model.busy());
    answer(&mut model, second, Ok(made("a-1")));
    assert_eq!(model.step, Step::Done);
}
