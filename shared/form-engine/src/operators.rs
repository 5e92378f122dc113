//! The comparisons of simple conditions.
use crate::date;
use crate::js;
use crate::value::{Text, Value};
use crate::words::words;

words! {
    enum Operator {
        Equal = "isEqual", NotEqual = "isNotEqual", Includes = "includes", NotIncludes = "notIncludes", Starts = "startsWith",
        Ends = "endsWith", Less = "lessThan", More = "greaterThan", Most = "lessThanOrEqual", Least = "greaterThanOrEqual",
        DateEqual = "isDateEqual", DateNotEqual = "isNotDateEqual", DateLess = "dateLessThan", DateMore = "dateGreaterThan",
        DateMost = "dateLessThanOrEqual", DateLeast = "dateGreaterThanOrEqual",
    }
}

/// Whether `value` compares to `wanted` as `operator` says; `None` for operators that do not exist. Of several values one suffices.
pub fn holds(operator: &str, value: &Value, wanted: &Value) -> Option<bool> {
    let operator = Operator::named(operator)?;
    Some(match value {
        Value::Array(items) => items.iter().any(|item| compares(operator, item, wanted)),
        single => compares(operator, single, wanted),
    })
}

fn compares(operator: Operator, value: &Value, wanted: &Value) -> bool {
    let negated = matches!(operator, Operator::NotEqual | Operator::NotIncludes | Operator::DateNotEqual);
    let found = match operator {
        Operator::Equal | Operator::NotEqual => is_equal(value, wanted),
        Operator::Includes | Operator::NotIncludes => includes(value, wanted),
        Operator::Starts => text(value).starts_with(&*text(wanted)),
        Operator::Ends => text(value).ends_with(&*text(wanted)),
        Operator::Less | Operator::More | Operator::Most | Operator::Least => {
            let (less, more) = (js::less(value, wanted), js::less(wanted, value));
            value.as_number().is_some()
                && match operator {
                    Operator::Less => less,
                    Operator::More => more,
                    Operator::Most => less || js::equal(value, wanted),
                    _ => more || js::equal(value, wanted),
                }
        }
        operator => {
            let (a, b) = (moment(value), moment(wanted));
            js::truthy(value)
                && match operator {
                    Operator::DateLess => a < b,
                    Operator::DateMore => a > b,
                    Operator::DateMost => a <= b,
                    Operator::DateLeast => a >= b,
                    _ => a == b,
                }
        }
    };
    found != negated
}

/// Milliseconds since 1970, NaN where it is no date.
fn moment(value: &Value) -> f64 {
    match value {
        Value::Number(number) => **number,
        other => date::moment(&js::string(other)).unwrap_or(f64::NAN),
    }
}

fn text(value: &Value) -> Text {
    if value.is_nil() { "".into() } else { js::string(value) }
}

fn is_equal(value: &Value, wanted: &Value) -> bool {
    let mut wanted = wanted.clone();
    let comparable = (js::truthy(value) || matches!(value, Value::Bool(false))) && js::truthy(&wanted);
    if comparable
        && value.as_str().is_none()
        && let Value::String(text) = &wanted
        && let Some(parsed) = js::parsed(text)
    {
        wanted = parsed;
    }
    if value.is_object()
        && js::truthy(&wanted)
        && let Value::Bool(found) = value.get(&js::string(&wanted))
    {
        return *found;
    }
    if value.is_object() && wanted.is_object() { js::matches(value, &wanted) } else { js::equal(&wanted, value) }
}

fn includes(value: &Value, wanted: &Value) -> bool {
    match value {
        Value::String(text) => js::contains(text, &js::string(wanted)),
        Value::Object(map) => map.iter().any(|(_, item)| js::strictly_equal(item, wanted)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn comparisons_hold_as_the_form_builder_says() {
        for (operator, value, wanted, expected) in [
            ("isEqual", "true", "\"true\"", true),
            ("isEqual", "12", "\"12\"", true),
            ("isEqual", "\"12\"", "12", false),
            ("isEqual", r#"{"a":true,"b":false}"#, "\"a\"", true),
            ("isEqual", r#"{"a":1,"b":2}"#, r#"{"a":1}"#, true),
            ("isNotEqual", "[\"a\",\"b\"]", "\"a\"", true),
            ("includes", "\"abc\"", "\"bc\"", true),
            ("includes", "[\"abc\",\"x\"]", "\"bc\"", true),
            ("startsWith", "\"abc\"", "\"ab\"", true),
            ("lessThan", "\"1\"", "2", false),
            ("lessThanOrEqual", "2", "2", true),
            ("greaterThan", "3", "\"2\"", true),
            ("dateLessThan", "\"2024-01-01\"", "\"2024-01-02T00:00:00+01:00\"", true),
            ("isNotDateEqual", "\"\"", "\"2024-01-02\"", true),
        ] {
            let result = holds(operator, &parse(value).unwrap(), &parse(wanted).unwrap());
            assert_eq!(result, Some(expected), "{value} {operator} {wanted}");
        }
        assert_eq!(holds("unheard of", &Value::Null, &Value::Null), None);
    }
}
