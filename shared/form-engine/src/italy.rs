//! The calendar and the clock of Italy, where there is no browser to ask.
use crate::date::{Civil, DAY, Millis, days, month_days, three};
use crate::numbers;

/// The last Sunday of a month of 31 days, one o'clock UTC: when clocks change.
fn change(year: i64, month: i64) -> Millis {
    let last = days(year, month, 31);
    let weekday = (last + 4).rem_euclid(7);
    (last - weekday) as f64 * DAY + 3_600_000.0
}

/// Minutes that clocks in Italy are ahead of UTC, by the rules in force since 1996.
pub fn offset(at: Millis) -> f64 {
    let year = Civil::utc(at).year;
    let summer = at >= change(year, 3) && at < change(year, 10);
    if summer { 120.0 } else { 60.0 }
}

struct Digits<'a>(&'a str);

impl<'a> Digits<'a> {
    fn take(&mut self, least: usize, most: usize) -> Option<i64> {
        let count = self.0.bytes().take(most).take_while(u8::is_ascii_digit).count();
        let (digits, rest) = (self.0.get(..count)?, self.0.get(count..)?);
        if count < least {
            return None;
        }
        self.0 = rest;
        numbers::digits(digits).map(|number| number as i64)
    }

    fn skip(&mut self, wanted: char) -> Option<()> {
        self.0 = self.0.strip_prefix(wanted)?;
        Some(())
    }
}

/// Reads what `new Date(text)` reads of what forms hold: ISO 8601 with or without time and zone (a date alone is UTC, a date with a
/// time and no zone is local), `M/D/YYYY` and `YYYY/M/D` (local). `None` is an invalid date.
pub fn parse(text: &str) -> Option<Millis> {
    parse_iso(text).or_else(|| parse_slashed(text))
}

fn checked(civil: Civil) -> Option<Civil> {
    let fits = (1..=12).contains(&civil.month)
        && civil.day >= 1
        && civil.day <= 31
        && civil.hour <= 24
        && civil.minute < 60
        && civil.second < 60;
    fits.then_some(civil)
}

fn parse_iso(text: &str) -> Option<Millis> {
    let mut digits = Digits(text);
    let mut civil = Civil::date(digits.take(4, 4)?, 1, 1);
    if digits.skip('-').is_some() {
        civil.month = digits.take(2, 2)?;
        if digits.skip('-').is_some() {
            civil.day = digits.take(2, 2)?;
        }
    }
    if digits.0.is_empty() {
        return (civil.day <= month_days(civil.year, civil.month)).then_some(checked(civil)?.as_utc());
    }
    if digits.skip('T').is_none() {
        digits.skip(' ')?;
    }
    civil.hour = digits.take(2, 2)?;
    digits.skip(':')?;
    civil.minute = digits.take(2, 2)?;
    if digits.skip(':').is_some() {
        civil.second = digits.take(2, 2)?;
        if digits.skip('.').is_some() {
            let count = digits.0.bytes().take_while(u8::is_ascii_digit).count();
            let fraction = digits.0.get(..count.min(3))?;
            civil.milli = numbers::digits([fraction, "00"].concat().get(..3)?)? as i64;
            digits.0 = digits.0.get(count..)?;
        }
    }
    let civil = checked(civil)?;
    match digits.0 {
        "" => Some(civil.as_local()),
        "Z" | "z" => Some(civil.as_utc()),
        zone => {
            let sign = match zone.chars().next()? {
                '+' => 1.0,
                '-' => -1.0,
                _ => return None,
            };
            let mut digits = Digits(zone.get(1..)?);
            let hours = digits.take(2, 2)?;
            let _ = digits.skip(':');
            let minutes = digits.take(2, 2).unwrap_or(0);
            let found = civil.as_utc() - sign * ((hours * 60 + minutes) as f64) * 60_000.0;
            digits.0.is_empty().then_some(found)
        }
    }
}

fn parse_slashed(text: &str) -> Option<Millis> {
    let [first, second, third] = three(text, 3, &|found| found == '/')?;
    let civil = if first > 31 { Civil::date(first, second, third) } else { Civil::date(third, first, second) };
    Some(checked(civil)?.as_local())
}
