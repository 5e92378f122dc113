//! Any text as a script: parses or is refused, ends or is stopped, never more.
#![no_main]

use libfuzzer_sys::fuzz_target;
use oc_script::native::Native;
use oc_script::{Program, Runtime, Scope};

fuzz_target!(|source: &str| {
    let Ok(program) = Program::parse(source) else { return };
    let rt = Runtime::new(Box::new(Native::at(1_742_029_200_000.0)));
    let _ = rt.run(&program, &Scope::new());
    rt.run_jobs();
});
