//! Numbers as JavaScript reads and writes them, where no browser does it.
use crate::js;

/// As `String(number)` writes a finite number.
pub fn write(number: f64) -> String {
    if (1e-6..1e21).contains(&number.abs()) {
        return number.to_string();
    }
    let written = format!("{number:e}");
    match written.split_once('e') {
        Some((digits, power)) if !power.starts_with('-') => [digits, "e+", power].concat(),
        _ => written,
    }
}

/// As `Number(text)` reads a text that is not empty.
pub fn read(text: &str) -> f64 {
    for (prefix, base) in [("0x", 16), ("0X", 16), ("0b", 2), ("0o", 8)] {
        if let Some(digits) = text.strip_prefix(prefix).filter(|digits| !digits.is_empty()) {
            let digit = |found: char| found.to_digit(base).map_or(f64::NAN, f64::from);
            return digits.chars().fold(0.0, |sum, found| sum * f64::from(base) + digit(found));
        }
    }
    match text {
        "Infinity" | "+Infinity" => f64::INFINITY,
        "-Infinity" => f64::NEG_INFINITY,
        _ if text.bytes().any(|byte| !matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E')) => f64::NAN,
        _ => text.parse().unwrap_or(f64::NAN),
    }
}

/// The number at the beginning of the text, as `parseFloat` reads it.
pub fn float(text: &str) -> f64 {
    let text = js::trim(text);
    for (word, value) in [("Infinity", f64::INFINITY), ("+Infinity", f64::INFINITY), ("-Infinity", f64::NEG_INFINITY)] {
        if text.starts_with(word) {
            return value;
        }
    }
    let mut end = 0;
    let (mut dot, mut power, mut digits) = (false, false, false);
    for (at, byte) in text.bytes().enumerate() {
        let fits = match byte {
            b'0'..=b'9' => {
                digits = true;
                true
            }
            b'+' | b'-' => at == 0 || matches!(text.as_bytes().get(at - 1), Some(b'e' | b'E')),
            b'.' => !dot && !power,
            b'e' | b'E' => digits && !power,
            _ => false,
        };
        if !fits {
            break;
        }
        dot |= byte == b'.';
        power |= matches!(byte, b'e' | b'E');
        end = at + 1;
    }
    let mut found = text.get(..end).unwrap_or_default();
    while !found.is_empty() {
        let number = read(found);
        if !number.is_nan() {
            return number;
        }
        found = found.get(..found.len() - 1).unwrap_or_default();
    }
    f64::NAN
}
