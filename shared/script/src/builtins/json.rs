//! `JSON`, and reading it.

use super::arg;
pub(crate) use super::jsonwrite::stringify;
use crate::error::{ErrorKind, Eval, raised};
use crate::number::to_text;
use crate::object::{Lazy, Library, Native};
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

pub(crate) static MEMBERS: Lazy = Lazy { natives: "stringify:3 parse:2", group: call, library: (Library::Core, "") };

/// How deep JSON may nest.
pub(super) const DEEPEST: usize = 200;

fn call(rt: &Runtime, native: &Native, _this: &Value, args: &[Value]) -> Eval {
    match native.id {
        0 => stringify(rt, &arg(args, 0), &arg(args, 1), &arg(args, 2)),
        _ => {
            let text = rt.to_text(&arg(args, 0))?;
            let value = parse(rt, &text)?;
            let reviver = arg(args, 1);
            if !reviver.is_function() {
                return Ok(value);
            }
            let root = rt.object();
            root.put_named("", value);
            revive(rt, &Value::Object(root), &Str::default(), &reviver)
        }
    }
}

fn revive(rt: &Runtime, holder: &Value, key: &Str, reviver: &Value) -> Eval {
    rt.nest(|| {
        let value = rt.get(holder, key)?;
        if let Value::Object(object) = &value {
            for inner in rt.own_keys(object, false) {
                match revive(rt, &value, &inner, reviver)? {
                    Value::Undefined => drop(rt.delete(&value, &inner)?),
                    new => rt.set(&value, &inner, new)?,
                }
            }
        }
        rt.call_value(reviver, holder, &[key.clone().into(), value])
    })
}

/// `JSON.parse(text)`.
pub(crate) fn parse(rt: &Runtime, text: &Str) -> Eval {
    rt.reserve(text.len() * 8)?;
    let plain = text.to_text();
    let mut reader = Reader { rt, text: &plain, at: 0 };
    let value = reader.value(0)?;
    reader.space();
    if reader.at < plain.len() {
        return reader.unexpected();
    }
    Ok(value)
}

struct Reader<'t> {
    rt: &'t Runtime,
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn unexpected<T>(&self) -> Eval<T> {
        let message = match self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            Some(found) => {
                ["Unexpected token '", &String::from(found), "' in JSON at position ", &to_text(self.at as f64)]
                    .concat()
            }
            None => "Unexpected end of JSON input".into(),
        };
        Err(raised(ErrorKind::Syntax, message))
    }

    fn value(&mut self, depth: usize) -> Eval {
        if depth > DEEPEST {
            return Err(raised(ErrorKind::Depth, "JSON is nested too deeply".into()));
        }
        self.rt.spend(2)?;
        self.space();
        match self.peek() {
            Some(b'{') => self.object(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => Ok(self.string()?.into()),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => {
                for (word, value) in [("true", Value::Bool(true)), ("false", Value::Bool(false)), ("null", Value::Null)]
                {
                    if self.text.get(self.at..).is_some_and(|rest| rest.starts_with(word)) {
                        self.at += word.len();
                        return Ok(value);
                    }
                }
                self.unexpected()
            }
        }
    }

    fn number(&mut self) -> Eval {
        let start = self.at;
        let digits = |reader: &mut Self| {
            let from = reader.at;
            while matches!(reader.peek(), Some(b'0'..=b'9')) {
                reader.at += 1;
            }
            reader.at - from
        };
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        let zero = self.peek() == Some(b'0');
        let whole = digits(self);
        if whole == 0 || zero && whole > 1 {
            self.at = start;
            return self.unexpected();
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            if digits(self) == 0 {
                return self.unexpected();
            }
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            if digits(self) == 0 {
                return self.unexpected();
            }
        }
        Ok(Value::Number(crate::number::parse_float(self.text.get(start..self.at).unwrap_or_default())))
    }

    fn string(&mut self) -> Eval<Str> {
        self.at += 1;
        let start = self.at;
        let rest = self.text.get(start..).unwrap_or_default();
        let plain = rest.find(['"', '\\', '\n', '\r', '\t']).unwrap_or(rest.len());
        if rest.as_bytes().get(plain) == Some(&b'"') {
            self.at = start + plain + 1;
            return Ok(rest.get(..plain).unwrap_or_default().into());
        }
        let mut units: Vec<u16> = Vec::new();
        while let Some(found) = self.text.get(self.at..).and_then(|rest| rest.chars().next()) {
            if found < ' ' {
                break;
            }
            self.at += found.len_utf8();
            match found {
                '"' => return Ok(Str::from_units(&units)),
                '\\' => {
                    let escape = self.peek();
                    self.at += 1;
                    let unit = match escape {
                        Some(plain @ (b'"' | b'\\' | b'/')) => plain.into(),
                        Some(b'b') => 8,
                        Some(b'f') => 12,
                        Some(b'n') => 10,
                        Some(b'r') => 13,
                        Some(b't') => 9,
                        Some(b'u') => {
                            let code =
                                self.text.get(self.at..self.at + 4).and_then(|code| u16::from_str_radix(code, 16).ok());
                            self.at += 4;
                            match code {
                                Some(code) => code,
                                None => {
                                    self.at = self.at.saturating_sub(4);
                                    return self.unexpected();
                                }
                            }
                        }
                        _ => {
                            self.at -= 1;
                            return self.unexpected();
                        }
                    };
                    units.push(unit);
                }
                other => units.extend(other.encode_utf16(&mut [0; 2]).iter()),
            }
        }
        self.unexpected()
    }

    fn list(&mut self, depth: usize) -> Eval {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(self.rt.array(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(self.rt.array(items));
                }
                _ => return self.unexpected(),
            }
        }
    }

    fn object(&mut self, depth: usize) -> Eval {
        self.at += 1;
        let object = self.rt.object();
        self.space();
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Object(object));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return self.unexpected();
            }
            let key = self.string()?;
            self.space();
            if self.peek() != Some(b':') {
                return self.unexpected();
            }
            self.at += 1;
            let value = self.value(depth + 1)?;
            object.put(key, value);
            self.space();
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Value::Object(object));
                }
                _ => return self.unexpected(),
            }
        }
    }
}
