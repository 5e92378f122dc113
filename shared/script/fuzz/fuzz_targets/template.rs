//! Any text as a template.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oc_script::native::Native;
use oc_script::{Program, Runtime, Scope};

fuzz_target!(|source: &str| {
    let Ok(program) = Program::parse_template(source) else { return };
    let rt = Runtime::new(Box::new(Native::at(1_742_029_200_000.0)));
    let _ = rt.render(&program, &Scope::new());
});
