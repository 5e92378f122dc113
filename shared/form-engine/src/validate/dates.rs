//! Rules for days, dates and times.
use super::{Answer, Checked, within, wrong, wrong_as};
use crate::date;
use crate::js;
use crate::kind::Kind;
use crate::numbers;
use crate::value::Value;

pub(super) fn date(checked: &Checked) -> Answer {
    if checked.kind != Kind::DateTime || !js::truthy(checked.value) || checked.none_of_many() {
        return None;
    }
    let fits = checked.value.as_str().is_some_and(|text| date::parse(text).is_some());
    (!fits).then(|| wrong_as("invalidDate", "date"))
}

/// The parts of a day by the names of their fields.
const PARTS: [&str; 3] = ["day", "month", "year"];

fn field(checked: &Checked, part: &str, name: &str) -> bool {
    js::truthy(checked.component.get("fields").get(part).get(name))
}

fn day_first(checked: &Checked) -> bool {
    js::truthy(checked.component.get("dayFirst"))
}

/// Day, month and year of a value, NaN where there is no number. Parts that are hidden count as 0 when the value has fewer than three.
fn parts(checked: &Checked, text: &str) -> Option<[f64; 3]> {
    let values = js::parts(text, &|found| found == '/');
    let at =
        |at: i32| usize::try_from(at).ok().and_then(|at| values.get(at)).map_or(f64::NAN, |part| js::parse_int(part));
    let (mut day_at, mut month_at, mut year_at) = if day_first(checked) { (0, 1, 2) } else { (1, 0, 2) };
    if values.len() == 3 {
        return Some([at(day_at), at(month_at), at(year_at)]);
    }
    let fields = checked.component.get("fields");
    if PARTS.into_iter().any(|part| fields.get(part).is_nil()) {
        return None;
    }
    let [no_day, no_month, no_year] = PARTS.map(|part| field(checked, part, "hide"));
    if no_day {
        month_at = (month_at - 1).max(0);
        year_at -= 1;
    }
    if no_month {
        day_at = (day_at - 1).max(0);
        year_at -= 1;
    }
    let shown = |hidden: bool, place: i32| if hidden { 0.0 } else { at(place) };
    Some([shown(no_day, day_at), shown(no_month, month_at), shown(no_year, year_at)])
}

pub(super) fn day(checked: &Checked) -> Answer {
    if checked.kind != Kind::Day || !js::truthy(checked.value) {
        return None;
    }
    let right = match checked.value.as_str() {
        None => false,
        Some(text) => {
            let [day, month, year] = parts(checked, text)?;
            let ranges = (0.0..=31.0).contains(&day) && (0.0..=12.0).contains(&month) && (0.0..=9999.0).contains(&year);
            ranges && (month == 0.0 || day <= date::month_days(year as i64, month as i64) as f64)
        }
    };
    (!right).then(|| wrong_as("invalidDay", "day"))
}

pub(super) fn required_day(checked: &Checked) -> Answer {
    if checked.kind != Kind::Day {
        return None;
    }
    let needs = PARTS.map(|part| field(checked, part, "required"));
    if !needs.contains(&true) {
        return None;
    }
    if !js::truthy(checked.value) {
        return Some(wrong_as("requiredDayEmpty", "day"));
    }
    let values = parts(checked, checked.value.as_str()?)?;
    let messages = ["requiredDayField", "requiredMonthField", "requiredYearField"];
    for ((message, needed), value) in messages.into_iter().zip(needs).zip(values) {
        if needed && (value.is_nan() || value == 0.0) {
            return Some(wrong_as(message, "day"));
        }
    }
    None
}

/// The moment that a setting such as `minDate` names: ISO 8601, or a `moment()` expression that the script understands.
pub(crate) fn setting(checked: &Checked, setting: &Value) -> Option<f64> {
    match setting {
        Value::Number(number) => Some(**number),
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => date::moment(text).or_else(|| {
            let found = checked.asks.values(&["values = (", text, ").toISOString();"].concat());
            date::parse(found.as_str()?)
        }),
        _ => None,
    }
}

fn shown_day(checked: &Checked, at: f64) -> String {
    let mut pattern = String::new();
    for part in if day_first(checked) { PARTS } else { ["month", "day", "year"] } {
        if !field(checked, part, "hide") {
            if !pattern.is_empty() {
                pattern.push('/');
            }
            pattern.push_str(match part {
                "day" => "D",
                "month" => "M",
                _ => "YYYY",
            });
        }
    }
    date::format(at, &pattern)
}

pub(super) fn day_limit(checked: &Checked, name: &'static str) -> Answer {
    let component = checked.component;
    if checked.kind != Kind::Day || component.get(name).is_undefined() {
        return None;
    }
    let text = checked.value.as_str().filter(|text| !text.is_empty())?;
    let first = day_first(checked);
    let values = js::parts(text, &|found| found == '/');
    let partial = values.iter().zip(["00", "00", "0000"]).any(|(part, none)| *part == none);
    if partial {
        return None;
    }
    let limit = date::start_of_day(setting(checked, component.get(name))?);
    if date::parse_day(text, first).is_some_and(|day| within(name, day, limit)) {
        return None;
    }
    Some(wrong(name).with(name, &shown_day(checked, limit)))
}

pub(super) fn date_limit(checked: &Checked, name: &'static str) -> Answer {
    if checked.kind != Kind::DateTime || !js::truthy(checked.value) {
        return None;
    }
    let widget = checked.component.get("widget");
    let mut limit = setting(checked, widget.get(name))?;
    if !js::truthy(widget.get("enableTime")) {
        limit = if name == "maxDate" { date::end_of_day(limit) } else { date::start_of_day(limit) };
    }
    if date::moment(checked.value.as_str()?).is_some_and(|at| within(name, at, limit)) {
        return None;
    }
    let given = widget.get("format").text();
    let mut format = String::new();
    for letter in if given.is_empty() { "yyyy-MM-dd hh:mm a" } else { given }.chars() {
        format.push(if matches!(letter, 'y' | 'd' | 'a') { letter.to_ascii_uppercase() } else { letter });
    }
    format.push_str(" z");
    Some(wrong(name).with(name, &date::format(limit, &format)))
}

pub(super) fn year_limit(checked: &Checked, name: &'static str) -> Answer {
    if checked.kind != Kind::Day {
        return None;
    }
    let (own, inner) = (checked.component.get(name), checked.component.get("fields").get("year").get(name));
    let limit = if js::truthy(own) { own } else { inner };
    if !js::truthy(limit) || checked.value.is_nil() || checked.value.is_object() {
        return None;
    }
    if js::truthy(own) && js::truthy(inner) && !js::strictly_equal(own, inner) {
        return None;
    }
    let text = js::string(checked.value);
    let year = numbers::digits(text.get(text.len().checked_sub(4)?..)?)? as f64;
    (!within(name, year, js::number(limit))).then(|| wrong(name).with(name, &js::string(limit)))
}

/// Whether a text is a time in a format of hours, minutes and seconds.
fn is_time(text: &str, format: &str) -> bool {
    let mut rest = text;
    let mut pattern = format;
    while let Some(first) = pattern.chars().next() {
        let run = pattern.chars().take_while(|found| *found == first).count();
        pattern = pattern.get(run * first.len_utf8()..).unwrap_or_default();
        let most = match first {
            'H' => 23,
            'h' => 12,
            'm' | 's' => 59,
            'a' | 'A' => {
                let Some(half) = rest.get(..2) else { return false };
                if !half.eq_ignore_ascii_case("am") && !half.eq_ignore_ascii_case("pm") {
                    return false;
                }
                rest = rest.get(2..).unwrap_or_default();
                continue;
            }
            other => {
                for _ in 0..run {
                    let Some(after) = rest.strip_prefix(other) else { return false };
                    rest = after;
                }
                continue;
            }
        };
        let count = rest.bytes().take(2).take_while(u8::is_ascii_digit).count();
        if count == 0 || (run >= 2 && count != 2) {
            return false;
        }
        if rest.get(..count).and_then(numbers::digits).is_none_or(|number| number > most) {
            return false;
        }
        rest = rest.get(count..).unwrap_or_default();
    }
    rest.is_empty()
}

pub(super) fn time(checked: &Checked) -> Answer {
    let value = checked.value;
    let blank = matches!(value, Value::Array(items) if items.len() == 1 && items.first().is_some_and(|item| item.text().is_empty() && item.as_str().is_some()));
    if checked.kind != Kind::Time || !js::truthy(value) || blank || (value.is_array() && js::empty(value)) {
        return None;
    }
    let format = checked.component.get("dataFormat").text();
    let fits = is_time(&js::string(value), if format.is_empty() { "HH:mm:ss" } else { format });
    (!fits).then(|| wrong("time"))
}

#[cfg(test)]
mod tests {
    use super::is_time;

    #[test]
    fn times_follow_their_format() {
        assert!(is_time("09:05:59", "HH:mm:ss") && is_time("9:05 pm", "h:mm a"));
        for wrong in ["9:05:59", "24:00:00", "10:60:00", "10:30", "10:30:00x", "Invalid date"] {
            assert!(!is_time(wrong, "HH:mm:ss"), "{wrong}");
        }
    }
}
