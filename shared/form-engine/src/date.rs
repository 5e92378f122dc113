//! Days and times: what conditions and validation need of `Date`, `moment` and `dayjs`, and no more.
use crate::js;
use crate::numbers;
use crate::words::group;

/// A moment, milliseconds since 1970 in UTC.
pub type Millis = f64;

pub(crate) const DAY: f64 = 86_400_000.0;

/// A reading of the calendar and the clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Civil {
    pub year: i64,
    /// 1 to 12.
    pub month: i64,
    pub day: i64,
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    pub milli: i64,
}

/// Days since 1970-01-01 of a date in the Gregorian calendar; months and days beyond their range run over.
pub fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = year + (month - 1).div_euclid(12);
    let month = (month - 1).rem_euclid(12) + 1;
    let shifted = if month <= 2 { year - 1 } else { year };
    let era = shifted.div_euclid(400);
    let in_era = shifted.rem_euclid(400);
    let in_year = (153 * ((month + 9) % 12) + 2) / 5;
    era * 146_097 + in_era * 365 + in_era / 4 - in_era / 100 + in_year - 719_468 + day - 1
}

/// Number of days of a month.
pub fn month_days(year: i64, month: i64) -> i64 {
    days(year, month + 1, 1) - days(year, month, 1)
}

impl Civil {
    /// Midnight of a day.
    pub fn date(year: i64, month: i64, day: i64) -> Self {
        Civil { year, month, day, hour: 0, minute: 0, second: 0, milli: 0 }
    }

    /// What a clock in UTC shows at `at`.
    pub fn utc(at: Millis) -> Self {
        let day_number = (at / DAY).floor();
        let rest = (at - day_number * DAY) as i64;
        let shifted = day_number as i64 + 719_468;
        let era = shifted.div_euclid(146_097);
        let in_era = shifted.rem_euclid(146_097);
        let year_of_era = (in_era - in_era / 1460 + in_era / 36_524 - in_era / 146_096) / 365;
        let day_of_year = in_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        Civil {
            year: year_of_era + era * 400 + i64::from(month <= 2),
            month,
            day: day_of_year - (153 * shifted_month + 2) / 5 + 1,
            hour: rest / 3_600_000,
            minute: rest / 60_000 % 60,
            second: rest / 1000 % 60,
            milli: rest % 1000,
        }
    }

    /// The moment at which a clock in UTC shows this.
    pub fn as_utc(&self) -> Millis {
        let seconds = self.hour * 3600 + self.minute * 60 + self.second;
        days(self.year, self.month, self.day) as f64 * DAY + seconds as f64 * 1000.0 + self.milli as f64
    }

    /// What clocks show where the citizen is, at `at`.
    pub fn local(at: Millis) -> Self {
        Civil::utc(at + numbers::offset(at) * 60_000.0)
    }

    /// The moment at which clocks show this where the citizen is.
    pub fn as_local(&self) -> Millis {
        let wall = self.as_utc();
        let guess = wall - numbers::offset(wall - 3_600_000.0) * 60_000.0;
        let again = wall - numbers::offset(guess) * 60_000.0;
        if numbers::offset(again) == numbers::offset(guess) { again } else { guess }
    }
}

fn padded(number: i64, least: usize) -> String {
    numbers::padded(number.max(0) as u64, least)
}

/// ISO 8601 in UTC with milliseconds, as `toISOString` writes it.
pub fn iso(at: Millis) -> String {
    let c = Civil::utc(at);
    let mut out = String::new();
    let parts = [
        (c.year, 4, "-"),
        (c.month, 2, "-"),
        (c.day, 2, "T"),
        (c.hour, 2, ":"),
        (c.minute, 2, ":"),
        (c.second, 2, "."),
    ];
    for (number, least, after) in parts {
        out.push_str(&padded(number, least));
        out.push_str(after);
    }
    out.push_str(&padded(c.milli, 3));
    out.push('Z');
    out
}

/// Reads what `new Date(text)` reads; `None` is an invalid date.
pub fn parse(text: &str) -> Option<Millis> {
    numbers::date(js::trim(text))
}

/// Three numbers with something between them, in a text of at most `most` parts.
pub(crate) fn three(text: &str, most: usize, between: &dyn Fn(char) -> bool) -> Option<[i64; 3]> {
    let mut found = [0; 3];
    let parts = js::parts(text, between);
    if parts.len() < 3 || parts.len() > most {
        return None;
    }
    for (slot, part) in found.iter_mut().zip(parts) {
        *slot = numbers::digits(part)? as i64;
    }
    Some(found)
}

/// Reads what `moment(text)` reads: as [`parse`], but a date without a zone is local, also when it has no time.
pub fn moment(text: &str) -> Option<Millis> {
    let found = parse(text)?;
    let dated = js::trim(text).len() <= 10 && !js::contains(text, "/");
    Some(if dated { Civil::utc(found).as_local() } else { found })
}

/// Reads three numbers in the order of a day component, such as `MM/DD/YYYY`, as `dayjs(text, format)` does: whatever separates
/// them, days beyond the month running over. Local midnight.
pub fn parse_day(text: &str, day_first: bool) -> Option<Millis> {
    let [first, second, year] = three(text, usize::MAX, &|found| !found.is_ascii_digit())?;
    let (day, month) = if day_first { (first, second) } else { (second, first) };
    Some(Civil::date(year, month, day).as_local())
}

/// The local midnight before `at`.
pub fn start_of_day(at: Millis) -> Millis {
    let c = Civil::local(at);
    Civil::date(c.year, c.month, c.day).as_local()
}

/// The last millisecond of the local day of `at`.
pub fn end_of_day(at: Millis) -> Millis {
    let c = Civil::local(at);
    Civil { hour: 23, minute: 59, second: 59, milli: 999, ..Civil::date(c.year, c.month, c.day) }.as_local()
}

/// Writes `at` in local time by a format of `YYYY YY MM M DD D HH H hh h mm ss A a SSS z`; the rest stays.
pub fn format(at: Millis, pattern: &str) -> String {
    let c = Civil::local(at);
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let run = rest.chars().take_while(|found| *found == first).count() * first.len_utf8();
        let (token, after) = rest.split_at(run);
        rest = after;
        let twelve = if c.hour % 12 == 0 { 12 } else { c.hour % 12 };
        let late = c.hour >= 12;
        let known = group("YYYY | YY | M MM | D DD | H HH | h hh | mm | ss | SSS | A | a | z", token);
        let written = match known {
            9 if late => "PM",
            9 => "AM",
            10 if late => "pm",
            10 => "am",
            11 if numbers::offset(at) == 120.0 => "GMT+2",
            11 => "GMT+1",
            _ => token,
        };
        match [c.year, c.year % 100, c.month, c.day, c.hour, twelve, c.minute, c.second, c.milli].get(known) {
            Some(number) => out.push_str(&padded(*number, token.len())),
            None => out.push_str(written),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summer_time_is_known() {
        assert_eq!(iso(parse("2025-03-15T10:00:00+01:00").unwrap()), "2025-03-15T09:00:00.000Z");
        assert_eq!(iso(parse("2025-07-01T10:00").unwrap()), "2025-07-01T08:00:00.000Z");
        assert_eq!(iso(parse("2025-03-30T03:00").unwrap()), "2025-03-30T01:00:00.000Z");
        assert_eq!(iso(parse("2025-10-26T00:30").unwrap()), "2025-10-25T22:30:00.000Z");
        assert_eq!(format(parse("2025-07-01T22:05:09Z").unwrap(), "DD/MM/YYYY hh:mm A z"), "02/07/2025 12:05 AM GMT+2");
    }

    #[test]
    fn dates_are_read_as_a_browser_reads_them() {
        assert_eq!(iso(parse("2024-02-29").unwrap()), "2024-02-29T00:00:00.000Z");
        assert_eq!(iso(parse("3/15/2024").unwrap()), "2024-03-14T23:00:00.000Z");
        for wrong in ["", "x", "2024-13-01", "2024-02-30", "13/40/2024x", "2024-02-02T25:00"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        assert_eq!(month_days(2024, 2), 29);
        assert_eq!(Civil::utc(-1.0).year, 1969);
    }
}
