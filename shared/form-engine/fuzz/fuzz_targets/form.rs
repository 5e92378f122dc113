//! Any text as a definition, any as the values: a form or a refusal, and never more. The last line is the values, what
//! stands above it the definition; one member of the values is then changed as a person would.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oc_form_engine::scripting::Interpreter;
use oc_form_engine::surroundings::Native;
use oc_form_engine::{Form, Value, json};

const NOW: f64 = 1_742_029_200_000.0;

fuzz_target!(|text: &str| {
    let (definition, values) = text.rsplit_once('\n').unwrap_or((text, "{}"));
    let scripts = Interpreter::new(Box::new(oc_script::native::Native::at(NOW)));
    let Ok(form) = Form::parse(definition, Box::new(Native::new(Box::new(scripts), Some(NOW)))) else { return };
    let values = json::parse(values).unwrap_or_default();
    form.set_submission(&Value::from_entries([("data", values.clone())]));
    for (name, value) in values.as_map().into_iter().flat_map(|map| map.iter()) {
        if let Some(id) = form.find(name) {
            form.set(id, value.clone());
            form.add_row(id);
            form.remove_row(id, 0);
        }
    }
    let _ = (form.problems(), form.visibility(), form.submission());
});
