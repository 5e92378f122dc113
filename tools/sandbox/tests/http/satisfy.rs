//! The ratings service: what a widget learns of its entry point, and which ratings are taken.

use serde_json::{Value, json};

use crate::bench::{Answer, Bench};

/// The tenant's entry point, and the two of `seed/entrypoints.json`.
const TENANT: &str = "cf5010dd-5cc6-4c28-9afc-c03d13914897";
const OPEN: &str = "5b6d8f0a-4c1e-4f7b-9a35-0c8f2f1d7e61";
const SLOW: &str = "e2a0c5d4-7b93-4d18-8f66-9d1b3a7c2054";

const QUERY: &str = "query($id: ID!) { entrypoint(id: $id) { id challenge { token minSeconds } } }";

fn post(bench: &Bench, path: &str, body: &Value) -> Answer {
    bench.send(bench.request("POST", &format!("{}{path}", bench.core)).json(body))
}

fn ask(bench: &Bench, id: &str) -> Value {
    let answer = post(bench, "/v1/graphql", &json!({"query": QUERY, "variables": {"id": id}}));
    assert_eq!(answer.status, 200);
    answer.json()
}

fn token(bench: &Bench, id: &str) -> String {
    ask(bench, id)["data"]["entrypoint"]["challenge"]["token"].as_str().unwrap().to_owned()
}

fn rating(number: u32, entrypoint: &str) -> Value {
    json!({
        "id": format!("00000000-0000-4000-8000-{number:012}"), "entrypoint": entrypoint, "value": 5, "answer": "clear",
        "comment": "Tutto chiaro", "locale": "it", "page": "https://www.comune.example.it/novita",
    })
}

fn rate(bench: &Bench, body: &Value) -> Answer {
    post(bench, "/api/v1/ratings", body)
}

fn kept(bench: &Bench) -> Vec<Value> {
    bench.control("GET", "ratings", None).json().as_array().unwrap().clone()
}

fn with(mut body: Value, member: &str, value: Value) -> Value {
    body[member] = value;
    body
}

fn code(answer: &Answer) -> (u16, String) {
    (answer.status, answer.json()["code"].as_str().unwrap_or_default().to_owned())
}

#[test]
fn a_widget_learns_of_its_entry_point_and_of_none_that_does_not_exist() {
    let bench = Bench::start(&[]);
    let known = ask(&bench, TENANT);
    assert_eq!((&known["data"]["entrypoint"]["id"], known.get("errors")), (&json!(TENANT), None));
    assert_eq!(known["data"]["entrypoint"]["challenge"]["minSeconds"], 1);
    let service = bench.get("/api/services?limit=1").json()[0]["satisfy_entrypoint_id"].as_str().unwrap().to_owned();
    assert_eq!(ask(&bench, &service)["data"]["entrypoint"]["id"], json!(service));
    assert_eq!(ask(&bench, OPEN)["data"]["entrypoint"], json!({"id": OPEN, "challenge": null}));
    assert_eq!(ask(&bench, "11111111-1111-4111-8111-111111111111"), json!({"data": {"entrypoint": null}}));
}

#[test]
fn a_wrong_query_is_told_what_is_wrong_with_it() {
    let bench = Bench::start(&[]);
    let odd = post(&bench, "/v1/graphql", &json!({"query": "{ entrypoints { id } }"}));
    assert_eq!(odd.status, 200);
    assert!(odd.json()["errors"][0]["message"].as_str().unwrap().contains("entrypoints"), "{}", odd.text);
    let none = post(&bench, "/v1/graphql", &json!([1]));
    assert_eq!(none.status, 400);
    assert!(none.json()["errors"][0]["message"].is_string());
}

#[test]
fn a_rating_is_counted_once_however_often_it_comes() {
    let bench = Bench::start(&[]);
    let mut body = with(rating(1, OPEN), "more", json!("is ignored"));
    assert_eq!(rate(&bench, &body).status, 201);
    assert_eq!(rate(&bench, &body).status, 200);
    body.as_object_mut().unwrap().remove("more");
    assert_eq!(kept(&bench), [body]);
    bench.control("POST", "reset", None);
    assert_eq!(kept(&bench), Vec::<Value>::new());
}

#[test]
fn a_rating_is_taken_from_any_site_without_a_login() {
    let bench = Bench::start(&[]);
    let url = format!("{}/satisfy/api/v1/ratings", bench.core.replace("/lang", ""));
    let preflight = bench.request("OPTIONS", &url).header("access-control-request-method", "POST");
    let allowed = bench.send(preflight.header("origin", "https://x.example"));
    assert!(allowed.header("access-control-allow-headers").contains("Content-Type"));
    let answer = bench.send(bench.request("POST", &url).header("origin", "https://x.example").json(&rating(1, OPEN)));
    assert_eq!((answer.status, answer.header("access-control-allow-origin")), (201, "*".into()));
    assert!(answer.header("set-cookie").is_empty());
}

#[test]
fn what_is_wrong_with_a_rating_is_named() {
    let bench = Bench::start(&[]);
    for (member, value) in [
        ("id", json!("1")),
        ("value", json!(0)),
        ("value", json!(6)),
        ("value", json!("tre")),
        ("answer", json!("unclear")),
        ("answer", json!(["clear"])),
        ("comment", json!("à".repeat(201))),
        ("comment", json!(5)),
        ("locale", json!("xx")),
    ] {
        let answer = rate(&bench, &with(rating(1, OPEN), member, value.clone()));
        assert_eq!(code(&answer), (422, member.to_owned()), "{value}");
    }
    assert_eq!(code(&rate(&bench, &rating(1, "nowhere"))), (404, "entrypoint".into()));
    assert_eq!(rate(&bench, &json!([])).status, 400);
    assert_eq!(kept(&bench), Vec::<Value>::new());
    let longest = with(rating(1, OPEN), "comment", json!("à".repeat(200)));
    assert_eq!(rate(&bench, &with(longest, "answer", json!(null))).status, 201);
}

#[test]
fn a_challenge_is_good_for_one_rating_of_its_entry_point_and_not_at_once() {
    let bench = Bench::start(&[]);
    let token_of = |id| json!(token(&bench, id));
    let challenge = token_of(TENANT);
    let first = with(rating(1, TENANT), "challenge", challenge.clone());
    // At the entry point with the longest wait: on a busy machine a second may pass between two requests.
    let early = rate(&bench, &with(rating(1, SLOW), "challenge", token_of(SLOW)));
    assert_eq!((code(&early), early.header("retry-after")), ((429, "too_early".into()), "1".into()));
    assert_eq!(code(&rate(&bench, &rating(1, TENANT))), (403, "challenge_missing".into()));
    for (bad, words) in [
        (json!("abc"), "not a token"),
        (token_of(SLOW), "another entry point's"),
        (json!(bench.anonymous().token), "a token for something else"),
    ] {
        let answer = rate(&bench, &with(rating(1, TENANT), "challenge", bad));
        assert_eq!(code(&answer), (403, "challenge_invalid".into()), "{words}");
    }
    std::thread::sleep(std::time::Duration::from_millis(1050));
    assert_eq!(rate(&bench, &first).status, 201);
    assert_eq!(rate(&bench, &first).status, 200, "the same rating again");
    let second = with(rating(2, TENANT), "challenge", challenge);
    assert_eq!(code(&rate(&bench, &second)), (409, "challenge_used".into()));
    assert_eq!(kept(&bench), [rating(1, TENANT)], "the challenge is not kept");
}

#[test]
fn a_stale_challenge_is_refused_by_name() {
    let bench = Bench::start(&["--token-ttl", "0"]);
    let stale = with(rating(1, TENANT), "challenge", json!(token(&bench, TENANT)));
    assert_eq!(code(&rate(&bench, &stale)), (403, "challenge_expired".into()));
}
