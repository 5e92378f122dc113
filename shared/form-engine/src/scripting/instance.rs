//! `instance`: a component as scripts see it.
use super::page::Owner;
use super::view::{View, Views, taken};
use crate::core::Core;
use crate::kind::Kind;
use crate::node::{EditRow, Flags, Node, NodeId, RowState};
use crate::value::Value;
use oc_script::{HostObject, Runtime, ScriptError, Value as Script};
use std::rc::{Rc, Weak};

/// A component.
struct Instance {
    core: Weak<Core>,
    node: NodeId,
    views: Views,
}

/// The component `node` as a value of scripts.
pub(super) fn show(core: &Rc<Core>, node: NodeId, rt: &Runtime, views: &Views) -> Script {
    rt.host(Rc::new(Instance { core: Rc::downgrade(core), node, views: views.clone() }))
}

/// `t(text)`: a text of the form in the language of the page.
pub(super) fn translate(rt: &Runtime, owner: Owner) -> Script {
    rt.function(move |rt, _, args| {
        let text = args.first().map_or(Ok(String::new()), |text| rt.text(text))?;
        let core = owner.borrow().upgrade();
        Ok(core.map_or_else(|| text.clone(), |core| core.env.translate(&text)).into())
    })
}

const FUNCTIONS: &str = " getValue setValue isEmpty getComponent setItems redraw rebuild triggerChange triggerRedraw updateValue \
    checkData checkConditions emit on off hasValue getRoot refresh render attach focus evalContext resetValue updateItems \
    hasOpenRows hasRemoveButtons t ";

impl Instance {
    fn lend(&self, rt: &Runtime, value: &Value) -> Script {
        match value {
            Value::Undefined => Script::Undefined,
            Value::Null => Script::Null,
            Value::Bool(value) => Script::Bool(*value),
            Value::Number(number) => Script::Number(**number),
            Value::String(found) => super::text(found),
            object => View::held(object.clone(), &self.views).show(rt),
        }
    }

    /// The component's value, as a view where it is in the form.
    fn value(&self, core: &Rc<Core>, node: &Node, rt: &Runtime) -> Script {
        if core.kept(node).is_object() {
            return View::stored(core, core.place_of(node), &self.views).show(rt);
        }
        self.lend(rt, &core.data_value(node))
    }

    fn function(&self, rt: &Runtime, name: &str) -> Script {
        let (core, id, views) = (self.core.clone(), self.node, self.views.clone());
        let name = name.to_string();
        rt.function(move |rt, _, args| {
            let Some(core) = core.upgrade() else { return Ok(Script::Undefined) };
            let me = Instance { core: Rc::downgrade(&core), node: id, views: views.clone() };
            Ok(me.call(&core, rt, &name, args))
        })
    }

    fn call(&self, core: &Rc<Core>, rt: &Runtime, name: &str, args: &[Script]) -> Script {
        let node = core.node(self.node);
        let first = args.first().cloned().unwrap_or_default();
        match name {
            "getValue" => self.value(core, &node, rt),
            "setValue" => {
                let value = taken(rt, &first, &Rc::downgrade(&self.views));
                Script::Bool(core.set_from_script(self.node, value))
            }
            "updateValue" | "resetValue" => {
                let value = if name == "resetValue" {
                    core.default_value(&node)
                } else {
                    taken(rt, &first, &Rc::downgrade(&self.views))
                };
                Script::Bool(core.set_from_script(self.node, value))
            }
            "isEmpty" => Script::Bool(core.is_empty(&node, &core.data_value(&node))),
            "hasValue" => Script::Bool(core.has_value(&node)),
            "getComponent" => {
                let path = first.as_string().map(|path| path.to_text().into_owned()).unwrap_or_default();
                let found = core.find(node.root, &path, node.row_index.get()).or_else(|| core.find(0, &path, None));
                found.map_or(Script::Null, |found| show(core, found, rt, &self.views))
            }
            "getRoot" => show(core, node.root, rt, &self.views),
            "setItems" => {
                let items = taken(rt, &first, &Rc::downgrade(&self.views));
                *node.items.borrow_mut() = Some(items);
                core.touched.borrow_mut().push(node.id);
                core.announce(node.root, Flags::default());
                Script::Undefined
            }
            "triggerChange" | "updateItems" => {
                core.announce(node.root, Flags::default());
                Script::Undefined
            }
            "t" => rt.text(&first).map_or(Script::Undefined, |text| core.env.translate(&text).into()),
            "hasOpenRows" => Script::Bool(node.edit_rows.borrow().iter().any(|row| row.state != RowState::Saved)),
            "hasRemoveButtons" => Script::Bool(!node.is("disableAddingRemovingRows") && !node.is_disabled()),
            _ => Script::Undefined,
        }
    }
}

impl HostObject for Instance {
    fn get(&self, rt: &Runtime, key: &str) -> Option<Script> {
        let core = self.core.upgrade()?;
        let node = core.node(self.node);
        if FUNCTIONS.contains(&[" ", key, " "].concat()) {
            return Some(self.function(rt, key));
        }
        Some(match key {
            "component" | "originalComponent" => self.lend(rt, &node.component.borrow()),
            "key" => super::text(&node.key),
            "id" => super::text(&["c", &node.id.to_string()].concat()),
            "type" => super::text(node.setting("type").text()),
            "label" => super::text(node.setting("label").text()),
            "path" => super::text(&node.data_path),
            "rowIndex" => node.row_index.get().map_or(Script::Undefined, |at| Script::Number(at as f64)),
            "visible" => Script::Bool(node.shown()),
            "parentVisible" => Script::Bool(node.parent_visible.get()),
            "disabled" => Script::Bool(node.is_disabled()),
            "pristine" => Script::Bool(node.pristine.get()),
            "manualMode" => Script::Bool(node.kind == Kind::Address && core.by_hand(&node)),
            "dataValue" => self.value(&core, &node, rt),
            "defaultValue" => {
                let value = core.default_value(&node);
                self.lend(rt, &value)
            }
            "data" if node.kind == Kind::Root => {
                View::stored(&core, core.root(node.id).data.clone(), &self.views).show(rt)
            }
            "data" => View::stored(&core, node.row.borrow().clone(), &self.views).show(rt),
            "parent" => match node.parent {
                Some(parent) => show(&core, parent, rt, &self.views),
                None => Script::Null,
            },
            "root" => show(&core, node.root, rt, &self.views),
            "submission" => View::stored(&core, core.submission.clone(), &self.views).show(rt),
            "form" | "_form" => self.lend(rt, &core.root(node.id).form.clone()),
            "editRows" => {
                let rows = node.edit_rows.borrow().clone();
                let show = |(at, row): (usize, EditRow)| {
                    let place = row.own.unwrap_or_else(|| core.place_of(&node).element(at));
                    View::stored(&core, place, &self.views).show(rt)
                };
                rt.array(rows.into_iter().enumerate().map(show).collect())
            }
            "components" => {
                let children = core.children(node.id).into_iter().map(|child| show(&core, child, rt, &self.views));
                rt.array(children.collect())
            }
            "options" => super::object(rt, [("readOnly", Script::Bool(core.node(node.root).is_disabled()))]).ok()?,
            "refs" => Script::Object(rt.object()),
            _ => return None,
        })
    }

    fn set(&self, rt: &Runtime, key: &str, value: Script) -> Result<bool, ScriptError> {
        let Some(core) = self.core.upgrade() else { return Ok(false) };
        let node = core.node(self.node);
        match key {
            "dataValue" => {
                let value = taken(rt, &value, &Rc::downgrade(&self.views));
                core.set_from_script(node.id, value);
            }
            "visible" => core.set_visible(&node, value.truthy()),
            "disabled" => {
                node.disabled.set(value.truthy());
                core.pass_disabled(&node);
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn keys(&self) -> Vec<String> {
        ["key", "path", "visible", "disabled"].map(String::from).to_vec()
    }

    fn identity(&self) -> Option<usize> {
        Some(usize::MAX - self.node)
    }
}
