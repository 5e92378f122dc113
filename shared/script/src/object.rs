//! Objects: properties, prototype, and what is special about each kind.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::code::Proto;
use crate::env::{HostObject, Regex};
use crate::error::{Eval, ScriptError};
use crate::frame::Frame;
use crate::memory;
use crate::props::{HIDDEN, OPEN, Props, Slot};
use crate::runtime::Runtime;
use crate::table::Table;
use crate::text::Str;
use crate::value::Value;

/// An object of a script, shared by reference.
#[derive(Clone)]
pub struct Object(pub(crate) Rc<Data>);

pub(crate) struct Data {
    pub kind: Kind,
    pub props: RefCell<Props>,
    pub proto: RefCell<Option<Object>>,
    /// 0 open, 1 not extensible, 2 sealed, 3 frozen.
    pub locked: Cell<u8>,
    /// Bytes noted with [`memory`] for what grew after the object was made.
    pub noted: Cell<usize>,
}

/// The code behind a group of built-in functions: gets which of them is meant.
pub(crate) type NativeFn = fn(&Runtime, &Native, &Value, &[Value]) -> Eval;

/// A function the host gives.
pub(crate) type HostFn = dyn Fn(&Runtime, &Value, &[Value]) -> Result<Value, ScriptError>;

/// Built-in members that come into being when they are first asked for.
pub(crate) struct Lazy {
    /// Names with their arity, then names of the library: `charAt:1 concat:1 padStart`.
    pub natives: &'static str,
    pub group: NativeFn,
    /// The library script with the members that have no arity here, and under which name of it.
    pub library: (Library, &'static str),
}

impl Lazy {
    /// The names, each with its arity unless it is the library's.
    pub fn names(&self) -> impl Iterator<Item = (&'static str, Option<u8>)> {
        self.natives.split_ascii_whitespace().map(|entry| match entry.as_bytes() {
            [name @ .., b':', arity] => (entry.get(..name.len()).unwrap_or(entry), Some(arity - b'0')),
            _ => (entry, None),
        })
    }
}

/// Libraries written in the language itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Library {
    Core,
    Utils,
    Lodash,
    Moment,
    Intl,
}

pub(crate) struct Native {
    pub name: &'static str,
    /// Its place in the group's list of names.
    pub id: u8,
    pub group: NativeFn,
    pub constructs: bool,
    pub statics: Option<&'static Lazy>,
}

/// The places of a closure's parts: its scope; `this` of the place an arrow function was made at; the object a method was
/// defined on, for `super`; then the cells of the variables it uses.
pub(crate) const SCOPE: usize = 0;
pub(crate) const THIS: usize = 1;
pub(crate) const HOME: usize = 2;
pub(crate) const CELLS: usize = 3;

pub(crate) struct RegExpData {
    pub source: Str,
    pub flags: Str,
    pub regex: Rc<dyn Regex>,
}

/// What a `for … of`, spread or array pattern goes through; its parts are what it goes through, where it is, and what more it
/// needs. Without parts it is at its end.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Walk {
    /// Anything with `length` and indexes; walks what is there at each step.
    Indexed,
    Text,
    /// Of a map or set.
    Keys,
    Values,
    Both,
    /// The names in the rest of its parts, as far as the object still has them.
    Names,
    /// An iterator object, with its `next` in the place of where it is.
    Custom,
}

/// Values that an object of a special kind holds.
pub(crate) type Parts = RefCell<Vec<Value>>;

pub(crate) enum Kind {
    Plain,
    Error,
    /// `arguments`: reads like an array, but is none for `Array.isArray`.
    Arguments,
    Lazy(&'static Lazy),
    Array(Parts),
    /// Its parts are at [`SCOPE`] and so on.
    Closure(Rc<Proto>, Parts),
    Native(Native),
    HostFunction(Rc<HostFn>),
    Boxed(Value),
    Date(Cell<f64>),
    RegExp(Box<RegExpData>),
    Map(RefCell<Table>),
    Set(RefCell<Table>),
    /// Whether it was fulfilled, and its value; until then what waits for it, three parts each: what to call then, what to
    /// call when it fails, and the promise made for that.
    Promise(Cell<Option<bool>>, Parts),
    /// A generator or a function that awaits; empty while it runs and after its end.
    Generator(RefCell<Option<Box<Frame>>>),
    Iterator(Walk, Parts),
    /// A variable that functions share.
    Cell(Parts),
    Host(Rc<dyn HostObject>),
}

impl Drop for Data {
    fn drop(&mut self) {
        memory::shrink(self.noted.get() + std::mem::size_of::<Data>());
        memory::bury(self.release());
    }
}

impl Data {
    /// Values it holds besides properties.
    pub fn parts(&self) -> Option<&Parts> {
        match &self.kind {
            Kind::Array(parts)
            | Kind::Cell(parts)
            | Kind::Closure(_, parts)
            | Kind::Iterator(_, parts)
            | Kind::Promise(_, parts) => Some(parts),
            _ => None,
        }
    }

    /// Makes it let go of everything: gives what it held.
    pub fn release(&self) -> Vec<Value> {
        let mut all = self.parts().map(RefCell::take).unwrap_or_default();
        match &self.kind {
            Kind::Map(table) | Kind::Set(table) => all = table.borrow_mut().take(),
            Kind::Generator(place) => {
                let frame = place.borrow_mut().take();
                drop(frame);
            }
            _ => {}
        }
        let props = self.props.borrow_mut().take();
        for entry in props {
            match entry.slot {
                Slot::Data(value) => all.push(value),
                Slot::Accessor(pair) => {
                    if let Ok((getter, setter)) = Rc::try_unwrap(pair) {
                        all.push(getter);
                        all.push(setter);
                    }
                }
            }
        }
        let proto = self.proto.borrow_mut().take();
        all.extend(proto.map(Value::Object));
        all
    }
}

impl Object {
    pub(crate) fn make(kind: Kind, proto: Option<Object>) -> Object {
        memory::grow(std::mem::size_of::<Data>());
        let noted = match &kind {
            Kind::Array(items) => items.borrow().len() * std::mem::size_of::<Value>(),
            _ => 0,
        };
        memory::grow(noted);
        Object(Rc::new(Data {
            kind,
            props: RefCell::default(),
            proto: RefCell::new(proto),
            locked: Cell::new(0),
            noted: Cell::new(noted),
        }))
    }

    /// Notes that the object holds `bytes` more.
    #[inline(never)]
    pub(crate) fn note(&self, bytes: usize) {
        memory::grow(bytes);
        self.0.noted.set(self.0.noted.get() + bytes);
    }

    /// `===`: the same object, or two views of one thing of the host.
    pub fn same(&self, other: &Object) -> bool {
        if Rc::ptr_eq(&self.0, &other.0) {
            return true;
        }
        match (&self.0.kind, &other.0.kind) {
            (Kind::Host(a), Kind::Host(b)) => a.identity().is_some_and(|id| b.identity() == Some(id)),
            _ => false,
        }
    }

    /// A number that tells objects apart, equal for what is [`same`](Self::same).
    pub(crate) fn address(&self) -> usize {
        match &self.0.kind {
            Kind::Host(host) => host.identity().unwrap_or(Rc::as_ptr(&self.0) as usize),
            _ => Rc::as_ptr(&self.0) as usize,
        }
    }

    /// Whether it can be called.
    pub fn is_function(&self) -> bool {
        matches!(self.0.kind, Kind::Closure(..) | Kind::Native(_) | Kind::HostFunction(_))
    }

    /// Whether `Array.isArray` holds, the host's lists included.
    pub fn is_array(&self) -> bool {
        match &self.0.kind {
            Kind::Array(_) => true,
            Kind::Host(host) => host.is_array(),
            _ => false,
        }
    }

    /// The host's object behind it.
    pub fn host(&self) -> Option<&Rc<dyn HostObject>> {
        match &self.0.kind {
            Kind::Host(host) => Some(host),
            _ => None,
        }
    }

    /// What `Object.prototype.toString` names.
    pub fn class(&self) -> &str {
        match &self.0.kind {
            Kind::Array(_) => "Array",
            Kind::Arguments => "Arguments",
            Kind::Error => "Error",
            Kind::Date(_) => "Date",
            Kind::RegExp(_) => "RegExp",
            Kind::Map(_) => "Map",
            Kind::Set(_) => "Set",
            Kind::Promise(..) => "Promise",
            Kind::Generator(_) => "Generator",
            Kind::Boxed(Value::String(_)) => "String",
            Kind::Boxed(Value::Number(_)) => "Number",
            Kind::Boxed(Value::Bool(_)) => "Boolean",
            Kind::Host(host) => host.class(),
            _ if self.is_function() => "Function",
            _ => "Object",
        }
    }

    /// The part of a special object at a place.
    pub(crate) fn part(&self, at: usize) -> Value {
        self.0.parts().and_then(|parts| parts.borrow().get(at).cloned()).unwrap_or_default()
    }

    /// Changes a part.
    pub(crate) fn set_part(&self, at: usize, value: Value) {
        let old = match self.0.parts().map(RefCell::borrow_mut).as_mut().and_then(|parts| parts.get_mut(at)) {
            Some(place) => std::mem::replace(place, value),
            None => return,
        };
        drop(old);
    }

    /// Sets a property of its own that scripts list.
    #[inline(never)]
    pub(crate) fn put(&self, key: Str, value: Value) {
        self.note(64);
        self.0.props.borrow_mut().put(key, Slot::Data(value), OPEN);
    }

    /// The same with a name of the machine's.
    #[inline(never)]
    pub(crate) fn put_named(&self, key: &str, value: Value) {
        self.put(key.into(), value);
    }

    /// Sets a property of its own that scripts do not list.
    #[inline(never)]
    pub(crate) fn put_hidden(&self, key: &str, value: Value) {
        self.hide(key.into(), value);
    }

    /// The same with a name of the script's.
    #[inline(never)]
    pub(crate) fn hide(&self, key: Str, value: Value) {
        self.note(64);
        self.0.props.borrow_mut().put(key, Slot::Data(value), HIDDEN);
    }

    /// A plain value of its own, without running getters.
    pub(crate) fn own_data(&self, key: &str) -> Option<Value> {
        match &self.0.props.borrow().get(&key.into())?.slot {
            Slot::Data(value) => Some(value.clone()),
            Slot::Accessor(_) => None,
        }
    }
}
