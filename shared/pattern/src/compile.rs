//! The source of a regular expression to steps.

use super::{Inst, Pattern};

/// How many steps a pattern may have, and how deep it may nest.
const LONGEST: usize = 4000;
const DEEPEST: usize = 40;

pub(super) struct Compiler<'s> {
    pub(super) source: &'s str,
    pub(super) at: usize,
    pub(super) code: Vec<Inst>,
    pub(super) ranges: Vec<(u32, u32)>,
    groups: u32,
    marks: u32,
    depth: usize,
    dot_all: bool,
    pub(super) unicode: bool,
    names: bool,
}

/// Compiles; none for what is left to another engine.
pub(super) fn compile(source: &str, flags: &str) -> Option<Pattern> {
    let mut compiler = Compiler {
        source,
        at: 0,
        code: vec![Inst::Save(0)],
        ranges: Vec::new(),
        groups: 1,
        marks: 0,
        depth: 0,
        dot_all: flags.contains('s'),
        unicode: flags.contains('u'),
        names: source.as_bytes().windows(3).any(|three| three == b"(?<"),
    };
    compiler.choice()?;
    if compiler.at < source.len() {
        return None;
    }
    compiler.code.push(Inst::Save(1));
    compiler.code.push(Inst::Match);
    Some(Pattern {
        code: compiler.code,
        ranges: compiler.ranges,
        groups: compiler.groups as usize,
        marks: compiler.marks as usize,
        ignore_case: flags.contains('i'),
        unicode: compiler.unicode,
        multiline: flags.contains('m'),
    })
}

impl Compiler<'_> {
    pub(super) fn rest(&self) -> &str {
        self.source.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let found = self.peek()?;
        self.at += found.len_utf8();
        Some(found)
    }

    pub(super) fn eat(&mut self, text: &str) -> bool {
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
        let mut jumps = Vec::new();
        loop {
            let start = self.code.len();
            self.code.push(Inst::Jump(start as u32 + 1));
            while self.peek().is_some_and(|found| found != '|' && found != ')') {
                self.term()?;
            }
            if !self.eat("|") {
                break;
            }
            jumps.push(self.code.len());
            self.code.push(Inst::Jump(0));
            self.patch(start, Inst::Split(start as u32 + 1, self.here()));
        }
        for jump in jumps {
            self.patch(jump, Inst::Jump(self.here()));
        }
        self.depth -= 1;
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
            // A brace that counts nothing is itself, which only the other engine needs to know.
            Some('{') => self.braces()?,
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
            compiler.patch(from as usize, Inst::Forget(groups * 2, to * 2));
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
        let endless = most == u32::MAX;
        let mut splits = Vec::new();
        for _ in 0..if endless { 1 } else { most - least } {
            let mark = self.marks;
            self.marks += 1;
            let split = self.here();
            splits.push(split);
            self.code.push(Inst::Jump(0));
            self.code.push(Inst::Mark(mark));
            again(self)?;
            self.code.push(Inst::Moved(mark));
            if endless {
                self.code.push(Inst::Jump(split));
            }
        }
        let end = self.here();
        for split in splits {
            let body = split + 1;
            self.patch(split as usize, if lazy { Inst::Split(end, body) } else { Inst::Split(body, end) });
        }
        Some(())
    }

    fn braces(&mut self) -> Option<(u32, u32)> {
        self.bump();
        let least = self.number(10, 4)?;
        let mut most = least;
        if self.eat(",") {
            most = if self.peek() == Some('}') { u32::MAX } else { self.number(10, 4)? };
        }
        let fits = least <= 1000 && least <= most && (most <= 1000 || most == u32::MAX);
        (self.eat("}") && fits).then_some((least, most))
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
        self.code.push(Inst::Char(code));
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
                let from = self.ranges.len() as u32;
                match self.class_escape()? {
                    Some(one) => self.literal(one),
                    None => self.code.push(Inst::Class(from, self.ranges.len() as u32, false)),
                }
            }
        }
        Some(false)
    }
}
