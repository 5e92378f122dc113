//! What scripts find without anybody giving it to them.

pub(crate) mod array;
pub(crate) mod collection;
pub(crate) mod console;
pub(crate) mod date;
pub(crate) mod error;
pub(crate) mod function;
pub(crate) mod global;
pub(crate) mod json;
mod jsonwrite;
pub(crate) mod library;
pub(crate) mod math;
pub(crate) mod number;
pub(crate) mod object;
pub(crate) mod promise;
pub(crate) mod regexp;
pub(crate) mod string;
pub(crate) mod uri;

pub(crate) use global::{GLOBALS, construct};

use crate::error::{Eval, type_error};
use crate::value::Value;

/// Argument `at`, `undefined` without.
pub(crate) fn arg(args: &[Value], at: usize) -> Value {
    args.get(at).cloned().unwrap_or_default()
}

/// For a name a group does not know, which its table prevents.
pub(crate) fn unknown(name: &str) -> Eval {
    type_error([name, " is not a function"].concat())
}
