//! JSON logic: rules such as `{"==":[{"var":"data.a"},1]}`, and lodash functions under names that begin with `_`.
use crate::date;
use crate::js;
use crate::lodash;
use crate::path;
use crate::value::{Text, Value};

/// Rules nest at most this deep; deeper ones have no value.
const DEPTH: usize = 120;
const DAY: f64 = 86_400_000.0;

/// What a rule may ask.
pub struct Asked<'a> {
    /// Milliseconds since 1970.
    pub now: f64,
    /// The outermost values: `data`, `row`, …
    pub values: &'a Value,
}

/// The value of `rule`; `None` where it asks for an operator that does not exist.
pub fn apply(rule: &Value, asked: &Asked) -> Option<Value> {
    evaluate(rule, asked.values, asked, 0)
}

/// The paths that a rule reads.
pub fn reads(rule: &Value, found: &mut Vec<Text>) {
    match rule {
        Value::Object(map) => {
            for (key, value) in map.iter() {
                if &**key == "var" {
                    let name = if value.is_array() { value.at(0) } else { value };
                    found.push(js::string(name));
                }
                reads(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| reads(item, found)),
        _ => {}
    }
}

/// Truth in JSON logic: an empty array is false.
fn truthy(value: &Value) -> bool {
    match value {
        Value::Array(items) => !items.is_empty(),
        other => js::truthy(other),
    }
}

fn variable(name: &Value, default: Value, scope: &Value) -> Value {
    if name.is_nil() || name.text().is_empty() && name.as_str().is_some() {
        return scope.clone();
    }
    let mut found = scope;
    for part in js::string(name).split('.') {
        if found.is_nil() {
            return default;
        }
        found = if matches!((found, part), (Value::Array(_), "length")) {
            return (found.items().len() as f64).into();
        } else {
            found.get(part)
        };
        if found.is_undefined() {
            return default;
        }
    }
    found.clone()
}

fn evaluate(rule: &Value, scope: &Value, asked: &Asked, depth: usize) -> Option<Value> {
    if depth > DEPTH {
        return None;
    }
    let next = |rule: &Value| evaluate(rule, scope, asked, depth + 1);
    let map = match rule {
        Value::Array(items) => return items.iter().map(next).collect::<Option<Vec<_>>>().map(Value::array),
        Value::Object(map) if map.len() == 1 => map,
        other => return Some(other.clone()),
    };
    let (operator, given) = map.entry(0)?;
    let operands: &[Value] = match given {
        Value::Array(items) => items,
        single => std::slice::from_ref(single),
    };
    let operand = |at: usize| operands.get(at).map_or(Some(Value::Undefined), next);
    match &**operator {
        "if" | "?:" => {
            let mut at = 0;
            while at + 1 < operands.len() {
                if truthy(&operand(at)?) {
                    return operand(at + 1);
                }
                at += 2;
            }
            return if operands.len() == at + 1 { operand(at) } else { Some(Value::Null) };
        }
        "and" | "or" => {
            let mut found = Value::Undefined;
            for at in 0..operands.len() {
                found = operand(at)?;
                if truthy(&found) == (&**operator == "or") {
                    return Some(found);
                }
            }
            return Some(found);
        }
        "filter" | "map" | "all" | "none" | "some" => {
            let (list, rule) = (operand(0)?, operands.get(1).cloned().unwrap_or_default());
            let test = |item: &Value| evaluate(&rule, item, asked, depth + 1);
            let items = list.items();
            return Some(match &**operator {
                "map" => Value::array(items.iter().map(test).collect::<Option<Vec<_>>>()?),
                "filter" => {
                    let mut kept = Vec::new();
                    for item in items {
                        if truthy(&test(item)?) {
                            kept.push(item.clone());
                        }
                    }
                    Value::array(kept)
                }
                name => {
                    let mut hits = 0;
                    for item in items {
                        hits += usize::from(truthy(&test(item)?));
                    }
                    match name {
                        "all" => (!items.is_empty() && hits == items.len()).into(),
                        "none" => (hits == 0).into(),
                        _ => (hits > 0).into(),
                    }
                }
            });
        }
        "reduce" => {
            let (list, rule) = (operand(0)?, operands.get(1).cloned().unwrap_or_default());
            let mut sum = operand(2)?;
            for item in list.items() {
                let inner = Value::from_entries([("current", item.clone()), ("accumulator", sum)]);
                sum = evaluate(&rule, &inner, asked, depth + 1)?;
            }
            return Some(sum);
        }
        _ => {}
    }
    let args = operands.iter().map(next).collect::<Option<Vec<_>>>()?;
    let arg = |at: usize| args.get(at).unwrap_or(&Value::Undefined);
    let (a, b) = (arg(0), arg(1));
    Some(match &**operator {
        "var" => {
            let default = if b.is_undefined() { Value::Null } else { b.clone() };
            variable(a, default, scope)
        }
        "missing" => Value::array(missing(if a.is_array() { a.items() } else { &args }, scope)),
        "missing_some" => {
            let absent = missing(b.items(), scope);
            let enough = (b.items().len() - absent.len()) as f64 >= js::number(a);
            Value::array(if enough { Vec::new() } else { absent })
        }
        "==" => js::loosely_equal(a, b).into(),
        "===" => js::strictly_equal(a, b).into(),
        "!=" => (!js::loosely_equal(a, b)).into(),
        "!==" => (!js::strictly_equal(a, b)).into(),
        ">" => js::less(b, a).into(),
        ">=" => (js::less(b, a) || ordered_equal(a, b)).into(),
        "<" if args.len() > 2 => (js::less(a, b) && js::less(b, arg(2))).into(),
        "<" => js::less(a, b).into(),
        "<=" if args.len() > 2 => {
            let rises = |a: &Value, b: &Value| js::less(a, b) || ordered_equal(a, b);
            (rises(a, b) && rises(b, arg(2))).into()
        }
        "<=" => (js::less(a, b) || ordered_equal(a, b)).into(),
        "!!" => truthy(a).into(),
        "!" => (!truthy(a)).into(),
        "%" => (js::number(a) % js::number(b)).into(),
        "log" => a.clone(),
        "in" => match b {
            Value::String(text) => text.contains(&*js::string(a)).into(),
            other => other.items().iter().any(|item| js::strictly_equal(item, a)).into(),
        },
        "cat" => args.iter().map(js::string).collect::<Vec<_>>().concat().into(),
        "substr" => substring(&js::string(a), b, arg(2)).into(),
        "+" => args.iter().map(js::float_of).sum::<f64>().into(),
        "*" => args.iter().map(js::float_of).product::<f64>().into(),
        "-" if b.is_undefined() => (-js::number(a)).into(),
        "-" => (js::number(a) - js::number(b)).into(),
        "/" => (js::number(a) / js::number(b)).into(),
        "min" => args.iter().map(js::number).fold(f64::INFINITY, f64::min).into(),
        "max" => args.iter().map(js::number).fold(f64::NEG_INFINITY, f64::max).into(),
        "merge" => {
            let flat = args.iter().flat_map(|found| match found {
                Value::Array(items) => items.to_vec(),
                single => vec![single.clone()],
            });
            Value::array(flat.collect())
        }
        "getDate" => date::parse(&js::string(a)).map(date::iso)?.into(),
        "relativeMinDate" => date::iso(asked.now - js::number(a) * DAY).into(),
        "relativeMaxDate" => date::iso(asked.now + js::number(a) * DAY).into(),
        name => return lodash::call(name.strip_prefix('_')?, &args),
    })
}

fn ordered_equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a == b,
        _ => js::number(a) == js::number(b),
    }
}

fn missing(names: &[Value], scope: &Value) -> Vec<Value> {
    let absent = |name: &&Value| {
        let found = path::get(scope, &js::string(name));
        found.is_nil() || matches!(found, Value::String(text) if text.is_empty())
    };
    names.iter().filter(absent).cloned().collect()
}

fn substring(text: &str, from: &Value, count: &Value) -> String {
    let letters: Vec<char> = text.chars().collect();
    let place = |at: f64| {
        let at = if at < 0.0 { letters.len() as f64 + at } else { at };
        at.clamp(0.0, letters.len() as f64) as usize
    };
    let from = place(js::number(from));
    let end = match count.as_number() {
        Some(count) if count < 0.0 => place(count),
        Some(count) => (from + count as usize).min(letters.len()),
        None => letters.len(),
    };
    letters.get(from..end.max(from)).unwrap_or_default().iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{parse, print};

    fn result(rule: &str) -> String {
        let values = parse(r#"{"data":{"a":1,"b":"x","list":[1,2,3],"empty":[]}}"#).unwrap();
        let asked = Asked { now: 0.0, values: &values };
        apply(&parse(rule).unwrap(), &asked).map_or("none".into(), |found| print(&found))
    }

    #[test]
    fn rules_are_answered() {
        for (rule, expected) in [
            (r#"{"==":[{"var":"data.a"},"1"]}"#, "true"),
            (r#"{"===":[{"var":"data.a"},"1"]}"#, "false"),
            (r#"{"if":[{"var":"data.empty"},"full","empty"]}"#, "\"empty\""),
            (r#"{"+":["1.5",{"var":"data.a"}]}"#, "2.5"),
            (r#"{"reduce":[{"var":"data.list"},{"+":[{"var":"current"},{"var":"accumulator"}]},0]}"#, "6"),
            (r#"{"filter":[{"var":"data.list"},{">":[{"var":""},1]}]}"#, "[2,3]"),
            (r#"{"missing":["data.a","data.q"]}"#, "[\"data.q\"]"),
            (r#"{"substr":["abcdef",-3,2]}"#, "\"de\""),
            (r#"{"in":["x",{"var":"data.b"}]}"#, "true"),
            (r#"{"var":["data.none","default"]}"#, "\"default\""),
            (r#"{"<=":[1,{"var":"data.a"},3]}"#, "true"),
            (r#"{"_camelCase":["hello big world"]}"#, "\"helloBigWorld\""),
            (r#"{"relativeMaxDate":[1]}"#, "\"1970-01-02T00:00:00.000Z\""),
            (r#"{"no such thing":[1]}"#, "none"),
        ] {
            assert_eq!(result(rule), expected, "{rule}");
        }
    }

    #[test]
    fn a_rule_nested_without_end_has_no_value() {
        let mut rule = Value::Number(1.0);
        for _ in 0..300 {
            rule = Value::from_entries([("!", rule)]);
        }
        assert!(apply(&rule, &Asked { now: 0.0, values: &Value::Null }).is_none());
    }
}
