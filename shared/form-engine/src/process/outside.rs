//! What only the server's surroundings know: answers of other servers, documents, and what was found out before.
use super::Process;
use super::walk::Visit;
use crate::js;
use crate::json;
use crate::path;
use crate::script::Given;
use crate::text;
use crate::validate::{Finding, wrong_as};
use crate::value::{Text, Value};

/// What is known beforehand.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    /// What every request is answered with; none where nothing answers.
    pub answer: Option<Value>,
    /// Documents that references point to.
    pub documents: Vec<Value>,
    /// Paths that are known to be hidden by a condition.
    pub hidden: Vec<Text>,
    /// The value of the one component that is looked at, where it is not the one in the data.
    pub value: Option<Value>,
    /// Whether the form is being built, not filled in.
    pub building: bool,
}

impl Process {
    /// Says what is known beforehand.
    pub fn knowing(mut self, outside: Outside) -> Process {
        let hidden = outside.hidden.iter().map(|path| (path.clone(), true));
        self.conditionals.borrow_mut().extend(hidden);
        self.outside = outside;
        self
    }

    /// Fetches the data of a data source, for calculations to read.
    pub(super) fn fetch(&self, visit: &Visit) {
        let component = self.component(visit.part);
        let asked = !self.server || js::truthy(path::get(&component, "trigger.server"));
        if component.get("type").text() != "datasource" || !asked || text_of(&component, "fetch.url").is_empty() {
            return;
        }
        let Some(answer) = self.outside.answer.clone() else { return };
        let code = text_of(&component, "fetch.mapFunction");
        let found = if code.is_empty() {
            answer
        } else {
            self.evaluate(visit, &code, "value", vec![("responseData", Given::Value(answer))])
        };
        self.set(&visit.path, found);
        self.filter.borrow_mut().insert(visit.path.clone(), true);
    }

    /// Puts the documents that a select refers to in place of the references.
    pub(super) fn dereference(&self, visit: &Visit) {
        let component = self.component(visit.part);
        let refers = component.get("type").text() == "select"
            && js::truthy(component.get("reference"))
            && component.get("dataSrc").text() == "resource";
        let value = self.value(visit);
        if !refers || self.outside.documents.is_empty() || js::empty(&value) {
            return;
        }
        let whole = |item: &Value| {
            let id = item.get("_id");
            let Some(Value::Object(document)) =
                self.outside.documents.iter().find(|found| js::equal(found.get("_id"), id))
            else {
                return item.clone();
            };
            let mut item = item.clone();
            document.iter().for_each(|(key, value)| item.put(key, value.clone()));
            item
        };
        let found = match &value {
            Value::Array(items) => Value::array(items.iter().map(whole).collect()),
            single => whole(single),
        };
        self.set(&visit.path, found);
    }

    /// The rules that need another server or the form builder; none of them is asked while a citizen fills in a form.
    pub(super) fn remote_rule(&self, rule: &str, component: &Value, value: &Value) -> Option<Box<Finding>> {
        let kind = component.get("type").text();
        let url = component.get("dataSrc").text() == "url";
        let answer = self.outside.answer.as_ref();
        match rule {
            "validateUrlSelectValue" => {
                let asked = kind == "select" && url && js::truthy(component.get("validate").get("select"));
                let complete =
                    !component.get("data").get("url").text().is_empty() && js::truthy(component.get("searchField"));
                let none = answer.is_none_or(js::empty);
                (self.server && asked && complete && js::truthy(value) && !js::empty(value) && none)
                    .then(|| wrong_as("select", "select"))
            }
            "validateAvailableItems" if url && js::truthy(component.get("validate").get("onlyAvailableItems")) => {
                let offered = answer?;
                if value.is_nil() || js::empty(value) {
                    return None;
                }
                let property = component.get("valueProperty").text();
                let of = |item: &Value| if property.is_empty() { item.clone() } else { item.get(property).clone() };
                let offered: Vec<Value> = offered.items().iter().map(of).collect();
                let written = json::print(value);
                let fits = match (kind, value) {
                    ("selectboxes", Value::Object(map)) => {
                        map.iter().all(|(key, _)| offered.iter().any(|found| found.as_str() == Some(key)))
                    }
                    (_, value) if value.is_object() => offered.iter().any(|found| json::print(found) == written),
                    _ => offered
                        .iter()
                        .any(|found| js::strictly_equal(found.get("value"), value) || js::strictly_equal(found, value)),
                };
                (!fits).then(|| wrong_as("invalidOption", "onlyAvailableItems"))
            }
            "validateValueProperty" if self.outside.building && kind == "selectboxes" && url => {
                let odd = |key: &str| matches!(key, "[object Object]" | "true" | "false");
                let chosen =
                    value.as_map().is_some_and(|map| map.iter().any(|(key, ticked)| odd(key) && js::truthy(ticked)));
                chosen.then(|| wrong_as("invalidValueProperty", "invalidValueProperty"))
            }
            _ => None,
        }
    }
}

fn text_of(component: &Value, name: &str) -> String {
    let found = path::get(component, name).text();
    text::fill(found, &Value::Null).trim().to_string()
}
