//! E-mail, telephone and notice code: what people really have is accepted, slips are named.

use oc_forms::{Problem, email, notice_code, phone};
use oc_i18n::keys;
use proptest::prelude::*;

#[test]
fn addresses_people_really_have_are_accepted() {
    for address in [
        "anna@example.com",
        "anna.rossi+comune@example.it",
        "a@b.io",
        "o'neil@example.museum",
        "x@example.international",
        "anna_rossi-1@sub.domain.example.cooperativa",
        "1@2.de",
        "info@comune.bz.it",
        "x@münchen.de",
        "x@città.it",
        "x@xn--mnchen-3ya.de",
        "x@пример.рф",
        "x@例え.テスト",
        "x@example.xn--p1ai",
        "X@EXAMPLE.COM",
        // The accents of a name pasted from a Mac stand apart from their letters.
        "x@mu\u{308}nchen.de",
    ] {
        assert_eq!(email(address).as_deref(), Ok(address));
    }
    assert_eq!(email("  anna@example.com \n").as_deref(), Ok("anna@example.com"));
    assert_eq!(email("\u{feff}anna@exa\u{200b}mple.com\u{a0}").as_deref(), Ok("anna@example.com"));
}

#[test]
fn a_slip_in_an_address_is_named() {
    let long_label = format!("a@{}.it", "b".repeat(64));
    let long_local = format!("{}@example.it", "a".repeat(65));
    let long = format!("a@{}it", "example.".repeat(40));
    for (address, problem) in [
        ("", Problem::Say(keys::forms::EMAIL_REQUIRED)),
        (" \u{200b} ", Problem::Say(keys::forms::EMAIL_REQUIRED)),
        ("anna", Problem::EmailAt),
        ("anna.example.com", Problem::EmailAt),
        ("anna@@example.com", Problem::EmailAt),
        ("a@b@example.com", Problem::EmailAt),
        ("anna rossi@example.com", Problem::EmailSpaces),
        ("anna@example .com", Problem::EmailSpaces),
        ("@example.com", Problem::EmailLocal),
        (".anna@example.com", Problem::EmailLocal),
        ("anna.@example.com", Problem::EmailLocal),
        ("an..na@example.com", Problem::EmailLocal),
        ("josè@example.com", Problem::EmailLocal),
        ("<anna>@example.com", Problem::EmailLocal),
        (&long_local, Problem::EmailLocal),
        ("anna@", Problem::EmailDomain),
        ("anna@example", Problem::EmailDomain),
        ("anna@example.", Problem::EmailDomain),
        ("anna@.com", Problem::EmailDomain),
        ("anna@example..com", Problem::EmailDomain),
        ("anna@example.c", Problem::EmailDomain),
        ("anna@example.c0m", Problem::EmailDomain),
        ("anna@192.168.1.1", Problem::EmailDomain),
        ("anna@-example.com", Problem::EmailDomain),
        ("anna@example-.com", Problem::EmailDomain),
        ("anna@exam_ple.com", Problem::EmailDomain),
        ("anna@example.com,", Problem::EmailDomain),
        ("anna@example.com>", Problem::EmailDomain),
        ("anna@exa😀mple.com", Problem::EmailDomain),
        (&long_label, Problem::EmailDomain),
        (&long, Problem::EmailTooLong),
    ] {
        assert_eq!(email(address), Err(problem), "{address:?}");
    }
}

#[test]
fn numbers_are_accepted_however_they_are_grouped() {
    for (typed, sent) in [
        ("3331234567", "3331234567"),
        ("333 123 45 67", "3331234567"),
        ("+39 333.123-4567", "+393331234567"),
        ("(+39) 0471/997111", "+390471997111"),
        ("0471–99 71 11", "0471997111"),
        ("\u{202a}+39\u{a0}333\u{a0}1234567\u{202c}", "+393331234567"),
        ("12345678", "12345678"),
        ("123456789012345", "123456789012345"),
    ] {
        assert_eq!(phone(typed).as_deref(), Ok(sent), "{typed:?}");
    }
}

#[test]
fn a_slip_in_a_number_is_named() {
    for (typed, problem) in [
        ("", Problem::Say(keys::forms::PHONE_REQUIRED)),
        (" \t", Problem::Say(keys::forms::PHONE_REQUIRED)),
        ("1234567", Problem::PhoneShort),
        ("+", Problem::PhoneShort),
        ("()", Problem::PhoneShort),
        ("1234567890123456", Problem::PhoneLong),
        ("333 1234567 int. 4", Problem::PhoneCharacters),
        ("333+1234567", Problem::PhoneCharacters),
        ("++393331234567", Problem::PhoneCharacters),
        ("٣٣٣١٢٣٤٥٦٧", Problem::PhoneCharacters),
        ("333-CASA", Problem::PhoneCharacters),
    ] {
        assert_eq!(phone(typed), Err(problem), "{typed:?}");
    }
}

#[test]
fn a_notice_code_is_accepted_as_printed_on_the_notice() {
    for typed in ["001550000000024427", "0015 5000 0000 0244 27", "\u{a0}001550000000024427\n"] {
        assert_eq!(notice_code(typed).as_deref(), Ok("001550000000024427"), "{typed:?}");
    }
    for first in '0'..='3' {
        let typed = format!("{first}02000100440009424");
        assert_eq!(notice_code(&typed), Ok(typed.clone()));
    }
}

#[test]
fn a_slip_in_a_notice_code_is_named() {
    for (typed, problem) in [
        ("", Problem::Say(keys::forms::NOTICE_CODE_REQUIRED)),
        ("  ", Problem::Say(keys::forms::NOTICE_CODE_REQUIRED)),
        ("00155000000002442", Problem::NoticeCodeLength { written: 17 }),
        ("0015500000000244270", Problem::NoticeCodeLength { written: 19 }),
        ("7", Problem::NoticeCodeLength { written: 1 }),
        ("00155000000002442O", Problem::NoticeCodeCharacters),
        ("0015-5000-0000-0244-27", Problem::NoticeCodeCharacters),
        ("401550000000024427", Problem::NoticeCodeStart),
        ("901550000000024427", Problem::NoticeCodeStart),
    ] {
        assert_eq!(notice_code(typed), Err(problem), "{typed:?}");
    }
}

proptest! {
    #[test]
    fn what_is_accepted_is_accepted_again_unchanged(text in any::<String>(), near in "[a-z0-9.+@ -]{0,20}|[0-9 +./()-]{0,24}") {
        for text in [text, near] {
            if let Ok(address) = email(&text) {
                prop_assert_eq!(email(&address), Ok(address.clone()));
            }
            if let Ok(number) = phone(&text) {
                prop_assert_eq!(phone(&number), Ok(number.clone()));
            }
            if let Ok(code) = notice_code(&text) {
                prop_assert_eq!(notice_code(&code), Ok(code.clone()));
            }
        }
    }

    #[test]
    fn endings_of_any_length_are_accepted(address in "[a-z]{1,10}(\\+[a-z]{1,5})?@[a-z0-9]{1,20}\\.[a-z]{2,63}") {
        prop_assert_eq!(email(&address), Ok(address.clone()));
    }

    #[test]
    fn numbers_of_eight_to_fifteen_digits_are_accepted_with_any_separators(
        digits in "\\+?[0-9]{8,15}", separators in prop::collection::vec("[ ./()-]{0,2}", 20),
    ) {
        let typed: String = digits.chars().zip(&separators).map(|(digit, separator)| format!("{separator}{digit}")).collect();
        prop_assert_eq!(phone(&typed), Ok(digits));
    }
}
