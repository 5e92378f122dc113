/// A day of the (proleptic) Gregorian calendar, years 1 to 9999. Only days that exist can be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    // In this order: the derived comparison is the calendar's.
    year: u16,
    month: u8,
    day: u8,
}

/// Days from 1 March of year 0 to 1 January 1970.
const EPOCH: i64 = 719_468;
const DAYS_IN_400_YEARS: i64 = 146_097;

impl Date {
    /// `None` unless that day exists (29 February only in leap years).
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        if year == 0 || year > 9999 || day == 0 || day > days_in_month(year, month) {
            return None;
        }
        Some(Date { year, month, day })
    }

    /// Reads `2026-11-22`, as the core writes it, or `22/11/2026`, as people do (`1/2/2026` too). Spaces around are
    /// ignored. `None` for anything else and for days that do not exist.
    pub fn parse(text: &str) -> Option<Date> {
        let text = text.trim();
        if text.contains('/') {
            let mut parts = text.split('/');
            let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
            if parts.next().is_some() || day.len() > 2 || month.len() > 2 || year.len() != 4 {
                return None;
            }
            return Date::new(number(year)?, small(month)?, small(day)?);
        }
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() || year.len() != 4 || month.len() != 2 || day.len() != 2 {
            return None;
        }
        Date::new(number(year)?, small(month)?, small(day)?)
    }

    /// The day written at the start of an ISO date-time, whatever its offset says: `1941-01-15T00:00:00+02:00` is 15
    /// January. For days without an hour that the core writes as midnight, such as dates of birth (core API contract,
    /// section 2.3): turning those into an instant and back would move some of them to the day before.
    pub fn as_written(text: &str) -> Option<Date> {
        let text = text.trim();
        Date::parse(text.split_once(['T', 't', ' ']).map_or(text, |(date, _)| date))
    }

    /// 1 to 9999.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// 1 to 12.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// 1 to 31.
    pub const fn day(self) -> u8 {
        self.day
    }

    /// The day of the week, 1 for Monday to 7 for Sunday, as calendars of the core count.
    pub const fn weekday(self) -> u8 {
        // 1 January 1970 was a Thursday.
        ((self.days() + 3).rem_euclid(7) + 1) as u8
    }

    /// The day that many days later, or earlier when negative; `None` outside the years 1 to 9999.
    pub const fn plus_days(self, days: i32) -> Option<Date> {
        Date::from_days(self.days() + days as i64)
    }

    /// `2026-11-22`.
    pub fn iso(self) -> String {
        let mut out = String::with_capacity(10);
        push_padded(&mut out, self.year.into(), 4);
        out.push('-');
        push_padded(&mut out, self.month.into(), 2);
        out.push('-');
        push_padded(&mut out, self.day.into(), 2);
        out
    }

    /// `22/11/2026`, in figures as people and the core's calendar field write it.
    pub fn slashed(self) -> String {
        let mut out = String::with_capacity(10);
        push_padded(&mut out, self.day.into(), 2);
        out.push('/');
        push_padded(&mut out, self.month.into(), 2);
        out.push('/');
        push_padded(&mut out, self.year.into(), 4);
        out
    }

    /// Days since 1 January 1970, negative before.
    pub(crate) const fn days(self) -> i64 {
        // Years counted from March put the leap day at the end.
        let month = (self.month as i64 + 9) % 12;
        let year = self.year as i64 - if self.month <= 2 { 1 } else { 0 };
        let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
        year * 365 + leaps + (month * 153 + 2) / 5 + self.day as i64 - 1 - EPOCH
    }

    /// The reverse of [`Date::days`].
    pub(crate) const fn from_days(days: i64) -> Option<Date> {
        if days < Date::FIRST.days() || days > Date::LAST.days() {
            return None;
        }
        let days = days + EPOCH;
        let cycle = days.div_euclid(DAYS_IN_400_YEARS);
        let in_cycle = days.rem_euclid(DAYS_IN_400_YEARS);
        let year = (in_cycle - in_cycle / 1460 + in_cycle / 36_524 - in_cycle / 146_096) / 365;
        let in_year = in_cycle - (year * 365 + year / 4 - year / 100);
        let month = (in_year * 5 + 2) / 153;
        let day = in_year - (month * 153 + 2) / 5 + 1;
        let (month, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        Date::new((cycle * 400 + year + carry) as u16, month as u8, day as u8)
    }

    pub(crate) const FIRST: Date = Date { year: 1, month: 1, day: 1 };
    const LAST: Date = Date { year: 9999, month: 12, day: 31 };
}

/// How many days that month has; 0 for a month that does not exist.
const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        _ => 0,
    }
}

/// A number written in ASCII digits alone: no sign, no spaces, not empty.
pub(crate) fn number(text: &str) -> Option<u16> {
    if text.bytes().all(|b| b.is_ascii_digit()) { text.parse().ok() } else { None }
}

/// The same, below 256.
pub(crate) fn small(text: &str) -> Option<u8> {
    number(text).and_then(|n| u8::try_from(n).ok())
}

/// Appends a number in at least `width` digits.
pub(crate) fn push_padded(out: &mut String, number: u32, width: usize) {
    let digits = crate::decimal(number.into());
    for _ in digits.len()..width {
        out.push('0');
    }
    out.push_str(&digits);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn date(year: u16, month: u8, day: u8) -> Date {
        Date::new(year, month, day).unwrap()
    }

    #[test]
    fn a_day_is_read_as_the_core_and_as_people_write_it() {
        for text in ["2026-11-22", "22/11/2026", " 22/11/2026 "] {
            assert_eq!(Date::parse(text), Some(date(2026, 11, 22)), "{text}");
        }
        assert_eq!(Date::parse("1/2/2026"), Some(date(2026, 2, 1)));
    }

    #[test]
    fn a_day_that_does_not_exist_or_is_written_otherwise_is_refused() {
        for text in [
            "",
            "2026-02-29",
            "29/02/2100",
            "31/04/2026",
            "2026-13-01",
            "2026-00-01",
            "2026-01-00",
            "0000-01-01",
            "22-11-2026",
            "2026/11/22",
            "22/11/26",
            "+1/02/2026",
            "2026-1-2",
            "2026-11-22-",
            "1/2/2026/",
            "a/b/c",
            "2026-11-22T10:00:00Z",
            "٢٢/11/2026",
            "///",
            "--",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert_eq!(Date::parse("29/02/2000"), Some(date(2000, 2, 29)));
    }

    #[test]
    fn a_date_of_birth_is_the_day_written_whatever_its_offset() {
        for text in ["1941-01-15T00:00:00+02:00", "1941-01-15T23:59:59-11:00", "1941-01-15", "1941-01-15 00:00:00"] {
            assert_eq!(Date::as_written(text), Some(date(1941, 1, 15)), "{text}");
        }
        assert_eq!(Date::as_written("T1941-01-15"), None);
    }

    #[test]
    fn days_of_the_week_are_those_of_the_wall_calendar() {
        assert_eq!(date(1970, 1, 1).weekday(), 4);
        assert_eq!(date(2026, 11, 22).weekday(), 7);
        assert_eq!(date(2026, 11, 23).weekday(), 1);
        assert_eq!(date(1, 1, 1).weekday(), 1);
    }

    #[test]
    fn going_past_the_end_of_the_calendar_gives_nothing() {
        assert_eq!(date(9999, 12, 31).plus_days(1), None);
        assert_eq!(date(1, 1, 1).plus_days(-1), None);
        assert_eq!(date(2026, 1, 1).plus_days(i32::MAX), None);
        assert_eq!(date(2026, 1, 1).plus_days(i32::MIN), None);
        assert_eq!(date(2024, 2, 28).plus_days(2), Some(date(2024, 3, 1)));
    }

    #[test]
    fn the_calendar_has_no_hole_from_its_first_to_its_last_day() {
        let mut day = date(1, 1, 1);
        let mut count = 1;
        while let Some(next) = day.plus_days(1) {
            assert!(next > day);
            assert!(next.day() == day.day() + 1 || (next.day() == 1 && day.day() >= 28));
            assert_eq!(next.weekday(), day.weekday() % 7 + 1);
            day = next;
            count += 1;
        }
        assert_eq!(day, date(9999, 12, 31));
        assert_eq!(count, 3_652_059);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(days in -719_162i64..2_932_897) {
            let day = Date::from_days(days).unwrap();
            prop_assert_eq!(day.days(), days);
            prop_assert_eq!(Date::parse(&day.iso()), Some(day));
            prop_assert_eq!(Date::parse(&day.slashed()), Some(day));
        }

        #[test]
        fn no_text_breaks_the_reading(text in "[0-9/T -]{0,12}|\\PC{0,12}") {
            if let Some(day) = Date::parse(&text) {
                prop_assert_eq!(Date::parse(&day.iso()), Some(day));
            }
            let _ = Date::as_written(&text);
        }
    }
}
