//! What the citizen reads: texts by key, filled placeholders, plurals, and what happens with a broken catalogue.

// A helper of a test stops it by panicking; clippy knows that only of functions marked as tests.
#![allow(clippy::unwrap_used)]

use oc_i18n::{CatalogueError, I18n, Key, Lang, catalogue, entries, find, keys};
use proptest::prelude::*;

/// A catalogue of the right length whose every text is `text`.
fn all_saying(text: &str) -> I18n {
    let json = serde_json::to_string(&vec![text; keys::COUNT]).unwrap();
    I18n::new(Lang::It, &json).unwrap()
}

#[test]
fn each_language_says_its_own_words() {
    let said = Lang::ALL.map(|lang| I18n::builtin(lang).t(keys::i18n::MONTH_03).to_owned());
    assert_eq!(said, ["marzo", "März", "March"]);
}

#[test]
fn no_text_of_any_language_is_empty() {
    for lang in Lang::ALL {
        let i18n = I18n::builtin(lang);
        assert_eq!(i18n.lang(), lang);
        for (namespace, name, key) in entries() {
            assert!(!i18n.t(key).trim().is_empty(), "{lang:?} {namespace}.{name}");
        }
    }
}

#[test]
fn tools_find_a_key_by_its_name() {
    assert_eq!(find("i18n", "month_03"), Some(keys::i18n::MONTH_03));
    assert_eq!(find("i18n", "no_such_message"), None);
    assert_eq!(find("nowhere", "month_03"), None);
    assert_eq!(entries().count(), keys::COUNT);
    for (namespace, name, key) in entries() {
        assert_eq!(find(namespace, name), Some(key));
    }
}

#[test]
fn a_cut_or_foreign_catalogue_is_refused_with_its_reason() {
    let whole = catalogue(Lang::It);
    let cut = whole.strip_suffix(']').unwrap();
    for broken in ["", "null", "{}", "\"x\"", "<html>", cut] {
        assert_eq!(I18n::new(Lang::It, broken).unwrap_err(), CatalogueError::NotACatalogue, "{broken:.20}");
    }
    let numbers = serde_json::to_string(&vec![1; keys::COUNT]).unwrap();
    assert_eq!(I18n::new(Lang::It, &numbers).unwrap_err(), CatalogueError::NotACatalogue);
    let error = I18n::new(Lang::It, "[\"a\"]").unwrap_err();
    assert_eq!(error, CatalogueError::WrongLength { expected: keys::COUNT, found: 1 });
    assert!(error.to_string().contains(&keys::COUNT.to_string()));
}

#[test]
fn a_number_no_catalogue_has_shows_nothing() {
    let i18n = I18n::builtin(Lang::It);
    assert_eq!(i18n.t(Key(u16::MAX)), "");
    assert_eq!(i18n.fmt(Key(u16::MAX), &[("n", "1")]), "");
}

#[test]
fn placeholders_are_filled_wherever_they_stand() {
    let i18n = all_saying("{n}: da {a} a {b}, {n}");
    assert_eq!(i18n.fmt(Key(0), &[("a", "Rome"), ("b", "Milano"), ("n", "2")]), "2: da Rome a Milano, 2");
}

#[test]
fn a_value_with_braces_is_shown_as_it_is() {
    let i18n = all_saying("{a} {b}");
    assert_eq!(i18n.fmt(Key(0), &[("a", "{b}"), ("b", "}{a")]), "{b} }{a");
}

#[test]
fn a_placeholder_without_a_value_stays_visible() {
    assert_eq!(all_saying("{a} e {b}").fmt(Key(0), &[("b", "x")]), "{a} e x");
    assert_eq!(all_saying("} {").fmt(Key(0), &[("b", "x")]), "} {");
}

#[test]
fn one_thing_and_many_things_are_said_differently() {
    let texts: Vec<String> =
        (0..keys::COUNT).map(|i| if i == 0 { "{n} posto".into() } else { "{n} posti".into() }).collect();
    let i18n = I18n::new(Lang::It, &serde_json::to_string(&texts).unwrap()).unwrap();
    let said = |n| i18n.plural(n, Key(0), Key(1));
    assert_eq!([said(0), said(1), said(2), said(21)], ["0 posti", "1 posto", "2 posti", "21 posti"]);
    assert_eq!(said(u64::MAX), format!("{} posti", u64::MAX));
}

#[test]
fn messages_can_be_shared_between_threads() {
    let i18n = I18n::builtin(Lang::De);
    let copy = i18n.clone();
    let said = std::thread::spawn(move || copy.t(keys::i18n::MONTH_03).to_owned()).join().unwrap();
    assert_eq!(said, i18n.t(keys::i18n::MONTH_03));
}

proptest! {
    #[test]
    fn nothing_in_a_catalogue_or_a_value_can_break_it(template in any::<String>(), value in any::<String>()) {
        let i18n = all_saying(&template);
        prop_assert_eq!(i18n.t(Key(0)), template.as_str());
        if !template.contains("{n}") {
            prop_assert_eq!(i18n.fmt(Key(0), &[("n", &value)]), template);
        }
    }

    #[test]
    fn any_bytes_instead_of_a_catalogue_are_an_error_or_a_catalogue(json in any::<String>()) {
        prop_assert!(I18n::new(Lang::It, &json).is_err());
    }
}
