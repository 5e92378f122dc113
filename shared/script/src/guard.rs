//! Regular expressions of an environment behind a limit.

use std::rc::Rc;

use oc_pattern::Guard;

use crate::env::{Group, Regex};
use crate::error::{ErrorKind, ScriptError};
use crate::text::Str;

/// An engine's regular expression behind the limit.
struct Guarded {
    engine: Rc<dyn Regex>,
    guard: Guard,
}

impl Regex for Guarded {
    fn exec(&self, text: &Str, start: usize) -> Result<Option<Vec<Group>>, ScriptError> {
        if !self.guard.takes_over(text.len()) {
            return self.engine.exec(text, start);
        }
        let found = self.guard.search(&text.units(), start);
        found.map_err(|_| ScriptError::new(ErrorKind::Regex, "the regular expression takes too many steps"))
    }
}

/// Puts `engine`, made of the same pattern, behind the limit of scripts where the pattern has loops and is understood: a match
/// that takes too long fails with [`ErrorKind::Regex`] instead. For what an environment gives as
/// [`regex`](crate::Environment::regex).
pub fn guard(engine: Rc<dyn Regex>, source: &str, flags: &str) -> Rc<dyn Regex> {
    match Guard::of(source, flags) {
        Some(guard) => Rc::new(Guarded { engine, guard }),
        None => engine,
    }
}
