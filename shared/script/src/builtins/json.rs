//! `JSON`: reading and writing. What replacers and revivers do is in the library.

use super::arg;
use crate::error::{ErrorKind, Eval, raised, type_error};
use crate::number::{digits_in, from_text, to_text};
use crate::object::{Kind, Lazy, Library, Native, Object};
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

pub(crate) static MEMBERS: Lazy = Lazy { natives: "stringify:3 parse:2", group: call, library: (Library::Core, "") };

/// How deep JSON may nest.
const DEEPEST: usize = 200;

/// Signs with the letter that stands for them after a backslash; the last one is only read.
const ESCAPES: [(u16, u8); 8] =
    [(34, b'"'), (92, b'\\'), (8, b'b'), (12, b'f'), (10, b'n'), (13, b'r'), (9, b't'), (47, b'/')];

fn call(rt: &Runtime, native: &Native, _this: &Value, args: &[Value]) -> Eval {
    let (first, second) = (arg(args, 0), arg(args, 1));
    if native.id == 0 {
        return match second {
            Value::Object(_) => stringify(rt, &by_library(rt, "shown", first, second)?, arg(args, 2)),
            _ => stringify(rt, first, arg(args, 2)),
        };
    }
    let value = parse(rt, &rt.to_text(first)?)?;
    if second.is_function() { by_library(rt, "revived", &value, second) } else { Ok(value) }
}

fn by_library(rt: &Runtime, name: &str, value: &Value, by: &Value) -> Eval {
    let function = rt.library(Library::Core, name)?;
    rt.nest(|| rt.call_value(&function, &Value::Undefined, &[value.clone(), by.clone()]))
}

fn too_deep<T>() -> Eval<T> {
    Err(raised(ErrorKind::Depth, "JSON is nested too deeply".into()))
}

/// `JSON.parse(text)`.
pub(crate) fn parse(rt: &Runtime, text: &Str) -> Eval {
    rt.reserve(text.len() * 8)?;
    let mut reader = Reader { rt, text: &text.to_text(), at: 0 };
    let first = reader.next();
    let value = reader.value(first, 0)?;
    reader.next();
    if reader.at > reader.text.len() { Ok(value) } else { reader.unexpected() }
}

struct Reader<'t> {
    rt: &'t Runtime,
    text: &'t str,
    /// After what was read last.
    at: usize,
}

impl Reader<'_> {
    /// The next byte that is no space, 0 at the end.
    fn next(&mut self) -> u8 {
        loop {
            let found = self.text.as_bytes().get(self.at).copied().unwrap_or_default();
            self.at += 1;
            if !matches!(found, b' ' | b'\t' | b'\n' | b'\r') {
                return found;
            }
        }
    }

    /// Of what was read last.
    fn unexpected<T>(&self) -> Eval<T> {
        let at = self.at.saturating_sub(1);
        let message = match self.text.get(at..).and_then(|rest| rest.chars().next()) {
            Some(found) => {
                ["Unexpected token '", &String::from(found), "' in JSON at position ", &to_text(at as f64)].concat()
            }
            None => "Unexpected end of JSON input".into(),
        };
        Err(raised(ErrorKind::Syntax, message))
    }

    fn value(&mut self, first: u8, depth: usize) -> Eval {
        if depth > DEEPEST {
            return too_deep();
        }
        self.rt.spend(2)?;
        match first {
            b'"' => Ok(self.string()?.into()),
            b'{' | b'[' => self.members(first, depth),
            _ => self.word(),
        }
    }

    /// A name or a number.
    fn word(&mut self) -> Eval {
        self.at = self.at.saturating_sub(1);
        let rest = self.text.get(self.at..).unwrap_or_default();
        let size = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(byte)).count();
        let word = rest.get(..size).unwrap_or_default();
        let value = match word {
            "null" => Value::Null,
            "true" => true.into(),
            "false" => false.into(),
            _ => {
                let size = word.strip_prefix('-').unwrap_or(word);
                let digits = size.as_bytes();
                // A point has digits on both sides, a zero nothing but a point or an exponent after it.
                let odd = digits.windows(2).any(|pair| matches!(pair, [b'.', next] if !next.is_ascii_digit()));
                let number = match digits {
                    [b'0', b'.' | b'e' | b'E', ..] | [b'0'] | [b'1'..=b'9', ..] if !odd && !digits.ends_with(b".") => {
                        from_text(size)
                    }
                    _ => f64::NAN,
                };
                if number.is_nan() {
                    self.at += 1;
                    return self.unexpected();
                }
                Value::Number(if size == word { number } else { -number })
            }
        };
        self.at += word.len();
        Ok(value)
    }

    /// A text after its quote.
    fn string(&mut self) -> Eval<Str> {
        let mut units: Vec<u16> = Vec::new();
        loop {
            let rest = self.text.get(self.at..).unwrap_or_default();
            let size = rest.bytes().take_while(|byte| *byte >= b' ' && *byte != b'"' && *byte != b'\\').count();
            let plain = rest.get(..size).unwrap_or_default();
            self.at += size + 1;
            let end = rest.as_bytes().get(size);
            if end == Some(&b'"') && units.is_empty() {
                return Ok(plain.into());
            }
            units.extend(plain.encode_utf16());
            match end {
                Some(b'"') => return Ok(Str::from_units(&units)),
                Some(b'\\') => {}
                _ => return self.unexpected(),
            }
            let letter = rest.as_bytes().get(size + 1).copied().unwrap_or_default();
            self.at += 1;
            if let Some((unit, _)) = ESCAPES.iter().find(|(_, escape)| *escape == letter) {
                units.push(*unit);
                continue;
            }
            match digits_in(rest.get(size + 2..size + 6).unwrap_or_default(), 16) {
                Some((code, 4)) if letter == b'u' => units.push(code as u16),
                _ => return self.unexpected(),
            }
            self.at += 4;
        }
    }

    /// An object or a list after its bracket.
    fn members(&mut self, open: u8, depth: usize) -> Eval {
        let close = open + 2;
        let object = if open == b'{' { Some(self.rt.object()) } else { None };
        let mut items = Vec::new();
        let mut next = self.next();
        while next != close {
            if let Some(object) = &object {
                if next != b'"' {
                    return self.unexpected();
                }
                let key = self.string()?;
                if self.next() != b':' {
                    return self.unexpected();
                }
                next = self.next();
                object.put(key, self.value(next, depth + 1)?);
            } else {
                items.push(self.value(next, depth + 1)?);
            }
            match self.next() {
                b',' => next = self.next(),
                found if found == close => break,
                _ => return self.unexpected(),
            }
            if next == close {
                return self.unexpected();
            }
        }
        Ok(object.map_or_else(|| self.rt.array(items), Value::Object))
    }
}

struct Writer<'t> {
    rt: &'t Runtime,
    gap: &'t str,
    /// What a line of the innermost object begins with.
    line: String,
    open: Vec<Object>,
    out: String,
}

/// `JSON.stringify(value, null, space)`.
pub(crate) fn stringify(rt: &Runtime, value: &Value, space: &Value) -> Eval {
    let gap = match space {
        Value::Number(count) => " ".repeat(count.clamp(0.0, 10.0) as usize),
        Value::String(text) => text.slice(0, 10).to_text().into_owned(),
        _ => String::new(),
    };
    let mut writer = Writer { rt, gap: &gap, line: "\n".into(), open: Vec::new(), out: String::new() };
    Ok(if writer.value(&Str::default(), value)? { writer.out.into() } else { Value::Undefined })
}

impl Writer<'_> {
    /// Writes the value of a key; false for one that JSON leaves out.
    fn value(&mut self, key: &Str, value: &Value) -> Eval<bool> {
        let rt = self.rt;
        rt.reserve(self.out.len().min(64))?;
        if let Value::Object(object) = value {
            let method = rt.named(value, "toJSON")?;
            if method.is_function() {
                let value = rt.nest(|| rt.call_value(&method, value, &[key.clone().into()]))?;
                return if let Value::Object(object) = &value {
                    self.object(&value, object)
                } else {
                    self.value(key, &value)
                };
            }
            return self.object(value, object);
        }
        match value {
            Value::Undefined | Value::Hole => return Ok(false),
            Value::Number(number) if !number.is_finite() => self.out.push_str("null"),
            Value::String(text) => {
                // A text that grows is held twice for a moment, and once more when it is done.
                rt.fits(2 * (self.out.len() + text.len()))?;
                rt.spend(text.len() / 8)?;
                self.quote(text);
            }
            other => self.out.push_str(&other.primitive_text().to_text()),
        }
        Ok(true)
    }

    fn object(&mut self, value: &Value, object: &Object) -> Eval<bool> {
        let rt = self.rt;
        if let Kind::Boxed(inner) = &object.0.kind {
            return self.value(&Str::default(), inner);
        }
        if object.is_function() {
            return Ok(false);
        }
        if self.open.iter().any(|open| open.same(object)) {
            return type_error("Converting circular structure to JSON");
        }
        if self.open.len() >= DEEPEST {
            return too_deep();
        }
        self.open.push(object.clone());
        let outer = self.line.len();
        self.line.push_str(self.gap);
        let list = object.is_array();
        let keys = if list { Vec::new() } else { rt.own_keys(object, false) };
        let count = if list { rt.to_integer(&rt.named(value, "length")?)? as usize } else { keys.len() };
        self.out.push(if list { '[' } else { '{' });
        let mut any = false;
        for at in 0..count {
            let before = self.out.len();
            if any {
                self.out.push(',');
            }
            self.new_line();
            let key = keys.get(at).cloned().unwrap_or_else(|| to_text(at as f64).into());
            if !list {
                self.quote(&key);
                self.out.push_str(if self.gap.is_empty() { ":" } else { ": " });
            }
            let item = if list { rt.get_index(value, &at.into())? } else { rt.get(value, &key)? };
            if self.value(&key, &item)? {
                any = true;
            } else if list {
                any = true;
                self.out.push_str("null");
            } else {
                self.out.truncate(before);
            }
        }
        self.line.truncate(outer);
        if any {
            self.new_line();
        }
        self.out.push(if list { ']' } else { '}' });
        self.open.pop();
        Ok(true)
    }

    fn new_line(&mut self) {
        if !self.gap.is_empty() {
            self.out.push_str(&self.line);
        }
    }

    fn quote(&mut self, text: &Str) {
        let out = &mut self.out;
        out.push('"');
        for found in char::decode_utf16(text.units()) {
            let unit = match found {
                Ok(found) if found >= ' ' && found != '"' && found != '\\' => {
                    out.push(found);
                    continue;
                }
                Ok(found) => found as u16,
                Err(half) => half.unpaired_surrogate(),
            };
            out.push('\\');
            if let Some((_, letter)) = ESCAPES.iter().find(|(sign, _)| *sign == unit) {
                out.push(char::from(*letter));
                continue;
            }
            out.push('u');
            for shift in [12, 8, 4, 0] {
                out.push(char::from_digit(u32::from(unit >> shift) & 15, 16).unwrap_or('0'));
            }
        }
        out.push('"');
    }
}
