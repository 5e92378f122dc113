//! What scripts find without anybody giving it to them.

/// The names of a group of built-ins with their arity, then those of the library; and a constant for the place of each, because
/// numbers are told apart in less code than names.
macro_rules! natives {
    ($table:ident: $($id:ident $entry:literal)*; $library:literal) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, dead_code)]
        enum Places { $($id),* }
        $(#[allow(dead_code)] const $id: u8 = Places::$id as u8;)*
        const $table: &str = concat!($($entry, " ",)* $library);
    };
}

pub(crate) mod array;
pub(crate) mod collection;
pub(crate) mod console;
pub(crate) mod date;
pub(crate) mod error;
pub(crate) mod function;
pub(crate) mod global;
pub(crate) mod json;
pub(crate) mod library;
pub(crate) mod math;
pub(crate) mod number;
pub(crate) mod object;
pub(crate) mod promise;
pub(crate) mod regexp;
pub(crate) mod string;

pub(crate) use global::{GLOBALS, construct};

use crate::error::{Eval, range_error, type_error};
use crate::object::Native;
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

/// Argument `at`, `undefined` without.
pub(crate) fn arg(args: &[Value], at: usize) -> &Value {
    args.get(at).unwrap_or(&Value::Undefined)
}

/// Argument `at` as text.
pub(crate) fn text_arg(rt: &Runtime, args: &[Value], at: usize) -> Eval<Str> {
    rt.to_text(arg(args, at))
}

/// Argument `at` as a whole number, 0 without.
pub(crate) fn integer_arg(rt: &Runtime, args: &[Value], at: usize) -> Eval<f64> {
    rt.to_integer(arg(args, at))
}

/// Argument `at` as a place in `len` items, counted from the end when negative; `default` without.
pub(crate) fn place_arg(rt: &Runtime, args: &[Value], at: usize, len: usize, default: usize) -> Eval<usize> {
    rt.to_place(args.get(at), len, default)
}

/// A list of text.
pub(crate) fn texts(rt: &Runtime, items: Vec<Str>) -> Value {
    rt.array(items.into_iter().map(Value::String).collect())
}

/// For a member called on what it is none of.
pub(crate) fn misused(native: &Native) -> Eval {
    type_error([native.name, " was called on something else than it belongs to"].concat())
}

/// What the surroundings make of a text, for which `name` is a method or a global function; fails where that throws.
pub(crate) fn rewritten(rt: &Runtime, name: &str, text: &Str, form: &str) -> Eval {
    rt.reserve(text.len() * 3)?;
    match rt.env.rewrite(name, &text.to_text(), form) {
        Some(made) => Ok(made.into()),
        None => range_error([name, " is given something malformed"].concat()),
    }
}
