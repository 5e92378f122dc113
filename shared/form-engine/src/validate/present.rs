//! Whether there is a value, and whether there are several where several belong.
use super::{Answer, Checked, wrong};
use crate::js;
use crate::kind::{self, Kind, Model};
use crate::path;
use crate::value::Value;

fn counts(value: &Value) -> bool {
    match value {
        value if value.is_object() => !js::empty(value),
        Value::Number(number) => !number.is_nan(),
        other => js::truthy(other),
    }
}

fn is_present(value: &Value, false_counts: bool, whole: bool) -> bool {
    match value {
        Value::Undefined | Value::Null => false,
        Value::String(text) => !js::trim(text).is_empty(),
        Value::Bool(false) => false_counts,
        value if value.is_object() && js::empty(value) => false,
        Value::Array(items) if whole => {
            if items.iter().all(Value::is_plain) {
                items.iter().any(|item| item.as_map().is_some_and(|map| map.iter().any(|(_, value)| counts(value))))
            } else {
                items.iter().any(counts)
            }
        }
        Value::Array(items) => items.iter().any(|item| is_present(item, false_counts, whole)),
        Value::Object(map) if !whole => map.iter().any(|(_, item)| is_present(item, false_counts, whole)),
        _ => true,
    }
}

/// Whether a component counts as filled in.
pub fn has_value(component: &Value, value: &Value) -> bool {
    let kind = component.get("type").text();
    let masks = js::truthy(component.get("allowMultipleMasks")) && !component.get("inputMasks").items().is_empty();
    if masks && matches!(kind, "textfield" | "phoneNumber") && value.is_plain() && path::has(value, "value") {
        return is_present(value.get("value"), true, false);
    }
    if kind == "address" && js::truthy(value.get("mode")) && value.get("address").is_object() {
        let Some(address) = value.get("address").as_map() else { return false };
        return !address.is_empty() && address.iter().all(|(key, part)| &**key == "address2" || js::truthy(part));
    }
    if kind == "day" && value.text() == "00/00/0000" {
        return false;
    }
    let false_counts = !matches!(kind, "checkbox" | "selectboxes");
    let whole = value.is_object() && (kind != "container" || !false_counts) && kind::is_nested_data_type(component);
    is_present(value, false_counts, whole)
}

pub(super) fn required(checked: &Checked) -> Answer {
    if !js::truthy(checked.setting("required")) {
        return None;
    }
    (!has_value(checked.component, checked.value)).then(|| wrong("required").set(true.into()))
}

pub(super) fn multiple(checked: &Checked) -> Answer {
    let component = checked.component;
    let many = js::truthy(component.get("multiple"));
    let eligible = match checked.kind {
        Kind::Hidden | Kind::Address => many,
        Kind::TextArea => component.says("as", "json") && many,
        Kind::Select => false,
        _ => true,
    };
    if !eligible {
        return None;
    }
    let required = js::truthy(checked.setting("required"));
    if !many && !checked.value.is_array() {
        return None;
    }
    let model = kind::model_of(checked.kind, component);
    let lists = model == Model::NestedArray || (checked.kind == Kind::Tags && component.says("storeas", "array"));
    match (many, checked.value) {
        (true, Value::Array(items)) if items.is_empty() => required.then(|| wrong("array_nonempty").set(true.into())),
        (true, Value::Array(items)) => {
            let nested = !lists && model != Model::Any && items.first().is_some_and(Value::is_array);
            nested.then(|| wrong("nonarray").set(true.into()))
        }
        (true, value) => (!value.is_nil() || required).then(|| wrong("array").set(true.into())),
        (false, Value::Array(_)) => {
            let may = match checked.kind {
                Kind::TextField => false,
                Kind::Tags => !component.says("storeas", "string"),
                _ => true,
            };
            (!may && !lists).then(|| wrong("nonarray").set(false.into()))
        }
        _ => None,
    }
}

#[cfg(feature = "process")]
fn is_blank(component: &Value, value: &Value) -> bool {
    let empty: Value = match component.get("type").text() {
        "textarea" | "textfield" | "time" | "datetime" | "day" => "".into(),
        "datagrid" | "editgrid" => Value::array(Vec::new()),
        _ => Value::Null,
    };
    match value {
        Value::Undefined | Value::Null => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => {
            items.is_empty() || (items.len() == 1 && items.first().is_some_and(|item| js::equal(item, &empty)))
        }
        _ => false,
    }
}

/// Whether a condition on the component counts its value as empty, as the reference implementation's server side does.
#[cfg(feature = "process")]
pub fn is_data_empty(component: &Value, value: &Value) -> bool {
    let children = component.get("components");
    match component.get("type").text() {
        "checkbox" => is_blank(component, value) || matches!(value, Value::Bool(false)),
        "address" => value
            .as_map()
            .is_none_or(|map| !map.iter().any(|(key, part)| !matches!(&**key, "mode" | "address") && js::truthy(part))),
        "datagrid" | "editgrid" | "datatable" => {
            let empty = |row: &Value| {
                children.items().iter().all(|child| is_data_empty(child, path::get(row, kind::key(child))))
            };
            is_blank(component, value) || (!children.items().is_empty() && value.items().iter().all(empty))
        }
        "datetime" => is_blank(component, value) || value.text() == "Invalid date",
        "selectboxes" => match value {
            Value::String(text) => text.is_empty(),
            Value::Array(items) => !items.iter().any(js::truthy),
            other => !other.as_map().is_some_and(|map| map.iter().any(|(_, ticked)| js::truthy(ticked))),
        },
        "textarea" => match value {
            Value::String(text) => js::trim(text).is_empty(),
            other => is_blank(component, other),
        },
        "textfield" | "phoneNumber" => match value {
            value if value.is_nil() => true,
            value => js::trim(&js::string(value)).is_empty(),
        },
        _ if children.is_array() && value.is_plain() => {
            children.items().iter().all(|child| is_data_empty(child, path::get(value, kind::key(child))))
        }
        _ => is_blank(component, value),
    }
}
