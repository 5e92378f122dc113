//! The way through components and rows, and the paths on it.
use super::{Process, Step};
use crate::kind::{self, Model};
use crate::path;
use crate::value::{Text, Value};

/// The ways to name a component where it stands.
#[derive(Clone, Debug, Default)]
pub struct Paths {
    /// Keys of what has values, without rows.
    pub path: Text0,
    /// Keys of everything on the way.
    pub full: Text0,
    pub local: Text0,
    pub full_local: Text0,
    /// Where the value is, rows counted.
    pub data: Text0,
    pub local_data: Text0,
    /// Where the object is that holds the value.
    pub row: Text0,
    pub index: Option<usize>,
}

/// A text that is empty by default.
#[derive(Clone, Debug)]
pub struct Text0(pub Text);

impl Default for Text0 {
    fn default() -> Self {
        Text0("".into())
    }
}

impl From<&str> for Text0 {
    fn from(text: &str) -> Self {
        Text0(text.into())
    }
}

impl std::ops::Deref for Text0 {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

/// Where a step stands.
pub(super) struct Visit<'a> {
    pub part: usize,
    pub parent: Option<usize>,
    pub paths: &'a Paths,
    /// The path under which findings are kept.
    pub path: Text,
    /// Whether the object around the value was not there when the steps began.
    pub alone: bool,
    /// The form inside that the component is in: its part, and where its values are.
    pub form: &'a Option<(usize, Text)>,
}

impl Process {
    /// The paths of a component below a parent that stands at `around`.
    pub(super) fn paths(&self, part: usize, parent: Option<usize>, around: &Paths) -> Paths {
        let component = self.component(part);
        let counts =
            !component.get("type").text().is_empty() && !matches!(self.model(part), Model::None | Model::Content);
        let key = kind::key(&component).to_string();
        let short = if counts { key.as_str() } else { "" };
        let Some(parent) = parent else {
            let whole: Text0 = key.as_str().into();
            let short: Text0 = short.into();
            return Paths {
                path: short.clone(),
                full: whole.clone(),
                local: short.clone(),
                full_local: whole,
                data: short.clone(),
                local_data: short,
                row: "".into(),
                index: around.index,
            };
        };
        let model = self.model(parent);
        let inside = |path: &str| -> String {
            let mut path = path.to_string();
            if !path.is_empty() {
                if matches!(model, Model::NestedArray | Model::NestedDataArray) {
                    path.push_str(&["[", &around.index.unwrap_or(0).to_string(), "]"].concat());
                }
                if matches!(model, Model::DataObject | Model::NestedDataArray) {
                    path.push_str(".data");
                }
            }
            path
        };
        let local = |path: &str, key: &str| -> Text0 {
            if model == Model::DataObject { Text0(key.into()) } else { Text0(path::join(path, key)) }
        };
        let row = inside(&around.data);
        Paths {
            path: Text0(path::join(&around.path, short)),
            full: Text0(path::join(&around.full, &key)),
            local: local(&around.local, short),
            full_local: local(&around.full_local, &key),
            data: Text0(path::join(&row, short)),
            local_data: local(&inside(&around.local_data), short),
            row: row.as_str().into(),
            index: around.index,
        }
    }

    /// Takes the steps over `parts` and everything below.
    pub(super) fn each(&self, parts: &[usize], parent: Option<usize>, around: &Paths, form: &Option<(usize, Text)>) {
        for part in parts {
            let fuel = self.fuel.get();
            if fuel == 0 {
                return;
            }
            self.fuel.set(fuel - 1);
            let mut paths = self.paths(*part, parent, around);
            let path = if self.model(*part) == Model::None { paths.full.0.clone() } else { paths.data.0.clone() };
            let alone = !paths.row.is_empty() && !self.get(&paths.row).is_object();
            for step in &self.steps {
                let visit = Visit { part: *part, parent, paths: &paths, path: path.clone(), alone, form };
                self.take(*step, &visit, false);
            }
            self.inside(*part, &mut paths, form);
            for step in &self.steps {
                let visit = Visit { part: *part, parent, paths: &paths, path: path.clone(), alone, form };
                self.take(*step, &visit, true);
            }
            if let Some(part) = self.parts.borrow_mut().get_mut(*part) {
                part.conditionally_hidden = None;
                part.intentionally_hidden = false;
            }
        }
    }

    fn inside(&self, part: usize, paths: &mut Paths, form: &Option<(usize, Text)>) {
        let component = self.component(part);
        let children = self.parts.borrow().get(part).map(|part| part.children.clone()).unwrap_or_default();
        let value = if paths.data.is_empty() { Value::Undefined } else { self.get(&paths.data) };
        match self.model(part) {
            Model::NestedArray | Model::NestedDataArray => {
                let rows = value.items();
                if rows.is_empty() {
                    if value.is_undefined() {
                        self.each(&children, Some(part), paths, form);
                    }
                    return;
                }
                for (at, row) in rows.iter().enumerate() {
                    if crate::js::truthy(row) {
                        paths.index = Some(at);
                        self.each(&children, Some(part), paths, form);
                    }
                }
                paths.index = None;
            }
            Model::DataObject => {
                if self.enters_form(part, &component, &value, paths) {
                    // Values that are not there when the form is entered are looked for in the whole.
                    let place = path::join(&paths.data, "data");
                    let known = !self.get(&place).is_undefined();
                    let inner = Some((part, if known { place } else { "".into() }));
                    self.each(&children, Some(part), paths, &inner);
                }
            }
            _ => self.each(&children, Some(part), paths, form),
        }
    }

    fn enters_form(&self, part: usize, component: &Value, value: &Value, paths: &Paths) -> bool {
        let referenced = crate::js::truthy(value.get("_id"))
            && crate::js::empty(value.get("data"))
            && value.get("form").is_undefined();
        let clears = component.get("clearOnHide").is_undefined() || crate::js::truthy(component.get("clearOnHide"));
        let hidden = crate::js::truthy(component.get("hidden"))
            || self.parts.borrow().get(part).is_some_and(|part| part.conditionally_hidden == Some(true));
        let cleared = clears && hidden && !crate::js::truthy(component.get("validateWhenHidden"));
        let absent = !crate::js::truthy(value) && paths.index.is_some();
        !(referenced || cleared || absent)
    }

    /// The component that `wanted` names, and where its value is. With `rows` only rows that exist are looked at.
    pub(super) fn find(&self, top: &[usize], wanted: &str, index: Option<usize>, rows: bool) -> Option<(usize, Text)> {
        let mut matches: [Option<(usize, Paths)>; 7] = Default::default();
        self.search(top, None, &Paths::default(), wanted, index, rows, &mut matches);
        let [path, full, local, full_local, data, local_data, key] = matches;
        let (part, paths) = data.or(local_data).or(full).or(path).or(full_local).or(local).or(key)?;
        Some((part, paths.data.0))
    }

    #[allow(clippy::too_many_arguments, reason = "what is looked for and where")]
    fn search(
        &self,
        parts: &[usize],
        parent: Option<usize>,
        around: &Paths,
        wanted: &str,
        index: Option<usize>,
        rows: bool,
        matches: &mut [Option<(usize, Paths)>; 7],
    ) {
        for part in parts {
            let fuel = self.fuel.get();
            if fuel == 0 {
                return;
            }
            self.fuel.set(fuel - 1);
            let mut paths = self.paths(*part, parent, around);
            self.note_matches(*part, &paths, wanted, index, matches);
            let children = self.parts.borrow().get(*part).map(|part| part.children.clone()).unwrap_or_default();
            let value = if rows && !paths.data.is_empty() { self.get(&paths.data) } else { Value::Undefined };
            if rows && self.model(*part) == Model::NestedArray && !value.items().is_empty() {
                for (at, row) in value.items().iter().enumerate() {
                    if crate::js::truthy(row) {
                        paths.index = Some(at);
                        self.search(&children, Some(*part), &paths, wanted, index, rows, matches);
                    }
                }
                continue;
            }
            if rows && self.model(*part) == Model::NestedArray && !value.is_undefined() {
                continue;
            }
            let form = rows && self.model(*part) == Model::DataObject;
            if form && !self.enters_form(*part, &self.component(*part), &value, &paths) {
                continue;
            }
            self.search(&children, Some(*part), &paths, wanted, index, rows, matches);
        }
    }

    fn note_matches(
        &self,
        part: usize,
        paths: &Paths,
        wanted: &str,
        index: Option<usize>,
        matches: &mut [Option<(usize, Paths)>; 7],
    ) {
        let component = self.component(part);
        let mut wanted = wanted;
        let mut property = "";
        if component.get("type").text() == "selectboxes"
            && let Some((before, last)) = wanted.rsplit_once('.')
            && (before == component.get("key").text() || before.ends_with(&[".", component.get("key").text()].concat()))
        {
            property = last;
            wanted = before;
        }
        let is_data = |model: Model| !matches!(model, Model::None | Model::Content);
        let ways: [&str; 6] =
            [&paths.path, &paths.full, &paths.local, &paths.full_local, &paths.data, &paths.local_data];
        for (at, way) in ways.into_iter().enumerate() {
            if way != wanted {
                continue;
            }
            let by_data = at >= 4;
            let Some(slot) = matches.get_mut(at) else { continue };
            let replaces = match &*slot {
                None => true,
                Some((known, _)) if by_data => is_data(self.model(part)) && is_data(self.model(*known)),
                Some(_) => paths.index.is_some() && index == paths.index,
            };
            if replaces {
                let mut found = paths.clone();
                if by_data && !property.is_empty() {
                    found.data = Text0(path::join(&found.data, property));
                    found.local_data = Text0(path::join(&found.local_data, property));
                }
                *slot = Some((part, found));
            }
        }
        if let Some(slot @ None) = matches.get_mut(6)
            && component.get("key").text() == wanted
        {
            *slot = Some((part, paths.clone()));
        }
    }

    /// Takes one step with one component, before (`late` false) or after what is below it.
    pub(super) fn take(&self, step: Step, visit: &Visit, late: bool) {
        if late {
            match step {
                Step::Filter => self.filter_late(visit),
                Step::ValidateLast => self.validate(visit),
                _ => {}
            }
            return;
        }
        match step {
            Step::ServerOverride => self.server_override(visit),
            Step::Filter => {
                if !self.value(visit).is_undefined() {
                    self.filter.borrow_mut().insert(visit.path.clone(), true);
                }
            }
            Step::DefaultValue => {
                self.custom_default(visit);
                self.given_default(visit);
            }
            Step::ServerDefaultValue => self.given_default(visit),
            Step::CustomDefaultValue => self.custom_default(visit),
            Step::Calculate => self.calculate(visit),
            Step::Conditions => self.note_condition(visit, true, true),
            Step::SimpleConditions => self.note_condition(visit, true, false),
            Step::CustomConditions => self.note_condition(visit, false, true),
            Step::Logic => self.logic(visit),
            Step::Normalize => self.normalize(visit),
            Step::ClearHidden => self.clear_hidden(visit),
            Step::Populate => self.populate(visit),
            Step::Fetch => self.fetch(visit),
            Step::Dereference => self.dereference(visit),
            Step::Validate => self.validate(visit),
            Step::ValidateLast | Step::ValidateServer => {}
        }
    }

    /// The value of the component; undefined for what only arranges.
    pub(super) fn value(&self, visit: &Visit) -> Value {
        let typed = !self.component(visit.part).get("type").text().is_empty();
        if !typed || matches!(self.model(visit.part), Model::None | Model::Content) || visit.paths.data.is_empty() {
            return Value::Undefined;
        }
        self.outside.value.clone().unwrap_or_else(|| self.get(&visit.paths.data))
    }

    /// The object around the value.
    pub(super) fn row(&self, visit: &Visit) -> Value {
        if visit.alone {
            return Value::Null;
        }
        if visit.paths.row.is_empty() { self.get("") } else { self.get(&visit.paths.row) }
    }
}
