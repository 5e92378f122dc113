//! JSON text to values and back: key order is kept, the depth is limited, and an error says where it is.
use crate::numbers;
use crate::value::{Map, Text, Value};
use std::rc::Rc;

/// Deeper texts are refused: they come from nobody who wants a form filled in.
const DEPTH: usize = 400;

/// Why a text is no JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonError {
    /// Byte offset of the first character that does not fit.
    pub at: usize,
    /// What is wrong there, in English.
    pub reason: &'static str,
}

struct Reader<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// Why it cannot be read on.
    reason: &'static str,
}

/// Reads `text` as one JSON value.
///
/// # Errors
/// [`JsonError`] with the byte where the text stops being JSON, also when it nests deeper than 400 levels.
pub fn parse(text: &str) -> Result<Value, JsonError> {
    let mut reader = Reader { text, bytes: text.as_bytes(), at: 0, reason: "unexpected character" };
    match reader.value(0) {
        Some(value) if reader.next() == 0 && reader.at >= text.len() => Ok(value),
        Some(_) => Err(JsonError { at: reader.at, reason: "text after the end" }),
        None => Err(JsonError { at: reader.at, reason: reader.reason }),
    }
}

impl Reader<'_> {
    /// Nothing, for this reason.
    fn fail<T>(&mut self, reason: &'static str) -> Option<T> {
        self.reason = reason;
        None
    }

    /// The byte that is next, 0 at the end.
    fn peek(&self) -> u8 {
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    /// The byte that is next after blanks.
    fn next(&mut self) -> u8 {
        while matches!(self.peek(), b' ' | b'\t' | b'\n' | b'\r') {
            self.at += 1;
        }
        self.peek()
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.next() == byte;
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, word: &str, value: Value) -> Option<Value> {
        if self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(word.as_bytes())) {
            self.at += word.len();
            return Some(value);
        }
        self.fail("unknown word")
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > DEPTH {
            return self.fail("nested too deeply");
        }
        match self.next() {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => Some(Value::String(self.string()?)),
            b't' => self.word("true", true.into()),
            b'f' => self.word("false", false.into()),
            b'n' => self.word("null", Value::Null),
            b'-' | b'0'..=b'9' => self.number(),
            _ if self.at >= self.bytes.len() => self.fail("unexpected end"),
            _ => self.fail("unexpected character"),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut map = Map::new();
        let mut more = !self.eat(b'}');
        while more {
            if self.next() != b'"' {
                return self.fail("a key is missing");
            }
            let key = self.string()?;
            if !self.eat(b':') {
                return self.fail("a colon is missing");
            }
            map.insert(key, self.value(depth + 1)?);
            more = self.eat(b',');
            if !more && !self.eat(b'}') {
                return self.fail("a comma or } is missing");
            }
        }
        Some(Value::Object(Rc::new(map)))
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut items = Vec::new();
        let mut more = !self.eat(b']');
        while more {
            items.push(self.value(depth + 1)?);
            more = self.eat(b',');
            if !more && !self.eat(b']') {
                return self.fail("a comma or ] is missing");
            }
        }
        Some(Value::array(items))
    }

    fn number(&mut self) -> Option<Value> {
        let from = self.at;
        while matches!(self.peek(), b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E') {
            self.at += 1;
        }
        let number = numbers::read(self.text.get(from..self.at).unwrap_or_default());
        if number.is_nan() {
            self.at = from;
            return self.fail("not a number");
        }
        Some(number.into())
    }

    fn string(&mut self) -> Option<Text> {
        self.at += 1;
        let mut out = String::new();
        loop {
            let from = self.at;
            while !matches!(self.peek(), b'"' | b'\\' | 0..=0x1f) {
                self.at += 1;
            }
            out.push_str(self.text.get(from..self.at).unwrap_or_default());
            match self.peek() {
                b'"' => {
                    self.at += 1;
                    return Some(out.into());
                }
                b'\\' => {
                    self.at += 1;
                    out.push(self.escape()?);
                }
                _ if self.at >= self.bytes.len() => return self.fail("unexpected end"),
                _ => return self.fail("control character in a text"),
            }
        }
    }

    fn escape(&mut self) -> Option<char> {
        let byte = self.peek();
        self.at += 1;
        Some(match byte {
            b'"' | b'\\' | b'/' => char::from(byte),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let mut code = self.hex()?;
                let high = (0xd800..0xdc00).contains(&code);
                if high && self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(b"\\u")) {
                    self.at += 2;
                    let low = self.hex()?;
                    code = 0x10000 + ((code - 0xd800) << 10) + (low.wrapping_sub(0xdc00) & 0x3ff);
                }
                char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
            }
            _ => return self.fail("unknown escape"),
        })
    }

    fn hex(&mut self) -> Option<u32> {
        let mut number = 0;
        for _ in 0..4 {
            match char::from(self.peek()).to_digit(16) {
                Some(digit) => number = number * 16 + digit,
                None => return self.fail("unknown escape"),
            }
            self.at += 1;
        }
        Some(number)
    }
}

/// The value as JSON text without spaces, as `JSON.stringify` writes it: members that are undefined are left out, numbers that
/// JSON cannot say become `null`.
pub fn print(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Undefined | Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) if number.is_finite() => out.push_str(&numbers::number_text(**number)),
        Value::Number(_) => out.push_str("null"),
        Value::String(text) => write_text(text, out),
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(item, out);
            }
            out.push(']');
        }
        Value::Object(map) => {
            out.push('{');
            let mut first = true;
            for (key, item) in map.iter().filter(|(_, item)| !item.is_undefined()) {
                if !std::mem::take(&mut first) {
                    out.push(',');
                }
                write_text(key, out);
                out.push(':');
                write(item, out);
            }
            out.push('}');
        }
    }
}

fn write_text(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push('"');
    for found in text.chars() {
        match found {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '\0'..='\u{1f}' => {
                let code = found as usize;
                out.push_str("\\u00");
                for nibble in [code >> 4, code & 15] {
                    out.push(HEX.get(nibble).map_or('0', |digit| char::from(*digit)));
                }
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_the_order_in_which_they_came() {
        let text = r#"{"z":1,"a":[true,null,-2.5e3,"é\n\u0001😀"],"m":{}}"#;
        assert_eq!(print(&parse(text).unwrap()), text.replace("-2.5e3", "-2500"));
    }

    #[test]
    fn a_surrogate_pair_is_one_character() {
        assert_eq!(parse(r#""\ud83d\ude00""#).unwrap().text(), "😀");
        assert_eq!(parse(r#""\ud83d""#).unwrap().text(), "\u{fffd}");
    }

    #[test]
    fn what_is_no_json_is_refused_with_its_place() {
        for text in ["", "{", "[1,", "{\"a\"}", "nul", "1 2", "\"\\x\"", "\"\\u12\"", "{a:1}", "--1", "\"a"] {
            assert!(parse(text).is_err(), "{text}");
        }
        assert_eq!(parse("[1 2]").unwrap_err().at, 3);
        assert_eq!(parse(&"[".repeat(100_000)).unwrap_err().reason, "nested too deeply");
    }
}
