//! Profiles.

use serde_json::json;

use crate::bench::Bench;

#[test]
fn a_citizen_reads_their_whole_profile() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    let user = bench.ask(&person, "GET", &format!("/api/users/{}", person.id), None).json();
    for (field, value) in [
        ("nome", "Vittorino"),
        ("cognome", "Coliandro"),
        ("full_name", "Vittorino Coliandro"),
        ("codice_fiscale", "CLNVTR76P01G822Q"),
        ("cellulare", "3331234567"),
        ("role", "user"),
    ] {
        assert_eq!(user[field], value, "{field}");
    }
    assert!(user.as_object().unwrap().contains_key("stato_nascita"), "missing values are null, not absent");
    assert!(user["stato_nascita"].is_null());
}

#[test]
fn the_english_names_of_version_two_are_told_too() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    let user = bench.ask(&person, "GET", &format!("/api/users/{}?version=2", person.id), None).json();
    assert_eq!((&user["given_name"], &user["family_name"]), (&json!("Vittorino"), &json!("Coliandro")));
    assert_eq!(user["username"], "CLNVTR76P01G822Q");
}

#[test]
fn nobody_reads_someone_else_s_profile_but_operators() {
    let bench = Bench::start(&[]);
    let (vittorino, lucia, operator) = (bench.person("vittorino"), bench.person("lucia"), bench.person("operatore"));
    let path = format!("/api/users/{}", lucia.id);
    assert_eq!(bench.ask(&vittorino, "GET", &path, None).status, 403);
    assert_eq!(bench.ask(&vittorino, "PATCH", &path, Some(&json!({"email": "x@example.com"}))).status, 403);
    assert_eq!(bench.ask(&operator, "GET", &path, None).json()["nome"], "Lucia");
    let unknown = bench.ask(&vittorino, "GET", "/api/users/6f1c7a52-0000-4000-8000-000000000000", None);
    assert_eq!((unknown.status, unknown.json()), (404, json!(["Object not found"])));
}

#[test]
fn the_list_shows_a_citizen_only_themselves() {
    let bench = Bench::start(&[]);
    let (vittorino, operator) = (bench.person("vittorino"), bench.person("operatore"));
    let own = bench.ask(&vittorino, "GET", "/api/users", None).json();
    assert_eq!((own.as_array().unwrap().len(), &own[0]["id"]), (1, &json!(vittorino.id)));
    let found = bench.ask(&operator, "GET", "/api/users?cf=clnvtr76p01g822q", None).json();
    assert_eq!((found.as_array().unwrap().len(), &found[0]["nome"]), (1, &json!("Vittorino")));
    assert_eq!(bench.ask(&vittorino, "GET", "/api/users?cf=NOBODY", None).json(), json!([]));
}

#[test]
fn a_citizen_changes_one_value_and_the_others_stay() {
    let bench = Bench::start(&[]);
    let person = bench.person("giuseppe");
    let path = format!("/api/users/{}", person.id);
    let answer = bench.ask(&person, "PATCH", &path, Some(&json!({"cellulare": "333", "id": "other", "role": "admin"})));
    assert_eq!((answer.status, answer.json()), (200, json!(["Object Patched Successfully"])));
    let user = bench.ask(&person, "GET", &path, None).json();
    assert_eq!((&user["cellulare"], &user["nome"], &user["role"]), (&json!("333"), &json!("Giuseppe"), &json!("user")));
}

#[test]
fn replacing_a_profile_empties_what_is_not_sent_and_names_what_is_wrong() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    let path = format!("/api/users/{}", person.id);
    let whole = json!({"nome": "Vittorino", "cognome": "Coliandro", "codice_fiscale": "CLNVTR76P01G822Q"});
    let answer = bench.ask(&person, "PUT", &path, Some(&whole));
    assert_eq!((answer.status, answer.json()), (200, json!(["Object Modified Successfully"])));
    assert!(bench.ask(&person, "GET", &path, None).json()["cellulare"].is_null());

    let wrong = bench.ask(&person, "PATCH", &path, Some(&json!({"nome": " ", "email": 7})));
    assert_eq!((wrong.status, &wrong.json()["type"]), (400, &json!("validation_error")));
    assert!(wrong.text.contains(": nome") && wrong.text.contains(": email"), "{}", wrong.text);
    let broken = bench.request("PATCH", &format!("{}{path}", bench.core)).bearer_auth(&person.token).body("{");
    assert_eq!(bench.send(broken).status, 400);
}

#[test]
fn the_people_of_the_login_page_cover_the_difficult_cases() {
    let bench = Bench::start(&[]);
    let profile = |key: &str| {
        let person = bench.person(key);
        bench.ask(&person, "GET", &format!("/api/users/{}", person.id), None).json()
    };
    assert_eq!(profile("anna")["nome"], "Anna \"Nina\" <script>alert(1)</script>");
    assert_eq!(profile("mario")["email"], "mario.rossi@@example");
    assert_eq!(profile("lucia")["codice_fiscale"], "BNCLCU90S4MG82NA");
    let giuseppe = profile("giuseppe");
    assert!(giuseppe["cellulare"].is_null() && giuseppe["telefono"].is_null());
}
