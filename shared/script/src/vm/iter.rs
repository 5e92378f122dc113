//! Going through things: `for … of`, spread, patterns, generators.

use std::cell::RefCell;

use super::Exit;
use crate::error::{Eval, thrown, type_error};
use crate::object::{IterState, Kind, Walk};
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
        Ok(self.iterator(IterState::Keys(keys.into_iter(), value.clone())))
    }

    pub(crate) fn iterator(&self, state: IterState) -> Value {
        Value::Object(self.make(Kind::Iterator(RefCell::new(state)), Realm::Iterator))
    }

    /// How to go through `value`.
    pub(super) fn iter_state(&self, value: &Value) -> Eval<IterState> {
        let object = match value {
            Value::String(text) => return Ok(IterState::Text(text.clone(), 0)),
            Value::Object(object) => object,
            _ => return type_error([&self.describe(value), " is not iterable"].concat()),
        };
        match &object.0.kind {
            Kind::Array(_) | Kind::Arguments => return Ok(IterState::Indexed(value.clone(), 0)),
            Kind::Boxed(Value::String(text)) => return Ok(IterState::Text(text.clone(), 0)),
            Kind::Map(_) => return Ok(IterState::Entries(object.clone(), 0, Walk::Both)),
            Kind::Set(_) => return Ok(IterState::Entries(object.clone(), 0, Walk::Keys)),
            Kind::Generator(_) | Kind::Iterator(_) => return Ok(IterState::Custom(value.clone(), Value::Undefined)),
            Kind::Host(host) if host.is_array() => return Ok(IterState::Indexed(value.clone(), 0)),
            _ => {}
        }
        let method = self.named(value, "@@iterator")?;
        if !method.is_function() {
            return type_error([&self.describe(value), " is not iterable"].concat());
        }
        let iterator = self.call_value(&method, value, &[])?;
        let next = match iterator.as_object().map(|object| &object.0.kind) {
            Some(Kind::Generator(_) | Kind::Iterator(_)) => Value::Undefined,
            _ => self.named(&iterator, "next")?,
        };
        Ok(IterState::Custom(iterator, next))
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
        let Some(Kind::Iterator(state)) = iterator.as_object().map(|object| &object.0.kind) else { return Ok(None) };
        let step = std::mem::replace(&mut *state.borrow_mut(), IterState::Done);
        let (value, next) = match step {
            IterState::Indexed(list, at) => {
                let item = match list.as_object().map(|object| &object.0.kind) {
                    Some(Kind::Array(items)) => items.borrow().get(at).cloned().map(Value::seen),
                    _ => {
                        let len = self.named(&list, "length")?;
                        let inside = (at as f64) < self.to_number(&len)?;
                        if inside { Some(self.get_index(&list, &at.into())?) } else { None }
                    }
                };
                (item, IterState::Indexed(list, at + 1))
            }
            IterState::Text(text, at) => match text.unit(at) {
                None => (None, IterState::Done),
                Some(unit) => {
                    let pair = (0xd800..0xdc00).contains(&unit)
                        && text.unit(at + 1).is_some_and(|low| (0xdc00..0xe000).contains(&low));
                    let end = at + if pair { 2 } else { 1 };
                    (Some(text.slice(at, end).into()), IterState::Text(text, end))
                }
            },
            IterState::Entries(object, at, walk) => {
                let found = match &object.0.kind {
                    Kind::Map(table) | Kind::Set(table) => table.borrow().next(at),
                    _ => None,
                };
                match found {
                    None => (None, IterState::Done),
                    Some((next, key, value)) => {
                        let item = match walk {
                            Walk::Keys => key,
                            Walk::Values => value,
                            Walk::Both => self.array(vec![key, value]),
                        };
                        (Some(item), IterState::Entries(object, next, walk))
                    }
                }
            }
            IterState::Keys(mut keys, of) => {
                let mut found = None;
                // A member that was removed meanwhile is not visited.
                for key in keys.by_ref() {
                    let there = match &of {
                        Value::Object(object) => self.has(object, &key)?,
                        _ => true,
                    };
                    if there {
                        found = Some(Value::String(key));
                        break;
                    }
                }
                (found, IterState::Keys(keys, of))
            }
            IterState::Custom(iterator, next) => {
                let value = self.advance_custom(&iterator, &next)?;
                (value, IterState::Custom(iterator, next))
            }
            IterState::Done => (None, IterState::Done),
        };
        if value.is_some() {
            *state.borrow_mut() = next;
        }
        Ok(value)
    }

    fn advance_custom(&self, iterator: &Value, next: &Value) -> Eval<Option<Value>> {
        match iterator.as_object().map(|object| &object.0.kind) {
            Some(Kind::Generator(_)) => {
                let (value, done) = self.resume_generator(iterator, Ok(Value::Undefined))?;
                Ok((!done).then_some(value))
            }
            Some(Kind::Iterator(_)) => self.nest(|| self.advance(iterator)),
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
        let Some(Kind::Iterator(state)) = iterator.as_object().map(|object| &object.0.kind) else { return Ok(()) };
        let state = std::mem::replace(&mut *state.borrow_mut(), IterState::Done);
        if let IterState::Custom(iterator, next) = state {
            if let Some(Kind::Generator(frame)) = iterator.as_object().map(|object| &object.0.kind) {
                let frame = frame.borrow_mut().take();
                drop(frame);
            } else if !next.is_undefined() {
                let method = self.named(&iterator, "return")?;
                if method.is_function() {
                    self.call_value(&method, &iterator, &[])?;
                }
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
        let state = self.iter_state(value)?;
        let iterator = self.iterator(state);
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
        (0..len as usize).map(|at| self.get_index(value, &at.into())).collect()
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
