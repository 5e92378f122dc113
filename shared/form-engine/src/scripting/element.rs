//! Elements of the form as scripts see them: inputs with their value, and texts of the form's own content that can be shown
//! and hidden.
use super::page::Page;
use crate::core::{Core, FORM};
use crate::js;
use crate::kind::Kind;
use crate::node::{Node, NodeId};
use crate::path;
use crate::value::Value;
use oc_script::{HostObject, Runtime, ScriptError, Value as Script};
use std::cell::Cell;
use std::rc::{Rc, Weak};

/// Functions that elements have and that do nothing here.
const IDLE: &str = " focus blur click dispatchEvent addEventListener removeEventListener setAttribute removeAttribute \
    scrollIntoView setCustomValidity ";

fn idle(rt: &Runtime, key: &str) -> Option<Script> {
    IDLE.contains(&[" ", key, " "].concat()).then(|| rt.function(|_, _, _| Ok(Script::Undefined)))
}

/// The input of a component.
pub(super) struct Input {
    core: Weak<Core>,
    node: NodeId,
    name: String,
}

impl Input {
    /// The first component with an input that fits, with its name: `data[address][city]`.
    pub fn first(core: &Rc<Core>, fits: impl Fn(&Node, &str) -> bool) -> Option<Input> {
        let mut found = None;
        core.below(FORM, &mut |node| {
            if found.is_some() || !node.has_input() || node.kind.is_nested() || node.kind == Kind::Form {
                return;
            }
            let parts = path::split(&node.data_path);
            let name = parts.iter().fold(String::from("data"), |name, part| [&name, "[", part, "]"].concat());
            if fits(node, &name) {
                found = Some(Input { core: Rc::downgrade(core), node: node.id, name });
            }
        });
        found
    }
}

impl HostObject for Input {
    fn get(&self, rt: &Runtime, key: &str) -> Option<Script> {
        let core = self.core.upgrade()?;
        let node = core.node(self.node);
        Some(match key {
            "value" => match core.data_value(&node) {
                value if value.is_nil() || value.is_object() => "".into(),
                value => super::text(&js::string(&value)),
            },
            "checked" => Script::Bool(js::truthy(&core.data_value(&node))),
            "name" => self.name.as_str().into(),
            "id" => ["c", &js::number_text(node.id as f64)].concat().into(),
            "disabled" => Script::Bool(node.is_disabled()),
            "style" | "dataset" => Script::Object(rt.object()),
            _ => return idle(rt, key),
        })
    }

    fn set(&self, rt: &Runtime, key: &str, value: Script) -> Result<bool, ScriptError> {
        let Some(core) = self.core.upgrade() else { return Ok(false) };
        let value = match key {
            "value" => rt.text(&value)?.as_str().into(),
            "checked" => Value::Bool(value.truthy()),
            _ => return Ok(false),
        };
        core.set_from_script(self.node, value);
        Ok(true)
    }

    fn keys(&self) -> Vec<String> {
        ["name", "value", "checked"].map(String::from).to_vec()
    }

    fn identity(&self) -> Option<usize> {
        Some(usize::MAX / 2 - self.node)
    }
}

/// An element of the form's own content.
pub(super) struct Alert {
    page: Rc<dyn Page>,
    id: String,
    hidden: Rc<Cell<bool>>,
}

impl Alert {
    /// The element with this id.
    pub fn new(page: Rc<dyn Page>, id: &str) -> Alert {
        Alert { page, id: id.to_string(), hidden: Rc::default() }
    }

    fn show(&self, shown: bool) {
        self.hidden.set(!shown);
        self.page.display(&self.id, shown);
    }

    fn again(&self) -> Rc<Alert> {
        Rc::new(Alert { page: self.page.clone(), id: self.id.clone(), hidden: self.hidden.clone() })
    }

    /// `classList`: only the class that hides means anything.
    fn classes(&self, rt: &Runtime) -> Option<Script> {
        let change = |shown: bool| {
            let alert = self.again();
            rt.function(move |rt, _, args| {
                for class in args {
                    if matches!(rt.text(class)?.as_str(), "d-none" | "hidden") {
                        alert.show(shown);
                    }
                }
                Ok(Script::Undefined)
            })
        };
        super::object(rt, [("add", change(false)), ("remove", change(true))]).ok()
    }
}

impl HostObject for Alert {
    fn get(&self, rt: &Runtime, key: &str) -> Option<Script> {
        Some(match key {
            "id" => self.id.as_str().into(),
            "hidden" => Script::Bool(self.hidden.get()),
            "style" => rt.host(Rc::new(Style(self.again()))),
            "classList" => return self.classes(rt),
            _ => return idle(rt, key),
        })
    }

    fn set(&self, rt: &Runtime, key: &str, value: Script) -> Result<bool, ScriptError> {
        match key {
            "hidden" => self.show(!value.truthy()),
            // Markup is shown as what it is: text.
            "textContent" | "innerText" | "innerHTML" => {
                self.page.write(&self.id, &crate::text::unescape(&rt.text(&value)?));
            }
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn keys(&self) -> Vec<String> {
        vec!["id".to_string()]
    }
}

/// `style` of an element: `display` and `visibility` alone.
struct Style(Rc<Alert>);

impl HostObject for Style {
    fn get(&self, _: &Runtime, key: &str) -> Option<Script> {
        (key == "display").then(|| if self.0.hidden.get() { "none".into() } else { "".into() })
    }

    fn set(&self, rt: &Runtime, key: &str, value: Script) -> Result<bool, ScriptError> {
        match key {
            "display" => self.0.show(rt.text(&value)?.trim() != "none"),
            "visibility" => self.0.show(rt.text(&value)?.trim() != "hidden"),
            _ => {}
        }
        Ok(true)
    }

    fn keys(&self) -> Vec<String> {
        vec!["display".to_string()]
    }
}
