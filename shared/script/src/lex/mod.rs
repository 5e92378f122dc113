//! Characters to tokens.

mod literal;

use crate::ast::{Atom, Pos};
use crate::atoms::{Atoms, Word};
use crate::error::{ErrorKind, Place, ScriptError};
use crate::number::is_space;
use crate::text::position;

/// What a token is: one of these, a [`mark`], or a [`word`].
pub(crate) type Code = u32;

pub(crate) const END: Code = 0;
pub(crate) const NUMBER: Code = 1;
pub(crate) const TEXT: Code = 2;
/// Part of a template that an expression follows, and its last part.
pub(crate) const TEMPLATE: Code = 3;
pub(crate) const TEMPLATE_END: Code = 4;
pub(crate) const REGEX: Code = 5;
/// Added to the number of a name or keyword.
pub(crate) const WORD: Code = 1 << 31;
/// In place of the text of a template with a wrong escape.
pub(crate) const WRONG: Atom = Atom::MAX;

/// The code of punctuation: its characters, the last one lowest.
pub(crate) const fn mark(text: &str) -> Code {
    let mut code = 0;
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        code = code << 8 | *first as u32;
        rest = others;
    }
    code
}

/// The code of a keyword.
pub(crate) const fn word(word: Word) -> Code {
    WORD | word.atom()
}

#[derive(Clone, Copy)]
pub(crate) struct Token {
    pub code: Code,
    /// The name, the text, the part of a template, or the pattern of a regular expression.
    pub atom: Atom,
    /// A part of a template as it is written; the flags of a regular expression.
    pub other: Atom,
    pub number: f64,
    pub start: usize,
    /// A line end is before it.
    pub line: bool,
}

pub(crate) struct Lexer<'s> {
    pub source: &'s str,
    pub at: usize,
    pub token: Token,
    /// The first thing that is wrong. From then on there is nothing but the end of the source.
    pub error: Option<ScriptError>,
    pub atoms: Atoms,
}

/// Line and column, from 1, of a byte offset.
pub(crate) fn place(source: &str, pos: Pos) -> Place {
    let mut place = Place { line: 1, column: 1 };
    for (at, found) in source.char_indices() {
        if at >= pos as usize {
            break;
        }
        place.column += 1;
        if found == '\n' {
            place = Place { line: place.line + 1, column: 1 };
        }
    }
    place
}

const MARKS: [Code; 57] = codes([
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=", "<=", ">=", "&&",
    "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<", ">>", "**", "{", "}", "(", ")",
    "[", "]", ";", ",", "<", ">", "+", "-", "*", "/", "%", "&", "|", "^", "!", "~", "?", ":", "=", ".",
]);

const fn codes(texts: [&str; 57]) -> [Code; 57] {
    let mut codes = [0; 57];
    let mut left: &mut [Code] = &mut codes;
    let mut rest: &[&str] = &texts;
    while let ([code, others @ ..], [text, more @ ..]) = (left, rest) {
        *code = mark(text);
        left = others;
        rest = more;
    }
    codes
}

fn goes_on(found: char) -> bool {
    match found {
        '0'..='9' | 'A'..='Z' | 'a'..='z' | '_' | '$' | 'ª' | 'µ' | 'º' | '\u{200c}' | '\u{200d}' => true,
        // Beyond ASCII what is no letter is nearly always a quotation mark, a dash, a sign or a space.
        '\0'..='¿' | '×' | '÷' | '\u{2000}'..='\u{206f}' | '\u{20a0}'..='\u{20cf}' | '\u{2190}'..='\u{2bff}' => {
            false
        }
        // Pictures.
        '\u{1f000}'..='\u{1faff}' => false,
        _ => !is_space(found),
    }
}

fn starts_name(found: char) -> bool {
    goes_on(found) && !found.is_ascii_digit()
}

fn ends_line(found: char) -> bool {
    matches!(found, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

impl<'s> Lexer<'s> {
    pub fn new(source: &'s str) -> Self {
        let token = Token { code: END, atom: 0, other: 0, number: 0.0, start: 0, line: false };
        Lexer { source, at: 0, token, error: None, atoms: Atoms::new() }
    }

    /// Notes that something is wrong and ends the source, unless it was noted before that something is.
    #[inline(never)]
    pub fn fail(&mut self, message: &str, pos: usize) {
        self.fail_with(ErrorKind::Syntax, message, pos);
    }

    pub fn fail_with(&mut self, kind: ErrorKind, message: &str, pos: usize) {
        self.token.code = END;
        if self.error.is_none() {
            self.error = Some(ScriptError::new(kind, message).at(place(self.source, pos as Pos)));
        }
    }

    fn rest(&self) -> &'s str {
        self.source.get(self.at..).unwrap_or_default()
    }

    /// The next character; `\0` at the end.
    #[inline(never)]
    fn peek(&self) -> char {
        self.rest().chars().next().unwrap_or('\0')
    }

    #[inline(never)]
    fn bump(&mut self) -> char {
        let found = self.peek();
        self.at = (self.at + found.len_utf8()).min(self.source.len());
        found
    }

    fn ended(&self) -> bool {
        self.at >= self.source.len()
    }

    #[inline(never)]
    fn take_while(&mut self, wanted: fn(char) -> bool) -> &'s str {
        let start = self.at;
        while let Some(byte) = self.source.as_bytes().get(self.at) {
            // Most characters are one byte: they need not be read as characters.
            let found = if byte.is_ascii() { char::from(*byte) } else { self.peek() };
            if !wanted(found) {
                break;
            }
            self.at += found.len_utf8();
        }
        self.source.get(start..self.at).unwrap_or_default()
    }

    /// Passes white space and comments; notes whether there was a line end.
    fn skip(&mut self) {
        self.token.line = false;
        loop {
            let space = self.take_while(is_space);
            self.token.line |= space.contains(ends_line);
            let rest = self.rest();
            if rest.starts_with("//") || rest.starts_with("<!--") || self.token.line && rest.starts_with("-->") {
                self.take_while(|found| !ends_line(found));
            } else if rest.starts_with("/*") {
                let Some(end) = rest.get(2..).and_then(|comment| position(comment, "*/")) else {
                    return self.fail("a comment is not closed", self.at);
                };
                self.token.line |= rest.get(..end + 2).is_some_and(|comment| comment.contains('\n'));
                self.at += end + 4;
            } else {
                return;
            }
        }
    }

    /// Goes on to the next token. `regex` says that `/` begins a regular expression here.
    pub fn next(&mut self, regex: bool) {
        self.skip();
        self.token.start = self.at;
        self.token.code = END;
        if self.ended() || self.error.is_some() {
            return;
        }
        let rest = self.rest().as_bytes();
        let first = self.peek();
        match first {
            '0'..='9' => self.number(),
            '.' if rest.get(1).is_some_and(u8::is_ascii_digit) => self.number(),
            '"' | '\'' => self.text(first),
            '`' => {
                self.bump();
                self.template();
            }
            '/' if regex => self.regex(),
            // Private names are like symbols: members that nothing lists.
            '#' => {
                self.bump();
                self.name("@@#");
            }
            '\\' => self.name(""),
            _ if starts_name(first) => self.name(""),
            _ => self.mark(),
        }
    }

    fn mark(&mut self) {
        let rest = self.rest().as_bytes();
        let mut code = 0;
        let mut length = 0;
        for take in (1..=4).rev() {
            code = rest.get(..take).unwrap_or_default().iter().fold(0, |code, byte| code << 8 | Code::from(*byte));
            length = take;
            if MARKS.contains(&code) {
                break;
            }
            length = 0;
        }
        if length == 0 {
            let what = ["unexpected character '", self.peek().encode_utf8(&mut [0; 4]), "'"].concat();
            return self.fail(&what, self.at);
        }
        if code == mark("?.") && rest.get(2).is_some_and(u8::is_ascii_digit) {
            code = mark("?");
            length = 1;
        }
        self.at += length;
        self.token.code = code;
    }

    fn name(&mut self, prefix: &str) {
        let plain = self.take_while(goes_on);
        if prefix.is_empty() && !plain.is_empty() && self.peek() != '\\' {
            self.token.atom = self.atoms.of(plain);
            self.token.code = WORD | self.token.atom;
            return;
        }
        let mut name = [prefix, plain].concat();
        loop {
            name.push_str(self.take_while(goes_on));
            if self.peek() != '\\' {
                break;
            }
            let start = self.at;
            self.bump();
            let code = if self.bump() == 'u' { self.unicode() } else { None };
            match code.and_then(char::from_u32).filter(|found| goes_on(*found)) {
                Some(found) => name.push(found),
                None => return self.fail("a wrong escape in a name", start),
            }
        }
        if name.len() == prefix.len() {
            return self.fail("unexpected character '#'", self.token.start);
        }
        self.token.atom = self.atoms.of(&name);
        self.token.code = WORD | self.token.atom;
    }
}
