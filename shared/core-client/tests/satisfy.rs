//! Ratings: what is sent, and that each arrives once.

use oc_core_client::testing::{ScriptedTransport, both};
use oc_core_client::{CancelToken, Core, CoreError, Delivery, Rating, Satisfy, TransportError};
use oc_core_client::{Json as Value, json};
use oc_i18n::Lang;
use std::cell::RefCell;
use std::rc::Rc;

const ENTRY: &str = "cf5010dd-5cc6-4c28-9afc-c03d13914897";
const ID: &str = "00000000-0000-4000-8000-000000000001";

fn client(script: &Rc<ScriptedTransport>) -> Satisfy {
    let core = Core::new(script.clone(), "https://core.example.it/lang", Lang::De);
    let at = |path: &str| ["https://satisfy.example.it", path].concat();
    Satisfy::new(core, at("/v1/graphql"), at("/api/v1/ratings"), ENTRY.to_owned())
}

fn rating() -> Rating {
    let page = "https://www.comune.example.it/novita".to_owned();
    Rating { value: 5, answer: Some("clear"), comment: "Tutto \"chiaro\"\n\u{1}".to_owned(), page }
}

fn config(token: &str, seconds: i64) -> Value {
    json!({"data": {"entrypoint": {"id": ENTRY, "challenge": {"token": token, "minSeconds": seconds}, "more": [1]}}})
}

fn open() -> Value {
    json!({"data": {"entrypoint": {"id": ENTRY, "challenge": null}}})
}

type Told = Rc<RefCell<Vec<Delivery>>>;

fn listener() -> (Told, Rc<dyn Fn(Delivery)>) {
    let told = Told::default();
    let notes = told.clone();
    (told, Rc::new(move |delivery| notes.borrow_mut().push(delivery)))
}

fn send(script: &Rc<ScriptedTransport>, client: &Satisfy) -> Vec<Delivery> {
    let (told, tell) = listener();
    script.run(client.send(rating(), tell));
    told.take()
}

fn arrived() -> Delivery {
    Delivery::Arrived(ID.to_owned())
}

#[test]
fn a_rating_says_what_was_chosen_and_nothing_about_the_person() {
    let script = ScriptedTransport::new();
    script.on("POST", "https://satisfy.example.it/v1/graphql").json(200, config("abc.def", 0));
    script.on("POST", "https://satisfy.example.it/api/v1/ratings").json(201, json!({"id": ID}));
    let client = client(&script);
    assert_eq!(script.run(client.configure(&CancelToken::new())), Ok(true));
    assert_eq!(send(&script, &client), [arrived()]);
    let query = &script.sent("POST", "graphql")[0];
    assert_eq!(query.body["variables"], json!({"id": ENTRY}));
    assert!(query.body["query"].as_str().unwrap().starts_with("query("));
    let sent = &script.sent("POST", "ratings")[0];
    assert_eq!(
        sent.body,
        json!({"value": 5, "id": ID, "entrypoint": ENTRY, "answer": "clear", "comment": "Tutto \"chiaro\"\n\u{1}",
            "locale": "de", "page": "https://www.comune.example.it/novita", "challenge": "abc.def"})
    );
    for request in [query, sent] {
        assert!(!request.credentials, "no cookie goes along");
        assert_eq!(request.header("authorization"), None);
    }
    script.assert_done();
}

#[test]
fn what_was_not_said_is_left_out() {
    let script = ScriptedTransport::new();
    script.on("POST", "graphql").json(200, open());
    script.on("POST", "ratings");
    let client = client(&script);
    let rating = Rating { value: 1, answer: None, comment: String::new(), page: String::new() };
    script.run(client.send(rating, listener().1));
    assert_eq!(
        script.sent("POST", "ratings")[0].body,
        json!({"value": 1, "id": ID, "entrypoint": ENTRY, "locale": "de"})
    );
}

#[test]
fn an_entry_point_nobody_knows_is_told_from_a_service_in_trouble() {
    let ask = |status: u16, body: Value| {
        let script = ScriptedTransport::new();
        script.on("POST", "graphql").json(status, body);
        let known = script.run(client(&script).configure(&CancelToken::new()));
        (known, script.diagnostics().len())
    };
    assert_eq!(ask(200, json!({"data": {"entrypoint": null}})), (Ok(false), 0));
    assert_eq!(ask(200, open()), (Ok(true), 0));
    for odd in [
        json!({"errors": [{"message": "field 'entrypoint' not found", "extensions": {"code": "validation-failed"}}]}),
        json!({"data": {"entrypoint": null}, "errors": [{"message": "boom"}]}),
        json!({"data": null, "errors": []}),
        json!({"data": {"entrypoint": [1]}}),
        json!([]),
        json!("text"),
    ] {
        assert_eq!(ask(200, odd.clone()), (Ok(true), 1), "{odd}");
    }
    assert_eq!(ask(400, json!({"errors": [{"message": "no"}]})), (Ok(true), 1));
    assert_eq!(ask(503, Value::Null), (Err(CoreError::Server { status: 503 }), 0));
}

#[test]
fn a_challenge_that_is_none_is_not_sent_back() {
    for token in [json!("a b"), json!("<script>"), json!(7), json!(""), json!("x".repeat(5000)), json!("à")] {
        let script = ScriptedTransport::new();
        let challenge = json!({"token": token, "minSeconds": "soon"});
        script.on("POST", "graphql").json(200, json!({"data": {"entrypoint": {"challenge": challenge}}}));
        script.on("POST", "ratings");
        assert_eq!(send(&script, &client(&script)), [arrived()]);
        let sent = script.sent("POST", "ratings")[0].body["challenge"].clone();
        let harmless = token == json!("<script>");
        assert_eq!(sent, if harmless { token } else { Value::Null });
    }
}

#[test]
fn a_quick_citizen_waits_for_nothing_while_the_rating_waits_for_its_challenge() {
    let script = ScriptedTransport::new();
    script.on("POST", "graphql").json(200, config("abc", 3));
    script.on("POST", "ratings");
    assert_eq!(send(&script, &client(&script)), [arrived()]);
    let (asked, rated) = (script.sent("POST", "graphql")[0].at_ms, script.sent("POST", "ratings")[0].at_ms);
    assert_eq!(rated - asked, 3010.0);

    let script = ScriptedTransport::new();
    script.on("POST", "graphql").json(200, config("abc", 1_000_000));
    script.on("POST", "ratings");
    send(&script, &client(&script));
    let (asked, rated) = (script.sent("POST", "graphql")[0].at_ms, script.sent("POST", "ratings")[0].at_ms);
    assert_eq!(rated - asked, 30_010.0, "a service cannot put a rating off for days");
}

#[test]
fn a_rating_is_sent_again_after_every_passing_trouble_with_growing_pauses_and_one_identifier() {
    let script = ScriptedTransport::new();
    script.on("POST", "graphql").json(503, Value::Null);
    script.on("POST", "graphql").json(200, open());
    script.on("POST", "ratings").fails(TransportError::Network);
    script.on("POST", "ratings").fails(TransportError::CutBody);
    script.on("POST", "ratings").hangs();
    script.on("POST", "ratings").json(429, Value::Null).header("retry-after", "20");
    script.on("POST", "ratings").json(500, Value::Null).times(6);
    script.on("POST", "ratings").text(201, "OK");
    let told = send(&script, &client(&script));
    assert_eq!(told.last(), Some(&arrived()));
    assert!(told.iter().rev().skip(1).all(|delivery| *delivery == Delivery::Delayed));
    let sent = script.sent("POST", "ratings");
    assert!(sent.iter().all(|one| one.body["id"] == ID), "counted once");
    let pauses: Vec<f64> = sent.windows(2).map(|pair| pair[1].at_ms - pair[0].at_ms).collect();
    let seconds: Vec<f64> = pauses.iter().map(|ms| (ms / 1000.0).floor()).collect();
    assert_eq!(seconds, [2.0, 4.0, 38.0, 20.0, 32.0, 64.0, 64.0, 64.0, 64.0, 64.0], "30 of the 38 are the time limit");
    script.assert_done();
}

#[test]
fn a_rating_given_without_a_network_leaves_when_the_network_is_back() {
    let script = ScriptedTransport::new();
    script.set_offline(true);
    script.on("POST", "graphql").json(200, open());
    script.on("POST", "ratings");
    let client = client(&script);
    let (told, tell) = listener();
    let back = async {
        oc_core_client::Transport::sleep(&*script, 100).await;
        assert_eq!(script.count("POST", ""), 0, "nothing is tried without a network");
        script.set_offline(false);
        client.hurry();
    };
    let before = oc_core_client::Transport::now_ms(&*script);
    script.run(both(client.send(rating(), tell), back));
    assert_eq!(told.take(), [Delivery::Delayed, arrived()]);
    assert_eq!(script.count("POST", "ratings"), 1);
    assert!(script.sent("POST", "ratings")[0].at_ms - before < 200.0, "at once, not at the end of the pause");
    script.assert_done();
}

#[test]
fn a_page_that_is_closed_sends_what_is_waiting_with_what_it_has() {
    // The configuration never came, and a challenge that is not ripe yet: neither is waited for.
    for body in [None, Some(config("abc", 20))] {
        let script = ScriptedTransport::new();
        let answer = script.on("POST", "graphql");
        match &body {
            Some(body) => answer.json(200, body.clone()),
            None => answer.hangs(),
        };
        script.on("POST", "ratings");
        let client = client(&script);
        let closing = async {
            oc_core_client::Transport::sleep(&*script, 50).await;
            assert_eq!(script.count("POST", "ratings"), 0);
            client.hurry();
        };
        let (told, tell) = listener();
        script.run(both(client.send(rating(), tell), closing));
        assert_eq!(told.take(), [arrived()]);
        let sent = &script.sent("POST", "ratings")[0];
        assert_eq!(sent.body.get("challenge").is_some(), body.is_some());
        script.assert_done();
    }
}

#[test]
fn closing_the_page_leaves_alone_what_is_on_its_way() {
    let script = ScriptedTransport::new();
    script.on("POST", "graphql").json(200, open());
    // To the page that goes it seems to fail, although it arrives.
    script.on("POST", "ratings").after(500).fails(TransportError::Network);
    script.on("POST", "ratings");
    let client = client(&script);
    let closing = async {
        oc_core_client::Transport::sleep(&*script, 200).await;
        client.hurry();
    };
    let (told, tell) = listener();
    script.run(both(client.send(rating(), tell), closing));
    assert_eq!(told.take(), [Delivery::Delayed, arrived()]);
    let sent = script.sent("POST", "ratings");
    assert_eq!(
        (sent.len(), sent[1].at_ms - sent[0].at_ms),
        (2, 1500.0),
        "a page that lives on tries again after a pause"
    );
}

#[test]
fn a_stale_challenge_is_renewed_once() {
    let script = ScriptedTransport::new();
    let stale = json!({"code": "challenge_expired", "error": "too old"});
    script.on("POST", "graphql").json(200, config("old", 0));
    script.on("POST", "graphql").json(200, config("new", 0));
    script.on("POST", "ratings").json(403, stale.clone());
    script.on("POST", "ratings").json(201, json!({}));
    assert_eq!(send(&script, &client(&script)), [arrived()]);
    let challenges: Vec<_> = script.sent("POST", "ratings").iter().map(|one| one.body["challenge"].clone()).collect();
    assert_eq!(challenges, ["old", "new"]);
    script.assert_done();

    let script = ScriptedTransport::new();
    script.on("POST", "graphql").json(200, config("abc", 0)).times(2);
    script.on("POST", "ratings").json(403, stale).times(2);
    assert!(matches!(send(&script, &client(&script))[..], [Delivery::Refused(CoreError::Refused { status: 403, .. })]));
    script.assert_done();
}

#[test]
fn a_rating_that_is_refused_for_good_is_not_sent_for_ever() {
    for status in [400, 401, 404, 409, 422] {
        let script = ScriptedTransport::new();
        script.on("POST", "graphql").json(200, open()).times(2);
        script.on("POST", "ratings").json(status, json!({"error": "no"})).times(2);
        assert!(matches!(send(&script, &client(&script))[..], [Delivery::Refused(_)]), "{status}");
        script.assert_done();
    }
    let script = ScriptedTransport::new();
    script.on("POST", "graphql").json(200, json!({"data": {"entrypoint": null}})).times(2);
    assert_eq!(send(&script, &client(&script)), [Delivery::Refused(CoreError::NotFound)]);
    assert_eq!(script.count("POST", "ratings"), 0);
}
