//! What a server makes of a form and its values, step by step, as `@formio/core` does it: the second opinion that tests compare with,
//! and what a submission will look like once the other side has gone over it. The form that a citizen fills in is [`crate::Form`].
mod conditions;
mod normalize;
mod outside;
mod rules;
mod steps;
mod walk;

use crate::core::Core;
use crate::kind::{self, Model};
use crate::message::Problem;
use crate::script::Surroundings;
use crate::store::Place;
use crate::value::{Text, Value};
pub use outside::Outside;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
pub use walk::Paths;

/// One step over each component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    ServerOverride,
    Filter,
    DefaultValue,
    ServerDefaultValue,
    CustomDefaultValue,
    Calculate,
    Conditions,
    SimpleConditions,
    CustomConditions,
    Logic,
    Normalize,
    ClearHidden,
    Populate,
    Fetch,
    Dereference,
    Validate,
    /// Validation after everything below the component is done.
    ValidateLast,
    /// Only what a server alone can check.
    ValidateServer,
}

impl Step {
    /// The step of a name; `validate` comes last where all the steps of a server run.
    pub fn named(name: &str, all: bool) -> Option<Step> {
        Some(match name {
            "serverOverride" => Step::ServerOverride,
            "filter" => Step::Filter,
            "defaultValue" => Step::DefaultValue,
            "serverDefaultValue" => Step::ServerDefaultValue,
            "customDefaultValue" => Step::CustomDefaultValue,
            "calculate" => Step::Calculate,
            "conditions" => Step::Conditions,
            "simpleConditions" => Step::SimpleConditions,
            "customConditions" => Step::CustomConditions,
            "logic" => Step::Logic,
            "normalize" => Step::Normalize,
            "clearHidden" => Step::ClearHidden,
            "populate" => Step::Populate,
            "fetch" => Step::Fetch,
            "dereference" => Step::Dereference,
            "validate" if all => Step::ValidateLast,
            "validate" => Step::Validate,
            "validateServer" => Step::ValidateServer,
            _ => return None,
        })
    }
}

/// A component on its way through the steps.
struct Part {
    value: Value,
    model: Model,
    children: Vec<usize>,
    conditionally_hidden: Option<bool>,
    intentionally_hidden: bool,
}

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Processed {
    pub data: Value,
    /// Paths of components that a condition hides.
    pub hidden: Vec<Text>,
    pub problems: Vec<Problem>,
    /// Paths and values that were calculated.
    pub calculated: Vec<(Text, Value)>,
}

/// A form and its values on their way through the steps.
pub struct Process {
    core: Rc<Core>,
    data: Place,
    parts: RefCell<Vec<Part>>,
    top: Vec<usize>,
    server: bool,
    steps: Vec<Step>,
    conditionals: RefCell<Vec<(Text, bool)>>,
    problems: RefCell<Vec<Problem>>,
    calculated: RefCell<Vec<(Text, Value)>>,
    defaults: RefCell<Vec<Text>>,
    cleared: RefCell<Vec<Text>>,
    filter: RefCell<HashMap<Text, bool>>,
    filtered: RefCell<Value>,
    fuel: Cell<usize>,
    outside: Outside,
}

/// Visits after which a form is given up: a definition and values that multiply each other without end.
const MOST_VISITS: usize = 400_000;

impl Process {
    /// Prepares `form` and `data`. `server` says whether this is the server's own run.
    pub fn new(form: Value, data: Value, env: Box<dyn Surroundings>, steps: Vec<Step>, server: bool) -> Process {
        let core = Core::new(form.clone(), env);
        let place = core.submission.child("data");
        core.store.set(&place, data);
        let mut process = Process {
            core,
            data: place,
            parts: RefCell::default(),
            top: Vec::new(),
            server,
            steps,
            conditionals: RefCell::default(),
            problems: RefCell::default(),
            calculated: RefCell::default(),
            defaults: RefCell::default(),
            cleared: RefCell::default(),
            filter: RefCell::default(),
            filtered: RefCell::new(Value::Undefined),
            fuel: Cell::new(MOST_VISITS),
            outside: Outside::default(),
        };
        process.top = process.add(form.get("components"), 0);
        process
    }

    fn add(&self, components: &Value, depth: usize) -> Vec<usize> {
        if depth > crate::core::DEEPEST {
            return Vec::new();
        }
        let mut added = Vec::new();
        for component in components.items().iter().filter(|component| component.is_plain()) {
            let at = self.parts.borrow().len();
            self.parts.borrow_mut().push(Part {
                value: component.clone(),
                model: kind::model(component),
                children: Vec::new(),
                conditionally_hidden: None,
                intentionally_hidden: false,
            });
            let nested = kind::is_nested_data_type(component);
            let mut children = Vec::new();
            let parts = |list: &Value| -> Vec<Value> { list.items().to_vec() };
            if component.get("columns").is_array() && !nested {
                for column in parts(component.get("columns")) {
                    children.extend(self.add(column.get("components"), depth + 1));
                }
            } else if component.get("rows").is_array() && !nested {
                for column in parts(component.get("rows")).iter().flat_map(parts) {
                    children.extend(self.add(column.get("components"), depth + 1));
                }
            } else {
                children = self.add(component.get("components"), depth + 1);
            }
            if let Some(part) = self.parts.borrow_mut().get_mut(at) {
                part.children = children;
            }
            added.push(at);
        }
        added
    }

    /// Takes the steps.
    pub fn run(&self) -> Processed {
        self.each(&self.top, None, &Paths::default(), &None);
        let mut data = self.core.store.get(&self.data);
        if !self.filtered.borrow().is_undefined() {
            data = self.filtered.borrow().clone();
        }
        Processed { data, ..self.so_far() }
    }

    /// Takes the steps with one component only, its value at `path`.
    pub fn run_one(&self, path: &str) -> Processed {
        let part = self.top.first().copied().unwrap_or(0);
        let paths = Paths { path: path.into(), data: path.into(), local_data: path.into(), ..Paths::default() };
        let visit = walk::Visit { part, parent: None, paths: &paths, path: path.into(), alone: false, form: &None };
        for step in &self.steps {
            self.take(*step, &visit, false);
        }
        for step in &self.steps {
            self.take(*step, &visit, true);
        }
        self.so_far()
    }

    /// Asks the rules of the first component, hidden or not, its value at `path`: all of them, or the one called `rule`.
    pub fn check_one(&self, path: &str, rule: Option<&str>) -> Processed {
        let part = self.top.first().copied().unwrap_or(0);
        let paths = Paths { path: path.into(), data: path.into(), local_data: path.into(), ..Paths::default() };
        let visit = walk::Visit { part, parent: None, paths: &paths, path: path.into(), alone: false, form: &None };
        let component = self.component(part);
        match rule {
            None => self.apply_rules(&visit, &component),
            Some(rule) => {
                let value = self.value(&visit);
                self.apply(&visit, &component, &value, (None, None), Some(rule));
                if let Some(finding) = self.remote_rule(rule, &component, &value) {
                    let problem = crate::validate::problem(&component, &visit.path, None, *finding);
                    self.problems.borrow_mut().push(problem);
                }
            }
        }
        self.so_far()
    }

    fn so_far(&self) -> Processed {
        Processed {
            data: self.core.store.get(&self.data),
            hidden: self
                .conditionals
                .borrow()
                .iter()
                .filter(|(_, hidden)| *hidden)
                .map(|(path, _)| path.clone())
                .collect(),
            problems: self.problems.borrow().clone(),
            calculated: self.calculated.borrow().clone(),
        }
    }

    fn component(&self, part: usize) -> Value {
        self.parts.borrow().get(part).map(|part| part.value.clone()).unwrap_or_default()
    }

    fn model(&self, part: usize) -> Model {
        self.parts.borrow().get(part).map_or(Model::Any, |part| part.model)
    }

    fn get(&self, path: &str) -> Value {
        if path.is_empty() { self.core.store.get(&self.data) } else { self.core.store.get_below(&self.data, path) }
    }

    fn set(&self, path: &str, value: Value) {
        if value.is_undefined() && !path.is_empty() {
            // What is on the way is made all the same.
            let place = self.data.child(path);
            if self.core.store.get(&place).is_undefined() {
                self.core.store.set(&place, Value::Null);
            }
        }
        self.core.store.set(&self.data.child(path), value);
    }
}
