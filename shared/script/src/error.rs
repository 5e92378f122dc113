//! What can go wrong with a script, said so that the author of the form finds the place.

use std::cell::RefCell;
use std::fmt;

use crate::text::Str;
use crate::value::Value;

/// The nature of a [`ScriptError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The source is not JavaScript, or uses a part of it that forms do not have.
    Syntax,
    /// The script threw something of its own.
    Thrown,
    /// A value of the wrong type was used, e.g. a member of `undefined`.
    Type,
    /// A name that does not exist was read.
    Reference,
    /// A number was out of range, e.g. `'a'.repeat(-1)`.
    Range,
    /// The script took more steps than a form may spend on it.
    Fuel,
    /// Calls or the source are nested too deeply.
    Depth,
    /// The script holds more memory than a form may.
    Memory,
    /// A regular expression is wrong, or takes too long.
    Regex,
}

impl ErrorKind {
    /// The word an error message begins with; JavaScript's own where there is one.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::Syntax => "SyntaxError",
            ErrorKind::Thrown => "Error",
            ErrorKind::Type => "TypeError",
            ErrorKind::Reference => "ReferenceError",
            ErrorKind::Range => "RangeError",
            ErrorKind::Fuel => "FuelError",
            ErrorKind::Depth => "DepthError",
            ErrorKind::Memory => "MemoryError",
            ErrorKind::Regex => "RegExpError",
        }
    }

    /// Whether `try … catch` in the script sees it. Limits are not for the script to handle.
    pub fn catchable(self) -> bool {
        !matches!(self, ErrorKind::Fuel | ErrorKind::Depth | ErrorKind::Memory)
    }
}

/// An error with its place in the snippet. `line` and `column` count from 1; 0 means that the place is not known.
#[derive(Clone, Debug)]
pub struct ScriptError {
    pub kind: ErrorKind,
    /// In English, for the author of the form; without place and kind.
    pub message: String,
    pub line: u32,
    pub column: u32,
    /// What `throw` threw, if the script did.
    pub thrown: Option<Value>,
}

impl ScriptError {
    /// An error whose place is filled in where it is known.
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        ScriptError { kind, message: message.into(), line: 0, column: 0, thrown: None }
    }

    /// A [`ErrorKind::Type`] error.
    pub fn type_error(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Type, message)
    }

    /// A [`ErrorKind::Range`] error.
    pub fn range(message: impl Into<String>) -> Self {
        Self::new(ErrorKind::Range, message)
    }

    /// A [`ErrorKind::Syntax`] error at a place.
    pub(crate) fn syntax(message: impl Into<String>, at: Place) -> Self {
        Self::new(ErrorKind::Syntax, message).at(at)
    }

    /// The same error with the place, unless it has one already.
    pub(crate) fn at(mut self, place: Place) -> Self {
        if self.line == 0 {
            self.line = place.line;
            self.column = place.column;
        }
        self
    }
}

impl fmt::Display for ScriptError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.kind.name())?;
        out.write_str(": ")?;
        out.write_str(&self.message)?;
        if self.line > 0 {
            write!(out, " (line {}, column {})", self.line, self.column)?;
        }
        Ok(())
    }
}

impl std::error::Error for ScriptError {}

/// A place in a source, counted from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub line: u32,
    pub column: u32,
}

thread_local! {
    /// The error that is on its way.
    static UNDERWAY: RefCell<Option<Box<ScriptError>>> = const { RefCell::new(None) };
}

/// What ends an evaluation early: an error that has not been made into a JavaScript value yet, or a thrown value. Nearly every
/// function of the machine hands it on, so the error itself waits where it is picked up: there is never more than one on its
/// way, and whoever catches it [takes](Self::take) it before anything else runs.
#[derive(Debug)]
pub(crate) struct Throw(());

impl Throw {
    #[inline(never)]
    pub fn of(error: Box<ScriptError>) -> Throw {
        let before = UNDERWAY.try_with(|underway| underway.replace(Some(error)));
        drop(before);
        Throw(())
    }

    /// The error, which is no longer on its way then.
    #[inline(never)]
    pub fn take(self) -> Box<ScriptError> {
        let error = UNDERWAY.try_with(RefCell::take).ok().flatten();
        error.unwrap_or_else(|| Box::new(ScriptError::new(ErrorKind::Thrown, String::new())))
    }
}

impl From<ScriptError> for Throw {
    fn from(error: ScriptError) -> Throw {
        Throw::of(Box::new(error))
    }
}

/// What `throw value` ends with; the place is filled in where it is known.
#[inline(never)]
pub(crate) fn thrown(value: Value) -> Throw {
    let error =
        ScriptError { kind: ErrorKind::Thrown, message: String::new(), line: 0, column: 0, thrown: Some(value) };
    error.into()
}

/// The result of anything that may throw.
pub(crate) type Eval<T = Value> = Result<T, Throw>;

/// `Err` with a type error.
pub(crate) fn type_error<T>(message: impl Message) -> Eval<T> {
    Err(message.raise(ErrorKind::Type))
}

/// An error whose place is filled in where it is known.
#[inline(never)]
pub(crate) fn raised(kind: ErrorKind, message: String) -> Throw {
    ScriptError { kind, message, line: 0, column: 0, thrown: None }.into()
}

/// `Err` with a range error.
pub(crate) fn range_error<T>(message: impl Message) -> Eval<T> {
    Err(message.raise(ErrorKind::Range))
}

/// What an error says: text, mostly as it stands in the source.
pub(crate) trait Message {
    fn raise(self, kind: ErrorKind) -> Throw;
}

impl Message for &str {
    #[inline(never)]
    fn raise(self, kind: ErrorKind) -> Throw {
        raised(kind, self.into())
    }
}

impl Message for String {
    fn raise(self, kind: ErrorKind) -> Throw {
        raised(kind, self)
    }
}

/// The message for a member of `undefined` or `null`.
pub(crate) fn no_member(of: &str, key: &Str, verb: &str) -> Throw {
    let doing = match verb {
        "set" => "setting",
        "delete" => "deleting",
        _ => "reading",
    };
    raised(ErrorKind::Type, ["Cannot ", verb, " properties of ", of, " (", doing, " '", &key.to_text(), "')"].concat())
}
