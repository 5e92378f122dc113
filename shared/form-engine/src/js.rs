//! What JavaScript does with values where forms depend on it: truth, texts, numbers, equality, and lodash's `isEqual` and `isEmpty`.
use crate::json;
use crate::value::{Text, Value};

/// Whether `if (value)` would be taken.
pub fn truthy(value: &Value) -> bool {
    match value {
        Value::Undefined | Value::Null => false,
        Value::Bool(value) => *value,
        Value::Number(number) => *number != 0.0 && !number.is_nan(),
        Value::String(text) => !text.is_empty(),
        Value::Array(_) | Value::Object(_) => true,
    }
}

/// A number as `String(number)` writes it.
pub fn number_text(number: f64) -> String {
    if number.is_nan() {
        return "NaN".into();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.into();
    }
    if number == 0.0 {
        return "0".into();
    }
    let size = number.abs();
    if (1e-6..1e21).contains(&size) {
        return number.to_string();
    }
    let written = format!("{number:e}");
    match written.split_once('e') {
        Some((digits, power)) if !power.starts_with('-') => [digits, "e+", power].concat(),
        _ => written,
    }
}

/// The value as `String(value)` gives it.
pub fn string(value: &Value) -> Text {
    match value {
        Value::Undefined => "undefined".into(),
        Value::Null => "null".into(),
        Value::Bool(true) => "true".into(),
        Value::Bool(false) => "false".into(),
        Value::Number(number) => number_text(*number).into(),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let parts: Vec<Text> =
                items.iter().map(|item| if item.is_nil() { Text::from("") } else { string(item) }).collect();
            parts.join(",").into()
        }
        Value::Object(_) => "[object Object]".into(),
    }
}

/// White space as JavaScript's `trim` sees it.
pub fn trim(text: &str) -> &str {
    text.trim_matches(|found: char| found.is_whitespace() || found == '\u{feff}')
}

/// The value as `Number(value)` gives it.
pub fn number(value: &Value) -> f64 {
    match value {
        Value::Undefined => f64::NAN,
        Value::Null => 0.0,
        Value::Bool(value) => f64::from(u8::from(*value)),
        Value::Number(number) => *number,
        Value::String(text) => text_number(text),
        other => text_number(&string(other)),
    }
}

/// The text as `Number(text)` reads it.
pub fn text_number(text: &str) -> f64 {
    let text = trim(text);
    if text.is_empty() {
        return 0.0;
    }
    for (prefix, base) in [("0x", 16), ("0X", 16), ("0b", 2), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(prefix) {
            return u64::from_str_radix(digits, base).map_or(f64::NAN, |value| value as f64);
        }
    }
    match text {
        "Infinity" | "+Infinity" => f64::INFINITY,
        "-Infinity" => f64::NEG_INFINITY,
        _ if text.bytes().any(|byte| !matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E')) => f64::NAN,
        _ => text.parse().unwrap_or(f64::NAN),
    }
}

/// The number at the beginning of the text, as `parseFloat` reads it.
pub fn parse_float(text: &str) -> f64 {
    let text = trim(text);
    for (word, value) in [("Infinity", f64::INFINITY), ("+Infinity", f64::INFINITY), ("-Infinity", f64::NEG_INFINITY)] {
        if text.starts_with(word) {
            return value;
        }
    }
    let mut end = 0;
    let (mut dot, mut power, mut digits) = (false, false, false);
    for (at, byte) in text.bytes().enumerate() {
        let fits = match byte {
            b'0'..=b'9' => {
                digits = true;
                true
            }
            b'+' | b'-' => at == 0 || matches!(text.as_bytes().get(at - 1), Some(b'e' | b'E')),
            b'.' => !dot && !power,
            b'e' | b'E' => digits && !power,
            _ => false,
        };
        if !fits {
            break;
        }
        dot |= byte == b'.';
        power |= matches!(byte, b'e' | b'E');
        end = at + 1;
    }
    let mut found = text.get(..end).unwrap_or_default();
    while !found.is_empty() {
        if let Ok(number) = found.parse() {
            return number;
        }
        let mut shorter = found.chars();
        shorter.next_back();
        found = shorter.as_str();
    }
    f64::NAN
}

/// The whole number at the beginning of the text, as `parseInt(text, 10)` reads it.
pub fn parse_int(text: &str) -> f64 {
    let text = trim(text);
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let end = digits.bytes().take_while(u8::is_ascii_digit).count();
    digits.get(..end).and_then(|found| found.parse::<f64>().ok()).map_or(f64::NAN, |found| sign * found)
}

/// `parseFloat` of any value.
pub fn float_of(value: &Value) -> f64 {
    match value {
        Value::Number(number) => *number,
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
    trim(text).split(char::is_whitespace).filter(|word| !word.is_empty()).count().max(1)
}

/// The text without blanks around it and with single blanks inside.
pub fn single_spaced(text: &str) -> String {
    let mut out = String::new();
    let mut blanks = String::new();
    for found in trim(text).chars() {
        if found.is_whitespace() {
            blanks.push(found);
            continue;
        }
        out.push_str(if blanks.chars().nth(1).is_some() { " " } else { &blanks });
        blanks.clear();
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
        let (one, text) = (Value::Number(1.0), Value::from("1"));
        assert!(loosely_equal(&one, &text) && !strictly_equal(&one, &text));
        assert!(loosely_equal(&Value::Null, &Value::Undefined) && !loosely_equal(&Value::Null, &Value::Number(0.0)));
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
