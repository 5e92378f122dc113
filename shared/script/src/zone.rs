//! The time zone of Italy, past and present.

/// When clocks changed up to 1995, in minutes since 1970 in UTC: to standard time and to summer time in turn.
const CHANGES: [i32; 85] = [
    -40059420, -28179420, -28008120, -27745980, -27482520, -27252060, -26948280, -26737980, -26425560, -26183580,
    -25921560, -15540540, -14287620, -14075940, -13803780, -13541700, -13301220, -13017540, -12778620, -12514980,
    -12222660, -11990940, -11698620, -11486820, -11174340, -1900860, -1719480, -1366620, -1195260, -842460, -671100,
    -308220, -136860, 215940, 387300, 730020, 911460, 1264260, 1445700, 1798500, 1969860, 2312580, 2494020, 2846820,
    3018180, 3370980, 3542340, 3885060, 4066500, 4419300, 4600740, 4943460, 5124900, 5397180, 5649180, 5911260,
    6173340, 6435420, 6697500, 6959580, 7221660, 7483740, 7755900, 8017980, 8280060, 8542140, 8804220, 9066300,
    9328380, 9590460, 9852540, 10114620, 10376700, 10638780, 10910940, 11173020, 11435100, 11697180, 11959260,
    12221340, 12483420, 12745500, 13007580, 13269660, 13531740,
];
/// The first minute of 1996, from when on the rule of the European Union holds.
const RULE_FROM: f64 = 13_674_240.0;

/// Minutes to add to UTC in Italy at an instant given in milliseconds.
pub fn rome(utc_ms: f64) -> f64 {
    let minute = utc_ms / 60_000.0;
    if minute >= RULE_FROM {
        let year = crate::calendar::civil((minute / 1440.0).floor()).0;
        return if minute >= last_sunday(year, 3) && minute < last_sunday(year, 10) { 120.0 } else { 60.0 };
    }
    match CHANGES.partition_point(|change| f64::from(*change) <= minute) {
        // Local mean time of Rome.
        0 => 49.0 + 56.0 / 60.0,
        count if count % 2 == 1 => 60.0,
        _ => 120.0,
    }
}

/// 01:00 UTC on the last Sunday of a month with 31 days, in minutes since 1970.
fn last_sunday(year: f64, month: u32) -> f64 {
    let last = crate::calendar::days(year, f64::from(month - 1), 31.0);
    let weekday = crate::calendar::within(last + 4.0, 7.0);
    (last - weekday) * 1440.0 + 60.0
}

#[cfg(test)]
mod tests {
    use super::rome;

    #[test]
    fn summer_time_begins_and_ends_on_the_last_sundays() {
        let minute = 60_000.0;
        assert_eq!(rome(1_743_296_400_000.0 - minute), 60.0); // 2025-03-30T01:00Z
        assert_eq!(rome(1_743_296_400_000.0), 120.0);
        assert_eq!(rome(1_761_440_400_000.0 - minute), 120.0); // 2025-10-26T01:00Z
        assert_eq!(rome(1_761_440_400_000.0), 60.0);
    }

    #[test]
    fn old_dates_follow_the_rules_of_their_time() {
        assert_eq!(rome(0.0), 60.0);
        assert_eq!(rome(13_000_000_000.0), 120.0); // 31 May 1970
        assert_eq!(rome(-1_000_000_000_000.0), 60.0); // 1938
    }
}
