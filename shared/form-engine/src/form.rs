//! The form as others use it: put a definition and values in, change a value, see what follows.
use crate::core::{Core, FORM};
use crate::json;
use crate::kind::Kind;
use crate::message::Problem;
use crate::node::{Flags, Node, NodeId};
use crate::numbers;
use crate::script::Surroundings;
use crate::set;
use crate::table::Table;
use crate::value::{Map, Text, Value, object};
use std::rc::Rc;

/// Why a definition cannot be used at all. Parts that cannot be used are left out with a warning instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormError {
    /// It is no JSON; where and why.
    Json(json::JsonError),
    /// It has no list of components.
    NoComponents,
    /// It nests deeper than 200 levels of components.
    TooDeep,
    /// It has more components than anybody would fill in.
    TooMany,
}

impl std::fmt::Display for FormError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            FormError::Json(error) => ["no JSON at byte ", &numbers::place(error.at), ": ", error.reason]
                .iter()
                .try_for_each(|part| out.write_str(part)),
            FormError::NoComponents => out.write_str("the form has no list of components"),
            FormError::TooDeep => out.write_str("the form nests too deeply"),
            FormError::TooMany => out.write_str("the form has too many components"),
        }
    }
}

impl std::error::Error for FormError {}

/// What a change brought about.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// Paths of values that were written, `items[0].amount`.
    pub paths: Vec<Text>,
    /// Components whose visibility, pages or definition changed.
    pub components: Vec<NodeId>,
    /// Everything that is wrong now.
    pub problems: Vec<Rc<Problem>>,
}

/// A form that is being filled in.
pub struct Form {
    core: Rc<Core>,
}

impl Form {
    /// The form of a definition as it arrives.
    ///
    /// # Errors
    /// [`FormError`] when the text is no JSON or holds no form.
    pub fn parse(definition: &str, env: Box<dyn Surroundings>) -> Result<Form, FormError> {
        numbers::bring(env.numbers());
        Form::new(json::parse(definition).map_err(FormError::Json)?, env)
    }

    /// The form of a definition, its default values in place.
    ///
    /// # Errors
    /// [`FormError`] when the definition has no list of components or nests without end.
    pub fn new(definition: Value, env: Box<dyn Surroundings>) -> Result<Form, FormError> {
        if !definition.get("components").is_array() {
            return Err(FormError::NoComponents);
        }
        if definition.deeper_than(DEEPEST_DEFINITION) {
            return Err(FormError::TooDeep);
        }
        if components(&definition) > MOST_COMPONENTS {
            return Err(FormError::TooMany);
        }
        numbers::bring(env.numbers());
        let core = Core::new(definition, env);
        core.build(FORM);
        core.wait(FORM);
        core.settle();
        core.store.take_log();
        Ok(Form { core })
    }

    /// What is inside, for views and scripts.
    pub fn core(&self) -> &Rc<Core> {
        &self.core
    }

    /// Puts the values of a submission in: a whole submission with `data` and `metadata`.
    pub fn set_submission(&self, submission: &Value) -> Changes {
        let core = &self.core;
        let data = submission.get("data").clone();
        let data = if data.is_plain() { data } else { Value::object() };
        if submission.get("metadata").is_plain() {
            core.store.set(&core.submission.child("metadata"), submission.get("metadata").clone());
        }
        core.submit(FORM, data.clone());
        let mut flags = Flags { from_submission: true, ..Flags::default() };
        core.set_value(FORM, data, &mut flags);
        core.announce(FORM, Flags { from_submission: true, ..Flags::default() });
        self.rest()
    }

    /// Adds values without taking away those that are there: what is known about a person, a draft.
    pub fn merge(&self, data: &Value) -> Changes {
        let mut merged = self.core.data();
        set::merge_deep(&mut merged, data);
        self.set_submission(&object! { "data": merged })
    }

    /// Puts the values of an application in as the core tells them, in either version of its API (core API contract, section 5.4).
    pub fn restore(&self, data: &Value) -> Changes {
        let data = crate::submission::read(&self.core.root(FORM).form, data);
        self.set_submission(&object! { "data": data })
    }

    /// A person typed or chose `value` in the component `id`.
    pub fn set(&self, id: NodeId, value: Value) -> Changes {
        let node = self.core.node(id);
        node.pristine.set(false);
        let mut flags = Flags { modified: true, ..Flags::default() };
        self.core.set_value(id, value, &mut flags);
        self.core.announce(node.root, Flags { modified: true, ..Flags::default() });
        if node.root != FORM {
            self.core.announce(FORM, Flags { modified: true, ..Flags::default() });
        }
        self.rest()
    }

    /// As [`Form::set`], of the component that `path` names. Nothing happens where there is none.
    pub fn set_path(&self, path: &str, value: Value) -> Option<Changes> {
        Some(self.set(self.find(path)?, value))
    }

    /// The component that `path` names: the path of its value, its path without rows, or its key.
    pub fn find(&self, path: &str) -> Option<NodeId> {
        self.core.find(FORM, path, None)
    }

    /// The component `id`.
    pub fn node(&self, id: NodeId) -> Rc<Node> {
        self.core.node(id)
    }

    /// The value of the component `id` as it shows it.
    pub fn value(&self, id: NodeId) -> Value {
        self.core.data_value(&self.core.node(id))
    }

    /// Adds a row to a data grid or opens a new one in an edit grid.
    pub fn add_row(&self, id: NodeId) -> Changes {
        let node = self.core.node(id);
        match node.kind {
            Kind::EditGrid => {
                self.core.open_row(&node);
                self.core.announce(node.root, Flags::default());
                self.rest()
            }
            Kind::DataGrid => {
                let mut rows = self.core.data_value(&node).items().to_vec();
                rows.push(Value::object());
                self.set(id, Value::array(rows))
            }
            _ => Changes::default(),
        }
    }

    /// Takes a row away.
    pub fn remove_row(&self, id: NodeId, at: usize) -> Changes {
        let node = self.core.node(id);
        match node.kind {
            Kind::EditGrid => {
                self.core.remove_row(&node, at);
                self.rest()
            }
            Kind::DataGrid => {
                let mut rows = self.core.data_value(&node).items().to_vec();
                if at >= rows.len() {
                    return Changes::default();
                }
                rows.remove(at);
                self.set(id, Value::array(rows))
            }
            _ => Changes::default(),
        }
    }

    /// Opens a saved row of an edit grid.
    pub fn edit_row(&self, id: NodeId, at: usize) -> Changes {
        self.core.edit_row(&self.core.node(id), at);
        self.rest()
    }

    /// Saves an open row of an edit grid; what is wrong in it, if anything, and then it stays open.
    pub fn save_row(&self, id: NodeId, at: usize) -> Result<Changes, Vec<Rc<Problem>>> {
        let node = self.core.node(id);
        let mut found = Vec::new();
        let children = node.edit_rows.borrow().get(at).map(|row| row.children.clone()).unwrap_or_default();
        children.into_iter().for_each(|child| self.core.check_validity(child, &mut found));
        if !found.is_empty() && !node.is("rowDrafts") {
            return Err(found);
        }
        self.core.save_row(&node, at);
        Ok(self.rest())
    }

    /// Closes an open row of an edit grid without keeping it.
    pub fn cancel_row(&self, id: NodeId, at: usize) -> Changes {
        self.core.cancel_row(&self.core.node(id), at);
        self.rest()
    }

    /// Looks at everything again: after scripts got an answer from elsewhere.
    pub fn refresh(&self) -> Changes {
        self.core.announce(FORM, Flags::default());
        self.rest()
    }

    fn rest(&self) -> Changes {
        self.core.settle();
        let mut paths: Vec<Text> = Vec::new();
        let mut known = Table::default();
        for place in self.core.store.take_log() {
            let written = place.written();
            let path = Text::from(written.strip_prefix("data.").unwrap_or(&written));
            if known.get(&path).is_none() {
                known.set(&path, 0);
                paths.push(path);
            }
        }
        let mut components = std::mem::take(&mut *self.core.touched.borrow_mut());
        components.sort_unstable();
        components.dedup();
        Changes { paths, components, problems: self.problems() }
    }

    /// Everything that is wrong.
    pub fn problems(&self) -> Vec<Rc<Problem>> {
        self.core.problems(FORM)
    }

    /// What is wrong on one page of a wizard.
    pub fn page_problems(&self, page: usize) -> Vec<Rc<Problem>> {
        let mut found = Vec::new();
        if let Some(page) = self.core.pages(FORM).get(page) {
            self.core.check_validity(page.id, &mut found);
        }
        found
    }

    /// The pages of a wizard that show; none of other forms.
    pub fn pages(&self) -> Option<Vec<Rc<Node>>> {
        self.core.root(FORM).wizard.then(|| self.core.pages(FORM))
    }

    /// The values as they are submitted: those that are kept only while the form is open are left out.
    pub fn submission(&self) -> Value {
        let core = &self.core;
        let mut data = core.data();
        core.below(FORM, &mut |node| {
            if node.says("persistent", "client-only") {
                crate::path::unset(&mut data, &node.data_path);
            }
            if node.is("truncateMultipleSpaces")
                && let Value::String(text) = core.kept(node)
            {
                crate::path::set(&mut data, &node.data_path, crate::js::single_spaced(&text).into());
            }
        });
        data
    }

    /// The values as they are.
    pub fn data(&self) -> Value {
        self.core.data()
    }

    /// Which components show, true or false by path as the reference implementation counts them, and which of them are switched off.
    pub fn visibility(&self) -> (Map, Vec<Text>) {
        let mut visible = Map::new();
        let mut disabled = Vec::new();
        let valid = self.problems().is_empty();
        self.core.below(FORM, &mut |node| {
            let within = |kind| self.core.ancestors(node.id).any(|parent| parent.kind == kind);
            if within(Kind::DataGrid) && !within(Kind::EditGrid) {
                return;
            }
            let path = node.path();
            let path = if path.is_empty() { node.key.clone() } else { path };
            visible.insert(path.clone(), node.shown().into());
            let invalid = node.kind == Kind::Button && node.is("disableOnInvalid") && !valid;
            // A day is switched off part by part, and never says so itself.
            if (node.is_disabled() && node.kind != Kind::Day) || invalid {
                disabled.push(path);
            }
        });
        (visible, disabled)
    }

    /// What was said about the definition and its scripts, for developers.
    pub fn warnings(&self) -> Vec<Text> {
        self.core.warnings()
    }
}

/// Components in a definition: a tenth of a second of work natively.
const MOST_COMPONENTS: usize = 5_000;

/// How many objects in `value` have a type, as components do.
fn components(value: &Value) -> usize {
    let inner = match value {
        Value::Object(map) => map.iter().map(|(_, inner)| components(inner)).sum(),
        _ => value.items().iter().map(components).sum::<usize>(),
    };
    inner + usize::from(value.get("type").as_str().is_some())
}

/// Levels of JSON in a definition: two for each level of components.
const DEEPEST_DEFINITION: usize = 600;
