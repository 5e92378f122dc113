//! Reading dates as `Date.parse` does: ISO 8601, and what browsers have always taken.

use crate::calendar::{clip, time, to_utc};

const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";

/// An instant, or local time that still has to be placed in the zone.
enum Parsed {
    Utc(f64),
    Local(f64),
}

/// Milliseconds since 1970 in UTC of a date, with what is to be added to UTC at an instant; NaN for what is none.
pub(crate) fn instant(text: &str, offset: impl Fn(f64) -> f64) -> f64 {
    match parse(text) {
        Some(Parsed::Utc(time)) => clip(time),
        Some(Parsed::Local(time)) => clip(to_utc(time, offset)),
        None => f64::NAN,
    }
}

/// Reads a date; none for what is none.
fn parse(text: &str) -> Option<Parsed> {
    let text = text.trim();
    iso(text).or_else(|| legacy(text))
}

struct Reader<'t> {
    rest: &'t [u8],
}

impl Reader<'_> {
    fn digits(&mut self, count: usize) -> Option<f64> {
        let found = self.rest.get(..count)?;
        if !found.iter().all(u8::is_ascii_digit) {
            return None;
        }
        self.rest = self.rest.get(count..)?;
        Some(found.iter().fold(0.0, |value, digit| value * 10.0 + f64::from(digit - b'0')))
    }

    fn eat(&mut self, wanted: u8) -> bool {
        let found = self.rest.first() == Some(&wanted);
        if found {
            self.rest = self.rest.get(1..).unwrap_or_default();
        }
        found
    }
}

fn iso(text: &str) -> Option<Parsed> {
    let mut reader = Reader { rest: text.as_bytes() };
    let sign = if reader.eat(b'+') {
        1.0
    } else if reader.eat(b'-') {
        -1.0
    } else {
        0.0
    };
    let year = if sign == 0.0 { reader.digits(4)? } else { reader.digits(6)? * sign };
    let mut fields = [year, 0.0, 1.0, 0.0, 0.0, 0.0, 0.0];
    let [_, month, day, hours, minutes, seconds, millis] = &mut fields;
    if reader.eat(b'-') {
        *month = reader.digits(2)? - 1.0;
        if reader.eat(b'-') {
            *day = reader.digits(2)?;
        }
    }
    let mut utc = true;
    let mut offset = 0.0;
    if reader.eat(b'T')
        || reader.eat(b't')
        || reader.rest.first() == Some(&b' ') && reader.rest.len() > 5 && reader.eat(b' ')
    {
        utc = false;
        *hours = reader.digits(2)?;
        if !reader.eat(b':') {
            return None;
        }
        *minutes = reader.digits(2)?;
        if reader.eat(b':') {
            *seconds = reader.digits(2)?;
            if reader.eat(b'.') {
                let mut scale = 100.0;
                let mut any = false;
                while let Some(digit) = reader.digits(1) {
                    *millis += digit * scale;
                    scale /= 10.0;
                    any = true;
                }
                if !any {
                    return None;
                }
                *millis = millis.trunc();
            }
        }
        if reader.eat(b'Z') || reader.eat(b'z') {
            utc = true;
        } else if let Some(sign @ (b'+' | b'-')) = reader.rest.first().copied() {
            reader.eat(sign);
            utc = true;
            offset = reader.digits(2)? * 60.0;
            reader.eat(b':');
            offset += reader.digits(2)?;
            if sign == b'-' {
                offset = -offset;
            }
        }
    }
    let valid = reader.rest.is_empty()
        && (0.0..12.0).contains(month)
        && (1.0..32.0).contains(day)
        && (*hours < 24.0 || *hours == 24.0 && *minutes + *seconds + *millis == 0.0)
        && *minutes < 60.0
        && *seconds < 60.0;
    if !valid {
        return None;
    }
    let time = time(&fields);
    Some(if utc { Parsed::Utc(time - offset * 60_000.0) } else { Parsed::Local(time) })
}

/// `Sat, 15 Mar 2025 09:00:00 GMT`, `March 15, 2025`, `3/15/2025 10:00`, and the like.
fn legacy(text: &str) -> Option<Parsed> {
    let mut numbers: Vec<f64> = Vec::new();
    let mut month = None;
    let mut clock: Option<[f64; 3]> = None;
    let mut zone = None;
    let mut afternoon = None;
    let mut year_first = false;
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(&found) = bytes.get(at) {
        if found.is_ascii_digit() {
            let end = span(bytes, at, u8::is_ascii_digit);
            let value = crate::number::parse_float(text.get(at..end)?);
            let before = at.checked_sub(1).and_then(|at| bytes.get(at)).copied();
            if bytes.get(end) == Some(&b':') && clock.is_none() {
                let (parts, next) = read_clock(bytes, at);
                clock = Some(parts);
                at = next;
                continue;
            }
            if clock.is_some() && matches!(before, Some(b'+' | b'-')) {
                let size = end - at;
                let mut minutes = if size > 2 { (value / 100.0).trunc() * 60.0 + value % 100.0 } else { value * 60.0 };
                let mut next = end;
                if bytes.get(end) == Some(&b':') {
                    let stop = span(bytes, end + 1, u8::is_ascii_digit);
                    minutes += crate::number::parse_float(text.get(end + 1..stop)?);
                    next = stop;
                }
                zone = Some(if before == Some(b'-') { -minutes } else { minutes });
                at = next;
                continue;
            }
            year_first |= numbers.is_empty() && month.is_none() && end - at > 2;
            numbers.push(value);
            at = end;
        } else if found.is_ascii_alphabetic() {
            let end = span(bytes, at, u8::is_ascii_alphabetic);
            let word = text.get(at..end)?.to_ascii_lowercase();
            let start = word.get(..3).unwrap_or(&word);
            if let Some(found) = crate::text::position(MONTHS, start).filter(|at| at % 3 == 0 && word.len() >= 3) {
                month = Some((found / 3) as f64);
            } else if matches!(&*word, "gmt" | "utc" | "z" | "ut") {
                zone = zone.or(Some(0.0));
            } else if word == "am" || word == "pm" {
                afternoon = Some(word == "pm");
            } else if !(matches!(start, "sun" | "mon" | "tue" | "wed" | "thu" | "fri" | "sat")
                || word == "t" && !numbers.is_empty())
            {
                return None;
            }
            at = end;
        } else if found == b'(' {
            at = text.get(at..)?.find(')').map_or(text.len(), |end| at + end + 1);
        } else if matches!(found, b' ' | b',' | b'/' | b'-' | b'.' | b'+') {
            at += 1;
        } else {
            return None;
        }
    }
    place(numbers, month, year_first, clock, afternoon, zone)
}

fn place(
    numbers: Vec<f64>,
    month: Option<f64>,
    year_first: bool,
    clock: Option<[f64; 3]>,
    afternoon: Option<bool>,
    zone: Option<f64>,
) -> Option<Parsed> {
    let (year, month, day) = match (month, numbers.as_slice()) {
        (Some(month), [day, year]) if !year_first => (*year, month, *day),
        (Some(month), [year, day]) => (*year, month, *day),
        (Some(month), [year]) if *year > 31.0 => (*year, month, 1.0),
        (Some(month), [day]) => (2001.0, month, *day),
        (None, [year, month, day]) if year_first => (*year, month - 1.0, *day),
        (None, [month, day, year]) => (*year, month - 1.0, *day),
        (None, [year]) if year_first => (*year, 0.0, 1.0),
        (None, [month]) => (2001.0, month - 1.0, 1.0),
        (None, [month, day]) if !year_first => (2001.0, month - 1.0, *day),
        _ => return None,
    };
    let year = if year < 50.0 {
        year + 2000.0
    } else if year < 100.0 {
        year + 1900.0
    } else {
        year
    };
    let [mut hours, minutes, seconds] = clock.unwrap_or_default();
    match afternoon {
        Some(true) if hours < 12.0 => hours += 12.0,
        Some(false) if hours == 12.0 => hours = 0.0,
        _ => {}
    }
    if !(0.0..12.0).contains(&month) || !(1.0..32.0).contains(&day) || hours > 24.0 || minutes > 59.0 || seconds > 59.0
    {
        return None;
    }
    let time = time(&[year, month, day, hours, minutes, seconds, 0.0]);
    Some(match zone {
        Some(zone) => Parsed::Utc(time - zone * 60_000.0),
        None => Parsed::Local(time),
    })
}

fn span(bytes: &[u8], from: usize, wanted: impl Fn(&u8) -> bool) -> usize {
    from + bytes.get(from..).unwrap_or_default().iter().take_while(|byte| wanted(byte)).count()
}

fn read_clock(bytes: &[u8], from: usize) -> ([f64; 3], usize) {
    let mut parts = [0.0; 3];
    let mut at = from;
    for (index, part) in parts.iter_mut().enumerate() {
        if index > 0 {
            if bytes.get(at) != Some(&b':') {
                break;
            }
            at += 1;
        }
        let end = span(bytes, at, u8::is_ascii_digit);
        let digits = bytes.get(at..end).unwrap_or_default();
        *part = digits.iter().fold(0.0, |value, digit| value * 10.0 + f64::from(digit - b'0'));
        at = end;
    }
    if bytes.get(at) == Some(&b'.') {
        at = span(bytes, at + 1, u8::is_ascii_digit);
    }
    (parts, at)
}
