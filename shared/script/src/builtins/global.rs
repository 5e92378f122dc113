//! Global names and constructors.

use std::cell::Cell;

use super::{
    arg, array, collection, console, date, error, json, math, number, object, promise, regexp, rewritten, string,
};
use crate::error::{ErrorKind, Eval, raised, range_error, type_error};
use crate::object::{Kind, Lazy, Library, Native, Object};
use crate::realm::Realm;
use crate::runtime::{Runtime, Timer};
use crate::text::Str;
use crate::value::Value;

natives!(NAMES:
    PARSE_INT "parseInt:2" PARSE_FLOAT "parseFloat:1" IS_NAN "isNaN:1" IS_FINITE "isFinite:1" ENCODE "encodeURIComponent:1"
    ENCODE_URI "encodeURI:1" DECODE "decodeURIComponent:1" DECODE_URI "decodeURI:1" ESCAPE "escape:1" UNESCAPE "unescape:1"
    TIMEOUT "setTimeout:2" INTERVAL "setInterval:2" FRAME "requestAnimationFrame:1" CLEAR "clearTimeout:1"
    CLEAR_INTERVAL "clearInterval:1" LANGUAGE "__language:0";
    "queueMicrotask structuredClone Symbol eval");

pub(crate) static GLOBALS: Lazy = Lazy { natives: NAMES, group: call, library: (Library::Core, "globals") };

fn call(rt: &Runtime, native: &Native, _this: &Value, args: &[Value]) -> Eval {
    let first = arg(args, 0);
    Ok(match native.id {
        PARSE_INT => {
            let text = rt.to_text(first)?;
            let radix = crate::number::to_int32(rt.to_number(arg(args, 1))?);
            crate::number::parse_int(&text.to_text(), radix).into()
        }
        PARSE_FLOAT => crate::number::parse_float(&rt.to_text(first)?.to_text()).into(),
        IS_NAN => rt.to_number(first)?.is_nan().into(),
        IS_FINITE => rt.to_number(first)?.is_finite().into(),
        TIMEOUT..=FRAME => {
            let delay = if native.id == FRAME { 16.0 } else { rt.to_number(arg(args, 1))? };
            let id = rt.counter.get() + 1;
            rt.counter.set(id);
            if first.is_function() {
                rt.spend(100)?;
                let args = args.get(2..).unwrap_or_default().to_vec();
                let due = if delay.is_nan() { 0.0 } else { delay.max(0.0) };
                rt.timers.borrow_mut().push(Timer { id, due, function: first.clone(), args });
            }
            Value::Number(id.into())
        }
        CLEAR | CLEAR_INTERVAL => {
            let id = rt.to_number(first)?;
            rt.timers.borrow_mut().retain(|timer| f64::from(timer.id) != id);
            Value::Undefined
        }
        LANGUAGE => rt.env.language().into(),
        _ => {
            let text = rt.to_text(first)?;
            // Half a pair cannot be written in bytes.
            if native.id <= ENCODE_URI && text.as_str().is_none() {
                return range_error("URI malformed");
            }
            rewritten(rt, native.name, &text, "")?
        }
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
        self.globals.hide(name.clone(), made.clone());
        Ok(Some(made))
    }

    fn built_in(&self, name: &str) -> Eval<Option<Value>> {
        let namespace = |lazy: &'static Lazy| Value::Object(self.make(Kind::Lazy(lazy), Realm::Object));
        Ok(Some(match name {
            "NaN" => Value::Number(f64::NAN),
            "Infinity" => Value::Number(f64::INFINITY),
            "Math" => {
                let object = self.make(Kind::Lazy(&math::MEMBERS), Realm::Object);
                math::constants(&object);
                object.into()
            }
            "JSON" => namespace(&json::MEMBERS),
            "console" => namespace(&console::MEMBERS),
            "Reflect" => namespace(&object::REFLECT),
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
        let native = Native { name: realm.name(), id: realm as u8, group: call_constructor, constructs: true, statics };
        let function = self.native(native, arity);
        if realm == Realm::Number {
            // No word that makes a page bring the library.
            function.put_hidden("NaN", f64::NAN.into());
        }
        Value::Object(function)
    }
}

/// A constructor called without `new`.
fn call_constructor(rt: &Runtime, native: &Native, _this: &Value, args: &[Value]) -> Eval {
    match Realm::by_number(native.id.into()) {
        Some(Realm::String | Realm::Number | Realm::Boolean) => match construct(rt, native, args)?.as_object() {
            Some(Object(data)) => match &data.kind {
                Kind::Boxed(value) => Ok(value.clone()),
                _ => Ok(Value::Undefined),
            },
            None => Ok(Value::Undefined),
        },
        Some(Realm::Date) => Ok(rt.to_text(&construct(rt, native, &[])?)?.into()),
        Some(Realm::Map | Realm::Set | Realm::Promise) => {
            type_error(["Constructor ", native.name, " requires 'new'"].concat())
        }
        _ => construct(rt, native, args),
    }
}

/// `new name(…)` of a built-in.
pub(crate) fn construct(rt: &Runtime, native: &Native, args: &[Value]) -> Eval {
    let first = arg(args, 0);
    let realm = Realm::by_number(native.id.into()).unwrap_or(Realm::Object);
    Ok(match realm {
        Realm::Object => match first {
            Value::Undefined | Value::Null | Value::Hole => Value::Object(rt.object()),
            Value::Object(_) => first.clone(),
            other => boxed(rt, other.clone()),
        },
        Realm::String => boxed(rt, Value::String(if args.is_empty() { Str::default() } else { rt.to_text(first)? })),
        Realm::Number => boxed(rt, Value::Number(if args.is_empty() { 0.0 } else { rt.to_number(first)? })),
        Realm::Boolean => boxed(rt, Value::Bool(first.truthy())),
        Realm::Array => match (&first, args.len()) {
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
        Realm::Date => date::construct(rt, args)?,
        Realm::RegExp => regexp::construct(rt, args)?,
        Realm::Map | Realm::Set => collection::construct(rt, realm == Realm::Map, first)?,
        Realm::Promise => {
            if !first.is_function() {
                return type_error("Promise resolver is not a function");
            }
            let promise = rt.new_promise();
            let settlers = [rt.settler(&promise, false), rt.settler(&promise, true)];
            if let Err(thrown) = rt.call_value(first, &Value::Undefined, &settlers) {
                rt.fail(&promise, thrown)?;
            }
            Value::Object(promise)
        }
        Realm::Function | Realm::Iterator | Realm::Generator => return refuse(),
        _ => error::construct(rt, realm, args)?,
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
