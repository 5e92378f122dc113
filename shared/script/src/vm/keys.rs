//! Which members there are.

use crate::error::Eval;
use crate::object::{Kind, Object};
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

impl Runtime {
    /// `key in object`.
    pub(crate) fn has(&self, object: &Object, key: &Str) -> Eval<bool> {
        let mut at = Some(object.clone());
        while let Some(object) = at {
            if self.has_own(&object, key)? {
                return Ok(true);
            }
            at = object.0.proto.borrow().clone();
        }
        Ok(false)
    }

    pub(crate) fn has_own(&self, object: &Object, key: &Str) -> Eval<bool> {
        match &object.0.kind {
            Kind::Host(host) if !host.is_array() || *key != *"length" => Ok(host.has(self, &key.to_text())),
            _ => Ok(self.own(object, key)?.is_some()),
        }
    }

    /// Keys of its own: those that scripts list, or all.
    pub(crate) fn own_keys(&self, object: &Object, all: bool) -> Vec<Str> {
        let mut keys = Vec::new();
        let mut number = |at: usize| keys.push(crate::number::to_text(at as f64).into());
        match &object.0.kind {
            Kind::Array(items) => {
                for (at, item) in items.borrow().iter().enumerate() {
                    if !matches!(item, Value::Hole) {
                        number(at);
                    }
                }
            }
            Kind::Boxed(Value::String(text)) => (0..text.len()).for_each(number),
            Kind::Host(host) => keys.extend(host.keys().into_iter().map(Str::from)),
            _ => {}
        }
        if all && object.is_array() {
            keys.push("length".into());
        }
        keys.extend(object.0.props.borrow().keys(all).into_iter().filter(|key| !is_symbol(key)));
        if let (Kind::Lazy(lazy), true) = (&object.0.kind, all) {
            keys.extend(lazy.names().map(|(name, _)| Str::from(name)));
        }
        keys
    }

    /// Keys that scripts list of any value; none for `undefined` and `null`.
    pub(crate) fn own_keys_of(&self, value: &Value) -> Eval<Option<Vec<Str>>> {
        Ok(match value {
            Value::Object(object) => {
                let keys = self.own_keys(object, false);
                self.spend(keys.len())?;
                Some(keys)
            }
            Value::String(text) => {
                self.reserve(text.len() * 48)?;
                Some((0..text.len()).map(|at| crate::number::to_text(at as f64).into()).collect())
            }
            Value::Undefined | Value::Null | Value::Hole => None,
            _ => Some(Vec::new()),
        })
    }

    /// Sets a member of its own past setters.
    pub(crate) fn define(&self, object: &Object, key: &Str, value: Value) -> Eval<()> {
        match &object.0.kind {
            Kind::Array(_) | Kind::Host(_) => self.set(&Value::Object(object.clone()), key, value),
            _ => {
                object.put(key.clone(), value);
                Ok(())
            }
        }
    }
}

/// Names like `@@iterator` stand for symbols and are never listed.
fn is_symbol(key: &Str) -> bool {
    key.ascii().is_some_and(|text| text.starts_with(b"@@"))
}
