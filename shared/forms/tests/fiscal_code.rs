//! The codice fiscale: right ones pass however they are typed, wrong ones are refused with the reason.

// A helper of a test stops it by panicking; clippy knows that only of functions marked as tests.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]

use oc_forms::{Birth, CodiceFiscale, Problem, Sex};
use oc_i18n::keys;
use proptest::prelude::*;

fn refused(text: &str) -> Problem {
    CodiceFiscale::parse(text).unwrap_err()
}

/// The check character, worked out from the published tables apart from the code under test.
fn check_of(fifteen: &str) -> char {
    let odd = |c: char| {
        let table = "0:1 1:0 2:5 3:7 4:9 5:13 6:15 7:17 8:19 9:21 A:1 B:0 C:5 D:7 E:9 F:13 G:15 H:17 I:19 J:21 K:2 L:4 \
                     M:18 N:20 O:11 P:3 Q:6 R:8 S:12 T:14 U:16 V:10 W:22 X:25 Y:24 Z:23";
        let entry = table.split(' ').find(|entry| entry.starts_with(c)).unwrap();
        entry[2..].parse::<u32>().unwrap()
    };
    let even = |c: char| c.to_digit(10).unwrap_or_else(|| c as u32 - 'A' as u32);
    let sum: u32 = fifteen.chars().enumerate().map(|(i, c)| if i % 2 == 0 { odd(c) } else { even(c) }).sum();
    char::from(b'A' + (sum % 26) as u8)
}

fn completed(fifteen: &str) -> String {
    format!("{fifteen}{}", check_of(fifteen))
}

/// Letters in place of the digits chosen by `mask`, and the check character that goes with them.
fn with_stand_ins(code: &str, mask: u8) -> String {
    let mut characters: Vec<char> = code.chars().take(15).collect();
    for (bit, position) in [6, 7, 9, 10, 12, 13, 14].into_iter().enumerate() {
        if mask & (1 << bit) != 0 {
            let digit = characters[position].to_digit(10).unwrap() as usize;
            characters[position] = "LMNPQRSTUV".chars().nth(digit).unwrap();
        }
    }
    completed(&characters.into_iter().collect::<String>())
}

fn any_code() -> impl Strategy<Value = String> {
    let day = prop_oneof![1..=28_u8, 41..=68_u8];
    ("[A-Z]{6}", 0..100_u8, "[ABCDEHLMPRST]", day, "[A-Z]", 0..1000_u16).prop_map(
        |(name, year, month, day, place, number)| {
            completed(&format!("{name}{year:02}{month}{day:02}{place}{number:03}"))
        },
    )
}

#[test]
fn codes_of_real_shape_are_accepted_and_read() {
    let code = CodiceFiscale::parse("RSSMRA85T10A562S").unwrap();
    assert_eq!(code.as_str(), "RSSMRA85T10A562S");
    assert_eq!(code.canonical(), "RSSMRA85T10A562S");
    assert_eq!(code.birth(), Some(Birth { year_of_century: 85, month: 12, day: 10, sex: Sex::Male }));
    assert_eq!(code.birthplace(), Some("A562"));

    let code = CodiceFiscale::parse(&completed("BNCLCU00A71Z133")).unwrap();
    assert_eq!(code.birth(), Some(Birth { year_of_century: 0, month: 1, day: 31, sex: Sex::Female }));
    assert_eq!(code.birthplace(), Some("Z133"));

    assert!(CodiceFiscale::parse("CLNVTR76P01G822Q").is_ok());
}

#[test]
fn a_code_typed_with_spaces_or_in_lower_case_is_the_same_code() {
    let code = CodiceFiscale::parse("RSSMRA85T10A562S").unwrap();
    for text in
        ["rssmra85t10a562s", " RSS MRA 85T10 A562S ", "RSSMRA85T10A562S\n", "\u{feff}RSSMRA\u{a0}85T10\u{200b}A562S"]
    {
        assert_eq!(CodiceFiscale::parse(text).as_ref(), Ok(&code), "{text:?}");
    }
}

#[test]
fn the_code_of_someone_who_shared_one_is_accepted_and_says_the_same() {
    let code = CodiceFiscale::parse("RSSMRA85T10A56NH").unwrap();
    assert_eq!(code.as_str(), "RSSMRA85T10A56NH");
    assert_eq!(code.canonical(), "RSSMRA85T10A562S");
    let all = CodiceFiscale::parse(&with_stand_ins("RSSMRA85T10A562S", 0b111_1111)).unwrap();
    assert_eq!(all.canonical(), "RSSMRA85T10A562S");
    assert_eq!(all.birthplace(), Some("A562"));
    assert_eq!(all.birth().map(|birth| birth.day), Some(10));
}

#[test]
fn provisional_codes_of_eleven_digits_are_accepted_by_their_check_digit() {
    for text in ["12345678903", "00743110157", "123 4567 8903"] {
        let code = CodiceFiscale::parse(text).unwrap();
        assert_eq!(code.birth(), None);
        assert_eq!(code.birthplace(), None);
        assert_eq!(code.canonical(), code.as_str());
    }
    for last in "012456789".chars() {
        assert_eq!(refused(&format!("1234567890{last}")), Problem::FiscalCodeCheck);
    }
    assert_eq!(refused("00000000000"), Problem::FiscalCodeCheck);
}

#[test]
fn nothing_entered_asks_for_the_code() {
    for text in ["", "   ", "\n\t", "\u{200b}"] {
        assert_eq!(refused(text), Problem::Say(keys::forms::FISCAL_CODE_REQUIRED), "{text:?}");
    }
}

#[test]
fn a_code_of_the_wrong_length_is_told_how_long_it_is() {
    for (text, written) in
        [("R", 1), ("RSSMRA85T10A562", 15), ("RSSMRA85T10A562SS", 17), ("1234567890", 10), ("1234567890A", 11)]
    {
        assert_eq!(refused(text), Problem::FiscalCodeLength { written }, "{text}");
    }
}

#[test]
fn a_character_in_the_wrong_place_is_pointed_at() {
    // A zero for the letter O, and the letter O for a zero, are the common slips.
    assert_eq!(refused("R0SMRA85T10A562S"), Problem::FiscalCodeLetter { position: 2 });
    assert_eq!(refused("RSSMRA85T1OA562S"), Problem::FiscalCodeDigit { position: 11 });
    assert_eq!(refused("RSSMRA85T10A5627"), Problem::FiscalCodeLetter { position: 16 });
    for text in ["RSSMRA85T10A562!", "RSSMRÀ85T10A562S", "RSSMRA85T10A562Ｓ", "RSSMRA٨5T10A562S"] {
        assert_eq!(refused(text), Problem::FiscalCodeCharacters, "{text}");
    }
}

#[test]
fn a_date_no_calendar_has_is_refused() {
    for date in ["85F10", "85T00", "85T32", "85T40", "85T72", "85T99", "85B30", "85B70", "85D31", "85D71", "85TLL"] {
        assert_eq!(refused(&completed(&format!("RSSMRA{date}A562"))), Problem::FiscalCodeDate, "{date}");
    }
    for date in ["84B29", "84B69", "85T31", "85D30"] {
        assert!(CodiceFiscale::parse(&completed(&format!("RSSMRA{date}A562"))).is_ok(), "{date}");
    }
}

#[test]
fn a_slip_that_keeps_the_structure_is_caught_by_the_check_character() {
    assert_eq!(refused("RSSMRA85T10A563S"), Problem::FiscalCodeCheck);
    assert_eq!(refused("SRSMRA85T10A562S"), Problem::FiscalCodeCheck);
}

proptest! {
    #[test]
    fn every_code_rightly_made_is_accepted(code in any_code()) {
        let parsed = CodiceFiscale::parse(&code);
        prop_assert_eq!(parsed.as_ref().map(CodiceFiscale::as_str), Ok(code.as_str()));
        prop_assert_eq!(CodiceFiscale::parse(&code.to_lowercase()), parsed);
    }

    #[test]
    fn every_code_is_accepted_after_any_substitution_and_leads_back_to_itself(code in any_code(), mask in 0..128_u8) {
        let substituted = with_stand_ins(&code, mask);
        let parsed = CodiceFiscale::parse(&substituted).unwrap();
        prop_assert_eq!(parsed.as_str(), substituted.as_str());
        prop_assert_eq!(parsed.canonical(), code.as_str());
        prop_assert_eq!(parsed.birth(), CodiceFiscale::parse(&code).unwrap().birth());
    }

    #[test]
    fn any_other_check_character_is_refused(code in any_code(), other in "[A-Z]", mask in 0..128_u8) {
        let code = with_stand_ins(&code, mask);
        prop_assume!(!code.ends_with(&other));
        prop_assert_eq!(CodiceFiscale::parse(&format!("{}{other}", &code[..15])), Err(Problem::FiscalCodeCheck));
    }

    #[test]
    fn spaces_anywhere_change_nothing(code in any_code(), at in 0..=16_usize) {
        let spaced = format!("{} {}", &code[..at], &code[at..]);
        prop_assert_eq!(CodiceFiscale::parse(&spaced), CodiceFiscale::parse(&code));
    }

    #[test]
    fn no_text_breaks_the_reading(text in any::<String>(), near in "[A-Z0-9]{16}|[0-9]{11}") {
        let _ = CodiceFiscale::parse(&text);
        if let Ok(code) = CodiceFiscale::parse(&near) {
            prop_assert_eq!(CodiceFiscale::parse(code.as_str()), Ok(code.clone()));
            prop_assert!(CodiceFiscale::parse(code.canonical()).is_ok());
        }
    }
}
