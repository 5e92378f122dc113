//! Parts of the library that are written in the language itself: most of them call back, and run in the machine's own loop
//! this way; and text compresses better than code.

use std::cell::RefCell;

use super::{array, collection, date, error, function, global, number, object, promise, regexp, string};
use crate::error::{ErrorKind, Eval, raised};
use crate::frame::Frame;
use crate::object::{Lazy, Library, Object};
use crate::program::Program;
use crate::runtime::Runtime;
use crate::scope::Scope;
use crate::text::Str;
use crate::value::Value;

thread_local! {
    /// The core once it is parsed: most scripts need it, whatever the form.
    static CORE: RefCell<Option<Program>> = const { RefCell::new(None) };
}

impl Library {
    /// Its name for [`Environment::library`](crate::Environment::library).
    fn name(self) -> &'static str {
        match self {
            Library::Core => "core",
            Library::Utils => "utils",
            Library::Lodash => "lodash",
            Library::Moment => "moment",
            Library::Intl => "intl",
        }
    }
}

/// The text of a library (`core`, `utils`, `lodash`, `moment` or `intl`), for tools that put it beside the page.
#[cfg(feature = "bundled-library")]
pub fn library_text(name: &str) -> Option<&'static str> {
    Some(match name {
        "core" => include_str!(concat!(env!("OUT_DIR"), "/core.js")),
        "utils" => include_str!(concat!(env!("OUT_DIR"), "/utils.js")),
        "lodash" => include_str!(concat!(env!("OUT_DIR"), "/lodash.js")),
        "moment" => include_str!(concat!(env!("OUT_DIR"), "/moment.js")),
        "intl" => include_str!(concat!(env!("OUT_DIR"), "/intl.js")),
        _ => return None,
    })
}

/// The libraries that the text of a script may need, by name: to be there before it runs, as the environment's
/// [`library`](crate::Environment::library). Reads words only, so it may name one too many.
///
/// `core` is what the language has beyond what nearly every script uses: members that call back, lists of members, dates as
/// text. The other libraries need it too.
pub fn libraries_of(source: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    if needs_core(source) {
        found.push("core");
    }
    for (name, marks) in [
        ("utils", ["utils", "util."].as_slice()),
        ("lodash", &["_.", "_(", "utils", "{{{"]),
        ("moment", &["moment", "utils"]),
        ("intl", &["Intl", "toLocale"]),
    ] {
        if marks.iter().any(|mark| crate::text::position(source, mark).is_some()) {
            found.push(name);
        }
    }
    if !found.is_empty() && !found.contains(&"core") {
        found.insert(0, "core");
    }
    found
}

/// What becomes text by members of the core without naming one, or is given to functions there.
const UNNAMED: [&str; 5] = ["Date", "Error", "catch", "globalThis", "JSON"];

/// Whether a word of `source` is the name of a member that the core has.
fn needs_core(source: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
    let members =
        |word: &str| GROUPS.iter().any(|group| group.names().any(|(name, arity)| arity.is_none() && name == word));
    source.split(|letter| !is_part(letter)).any(|word| !word.is_empty() && (UNNAMED.contains(&word) || members(word)))
}

/// All groups of members with some that are the core's.
static GROUPS: [&Lazy; 21] = [
    &array::MEMBERS,
    &array::STATICS,
    &collection::MAP,
    &collection::SET,
    &collection::MAP_STATICS,
    &collection::ITERATOR,
    &collection::GENERATOR,
    &date::MEMBERS,
    &date::STATICS,
    &error::MEMBERS,
    &function::MEMBERS,
    &global::GLOBALS,
    &number::STATICS,
    &object::MEMBERS,
    &object::STATICS,
    &object::REFLECT,
    &promise::MEMBERS,
    &promise::STATICS,
    &regexp::MEMBERS,
    &string::MEMBERS,
    &string::STATICS,
];

impl Runtime {
    /// Runs a library once and keeps what it returns.
    fn loaded(&self, library: Library) -> Eval<Object> {
        if let Some((_, object)) = self.libraries.borrow().iter().find(|(found, _)| *found == library) {
            return Ok(object.clone());
        }
        if let (Library::Core, Some(program)) = (library, CORE.with_borrow(Clone::clone)) {
            return self.run_library(library, &program);
        }
        let Some(source) = self.env.library(library.name()) else {
            let message = ["the library ", library.name(), " is not here"].concat();
            return Err(raised(ErrorKind::Reference, message));
        };
        let program = Program::parse_library(&source)?;
        if library == Library::Core {
            CORE.set(Some(program.clone()));
        }
        self.run_library(library, &program)
    }

    fn run_library(&self, library: Library, program: &Program) -> Eval<Object> {
        let frame = Frame::new(program.proto(), Scope::new());
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
    pub(crate) fn library_member(&self, (library, part): (Library, &str), key: &Str) -> Eval<Option<Value>> {
        let part = self.library(library, part)?;
        Ok(part.as_object().and_then(|part| part.own_data(&key.to_text())))
    }
}
