//! The kinds of objects that have a prototype of their own.

use crate::builtins;
use crate::object::Lazy;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Realm {
    Object,
    Function,
    Array,
    String,
    Number,
    Boolean,
    Date,
    RegExp,
    Map,
    Set,
    Promise,
    Iterator,
    Generator,
    Error,
    TypeError,
    RangeError,
    SyntaxError,
    ReferenceError,
}

const ALL: [Realm; Realm::COUNT] = [
    Realm::Object,
    Realm::Function,
    Realm::Array,
    Realm::String,
    Realm::Number,
    Realm::Boolean,
    Realm::Date,
    Realm::RegExp,
    Realm::Map,
    Realm::Set,
    Realm::Promise,
    Realm::Iterator,
    Realm::Generator,
    Realm::Error,
    Realm::TypeError,
    Realm::RangeError,
    Realm::SyntaxError,
    Realm::ReferenceError,
];

impl Realm {
    pub const COUNT: usize = 18;

    /// The name of the constructor.
    pub fn name(self) -> &'static str {
        match self {
            Realm::Object => "Object",
            Realm::Function => "Function",
            Realm::Array => "Array",
            Realm::String => "String",
            Realm::Number => "Number",
            Realm::Boolean => "Boolean",
            Realm::Date => "Date",
            Realm::RegExp => "RegExp",
            Realm::Map => "Map",
            Realm::Set => "Set",
            Realm::Promise => "Promise",
            Realm::Iterator => "Iterator",
            Realm::Generator => "Generator",
            Realm::Error => "Error",
            Realm::TypeError => "TypeError",
            Realm::RangeError => "RangeError",
            Realm::SyntaxError => "SyntaxError",
            Realm::ReferenceError => "ReferenceError",
        }
    }

    pub fn by_name(name: &str) -> Option<Realm> {
        ALL.into_iter().find(|realm| realm.name() == name)
    }

    pub fn parent(self) -> Option<Realm> {
        match self {
            Realm::Object => None,
            Realm::TypeError | Realm::RangeError | Realm::SyntaxError | Realm::ReferenceError => Some(Realm::Error),
            Realm::Generator => Some(Realm::Iterator),
            _ => Some(Realm::Object),
        }
    }

    /// The members of the prototype.
    pub fn members(self) -> Option<&'static Lazy> {
        Some(match self {
            Realm::Object => &builtins::object::MEMBERS,
            Realm::Function => &builtins::function::MEMBERS,
            Realm::Array => &builtins::array::MEMBERS,
            Realm::String => &builtins::string::MEMBERS,
            Realm::Number => &builtins::number::MEMBERS,
            Realm::Boolean => &builtins::number::BOOLEAN,
            Realm::Date => &builtins::date::MEMBERS,
            Realm::RegExp => &builtins::regexp::MEMBERS,
            Realm::Map => &builtins::collection::MAP,
            Realm::Set => &builtins::collection::SET,
            Realm::Promise => &builtins::promise::MEMBERS,
            Realm::Iterator => &builtins::collection::ITERATOR,
            Realm::Generator => &builtins::collection::GENERATOR,
            Realm::Error => &builtins::error::MEMBERS,
            _ => return None,
        })
    }
}

impl Realm {
    /// The realm with a number below [`COUNT`](Self::COUNT).
    pub fn by_number(number: usize) -> Option<Realm> {
        ALL.get(number).copied()
    }
}
