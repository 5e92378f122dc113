//! Whatever is pasted, however large: an answer, in time proportional to its length, never a crash.

use std::time::{Duration, Instant};

use oc_forms::{CodiceFiscale, Field, Problem, count, email, max_length, notice_code, phone, required};

#[test]
fn a_megabyte_of_anything_is_answered_at_once() {
    for unit in [
        "a",
        "@",
        ".",
        "0",
        " ",
        "\0",
        "\r",
        "\r\n",
        "+",
        "-",
        "A0",
        "a@",
        "a.",
        "\u{301}",
        "\u{202e}",
        "\u{200b}",
        "é",
        "漢",
        "😀",
        "RSSMRA85T10A562S",
        "anna@example.com",
        "{n}",
    ] {
        let text = unit.repeat(1_000_000 / unit.len() + 1);
        let start = Instant::now();
        assert!(CodiceFiscale::parse(&text).is_err(), "{unit:?}");
        assert!(email(&text).is_err(), "{unit:?}");
        assert!(phone(&text).is_err(), "{unit:?}");
        assert!(notice_code(&text).is_err(), "{unit:?}");
        assert!(matches!(max_length(&text, 600), Err(Problem::TooLong { max: 600, .. })), "{unit:?}");
        if let Ok(clean) = required(&text) {
            assert!(clean.len() <= text.len(), "{unit:?}");
        }
        let mut field = Field::new(text.clone());
        assert!(!field.check(|text| email(text).map(drop)), "{unit:?}");
        assert_eq!(field.value().len(), text.len());
        assert!(count(&text) <= text.len());
        // Quadratic work on a megabyte would take hours; this leaves room for a slow, busy machine.
        assert!(start.elapsed() < Duration::from_secs(10), "{unit:?} took {:?}", start.elapsed());
    }
}

#[test]
fn the_length_of_an_enormous_paste_is_still_told() {
    assert_eq!(CodiceFiscale::parse(&"A".repeat(1_000_000)), Err(Problem::FiscalCodeLength { written: 1_000_000 }));
    assert_eq!(notice_code(&"1".repeat(1_000_000)), Err(Problem::NoticeCodeLength { written: 1_000_000 }));
    assert_eq!(phone(&"1".repeat(1_000_000)), Err(Problem::PhoneLong));
}
