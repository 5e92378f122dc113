//! A function call in progress.

use std::rc::Rc;

use crate::code::Proto;
use crate::object::{CellRef, Object};
use crate::scope::Scope;
use crate::text::Str;
use crate::value::Value;

/// What becomes of the value a function returns.
#[derive(Clone)]
pub(crate) enum Role {
    Plain,
    /// `new`: the object made, unless the function returns another.
    Construct(Value),
    /// An async function: its promise.
    Async(Object),
    /// A generator: its object.
    Generator(Object),
}

pub(crate) struct Frame {
    pub proto: Rc<Proto>,
    pub at: usize,
    /// Locals first, then operands.
    pub stack: Vec<Value>,
    pub cells: Vec<CellRef>,
    pub ups: Vec<CellRef>,
    pub this: Value,
    pub new_target: Value,
    pub scope: Scope,
    pub function: Option<Object>,
    pub arguments: Vec<Value>,
    /// Where to go on when something is thrown, and how high the stack is then.
    pub handlers: Vec<(u32, u32)>,
    pub role: Role,
}

impl Frame {
    pub fn pop(&mut self) -> Value {
        self.stack.pop().unwrap_or_default()
    }

    pub fn push(&mut self, value: Value) {
        self.stack.push(value);
    }

    /// The value below `below` others.
    pub fn peek(&self, below: usize) -> &Value {
        self.last(below + 1).first().unwrap_or(&Value::Undefined)
    }

    /// The last `count` values.
    pub fn last(&self, count: usize) -> &[Value] {
        self.stack.get(self.stack.len().wrapping_sub(count)..).unwrap_or_default()
    }

    /// Puts a value in the place of the last `count`.
    pub fn settle(&mut self, count: usize, value: Value) {
        if count > 0 {
            self.stack.truncate(self.stack.len().saturating_sub(count));
        }
        self.stack.push(value);
    }

    /// The text that is constant `at`.
    pub fn name(&self, at: usize) -> Str {
        self.proto.consts.get(at).and_then(Value::as_string).cloned().unwrap_or_default()
    }

    /// The last `count` values, in order.
    pub fn pop_many(&mut self, count: usize) -> Vec<Value> {
        let from = self.stack.len().saturating_sub(count);
        self.stack.split_off(from)
    }
}
