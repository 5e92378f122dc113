//! What the world around a script provides.

use std::borrow::Cow;
use std::rc::Rc;

use crate::error::ScriptError;
use crate::number::Numbers;
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

/// An object of the form: the script sees its members, the host keeps its data. Values cross one by one.
pub trait HostObject {
    /// What `Object.prototype.toString` names, e.g. `"Object"` or `"Array"`.
    fn class(&self) -> &str {
        if self.is_array() { "Array" } else { "Object" }
    }

    /// The member `key`, if there is one. A list answers indexes (`"0"`) here, its `length` through [`len`](Self::len).
    fn get(&self, rt: &Runtime, key: &str) -> Option<Value>;

    /// Sets a member; `false` when it cannot be set, which scripts in sloppy mode do not notice. A list is also asked to set
    /// `"length"`.
    fn set(&self, rt: &Runtime, key: &str, value: Value) -> Result<bool, ScriptError>;

    /// Removes a member; says whether it is gone.
    fn delete(&self, _rt: &Runtime, _key: &str) -> Result<bool, ScriptError> {
        Ok(false)
    }

    /// The members that scripts list, in order; of a list its indexes.
    fn keys(&self) -> Vec<String>;

    /// Whether it is a list.
    fn is_array(&self) -> bool {
        false
    }

    /// How many items a list has.
    fn len(&self) -> usize {
        0
    }

    /// Whether a list has no items.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether the member exists, without making its value.
    fn has(&self, rt: &Runtime, key: &str) -> bool {
        self.get(rt, key).is_some()
    }

    /// Equal for two views of one thing, so that `===` holds between them; none when there is only ever one view.
    fn identity(&self) -> Option<usize> {
        None
    }
}

/// A group of a match: where it is, in 16-bit units.
pub type Group = Option<(usize, usize)>;

/// A regular expression ready to use.
pub trait Regex {
    /// The first match at or after `start` (in units): the whole match, then its groups. Fails when it takes too long.
    fn exec(&self, text: &Str, start: usize) -> Result<Option<Vec<Group>>, ScriptError>;
}

/// What a script can know of the world. Each method has a value for tests and tools.
pub trait Environment {
    /// Milliseconds since 1970 in UTC.
    fn now_ms(&self) -> f64 {
        0.0
    }

    /// A number from 0 up to 1.
    fn random(&self) -> f64 {
        0.5
    }

    /// What to add to UTC, in minutes, at an instant in milliseconds.
    fn offset_minutes(&self, utc_ms: f64) -> f64 {
        crate::zone::rome(utc_ms)
    }

    /// The name of the time zone.
    fn zone(&self) -> &str {
        "Europe/Rome"
    }

    /// `it`, `de` or `en`: for dates and numbers written without telling a language.
    fn language(&self) -> &str {
        "it"
    }

    /// Makes a regular expression; fails with [`ErrorKind::Syntax`](crate::ErrorKind::Syntax). Scripts may bring patterns that
    /// take for ever, and a browser's engine cannot be stopped: [`guard`](crate::guard) (feature `guard`) ends them.
    fn regex(&self, pattern: &str, flags: &str) -> Result<Rc<dyn Regex>, ScriptError>;

    /// The text of a library that scripts name: `core`, `utils`, `lodash`, `moment` or `intl`; none where it is not at hand, which the
    /// script notices when it uses it. See [`libraries_of`](crate::libraries_of) for which to have.
    fn library(&self, name: &str) -> Option<Cow<'static, str>> {
        #[cfg(feature = "bundled-library")]
        return crate::library_text(name).map(Cow::Borrowed);
        #[cfg(not(feature = "bundled-library"))]
        {
            let _ = name;
            None
        }
    }

    /// `Math[name](x, y)` of what is not an operation of the machine, e.g. `sin`; `%` is the remainder, `pow` is `**` too. Numbers
    /// stay as they are without the feature `native-host`, so a page has to answer.
    fn math(&self, name: &str, x: f64, y: f64) -> f64 {
        #[cfg(feature = "native-host")]
        return crate::native_host::math(name, x, y);
        #[cfg(not(feature = "native-host"))]
        {
            let _ = (name, y);
            x
        }
    }

    /// How numbers are written and read on this thread from the making of a [`Runtime`] on.
    fn numbers(&self) -> Numbers {
        Numbers::FIRST
    }

    /// `text[name](form)` where `name` is `toUpperCase`, `toLowerCase`, `normalize`, `trim`, `trimStart` or `trimEnd`, `name(text)`
    /// where it is `encodeURIComponent`, `encodeURI`, `decodeURIComponent`, `decodeURI`, `escape` or `unescape`; none where that
    /// throws. Text stays as it is without the feature `native-host`, so a page has to answer.
    fn rewrite(&self, name: &str, text: &str, form: &str) -> Option<String> {
        #[cfg(feature = "native-host")]
        return crate::native_host::rewrite(name, text, form);
        #[cfg(not(feature = "native-host"))]
        {
            let _ = (name, form);
            Some(text.to_owned())
        }
    }

    /// `a.localeCompare(b)`: below 0, 0 or above 0. By code points without the feature `native-host`, so a page has to answer.
    fn compare(&self, a: &str, b: &str) -> i32 {
        #[cfg(feature = "native-host")]
        return crate::collate::compare(a, b) as i32;
        #[cfg(not(feature = "native-host"))]
        return a.cmp(b) as i32;
    }

    /// `Date.parse(text)` in the zone of [`offset_minutes`](Self::offset_minutes): NaN for what is no date, and for everything
    /// without the feature `native-host`, so a page has to answer.
    fn parse_date(&self, text: &str) -> f64 {
        #[cfg(feature = "native-host")]
        return crate::dateparse::instant(text, |at| self.offset_minutes(at));
        #[cfg(not(feature = "native-host"))]
        {
            let _ = text;
            f64::NAN
        }
    }

    /// Takes what a script writes to the console; `level` is the method's name.
    fn log(&self, _level: &str, _text: &str) {}

    /// The steps a run may take; a step is about 10 nanoseconds on a desktop.
    fn fuel(&self) -> u64 {
        1_000_000
    }

    /// The bytes that values made in a run may hold.
    fn memory(&self) -> usize {
        12_000_000
    }
}
