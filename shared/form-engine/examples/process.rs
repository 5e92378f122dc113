//! `cargo run --release -p oc-form-engine --example process`: reads JSON lines `{id, form, data, steps, server}` and prints what a
//! server makes of each: `{id, data, hidden, calculated, errors}`. A line that cannot be used gives `{id, error}`.
use oc_form_engine::process::{Process, Step};
use oc_form_engine::surroundings::Native;
use oc_form_engine::{Value, js, json};
use std::io::{BufRead, BufWriter, Write};

#[path = "shared/mod.rs"]
mod shared;

fn answer(line: &str) -> Value {
    let case = match json::parse(line) {
        Ok(case) => case,
        Err(error) => {
            let reason = format!("no JSON at byte {}: {}", error.at, error.reason);
            return Value::from_entries([("id", Value::Null), ("error", reason.into())]);
        }
    };
    let all = case.get("steps").items().iter().any(|step| step.text() == "filter");
    let steps = case.get("steps").items().iter().filter_map(|step| Step::named(step.text(), all)).collect();
    let env = Box::new(Native::new(shared::scripts(), shared::clock()));
    let server = js::truthy(case.get("server"));
    let done = Process::new(case.get("form").clone(), case.get("data").clone(), env, steps, server).run();
    let errors = done.problems.iter().map(|problem| {
        Value::from_entries([
            ("path", Value::String(problem.path.clone())),
            ("rule", Value::String(problem.rule.clone())),
            ("key", Value::String(problem.message.clone())),
            ("message", problem.english().into()),
        ])
    });
    let calculated = done.calculated.iter().map(|(path, _)| Value::String(path.clone()));
    Value::from_entries([
        ("id", case.get("id").clone()),
        ("data", done.data.clone()),
        ("hidden", Value::array(done.hidden.iter().cloned().map(Value::String).collect())),
        ("calculated", Value::array(calculated.collect())),
        ("errors", Value::array(errors.collect())),
    ])
}

fn main() -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        if !line.trim().is_empty() {
            writeln!(out, "{}", json::print(&answer(&line)))?;
            out.flush()?;
        }
    }
    Ok(())
}
