//! The steps, other than conditions and normalising.
use super::Process;
use super::walk::Visit;
use crate::js;
use crate::json_logic::{self, Asked};
use crate::kind::{self, Model};
use crate::path;
use crate::script::{Call, Given};
use crate::store::Place;
use crate::text;
use crate::value::Value;

impl Process {
    /// Runs a script with the component's surroundings; null where it fails.
    pub(super) fn evaluate(
        &self,
        visit: &Visit,
        code: &str,
        result: &'static str,
        own: Vec<(&'static str, Given)>,
    ) -> Value {
        let mut scope = vec![
            ("data", Given::Place(self.local_data(visit))),
            ("row", Given::Place(self.row_place(visit))),
            ("component", Given::Value(self.component(visit.part))),
            ("input", Given::Value(self.value(visit))),
            ("value", Given::Value(self.value(visit))),
        ];
        scope.extend(own);
        let call = Call { node: None, scope: &scope };
        self.core.env.scripts().run(&self.core, code, result, &call).map_or(Value::Null, |outcome| outcome.value)
    }

    /// The values of the form that the component is in.
    fn local_data(&self, visit: &Visit) -> Place {
        let whole: &str = &visit.paths.data;
        let around = whole.strip_suffix(&*visit.paths.local_data).unwrap_or("").trim_end_matches('.');
        if around.is_empty() { self.data.clone() } else { self.data.child(around) }
    }

    fn row_place(&self, visit: &Visit) -> Place {
        if visit.paths.row.is_empty() { self.data.clone() } else { self.data.child(&visit.paths.row) }
    }

    /// A rule in JSON logic or a script.
    fn ask(&self, visit: &Visit, rule: &Value, result: &'static str, value: Value) -> Value {
        match rule {
            Value::String(code) => self.evaluate(visit, code, result, vec![("value", Given::Value(value))]),
            rule => self.rule(visit, rule, value).unwrap_or(Value::Null),
        }
    }

    pub(super) fn rule(&self, visit: &Visit, rule: &Value, value: Value) -> Option<Value> {
        let values = Value::from_entries([
            ("data", self.core.store.get(&self.local_data(visit))),
            ("row", self.row(visit)),
            ("value", value),
            ("input", self.value(visit)),
            ("component", self.component(visit.part)),
        ]);
        json_logic::apply(rule, &Asked { core: &self.core, values: &values })
    }

    fn change(&self, part: usize, change: impl FnOnce(&mut Value)) {
        if let Some(part) = self.parts.borrow_mut().get_mut(part) {
            change(&mut part.value);
        }
    }

    fn keeps(&self, visit: &Visit) {
        if !self.cleared.borrow().contains(&visit.path) {
            self.filter.borrow_mut().insert(visit.path.clone(), true);
        }
    }

    pub(super) fn server_override(&self, visit: &Visit) {
        let given = self.component(visit.part).get("serverOverride").clone();
        if let Value::Object(map) = given {
            self.change(visit.part, |component| {
                map.iter().for_each(|(key, value)| component.put(key, value.clone()));
            });
        }
    }

    fn default_applies(&self, visit: &Visit) -> bool {
        let component = self.component(visit.part);
        let row = self.row(visit);
        let number = self.server && self.model(visit.part) == Model::Number;
        !number && !path::has(&row, kind::key(&component))
    }

    fn put_default(&self, visit: &Visit, value: Value) {
        let many = js::truthy(self.component(visit.part).get("multiple")) && !value.is_array();
        let value = match value {
            value if many && js::truthy(&value) => Value::array(vec![value]),
            _ if many => Value::array(Vec::new()),
            value => value,
        };
        if value.is_nil() {
            return;
        }
        self.defaults.borrow_mut().push(visit.path.clone());
        self.set(&visit.path, value);
        if self.model(visit.part) != Model::Number {
            self.keeps(visit);
        }
    }

    pub(super) fn custom_default(&self, visit: &Visit) {
        let component = self.component(visit.part);
        let code = component.get("customDefaultValue").text();
        if !code.is_empty() && self.default_applies(visit) {
            let value = self.evaluate(visit, code, "value", vec![("value", Given::Value(Value::Null))]);
            self.put_default(visit, value);
        }
    }

    pub(super) fn given_default(&self, visit: &Visit) {
        let component = self.component(visit.part);
        let given = component.get("defaultValue");
        if !given.is_undefined() && js::truthy(given) && self.default_applies(visit) {
            self.put_default(visit, given.clone());
        }
    }

    pub(super) fn calculate(&self, visit: &Visit) {
        let component = self.component(visit.part);
        let rule = component.get("calculateValue");
        if !js::truthy(rule) || (self.server && !js::truthy(component.get("calculateServer"))) {
            return;
        }
        let value = self.value(visit);
        let in_rows = visit.parent.is_some_and(|parent| self.model(parent) == Model::NestedArray);
        if value.is_undefined() && in_rows {
            return;
        }
        let value = if js::truthy(&value) { value } else { Value::Null };
        let found = self.ask(visit, rule, "value", value);
        if matches!(found, Value::Null) {
            return;
        }
        self.calculated.borrow_mut().push((visit.path.clone(), found.clone()));
        self.set(&visit.path, found);
        self.keeps(visit);
    }

    pub(super) fn logic(&self, visit: &Visit) {
        let logics = self.component(visit.part).get("logic").clone();
        for logic in logics.items() {
            let result = self.triggered(visit, logic.get("trigger"));
            if !js::truthy(&result) {
                continue;
            }
            for action in logic.get("actions").items() {
                self.act(visit, action, &result);
            }
        }
    }

    fn triggered(&self, visit: &Visit, trigger: &Value) -> Value {
        match trigger.get("type").text() {
            "simple" => {
                let simple = trigger.get("simple");
                let held =
                    if js::truthy(simple.get("when")) { self.when(visit, simple) } else { self.simple(visit, simple) };
                held.unwrap_or(false).into()
            }
            "javascript" => {
                let own = vec![("result", Given::Value(true.into()))];
                self.evaluate(visit, trigger.get("javascript").text(), "result", own)
            }
            "json" => self.rule(visit, trigger.get("json"), self.value(visit)).unwrap_or(Value::Null),
            _ => false.into(),
        }
    }

    fn act(&self, visit: &Visit, action: &Value, result: &Value) {
        let component = self.component(visit.part);
        match action.get("type").text() {
            "property" => {
                let property = action.get("property");
                let name = property.get("value").text();
                let before = path::get(&component, name);
                match property.get("type").text() {
                    "boolean" => {
                        let known = if before.is_undefined() { "false".into() } else { js::string(before) };
                        let state = js::string(action.get("state"));
                        if known == state {
                            return;
                        }
                        let on = &*state == "true";
                        self.change(visit.part, |component| path::set(component, name, on.into()));
                        if name == "hidden" && !visit.path.is_empty() {
                            self.hide(visit, on);
                        }
                    }
                    "string" => {
                        let source = property.get("component").text();
                        let template = if source.is_empty() { action.get("text") } else { action.get(source) };
                        let values = Value::from_entries([
                            ("data", text::escaped(&self.core.store.get(&self.local_data(visit)))),
                            ("row", text::escaped(&self.row(visit))),
                            ("result", text::escaped(result)),
                            ("component", component.clone()),
                            ("value", before.clone()),
                        ]);
                        let written = text::fill_with(template.text(), &values, true);
                        self.change(visit.part, |component| path::set(component, name, written.into()));
                    }
                    _ => {}
                }
            }
            "value" => self.act_value(visit, action.get("value").text(), result),
            "customAction" => self.act_value(visit, action.get("customAction").text(), result),
            "mergeComponentSchema" => {
                let own =
                    vec![("result", Given::Value(text::escaped(result))), ("value", Given::Value(self.value(visit)))];
                if let Value::Object(map) = self.evaluate(visit, action.get("schemaDefinition").text(), "schema", own) {
                    self.change(visit.part, |component| {
                        map.iter().for_each(|(key, value)| component.put(key, value.clone()));
                    });
                }
            }
            _ => {}
        }
    }

    fn hide(&self, visit: &Visit, hidden: bool) {
        let mut conditionals = self.conditionals.borrow_mut();
        match conditionals.iter_mut().find(|(path, _)| *path == visit.path) {
            Some((_, known)) => {
                *known = hidden;
                drop(conditionals);
                self.mark_hidden(visit.part, hidden);
            }
            None => conditionals.push((visit.path.clone(), hidden)),
        }
    }

    pub(super) fn mark_hidden(&self, part: usize, hidden: bool) {
        if let Some(part) = self.parts.borrow_mut().get_mut(part) {
            part.conditionally_hidden = Some(hidden);
        }
    }

    fn act_value(&self, visit: &Visit, code: &str, result: &Value) {
        let old = self.get(&visit.path);
        let own = vec![("value", Given::Value(old.clone())), ("result", Given::Value(result.clone()))];
        let new = self.evaluate(visit, code, "value", own);
        let hidden = self.conditionals.borrow().iter().any(|(path, hidden)| *path == visit.path && *hidden);
        let cleared = js::truthy(self.component(visit.part).get("clearOnHide")) && hidden;
        if !js::equal(&old, &new) && !cleared {
            self.set(&visit.path, new);
            self.keeps(visit);
        }
    }

    pub(super) fn clear_hidden(&self, visit: &Visit) {
        let component = self.component(visit.part);
        let (parent_hidden, parent_meant) = visit.parent.map_or((false, false), |parent| {
            let parts = self.parts.borrow();
            parts
                .get(parent)
                .map_or((false, false), |part| (part.conditionally_hidden == Some(true), part.intentionally_hidden))
        });
        let listed = self.conditionals.borrow().iter().any(|(path, hidden)| *path == visit.path && *hidden);
        let hidden = parent_hidden || listed;
        if hidden {
            self.mark_hidden(visit.part, true);
        }
        if (parent_meant || js::truthy(component.get("hidden")))
            && let Some(part) = self.parts.borrow_mut().get_mut(visit.part)
        {
            part.intentionally_hidden = true;
        }
        if self.value(visit).is_undefined() {
            return;
        }
        let clears = component.get("clearOnHide").is_undefined() || js::truthy(component.get("clearOnHide"));
        let marked = self.parts.borrow().get(visit.part).is_some_and(|part| part.conditionally_hidden == Some(true));
        if clears && (hidden || marked) {
            self.core.store.set(&self.data.child(&visit.path), Value::Undefined);
            self.cleared.borrow_mut().push(visit.path.clone());
            self.filter.borrow_mut().insert(visit.path.clone(), false);
        }
    }

    pub(super) fn populate(&self, visit: &Visit) {
        if self.model(visit.part) == Model::NestedArray && self.value(visit).items().is_empty() {
            self.set(&visit.path, Value::array(vec![Value::object()]));
        }
    }

    pub(super) fn filter_late(&self, visit: &Visit) {
        if self.filtered.borrow().is_undefined() {
            *self.filtered.borrow_mut() = Value::object();
        }
        let value = self.value(visit);
        let component = self.component(visit.part);
        let kept = self.filter.borrow().get(&visit.path).copied().unwrap_or(false);
        if value.is_undefined() || !kept {
            if component.get("type").text() == "number" {
                self.set(&visit.path, Value::Null);
            }
            return;
        }
        let address = component.get("type").text() == "address";
        let known = path::has(&self.filtered.borrow(), &visit.path);
        let whole = match self.model(visit.part) {
            _ if address => value,
            Model::DataObject => {
                let inner = path::get(&self.filtered.borrow(), &[&visit.path, ".data"].concat()).clone();
                let mut value = value;
                value.put("data", if inner.is_undefined() { Value::object() } else { inner });
                self.set(&visit.path, value.clone());
                value
            }
            Model::NestedDataArray => {
                let inner = path::get(&self.filtered.borrow(), &visit.path).clone();
                let rows = value.items().iter().enumerate().map(|(at, row)| {
                    let mut row = row.clone();
                    let data = inner.at(at).get("data").clone();
                    row.put("data", if data.is_undefined() { Value::object() } else { data });
                    row
                });
                Value::array(rows.collect())
            }
            Model::NestedArray if !known => Value::array(Vec::new()),
            Model::Object if !known => Value::object(),
            Model::NestedArray | Model::Object => {
                let inner = path::get(&self.filtered.borrow(), &visit.path).clone();
                self.set(&visit.path, inner);
                return;
            }
            _ => value,
        };
        path::set(&mut self.filtered.borrow_mut(), &visit.path, whole);
    }
}
