//! Bringing values into the shape that their component keeps: numbers, choices, days, several values or one.
use crate::core::Core;
use crate::date;
use crate::js;
use crate::json;
use crate::kind::{Kind, Model};
use crate::node::{Flags, Node};
use crate::numbers;
use crate::value::{Text, Value, object};
use crate::words::group;
use std::rc::Rc;

impl Core {
    /// `value` in the shape that the component keeps.
    pub fn normalize(&self, node: &Node, value: Value, flags: Flags) -> Value {
        match node.kind {
            Kind::Number | Kind::Currency => {
                let mut number = |value: &Value| match value {
                    Value::String(text) => {
                        let number = self.parse_number(node, text);
                        if number.is_nan() { self.empty_value(node) } else { number.into() }
                    }
                    other => other.clone(),
                };
                let many = value.is_array() && node.multiple();
                let value = if many { value.each(&mut number) } else { number(&value) };
                self.one_or_many(node, value)
            }
            Kind::TextField | Kind::Password | Kind::Email | Kind::Url | Kind::Phone | Kind::Time
                if self.many_masks(node) =>
            {
                let value = if value.is_array() {
                    value.each(&mut |item| self.masked(node, item.clone(), flags))
                } else {
                    self.masked(node, value, flags)
                };
                self.one_or_many(node, value)
            }
            Kind::TextArea => {
                let json = node.says("as", "json");
                let mut single = |value: &Value| match value {
                    value if value.is_nil() => Value::Undefined,
                    value if json => value.clone(),
                    value => js::string(value).into(),
                };
                if node.multiple() && value.is_array() {
                    return value.each(&mut single);
                }
                self.one_or_many(node, single(&value))
            }
            Kind::Tags => {
                let delimiter = node.text("delimeter");
                let delimiter = if delimiter.is_empty() { "," } else { &delimiter };
                let storeas = node.text("storeas");
                let value = match &value {
                    Value::Array(items) if &*storeas == "string" => js::joined(items, delimiter).into(),
                    Value::String(text) if &*storeas == "array" => {
                        let mut tags = Vec::new();
                        let mut rest = &**text;
                        while !rest.is_empty() {
                            let (tag, after) = js::split_once(rest, delimiter).unwrap_or((rest, ""));
                            if !tag.is_empty() {
                                tags.push(tag.into());
                            }
                            rest = after;
                        }
                        Value::array(tags)
                    }
                    _ => value,
                };
                self.one_or_many(node, value)
            }
            Kind::Select if value.is_array() && node.multiple() => value.each(&mut |item| choice(node, item.clone())),
            Kind::Select => choice(node, value),
            Kind::Radio => radio(node, value),
            Kind::SelectBoxes => boxes(node, value),
            Kind::Day => self.day(node, value),
            Kind::Address if self.by_hand_allowed(node) => {
                if js::truthy(&value) && !js::truthy(value.get("mode")) {
                    return object! { "mode": "autocomplete".into(), "address": value };
                }
                value
            }
            kind if kind.is_multivalue() => self.one_or_many(node, value),
            _ => value,
        }
    }

    fn one_or_many(&self, node: &Node, value: Value) -> Value {
        let many = node.multiple();
        if !many && !value.is_array() {
            return value;
        }
        let empty = self.empty_value(node);
        let keeps_arrays = node.says("storeas", "array") || empty.is_array();
        if many {
            return match value {
                Value::Array(items) => {
                    if keeps_arrays && !items.first().is_some_and(Value::is_array) {
                        return Value::array(vec![Value::Array(items)]);
                    }
                    if items.is_empty() { Value::array(vec![empty]) } else { Value::Array(items) }
                }
                value if value.is_nil() => Value::array(vec![empty]),
                value => Value::array(vec![value]),
            };
        }
        match &value {
            Value::Array(items) if !keeps_arrays => {
                if node.model() == Model::Any {
                    return value;
                }
                let first = items.first().cloned().unwrap_or_default();
                if js::truthy(&first) { first } else { empty }
            }
            _ => value,
        }
    }

    fn masked(&self, node: &Node, value: Value, flags: Flags) -> Value {
        let mut value = match value {
            value @ Value::Object(_) => value,
            other => {
                let name = node.setting("inputMasks").at(0).get("label").clone();
                object! { "value": other, "maskName": name }
            }
        };
        if !js::truthy(value.get("value")) {
            let mut default = if flags.no_default { self.empty_value(node) } else { node.setting("defaultValue") };
            if default.is_array() {
                default = default.at(0).clone();
            }
            if default.is_plain() && !default.get("value").is_undefined() {
                default = default.get("value").clone();
            }
            value.put("value", if js::truthy(&default) { default } else { "".into() });
        }
        value
    }

    /// A number as it is typed: the decimal comma and the thousands' dots of Italy unless the definition says otherwise.
    pub(crate) fn parse_number(&self, node: &Node, text: &str) -> f64 {
        let component = node.component.borrow();
        let symbol = component.get("decimalSymbol").text();
        let decimal = if symbol.is_empty() { "," } else { symbol };
        let grouped = js::truthy(component.get("delimiter"))
            || (node.kind == Kind::Currency && component.get("delimiter").is_undefined());
        let mut text = String::from(text);
        if grouped {
            let separator = component.get("thousandsSeparator").text();
            text = js::replaced(&text, if separator.is_empty() { "." } else { separator }, "", text.len());
        }
        let text = js::replaced(&text, decimal, ".", 1);
        if node.kind != Kind::Currency && js::truthy(component.get("validate").get("integer")) {
            js::parse_int(&text)
        } else {
            js::parse_float(&text)
        }
    }

    /// A time as the citizen types it, in the format in which it is kept.
    pub(crate) fn time_value(&self, node: &Node, text: &str) -> String {
        let mut numbers = js::parts(text, &|found| !found.is_ascii_digit())
            .into_iter()
            .filter_map(|part| numbers::digits(part).map(|number| number as i64));
        let (hour, minute, second) =
            (numbers.next().unwrap_or(99), numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
        if hour > 24 || minute > 59 {
            return "Invalid date".into();
        }
        let late = js::contains(&text.to_ascii_lowercase(), "pm") && hour < 12;
        let civil = date::Civil {
            hour: hour + if late { 12 } else { 0 },
            minute,
            second,
            ..date::Civil::local(self.env.now())
        };
        date::format(civil.as_local(), &node.text("dataFormat"))
    }

    fn day(&self, node: &Node, value: Value) -> Value {
        let Value::String(text) = &value else { return value };
        if &**text == "00/00/0000" {
            return "".into();
        }
        if text.is_empty() || is_whole_day(text) {
            return value;
        }
        let shows = |part: &str| !js::truthy(node.component.borrow().get("fields").get(part).get("hide"));
        let first = day_first(node);
        let default = node.text("defaultValue");
        let parts: Vec<&str> = if default.is_empty() { Vec::new() } else { js::parts(&default, &|found| found == '/') };
        let known = |part: &str| -> &str {
            if parts.is_empty() {
                return "";
            }
            let mut order = if first { vec!["day", "month", "year"] } else { vec!["month", "day", "year"] };
            if parts.len() != 3 {
                order.retain(|part| shows(part));
            }
            order.iter().position(|found| *found == part).and_then(|at| parts.get(at).copied()).unwrap_or("")
        };
        let mut given = js::parts(text, &|found| found == '/').into_iter();
        let order = if first { ["day", "month", "year"] } else { ["month", "day", "year"] };
        let mut out: Vec<&str> = Vec::new();
        for part in order {
            if shows(part) {
                match given.next() {
                    Some("") => {}
                    found => out.push(found.unwrap_or("")),
                }
            } else if !known(part).is_empty() {
                out.push(known(part));
            }
        }
        out.join("/").into()
    }
}

/// Whether a day component is filled in day first. Italian settings are.
pub(crate) fn day_first(node: &Node) -> bool {
    node.is("useLocaleSettings") || node.is("dayFirst")
}

fn is_whole_day(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 2 || at == 5 { byte == b'/' } else { byte.is_ascii_digit() })
}

fn numeric(text: &str) -> Option<f64> {
    let number = js::text_number(text);
    (!text.is_empty() && number.is_finite() && js::number_text(number) == text).then_some(number)
}

/// A chosen value, made a number or a truth value where it looks like one.
pub(crate) fn choice(node: &Node, value: Value) -> Value {
    if value.is_nil() {
        return Value::Undefined;
    }
    if value.is_object() && js::empty(&value) {
        return value;
    }
    let boolean = |value: Value| truth(&value.text().to_ascii_lowercase()).unwrap_or(value);
    match data_type(node) {
        NUMBER => numeric(&js::string(&value)).map_or(value, Value::from),
        BOOLEAN => boolean(value),
        STRING => js::string(&value).into(),
        AUTO if !value.is_object() => {
            let text = js::string(&value);
            numeric(&text).map_or_else(|| boolean(text.into()), Value::from)
        }
        _ => value,
    }
}

const NUMBER: usize = 0;
const BOOLEAN: usize = 1;
const STRING: usize = 2;
const AUTO: usize = 3;

/// What chosen values are to be.
fn data_type(node: &Node) -> usize {
    match &*node.text("dataType") {
        "" => AUTO,
        name => group("number | boolean | string | auto", name),
    }
}

/// The truth value that a text names.
fn truth(text: &str) -> Option<Value> {
    match group("false | true", text) {
        0 => Some(false.into()),
        1 => Some(true.into()),
        _ => None,
    }
}

fn radio(node: &Node, value: Value) -> Value {
    if matches!(&value, Value::String(text) if text.is_empty()) {
        return value;
    }
    match data_type(node) {
        NUMBER => js::number(&value).into(),
        STRING => match value {
            value if value.is_object() || matches!(value, Value::Null) => json::print(&value).into(),
            value => js::string(&value).into(),
        },
        BOOLEAN => (js::truthy(&value) && &*js::string(&value) != "false").into(),
        AUTO => match &value {
            Value::String(text) => truth(text).or_else(|| numeric(text).map(Value::from)).unwrap_or(value),
            _ => value,
        },
        _ => value,
    }
}

fn boxes(node: &Node, value: Value) -> Value {
    let mut value = match value {
        value @ Value::Object(_) => value,
        Value::Array(items) => {
            let mut ticked = Value::object();
            for item in items.iter() {
                ticked.put(&js::string(item), true.into());
            }
            ticked
        }
        Value::String(text) if !text.is_empty() => {
            let mut ticked = Value::object();
            ticked.put(&text, true.into());
            ticked
        }
        _ => Value::object(),
    };
    if node.says("dataSrc", "values")
        && let Value::Object(map) = &mut value
    {
        let choices = node.setting("values");
        let known = |key: &str| choices.items().iter().any(|choice| choice.says("value", key));
        let strangers: Vec<Text> = map.iter().map(|(key, _)| key.clone()).filter(|key| !known(key)).collect();
        for key in strangers {
            Rc::make_mut(map).remove(&key);
        }
    }
    value
}
