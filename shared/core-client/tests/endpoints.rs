//! The core's reference data and uploads, as the widgets get them.

use oc_core_client::testing::ScriptedTransport;
use oc_core_client::{CancelToken, Core, CoreError, FileBytes, Oddity, TransportError, UploadFile};
use oc_core_client::{Json as Value, json};
use oc_i18n::Lang;
use std::rc::Rc;

fn core(script: &Rc<ScriptedTransport>) -> Core {
    Core::new(script.clone(), "https://core.example.it/lang", Lang::It)
}

#[test]
fn categories_come_in_the_core_s_order_without_the_unusable_ones() {
    let script = ScriptedTransport::new();
    let answer = json!([{"id": "2", "name": " Turismo "}, {"id": "1", "name": "Ambiente", "parent_id": "2"},
        {"id": null, "name": "senza id"}, {"id": "3"}, "testo", null]);
    script.on("GET", "/api/categories").json(200, answer);
    let list = script.run(core(&script).categories(&CancelToken::new())).unwrap();
    let shown: Vec<_> = list.iter().map(|c| (c.id.as_str(), c.name.as_str(), c.parent_id.as_deref())).collect();
    assert_eq!(shown, [("2", "Turismo", None), ("1", "Ambiente", Some("2"))]);
}

#[test]
fn an_error_text_with_status_200_is_not_an_empty_list() {
    for odd in [json!("Invalid uuid"), json!({"message": "x"}), Value::Null] {
        let script = ScriptedTransport::new();
        script.on("GET", "/api/categories").json(200, odd);
        let answer = script.run(core(&script).categories(&CancelToken::new()));
        assert_eq!(answer, Err(CoreError::UnexpectedAnswer(Oddity::Shape)));
    }
}

#[test]
fn services_of_a_category_may_be_none() {
    let script = ScriptedTransport::new();
    script.on("GET", "/api/services?topics_id=c1").json(200, json!({"data": [{"id": "s1", "name": "Anagrafe"}]}));
    script.on("GET", "/api/services?topics_id=c2").json(404, json!(["Object not found"]));
    let (core, cancel) = (core(&script), CancelToken::new());
    let some = script.run(core.services_of_category("c1", &cancel)).unwrap();
    assert_eq!((some.len(), some[0].name.as_str()), (1, "Anagrafe"));
    assert!(script.run(core.services_of_category("c2", &cancel)).unwrap().is_empty());
    script.assert_done();
}

#[test]
fn a_built_in_service_is_found_on_new_and_on_old_cores() {
    let service = json!({"id": "s-1", "name": "Assistenza", "identifier": "helpdesk", "access_level": 0});
    let (new, old, without) = (ScriptedTransport::new(), ScriptedTransport::new(), ScriptedTransport::new());
    new.on("GET", "/api/services/helpdesk").json(200, service.clone());
    for script in [&old, &without] {
        script.on("GET", "/api/services/helpdesk").json(404, json!(["Object not found"]));
    }
    old.on("GET", "/api/services?identifier=helpdesk").json(200, json!([service]));
    without.on("GET", "/api/services?identifier=helpdesk").json(200, json!([]));
    let find = |script: &Rc<ScriptedTransport>| {
        let found = script.run(core(script).service_by_identifier("helpdesk", &CancelToken::new()));
        script.assert_done();
        found.map(|s| (s.id, s.identifier, s.access_level))
    };
    let found = ("s-1".to_owned(), Some("helpdesk".to_owned()), Some(0));
    assert_eq!(find(&new), Ok(found.clone()));
    assert_eq!(find(&old), Ok(found));
    assert_eq!(find(&without), Err(CoreError::NotFound));
}

#[test]
fn the_municipality_s_details_are_read_in_both_spellings() {
    let inside = json!({"contacts": "Via Roma 1"});
    for meta in [json!([inside.to_string()]), inside.clone(), json!(inside.to_string())] {
        let script = ScriptedTransport::new();
        let answer = json!({"name": "Comune di Bugliano", "satisfy_entrypoint_id": "e1", "meta": meta});
        script.on("GET", "/api/tenants/info").json(200, answer);
        let info = script.run(core(&script).tenant_info(&CancelToken::new())).unwrap();
        assert_eq!(
            (info.name.as_deref(), info.satisfy_entrypoint_id.as_deref()),
            (Some("Comune di Bugliano"), Some("e1"))
        );
        assert_eq!(info.meta, inside);
    }
}

fn file() -> UploadFile {
    UploadFile {
        name: "foto.jpg".into(),
        size: 3,
        mime_type: "image/jpeg".into(),
        description: "Allegato".into(),
        bytes: FileBytes::Memory(vec![1, 2, 3]),
    }
}

fn announced(script: &ScriptedTransport, store: &str) {
    script.nobody();
    script.on("POST", "/lang/it/upload").json(201, json!({"id": "f-1", "uri": store}));
}

#[test]
fn a_file_reaches_the_store_and_can_be_attached() {
    let script = ScriptedTransport::new();
    announced(&script, "https://store.example.it/f-1?signature=x");
    script.on("PUT", "https://store.example.it/").fails(TransportError::Network);
    script.on("PUT", "https://store.example.it/").text(200, "").header("etag", "\"abc\"");
    script.on("PUT", "/lang/it/upload/f-1").json(503, Value::Null);
    script.on("PUT", "/lang/it/upload/f-1").text(204, "");
    let uploaded = script.run(core(&script).upload(&file(), &CancelToken::new())).unwrap();
    let stored = &script.sent("PUT", "store.example.it")[1];
    assert_eq!((stored.header("authorization"), stored.header("x-locale")), (None, None), "the store learns no token");
    assert_eq!(script.sent("PUT", "/upload/f-1")[0].body, json!({"file_hash": "abc", "check_signature": false}));
    let attached = uploaded.to_json();
    assert_eq!(attached["data"]["id"], "f-1");
    assert_eq!(attached["originalName"], "foto.jpg");
    assert_eq!(attached["url"], "https://core.example.it/lang/it/allegati/f-1");
    script.assert_done();
}

#[test]
fn bytes_are_not_put_where_the_line_is_less_private_than_the_core_s() {
    for store in ["http://store.example.it/f-1", "javascript:alert(1)", "/relative", "data:x"] {
        let script = ScriptedTransport::new();
        announced(&script, store);
        let answer = script.run(core(&script).upload(&file(), &CancelToken::new()));
        assert_eq!(answer, Err(CoreError::UnexpectedAnswer(Oddity::Shape)), "{store}");
        script.assert_done();
    }
}

#[test]
fn a_store_that_refuses_or_says_nothing_is_reported() {
    let script = ScriptedTransport::new();
    announced(&script, "https://store.example.it/f-1");
    script.on("PUT", "store.example.it").text(403, "<Error/>");
    let answer = script.run(core(&script).upload(&file(), &CancelToken::new()));
    assert_eq!(answer, Err(CoreError::Refused { status: 403, message: None, code: None }));
    let script = ScriptedTransport::new();
    announced(&script, "https://store.example.it/f-1");
    script.on("PUT", "store.example.it").text(200, "");
    let answer = script.run(core(&script).upload(&file(), &CancelToken::new()));
    assert_eq!(answer, Err(CoreError::UnexpectedAnswer(Oddity::Shape)));
}
