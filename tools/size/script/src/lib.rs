//! The interpreter of form scripts alone in a page, with everything that a widget asks of it: what `./oc size` weighs.

use js_sys::{Array, Date, Function, Math, Reflect, global};
use oc_script::{
    Environment, ErrorKind, Group, HostObject, Numbers, Program, Regex, Runtime, Scope, ScriptError, Str, Value,
};
use std::rc::Rc;
use wasm_bindgen::prelude::{JsCast, JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// The page's own `RegExp`; `new` throws on what is none.
    type RegExp;
    #[wasm_bindgen(constructor, catch)]
    fn new(pattern: &str, flags: &str) -> Result<RegExp, JsValue>;
    #[wasm_bindgen(method)]
    fn exec(this: &RegExp, text: &str) -> JsValue;
    #[wasm_bindgen(method, setter, js_name = lastIndex)]
    fn set_last_index(this: &RegExp, at: u32);
}

/// A page as scripts know it.
pub struct Page;

impl Environment for Page {
    fn now_ms(&self) -> f64 {
        Date::now()
    }

    fn random(&self) -> f64 {
        Math::random()
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

/// `number[name](digits)`.
fn write(number: f64, name: &str, digits: i32) -> String {
    let digits = if digits < 0 { JsValue::UNDEFINED } else { digits.into() };
    called(&number.into(), name, &digits, &JsValue::UNDEFINED).and_then(|text| text.as_string()).unwrap_or_default()
}

/// `name(text, radix)`.
fn read(name: &str, text: &str, radix: i32) -> f64 {
    called(&global(), name, &text.into(), &radix.into()).and_then(|number| number.as_f64()).unwrap_or(f64::NAN)
}

fn called(of: &JsValue, name: &str, first: &JsValue, second: &JsValue) -> Option<JsValue> {
    let function: Function = Reflect::get(of, &name.into()).ok()?.unchecked_into();
    function.call2(of, first, second).ok()
}

struct PageRegex(RegExp);

impl Regex for PageRegex {
    fn exec(&self, text: &Str, start: usize) -> Result<Option<Vec<Group>>, ScriptError> {
        self.0.set_last_index(start as u32);
        let found = self.0.exec(&text.to_text());
        let Ok(places) = Reflect::get(&found, &"indices".into()) else { return Ok(None) };
        let places: Array = places.unchecked_into();
        let group = |place: JsValue| {
            let place: Array = place.dyn_into().ok()?;
            Some((place.get(0).as_f64()? as usize, place.get(1).as_f64()? as usize))
        };
        Ok(Some(places.iter().map(group).collect()))
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
