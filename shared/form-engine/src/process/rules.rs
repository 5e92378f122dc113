//! Validation as a server does it: all rules of a component that is not hidden.
use super::Process;
use super::walk::Visit;
use crate::js;
use crate::kind::Kind;
use crate::script::Given;
use crate::validate::{self, Asks, Checked, Rule};
use crate::value::Value;

impl Process {
    fn skips_validation(&self, visit: &Visit, component: &Value) -> bool {
        let given = component.get("input");
        let persistent = component.get("persistent");
        let passing = (!persistent.is_undefined() && !js::truthy(persistent)) || persistent.text() == "client-only";
        if (!given.is_undefined() && !js::truthy(given)) || (passing && !js::truthy(component.get("protected"))) {
            return true;
        }
        if js::truthy(component.get("validateWhenHidden")) {
            return false;
        }
        let (marked, meant) = {
            let parts = self.parts.borrow();
            parts.get(visit.part).map_or((None, false), |part| (part.conditionally_hidden, part.intentionally_hidden))
        };
        let listed = self.conditionals.borrow().iter().find(|(path, _)| *path == visit.path).map(|(_, hidden)| *hidden);
        let hidden = marked.or(listed).unwrap_or_else(|| self.is_hidden(visit, true, true));
        hidden || meant || js::truthy(component.get("hidden"))
    }

    pub(super) fn validate(&self, visit: &Visit) {
        let component = self.component(visit.part);
        if !self.skips_validation(visit, &component) {
            self.apply_rules(visit, &component);
        }
    }

    /// Applies all rules, hidden or not.
    pub(super) fn apply_rules(&self, visit: &Visit, component: &Value) {
        let value = self.value(visit);
        match &value {
            Value::Array(items) if js::truthy(component.get("multiple")) && !items.is_empty() => {
                for (at, item) in items.iter().enumerate() {
                    self.apply(visit, component, item, (Some(at), Some(false)), None);
                }
                self.apply(visit, component, &value, (None, Some(true)), None);
            }
            value => self.apply(visit, component, value, (None, None), None),
        }
    }

    /// Applies the rules, or the one called `only`, to one value: the entry `index` of several, by rules that look at all values
    /// together or at each (`whole`).
    pub(super) fn apply(
        &self,
        visit: &Visit,
        component: &Value,
        value: &Value,
        (index, whole): (Option<usize>, Option<bool>),
        only: Option<&str>,
    ) {
        let spaced;
        let value = match value {
            Value::String(text) if js::truthy(component.get("truncateMultipleSpaces")) => {
                spaced = js::single_spaced(text).into();
                &spaced
            }
            value => value,
        };
        let all = self.value(visit);
        let asker = Asker { process: self, visit, value, index };
        let checked = Checked {
            component,
            rules: component.get("validate"),
            kind: Kind::of(component.get("type").text()),
            value,
            env: &*self.core.env,
            asks: &asker,
        };
        let only = only.map(Rule::named);
        for rule in Rule::ALL.iter().copied() {
            if whole == Some(false) && rule.passes_over(&all) {
                continue;
            }
            if whole.is_some_and(|whole| whole != rule.sees_all()) || only.is_some_and(|only| only != Some(rule)) {
                continue;
            }
            let Some(finding) = rule.ask(&checked) else { continue };
            let problem = validate::problem(component, &visit.path, index, *finding);
            let mut problems = self.problems.borrow_mut();
            if !problems.iter().any(|known| known.message == problem.message && known.path == problem.path) {
                problems.push(problem);
            }
        }
    }
}

/// What rules may ask of scripts.
struct Asker<'a> {
    process: &'a Process,
    visit: &'a Visit<'a>,
    value: &'a Value,
    index: Option<usize>,
}

impl Asks for Asker<'_> {
    fn custom(&self, code: &str) -> Value {
        let row_index = self.index.or(self.visit.paths.index).map_or(Value::Undefined, |at| (at as f64).into());
        let own = vec![
            ("valid", Given::Value(true.into())),
            ("input", Given::Value(self.value.clone())),
            ("rowIndex", Given::Value(row_index)),
            // All values, even in a form inside: everywhere else a script there sees the values of that form.
            ("data", Given::Place(self.process.data.clone())),
        ];
        self.process.evaluate(self.visit, code, "valid", own)
    }

    fn json(&self, rule: &Value) -> Option<Value> {
        self.process.rule(self.visit, rule, if js::truthy(self.value) { self.value.clone() } else { Value::Null })
    }

    fn values(&self, code: &str) -> Value {
        self.process.evaluate(self.visit, code, "values", vec![("values", Given::Value(Value::array(Vec::new())))])
    }
}
