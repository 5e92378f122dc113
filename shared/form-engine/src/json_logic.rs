//! JSON logic: rules such as `{"==":[{"var":"data.a"},1]}`. Operators that begin with `_` are lodash functions: the scripts have
//! lodash, so they answer those.
use crate::core::{Core, FORM};
use crate::date;
use crate::js;
use crate::path;
use crate::script::Given;
use crate::value::{Text, Value, object};
use crate::words::words;

/// Rules nest at most this deep; deeper ones have no value.
const DEPTH: usize = 120;
const DAY: f64 = 86_400_000.0;

words! {
    enum Operator {
        If = "if ?:", And = "and", Or = "or", Filter = "filter", Map = "map", All = "all", None = "none", Some = "some",
        Reduce = "reduce", Var = "var", Missing = "missing", MissingSome = "missing_some", Equal = "==", Same = "===",
        Unequal = "!=", Other = "!==", More = ">", Least = ">=", Less = "<", Most = "<=", Truth = "!!", Not = "!",
        Rest = "%", Log = "log", In = "in", Cat = "cat", Part = "substr", Plus = "+", Times = "*", Minus = "-", By = "/",
        Min = "min", Max = "max", Merge = "merge", Date = "getDate", Before = "relativeMinDate", After = "relativeMaxDate",
    }
}

/// What a rule may ask.
pub struct Asked<'a> {
    /// The clock, and lodash.
    pub core: &'a Core,
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
    if name.is_nil() || matches!(name, Value::String(text) if text.is_empty()) {
        return scope.clone();
    }
    let mut found = scope;
    for part in js::parts(&js::string(name), &|found| found == '.') {
        if found.is_array() && part == "length" {
            return (found.items().len() as f64).into();
        }
        found = found.get(part);
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
    let map = match rule {
        Value::Array(items) => return all(items, scope, asked, depth).map(Value::array),
        Value::Object(map) if map.len() == 1 => map,
        other => return Some(other.clone()),
    };
    let (name, given) = map.entry(0)?;
    let operands: &[Value] = match given {
        Value::Array(items) => items,
        single => std::slice::from_ref(single),
    };
    let operator = Operator::named(name);
    if let Some(operator) = operator
        && (operator as u8) <= Operator::Reduce as u8
    {
        return choose(operator, operands, scope, asked, depth);
    }
    let args = all(operands, scope, asked, depth)?;
    match operator {
        Some(operator) => calculate(operator, &args, scope, asked),
        None => asked.core.library(name.strip_prefix('_')?, args),
    }
}

impl Core {
    /// `_.name(…args)` as the scripts answer it; none where they know no such function.
    fn library(&self, name: &str, args: Vec<Value>) -> Option<Value> {
        if !name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        let code = ["result = _.", name, "(...args)"].concat();
        self.evaluate(FORM, &code, "result", &[("args", Given::Value(Value::array(args)))]).ok()
    }
}

fn all(rules: &[Value], scope: &Value, asked: &Asked, depth: usize) -> Option<Vec<Value>> {
    let mut found = Vec::new();
    for rule in rules {
        found.push(evaluate(rule, scope, asked, depth + 1)?);
    }
    Some(found)
}

/// Operators that do not look at all of their operands, or look at one several times.
fn choose(operator: Operator, operands: &[Value], scope: &Value, asked: &Asked, depth: usize) -> Option<Value> {
    let mut found = Value::Undefined;
    match operator {
        Operator::If => {
            let mut rest = operands;
            while let [condition, then, others @ ..] = rest {
                if truthy(&evaluate(condition, scope, asked, depth + 1)?) {
                    return evaluate(then, scope, asked, depth + 1);
                }
                rest = others;
            }
            return rest.first().map_or(Some(Value::Null), |rule| evaluate(rule, scope, asked, depth + 1));
        }
        Operator::And | Operator::Or => {
            for rule in operands {
                found = evaluate(rule, scope, asked, depth + 1)?;
                if truthy(&found) == (operator == Operator::Or) {
                    break;
                }
            }
            return Some(found);
        }
        _ => {}
    }
    let nothing = Value::Undefined;
    let rule = operands.get(1).unwrap_or(&nothing);
    let list = evaluate(operands.first().unwrap_or(&nothing), scope, asked, depth + 1)?;
    if operator == Operator::Reduce {
        found = evaluate(operands.get(2).unwrap_or(&nothing), scope, asked, depth + 1)?;
    }
    let mut kept = Vec::new();
    let mut hits = 0;
    for item in list.items() {
        if operator == Operator::Reduce {
            let inner = object! { "current": item.clone(), "accumulator": found };
            found = evaluate(rule, &inner, asked, depth + 1)?;
            continue;
        }
        let answer = evaluate(rule, item, asked, depth + 1)?;
        let hit = truthy(&answer);
        hits += usize::from(hit);
        if operator == Operator::Map {
            kept.push(answer);
        } else if hit {
            kept.push(item.clone());
        }
    }
    Some(match operator {
        Operator::Reduce => found,
        Operator::Map | Operator::Filter => Value::array(kept),
        Operator::All => (hits > 0 && hits == list.items().len()).into(),
        Operator::None => (hits == 0).into(),
        _ => (hits > 0).into(),
    })
}

fn calculate(operator: Operator, args: &[Value], scope: &Value, asked: &Asked) -> Option<Value> {
    let nothing = Value::Undefined;
    let arg = |at: usize| args.get(at).unwrap_or(&nothing);
    let (a, b, c) = (arg(0), arg(1), arg(2));
    let rises = |a: &Value, b: &Value, equal: bool| js::less(a, b) || (equal && ordered_equal(a, b));
    let truth = match operator {
        Operator::Equal => js::loosely_equal(a, b),
        Operator::Same => js::strictly_equal(a, b),
        Operator::Unequal => !js::loosely_equal(a, b),
        Operator::Other => !js::strictly_equal(a, b),
        Operator::More | Operator::Least => rises(b, a, operator == Operator::Least),
        Operator::Less | Operator::Most => {
            let equal = operator == Operator::Most;
            rises(a, b, equal) && (args.len() < 3 || rises(b, c, equal))
        }
        Operator::Truth => truthy(a),
        Operator::Not => !truthy(a),
        Operator::In => match b {
            Value::String(text) => js::contains(text, &js::string(a)),
            other => other.items().iter().any(|item| js::strictly_equal(item, a)),
        },
        _ => return other(operator, args, scope, asked),
    };
    Some(truth.into())
}

/// Operators whose answer is no truth value.
fn other(operator: Operator, args: &[Value], scope: &Value, asked: &Asked) -> Option<Value> {
    let nothing = Value::Undefined;
    let arg = |at: usize| args.get(at).unwrap_or(&nothing);
    let (a, b) = (arg(0), arg(1));
    let (x, y) = (js::number(a), js::number(b));
    let number = match operator {
        Operator::Rest if y.is_infinite() => x,
        Operator::Rest => x - (x / y).trunc() * y,
        Operator::Minus if b.is_undefined() => -x,
        Operator::Minus => x - y,
        Operator::By => x / y,
        Operator::Plus => args.iter().fold(0.0, |sum, found| sum + js::float_of(found)),
        Operator::Times => args.iter().fold(1.0, |product, found| product * js::float_of(found)),
        Operator::Min => args.iter().fold(f64::INFINITY, |least, found| js::number(found).min(least)),
        Operator::Max => args.iter().fold(f64::NEG_INFINITY, |most, found| js::number(found).max(most)),
        Operator::Var => {
            let default = if b.is_undefined() { Value::Null } else { b.clone() };
            return Some(variable(a, default, scope));
        }
        Operator::Log => return Some(a.clone()),
        Operator::Missing => return Some(Value::array(missing(if a.is_array() { a.items() } else { args }, scope))),
        Operator::MissingSome => {
            let absent = missing(b.items(), scope);
            let enough = (b.items().len() - absent.len()) as f64 >= x;
            return Some(Value::array(if enough { Vec::new() } else { absent }));
        }
        Operator::Merge => {
            let mut flat = Vec::new();
            for found in args {
                match found {
                    Value::Array(items) => flat.extend_from_slice(items),
                    single => flat.push(single.clone()),
                }
            }
            return Some(Value::array(flat));
        }
        operator => {
            let text = match operator {
                Operator::Part => substring(&js::string(a), b, arg(2)),
                Operator::Date => date::iso(date::parse(&js::string(a))?),
                Operator::Before => date::iso(asked.core.env.now() - x * DAY),
                Operator::After => date::iso(asked.core.env.now() + x * DAY),
                _ => args.iter().fold(String::new(), |text, found| text + &js::string(found)),
            };
            return Some(text.into());
        }
    };
    Some(number.into())
}

fn ordered_equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a == b,
        _ => js::number(a) == js::number(b),
    }
}

fn missing(names: &[Value], scope: &Value) -> Vec<Value> {
    let mut absent = Vec::new();
    for name in names {
        let found = path::get(scope, &js::string(name));
        if found.is_nil() || matches!(found, Value::String(text) if text.is_empty()) {
            absent.push(name.clone());
        }
    }
    absent
}

fn substring(text: &str, from: &Value, count: &Value) -> String {
    let length = text.chars().count();
    let place = |at: f64| {
        let at = if at < 0.0 { length as f64 + at } else { at };
        at.clamp(0.0, length as f64) as usize
    };
    let from = place(js::number(from));
    let end = match count.as_number() {
        Some(count) if count < 0.0 => place(count),
        Some(count) => from.saturating_add(count as usize),
        None => length,
    };
    let mut out = String::new();
    for (at, found) in text.chars().enumerate() {
        if at >= from && at < end {
            out.push(found);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{parse, print};
    use crate::surroundings::Native;

    fn result(rule: &str) -> String {
        let values = parse(r#"{"data":{"a":1,"b":"x","list":[1,2,3],"empty":[]}}"#).unwrap();
        let core = Core::new(Value::object(), Box::new(Native::without_scripts(0.0)));
        let asked = Asked { core: &core, values: &values };
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
            (r#"{"_camelCase":["without scripts there is no lodash"]}"#, "none"),
            (r#"{"relativeMaxDate":[1]}"#, "\"1970-01-02T00:00:00.000Z\""),
            (r#"{"no such thing":[1]}"#, "none"),
        ] {
            assert_eq!(result(rule), expected, "{rule}");
        }
    }

    #[test]
    fn a_rule_nested_without_end_has_no_value() {
        let mut rule = Value::from(1.0);
        for _ in 0..300 {
            rule = Value::from_entries([("!", rule)]);
        }
        let core = Core::new(Value::object(), Box::new(Native::without_scripts(0.0)));
        assert!(apply(&rule, &Asked { core: &core, values: &Value::Null }).is_none());
    }
}
