//! Members: reading, writing, removing, listing.

use std::rc::Rc;

use crate::builtins;
use crate::error::{ErrorKind, Eval, no_member, raised, range_error};
use crate::object::{Kind, Object};
use crate::props::{CONFIGURABLE, ENUMERABLE, HIDDEN, OPEN, Slot, WRITABLE};
use crate::realm::Realm;
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

/// A member of an object's own.
pub(crate) enum Own {
    Value(Value, u8),
    Accessor(Rc<(Value, Value)>, u8),
}

/// How far beyond its end an array may be written to.
const GAP: usize = 100_000;

impl Runtime {
    /// `value.key`.
    pub(crate) fn get(&self, value: &Value, key: &Str) -> Eval {
        match value {
            Value::Object(object) => self.get_from(object, key, value),
            Value::String(text) => {
                if *key == *"length" {
                    return Ok(text.len().into());
                }
                if let Some(unit) = key.as_index().and_then(|at| text.unit(at as usize)) {
                    return Ok(Value::String(Str::from_units(&[unit])));
                }
                self.get_from(&self.realm(Realm::String), key, value)
            }
            Value::Number(_) => self.get_from(&self.realm(Realm::Number), key, value),
            Value::Bool(_) => self.get_from(&self.realm(Realm::Boolean), key, value),
            Value::Null => Err(no_member("null", key, "read")),
            Value::Undefined | Value::Hole => Err(no_member("undefined", key, "read")),
        }
    }

    /// `value.key`.
    #[inline(never)]
    pub(crate) fn named(&self, value: &Value, key: &str) -> Eval {
        self.get(value, &key.into())
    }

    /// `value[key]`.
    pub(crate) fn get_index(&self, value: &Value, key: &Value) -> Eval {
        if let (Value::Object(object), Value::Number(number)) = (value, key)
            && let Kind::Array(items) = &object.0.kind
        {
            let at = *number as usize;
            if at as f64 == *number
                && let Some(item) = items.borrow().get(at)
            {
                return Ok(item.clone().seen());
            }
        }
        if value.is_nullish() {
            let of = value.primitive_text().to_text().into_owned();
            let key = if matches!(key, Value::Object(_)) { "object".into() } else { key.primitive_text() };
            return Err(no_member(&of, &key, "read"));
        }
        let key = self.to_key(key)?;
        self.get(value, &key)
    }

    /// The member `key` of `object` or of what it inherits from; getters run on `this`.
    pub(crate) fn get_from(&self, object: &Object, key: &Str, this: &Value) -> Eval {
        let mut at = Some(object.clone());
        let mut steps = 0;
        while let Some(object) = at {
            match self.own(&object, key)? {
                Some(Own::Value(value, _)) => return Ok(value),
                Some(Own::Accessor(pair, _)) => {
                    return if pair.0.is_undefined() {
                        Ok(Value::Undefined)
                    } else {
                        self.call_value(&pair.0, this, &[])
                    };
                }
                None => {}
            }
            steps += 1;
            if steps > 1000 {
                break;
            }
            at = object.0.proto.borrow().clone();
        }
        if *key == *"__proto__" {
            return Ok(object.0.proto.borrow().clone().map_or(Value::Null, Value::Object));
        }
        Ok(Value::Undefined)
    }

    /// A member that is the object's own.
    pub(crate) fn own(&self, object: &Object, key: &Str) -> Eval<Option<Own>> {
        if let Some(entry) = object.0.props.borrow().get(key) {
            return Ok(Some(match &entry.slot {
                Slot::Data(value) => Own::Value(value.clone(), entry.flags),
                Slot::Accessor(pair) => Own::Accessor(pair.clone(), entry.flags),
            }));
        }
        let found = match &object.0.kind {
            Kind::Array(items) => {
                let items = items.borrow();
                if let Some(at) = key.as_index() {
                    let flags = if object.0.locked.get() == 3 { ENUMERABLE } else { OPEN };
                    items.get(at as usize).filter(|item| !matches!(item, Value::Hole)).map(|item| (item.clone(), flags))
                } else if *key == *"length" {
                    Some((items.len().into(), WRITABLE))
                } else {
                    None
                }
            }
            Kind::Host(host) => {
                if host.is_array() && *key == *"length" {
                    Some((host.len().into(), WRITABLE))
                } else {
                    self.spend(4)?;
                    host.get(self, &key.to_text()).map(|value| (value, OPEN))
                }
            }
            Kind::Boxed(Value::String(text)) => {
                if *key == *"length" {
                    Some((text.len().into(), 0))
                } else {
                    key.as_index()
                        .and_then(|at| text.unit(at as usize))
                        .map(|unit| (Str::from_units(&[unit]).into(), ENUMERABLE))
                }
            }
            Kind::Closure(proto, _) => {
                if *key == *"prototype" {
                    return Ok(self.function_prototype(object));
                } else if *key == *"name" {
                    Some((proto.name.clone().into(), CONFIGURABLE))
                } else if *key == *"length" {
                    Some((Value::Number(proto.length.into()), CONFIGURABLE))
                } else {
                    None
                }
            }
            Kind::Native(native) => {
                if *key == *"name" {
                    Some((native.name.into(), CONFIGURABLE))
                } else if *key == *"prototype" && native.constructs {
                    Realm::by_number(native.id.into()).map(|realm| (Value::Object(self.realm(realm)), 0))
                } else if let Some(statics) = native.statics {
                    return self.lazily(object, statics, key);
                } else {
                    None
                }
            }
            Kind::Lazy(lazy) => {
                if *key == *"constructor" {
                    return self.constructor_of(object);
                }
                return self.lazily(object, lazy, key);
            }
            Kind::Map(table) | Kind::Set(table) if *key == *"size" => Some((table.borrow().len().into(), 0)),
            Kind::RegExp(regexp) => builtins::regexp::member(regexp, key).map(|value| (value, 0)),
            _ => None,
        };
        Ok(found.map(|(value, flags)| Own::Value(value, flags)))
    }

    fn lazily(&self, object: &Object, lazy: &'static crate::object::Lazy, key: &Str) -> Eval<Option<Own>> {
        let Some(value) = self.lazy_member(lazy, key)? else { return Ok(None) };
        object.hide(key.clone(), value.clone());
        Ok(Some(Own::Value(value, HIDDEN)))
    }

    fn constructor_of(&self, object: &Object) -> Eval<Option<Own>> {
        let realms = (0..Realm::COUNT).filter_map(Realm::by_number);
        let realm = realms.into_iter().find(|realm| self.realm(*realm).same(object));
        let Some(realm) = realm else { return Ok(None) };
        let class = self.global(&realm.name().into())?;
        Ok(class.map(|class| Own::Value(class, HIDDEN)))
    }

    /// The `prototype` of a function of the script is made when it is asked for.
    fn function_prototype(&self, function: &Object) -> Option<Own> {
        let Kind::Closure(code, _) = &function.0.kind else { return None };
        if code.flavour != crate::ast::Flavour::Ordinary || code.is_async {
            return None;
        }
        let proto = self.object();
        if code.generator {
            *proto.0.proto.borrow_mut() = Some(self.realm(Realm::Generator));
        } else {
            proto.put_hidden("constructor", Value::Object(function.clone()));
        }
        function.put_hidden("prototype", Value::Object(proto.clone()));
        Some(Own::Value(Value::Object(proto), WRITABLE))
    }

    /// `value.key = new`.
    pub(crate) fn set(&self, value: &Value, key: &Str, new: Value) -> Eval<()> {
        let object = match value {
            Value::Object(object) => object,
            Value::Null => return Err(no_member("null", key, "set")),
            Value::Undefined | Value::Hole => return Err(no_member("undefined", key, "set")),
            _ => return Ok(()),
        };
        if let Kind::Host(host) = &object.0.kind {
            self.spend(4)?;
            host.set(self, &key.to_text(), new)?;
            return Ok(());
        }
        if let Kind::Array(_) = &object.0.kind {
            if let Some(at) = key.as_index() {
                return self.set_item(object, at as usize, new);
            }
            if *key == *"length" {
                return self.set_length(object, &new);
            }
        }
        if *key == *"__proto__" {
            return Ok(());
        }
        let plain = match object.0.props.borrow().get(key) {
            Some(entry) => matches!(entry.slot, Slot::Data(_)) && entry.flags & WRITABLE != 0,
            None => false,
        };
        if !plain {
            // Setters and values that must not change may be inherited.
            let mut at = Some(object.clone());
            while let Some(holder) = at {
                match self.own(&holder, key)? {
                    Some(Own::Accessor(pair, _)) => {
                        if !pair.1.is_undefined() {
                            self.call_value(&pair.1, value, &[new])?;
                        }
                        return Ok(());
                    }
                    Some(Own::Value(_, flags)) if flags & WRITABLE == 0 => return Ok(()),
                    Some(_) => break,
                    None => at = holder.0.proto.borrow().clone(),
                }
            }
            if object.0.locked.get() > 0 && object.0.props.borrow().get(key).is_none() || object.0.locked.get() == 3 {
                return Ok(());
            }
            object.note(64);
            self.spend(12)?;
            self.reserve(0)?;
        }
        let mut props = object.0.props.borrow_mut();
        let old = match props.get_mut(key) {
            Some(entry) => Some(std::mem::replace(&mut entry.slot, Slot::Data(new))),
            None => {
                props.put(key.clone(), Slot::Data(new), OPEN);
                None
            }
        };
        drop(props);
        drop(old);
        Ok(())
    }

    /// `value[key] = new`.
    pub(crate) fn set_index(&self, value: &Value, key: &Value, new: Value) -> Eval<()> {
        if let (Value::Object(object), Value::Number(number)) = (value, key) {
            let at = *number as usize;
            if matches!(object.0.kind, Kind::Array(_)) && at as f64 == *number && at < u32::MAX as usize {
                return self.set_item(object, at, new);
            }
        }
        let key = self.to_key(key)?;
        self.set(value, &key, new)
    }

    fn set_item(&self, object: &Object, at: usize, new: Value) -> Eval<()> {
        let Kind::Array(items) = &object.0.kind else { return Ok(()) };
        let mut items = items.borrow_mut();
        let locked = object.0.locked.get();
        if let Some(place) = items.get_mut(at) {
            if locked < 3 {
                let old = std::mem::replace(place, new);
                drop(items);
                drop(old);
            }
            return Ok(());
        }
        if locked > 0 {
            return Ok(());
        }
        if at > items.len() + GAP {
            return Err(raised(ErrorKind::Memory, "the array has too many empty places".into()));
        }
        let more = (at + 1 - items.len()) * 16;
        self.reserve(more)?;
        object.note(more);
        items.resize(at, Value::Hole);
        items.push(new);
        Ok(())
    }

    pub(crate) fn set_length(&self, object: &Object, length: &Value) -> Eval<()> {
        let wanted = self.to_number(length)?;
        let count = wanted as usize;
        if count as f64 != wanted || count > u32::MAX as usize {
            return range_error("Invalid array length");
        }
        if let Kind::Array(items) = &object.0.kind {
            let now = items.borrow().len();
            if count > now {
                self.reserve((count - now) * 16)?;
                object.note((count - now) * 16);
            }
            if object.0.locked.get() == 0 {
                let cut = items.borrow_mut().split_off(count.min(now));
                drop(cut);
                items.borrow_mut().resize(count, Value::Hole);
            }
        }
        Ok(())
    }

    /// `delete value.key`.
    pub(crate) fn delete(&self, value: &Value, key: &Str) -> Eval<bool> {
        let Value::Object(object) = value else {
            return if value.is_nullish() {
                Err(no_member(&value.primitive_text().to_text(), key, "delete"))
            } else {
                Ok(true)
            };
        };
        match &object.0.kind {
            Kind::Host(host) => return Ok(host.delete(self, &key.to_text())?),
            Kind::Array(items) => {
                if object.0.locked.get() >= 2 {
                    return Ok(false);
                }
                if let Some(place) =
                    key.as_index().and_then(|at| items.borrow_mut().get_mut(at as usize).map(std::mem::take))
                {
                    let at = key.as_index().unwrap_or(0) as usize;
                    if let Some(gap) = items.borrow_mut().get_mut(at) {
                        *gap = Value::Hole;
                    }
                    drop(place);
                    return Ok(true);
                }
            }
            _ => {}
        }
        let flags = object.0.props.borrow().get(key).map(|entry| entry.flags);
        match flags {
            Some(flags) if flags & CONFIGURABLE == 0 || object.0.locked.get() >= 2 => Ok(false),
            Some(_) => {
                object.0.props.borrow_mut().remove(key);
                Ok(true)
            }
            None => Ok(true),
        }
    }
}
