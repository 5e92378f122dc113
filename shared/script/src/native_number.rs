//! Numbers to text and back, as ECMAScript writes and reads them, for programs that are not in a page.

use crate::decimal::{Decimal, whole};
use crate::number::{digits_in, is_space};

/// `number[name](digits)`; `digits` below zero is "not given".
pub(crate) fn write(number: f64, name: &str, digits: i32) -> String {
    let given = usize::try_from(digits).ok();
    let count = given.unwrap_or_default();
    match name {
        "toFixed" => to_fixed(number, count),
        "toPrecision" => to_precision(number, count),
        "toExponential" => to_exponential(number, given),
        _ => to_radix(number, given.map_or(10, |radix| radix as u32)),
    }
}

/// `Number(text)`, `parseFloat(text)` or `parseInt(text, radix)`.
pub(crate) fn read(name: &str, text: &str, radix: i32) -> f64 {
    match name {
        "parseInt" => parse_int(text, radix),
        "parseFloat" => parse_float(text),
        _ => from_text(text),
    }
}

/// `NaN` or an infinity as text; none for what has digits.
fn endless(number: f64) -> Option<String> {
    let text = if number.is_nan() {
        "NaN"
    } else if number == f64::INFINITY {
        "Infinity"
    } else if number == f64::NEG_INFINITY {
        "-Infinity"
    } else {
        return None;
    };
    Some(text.into())
}

fn signed(number: f64) -> String {
    String::from(if number < 0.0 { "-" } else { "" })
}

/// Shortest text that reads back as `number`: JavaScript's `String(number)`.
fn to_text(number: f64) -> String {
    if let Some(text) = endless(number) {
        return text;
    }
    let mut out = signed(number);
    if number.abs() < 1e15 && number.trunc() == number {
        whole(&mut out, number.abs() as u64);
        return out;
    }
    let decimal = Decimal::shortest(number);
    let count = decimal.digits.len() as i32;
    if (-5..22).contains(&decimal.point) {
        decimal.plain(&mut out, count - decimal.point);
    } else {
        decimal.scientific(&mut out, count);
    }
    out
}

/// `number.toFixed(places)`; `places` is 0 to 100.
fn to_fixed(number: f64, places: usize) -> String {
    if !number.is_finite() || number.abs() >= 1e21 {
        return to_text(number);
    }
    let (mut out, decimal, places) = (signed(number), Decimal::exact(number), places as i32);
    decimal.rounded(decimal.point + places, false).plain(&mut out, places);
    out
}

/// `number.toPrecision(digits)`; `digits` is 1 to 100.
fn to_precision(number: f64, count: usize) -> String {
    if let Some(text) = endless(number) {
        return text;
    }
    let (mut out, count) = (signed(number), count as i32);
    let decimal = Decimal::exact(number).rounded(count, false);
    if (-5..=count).contains(&decimal.point) {
        decimal.plain(&mut out, count - decimal.point);
    } else {
        decimal.scientific(&mut out, count);
    }
    out
}

/// `number.toExponential(places)`; without `places` as many as needed.
fn to_exponential(number: f64, places: Option<usize>) -> String {
    if let Some(text) = endless(number) {
        return text;
    }
    let mut out = signed(number);
    match places {
        Some(places) => {
            let count = places as i32 + 1;
            Decimal::exact(number).rounded(count, false).scientific(&mut out, count);
        }
        None => {
            let decimal = Decimal::shortest(number);
            decimal.scientific(&mut out, decimal.digits.len() as i32);
        }
    }
    out
}

/// `number.toString(radix)` for radix 2 to 36.
fn to_radix(number: f64, radix: u32) -> String {
    if radix == 10 || !number.is_finite() {
        return to_text(number);
    }
    let digit = |value: u32| char::from_digit(value, radix).unwrap_or('0');
    let base = f64::from(radix);
    let (mut whole, mut fraction) = (number.abs().trunc(), number.abs().fract());
    let mut out: Vec<char> = Vec::new();
    while whole >= 1.0 {
        out.push(digit(crate::decimal::remainder(whole, radix)));
        whole = (whole / base).trunc();
    }
    if out.is_empty() {
        out.push('0');
    }
    if number < 0.0 {
        out.push('-');
    }
    out.reverse();
    if fraction > 0.0 {
        out.push('.');
        let mut step = (number.abs().max(f64::MIN_POSITIVE) * f64::EPSILON / 2.0).max(f64::MIN_POSITIVE);
        loop {
            fraction *= base;
            step *= base;
            let value = fraction.trunc();
            fraction -= value;
            if fraction > 0.5 && fraction + step > 1.0 {
                out.push(digit(value as u32 + 1));
                break;
            }
            out.push(digit(value as u32));
            if fraction < step || out.len() > 1100 {
                break;
            }
        }
    }
    out.into_iter().collect()
}

/// `Number(text)`: NaN for what is not a number as a whole, 0 for nothing.
fn from_text(text: &str) -> f64 {
    let text = text.trim_matches(is_space);
    if text.is_empty() {
        return 0.0;
    }
    let lower = text.get(..2).unwrap_or_default();
    for (prefix, radix) in [("0x", 16), ("0X", 16), ("0b", 2), ("0B", 2), ("0o", 8), ("0O", 8)] {
        if lower == prefix {
            return digits_in(text.get(2..).unwrap_or_default(), radix)
                .filter(|(_, used)| *used + 2 == text.len())
                .map_or(f64::NAN, |(value, _)| value);
        }
    }
    match decimal_prefix(text) {
        used if used == text.len() => decimal(text),
        _ => f64::NAN,
    }
}

/// `parseFloat(text)`.
fn parse_float(text: &str) -> f64 {
    let text = text.trim_start_matches(is_space);
    decimal(text.get(..decimal_prefix(text)).unwrap_or_default())
}

/// `parseInt(text, radix)`; radix 0 is "not given".
fn parse_int(text: &str, radix: i32) -> f64 {
    let text = text.trim_start_matches(is_space);
    let (negative, mut text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let mut base = radix;
    if radix == 0 || radix == 16 {
        if let Some(rest) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
            (text, base) = (rest, 16);
        } else if radix == 0 {
            base = 10;
        }
    }
    if !(2..=36).contains(&base) {
        return f64::NAN;
    }
    let used: usize = text.bytes().take_while(|byte| char::from(*byte).is_digit(base as u32)).count();
    if used == 0 {
        return f64::NAN;
    }
    let found = text.get(..used).unwrap_or_default();
    let value = if base == 10 { decimal(found) } else { digits_in(found, base as u32).map_or(f64::NAN, |it| it.0) };
    if negative { -value } else { value }
}

/// How many bytes at the start of `text` are a decimal number (`-1.5e3`, `.5`, `Infinity`); 0 for none.
fn decimal_prefix(text: &str) -> usize {
    let bytes = text.as_bytes();
    let digits =
        |from: usize| bytes.get(from..).unwrap_or_default().iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut at = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    if text.get(at..).is_some_and(|rest| rest.starts_with("Infinity")) {
        return at + 8;
    }
    let whole = digits(at);
    at += whole;
    let mut fraction = 0;
    if bytes.get(at) == Some(&b'.') {
        fraction = digits(at + 1);
        if whole + fraction > 0 {
            at += 1 + fraction;
        }
    }
    if whole + fraction == 0 {
        return 0;
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let exponent = digits(at + 1 + sign);
        if exponent > 0 {
            at += 1 + sign + exponent;
        }
    }
    at
}

/// The value of text that [`decimal_prefix`] takes as a whole.
fn decimal(text: &str) -> f64 {
    let digits = text.trim_start_matches(['+', '-']);
    let value = match digits.bytes().next() {
        None => f64::NAN,
        Some(b'I') => f64::INFINITY,
        Some(_) => Decimal::read(digits).value(),
    };
    if text.starts_with('-') { -value } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_javascript_writes_them() {
        for (number, text) in [
            (0.1 + 0.2, "0.30000000000000004"),
            (1e21, "1e+21"),
            (1e20, "100000000000000000000"),
            (1e-7, "1e-7"),
            (0.000001, "0.000001"),
            (-1.5, "-1.5"),
            (123456789012345680000.0, "123456789012345680000"),
            (5e-324, "5e-324"),
        ] {
            assert_eq!(to_text(number), text);
        }
    }

    #[test]
    fn amounts_are_rounded_as_javascript_does() {
        assert_eq!(to_fixed(1.005, 2), "1.00");
        assert_eq!(to_fixed(2.5, 0), "3");
        assert_eq!(to_fixed(-1.5, 0), "-2");
        assert_eq!(to_fixed(0.000001, 2), "0.00");
        assert_eq!(to_precision(123.456, 4), "123.5");
        assert_eq!(to_precision(0.00001, 1), "0.00001");
        assert_eq!(to_exponential(12345.0, Some(2)), "1.23e+4");
        assert_eq!(to_radix(255.0, 16), "ff");
        assert_eq!(to_radix(0.5, 2), "0.1");
    }

    #[test]
    fn text_is_read_as_javascript_reads_it() {
        assert_eq!(from_text("  12 "), 12.0);
        assert_eq!(from_text(""), 0.0);
        assert_eq!(from_text("0x1f"), 31.0);
        assert!(from_text("12px").is_nan() && from_text("1,5").is_nan() && from_text("inf").is_nan());
        assert_eq!(parse_float("12.5€"), 12.5);
        assert_eq!(parse_int("08", 0), 8.0);
        assert_eq!(parse_int("0x10", 0), 16.0);
        assert!(parse_int("€", 0).is_nan());
    }
}
