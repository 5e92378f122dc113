//! What the examples have in common: the interpreter, the clock, and how values are compared.
use oc_form_engine::script::Scripts;
use oc_form_engine::{Value, date};

/// The clock that the recorded answers were made under.
const CLOCK: &str = "2025-03-15T10:00:00+01:00";

/// `OC_CLOCK` as milliseconds; none for the real clock.
pub fn clock() -> Option<f64> {
    match std::env::var("OC_CLOCK") {
        Ok(text) if text == "now" => None,
        Ok(text) => date::parse(&text).or_else(|| date::parse(CLOCK)),
        Err(_) => date::parse(CLOCK),
    }
}

/// The interpreter of form scripts.
pub fn scripts() -> Box<dyn Scripts> {
    let env = clock().map_or_else(oc_script::native::Native::default, oc_script::native::Native::at);
    Box::new(oc_form_engine::scripting::Interpreter::new(Box::new(env)))
}

/// The value as JSON would bring it back: without members that are undefined.
#[allow(dead_code, reason = "not every example compares")]
pub fn whole(value: &Value) -> Value {
    oc_form_engine::json::parse(&oc_form_engine::json::print(value)).unwrap_or_default()
}
