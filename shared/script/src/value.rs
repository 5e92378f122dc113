//! Values of a script and the conversions that need no script to run.

use crate::number;
use crate::object::{Kind, Object};
use crate::text::Str;

/// A JavaScript value. Cheap to clone: strings and objects are shared.
#[derive(Clone, Default)]
pub enum Value {
    #[default]
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    String(Str),
    Object(Object),
    /// A place without a value: a hole in an array, a `let` before its line. Scripts never get to see it.
    #[doc(hidden)]
    Hole,
}

impl Value {
    /// Whether `if (value)` is taken.
    pub fn truthy(&self) -> bool {
        match self {
            Value::Undefined | Value::Null | Value::Hole => false,
            Value::Bool(value) => *value,
            Value::Number(value) => *value != 0.0 && !value.is_nan(),
            Value::String(text) => !text.is_empty(),
            Value::Object(_) => true,
        }
    }

    /// Whether it is `undefined` or `null`.
    pub fn is_nullish(&self) -> bool {
        matches!(self, Value::Undefined | Value::Null | Value::Hole)
    }

    /// Whether it is `undefined`.
    pub fn is_undefined(&self) -> bool {
        matches!(self, Value::Undefined | Value::Hole)
    }

    /// The object, if it is one.
    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The string, if it is one.
    pub fn as_string(&self) -> Option<&Str> {
        match self {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one.
    pub fn as_number(&self) -> Option<f64> {
        match self {
            Value::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// Whether it can be called.
    pub fn is_function(&self) -> bool {
        self.as_object().is_some_and(Object::is_function)
    }

    /// Whether it is an object that nothing else holds.
    pub(crate) fn is_alone(&self) -> bool {
        self.as_object().is_some_and(|object| std::rc::Rc::strong_count(&object.0) == 1)
    }

    /// The part of a special object at a place.
    pub(crate) fn part(&self, at: usize) -> Value {
        self.as_object().map(|object| object.part(at)).unwrap_or_default()
    }

    /// Changes a part.
    pub(crate) fn set_part(&self, at: usize, value: Value) {
        if let Value::Object(object) = self {
            object.set_part(at, value);
        }
    }

    /// What `typeof` says.
    pub fn type_name(&self) -> &'static str {
        match self {
            Value::Undefined | Value::Hole => "undefined",
            Value::Null => "object",
            Value::Bool(_) => "boolean",
            Value::Number(_) => "number",
            Value::String(_) => "string",
            Value::Object(object) if object.is_function() => "function",
            Value::Object(_) => "object",
        }
    }

    /// A hole becomes what a script sees in its place.
    pub(crate) fn seen(self) -> Value {
        if matches!(self, Value::Hole) { Value::Undefined } else { self }
    }

    /// `a === b`.
    pub fn same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Undefined | Value::Hole, Value::Undefined | Value::Hole) | (Value::Null, Value::Null) => true,
            (Value::Bool(a), Value::Bool(b)) => a == b,
            (Value::Number(a), Value::Number(b)) => a == b,
            (Value::String(a), Value::String(b)) => a == b,
            (Value::Object(a), Value::Object(b)) => a.same(b),
            _ => false,
        }
    }

    /// As `===`, but NaN equals itself: how `includes`, `Map` and `Set` compare.
    pub(crate) fn same_zero(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => a == b || a.is_nan() && b.is_nan(),
            _ => self.same(other),
        }
    }

    /// The text of a value that is not an object.
    pub(crate) fn primitive_text(&self) -> Str {
        match self {
            Value::Undefined | Value::Hole => "undefined".into(),
            Value::Null => "null".into(),
            Value::Bool(true) => "true".into(),
            Value::Bool(false) => "false".into(),
            Value::Number(value) => number::to_text(*value).into(),
            Value::String(text) => text.clone(),
            Value::Object(_) => "[object Object]".into(),
        }
    }

    /// The number of a value that is not an object.
    pub(crate) fn primitive_number(&self) -> f64 {
        match self {
            Value::Undefined | Value::Hole | Value::Object(_) => f64::NAN,
            Value::Null | Value::Bool(false) => 0.0,
            Value::Bool(true) => 1.0,
            Value::Number(value) => *value,
            Value::String(text) => text.as_str().map_or(f64::NAN, number::from_text),
        }
    }

    /// Milliseconds since 1970 in UTC when it is a `Date` (NaN for an invalid one).
    pub fn as_date(&self) -> Option<f64> {
        match &self.as_object()?.0.kind {
            Kind::Date(time) => Some(time.get()),
            _ => None,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Value::String(text.into())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Value::String(text.into())
    }
}

impl From<Str> for Value {
    fn from(text: Str) -> Self {
        Value::String(text)
    }
}

impl From<f64> for Value {
    fn from(number: f64) -> Self {
        Value::Number(number)
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Self {
        Value::Number(number as f64)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Value::Bool(value)
    }
}

impl From<Object> for Value {
    fn from(object: Object) -> Self {
        Value::Object(object)
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::String(text) => write!(out, "{text:?}"),
            Value::Object(object) => write!(out, "[object {}]", object.class()),
            other => out.write_str(&other.primitive_text().to_text()),
        }
    }
}
