//! `Object`.

use std::rc::Rc;

use super::{arg, texts};
use crate::error::{Eval, type_error};
use crate::object::{Kind, Lazy, Library, Native, Object};
use crate::props::{CONFIGURABLE, ENUMERABLE, Slot, WRITABLE};
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;
use crate::vm::Own;

natives!(NAMES:
    KEYS "keys:1" FREEZE "freeze:1" SEAL "seal:1" PREVENT "preventExtensions:1" IS_FROZEN "isFrozen:1" IS_SEALED "isSealed:1"
    IS_EXTENSIBLE "isExtensible:1" CREATE "create:2" PROTO "getPrototypeOf:1" SET_PROTO "setPrototypeOf:2"
    DEFINE "defineProperty:3" DEFINE_ALL "defineProperties:2" ALL_KEYS "getOwnPropertyNames:1"
    DESCRIBE "getOwnPropertyDescriptor:2";
    "values entries assign is hasOwn fromEntries groupBy getOwnPropertyDescriptors getOwnPropertySymbols");

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
        0 => has_own(rt, this, &arg(args, 0))?.into(),
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
            let keys = match &first {
                Value::Object(object) if native.id == ALL_KEYS => rt.own_keys(object, true),
                _ => match rt.own_keys_of(&first)? {
                    Some(keys) => keys,
                    None => return type_error("Cannot convert undefined or null to object"),
                },
            };
            rt.reserve(keys.len() * 48)?;
            texts(rt, keys)
        }
        FREEZE..=PREVENT => lock(&first, 3 - (native.id - FREEZE)),
        IS_FROZEN | IS_SEALED => locked(&first, 3 - (native.id - IS_FROZEN)),
        IS_EXTENSIBLE => Value::Bool(first.as_object().is_some_and(|object| object.0.locked.get() == 0)),
        CREATE => {
            let proto = match first {
                Value::Object(proto) => Some(proto),
                Value::Null => None,
                _ => return type_error("Object prototype may only be an Object or null"),
            };
            let made = Value::Object(rt.make_with(Kind::Plain, proto));
            define_all(rt, &made, &arg(args, 1))?;
            made
        }
        PROTO => match &first {
            Value::Object(object) => object.0.proto.borrow().clone().map_or(Value::Null, Value::Object),
            _ => rt.named(&first, "__proto__")?,
        },
        // Changing what an object inherits from is not for scripts of forms.
        SET_PROTO => first,
        DEFINE => {
            let key = rt.to_key(&arg(args, 1))?;
            define(rt, &first, &key, &arg(args, 2))?;
            first
        }
        DEFINE_ALL => {
            define_all(rt, &first, &arg(args, 1))?;
            first
        }
        _ => {
            let key = rt.to_key(&arg(args, 1))?;
            let Value::Object(object) = &first else { return Ok(Value::Undefined) };
            match rt.own(object, &key)? {
                Some(own) => describe(rt, own),
                None => Value::Undefined,
            }
        }
    })
}

fn lock(value: &Value, level: u8) -> Value {
    if let Value::Object(object) = value {
        object.0.locked.set(object.0.locked.get().max(level));
        if level >= 2 {
            let taken = if level == 3 { WRITABLE | CONFIGURABLE } else { CONFIGURABLE };
            for entry in object.0.props.borrow_mut().iter_mut() {
                entry.flags &= !taken;
            }
        }
    }
    value.clone()
}

fn locked(value: &Value, level: u8) -> Value {
    Value::Bool(value.as_object().is_none_or(|object| {
        object.0.locked.get() >= level
            || object.0.locked.get() > 0 && object.0.props.borrow().len() == 0 && !object.is_array()
    }))
}

fn define_all(rt: &Runtime, target: &Value, all: &Value) -> Eval<()> {
    for key in rt.own_keys_of(all)?.unwrap_or_default() {
        let descriptor = rt.get(all, &key)?;
        define(rt, target, &key, &descriptor)?;
    }
    Ok(())
}

fn define(rt: &Runtime, target: &Value, key: &Str, descriptor: &Value) -> Eval<()> {
    let (Value::Object(object), Value::Object(shape)) = (target, descriptor) else {
        return type_error("Object.defineProperty called on non-object");
    };
    let part = |name: &str| rt.get(descriptor, &name.into());
    let has = |name: &str| rt.has(shape, &name.into());
    let old = object.0.props.borrow().get(key).map(|entry| (entry.slot.clone(), entry.flags));
    if object.0.locked.get() > 0 && (old.is_none() || object.0.locked.get() == 3) {
        return type_error(["Cannot define property ", &key.to_text(), ", object is not extensible"].concat());
    }
    let mut flags = old.as_ref().map_or(0, |(_, flags)| *flags);
    if old.is_some() && flags & CONFIGURABLE == 0 && flags & WRITABLE == 0 {
        return type_error(["Cannot redefine property: ", &key.to_text()].concat());
    }
    for (name, bit) in [("writable", WRITABLE), ("enumerable", ENUMERABLE), ("configurable", CONFIGURABLE)] {
        if has(name)? {
            flags = if part(name)?.truthy() { flags | bit } else { flags & !bit };
        }
    }
    if has("get")? || has("set")? {
        let pair = (part("get")?, part("set")?);
        object.0.props.borrow_mut().put(key.clone(), Slot::Accessor(Rc::new(pair)), flags & !WRITABLE);
        return Ok(());
    }
    let value = match (has("value")?, old) {
        (true, _) => part("value")?,
        (false, Some((Slot::Data(value), _))) => value,
        _ => Value::Undefined,
    };
    if object.is_array() || object.host().is_some() {
        return rt.define(object, key, value);
    }
    object.note(64);
    object.0.props.borrow_mut().put(key.clone(), Slot::Data(value), flags);
    Ok(())
}

fn describe(rt: &Runtime, own: Own) -> Value {
    let shape: Object = rt.object();
    let flags = match own {
        Own::Value(value, flags) => {
            shape.put_named("value", value);
            shape.put_named("writable", (flags & WRITABLE != 0).into());
            flags
        }
        Own::Accessor(pair, flags) => {
            shape.put_named("get", pair.0.clone());
            shape.put_named("set", pair.1.clone());
            flags
        }
    };
    shape.put_named("enumerable", (flags & ENUMERABLE != 0).into());
    shape.put_named("configurable", (flags & CONFIGURABLE != 0).into());
    Value::Object(shape)
}
