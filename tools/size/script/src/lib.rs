//! The interpreter of form scripts alone in a page, with everything that a widget asks of it: what `./oc size` weighs.

use oc_script::{
    Environment, ErrorKind, Group, HostObject, Numbers, Program, Regex, Runtime, Scope, ScriptError, Str, Value,
};
use std::rc::Rc;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// The page's own `RegExp`; `new` throws on what is none.
    type RegExp;
    #[wasm_bindgen(constructor, catch)]
    fn new(pattern: &str, flags: &str) -> Result<RegExp, JsValue>;
    #[wasm_bindgen(method)]
    fn exec(this: &RegExp, text: &str) -> Option<Match>;
    #[wasm_bindgen(method, setter, js_name = lastIndex)]
    fn set_last_index(this: &RegExp, at: u32);

    /// What it found, and where its groups are: `[[from, to], undefined, …]`.
    type Match;
    #[wasm_bindgen(method, getter)]
    fn indices(this: &Match) -> Places;
    type Places;
    #[wasm_bindgen(method, getter)]
    fn length(this: &Places) -> u32;
    #[wasm_bindgen(method, indexing_getter)]
    fn group(this: &Places, at: u32) -> Option<Pair>;
    type Pair;
    #[wasm_bindgen(method, indexing_getter)]
    fn place(this: &Pair, at: u32) -> u32;

    #[wasm_bindgen(js_namespace = Date)]
    fn now() -> f64;
    #[wasm_bindgen(js_namespace = Date, js_name = parse)]
    fn parse_date(text: &str) -> f64;
    #[wasm_bindgen(js_namespace = Math)]
    fn random() -> f64;

    #[wasm_bindgen(js_namespace = ["Number", "prototype", "toString"], js_name = call)]
    fn in_radix(number: f64, radix: Option<i32>) -> String;
    #[wasm_bindgen(js_namespace = ["Number", "prototype", "toFixed"], js_name = call)]
    fn fixed(number: f64, digits: Option<i32>) -> String;
    #[wasm_bindgen(js_namespace = ["Number", "prototype", "toPrecision"], js_name = call)]
    fn precise(number: f64, digits: Option<i32>) -> String;
    #[wasm_bindgen(js_namespace = ["Number", "prototype", "toExponential"], js_name = call)]
    fn exponential(number: f64, digits: Option<i32>) -> String;
    #[wasm_bindgen(js_name = parseInt)]
    fn integer(text: &str, radix: i32) -> f64;
    #[wasm_bindgen(js_name = parseFloat)]
    fn float(text: &str) -> f64;
    #[wasm_bindgen(js_name = Number)]
    fn whole(text: &str) -> f64;
}

/// A page as scripts know it.
pub struct Page;

impl Environment for Page {
    fn now_ms(&self) -> f64 {
        now()
    }

    fn random(&self) -> f64 {
        random()
    }

    fn parse_date(&self, text: &str) -> f64 {
        parse_date(text)
    }

    fn numbers(&self) -> Numbers {
        Numbers { write, read }
    }

    fn regex(&self, pattern: &str, flags: &str) -> Result<Rc<dyn Regex>, ScriptError> {
        // `d`: where the groups are; `g` or `y`: begin where it is told.
        let mut own = String::from(if flags.contains('y') { "d" } else { "dg" });
        own.extend(flags.chars().filter(|flag| !"dg".contains(*flag)));
        match RegExp::new(pattern, &own) {
            Ok(regex) => Ok(Rc::new(PageRegex(regex))),
            Err(_) => Err(ScriptError::new(ErrorKind::Syntax, "Invalid regular expression")),
        }
    }
}

fn write(number: f64, name: &str, digits: i32) -> String {
    let digits = (digits >= 0).then_some(digits);
    match name {
        "toFixed" => fixed(number, digits),
        "toPrecision" => precise(number, digits),
        "toExponential" => exponential(number, digits),
        _ => in_radix(number, digits),
    }
}

fn read(name: &str, text: &str, radix: i32) -> f64 {
    match name {
        "parseInt" => integer(text, radix),
        "parseFloat" => float(text),
        _ => whole(text),
    }
}

struct PageRegex(RegExp);

impl Regex for PageRegex {
    fn exec(&self, text: &Str, start: usize) -> Result<Option<Vec<Group>>, ScriptError> {
        self.0.set_last_index(start as u32);
        let Some(found) = self.0.exec(&text.to_text()) else { return Ok(None) };
        let places = found.indices();
        let group = |at| places.group(at).map(|pair| (pair.place(0) as usize, pair.place(1) as usize));
        Ok(Some((0..places.length()).map(group).collect()))
    }
}

/// Something of the form that scripts see.
struct Held(Vec<(String, Value)>);

impl HostObject for Held {
    fn get(&self, _: &Runtime, key: &str) -> Option<Value> {
        self.0.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone())
    }

    fn set(&self, _: &Runtime, _: &str, _: Value) -> Result<bool, ScriptError> {
        Ok(false)
    }

    fn keys(&self) -> Vec<String> {
        self.0.iter().map(|(name, _)| name.clone()).collect()
    }
}

/// Runs `script` on the values `data` (JSON), fills in `template`, and tells what came of both and what they read.
#[wasm_bindgen]
pub fn run(script: &str, template: &str, data: &str) -> Result<String, JsValue> {
    evaluate(script, template, data).map_err(|error| JsValue::from_str(&error.message))
}

fn evaluate(script: &str, template: &str, data: &str) -> Result<String, ScriptError> {
    let rt = Runtime::new(Box::new(Page));
    let program = Program::parse(script)?;
    let template = Program::parse_template(template)?;
    let scope = Scope::new();
    let data = rt.from_json_text(data)?;
    scope.set("row", rt.host(Rc::new(Held(vec![("data".into(), data.clone())]))));
    scope.set("data", data.clone());
    scope.set("t", rt.function(|_, _, args| Ok(args.first().cloned().unwrap_or_default())));
    let (promise, resolver) = rt.promise();
    rt.set_global("answer", promise);
    let result = rt.run(&program, &scope)?;
    resolver.resolve(&rt, Value::Undefined);
    rt.run_jobs_or_fail()?;
    let called = rt.call(&result, &Value::Undefined, &[rt.array(rt.list(&data))])?;
    rt.set_member(&data, "called", called)?;
    let mut said = rt.to_json_text(&data)?.unwrap_or_default();
    said.push_str(&rt.render(&template, &scope.over())?);
    for name in program.names().reads.iter().flatten().chain(&rt.keys(&data)) {
        said.push_str(name);
    }
    Ok(said)
}
