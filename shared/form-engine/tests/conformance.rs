//! The engine beside the reference implementation: recorded answers of the browser, where the corpus is present
//! (`OC_FORM_CORPUS`, a folder with `forms.jsonl` and `cases.jsonl`), and of this project's own forms always.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it should be")]
use oc_form_engine::surroundings::Native;
use oc_form_engine::{Form, Problem, Value, js, json};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/conformance/forms");

fn lines(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines().filter(|line| !line.is_empty()).map(|line| json::parse(line).unwrap()).collect()
}

#[cfg(feature = "script")]
fn fill_in(form: &Value, data: &Value) -> Form {
    use oc_form_engine::scripting::Interpreter;
    let now = oc_form_engine::date::parse("2025-03-15T10:00:00+01:00").unwrap();
    let scripts = Interpreter::new(Box::new(oc_script::native::Native::at(now)));
    let form = Form::new(form.clone(), Box::new(Native::new(Box::new(scripts), Some(now)))).unwrap();
    if data.is_plain() {
        form.set_submission(&Value::from_entries([("data", data.clone())]));
    }
    form
}

/// What is not as recorded: `data`, `visible`, `errors`.
#[cfg(feature = "script")]
fn unlike(case: &Value, definition: &Value) -> Vec<&'static str> {
    let expected = case.get("expected");
    let form = fill_in(definition, case.get("data"));
    let (visible, _) = form.visibility();
    let recorded: BTreeMap<String, bool> = expected
        .get("visible")
        .as_map()
        .map(|map| map.iter().map(|(key, value)| (key.to_string(), js::truthy(value))).collect())
        .unwrap_or_default();
    // The recording names a component as its definition does, where that has a path of its own.
    let place = |found: &Problem| {
        let own = form.find(&found.path).map(|id| form.node(id).text("path")).filter(|path| !path.is_empty());
        format!("{}|{}", own.as_deref().unwrap_or(&found.key), found.rule)
    };
    let mut errors: Vec<String> = form.problems().iter().map(|found| place(found)).collect();
    let mut wanted: Vec<String> = expected
        .get("errors")
        .items()
        .iter()
        .map(|found| format!("{}|{}", found.get("path").text(), found.get("rule").text()))
        .collect();
    errors.sort();
    wanted.sort();
    let data = json::parse(&json::print(&form.data())).unwrap();
    let mut parts = Vec::new();
    if !js::equal(&data, expected.get("data")) {
        parts.push("data");
    }
    if visible.iter().map(|(key, value)| (key.to_string(), js::truthy(value))).collect::<BTreeMap<_, _>>() != recorded {
        parts.push("visible");
    }
    if errors != wanted {
        parts.push("errors");
    }
    parts
}

#[cfg(feature = "script")]
#[test]
fn own_forms_look_as_in_the_browser() {
    for case in lines(&Path::new(OWN).join("cases.jsonl")) {
        let id = case.get("id").text();
        let parts = unlike(&case, case.get("form"));
        assert!(parts.is_empty(), "{id}: {parts:?}");
    }
}

#[cfg(feature = "script")]
#[test]
fn the_corpus_looks_as_in_the_browser() {
    let Some(corpus) = std::env::var_os("OC_FORM_CORPUS").map(PathBuf::from) else { return };
    let forms: BTreeMap<String, Value> = lines(&corpus.join("forms.jsonl"))
        .into_iter()
        .map(|form| (form.get("name").text().to_string(), form.get("form").clone()))
        .collect();
    let known = std::fs::read_to_string(Path::new(OWN).join("differences.toml")).unwrap();
    let (mut all, mut equal) = (0, 0);
    let mut new = Vec::new();
    for case in lines(&corpus.join("cases.jsonl")) {
        let id = case.get("id").text().to_string();
        let Some(form) = forms.get(case.get("form").text()) else { continue };
        all += 1;
        let parts = unlike(&case, form);
        if parts.is_empty() {
            equal += 1;
        } else if !known.contains(&format!("\"{id}\"")) {
            new.push(format!("{id} {parts:?}"));
        }
    }
    println!("{all} cases, {equal} equal");
    assert!(new.is_empty(), "new differences: {new:#?}");
    assert!(equal * 100 >= all * 97, "{equal} of {all}");
}
