//! Putting values in: into one component, and from the outside into all.
use crate::core::Core;
use crate::js;
use crate::kind::Kind;
use crate::node::{Flags, Node, NodeId};
use crate::numbers;
use crate::path;
use crate::value::{Map, Text, Value};

impl Core {
    /// Puts `value` into the component `id` as a submission, a script or the view does, and says whether anything changed.
    pub(crate) fn set_value(&self, id: NodeId, value: Value, flags: &mut Flags) -> bool {
        let node = self.node(id);
        match node.kind {
            Kind::Root => self.set_root(&node, &value, flags),
            Kind::DataGrid => self.set_data_grid(&node, value, flags),
            Kind::EditGrid => self.set_edit_grid(&node, value, flags),
            Kind::Container => self.set_container(&node, value, flags),
            Kind::Address => {
                let changed = self.update_value(&node, value, *flags);
                if self.by_hand(&node) {
                    self.restore_address(&node);
                }
                changed
            }
            Kind::Form => self.set_form(&node, value, flags),
            Kind::Survey if !js::truthy(&value) => false,
            Kind::TextArea if is_plain(&node) => {
                let json = node.says("as", "json");
                let mut single = |value: &Value| match value {
                    Value::String(_) => value.clone(),
                    value if json && !value.is_nil() => crate::json::print(value).into(),
                    _ => "".into(),
                };
                let many = value.is_array() && node.multiple();
                let value = if many { value.each(&mut single) } else { single(&value) };
                self.update_value(&node, value, *flags)
            }
            Kind::SelectBoxes => {
                let changed = self.update_value(&node, value, *flags);
                self.complete_boxes(&node);
                changed
            }
            kind if kind.is_layout() => self.set_children(&node, &value, flags),
            _ => self.update_value(&node, value, *flags),
        }
    }

    /// Every shown box has an answer once an answer was put in.
    fn complete_boxes(&self, node: &Node) {
        let kept = self.kept(node);
        if !node.shown() || !node.says("dataSrc", "values") || !kept.is_plain() {
            return;
        }
        let mut value = kept.clone();
        for choice in node.setting("values").items() {
            let name = js::string(choice.get("value"));
            if value.get(&name).is_undefined() {
                value.put(&name, false.into());
            }
        }
        if !js::equal(&kept, &value) {
            self.keep(node, value);
        }
    }

    /// Puts a value in as a script does through `instance.setValue`.
    #[cfg_attr(not(feature = "script"), allow(dead_code, reason = "only scripts ask for it"))]
    pub(crate) fn set_from_script(&self, id: NodeId, value: Value) -> bool {
        self.set_value(id, value, &mut Flags::default())
    }

    fn set_root(&self, node: &Node, value: &Value, flags: &mut Flags) -> bool {
        let changed = self.set_children(node, value, flags);
        // What no component knows stays with the values.
        let state = self.root(node.id);
        let mut data = self.store.get(&state.data);
        let before = data.clone();
        let prefix = if node.parent.is_some() { path::join(&node.data_path, "data") } else { "".into() };
        self.merge_into(&mut data, value, &prefix);
        if !js::equal(&before, &data) {
            self.store.set(&state.data, data);
        }
        changed
    }

    /// Adds to `into` what only `from` has; arrays of another length are taken over whole. Components that complete what they get
    /// keep it complete.
    fn merge_into(&self, into: &mut Value, from: &Value, path: &str) {
        let known = self.at_path(path).map(|id| self.node(id));
        if known.is_some_and(|node| completes(&node, from)) {
            return;
        }
        match (&*into, from) {
            (Value::Object(_), Value::Object(source)) => {
                for (key, value) in source.iter().filter(|(_, value)| !value.is_undefined()) {
                    let mut target = into.get(key).clone();
                    let inner = path::join(path, key);
                    if js::contains(key, ".")
                        && let Some(id) = self.at_path(&inner)
                    {
                        // A member with dots in its name is the same thing as what the path leads to.
                        into.put(key, self.kept(&self.node(id)));
                        continue;
                    }
                    if target.is_object() && value.is_object() {
                        self.merge_into(&mut target, value, &inner);
                        into.put(key, target);
                    } else {
                        into.put(key, value.clone());
                    }
                }
            }
            (Value::Array(target), Value::Array(source)) if target.len() == source.len() => {
                let merged = target.iter().zip(source.iter()).enumerate().map(|(at, (target, source))| {
                    let mut merged = target.clone();
                    if merged.is_object() && source.is_object() {
                        self.merge_into(&mut merged, source, &[path, "[", &numbers::place(at), "]"].concat());
                        merged
                    } else if source.is_undefined() {
                        merged
                    } else {
                        source.clone()
                    }
                });
                *into = Value::array(merged.collect());
            }
            _ => *into = from.clone(),
        }
    }

    /// Puts a value into the children that are inside it.
    pub(crate) fn set_children(&self, node: &Node, value: &Value, flags: &mut Flags) -> bool {
        if !js::truthy(value) {
            return false;
        }
        if js::equal(value, &self.empty_value(node)) {
            flags.reset = true;
        }
        let mut changed = false;
        self.each_child(node.id, &mut |child| changed |= self.set_nested(child.id, value, flags));
        changed
    }

    /// Puts the part of `value` that belongs to the component into it, or its default.
    pub(crate) fn set_nested(&self, id: NodeId, value: &Value, flags: &mut Flags) -> bool {
        let node = self.node(id);
        if node.kind == Kind::Button {
            return false;
        }
        let part = path::get(value, &node.key);
        if node.kind.is_layout() {
            if node.has_input() && !part.is_undefined() {
                return self.set_value(id, part.clone(), flags);
            }
            return self.set_value(id, value.clone(), flags);
        }
        if js::truthy(value) && !part.is_undefined() {
            return self.set_value(id, part.clone(), flags);
        }
        if flags.no_default && node.allows_data() {
            flags.reset = true;
            return self.set_value(id, self.empty_value(&node), flags);
        }
        if (!self.root_pristine(id) || node.shown()) && (flags.reset || self.adds_default(&node)) {
            flags.reset = true;
            return self.set_value(id, self.default_value(&node), flags);
        }
        false
    }

    fn set_container(&self, node: &Node, value: Value, flags: &mut Flags) -> bool {
        let mut changed = false;
        if !value.is_object() || !self.has_value(node) {
            changed = true;
            let default = self.default_value(node);
            self.keep(node, default);
        }
        changed |= self.set_children(node, &value, flags);
        if changed {
            self.changed(node, *flags);
        }
        changed
    }

    /// Whether an address is typed in by hand at the moment.
    pub(crate) fn by_hand(&self, node: &Node) -> bool {
        self.by_hand_allowed(node) && self.data_value(node).says("mode", "manual")
    }

    fn restore_address(&self, node: &Node) {
        self.each_child(node.id, &mut |child| {
            let value = self.data_value(child);
            self.set_value(child.id, value, &mut Flags { silent: true, ..Flags::default() });
        });
    }

    /// Takes a value away, as hiding does.
    pub(crate) fn delete_value(&self, node: &Node) {
        if !self.has_value(node) {
            return;
        }
        match node.kind {
            Kind::EditGrid | Kind::DataGrid => {
                let mut flags = Flags { silent: true, no_default: true, ..Flags::default() };
                self.set_value(node.id, Value::Null, &mut flags);
            }
            _ => {}
        }
        self.unset(node);
    }

    /// Gives a shown component without a value its default.
    pub(crate) fn restore_default(&self, node: &Node) {
        let default = self.default_value(node);
        self.set_value(node.id, default, &mut Flags { silent: true, ..Flags::default() });
    }
}

/// A text area whose text is kept as typed.
fn is_plain(node: &Node) -> bool {
    !node.is("wysiwyg") && !node.is("editor")
}

/// Whether the component changes what it is given in place, so that what was given must not come back.
fn completes(node: &Node, given: &Value) -> bool {
    match node.kind {
        Kind::DataGrid => given.items().is_empty() && !crate::values::starts_empty(node),
        Kind::SelectBoxes => node.says("dataSrc", "values"),
        _ => false,
    }
}

/// lodash's `merge`: objects member by member, arrays element by element whatever their length.
pub(crate) fn merge_deep(into: &mut Value, from: &Value) {
    let count = from.as_map().map_or(from.items().len(), Map::len);
    for at in 0..count {
        let place: Text;
        let (key, value) = match from {
            Value::Object(map) => match map.entry(at) {
                Some(entry) => entry,
                None => return,
            },
            _ => {
                place = numbers::place(at).into();
                (&place, from.at(at))
            }
        };
        let target = into.get(key);
        // What is the same already need not be written: writing copies what is shared.
        if value.is_undefined() || js::equal(target, value) {
            continue;
        }
        let mut target = target.clone();
        if (target.is_plain() && value.is_plain()) || (target.is_array() && value.is_array()) {
            merge_deep(&mut target, value);
        } else {
            target = value.clone();
        }
        path::set_in(into, std::slice::from_ref(key), target);
    }
}
