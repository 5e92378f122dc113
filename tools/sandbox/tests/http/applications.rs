//! Sending, saving, changing and following applications.

use serde_json::{Value, json};

use crate::bench::{Answer, Bench, Person, vittorino_asks};

fn id(answer: &Answer) -> String {
    assert_eq!(answer.status, 201, "{}", answer.text);
    answer.json()["id"].as_str().unwrap().to_string()
}

fn post(bench: &Bench, who: &Person, key: Option<&str>, body: &Value) -> Answer {
    let request = bench.request("POST", &format!("{}/api/applications", bench.core)).bearer_auth(&who.token).json(body);
    bench.send(match key {
        Some(key) => request.header("idempotency-key", key),
        None => request,
    })
}

#[test]
fn a_sent_application_arrives_a_little_later() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    let answer = bench.apply(&person, vittorino_asks("Aiuto"), 1900);
    let sent = answer.json();
    assert_eq!(
        (answer.status, &sent["status"], &sent["status_name"]),
        (201, &json!("1900"), &json!("status_pre_submit"))
    );
    assert_eq!(sent["subject"], "Richiedi assistenza Vittorino Coliandro CLNVTR76P01G822Q");
    assert_eq!(sent["authentication"]["authentication_method"], "spid");
    assert_eq!(sent["user"], person.id);
    let id = id(&answer);
    let arrived = bench.wait_for(&person, &id, "2000");
    assert_eq!(arrived["status_name"], "status_submitted");
    let history = bench.ask(&person, "GET", &format!("/api/applications/{id}/history"), None).json();
    let codes: Vec<i64> =
        history.as_array().unwrap().iter().map(|step| step["status_code"].as_i64().unwrap()).collect();
    assert_eq!(codes, [1900, 2000]);
}

#[test]
fn version_one_flattens_the_data_and_version_two_drops_the_data_segments() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    let mut data = vittorino_asks("Aiuto");
    data["applicant"]["data"]["Born"] = json!({"data": {"natoAIl": "01/09/1976"}});
    data["type"] = json!({"label": "Animali", "value": "1"});
    data["tags"] = json!(["a", "b"]);
    let answer = bench.apply(&person, data, 1900);
    let flat = &answer.json()["data"];
    assert_eq!(flat["applicant.data.completename.data.name"], "Vittorino");
    assert_eq!(flat["type.label"], "Animali");
    assert_eq!(flat["tags"], json!(["a", "b"]));
    let nested = bench.ask(&person, "GET", &format!("/api/applications/{}?version=2", id(&answer)), None).json();
    assert_eq!(
        nested["data"],
        json!({
            "applicant": {
                "completename": {"name": "Vittorino", "surname": "Coliandro"},
                "fiscal_code": {"fiscal_code": "CLNVTR76P01G822Q"}, "Born": {"natoAIl": "1976-09-01"},
            },
            "email": "vittorino.coliandro@example.com", "details": "Aiuto", "privacy": true,
            "type": {"label": "Animali", "value": "1"}, "tags": ["a", "b"],
        })
    );
}

#[test]
fn a_logged_in_citizen_cannot_write_in_someone_else_s_name() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    let system = "inserito non coincide con quello restituito dal sistema di autenticazione.";
    for (pointer, wrong, subject) in [
        ("/applicant/data/fiscal_code/data/fiscal_code", json!("BNCLCU90S4MG82NA"), "Il codice fiscale"),
        ("/applicant/data/completename/data/name", json!("Mario"), "Il Nome"),
        ("/applicant/data/completename/data/surname", Value::Null, "Il Cognome"),
    ] {
        let mut data = vittorino_asks("Aiuto");
        *data.pointer_mut(pointer).unwrap() = wrong;
        let answer = bench.apply(&person, data, 1900);
        assert_eq!(answer.status, 400);
        assert_eq!(
            answer.json(),
            json!({
                "type": "error", "title": "There was an error during data validation",
                "description": format!("{subject} {system}"),
            })
        );
    }
    let mut other_case = vittorino_asks("Aiuto");
    *other_case.pointer_mut("/applicant/data/completename/data/name").unwrap() = json!("VITTORINO");
    assert_eq!(bench.apply(&person, other_case, 1900).status, 201);
}

#[test]
fn an_anonymous_citizen_becomes_known_by_what_they_write() {
    let bench = Bench::start(&[]);
    let person = bench.anonymous();
    let data = json!({
        "applicant": {"data": {
            "completename": {"data": {"name": "Nora", "surname": "Neri"}}, "email_address": "nora@example.com",
            "cell_number": "333", "fiscal_code": {"data": {"fiscal_code": "whatever"}},
        }},
    });
    let sent = bench.apply(&person, data, 1900).json();
    assert_eq!(sent["user_name"], "Nora Neri");
    assert_eq!(sent["authentication"]["authentication_method"], "anonymous");
    let user = bench.ask(&person, "GET", &format!("/api/users/{}", person.id), None).json();
    assert_eq!((&user["nome"], &user["email"]), (&json!("Nora"), &json!("nora@example.com")));
    assert_eq!(user["cellulare"], "333");
}

#[test]
fn bodies_that_make_no_sense_are_refused_one_by_one() {
    let bench = Bench::start(&[]);
    let person = bench.anonymous();
    let refused = |body: Value| {
        let answer = post(&bench, &person, None, &body);
        (answer.status, answer.json())
    };
    let empty = (400, json!(["Empty application are not allowed"]));
    assert_eq!(refused(json!({"service": "helpdesk", "status": 1900})), empty);
    assert_eq!(refused(json!({"service": "helpdesk", "status": 1900, "data": {}})), empty);
    assert_eq!(refused(json!({"service": "helpdesk", "status": 1900, "data": []})), empty);
    let unknown = (400, json!(["Service not found"]));
    assert_eq!(refused(json!({"service": "nothing", "status": 1900, "data": {"a": 1}})), unknown);
    assert_eq!(refused(json!({"status": 1900, "data": {"a": 1}})), unknown);
    let (status, body) = refused(json!({"service": "helpdesk", "status": 7000, "data": {"a": 1}}));
    assert_eq!((status, &body["type"]), (400, &json!("validation_error")));
    assert_eq!(refused(json!([])).0, 400);
    assert_eq!(bench.control("GET", "applications", None).json(), json!([]));
}

#[test]
fn the_same_submission_sent_again_is_made_once() {
    let bench = Bench::start(&[]);
    let (person, other) = (bench.anonymous(), bench.anonymous());
    let body = json!({"service": "helpdesk", "status": 1900, "data": {"details": "Aiuto"}});
    let first = post(&bench, &person, Some("k-1"), &body);
    let again = post(&bench, &person, Some("k-1"), &body);
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!(first.text, again.text);
    assert_eq!(again.header("idempotency-replayed"), "true");

    let changed = json!({"service": "helpdesk", "status": 1900, "data": {"details": "Altro"}});
    assert_eq!(post(&bench, &person, Some("k-1"), &changed).status, 422);
    assert_ne!(id(&post(&bench, &person, Some("k-2"), &body)), id(&first));
    assert_ne!(id(&post(&bench, &person, None, &body)), id(&first));
    assert_ne!(id(&post(&bench, &other, Some("k-1"), &body)), id(&first), "a key belongs to its user");
    assert_eq!(bench.control("GET", "applications", None).json().as_array().unwrap().len(), 4);
}

#[test]
fn many_copies_of_one_submission_at_once_make_one_application() {
    let bench = Bench::start(&[]);
    let person = bench.anonymous();
    let body = json!({"service": "helpdesk", "status": 1900, "data": {"details": "Aiuto"}});
    let ids: Vec<String> = std::thread::scope(|scope| {
        let all: Vec<_> = (0..8).map(|_| scope.spawn(|| id(&post(&bench, &person, Some("one"), &body)))).collect();
        all.into_iter().map(|one| one.join().unwrap()).collect()
    });
    assert!(ids.iter().all(|one| *one == ids[0]), "{ids:?}");
}

#[test]
fn a_draft_is_saved_changed_and_sent() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    let draft = id(&bench.apply(&person, vittorino_asks("Prima"), 1000));
    let path = format!("/api/applications/{draft}");
    let saved = bench.ask(&person, "GET", &path, None).json();
    assert_eq!((&saved["status"], &saved["links"][0]["action"]), (&json!("1000"), &json!("submit")));
    assert!(saved["submitted_at"].is_null());

    let change = |details: &str, status: i64| {
        let body = json!({"service": "helpdesk", "status": status, "data": vittorino_asks(details)});
        bench.ask(&person, "PUT", &path, Some(&body))
    };
    let changed = change("Dopo", 1000);
    assert_eq!((changed.status, changed.json()), (200, json!(["Application Modified Successfully"])));
    assert_eq!(bench.ask(&person, "GET", &path, None).json()["data"]["details"], "Dopo");
    assert_eq!(change("Infine", 1900).status, 200);
    let arrived = bench.wait_for(&person, &draft, "2000");
    assert_eq!(arrived["data"]["details"], "Infine");
    assert!(arrived["submitted_at"].is_string());
    assert_eq!(change("Troppo tardi", 1900).status, 403);
}

#[test]
fn a_draft_is_sent_by_its_transition_once() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    let draft = id(&bench.apply(&person, vittorino_asks("Aiuto"), 1000));
    let submit = || bench.ask(&person, "POST", &format!("/api/applications/{draft}/transition/submit"), None);
    assert_eq!(submit().status, 204);
    bench.wait_for(&person, &draft, "2000");
    let again = submit();
    assert_eq!((again.status, &again.json()["type"]), (400, &json!("error")));
    let unknown = bench.ask(&person, "POST", &format!("/api/applications/{draft}/transition/fly"), None);
    assert_eq!(unknown.status, 404);
}

#[test]
fn an_application_is_withdrawn_only_where_the_service_allows_it() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    let allowed = id(&bench.apply(&person, vittorino_asks("Aiuto"), 1900));
    bench.wait_for(&person, &allowed, "2000");
    let withdraw = |id: &str| bench.ask(&person, "POST", &format!("/api/applications/{id}/transition/withdraw"), None);
    assert_eq!(withdraw(&allowed).status, 204);
    bench.wait_for(&person, &allowed, "20000");
    let put = json!({"service": "helpdesk", "status": 1900, "data": vittorino_asks("Ancora")});
    assert_eq!(bench.ask(&person, "PUT", &format!("/api/applications/{allowed}"), Some(&put)).status, 422);

    let service = bench.get("/api/services?q=TARI").json()[0]["id"].clone();
    let fixed = post(&bench, &person, None, &json!({"service": service, "status": 1900, "data": vittorino_asks("x")}));
    let fixed = id(&fixed);
    bench.wait_for(&person, &fixed, "2000");
    assert_eq!(withdraw(&fixed).status, 400);
}

#[test]
fn an_operator_takes_charge_and_decides() {
    let bench = Bench::start(&[]);
    let (person, operator) = (bench.person("vittorino"), bench.person("operatore"));
    let sent = id(&bench.apply(&person, vittorino_asks("Aiuto"), 1900));
    bench.wait_for(&person, &sent, "2000");
    let step = |who: &Person, name: &str, body: Option<&Value>| {
        bench.ask(who, "POST", &format!("/api/applications/{sent}/transition/{name}"), body).status
    };
    assert_eq!(step(&person, "assign", None), 403);
    assert_eq!(step(&operator, "assign", None), 204);
    assert_eq!(step(&operator, "reject", Some(&json!({"message": "Manca un documento"}))), 204);
    let closed = bench.wait_for(&person, &sent, "9000");
    assert_eq!((&closed["outcome"], &closed["outcome_motivation"]), (&json!(false), &json!("Manca un documento")));
}

#[test]
fn protocol_data_are_not_for_drafts_nor_for_citizens() {
    let bench = Bench::start(&[]);
    let (person, operator) = (bench.person("vittorino"), bench.person("operatore"));
    let patch = |who: &Person, id: &str| {
        bench.ask(who, "PATCH", &format!("/api/applications/{id}"), Some(&json!({"protocol_number": "7/2026"})))
    };
    let draft = id(&bench.apply(&person, vittorino_asks("Aiuto"), 1000));
    assert_eq!(patch(&person, &draft).status, 422);
    let sent = id(&bench.apply(&person, vittorino_asks("Aiuto"), 1900));
    assert_eq!(patch(&person, &sent).status, 403);
    assert_eq!(patch(&operator, &sent).json(), json!(["Object Patched Successfully"]));
    let shown = bench.ask(&person, "GET", &format!("/api/applications/{sent}"), None).json();
    assert_eq!(shown["protocol_number"], "7/2026");
}

#[test]
fn nobody_sees_someone_else_s_application() {
    let bench = Bench::start(&[]);
    let (person, other) = (bench.person("vittorino"), bench.person("lucia"));
    let sent = id(&bench.apply(&person, vittorino_asks("Aiuto"), 1900));
    for (method, path) in [
        ("GET", format!("/api/applications/{sent}")),
        ("GET", format!("/api/applications/{sent}/history")),
        ("POST", format!("/api/applications/{sent}/transition/withdraw")),
    ] {
        let answer = bench.ask(&other, method, &path, None);
        assert_eq!((answer.status, answer.json()), (403, json!(["You are not allowed to view this application"])));
    }
    let unknown = bench.ask(&person, "GET", "/api/applications/6f1c7a52-0000-4000-8000-000000000000", None);
    assert_eq!((unknown.status, unknown.json()), (404, json!(["Application not found"])));
    let wrong = bench.ask(&person, "GET", "/api/applications/7", None);
    assert_eq!((wrong.status, wrong.json()), (400, json!(["Identifier conversion error"])));
}
