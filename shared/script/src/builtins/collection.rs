//! `Map`, `Set`, iterators and generators.

use std::cell::RefCell;

use super::{arg, unknown};
use crate::error::{Eval, thrown, type_error};
use crate::object::{IterState, Kind, Lazy, Library, Walk};
use crate::realm::Realm;
use crate::runtime::Runtime;
use crate::table::Table;
use crate::value::Value;

pub(crate) static MAP: Lazy = Lazy {
    natives: "get:1 set:2 has:1 delete:1 clear:0 keys:0 values:0 entries:0 @@iterator:0",
    group: call,
    library: Some((Library::Core, "collection")),
};

pub(crate) static SET: Lazy = Lazy {
    natives: "add:1 has:1 delete:1 clear:0 keys:0 values:0 entries:0 @@iterator:0",
    group: call,
    library: Some((Library::Core, "collection")),
};

pub(crate) static MAP_STATICS: Lazy = Lazy { natives: "", group: call, library: Some((Library::Core, "Map")) };

pub(crate) static ITERATOR: Lazy =
    Lazy { natives: "next:0 @@iterator:0", group: iterator, library: Some((Library::Core, "iterator")) };

pub(crate) static GENERATOR: Lazy = Lazy { natives: "next:1 return:1 throw:1", group: generator, library: None };

/// `new Map(pairs)`, `new Set(items)`.
pub(crate) fn construct(rt: &Runtime, name: &str, from: &Value) -> Eval {
    let mut table = Table::default();
    if !from.is_nullish() {
        for item in rt.collect(from)? {
            if name == "Map" {
                let Value::Object(_) = item else { return type_error("Iterator value is not an entry object") };
                let (key, value) = (rt.get_index(&item, &0usize.into())?, rt.get_index(&item, &1usize.into())?);
                table.put(key, value);
            } else {
                table.put(item.clone(), item);
            }
        }
    }
    let bytes = table.len() * 64;
    let object = if name == "Map" {
        rt.make(Kind::Map(RefCell::new(table)), Realm::Map)
    } else {
        rt.make(Kind::Set(RefCell::new(table)), Realm::Set)
    };
    object.note(bytes);
    Ok(Value::Object(object))
}

fn call(rt: &Runtime, name: &'static str, this: &Value, args: &[Value]) -> Eval {
    let Value::Object(object) = this else { return type_error([name, " of what is no Map or Set"].concat()) };
    let (table, is_map) = match &object.0.kind {
        Kind::Map(table) => (table, true),
        Kind::Set(table) => (table, false),
        _ => return type_error([name, " of what is no Map or Set"].concat()),
    };
    let first = arg(args, 0);
    Ok(match name {
        "get" => table.borrow().get(&first).cloned().unwrap_or_default(),
        "has" => table.borrow().has(&first).into(),
        "set" | "add" => {
            rt.reserve(64)?;
            object.note(64);
            let value = if is_map { arg(args, 1) } else { first.clone() };
            table.borrow_mut().put(first, value);
            this.clone()
        }
        "delete" => table.borrow_mut().remove(&first).into(),
        "clear" => {
            table.borrow_mut().clear();
            Value::Undefined
        }
        _ => {
            let walk = match name {
                "keys" => Walk::Keys,
                "values" => Walk::Values,
                "@@iterator" if !is_map => Walk::Values,
                _ => Walk::Both,
            };
            rt.iterator(IterState::Entries(object.clone(), 0, walk))
        }
    })
}

fn iterator(rt: &Runtime, name: &'static str, this: &Value, _args: &[Value]) -> Eval {
    match name {
        "next" => {
            let value = rt.advance(this)?;
            let done = value.is_none();
            Ok(rt.iter_result(value.unwrap_or_default(), done))
        }
        "@@iterator" => Ok(this.clone()),
        _ => unknown(name),
    }
}

fn generator(rt: &Runtime, name: &'static str, this: &Value, args: &[Value]) -> Eval {
    let first = arg(args, 0);
    let (value, done) = match name {
        "next" => rt.resume_generator(this, Ok(first))?,
        "throw" => rt.resume_generator(this, Err(first))?,
        _ => {
            let Some(Kind::Generator(frame)) = this.as_object().map(|object| &object.0.kind) else {
                return Err(thrown(first));
            };
            let frame = frame.borrow_mut().take();
            drop(frame);
            (first, true)
        }
    };
    Ok(rt.iter_result(value, done))
}
