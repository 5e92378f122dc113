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

/// The names of the constructors, in the order of the realms.
const NAMES: &str = "Object Function Array String Number Boolean Date RegExp Map Set Promise Iterator Generator Error \
                     TypeError RangeError SyntaxError ReferenceError";

impl Realm {
    pub const COUNT: usize = 18;

    /// The name of the constructor.
    pub fn name(self) -> &'static str {
        NAMES.split_ascii_whitespace().nth(self as usize).unwrap_or_default()
    }

    pub fn by_name(name: &str) -> Option<Realm> {
        NAMES.split_ascii_whitespace().position(|found| found == name).and_then(Realm::by_number)
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
