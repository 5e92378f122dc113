//! Rules for choices: only those that are offered, and so many.
use super::{Answer, Checked, Unfit, limit, wrong, wrong_as};
use crate::js;
use crate::json;
use crate::value::Value;

fn selected(checked: &Checked, name: &str) -> Result<Option<(f64, f64)>, Unfit> {
    let Some(limit) = limit(checked.setting(name), js::parse_float).filter(|limit| *limit != 0.0) else {
        return Ok(None);
    };
    if !js::truthy(checked.value) {
        return Ok(None);
    }
    let map = checked.value.as_map().ok_or(Unfit)?;
    if !map.iter().all(|(_, ticked)| matches!(ticked, Value::Bool(_))) {
        return Err(Unfit);
    }
    let count = map.iter().filter(|(_, ticked)| js::truthy(ticked)).count();
    Ok((count > 0).then_some((count as f64, limit)))
}

pub(super) fn maximum_selected(checked: &Checked) -> Answer {
    let own = checked.component.get("maxSelectedCountMessage").text();
    let message = if own.is_empty() { "maxSelectedCount" } else { own };
    let found = selected(checked, "maxSelectedCount")?.filter(|(count, most)| count > most);
    Ok(found.map(|(_, most)| wrong(message).with("maxCount", js::number_text(most))))
}

pub(super) fn minimum_selected(checked: &Checked) -> Answer {
    let own = checked.component.get("minSelectedCountMessage").text();
    let message = if own.is_empty() { "minSelectedCount" } else { own };
    let found = selected(checked, "minSelectedCount")?.filter(|(count, least)| count < least);
    Ok(found.map(|(_, least)| wrong_as(message, "minSelectedCount").with("minCount", js::number_text(least))))
}

/// The values that a select offers; none where only a server knows.
fn offered(checked: &Checked) -> Result<Option<Vec<Value>>, Unfit> {
    let component = checked.component;
    let data = component.get("data");
    let property = component.get("valueProperty").text();
    let of = |items: &Value| -> Vec<Value> {
        let value = |item: &Value| if property.is_empty() { item.clone() } else { item.get(property).clone() };
        items.items().iter().map(value).collect()
    };
    let source = component.get("dataSrc").text();
    let source =
        if component.get("dataSrc").is_undefined() && !data.get("values").is_undefined() { "values" } else { source };
    match source {
        "values" if data.get("values").is_array() => {
            Ok(Some(data.get("values").items().iter().map(|choice| choice.get("value").clone()).collect()))
        }
        "json" => match data.get("json") {
            Value::String(text) => Ok(Some(of(&json::parse(text).map_err(|_| Unfit)?))),
            items @ Value::Array(_) => Ok(Some(of(items))),
            _ => Err(Unfit),
        },
        "custom" => match (checked.choices)(data.get("custom").text()) {
            Value::Array(items) => Ok(Some(items.to_vec())),
            _ => Err(Unfit),
        },
        "url" => Ok(None),
        _ => Err(Unfit),
    }
}

pub(super) fn available(checked: &Checked) -> Answer {
    let (component, value) = (checked.component, checked.value);
    // Numbers and truth values count as empty here: they are not looked at.
    if !js::truthy(checked.setting("onlyAvailableItems")) || value.is_nil() || js::empty(value) {
        return Ok(None);
    }
    let error = || wrong_as("invalidOption", "onlyAvailableItems");
    let url = component.get("dataSrc").text() == "url";
    let fits = match checked.kind() {
        "radio" if !url && component.get("values").is_array() => {
            component.get("values").items().iter().any(|choice| js::strictly_equal(choice.get("value"), value))
        }
        "selectboxes" if !url => {
            let known =
                |key: &str| component.get("values").items().iter().any(|choice| choice.get("value").text() == key);
            let places = (0..value.items().len()).all(|at| known(&at.to_string()));
            places && value.as_map().is_none_or(|map| map.iter().all(|(key, _)| known(key)))
        }
        "select" if component.get("dataSrc").text() != "resource" => match offered(checked)? {
            None => true,
            Some(offered) if value.is_object() => {
                let written = json::print(value);
                offered.iter().any(|choice| choice.is_object() && json::print(choice) == written)
            }
            Some(offered) => offered.iter().any(|choice| js::strictly_equal(choice, value)),
        },
        _ => true,
    };
    Ok((!fits).then(error))
}
