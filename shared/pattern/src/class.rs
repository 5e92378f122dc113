//! Classes and escapes of regular expressions.

use std::rc::Rc;

use super::Inst;
use super::compile::Compiler;

impl Compiler<'_> {
    /// What `\…` stands for, in a class or outside.
    pub(super) fn class_escape(&mut self) -> Option<(Vec<(u32, u32)>, bool)> {
        let found = self.bump()?;
        let one = |code: u32| Some((vec![(code, code)], false));
        match found {
            'd' | 'D' => Some((vec![(48, 57)], found == 'D')),
            'w' | 'W' => Some((vec![(48, 57), (65, 90), (95, 95), (97, 122)], found == 'W')),
            's' | 'S' => {
                let mut spaces =
                    vec![(9, 13), (32, 32), (0xa0, 0xa0), (0x1680, 0x1680), (0x2000, 0x200a), (0x2028, 0x2029)];
                spaces.extend([(0x202f, 0x202f), (0x205f, 0x205f), (0x3000, 0x3000), (0xfeff, 0xfeff)]);
                Some((spaces, found == 'S'))
            }
            'n' => one(10),
            'r' => one(13),
            't' => one(9),
            'v' => one(11),
            'f' => one(12),
            '0' if !self.peek().is_some_and(|next| next.is_ascii_digit()) => one(0),
            'c' => {
                let letter = self.bump().filter(char::is_ascii_alphabetic)?;
                one(u32::from(letter) % 32)
            }
            'x' | 'u' => {
                let size = if found == 'x' { 2 } else { 4 };
                if self.unicode && self.eat("{") {
                    let digits = self.rest().split('}').next()?.to_owned();
                    self.at += digits.len() + 1;
                    return one(u32::from_str_radix(&digits, 16).ok()?);
                }
                let code = u32::from_str_radix(self.rest().get(..size)?, 16).ok()?;
                self.at += size;
                if self.unicode && (0xd800..0xe000).contains(&code) {
                    return None;
                }
                one(code)
            }
            other if !other.is_ascii_alphanumeric() => one(other.into()),
            _ => None,
        }
    }

    pub(super) fn class(&mut self) -> Option<()> {
        let not = self.eat("^");
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        loop {
            let (from, single) = match self.bump()? {
                ']' => break,
                '\\' => self.class_atom()?,
                other => (vec![(other.into(), other.into())], true),
            };
            let ranged = single && self.peek() == Some('-') && !self.rest().starts_with("-]");
            if !ranged {
                ranges.extend(from);
                continue;
            }
            self.bump();
            let (to, single) = match self.bump()? {
                '\\' => self.class_atom()?,
                other => (vec![(other.into(), other.into())], true),
            };
            let (low, high) = (from.first()?.0, to.first()?.1);
            if !single {
                ranges.extend(from);
                ranges.push((45, 45));
                ranges.extend(to);
            } else if low <= high {
                ranges.push((low, high));
            } else {
                return None;
            }
        }
        if !self.unicode && ranges.iter().any(|(_, high)| *high > 0xffff) {
            return None;
        }
        self.code.push(Inst::Class(Rc::from(ranges), not));
        Some(())
    }

    /// An escape in a class, and whether it is one letter. What excludes is turned around.
    fn class_atom(&mut self) -> Option<(Vec<(u32, u32)>, bool)> {
        if self.eat("b") {
            return Some((vec![(8, 8)], true));
        }
        let (ranges, not) = self.class_escape()?;
        if not {
            let mut around = Vec::new();
            let mut next = 0;
            for (low, high) in ranges {
                if low > next {
                    around.push((next, low - 1));
                }
                next = high + 1;
            }
            around.push((next, 0x10_ffff.min(if self.unicode { 0x10_ffff } else { 0xffff })));
            return Some((around, false));
        }
        let single = matches!(ranges.as_slice(), [(low, high)] if low == high);
        Some((ranges, single))
    }
}
