//! Strings.

use super::{arg, regexp, unknown};
use crate::error::{Eval, range_error, type_error};
use crate::number::is_space;
use crate::object::{IterState, Kind, Lazy};
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

pub(crate) static MEMBERS: Lazy = Lazy {
    natives: "charAt:1 charCodeAt:1 codePointAt:1 at:1 indexOf:1 lastIndexOf:1 includes:1 startsWith:1 endsWith:1 slice:2 \
              substring:2 substr:2 toUpperCase:0 toLowerCase:0 toLocaleUpperCase:0 toLocaleLowerCase:0 trim:0 trimStart:0 \
              trimEnd:0 trimLeft:0 trimRight:0 padStart:2 padEnd:2 repeat:1 concat:1 split:2 replace:2 replaceAll:2 match:1 \
              matchAll:1 search:1 localeCompare:1 normalize:0 toString:0 valueOf:0 @@iterator:0 anchor:1 link:1",
    group: call,
    library: None,
};

pub(crate) static STATICS: Lazy =
    Lazy { natives: "fromCharCode:1 fromCodePoint:1 raw:1", group: of_class, library: None };

fn of_class(rt: &Runtime, name: &'static str, _this: &Value, args: &[Value]) -> Eval {
    match name {
        "fromCharCode" => {
            let units: Result<Vec<u16>, _> =
                args.iter().map(|code| Ok(crate::number::to_uint32(rt.to_number(code)?) as u16)).collect::<Eval<_>>();
            Ok(Str::from_units(&units?).into())
        }
        "fromCodePoint" => {
            let mut units = Vec::new();
            for code in args {
                let number = rt.to_number(code)?;
                match char::from_u32(number as u32) {
                    Some(found) if number >= 0.0 && number.trunc() == number => {
                        units.extend(found.encode_utf16(&mut [0; 2]).iter());
                    }
                    _ => return range_error("Invalid code point"),
                }
            }
            Ok(Str::from_units(&units).into())
        }
        "raw" => {
            let parts = rt.items(&rt.get(&arg(args, 0), &"raw".into())?)?;
            let mut text = Str::default();
            for (at, part) in parts.iter().enumerate() {
                text = text.concat(&rt.to_text(part)?);
                if let (Some(value), true) = (args.get(at + 1), at + 1 < parts.len()) {
                    text = text.concat(&rt.to_text(value)?);
                }
            }
            Ok(text.into())
        }
        _ => unknown(name),
    }
}

fn call(rt: &Runtime, name: &'static str, this: &Value, args: &[Value]) -> Eval {
    let text = match this {
        Value::String(text) => text.clone(),
        Value::Undefined | Value::Null | Value::Hole => {
            return type_error(["String.prototype.", name, " called on null or undefined"].concat());
        }
        Value::Object(object) => match &object.0.kind {
            Kind::Boxed(Value::String(text)) => text.clone(),
            _ => rt.to_text(this)?,
        },
        other => rt.to_text(other)?,
    };
    rt.spend(text.len() / 32)?;
    let first = arg(args, 0);
    Ok(match name {
        "charAt" | "charCodeAt" | "codePointAt" | "at" => unit(rt, name, &text, &first)?,
        "indexOf" | "lastIndexOf" | "includes" | "startsWith" | "endsWith" => find(rt, name, &text, args)?,
        "slice" => {
            let len = text.len();
            text.slice(rt.to_place(args.first(), len, 0)?, rt.to_place(args.get(1), len, len)?).into()
        }
        "substring" => {
            let len = text.len() as f64;
            let from = rt.to_integer(&first)?.clamp(0.0, len);
            let to = if arg(args, 1).is_undefined() { len } else { rt.to_integer(&arg(args, 1))?.clamp(0.0, len) };
            text.slice(from.min(to) as usize, from.max(to) as usize).into()
        }
        "substr" => {
            let from = rt.to_place(args.first(), text.len(), 0)?;
            let count = if arg(args, 1).is_undefined() { f64::INFINITY } else { rt.to_integer(&arg(args, 1))? };
            text.slice(from, (from as f64 + count.max(0.0)).min(text.len() as f64) as usize).into()
        }
        "toUpperCase" | "toLocaleUpperCase" => {
            rt.reserve(text.len() * 3)?;
            text.to_text().to_uppercase().into()
        }
        "toLowerCase" | "toLocaleLowerCase" => {
            rt.reserve(text.len() * 3)?;
            text.to_text().to_lowercase().into()
        }
        "trim" => text.to_text().trim_matches(is_space).into(),
        "trimStart" | "trimLeft" => text.to_text().trim_start_matches(is_space).into(),
        "trimEnd" | "trimRight" => text.to_text().trim_end_matches(is_space).into(),
        "padStart" | "padEnd" => pad(rt, name, &text, args)?,
        "repeat" => {
            let count = rt.to_integer(&first)?;
            if !(0.0..=f64::MAX).contains(&count) {
                return range_error("Invalid count value");
            }
            let bytes = text.len() as f64 * count;
            rt.reserve(bytes.min(4e9) as usize)?;
            match text.as_str() {
                Some(plain) => plain.repeat(count as usize).into(),
                None => Str::from_units(&text.units().repeat(count as usize)).into(),
            }
        }
        "concat" => {
            let mut all = text;
            for value in args {
                let more = rt.to_text(value)?;
                rt.reserve(all.len() + more.len())?;
                all = all.concat(&more);
            }
            all.into()
        }
        "split" => split(rt, &text, &first, &arg(args, 1))?,
        "replace" | "replaceAll" => regexp::replace(rt, &text, &first, &arg(args, 1), name == "replaceAll")?,
        "match" | "matchAll" | "search" => regexp::matches(rt, name, &text, &first)?,
        "localeCompare" => {
            let other = rt.to_text(&first)?;
            let ordering = crate::collate::compare(&text.to_text(), &other.to_text());
            Value::Number(f64::from(ordering as i8))
        }
        // Text of forms is composed already: browsers send it that way.
        "normalize" => normalize(rt, &text, &first)?,
        "toString" | "valueOf" => text.into(),
        "@@iterator" => rt.iterator(IterState::Text(text, 0)),
        _ => return unknown(name),
    })
}

fn normalize(rt: &Runtime, text: &Str, form: &Value) -> Eval {
    let form = if form.is_undefined() { "NFC".into() } else { rt.to_text(form)? };
    if form == *"NFD" || form == *"NFKD" {
        return Ok(crate::collate::decompose(&text.to_text()).into());
    }
    Ok(crate::collate::compose(&text.to_text()).into())
}

fn unit(rt: &Runtime, name: &str, text: &Str, at: &Value) -> Eval {
    let mut place = rt.to_integer(at)?;
    if name == "at" && place < 0.0 {
        place += text.len() as f64;
    }
    let found = if place < 0.0 { None } else { text.unit(place as usize) };
    Ok(match (name, found) {
        ("charAt", None) => "".into(),
        ("charCodeAt", None) => Value::Number(f64::NAN),
        (_, None) => Value::Undefined,
        ("charCodeAt", Some(unit)) => Value::Number(unit.into()),
        ("codePointAt", Some(unit)) => {
            let two = text.slice(place as usize, place as usize + 2);
            let pair = two.as_str().and_then(|two| two.chars().next()).map(u32::from);
            Value::Number(pair.unwrap_or(unit.into()).into())
        }
        (_, Some(unit)) => Str::from_units(&[unit]).into(),
    })
}

fn find(rt: &Runtime, name: &str, text: &Str, args: &[Value]) -> Eval {
    let first = arg(args, 0);
    if name != "indexOf" && name != "lastIndexOf" && regexp::is(&first) {
        return type_error(["First argument to String.prototype.", name, " must not be a regular expression"].concat());
    }
    let part = rt.to_text(&first)?;
    let len = text.len();
    let from = rt.to_number(&arg(args, 1))?;
    let start = if from.is_nan() { 0.0 } else { from.clamp(0.0, len as f64) } as usize;
    Ok(match name {
        "indexOf" => text.find(&part, start).map_or(Value::Number(-1.0), Value::from),
        "includes" => text.find(&part, start).is_some().into(),
        "lastIndexOf" => {
            let from = if from.is_nan() { len } else { start };
            text.rfind(&part, from).map_or(Value::Number(-1.0), Value::from)
        }
        "startsWith" => (text.slice(start, start + part.len()) == part).into(),
        _ => {
            let end = if arg(args, 1).is_undefined() { len } else { start };
            (end >= part.len() && text.slice(end - part.len(), end) == part).into()
        }
    })
}

fn pad(rt: &Runtime, name: &str, text: &Str, args: &[Value]) -> Eval {
    let wanted = rt.to_integer(&arg(args, 0))?;
    let filler = if arg(args, 1).is_undefined() { " ".into() } else { rt.to_text(&arg(args, 1))? };
    let missing = wanted - text.len() as f64;
    if missing <= 0.0 || filler.is_empty() {
        return Ok(text.clone().into());
    }
    rt.reserve(missing.min(4e9) as usize * 2)?;
    let units: Vec<u16> = filler.units().into_iter().cycle().take(missing as usize).collect();
    let filler = Str::from_units(&units);
    Ok(if name == "padStart" { filler.concat(text) } else { text.concat(&filler) }.into())
}

fn split(rt: &Runtime, text: &Str, separator: &Value, limit: &Value) -> Eval {
    let most = if limit.is_undefined() { u32::MAX } else { crate::number::to_uint32(rt.to_number(limit)?) } as usize;
    let parts: Vec<Value> = if separator.is_undefined() {
        vec![text.clone().into()]
    } else if regexp::is(separator) {
        regexp::split(rt, text, separator, most)?
    } else {
        let separator = rt.to_text(separator)?;
        rt.reserve(text.len() * 16)?;
        match (text.as_str(), separator.as_str()) {
            (_, Some("")) => {
                rt.reserve(text.len() * 64)?;
                text.units().into_iter().take(most).map(|unit| Str::from_units(&[unit]).into()).collect()
            }
            (Some(text), Some(separator)) => text.split(separator).take(most).map(Value::from).collect(),
            _ => vec![text.clone().into()],
        }
    };
    let mut parts = parts;
    parts.truncate(most);
    rt.reserve(parts.len() * 64)?;
    Ok(rt.array(parts))
}
