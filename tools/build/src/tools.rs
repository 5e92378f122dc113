//! The programs the build calls, with errors that say which one and why.

use anyhow::{Context, Result, bail};
use std::process::Command;

/// Runs a program to its end; its own output goes to the terminal.
pub fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("cannot start `{name}`: is it installed? (`./oc setup`)"))?;
    if !status.success() {
        bail!("`{name}` failed ({status})");
    }
    Ok(())
}

/// An environment variable with a default.
pub fn env_or(name: &str, default: &str) -> String {
    std::env::var(name).ok().filter(|value| !value.is_empty()).unwrap_or_else(|| default.to_owned())
}

/// Says what happens now, so that a long build is not a silent one.
pub fn say(what: &str) {
    println!("  build: {what}");
}
