//! Runs scripts from JSON lines.
//!
//! Each line of standard input is `{"id", "code", "context", "result", "now"}`: `context` holds names and their values,
//! `result` is the name that is read back after the run (as form.io does; a `return` in the code wins), or `template` when
//! the code is a template. `now` stops the clock, in milliseconds since 1970 (also by the variable `OC_CLOCK`). Each line of
//! output is `{"id", "value"}` or `{"id", "error"}`. Promises are waited for.

use std::io::{BufRead, Write};

use oc_script::native::Native;
use oc_script::{Program, Runtime, Scope, ScriptError, Value};
use serde_json::{Map, Value as Json, json};

/// What a form gives to scripts and a line of input may leave out.
const STUBS: &str = include_str!("stubs.js");

fn main() {
    let clock = std::env::var("OC_CLOCK").ok().and_then(|text| text.parse().ok());
    let mut out = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let answer = match line {
            Ok(line) if line.trim().is_empty() => continue,
            Ok(line) => answer(&line, clock),
            Err(error) => json!({ "id": null, "error": error.to_string() }),
        };
        if writeln!(out, "{answer}").is_err() {
            return;
        }
    }
}

fn answer(line: &str, clock: Option<f64>) -> Json {
    let case: Json = match serde_json::from_str(line) {
        Ok(case) => case,
        Err(error) => return json!({ "id": null, "error": format!("not a line of JSON: {error}") }),
    };
    let id = case.get("id").cloned().unwrap_or(Json::Null);
    let Some(code) = case.get("code").and_then(Json::as_str) else {
        return json!({ "id": id, "error": "the line has no code" });
    };
    let empty = Map::new();
    let context = case.get("context").and_then(Json::as_object).unwrap_or(&empty);
    let now = case.get("now").and_then(Json::as_f64).or(clock);
    match run(code, context, case.get("result").and_then(Json::as_str), now) {
        Ok(value) => json!({ "id": id, "value": value }),
        Err(error) => json!({ "id": id, "error": error.to_string() }),
    }
}

fn run(code: &str, context: &Map<String, Json>, result: Option<&str>, now: Option<f64>) -> Result<Json, ScriptError> {
    let template = matches!(result, Some("template" | "html"));
    let program = if template { Program::parse_template(code)? } else { Program::parse(code)? };
    let mut world = Native::default();
    world.now = now;
    let rt = Runtime::new(Box::new(world));
    let stubs = rt.run(&Program::parse(STUBS)?, &Scope::new())?;
    let given = Scope::new();
    for name in [
        "instance",
        "window",
        "document",
        "FormioHelper",
        "form",
        "options",
        "self",
        "component",
        "t",
        "iconClass",
        "getView",
    ] {
        if let Ok(value) = rt.member(&stubs, name) {
            given.set(name, value);
        }
    }
    let scope = given.over();
    if let Some(name) = result {
        scope.set(name, Value::Undefined);
    }
    for (name, value) in context {
        scope.set(name, Value::from_json(&rt, value));
    }
    let returned = rt.run(&program, &scope)?;
    let mut value = match result {
        Some(name) if returned.is_undefined() && !template => {
            rt.run_jobs_or_fail()?;
            scope.get(name).unwrap_or_default()
        }
        _ => returned,
    };
    if rt.is_promise(&value) {
        rt.run_jobs_or_fail()?;
        value = match rt.settled(&value) {
            Some(Ok(value)) => value,
            Some(Err(thrown)) => return Err(rt.error_of(&thrown)),
            None => Value::Undefined,
        };
    }
    Ok(value.to_json(&rt).unwrap_or(Json::Null))
}
