//! Names that a script shares with the form.

use crate::object::{Kind, Object};
use crate::props::{OPEN, Slot};
use crate::text::Str;
use crate::value::Value;

/// Names and their values, before and after a run. Cheap to clone; clones share the values.
///
/// A scope may stand on another: what is not found in it is looked up there, what is set stays in it. So the names that are
/// the same for a whole form are made once, and each evaluation adds its own.
#[derive(Clone)]
pub struct Scope(pub(crate) Object);

impl Default for Scope {
    fn default() -> Self {
        Scope(Object::make(Kind::Plain, None))
    }
}

impl Scope {
    /// An empty scope.
    pub fn new() -> Self {
        Self::default()
    }

    /// A scope on top of this one.
    pub fn over(&self) -> Self {
        Scope(Object::make(Kind::Plain, Some(self.0.clone())))
    }

    /// Gives `name` a value, for the script to see.
    pub fn set(&self, name: &str, value: Value) {
        self.put(&name.into(), value);
    }

    /// The value of `name`, for example of `show` after a run.
    pub fn get(&self, name: &str) -> Option<Value> {
        self.find(&name.into())
    }

    pub(crate) fn put(&self, name: &Str, value: Value) {
        let old = self.0.0.props.borrow_mut().put(name.clone(), Slot::Data(value), OPEN);
        drop(old);
    }

    pub(crate) fn find(&self, name: &Str) -> Option<Value> {
        let mut at = Some(self.0.clone());
        while let Some(object) = at {
            if let Some(Slot::Data(value)) = object.0.props.borrow().get(name).map(|entry| &entry.slot) {
                return Some(value.clone());
            }
            at = object.0.proto.borrow().clone();
        }
        None
    }

    /// Sets a name that exists; says whether it does.
    pub(crate) fn assign(&self, name: &Str, value: &Value) -> bool {
        let exists = self.find(name).is_some();
        if exists {
            self.put(name, value.clone());
        }
        exists
    }
}
