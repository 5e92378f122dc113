//! The list of applications: filters, pages, refusals.

use serde_json::{Value, json};

use crate::bench::{Bench, Person, members, vittorino_asks};

fn list(bench: &Bench, who: &Person, query: &str) -> Value {
    let answer = bench.ask(who, "GET", &format!("/api/applications{query}"), None);
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

/// Three sent and one draft.
fn filled(bench: &Bench) -> Person {
    let person = bench.person("vittorino");
    for number in 1..=3 {
        assert_eq!(bench.apply(&person, vittorino_asks(&format!("Richiesta {number}")), 1900).status, 201);
    }
    assert_eq!(bench.apply(&person, vittorino_asks("Bozza"), 1000).status, 201);
    person
}

fn details(list: &Value) -> Vec<String> {
    list["data"].as_array().unwrap().iter().map(|one| one["data"]["details"].as_str().unwrap().to_string()).collect()
}

#[test]
fn drafts_show_only_when_asked_for() {
    let bench = Bench::start(&[]);
    let person = filled(&bench);
    assert_eq!(details(&list(&bench, &person, "?version=2")), ["Richiesta 1", "Richiesta 2", "Richiesta 3"]);
    assert_eq!(details(&list(&bench, &person, "?version=2&status=1000")), ["Bozza"]);
    assert_eq!(list(&bench, &bench.person("lucia"), "")["meta"]["count"], 0);
    assert_eq!(list(&bench, &bench.person("operatore"), "")["meta"]["count"], 3);
}

#[test]
fn pages_link_to_each_other() {
    let bench = Bench::start(&[]);
    let person = filled(&bench);
    let first = list(&bench, &person, "?version=2&limit=2&sort=DESC&order=creationTime&service_identifier=helpdesk");
    assert_eq!(details(&first), ["Richiesta 3", "Richiesta 2"]);
    assert_eq!(first["meta"]["count"], 3);
    assert_eq!(first["meta"]["parameter"]["limit"], 2);
    assert_eq!(first["meta"]["parameter"]["service_identifier"], "helpdesk");
    assert!(first["links"]["prev"].is_null());
    let next = first["links"]["next"].as_str().unwrap();
    let second = bench.send(bench.request("GET", next).bearer_auth(&person.token)).json();
    assert_eq!(details(&second), ["Richiesta 1"]);
    assert!(second["links"]["next"].is_null());
    let back = second["links"]["prev"].as_str().unwrap();
    assert_eq!(bench.send(bench.request("GET", back).bearer_auth(&person.token)).json()["data"], first["data"]);
}

#[test]
fn the_list_is_filtered_by_service() {
    let bench = Bench::start(&[]);
    let person = filled(&bench);
    let service = bench.get("/api/services/helpdesk").json();
    let (id, slug) = (service["id"].as_str().unwrap(), service["slug"].as_str().unwrap());
    for query in [format!("?service_id={id}"), format!("?service={slug}"), "?service_identifier=helpdesk".into()] {
        assert_eq!(list(&bench, &person, &query)["meta"]["count"], 3, "{query}");
    }
    assert_eq!(list(&bench, &person, "?service_identifier=bookings")["meta"]["count"], 0);
    assert_eq!(list(&bench, &person, "?service_identifier=nothing")["meta"]["count"], 0);
    assert_eq!(bench.ask(&person, "GET", "/api/applications?service=nothing", None).status, 404);
}

#[test]
fn the_list_is_filtered_by_moment() {
    let bench = Bench::start(&[]);
    let person = filled(&bench);
    let count = |query: &str| list(&bench, &person, query)["meta"]["count"].as_i64().unwrap();
    assert_eq!(count("?createdAt%5Bafter%5D=2020-01-01&createdAt%5Bbefore%5D=2999-01-01"), 3);
    assert_eq!(count("?createdAt%5Bbefore%5D=2020-01-01"), 0);
    assert_eq!(count("?submittedAt%5Bstrictly_after%5D=2999-01-01T10:00:00%2B01:00"), 0);
    assert_eq!(count("?updatedAt[strictly_before]=2999-01-01T10:00:00Z"), 3);
    let wrong = bench.ask(&person, "GET", "/api/applications?createdAt[after]=ieri", None);
    assert_eq!(wrong.status, 400);
    assert!(wrong.text.contains("createdAt[after]"), "{}", wrong.text);
}

#[test]
fn parameters_out_of_bounds_are_refused_by_name() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    for (query, sentence) in [
        ("limit=101", "Limit parameter is too high"),
        ("limit=x", "limit"),
        ("offset=-1", "offset"),
        ("order=subject", "Order"),
        ("sort=up", "Sort"),
        ("status=1234", "Status code not present, chose one between: 1000,1500"),
    ] {
        let answer = bench.ask(&person, "GET", &format!("/api/applications?{query}"), None);
        assert_eq!(answer.status, 400, "{query}");
        assert!(answer.json()[0].as_str().unwrap().contains(sentence), "{}", answer.text);
    }
    assert_eq!(list(&bench, &person, "?limit=100")["data"], json!([]));
}

#[test]
fn places_come_as_points_on_a_map_when_asked_for() {
    let bench = Bench::start(&[]);
    let person = bench.person("vittorino");
    let mut data = vittorino_asks("Buca");
    data["address"] = json!({"lat": "45.4", "lon": 11.8, "display_name": "Via Roma"});
    bench.apply(&person, data, 1900);
    bench.apply(&person, vittorino_asks("Senza luogo"), 1900);
    let request = bench.request("GET", &format!("{}/api/applications", bench.core)).bearer_auth(&person.token);
    let answer = bench.send(request.header("accept", "application/geo+json"));
    assert_eq!(answer.header("content-type"), "application/geo+json");
    let point = json!({"type": "Point", "coordinates": [11.8, 45.4]});
    assert_eq!(answer.json()["features"], json!([{"type": "Feature", "geometry": point, "properties": {}}]));
}

#[test]
fn the_control_api_shows_every_application_with_the_data_as_sent() {
    let bench = Bench::start(&[]);
    filled(&bench);
    let all = bench.control("GET", "applications", None).json();
    assert_eq!(members(&all, "service_name").len(), 4);
    assert_eq!(all[0]["raw"], vittorino_asks("Richiesta 1"));
}
