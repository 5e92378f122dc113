//! Reading and checking the message catalogues. Shared by the build script and by the tests of this crate, so that
//! what stops a build is itself tested.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The languages every namespace must have, in the order of `Lang`; the first is the primary one.
pub const LANGUAGES: [&str; 3] = ["it", "de", "en"];

/// The messages of one file: name → text.
pub type Messages = BTreeMap<String, String>;

/// One checked namespace: for each message its text in each of [`LANGUAGES`], in that order.
#[derive(Debug, Default, PartialEq)]
pub struct Namespace {
    pub messages: BTreeMap<String, [String; 3]>,
}

/// Reads one flat TOML file. `file` is the name used in the complaints, which come one per fault.
pub fn parse_file(file: &str, text: &str) -> Result<Messages, Vec<String>> {
    let table = text.parse::<toml::Table>().map_err(|error| vec![format!("{file}: not valid TOML: {error}")])?;
    let mut messages = Messages::new();
    let mut faults = Vec::new();
    for (name, value) in table {
        if !is_key_name(&name) {
            faults.push(format!(
                "{file}: `{name}`: a message name is a lower-case letter followed by lower-case letters, digits or `_`"
            ));
        }
        match value {
            toml::Value::String(text) if text.trim().is_empty() => faults.push(format!("{file}: `{name}`: empty text")),
            toml::Value::String(text) => {
                if let Err(fault) = placeholders(&text) {
                    faults.push(format!("{file}: `{name}`: {fault}"));
                }
                messages.insert(name, text);
            }
            other => faults.push(format!("{file}: `{name}`: must be a text, is {}", other.type_str())),
        }
    }
    if faults.is_empty() { Ok(messages) } else { Err(faults) }
}

fn is_key_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

/// The placeholders `{name}` of a text, each with how often it occurs. A brace that is not part of one is a fault:
/// no text needs one, and a mistyped placeholder would otherwise be shown to the citizen.
pub fn placeholders(text: &str) -> Result<BTreeMap<String, usize>, String> {
    let mut found = BTreeMap::new();
    let mut parts = text.split('{');
    if parts.next().is_some_and(|before| before.contains('}')) {
        return Err("a `}` without its `{`".to_owned());
    }
    for part in parts {
        let Some((name, after)) = part.split_once('}') else {
            return Err("a `{` without its `}`".to_owned());
        };
        if !is_key_name(name) {
            return Err(format!("`{{{name}}}` is not a placeholder"));
        }
        if after.contains('}') {
            return Err("a `}` without its `{`".to_owned());
        }
        *found.entry(name.to_owned()).or_insert(0) += 1;
    }
    Ok(found)
}

/// Checks that the languages of one namespace say the same things with the same placeholders.
/// `label` names the folder in the complaints; `files` holds language code → messages.
pub fn check_namespace(label: &str, files: &BTreeMap<String, Messages>) -> Result<Namespace, Vec<String>> {
    let mut faults = Vec::new();
    for language in LANGUAGES {
        if !files.contains_key(language) {
            faults.push(format!("{label}/{language}.toml: missing, every namespace is complete in {LANGUAGES:?}"));
        }
    }
    for language in files.keys() {
        if !LANGUAGES.contains(&language.as_str()) {
            faults.push(format!("{label}/{language}.toml: not one of the languages {LANGUAGES:?}"));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }

    let names: BTreeSet<&String> = files.values().flat_map(Messages::keys).collect();
    let mut namespace = Namespace::default();
    for name in names {
        let texts = LANGUAGES.map(|language| files.get(language).and_then(|messages| messages.get(name)));
        for (language, text) in LANGUAGES.iter().zip(texts) {
            if text.is_none() {
                faults.push(format!("{label}/{language}.toml: `{name}` is missing, another language has it"));
            }
        }
        let [Some(primary), Some(second), Some(third)] = texts else { continue };
        for (language, text) in LANGUAGES.iter().zip([primary, second, third]) {
            if placeholders(text) != placeholders(primary) {
                faults.push(format!(
                    "{label}/{language}.toml: `{name}`: its placeholders differ from those in {}.toml",
                    LANGUAGES[0]
                ));
            }
        }
        namespace.messages.insert(name.clone(), [primary.clone(), second.clone(), third.clone()]);
    }
    if faults.is_empty() { Ok(namespace) } else { Err(faults) }
}

/// The folders that may carry a catalogue, namespace → crate folder: every folder of `shared/` and of `widgets/`.
pub fn crate_folders(project: &Path) -> Result<BTreeMap<String, PathBuf>, Vec<String>> {
    let mut folders = BTreeMap::new();
    let mut faults = Vec::new();
    for parent in ["shared", "widgets"] {
        let parent = project.join(parent);
        let entries = match std::fs::read_dir(&parent) {
            Ok(entries) => entries,
            Err(error) => {
                faults.push(format!("{}: cannot be read: {error}", parent.display()));
                continue;
            }
        };
        for folder in entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()) {
            let name = folder.file_name().unwrap_or_default().to_string_lossy().replace('-', "_");
            if let Some(other) = folders.insert(name.clone(), folder.clone()) {
                faults.push(format!("{} and {}: both are namespace `{name}`", other.display(), folder.display()));
            }
        }
    }
    if faults.is_empty() { Ok(folders) } else { Err(faults) }
}

/// Reads and checks the `messages` folder of every crate; a crate without one has no namespace.
pub fn read_all(folders: &BTreeMap<String, PathBuf>) -> Result<BTreeMap<String, Namespace>, Vec<String>> {
    let mut namespaces = BTreeMap::new();
    let mut faults = Vec::new();
    for (name, folder) in folders {
        let folder = folder.join("messages");
        if !folder.is_dir() {
            continue;
        }
        match read_folder(&folder) {
            Ok(Some(namespace)) => {
                namespaces.insert(name.clone(), namespace);
            }
            Ok(None) => {}
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(namespaces) } else { Err(faults) }
}

/// Reads and checks one `messages` folder; `None` when it holds no catalogue at all yet.
pub fn read_folder(folder: &Path) -> Result<Option<Namespace>, Vec<String>> {
    let label = folder.display().to_string();
    let entries = std::fs::read_dir(folder).map_err(|error| vec![format!("{label}: cannot be read: {error}")])?;
    let mut files = BTreeMap::new();
    let mut faults = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let Some(language) = name.strip_suffix(".toml").filter(|_| !name.starts_with('.')) else { continue };
        let file = path.display().to_string();
        match std::fs::read_to_string(&path) {
            Err(error) => faults.push(format!("{file}: cannot be read: {error}")),
            Ok(text) => match parse_file(&file, &text) {
                Ok(messages) => {
                    files.insert(language.to_owned(), messages);
                }
                Err(found) => faults.extend(found),
            },
        }
    }
    if !faults.is_empty() {
        // A file that does not parse is not also reported as missing.
        return Err(faults);
    }
    if files.is_empty() { Ok(None) } else { check_namespace(&label, &files).map(Some) }
}
