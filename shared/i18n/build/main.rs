//! Turns every `messages` folder of the project into typed keys and into one catalogue per language.
//!
//! Keys are numbered by namespace, then by name, so the same messages always get the same numbers. A crate that gets
//! its first `messages` folder is noticed when its Cargo.toml changes (watching the folder that is not there would
//! rebuild the world each time); a test of this crate tells when that was forgotten.

mod catalogues;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use catalogues::{LANGUAGES, Namespace};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(faults) => {
            for line in faults.iter().flat_map(|fault| fault.lines()) {
                println!("cargo::error={line}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Vec<String>> {
    println!("cargo::rerun-if-changed=build");
    let out = folder_from("OUT_DIR")?;
    let project = folder_from("CARGO_MANIFEST_DIR")?.join("../..");
    let project = project.canonicalize().map_err(|error| vec![format!("{}: {error}", project.display())])?;
    let folders = catalogues::crate_folders(&project)?;
    for folder in folders.values() {
        let messages = folder.join("messages");
        let watched = if messages.is_dir() { messages } else { folder.join("Cargo.toml") };
        // A missing path counts as always changed.
        if watched.exists() {
            println!("cargo::rerun-if-changed={}", watched.display());
        }
    }
    let namespaces = catalogues::read_all(&folders)?;
    let count = namespaces.values().map(|namespace| namespace.messages.len()).sum::<usize>();
    if count > usize::from(u16::MAX) {
        return Err(vec![format!("{count} messages: a key holds at most {}", u16::MAX)]);
    }
    write(&out, "keys.rs", &keys_source(&namespaces))?;
    write(&out, "names.rs", &names_source(&namespaces))?;
    for (index, language) in LANGUAGES.iter().enumerate() {
        let texts: Vec<&String> = messages(&namespaces).filter_map(|(_, _, texts)| texts.get(index)).collect();
        let json = serde_json::to_string(&texts).map_err(|error| vec![format!("{language}: {error}")])?;
        write(&out, &format!("{language}.json"), &json)?;
    }
    Ok(())
}

fn folder_from(variable: &str) -> Result<PathBuf, Vec<String>> {
    std::env::var_os(variable).map(PathBuf::from).ok_or_else(|| vec![format!("{variable} is not set")])
}

fn write(out: &Path, name: &str, text: &str) -> Result<(), Vec<String>> {
    let path = out.join(name);
    std::fs::write(&path, text).map_err(|error| vec![format!("{}: cannot be written: {error}", path.display())])
}

/// Every message in the order of its number: namespace, name, texts.
fn messages(namespaces: &BTreeMap<String, Namespace>) -> impl Iterator<Item = (&String, &String, &[String; 3])> {
    namespaces.iter().flat_map(|(space, held)| held.messages.iter().map(move |(name, texts)| (space, name, texts)))
}

fn keys_source(namespaces: &BTreeMap<String, Namespace>) -> String {
    let mut source = String::new();
    let mut number = 0;
    for (space, held) in namespaces {
        let _ = writeln!(source, "/// Messages of `{space}`.\npub mod {space} {{\n    use crate::Key;");
        for (name, [primary, ..]) in &held.messages {
            let doc = escape_markdown(primary);
            let name = name.to_uppercase();
            let _ = writeln!(source, "    #[doc = {doc:?}]\n    pub const {name}: Key = Key({number});");
            number += 1;
        }
        source.push_str("}\n");
    }
    let _ = writeln!(source, "/// How many messages a catalogue holds.\npub const COUNT: usize = {number};");
    source
}

fn names_source(namespaces: &BTreeMap<String, Namespace>) -> String {
    let mut source = String::from("&[\n");
    for (space, name, _) in messages(namespaces) {
        let _ = writeln!(source, "    ({space:?}, {name:?}),");
    }
    source.push_str("]\n");
    source
}

/// A message becomes the documentation of its key, where it must read as plain text.
fn escape_markdown(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            escaped.push('\\');
        }
        escaped.push(if c == '\n' { ' ' } else { c });
    }
    escaped
}
