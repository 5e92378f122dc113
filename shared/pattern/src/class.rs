//! Classes and escapes of regular expressions.

use super::Inst;
use super::compile::Compiler;

const DIGITS: &[(u16, u16)] = &[(48, 57)];
const WORDS: &[(u16, u16)] = &[(48, 57), (65, 90), (95, 95), (97, 122)];
const SPACES: &[(u16, u16)] = &[
    (9, 13),
    (32, 32),
    (0xa0, 0xa0),
    (0x1680, 0x1680),
    (0x2000, 0x200a),
    (0x2028, 0x2029),
    (0x202f, 0x202f),
    (0x205f, 0x205f),
    (0x3000, 0x3000),
    (0xfeff, 0xfeff),
];

impl Compiler<'_> {
    /// What `\…` stands for, in a class or outside: one letter, or nothing where it is several, which then are the last ranges.
    pub(super) fn class_escape(&mut self) -> Option<Option<u32>> {
        let found = self.bump()?;
        let set = match found.to_ascii_lowercase() {
            'd' => DIGITS,
            'w' => WORDS,
            's' => SPACES,
            _ => return self.letter_escape(found).map(Some),
        };
        let turned = found.is_ascii_uppercase();
        let mut next = 0;
        for (low, high) in set {
            let (low, high) = (u32::from(*low), u32::from(*high));
            if !turned {
                self.ranges.push((low, high));
            } else if low > next {
                self.ranges.push((next, low - 1));
            }
            next = high + 1;
        }
        if turned {
            self.ranges.push((next, 0x10_ffff));
        }
        Some(None)
    }

    fn letter_escape(&mut self, found: char) -> Option<u32> {
        Some(match found {
            'n' => 10,
            'r' => 13,
            't' => 9,
            'v' => 11,
            'f' => 12,
            '0' if !self.peek().is_some_and(|next| next.is_ascii_digit()) => 0,
            'c' => u32::from(self.bump().filter(char::is_ascii_alphabetic)?) % 32,
            'u' if self.unicode && self.eat("{") => {
                let code = self.number(16, 8)?;
                if !self.eat("}") {
                    return None;
                }
                code
            }
            'x' | 'u' => {
                let size = if found == 'x' { 2 } else { 4 };
                let end = self.at + size;
                let code = self.number(16, size)?;
                if self.at != end || self.unicode && (0xd800..0xe000).contains(&code) {
                    return None;
                }
                code
            }
            other if !other.is_ascii_alphanumeric() => other.into(),
            _ => return None,
        })
    }

    /// The number that begins here, of `most` digits at most.
    pub(super) fn number(&mut self, base: u32, most: usize) -> Option<u32> {
        let start = self.at;
        let mut number: u32 = 0;
        while let Some(digit) = self.peek().and_then(|found| found.to_digit(base)).filter(|_| self.at < start + most) {
            number = number.checked_mul(base)?.checked_add(digit)?;
            self.at += 1;
        }
        (self.at > start).then_some(number)
    }

    pub(super) fn class(&mut self) -> Option<()> {
        let not = self.eat("^");
        let from = self.ranges.len() as u32;
        while !self.eat("]") {
            let Some(low) = self.member()? else { continue };
            let mut high = low;
            if self.peek() == Some('-') && !self.rest().starts_with("-]") {
                self.bump();
                match self.member()? {
                    Some(end) => high = end,
                    None => self.ranges.push((45, 45)),
                }
            }
            if low > high {
                return None;
            }
            self.ranges.push((low, high));
        }
        self.code.push(Inst::Class(from, self.ranges.len() as u32, not));
        Some(())
    }

    /// One letter of a class, or nothing where it is several.
    fn member(&mut self) -> Option<Option<u32>> {
        match self.bump()? {
            '\\' if self.eat("b") => Some(Some(8)),
            '\\' => self.class_escape(),
            other if other > '\u{ffff}' && !self.unicode => None,
            other => Some(Some(other.into())),
        }
    }
}
