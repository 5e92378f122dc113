//! Going through things: `for … of`, spread, patterns, generators.

use super::Exit;
use crate::error::{Eval, thrown, type_error};
use crate::object::{Kind, Walk};
use crate::realm::Realm;
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

impl Runtime {
    /// What `for … in` goes through.
    pub(super) fn keys_iterator(&self, value: &Value) -> Eval {
        let mut keys = self.own_keys_of(value)?.unwrap_or_default();
        if let Value::Object(object) = value {
            let mut at = object.0.proto.borrow().clone();
            while let Some(above) = at {
                for key in self.own_keys(&above, false) {
                    if !keys.contains(&key) {
                        keys.push(key);
                    }
                }
                at = above.0.proto.borrow().clone();
            }
        }
        let iterator = self.iterator(Walk::Names, value.clone());
        if let Some(parts) = iterator.as_object().and_then(|iterator| iterator.0.parts()) {
            parts.borrow_mut().extend(keys.into_iter().map(Value::String));
        }
        Ok(iterator)
    }

    /// An iterator at the beginning of something.
    pub(crate) fn iterator(&self, walk: Walk, of: Value) -> Value {
        let parts = vec![of, Value::Number(0.0)];
        Value::Object(self.make(Kind::Iterator(walk, parts.into()), Realm::Iterator))
    }

    /// An iterator of whatever can be gone through.
    pub(super) fn iterator_of(&self, value: &Value) -> Eval {
        let walk = match value.as_object().map(|object| &object.0.kind) {
            None if matches!(value, Value::String(_)) => Some(Walk::Text),
            Some(Kind::Array(_) | Kind::Arguments) => Some(Walk::Indexed),
            Some(Kind::Boxed(text @ Value::String(_))) => return Ok(self.iterator(Walk::Text, text.clone())),
            Some(Kind::Map(_)) => Some(Walk::Both),
            Some(Kind::Set(_)) => Some(Walk::Keys),
            Some(Kind::Host(host)) if host.is_array() => Some(Walk::Indexed),
            _ => None,
        };
        if let Some(walk) = walk {
            return Ok(self.iterator(walk, value.clone()));
        }
        let ours = |value: &Value| {
            let kind = value.as_object().map(|object| &object.0.kind);
            matches!(kind, Some(Kind::Generator(_) | Kind::Iterator(..)))
        };
        let mut iterator = value.clone();
        let mut next = Value::Undefined;
        if !ours(value) {
            let method = match value {
                Value::Object(_) => self.named(value, "@@iterator")?,
                _ => Value::Undefined,
            };
            if !method.is_function() {
                return type_error([&self.describe(value), " is not iterable"].concat());
            }
            iterator = self.call_value(&method, value, &[])?;
            if !ours(&iterator) {
                next = self.named(&iterator, "next")?;
            }
        }
        let made = self.iterator(Walk::Custom, iterator);
        made.set_part(1, next);
        Ok(made)
    }

    fn describe(&self, value: &Value) -> String {
        match value {
            Value::Object(object) => ["[object ", object.class(), "]"].concat(),
            other => other.primitive_text().to_text().into_owned(),
        }
    }

    /// The next value of an iterator made by [`iterator`](Self::iterator).
    pub(crate) fn advance(&self, iterator: &Value) -> Eval<Option<Value>> {
        self.spend(1)?;
        let Some(Kind::Iterator(walk, parts)) = iterator.as_object().map(|object| &object.0.kind) else {
            return Ok(None);
        };
        // While it is being asked, and when that fails, it is at its end.
        let mut list = parts.take();
        let [of, place, ..] = list.as_slice() else { return Ok(None) };
        let at = place.as_number().unwrap_or(0.0) as usize;
        let mut after = at + 1;
        let value = match walk {
            Walk::Indexed => match of.as_object().map(|object| &object.0.kind) {
                Some(Kind::Array(items)) => items.borrow().get(at).cloned().map(Value::seen),
                _ => {
                    let len = self.named(of, "length")?;
                    let inside = (at as f64) < self.to_number(&len)?;
                    if inside { Some(self.get_index(of, &at.into())?) } else { None }
                }
            },
            Walk::Text => of.as_string().and_then(|text| {
                let unit = text.unit(at)?;
                if (0xd800..0xdc00).contains(&unit)
                    && text.unit(after).is_some_and(|low| (0xdc00..0xe000).contains(&low))
                {
                    after += 1;
                }
                Some(text.slice(at, after).into())
            }),
            Walk::Names => {
                let mut found = None;
                after = at;
                // A member that was removed meanwhile is not visited.
                while let (None, Some(Value::String(name))) = (&found, list.get(after + 2)) {
                    after += 1;
                    let there = match of {
                        Value::Object(object) => self.has(object, name)?,
                        _ => true,
                    };
                    found = there.then(|| Value::String(name.clone()));
                }
                found
            }
            Walk::Custom => self.advance_custom(of, place)?,
            _ => {
                let found = match of.as_object().map(|object| &object.0.kind) {
                    Some(Kind::Map(table) | Kind::Set(table)) => table.borrow().next(at),
                    _ => None,
                };
                found.map(|(next, key, value)| {
                    after = next;
                    match walk {
                        Walk::Keys => key,
                        Walk::Values => value,
                        _ => self.array(vec![key, value]),
                    }
                })
            }
        };
        if value.is_some() {
            if let (Some(place), false) = (list.get_mut(1), *walk == Walk::Custom) {
                *place = after.into();
            }
            *parts.borrow_mut() = list;
        }
        Ok(value)
    }

    fn advance_custom(&self, iterator: &Value, next: &Value) -> Eval<Option<Value>> {
        match iterator.as_object().map(|object| &object.0.kind) {
            Some(Kind::Generator(_)) => {
                let (value, done) = self.resume_generator(iterator, Ok(Value::Undefined))?;
                Ok((!done).then_some(value))
            }
            Some(Kind::Iterator(..)) => self.nest(|| self.advance(iterator)),
            _ => {
                let result = self.call_value(next, iterator, &[])?;
                if self.named(&result, "done")?.truthy() {
                    return Ok(None);
                }
                self.named(&result, "value").map(Some)
            }
        }
    }

    pub(super) fn close_iterator(&self, iterator: &Value) -> Eval<()> {
        let Some(Kind::Iterator(Walk::Custom, parts)) = iterator.as_object().map(|object| &object.0.kind) else {
            return Ok(());
        };
        let list = parts.take();
        let [of, next, ..] = list.as_slice() else { return Ok(()) };
        if let Some(Kind::Generator(frame)) = of.as_object().map(|object| &object.0.kind) {
            let frame = frame.borrow_mut().take();
            drop(frame);
        } else if !next.is_undefined() {
            let method = self.named(of, "return")?;
            if method.is_function() {
                self.call_value(&method, of, &[])?;
            }
        }
        Ok(())
    }

    /// Lets a generator go on with a value, or an error at its `yield`. Gives the value and whether it has ended.
    pub(crate) fn resume_generator(&self, generator: &Value, sent: Result<Value, Value>) -> Eval<(Value, bool)> {
        let Some(Kind::Generator(place)) = generator.as_object().map(|object| &object.0.kind) else {
            return type_error("'next' of what is no generator");
        };
        let Some(mut frame) = place.borrow_mut().take() else {
            return match sent {
                Ok(_) => Ok((Value::Undefined, true)),
                Err(value) => Err(thrown(value)),
            };
        };
        let mut error = None;
        match sent {
            // The first `next` has nobody waiting for its value.
            Ok(value) if frame.at > 0 => frame.push(value),
            Ok(_) => {}
            Err(value) => error = Some(thrown(value)),
        }
        match self.execute_frame(frame, error)? {
            Exit::Done(value) => Ok((value, true)),
            Exit::Yielded(value, frame) => {
                *place.borrow_mut() = Some(frame);
                Ok((value, false))
            }
        }
    }

    /// All values of something that can be gone through.
    pub(crate) fn collect(&self, value: &Value) -> Eval<Vec<Value>> {
        if let Some(Kind::Array(items)) = value.as_object().map(|object| &object.0.kind) {
            let items: Vec<Value> = items.borrow().iter().cloned().map(Value::seen).collect();
            self.spend(items.len() / 2)?;
            return Ok(items);
        }
        let iterator = self.iterator_of(value)?;
        let mut found = Vec::new();
        while let Some(value) = self.advance(&iterator)? {
            self.reserve((found.len() + 1) * 16)?;
            found.push(value);
        }
        Ok(found)
    }

    /// The items of anything with `length`, as `Array.from` and `apply` read it.
    pub(crate) fn items(&self, value: &Value) -> Eval<Vec<Value>> {
        if let Some(Kind::Array(_)) = value.as_object().map(|object| &object.0.kind) {
            return self.collect(value);
        }
        if value.is_nullish() {
            return Ok(Vec::new());
        }
        let len = self.named(value, "length")?;
        let len = self.to_integer(&len)?.max(0.0);
        self.reserve((len.min(1e9) as usize) * 16)?;
        let mut items = Vec::new();
        for at in 0..len as usize {
            items.push(self.get_index(value, &at.into())?);
        }
        Ok(items)
    }

    /// `{ value, done }`.
    pub(crate) fn iter_result(&self, value: Value, done: bool) -> Value {
        let result = self.object();
        result.put_named("value", value);
        result.put_named("done", done.into());
        Value::Object(result)
    }

    /// The name of a function for messages.
    pub(crate) fn name_of(&self, function: &Value) -> Str {
        match self.named(function, "name") {
            Ok(Value::String(name)) => name,
            _ => Str::default(),
        }
    }
}
