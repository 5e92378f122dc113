//! Arrays: what does not call back. The rest is in the library.

use super::{arg, unknown};
use crate::error::{Eval, range_error};
use crate::object::{IterState, Kind, Lazy, Library};
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

pub(crate) static MEMBERS: Lazy = Lazy {
    natives: "push:1 pop:0 shift:0 unshift:1 slice:2 splice:2 concat:1 join:1 reverse:0 indexOf:1 lastIndexOf:1 includes:1 \
              fill:1 flat:0 at:1 keys:0 values:0 entries:0 toString:0 toLocaleString:0 @@iterator:0 with:2 toReversed:0 \
              toSpliced:2 copyWithin:2",
    group: call,
    library: Some((Library::Core, "array")),
};

pub(crate) static STATICS: Lazy =
    Lazy { natives: "isArray:1 of:0", group: of_class, library: Some((Library::Core, "Array")) };

fn of_class(rt: &Runtime, name: &'static str, _this: &Value, args: &[Value]) -> Eval {
    Ok(match name {
        "isArray" => arg(args, 0).as_object().is_some_and(|object| object.is_array()).into(),
        "of" => rt.array(args.to_vec()),
        _ => return unknown(name),
    })
}

/// Puts `items` in the place of what the list holds; of a list of the host only what changed.
fn write_back(rt: &Runtime, this: &Value, before: &[Value], items: Vec<Value>) -> Eval<()> {
    let Value::Object(object) = this else { return Ok(()) };
    if object.0.locked.get() > 0 {
        return crate::error::type_error("Cannot change a frozen array");
    }
    if let Kind::Array(place) = &object.0.kind {
        let more = items.len().saturating_sub(before.len()) * 16;
        rt.reserve(more)?;
        object.note(more);
        let old = place.replace(items);
        drop(old);
        return Ok(());
    }
    let count = items.len();
    for (at, item) in items.into_iter().enumerate() {
        if !before.get(at).is_some_and(|old| old.same(&item)) {
            rt.set_index(this, &at.into(), item)?;
        }
    }
    for at in count..before.len() {
        rt.delete(this, &crate::number::to_text(at as f64).into())?;
    }
    rt.set(this, &"length".into(), count.into())
}

fn place(at: f64, len: usize) -> usize {
    let len = len as f64;
    (if at < 0.0 { (len + at).max(0.0) } else { at.min(len) }) as usize
}

fn call(rt: &Runtime, name: &'static str, this: &Value, args: &[Value]) -> Eval {
    if let Some(Kind::Array(items)) = this.as_object().map(|object| &object.0.kind) {
        let open = this.as_object().is_some_and(|object| object.0.locked.get() == 0);
        match name {
            "push" if open => {
                rt.reserve(args.len() * 16)?;
                if let Value::Object(object) = this {
                    object.note(args.len() * 16);
                }
                items.borrow_mut().extend_from_slice(args);
                return Ok(items.borrow().len().into());
            }
            "pop" if open => return Ok(items.borrow_mut().pop().unwrap_or_default().seen()),
            "at" => {
                let at = rt.to_integer(&arg(args, 0))?;
                let at = if at < 0.0 { at + items.borrow().len() as f64 } else { at };
                let found = if at < 0.0 { None } else { items.borrow().get(at as usize).cloned() };
                return Ok(found.unwrap_or_default().seen());
            }
            "slice" => {
                let len = items.borrow().len();
                let from = rt.to_place(args.first(), len, 0)?;
                let to = rt.to_place(args.get(1), len, len)?;
                rt.reserve(to.saturating_sub(from) * 16)?;
                let part = items.borrow().get(from..to).unwrap_or_default().to_vec();
                return Ok(rt.array(part));
            }
            _ => {}
        }
    }
    if matches!(name, "keys" | "values" | "entries" | "@@iterator") {
        return walk(rt, name, this);
    }
    let items = rt.items(this)?;
    rt.spend(items.len() / 4)?;
    match name {
        "push" | "unshift" | "pop" | "shift" | "splice" | "reverse" | "fill" | "copyWithin" => {
            change(rt, name, this, items, args)
        }
        "toReversed" => Ok(rt.array(items.into_iter().rev().collect())),
        "with" => {
            let mut items = items;
            let at = rt.to_integer(&arg(args, 0))?;
            let at = if at < 0.0 { at + items.len() as f64 } else { at };
            match items.get_mut(at as usize) {
                Some(item) if at >= 0.0 => *item = arg(args, 1),
                _ => return range_error("Invalid index"),
            }
            Ok(rt.array(items))
        }
        "toSpliced" => {
            let copy = rt.array(items.clone());
            change(rt, "splice", &copy, items, args)?;
            Ok(copy)
        }
        _ => look(rt, name, this, &items, args),
    }
}

fn change(rt: &Runtime, name: &'static str, this: &Value, before: Vec<Value>, args: &[Value]) -> Eval {
    let mut items = before.clone();
    let len = items.len();
    let result = match name {
        "push" => {
            items.extend_from_slice(args);
            Value::Undefined
        }
        "unshift" => {
            items.splice(0..0, args.iter().cloned());
            Value::Undefined
        }
        "pop" => items.pop().unwrap_or_default(),
        "shift" => {
            if items.is_empty() {
                Value::Undefined
            } else {
                items.remove(0)
            }
        }
        "splice" => {
            let from = rt.to_place(args.first(), len, 0)?;
            let rest = (len - from) as f64;
            let count = match args.len() {
                0 => 0.0,
                1 => rest,
                _ => rt.to_integer(&arg(args, 1))?.clamp(0.0, rest),
            };
            let new = args.get(2..).unwrap_or_default().iter().cloned();
            let gone: Vec<Value> = items.splice(from..from + count as usize, new).collect();
            rt.array(gone)
        }
        "reverse" => {
            items.reverse();
            this.clone()
        }
        "copyWithin" => {
            let to = rt.to_place(args.first(), len, 0)?;
            let from = rt.to_place(args.get(1), len, 0)?;
            let end = rt.to_place(args.get(2), len, len)?;
            for (at, item) in before.get(from..end).unwrap_or_default().iter().enumerate() {
                if let Some(place) = items.get_mut(to + at) {
                    *place = item.clone();
                }
            }
            this.clone()
        }
        _ => {
            let from = rt.to_place(args.get(1), len, 0)?;
            let to = rt.to_place(args.get(2), len, len)?;
            if let Some(part) = items.get_mut(from..to) {
                part.fill(arg(args, 0));
            }
            this.clone()
        }
    };
    let count = items.len();
    write_back(rt, this, &before, items)?;
    Ok(if matches!(name, "push" | "unshift") { count.into() } else { result })
}

fn look(rt: &Runtime, name: &'static str, this: &Value, items: &[Value], args: &[Value]) -> Eval {
    let first = arg(args, 0);
    Ok(match name {
        "slice" => {
            let from = rt.to_place(args.first(), items.len(), 0)?;
            let to = rt.to_place(args.get(1), items.len(), items.len())?;
            rt.array(items.get(from..to).unwrap_or_default().to_vec())
        }
        "at" => {
            let at = rt.to_integer(&first)?;
            let at = if at < 0.0 { at + items.len() as f64 } else { at };
            if at < 0.0 { Value::Undefined } else { items.get(at as usize).cloned().unwrap_or_default() }
        }
        "concat" => {
            let mut all = items.to_vec();
            for value in args {
                match value.as_object() {
                    Some(object) if object.is_array() => all.extend(rt.items(value)?),
                    _ => all.push(value.clone()),
                }
                rt.reserve(all.len() * 16)?;
            }
            rt.array(all)
        }
        "join" | "toString" | "toLocaleString" => {
            let separator = if name == "join" && !first.is_undefined() { rt.to_text(&first)? } else { ",".into() };
            rt.nest(|| join(rt, items, &separator, name))?
        }
        "indexOf" | "includes" => {
            let from = place(rt.to_integer(&arg(args, 1))?, items.len());
            let same = |item: &Value| if name == "includes" { item.same_zero(&first) } else { item.same(&first) };
            let found = items.get(from..).unwrap_or_default().iter().position(same).map(|at| at + from);
            if name == "includes" { found.is_some().into() } else { found.map_or(Value::Number(-1.0), Value::from) }
        }
        "lastIndexOf" => {
            let end = match args.get(1) {
                Some(value) => {
                    let at = rt.to_integer(value)?;
                    if at < 0.0 { at + items.len() as f64 + 1.0 } else { at + 1.0 }
                }
                None => items.len() as f64,
            };
            let part = items.get(..(end.max(0.0) as usize).min(items.len())).unwrap_or_default();
            part.iter().rposition(|item| item.same(&first)).map_or(Value::Number(-1.0), Value::from)
        }
        "flat" => {
            let depth = if first.is_undefined() { 1.0 } else { rt.to_integer(&first)? };
            let mut all = Vec::new();
            flatten(rt, this, depth, &mut all)?;
            rt.array(all)
        }
        _ => return unknown(name),
    })
}

fn join(rt: &Runtime, items: &[Value], separator: &Str, name: &str) -> Eval {
    let mut units: Vec<u16> = Vec::new();
    let mut plain = String::new();
    let mut wide = false;
    for (at, item) in items.iter().enumerate() {
        let text = match item {
            Value::Undefined | Value::Null | Value::Hole => Str::default(),
            Value::Object(_) | Value::Number(_) if name == "toLocaleString" => {
                let method = rt.get(item, &"toLocaleString".into())?;
                rt.to_text(&rt.call_value(&method, item, &[])?)?
            }
            other => rt.to_text(other)?,
        };
        for part in [if at > 0 { separator.clone() } else { Str::default() }, text] {
            match part.as_str() {
                Some(part) if !wide => plain.push_str(part),
                _ => {
                    if !wide {
                        units = plain.encode_utf16().collect();
                        wide = true;
                    }
                    units.extend(part.units());
                }
            }
        }
        rt.reserve(plain.len() + units.len() * 2)?;
    }
    Ok(if wide { Str::from_units(&units).into() } else { plain.into() })
}

fn flatten(rt: &Runtime, list: &Value, depth: f64, into: &mut Vec<Value>) -> Eval<()> {
    rt.nest(|| {
        for item in rt.items(list)? {
            match item.as_object() {
                Some(object) if object.is_array() && depth >= 1.0 => flatten(rt, &item, depth - 1.0, into)?,
                _ => into.push(item),
            }
        }
        rt.reserve(into.len() * 16)
    })
}

fn walk(rt: &Runtime, name: &str, this: &Value) -> Eval {
    Ok(match name {
        "keys" => {
            let count = rt.items(this)?.len();
            let keys = rt.array((0..count).map(Value::from).collect());
            rt.iterator(IterState::Indexed(keys, 0))
        }
        "entries" => {
            let pairs = rt.items(this)?.into_iter().enumerate().map(|(at, item)| rt.array(vec![at.into(), item]));
            let pairs = rt.array(pairs.collect());
            rt.iterator(IterState::Indexed(pairs, 0))
        }
        _ => rt.iterator(IterState::Indexed(this.clone(), 0)),
    })
}
