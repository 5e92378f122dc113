//! Form.io forms without a browser: values, conditions, calculations, logic, validation, rows and pages, as formio.js 5 shows them.
//!
//! A [`Form`] is made of a definition and holds the values. [`Form::set`] changes one; what follows from the change is worked out
//! until nothing changes any more, and only what depends on the change is computed again.
pub mod build;
pub mod calculate;
mod check;
pub mod choices;
pub mod conditions;
pub mod core;
pub mod date;
mod edit_grid;
pub mod form;
mod grid;
#[cfg(feature = "native-numbers")]
mod italy;
pub mod js;
pub mod json;
pub mod json_logic;
pub mod kind;
pub mod message;
mod name;
#[cfg(feature = "native-numbers")]
mod native;
pub mod node;
mod normalize;
pub mod numbers;
pub mod operators;
pub mod path;
#[cfg(feature = "process")]
pub mod process;
pub mod script;
#[cfg(feature = "script")]
pub mod scripting;
mod set;
pub mod store;
pub mod submission;
#[cfg(feature = "native-numbers")]
pub mod surroundings;
mod table;
pub mod text;
pub mod validate;
mod validity;
pub mod value;
mod values;
mod wizard;
mod words;

pub use choices::Choice;
pub use form::{Changes, Form, FormError};
pub use message::Problem;
pub use value::Value;
