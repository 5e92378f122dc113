//! Numbers and dates as JavaScript reads and writes them. Whole numbers are done here; what needs care to the last digit, and
//! what depends on where the citizen is, is left to the surroundings: a browser has that already.
#[cfg(feature = "native-numbers")]
use crate::native;
use std::cell::Cell;

/// How the surroundings read and write numbers and dates.
#[derive(Clone, Copy)]
pub struct Numbers {
    /// A finite number as `String(number)` writes it.
    pub write: fn(f64) -> String,
    /// A text as `Number(text)` reads it: NaN where it is none.
    pub read: fn(&str) -> f64,
    /// The number at the beginning of a text as `parseFloat(text)` reads it: NaN where there is none.
    pub float: fn(&str) -> f64,
    /// Milliseconds since 1970 of a text that `new Date(text)` understands: NaN where it does not.
    pub date: fn(&str) -> f64,
    /// Minutes that clocks are ahead of UTC at a moment, as `-new Date(at).getTimezoneOffset()`.
    pub offset: fn(f64) -> f64,
}

impl Numbers {
    /// In Rust, without a browser.
    #[cfg(feature = "native-numbers")]
    pub const NATIVE: Numbers = Numbers {
        write: native::write,
        read: native::read,
        float: native::float,
        date: |text| crate::italy::parse(text).unwrap_or(f64::NAN),
        offset: crate::italy::offset,
    };
}

#[cfg(feature = "native-numbers")]
const FIRST: Numbers = Numbers::NATIVE;
/// Every form brings the numbers of its surroundings before it reads anything.
#[cfg(not(feature = "native-numbers"))]
const FIRST: Numbers = Numbers {
    write: |_| String::from("NaN"),
    read: |_| f64::NAN,
    float: |_| f64::NAN,
    date: |_| f64::NAN,
    offset: |_| 0.0,
};

thread_local! {
    static NUMBERS: Cell<Numbers> = const { Cell::new(FIRST) };
}

/// From now on numbers are read and written so.
pub fn bring(numbers: Numbers) {
    NUMBERS.set(numbers);
}

/// Milliseconds since 1970 of a text that `new Date(text)` understands.
pub fn date(text: &str) -> Option<f64> {
    let at = (NUMBERS.get().date)(text);
    (!at.is_nan()).then_some(at)
}

/// Minutes that clocks are ahead of UTC at a moment.
pub fn offset(at: f64) -> f64 {
    (NUMBERS.get().offset)(at)
}

/// Whole numbers below this are exact.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// A number as `String(number)` writes it.
pub fn number_text(number: f64) -> String {
    if number.trunc() == number && number.abs() < EXACT {
        let digits = padded(number.abs() as u64, 1);
        return if number < 0.0 { ["-", &digits].concat() } else { digits };
    }
    if number.is_nan() {
        return "NaN".into();
    }
    if number.is_infinite() {
        return if number > 0.0 { "Infinity" } else { "-Infinity" }.into();
    }
    (NUMBERS.get().write)(number)
}

/// A whole number with at least `least` digits.
pub fn padded(number: u64, least: usize) -> String {
    let mut out = String::new();
    write_digits(number, least, &mut out);
    out
}

fn write_digits(number: u64, least: usize, out: &mut String) {
    if number > 9 || least > 1 {
        write_digits(number / 10, least.saturating_sub(1), out);
    }
    out.push(char::from(b'0' + (number % 10) as u8));
}

/// A place in a list as text.
pub fn place(at: usize) -> String {
    padded(at as u64, 1)
}

/// Reads a text of digits alone, at most fifteen of them.
pub fn digits(text: &str) -> Option<u64> {
    if text.is_empty() || text.len() > 15 {
        return None;
    }
    let mut number = 0;
    for byte in text.bytes() {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + u64::from(byte - b'0');
    }
    Some(number)
}

/// As [`digits`], a place in a list.
pub fn index(text: &str) -> Option<usize> {
    digits(text).map(|number| number as usize)
}

/// Reads a text that is not empty as `Number(text)` does: NaN where it is no number.
pub fn read(text: &str) -> f64 {
    match digits(text) {
        Some(number) => number as f64,
        None if text.is_empty() => f64::NAN,
        None => (NUMBERS.get().read)(text),
    }
}

/// Reads the number at the beginning of a text as `parseFloat(text)` does: NaN where there is none.
pub fn float(text: &str) -> f64 {
    digits(text).map_or_else(|| (NUMBERS.get().float)(text), |number| number as f64)
}
