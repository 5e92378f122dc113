//! `JSON.stringify`.

use super::json::DEEPEST;
use crate::error::{ErrorKind, Eval, raised, type_error};
use crate::number::to_text;
use crate::object::{Kind, Object};
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

struct Writer<'t> {
    rt: &'t Runtime,
    replacer: Value,
    only: Option<Vec<Str>>,
    gap: String,
    indent: String,
    open: Vec<Object>,
    out: String,
}

/// `JSON.stringify(value, replacer, space)`.
pub(crate) fn stringify(rt: &Runtime, value: &Value, replacer: &Value, space: &Value) -> Eval {
    let gap = match space {
        Value::Number(count) => " ".repeat(count.clamp(0.0, 10.0) as usize),
        Value::String(text) => text.slice(0, 10).to_text().into_owned(),
        _ => String::new(),
    };
    let only = match replacer.as_object() {
        Some(object) if object.is_array() => {
            Some(rt.items(replacer)?.iter().map(|key| rt.to_key(key)).collect::<Eval<Vec<Str>>>()?)
        }
        _ => None,
    };
    let mut writer = Writer {
        rt,
        replacer: replacer.clone(),
        only,
        gap,
        indent: String::new(),
        open: Vec::new(),
        out: String::new(),
    };
    let holder = if replacer.is_function() {
        let holder = rt.object();
        holder.put_named("", value.clone());
        Value::Object(holder)
    } else {
        Value::Undefined
    };
    if writer.value(&holder, &Str::default(), value.clone())? { Ok(writer.out.into()) } else { Ok(Value::Undefined) }
}

impl Writer<'_> {
    /// Writes a value; false for one that JSON leaves out.
    fn value(&mut self, holder: &Value, key: &Str, value: Value) -> Eval<bool> {
        let rt = self.rt;
        rt.reserve(self.out.len().min(64))?;
        let mut value = value;
        if let Value::Object(_) = &value {
            let method = rt.named(&value, "toJSON")?;
            if method.is_function() {
                value = rt.nest(|| rt.call_value(&method, &value, &[key.clone().into()]))?;
            }
        }
        if self.replacer.is_function() {
            value = rt.nest(|| rt.call_value(&self.replacer, holder, &[key.clone().into(), value.clone()]))?;
        }
        match &value {
            Value::Undefined | Value::Hole => return Ok(false),
            Value::Null | Value::Bool(_) => self.out.push_str(&value.primitive_text().to_text()),
            Value::Number(number) if number.is_finite() => self.out.push_str(&to_text(*number)),
            Value::Number(_) => self.out.push_str("null"),
            Value::String(text) => {
                // A text that grows is held twice for a moment, and once more when it is done.
                rt.fits(2 * (self.out.len() + text.len()))?;
                rt.spend(text.len() / 8)?;
                quote(text, &mut self.out);
            }
            Value::Object(object) => match &object.0.kind {
                Kind::Boxed(inner) => return self.value(holder, key, inner.clone()),
                _ if object.is_function() => return Ok(false),
                _ => self.members(&value, object)?,
            },
        }
        Ok(true)
    }

    fn members(&mut self, value: &Value, object: &Object) -> Eval<()> {
        if self.open.iter().any(|open| open.same(object)) {
            return type_error("Converting circular structure to JSON");
        }
        if self.open.len() >= DEEPEST {
            return Err(raised(ErrorKind::Depth, "JSON is nested too deeply".into()));
        }
        self.open.push(object.clone());
        let outer = self.indent.len();
        self.indent.push_str(&self.gap);
        let list = object.is_array();
        self.out.push(if list { '[' } else { '{' });
        let mut any = false;
        if list {
            let count = self.rt.to_integer(&self.rt.named(value, "length")?)?;
            for at in 0..count as usize {
                self.separate(any);
                any = true;
                let item = self.rt.get_index(value, &at.into())?;
                if !self.value(value, &to_text(at as f64).into(), item)? {
                    self.out.push_str("null");
                }
            }
        } else {
            let keys = match &self.only {
                Some(only) => only.clone(),
                None => self.rt.own_keys(object, false),
            };
            for key in keys {
                let inner = self.rt.get(value, &key)?;
                let before = self.out.len();
                self.separate(any);
                quote(&key, &mut self.out);
                self.out.push(':');
                if !self.gap.is_empty() {
                    self.out.push(' ');
                }
                if self.value(value, &key, inner)? { any = true } else { self.out.truncate(before) }
            }
        }
        self.indent.truncate(outer);
        if any && !self.gap.is_empty() {
            self.out.push('\n');
            self.out.push_str(&self.indent);
        }
        self.out.push(if list { ']' } else { '}' });
        self.open.pop();
        Ok(())
    }

    fn separate(&mut self, any: bool) {
        if any {
            self.out.push(',');
        }
        if !self.gap.is_empty() {
            self.out.push('\n');
            self.out.push_str(&self.indent);
        }
    }
}

fn quote(text: &Str, out: &mut String) {
    out.push('"');
    for found in char::decode_utf16(text.units()) {
        match found {
            Ok('"') => out.push_str("\\\""),
            Ok('\\') => out.push_str("\\\\"),
            Ok('\n') => out.push_str("\\n"),
            Ok('\r') => out.push_str("\\r"),
            Ok('\t') => out.push_str("\\t"),
            Ok('\u{8}') => out.push_str("\\b"),
            Ok('\u{c}') => out.push_str("\\f"),
            Ok(found) if found < ' ' => unit(u32::from(found), out),
            Ok(found) => out.push(found),
            Err(half) => unit(half.unpaired_surrogate().into(), out),
        }
    }
    out.push('"');
}

fn unit(code: u32, out: &mut String) {
    out.push_str("\\u");
    for shift in [12, 8, 4, 0] {
        out.push(char::from_digit((code >> shift) & 15, 16).unwrap_or('0'));
    }
}
