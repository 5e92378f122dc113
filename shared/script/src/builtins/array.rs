//! Arrays: what every script needs. The rest is in the library.

use super::{arg, integer_arg, place_arg, string::place, text_arg};
use crate::error::{Eval, type_error};
use crate::object::{Kind, Lazy, Library, Native, Walk};
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

natives!(NAMES:
    PUSH "push:1" POP "pop:0" SPLICE "@@splice:3" SLICE "slice:2" JOIN "join:1" INDEX_OF "indexOf:1" INCLUDES "includes:1"
    TO_STRING "toString:0" VALUES "values:0" ITERATOR "@@iterator:0";
    "forEach map filter some every find findIndex findLast findLastIndex reduce reduceRight flatMap sort toSorted at with \
     toReversed toSpliced reverse fill copyWithin lastIndexOf flat keys entries toLocaleString shift unshift splice \
     concat");

pub(crate) static MEMBERS: Lazy = Lazy { natives: NAMES, group: call, library: (Library::Core, "array") };

pub(crate) static STATICS: Lazy =
    Lazy { natives: "isArray:1 from of", group: of_class, library: (Library::Core, "Array") };

fn of_class(_: &Runtime, _: &Native, _this: &Value, args: &[Value]) -> Eval {
    Ok(arg(args, 0).as_object().is_some_and(|object| object.is_array()).into())
}

/// Puts `new` in the place of `count` items from `from` on, of a list of the host only what changes; gives those.
fn splice(rt: &Runtime, this: &Value, from: usize, count: usize, new: &[Value]) -> Eval<Vec<Value>> {
    let before = rt.items(this)?;
    rt.spend(before.len() / 4)?;
    let Value::Object(object) = this else { return Ok(Vec::new()) };
    if object.0.locked.get() > 0 {
        return type_error("Cannot change a frozen array");
    }
    let count = count.min(before.len() - from.min(before.len()));
    let gone = before.get(from..from + count).unwrap_or_default().to_vec();
    let mut items = before.get(..from).unwrap_or_default().to_vec();
    items.extend_from_slice(new);
    items.extend_from_slice(before.get(from + count..).unwrap_or_default());
    if let Kind::Array(place) = &object.0.kind {
        let more = new.len().saturating_sub(count) * 16;
        rt.reserve(more)?;
        object.note(more);
        let old = place.replace(items);
        drop(old);
        return Ok(gone);
    }
    let len = items.len();
    for (at, item) in items.into_iter().enumerate() {
        if !before.get(at).is_some_and(|old| old.same(&item)) {
            rt.set_index(this, &at.into(), item)?;
        }
    }
    for at in len..before.len() {
        rt.delete(this, &crate::number::to_text(at as f64).into())?;
    }
    rt.set(this, &"length".into(), len.into())?;
    Ok(gone)
}

fn call(rt: &Runtime, native: &Native, this: &Value, args: &[Value]) -> Eval {
    let id = native.id;
    let len = match this.as_object().map(|object| (object, &object.0.kind)) {
        Some((object, Kind::Array(items))) => {
            let open = object.0.locked.get() == 0;
            if id == PUSH && open {
                rt.reserve(args.len() * 16)?;
                object.note(args.len() * 16);
                items.borrow_mut().extend_from_slice(args);
                return Ok(items.borrow().len().into());
            }
            if id == POP && open {
                return Ok(items.borrow_mut().pop().unwrap_or_default().seen());
            }
            items.borrow().len()
        }
        _ if id >= VALUES => 0,
        _ => rt.items(this)?.len(),
    };
    Ok(match id {
        PUSH => {
            splice(rt, this, len, 0, args)?;
            (len + args.len()).into()
        }
        POP => splice(rt, this, len.saturating_sub(1), 1, &[])?.pop().unwrap_or_default(),
        // Where, how many, and a list of what comes in their place.
        SPLICE => {
            let (from, count) = (place_arg(rt, args, 0, len, 0)?, integer_arg(rt, args, 1)? as usize);
            let gone = splice(rt, this, from, count, &rt.items(arg(args, 2))?)?;
            rt.array(gone)
        }
        SLICE => {
            let (from, to) = (place_arg(rt, args, 0, len, 0)?, place_arg(rt, args, 1, len, len)?);
            rt.reserve(to.saturating_sub(from) * 16)?;
            let part = match this.as_object().map(|object| &object.0.kind) {
                Some(Kind::Array(items)) => items.borrow().get(from..to).unwrap_or_default().to_vec(),
                _ => rt.items(this)?.get(from..to).unwrap_or_default().to_vec(),
            };
            rt.array(part)
        }
        JOIN | TO_STRING => {
            let separator =
                if id == TO_STRING || arg(args, 0).is_undefined() { ",".into() } else { text_arg(rt, args, 0)? };
            rt.nest(|| join(rt, this, &separator))?
        }
        INDEX_OF | INCLUDES => {
            let first = arg(args, 0);
            let from = place_arg(rt, args, 1, len, 0)?;
            let items = rt.items(this)?;
            rt.spend(items.len() / 4)?;
            let found = items
                .get(from..)
                .unwrap_or_default()
                .iter()
                .position(|item| if id == INCLUDES { item.same_zero(first) } else { item.same(first) });
            if id == INCLUDES { found.is_some().into() } else { place(found.map(|at| at + from)) }
        }
        _ => rt.iterator(Walk::Indexed, this.clone()),
    })
}

fn join(rt: &Runtime, this: &Value, separator: &Str) -> Eval {
    let mut parts = Vec::new();
    let mut size = 0;
    for (at, item) in rt.items(this)?.iter().enumerate() {
        if at > 0 {
            size += separator.len();
            rt.reserve(separator.len())?;
            parts.push(separator.clone());
        }
        if !item.is_nullish() {
            let text = rt.to_text(item)?;
            size += text.len();
            rt.reserve(text.len())?;
            parts.push(text);
        }
    }
    rt.reserve(size)?;
    Ok(Str::joined(&parts).into())
}
