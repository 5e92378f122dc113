//! A script ready to run.

use std::rc::Rc;

use crate::code::Proto;
use crate::compile::{Compiled, Uses, compile};
use crate::error::ScriptError;
use crate::scope::Scope;
use crate::text::Str;

/// A parsed script or template; cheap to clone, without any tie to a form.
#[derive(Clone)]
pub struct Program(Rc<Compiled>);

impl Program {
    /// Parses the body of a function: statements, `return` allowed, in sloppy mode.
    ///
    /// Fails with [`ErrorKind::Syntax`](crate::ErrorKind::Syntax), [`Depth`](crate::ErrorKind::Depth) or
    /// [`Memory`](crate::ErrorKind::Memory) and the place.
    pub fn parse(source: &str) -> Result<Program, ScriptError> {
        Ok(Program(Rc::new(compile(source, false)?)))
    }

    /// Parses a template: `{{ value }}`, `{{{ value made safe for markup }}}`, `{% statements %}`. Its run gives the text.
    /// Fails as [`parse`](Self::parse) does.
    pub fn parse_template(source: &str) -> Result<Program, ScriptError> {
        Self::parse(&crate::template::to_script(source))
    }

    pub(crate) fn parse_library(source: &str) -> Result<Program, ScriptError> {
        Ok(Program(Rc::new(compile(source, true)?)))
    }

    /// What it reads and writes of its surroundings.
    pub fn names(&self) -> &Uses {
        &self.0.uses
    }

    /// Whether it makes any difference to the script that its scope has `name`. Of names it does not mention it knows nothing.
    pub fn mentions(&self, name: &str) -> bool {
        self.0.names.iter().any(|(known, _)| known.as_str() == Some(name))
    }

    pub(crate) fn proto(&self) -> &Rc<Proto> {
        &self.0.proto
    }

    /// A `let` or `const` with the name of something that `scope` gives: JavaScript refuses it as it refuses it for a
    /// parameter.
    pub(crate) fn clash(&self, scope: &Scope) -> Option<Str> {
        self.0
            .names
            .iter()
            .find(|(name, declared)| *declared && scope.find(name).is_some())
            .map(|(name, _)| name.clone())
    }
}
