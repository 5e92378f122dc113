//! Files: announced, put, finished, attached, read back.

use serde_json::{Value, json};

use crate::bench::{Answer, Bench, Person, vittorino_asks};

const BYTES: &[u8] = b"%PDF-1.4 prova";

fn announce(bench: &Bench, who: Option<&Person>, body: &Value) -> Answer {
    let request = bench.request("POST", &format!("{}/it/upload", bench.core)).json(body);
    bench.send(match who {
        Some(who) => request.bearer_auth(&who.token),
        None => request,
    })
}

fn a_file() -> Value {
    json!({
        "name": "foto-1.pdf", "original_filename": "perché \"no\".pdf", "size": BYTES.len(), "protocol_required": false,
        "mime_type": "application/pdf", "description": "Allegato",
    })
}

fn finish(bench: &Bench, who: &Person, id: &str, hash: &str) -> Answer {
    let body = json!({"file_hash": hash, "check_signature": false});
    bench.ask(who, "PUT", &format!("/it/upload/{id}"), Some(&body))
}

/// Announces and puts; gives id and hash.
fn put(bench: &Bench, who: &Person, bytes: &'static [u8]) -> (String, String) {
    let announced = announce(bench, Some(who), &a_file());
    assert_eq!(announced.status, 201, "{}", announced.text);
    let announced = announced.json();
    let stored = bench.send(
        bench
            .request("PUT", announced["uri"].as_str().unwrap())
            .header("content-type", "multipart/form-data")
            .header("origin", &bench.site)
            .body(bytes),
    );
    assert_eq!(stored.status, 200, "{}", stored.text);
    assert!(stored.header("access-control-expose-headers").contains("ETag"));
    let etag = stored.header("etag");
    assert!(etag.starts_with('"') && etag.ends_with('"'), "{etag}");
    (announced["id"].as_str().unwrap().to_string(), etag.trim_matches('"').to_string())
}

fn with_file(id: &str) -> Value {
    let mut data = vittorino_asks("Con allegato");
    data["docs"] =
        json!([{"id": id, "name": "foto-1.pdf", "originalName": "perché.pdf", "storage": "url", "data": {"id": id}}]);
    data
}

#[test]
fn a_file_travels_with_the_application_and_comes_back_the_same() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    let (id, hash) = put(&bench, &person, BYTES);
    assert_eq!(finish(&bench, &person, &id, &hash).status, 204);
    let sent = bench.apply(&person, with_file(&id), 1900);
    assert_eq!(sent.status, 201, "{}", sent.text);
    let application = sent.json()["id"].as_str().unwrap().to_string();
    let shown = bench.ask(&person, "GET", &format!("/api/applications/{application}?version=2"), None).json();
    let file = &shown["data"]["docs"][0];
    let url = format!("{}/api/applications/{application}/attachments/{id}?version=2", bench.core);
    assert_eq!((&file["url"], &file["originalName"]), (&json!(url), &json!("perché \"no\".pdf")));

    assert_eq!(bench.send(bench.request("GET", &url)).status, 401);
    let back = bench.send(bench.request("GET", &url).bearer_auth(&person.token));
    assert_eq!(back.text.as_bytes(), BYTES);
    assert_eq!(back.header("content-type"), "application/pdf");
    assert_eq!(back.header("content-disposition"), "attachment; filename*=UTF-8''perch%C3%A9%20%22no%22%2Epdf");
    let own = bench.ask(&person, "GET", &format!("/it/allegati/{id}"), None);
    assert_eq!(own.text.as_bytes(), BYTES);
    let other = bench.person("lucia");
    assert_eq!(bench.ask(&other, "GET", &format!("/it/allegati/{id}"), None).status, 404);
    let foreign =
        bench.ask(&person, "GET", &format!("/api/applications/{application}/attachments/{application}"), None);
    assert_eq!(foreign.status, 404);
}

#[test]
fn a_file_that_was_not_finished_cannot_be_attached() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    let (id, _) = put(&bench, &person, BYTES);
    for wrong in [with_file(&id), with_file("6f1c7a52-0000-4000-8000-000000000000")] {
        let answer = bench.apply(&person, wrong, 1900);
        assert_eq!((answer.status, &answer.json()["type"]), (400, &json!("error")), "{}", answer.text);
    }
    let mut nameless = vittorino_asks("x");
    nameless["images"] = json!([{"name": "a.jpg"}]);
    assert_eq!(bench.apply(&person, nameless, 1900).status, 400);
    let mut not_a_list = vittorino_asks("x");
    not_a_list["docs"] = json!({"id": id});
    let answer = bench.apply(&person, not_a_list, 1900);
    assert_eq!(answer.status, 400, "{}", answer.text);
    let mut none = vittorino_asks("x");
    none["docs"] = json!([]);
    assert_eq!(bench.apply(&person, none, 1900).status, 201);
}

#[test]
fn finishing_needs_the_bytes_their_number_and_their_hash() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    let announced = announce(&bench, Some(&person), &a_file()).json();
    let id = announced["id"].as_str().unwrap();
    assert_eq!(finish(&bench, &person, id, "x").status, 400, "nothing was put");
    let (short, hash) = put(&bench, &person, b"short");
    assert_eq!(finish(&bench, &person, &short, &hash).status, 400, "fewer bytes than announced");
    let (id, hash) = put(&bench, &person, BYTES);
    assert_eq!(finish(&bench, &person, &id, "0000").status, 400, "another hash");
    assert_eq!(finish(&bench, &bench.person("lucia"), &id, &hash).status, 404, "someone else's");
    assert_eq!(finish(&bench, &person, &id, &hash).status, 204);
}

#[test]
fn files_of_the_wrong_kind_are_refused_when_announced() {
    let bench = Bench::start(&[]);
    let mut wrong = a_file();
    wrong["original_filename"] = json!("virus.exe");
    wrong["size"] = json!(0);
    let answer = announce(&bench, None, &wrong);
    assert_eq!((answer.status, &answer.json()["type"]), (400, &json!("validation_error")));
    assert!(answer.text.contains(".exe") && answer.text.contains(": size"), "{}", answer.text);
    let broken = bench.send(bench.request("POST", &format!("{}/it/upload", bench.core)).body("{"));
    assert_eq!((broken.status, &broken.json()["status"]), (500, &json!("error")));
}

#[test]
fn the_storage_takes_only_addresses_it_has_given_out() {
    let bench = Bench::start(&[]);
    let uri = announce(&bench, None, &a_file()).json()["uri"].as_str().unwrap().to_string();
    let put = |uri: &str| bench.send(bench.request("PUT", uri).body(BYTES)).status;
    let (start, _) = uri.split_once("X-Signature=").unwrap();
    assert_eq!(put(&format!("{start}X-Signature=00")), 403);
    assert_eq!(put(&format!("{}/storage/none?X-Signature=00", bench.core)), 403);
    assert_eq!(put(&uri), 200);
}

#[test]
fn a_signature_check_gets_an_address_to_read_the_file_from() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    let (id, hash) = put(&bench, &person, BYTES);
    let body = json!({"file_hash": hash, "check_signature": true});
    let answer = bench.ask(&person, "PUT", &format!("/it/upload/{id}"), Some(&body));
    assert_eq!(answer.status, 200);
    let url = answer.json()["url"].as_str().unwrap().to_string();
    assert_eq!(bench.send(bench.request("GET", &url)).text.as_bytes(), BYTES);
}
