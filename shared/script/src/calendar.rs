//! Days and dates, by ECMAScript's rules: the Gregorian calendar, months from 0, weekdays from Sunday.

#[cfg(feature = "native-host")]
pub(crate) const DAY: f64 = 86_400_000.0;

/// Days from 1970-01-01 to a date; months and days beyond their range run over.
pub(crate) fn days(year: f64, month: f64, day: f64) -> f64 {
    let year = year + (month / 12.0).floor();
    let month = within(month, 12.0);
    // Years that begin in March end with the leap day.
    let shifted = if month < 2.0 { year - 1.0 } else { year };
    let era = (shifted / 400.0).floor();
    let of_era = shifted - era * 400.0;
    let from_march = within(month + 10.0, 12.0);
    let of_year = ((153.0 * from_march + 2.0) / 5.0).floor();
    let of_era = of_era * 365.0 + (of_era / 4.0).floor() - (of_era / 100.0).floor() + of_year;
    era * 146_097.0 + of_era - 719_468.0 + day - 1.0
}

/// A whole number brought to `0..size` by full turns.
pub(crate) fn within(number: f64, size: f64) -> f64 {
    number - (number / size).floor() * size
}

/// Year, month and day of a number of days since 1970-01-01.
pub(crate) fn civil(days: f64) -> (f64, f64, f64) {
    let z = days + 719_468.0;
    let era = (z / 146_097.0).floor();
    let of_era = z - era * 146_097.0;
    let year = ((of_era - (of_era / 1460.0).floor() + (of_era / 36_524.0).floor() - (of_era / 146_096.0).floor())
        / 365.0)
        .floor();
    let of_year = of_era - (365.0 * year + (year / 4.0).floor() - (year / 100.0).floor());
    let from_march = ((5.0 * of_year + 2.0) / 153.0).floor();
    let day = of_year - ((153.0 * from_march + 2.0) / 5.0).floor() + 1.0;
    let month = if from_march < 10.0 { from_march + 2.0 } else { from_march - 10.0 };
    let year = year + era * 400.0 + if month < 2.0 { 1.0 } else { 0.0 };
    (year, month, day)
}

/// Milliseconds since 1970 of fields that may run over; NaN where one is no number.
#[cfg(feature = "native-host")]
pub(crate) fn time(fields: &[f64; 7]) -> f64 {
    let [year, month, date, hours, minutes, seconds, millis] = fields.map(f64::trunc);
    if !fields.iter().all(|field| field.is_finite() && field.abs() < 1e17) {
        return f64::NAN;
    }
    days(year, month, date) * DAY + hours * 3_600_000.0 + minutes * 60_000.0 + seconds * 1000.0 + millis
}

/// Within what a date can be, else NaN.
pub(crate) fn clip(time: f64) -> f64 {
    if time.abs() <= 8.64e15 { time.trunc() + 0.0 } else { f64::NAN }
}

/// An instant from local time, with what is to be added to UTC at an instant. Where clocks go back, the first of two; where
/// they go forward, as if they had not.
#[cfg(feature = "native-host")]
pub(crate) fn to_utc(local: f64, offset: impl Fn(f64) -> f64) -> f64 {
    let before = offset(local - 86_400_000.0);
    let guess = local - before * 60_000.0;
    if offset(guess) == before {
        return guess;
    }
    let after = offset(local + 86_400_000.0);
    let second = local - after * 60_000.0;
    if offset(second) == after { second } else { guess }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_four_centuries_comes_back() {
        for day in -80_000..80_000 {
            let (year, month, date) = civil(f64::from(day));
            assert_eq!(days(year, month, date), f64::from(day));
        }
        assert_eq!(civil(0.0), (1970.0, 0.0, 1.0));
        assert_eq!(days(2024.0, 13.0, 29.0), days(2025.0, 1.0, 29.0));
    }

    #[test]
    fn the_hour_that_is_missing_in_march_runs_over() {
        let local = time(&[2025.0, 2.0, 30.0, 2.0, 30.0, 0.0, 0.0]);
        assert_eq!(to_utc(local, crate::zone::rome), time(&[2025.0, 2.0, 30.0, 1.0, 30.0, 0.0, 0.0]));
    }
}
