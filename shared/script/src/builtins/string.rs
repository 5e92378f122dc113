//! Strings: what every script needs. The rest is in the library.

use super::{arg, integer_arg, place_arg, regexp, rewritten, text_arg};
use crate::error::{Eval, Throw, type_error};
use crate::number::to_uint32;
use crate::object::{Kind, Lazy, Library, Native, Walk};
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

natives!(NAMES:
    CHAR_AT "charAt:1" CHAR_CODE_AT "charCodeAt:1" INDEX_OF "indexOf:1" INCLUDES "includes:1" STARTS_WITH "startsWith:1"
    SLICE "slice:2" SUBSTRING "substring:2" UPPER "toUpperCase:0" LOWER "toLowerCase:0" NORMALIZE "normalize:0" TRIM "trim:0"
    TRIM_START "trimStart:0" TRIM_END "trimEnd:0" SPLIT "@@split:1" CUT "@@cut:2" COMPARE "localeCompare:1"
    TO_STRING "toString:0" VALUE_OF "valueOf:0" ITERATOR "@@iterator:0";
    "split replace replaceAll match matchAll search at codePointAt substr padStart padEnd concat anchor link trimLeft trimRight \
     toLocaleUpperCase toLocaleLowerCase lastIndexOf endsWith repeat");

pub(crate) static MEMBERS: Lazy = Lazy { natives: NAMES, group: call, library: (Library::Core, "string") };

pub(crate) static STATICS: Lazy =
    Lazy { natives: "fromCharCode:1 fromCodePoint raw", group: from_units, library: (Library::Core, "String") };

fn from_units(rt: &Runtime, _: &Native, _this: &Value, args: &[Value]) -> Eval {
    let mut units = Vec::new();
    for code in args {
        units.push(to_uint32(rt.to_number(code)?) as u16);
    }
    Ok(Str::from_units(&units).into())
}

fn call(rt: &Runtime, native: &Native, this: &Value, args: &[Value]) -> Eval {
    let text = match this {
        Value::String(text) => text.clone(),
        Value::Undefined | Value::Null | Value::Hole => {
            return type_error(["String.prototype.", native.name, " called on null or undefined"].concat());
        }
        Value::Object(object) => match &object.0.kind {
            Kind::Boxed(Value::String(text)) => text.clone(),
            _ => rt.to_text(this)?,
        },
        other => rt.to_text(other)?,
    };
    let len = text.len();
    // Where every sign is one byte, a place is found without counting.
    if text.ascii().is_none() || native.id >= UPPER {
        rt.spend(len / 32)?;
    }
    let first = arg(args, 0);
    Ok(match native.id {
        CHAR_AT | CHAR_CODE_AT => {
            let place = rt.to_integer(first)?;
            let found = if place < 0.0 { None } else { text.unit(place as usize) };
            if native.id == CHAR_AT {
                found.map_or_else(Str::default, |unit| Str::from_units(&[unit])).into()
            } else {
                Value::Number(found.map_or(f64::NAN, f64::from))
            }
        }
        INDEX_OF..=STARTS_WITH => find(rt, native, &text, args)?,
        SLICE => {
            let (from, to) = (place_arg(rt, args, 0, len, 0)?, place_arg(rt, args, 1, len, len)?);
            rt.spend(to.saturating_sub(from) / 32)?;
            text.slice(from, to).into()
        }
        SUBSTRING => {
            let inside = |at: usize| Ok::<_, Throw>(integer_arg(rt, args, at)?.clamp(0.0, len as f64) as usize);
            let (from, to) = (inside(0)?, if arg(args, 1).is_undefined() { len } else { inside(1)? });
            rt.spend(from.abs_diff(to) / 32)?;
            text.slice(from.min(to), from.max(to)).into()
        }
        UPPER..=TRIM_END => {
            let form = if first.is_undefined() { "NFC".into() } else { rt.to_text(first)? };
            rewritten(rt, native.name, &text, &form.to_text())?
        }
        CUT => {
            // Pairs of places: one pass for all of them, which slices of a text that has to be counted through are not.
            let units = text.units();
            let mut parts = Vec::new();
            for pair in args.chunks(2) {
                let (from, to) = (integer_arg(rt, pair, 0)? as usize, integer_arg(rt, pair, 1)? as usize);
                let part = Str::from_units(units.get(from..to).unwrap_or_default());
                rt.reserve(part.len())?;
                parts.push(Value::String(part));
            }
            rt.array(parts)
        }
        SPLIT => split(rt, &text, first)?,
        COMPARE => Value::Number(rt.env.compare(&text.to_text(), &text_arg(rt, args, 0)?.to_text()).into()),
        ITERATOR => rt.iterator(Walk::Text, text.into()),
        _ => text.into(),
    })
}

fn find(rt: &Runtime, native: &Native, text: &Str, args: &[Value]) -> Eval {
    let first = arg(args, 0);
    if native.id >= INCLUDES && regexp::is(first) {
        let message = ["First argument to String.prototype.", native.name, " must not be a regular expression"];
        return type_error(message.concat());
    }
    let part = rt.to_text(first)?;
    let len = text.len();
    let start = integer_arg(rt, args, 1)?.clamp(0.0, len as f64) as usize;
    if native.id == STARTS_WITH {
        return Ok((text.slice(start, start + part.len()) == part).into());
    }
    let found = text.find(&part, start);
    rt.spend(found.unwrap_or(len).saturating_sub(start) / 32)?;
    Ok(if native.id == INCLUDES { found.is_some().into() } else { place(found) })
}

/// A place as scripts get it: -1 for none.
pub(super) fn place(found: Option<usize>) -> Value {
    Value::Number(found.map_or(-1.0, |at| at as f64))
}

/// `text.split(separator)` where the separator is no regular expression.
fn split(rt: &Runtime, text: &Str, separator: &Value) -> Eval {
    rt.reserve(text.len() * 16)?;
    let units = text.units();
    let mut parts: Vec<Value> = Vec::new();
    let mut from = 0;
    if !separator.is_undefined() {
        let mark = rt.to_text(separator)?.units();
        let mut at = mark.is_empty().into();
        while let (Some(found), true) = (units.get(at..at + mark.len()), at < units.len()) {
            if found == mark {
                rt.reserve(64)?;
                parts.push(Str::from_units(units.get(from..at).unwrap_or_default()).into());
                from = at + mark.len();
                at = from.max(at + 1);
            } else {
                at += 1;
            }
        }
        if units.is_empty() && mark.is_empty() {
            return Ok(rt.array(parts));
        }
    }
    parts.push(Str::from_units(units.get(from..).unwrap_or_default()).into());
    Ok(rt.array(parts))
}
