//! Amounts: exactly what is owed, written as each language writes it.

use oc_i18n::{Cents, Lang, MoneyError, format_money};
use proptest::prelude::*;
use serde_json::json;

#[test]
fn amounts_are_read_to_the_cent() {
    for (text, cents) in [
        ("16.5", 1650),
        ("16.50", 1650),
        ("16", 1600),
        ("0.01", 1),
        ("-0.5", -50),
        ("007.50", 750),
        (" 9.99 ", 999),
        ("-0", 0),
        ("92233720368547758.07", i64::MAX),
        ("-92233720368547758.08", i64::MIN),
    ] {
        assert_eq!(Cents::parse(text), Ok(Cents(cents)), "{text}");
    }
}

#[test]
fn what_is_no_amount_is_refused_rather_than_guessed() {
    for text in
        ["", "-", ".", ".5", "5.", "+5", "1,50", "1.234,50", "1e3", "NaN", "inf", "--1", "1.-5", "1 000", "٣", "€5"]
    {
        assert_eq!(Cents::parse(text), Err(MoneyError::NotAnAmount), "{text}");
    }
    for text in ["1.234", "0.001", "16.500"] {
        assert_eq!(Cents::parse(text), Err(MoneyError::FractionOfACent), "{text}");
    }
    for text in ["92233720368547758.08", "-92233720368547758.09", "99999999999999999999", "1".repeat(100_000).as_str()]
    {
        assert_eq!(Cents::parse(text), Err(MoneyError::TooLarge), "{text:.30}");
    }
}

#[test]
fn amounts_of_json_answers_are_read_to_the_cent() {
    let answer: serde_json::Value = serde_json::from_str("[16.5, 16, 0.1, 1234567.89, -3.00, \"16.50\"]").unwrap();
    let read: Vec<_> = answer.as_array().unwrap().iter().map(Cents::from_json).collect();
    assert_eq!(read, [1650, 1600, 10, 123_456_789, -300, 1650].map(|cents| Ok(Cents(cents))));
    for value in [json!(null), json!(true), json!([1]), json!({"amount": 1}), json!(1e300)] {
        assert_eq!(Cents::from_json(&value), Err(MoneyError::NotAnAmount), "{value}");
    }
    assert_eq!(Cents::from_json(&json!(0.1 + 0.2)), Err(MoneyError::FractionOfACent));
}

#[test]
fn the_citizen_reads_an_amount_as_their_language_writes_it() {
    for (cents, it, en) in [
        (123_450, "1.234,50\u{a0}€", "€1,234.50"),
        (0, "0,00\u{a0}€", "€0.00"),
        (5, "0,05\u{a0}€", "€0.05"),
        (99_999, "999,99\u{a0}€", "€999.99"),
        (100_000_000, "1.000.000,00\u{a0}€", "€1,000,000.00"),
        (-123_450, "-1.234,50\u{a0}€", "-€1,234.50"),
        (-5, "-0,05\u{a0}€", "-€0.05"),
        (i64::MIN, "-92.233.720.368.547.758,08\u{a0}€", "-€92,233,720,368,547,758.08"),
    ] {
        assert_eq!(format_money(Lang::It, Cents(cents)), it);
        assert_eq!(format_money(Lang::De, Cents(cents)), it);
        assert_eq!(format_money(Lang::En, Cents(cents)), en);
    }
}

#[test]
fn a_sum_too_large_is_noticed() {
    assert_eq!(Cents(1).checked_add(Cents(2)), Some(Cents(3)));
    assert_eq!(Cents(i64::MAX).checked_add(Cents(1)), None);
}

proptest! {
    #[test]
    fn any_amount_survives_writing_and_reading(cents in any::<i64>()) {
        prop_assert_eq!(Cents::parse(&Cents(cents).to_decimal()), Ok(Cents(cents)));
    }

    #[test]
    fn any_amount_the_core_can_write_as_a_number_survives(cents in -100_000_000_000_i64..100_000_000_000) {
        let value: serde_json::Value = serde_json::from_str(&Cents(cents).to_decimal()).unwrap();
        prop_assert_eq!(Cents::from_json(&value), Ok(Cents(cents)));
    }

    #[test]
    fn separators_never_change_the_digits(cents in any::<i64>()) {
        let digits = |text: String| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let owed = digits(Cents(cents).to_decimal());
        for lang in Lang::ALL {
            prop_assert_eq!(&digits(format_money(lang, Cents(cents))), &owed);
        }
    }

    #[test]
    fn no_text_breaks_the_reading_of_amounts(text in "[0-9.,-]{0,24}|\\PC{0,24}") {
        if let Ok(amount) = Cents::parse(&text) {
            prop_assert_eq!(Cents::parse(&amount.to_decimal()), Ok(amount));
        }
    }
}
