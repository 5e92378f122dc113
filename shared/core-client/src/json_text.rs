//! JSON as text: read by the browser's own parser where there is one, which saves every page the weight of another.

use crate::json::{Json, Members};
use crate::json_value::whole;
use oc_i18n::decimal;

/// Why a text could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadJson {
    /// It breaks off: something opened is never closed.
    CutShort,
    /// It is something else.
    NotJson,
}

/// Reads a JSON text.
///
/// # Errors
/// [`BadJson`]; nothing of the text is used then.
pub fn parse_json(text: &str) -> Result<Json, BadJson> {
    read(text).ok_or_else(|| if unfinished(text) { BadJson::CutShort } else { BadJson::NotJson })
}

/// Whether this is a page: both branches are compiled and linted everywhere, and each build keeps its own.
const IN_BROWSER: bool = cfg!(target_family = "wasm");

fn read(text: &str) -> Option<Json> {
    if IN_BROWSER { from_js(&js_sys::JSON::parse(text).ok()?, 0) } else { serde_json::from_str(text).ok() }
}

/// Deeper nesting than any answer has; it would only exhaust the stack.
const MAX_DEPTH: u32 = 128;

fn from_js(value: &wasm_bindgen::JsValue, depth: u32) -> Option<Json> {
    use wasm_bindgen::JsCast;
    if depth > MAX_DEPTH {
        return None;
    }
    if let Some(text) = value.as_string() {
        return Some(Json::String(text));
    }
    if let Some(number) = value.as_f64() {
        // A number beyond range is not one: as in the other reader, the text is refused.
        return number.is_finite().then_some(Json::Number(number));
    }
    if let Some(flag) = value.as_bool() {
        return Some(Json::Bool(flag));
    }
    if value.is_null() {
        return Some(Json::Null);
    }
    if let Some(list) = value.dyn_ref::<js_sys::Array>() {
        return list.iter().map(|item| from_js(&item, depth + 1)).collect::<Option<Vec<_>>>().map(Json::Array);
    }
    let mut map = Members::new();
    for entry in js_sys::Object::entries(value.dyn_ref()?).iter() {
        let entry = js_sys::Array::from(&entry);
        map.insert(&entry.get(0).as_string()?, from_js(&entry.get(1), depth + 1)?);
    }
    Some(Json::Object(map))
}

/// Whether a text stops inside a string or with brackets still open.
fn unfinished(text: &str) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_i64, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => depth += 1,
            b'}' | b']' if !in_string => depth -= 1,
            _ => {}
        }
    }
    in_string || depth > 0
}

/// Writes a value as compact JSON text.
pub fn write_json(value: &Json) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Json, out: &mut String) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Bool(true) => out.push_str("true"),
        Json::Bool(false) => out.push_str("false"),
        Json::Number(number) => out.push_str(&number_text(*number)),
        Json::String(text) => quote(text, out),
        Json::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Json::Object(map) => {
            out.push('{');
            for (index, (key, item)) in map.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                quote(key, out);
                out.push(':');
                write(item, out);
            }
            out.push('}');
        }
    }
}

/// Writes a text as a JSON string.
pub(crate) fn quote(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if c < ' ' => {
                out.push_str("\\u00");
                for digit in [c as u32 >> 4, c as u32 & 15] {
                    out.push(char::from_digit(digit, 16).unwrap_or('0'));
                }
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

/// A number as JSON writes it.
pub(crate) fn number_text(number: f64) -> String {
    whole(number).map_or_else(|| float_text(number), decimal)
}

fn float_text(number: f64) -> String {
    if IN_BROWSER {
        js_sys::JSON::stringify(&number.into()).map(String::from).unwrap_or_else(|_| "0".to_owned())
    } else {
        number.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            (-9_007_199_254_740_991..9_007_199_254_740_991_i64).prop_map(Json::from),
            (-1_000_000..1_000_000_i32).prop_map(|n| Json::Number(f64::from(n) + 0.5)),
            ".*".prop_map(Json::from),
        ];
        leaf.prop_recursive(4, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Json::Array),
                prop::collection::btree_map(".*", inner, 0..6).prop_map(|map| Json::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back_the_same(value in any_json()) {
            prop_assert_eq!(parse_json(&write_json(&value)), Ok(value));
        }

        #[test]
        fn every_object_broken_off_is_told_from_nonsense(value in any_json(), at in 0.0..1.0_f64) {
            let text = write_json(&Json::Array(vec![value]));
            let mut cut = (text.len() as f64 * at) as usize;
            while !text.is_char_boundary(cut) { cut -= 1; }
            prop_assume!(cut > 0);
            prop_assert_eq!(parse_json(text.split_at(cut).0), Err(BadJson::CutShort));
        }
    }

    #[test]
    fn nonsense_is_not_taken_for_a_cut_answer() {
        for text in ["nonsense", "{}}", "[1,]", "{'a':1}"] {
            assert_eq!(parse_json(text), Err(BadJson::NotJson), "{text}");
        }
    }
}
