//! Scripts of forms: an interpreter for the JavaScript that form definitions carry, without any access to the page.
//!
//! A [`Program`] is parsed once and run as often as wanted in a [`Runtime`], against a [`Scope`] with the names that the form
//! gives. What belongs to the form stays with the host: objects that implement [`HostObject`], whose members cross one by
//! one. Steps, calls and memory are limited; a script that goes wrong ends with a [`ScriptError`] that says what and where.
//!
//! ```
//! # #[cfg(feature = "native-regex")] {
//! use oc_script::{Program, Runtime, Scope, Value, native::Native};
//! let rt = Runtime::new(Box::new(Native::default()));
//! let program = Program::parse("if (value > 2) show = false").unwrap();
//! let scope = Scope::new();
//! scope.set("value", Value::Number(3.0));
//! scope.set("show", Value::Bool(true));
//! rt.run(&program, &scope).unwrap();
//! assert!(!scope.get("show").unwrap().truthy());
//! # }
//! ```

mod ast;
mod atoms;
mod builtins;
mod calendar;
mod code;
#[cfg(feature = "native-host")]
mod collate;
mod compile;
#[cfg(feature = "native-host")]
mod dateparse;
#[cfg(feature = "native-host")]
mod decimal;
mod env;
mod error;
mod exchange;
mod frame;
mod gc;
#[cfg(feature = "guard")]
mod guard;
mod hosting;
mod lex;
mod memory;
#[cfg(feature = "native-regex")]
pub mod native;
#[cfg(feature = "native-host")]
mod native_host;
#[cfg(feature = "native-host")]
mod native_number;
#[cfg(feature = "native-host")]
mod native_uri;
mod number;
mod object;
mod parse;
mod program;
mod props;
mod realm;
mod runtime;
mod scope;
mod table;
mod template;
mod text;
mod value;
mod vm;
mod zone;

pub use builtins::library::libraries_of;
#[cfg(feature = "bundled-library")]
pub use builtins::library::library_text;
pub use compile::Uses;
pub use env::{Environment, Group, HostObject, Regex};
pub use error::{ErrorKind, ScriptError};
#[cfg(feature = "guard")]
pub use guard::guard;
pub use number::{Numbers, from_text as number_from_text, to_text as number_to_text};
pub use object::Object;
pub use program::Program;
pub use runtime::{Resolver, Runtime};
pub use scope::Scope;
pub use text::Str;
pub use value::Value;
pub use zone::rome;
