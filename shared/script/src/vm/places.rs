//! Variables, names and what a function finds in its frame.

use std::rc::Rc;

use crate::error::{ErrorKind, Eval, Throw, no_member, raised};
use crate::frame::Frame;
use crate::props::{CONFIGURABLE, ENUMERABLE, Slot, WRITABLE};
use crate::realm::Realm;
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

impl Runtime {
    pub(super) fn load_cell(&self, frame: &mut Frame, at: u32, up: bool) -> Eval<()> {
        let cells = if up { &frame.ups } else { &frame.cells };
        let value = cells.get(at as usize).map(|cell| cell.borrow().clone()).unwrap_or_default();
        if matches!(value, Value::Hole) {
            return Err(too_early(&Str::default()));
        }
        frame.push(value);
        Ok(())
    }

    pub(super) fn store_cell(&self, frame: &Frame, at: u32, up: bool, init: bool) -> Eval<()> {
        let cells = if up { &frame.ups } else { &frame.cells };
        if let Some(cell) = cells.get(at as usize) {
            if !init && matches!(*cell.borrow(), Value::Hole) {
                return Err(too_early(&Str::default()));
            }
            let old = cell.replace(frame.top());
            drop(old);
        }
        Ok(())
    }

    /// A name that the script does not declare.
    pub(crate) fn lookup(&self, scope: &crate::scope::Scope, name: &Str) -> Eval<Option<Value>> {
        if let Some(value) = scope.find(name) {
            return Ok(Some(value));
        }
        self.global(name)
    }

    pub(super) fn get_super(&self, frame: &Frame, key: &Str) -> Eval {
        let home = match frame.function.as_ref().map(|function| &function.0.kind) {
            Some(crate::object::Kind::Closure(closure)) => closure.home.borrow().clone(),
            _ => None,
        };
        let parent = home.and_then(|home| home.0.proto.borrow().clone());
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

    pub(super) fn define_accessor(&self, frame: &mut Frame, bits: u32) -> Eval<()> {
        let function = frame.pop();
        let key = frame.pop();
        let key = self.to_key(&key)?;
        let Value::Object(object) = frame.top() else { return Ok(()) };
        let mut props = object.0.props.borrow_mut();
        let mut pair = match props.get(&key).map(|entry| &entry.slot) {
            Some(Slot::Accessor(pair)) => (**pair).clone(),
            _ => (Value::Undefined, Value::Undefined),
        };
        if bits & 1 == 0 {
            pair.0 = function
        } else {
            pair.1 = function
        }
        let flags = if bits & 2 == 0 { ENUMERABLE | CONFIGURABLE } else { CONFIGURABLE };
        props.put(key, Slot::Accessor(Rc::new(pair)), flags & !WRITABLE);
        Ok(())
    }
}

pub(super) fn too_early(name: &Str) -> Throw {
    let name = if name.is_empty() { "a variable".into() } else { ["'", &name.to_text(), "'"].concat() };
    raised(ErrorKind::Reference, ["Cannot access ", &name, " before initialization"].concat())
}
