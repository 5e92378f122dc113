//! `cargo run --release -p oc-form-engine --example evaluate`: reads JSON lines `{id, form, data}` and prints for each what a
//! citizen would see: `{id, data, visible, disabled, errors, warnings, pages?}`. `form` is a definition, `data` the values of a
//! submission or null. A line that cannot be used gives `{id, error}` and the run goes on.
//!
//! The clock stands at 2025-03-15T10:00+01:00 unless `OC_CLOCK` says otherwise (ISO 8601, or `now` for the real one).
use oc_form_engine::surroundings::Native;
use oc_form_engine::{Form, Value, json};
use std::io::{BufRead, BufWriter, Write};

#[path = "shared/mod.rs"]
mod shared;

fn evaluate(line: &str) -> Result<Value, (Value, String)> {
    let case =
        json::parse(line).map_err(|error| (Value::Null, format!("no JSON at byte {}: {}", error.at, error.reason)))?;
    let id = case.get("id").clone();
    let surroundings = Native::new(shared::scripts(), shared::clock());
    let form =
        Form::new(case.get("form").clone(), Box::new(surroundings)).map_err(|error| (id.clone(), error.to_string()))?;
    if case.get("data").is_plain() {
        form.set_submission(&Value::from_entries([("data", case.get("data").clone())]));
    }
    let (visible, disabled) = form.visibility();
    let errors = form.problems().into_iter().map(|problem| {
        let node = form.find(&problem.path).map(|id| form.node(id));
        let path = node.map(|node| node.text("path")).filter(|path| !path.is_empty()).unwrap_or(problem.key.clone());
        Value::from_entries([
            ("path", Value::String(path)),
            ("rule", Value::String(problem.rule.clone())),
            ("message", oc_form_engine::text::unescape(&problem.english()).into()),
        ])
    });
    let mut out = Value::from_entries([
        ("id", id),
        ("data", form.data()),
        ("visible", Value::Object(visible.into())),
        ("disabled", Value::array(disabled.into_iter().map(Value::String).collect())),
        ("errors", Value::array(errors.collect())),
        ("warnings", Value::array(form.warnings().into_iter().map(Value::String).collect())),
    ]);
    if let Some(pages) = form.pages() {
        out.put("pages", Value::array(pages.iter().map(|page| Value::String(page.key.clone())).collect()));
    }
    Ok(out)
}

fn main() -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let answer =
            evaluate(&line).unwrap_or_else(|(id, error)| Value::from_entries([("id", id), ("error", error.into())]));
        writeln!(out, "{}", json::print(&answer))?;
    }
    out.flush()
}
