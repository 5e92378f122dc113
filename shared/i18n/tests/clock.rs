//! Hours as the clocks in Italy show them, also in the two nights when the clocks change.

// A helper of a test stops it by panicking; clippy knows that only of functions marked as tests.
#![allow(clippy::unwrap_used)]

use oc_i18n::{Civil, Date, DateTime, I18n, Lang, format_date, format_date_time};
use proptest::prelude::*;

fn at(text: &str) -> DateTime {
    DateTime::parse(text).unwrap()
}

/// Italy's wall clock on a day of 2026, back as the core would write it.
fn clock(month: u8, day: u8, hour: u8, minute: u8) -> String {
    DateTime::from_rome_civil(Date::new(2026, month, day).unwrap(), hour, minute, 0).unwrap().iso()
}

#[test]
fn a_summer_and_a_winter_appointment_have_their_own_offset() {
    assert_eq!(clock(5, 5, 9, 0), "2026-05-05T09:00:00+02:00");
    assert_eq!(clock(11, 22, 17, 5), "2026-11-22T17:05:00+01:00");
}

#[test]
fn an_hour_given_elsewhere_is_shown_as_in_italy() {
    assert_eq!(at("2026-11-22T16:05:00Z").iso(), "2026-11-22T17:05:00+01:00");
    assert_eq!(at("2026-07-01T23:30:00Z").iso(), "2026-07-02T01:30:00+02:00");
    assert_eq!(at("2026-12-31T18:30:00-05:00").iso(), "2027-01-01T00:30:00+01:00");
    assert_eq!(at("2026-11-22T21:35:00+05:30").unix(), at("2026-11-22T17:05:00+01:00").unix());
}

#[test]
fn the_known_seconds_since_1970() {
    assert_eq!(at("1970-01-01T00:00:00Z").unix(), 0);
    assert_eq!(at("2001-09-09T01:46:40Z").unix(), 1_000_000_000);
    assert_eq!(at("1969-12-31T23:59:59Z").unix(), -1);
}

#[test]
fn every_common_way_of_writing_a_moment_is_understood() {
    for text in [
        "2026-05-05T09:00:00+02:00",
        "2026-05-05T09:00+02:00",
        "2026-05-05T09:00:00.999+02:00",
        " 2026-05-05T07:00:00Z ",
        "2026-05-05 09:00:00+0200",
        "2026-05-05t07:00:00z",
        "2026-05-05T09:00:00,5+02",
        "2026-05-05T04:00:00-03:00",
    ] {
        assert_eq!(at(text).iso(), "2026-05-05T09:00:00+02:00", "{text}");
    }
    assert_eq!(at("2016-12-31T23:59:60Z").iso(), "2017-01-01T01:00:00+01:00");
}

#[test]
fn a_moment_that_is_none_is_refused() {
    for text in [
        "",
        "2026-05-05",
        "2026-05-05T09:00:00",
        "2026-05-05T24:00:00Z",
        "2026-05-05T09:60:00Z",
        "2026-05-05T09:00:61Z",
        "2026-02-30T09:00:00Z",
        "05/05/2026T09:00:00Z",
        "2026-05-05T9:00:00Z",
        "2026-05-05T09:00:00.Z",
        "2026-05-05TZ",
        "2026-05-05T09:00:00+2:00",
        "2026-05-05T09:00:00+24:00",
        "2026-05-05T09:00:00+02:60",
        "2026-05-05T09:00:00+",
        "2026-05-05T09:00:00++02:00",
        "2026-05-05T09:00:00Z+02:00",
        "2026-05-05T09:00:00:00Z",
        "T",
        "TZ",
        "T+",
        "Z",
        "2026-05-05T09:00:00+0٢:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:30:00Z",
    ] {
        assert_eq!(DateTime::parse(text), None, "{text}");
    }
}

#[test]
fn in_the_night_of_march_the_clock_jumps_from_two_to_three() {
    assert_eq!(at("2026-03-29T00:59:59Z").iso(), "2026-03-29T01:59:59+01:00");
    assert_eq!(at("2026-03-29T01:00:00Z").iso(), "2026-03-29T03:00:00+02:00");
    assert_eq!(clock(3, 29, 1, 59), "2026-03-29T01:59:00+01:00");
    assert_eq!(clock(3, 29, 3, 0), "2026-03-29T03:00:00+02:00");
}

#[test]
fn an_hour_skipped_in_march_is_taken_one_hour_later() {
    assert_eq!(clock(3, 29, 2, 0), "2026-03-29T03:00:00+02:00");
    assert_eq!(clock(3, 29, 2, 30), "2026-03-29T03:30:00+02:00");
}

#[test]
fn in_the_night_of_october_the_clock_shows_two_twice() {
    assert_eq!(at("2026-10-25T00:59:59Z").iso(), "2026-10-25T02:59:59+02:00");
    assert_eq!(at("2026-10-25T01:00:00Z").iso(), "2026-10-25T02:00:00+01:00");
    assert_eq!(clock(10, 25, 1, 59), "2026-10-25T01:59:00+02:00");
    assert_eq!(clock(10, 25, 3, 0), "2026-10-25T03:00:00+01:00");
}

#[test]
fn an_hour_coming_twice_in_october_is_the_first_one() {
    assert_eq!(clock(10, 25, 2, 0), "2026-10-25T02:00:00+02:00");
    assert_eq!(clock(10, 25, 2, 59), "2026-10-25T02:59:00+02:00");
}

#[test]
fn the_clocks_change_on_the_last_sundays_known_from_the_calendar() {
    for (year, march, october) in [(1996, 31, 27), (2000, 26, 29), (2024, 31, 27), (2025, 30, 26), (2027, 28, 31)] {
        for (month, day, before, after) in [(3, march, "+01:00", "+02:00"), (10, october, "+02:00", "+01:00")] {
            let change = at(&format!("{year}-{month:02}-{day}T01:00:00Z")).unix();
            let second_before = DateTime::from_unix(change - 1).unwrap();
            assert!(second_before.iso().ends_with(before), "{year} {month}");
            assert!(DateTime::from_unix(change).unwrap().iso().ends_with(after), "{year} {month}");
        }
    }
}

#[test]
fn no_clock_shows_the_twenty_fifth_hour() {
    let day = Date::new(2026, 1, 1).unwrap();
    for (hour, minute, second) in [(24, 0, 0), (0, 60, 0), (0, 0, 60), (255, 255, 255)] {
        assert_eq!(DateTime::from_rome_civil(day, hour, minute, second), None);
    }
}

#[test]
fn the_ends_of_time_are_refused_not_wrapped() {
    for instant in [i64::MIN, i64::MAX, -62_135_600_400 - 1, 253_402_297_200] {
        assert_eq!(DateTime::from_unix(instant), None, "{instant}");
    }
    assert_eq!(DateTime::from_unix(-62_135_600_400).map(DateTime::iso).as_deref(), Some("0001-01-01T00:00:00+01:00"));
    let last = DateTime::from_unix(253_402_297_199).map(DateTime::iso);
    assert_eq!(last.as_deref(), Some("9999-12-31T23:59:59+01:00"));
}

#[test]
fn the_citizen_reads_dates_in_words() {
    let read = |lang| {
        let i18n = I18n::builtin(lang);
        let moment = at("2026-11-22T17:05:00+01:00");
        (format_date(&i18n, moment.civil().date), format_date_time(&i18n, moment))
    };
    let both = |date: &str, moment: &str| (date.to_owned(), moment.to_owned());
    assert_eq!(read(Lang::It), both("22 novembre 2026", "22 novembre 2026, 17:05"));
    assert_eq!(read(Lang::De), both("22. November 2026", "22. November 2026, 17:05 Uhr"));
    assert_eq!(read(Lang::En), both("22 November 2026", "22 November 2026, 17:05"));
}

#[test]
fn every_month_has_its_name() {
    let i18n = I18n::builtin(Lang::It);
    let said: Vec<String> = (1..=12).map(|month| format_date(&i18n, Date::new(2026, month, 1).unwrap())).collect();
    assert_eq!(said.first().map(String::as_str), Some("1 gennaio 2026"));
    assert_eq!(said.get(7).map(String::as_str), Some("1 agosto 2026"));
    assert_eq!(said.last().map(String::as_str), Some("1 dicembre 2026"));
}

proptest! {
    #[test]
    fn every_moment_from_1970_to_2099_survives_writing_and_reading(instant in 0_i64..4_102_444_800) {
        let moment = DateTime::from_unix(instant).unwrap();
        prop_assert_eq!(DateTime::parse(&moment.iso()), Some(moment));
        let Civil { date, hour, minute, second } = moment.civil();
        let again = DateTime::from_rome_civil(date, hour, minute, second).unwrap();
        // Only in the hour that comes twice may the clock mean the other one.
        prop_assert!(again == moment || (moment.unix() - again.unix() == 3600 && hour == 2 && date.month() == 10));
    }

    #[test]
    fn every_wall_clock_from_1970_to_2099_is_shown_again(
        year in 1970_u16..2100, month in 1_u8..=12, day in 1_u8..=28, hour in 0_u8..24, minute in 0_u8..60,
    ) {
        let date = Date::new(year, month, day).unwrap();
        let civil = DateTime::from_rome_civil(date, hour, minute, 0).unwrap().civil();
        let skipped = month == 3 && hour == 2 && civil.hour == 3;
        prop_assert!((civil.date, civil.minute) == (date, minute) && (civil.hour == hour || skipped));
    }

    #[test]
    fn no_text_breaks_the_reading_of_moments(text in "[0-9TZ:+. -]{0,30}|\\PC{0,30}") {
        if let Some(moment) = DateTime::parse(&text) {
            prop_assert_eq!(DateTime::parse(&moment.iso()), Some(moment));
        }
    }
}
