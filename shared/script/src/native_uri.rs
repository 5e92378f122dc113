//! `encodeURIComponent` and its relatives, for programs that are not in a page.

const COMPONENT: &str = "-_.!~*'()";
const WHOLE: &str = "-_.!~*'();/?:@&=+$,#";
const OLD: &str = "@*_+-./";

/// `name(text)`; none where it throws.
pub(crate) fn rewrite(name: &str, text: &str) -> Option<String> {
    match name {
        "encodeURIComponent" => Some(encode(text, COMPONENT)),
        "encodeURI" => Some(encode(text, WHOLE)),
        "decodeURIComponent" => decode(text, ""),
        "decodeURI" => decode(text, ";/?:@&=+$,#"),
        "escape" => {
            let mut out = String::new();
            for unit in text.encode_utf16() {
                match char::from_u32(unit.into()).filter(|found| found.is_ascii_alphanumeric() || OLD.contains(*found))
                {
                    Some(found) => out.push(found),
                    None if unit < 256 => hex(unit, 2, "%", &mut out),
                    None => hex(unit, 4, "%u", &mut out),
                }
            }
            Some(out)
        }
        _ => {
            let units: Vec<u16> = text.encode_utf16().collect();
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
            Some(String::from_utf16_lossy(&out))
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

fn encode(text: &str, kept: &str) -> String {
    let mut out = String::new();
    for found in text.chars() {
        if found.is_ascii_alphanumeric() || kept.contains(found) {
            out.push(found);
        } else {
            found.encode_utf8(&mut [0; 4]).bytes().for_each(|byte| hex(byte.into(), 2, "%", &mut out));
        }
    }
    out
}

fn decode(text: &str, kept: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let mut out: Vec<u8> = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        if *byte != b'%' {
            out.push(*byte);
            at += 1;
            continue;
        }
        let code = text.get(at + 1..at + 3).and_then(|code| u8::from_str_radix(code, 16).ok())?;
        if code < 128 && kept.contains(char::from(code)) {
            out.extend_from_slice(bytes.get(at..at + 3).unwrap_or_default());
        } else {
            out.push(code);
        }
        at += 3;
    }
    String::from_utf8(out).ok()
}
