//! Definitions and values that nobody means well with: all end soon, with a reason.
#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test stops where something is not as it should be")]
use oc_form_engine::surroundings::Native;
use oc_form_engine::{Form, FormError, Value, json};
use std::time::{Duration, Instant};

fn env() -> Box<Native> {
    Box::new(Native::without_scripts(1_742_029_200_000.0))
}

fn within(limit: Duration, work: impl FnOnce()) {
    let start = Instant::now();
    work();
    // Builds without optimisation are some ten times slower.
    let limit = if cfg!(debug_assertions) { limit * 20 } else { limit };
    assert!(start.elapsed() < limit, "{:?}", start.elapsed());
}

#[test]
fn cut_and_mistyped_definitions_are_refused_with_a_reason() {
    let whole = r#"{"components":[{"type":"textfield","key":"a","input":true,"validate":{"required":true}}]}"#;
    for end in 0..whole.len() {
        assert!(matches!(Form::parse(&whole[..end], env()), Err(FormError::Json(_))), "{end}");
    }
    for wrong in ["null", "7", "[]", "{}", r#"{"components":{}}"#, r#"{"components":"x"}"#] {
        assert_eq!(Form::parse(wrong, env()).err(), Some(FormError::NoComponents), "{wrong}");
    }
}

#[test]
fn every_property_may_be_of_any_type() {
    let kinds = [
        "textfield",
        "number",
        "select",
        "selectboxes",
        "day",
        "datetime",
        "datagrid",
        "editgrid",
        "form",
        "columns",
        "table",
        "tabs",
        "panel",
        "radio",
        "tags",
        "survey",
        "time",
        "address",
        "file",
    ];
    let names = [
        "key",
        "label",
        "input",
        "multiple",
        "defaultValue",
        "conditional",
        "customConditional",
        "calculateValue",
        "validate",
        "logic",
        "components",
        "columns",
        "rows",
        "values",
        "data",
        "fields",
        "inputMask",
        "inputMasks",
        "hidden",
        "clearOnHide",
        "questions",
        "format",
        "errors",
        "widget",
        "datePicker",
    ];
    let wrong = [
        "null",
        "true",
        "7",
        "\"x\"",
        "[]",
        "[7,null,\"x\"]",
        "{}",
        r#"{"conditions":7,"conjunction":true,"when":[],"json":7}"#,
    ];
    for kind in kinds {
        for name in names {
            for value in wrong {
                let text = format!(r#"{{"components":[{{"type":"{kind}","key":"k","input":true,"{name}":{value}}}]}}"#);
                let Ok(form) = Form::parse(&text, env()) else { continue };
                for data in
                    [r#"{"data":{"k":[1,{"a":null}]}}"#, r#"{"data":{"k":{"data":[]}}}"#, r#"{"data":{"k":"x"}}"#]
                {
                    form.set_submission(&json::parse(data).unwrap());
                }
                let _ = (form.problems(), form.visibility());
            }
        }
    }
}

fn many(count: usize) -> String {
    let one = |at| {
        format!(
            r#"{{"type":"textfield","key":"f{at}","label":"F","input":true,"validate":{{"required":true}},"conditional":{{"show":true,"when":"f{}","eq":""}}}}"#,
            at / 2
        )
    };
    format!(r#"{{"components":[{}]}}"#, (1..count).map(one).collect::<Vec<_>>().join(","))
}

#[test]
fn five_thousand_components_take_five_times_as_long_as_a_thousand() {
    let time = |count| {
        let text = many(count);
        let start = Instant::now();
        let form = Form::parse(&text, env()).unwrap();
        form.set_path("f1", "x".into());
        start.elapsed()
    };
    let (small, large) = (time(1_000).max(Duration::from_millis(2)), time(5_000));
    assert!(large < small * 20, "{small:?} for 1,000 and {large:?} for 5,000");
}

#[test]
fn a_thousand_levels_are_refused_and_two_hundred_are_fine() {
    let nested = |levels: usize| {
        let start = r#"{"components":[{"type":"panel","key":"p","components":["#.to_string();
        let mut text = start;
        for _ in 1..levels {
            text.push_str(r#"{"type":"panel","key":"p","components":["#);
        }
        text.push_str(r#"{"type":"textfield","key":"deep","input":true}"#);
        text.push_str(&"]}".repeat(levels));
        text.push_str("]}");
        text
    };
    within(Duration::from_millis(50), || {
        let form = Form::parse(&nested(180), env()).unwrap();
        assert!(form.find("deep").is_some());
    });
    assert!(Form::parse(&nested(1_000), env()).is_err());
    let _ = Form::parse(&nested(390), env());
}

#[test]
fn rows_without_end_are_cut() {
    within(Duration::from_millis(500), || {
        let form = Form::parse(
            r#"{"components":[{"type":"datagrid","key":"g","input":true,"validate":{"minLength":1e12},"components":[
            {"type":"datagrid","key":"h","input":true,"components":[{"type":"textfield","key":"a","input":true}]}]}]}"#,
            env(),
        )
        .unwrap();
        form.set_submission(&Value::from_entries([("data", Value::Null)]));
    });
}

#[cfg(feature = "script")]
#[test]
fn scripts_without_end_leave_the_form_usable() {
    use oc_form_engine::scripting::Interpreter;
    let text = r#"{"components":[{"type":"textfield","key":"a","input":true,"calculateValue":"while (true) {}"},
        {"type":"textfield","key":"b","input":true,"customConditional":"show = 'a'.repeat(1e9)"},
        {"type":"textfield","key":"c","label":"C","input":true,"validate":{"custom":"valid = (","required":true}},
        {"type":"textfield","key":"d","input":true,"calculateValue":"instance.setValue(value + 'x')"}]}"#;
    let scripts = Interpreter::new(Box::new(oc_script::native::Native::default()));
    let env = Native::new(Box::new(scripts), Some(0.0));
    within(Duration::from_secs(2), || {
        let form = Form::parse(text, Box::new(env)).unwrap();
        assert!(form.problems().iter().any(|problem| &*problem.key == "c"));
        assert!(form.warnings().iter().any(|warning| warning.contains(" a ")), "{:?}", form.warnings());
    });
}
