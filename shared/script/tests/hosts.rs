//! Objects of the form: the script works on them, the form keeps them.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use std::cell::RefCell;
use std::rc::Rc;

use oc_script::native::Native;
use oc_script::{ErrorKind, HostObject, Program, Runtime, Scope, ScriptError, Value};

/// A list of the form that counts how often it is asked.
#[derive(Default)]
struct Rows(RefCell<Vec<Value>>);

impl HostObject for Rows {
    fn get(&self, _rt: &Runtime, key: &str) -> Option<Value> {
        self.0.borrow().get(key.parse::<usize>().ok()?).cloned()
    }

    fn set(&self, _rt: &Runtime, key: &str, value: Value) -> Result<bool, ScriptError> {
        let mut rows = self.0.borrow_mut();
        if key == "length" {
            rows.truncate(value.as_number().unwrap_or(0.0) as usize);
            return Ok(true);
        }
        let Ok(at) = key.parse::<usize>() else { return Ok(false) };
        let count = rows.len().max(at + 1);
        rows.resize(count, Value::Undefined);
        rows[at] = value;
        Ok(true)
    }

    fn delete(&self, _rt: &Runtime, _key: &str) -> Result<bool, ScriptError> {
        Ok(true)
    }

    fn keys(&self) -> Vec<String> {
        (0..self.len()).map(|at| at.to_string()).collect()
    }

    fn is_array(&self) -> bool {
        true
    }

    fn len(&self) -> usize {
        self.0.borrow().len()
    }

    fn identity(&self) -> Option<usize> {
        Some(42)
    }
}

fn run(rt: &Runtime, scope: &Scope, code: &str) -> String {
    scope.set("value", Value::Undefined);
    rt.run(&Program::parse(code).unwrap(), scope).unwrap();
    rt.run_jobs_or_fail().unwrap();
    rt.text(&scope.get("value").unwrap()).unwrap()
}

#[test]
fn a_list_of_the_form_is_an_array_for_scripts() {
    let rt = Runtime::new(Box::new(Native::default()));
    let rows = Rc::new(Rows::default());
    let scope = Scope::new();
    scope.set("list", rt.host(rows.clone()));
    scope.set("same", rt.host(rows.clone()));
    assert_eq!(run(&rt, &scope, "list.push(3, 1, 2); list.sort(); value = list.join() + list.length"), "1,2,33");
    assert_eq!(rows.len(), 3);
    assert_eq!(run(&rt, &scope, "value = Array.isArray(list) && list === same && [...list].length"), "3");
    assert_eq!(
        run(&rt, &scope, "value = list.map(x => x * 2).filter(x => x > 2) + _.sum(list) + list.includes(2)"),
        "4,66true"
    );
    assert_eq!(
        run(&rt, &scope, "list.splice(0, 1); list[5] = 9; value = list.indexOf(9) + JSON.stringify(list.slice(0, 2))"),
        "5[2,3]"
    );
    assert_eq!(
        run(&rt, &scope, "value = 0; for (const x of list) value += x || 0; for (const k in list) value += k"),
        "14012345"
    );
}

#[test]
fn a_promise_of_the_form_is_settled_later() {
    let rt = Runtime::new(Box::new(Native::default()));
    let scope = Scope::new();
    let (promise, resolver) = rt.promise();
    scope.set("load", rt.function(move |_, _, _| Ok(promise.clone())));
    scope.set("items", Value::Undefined);
    let code = "async function get() { items = (await load('x')).map(i => i.name) } get()";
    rt.run(&Program::parse(code).unwrap(), &scope).unwrap();
    rt.run_jobs_or_fail().unwrap();
    assert!(scope.get("items").unwrap().is_undefined());
    resolver.resolve(&rt, rt.from_json_text(r#"[{"name": "a"}, {"name": "b"}]"#).unwrap());
    rt.run_jobs_or_fail().unwrap();
    assert_eq!(rt.text(&scope.get("items").unwrap()).unwrap(), "a,b");
}

#[test]
fn names_that_a_script_does_not_mention_need_not_be_given() {
    let code = "let own = 1; const f = () => inner.x[key]; made = 2; return { outer, t: typeof maybe, own, f }";
    let program = Program::parse(code).unwrap();
    for name in ["own", "inner", "key", "made", "outer", "maybe"] {
        assert!(program.mentions(name), "{name}");
    }
    for name in ["x", "t", "data", ""] {
        assert!(!program.mentions(name), "{name}");
    }
}

#[test]
fn what_the_script_uses_of_the_form_is_known_beforehand() {
    let program = Program::parse(
        "if (data.a.b > row['c'] && _.get(data, 'd.e')) { show = data.list.length; data.x = 1 } let y = form",
    )
    .unwrap();
    let uses = program.names();
    let paths = |list: &[Vec<String>]| list.iter().map(|path| path.join(".")).collect::<Vec<_>>().join(" ");
    assert_eq!(paths(&uses.reads), "data.a.b row.c data.d.e _ data.list.length form");
    assert_eq!(paths(&uses.writes), "show data.x");
}

#[test]
fn an_error_says_what_and_where_and_the_next_script_runs() {
    let rt = Runtime::new(Box::new(Native::default()));
    let scope = Scope::new();
    scope.set("data", Value::from_json(&rt, &serde_json::json!({})));
    let error = rt.run(&Program::parse("\n  data.list.forEach(x => x)").unwrap(), &scope).unwrap_err();
    assert_eq!((error.kind, error.line, error.column), (ErrorKind::Type, 2, 12));
    assert_eq!(error.message, "Cannot read properties of undefined (reading 'forEach')");
    let error = rt.run(&Program::parse("[1].map(() => { throw new Error('mine') })").unwrap(), &scope).unwrap_err();
    assert_eq!((error.kind, error.message.as_str(), error.line), (ErrorKind::Thrown, "Error: mine", 1));
    assert_eq!(run(&rt, &scope, "value = 'fine'"), "fine");
}

#[test]
fn a_template_keeps_the_text_and_fills_in_the_rest() {
    let rt = Runtime::new(Box::new(Native::default()));
    let scope = Scope::new();
    scope.set("item", Value::from_json(&rt, &serde_json::json!({"label": "<A>", "n": [1, 2], "none": null})));
    let text = "<b>{{ item.label }}</b>\n{{{ item.label }}}{{ item.none }}{% item.n.forEach(function (n) { %}[{{ n }}]{% }) %}";
    let made = rt.render(&Program::parse_template(text).unwrap(), &scope).unwrap();
    assert_eq!(made, "<b><A></b>\n&lt;A&gt;[1][2]");
}
