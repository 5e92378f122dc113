//! Conditions as a server looks at them: of a script and a simple condition on one component, both have to hold.
use super::Process;
use super::walk::Visit;
use crate::js;
use crate::operators;
use crate::path;
use crate::script::Given;
use crate::validate;
use crate::value::Value;

impl Process {
    /// Notes whether the component is hidden, if it has a condition at all.
    pub(super) fn note_condition(&self, visit: &Visit, simple: bool, custom: bool) {
        let component = self.component(visit.part);
        let conditional = component.get("conditional");
        if !has_simple(conditional) && !js::truthy(component.get("customConditional")) {
            return;
        }
        let hidden = self.is_hidden(visit, simple, custom);
        let mut conditionals = self.conditionals.borrow_mut();
        match conditionals.iter_mut().find(|(path, _)| *path == visit.path) {
            Some((_, known)) => *known = hidden,
            None => conditionals.push((visit.path.clone(), hidden)),
        }
        drop(conditionals);
        self.mark_hidden(visit.part, hidden);
    }

    /// Whether a condition hides the component.
    pub(super) fn is_hidden(&self, visit: &Visit, simple: bool, custom: bool) -> bool {
        let component = self.component(visit.part);
        let code = component.get("customConditional").text();
        if custom && !code.is_empty() {
            let shown = self.evaluate(visit, code, "show", vec![("show", Given::Value(true.into()))]);
            if !matches!(shown, Value::Null) && !js::truthy(&shown) {
                return true;
            }
        }
        if !simple {
            return false;
        }
        let conditional = component.get("conditional");
        let mut shown = Value::Null;
        if conditional.get("json").is_object() {
            shown = self.rule(visit, conditional.get("json"), self.value(visit)).unwrap_or(Value::Null);
        }
        if js::truthy(conditional.get("when")) {
            shown = self.when(visit, conditional).map_or(Value::Null, Value::Bool);
        }
        if js::truthy(conditional.get("conjunction")) && js::truthy(conditional.get("conditions")) {
            shown = self.simple(visit, conditional).map_or(Value::Null, Value::Bool);
        }
        !shown.is_nil() && !js::truthy(&shown)
    }

    fn value_of(&self, visit: &Visit, wanted: &str) -> Value {
        match self.find(&self.top.clone(), wanted, visit.paths.index, true) {
            Some((_, path)) if path.is_empty() => Value::Null,
            Some((_, path)) => self.get(&path),
            None => self.get(wanted),
        }
    }

    /// A condition of the first generation.
    pub(super) fn when(&self, visit: &Visit, conditional: &Value) -> Option<bool> {
        let when = conditional.get("when").text();
        if when.is_empty() {
            return None;
        }
        let value = self.value_of(visit, when);
        let (eq, show) = (js::string(conditional.get("eq")), js::string(conditional.get("show")));
        if value.is_object() && path::has(&value, &eq) {
            return Some(js::string(path::get(&value, &eq)) == show);
        }
        if value.items().iter().any(|item| js::string(item) == eq) {
            return Some(&*show == "true");
        }
        Some((js::string(&value) == eq) == (&*show == "true"))
    }

    /// A condition of the second generation.
    pub(super) fn simple(&self, visit: &Visit, conditional: &Value) -> Option<bool> {
        let conditions = conditional.get("conditions").items();
        if conditions.is_empty() || !js::truthy(conditional.get("conjunction")) {
            return None;
        }
        let mut results = Vec::new();
        for condition in conditions {
            let wanted = condition.get("component").text();
            if !wanted.is_empty() {
                results.push(self.compare(visit, wanted, condition));
            }
        }
        let any = conditional.get("conjunction").text() == "any";
        let result = if any { results.contains(&true) } else { !results.contains(&false) };
        let show = match conditional.get("show") {
            Value::Undefined => true,
            Value::String(text) => js::parsed(text).map_or(!text.is_empty(), |found| js::truthy(&found)),
            other => js::truthy(other),
        };
        Some(result == show)
    }

    fn compare(&self, visit: &Visit, wanted: &str, condition: &Value) -> bool {
        // Inside a form inside, its components come first, and its values with them.
        let (top, prefix) = match visit.form {
            Some((form, data)) => {
                let parts = self.parts.borrow();
                (parts.get(*form).map(|part| part.children.clone()).unwrap_or_default(), data.to_string())
            }
            None => (self.top.clone(), String::new()),
        };
        let found = self.find(&top, wanted, visit.paths.index, false);
        let value = match &found {
            None => Value::Null,
            Some(_) if visit.form.is_none() => self.value_of(visit, wanted),
            Some(_) => {
                let data = self.get(&prefix);
                match self.find(&top, wanted, visit.paths.index, false) {
                    Some((_, path)) if !path.is_empty() => path::get(&data, &path).clone(),
                    _ => path::get(&data, wanted).clone(),
                }
            }
        };
        let target = found.map(|(part, _)| self.component(part)).unwrap_or_default();
        let expected = condition.get("value");
        match condition.get("operator").text() {
            "isEmpty" => validate::is_data_empty(&target, &self.or_kept(&value, wanted)),
            "isNotEmpty" => !validate::is_data_empty(&target, &self.or_kept(&value, wanted)),
            "isEqual" => any_of(&value, |value| is_equal(value, expected, &target)),
            "isNotEqual" => any_of(&value, |value| !is_equal(value, expected, &target)),
            operator => operators::holds(operator, &value, expected).unwrap_or(true),
        }
    }

    fn or_kept(&self, value: &Value, wanted: &str) -> Value {
        if value.is_nil() { self.get(wanted) } else { value.clone() }
    }
}

fn any_of(value: &Value, test: impl Fn(&Value) -> bool) -> bool {
    match value {
        Value::Array(items) => items.iter().any(test),
        single => test(single),
    }
}

fn has_simple(conditional: &Value) -> bool {
    js::truthy(conditional.get("when"))
        || conditional.get("json").is_object()
        || (js::truthy(conditional.get("conjunction")) && js::truthy(conditional.get("conditions")))
}

fn is_equal(value: &Value, expected: &Value, target: &Value) -> bool {
    if target.get("type").text() == "selectboxes" && value.is_object() {
        return js::truthy(path::get(value, &js::string(expected)));
    }
    let mut expected = expected.clone();
    let comparable = (js::truthy(value) || matches!(value, Value::Bool(false))) && js::truthy(&expected);
    if comparable
        && value.as_str().is_none()
        && let Value::String(text) = &expected
        && let Some(parsed) = js::parsed(text)
    {
        expected = parsed;
    }
    let resource = js::truthy(target.get("reference"))
        || (target.get("dataSrc").text() == "resource" && matches!(target.get("valueProperty").text(), "" | "data"));
    let template = target.get("template").text();
    if resource && !template.is_empty() {
        return matches_template(value, &expected, target.get("valueProperty").text() == "data", template);
    }
    js::equal(value, &expected)
}

/// Chosen entries of a resource are the same when they look the same: by what their template shows.
fn matches_template(value: &Value, expected: &Value, inner: bool, template: &str) -> bool {
    if !value.is_plain() {
        return false;
    }
    template.split("{{").skip(1).filter_map(|part| part.split("}}").next()).all(|shown| {
        let Some(name) = shown.trim().strip_prefix("item.") else { return true };
        let name = if inner { name.strip_prefix("data.").unwrap_or(name) } else { name };
        js::equal(path::get(value, name), path::get(expected, name))
    })
}
