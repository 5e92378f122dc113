//! Rules for days, dates and times.
use super::{Answer, Checked, Unfit, wrong, wrong_as};
use crate::date;
use crate::js;
use crate::path;
use crate::value::Value;

pub(super) fn date(checked: &Checked) -> Answer {
    if checked.kind() != "datetime" || !js::truthy(checked.value) {
        return Ok(None);
    }
    if matches!(checked.value, Value::Array(items) if items.is_empty() && js::truthy(checked.component.get("multiple")))
    {
        return Ok(None);
    }
    let fits = checked.value.as_str().is_some_and(|text| date::parse(text).is_some());
    Ok((!fits).then(|| wrong_as("invalidDate", "date")))
}

fn hidden(checked: &Checked, part: &str) -> bool {
    js::truthy(path::get(checked.component, &["fields.", part, ".hide"].concat()))
}

/// Day, month and year of a value, NaN where there is no number. Parts that are hidden count as 0 when the value has fewer than three.
fn parts(checked: &Checked, text: &str) -> Result<[f64; 3], Unfit> {
    let first = js::truthy(checked.component.get("dayFirst"));
    let (mut day_at, mut month_at, mut year_at): (i32, i32, i32) = if first { (0, 1, 2) } else { (1, 0, 2) };
    let values: Vec<f64> = text.split('/').map(js::parse_int).collect();
    let at = |at: i32| usize::try_from(at).ok().and_then(|at| values.get(at).copied()).unwrap_or(f64::NAN);
    let (mut day, mut month, mut year) = (at(day_at), at(month_at), at(year_at));
    if values.len() != 3 {
        let fields = checked.component.get("fields");
        if ["day", "month", "year"].into_iter().any(|part| fields.get(part).is_nil()) {
            return Err(Unfit);
        }
        let hide = |part| hidden(checked, part);
        if hide("day") {
            month_at = if month_at == 0 { 0 } else { month_at - 1 };
            year_at -= 1;
            (day, month, year) = (0.0, at(month_at), at(year_at));
        }
        if hide("month") {
            day_at = if day_at == 0 { 0 } else { day_at - 1 };
            year_at -= 1;
            day = if hide("day") && day == 0.0 { 0.0 } else { at(day_at) };
            (month, year) = (0.0, at(year_at));
        }
        if hide("year") {
            day = if hide("day") && day == 0.0 { 0.0 } else { at(day_at) };
            month = if hide("month") && month == 0.0 { 0.0 } else { at(month_at) };
            year = 0.0;
        }
    }
    Ok([day, month, year])
}

pub(super) fn day(checked: &Checked) -> Answer {
    if checked.kind() != "day" || !js::truthy(checked.value) {
        return Ok(None);
    }
    let error = || wrong_as("invalidDay", "day");
    let Some(text) = checked.value.as_str() else { return Ok(Some(error())) };
    let [day, month, year] = parts(checked, text)?;
    let longest = match month as i64 {
        4 | 6 | 9 | 11 if !month.is_nan() => 30,
        2 if !month.is_nan() => date::month_days(if year.is_nan() { 1 } else { year as i64 }, 2),
        _ => 31,
    };
    let fits = |value: f64, most: f64| !value.is_nan() && (0.0..=most).contains(&value);
    Ok((!(fits(day, longest as f64) && fits(month, 12.0) && fits(year, 9999.0))).then(error))
}

pub(super) fn required_day(checked: &Checked) -> Answer {
    let needs = |part: &str| js::truthy(path::get(checked.component, &["fields.", part, ".required"].concat()));
    if checked.kind() != "day" || !["day", "month", "year"].into_iter().any(needs) {
        return Ok(None);
    }
    if !js::truthy(checked.value) {
        return Ok(Some(wrong_as("requiredDayEmpty", "day")));
    }
    let values = parts(checked, checked.value.as_str().ok_or(Unfit)?)?;
    let messages = [("day", "requiredDayField"), ("month", "requiredMonthField"), ("year", "requiredYearField")];
    let missing =
        messages.into_iter().zip(values).find(|((part, _), value)| (value.is_nan() || *value == 0.0) && needs(part));
    Ok(missing.map(|((_, message), _)| wrong_as(message, "day")))
}

/// The moment that a setting such as `minDate` names: ISO 8601, or a `moment()` expression that the script understands.
pub(crate) fn setting(checked: &Checked, setting: &Value) -> Option<f64> {
    match setting {
        Value::Number(number) => Some(*number),
        Value::String(text) if text.is_empty() => None,
        Value::String(text) if !text.contains("moment(") => date::moment(text).or_else(|| scripted(checked, text)),
        Value::String(text) => scripted(checked, text),
        _ => None,
    }
}

fn scripted(checked: &Checked, code: &str) -> Option<f64> {
    let found = (checked.choices)(&["values = (", code, ").toISOString();"].concat());
    date::parse(found.as_str()?)
}

fn partial(checked: &Checked) -> bool {
    let Some(text) = checked.value.as_str().filter(|text| !text.is_empty()) else { return true };
    let first = js::truthy(checked.component.get("dayFirst"));
    let values: Vec<&str> = text.split('/').collect();
    let (day, month) = if first { (0, 1) } else { (1, 0) };
    [(day, "00"), (month, "00"), (2, "0000")].into_iter().any(|(at, none)| values.get(at).copied() == Some(none))
}

fn shown_day(checked: &Checked, at: f64) -> String {
    let order =
        if js::truthy(checked.component.get("dayFirst")) { ["day", "month", "year"] } else { ["month", "day", "year"] };
    let letters = |part: &str| match part {
        "day" => "D",
        "month" => "M",
        _ => "YYYY",
    };
    let parts: Vec<&str> = order.into_iter().filter(|part| !hidden(checked, part)).map(letters).collect();
    date::format(at, &parts.join("/"))
}

fn day_limit(checked: &Checked, name: &str, within: fn(f64, f64) -> bool) -> Answer {
    let component = checked.component;
    if checked.kind() != "day" || component.get(name).is_undefined() || partial(checked) {
        return Ok(None);
    }
    let Some(limit) = setting(checked, component.get(name)).map(date::start_of_day) else { return Ok(None) };
    let text = checked.value.as_str().ok_or(Unfit)?;
    let day = date::parse_day(text, js::truthy(component.get("dayFirst")));
    if day.is_some_and(|day| within(day, limit)) {
        return Ok(None);
    }
    let name = if name == "maxDate" { "maxDate" } else { "minDate" };
    Ok(Some(wrong(name).with(name, shown_day(checked, limit))))
}

pub(super) fn maximum_day(checked: &Checked) -> Answer {
    day_limit(checked, "maxDate", |day, limit| day <= limit)
}

pub(super) fn minimum_day(checked: &Checked) -> Answer {
    day_limit(checked, "minDate", |day, limit| day >= limit)
}

fn date_limit(checked: &Checked, name: &'static str, within: fn(f64, f64) -> bool) -> Answer {
    let widget = checked.component.get("widget");
    if checked.kind() != "datetime" || !js::truthy(checked.value) {
        return Ok(None);
    }
    let Some(limit) = setting(checked, widget.get(name)) else { return Ok(None) };
    let text = checked.value.as_str().ok_or(Unfit)?;
    let limit = match (js::truthy(widget.get("enableTime")), name) {
        (true, _) => limit,
        (false, "maxDate") => date::end_of_day(limit),
        (false, _) => date::start_of_day(limit),
    };
    if date::moment(text).is_some_and(|at| within(at, limit)) {
        return Ok(None);
    }
    let given = widget.get("format").text();
    let format = if given.is_empty() { "yyyy-MM-dd hh:mm a" } else { given };
    let format = format.replace('y', "Y").replace('d', "D").replace('a', "A");
    Ok(Some(wrong(name).with(name, date::format(limit, &[&format, " z"].concat()))))
}

pub(super) fn maximum_date(checked: &Checked) -> Answer {
    date_limit(checked, "maxDate", |at, limit| at <= limit)
}

pub(super) fn minimum_date(checked: &Checked) -> Answer {
    date_limit(checked, "minDate", |at, limit| at >= limit)
}

fn year_limit(checked: &Checked, name: &'static str, within: fn(f64, f64) -> bool) -> Answer {
    let (own, inner) = (checked.component.get(name), checked.component.get("fields").get("year").get(name));
    let limit = if js::truthy(own) { own } else { inner };
    if checked.kind() != "day" || !js::truthy(limit) {
        return Ok(None);
    }
    let text = match checked.value {
        Value::String(_) | Value::Number(_) => js::string(checked.value),
        _ => return Err(Unfit),
    };
    if js::truthy(own) && js::truthy(inner) && !js::strictly_equal(own, inner) {
        return Err(Unfit);
    }
    let last = text
        .len()
        .checked_sub(4)
        .and_then(|at| text.get(at..))
        .filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()));
    let Some(year) = last.map(js::text_number) else { return Ok(None) };
    Ok((!within(year, js::number(limit))).then(|| wrong(name).with(name, js::string(limit))))
}

pub(super) fn maximum_year(checked: &Checked) -> Answer {
    year_limit(checked, "maxYear", |year, limit| year <= limit)
}

pub(super) fn minimum_year(checked: &Checked) -> Answer {
    year_limit(checked, "minYear", |year, limit| year >= limit)
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
                if !["am", "pm"].contains(&half.to_ascii_lowercase().as_str()) {
                    return false;
                }
                rest = rest.get(2..).unwrap_or_default();
                continue;
            }
            other => {
                let Some(after) = rest.strip_prefix(&other.to_string().repeat(run)) else { return false };
                rest = after;
                continue;
            }
        };
        let count = rest.bytes().take(2).take_while(u8::is_ascii_digit).count();
        if count == 0 || (run >= 2 && count != 2) {
            return false;
        }
        let Some(number) = rest.get(..count).and_then(|digits| digits.parse::<u32>().ok()) else { return false };
        if number > most {
            return false;
        }
        rest = rest.get(count..).unwrap_or_default();
    }
    rest.is_empty()
}

pub(super) fn time(checked: &Checked) -> Answer {
    if checked.kind() != "time" || !js::truthy(checked.value) || super::is_data_empty(checked.component, checked.value)
    {
        return Ok(None);
    }
    let format = checked.component.get("dataFormat").text();
    let fits = is_time(&js::string(checked.value), if format.is_empty() { "HH:mm:ss" } else { format });
    Ok((!fits).then(|| wrong("time")))
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
