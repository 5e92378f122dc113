//! The form at work: its components, its values, and what is still to be looked at after a change.
use crate::js;
use crate::kind::{self, Kind, Model};
use crate::node::{self, Facts, Flags, Node, NodeId};
use crate::numbers;
use crate::path;
use crate::script::{Call, Failure, Given, Surroundings};
use crate::store::{Place, Store};
use crate::table::Table;
use crate::value::{Text, Value, object};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

/// What belongs to a form, or to a form inside a form.
pub struct RootState {
    /// The definition.
    pub form: Value,
    /// The values.
    pub data: Place,
    /// Whether a submission was put in, and its values as they came: conditions see them until they are overwritten.
    pub submitted: RefCell<Option<Value>>,
    /// These with the values of now over them, where that is something else, and the count of writes it is true of.
    pub(crate) merged: RefCell<Option<(u64, Option<Value>)>>,
    pub wizard: bool,
    /// The first round is over.
    pub initialized: Cell<bool>,
}

/// Everything about one form. All methods take it shared, because scripts reach back into it while it works.
pub struct Core {
    me: Weak<Core>,
    pub(crate) env: Box<dyn Surroundings>,
    pub store: Store,
    pub(crate) nodes: RefCell<Vec<Rc<Node>>>,
    /// The form and the forms inside.
    pub(crate) roots: RefCell<Vec<NodeId>>,
    /// Data path to the component that was made last there.
    by_path: RefCell<Table>,
    /// What kinds of components bring along.
    pub(crate) brought: RefCell<Vec<(Kind, Value)>>,
    /// Forms to be looked at, the outermost first.
    pending: RefCell<Vec<(NodeId, Flags)>>,
    /// Forms inside that are to be made when the current round is over.
    pub(crate) forms_to_make: RefCell<Vec<NodeId>>,
    pub(crate) warnings: RefCell<Vec<Text>>,
    /// `submission.metadata` and what else came with the values.
    pub submission: Place,
    /// Components whose visibility or state changed since this was last asked.
    pub(crate) touched: RefCell<Vec<NodeId>>,
}

/// The number of the form itself.
pub const FORM: NodeId = 0;

/// A component may be in at most this many others.
pub const DEEPEST: usize = 256;

impl Core {
    /// The form `definition` without values; nothing is computed yet.
    pub fn new(definition: Value, env: Box<dyn Surroundings>) -> Rc<Core> {
        Rc::new_cyclic(|me| {
            let store = Store::default();
            store.plant(object! { "data": Value::object(), "metadata": Value::object() });
            let core = Core {
                me: me.clone(),
                env,
                store,
                nodes: RefCell::default(),
                roots: RefCell::default(),
                by_path: RefCell::default(),
                brought: RefCell::default(),
                pending: RefCell::default(),
                forms_to_make: RefCell::default(),
                warnings: RefCell::default(),
                submission: Place::root(0),
                touched: RefCell::default(),
            };
            let data = core.submission.child("data");
            core.add_root(None, definition, data);
            core
        })
    }

    /// This form, to keep.
    pub fn shared(&self) -> Option<Rc<Core>> {
        self.me.upgrade()
    }

    /// Makes the node of a form: the outermost, or one inside the component `parent`.
    pub(crate) fn add_root(&self, parent: Option<NodeId>, form: Value, data: Place) -> NodeId {
        let id = self.nodes.borrow().len();
        let wizard = form.says("display", "wizard");
        let component = object! {
            "type": "form".into(),
            "input": false.into(),
            "clearOnHide": false.into(),
            "components": form.get("components").clone(),
        };
        let state = RootState {
            form,
            data: data.clone(),
            submitted: RefCell::default(),
            merged: RefCell::default(),
            wizard,
            initialized: Cell::new(false),
        };
        self.roots.borrow_mut().push(id);
        let mut node = self.bare(id, Kind::Root, parent, id, "".into(), component, data);
        node.state = Some(Rc::new(state));
        if let Some(owner) = parent {
            let owner = self.node(owner);
            node.data_path = owner.path();
            node.full_path = owner.full_path.clone();
            node.row_index.set(owner.row_index.get());
        }
        self.nodes.borrow_mut().push(Rc::new(node));
        id
    }

    #[allow(clippy::too_many_arguments, reason = "a node is all of this")]
    pub(crate) fn bare(
        &self,
        id: NodeId,
        kind: Kind,
        parent: Option<NodeId>,
        root: NodeId,
        key: Text,
        component: Value,
        row: Place,
    ) -> Node {
        let none = Text::default();
        Node {
            id,
            kind,
            facts: Cell::new(Facts::of(kind, &component)),
            parent,
            root,
            key,
            original: component.clone(),
            has_logic: !component.get("logic").items().is_empty(),
            has_condition: kind != Kind::Root && node::has_condition(&component),
            component: RefCell::new(component),
            row: RefCell::new(row),
            row_index: Cell::new(None),
            data_path: none.clone(),
            local_path: none.clone(),
            full_path: none,
            children: RefCell::default(),
            rows: RefCell::default(),
            edit_rows: RefCell::default(),
            form: Cell::new(None),
            visible: Cell::new(true),
            parent_visible: Cell::new(true),
            conditionally_hidden: Cell::new(false),
            conditionally_cleared: Cell::new(false),
            logically_hidden: Cell::new(false),
            pristine: Cell::new(true),
            disabled: Cell::new(false),
            parent_disabled: Cell::new(false),
            calculated: RefCell::default(),
            columns: RefCell::default(),
            condition: RefCell::default(),
            calculation: RefCell::default(),
            logic: RefCell::default(),
            checked: RefCell::default(),
            items: RefCell::default(),
            items_for: RefCell::default(),
            state: None,
        }
    }

    /// The node `id`. Asking for what does not exist gives the form itself.
    pub fn node(&self, id: NodeId) -> Rc<Node> {
        let nodes = self.nodes.borrow();
        match nodes.get(id).or_else(|| nodes.first()) {
            Some(node) => node.clone(),
            None => Rc::new(self.bare(0, Kind::Root, None, 0, "".into(), Value::object(), Place::root(0))),
        }
    }

    /// The form that a node is in.
    pub fn root(&self, id: NodeId) -> Rc<RootState> {
        match &self.node(self.node(id).root).state {
            Some(state) => state.clone(),
            None => Rc::new(RootState {
                form: Value::object(),
                data: self.submission.child("data"),
                submitted: RefCell::default(),
                merged: RefCell::default(),
                wizard: false,
                initialized: Cell::new(true),
            }),
        }
    }

    /// Ancestors of a node within its own form, nearest first; the form itself is the last.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = Rc<Node>> + '_ {
        let mut next = self.node(id).parent;
        std::iter::from_fn(move || {
            let found = self.node(next?);
            next = found.parent;
            Some(found)
        })
    }

    /// All nodes below `id` in the order in which the reference implementation walks them, forms inside included.
    pub fn below(&self, id: NodeId, visit: &mut dyn FnMut(&Rc<Node>)) {
        self.each_child(id, &mut |node| {
            visit(node);
            self.below(node.form.get().unwrap_or(node.id), visit);
        });
    }

    /// The children of a node, one after the other.
    #[inline(never)]
    pub(crate) fn each_child(&self, id: NodeId, visit: &mut dyn FnMut(&Rc<Node>)) {
        for child in self.children(id) {
            visit(&self.node(child));
        }
    }

    /// The children of a node, those of all rows in order.
    pub fn children(&self, id: NodeId) -> Vec<NodeId> {
        let node = self.node(id);
        let mut all = node.children.borrow().clone();
        node.edit_rows.borrow().iter().for_each(|row| all.extend_from_slice(&row.children));
        node.rows.borrow().iter().for_each(|row| all.extend_from_slice(row));
        all
    }

    /// Says something about the definition or a script, once.
    pub fn warn(&self, warning: String) {
        let mut warnings = self.warnings.borrow_mut();
        if !warnings.iter().any(|known| **known == *warning) {
            warnings.push(warning.into());
        }
    }

    /// Everything said so far.
    pub fn warnings(&self) -> Vec<Text> {
        self.warnings.borrow().clone()
    }

    /// Something in the form `root` changed and has to be looked at.
    pub(crate) fn announce(&self, root: NodeId, flags: Flags) {
        let mut pending = self.pending.borrow_mut();
        let at = pending.partition_point(|(known, _)| *known < root);
        let mut next = Flags { calculated_by: flags.calculated_by, ..Flags::default() };
        match pending.get_mut(at) {
            Some((known, old)) if *known == root => {
                next.from_submission = flags.from_submission || old.from_submission;
                next.modified = flags.modified || old.modified;
                *old = next;
            }
            _ => {
                next.from_submission = flags.from_submission;
                next.modified = flags.modified;
                pending.insert(at, (root, next));
            }
        }
    }

    /// The form `root` has to be looked at, whatever is known about it stays.
    pub(crate) fn wait(&self, root: NodeId) {
        let known = self.pending.borrow().iter().any(|(known, _)| *known == root);
        if !known {
            self.announce(root, Flags::default());
        }
    }

    /// The outermost form that waits, which then waits no more.
    pub(crate) fn next_pending(&self) -> Option<(NodeId, Flags)> {
        let mut pending = self.pending.borrow_mut();
        if pending.is_empty() { None } else { Some(pending.remove(0)) }
    }

    /// Nothing waits any more; says whether anything did.
    pub(crate) fn forget_pending(&self) -> bool {
        !std::mem::take(&mut *self.pending.borrow_mut()).is_empty()
    }

    /// The component made last for the values at `path`.
    pub(crate) fn at_path(&self, path: &str) -> Option<NodeId> {
        self.by_path.borrow().get(path).map(|id| id as NodeId)
    }

    pub(crate) fn remember_path(&self, path: &Text, id: NodeId) {
        self.by_path.borrow_mut().set(path, id as u64);
    }

    /// Runs a script of the component `id`; a failure is a warning and has no value.
    pub(crate) fn evaluate(
        &self,
        id: NodeId,
        code: &str,
        result: &str,
        scope: &[(&'static str, Given)],
    ) -> Result<Value, Failure> {
        let call = Call { node: Some(id), scope };
        match self.env.scripts().run(self, code, result, &call) {
            Ok(outcome) => Ok(outcome.value),
            Err(failure) => {
                let node = self.node(id);
                let place =
                    if failure.syntax { "within the custom function for" } else { "within custom function for" };
                self.warn(["An error occured ", place, " ", &node.key, " ", &failure.message].concat());
                Err(failure)
            }
        }
    }

    /// What a script of a component makes of the variable `result`, given the names that every script has and `own`; null where it
    /// fails.
    #[inline(never)]
    pub(crate) fn ask(&self, node: &Node, code: &str, result: &'static str, own: Vec<(&'static str, Given)>) -> Value {
        self.evaluate(node.id, code, result, &self.scope(node, own)).unwrap_or(Value::Null)
    }

    /// Fills in a template for the component `id`.
    pub fn interpolate(&self, id: NodeId, template: &str, scope: &[(&'static str, Given)]) -> String {
        if !js::contains(template, "{") {
            return template.into();
        }
        let call = Call { node: Some(id), scope };
        match self.env.scripts().render(self, template, &call) {
            Ok(text) => text,
            Err(failure) => {
                self.warn(["Error interpolating template ", &failure.message, " ", template].concat());
                String::from(&*failure.message)
            }
        }
    }

    /// The paths of a node under `parent`, from its definition.
    pub(crate) fn set_paths(&self, node: &mut Node) {
        let component = node.original.clone();
        let counts = !component.get("type").text().is_empty() && !matches!(node.model(), Model::None | Model::Content);
        let key = kind::key(&component);
        let key = if key == &*node.key { node.key.clone() } else { key.into() };
        let data_key = if counts { key.clone() } else { Text::default() };
        let Some(parent) = node.parent.map(|id| self.node(id)) else { return };
        let mut around = parent.path();
        if !around.is_empty() {
            if parent.model() == Model::NestedArray {
                around = [&around, "[", &numbers::place(node.row_index.get().unwrap_or(0)), "]"].concat().into();
            }
            if parent.kind == Kind::Root && parent.parent.is_some() {
                around = [&around, ".data"].concat().into();
            }
        }
        let local = if parent.kind == Kind::Root { Text::default() } else { parent.local_path.clone() };
        node.local_path = path::within(&local, &data_key);
        node.data_path = path::within(&around, &data_key);
        node.full_path = path::within(&parent.full_path, &key);
    }

    /// The place that a component's value is at, and whether the object around it is there to be written.
    pub(crate) fn writable(&self, node: &Node) -> bool {
        self.store.is_object(&node.row.borrow())
    }

    /// The place of a component's value. A member whose name is the whole key, dots and all, comes before a path.
    pub fn place_of(&self, node: &Node) -> Place {
        let row = node.row.borrow();
        if path::simple(&node.key) || self.store.get(&row).as_map().is_some_and(|map| map.contains(&node.key)) {
            return row.member(node.key.clone());
        }
        row.child(&node.key)
    }

    /// The component's value as it is kept; undefined where there is none.
    pub fn kept(&self, node: &Node) -> Value {
        if node.key.is_empty() {
            return Value::Undefined;
        }
        self.store.get_below(&node.row.borrow(), &node.key)
    }

    /// Whether the component has a value.
    pub fn has_value(&self, node: &Node) -> bool {
        !self.kept(node).is_undefined()
    }

    /// The form's values as they are now.
    pub fn data(&self) -> Value {
        self.store.get(&self.submission.child("data"))
    }

    /// Whether the definition nests deeper than anybody can fill in.
    pub(crate) fn too_deep(&self, id: NodeId) -> bool {
        self.ancestors(id).count() >= DEEPEST
    }
}
