//! Free text: counted as a person counts it, cleaned of what nobody typed.

use oc_forms::{Problem, count, email, max_length, optional, remaining, required, required_or};
use oc_i18n::keys;
use proptest::prelude::*;

#[test]
fn a_text_is_counted_as_a_person_counts_it() {
    for (text, characters) in [
        ("", 0),
        ("città", 5),
        ("日本", 2),
        ("a\r\nb", 3),
        ("a\nb", 3),
        ("a\r\rb", 4),
        ("\r\n\r\n", 2),
        ("\n\r", 2),
        ("😀", 1),
    ] {
        assert_eq!(count(text), characters, "{text:?}");
    }
}

#[test]
fn the_countdown_tells_what_is_left_or_too_much() {
    assert_eq!(remaining("", 200), 200);
    assert_eq!(remaining("perché", 10), 4);
    assert_eq!(remaining(&"à".repeat(210), 200), -10);
}

#[test]
fn a_text_may_be_as_long_as_allowed_and_no_longer() {
    assert_eq!(max_length(&"è".repeat(200), 200), Ok(()));
    assert_eq!(max_length(&"è".repeat(201), 200), Err(Problem::TooLong { over: 1, max: 200 }));
    assert_eq!(max_length("\r\n", 1), Ok(()));
    assert_eq!(max_length("", 0), Ok(()));
}

#[test]
fn a_field_of_blanks_is_a_field_left_empty() {
    for text in ["", "   ", "\n\r\n\t", "\u{a0}\u{3000}", "\u{200b}\u{feff}", "\0\0", "\u{202e}\u{ad}"] {
        assert_eq!(required(text), Err(Problem::Required), "{text:?}");
        assert_eq!(required_or(text, keys::forms::NAME_REQUIRED), Err(Problem::Say(keys::forms::NAME_REQUIRED)));
    }
}

#[test]
fn a_text_is_sent_without_what_nobody_typed() {
    for (typed, sent) in [
        ("  Anna  ", "Anna"),
        ("\u{feff}Anna\u{200b}", "Anna"),
        ("An\0na\u{7}", "Anna"),
        ("prima\r\nseconda\rterza\n", "prima\nseconda\nterza"),
        ("a\r\n\r\nb", "a\n\nb"),
        ("a\tb", "a\tb"),
        ("עברית العربية", "עברית العربية"),
        ("👩\u{200d}🚒 e\u{301}", "👩\u{200d}🚒 e\u{301}"),
    ] {
        assert_eq!(required(typed).as_deref(), Ok(sent), "{typed:?}");
        assert_eq!(required_or(typed, keys::forms::REQUIRED).as_deref(), Ok(sent), "{typed:?}");
    }
}

#[test]
fn an_optional_field_may_be_empty_but_not_wrong() {
    let rule = |text: &str| email(text).map(drop);
    assert_eq!(optional("", rule), Ok(()));
    assert_eq!(optional(" \n", rule), Ok(()));
    assert_eq!(optional("anna@example.com", rule), Ok(()));
    assert_eq!(optional("anna", rule), Err(Problem::EmailAt));
}

proptest! {
    #[test]
    fn whatever_is_typed_is_cleaned_once_and_for_all(text in any::<String>()) {
        if let Ok(clean) = required(&text) {
            prop_assert!(!clean.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
            prop_assert_eq!(required(&clean), Ok(clean.clone()));
            prop_assert!(count(&clean) <= count(&text));
        }
    }

    #[test]
    fn the_limit_and_the_countdown_agree(text in any::<String>(), max in 0..50_u32) {
        let left = remaining(&text, max);
        prop_assert_eq!(max_length(&text, max).is_ok(), left >= 0);
        if let Err(Problem::TooLong { over, .. }) = max_length(&text, max) {
            prop_assert_eq!(i64::from(over), -left);
        }
    }

    #[test]
    fn line_ends_count_the_same_however_they_are_written(lines in prop::collection::vec("[a-z]{0,5}", 1..6)) {
        prop_assert_eq!(count(&lines.join("\r\n")), count(&lines.join("\n")));
    }
}
