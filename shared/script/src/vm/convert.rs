//! Conversions that may call the script: `toString`, `valueOf`.

use crate::error::{Eval, type_error};
use crate::object::Kind;
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

impl Runtime {
    /// A value that is no object. `text` says which is wanted: some a string, else a number; none means "either".
    pub(crate) fn to_primitive(&self, value: &Value, text: Option<bool>) -> Eval {
        let Value::Object(object) = value else { return Ok(value.clone().seen()) };
        let date = matches!(object.0.kind, Kind::Date(_));
        let text_first = text.unwrap_or(date);
        let names = if text_first { ["toString", "valueOf"] } else { ["valueOf", "toString"] };
        for name in names {
            let method = self.get(value, &name.into())?;
            if method.is_function() {
                let found = self.call_value(&method, value, &[])?;
                if !matches!(found, Value::Object(_)) {
                    return Ok(found);
                }
            }
        }
        type_error("Cannot convert object to primitive value")
    }

    /// `Number(value)`.
    pub(crate) fn to_number(&self, value: &Value) -> Eval<f64> {
        Ok(match value {
            Value::Object(_) => self.to_primitive(value, Some(false))?.primitive_number(),
            other => other.primitive_number(),
        })
    }

    /// `String(value)`.
    pub(crate) fn to_text(&self, value: &Value) -> Eval<Str> {
        Ok(match value {
            Value::String(text) => text.clone(),
            Value::Object(_) => self.to_primitive(value, Some(true))?.primitive_text(),
            other => other.primitive_text(),
        })
    }

    /// What names a member.
    pub(crate) fn to_key(&self, value: &Value) -> Eval<Str> {
        self.to_text(value)
    }

    /// A number of items or a place: truncated, NaN is 0.
    pub(crate) fn to_integer(&self, value: &Value) -> Eval<f64> {
        Ok(crate::number::to_integer(self.to_number(value)?))
    }

    /// A place counted from the end when negative, within `0..=len`; `default` for `undefined`.
    pub(crate) fn to_place(&self, value: Option<&Value>, len: usize, default: usize) -> Eval<usize> {
        match value {
            None | Some(Value::Undefined | Value::Hole) => Ok(default),
            Some(value) => {
                let at = self.to_integer(value)?;
                let len = len as f64;
                Ok(if at < 0.0 { (len + at).max(0.0) } else { at.min(len) } as usize)
            }
        }
    }
}
