//! What stops a build: a catalogue that would show a citizen nothing, the wrong language or a raw placeholder.

// A helper of a test stops it by panicking; clippy knows that only of functions marked as tests.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "../build/catalogues.rs"]
mod catalogues;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use catalogues::{Messages, check_namespace, crate_folders, parse_file, placeholders, read_all, read_folder};

fn files(it: &str, de: &str, en: &str) -> BTreeMap<String, Messages> {
    [("it", it), ("de", de), ("en", en)]
        .into_iter()
        .map(|(language, text)| (language.to_owned(), parse_file(language, text).unwrap()))
        .collect()
}

/// The one complaint expected, checked to name what is wrong.
fn complaint<T: std::fmt::Debug>(result: Result<T, Vec<String>>, parts: &[&str]) {
    let faults = result.unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    for part in parts {
        assert!(faults[0].contains(part), "{:?} does not name {part:?}", faults[0]);
    }
}

#[test]
fn three_languages_saying_the_same_make_a_namespace() {
    let namespace =
        check_namespace("x", &files("a = 'A {n}'\nb = 'B'", "b = 'Be'\na = '{n} Ah'", "a = 'Ay {n}'\nb = 'Bee'"));
    let namespace = namespace.unwrap();
    assert_eq!(namespace.messages["a"], ["A {n}", "{n} Ah", "Ay {n}"]);
    assert_eq!(namespace.messages["b"], ["B", "Be", "Bee"]);
}

#[test]
fn a_message_missing_in_one_language_is_named() {
    let result = check_namespace("ui", &files("a = 'A'\nb = 'B'", "a = 'A'\nb = 'B'", "a = 'A'"));
    complaint(result, &["ui/en.toml", "`b`", "missing"]);
}

#[test]
fn a_message_only_one_language_has_is_missing_in_the_others() {
    let faults = check_namespace("ui", &files("a = 'A'", "a = 'A'\nnew = 'N'", "a = 'A'")).unwrap_err();
    assert_eq!(faults.len(), 2, "{faults:?}");
    assert!(faults[0].contains("ui/it.toml") && faults[0].contains("`new`"), "{faults:?}");
    assert!(faults[1].contains("ui/en.toml") && faults[1].contains("`new`"), "{faults:?}");
}

#[test]
fn placeholders_differing_between_languages_are_named() {
    let result = check_namespace("ui", &files("a = '{n} {m}'", "a = '{m} {n}'", "a = '{n} {k}'"));
    complaint(result, &["ui/en.toml", "`a`", "placeholders"]);
    let result = check_namespace("ui", &files("a = 'A {n}'", "a = 'A'", "a = 'A {n}'"));
    complaint(result, &["ui/de.toml", "`a`", "placeholders"]);
}

#[test]
fn a_text_that_is_not_a_text_is_named() {
    complaint(parse_file("it.toml", "a = 3"), &["it.toml", "`a`", "integer"]);
    complaint(parse_file("it.toml", "[a]\nb = 'B'"), &["it.toml", "`a`", "table"]);
    complaint(parse_file("it.toml", "a = ['B']"), &["it.toml", "`a`", "array"]);
}

#[test]
fn an_empty_text_is_named() {
    complaint(parse_file("it.toml", "a = '  '"), &["it.toml", "`a`", "empty"]);
}

#[test]
fn a_bad_message_name_is_named() {
    for name in ["Save", "salva-bozza", "1st", "\"è\"", "\"\"", "_a"] {
        let result = parse_file("it.toml", &format!("{name} = 'x'"));
        complaint(result, &["it.toml", name.trim_matches('"'), "lower-case"]);
    }
}

#[test]
fn the_same_message_twice_in_a_file_is_refused() {
    complaint(parse_file("it.toml", "a = 'x'\na = 'y'"), &["it.toml", "TOML"]);
}

#[test]
fn a_brace_out_of_place_is_named() {
    for text in ["{n", "n}", "{}", "{N}", "{a b}", "{a}}", "{{a}", "a } b {c}"] {
        assert!(placeholders(text).is_err(), "{text}");
        complaint(parse_file("it.toml", &format!("a = '{text}'")), &["it.toml", "`a`"]);
    }
    assert_eq!(placeholders("{a} e {b}, {a}").unwrap(), BTreeMap::from([("a".to_owned(), 2), ("b".to_owned(), 1)]));
}

#[test]
fn a_folder_lacking_a_language_is_named() {
    let mut two = files("a = 'A'", "a = 'A'", "a = 'A'");
    two.remove("de");
    complaint(check_namespace("widgets/x/messages", &two), &["widgets/x/messages/de.toml", "missing"]);
}

#[test]
fn a_language_nobody_asked_for_is_named() {
    let mut four = files("a = 'A'", "a = 'A'", "a = 'A'");
    four.insert("fr".to_owned(), Messages::new());
    complaint(check_namespace("x", &four), &["x/fr.toml"]);
}

#[test]
fn catalogues_are_read_from_folders_and_editors_leftovers_ignored() {
    let project = Path::new(env!("CARGO_TARGET_TMPDIR")).join("read");
    let _ = std::fs::remove_dir_all(&project);
    let messages = project.join("widgets/login-box/messages");
    std::fs::create_dir_all(&messages).unwrap();
    std::fs::create_dir_all(project.join("shared/plain/src")).unwrap();
    std::fs::create_dir_all(project.join("shared/begun/messages")).unwrap();
    for (name, text) in [("it", "a = 'A'"), ("de", "a = 'Ah'"), ("en", "a = 'Ay'"), (".#it", "=")] {
        std::fs::write(messages.join(format!("{name}.toml")), text).unwrap();
    }
    std::fs::write(messages.join("it.toml~"), "=").unwrap();

    let found = read_all(&crate_folders(&project).unwrap()).unwrap();
    assert_eq!(found.keys().collect::<Vec<_>>(), ["login_box"]);
    assert_eq!(found["login_box"].messages["a"], ["A", "Ah", "Ay"]);

    std::fs::write(messages.join("en.toml"), "a = ").unwrap();
    complaint(read_folder(&messages), &["en.toml", "TOML"]);

    std::fs::create_dir_all(project.join("shared/login_box")).unwrap();
    complaint(crate_folders(&project), &["login_box", "login-box"]);
}

#[test]
fn every_messages_folder_of_the_project_is_in_this_build() {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let on_disk = read_all(&crate_folders(&project).unwrap()).unwrap();
    let on_disk: Vec<(String, String)> = on_disk
        .iter()
        .flat_map(|(space, held)| held.messages.keys().map(move |name| (space.clone(), name.clone())))
        .collect();
    let built: Vec<(String, String)> = oc_i18n::entries().map(|(space, name, _)| (space.into(), name.into())).collect();
    let missing: BTreeSet<_> = on_disk.iter().filter(|entry| !built.contains(entry)).collect();
    assert!(missing.is_empty(), "not built in, touch shared/i18n/build/main.rs: {missing:?}");
    assert_eq!(on_disk, built);
}
