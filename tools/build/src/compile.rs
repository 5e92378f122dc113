//! The suite as one WebAssembly module, with every lever for size.

use crate::tools::{env_or, run, say};
use anyhow::{Result, anyhow};
use std::path::{Path, PathBuf};
use std::process::Command;

const TARGET: &str = "wasm32-unknown-unknown";

/// Compiles `widgets/suite` and returns the path of the module.
pub fn suite(root: &Path) -> Result<PathBuf> {
    say("compiling the widgets (two minutes when nothing is cached)");
    module(root, "oc-suite", &["--features", "split"])
}

/// Compiles one crate and returns the path of its module.
///
/// The standard library is rebuilt for size and panics become bare traps: both need unstable flags of the compiler,
/// which `RUSTC_BOOTSTRAP` allows on a stable one. Relocations stay in the output for the split step; with other flags
/// for modules that are not split, the standard library would be built twice.
pub fn module(root: &Path, package: &str, options: &[&str]) -> Result<PathBuf> {
    let cache = env_or("OC_CACHE", &format!("{}/.cache/oc-widgets", env_or("HOME", "/tmp")));
    let target_dir = PathBuf::from(cache).join("target/wasm");
    let flags = [
        "-Clink-args=--emit-relocs",
        "--cfg=erase_components",
        "-Zlocation-detail=none",
        "-Zfmt-debug=none",
        "-Zunstable-options",
        "-Cpanic=immediate-abort",
    ];
    let mut cargo = Command::new(env_or("OC_CARGO", "cargo"));
    cargo
        .current_dir(root)
        .args(["build", "--quiet", "--locked", "--package", package, "--lib"])
        .args(options)
        .args(["--profile", "wasm", "--target", TARGET, "-Zpanic-immediate-abort"])
        .args(["--config", "profile.wasm.panic=\"immediate-abort\""])
        .args(["-Zbuild-std=std,panic_abort", "-Zbuild-std-features=optimize_for_size"])
        .arg("--target-dir")
        .arg(&target_dir)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", flags.join(" "))
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", env_or("OC_WASM_LINKER", "wasm-ld-22"));
    run(&mut cargo)?;
    let module = target_dir.join(TARGET).join("wasm").join(package.replace('-', "_") + ".wasm");
    if !module.is_file() {
        return Err(anyhow!("the compiler wrote no module at {}", module.display()));
    }
    Ok(module)
}
