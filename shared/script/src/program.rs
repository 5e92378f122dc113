//! A script ready to run.

use std::rc::Rc;

use crate::code::Proto;
use crate::compile::{Uses, compile};
use crate::error::ScriptError;
use crate::scope::Scope;
use crate::text::Str;

/// A parsed script or template; cheap to clone, without any tie to a form.
#[derive(Clone)]
pub struct Program(Rc<Inner>);

struct Inner {
    proto: Rc<Proto>,
    uses: Uses,
    lexical: Vec<Str>,
}

impl Program {
    /// Parses the body of a function: statements, `return` allowed, in sloppy mode.
    ///
    /// Fails with [`ErrorKind::Syntax`](crate::ErrorKind::Syntax), [`Depth`](crate::ErrorKind::Depth) or
    /// [`Memory`](crate::ErrorKind::Memory) and the place.
    pub fn parse(source: &str) -> Result<Program, ScriptError> {
        let (proto, uses, lexical) = compile(source, false)?;
        Ok(Program(Rc::new(Inner { proto, uses, lexical })))
    }

    /// Parses a template: `{{ value }}`, `{{{ value made safe for markup }}}`, `{% statements %}`. Its run gives the text.
    /// Fails as [`parse`](Self::parse) does.
    pub fn parse_template(source: &str) -> Result<Program, ScriptError> {
        Self::parse(&crate::template::to_script(source))
    }

    pub(crate) fn parse_library(source: &str) -> Result<Program, ScriptError> {
        let (proto, uses, lexical) = compile(source, true)?;
        Ok(Program(Rc::new(Inner { proto, uses, lexical })))
    }

    /// What it reads and writes of its surroundings.
    pub fn names(&self) -> &Uses {
        &self.0.uses
    }

    pub(crate) fn proto(&self) -> &Rc<Proto> {
        &self.0.proto
    }

    /// A `let` or `const` with the name of something that `scope` gives: JavaScript refuses it as it refuses it for a
    /// parameter.
    pub(crate) fn clash(&self, scope: &Scope) -> Option<Str> {
        self.0.lexical.iter().find(|name| scope.find(name).is_some()).cloned()
    }
}
