//! The lodash functions that JSON logic rules call, as far as they need no function as argument.
use crate::js;
use crate::path;
use crate::value::{Text, Value};
use std::rc::Rc;

/// The longest text or list that a rule may make.
const MOST: usize = 100_000;

/// The words of a text, as `_.words` splits it: at everything that is neither letter nor digit, and where case changes.
fn words(text: &str) -> Vec<String> {
    let letters: Vec<char> = text.chars().filter(|found| *found != '\'').collect();
    let mut found: Vec<String> = Vec::new();
    let mut current = String::new();
    for (at, letter) in letters.iter().enumerate() {
        if !letter.is_alphanumeric() {
            found.extend((!current.is_empty()).then(|| std::mem::take(&mut current)));
            continue;
        }
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let after = letters.get(at + 1);
        let breaks = before.is_some_and(|before| {
            (before.is_lowercase() && letter.is_uppercase())
                || (before.is_numeric() != letter.is_numeric() && before.is_alphanumeric())
                || (before.is_uppercase() && letter.is_uppercase() && after.is_some_and(|after| after.is_lowercase()))
        });
        if breaks {
            found.extend((!current.is_empty()).then(|| std::mem::take(&mut current)));
        }
        current.push(*letter);
    }
    found.extend((!current.is_empty()).then_some(current));
    found
}

fn upper_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn joined(text: &str, between: &str, change: &dyn Fn(usize, &str) -> String) -> Value {
    let parts: Vec<String> = words(text).iter().enumerate().map(|(at, word)| change(at, word)).collect();
    parts.join(between).into()
}

fn lower(_: usize, word: &str) -> String {
    word.to_lowercase()
}

fn items(value: &Value) -> Vec<Value> {
    match value {
        Value::Object(map) => map.iter().map(|(_, value)| value.clone()).collect(),
        Value::String(text) => text.chars().map(|letter| letter.to_string().into()).collect(),
        other => other.items().to_vec(),
    }
}

fn by(value: &Value, property: &Value) -> Value {
    if property.is_nil() { value.clone() } else { path::get(value, &js::string(property)).clone() }
}

fn unique(values: Vec<Value>, property: &Value) -> Vec<Value> {
    let mut kept: Vec<Value> = Vec::new();
    for value in values {
        if !kept.iter().any(|known| js::strictly_equal(&by(known, property), &by(&value, property))) {
            kept.push(value);
        }
    }
    kept
}

fn rounded(value: &Value, precision: &Value, round: fn(f64) -> f64) -> Value {
    let places = precision.as_number().unwrap_or(0.0).clamp(-20.0, 20.0);
    let scale = 10f64.powf(places);
    let scaled = js::number(value) * scale;
    let near = (scaled * (1.0 + f64::EPSILON)).round();
    let scaled = if (near - scaled).abs() < 1e-9 { near } else { scaled };
    (round(scaled) / scale).into()
}

/// Rounds halves up, as `Math.round`.
fn half_up(value: f64) -> f64 {
    (value + 0.5).floor()
}

/// Whether an item is what is looked for: a property that is true, a property with a value, or several of them.
fn fits(item: &Value, wanted: &Value) -> bool {
    match wanted {
        Value::Object(_) => js::matches(item, wanted),
        Value::Array(pair) if pair.len() == 2 => js::equal(path::get(item, &js::string(wanted.at(0))), wanted.at(1)),
        Value::Undefined | Value::Null => js::truthy(item),
        name => js::truthy(path::get(item, &js::string(name))),
    }
}

fn padded(text: &str, width: &Value, with: &Value, before: bool, after: bool) -> Value {
    let width = js::number(width).clamp(0.0, MOST as f64) as usize;
    let with = if with.is_undefined() { " ".into() } else { js::string(with) };
    let missing = width.saturating_sub(text.chars().count());
    if missing == 0 || with.is_empty() {
        return text.into();
    }
    let fill = |count: usize| with.chars().cycle().take(count).collect::<String>();
    let left = if before && after {
        missing / 2
    } else if before {
        missing
    } else {
        0
    };
    [fill(left), text.into(), fill(missing - left)].concat().into()
}

fn limits(list: &[Value], from: &Value, to: &Value) -> Vec<Value> {
    let place = |value: &Value, default: usize| match value.as_number() {
        Some(at) if at < 0.0 => (list.len() as f64 + at).max(0.0) as usize,
        Some(at) => (at as usize).min(list.len()),
        None => default,
    };
    let (from, to) = (place(from, 0), place(to, list.len()));
    list.get(from..to.max(from)).unwrap_or_default().to_vec()
}

/// `_.name(…args)`; `None` where there is no such function here.
pub fn call(name: &str, args: &[Value]) -> Option<Value> {
    let arg = |at: usize| args.get(at).unwrap_or(&Value::Undefined);
    let (a, b) = (arg(0), arg(1));
    let text = || if a.is_nil() { Text::from("") } else { js::string(a) };
    let list = || items(a);
    let contains = |list: &[Value], value: &Value| list.iter().any(|item| js::strictly_equal(item, value));
    Some(match name {
        "camelCase" => joined(&text(), "", &|at, word| {
            let word = word.to_lowercase();
            if at == 0 { word } else { upper_first(&word) }
        }),
        "kebabCase" => joined(&text(), "-", &lower),
        "snakeCase" => joined(&text(), "_", &lower),
        "lowerCase" => joined(&text(), " ", &lower),
        "upperCase" => joined(&text(), " ", &|_, word| word.to_uppercase()),
        "startCase" => joined(&text(), " ", &|_, word| upper_first(word)),
        "words" => Value::array(words(&text()).into_iter().map(Value::from).collect()),
        "capitalize" => upper_first(&text().to_lowercase()).into(),
        "upperFirst" => upper_first(&text()).into(),
        "lowerFirst" => {
            let text = text();
            let mut letters = text.chars();
            letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect()).into()
        }
        "toLower" => text().to_lowercase().into(),
        "toUpper" => text().to_uppercase().into(),
        "trim" => js::trim(&text()).into(),
        "trimStart" => text().trim_start().into(),
        "trimEnd" => text().trim_end().into(),
        "startsWith" => text().starts_with(&*js::string(b)).into(),
        "endsWith" => text().ends_with(&*js::string(b)).into(),
        "pad" => padded(&text(), b, arg(2), true, true),
        "padStart" => padded(&text(), b, arg(2), true, false),
        "padEnd" => padded(&text(), b, arg(2), false, true),
        "repeat" => {
            let count = js::number(b).clamp(0.0, (MOST / text().len().max(1)) as f64) as usize;
            text().repeat(count).into()
        }
        "replace" => text().replacen(&*js::string(b), &js::string(arg(2)), 1).into(),
        "split" => Value::array(text().split(&*js::string(b)).map(Value::from).collect()),
        "escape" => crate::text::escape(&text()).into(),
        "parseInt" => js::parse_int(&text()).into(),
        "toString" => text().into(),
        "toNumber" => js::number(a).into(),
        "toInteger" => js::number(a).trunc().into(),
        "add" => (js::number(a) + js::number(b)).into(),
        "subtract" => (js::number(a) - js::number(b)).into(),
        "multiply" => (js::number(a) * js::number(b)).into(),
        "divide" => (js::number(a) / js::number(b)).into(),
        "round" => rounded(a, b, half_up),
        "floor" => rounded(a, b, f64::floor),
        "ceil" => rounded(a, b, f64::ceil),
        "sum" => list().iter().map(js::number).sum::<f64>().into(),
        "sumBy" => list().iter().map(|item| js::number(&by(item, b))).sum::<f64>().into(),
        "mean" | "meanBy" => {
            let list = list();
            (list.iter().map(|item| js::number(&by(item, b))).sum::<f64>() / list.len() as f64).into()
        }
        "max" | "maxBy" => list().into_iter().reduce(|a, c| if js::less(&by(&a, b), &by(&c, b)) { c } else { a })?,
        "min" | "minBy" => list().into_iter().reduce(|a, c| if js::less(&by(&c, b), &by(&a, b)) { c } else { a })?,
        "clamp" => js::number(a).max(js::number(b)).min(js::number(arg(2))).into(),
        "inRange" => {
            let (from, to) =
                if arg(2).is_undefined() { (0.0, js::number(b)) } else { (js::number(b), js::number(arg(2))) };
            let value = js::number(a);
            (value >= from.min(to) && value < from.max(to)).into()
        }
        "size" => (match a {
            Value::String(text) => js::length(text),
            other => items(other).len(),
        } as f64)
            .into(),
        "get" => {
            let found = path::get(a, &js::string(b));
            if found.is_undefined() { arg(2).clone() } else { found.clone() }
        }
        "has" => path::has(a, &js::string(b)).into(),
        "keys" => match a {
            Value::Object(map) => Value::array(map.iter().map(|(key, _)| Value::String(key.clone())).collect()),
            other => Value::array((0..other.items().len()).map(|at| at.to_string().into()).collect()),
        },
        "values" | "toArray" => Value::array(list()),
        "toPairs" | "entries" => match a {
            Value::Object(map) => Value::array(
                map.iter().map(|(key, value)| Value::array(vec![Value::String(key.clone()), value.clone()])).collect(),
            ),
            _ => Value::array(Vec::new()),
        },
        "pick" | "omit" => {
            let names: Vec<Text> = args
                .iter()
                .skip(1)
                .flat_map(|found| match found {
                    Value::Array(names) => names.iter().map(js::string).collect(),
                    single => vec![js::string(single)],
                })
                .collect();
            let map = a.as_map()?;
            let kept = map.iter().filter(|(key, _)| names.contains(key) == (name == "pick"));
            Value::Object(Rc::new(kept.map(|(key, value)| (key.clone(), value.clone())).collect()))
        }
        "map" => Value::array(list().iter().map(|item| by(item, b)).collect()),
        "filter" => Value::array(list().into_iter().filter(|item| fits(item, b)).collect()),
        "reject" => Value::array(list().into_iter().filter(|item| !fits(item, b)).collect()),
        "find" => list().into_iter().find(|item| fits(item, b)).unwrap_or_default(),
        "some" => list().iter().any(|item| fits(item, b)).into(),
        "every" => list().iter().all(|item| fits(item, b)).into(),
        "findIndex" => list().iter().position(|item| fits(item, b)).map_or(-1.0, |at| at as f64).into(),
        "includes" => match a {
            Value::String(text) => text.contains(&*js::string(b)).into(),
            _ => contains(&list(), b).into(),
        },
        "indexOf" => list().iter().position(|item| js::strictly_equal(item, b)).map_or(-1.0, |at| at as f64).into(),
        "first" | "head" => list().first().cloned().unwrap_or_default(),
        "last" => list().last().cloned().unwrap_or_default(),
        "nth" => limits(&list(), b, &Value::Undefined).first().cloned().unwrap_or_default(),
        _ => return more(name, args),
    })
}

/// The rest of the functions: those of lists, and the questions about types.
fn more(name: &str, args: &[Value]) -> Option<Value> {
    let arg = |at: usize| args.get(at).unwrap_or(&Value::Undefined);
    let (a, b) = (arg(0), arg(1));
    let list = || items(a);
    let contains = |list: &[Value], value: &Value| list.iter().any(|item| js::strictly_equal(item, value));
    Some(match name {
        "initial" => Value::array(limits(&list(), &Value::Undefined, &Value::Number(-1.0))),
        "tail" => Value::array(limits(&list(), &Value::Number(1.0), &Value::Undefined)),
        "take" => Value::array(list().into_iter().take(count(b)).collect()),
        "drop" => Value::array(list().into_iter().skip(count(b)).collect()),
        "takeRight" => Value::array(list().split_off(list().len().saturating_sub(count(b)))),
        "dropRight" => Value::array(list().into_iter().take(list().len().saturating_sub(count(b))).collect()),
        "slice" => Value::array(limits(&list(), b, arg(2))),
        "join" => {
            let texts: Vec<Text> =
                list().iter().map(|item| if item.is_nil() { "".into() } else { js::string(item) }).collect();
            texts.join(&if b.is_undefined() { ",".into() } else { js::string(b) }).into()
        }
        "compact" => Value::array(list().into_iter().filter(js::truthy).collect()),
        "flatten" | "concat" => {
            let sources = if name == "concat" { args.to_vec() } else { list() };
            let flat = sources.into_iter().flat_map(|item| match item {
                Value::Array(items) => items.to_vec(),
                single => vec![single],
            });
            Value::array(flat.collect())
        }
        "uniq" => Value::array(unique(list(), &Value::Undefined)),
        "uniqBy" => Value::array(unique(list(), b)),
        "union" => Value::array(unique(args.iter().flat_map(items).collect(), &Value::Undefined)),
        "intersection" => {
            let others: Vec<Vec<Value>> = args.iter().skip(1).map(items).collect();
            let shared = list().into_iter().filter(|item| others.iter().all(|other| contains(other, item)));
            Value::array(unique(shared.collect(), &Value::Undefined))
        }
        "difference" | "without" => {
            let taken = if name == "without" { args.get(1..).unwrap_or_default().to_vec() } else { items(b) };
            Value::array(list().into_iter().filter(|item| !contains(&taken, item)).collect())
        }
        "sortBy" => {
            let mut list = list();
            list.sort_by(|x, y| {
                let (x, y) = (by(x, b), by(y, b));
                if js::less(&x, &y) {
                    std::cmp::Ordering::Less
                } else if js::less(&y, &x) {
                    std::cmp::Ordering::Greater
                } else {
                    std::cmp::Ordering::Equal
                }
            });
            Value::array(list)
        }
        "range" => {
            let (from, to) = if b.is_undefined() { (0.0, js::number(a)) } else { (js::number(a), js::number(b)) };
            let count = (to - from).clamp(0.0, MOST as f64) as usize;
            Value::array((0..count).map(|at| (from + at as f64).into()).collect())
        }
        "castArray" if a.is_array() => a.clone(),
        "castArray" => Value::array(vec![a.clone()]),
        "clone" | "cloneDeep" | "identity" | "constant" => a.clone(),
        "defaultTo" if a.is_nil() || matches!(a, Value::Number(number) if number.is_nan()) => b.clone(),
        "defaultTo" => a.clone(),
        "eq" => js::strictly_equal(a, b).into(),
        "gt" => js::less(b, a).into(),
        "gte" => (!js::less(a, b)).into(),
        "lt" => js::less(a, b).into(),
        "lte" => (!js::less(b, a)).into(),
        "isEqual" => js::equal(a, b).into(),
        "isMatch" => js::matches(a, b).into(),
        "isEmpty" => js::empty(a).into(),
        "isNil" => a.is_nil().into(),
        "isNull" => matches!(a, Value::Null).into(),
        "isUndefined" => a.is_undefined().into(),
        "isString" => a.as_str().is_some().into(),
        "isNumber" => a.as_number().is_some().into(),
        "isBoolean" => matches!(a, Value::Bool(_)).into(),
        "isArray" => a.is_array().into(),
        "isObject" => a.is_object().into(),
        "isPlainObject" => a.is_plain().into(),
        "isNaN" => a.as_number().is_some_and(f64::is_nan).into(),
        "isFinite" => a.as_number().is_some_and(f64::is_finite).into(),
        "isInteger" => a.as_number().is_some_and(|number| number.fract() == 0.0).into(),
        "isDate" | "isFunction" | "isRegExp" | "stubFalse" => false.into(),
        "stubTrue" => true.into(),
        "stubString" => "".into(),
        "stubArray" => Value::array(Vec::new()),
        "stubObject" => Value::object(),
        _ => return None,
    })
}

fn count(value: &Value) -> usize {
    value.as_number().map_or(1, |number| number.max(0.0) as usize)
}
