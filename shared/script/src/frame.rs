//! A function call in progress.

use std::rc::Rc;

use crate::code::Proto;
use crate::object::{CELLS, Kind, Object};
use crate::scope::Scope;
use crate::text::Str;
use crate::value::Value;

/// What becomes of the value a function returns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Plain,
    /// `new`: the object made, unless the function returns another.
    Construct,
    /// An async function: its promise.
    Async,
    Generator,
}

pub(crate) struct Frame {
    pub proto: Rc<Proto>,
    pub at: usize,
    /// Locals first, then operands.
    pub stack: Vec<Value>,
    /// The variables that functions inside use.
    pub cells: Vec<Value>,
    pub this: Value,
    pub new_target: Value,
    pub scope: Scope,
    pub function: Value,
    pub arguments: Vec<Value>,
    /// Where to go on when something is thrown, and how high the stack is then.
    pub handlers: Vec<(u32, u32)>,
    pub role: Role,
    /// What the role says.
    pub made: Value,
}

/// A new variable for functions to share.
pub(crate) fn cell(value: Value) -> Value {
    Value::Object(Object::make(Kind::Cell(vec![value].into()), None))
}

impl Frame {
    /// The frame of a function without arguments, at its beginning.
    pub fn new(proto: &Rc<Proto>, scope: Scope) -> Frame {
        Frame {
            at: 0,
            stack: vec![Value::Undefined; proto.locals.into()],
            cells: (0..proto.cells).map(|_| cell(Value::Hole)).collect(),
            this: Value::Undefined,
            new_target: Value::Undefined,
            scope,
            function: Value::Undefined,
            arguments: Vec::new(),
            handlers: Vec::new(),
            role: Role::Plain,
            made: Value::Undefined,
            proto: proto.clone(),
        }
    }

    /// A variable of its own, or with `up` of a function around it.
    pub fn cell(&self, at: usize, up: bool) -> Value {
        match &self.function {
            Value::Object(function) if up => function.part(CELLS + at),
            _ => self.cells.get(at).cloned().unwrap_or_default(),
        }
    }

    /// Everything it holds.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        let parts = [&self.this, &self.new_target, &self.function, &self.made];
        self.stack.iter().chain(&self.arguments).chain(&self.cells).chain(parts)
    }

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
        if count == 0 {
            return self.stack.push(value);
        }
        for _ in 1..count {
            self.stack.pop();
        }
        if let Some(place) = self.stack.last_mut() {
            *place = value;
        }
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
