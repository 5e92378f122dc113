//! Parts of the library that are written in the language itself: most of them call back, and run in the machine's own loop
//! this way; and text compresses better than code.

use crate::error::{Eval, Throw};
use crate::frame::{Frame, Role};
use crate::object::{Library, Object};
use crate::program::Program;
use crate::runtime::Runtime;
use crate::scope::Scope;
use crate::text::Str;
use crate::value::Value;

fn sources(library: Library) -> &'static [&'static str] {
    match library {
        Library::Core => &[include_str!("../lib_js/core.js"), include_str!("../lib_js/utils.js")],
        Library::Lodash => &[
            include_str!("../lib_js/lodash-base.js"),
            include_str!("../lib_js/lodash-list.js"),
            include_str!("../lib_js/lodash-text.js"),
        ],
        Library::Moment => &[
            include_str!("../lib_js/moment-text.js"),
            include_str!("../lib_js/moment-parse.js"),
            include_str!("../lib_js/moment.js"),
        ],
        Library::Intl => &[include_str!("../lib_js/intl.js")],
    }
}

impl Runtime {
    /// Runs a library once and keeps what it returns.
    fn loaded(&self, library: Library) -> Eval<Object> {
        if let Some((_, object)) = self.libraries.borrow().iter().find(|(found, _)| *found == library) {
            return Ok(object.clone());
        }
        let source = sources(library).concat();
        let program = Program::parse_library(&source).map_err(Throw::from)?;
        let frame = Frame {
            at: 0,
            stack: vec![Value::Undefined; program.proto().locals.into()],
            cells: self.cells(program.proto().cells),
            ups: Vec::new(),
            this: Value::Undefined,
            new_target: Value::Undefined,
            scope: Scope::new(),
            function: None,
            arguments: Vec::new(),
            handlers: Vec::new(),
            role: Role::Plain,
            proto: program.proto().clone(),
        };
        // Making the library is not the script's doing, whatever its limits.
        let fuel = self.fuel.replace(u64::MAX);
        let made = self.execute(frame);
        self.fuel.set(fuel);
        let Value::Object(object) = made? else { return Ok(self.object()) };
        self.libraries.borrow_mut().push((library, object.clone()));
        Ok(object)
    }

    /// A library's result, or the part of it with a name.
    pub(crate) fn library(&self, library: Library, part: &str) -> Eval {
        let whole = Value::Object(self.loaded(library)?);
        if part.is_empty() { Ok(whole) } else { self.get(&whole, &part.into()) }
    }

    /// A member of a part of a library.
    pub(crate) fn library_member(&self, library: Library, part: &str, key: &Str) -> Eval<Option<Value>> {
        if self.libraries.borrow().iter().all(|(found, _)| *found != library)
            && !sources(library).iter().any(|source| key.as_str().is_some_and(|key| source.contains(key)))
        {
            return Ok(None);
        }
        match self.library(library, part)? {
            Value::Object(object) => Ok(object.own_data(&key.to_text())),
            _ => Ok(None),
        }
    }
}
