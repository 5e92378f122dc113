//! From definition to components: each with its defaults, its place and its children.
use crate::core::{Core, FORM};
use crate::js;
use crate::json;
use crate::kind::Kind;
use crate::node::{Flags, Node, NodeId};
use crate::set::merge_deep;
use crate::store::Place;
use crate::value::{Value, object};
use std::rc::Rc;

/// Marks a condition that needs no interpreter: shows where the address is typed in by hand.
pub(crate) const BY_HAND: &str = "show = _.get(instance, 'parent.manualMode', false);";

/// Marks what never shows.
pub(crate) const NEVER: &str = "show = false";

fn default(component: &mut Value, name: &str, value: Value) {
    if component.get(name).is_undefined() {
        component.put(name, value);
    }
}

/// The definition of a component with what its kind brings along.
fn complete(kind: Kind, brought: &Value, component: &mut Value) {
    if component.get("key").is_undefined() || component.get("label").is_undefined() {
        let (key, label) = kind.names();
        default(component, "key", key.into());
        default(component, "label", label.into());
    }
    if let (Value::Object(brought), Value::Object(map)) = (brought, &mut *component) {
        for (name, value) in brought.iter() {
            if map.get(name).is_none_or(Value::is_undefined) {
                Rc::make_mut(map).insert(name.clone(), value.clone());
            }
        }
    }
    match kind {
        Kind::SelectBoxes => component.put("inputType", "checkbox".into()),
        Kind::Day => {
            let mut fields = component.get("fields").clone();
            if !fields.is_plain() {
                fields = Value::object();
            }
            for part in ["day", "month", "year"] {
                default(&mut fields, part, Value::object());
            }
            for name in ["maxYear", "minYear"] {
                component.put(name, fields.get("year").get(name).clone());
            }
            component.put("fields", fields);
        }
        Kind::DateTime => {
            let mut widget = object! {
                "type": "calendar".into(),
                "enableTime": (!matches!(component.get("enableTime"), Value::Bool(false))).into(),
                "format": component.get("format").clone(),
            };
            for name in ["minDate", "maxDate"] {
                let limit = component.get("datePicker").get(name);
                widget.put(name, if limit.is_undefined() { Value::Null } else { limit.clone() });
            }
            component.put("widget", widget);
        }
        _ => {}
    }
}

macro_rules! part {
    ($key:literal, $label:literal) => {
        concat!(
            r#"{"key":""#,
            $key,
            r#"","label":""#,
            $label,
            r#"","type":"textfield","input":true,"customConditional":"show = _.get(instance, 'parent.manualMode', false);"}"#
        )
    };
}

/// What components of a kind have where their definition says nothing, as JSON.
fn brought_along(kind: Kind) -> &'static str {
    match kind {
        Kind::Phone => r#"{"inputMask":"(999) 999-9999"}"#,
        Kind::Radio => r#"{"inputType":"radio","dataSrc":"values"}"#,
        Kind::SelectBoxes => r#"{"dataSrc":"values"}"#,
        Kind::Select => r#"{"dataSrc":"values","idPath":"id"}"#,
        Kind::Tags => r#"{"storeas":"string"}"#,
        Kind::Time => r#"{"format":"HH:mm","dataFormat":"HH:mm:ss"}"#,
        Kind::DateTime => r#"{"format":"yyyy-MM-dd hh:mm a"}"#,
        Kind::Container | Kind::DataGrid | Kind::EditGrid => r#"{"tree":true}"#,
        // The parts of an address that is typed in by hand.
        Kind::Address => concat!(
            r#"{"tree":true,"components":["#,
            part!("address1", "Address 1"),
            ",",
            part!("address2", "Address 2"),
            ",",
            part!("city", "City"),
            ",",
            part!("state", "State"),
            ",",
            part!("country", "Country"),
            ",",
            part!("zip", "Zip Code"),
            "]}"
        ),
        _ => "",
    }
}

impl Core {
    /// What components of a kind have where their definition says nothing, read once for each.
    fn brought_along(&self, kind: Kind) -> Value {
        let known = self.brought.borrow().iter().find(|(known, _)| *known == kind).map(|(_, brought)| brought.clone());
        known.unwrap_or_else(|| {
            let mut brought = object! {
                "input": kind.has_input().into(),
                "clearOnHide": kind.clears().into(),
                "persistent": kind.persists().into(),
            };
            if let Ok(more) = json::parse(brought_along(kind)) {
                merge_deep(&mut brought, &more);
            }
            self.brought.borrow_mut().push((kind, brought.clone()));
            brought
        })
    }

    /// Makes the components of a form.
    pub(crate) fn build(&self, root: NodeId) {
        let state = self.root(root);
        if state.wizard {
            self.establish_pages(root);
            return;
        }
        let components = state.form.get("components").clone();
        for component in components.items() {
            self.create(root, component, state.data.clone(), None);
        }
    }

    /// Makes the component that `definition` describes, with everything below it.
    pub(crate) fn create(
        &self,
        parent: NodeId,
        definition: &Value,
        row: Place,
        row_index: Option<usize>,
    ) -> Option<NodeId> {
        let Value::Object(_) = definition else {
            if !definition.is_nil() {
                self.warn("a component is no object and was left out".into());
            }
            return None;
        };
        if self.too_deep(parent) {
            self.warn("components nest too deeply: the innermost were left out".into());
            return None;
        }
        let kind = self.kind_of(definition);
        let mut component = definition.clone();
        complete(kind, &self.brought_along(kind), &mut component);
        let id = self.nodes.borrow().len();
        let named = kind == Kind::Checkbox && !component.get("name").text().is_empty();
        let key = component.get(if named { "name" } else { "key" }).shared_text();
        let around = self.node(parent);
        let mut node = self.bare(id, kind, Some(parent), around.root, key, component, row);
        node.row_index.set(row_index.or(around.row_index.get()));
        self.set_paths(&mut node);
        node.parent_visible.set(around.shown());
        let node = Rc::new(node);
        self.nodes.borrow_mut().push(node.clone());
        let path = node.path();
        if !path.is_empty() {
            self.remember_path(&path, id);
        }
        node.visible.set(around.shown() && self.own_visibility(&node));
        self.first_value(&node);
        self.adopt(parent, id, around.kind);
        self.init(&node);
        Some(id)
    }

    fn adopt(&self, parent: NodeId, id: NodeId, kind: Kind) {
        // The rows of grids keep their own lists.
        if !matches!(kind, Kind::DataGrid | Kind::EditGrid | Kind::DataMap) {
            self.node(parent).children.borrow_mut().push(id);
        }
    }

    fn kind_of(&self, definition: &Value) -> Kind {
        let name = definition.get("type").text();
        let kind = Kind::of(name);
        if kind != Kind::Other {
            return kind;
        }
        let children = definition.get("components").is_array();
        if children && (js::truthy(definition.get("tree")) || js::truthy(definition.get("input"))) {
            return Kind::Container;
        }
        if children {
            return Kind::Well;
        }
        self.warn(["components of type \"", name, "\" are not known: a placeholder is shown"].concat());
        Kind::Other
    }

    /// Whether the component shows by itself, whatever is around it.
    pub(crate) fn own_visibility(&self, node: &Node) -> bool {
        if node.has_condition { !self.conditionally_hidden(node) } else { !node.facts.get().hidden }
    }

    /// Gives a new component its default value, or brings the value that is there into its shape.
    fn first_value(&self, node: &Node) {
        if !node.allows_data() || node.key.is_empty() || self.should_clear(node) {
            return;
        }
        if !self.has_value(node) {
            if self.adds_default(node) {
                let mut default = self.default_value(node);
                if node.kind == Kind::Day {
                    default = self.normalize(node, default, Flags::default());
                }
                self.keep(node, default);
            }
        } else {
            let value = self.data_value(node);
            self.keep(node, value);
        }
    }

    fn init(&self, node: &Rc<Node>) {
        match node.kind {
            Kind::DataGrid => self.init_data_grid(node),
            Kind::EditGrid => self.init_edit_grid(node),
            Kind::Form => self.forms_to_make.borrow_mut().push(node.id),
            Kind::Address => {
                if self.by_hand_allowed(node) {
                    self.create_children(node, self.place_of(node).child("address"));
                }
            }
            Kind::DataMap => {}
            kind if kind.is_layout() => {
                let row = node.place();
                self.create_children(node, row);
            }
            Kind::Container if Kind::of(&node.text("type")) == Kind::Other => {
                // Children of a component that nobody knows begin beside it and move into it once it is filled in.
                let row = node.place();
                self.create_children(node, row);
                self.each_child(node.id, &mut |child| self.move_rows(child.id, &self.place_of(node)));
            }
            Kind::Container => self.create_children(node, self.place_of(node)),
            _ => {}
        }
        node.disabled.set(js::truthy(node.component.borrow().get("disabled")));
        self.pass_disabled(node);
        if !matches!(node.kind, Kind::DataGrid | Kind::EditGrid) {
            node.visible.set(self.own_visibility(node));
        }
    }

    /// Tells the children whether what is around them is switched off.
    pub(crate) fn pass_disabled(&self, node: &Node) {
        self.each_child(node.id, &mut |child| {
            child.parent_disabled.set(node.is_disabled());
            self.pass_disabled(child);
        });
    }

    fn create_children(&self, node: &Node, row: Place) {
        for definition in child_definitions(node.kind, &node.definition()) {
            self.create(node.id, &definition, row.clone(), None);
        }
    }

    /// Makes the forms inside that were waiting for their surroundings.
    pub(crate) fn make_forms(&self) -> bool {
        let waiting = std::mem::take(&mut *self.forms_to_make.borrow_mut());
        let mut made = false;
        for id in waiting {
            made |= self.make_form(id);
        }
        made
    }

    pub(crate) fn make_form(&self, id: NodeId) -> bool {
        let node = self.node(id);
        let component = node.definition();
        let components = component.get("components");
        if node.form.get().is_some() || components.items().is_empty() || self.conditionally_hidden(&node) {
            return false;
        }
        if node.root == FORM && self.root(FORM).wizard && js::truthy(component.get("lazyLoad")) {
            return false;
        }
        let inner = object! {
            "display": component.get("display").clone(),
            "components": components.each(&mut without_submit),
        };
        let mut data = self.kept(&node);
        if !data.is_plain() {
            data = object! { "data": Value::object() };
        }
        let mut place = self.place_of(&node);
        if !node.allows_data() {
            place = self.store.plant(data);
        } else if self.writable(&node) {
            self.store.set(&place, data);
        }
        let root = self.add_root(Some(id), inner, place.child("data"));
        node.form.set(Some(root));
        self.node(root).parent_visible.set(node.shown());
        self.build(root);
        self.settle_form(&node, root);
        true
    }
}

/// The definition of a component inside a form inside: it has no submit buttons of its own.
fn without_submit(component: &Value) -> Value {
    let mut copy = component.clone();
    let action = component.get("action");
    if component.says("type", "button") && (action.text() == "submit" || !js::truthy(action)) {
        copy.put("hidden", true.into());
        copy.put("customConditional", NEVER.into());
    }
    for name in ["components", "columns"] {
        if component.get(name).is_array() {
            copy.put(name, component.get(name).each(&mut without_submit));
        }
    }
    copy
}

/// The definitions of the children of a layout or container, in order.
pub fn child_definitions(kind: Kind, component: &Value) -> Vec<Value> {
    let mut found = Vec::new();
    let mut add = |part: &Value| found.extend_from_slice(part.get("components").items());
    match kind {
        Kind::Tabs => component.get("components").items().iter().for_each(add),
        _ => {
            add(component);
            match kind {
                Kind::Columns => component.get("columns").items().iter().for_each(add),
                Kind::Table => {
                    for row in component.get("rows").items() {
                        row.items().iter().for_each(&mut add);
                    }
                }
                _ => {}
            }
        }
    }
    found
}
