//! Definitions that mean harm or were put together by accident: each ends within 50 milliseconds of the processor's time and 32
//! megabytes, as a form that says what is wrong with it or as an error that does. The time is only held in optimised code.

#![cfg(feature = "script")]
#![allow(clippy::unwrap_used, clippy::panic)]

use cpu_time::ThreadTime;
use oc_form_engine::scripting::Interpreter;
use oc_form_engine::surroundings::Native;
use oc_form_engine::{Form, Value, json};
use peak_alloc::PeakAlloc;
use std::time::Duration;

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

const TIME: Duration = Duration::from_millis(50);
const BYTES: usize = 32 << 20;
const NOW: f64 = 1_742_029_200_000.0;

/// What became of a definition: the words of its error, or of what it warns of.
fn opened(definition: &str, data: &str) -> String {
    let scripts = Interpreter::new(Box::new(oc_script::native::Native::at(NOW)));
    match Form::parse(definition, Box::new(Native::new(Box::new(scripts), Some(NOW)))) {
        Err(error) => error.to_string(),
        Ok(form) => {
            form.set_submission(&Value::from_entries([("data", json::parse(data).unwrap_or_default())]));
            let _ = (form.visibility(), form.submission());
            form.warnings().join("\n")
        }
    }
}

fn form(components: &[String]) -> String {
    [r#"{"components":["#, &components.join(","), "]}"].concat()
}

fn field(key: &str, more: &str) -> String {
    [r#"{"type":"textfield","input":true,"key":""#, key, r#"","label":"L""#, more, "}"].concat()
}

fn calculated(key: &str, code: &str) -> String {
    field(key, &[r#","calculateValue":"#, &json::print(&Value::String(code.into()))].concat())
}

fn nested(levels: usize) -> String {
    let open = r#"{"type":"panel","key":"p","components":["#.repeat(levels);
    [r#"{"components":["#, &open, &field("deep", ""), &"]}".repeat(levels), "]}"].concat()
}

/// What it is, definition, values, and a word that the answer has.
fn cases() -> Vec<(String, String, &'static str, &'static str)> {
    let many = |count: usize, more: &str| {
        form(&(0..count).map(|at| field(&["f", &at.to_string()].concat(), more)).collect::<Vec<_>>())
    };
    let whole = many(50, r#","validate":{"required":true}"#);
    let mut cases = vec![
        ("ten thousand components", many(10_000, ""), "{}", "too many"),
        (
            "ten thousand with conditions",
            many(10_000, r#","customConditional":"show = data.f1 === 'x'""#),
            "{}",
            "too many",
        ),
        ("two hundred levels", nested(200), "{}", ""),
        ("ten thousand levels", nested(10_000), "{}", "deep"),
        ("a list of lists without end", "[".repeat(100_000), "{}", "no JSON"),
        (
            "two that need each other",
            form(&[calculated("a", "value = (data.b || 0) + 1"), calculated("b", "value = (data.a || 0) + 1")]),
            "{}",
            "",
        ),
        ("one that needs itself", form(&[calculated("a", "value = (data.a || '') + 'x'")]), "{}", ""),
        ("one that doubles itself", form(&[calculated("a", "value = (data.a || 'x') + (data.a || 'x')")]), "{}", ""),
        ("a loop without end", form(&[calculated("a", "while (true) {}")]), "{}", "too many steps"),
        ("a text without end", form(&[calculated("a", "value = 'a'.repeat(1e9)")]), "{}", "memory"),
        ("the way out", form(&[calculated("a", "value = constructor.constructor('return 1')()")]), "{}", "a "),
        ("what does not exist", form(&[calculated("a", "value = thereIsNoSuchThing()")]), "{}", "thereIsNoSuchThing"),
        ("a script that is none", form(&[calculated("a", "value = (")]), "{}", "a "),
        (
            "others' prototypes",
            form(&[calculated("a", "({}).__proto__.x = 1; data.__proto__.x = 1; value = String(({}).x)")]),
            "{}",
            "",
        ),
        (
            "a pattern that explodes",
            form(&[field("a", r#","validate":{"pattern":"(a+)+$"}"#)]),
            r#"{"a":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab"}"#,
            "",
        ),
        ("a pattern that is none", form(&[field("a", r#","validate":{"pattern":"("}"#)]), r#"{"a":"b"}"#, ""),
        (
            "rows without end",
            form(&[field("g", r#","type":"datagrid","validate":{"minLength":1e12},"components":[]"#)]),
            "{}",
            "",
        ),
    ]
    .into_iter()
    .map(|(name, definition, data, said)| (name.to_owned(), definition, data, said))
    .collect::<Vec<_>>();
    for end in (0..whole.len()).step_by(whole.len() / 20) {
        let cut = whole.get(..end).unwrap_or_default().to_owned();
        cases.push((format!("cut after {end}"), cut, "{}", "no JSON"));
    }
    for wrong in ["7", "null", "\"x\"", "[[[]]]", "{\"a\":{\"b\":[]}}", "true"] {
        for name in ["components", "type", "key", "validate", "conditional", "logic", "defaultValue", "calculateValue"]
        {
            let odd =
                [r#"{"components":[{"type":"textfield","key":"a","input":true,""#, name, "\":", wrong, "}]}"].concat();
            cases.push((format!("{name} is {wrong}"), odd, r#"{"a":{"b":[1]}}"#, ""));
        }
        cases.push((format!("the whole is {wrong}"), wrong.to_owned(), "{}", "components"));
    }
    cases
}

#[test]
fn whatever_a_definition_holds_it_ends_in_time_and_in_little_memory() {
    let mut wrong = Vec::new();
    for (name, definition, data, said) in cases() {
        let (mut time, mut bytes) = (Duration::MAX, usize::MAX);
        // The machine may be busy with something else: the best of three counts.
        for _ in 0..3 {
            MEMORY.reset_peak_usage();
            let (before, start) = (MEMORY.current_usage(), ThreadTime::now());
            let answer = opened(&definition, data);
            time = time.min(start.elapsed());
            bytes = bytes.min(MEMORY.peak_usage().saturating_sub(before));
            if !answer.contains(said) {
                wrong.push(format!("{name}: \"{answer}\" does not say \"{said}\""));
                break;
            }
        }
        if std::env::var("OC_SHOW").is_ok() {
            println!("{time:>12?} {:>6} kB  {name}: {}", bytes / 1024, opened(&definition, data));
        }
        if bytes > BYTES {
            wrong.push(format!("{name}: {bytes} bytes"));
        }
        if time > TIME && !cfg!(debug_assertions) {
            wrong.push(format!("{name}: {time:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
