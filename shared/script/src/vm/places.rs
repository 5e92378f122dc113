//! Variables, names and what a function finds in its frame.

use std::rc::Rc;

use crate::error::{ErrorKind, Eval, Throw, no_member, raised};
use crate::frame::Frame;
use crate::object::HOME;
use crate::props::{CONFIGURABLE, ENUMERABLE, Slot, WRITABLE};
use crate::realm::Realm;
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

impl Runtime {
    /// The error for a variable without value yet.
    #[cold]
    pub(super) fn unset(frame: &Frame, local: usize) -> Throw {
        let name = frame.proto.local_names.get(local).cloned().unwrap_or_default();
        too_early(&["'", &name.to_text(), "'"].concat())
    }

    /// A name that the script does not declare.
    pub(crate) fn lookup(&self, scope: &crate::scope::Scope, name: &Str) -> Eval<Option<Value>> {
        if let Some(value) = scope.find(name) {
            return Ok(Some(value));
        }
        self.global(name)
    }

    pub(super) fn get_super(&self, frame: &Frame, key: &Str) -> Eval {
        let home = frame.function.part(HOME);
        let parent = home.as_object().and_then(|home| home.0.proto.borrow().clone());
        match parent {
            Some(parent) => self.get_from(&parent, key, &frame.this),
            None => Err(no_member("undefined", key, "read")),
        }
    }

    pub(super) fn arguments_object(&self, frame: &Frame) -> Value {
        let object = self.make(crate::object::Kind::Arguments, Realm::Object);
        for (at, value) in frame.arguments.iter().enumerate() {
            object.put_named(&crate::number::to_text(at as f64), value.clone());
        }
        object.put_hidden("length", frame.arguments.len().into());
        Value::Object(object)
    }

    pub(super) fn define_accessor(object: &crate::object::Object, key: &Str, function: &Value, bits: usize) {
        let mut props = object.0.props.borrow_mut();
        let mut pair = match props.get(key).map(|entry| &entry.slot) {
            Some(Slot::Accessor(pair)) => (**pair).clone(),
            _ => (Value::Undefined, Value::Undefined),
        };
        if bits & 1 == 0 {
            pair.0 = function.clone()
        } else {
            pair.1 = function.clone()
        }
        let flags = if bits & 2 == 0 { ENUMERABLE | CONFIGURABLE } else { CONFIGURABLE };
        props.put(key.clone(), Slot::Accessor(Rc::new(pair)), flags & !WRITABLE);
    }
}

pub(super) fn too_early(name: &str) -> Throw {
    raised(ErrorKind::Reference, ["Cannot access ", name, " before initialization"].concat())
}
