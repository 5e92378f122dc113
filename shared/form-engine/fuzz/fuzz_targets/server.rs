//! The same texts through what a server does with a form.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oc_form_engine::json;
use oc_form_engine::process::{Process, Step};
use oc_form_engine::scripting::Interpreter;
use oc_form_engine::surroundings::Native;

const NOW: f64 = 1_742_029_200_000.0;
const STEPS: [&str; 8] =
    ["filter", "defaultValue", "calculate", "conditions", "logic", "normalize", "clearHidden", "validate"];

fuzz_target!(|text: &str| {
    let (definition, values) = text.rsplit_once('\n').unwrap_or((text, "{}"));
    let (Ok(definition), Ok(values)) = (json::parse(definition), json::parse(values)) else { return };
    let scripts = Interpreter::new(Box::new(oc_script::native::Native::at(NOW)));
    let env = Box::new(Native::new(Box::new(scripts), Some(NOW)));
    let steps = STEPS.iter().filter_map(|step| Step::named(step, true)).collect();
    let _ = Process::new(definition, values, env, steps, true).run();
});
