//! What a select, a group of radio buttons or a set of boxes offers.
use crate::core::Core;
use crate::form::{Changes, Form};
use crate::js;
use crate::json;
use crate::kind::Kind;
use crate::node::{Flags, Node, NodeId};
use crate::path;
use crate::script::Given;
use crate::text;
use crate::value::{Text, Value, object};
use crate::values::value_property;
use crate::words::group;

/// One choice.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What is kept when it is chosen: the choice itself, or one property of it.
    pub value: Value,
    /// What is read, without markup.
    pub label: Text,
}

/// More choices than this nobody looks through; the rest is left out.
const MOST: usize = 10_000;

impl Form {
    /// What the component offers, in order. A list that a script fetches comes later: it is empty until then, and the component
    /// is among [`Changes::components`] when it is there.
    pub fn choices(&self, id: NodeId) -> Vec<Choice> {
        let node = self.core().node(id);
        let items = self.core().items(&node);
        items.items().iter().take(MOST).map(|item| self.core().choice(&node, item)).collect()
    }

    /// Gives the choices that only a server knows (`url`, `resource`): its answer as it came.
    pub fn give_choices(&self, id: NodeId, answer: Value) -> Changes {
        *self.core().node(id).items.borrow_mut() = Some(answer);
        self.refresh()
    }
}

impl Core {
    /// What the component offers, as it stands in the definition or as a script or a server gave it.
    fn items(&self, node: &Node) -> Value {
        if matches!(node.kind, Kind::Radio | Kind::SelectBoxes) && !node.says("dataSrc", "url") {
            return node.setting("values");
        }
        match group("json | custom | url resource", &node.text("dataSrc")) {
            0 => match node.setting("data.json") {
                Value::String(written) => json::parse(&written).unwrap_or_default(),
                items => items,
            },
            1 => self.items_of_script(node),
            2 => self.picked(node, node.items.borrow().clone().unwrap_or_default()),
            _ => node.setting("data.values"),
        }
    }

    /// Runs the component's script once, and again when what it depends on (`refreshOn`) has changed.
    pub(crate) fn items_of_script(&self, node: &Node) -> Value {
        let depends = self.refresh_state(node);
        if node.items_for.borrow().as_ref() != Some(&depends) {
            *node.items_for.borrow_mut() = Some(depends);
            let code = node.setting("data.custom").shared_text();
            let given = self.ask_about(node, &code, "values", Value::array(Vec::new()));
            // A script that asks a server has no list yet, and may have given one by itself.
            if given.is_array() && (!given.items().is_empty() || node.items.borrow().is_none()) {
                *node.items.borrow_mut() = Some(given);
            }
        }
        self.picked(node, node.items.borrow().clone().unwrap_or_default())
    }

    /// The list within an answer (`selectValues`).
    fn picked(&self, node: &Node, answer: Value) -> Value {
        let inside = node.text("selectValues");
        if inside.is_empty() || answer.is_array() { answer } else { path::get(&answer, &inside).clone() }
    }

    fn choice(&self, node: &Node, item: &Value) -> Choice {
        let select = node.kind == Kind::Select;
        let property = value_property(node);
        let listed = !select || node.says("dataSrc", "values");
        let value = match &*property {
            _ if !item.is_plain() => item.clone(),
            "" if listed => item.get("value").clone(),
            "" => item.clone(),
            name => path::get(item, name).clone(),
        };
        let label = if !item.is_plain() {
            js::string(item)
        } else if select && !node.text("template").is_empty() {
            self.label_by_template(node, item)
        } else {
            js::string(item.get("label"))
        };
        let label = if js::trim(&label).is_empty() && !value.is_object() { js::string(&value) } else { label };
        Choice { value, label: js::trim(&label).into() }
    }

    fn label_by_template(&self, node: &Node, item: &Value) -> Text {
        let template = node.text("template");
        let shown = text::escaped(item);
        let filled = if text::needs_script(&template) {
            self.interpolate(node.id, &template, &[("item", Given::Value(shown))])
        } else {
            text::fill(&template, &object! { "item": shown })
        };
        text::unescape(&filled).into()
    }

    /// The values that the choices depend on, written down to be compared.
    fn refresh_state(&self, node: &Node) -> Text {
        match node.setting("refreshOn") {
            Value::String(name) if &*name == "data" => json::print(&self.data()).into(),
            Value::String(name) => json::print(&self.refresh_value(node, &name)).into(),
            Value::Array(names) => {
                let name =
                    |entry: &Value| if entry.is_plain() { js::string(entry.get("key")) } else { js::string(entry) };
                let values = names.iter().map(|entry| self.refresh_value(node, &name(entry))).collect();
                json::print(&Value::array(values)).into()
            }
            _ => "".into(),
        }
    }

    fn refresh_value(&self, node: &Node, name: &str) -> Value {
        match self.find(node.root, name, node.row_index.get()) {
            Some(id) => self.data_value(&self.node(id)),
            None => path::get(&self.data(), name).clone(),
        }
    }

    /// After a round: a component whose choices depend on what has changed gets new ones, and loses its value when its
    /// definition says so and a person made the change.
    pub(crate) fn follow_refresh(&self, node: &Node, flags: &mut Flags) {
        let known = node.items_for.borrow().clone();
        let Some(known) = known else { return };
        if js::truthy(&node.setting("refreshOn")) && self.refresh_state(node) != known {
            // Kept until the choices are asked for again, so that the value is taken away once.
            *node.items_for.borrow_mut() = None;
            *node.items.borrow_mut() = None;
            self.touched.borrow_mut().push(node.id);
            let by_hand = self.find(node.root, &node.text("refreshOn"), node.row_index.get());
            let by_hand = by_hand.is_some_and(|id| !self.node(id).pristine.get());
            if node.is("clearOnRefresh") && by_hand {
                self.set_value(node.id, self.empty_value(node), flags);
            }
        }
    }
}
