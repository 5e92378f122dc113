//! Characters to tokens.

use crate::ast::Pos;
use crate::error::{Place, ScriptError};
use crate::number::{digits_in, is_space};
use crate::text::Str;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Token {
    End,
    Number(f64),
    Text(Str),
    /// A name or a keyword.
    Word(Str),
    /// Punctuation, longest first.
    Mark(&'static str),
    Regex(Str, Str),
    /// Part of a template: cooked (none with a wrong escape), raw, whether it is the last.
    Template(Option<Str>, Str, bool),
}

pub(crate) struct Lexer<'s> {
    pub source: &'s str,
    pub at: usize,
}

/// Line and column, from 1, of a byte offset.
pub(crate) fn place(source: &str, pos: Pos) -> Place {
    let before = source.get(..pos as usize).unwrap_or(source);
    let line = before.rsplit('\n').next().unwrap_or_default();
    let lines = before.bytes().filter(|byte| *byte == b'\n').count();
    Place { line: lines as u32 + 1, column: line.chars().count() as u32 + 1 }
}

const MARKS: [&str; 57] = [
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&",
    "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**", "{", "}", "(", ")",
    "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=", ".",
];

pub(crate) fn starts_name(found: char) -> bool {
    found.is_alphabetic() || found == '_' || found == '$'
}

fn goes_on(found: char) -> bool {
    found.is_alphanumeric() || found == '_' || found == '$' || found == '\u{200c}' || found == '\u{200d}'
}

impl<'s> Lexer<'s> {
    pub fn error<T>(&self, message: &str, pos: usize) -> Result<T, ScriptError> {
        Err(ScriptError::syntax(message, place(self.source, pos as Pos)))
    }

    fn rest(&self) -> &'s str {
        self.source.get(self.at..).unwrap_or_default()
    }

    pub fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let found = self.peek()?;
        self.at += found.len_utf8();
        Some(found)
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'s str {
        let rest = self.rest();
        let end = rest.find(|found| !wanted(found)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// Passes white space and comments; says whether there was a line end.
    fn skip(&mut self) -> Result<bool, ScriptError> {
        let mut line = false;
        loop {
            let space = self.take_while(is_space);
            line |= space.contains(['\n', '\r', '\u{2028}', '\u{2029}']);
            let rest = self.rest();
            if rest.starts_with("//") || rest.starts_with("<!--") || line && rest.starts_with("-->") {
                self.take_while(|found| !matches!(found, '\n' | '\r' | '\u{2028}' | '\u{2029}'));
            } else if let Some(comment) = rest.strip_prefix("/*") {
                let Some(end) = comment.find("*/") else { return self.error("a comment is not closed", self.at) };
                line |= comment.get(..end).unwrap_or_default().contains('\n');
                self.at += end + 4;
            } else {
                return Ok(line);
            }
        }
    }

    /// The next token with its start and whether a line end was before it. `regex` says that `/` begins a regular
    /// expression here.
    pub fn next(&mut self, regex: bool) -> Result<(Token, usize, bool), ScriptError> {
        let line = self.skip()?;
        let start = self.at;
        let Some(first) = self.peek() else { return Ok((Token::End, start, line)) };
        let token = match first {
            '0'..='9' => self.number()?,
            '.' if self.rest().as_bytes().get(1).is_some_and(u8::is_ascii_digit) => self.number()?,
            '"' | '\'' => self.text(first)?,
            '`' => {
                self.bump();
                self.template()?
            }
            '/' if regex => self.regex()?,
            _ if starts_name(first) || first == '\\' => Token::Word(self.name()?),
            '#' if self.rest().chars().nth(1).is_some_and(starts_name) => {
                // Private names are like symbols: members that nothing lists.
                self.bump();
                Token::Word(["@@#", &self.name()?.to_text()].concat().into())
            }
            _ => self.mark()?,
        };
        Ok((token, start, line))
    }

    fn mark(&mut self) -> Result<Token, ScriptError> {
        let rest = self.rest();
        let Some(mut mark) = MARKS.into_iter().find(|mark| rest.starts_with(mark)) else {
            let what = ["unexpected character '", &rest.chars().take(1).collect::<String>(), "'"].concat();
            return self.error(&what, self.at);
        };
        if mark == "?." && rest.as_bytes().get(2).is_some_and(u8::is_ascii_digit) {
            mark = "?";
        }
        self.at += mark.len();
        Ok(Token::Mark(mark))
    }

    fn name(&mut self) -> Result<Str, ScriptError> {
        let plain = self.take_while(goes_on);
        if self.peek() != Some('\\') {
            return Ok(plain.into());
        }
        let mut name = String::from(plain);
        while let Some(found) = self.peek() {
            if found == '\\' {
                let start = self.at;
                self.bump();
                let code = if self.bump() == Some('u') { self.unicode() } else { None };
                match code.and_then(char::from_u32).filter(|found| goes_on(*found)) {
                    Some(found) => name.push(found),
                    None => return self.error("a wrong escape in a name", start),
                }
            } else if goes_on(found) {
                name.push(found);
                self.bump();
            } else {
                break;
            }
        }
        Ok(name.into())
    }

    fn number(&mut self) -> Result<Token, ScriptError> {
        let start = self.at;
        let rest = self.rest();
        let mut value = None;
        if let Some(&[b'0', kind]) = rest.as_bytes().get(..2).and_then(|two| <&[u8; 2]>::try_from(two).ok()) {
            let radix = match kind | 0x20 {
                b'x' => 16,
                b'o' => 8,
                b'b' => 2,
                _ => 0,
            };
            if radix > 0 {
                self.at += 2;
                let digits = self.take_while(|found| found.is_digit(radix) || found == '_').replace('_', "");
                value = Some(digits_in(&digits, radix).map_or(f64::NAN, |found| found.0));
            } else if kind.is_ascii_digit() {
                // Sloppy mode: 017 is octal, 018 is not.
                let digits = self.take_while(|found| found.is_ascii_digit());
                let radix = if digits.bytes().all(|digit| digit < b'8') { 8 } else { 10 };
                value = digits_in(digits, radix).map(|found| found.0);
            }
        }
        if value.is_none() {
            let mut text = self.take_while(|found| found.is_ascii_digit() || found == '_').replace('_', "");
            if self.peek() == Some('.') {
                self.bump();
                text.push('.');
                text.push_str(&self.take_while(|found| found.is_ascii_digit() || found == '_').replace('_', ""));
            }
            if matches!(self.peek(), Some('e' | 'E')) {
                self.bump();
                text.push('e');
                if let Some(sign @ ('+' | '-')) = self.peek() {
                    self.bump();
                    text.push(sign);
                }
                let digits = self.take_while(|found| found.is_ascii_digit());
                if digits.is_empty() {
                    return self.error("a number without its exponent", start);
                }
                text.push_str(digits);
            }
            value = Some(crate::number::parse_float(&text));
        }
        match value {
            Some(value) if !value.is_nan() && !self.peek().is_some_and(goes_on) => Ok(Token::Number(value)),
            _ => self.error("a wrong number", start),
        }
    }

    fn text(&mut self, quote: char) -> Result<Token, ScriptError> {
        let start = self.at;
        self.bump();
        let plain = self.take_while(|found| found != quote && found != '\\' && found != '\n' && found != '\r');
        if self.peek() == Some(quote) {
            self.bump();
            return Ok(Token::Text(plain.into()));
        }
        let mut units: Vec<u16> = plain.encode_utf16().collect();
        loop {
            match self.peek() {
                Some(found) if found == quote => {
                    self.bump();
                    return Ok(Token::Text(Str::from_units(&units)));
                }
                Some('\\') => {
                    let at = self.at;
                    if !self.escape(&mut units, false) {
                        return self.error("a wrong escape in a text", at);
                    }
                }
                None | Some('\n' | '\r') => return self.error("a text is not closed", start),
                Some(found) => {
                    self.bump();
                    units.extend(found.encode_utf16(&mut [0; 2]).iter());
                }
            }
        }
    }

    /// Reads `\…` to units; false for one that is not allowed.
    fn escape(&mut self, units: &mut Vec<u16>, in_template: bool) -> bool {
        self.bump();
        let Some(found) = self.bump() else { return false };
        let code = match found {
            'n' => 10,
            't' => 9,
            'r' => 13,
            'b' => 8,
            'f' => 12,
            'v' => 11,
            '\r' => {
                if self.peek() == Some('\n') {
                    self.bump();
                }
                return true;
            }
            '\n' | '\u{2028}' | '\u{2029}' => return true,
            'x' => match self.hex(2) {
                Some(code) => code,
                None => return false,
            },
            'u' => match self.unicode() {
                Some(code) => code,
                None => return false,
            },
            '0'..='7' => {
                let next = self.peek().is_some_and(|found| found.is_ascii_digit());
                if in_template && (found != '0' || next) {
                    return false;
                }
                let mut code = found.to_digit(8).unwrap_or(0);
                let most = if found <= '3' { 2 } else { 1 };
                for _ in 0..most {
                    let Some(digit) = self.peek().and_then(|found| found.to_digit(8)) else { break };
                    self.bump();
                    code = code * 8 + digit;
                }
                code
            }
            '8' | '9' if in_template => return false,
            other => other.into(),
        };
        match char::from_u32(code) {
            Some(found) => units.extend(found.encode_utf16(&mut [0; 2]).iter()),
            None => units.push(code as u16),
        }
        true
    }

    fn hex(&mut self, count: usize) -> Option<u32> {
        let mut code = 0;
        for _ in 0..count {
            code = code * 16 + self.bump()?.to_digit(16)?;
        }
        Some(code)
    }

    /// What follows `\u`.
    fn unicode(&mut self) -> Option<u32> {
        if self.peek() != Some('{') {
            return self.hex(4);
        }
        self.bump();
        let digits = self.take_while(|found| found.is_ascii_hexdigit());
        let code = u32::from_str_radix(digits, 16).ok().filter(|code| *code <= 0x10_ffff)?;
        (self.bump() == Some('}')).then_some(code)
    }

    /// The part of a template from here (after the back quote, or after the brace that ends an expression).
    pub fn template(&mut self) -> Result<Token, ScriptError> {
        let start = self.at;
        let mut units = Vec::new();
        let mut whole = true;
        loop {
            let end = self.at;
            let last = match self.peek() {
                None => return self.error("a template is not closed", start),
                Some('`') => true,
                Some('$') if self.rest().starts_with("${") => false,
                Some('\\') => {
                    whole &= self.escape(&mut units, true);
                    continue;
                }
                Some(found) => {
                    self.bump();
                    if found != '\r' {
                        units.extend(found.encode_utf16(&mut [0; 2]).iter());
                    } else if self.peek() != Some('\n') {
                        units.push(10);
                    }
                    continue;
                }
            };
            self.at += if last { 1 } else { 2 };
            let raw = self.source.get(start..end).unwrap_or_default();
            return Ok(Token::Template(whole.then(|| Str::from_units(&units)), raw.into(), last));
        }
    }

    fn regex(&mut self) -> Result<Token, ScriptError> {
        let start = self.at;
        self.bump();
        let body = self.at;
        let mut in_class = false;
        loop {
            match self.bump() {
                Some('\\') if self.peek().is_some_and(|found| found != '\n') => {
                    self.bump();
                }
                Some('[') => in_class = true,
                Some(']') => in_class = false,
                Some('/') if !in_class => break,
                None | Some('\n' | '\r') => return self.error("a regular expression is not closed", start),
                Some(_) => {}
            }
        }
        let pattern = self.source.get(body..self.at - 1).unwrap_or_default();
        let flags = self.take_while(goes_on);
        Ok(Token::Regex(pattern.into(), flags.into()))
    }
}
