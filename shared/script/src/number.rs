//! Numbers to text and back: whole numbers and short decimals here, what needs care to the last digit by the surroundings.

use std::cell::Cell;

/// How the surroundings write and read numbers. A page has both already.
#[derive(Clone, Copy)]
pub struct Numbers {
    /// `number[name](digits)` where `name` is `toString`, `toFixed`, `toPrecision` or `toExponential`; `digits` below zero is
    /// "not given".
    pub write: fn(number: f64, name: &str, digits: i32) -> String,
    /// `name(text, radix)` where `name` is `Number`, `parseFloat` or `parseInt`.
    pub read: fn(name: &str, text: &str, radix: i32) -> f64,
}

impl Numbers {
    /// Natively; without the feature `native-host` nothing is a number, so a page has to bring its own.
    #[cfg(feature = "native-host")]
    pub(crate) const FIRST: Numbers = Numbers { write: crate::native_number::write, read: crate::native_number::read };
    #[cfg(not(feature = "native-host"))]
    pub(crate) const FIRST: Numbers = Numbers { write: |_, _, _| String::from("NaN"), read: |_, _, _| f64::NAN };

    /// From now on numbers are written and read so on this thread.
    pub(crate) fn bring(self) {
        NUMBERS.set(self);
    }
}

thread_local! {
    static NUMBERS: Cell<Numbers> = const { Cell::new(Numbers::FIRST) };
}

/// Shortest text that reads back as `number`: JavaScript's `String(number)`.
pub fn to_text(number: f64) -> String {
    let size = number.abs();
    if size >= 1e15 || number.trunc() != number {
        return write(number, "toString", 10);
    }
    let mut digits = Vec::new();
    let mut left = size as u64;
    while left > 0 || digits.is_empty() {
        digits.push(b'0' + (left % 10) as u8);
        left /= 10;
    }
    if number < 0.0 {
        digits.push(b'-');
    }
    digits.into_iter().rev().map(char::from).collect()
}

/// See [`Numbers::write`].
pub(crate) fn write(number: f64, name: &str, digits: i32) -> String {
    (NUMBERS.get().write)(number, name, digits)
}

/// The value of digits with at most one point among them, where a number holds all of them: then one division is exact.
fn short(text: &str) -> Option<f64> {
    if text.len() > 16 {
        return None;
    }
    let (mut value, mut scale) = (0.0, 0.0);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => {
                value = value * 10.0 + f64::from(byte - b'0');
                scale *= 10.0;
            }
            b'.' if scale == 0.0 => scale = 1.0,
            _ => return None,
        }
    }
    let digits = text.len() - usize::from(scale > 0.0);
    if !(1..=15).contains(&digits) {
        return None;
    }
    Some(if scale > 0.0 { value / scale } else { value })
}

/// See [`Numbers::read`].
pub(crate) fn read(name: &str, text: &str, radix: i32) -> f64 {
    match short(text) {
        Some(value) if radix == 0 || radix == 10 => value,
        _ => (NUMBERS.get().read)(name, text, radix),
    }
}

/// `Number(text)`: NaN for what is not a number as a whole, 0 for nothing.
pub fn from_text(text: &str) -> f64 {
    read("Number", text, 0)
}

/// `parseFloat(text)`.
pub(crate) fn parse_float(text: &str) -> f64 {
    read("parseFloat", text, 0)
}

/// `parseInt(text, radix)`; radix 0 is "not given".
pub(crate) fn parse_int(text: &str, radix: i32) -> f64 {
    if text.starts_with('.') { f64::NAN } else { read("parseInt", text, radix).trunc() }
}

/// Whether ECMAScript counts `unit` as white space or a line end.
pub(crate) fn is_space(found: char) -> bool {
    matches!(
        found,
        '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | ' ' | '\u{a0}' | '\u{1680}' | '\u{2000}'
            ..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{205f}' | '\u{3000}' | '\u{feff}'
    )
}

/// Digits in a radix: their value and how many there were; `None` without any.
pub(crate) fn digits_in(text: &str, radix: u32) -> Option<(f64, usize)> {
    let mut value = 0.0;
    let mut used = 0;
    for digit in text.chars().map_while(|found| found.to_digit(radix)) {
        value = value * f64::from(radix) + f64::from(digit);
        used += 1;
    }
    (used > 0).then_some((value, used))
}

/// `ToInt32`.
pub(crate) fn to_int32(number: f64) -> i32 {
    if number.is_finite() && number.abs() < 2_147_483_648.0 {
        return number as i32;
    }
    if !number.is_finite() {
        return 0;
    }
    let wrapped = crate::calendar::within(number.trunc(), 4_294_967_296.0);
    (wrapped as u32).cast_signed()
}

/// `ToUint32`.
pub(crate) fn to_uint32(number: f64) -> u32 {
    to_int32(number).cast_unsigned()
}

/// `ToIntegerOrInfinity`.
pub(crate) fn to_integer(number: f64) -> f64 {
    if number.is_nan() { 0.0 } else { number.trunc() + 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_and_short_decimals_need_nobody() {
        for (number, text) in [(0.0, "0"), (-0.0, "0"), (-12.0, "-12"), (999_999_999_999_999.0, "999999999999999")] {
            assert_eq!(to_text(number), text);
        }
        for (text, number) in [("12.50", 12.5), (".1", 0.1), ("7.", 7.0), ("0.00001234567891", 0.000_012_345_678_91)] {
            assert_eq!(short(text), Some(number));
        }
        for text in ["", ".", "1.2.3", "-1", "1e3", " 1", "1234567890123456"] {
            assert_eq!(short(text), None, "{text}");
        }
        assert_eq!(to_int32(4294967296.0 + 5.0), 5);
        assert_eq!(to_int32(-1.0), -1);
    }

    #[test]
    fn parts_of_text_are_read_as_javascript_does() {
        for (text, whole, all) in [("12.9", 12.0, 12.9), ("08", 8.0, 8.0), ("0.5", 0.0, 0.5), ("12,5", 12.0, 12.0)] {
            assert_eq!((parse_int(text, 0), parse_float(text)), (whole, all), "{text}");
        }
        assert!(parse_int(".5", 0).is_nan() && parse_int("", 0).is_nan() && parse_float("x").is_nan());
        assert_eq!((parse_int("12", 16), parse_int("12", 10), from_text("")), (18.0, 12.0, 0.0));
    }
}
