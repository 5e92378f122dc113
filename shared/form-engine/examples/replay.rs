//! `cargo run --release -p oc-form-engine --example replay`: reads recorded calls of `@formio/core` as JSON lines
//! `{suite, test, fn, kind, input, output}`, makes the same call here and prints `{equal, test, fn, output?, expected?}` for each,
//! at the end `{calls, equal, unplayable}`. Calls whose answer depends on a server that was not recorded are unplayable.
use oc_form_engine::process::{Process, Processed, Step};
use oc_form_engine::surroundings::Native;
use oc_form_engine::{Value, js, json};
use std::io::{BufRead, BufWriter, Write};

#[path = "shared/mod.rs"]
mod shared;

fn problem(problem: &oc_form_engine::Problem) -> Value {
    let mut out = Value::from_entries([
        ("key", Value::String(problem.message.clone())),
        ("rule", Value::String(problem.rule.clone())),
        ("path", Value::String(problem.path.clone())),
        ("field", problem.params.get("field").clone()),
    ]);
    if !problem.setting.is_undefined() {
        out.put("setting", problem.setting.clone());
    }
    out
}

fn answer(done: &Processed, rule: Option<&str>) -> Value {
    let problems: Vec<Value> = done.problems.iter().map(problem).collect();
    let calculated = done.calculated.iter().map(|(path, value)| {
        Value::from_entries([("path", Value::String(path.clone())), ("value", value.clone())])
    });
    let mut out = Value::from_entries([("data", done.data.clone())]);
    match rule {
        Some(_) => {
            out.put("result", problems.first().cloned().unwrap_or(Value::Null));
            out.put("errors", Value::array(Vec::new()));
        }
        None => out.put("errors", Value::array(problems)),
    }
    out.put("hidden", Value::array(done.hidden.iter().cloned().map(Value::String).collect()));
    out.put("calculated", Value::array(calculated.collect()));
    out
}

fn play(call: &Value) -> Option<Value> {
    let input = call.get("input");
    let server = js::truthy(input.get("config").get("server"));
    let steps = input.get("processors");
    let name = call.get("fn").text();
    let all = steps.items().len() == 11;
    let env = || Box::new(Native::new(shared::scripts(), shared::clock()));
    let mut data = input.get("data").clone();
    if steps.is_array() && !matches!(name, "validateProcess" | "normalizeProcessSync") && call.get("kind").text() == "process" {
        if steps.items().iter().any(|step| step.text() == "dereference") && !all && steps.items().len() == 1 {
            return None;
        }
        let form = match input.get("form") {
            Value::Object(_) => {
                let mut form = input.get("form").clone();
                form.put("components", input.get("components").clone());
                form
            }
            _ => Value::from_entries([("components", input.get("components").clone())]),
        };
        let steps = steps.items().iter().filter_map(|step| Step::named(step.text(), all)).collect();
        return Some(answer(&Process::new(form, data, env(), steps, server).run(), None));
    }
    let component = input.get("component").clone();
    let path = input.get("path").text();
    if !input.get("value").is_undefined() {
        oc_form_engine::path::set(&mut data, path, input.get("value").clone());
    }
    let form = Value::from_entries([("components", Value::array(vec![component.clone()]))]);
    match name {
        "validateUrlSelectValue" if js::truthy(component.get("validate").get("select")) => None,
        "validateProcess" if steps.is_array() => {
            Some(answer(&Process::new(form, data, env(), vec![Step::Validate], server).run_one(path), None))
        }
        "validateProcess" => Some(answer(&Process::new(form, data, env(), Vec::new(), server).check_one(path, None), None)),
        "normalizeProcessSync" => {
            Some(answer(&Process::new(form, data, env(), vec![Step::Normalize], server).run_one(path), None))
        }
        "clearHiddenProcessSync" => {
            Some(answer(&Process::new(form, data, env(), vec![Step::ClearHidden], server).run_one(path), None))
        }
        "conditionProcessSync" => {
            Some(answer(&Process::new(form, data, env(), vec![Step::Conditions], server).run_one(path), None))
        }
        "filterProcessSync" => {
            Some(answer(&Process::new(form, data, env(), Vec::new(), server).run_one(path), None))
        }
        rule => {
            let rule = rule.strip_suffix("Sync").unwrap_or(rule);
            Some(answer(&Process::new(form, data, env(), Vec::new(), server).check_one(path, Some(rule)), Some(rule)))
        }
    }
}

fn same(call: &Value, found: &Value) -> bool {
    let expected = call.get("output");
    let errors = |value: &Value| {
        let mut errors: Vec<String> = value.get("errors").items().iter().map(|error| brief(error, expected)).collect();
        errors.sort();
        errors
    };
    ["data", "hidden", "calculated"].iter().all(|part| js::equal(&shared::whole(expected.get(part)), &shared::whole(found.get(part))))
        && errors(expected) == errors(found)
        && brief(expected.get("result"), expected) == brief(found.get("result"), expected)
}

fn brief(error: &Value, _: &Value) -> String {
    ["key", "rule", "path", "field"].iter().map(|part| js::string(error.get(part)).to_string()).collect::<Vec<_>>().join("|")
}

fn main() -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut calls, mut equal, mut unplayable) = (0.0, 0.0, 0.0);
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let Ok(call) = json::parse(&line) else {
            writeln!(out, "{}", json::print(&Value::from_entries([("error", "no JSON".into())])))?;
            continue;
        };
        calls += 1.0;
        let found = play(&call);
        let fits = found.as_ref().is_some_and(|found| same(&call, found));
        equal += f64::from(u8::from(fits));
        unplayable += f64::from(u8::from(found.is_none()));
        let mut line = Value::from_entries([
            ("equal", fits.into()),
            ("suite", call.get("suite").clone()),
            ("test", call.get("test").clone()),
            ("fn", call.get("fn").clone()),
        ]);
        if !fits {
            line.put("found", found.unwrap_or(Value::Null));
            line.put("expected", call.get("output").clone());
        }
        writeln!(out, "{}", json::print(&line))?;
    }
    let sum = Value::from_entries([("calls", calls.into()), ("equal", equal.into()), ("unplayable", unplayable.into())]);
    writeln!(out, "{}", json::print(&sum))?;
    out.flush()
}
