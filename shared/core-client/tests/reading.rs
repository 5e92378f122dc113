//! Reading from the core: what is tried again, what is not, how long a person waits.

use oc_core_client::testing::{ScriptedTransport, both};
use oc_core_client::{Auth, CancelToken, Core, CoreError, Oddity, Path, TransportError};
use oc_core_client::{Json as Value, json};
use oc_i18n::{I18n, Lang};
use std::rc::Rc;

fn core(script: &Rc<ScriptedTransport>) -> Core {
    Core::new(script.clone(), "https://core.example.it/lang/", Lang::De)
}

fn categories(script: &Rc<ScriptedTransport>) -> Result<Value, CoreError> {
    let core = core(script);
    script.run(core.get(&Path::api(&["categories"]), Auth::None, &CancelToken::new()))
}

#[test]
fn public_data_is_asked_for_without_a_token_and_in_the_page_s_language() {
    let script = ScriptedTransport::new();
    script.on("GET", "https://core.example.it/lang/api/categories").json(200, json!([1]));
    assert_eq!(categories(&script), Ok(json!([1])));
    let sent = &script.sent("GET", "")[0];
    assert_eq!(sent.header("x-locale"), Some("de"));
    assert_eq!(sent.header("authorization"), None);
    assert!(!sent.manual_redirect, "public data may move");
    assert!(!sent.credentials, "cookies go to the session exchange only");
    script.assert_done();
}

#[test]
fn a_passing_trouble_is_overcome_without_the_citizen_noticing() {
    for trouble in [TransportError::Network, TransportError::CutBody] {
        let script = ScriptedTransport::new();
        script.on("GET", "categories").fails(trouble);
        script.on("GET", "categories").json(503, json!({"type": "error"}));
        script.on("GET", "categories").json(200, json!([1]));
        assert_eq!(categories(&script), Ok(json!([1])));
        let at: Vec<f64> = script.sent("GET", "categories").iter().map(|s| s.at_ms).collect();
        assert_eq!((at[1] - at[0], at[2] - at[1]), (510.0, 1510.0), "pauses grow (10 ms are the answers')");
        script.assert_done();
    }
}

#[test]
fn an_answer_that_breaks_off_is_asked_for_again() {
    let script = ScriptedTransport::new();
    script.on("GET", "categories").text(200, r#"[{"id":"1","na"#);
    script.on("GET", "categories").json(200, json!([1]));
    assert_eq!(categories(&script), Ok(json!([1])));
    script.assert_done();
}

#[test]
fn after_three_tries_the_citizen_is_told() {
    let script = ScriptedTransport::new();
    script.on("GET", "categories").json(500, Value::Null).times(3);
    assert_eq!(categories(&script), Err(CoreError::Server { status: 500 }));
    script.assert_done();
}

#[test]
fn the_core_s_wish_for_a_pause_is_respected_up_to_half_a_minute() {
    for (asked, waited) in [("5", 5_125.0), ("3600", 30_000.0)] {
        let script = ScriptedTransport::new();
        script.on("GET", "categories").json(429, Value::Null).header("retry-after", asked);
        script.on("GET", "categories").json(200, json!([]));
        assert_eq!(categories(&script), Ok(json!([])));
        let sent = script.sent("GET", "categories");
        assert_eq!(sent[1].at_ms - sent[0].at_ms - 10.0, waited);
    }
}

#[test]
fn a_refusal_is_not_asked_for_again() {
    let table = [
        (404, r#"["Object not found"]"#, CoreError::NotFound),
        (403, r#"["You are not allowed"]"#, CoreError::Forbidden),
        (401, r#"{"code":401,"message":"JWT Token not found"}"#, CoreError::LoginRequired),
        (200, "<!doctype html><h1>Accedi</h1>", CoreError::UnexpectedAnswer(Oddity::Html)),
        (302, "", CoreError::UnexpectedAnswer(Oddity::Redirect)),
        (200, "tutto bene", CoreError::UnexpectedAnswer(Oddity::NotJson)),
    ];
    for (status, body, error) in table {
        let script = ScriptedTransport::new();
        script.on("GET", "categories").text(status, body);
        assert_eq!(categories(&script), Err(error));
        script.assert_done();
    }
}

#[test]
fn a_core_that_never_answers_costs_three_time_limits_and_no_more() {
    let script = ScriptedTransport::new();
    script.on("GET", "categories").hangs().times(3);
    assert_eq!(categories(&script), Err(CoreError::Timeout));
    let sent = script.sent("GET", "categories");
    assert_eq!(sent[1].at_ms - sent[0].at_ms, 15_500.0);
    script.assert_done();
}

#[test]
fn without_a_network_nothing_is_sent_and_the_citizen_is_told_at_once() {
    let script = ScriptedTransport::new();
    script.set_offline(true);
    assert_eq!(categories(&script), Err(CoreError::Offline));
    script.assert_done();
}

#[test]
fn a_widget_that_leaves_the_page_ends_its_calls_also_while_they_wait_to_try_again() {
    for hanging in [true, false] {
        let script = ScriptedTransport::new();
        match hanging {
            true => script.on("GET", "categories").hangs(),
            false => script.on("GET", "categories").json(500, Value::Null),
        };
        let (core, cancel, path) = (core(&script), CancelToken::new(), Path::api(&["categories"]));
        let leave = async {
            oc_core_client::Transport::sleep(&*script, 100).await;
            cancel.cancel();
        };
        let (answer, ()) = script.run(both(core.get(&path, Auth::None, &cancel), leave));
        assert_eq!(answer, Err(CoreError::Cancelled));
        assert_eq!(script.run(core.get(&path, Auth::None, &cancel)), Err(CoreError::Cancelled), "also later ones");
        script.assert_done();
    }
}

#[test]
fn a_base_address_that_is_none_is_reported_and_asks_nobody() {
    let script = ScriptedTransport::new();
    let core = Core::new(script.clone(), "javascript:alert(1)", Lang::It);
    let answer = script.run(core.get(&Path::api(&["categories"]), Auth::None, &CancelToken::new()));
    assert_eq!(answer, Err(CoreError::Network));
    assert_eq!(script.diagnostics().len(), 1);
    script.assert_done();
}

#[test]
fn every_error_has_a_name_and_a_sentence_of_its_own_in_every_language() {
    let errors = [
        CoreError::Offline,
        CoreError::Timeout,
        CoreError::Network,
        CoreError::Cancelled,
        CoreError::LoginRequired,
        CoreError::Forbidden,
        CoreError::NotFound,
        CoreError::TooManyRequests { retry_after_s: None },
        CoreError::Server { status: 500 },
        CoreError::Validation(vec!["Vuoto: nome".into()]),
        CoreError::Refused { status: 400, message: None, code: None },
        CoreError::UnexpectedAnswer(Oddity::Html),
        CoreError::OutcomeUnknown,
        CoreError::AlreadySending,
    ];
    for lang in Lang::ALL {
        let i18n = I18n::builtin(lang);
        let mut sentences: Vec<&str> = errors.iter().map(|e| i18n.t(e.key())).collect();
        assert!(sentences.iter().all(|s| s.len() > 15), "{sentences:?}");
        sentences.sort_unstable();
        sentences.dedup();
        assert_eq!(sentences.len(), errors.len());
    }
    let mut kinds: Vec<&str> = errors.iter().map(CoreError::kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    assert_eq!(kinds.len(), errors.len());
}

#[test]
fn the_core_s_own_words_are_shown_only_where_they_are_meant_for_the_citizen() {
    let words = |e: CoreError| e.server_message();
    assert_eq!(words(CoreError::Validation(vec!["Uno".into(), "Due".into()])).as_deref(), Some("Uno; Due"));
    let message = Some("Il Nome non coincide".to_owned());
    assert_eq!(words(CoreError::Refused { status: 400, message: message.clone(), code: None }), message);
    assert_eq!(words(CoreError::Server { status: 500 }), None);
    assert!(!CoreError::Validation(vec![]).retryable() && CoreError::Network.retryable());
}
