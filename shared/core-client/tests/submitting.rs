//! Sending something once, whatever happens on the way.

use oc_core_client::testing::{Answer, START_S, ScriptedTransport, anonymous_token, both, citizen_token};
use oc_core_client::{CancelToken, Core, CoreError, NewApplication, Stage, Submission, TransportError};
use oc_core_client::{Json as Value, json};
use oc_i18n::Lang;
use std::future::Future;
use std::rc::Rc;

const POST: &str = "/api/applications";
const LIST: &str = "/api/applications?service_identifier=helpdesk&order=creationTime&sort=DESC&limit=5&version=2";

fn core(script: &Rc<ScriptedTransport>) -> Core {
    Core::new(script.clone(), "https://core.example.it/lang", Lang::It)
}

fn request(stage: Stage) -> NewApplication {
    let data = json!({"applicant": {"data": {"completename": {"data": {"name": "Vittorino", "surname": "Coliandro"}}}},
        "email": "v@example.com", "details": "Come si rinnova la carta d'identità?"});
    NewApplication { service: "helpdesk".into(), stage, data }
}

/// The same request as the core answers it in a list, made `later_s` seconds after the script began.
fn held(id: &str, later_s: i64) -> Value {
    json!({"id": id, "status": "2000", "creation_time": START_S + later_s, "data": {
        "applicant": {"completename": {"name": "Vittorino", "surname": "Coliandro"}},
        "email": "v@example.com", "details": "Come si rinnova la carta d'identità?"}})
}

fn listed(rows: &[Value]) -> Value {
    json!({"meta": {"count": rows.len()}, "links": {}, "data": rows})
}

fn accepted<'a>(script: &'a ScriptedTransport, id: &str) -> Answer<'a> {
    script.on("POST", POST).json(201, json!({"id": id, "status": "1900", "data": {"email": "v@example.com"}}))
}

fn prepared(script: &Rc<ScriptedTransport>) -> (Core, Submission) {
    let core = core(script);
    let submission = core.submission(request(Stage::Sent));
    (core, submission)
}

/// Sends, and gives the application's id.
fn submit(script: &ScriptedTransport, core: &Core, submission: &Submission) -> Result<String, CoreError> {
    script.run(core.submit(submission)).map(|application| application.id)
}

#[test]
fn an_anonymous_request_arrives_with_its_key() {
    let script = ScriptedTransport::new();
    script.nobody();
    accepted(&script, "a-1");
    let (core, submission) = prepared(&script);
    assert_eq!(submit(&script, &core, &submission), Ok("a-1".into()));
    let sent = &script.sent("POST", POST)[0];
    assert_eq!(sent.body, json!({"service": "helpdesk", "status": 1900, "data": request(Stage::Sent).data}));
    assert_eq!(sent.header("idempotency-key"), Some(submission.key()));
    assert_eq!(sent.header("authorization"), Some(format!("Bearer {}", anonymous_token("anon-1")).as_str()));
    assert_eq!(submission.made().unwrap().status, Some(1900));
    script.assert_done();
}

#[test]
fn pressing_send_twice_sends_once() {
    let script = ScriptedTransport::new();
    script.nobody();
    accepted(&script, "a-1");
    let (core, submission) = prepared(&script);
    let (first, second) = script.run(both(core.submit(&submission), core.submit(&submission)));
    assert_eq!(first.unwrap().id, "a-1");
    assert_eq!(second, Err(CoreError::AlreadySending));
    assert_eq!(submit(&script, &core, &submission), Ok("a-1".into()), "pressed again after the end");
    script.assert_done();
}

#[test]
fn a_refusal_is_told_and_the_corrected_request_goes_out_with_its_own_key() {
    let script = ScriptedTransport::new();
    script.nobody();
    let refusal = "Il Nome inserito non coincide";
    script.on("POST", POST).json(400, json!({"type": "error", "title": "x", "description": refusal}));
    accepted(&script, "a-1");
    let (core, submission) = prepared(&script);
    let error = submit(&script, &core, &submission).unwrap_err();
    assert_eq!(error.server_message().as_deref(), Some(refusal));
    assert!(!submission.outcome_unknown());
    let corrected = core.submission(request(Stage::Sent));
    assert_ne!(corrected.key(), submission.key());
    assert_eq!(submit(&script, &core, &corrected), Ok("a-1".into()));
    script.assert_done();
}

#[test]
fn an_answer_lost_on_the_way_is_found_by_looking_and_not_by_sending_again() {
    let cut = |a: Answer<'_>| {
        a.text(201, r#"{"id":"a-1","da"#);
    };
    let html = |a: Answer<'_>| {
        a.text(200, "<html>portal</html>");
    };
    let lost = |a: Answer<'_>| {
        a.fails(TransportError::Network);
    };
    let broken = |a: Answer<'_>| {
        a.fails(TransportError::CutBody);
    };
    let crashed = |a: Answer<'_>| {
        a.json(502, Value::Null);
    };
    let silent = |a: Answer<'_>| {
        a.hangs();
    };
    let shapeless = |a: Answer<'_>| {
        a.json(201, json!({"done": true}));
    };
    for fault in [cut, html, lost, broken, crashed, silent, shapeless] as [fn(Answer<'_>); 7] {
        let script = ScriptedTransport::new();
        script.nobody();
        fault(script.on("POST", POST));
        let other = json!({"id": "newer", "creation_time": START_S + 5, "data": {"email": "v@example.com",
            "details": "Un'altra domanda"}});
        script.on("GET", LIST).json(200, listed(&[held("a-1", 1), other]));
        let (core, submission) = prepared(&script);
        assert_eq!(submit(&script, &core, &submission), Ok("a-1".into()));
        assert!(!submission.outcome_unknown());
        script.assert_done();
    }
}

#[test]
fn an_application_that_shows_up_late_is_still_found() {
    let script = ScriptedTransport::new();
    script.nobody();
    script.on("POST", POST).fails(TransportError::Network);
    script.on("GET", LIST).json(200, listed(&[]));
    script.on("GET", LIST).json(200, listed(&[held("a-1", 2)]));
    let (core, submission) = prepared(&script);
    assert_eq!(submit(&script, &core, &submission), Ok("a-1".into()));
    script.assert_done();
}

#[test]
fn a_request_that_surely_did_not_arrive_is_sent_once_more_with_the_same_key() {
    let script = ScriptedTransport::new();
    script.nobody();
    script.on("POST", POST).fails(TransportError::Network);
    script.on("GET", LIST).json(200, listed(&[])).times(2);
    accepted(&script, "a-1");
    let (core, submission) = prepared(&script);
    assert_eq!(submit(&script, &core, &submission), Ok("a-1".into()));
    let sent = script.sent("POST", POST);
    assert_eq!(sent[0].header("idempotency-key"), sent[1].header("idempotency-key"));
    assert_eq!(sent[0].body, sent[1].body);
    script.assert_done();
}

#[test]
fn a_core_that_keeps_failing_is_not_hammered() {
    let script = ScriptedTransport::new();
    script.nobody();
    script.on("POST", POST).json(500, Value::Null).times(2);
    script.on("GET", LIST).json(200, listed(&[])).times(4);
    let (core, submission) = prepared(&script);
    assert_eq!(submit(&script, &core, &submission), Err(CoreError::Server { status: 500 }));
    assert!(!submission.outcome_unknown(), "it surely did not arrive");
    script.assert_done();
}

#[test]
fn where_the_core_s_cors_answer_refuses_the_key_the_request_still_arrives() {
    let script = ScriptedTransport::new();
    script.nobody();
    script.on("POST", POST).fails(TransportError::Network).times(2);
    script.on("GET", LIST).json(200, listed(&[])).times(4);
    accepted(&script, "a-1");
    let (core, submission) = prepared(&script);
    assert_eq!(submit(&script, &core, &submission), Ok("a-1".into()));
    assert_eq!(script.sent("POST", POST)[2].header("idempotency-key"), None);
    accepted(&script, "a-2");
    let next = core.submission(request(Stage::Sent));
    assert_eq!(submit(&script, &core, &next), Ok("a-2".into()));
    assert_eq!(script.sent("POST", POST)[3].header("idempotency-key"), None, "learnt");
    script.assert_done();
}

#[test]
fn when_nobody_can_tell_the_citizen_is_told_so_and_the_next_press_looks_first() {
    let script = ScriptedTransport::new();
    script.nobody();
    script.on("POST", POST).fails(TransportError::Network);
    script.on("GET", LIST).fails(TransportError::Network).times(6);
    let (core, submission) = prepared(&script);
    assert_eq!(submit(&script, &core, &submission), Err(CoreError::OutcomeUnknown));
    assert!(submission.outcome_unknown());
    script.on("GET", LIST).fails(TransportError::Network).times(3);
    assert_eq!(submit(&script, &core, &submission), Err(CoreError::OutcomeUnknown), "still in the dark");
    script.on("GET", LIST).json(200, listed(&[held("a-1", 1)]));
    assert_eq!(submit(&script, &core, &submission), Ok("a-1".into()));
    assert_eq!(script.count("POST", POST), 1);
    script.assert_done();
}

#[test]
fn a_request_given_up_on_is_not_repeated_behind_the_core_s_back() {
    let script = ScriptedTransport::new();
    script.nobody();
    script.on("POST", POST).hangs();
    script.on("GET", LIST).json(200, listed(&[])).times(2);
    let (core, submission) = prepared(&script);
    assert_eq!(submit(&script, &core, &submission), Err(CoreError::OutcomeUnknown));
    assert_eq!(script.count("POST", POST), 1);
    script.on("GET", LIST).json(200, listed(&[]));
    accepted(&script, "a-1");
    assert_eq!(submit(&script, &core, &submission), Ok("a-1".into()), "pressed again: looked, then sent");
    script.assert_done();
}

#[test]
fn an_equal_request_sent_before_is_not_taken_for_this_one() {
    let script = ScriptedTransport::new();
    script.nobody();
    let (core, first) = prepared(&script);
    accepted(&script, "a-1");
    assert_eq!(submit(&script, &core, &first), Ok("a-1".into()));
    script.on("POST", POST).fails(TransportError::Network);
    script.on("GET", LIST).json(200, listed(&[held("a-1", 0), held("last-week", -604_800)])).times(2);
    accepted(&script, "a-2");
    let second = core.submission(request(Stage::Sent));
    assert_eq!(submit(&script, &core, &second), Ok("a-2".into()));
    script.assert_done();
}

#[test]
fn a_wrong_clock_on_the_citizen_s_device_does_not_hide_what_arrived() {
    let script = ScriptedTransport::new();
    script.pass(7_200_000.0);
    script.nobody();
    script.on("POST", POST).fails(TransportError::Network);
    script.on("GET", LIST).json(200, listed(&[held("a-1", 1)]));
    let (core, submission) = prepared(&script);
    assert_eq!(submit(&script, &core, &submission), Ok("a-1".into()));
    script.assert_done();
}

#[test]
fn another_user_s_empty_list_proves_nothing() {
    let script = ScriptedTransport::new();
    script.nobody();
    script.on("POST", POST).fails(TransportError::Network);
    script.on("GET", LIST).json(401, Value::Null);
    script.on("POST", "/api/session-auth").json(200, json!({"token": anonymous_token("anon-2")}));
    script.on("GET", LIST).json(200, listed(&[])).times(2);
    let (core, submission) = prepared(&script);
    assert_eq!(submit(&script, &core, &submission), Err(CoreError::OutcomeUnknown));
    assert_eq!(script.count("POST", POST), 1);
    script.assert_done();
}

#[test]
fn a_token_that_expired_while_typing_costs_the_citizen_nothing() {
    let script = ScriptedTransport::new();
    script.citizen();
    script.on("POST", POST).json(401, json!({"code": 401, "message": "Expired JWT Token"}));
    script.on("GET", "/api/session-auth").json(200, json!({"token": citizen_token(START_S + 1)}));
    accepted(&script, "a-1");
    let (core, submission) = prepared(&script);
    assert_eq!(submit(&script, &core, &submission), Ok("a-1".into()));
    script.assert_done();
}

#[test]
fn a_session_that_ended_while_typing_asks_for_a_login_and_keeps_the_request_sendable() {
    let script = ScriptedTransport::new();
    script.citizen();
    script.on("POST", POST).json(401, Value::Null);
    script.on("GET", "/api/session-auth").redirect();
    let (core, submission) = prepared(&script);
    assert_eq!(submit(&script, &core, &submission), Err(CoreError::LoginRequired));
    assert!(!submission.outcome_unknown(), "it was turned away");
    script.citizen();
    script.run(core.session().refresh());
    accepted(&script, "a-1");
    assert_eq!(submit(&script, &core, &submission), Ok("a-1".into()));
    script.assert_done();
}

#[test]
fn without_a_network_nothing_leaves_and_nothing_is_uncertain() {
    let script = ScriptedTransport::new();
    script.nobody();
    let (core, submission) = prepared(&script);
    script.run(core.session().token()).unwrap();
    script.set_offline(true);
    assert_eq!(submit(&script, &core, &submission), Err(CoreError::Offline));
    assert!(!submission.outcome_unknown());
    assert_eq!(script.count("POST", POST), 0);
}

#[test]
fn a_widget_torn_down_in_the_middle_looks_first_when_it_sends_again() {
    let script = ScriptedTransport::new();
    script.nobody();
    script.on("POST", POST).hangs();
    let (core, submission) = prepared(&script);
    script.run(async {
        let mut sending = Box::pin(core.submit(&submission));
        let until_gone = async {
            oc_core_client::Transport::sleep(&*script, 1_000).await;
        };
        let (mut until_gone, mut gone) = (Box::pin(until_gone), false);
        std::future::poll_fn(|cx| {
            assert!(sending.as_mut().poll(cx).is_pending());
            gone |= until_gone.as_mut().poll(cx).is_ready();
            if gone { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
        })
        .await;
    });
    script.on("GET", LIST).json(200, listed(&[held("a-1", 1)]));
    assert_eq!(submit(&script, &core, &submission), Ok("a-1".into()));
    script.assert_done();
}

#[test]
fn a_draft_whose_answer_was_lost_is_looked_for_among_the_drafts() {
    let script = ScriptedTransport::new();
    script.citizen();
    script.on("POST", POST).fails(TransportError::Network);
    script.on("GET", &format!("{LIST}&status=1000")).json(200, listed(&[held("d-1", 1)]));
    let core = core(&script);
    let submission = core.submission(request(Stage::Draft));
    assert_eq!(submit(&script, &core, &submission), Ok("d-1".into()));
    assert_eq!(script.sent("POST", POST)[0].body["status"], 1000);
    script.assert_done();
}

#[test]
fn a_draft_is_replaced_and_a_lost_answer_is_settled_by_looking() {
    let changed = |status: &str, details: &str| {
        let mut draft = held("d-1", 0);
        (draft["status"], draft["data"]["details"]) = (json!(status), json!(details));
        draft
    };
    let same = "Come si rinnova la carta d'identità?";
    // What the core holds when looked at; whether the draft is sent again then; how it ends.
    for (found, again, end) in [
        (changed("1000", same), false, Ok(())),
        (changed("1000", "prima versione"), true, Ok(())),
        (json!({"message": "?"}), false, Err(CoreError::OutcomeUnknown)),
    ] {
        let script = ScriptedTransport::new();
        script.citizen();
        script.on("PUT", "/api/applications/d-1").fails(TransportError::Network);
        script.on("GET", "/api/applications/d-1?version=2").json(200, found);
        if again {
            script.on("PUT", "/api/applications/d-1").json(200, json!(["Application Modified Successfully"]));
        }
        let core = core(&script);
        assert_eq!(script.run(core.update_application("d-1", &request(Stage::Draft))), end);
        script.assert_done();
    }
}

#[test]
fn a_draft_that_cannot_be_replaced_is_tried_twice_and_then_reported() {
    let script = ScriptedTransport::new();
    script.citizen();
    script.on("PUT", "/api/applications/d-1").json(500, Value::Null).times(2);
    script.on("GET", "/api/applications/d-1").json(200, json!({"id": "d-1", "status": "1000", "data": {}})).times(2);
    let answer = script.run(core(&script).update_application("d-1", &request(Stage::Draft)));
    assert_eq!(answer, Err(CoreError::Server { status: 500 }));
    script.assert_done();
}

#[test]
fn a_draft_sent_on_its_way_is_sent_once() {
    for (status, again) in [("1900", false), ("1000", true)] {
        let script = ScriptedTransport::new();
        script.citizen();
        script.on("POST", "/api/applications/d-1/transition/submit").fails(TransportError::Network);
        script.on("GET", "/api/applications/d-1").json(200, json!({"id": "d-1", "status": status}));
        if again {
            script.on("POST", "/api/applications/d-1/transition/submit").text(204, "");
        }
        assert_eq!(script.run(core(&script).send_draft("d-1")), Ok(()));
        script.assert_done();
    }
}

#[test]
fn drafts_are_the_citizen_s_own_newest_first() {
    let script = ScriptedTransport::new();
    script.citizen();
    script.on("GET", "status=1000").json(200, listed(&[held("old", -50), held("new", 9), json!({"no": "id"})]));
    let drafts = script.run(core(&script).list_drafts("helpdesk", &CancelToken::new())).unwrap();
    let ids: Vec<&str> = drafts.iter().map(|d| d.id.as_str()).collect();
    assert_eq!(ids, ["new", "old"]);
    script.assert_done();
}
