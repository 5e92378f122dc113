//! `encodeURIComponent` and its relatives.

use crate::error::{ErrorKind, Eval, raised};
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

const COMPONENT: &str = "-_.!~*'()";
const WHOLE: &str = "-_.!~*'();/?:@&=+$,#";
const OLD: &str = "@*_+-./";

/// `encodeURIComponent` (0), `encodeURI`, `decodeURIComponent`, `decodeURI`, `escape` and `unescape` (5).
pub(crate) fn call(rt: &Runtime, way: u8, text: &Str) -> Eval {
    rt.reserve(text.len() * 3)?;
    match way {
        0 => encode(text, COMPONENT),
        1 => encode(text, WHOLE),
        2 => decode(text, ""),
        3 => decode(text, ";/?:@&=+$,#"),
        4 => {
            let mut out = String::new();
            for unit in text.units() {
                match char::from_u32(unit.into()).filter(|found| found.is_ascii_alphanumeric() || OLD.contains(*found))
                {
                    Some(found) => out.push(found),
                    None if unit < 256 => hex(unit, 2, "%", &mut out),
                    None => hex(unit, 4, "%u", &mut out),
                }
            }
            Ok(out.into())
        }
        _ => {
            let units = text.units();
            let mut out = Vec::new();
            let mut at = 0;
            while let Some(unit) = units.get(at) {
                let long = units.get(at + 1) == Some(&u16::from(b'u'));
                let (skip, count) = if long { (2, 4) } else { (1, 2) };
                let code =
                    units.get(at + skip..at + skip + count).and_then(digits).filter(|_| *unit == u16::from(b'%'));
                out.push(code.unwrap_or(*unit));
                at += if code.is_some() { skip + count } else { 1 };
            }
            Ok(Str::from_units(&out).into())
        }
    }
}

fn digits(units: &[u16]) -> Option<u16> {
    units.iter().try_fold(0, |code: u16, unit| {
        let digit = char::from_u32((*unit).into())?.to_digit(16)?;
        Some((code << 4) | digit as u16)
    })
}

fn hex(code: u16, size: u32, prefix: &str, out: &mut String) {
    out.push_str(prefix);
    for at in (0..size).rev() {
        out.push(char::from_digit((u32::from(code) >> (at * 4)) & 15, 16).unwrap_or('0').to_ascii_uppercase());
    }
}

fn wrong() -> Eval {
    Err(raised(ErrorKind::Range, "URI malformed".into()))
}

fn encode(text: &Str, kept: &str) -> Eval {
    let Some(plain) = text.as_str() else { return wrong() };
    let mut out = String::new();
    for found in plain.chars() {
        if found.is_ascii_alphanumeric() || kept.contains(found) {
            out.push(found);
        } else {
            found.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| hex(byte.into(), 2, "%", &mut out));
        }
    }
    Ok(out.into())
}

fn decode(text: &Str, kept: &str) -> Eval {
    let plain = text.to_text();
    let bytes = plain.as_bytes();
    let mut out: Vec<u8> = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if *byte != b'%' {
            out.push(*byte);
            at += 1;
            continue;
        }
        let code = plain.get(at + 1..at + 3).and_then(|code| u8::from_str_radix(code, 16).ok());
        let Some(code) = code else { return wrong() };
        if code < 128 && kept.contains(char::from(code)) {
            out.extend_from_slice(bytes.get(at..at + 3).unwrap_or_default());
        } else {
            out.push(code);
        }
        at += 3;
    }
    match String::from_utf8(out) {
        Ok(text) => Ok(Value::from(text)),
        Err(_) => wrong(),
    }
}
