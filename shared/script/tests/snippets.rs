//! Scripts and templates of real forms, where the corpus is present (`OC_FORM_CORPUS`, a folder with `snippets.jsonl`): all can
//! be read, and all run where the form has what they ask for.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use oc_script::native::Native;
use oc_script::{ErrorKind, HostObject, Program, Runtime, Scope, ScriptError, Value};
use serde_json::Value as Json;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// What names the scripts found missing: functions of the form's objects, and names that the page gives.
#[derive(Default)]
struct Fitting {
    functions: RefCell<BTreeSet<String>>,
    names: RefCell<BTreeSet<String>>,
    callable: RefCell<BTreeSet<String>>,
}

/// An object of a form that has every member: a text or a list when it is used as one, a function when it is called.
struct Any(Rc<Fitting>);

const TEXT: &str = "12/03/2024";

impl HostObject for Any {
    fn get(&self, rt: &Runtime, key: &str) -> Option<Value> {
        if key == "key" {
            return Some(Value::String("panel".into()));
        }
        if self.0.functions.borrow().contains(key) {
            return Some(function(&self.0, rt));
        }
        if ["toString", "valueOf", "toJSON", "then", "constructor", "hasOwnProperty"].contains(&key) {
            return None;
        }
        let list = rt.array(vec![rt.host(Rc::new(Any(self.0.clone())))]);
        for like in [Value::String(TEXT.into()), list] {
            let found = rt.member(&like, key).unwrap_or_default();
            if found.is_function() {
                return Some(rt.function(move |rt, _, args| rt.call(&found, &like, args)));
            }
        }
        Some(if key == "length" { Value::Number(1.0) } else { rt.host(Rc::new(Any(self.0.clone()))) })
    }

    fn set(&self, _: &Runtime, _: &str, _: Value) -> Result<bool, ScriptError> {
        Ok(true)
    }

    /// All that a form has is the same here: who looks for something finds it.
    fn identity(&self) -> Option<usize> {
        Some(1)
    }

    fn keys(&self) -> Vec<String> {
        vec!["a".into()]
    }
}

fn function(fitting: &Rc<Fitting>, rt: &Runtime) -> Value {
    let fitting = fitting.clone();
    rt.function(move |rt, _, args| {
        // What is called back has to run as well.
        let any = rt.host(Rc::new(Any(fitting.clone())));
        for callback in args.iter().filter(|value| value.is_function()) {
            rt.call(callback, &Value::Undefined, &[any.clone(), any.clone()])?;
        }
        Ok(any)
    })
}

fn run(code: &str, template: bool, fitting: &Rc<Fitting>) -> Result<(), ScriptError> {
    let rt = Runtime::new(Box::new(Native::at(1_742_029_200_000.0)));
    let scope = Scope::new();
    for name in [
        "data",
        "row",
        "instance",
        "self",
        "component",
        "form",
        "submission",
        "utils",
        "options",
        "config",
        "user",
        "item",
    ] {
        scope.set(name, rt.host(Rc::new(Any(fitting.clone()))));
    }
    for name in ["input", "value", "result", "token"] {
        scope.set(name, Value::String(TEXT.into()));
    }
    for name in ["show", "valid", "next", "schema"] {
        scope.set(name, Value::Undefined);
    }
    scope.set("values", rt.array(Vec::new()));
    scope.set("rowIndex", Value::Number(0.0));
    scope.set("t", rt.function(|_, _, args| Ok(args.first().cloned().unwrap_or_default())));
    for name in fitting.names.borrow().iter() {
        let callable = fitting.callable.borrow().contains(name);
        scope.set(name, if callable { function(fitting, &rt) } else { rt.host(Rc::new(Any(fitting.clone()))) });
    }
    if template {
        rt.render(&Program::parse_template(code)?, &scope)?;
    } else {
        rt.run(&Program::parse(code)?, &scope)?;
    }
    rt.run_jobs_or_fail()
}

/// Runs until nothing is missing any more that a form or a page would give.
fn run_fitting(code: &str, template: bool, fitting: &Rc<Fitting>) -> Result<(), ScriptError> {
    let mut result = run(code, template, fitting);
    for _ in 0..20 {
        let Err(error) = &result else { break };
        if let Some(name) = error.message.strip_suffix(" is not defined") {
            fitting.names.borrow_mut().insert(name.to_owned());
        } else if let Some((place, _)) = error.message.split_once(" is not a function") {
            let name = place.rsplit('.').next().unwrap_or(place).to_owned();
            let added = if fitting.names.borrow().contains(&name) && name == place {
                fitting.callable.borrow_mut().insert(name)
            } else {
                fitting.functions.borrow_mut().insert(name)
            };
            if !added {
                break;
            }
        } else {
            break;
        }
        result = run(code, template, fitting);
    }
    result
}

#[test]
fn scripts_of_real_forms_run() {
    let Ok(folder) = std::env::var("OC_FORM_CORPUS") else {
        println!("left out: OC_FORM_CORPUS names no folder with snippets.jsonl");
        return;
    };
    let text = std::fs::read_to_string(std::path::Path::new(&folder).join("snippets.jsonl")).unwrap();
    let (mut read, mut ran, mut all) = (0, 0, 0);
    let (mut wrong, mut thrown, mut given) = (Vec::new(), Vec::new(), BTreeSet::new());
    for line in text.lines() {
        let snippet: Json = serde_json::from_str(line).unwrap();
        let Some(code) = snippet["code"].as_str() else { continue };
        let kind = snippet["prop"].as_str().unwrap_or_default();
        // Rules as data are the engine's.
        if kind.ends_with(".json") || code.trim_start().starts_with('[') && serde_json::from_str::<Json>(code).is_ok() {
            continue;
        }
        let template = kind.starts_with("template") || kind == "data.url";
        all += 1;
        let fitting = Rc::default();
        match run_fitting(code, template, &fitting) {
            Ok(()) => (read, ran) = (read + 1, ran + 1),
            Err(error) if error.kind == ErrorKind::Syntax => wrong.push(format!("{error}\n{code}")),
            Err(error) => {
                read += 1;
                thrown.push(format!("{kind}: {error}\n{code}"));
            }
        }
        given.extend(fitting.names.borrow().iter().cloned());
    }
    println!("{all} snippets, {read} can be read, {ran} run; the page gave {given:?}");
    println!("{}", thrown.join("\n--\n"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n--\n"));
    assert_eq!(ran, all, "{}", thrown.join("\n--\n"));
    for name in ["Array", "Object", "Math", "Date", "JSON", "Intl", "Promise", "Map", "Set", "RegExp", "_", "moment"] {
        assert!(!given.contains(name), "{name} has to be built in");
    }
}
