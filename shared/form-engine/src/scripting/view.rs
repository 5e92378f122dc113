//! Objects of the form as scripts see them: each member is read when it is asked for, each write goes to the form.
use crate::core::Core;
use crate::json;
use crate::path;
use crate::store::Place;
use crate::value::{Text, Value};
use oc_script::{HostObject, Runtime, ScriptError, Value as Script};
use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::rc::{Rc, Weak};

#[derive(Clone)]
enum Source {
    /// In the form.
    Stored(Weak<Core>, usize),
    /// A value of its own.
    Held(Rc<RefCell<Value>>),
}

/// The views that scripts hold, by identity.
pub(super) type Views = Rc<RefCell<HashMap<usize, View>>>;

/// An object or array somewhere.
#[derive(Clone)]
pub(super) struct View {
    source: Source,
    path: Rc<[Text]>,
    views: std::rc::Weak<RefCell<HashMap<usize, View>>>,
}

impl View {
    /// What is at `place` in the form.
    pub fn stored(core: &Rc<Core>, place: Place, views: &Views) -> View {
        View { source: Source::Stored(Rc::downgrade(core), place.tree), path: place.path, views: Rc::downgrade(views) }
    }

    /// A value of its own.
    pub fn held(value: Value, views: &Views) -> View {
        View { source: Source::Held(Rc::new(RefCell::new(value))), path: Rc::from([]), views: Rc::downgrade(views) }
    }

    /// The view as a value of scripts, remembered so that it is recognised when it comes back.
    pub fn show(self, rt: &Runtime) -> Script {
        if let Some(views) = self.views.upgrade() {
            views.borrow_mut().insert(self.number(), self.clone());
        }
        rt.host(Rc::new(self))
    }

    fn number(&self) -> usize {
        let mut hasher = DefaultHasher::new();
        match &self.source {
            Source::Stored(core, tree) => (core.as_ptr().cast::<u8>() as usize, *tree).hash(&mut hasher),
            Source::Held(value) => (Rc::as_ptr(value).cast::<u8>() as usize).hash(&mut hasher),
        }
        self.path.hash(&mut hasher);
        hasher.finish() as usize
    }

    /// The value as it is now.
    pub fn read(&self) -> Value {
        match &self.source {
            Source::Stored(core, tree) => {
                let place = Place { tree: *tree, path: self.path.clone() };
                core.upgrade().map(|core| core.store.get(&place)).unwrap_or_default()
            }
            Source::Held(value) => path::get_in(&value.borrow(), &self.path).clone(),
        }
    }

    fn write(&self, path: &Rc<[Text]>, new: Value) {
        match &self.source {
            Source::Stored(core, tree) => {
                if let Some(core) = core.upgrade() {
                    core.store.set(&Place { tree: *tree, path: path.clone() }, new);
                }
            }
            Source::Held(value) => {
                let mut value = value.borrow_mut();
                if new.is_undefined() {
                    path::unset_in(&mut value, path);
                } else {
                    path::set_in(&mut value, path, new);
                }
            }
        }
    }

    fn below(&self, key: &str) -> Rc<[Text]> {
        let mut path = self.path.to_vec();
        path.push(key.into());
        path.into()
    }

    fn child(&self, rt: &Runtime, key: &str, value: &Value) -> Script {
        match value {
            Value::Undefined => Script::Undefined,
            Value::Null => Script::Null,
            Value::Bool(value) => Script::Bool(*value),
            Value::Number(number) => Script::Number(**number),
            Value::String(found) => super::text(found),
            _ => View { source: self.source.clone(), path: self.below(key), views: self.views.clone() }.show(rt),
        }
    }
}

/// What a script writes, as a value of the form.
pub(super) fn taken(rt: &Runtime, value: &Script, views: &std::rc::Weak<RefCell<HashMap<usize, View>>>) -> Value {
    match value {
        Script::Null => Value::Null,
        Script::Bool(value) => Value::Bool(*value),
        Script::Number(number) => (*number).into(),
        Script::String(found) => Value::String(found.to_text().as_ref().into()),
        Script::Object(object) => {
            let identity = object.host().and_then(|host| host.identity());
            let views = views.upgrade();
            let known = identity.zip(views).and_then(|(identity, views)| views.borrow().get(&identity).cloned());
            if let Some(view) = known {
                return view.read();
            }
            value.to_json(rt).map(|found| json::parse(&found.to_string()).unwrap_or_default()).unwrap_or_default()
        }
        _ => Value::Undefined,
    }
}

impl HostObject for View {
    fn get(&self, rt: &Runtime, key: &str) -> Option<Script> {
        let value = self.read();
        let found = value.get(key);
        (!found.is_undefined()).then(|| self.child(rt, key, found))
    }

    fn set(&self, rt: &Runtime, key: &str, value: Script) -> Result<bool, ScriptError> {
        let current = self.read();
        if current.is_array() && key == "length" {
            let wanted = value.as_number().unwrap_or(0.0).clamp(0.0, 100_000.0) as usize;
            let mut items = current.items().to_vec();
            items.resize(wanted, Value::Undefined);
            self.write(&self.path, Value::array(items));
            return Ok(true);
        }
        if current.is_array() && key.parse::<usize>().is_err() {
            return Ok(false);
        }
        let value = taken(rt, &value, &self.views);
        self.write(&self.below(key), value);
        Ok(true)
    }

    fn delete(&self, _: &Runtime, key: &str) -> Result<bool, ScriptError> {
        self.write(&self.below(key), Value::Undefined);
        Ok(true)
    }

    fn keys(&self) -> Vec<String> {
        match self.read() {
            Value::Object(map) => {
                map.iter().filter(|(_, value)| !value.is_undefined()).map(|(key, _)| key.to_string()).collect()
            }
            Value::Array(items) => (0..items.len()).map(|at| at.to_string()).collect(),
            _ => Vec::new(),
        }
    }

    fn is_array(&self) -> bool {
        self.read().is_array()
    }

    fn len(&self) -> usize {
        self.read().items().len()
    }

    fn identity(&self) -> Option<usize> {
        Some(self.number())
    }
}
