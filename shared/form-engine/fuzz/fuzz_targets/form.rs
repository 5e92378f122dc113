//! Any text as a definition, any as the values: a form or a refusal, and never more.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oc_form_engine::surroundings::Native;
use oc_form_engine::{Form, Value, json};

fuzz_target!(|texts: (&str, &str)| {
    let Ok(form) = Form::parse(texts.0, Box::new(Native::without_scripts(1_742_029_200_000.0))) else { return };
    form.set_submission(&Value::from_entries([("data", json::parse(texts.1).unwrap_or_default())]));
    let _ = form.problems();
    let _ = form.submission();
});
