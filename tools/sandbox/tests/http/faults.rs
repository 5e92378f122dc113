//! Misbehaviour on demand.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::bench::Bench;

fn once(at: &str, fault: Value) -> Value {
    json!([{"match": at, "times": 1, "fault": fault}])
}

#[test]
fn an_answer_can_be_late() {
    let bench = Bench::start(&[]);
    for kind in ["delay", "delay_after"] {
        bench.fault(&once("GET /api/categories", json!({"kind": kind, "ms": 300})));
        let started = Instant::now();
        assert_eq!(bench.get("/api/categories").status, 200);
        assert!(started.elapsed() >= Duration::from_millis(300), "{kind}");
    }
    let started = Instant::now();
    assert_eq!(bench.get("/api/categories").status, 200);
    assert!(started.elapsed() < Duration::from_millis(250), "once only");
}

#[test]
fn any_status_and_body_can_be_answered_and_scripts_may_read_it() {
    let bench = Bench::start(&[]);
    bench.fault(&once("GET /api/categories", json!({"status": 503, "body": {"error": "giù"}})));
    let answer = bench.get("/api/categories");
    assert_eq!((answer.status, answer.json()), (503, json!({"error": "giù"})));
    assert_eq!(answer.header("access-control-allow-origin"), "*");
    bench.fault(&once("GET /api/categories", json!({"kind": "status", "status": 502, "body": "<h1>Bad gateway</h1>"})));
    assert_eq!(bench.get("/api/categories").text, "<h1>Bad gateway</h1>");
}

#[test]
fn a_document_can_be_cut_short_or_replaced() {
    let bench = Bench::start(&[]);
    let whole = bench.get("/api/categories").text;
    bench.fault(&once("GET /api/categories", json!({"kind": "cut"})));
    let cut = bench.get("/api/categories");
    assert_eq!((cut.status, cut.text.as_bytes()), (200, &whole.as_bytes()[..whole.len() / 2]));
    assert!(serde_json::from_str::<Value>(&cut.text).is_err());

    bench.fault(&once("GET /api/categories", json!({"kind": "wrong_type"})));
    let page = bench.get("/api/categories");
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8".into()));

    bench.fault(&once("GET /api/categories", json!({"kind": "cut_stream"})));
    let url = format!("{}/api/categories", bench.core);
    let broken = bench.request("GET", &url).send().unwrap();
    assert_eq!(broken.status(), 200);
    assert!(broken.text().is_err(), "the connection is lost in the middle");
    assert_eq!(bench.get("/api/categories").text, whole);
}

#[test]
fn a_connection_can_be_lost_before_or_after_the_work_was_done() {
    let bench = Bench::start(&[]);
    let person = bench.anonymous();
    let body = json!({"service": "helpdesk", "status": 1900, "data": {"details": "x"}});
    let send = || {
        let url = format!("{}/api/applications", bench.core);
        bench.request("POST", &url).bearer_auth(&person.token).header("idempotency-key", "k").json(&body).send()
    };
    let count = || bench.control("GET", "applications", None).json().as_array().unwrap().len();
    bench.fault(&once("POST /api/applications", json!({"kind": "drop"})));
    assert!(send().is_err());
    assert_eq!(count(), 0, "not done");
    bench.fault(&once("POST /api/applications", json!({"kind": "drop_after"})));
    assert!(send().is_err());
    assert_eq!(count(), 1, "done");
    assert_eq!(send().unwrap().status(), 201);
    assert_eq!(count(), 1, "the key finds the first one");
}

#[test]
fn tokens_can_expire_and_limits_be_reached() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    bench.fault(&once("GET /api/users", json!({"kind": "expired_token"})));
    let path = format!("/api/users/{}", person.id);
    let expired = bench.ask(&person, "GET", &path, None);
    assert_eq!((expired.status, expired.json()), (401, json!({"code": 401, "message": "Expired JWT Token"})));
    assert_eq!(bench.ask(&person, "GET", &path, None).status, 200);

    bench.fault(&once("GET /api/services", json!({"kind": "retry_after", "seconds": 2})));
    let limited = bench.get("/api/services?limit=1");
    assert_eq!((limited.status, limited.header("retry-after")), (429, "2".into()));
    assert!(limited.header("access-control-expose-headers").contains("Retry-After"));

    bench.fault(&once("* /api/services", json!({"kind": "redirect_login"})));
    let login = bench.get("/api/services");
    assert_eq!((login.status, login.header("location")), (302, format!("{}/it/login", bench.core)));
}

#[test]
fn faults_reach_the_delivery_folder_and_can_be_taken_back() {
    let dist = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(dist.path().join("runtime/1")).unwrap();
    std::fs::write(dist.path().join("runtime/1/a.wasm"), b"wasm").unwrap();
    let bench = Bench::start(&["--dist", dist.path().to_str().unwrap()]);
    let url = format!("{}/runtime/1/a.wasm", bench.widgets);
    bench.fault(&json!({"match": "GET /runtime/*.wasm", "fault": {"status": 404, "body": ""}}));
    let missing = bench.send(bench.request("GET", &url));
    assert_eq!((missing.status, missing.header("access-control-allow-origin")), (404, "*".into()));
    assert_eq!(bench.send(bench.request("GET", &url)).status, 404, "until it is taken back");
    assert_eq!(bench.control("DELETE", "faults", None).status, 204);
    assert_eq!(bench.send(bench.request("GET", &url)).text, "wasm");
}

#[test]
fn the_question_before_a_request_is_not_what_a_fault_hits() {
    let bench = Bench::start(&[]);
    bench.fault(&once("POST /api/applications", json!({"kind": "drop"})));
    let url = format!("{}/api/applications", bench.core);
    let preflight = bench.request("OPTIONS", &url).header("access-control-request-method", "POST");
    assert_eq!(bench.send(preflight.header("origin", &bench.site)).status, 200);
    assert!(bench.request("POST", &url).send().is_err());
}

#[test]
fn a_fault_nobody_can_understand_is_refused_by_name() {
    let bench = Bench::start(&[]);
    let answer = bench.control("POST", "faults", Some(&once("GET /a", json!({"kind": "melt"}))));
    assert_eq!(answer.status, 400);
    assert!(answer.json()["error"].as_str().unwrap().contains("melt"), "{}", answer.text);
}
