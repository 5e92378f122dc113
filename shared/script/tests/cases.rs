//! Language cases: what Node answers is what forms get.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use oc_script::native::Native;
use oc_script::{ErrorKind, Program, Runtime, Scope, ScriptError, Value};
use serde_json::{Value as Json, json};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/conformance/scripts")
}

fn cases() -> Vec<Json> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder().join("cases")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
        .iter()
        .flat_map(|file| {
            let text = std::fs::read_to_string(file).unwrap();
            text.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Json>>()
        })
        .collect()
}

fn run(case: &Json) -> Result<Json, ScriptError> {
    let mut code = case["code"].as_str().unwrap().to_owned();
    if case["wait"] == true {
        code = format!("return (async function () {{ {code}\n;return value }})()");
    }
    let world = case["now"].as_f64().map_or_else(Native::default, Native::at);
    let rt = Runtime::new(Box::new(world));
    let scope = Scope::new();
    let result = case["result"].as_str().unwrap_or("value");
    scope.set(result, Value::Undefined);
    for (name, value) in case["context"].as_object().into_iter().flatten() {
        scope.set(name, Value::from_json(&rt, value));
    }
    let returned = rt.run(&Program::parse(&code)?, &scope)?;
    let mut value = if returned.is_undefined() { scope.get(result).unwrap_or_default() } else { returned };
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

/// Numbers by value, so that `1` and `1.0` are the same.
fn normal(json: &Json) -> Json {
    match json {
        Json::Number(number) => json!(number.as_f64()),
        Json::Array(items) => items.iter().map(normal).collect(),
        Json::Object(members) => members.iter().map(|(key, value)| (key.clone(), normal(value))).collect(),
        other => other.clone(),
    }
}

/// The name that Node gives an error of a kind; `Thrown` is whatever the script threw.
fn throws(error: &ScriptError) -> String {
    match error.kind {
        ErrorKind::Thrown => error.message.split(':').next().unwrap_or_default().to_owned(),
        kind => kind.name().to_owned(),
    }
}

#[test]
fn every_case_ends_as_it_does_in_node() {
    let cases = cases();
    assert!(cases.len() >= 600, "only {} cases", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let id = &case["id"];
        match (run(case), case.get("throws")) {
            (Ok(value), None) if normal(&value) == normal(&case["expected"]) => {}
            (Err(error), Some(wanted)) => {
                let found = throws(&error);
                // Text of regular expressions and of URIs is checked by other means than in Node.
                let same = wanted == found.as_str() || wanted == "URIError" && found == "RangeError";
                if !same && !wanted.as_str().unwrap().starts_with('[') {
                    wrong.push(format!("{id}: throws {found}, not {wanted}: {error}"));
                }
            }
            (got, _) => wrong.push(format!("{id}: {got:?} for {}", case["code"])),
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases differ:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn what_the_cases_expect_is_what_node_answers() {
    let node = std::env::var("OC_NODE").unwrap_or_else(|_| "node".into());
    let started = Command::new(&node)
        .arg(folder().join("oracle.mjs"))
        .env("TZ", "Europe/Rome")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut oracle) = started else {
        assert!(
            std::env::var_os("CI").is_none(),
            "continuous integration needs Node as the oracle of the language cases"
        );
        return;
    };
    let cases: Vec<Json> = cases().into_iter().filter(|case| case["library"] != true).collect();
    let lines: String = cases.iter().map(|case| format!("{case}\n")).collect();
    let mut input = oracle.stdin.take().unwrap();
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()).unwrap());
    let output = oracle.wait_with_output().unwrap();
    writer.join().unwrap();
    let answers: BTreeMap<String, Json> = String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str::<Json>(line).unwrap())
        .map(|answer| (answer["id"].to_string(), answer))
        .collect();
    for case in &cases {
        let answer = &answers[&case["id"].to_string()];
        match case.get("throws") {
            Some(wanted) => assert_eq!(&answer["throws"], wanted, "{}", case["code"]),
            None => assert_eq!(normal(&answer["value"]), normal(&case["expected"]), "{}", case["code"]),
        }
    }
}
