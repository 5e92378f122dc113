//! `Object` and `Reflect`.

use std::rc::Rc;

use super::{arg, unknown};
use crate::error::{Eval, type_error};
use crate::object::{Kind, Lazy, Library, Object};
use crate::props::{CONFIGURABLE, ENUMERABLE, Slot, WRITABLE};
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;
use crate::vm::Own;

pub(crate) static MEMBERS: Lazy = Lazy {
    natives: "hasOwnProperty:1 toString:0 toLocaleString:0 valueOf:0 isPrototypeOf:1 propertyIsEnumerable:1",
    group: member,
    library: None,
};

pub(crate) static STATICS: Lazy = Lazy {
    natives: "keys:1 values:1 entries:1 assign:2 freeze:1 seal:1 preventExtensions:1 isFrozen:1 isSealed:1 isExtensible:1 \
              create:2 getPrototypeOf:1 setPrototypeOf:2 defineProperty:3 defineProperties:2 getOwnPropertyNames:1 \
              getOwnPropertyDescriptor:2 is:2 hasOwn:2",
    group: call,
    library: Some((Library::Core, "Object")),
};

pub(crate) static REFLECT: Lazy = Lazy {
    natives: "ownKeys:1 has:2 get:2 set:3 getPrototypeOf:1 defineProperty:3 deleteProperty:2 apply:3 construct:2",
    group: reflect,
    library: None,
};

fn member(rt: &Runtime, name: &'static str, this: &Value, args: &[Value]) -> Eval {
    Ok(match name {
        "hasOwnProperty" | "propertyIsEnumerable" => has_own(rt, this, &arg(args, 0))?.into(),
        "toLocaleString" => {
            let method = rt.get(this, &"toString".into())?;
            return rt.call_value(&method, this, &[]);
        }
        "valueOf" => this.clone(),
        "isPrototypeOf" => {
            let mut at = arg(args, 0).as_object().and_then(|object| object.0.proto.borrow().clone());
            while let Some(found) = at {
                if this.as_object().is_some_and(|this| this.same(&found)) {
                    return Ok(true.into());
                }
                at = found.0.proto.borrow().clone();
            }
            false.into()
        }
        "toString" => {
            let class = match this {
                Value::Undefined | Value::Hole => "Undefined",
                Value::Null => "Null",
                Value::Bool(_) => "Boolean",
                Value::Number(_) => "Number",
                Value::String(_) => "String",
                Value::Object(object) => {
                    if let Value::String(tag) = rt.get(this, &"@@toStringTag".into())? {
                        return Ok(["[object ", &tag.to_text(), "]"].concat().into());
                    }
                    object.class()
                }
            };
            ["[object ", class, "]"].concat().into()
        }
        _ => return unknown(name),
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

fn keys(rt: &Runtime, value: &Value) -> Eval<Vec<Str>> {
    match rt.own_keys_of(value)? {
        Some(keys) => Ok(keys),
        None => type_error("Cannot convert undefined or null to object"),
    }
}

fn call(rt: &Runtime, name: &'static str, _this: &Value, args: &[Value]) -> Eval {
    let first = arg(args, 0);
    Ok(match name {
        "keys" => {
            let keys = keys(rt, &first)?;
            rt.reserve(keys.len() * 48)?;
            rt.array(keys.into_iter().map(Value::String).collect())
        }
        "values" | "entries" => {
            let mut items = Vec::new();
            for key in keys(rt, &first)? {
                let value = rt.get(&first, &key)?;
                items.push(if name == "values" { value } else { rt.array(vec![key.into(), value]) });
            }
            rt.reserve(items.len() * 16)?;
            rt.array(items)
        }
        "assign" => {
            let target =
                if matches!(first, Value::Object(_)) { first } else { super::construct(rt, "Object", &[first])? };
            for source in args.get(1..).unwrap_or_default() {
                for key in rt.own_keys_of(source)?.unwrap_or_default() {
                    let value = rt.get(source, &key)?;
                    rt.set(&target, &key, value)?;
                }
            }
            target
        }
        "freeze" => lock(&first, 3),
        "seal" => lock(&first, 2),
        "preventExtensions" => lock(&first, 1),
        "isFrozen" => locked(&first, 3),
        "isSealed" => locked(&first, 2),
        "isExtensible" => Value::Bool(first.as_object().is_some_and(|object| object.0.locked.get() == 0)),
        "create" => {
            let proto = match &first {
                Value::Object(proto) => Some(proto.clone()),
                Value::Null => None,
                _ => return type_error("Object prototype may only be an Object or null"),
            };
            let made = Value::Object(rt.make_with(Kind::Plain, proto));
            define_all(rt, &made, &arg(args, 1))?;
            made
        }
        "getPrototypeOf" => proto_of(rt, &first)?,
        // Changing what an object inherits from is not for scripts of forms.
        "setPrototypeOf" => first,
        "defineProperty" => {
            let key = rt.to_key(&arg(args, 1))?;
            define(rt, &first, &key, &arg(args, 2))?;
            first
        }
        "defineProperties" => {
            define_all(rt, &first, &arg(args, 1))?;
            first
        }
        "getOwnPropertyNames" => {
            let keys = match &first {
                Value::Object(object) => rt.own_keys(object, true),
                other => keys(rt, other)?,
            };
            rt.array(keys.into_iter().map(Value::String).collect())
        }
        "getOwnPropertyDescriptor" => {
            let key = rt.to_key(&arg(args, 1))?;
            let Value::Object(object) = &first else { return Ok(Value::Undefined) };
            match rt.own(object, &key)? {
                Some(own) => describe(rt, own),
                None => Value::Undefined,
            }
        }
        "is" => {
            let second = arg(args, 1);
            match (&first, &second) {
                (Value::Number(a), Value::Number(b)) => (a.to_bits() == b.to_bits() || a.is_nan() && b.is_nan()).into(),
                _ => first.same(&second).into(),
            }
        }
        "hasOwn" => has_own(rt, &first, &arg(args, 1))?.into(),
        _ => return unknown(name),
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

fn proto_of(rt: &Runtime, value: &Value) -> Eval {
    match value {
        Value::Object(object) => Ok(object.0.proto.borrow().clone().map_or(Value::Null, Value::Object)),
        _ => rt.get(value, &"__proto__".into()),
    }
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
            shape.put("value", value);
            shape.put("writable", (flags & WRITABLE != 0).into());
            flags
        }
        Own::Accessor(pair, flags) => {
            shape.put("get", pair.0.clone());
            shape.put("set", pair.1.clone());
            flags
        }
    };
    shape.put("enumerable", (flags & ENUMERABLE != 0).into());
    shape.put("configurable", (flags & CONFIGURABLE != 0).into());
    Value::Object(shape)
}

fn reflect(rt: &Runtime, name: &'static str, this: &Value, args: &[Value]) -> Eval {
    let first = arg(args, 0);
    let Value::Object(object) = &first else { return type_error("Reflect called on non-object") };
    Ok(match name {
        "ownKeys" => return call(rt, "getOwnPropertyNames", this, args),
        "getPrototypeOf" => return call(rt, name, this, args),
        "defineProperty" => {
            call(rt, name, this, args)?;
            true.into()
        }
        "has" => rt.has(object, &rt.to_key(&arg(args, 1))?)?.into(),
        "get" => rt.get_index(&first, &arg(args, 1))?,
        "set" => {
            rt.set_index(&first, &arg(args, 1), arg(args, 2))?;
            true.into()
        }
        "deleteProperty" => rt.delete(&first, &rt.to_key(&arg(args, 1))?)?.into(),
        "apply" => {
            let items = rt.items(&arg(args, 2))?;
            rt.nest(|| rt.call_value(&first, &arg(args, 1), &items))?
        }
        "construct" => {
            let items = rt.items(&arg(args, 1))?;
            rt.nest(|| rt.construct(&first, &items, &first))?
        }
        _ => return unknown(name),
    })
}
