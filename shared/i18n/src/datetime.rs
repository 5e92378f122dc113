use crate::Date;
use crate::date::push_padded;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;
/// Rome's distance from UTC in winter; one hour more in summer.
const WINTER: i64 = HOUR;

/// A moment in time, to the second, shown as the clocks in Italy show it.
///
/// Clocks in Italy follow the rule of the European Union: one hour ahead from the last Sunday of March to the last
/// Sunday of October, changing at 01:00 UTC. The rule holds since 1996 and is applied to every year here; for older
/// days without an hour see [`Date::as_written`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateTime {
    /// Seconds since 1970-01-01T00:00:00Z. Kept to values whose Roman date exists.
    instant: i64,
}

/// What calendar and clock on a wall in Italy show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Civil {
    pub date: Date,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59.
    pub second: u8,
}

impl DateTime {
    /// Reads ISO 8601 with an offset or `Z`: `2026-05-05T09:00:00+02:00`. Seconds may be missing, fractions of a second
    /// are dropped, the offset may be `+0200` or `+02`, a space may stand for the `T`.
    /// `None` for anything else; also without an offset, which would be a guess.
    pub fn parse(text: &str) -> Option<DateTime> {
        let mut left = Reading(text.trim().as_bytes());
        let year = left.digits(4)?;
        left.one_of(b"-")?;
        let month = left.digits(2)?;
        left.one_of(b"-")?;
        let day = left.digits(2)?;
        left.one_of(b"Tt ")?;
        let hour = left.digits(2)?;
        left.one_of(b":")?;
        let minute = left.digits(2)?;
        let mut second = 0;
        if left.one_of(b":").is_some() {
            second = left.digits(2)?;
            if left.one_of(b".,").is_some() {
                left.digits(1)?;
                while left.digits(1).is_some() {}
            }
        }
        let offset = left.offset()?;
        // A leap second counts as the first of the next minute.
        if !left.0.is_empty() || hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let date = Date::new(year as u16, month as u8, day as u8)?;
        DateTime::from_unix(date.days() * DAY + hour * HOUR + minute * 60 + second - offset)
    }

    /// From seconds since 1970-01-01T00:00:00Z; `None` when the date in Italy would lie outside the years 1 to 9999.
    pub fn from_unix(instant: i64) -> Option<DateTime> {
        let moment = DateTime { instant };
        moment.local().map(|_| moment)
    }

    /// From what the wall clock in Italy shows; `None` for an hour, minute or second that no clock shows.
    ///
    /// Twice a year the clock is not enough. In March the hour from 02:00 is skipped: 02:30 is taken as half an hour
    /// after 02:00, which is 03:30. In October that hour comes twice: the first one, still summer time, is taken.
    pub fn from_rome_civil(date: Date, hour: u8, minute: u8, second: u8) -> Option<DateTime> {
        if hour > 23 || minute > 59 || second > 59 {
            return None;
        }
        let local = date.days() * DAY + seconds(hour, minute, second);
        let summer = local - WINTER - HOUR;
        DateTime::from_unix(if is_summer(summer) { summer } else { local - WINTER })
    }

    /// Seconds since 1970-01-01T00:00:00Z.
    pub const fn unix(self) -> i64 {
        self.instant
    }

    /// What the wall clock in Italy shows at that moment.
    pub fn civil(self) -> Civil {
        // Checked when the value was made, so the other branch is never taken.
        self.local().unwrap_or(Civil { date: Date::FIRST, hour: 0, minute: 0, second: 0 })
    }

    fn local(self) -> Option<Civil> {
        let local = self.instant.checked_add(offset_at(self.instant))?;
        let date = Date::from_days(local.div_euclid(DAY))?;
        let rest = local.rem_euclid(DAY);
        Some(Civil { date, hour: (rest / HOUR) as u8, minute: (rest % HOUR / 60) as u8, second: (rest % 60) as u8 })
    }

    /// `2026-05-05T09:00:00+02:00`: the clock in Italy with its offset at that moment, as the core writes it.
    pub fn iso(self) -> String {
        let civil = self.civil();
        let mut out = civil.date.iso();
        out.push('T');
        push_padded(&mut out, civil.hour.into(), 2);
        out.push(':');
        push_padded(&mut out, civil.minute.into(), 2);
        out.push(':');
        push_padded(&mut out, civil.second.into(), 2);
        out.push_str(if is_summer(self.instant) { "+02:00" } else { "+01:00" });
        out
    }
}

fn seconds(hour: u8, minute: u8, second: u8) -> i64 {
    i64::from(hour) * HOUR + i64::from(minute) * 60 + i64::from(second)
}

fn offset_at(instant: i64) -> i64 {
    if is_summer(instant) { WINTER + HOUR } else { WINTER }
}

/// Whether clocks in Italy are on summer time at that moment.
fn is_summer(instant: i64) -> bool {
    // The changes are far from the turn of the year, so the year in UTC is the year in Italy where it matters.
    let Some(date) = Date::from_days(instant.div_euclid(DAY)) else { return false };
    let change = |month| last_sunday(date.year(), month).map(|sunday| sunday * DAY + HOUR);
    matches!((change(3), change(10)), (Some(start), Some(end)) if start <= instant && instant < end)
}

/// The last Sunday of a month that has 31 days, in days since 1970.
fn last_sunday(year: u16, month: u8) -> Option<i64> {
    let last = Date::new(year, month, 31)?;
    Some(last.days() - i64::from(last.weekday() % 7))
}

/// What is left of a text that is read from its front.
struct Reading<'a>(&'a [u8]);

impl Reading<'_> {
    /// One character of these.
    fn one_of(&mut self, these: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        these.contains(first).then(|| {
            self.0 = rest;
            *first
        })
    }

    /// A number of that many digits; at most 4.
    fn digits(&mut self, many: u8) -> Option<i64> {
        let mut number = 0;
        for _ in 0..many {
            number = number * 10 + i64::from(self.one_of(b"0123456789")? - b'0');
        }
        Some(number)
    }

    /// `Z`, `+02:00`, `+0200` or `+02`, in seconds.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.one_of(b"Zz+-")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(0),
        };
        let hours = self.digits(2)?;
        let minutes = match self.one_of(b":") {
            Some(_) => self.digits(2)?,
            // What is no number is left over, which the caller refuses.
            None => self.digits(2).unwrap_or(0),
        };
        if hours > 23 || minutes > 59 { None } else { Some(sign * (hours * HOUR + minutes * 60)) }
    }
}
