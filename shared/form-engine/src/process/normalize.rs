//! Values in the shape in which a server keeps them.
use super::Process;
use super::walk::Visit;
use crate::js;
use crate::json;
use crate::path;
use crate::value::{Text, Value};

impl Process {
    /// Brings the value of a component into its shape; what has none is left out of the result.
    pub(super) fn normalize(&self, visit: &Visit) {
        let component = self.component(visit.part);
        let value = self.value(visit);
        let mut new = match component.get("type").text() {
            "address" => address(&component, value.clone()),
            "day" => day(&component, value.clone()),
            "email" => match &value {
                Value::String(text) => js::trim(text).to_lowercase().into(),
                _ => value.clone(),
            },
            "radio" => radio(&component, value.clone()),
            "select" => match &value {
                Value::Array(items) if js::truthy(component.get("multiple")) => {
                    Value::array(items.iter().map(|item| choice(&component, item)).collect())
                }
                _ => choice(&component, &value),
            },
            "selectboxes" => boxes(value.clone()),
            "tags" => tags(&component, value.clone()),
            "textfield" | "phoneNumber" => self.masked_text(visit, &component, value.clone()),
            "time" => time(&component, value.clone()),
            "number" => match &value {
                Value::Array(items) if js::truthy(component.get("multiple")) => {
                    Value::array(items.iter().map(number).collect())
                }
                _ => number(&value),
            },
            _ => value.clone(),
        };
        let required = js::truthy(component.get("validate").get("required"));
        if js::truthy(component.get("multiple")) && !required && !value.is_array() {
            new = Value::array(if js::truthy(&value) { vec![value.clone()] } else { Vec::new() });
        }
        if new.is_nil() {
            self.filter.borrow_mut().insert(visit.path.clone(), false);
        } else if !js::equal(&value, &new) && !self.cleared.borrow().contains(&visit.path) {
            self.set(&visit.path, new);
            self.filter.borrow_mut().insert(visit.path.clone(), true);
        }
    }

    fn masked_text(&self, visit: &Visit, component: &Value, value: Value) -> Value {
        let value = match value {
            Value::String(text) if js::truthy(component.get("truncateMultipleSpaces")) => {
                js::single_spaced(&text).into()
            }
            value => value,
        };
        let masks = component.get("inputMasks");
        if !js::truthy(component.get("allowMultipleMasks")) || masks.items().is_empty() {
            return value;
        }
        let default = self.defaults.borrow().contains(&visit.path);
        let single = |value: &Value| match value {
            Value::Object(_) if js::truthy(value.get("value")) => value.clone(),
            Value::Object(_) => {
                let mut value = value.clone();
                let known = if default { component.get("defaultValue").clone() } else { Value::Undefined };
                value.put("value", known);
                value
            }
            other => Value::from_entries([("value", other.clone()), ("maskName", masks.at(0).get("label").clone())]),
        };
        match &value {
            Value::Array(items) => Value::array(items.iter().map(single).collect()),
            value => single(value),
        }
    }
}

fn address(component: &Value, value: Value) -> Value {
    let by_hand = js::truthy(component.get("enableManualMode")) && !js::truthy(component.get("multiple"));
    if by_hand && js::truthy(&value) && !js::truthy(value.get("mode")) {
        return Value::from_entries([("mode", "autocomplete".into()), ("address", value)]);
    }
    value
}

fn numeric(text: &str) -> Option<f64> {
    let number = js::text_number(text);
    (!text.is_empty() && number.is_finite() && js::number_text(number) == text).then_some(number)
}

fn number(value: &Value) -> Value {
    let found = js::number(value);
    if js::float_of(value).is_nan() || !found.is_finite() { Value::Undefined } else { found.into() }
}

fn radio(component: &Value, value: Value) -> Value {
    match component.get("dataType").text() {
        "number" => js::number(&value).into(),
        "string" if value.is_object() || matches!(value, Value::Null) => json::print(&value).into(),
        "string" => js::string(&value).into(),
        "boolean" => (js::truthy(&value) && &*js::string(&value) != "false").into(),
        _ => match value.as_str() {
            Some("true") => true.into(),
            Some("false") => false.into(),
            Some(text) => numeric(text).map_or(value.clone(), Value::from),
            None => value,
        },
    }
}

fn choice(component: &Value, value: &Value) -> Value {
    if value.is_nil() {
        return Value::Undefined;
    }
    if value.is_object() && js::empty(value) {
        return value.clone();
    }
    let boolean = |value: Value| match value.text().to_lowercase().as_str() {
        "true" => true.into(),
        "false" => false.into(),
        _ => value,
    };
    match component.get("dataType").text() {
        "number" => numeric(&js::string(value)).map_or(value.clone(), Value::from),
        "boolean" => boolean(value.clone()),
        "string" => js::string(value).into(),
        "" | "auto" if !value.is_object() => {
            let text = js::string(value);
            numeric(&text).map_or_else(|| boolean(text.into()), Value::from)
        }
        _ => value.clone(),
    }
}

fn boxes(value: Value) -> Value {
    match value {
        value @ Value::Object(_) => value,
        Value::Array(items) => {
            let mut ticked = Value::object();
            items.iter().for_each(|item| ticked.put(&js::string(item), true.into()));
            ticked
        }
        Value::String(text) if !text.is_empty() => Value::from_entries([(&text, true.into())]),
        _ => Value::object(),
    }
}

fn tags(component: &Value, value: Value) -> Value {
    let given = component.get("delimeter").text();
    let delimiter = if given.is_empty() { "," } else { given };
    let storeas = component.get("storeas");
    match &value {
        Value::Array(items) if storeas.is_undefined() || storeas.text() == "string" => {
            let texts: Vec<Text> = items.iter().map(js::string).collect();
            texts.join(delimiter).into()
        }
        Value::String(text) if storeas.text() == "array" => {
            Value::array(text.split(delimiter).filter(|part| !part.is_empty()).map(Value::from).collect())
        }
        _ => value,
    }
}

fn time(component: &Value, value: Value) -> Value {
    let given = component.get("format").text();
    if !matches!(given, "" | "HH:mm") {
        return value;
    }
    let Value::String(text) = &value else { return value };
    let whole = text.len() == 5
        && text.bytes().enumerate().all(|(at, byte)| if at == 2 { byte == b':' } else { byte.is_ascii_digit() })
        && **text < *"24:00"
        && text.get(3..).is_some_and(|minutes| minutes < "60");
    let kept = component.get("dataFormat").text();
    if whole && matches!(kept, "" | "HH:mm:ss") { [text, ":00"].concat().into() } else { value }
}

fn day(component: &Value, value: Value) -> Value {
    let Value::String(text) = &value else { return value };
    let whole = text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 2 || at == 5 { byte == b'/' } else { byte.is_ascii_digit() });
    if text.is_empty() || whole {
        return value;
    }
    let shows = |part: &str| !js::truthy(path::get(component, &["fields.", part, ".hide"].concat()));
    let first = js::truthy(component.get("dayFirst"));
    let order = if first { ["day", "month", "year"] } else { ["month", "day", "year"] };
    let default = component.get("defaultValue").text();
    let known: Vec<&str> = if default.is_empty() { Vec::new() } else { default.split('/').collect() };
    let kept: Vec<&str> =
        if known.len() == 3 { order.to_vec() } else { order.into_iter().filter(|part| shows(part)).collect() };
    let mut given = text.split('/');
    let mut out = Vec::new();
    for part in order {
        let found = if shows(part) {
            given.next()
        } else {
            kept.iter().position(|kept| *kept == part).and_then(|at| known.get(at).copied()).or(Some(""))
        };
        match found {
            Some("") => {}
            found => out.push(found.unwrap_or("")),
        }
    }
    out.join("/").into()
}
