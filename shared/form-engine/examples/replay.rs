//! `cargo run --release -p oc-form-engine --example replay`: reads recorded calls of `@formio/core` as JSON lines
//! `{suite, test, fn, kind, input, output}`, makes the same call here and prints `{equal, test, fn, output?, expected?}` for each,
//! at the end `{calls, equal}`. What other servers answered is not recorded: `shared/answers.json` has it from the tests.
use oc_form_engine::process::{Outside, Process, Processed, Step};
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
    let calculated = done
        .calculated
        .iter()
        .map(|(path, value)| Value::from_entries([("path", Value::String(path.clone())), ("value", value.clone())]));
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

/// What the other servers of a recorded call answered: the recording leaves that out, the tests it was made of tell.
fn outside(call: &Value) -> Outside {
    let test = call.get("test").text();
    let answers = json::parse(include_str!("shared/answers.json")).unwrap_or_default();
    let known = answers.items().iter().find(|answer| test.contains(answer.get("test").text()));
    let known = known.cloned().unwrap_or_default();
    Outside {
        answer: (!known.get("answer").is_undefined()).then(|| known.get("answer").clone()),
        documents: known.get("documents").items().to_vec(),
        building: js::truthy(known.get("building")),
        ..Outside::default()
    }
}

fn play(call: &Value) -> Option<Value> {
    let input = call.get("input");
    let server = js::truthy(input.get("config").get("server"));
    let steps = input.get("processors");
    let name = call.get("fn").text();
    let env = || Box::new(Native::new(shared::scripts(), shared::clock()));
    let data = input.get("data").clone();
    let mut outside = outside(call);
    // What was known to be hidden before a call that looks at no conditions is what it says afterwards.
    let looks = steps.items().iter().any(|step| step.text().to_ascii_lowercase().contains("conditions"));
    if !looks && name != "conditionProcessSync" {
        outside.hidden = call.get("output").get("hidden").items().iter().map(js::string).collect();
    }
    if call.get("kind").text() == "process" {
        let mut form = input.get("form").clone();
        if !form.is_plain() {
            form = Value::object();
        }
        form.put("components", input.get("components").clone());
        let all = steps.items().len() == 11;
        let steps = steps.items().iter().filter_map(|step| Step::named(step.text(), all)).collect();
        return Some(answer(&Process::new(form, data, env(), steps, server).knowing(outside).run(), None));
    }
    let component = input.get("component").clone();
    let path = input.get("path").text();
    if !input.get("value").is_undefined() {
        outside.value = Some(input.get("value").clone());
    }
    let form = Value::from_entries([("components", Value::array(vec![component]))]);
    let process = |steps: Vec<Step>| Process::new(form, data, env(), steps, server).knowing(outside);
    Some(match name {
        "validateProcess" if steps.is_array() => {
            let steps = steps.items().iter().filter_map(|step| Step::named(step.text(), false)).collect();
            answer(&process(steps).run_one(path), None)
        }
        "validateProcess" => answer(&process(Vec::new()).check_one(path, None), None),
        "normalizeProcessSync" => answer(&process(vec![Step::Normalize]).run_one(path), None),
        "clearHiddenProcessSync" => answer(&process(vec![Step::ClearHidden]).run_one(path), None),
        "conditionProcessSync" => answer(&process(vec![Step::Conditions]).run_one(path), None),
        "filterProcessSync" => answer(&process(Vec::new()).run_one(path), None),
        rule => {
            let rule = rule.strip_suffix("Sync").unwrap_or(rule);
            answer(&process(Vec::new()).check_one(path, Some(rule)), Some(rule))
        }
    })
}

fn same(call: &Value, found: &Value) -> bool {
    let expected = call.get("output");
    let errors = |value: &Value| {
        let mut errors: Vec<String> = value.get("errors").items().iter().map(brief).collect();
        errors.sort();
        errors
    };
    ["data", "hidden", "calculated"]
        .iter()
        .all(|part| js::equal(&shared::whole(expected.get(part)), &shared::whole(found.get(part))))
        && errors(expected) == errors(found)
        && brief(expected.get("result")) == brief(found.get("result"))
}

fn brief(error: &Value) -> String {
    ["key", "rule", "path", "field"]
        .iter()
        .map(|part| js::string(error.get(part)).to_string())
        .collect::<Vec<_>>()
        .join("|")
}

fn main() -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut calls, mut equal) = (0.0, 0.0);
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
    let sum = Value::from_entries([("calls", calls.into()), ("equal", equal.into())]);
    writeln!(out, "{}", json::print(&sum))?;
    out.flush()
}
