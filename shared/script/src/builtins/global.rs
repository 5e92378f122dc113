//! Global names and constructors.

use std::cell::{Cell, RefCell};

use super::{
    arg, array, collection, console, date, error, json, math, number, object, promise, regexp, string, unknown, uri,
};
use crate::error::{ErrorKind, Eval, raised, range_error, type_error};
use crate::object::{Kind, Lazy, Library, Native, PromiseState};
use crate::realm::Realm;
use crate::runtime::{Runtime, Timer};
use crate::text::Str;
use crate::value::Value;

pub(crate) static GLOBALS: Lazy = Lazy {
    natives: "parseInt:2 parseFloat:1 isNaN:1 isFinite:1 encodeURIComponent:1 encodeURI:1 decodeURIComponent:1 decodeURI:1 \
              escape:1 unescape:1 setTimeout:2 setInterval:2 clearTimeout:1 clearInterval:1 queueMicrotask:1 \
              requestAnimationFrame:1 structuredClone:1 eval:1 __language:0 __fixed:2",
    group: call,
    library: None,
};

fn call(rt: &Runtime, name: &'static str, _this: &Value, args: &[Value]) -> Eval {
    let first = arg(args, 0);
    Ok(match name {
        "parseInt" => {
            let text = rt.to_text(&first)?;
            let radix = crate::number::to_int32(
                rt.to_number(&arg(args, 1)).map(|radix| if radix.is_nan() { 0.0 } else { radix })?,
            );
            crate::number::parse_int(&text.to_text(), radix).into()
        }
        "parseFloat" => crate::number::parse_float(&rt.to_text(&first)?.to_text()).into(),
        "isNaN" => rt.to_number(&first)?.is_nan().into(),
        "isFinite" => rt.to_number(&first)?.is_finite().into(),
        "setTimeout" | "setInterval" | "requestAnimationFrame" => {
            let delay = if name == "requestAnimationFrame" { 16.0 } else { rt.to_number(&arg(args, 1))? };
            let id = rt.counter.get() + 1;
            rt.counter.set(id);
            if first.is_function() {
                rt.spend(100)?;
                let args = args.get(2..).unwrap_or_default().to_vec();
                let due = if delay.is_nan() { 0.0 } else { delay.max(0.0) };
                rt.timers.borrow_mut().push(Timer { id, due, function: first, args });
            }
            Value::Number(id.into())
        }
        "clearTimeout" | "clearInterval" => {
            let id = rt.to_number(&first)?;
            rt.timers.borrow_mut().retain(|timer| f64::from(timer.id) != id);
            Value::Undefined
        }
        "queueMicrotask" => {
            let done = rt.as_promise(Value::Undefined);
            rt.then(&done, first, Value::Undefined);
            Value::Undefined
        }
        "structuredClone" => {
            let text = json::stringify(rt, &first, &Value::Undefined, &Value::Undefined)?;
            match text {
                Value::String(text) => json::parse(rt, &text)?,
                other => other,
            }
        }
        "__language" => rt.env.language().into(),
        "__fixed" => crate::number::to_fixed_decimal(
            rt.to_number(&first)?,
            rt.to_integer(&arg(args, 1))?.clamp(0.0, 100.0) as usize,
        )
        .into(),
        "eval" => return refuse(),
        "encodeURIComponent" | "encodeURI" | "decodeURIComponent" | "decodeURI" | "escape" | "unescape" => {
            uri::call(rt, name, &rt.to_text(&first)?)?
        }
        _ => return unknown(name),
    })
}

fn refuse() -> Eval {
    Err(raised(ErrorKind::Type, "text is never run as a script here".into()))
}

impl Runtime {
    /// A global name: made by a script, by the host, or built in.
    pub(crate) fn global(&self, name: &Str) -> Eval<Option<Value>> {
        if let Some(crate::vm::Own::Value(value, _)) = self.own(&self.globals, name)? {
            return Ok(Some(value));
        }
        let Some(made) = name.as_str().map(|name| self.built_in(name)).transpose()?.flatten() else { return Ok(None) };
        self.globals.put_hidden(name.clone(), made.clone());
        Ok(Some(made))
    }

    fn built_in(&self, name: &str) -> Eval<Option<Value>> {
        let namespace = |lazy: &'static Lazy| Value::Object(self.make(Kind::Lazy(lazy), Realm::Object));
        Ok(Some(match name {
            "NaN" => Value::Number(f64::NAN),
            "Infinity" => Value::Number(f64::INFINITY),
            "Math" => {
                let object = namespace(&math::MEMBERS);
                if let Value::Object(object) = &object {
                    math::constants(object);
                }
                object
            }
            "JSON" => namespace(&json::MEMBERS),
            "console" => namespace(&console::MEMBERS),
            "Reflect" => namespace(&object::REFLECT),
            "Symbol" => {
                // Symbols are names of their own: only the well-known ones exist, as members that scripts do not list.
                let symbol = self.object();
                symbol.put_hidden("iterator", "@@iterator".into());
                symbol.put_hidden("asyncIterator", "@@asyncIterator".into());
                symbol.put_hidden("toStringTag", "@@toStringTag".into());
                Value::Object(symbol)
            }
            "globalThis" => self.library(Library::Core, "globalThis")?,
            "Intl" => self.library(Library::Intl, "Intl")?,
            "_" => self.library(Library::Lodash, "")?,
            "moment" => self.library(Library::Moment, "")?,
            "utils" | "util" => self.library(Library::Utils, "")?,
            "window" | "document" => return Ok(None),
            "WeakMap" => return self.global(&"Map".into()),
            "WeakSet" => return self.global(&"Set".into()),
            other => match Realm::by_name(other) {
                Some(realm) => self.constructor(realm),
                None => return Ok(None),
            },
        }))
    }

    fn constructor(&self, realm: Realm) -> Value {
        let (statics, arity) = match realm {
            Realm::Object => (Some(&object::STATICS), 1),
            Realm::Array => (Some(&array::STATICS), 1),
            Realm::String => (Some(&string::STATICS), 1),
            Realm::Number => (Some(&number::STATICS), 1),
            Realm::Date => (Some(&date::STATICS), 7),
            Realm::Promise => (Some(&promise::STATICS), 1),
            Realm::Map => (Some(&collection::MAP_STATICS), 0),
            Realm::RegExp => (None, 2),
            Realm::Set => (None, 0),
            _ => (None, 1),
        };
        let native = Native { name: realm.name(), group: call_constructor, constructs: true, statics };
        let function = self.make(Kind::Native(native), Realm::Function);
        function.put_hidden("length", Value::Number(arity.into()));
        if realm == Realm::Number {
            number::constants(&function);
        }
        Value::Object(function)
    }
}

/// A constructor called without `new`.
fn call_constructor(rt: &Runtime, name: &'static str, _this: &Value, args: &[Value]) -> Eval {
    let first = arg(args, 0);
    Ok(match name {
        "String" if args.is_empty() => Str::default().into(),
        "String" => rt.to_text(&first)?.into(),
        "Number" if args.is_empty() => Value::Number(0.0),
        "Number" => rt.to_number(&first)?.into(),
        "Boolean" => first.truthy().into(),
        "Date" => date::text_of(rt, rt.env.now_ms()),
        "Function" | "Iterator" | "Generator" => return refuse(),
        "Map" | "Set" | "Promise" => return type_error(["Constructor ", name, " requires 'new'"].concat()),
        _ => return construct(rt, name, args),
    })
}

/// `new name(…)` of a built-in.
pub(crate) fn construct(rt: &Runtime, name: &'static str, args: &[Value]) -> Eval {
    let first = arg(args, 0);
    Ok(match name {
        "Object" => match first {
            Value::Undefined | Value::Null | Value::Hole => Value::Object(rt.object()),
            Value::Object(_) => first,
            other => boxed(rt, other),
        },
        "String" => boxed(rt, Value::String(if args.is_empty() { Str::default() } else { rt.to_text(&first)? })),
        "Number" => boxed(rt, Value::Number(if args.is_empty() { 0.0 } else { rt.to_number(&first)? })),
        "Boolean" => boxed(rt, Value::Bool(first.truthy())),
        "Array" => match (&first, args.len()) {
            (Value::Number(count), 1) => {
                let wanted = *count as u32;
                if f64::from(wanted) != *count {
                    return range_error("Invalid array length");
                }
                rt.reserve(wanted as usize * 16)?;
                rt.array(vec![Value::Hole; wanted as usize])
            }
            _ => rt.array(args.to_vec()),
        },
        "Date" => date::construct(rt, args)?,
        "RegExp" => regexp::construct(rt, args)?,
        "Map" | "Set" => collection::construct(rt, name, &first)?,
        "Promise" => {
            if !first.is_function() {
                return type_error("Promise resolver is not a function");
            }
            let promise = rt.make(Kind::Promise(RefCell::new(PromiseState::Pending(Vec::new()))), Realm::Promise);
            let settlers = [rt.settler(&promise, false), rt.settler(&promise, true)];
            if let Err(thrown) = rt.call_value(&first, &Value::Undefined, &settlers) {
                rt.fail(&promise, thrown)?;
            }
            Value::Object(promise)
        }
        "Function" | "Iterator" | "Generator" => return refuse(),
        _ => error::construct(rt, name, args)?,
    })
}

/// A primitive as an object.
pub(crate) fn boxed(rt: &Runtime, value: Value) -> Value {
    let realm = match &value {
        Value::String(_) => Realm::String,
        Value::Number(_) => Realm::Number,
        _ => Realm::Boolean,
    };
    Value::Object(rt.make(Kind::Boxed(value), realm))
}

/// A date object of an instant.
pub(crate) fn date_of(rt: &Runtime, time: f64) -> Value {
    Value::Object(rt.make(Kind::Date(Cell::new(time)), Realm::Date))
}
