//! Values to and from the JSON of the host.

use serde_json::Value as Json;

use crate::object::Kind;
use crate::runtime::Runtime;
use crate::value::Value;

/// How deep a value is followed.
const DEEPEST: usize = 200;

impl Value {
    /// A value with a copy of the tree, its keys in the tree's order.
    pub fn from_json(rt: &Runtime, json: &Json) -> Value {
        match json {
            Json::Null => Value::Null,
            Json::Bool(value) => Value::Bool(*value),
            Json::Number(number) => Value::Number(number.as_f64().unwrap_or(f64::NAN)),
            Json::String(text) => text.as_str().into(),
            Json::Array(items) => rt.array(items.iter().map(|item| Value::from_json(rt, item)).collect()),
            Json::Object(members) => {
                let object = rt.object();
                for (key, value) in members {
                    object.put_named(key.as_str(), Value::from_json(rt, value));
                }
                Value::Object(object)
            }
        }
    }

    /// The tree that `JSON.stringify` would write: dates become text, what it leaves out is left out. None for `undefined`,
    /// functions, and what does not end.
    pub fn to_json(&self, rt: &Runtime) -> Option<Json> {
        to_json(rt, self, 0)
    }
}

fn to_json(rt: &Runtime, value: &Value, depth: usize) -> Option<Json> {
    if depth > DEEPEST {
        return None;
    }
    let object = match value {
        Value::Undefined | Value::Hole => return None,
        Value::Null => return Some(Json::Null),
        Value::Bool(value) => return Some(Json::Bool(*value)),
        Value::Number(number) => return Some(from_number(*number)),
        Value::String(text) => return Some(Json::String(text.to_text().into_owned())),
        Value::Object(object) => object,
    };
    if let Kind::Boxed(inner) = &object.0.kind {
        return to_json(rt, inner, depth);
    }
    if object.is_function() {
        return None;
    }
    let method = rt.named(value, "toJSON").ok()?;
    if method.is_function() {
        let made = rt.call_value(&method, value, &[]).ok()?;
        return if matches!(made, Value::Object(_)) && depth > 0 { None } else { to_json(rt, &made, depth + 1) };
    }
    if object.is_array() {
        let items = rt.items(value).ok()?;
        return Some(Json::Array(
            items.iter().map(|item| to_json(rt, item, depth + 1).unwrap_or(Json::Null)).collect(),
        ));
    }
    let mut members = serde_json::Map::new();
    for key in rt.own_keys(object, false) {
        let inner = rt.get(value, &key).ok()?;
        if let Some(inner) = to_json(rt, &inner, depth + 1) {
            members.insert(key.to_text().into_owned(), inner);
        }
    }
    Some(Json::Object(members))
}

fn from_number(number: f64) -> Json {
    if number.trunc() == number && number.abs() < 9e15 {
        return Json::Number((number as i64).into());
    }
    serde_json::Number::from_f64(number).map_or(Json::Null, Json::Number)
}
