//! Services, categories, offices, the tenant.

use serde_json::{Value, json};

use crate::bench::{Bench, members};

fn category(bench: &Bench, slug: &str) -> String {
    let list = bench.get("/api/categories").json();
    let found = list.as_array().unwrap().iter().find(|one| one["slug"] == slug).unwrap();
    found["id"].as_str().unwrap().to_string()
}

#[test]
fn categories_come_in_the_language_asked_for() {
    let bench = Bench::start(&[]);
    let ask = |locale: &str| {
        let request = bench.request("GET", &format!("{}/api/categories", bench.core)).header("x-locale", locale);
        bench.send(request.header("accept-language", "fr"))
    };
    let italian = ask("it");
    assert_eq!(members(&italian.json(), "name").len(), 16);
    for name in ["Agricoltura e pesca", "Vita lavorativa"] {
        assert!(members(&italian.json(), "name").contains(&name.to_string()), "{name}");
    }
    let german = ask("de");
    assert_eq!(german.header("content-language"), "de");
    assert!(members(&german.json(), "name").contains(&"Arbeitsleben".to_string()));
    assert!(members(&ask("en").json(), "name").contains(&"Working life".to_string()));
    assert_eq!(ask("fr").header("content-language"), "it");
}

#[test]
fn categories_can_be_narrowed_to_those_with_services_and_to_a_parent() {
    let bench = Bench::start(&[]);
    let used = bench.get("/api/categories?not_empty=true").json();
    assert!(!members(&used, "slug").contains(&"appalti-pubblici".to_string()));
    assert!(members(&used, "slug").contains(&"ambiente".to_string()));
    let parent = category(&bench, "anagrafe-e-stato-civile");
    let below = bench.get(&format!("/api/categories?parent_id={parent}")).json();
    assert_eq!(members(&below, "slug"), ["elettorale"]);
    assert_eq!(members(&bench.get("/api/categories?parent_id=null").json(), "slug").len(), 15);
}

#[test]
fn services_are_listed_by_name_without_hidden_and_private_ones() {
    let bench = Bench::start(&[]);
    let list = bench.get("/api/services").json();
    let names = members(&list, "name");
    assert!(names.len() >= 40, "{}", names.len());
    assert!(names.is_sorted_by_key(|name| name.to_lowercase()));
    for hidden in ["Archivio dei mulini", "Richiedi assistenza"] {
        assert!(!names.contains(&hidden.to_string()), "{hidden}");
    }
}

#[test]
fn services_of_a_category_are_found_and_some_categories_have_none() {
    let bench = Bench::start(&[]);
    let environment = category(&bench, "ambiente");
    let list = bench.get(&format!("/api/services?topics_id={environment}")).json();
    assert!(list.as_array().unwrap().len() >= 3);
    assert!(list.as_array().unwrap().iter().all(|one| one["topics_id"] == environment && one["topics"] == "ambiente"));
    let none = category(&bench, "appalti-pubblici");
    assert_eq!(bench.get(&format!("/api/services?topics_id={none}")).json(), json!([]));
    let both = bench.get(&format!("/api/services?topics_id={none},{environment}")).json();
    assert_eq!(both, list);
}

#[test]
fn services_can_be_searched_sorted_and_cut() {
    let bench = Bench::start(&[]);
    let slugs = |query: &str| members(&bench.get(&format!("/api/services{query}")).json(), "slug");
    assert_eq!(slugs("?q=TARI"), ["pagamento-tari"]);
    assert_eq!(slugs("?status=2"), ["contributo-affitto"]);
    assert_eq!(slugs("?limit=2").len(), 2);
    let (up, down) = (slugs(""), slugs("?ascending=false"));
    assert_eq!(up.iter().rev().collect::<Vec<_>>(), down.iter().collect::<Vec<_>>());
    let wrong = bench.get("/api/services?topics_id=none");
    assert_eq!((wrong.status, &wrong.json()["type"]), (500, &json!("error")));
}

#[test]
fn built_in_services_are_found_by_identifier_both_ways() {
    let bench = Bench::start(&[]);
    for identifier in ["helpdesk", "bookings", "inefficiencies"] {
        let list = bench.get(&format!("/api/services?identifier={identifier}")).json();
        let one = bench.get(&format!("/api/services/{identifier}")).json();
        assert_eq!(list, json!([one]));
        assert_eq!(one["identifier"], identifier);
        let by_id = bench.get(&format!("/api/services/{}", one["id"].as_str().unwrap())).json();
        assert_eq!(by_id, one);
        let steps = one["flow_steps"].as_array().unwrap();
        assert!(steps.iter().any(|step| step["type"] == "formio" && step["parameters"]["formio_id"].is_string()));
        assert!(steps.iter().any(|step| step["type"] == "built-in" && step["identifier"] == identifier));
    }
}

#[test]
fn unknown_and_hidden_services_are_told_apart() {
    let bench = Bench::start(&[]);
    for unknown in ["nothing", "6f1c7a52-0000-4000-8000-000000000000"] {
        let answer = bench.get(&format!("/api/services/{unknown}"));
        assert_eq!((answer.status, answer.json()), (404, json!(["Object not found"])));
    }
    let seed: Value = serde_json::from_str(include_str!("../../seed/services.json")).unwrap();
    let hidden = seed.as_array().unwrap().iter().find(|one| one["status"] == 0).unwrap();
    assert_eq!(bench.get(&format!("/api/services/{}", hidden["id"].as_str().unwrap())).status, 403);
}

#[test]
fn the_facets_name_what_services_can_be_filtered_by() {
    let bench = Bench::start(&[]);
    let facets = bench.get("/api/services/facets").json();
    let id = category(&bench, "turismo");
    assert_eq!(facets["topics_id"][&id], json!({"id": id, "name": "Turismo"}));
    assert_eq!(facets["recipient_id"].as_object().unwrap().len(), 4);
}

#[test]
fn offices_tell_whether_they_take_appointments() {
    let bench = Bench::start(&[]);
    let all = bench.get("/api/user-groups").json();
    assert_eq!(all.as_array().unwrap().len(), 4);
    let with = bench.get("/api/user-groups?has_calendar=true").json();
    assert!(with.as_array().unwrap().iter().all(|office| office["calendar_id"].is_string()));
    let without = bench.get("/api/user-groups?has_calendar=false").json();
    assert_eq!(members(&without, "name"), ["Ufficio tecnico"]);

    let service = bench.get("/api/services?q=TARI").json()[0]["id"].as_str().unwrap().to_string();
    let of_service = bench.get(&format!("/api/user-groups?has_calendar=true&service_id={service}")).json();
    assert_eq!(members(&of_service, "name"), ["Ufficio tributi"]);
    let office = of_service[0]["id"].as_str().unwrap();
    assert_eq!(bench.get(&format!("/api/user-groups/{office}")).json()["name"], "Ufficio tributi");
    let reasons = bench.get(&format!("/api/services?user_group_ids={office}")).json();
    assert!(members(&reasons, "slug").contains(&"pagamento-tari".to_string()));
    assert!(bench.get("/api/user-groups?service_id=none").json().is_string(), "text where a list belongs");
}

#[test]
fn recipients_areas_and_the_tenant_are_public() {
    let bench = Bench::start(&[]);
    let german = bench.request("GET", &format!("{}/api/recipients", bench.core)).header("x-locale", "de");
    assert!(members(&bench.send(german).json(), "name").contains(&"Familien".to_string()));
    let areas = bench.get("/api/geographic-areas").json();
    assert!(areas[0]["geofence"].as_str().unwrap().starts_with("POLYGON"));
    let tenant = bench.get("/api/tenants/info").json();
    assert_eq!(tenant["name"], "Comune di Bugliano");
    let meta: Value = serde_json::from_str(tenant["meta"][0].as_str().unwrap()).unwrap();
    assert_eq!(meta["builtin_services"]["support"], format!("{}/richiedi_assistenza", bench.site));
}

#[test]
fn any_tenant_prefix_answers_and_unknown_addresses_say_so() {
    let bench = Bench::start(&[]);
    let other = bench.core.replace("/lang", "/comune-di-xyz");
    let tenant = bench.send(bench.request("GET", &format!("{other}/api/session-auth")));
    assert_eq!(tenant.header("location"), format!("{other}/it/login"));
    let unknown = bench.get("/api/nothing");
    assert_eq!((unknown.status, &unknown.json()["status"]), (404, &json!(404)));
    let method = bench.send(bench.request("DELETE", &format!("{}/api/session-auth", bench.core)));
    assert_eq!((method.status, &method.json()["status"]), (405, &json!(405)));
}
