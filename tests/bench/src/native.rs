//! What surrounds forms and scripts natively.

use oc_form_engine::script::Surroundings;
use oc_form_engine::scripting::Interpreter;
use oc_form_engine::surroundings::Native;
use oc_script::Environment;

/// When it is in every measurement: 2025-03-15T10:00+01:00 in milliseconds.
pub const NOW: f64 = 1_742_029_200_000.0;

/// For a script.
pub fn environment() -> Box<dyn Environment> {
    Box::new(oc_script::native::Native::at(NOW))
}

/// For a form.
pub fn around() -> Box<dyn Surroundings> {
    Box::new(Native::new(Box::new(Interpreter::new(environment())), Some(NOW)))
}
