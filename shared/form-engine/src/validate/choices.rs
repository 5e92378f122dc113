//! Rules for choices: only those that are offered, and so many.
use super::{Answer, Checked, limit, within, wrong_as};
use crate::js;
use crate::json;
use crate::kind::Kind;
use crate::numbers;
use crate::value::Value;

/// Too many or too few boxes ticked.
pub(super) fn selected(checked: &Checked, name: &'static str, param: &'static str) -> Answer {
    let boxes = checked.value.as_map()?;
    let limit = limit(checked.setting(name), js::parse_float).filter(|limit| *limit != 0.0)?;
    let mut count = 0.0;
    for (_, ticked) in boxes.iter() {
        let Value::Bool(ticked) = ticked else { return None };
        count += f64::from(u8::from(*ticked));
    }
    let own =
        checked.component.get(if param == "maxCount" { "maxSelectedCountMessage" } else { "minSelectedCountMessage" });
    let own = own.text();
    // With a sentence of its own the rule goes by that sentence when there are too many.
    let rule = if own.is_empty() || param == "minCount" { name } else { own };
    let message = if own.is_empty() { name } else { own };
    (count > 0.0 && !within(name, count, limit)).then(|| wrong_as(message, rule).number(param, limit))
}

/// The values that a select offers; none where only a server knows.
fn offered(checked: &Checked) -> Option<Option<Vec<Value>>> {
    let component = checked.component;
    let data = component.get("data");
    let mut source = component.get("dataSrc").text();
    if component.get("dataSrc").is_undefined() && !data.get("values").is_undefined() {
        source = "values";
    }
    let list = match source {
        "values" => data.get("values").clone(),
        "json" => match data.get("json") {
            Value::String(text) => Value::array(js::parsed(text)?.items().to_vec()),
            items => items.clone(),
        },
        "custom" => checked.asks.choices(data.get("custom").text()),
        "url" => return Some(None),
        _ => return None,
    };
    let property = match source {
        "values" => "value",
        "json" => component.get("valueProperty").text(),
        _ => "",
    };
    let Value::Array(items) = list else { return None };
    let mut values = Vec::new();
    for item in items.iter() {
        values.push(if property.is_empty() { item.clone() } else { item.get(property).clone() });
    }
    Some(Some(values))
}

pub(super) fn available(checked: &Checked) -> Answer {
    let (component, value) = (checked.component, checked.value);
    // Numbers and truth values count as empty here: they are not looked at.
    if !js::truthy(checked.setting("onlyAvailableItems")) || js::empty(value) {
        return None;
    }
    let source = component.get("dataSrc").text();
    let choices = component.get("values");
    let known = |wanted: &Value| choices.items().iter().any(|choice| js::strictly_equal(choice.get("value"), wanted));
    let fits = match checked.kind {
        Kind::Radio if source != "url" && choices.is_array() => known(value),
        Kind::SelectBoxes if source != "url" => {
            (0..value.items().len()).all(|at| known(&numbers::place(at).into()))
                && value.as_map().is_none_or(|map| map.iter().all(|(key, _)| known(&key.clone().into())))
        }
        Kind::Select if source != "resource" => offered(checked)?.is_none_or(|offered| {
            let written = json::print(value);
            offered.iter().any(|choice| {
                js::strictly_equal(choice, value)
                    || (value.is_object() && choice.is_object() && json::print(choice) == written)
            })
        }),
        _ => true,
    };
    (!fits).then(|| wrong_as("invalidOption", "onlyAvailableItems"))
}
