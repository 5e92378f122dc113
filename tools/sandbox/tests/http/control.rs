//! The control API, the log, the state that stays.

use serde_json::{Value, json};

use crate::bench::{Bench, vittorino_asks};

#[test]
fn the_log_tells_what_was_asked_of_all_three_servers() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    bench.control("DELETE", "requests", None);
    let body = json!({"service": "helpdesk", "status": 1900, "data": vittorino_asks("segreto")});
    let post = bench.request("POST", &format!("{}/api/applications?version=2", bench.core));
    bench.send(
        post.bearer_auth(&person.token).header("origin", &bench.site).header("idempotency-key", "k-7").json(&body),
    );
    bench.send(bench.request("GET", &format!("{}/runtime/x.js", bench.widgets)));
    bench.fault(&json!({"match": "GET /", "server": "site", "fault": {"kind": "drop"}}));
    assert!(bench.request("GET", &format!("{}/pagina", bench.site)).send().is_err());

    let answer = bench.control("GET", "requests", None);
    let log = answer.json();
    let told: Vec<Value> = log
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!([one["server"], one["method"], one["path"], one["status"]]))
        .collect();
    assert_eq!(
        told,
        [
            json!(["core", "POST", "/lang/api/applications", 201]),
            json!(["widgets", "GET", "/runtime/x.js", 404]),
            json!(["site", "GET", "/pagina", 0]),
        ]
    );
    assert_eq!((&log[0]["query"], &log[0]["origin"]), (&json!("version=2"), &json!(bench.site)));
    assert_eq!((&log[0]["idempotency_key"], &log[2]["fault"]), (&json!("k-7"), &json!("drop")));
    assert!(!answer.text.contains("segreto") && !answer.text.contains(&person.token), "no bodies, no tokens");
}

#[test]
fn a_reset_brings_back_the_first_day() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    bench.apply(&person, vittorino_asks("x"), 1900);
    bench.ask(&person, "PATCH", &format!("/api/users/{}", person.id), Some(&json!({"cellulare": "1"})));
    let stranger = bench.anonymous();
    bench.fault(&json!({"match": "GET /api/categories", "fault": {"status": 500}}));
    assert_eq!(bench.control("POST", "reset", None).status, 204);

    assert_eq!(bench.control("GET", "applications", None).json(), json!([]));
    assert_eq!(bench.control("GET", "requests", None).json(), json!([]));
    assert_eq!(bench.get("/api/categories").status, 200);
    // The key stays, so tokens of people who still exist hold; the stranger's does not.
    assert_eq!(bench.ask(&person, "GET", &format!("/api/users/{}", person.id), None).json()["cellulare"], "3331234567");
    assert_eq!(bench.ask(&stranger, "GET", "/api/users", None).status, 401);
}

#[test]
fn a_session_is_handed_out_by_key_and_refused_by_name() {
    let bench = Bench::start(&[]);
    let answer = bench.control("POST", "session", Some(&json!({"citizen": "BNCLCU90S4MG82NA"})));
    assert_eq!(answer.json()["citizen"]["key"], "lucia");
    assert!(answer.header("set-cookie").starts_with(answer.json()["cookie"].as_str().unwrap()));
    let wrong = bench.control("POST", "session", Some(&json!({"citizen": "nobody"})));
    assert_eq!(wrong.status, 400);
    assert!(wrong.text.contains("nobody") && wrong.text.contains("vittorino"), "{}", wrong.text);
    let people = bench.control("GET", "people", None).json();
    assert!(people.as_array().unwrap().iter().filter(|one| one["operator"] == true).count() == 1);
}

#[test]
fn a_test_can_move_an_application_to_the_status_it_needs() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    let sent = bench.apply(&person, vittorino_asks("x"), 1900).json()["id"].as_str().unwrap().to_string();
    bench.wait_for(&person, &sent, "2000");
    let path = format!("applications/{sent}");
    assert_eq!(bench.control("POST", &path, Some(&json!({"status": 7000, "message": "Fatto"}))).status, 204);
    let shown = bench.wait_for(&person, &sent, "7000");
    assert_eq!((&shown["outcome"], &shown["outcome_motivation"]), (&json!(true), &json!("Fatto")));
    assert_eq!(bench.control("POST", &path, Some(&json!({"status": 1}))).status, 400);
}

#[test]
fn state_kept_in_a_file_is_there_after_a_restart_and_tokens_still_hold() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.db");
    let options = ["--db", file.to_str().unwrap(), "--submit-delay", "60000"];
    let (person, sent) = {
        let bench = Bench::start(&options);
        let person = bench.person("vittorino");
        let sent = bench.apply(&person, vittorino_asks("x"), 1900).json()["id"].as_str().unwrap().to_string();
        (person, sent)
    };
    let bench = Bench::start(&["--db", file.to_str().unwrap()]);
    let again =
        bench.send(bench.request("GET", &format!("{}/api/session-auth", bench.core)).header("cookie", &person.cookie));
    assert_eq!(again.status, 200, "the session is still there");
    bench.wait_for(&person, &sent, "2000");
}

#[test]
fn the_control_api_answers_with_and_without_the_tenant_and_to_any_page() {
    let bench = Bench::start(&[]);
    let bare = bench.core.replace("/lang", "");
    let answer =
        bench.send(bench.request("GET", &format!("{bare}/_sandbox/people")).header("origin", "https://x.example"));
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (200, "*".into()));
    let home = bench.send(bench.request("GET", &format!("{bare}/")));
    assert_eq!((home.status, home.header("location")), (307, format!("{}/", bench.core)));
}
