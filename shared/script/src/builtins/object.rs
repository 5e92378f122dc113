//! `Object`.

use std::rc::Rc;

use super::{arg, integer_arg, texts};
use crate::error::{Eval, type_error};
use crate::object::{Kind, Lazy, Library, Native};
use crate::props::{CONFIGURABLE, Slot, WRITABLE};
use crate::runtime::Runtime;
use crate::value::Value;
use crate::vm::Own;

natives!(NAMES:
    KEYS "keys:1" ALL_KEYS "getOwnPropertyNames:1" LOCK "@@lock:2" CREATE "@@create:1" PROTO "getPrototypeOf:1" DEFINE "@@define:9"
    OWN "@@own:2";
    "values entries assign is hasOwn fromEntries groupBy getOwnPropertyDescriptors getOwnPropertySymbols freeze seal \
     preventExtensions isFrozen isSealed isExtensible create setPrototypeOf defineProperty defineProperties \
     getOwnPropertyDescriptor");

pub(crate) static MEMBERS: Lazy = Lazy {
    natives: "hasOwnProperty:1 toString:0 valueOf:0 toLocaleString isPrototypeOf propertyIsEnumerable",
    group: member,
    library: (Library::Core, "object"),
};

pub(crate) static STATICS: Lazy = Lazy { natives: NAMES, group: call, library: (Library::Core, "Object") };

pub(crate) static REFLECT: Lazy = Lazy {
    natives: "ownKeys has get set getPrototypeOf defineProperty deleteProperty apply construct",
    group: member,
    library: (Library::Core, "Reflect"),
};

fn member(rt: &Runtime, native: &Native, this: &Value, args: &[Value]) -> Eval {
    Ok(match native.id {
        0 => has_own(rt, this, arg(args, 0))?.into(),
        1 => {
            let class = match this {
                Value::Undefined | Value::Hole => "Undefined",
                Value::Null => "Null",
                Value::Bool(_) => "Boolean",
                Value::Number(_) => "Number",
                Value::String(_) => "String",
                Value::Object(object) => {
                    if let Value::String(tag) = rt.named(this, "@@toStringTag")? {
                        return Ok(["[object ", &tag.to_text(), "]"].concat().into());
                    }
                    object.class()
                }
            };
            ["[object ", class, "]"].concat().into()
        }
        _ => this.clone(),
    })
}

fn has_own(rt: &Runtime, this: &Value, key: &Value) -> Eval<bool> {
    let key = rt.to_key(key)?;
    match this {
        Value::Object(object) => rt.has_own(object, &key),
        Value::String(text) => Ok(key == *"length" || key.as_index().is_some_and(|at| (at as usize) < text.len())),
        Value::Undefined | Value::Null | Value::Hole => type_error("Cannot convert undefined or null to object"),
        _ => Ok(false),
    }
}

fn call(rt: &Runtime, native: &Native, _this: &Value, args: &[Value]) -> Eval {
    let first = arg(args, 0);
    Ok(match native.id {
        KEYS | ALL_KEYS => {
            let keys = match first {
                Value::Object(object) if native.id == ALL_KEYS => rt.own_keys(object, true),
                _ => match rt.own_keys_of(first)? {
                    Some(keys) => keys,
                    None => return type_error("Cannot convert undefined or null to object"),
                },
            };
            rt.reserve(keys.len() * 48)?;
            texts(rt, keys)
        }
        LOCK => Value::Number(lock(first, integer_arg(rt, args, 1)? as u8).into()),
        CREATE => {
            let proto = match first {
                Value::Object(proto) => Some(proto.clone()),
                Value::Null => None,
                _ => return type_error("Object prototype may only be an Object or null"),
            };
            rt.make_with(Kind::Plain, proto).into()
        }
        PROTO => match first {
            Value::Object(object) => object.0.proto.borrow().clone().map_or(Value::Null, Value::Object),
            _ => rt.named(first, "__proto__")?,
        },
        DEFINE => define(rt, args)?,
        _ => {
            let key = rt.to_key(arg(args, 1))?;
            let Value::Object(object) = first else { return Ok(Value::Undefined) };
            let parts = match rt.own(object, &key)? {
                Some(Own::Value(value, flags)) => vec![Value::Number(flags.into()), value],
                Some(Own::Accessor(pair, flags)) => vec![Value::Number(flags.into()), pair.0.clone(), pair.1.clone()],
                None => return Ok(Value::Undefined),
            };
            rt.array(parts)
        }
    })
}

/// Locks an object at least as much as `level` says, and tells how much it is now: 0 open, 1 not extensible, 2 sealed, 3 frozen.
fn lock(value: &Value, level: u8) -> u8 {
    let Value::Object(object) = value else { return 3 };
    let level = level.max(object.0.locked.get());
    object.0.locked.set(level);
    let taken = [0, 0, CONFIGURABLE, CONFIGURABLE | WRITABLE].get(usize::from(level)).copied().unwrap_or_default();
    let mut props = object.0.props.borrow_mut();
    for entry in props.iter_mut() {
        entry.flags &= !taken;
    }
    if level > 0 && props.len() == 0 && !object.is_array() { 3 } else { level }
}

/// Object, key, which flags are told and how, whether it has accessors, whether it has a value; value, getter, setter.
fn define(rt: &Runtime, args: &[Value]) -> Eval {
    let Value::Object(object) = arg(args, 0) else { return type_error("Object.defineProperty called on non-object") };
    let key = rt.to_key(arg(args, 1))?;
    let (told, bits) = (integer_arg(rt, args, 2)? as u8, integer_arg(rt, args, 3)? as u8);
    let old = object.0.props.borrow().get(&key).map(|entry| (entry.slot.clone(), entry.flags));
    let locked = object.0.locked.get();
    let flags = old.as_ref().map_or(0, |(_, flags)| *flags);
    if locked > 0 && (old.is_none() || locked == 3) || old.is_some() && flags & (CONFIGURABLE | WRITABLE) == 0 {
        return type_error(["Cannot redefine property: ", &key.to_text()].concat());
    }
    let flags = flags & !told | bits;
    if arg(args, 4).truthy() {
        let pair = (arg(args, 7).clone(), arg(args, 8).clone());
        object.0.props.borrow_mut().put(key, Slot::Accessor(Rc::new(pair)), flags & !WRITABLE);
        return Ok(Value::Undefined);
    }
    let value = match old {
        Some((Slot::Data(value), _)) if !arg(args, 5).truthy() => value,
        _ => arg(args, 6).clone(),
    };
    if object.is_array() || object.host().is_some() {
        rt.define(object, &key, value)?;
    } else {
        object.note(64);
        object.0.props.borrow_mut().put(key, Slot::Data(value), flags);
    }
    Ok(Value::Undefined)
}
