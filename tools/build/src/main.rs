//! Assembles `dist/`: compiles the suite, splits it into a runtime and a chunk per widget, makes the loaders from the
//! widgets' contracts, and writes every file compressed beside itself with a manifest. `./oc dist` and `./oc size`;
//! `describe` writes the custom elements manifest and the TypeScript declarations alone, `module` one crate for a page.

mod assemble;
mod catalogues;
mod compile;
mod contract;
mod declarations;
mod elements;
mod files;
mod gallery;
mod kept;
mod loader;
mod locals;
mod names;
mod runtime;
mod size;
mod tools;
mod weigh;

use anyhow::{Result, bail};
use std::path::PathBuf;

fn main() -> Result<()> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    let mut arguments = std::env::args().skip(1);
    let command = arguments.next().unwrap_or_default();
    let mut out = root.join("dist");
    let package = if command == "module" { arguments.next().unwrap_or_default() } else { String::new() };
    while let Some(option) = arguments.next() {
        match (option.as_str(), arguments.next()) {
            ("--out", Some(dir)) => out = PathBuf::from(dir),
            _ => bail!("unknown option {option}\n{USAGE}"),
        }
    }
    match command.as_str() {
        "dist" => assemble::dist(&root, &out),
        "describe" => assemble::describe(&root, &out),
        "module" => weigh::module(&root, &package, &out),
        "size" => size::report(&root, &out),
        _ => bail!("{USAGE}"),
    }
}

const USAGE: &str = "usage: oc-build dist|describe|size|module PACKAGE [--out DIR]";
