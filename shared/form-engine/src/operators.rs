//! The comparisons of simple conditions.
use crate::date;
use crate::js;
use crate::value::Value;

/// Whether `value` compares to `wanted` as `operator` says; `None` for operators that do not exist. Of several values one suffices.
pub fn holds(operator: &str, value: &Value, wanted: &Value) -> Option<bool> {
    let test: fn(&Value, &Value) -> bool = match operator {
        "isEqual" => is_equal,
        "isNotEqual" => |value, wanted| !is_equal(value, wanted),
        "includes" => includes,
        "notIncludes" => |value, wanted| !includes(value, wanted),
        "startsWith" => |value, wanted| text(value).starts_with(&*text(wanted)),
        "endsWith" => |value, wanted| text(value).ends_with(&*text(wanted)),
        "lessThan" => |value, wanted| numeric(value) && js::less(value, wanted),
        "greaterThan" => |value, wanted| numeric(value) && js::less(wanted, value),
        "lessThanOrEqual" => |value, wanted| numeric(value) && (js::less(value, wanted) || js::equal(value, wanted)),
        "greaterThanOrEqual" => |value, wanted| numeric(value) && (js::less(wanted, value) || js::equal(value, wanted)),
        "isDateEqual" => |value, wanted| dates(value, wanted, |a, b| a == b),
        "isNotDateEqual" => |value, wanted| !dates(value, wanted, |a, b| a == b),
        "dateLessThan" => |value, wanted| dates(value, wanted, |a, b| a < b),
        "dateGreaterThan" => |value, wanted| dates(value, wanted, |a, b| a > b),
        "dateLessThanOrEqual" => |value, wanted| dates(value, wanted, |a, b| a <= b),
        "dateGreaterThanOrEqual" => |value, wanted| dates(value, wanted, |a, b| a >= b),
        _ => return None,
    };
    Some(match value {
        Value::Array(items) => items.iter().any(|item| test(item, wanted)),
        single => test(single, wanted),
    })
}

fn text(value: &Value) -> crate::value::Text {
    if value.is_nil() { "".into() } else { js::string(value) }
}

fn numeric(value: &Value) -> bool {
    value.as_number().is_some()
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
        Value::String(text) => text.contains(&*js::string(wanted)),
        Value::Object(map) => map.iter().any(|(_, item)| js::strictly_equal(item, wanted)),
        _ => false,
    }
}

fn dates(value: &Value, wanted: &Value, test: fn(f64, f64) -> bool) -> bool {
    if !js::truthy(value) {
        return false;
    }
    let moment = |value: &Value| match value {
        Value::Number(number) => Some(**number),
        other => date::moment(&js::string(other)),
    };
    match (moment(value), moment(wanted)) {
        (Some(a), Some(b)) => test(a, b),
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
