//! Values: reading, writing, default values, and what counts as empty.
use crate::core::Core;
use crate::date;
use crate::js;
use crate::kind::Kind;
use crate::node::{Flags, Node, NodeId};
use crate::script::Given;
use crate::value::{Text, Value, object};

impl Core {
    /// What a component holds when nobody has said anything.
    pub fn empty_value(&self, node: &Node) -> Value {
        match node.kind {
            Kind::TextField
            | Kind::TextArea
            | Kind::Password
            | Kind::Email
            | Kind::Url
            | Kind::Phone
            | Kind::Radio
            | Kind::Hidden
            | Kind::Day
            | Kind::DateTime
            | Kind::Time
            | Kind::Signature => "".into(),
            Kind::Content => Value::Null,
            Kind::Checkbox if node.says("inputType", "radio") => "".into(),
            Kind::Checkbox | Kind::Button => false.into(),
            Kind::Tags if node.says("storeas", "string") => "".into(),
            Kind::Tags | Kind::EditGrid | Kind::File => Value::array(Vec::new()),
            Kind::DataGrid if starts_empty(node) => Value::array(Vec::new()),
            Kind::DataGrid => Value::array(vec![Value::object()]),
            Kind::Container | Kind::Survey | Kind::DataMap => Value::object(),
            Kind::Address if self.by_hand_allowed(node) => {
                object! { "mode": "autocomplete".into(), "address": Value::object() }
            }
            Kind::Address => Value::object(),
            Kind::Form => object! { "data": Value::object() },
            Kind::SelectBoxes => {
                let mut value = Value::object();
                for choice in node.setting("values").items() {
                    let name = js::string(choice.get("value"));
                    if js::truthy(choice.get("value")) {
                        value.put(&name, false.into());
                    }
                }
                value
            }
            Kind::Select => self.empty_choice(node),
            _ => Value::Null,
        }
    }

    fn empty_choice(&self, node: &Node) -> Value {
        if node.multiple() {
            return Value::array(Vec::new());
        }
        let property = value_property(node);
        if node.says("dataSrc", "json") && js::truthy(&node.setting("data.json")) {
            let first = node.setting("data.json").at(0).clone();
            let value = if property.is_empty() { first } else { crate::path::get(&first, &property).clone() };
            return match value {
                Value::String(text) if !text.is_empty() => "".into(),
                _ => Value::object(),
            };
        }
        if property.is_empty() { Value::object() } else { "".into() }
    }

    /// Whether an address may be typed in by hand.
    pub(crate) fn by_hand_allowed(&self, node: &Node) -> bool {
        node.is("enableManualMode") && !node.multiple()
    }

    /// The value as the component sees it: in its shape, its empty value where there is none.
    pub fn data_value(&self, node: &Node) -> Value {
        if node.key.is_empty() {
            return if node.multiple() { Value::array(Vec::new()) } else { self.empty_value(node) };
        }
        let mut value = self.kept(node);
        if value.is_undefined() {
            value = if node.multiple() { Value::array(Vec::new()) } else { self.empty_value(node) };
        }
        match node.kind {
            Kind::DataGrid if !value.is_array() => self.empty_value(node),
            Kind::EditGrid if !js::truthy(&value) => Value::array(Vec::new()),
            kind if kind.is_multivalue() => self.normalize(node, value, Flags::default()),
            _ => value,
        }
    }

    /// Writes a component's value. Nothing, or a component without a value of its own, takes it away or leaves it.
    pub(crate) fn keep(&self, node: &Node, value: Value) {
        if !node.allows_data() || node.key.is_empty() || !self.writable(node) {
            return;
        }
        if value.is_nil() {
            self.unset(node);
            return;
        }
        self.store.set(&self.place_of(node), value);
    }

    pub(crate) fn unset(&self, node: &Node) {
        if self.has_value(node) {
            self.store.set(&self.place_of(node), Value::Undefined);
        }
    }

    /// Whether a component without a value gets its default.
    pub(crate) fn adds_default(&self, node: &Node) -> bool {
        match node.kind {
            Kind::Root => false,
            kind if kind.is_nested_data() => true,
            _ => node.pristine.get() && node.allows_data(),
        }
    }

    /// The default value of a component, by its definition or its script.
    pub fn default_value(&self, node: &Node) -> Value {
        match node.kind {
            Kind::Button => return false.into(),
            Kind::Form if node.form.get().is_none() => return Value::Null,
            Kind::DataGrid => return self.default_rows(node),
            Kind::SelectBoxes => {
                let given = node.setting("defaultValue");
                let value = if js::empty(&given) { self.empty_value(node) } else { given };
                return self.custom_default(node, value, &|| "".into());
            }
            _ => {}
        }
        let given = node.setting("defaultValue");
        let value = if js::truthy(&given) { given.clone() } else { self.empty_value(node) };
        let mut value = self.custom_default(node, value, &|| self.data_value(node));
        if node.kind.is_multivalue() && node.multiple() {
            value = match value {
                Value::Array(items) if items.is_empty() => Value::array(vec![self.empty_value(node)]),
                Value::Array(items) => Value::Array(items),
                single => Value::array(vec![single]),
            };
        }
        self.shape_default(node, value, &given)
    }

    fn custom_default(&self, node: &Node, value: Value, before: &dyn Fn() -> Value) -> Value {
        let code = node.text("customDefaultValue");
        if code.is_empty() {
            return value;
        }
        self.ask_about(node, &code, "value", before())
    }

    fn shape_default(&self, node: &Node, value: Value, given: &Value) -> Value {
        match node.kind {
            Kind::Number | Kind::Currency => {
                let mut value = value;
                if let Value::String(text) = &value
                    && !text.is_empty()
                {
                    let number = self.parse_number(node, text);
                    value = if number.is_nan() { Value::Null } else { number.into() };
                }
                if !js::truthy(&value) && matches!(given, Value::Number(zero) if **zero == 0.0) {
                    value = 0.0.into();
                }
                match &value {
                    Value::Array(items) if !node.multiple() => {
                        let first = items.first().cloned().unwrap_or_default();
                        if js::truthy(&first) || first.as_number() == Some(0.0) { first } else { Value::Null }
                    }
                    _ => value,
                }
            }
            Kind::Radio | Kind::Select if !js::truthy(&value) => match given {
                Value::Bool(false) => given.clone(),
                Value::Number(zero) if **zero == 0.0 && node.kind == Kind::Select => given.clone(),
                _ => value,
            },
            Kind::DateTime if !js::truthy(&value) && node.is("defaultDate") => {
                let setting = node.text("defaultDate");
                self.date_setting(node, &setting).map_or(Value::from(""), |at| date::iso(at).into())
            }
            Kind::Time => match &value {
                Value::String(text) if !text.is_empty() => self.time_value(node, text).into(),
                _ => value,
            },
            Kind::TextArea if node.says("editor", "quill") && !js::truthy(&value) => "<p><br></p>".into(),
            Kind::File if !value.is_array() => Value::array(Vec::new()),
            Kind::EditGrid => {
                let mut rows = value.items().to_vec();
                let least = js::number(&node.setting("validate.minLength"));
                while (rows.len() as f64) < least && rows.len() < MOST_EMPTY_ROWS {
                    rows.push(Value::object());
                }
                Value::array(rows)
            }
            Kind::DataMap => match value {
                Value::Array(items) => items.first().cloned().unwrap_or_default(),
                _ => Value::object(),
            },
            Kind::Address if node.multiple() && !value.is_array() => Value::array(vec![value]),
            Kind::Survey if js::truthy(&value) && !value.is_object() => {
                if !node.setting("values").items().iter().any(|choice| js::strictly_equal(choice.get("value"), &value))
                {
                    return value;
                }
                let mut answers = Value::object();
                for question in node.setting("questions").items() {
                    answers.put(&js::string(question.get("value")), value.clone());
                }
                answers
            }
            _ => value,
        }
    }

    /// Whether a value counts as none for this component.
    pub fn is_empty(&self, node: &Node, value: &Value) -> bool {
        match node.kind {
            Kind::Checkbox => self.plainly_empty(node, value) || matches!(value, Value::Bool(false)),
            Kind::SelectBoxes => !value.as_map().is_some_and(|map| map.iter().any(|(_, value)| js::truthy(value))),
            Kind::Day => value.text() == "00/00/0000" || self.plainly_empty(node, value),
            Kind::Form => matches!(value, Value::Null) || js::equal(value, &self.empty_value(node)),
            Kind::TextField | Kind::Password | Kind::Email | Kind::Url | Kind::Phone | Kind::Time => {
                if self.many_masks(node) {
                    let complete = js::truthy(value.get("maskName")) && js::truthy(value.get("value"));
                    return self.plainly_empty(node, value) || !(node.multiple() || complete);
                }
                let text = if js::truthy(value) { js::string(value) } else { "".into() };
                self.plainly_empty(node, &js::trim(&text).into())
            }
            Kind::TextArea => match value {
                Value::String(text) => js::trim(text).is_empty(),
                other => self.plainly_empty(node, other),
            },
            Kind::DataGrid => {
                let children = self.children(node.id);
                if children.is_empty() {
                    return self.plainly_empty(node, value);
                }
                children.into_iter().all(|child| {
                    let child = self.node(child);
                    self.is_empty(&child, &self.data_value(&child))
                })
            }
            _ => self.plainly_empty(node, value),
        }
    }

    fn plainly_empty(&self, node: &Node, value: &Value) -> bool {
        let empty = self.empty_value(node);
        match value {
            Value::Undefined | Value::Null => true,
            Value::String(text) if text.is_empty() => true,
            Value::Array(items) if items.is_empty() => true,
            Value::Array(items) if items.len() == 1 && items.first().is_some_and(|item| js::equal(item, &empty)) => {
                true
            }
            _ => js::equal(value, &empty),
        }
    }

    /// Whether there is a value that is not empty.
    pub(crate) fn has_set_value(&self, node: &Node) -> bool {
        if node.kind == Kind::Checkbox {
            return self.has_value(node);
        }
        self.has_value(node) && !self.is_empty(node, &self.data_value(node))
    }

    pub(crate) fn has_changed(&self, node: &Node, new: &Value, old: &Value) -> bool {
        if !new.is_nil() && node.allows_data() && !self.has_value(node) {
            return true;
        }
        if !matches!(node.kind, Kind::Container | Kind::DataGrid | Kind::Address | Kind::DataMap)
            && new.is_nil()
            && (old.is_nil() || self.is_empty(node, old))
        {
            return false;
        }
        !js::equal(new, old)
    }

    /// Names that every script of a component has, besides those of its own.
    pub(crate) fn scope(&self, node: &Node, own: Vec<(&'static str, Given)>) -> Vec<(&'static str, Given)> {
        let mut scope = vec![
            ("row", Given::Place(node.place())),
            ("data", Given::Place(self.root(node.id).data.clone())),
            ("component", Given::Value(node.definition())),
            ("rowIndex", Given::Value(node.row_index.get().map_or(Value::Undefined, |at| (at as f64).into()))),
        ];
        scope.extend(own);
        scope
    }

    /// As [`Core::ask`], `result` being `before` until the script says something else.
    #[inline(never)]
    pub(crate) fn ask_about(&self, node: &Node, code: &str, result: &'static str, before: Value) -> Value {
        self.ask(node, code, result, vec![(result, Given::Value(before))])
    }

    /// Writes `value` and says whether anything changed.
    pub(crate) fn update_value(&self, node: &Node, value: Value, flags: Flags) -> bool {
        let new = if !flags.reset && value.is_nil() { self.data_value(node) } else { value };
        let new = self.normalize(node, new, flags);
        let old = self.data_value(node);
        let changed = !new.is_undefined() && self.has_changed(node, &new, &old);
        if changed {
            self.keep(node, new);
            self.changed(node, flags);
        }
        changed
    }

    /// Tells the form that a value changed.
    pub(crate) fn changed(&self, node: &Node, flags: Flags) {
        if !flags.silent {
            self.announce(node.root, flags);
        }
    }

    /// The name of the property that choices are known by; empty where the whole choice is the value.
    pub(crate) fn root_pristine(&self, id: NodeId) -> bool {
        self.node(self.node(id).root).pristine.get()
    }

    /// Whether the field offers several masks to choose from.
    pub(crate) fn many_masks(&self, node: &Node) -> bool {
        node.is("allowMultipleMasks") && !node.setting("inputMasks").items().is_empty()
    }
}

/// More rows than this are nobody's wish.
pub(crate) const MOST_ROWS: usize = 1_000;
/// And the most that a definition alone asks for, with nothing filled in.
pub(crate) const MOST_EMPTY_ROWS: usize = 200;

/// Whether a data grid begins without a row.
pub(crate) fn starts_empty(node: &Node) -> bool {
    node.is("initEmpty") || node.is("noFirstRow")
}

/// The property of a choice that is its value; empty where the whole choice is.
pub(crate) fn value_property(node: &Node) -> Text {
    let given = node.text("valueProperty");
    if given.is_empty() && node.says("dataSrc", "values") { "value".into() } else { given }
}
