//! When a failed GET is tried again, and after how long.

use crate::error::{CoreError, Oddity};
use crate::transport::Response;

/// Tries after the first one.
pub(crate) const RETRIES: u32 = 2;
/// The core may ask for a longer pause; nobody waits longer than this without being asked.
pub(crate) const LONGEST_PAUSE_S: u32 = 30;
/// Middle of the first pause, milliseconds; each further one is three times as long.
const FIRST_PAUSE_MS: f64 = 500.0;

/// The pause before try number `tried + 1`, in milliseconds, or `None` when trying again is pointless or exhausted.
/// `chance` is uniform in `[0, 1)` and spreads the visitors of a page that recovers.
pub(crate) fn pause_ms(error: &CoreError, tried: u32, chance: f64) -> Option<u32> {
    let worth_it = matches!(
        error,
        CoreError::Network
            | CoreError::Timeout
            | CoreError::TooManyRequests { .. }
            | CoreError::Server { .. }
            | CoreError::UnexpectedAnswer(Oddity::CutShort)
    );
    if !worth_it || tried == 0 || tried > RETRIES {
        return None;
    }
    let middle = FIRST_PAUSE_MS * f64::from(3u32.pow(tried - 1));
    let spread = (middle * (0.5 + chance.clamp(0.0, 1.0))) as u32;
    match error {
        CoreError::TooManyRequests { retry_after_s: Some(s) } => {
            // Never earlier than asked, so the spread is only added; never more than the longest pause.
            let asked = (*s).min(LONGEST_PAUSE_S) * 1000;
            Some((asked + spread / 4).min(LONGEST_PAUSE_S * 1000))
        }
        _ => Some(spread),
    }
}

/// `Retry-After` in seconds: a number, or a date of RFC 9110, section 5.6.7 (only the current form). A date that is past
/// gives 0.
pub(crate) fn retry_after_s(response: &Response, now_ms: f64) -> Option<u32> {
    let value = response.header("retry-after")?.trim();
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(seconds);
    }
    let wait = (http_date_s(value)? - now_ms / 1000.0).ceil();
    Some(wait.clamp(0.0, f64::from(u32::MAX)) as u32)
}

/// Seconds since 1970 of `Sun, 06 Nov 1994 08:49:37 GMT`.
fn http_date_s(text: &str) -> Option<f64> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let mut words = text.split_once(", ")?.1.split(' ');
    let day: i64 = number(words.next()?, 2)?;
    let month_name = words.next()?;
    let month = MONTHS.iter().position(|m| *m == month_name)? as i64 + 1;
    let year: i64 = number(words.next()?, 4)?;
    let mut time = words.next()?.split(':');
    let (hour, minute, second) = (number(time.next()?, 2)?, number(time.next()?, 2)?, number(time.next()?, 2)?);
    let plausible = (1..=31).contains(&day) && hour < 24 && minute < 60 && second <= 60;
    if !plausible || time.next().is_some() || words.next() != Some("GMT") || words.next().is_some() {
        return None;
    }
    let seconds = days_since_1970(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second;
    Some(seconds as f64)
}

fn number(text: &str, digits: usize) -> Option<i64> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// Days between 1970-01-01 and a Gregorian date: whole 400-year eras, counted in years that begin in March so that the
/// leap day comes last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn with(value: &str) -> Response {
        Response { status: 429, headers: vec![("retry-after".into(), value.into())], ..Response::default() }
    }

    #[test]
    fn retry_after_is_read_as_seconds_or_as_a_date() {
        let now = 784_111_777_000.0; // Sun, 06 Nov 1994 08:49:37 GMT
        assert_eq!(retry_after_s(&with("7"), now), Some(7));
        assert_eq!(retry_after_s(&with("Sun, 06 Nov 1994 08:49:47 GMT"), now), Some(10));
        assert_eq!(retry_after_s(&with("Sun, 06 Nov 1994 08:49:07 GMT"), now), Some(0));
        assert_eq!(retry_after_s(&with("Thu, 01 Jan 1970 00:00:05 GMT"), 0.0), Some(5));
        assert_eq!(retry_after_s(&with("Thu, 29 Feb 2024 00:00:01 GMT"), 1_709_164_800_000.0), Some(1));
        for odd in ["", "-1", "soon", "Sun, 06 Foo 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49 GMT", "1.5"] {
            assert_eq!(retry_after_s(&with(odd), now), None, "{odd}");
        }
        assert_eq!(retry_after_s(&Response::default(), now), None);
    }

    #[test]
    fn only_passing_troubles_are_tried_again_and_only_twice() {
        for hopeless in [
            CoreError::NotFound,
            CoreError::Forbidden,
            CoreError::LoginRequired,
            CoreError::Offline,
            CoreError::Cancelled,
            CoreError::Validation(vec![]),
            CoreError::UnexpectedAnswer(Oddity::Html),
        ] {
            assert_eq!(pause_ms(&hopeless, 1, 0.5), None, "{hopeless:?}");
        }
        assert!(pause_ms(&CoreError::Network, 2, 0.5).is_some());
        assert_eq!(pause_ms(&CoreError::Network, 3, 0.5), None);
    }

    proptest! {
        #[test]
        fn pauses_grow_and_stay_in_bounds(tried in 0u32..10, chance in 0.0f64..1.0, asked in any::<Option<u32>>()) {
            let plain = pause_ms(&CoreError::Server { status: 500 }, tried, chance);
            match tried {
                1 => prop_assert!((250..750).contains(&plain.unwrap())),
                2 => prop_assert!((750..2250).contains(&plain.unwrap())),
                _ => prop_assert_eq!(plain, None),
            }
            if let Some(ms) = pause_ms(&CoreError::TooManyRequests { retry_after_s: asked }, tried, chance) {
                prop_assert!(ms <= LONGEST_PAUSE_S * 1000);
                prop_assert!(ms >= asked.unwrap_or(0).min(LONGEST_PAUSE_S) * 1000);
            }
        }

        #[test]
        fn no_header_makes_it_panic(value in any::<String>(), now in any::<f64>()) {
            let _ = retry_after_s(&with(&value), now);
        }
    }
}
