//! What JavaScript does with values where forms depend on it: truth, texts, numbers, equality, and lodash's `isEqual` and `isEmpty`.
use crate::json;
use crate::numbers;
pub use crate::numbers::number_text;
use crate::value::{Text, Value};

/// Whether `if (value)` would be taken.
pub fn truthy(value: &Value) -> bool {
    match value {
        Value::Undefined | Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => **number != 0.0 && !number.is_nan(),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

/// The value as `String(value)` gives it.
pub fn string(value: &Value) -> Text {
    match value {
        Value::Undefined => "undefined".into(),
        Value::Null => "null".into(),
        Value::Bool(true) => "true".into(),
        Value::Bool(false) => "false".into(),
        Value::Number(number) => number_text(**number).into(),
        Value::String(text) => text.clone(),
        Value::Array(items) => joined(items, ",").into(),
        Value::Object(_) => "[object Object]".into(),
    }
}

/// The items as texts with something between them; null and undefined are empty.
pub fn joined(items: &[Value], between: &str) -> String {
    let mut out = String::new();
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            out.push_str(between);
        }
        if !item.is_nil() {
            out.push_str(&string(item));
        }
    }
    out
}

/// White space as JavaScript's `trim` sees it.
pub fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

/// Whether JavaScript counts the character as white space.
pub fn is_blank(found: char) -> bool {
    matches!(found, '\t'..='\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}')
        || matches!(found, '\u{3000}' | '\u{feff}')
}

/// The parts of a text between characters that `between` knows; at least one.
#[inline(never)]
pub fn parts<'a>(text: &'a str, between: &dyn Fn(char) -> bool) -> Vec<&'a str> {
    text.split(between).collect()
}

/// Where `part` is in `text` for the first time, in bytes.
#[inline(never)]
pub fn find(text: &str, part: &str) -> Option<usize> {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    (0..=text.len().checked_sub(part.len())?).find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(part)))
}

/// Whether `part` is in `text`.
#[inline(never)]
pub fn contains(text: &str, part: &str) -> bool {
    find(text, part).is_some()
}

/// What is before and after `part`, where it is in `text` for the first time.
#[inline(never)]
pub fn split_once<'a>(text: &'a str, part: &str) -> Option<(&'a str, &'a str)> {
    let at = find(text, part)?;
    Some((text.get(..at)?, text.get(at + part.len()..)?))
}

/// The text with the first `most` of `from` written as `to`.
pub fn replaced(text: &str, from: &str, to: &str, most: usize) -> String {
    let mut out = String::new();
    let mut rest = text;
    for _ in 0..most {
        let Some((before, after)) = split_once(rest, from).filter(|_| !from.is_empty()) else { break };
        out.push_str(before);
        out.push_str(to);
        rest = after;
    }
    out.push_str(rest);
    out
}

/// The value as `Number(value)` gives it.
pub fn number(value: &Value) -> f64 {
    match value {
        Value::Undefined => f64::NAN,
        Value::Null => 0.0,
        Value::Bool(value) => f64::from(u8::from(*value)),
        Value::Number(number) => **number,
        Value::String(text) => text_number(text),
        other => text_number(&string(other)),
    }
}

/// The text as `Number(text)` reads it.
pub fn text_number(text: &str) -> f64 {
    let text = trim(text);
    if text.is_empty() { 0.0 } else { numbers::read(text) }
}

/// The number at the beginning of the text, as `parseFloat` reads it.
pub fn parse_float(text: &str) -> f64 {
    numbers::float(text)
}

/// The whole number at the beginning of the text, as `parseInt(text, 10)` reads it.
pub fn parse_int(text: &str) -> f64 {
    let text = trim(text);
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = digits.bytes().take_while(u8::is_ascii_digit).count();
    sign * numbers::read(digits.get(..end).unwrap_or_default())
}

/// `parseFloat` of any value.
pub fn float_of(value: &Value) -> f64 {
    match value {
        Value::Number(number) => **number,
        other => parse_float(&string(other)),
    }
}

/// `===`.
pub fn strictly_equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Undefined, Value::Undefined) | (Value::Null, Value::Null) => true,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Number(a), Value::Number(b)) => a == b,
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Array(a), Value::Array(b)) => std::rc::Rc::ptr_eq(a, b),
        (Value::Object(a), Value::Object(b)) => std::rc::Rc::ptr_eq(a, b),
        _ => false,
    }
}

/// `==`.
pub fn loosely_equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        _ if a.is_nil() && b.is_nil() => true,
        _ if a.is_nil() || b.is_nil() => false,
        (Value::String(_), Value::String(_)) | (Value::Bool(_), Value::Bool(_)) => strictly_equal(a, b),
        _ if a.is_object() && b.is_object() => strictly_equal(a, b),
        (Value::String(text), other) | (other, Value::String(text)) if other.is_object() => string(other) == *text,
        _ => number(a) == number(b),
    }
}

/// lodash's `isEqual`: by content, objects in any order of keys.
pub fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || (a.is_nan() && b.is_nan()),
        (Value::Array(a), Value::Array(b)) => {
            std::rc::Rc::ptr_eq(a, b) || (a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| equal(a, b)))
        }
        (Value::Object(a), Value::Object(b)) => {
            std::rc::Rc::ptr_eq(a, b)
                || (a.len() == b.len()
                    && a.iter().all(|(key, value)| b.get(key).is_some_and(|other| equal(value, other))))
        }
        _ => strictly_equal(a, b),
    }
}

/// lodash's `isMatch`: whether `value` has everything that `source` has.
pub fn matches(value: &Value, source: &Value) -> bool {
    match (value, source) {
        (Value::Object(map), Value::Object(wanted)) => {
            wanted.iter().all(|(key, wanted)| map.get(key).is_some_and(|found| matches(found, wanted)))
        }
        (Value::Array(items), Value::Array(wanted)) => {
            wanted.iter().all(|wanted| items.iter().any(|found| matches(found, wanted)))
        }
        _ => equal(value, source),
    }
}

/// lodash's `isEmpty`: numbers and truth values count as empty.
pub fn empty(value: &Value) -> bool {
    match value {
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => true,
    }
}

/// Number of UTF-16 units, JavaScript's `length` of a text.
pub fn length(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// `<` as JavaScript compares: texts as texts, everything else as numbers.
pub fn less(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a < b,
        _ => number(a) < number(b),
    }
}

/// What `JSON.parse` makes of a text, if it is JSON.
pub fn parsed(text: &str) -> Option<Value> {
    json::parse(text).ok()
}

/// `text.trim().split(/\s+/).length`.
pub fn words(text: &str) -> usize {
    parts(trim(text), &is_blank).into_iter().filter(|word| !word.is_empty()).count().max(1)
}

/// The text without blanks around it and with single blanks inside.
pub fn single_spaced(text: &str) -> String {
    let mut out = String::new();
    let mut blanks = 0;
    let mut last = ' ';
    for found in trim(text).chars() {
        if is_blank(found) {
            last = if blanks == 0 { found } else { ' ' };
            blanks += 1;
            continue;
        }
        if blanks > 0 {
            out.push(last);
        }
        blanks = 0;
        out.push(found);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_in_javascript() {
        for (number, text) in [
            (0.1, "0.1"),
            (-0.0, "0"),
            (1e21, "1e+21"),
            (1.5e-7, "1.5e-7"),
            (123_456_789.0, "123456789"),
            (f64::NAN, "NaN"),
            (-f64::INFINITY, "-Infinity"),
        ] {
            assert_eq!(number_text(number), text);
        }
    }

    #[test]
    fn numbers_are_read_as_in_javascript() {
        assert_eq!(text_number(" 12 "), 12.0);
        assert_eq!(text_number(""), 0.0);
        assert!(text_number("12px").is_nan() && text_number("inf").is_nan());
        assert_eq!(parse_float("12.5.7px"), 12.5);
        assert_eq!(parse_float("-1e3x"), -1000.0);
        assert_eq!(parse_float("3e"), 3.0);
        assert!(parse_float("abc").is_nan());
        assert_eq!(parse_int("08/2"), 8.0);
    }

    #[test]
    fn equality_follows_javascript() {
        let (one, text) = (Value::from(1.0), Value::from("1"));
        assert!(loosely_equal(&one, &text) && !strictly_equal(&one, &text));
        assert!(loosely_equal(&Value::Null, &Value::Undefined) && !loosely_equal(&Value::Null, &Value::from(0.0)));
        let (a, b) = (json::parse(r#"{"a":[1],"b":2}"#).unwrap(), json::parse(r#"{"b":2,"a":[1]}"#).unwrap());
        assert!(equal(&a, &b) && !strictly_equal(&a, &b));
        assert!(matches(&a, &json::parse(r#"{"b":2}"#).unwrap()));
    }

    #[test]
    fn blanks_inside_become_single() {
        assert_eq!(single_spaced("  a   b \t c "), "a b c");
        assert_eq!(words(" a  b "), 2);
        assert_eq!(words(""), 1);
    }
}
