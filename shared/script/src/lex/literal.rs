//! Numbers, texts, templates and regular expressions.

use super::{Lexer, NUMBER, REGEX, TEMPLATE, TEMPLATE_END, TEXT, WRONG, ends_line, goes_on};
use crate::number::digits_in;

impl Lexer<'_> {
    fn digits(&mut self, text: &mut String) {
        text.extend(
            self.take_while(|found| found.is_ascii_digit() || found == '_').chars().filter(|found| *found != '_'),
        );
    }

    pub(super) fn number(&mut self) {
        let start = self.at;
        let mut text = String::new();
        let rest = self.rest().as_bytes();
        let kind = if self.peek() == '0' { rest.get(1).map_or(0, |kind| kind | 0x20) } else { 0 };
        let mut radix = match kind {
            b'x' => 16,
            b'o' => 8,
            b'b' => 2,
            _ => 10,
        };
        if radix != 10 {
            self.at += 2;
            let digits = self.take_while(|found| found.is_ascii_hexdigit() || found == '_');
            text.extend(digits.chars().filter(|found| *found != '_'));
        } else {
            self.digits(&mut text);
            // Sloppy mode: 017 is octal, 018 is not.
            if kind.is_ascii_digit() && text.bytes().all(|digit| digit < b'8') {
                radix = 8;
            }
            if !kind.is_ascii_digit() && self.peek() == '.' {
                self.bump();
                text.push('.');
                self.digits(&mut text);
            }
            if matches!(self.peek(), 'e' | 'E') {
                self.bump();
                text.push('e');
                if matches!(self.peek(), '+' | '-') {
                    text.push(self.bump());
                }
                if !self.peek().is_ascii_digit() {
                    return self.fail("a number without its exponent", start);
                }
                self.digits(&mut text);
            }
        }
        let value = if radix == 10 {
            crate::number::parse_float(&text)
        } else {
            digits_in(&text, radix).filter(|found| found.1 == text.len()).map_or(f64::NAN, |found| found.0)
        };
        if value.is_nan() || goes_on(self.peek()) {
            return self.fail("a wrong number", start);
        }
        self.token.number = value;
        self.token.code = NUMBER;
    }

    pub(super) fn text(&mut self, quote: char) {
        let start = self.at;
        self.bump();
        let mut units = Vec::new();
        loop {
            let at = self.at;
            match self.peek() {
                '\\' => {
                    if !self.escape(&mut units, false) {
                        return self.fail("a wrong escape in a text", at);
                    }
                }
                '\n' | '\r' => return self.fail("a text is not closed", start),
                _ if self.ended() => return self.fail("a text is not closed", start),
                found => {
                    self.bump();
                    if found == quote {
                        break;
                    }
                    push(&mut units, found.into());
                }
            }
        }
        self.token.atom = self.atoms.of_units(&units);
        self.token.code = TEXT;
    }

    /// Reads `\…` to units; false for one that is not allowed.
    fn escape(&mut self, units: &mut Vec<u16>, in_template: bool) -> bool {
        self.bump();
        if self.ended() {
            return false;
        }
        let found = self.bump();
        let code = match found {
            'n' => Some(10),
            't' => Some(9),
            'r' => Some(13),
            'b' => Some(8),
            'f' => Some(12),
            'v' => Some(11),
            '\r' | '\n' | '\u{2028}' | '\u{2029}' => {
                if found == '\r' && self.peek() == '\n' {
                    self.bump();
                }
                return true;
            }
            'x' => self.hex(2),
            'u' => self.unicode(),
            '0'..='9' if in_template && (found != '0' || self.peek().is_ascii_digit()) => None,
            '0'..='7' => {
                let mut code = found as u32 - 48;
                let most = if code < 4 { 2 } else { 1 };
                for _ in 0..most {
                    if matches!(self.peek(), '0'..='7') {
                        code = code * 8 + (self.bump() as u32 - 48);
                    }
                }
                Some(code)
            }
            other => Some(other.into()),
        };
        if let Some(code) = code {
            push(units, code);
        }
        code.is_some()
    }

    fn hex(&mut self, count: usize) -> Option<u32> {
        let mut code = 0;
        for _ in 0..count {
            code = code * 16 + self.bump().to_digit(16)?;
        }
        Some(code)
    }

    /// What follows `\u`.
    pub(super) fn unicode(&mut self) -> Option<u32> {
        if self.peek() != '{' {
            return self.hex(4);
        }
        self.bump();
        let mut code = 0;
        loop {
            let found = self.bump();
            if found == '}' {
                return Some(code);
            }
            code = code * 16 + found.to_digit(16)?;
            if code > 0x10_ffff {
                return None;
            }
        }
    }

    /// The part of a template from here (after the back quote, or after the brace that ends an expression).
    pub fn template(&mut self) {
        let start = self.at;
        let mut units = Vec::new();
        let mut whole = true;
        let (end, code) = loop {
            let end = self.at;
            match self.peek() {
                _ if self.ended() => return self.fail("a template is not closed", start),
                '`' => break (end, TEMPLATE_END),
                '$' if self.rest().starts_with("${") => {
                    self.bump();
                    break (end, TEMPLATE);
                }
                '\\' => whole &= self.escape(&mut units, true),
                found => {
                    self.bump();
                    if found != '\r' {
                        push(&mut units, found.into());
                    } else if self.peek() != '\n' {
                        units.push(10);
                    }
                }
            }
        };
        self.bump();
        self.token.atom = if whole { self.atoms.of_units(&units) } else { WRONG };
        self.token.other = self.atoms.of(self.source.get(start..end).unwrap_or_default());
        self.token.code = code;
    }

    pub(super) fn regex(&mut self) {
        let start = self.at;
        self.bump();
        let mut in_class = false;
        loop {
            match self.peek() {
                '\\' => {
                    self.bump();
                }
                '[' => in_class = true,
                ']' => in_class = false,
                '/' if !in_class => break,
                _ => {}
            }
            if self.ended() || ends_line(self.peek()) {
                return self.fail("a regular expression is not closed", start);
            }
            self.bump();
        }
        let pattern = self.source.get(start + 1..self.at).unwrap_or_default();
        self.token.atom = self.atoms.of(pattern);
        self.bump();
        let flags = self.take_while(goes_on);
        self.token.other = self.atoms.of(flags);
        self.token.code = REGEX;
    }
}

/// Appends a character, or the half of one, in 16-bit units.
#[inline(never)]
fn push(units: &mut Vec<u16>, code: u32) {
    if code > 0xffff {
        units.push((0xd7c0 + (code >> 10)) as u16);
        units.push((0xdc00 | code & 0x3ff) as u16);
    } else {
        units.push(code as u16);
    }
}
