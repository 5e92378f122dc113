//! `Map`, `Set`, iterators and generators.

use std::cell::RefCell;

use super::{arg, misused};
use crate::error::{Eval, thrown, type_error};
use crate::object::{Kind, Lazy, Library, Native, Walk};
use crate::realm::Realm;
use crate::runtime::Runtime;
use crate::table::Table;
use crate::value::Value;

const MAP_NAMES: &str = "has:1 delete:1 clear:0 keys:0 values:0 entries:0 @@iterator:0 set:2 get:1 forEach";
const SET_NAMES: &str = "has:1 delete:1 clear:0 keys:0 values:0 entries:0 @@iterator:0 add:1 forEach";

pub(crate) static MAP: Lazy = Lazy { natives: MAP_NAMES, group: call, library: (Library::Core, "collection") };

pub(crate) static SET: Lazy = Lazy { natives: SET_NAMES, group: call, library: (Library::Core, "collection") };

pub(crate) static MAP_STATICS: Lazy = Lazy { natives: "groupBy", group: call, library: (Library::Core, "Map") };

pub(crate) static ITERATOR: Lazy = Lazy {
    natives: "next:0 @@iterator:0 toArray map filter forEach",
    group: iterator,
    library: (Library::Core, "iterator"),
};

pub(crate) static GENERATOR: Lazy =
    Lazy { natives: "next:1 throw:1 return:1", group: generator, library: (Library::Core, "iterator") };

/// `new Map(pairs)`, `new Set(items)`.
pub(crate) fn construct(rt: &Runtime, map: bool, from: &Value) -> Eval {
    let mut table = Table::default();
    if !from.is_nullish() {
        for item in rt.collect(from)? {
            if map {
                let Value::Object(_) = item else { return type_error("Iterator value is not an entry object") };
                let (key, value) = (rt.get_index(&item, &0usize.into())?, rt.get_index(&item, &1usize.into())?);
                table.put(key, value);
            } else {
                table.put(item.clone(), item);
            }
        }
    }
    let bytes = table.len() * 64;
    let object = if map {
        rt.make(Kind::Map(RefCell::new(table)), Realm::Map)
    } else {
        rt.make(Kind::Set(RefCell::new(table)), Realm::Set)
    };
    object.note(bytes);
    Ok(Value::Object(object))
}

fn call(rt: &Runtime, native: &Native, this: &Value, args: &[Value]) -> Eval {
    let Value::Object(object) = this else { return misused(native) };
    let (table, is_map) = match &object.0.kind {
        Kind::Map(table) => (table, true),
        Kind::Set(table) => (table, false),
        _ => return misused(native),
    };
    let first = arg(args, 0);
    Ok(match native.id {
        0 => table.borrow().has(first).into(),
        1 => table.borrow_mut().remove(first).into(),
        2 => {
            table.borrow_mut().clear();
            Value::Undefined
        }
        7 => {
            rt.reserve(64)?;
            rt.spend(12)?;
            object.note(64);
            let value = if is_map { arg(args, 1).clone() } else { first.clone() };
            table.borrow_mut().put(first.clone(), value);
            this.clone()
        }
        8 => table.borrow().get(first).cloned().unwrap_or_default(),
        id => {
            let walk = match id {
                3 => Walk::Keys,
                4 => Walk::Values,
                6 if !is_map => Walk::Values,
                _ => Walk::Both,
            };
            rt.iterator(walk, this.clone())
        }
    })
}

fn iterator(rt: &Runtime, native: &Native, this: &Value, _args: &[Value]) -> Eval {
    if native.id > 0 {
        return Ok(this.clone());
    }
    let value = rt.advance(this)?;
    let done = value.is_none();
    Ok(rt.iter_result(value.unwrap_or_default(), done))
}

fn generator(rt: &Runtime, native: &Native, this: &Value, args: &[Value]) -> Eval {
    let first = arg(args, 0);
    let (value, done) = match native.id {
        0 => rt.resume_generator(this, Ok(first.clone()))?,
        1 => rt.resume_generator(this, Err(first.clone()))?,
        _ => {
            let Some(Kind::Generator(frame)) = this.as_object().map(|object| &object.0.kind) else {
                return Err(thrown(first.clone()));
            };
            let frame = frame.borrow_mut().take();
            drop(frame);
            (first.clone(), true)
        }
    };
    Ok(rt.iter_result(value, done))
}
