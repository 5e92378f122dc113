//! Time as the core tells it: ISO 8601 with the offset of Europe/Rome.

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// The rules of Europe/Rome written out, so that no time zone database is needed on the machine.
const ROME: &str = "CET-1CEST,M3.5.0,M10.5.0/3";

fn rome() -> TimeZone {
    TimeZone::posix(ROME).unwrap_or(TimeZone::UTC)
}

/// Milliseconds since 1970, the form in which the database keeps moments.
pub fn now_ms() -> i64 {
    Timestamp::now().as_millisecond()
}

/// `2023-03-15T10:00:00+01:00` for a moment in milliseconds.
pub fn iso(ms: i64) -> String {
    let timestamp = Timestamp::from_millisecond(ms).unwrap_or_default();
    timestamp.to_zoned(rome()).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// A filter value: `YYYY-MM-DD` (midnight in Rome), ISO 8601 with offset, or ISO 8601 in local time. Milliseconds.
pub fn parse(text: &str) -> Option<i64> {
    if let Ok(timestamp) = text.parse::<Timestamp>() {
        return Some(timestamp.as_millisecond());
    }
    let local = match text.parse::<Date>() {
        Ok(date) if text.len() == 10 => date.to_datetime(jiff::civil::Time::midnight()),
        _ => text.parse::<DateTime>().ok()?,
    };
    let zoned: Zoned = local.to_zoned(rome()).ok()?;
    Some(zoned.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_carry_the_offset_of_rome_in_winter_and_summer() {
        assert_eq!(iso(1_678_870_800_000), "2023-03-15T10:00:00+01:00");
        assert_eq!(iso(1_689_408_000_000), "2023-07-15T10:00:00+02:00");
    }

    #[test]
    fn filter_dates_are_read_in_both_forms() {
        assert_eq!(parse("2023-03-15").map(iso).as_deref(), Some("2023-03-15T00:00:00+01:00"));
        assert_eq!(parse("2023-07-15T10:00:00+02:00"), Some(1_689_408_000_000));
        assert_eq!(parse("2023-07-15T10:00:00"), Some(1_689_408_000_000));
        assert_eq!(parse("yesterday"), None);
    }
}
