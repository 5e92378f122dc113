//! The source of a regular expression to steps.

use std::rc::Rc;

use super::{Inst, Pattern};

/// How many steps a pattern may have, and how deep it may nest.
const LONGEST: usize = 4000;
const DEEPEST: usize = 40;

struct Compiler<'s> {
    source: &'s str,
    at: usize,
    code: Vec<Inst>,
    groups: u32,
    marks: u32,
    depth: usize,
    ignore_case: bool,
    dot_all: bool,
    unicode: bool,
    names: bool,
}

/// Compiles; none for what is left to another engine.
pub(crate) fn compile(source: &str, flags: &str) -> Option<Pattern> {
    let mut compiler = Compiler {
        source,
        at: 0,
        code: vec![Inst::Save(0)],
        groups: 1,
        marks: 0,
        depth: 0,
        ignore_case: flags.contains('i'),
        dot_all: flags.contains('s'),
        unicode: flags.contains('u'),
        names: source.contains("(?<"),
    };
    compiler.choice()?;
    if compiler.at < source.len() {
        return None;
    }
    compiler.code.push(Inst::Save(1));
    compiler.code.push(Inst::Match);
    let (ignore_case, unicode) = (compiler.ignore_case, compiler.unicode);
    let multiline = flags.contains('m');
    let groups = compiler.groups as usize;
    let marks = compiler.marks as usize;
    Some(Pattern { code: compiler.code, groups, marks, ignore_case, unicode, multiline })
}

impl Compiler<'_> {
    fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let found = self.peek()?;
        self.at += found.len_utf8();
        Some(found)
    }

    fn eat(&mut self, text: &str) -> bool {
        let found = self.rest().starts_with(text);
        if found {
            self.at += text.len();
        }
        found
    }

    fn here(&self) -> u32 {
        self.code.len() as u32
    }

    fn patch(&mut self, at: usize, inst: Inst) {
        if let Some(place) = self.code.get_mut(at) {
            *place = inst;
        }
    }

    fn choice(&mut self) -> Option<()> {
        self.depth += 1;
        if self.depth > DEEPEST || self.code.len() > LONGEST {
            return None;
        }
        let start = self.code.len();
        self.row()?;
        let mut jumps = Vec::new();
        let mut first = start;
        while self.eat("|") {
            // What was compiled moves one step on, to make room for the choice before it.
            self.insert(first, Inst::Split(first as u32 + 1, self.here() + 2));
            jumps.iter_mut().for_each(|jump| *jump += 1);
            jumps.push(self.code.len());
            self.code.push(Inst::Jump(0));
            first = self.code.len();
            self.row()?;
        }
        // Later insertions happen behind the jumps, so only the last branch's own choice can have moved them.
        let end = self.here();
        for (index, jump) in jumps.iter().enumerate() {
            let moved = jumps.len() - 1 - index;
            self.patch(jump - moved, Inst::Jump(end));
        }
        self.depth -= 1;
        Some(())
    }

    /// Puts a step in front of `at`; jumps within what follows move along.
    fn insert(&mut self, at: usize, inst: Inst) {
        for step in self.code.iter_mut().skip(at) {
            match step {
                Inst::Split(a, b) => {
                    *a += 1;
                    *b += 1;
                }
                Inst::Jump(to) | Inst::Look(_, to) => *to += 1,
                _ => {}
            }
        }
        self.code.insert(at, inst);
    }

    fn row(&mut self) -> Option<()> {
        while let Some(found) = self.peek() {
            if found == '|' || found == ')' {
                break;
            }
            self.term()?;
        }
        Some(())
    }

    fn term(&mut self) -> Option<()> {
        let start = self.code.len();
        let groups = self.groups;
        let source_start = self.at;
        let looks = self.atom()?;
        let (least, most) = match self.peek() {
            Some(mark @ ('*' | '+' | '?')) => {
                self.bump();
                (u32::from(mark == '+'), if mark == '?' { 1 } else { u32::MAX })
            }
            Some('{') => {
                // A brace that counts nothing is itself, which only the other engine needs to know.
                let range = self.braces()?;
                self.at += self.rest().find('}')? + 1;
                range
            }
            _ => return Some(()),
        };
        if looks {
            return None;
        }
        if self.code.len() > LONGEST {
            return None;
        }
        let lazy = self.eat("?");
        let after = self.at;
        self.code.truncate(start);
        self.repeat(source_start, groups, least, most, lazy)?;
        self.at = after;
        Some(())
    }

    /// Compiles the atom at `source` again and again, as often as it may occur.
    fn repeat(&mut self, source: usize, groups: u32, least: u32, most: u32, lazy: bool) -> Option<()> {
        let again = |compiler: &mut Self| -> Option<()> {
            compiler.at = source;
            compiler.groups = groups;
            let from = compiler.here();
            compiler.code.push(Inst::Forget(0, 0));
            compiler.atom()?;
            let to = compiler.groups;
            compiler.patch(from as usize, Inst::Forget(groups, to));
            (compiler.code.len() <= LONGEST).then_some(())
        };
        if most == 0 {
            // Its groups still count.
            let start = self.code.len();
            again(self)?;
            self.code.truncate(start);
        }
        for _ in 0..least {
            again(self)?;
        }
        if most == u32::MAX {
            let mark = self.marks;
            self.marks += 1;
            let split = self.code.len();
            self.code.push(Inst::Jump(0));
            self.code.push(Inst::Mark(mark));
            again(self)?;
            self.code.push(Inst::Moved(mark));
            self.code.push(Inst::Jump(split as u32));
            let (body, end) = (split as u32 + 1, self.here());
            self.patch(split, if lazy { Inst::Split(end, body) } else { Inst::Split(body, end) });
            return Some(());
        }
        let mut splits = Vec::new();
        for _ in least..most {
            let mark = self.marks;
            self.marks += 1;
            splits.push(self.code.len());
            self.code.push(Inst::Jump(0));
            self.code.push(Inst::Mark(mark));
            again(self)?;
            self.code.push(Inst::Moved(mark));
        }
        let end = self.here();
        for split in splits {
            let body = split as u32 + 1;
            self.patch(split, if lazy { Inst::Split(end, body) } else { Inst::Split(body, end) });
        }
        Some(())
    }

    fn braces(&self) -> Option<(u32, u32)> {
        let inner = self.rest().get(1..)?.split('}').next()?;
        let number = |text: &str| text.parse::<u32>().ok().filter(|count| *count <= 1000);
        match inner.split_once(',') {
            None => number(inner).map(|count| (count, count)),
            Some((least, "")) => number(least).map(|least| (least, u32::MAX)),
            Some((least, most)) => Some((number(least)?, number(most)?)).filter(|(least, most)| least <= most),
        }
    }

    /// One atom; says whether it only looks. A quantifier in braces is passed by its owner.
    fn atom(&mut self) -> Option<bool> {
        match self.bump()? {
            '^' => self.code.push(Inst::Start),
            '$' => self.code.push(Inst::End),
            '.' => self.code.push(Inst::Any(self.dot_all)),
            '[' => self.class()?,
            '\\' => return self.escape(),
            '(' => return self.group(),
            '*' | '+' | '?' | '{' | '}' | ']' => return None,
            other => self.literal(other.into()),
        }
        let last = self.code.last();
        Some(matches!(last, Some(Inst::Start | Inst::End | Inst::Boundary(_))))
    }

    fn literal(&mut self, code: u32) {
        if code > 0xffff && !self.unicode {
            let mut units = [0; 2];
            if let Some(found) = char::from_u32(code) {
                found.encode_utf16(&mut units).iter().for_each(|unit| self.code.push(Inst::Char((*unit).into())));
            }
            return;
        }
        self.code.push(Inst::Char(if self.ignore_case { super::run::fold(code) } else { code }));
    }

    fn group(&mut self) -> Option<bool> {
        if self.eat("?:") {
            self.choice()?;
            return self.eat(")").then_some(false);
        }
        for (mark, not) in [("?=", false), ("?!", true)] {
            if self.eat(mark) {
                let look = self.code.len();
                self.code.push(Inst::Look(not, 0));
                self.choice()?;
                self.code.push(Inst::Match);
                let end = self.here();
                self.patch(look, Inst::Look(not, end));
                return self.eat(")").then_some(true);
            }
        }
        if self.eat("?") {
            if !self.eat("<") || matches!(self.peek(), Some('=' | '!')) {
                return None;
            }
            while self.bump()? != '>' {}
        }
        let group = self.groups;
        self.groups += 1;
        self.code.push(Inst::Save(group * 2));
        self.choice()?;
        self.code.push(Inst::Save(group * 2 + 1));
        self.eat(")").then_some(false)
    }

    fn escape(&mut self) -> Option<bool> {
        let found = self.peek()?;
        match found {
            'b' | 'B' => {
                self.bump();
                self.code.push(Inst::Boundary(found == 'b'));
                return Some(true);
            }
            '1'..='9' => {
                self.bump();
                if self.peek().is_some_and(|next| next.is_ascii_digit()) {
                    return None;
                }
                self.code.push(Inst::BackRef(found.to_digit(10)?));
            }
            'k' if self.names => return None,
            _ => {
                let (ranges, not) = self.class_escape()?;
                match (ranges.as_slice(), not) {
                    ([(one, same)], false) if one == same => self.literal(*one),
                    _ => self.code.push(Inst::Class(ranges.into(), not)),
                }
            }
        }
        Some(false)
    }

    /// What `\…` stands for, in a class or outside.
    fn class_escape(&mut self) -> Option<(Vec<(u32, u32)>, bool)> {
        let found = self.bump()?;
        let one = |code: u32| Some((vec![(code, code)], false));
        match found {
            'd' | 'D' => Some((vec![(48, 57)], found == 'D')),
            'w' | 'W' => Some((vec![(48, 57), (65, 90), (95, 95), (97, 122)], found == 'W')),
            's' | 'S' => {
                let mut spaces = vec![(9, 13), (32, 32), (0xa0, 0xa0), (0x1680, 0x1680), (0x2000, 0x200a), (0x2028, 0x2029)];
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

    fn class(&mut self) -> Option<()> {
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
