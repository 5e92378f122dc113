//! Inputs that were once wrong, or that a fuzzer began with: whatever they are, the interpreter answers.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]

use oc_script::native::Native;
use oc_script::{Program, Runtime, Scope};

#[test]
fn inputs_that_were_once_wrong_are_answered() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/regressions");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let source = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for program in [Program::parse(&source), Program::parse_template(&source)] {
            let rt = Runtime::new(Box::new(Native::at(0.0)));
            match program {
                Ok(program) => drop(rt.run(&program, &Scope::new())),
                Err(error) => assert!(error.line > 0 && !error.message.is_empty(), "{error}"),
            }
            rt.run_jobs();
        }
        count += 1;
    }
    assert!(count > 5);
}
