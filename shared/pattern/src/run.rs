//! Matching, step by step and with a way back.

use super::{Group, Inst, Pattern, TooLong};

/// The steps one search may take, and the ways back it may remember.
const STEPS: u32 = 1_500_000;
const BACK: usize = 200_000;

enum Back {
    Branch(usize, usize),
    Slot(usize, usize),
    Mark(usize, usize),
}

const NOWHERE: usize = usize::MAX;

struct Matcher<'p> {
    pattern: &'p Pattern,
    text: &'p [u16],
    slots: Vec<usize>,
    marks: Vec<usize>,
    left: u32,
}

/// The first match at or after `start`. Fails when it takes too long.
pub(super) fn search(pattern: &Pattern, text: &[u16], start: usize) -> Result<Option<Vec<Group>>, TooLong> {
    let mut matcher = Matcher {
        pattern,
        text,
        slots: vec![NOWHERE; pattern.groups * 2],
        marks: vec![NOWHERE; pattern.marks],
        left: STEPS,
    };
    for at in start..=text.len() {
        matcher.slots.fill(NOWHERE);
        if matcher.run(0, at)?.is_some() {
            let groups = matcher.slots.chunks(2).map(|pair| match pair {
                [from, to] if *from != NOWHERE && *to != NOWHERE => Some((*from, *to)),
                _ => None,
            });
            return Ok(Some(groups.collect()));
        }
    }
    Ok(None)
}

/// Lower case, as far as one letter has one letter for it.
pub(super) fn fold(code: u32) -> u32 {
    match char::from_u32(code) {
        Some(found) if code < 128 => found.to_ascii_lowercase().into(),
        Some(found) => {
            let mut lower = found.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(one), None) => one.into(),
                _ => code,
            }
        }
        None => code,
    }
}

fn is_line_end(code: u32) -> bool {
    matches!(code, 10 | 13 | 0x2028 | 0x2029)
}

impl Matcher<'_> {
    /// The letter at `at` and where the next one begins.
    fn letter(&self, at: usize) -> Option<(u32, usize)> {
        let unit = u32::from(*self.text.get(at)?);
        let pair = self.pattern.unicode && (0xd800..0xdc00).contains(&unit);
        let low = self.text.get(at + 1).map(|low| u32::from(*low)).filter(|low| pair && (0xdc00..0xe000).contains(low));
        if let Some(low) = low {
            return Some((0x1_0000 + ((unit - 0xd800) << 10) + (low - 0xdc00), at + 2));
        }
        Some((unit, at + 1))
    }

    fn word(&self, at: Option<usize>) -> bool {
        at.and_then(|at| self.text.get(at)).is_some_and(|unit| {
            char::from_u32((*unit).into()).is_some_and(|found| found.is_ascii_alphanumeric() || found == '_')
        })
    }

    /// Runs from step `pc` at `at`: the place of the end of the match.
    fn run(&mut self, pc: usize, at: usize) -> Result<Option<usize>, TooLong> {
        let (mut pc, mut at) = (pc, at);
        let mut back: Vec<Back> = Vec::new();
        loop {
            if self.left == 0 || back.len() > BACK {
                return Err(TooLong);
            }
            self.left -= 1;
            let pattern = self.pattern;
            let Some(inst) = pattern.code.get(pc) else { return Ok(None) };
            pc += 1;
            let goes_on = match inst {
                Inst::Match => return Ok(Some(at)),
                Inst::Char(wanted) => match self.letter(at) {
                    Some((found, next)) if found == *wanted || pattern.ignore_case && fold(found) == *wanted => {
                        at = next;
                        true
                    }
                    _ => false,
                },
                Inst::Any(all) => match self.letter(at) {
                    Some((found, next)) if *all || !is_line_end(found) => {
                        at = next;
                        true
                    }
                    _ => false,
                },
                Inst::Class(ranges, not) => match self.letter(at) {
                    Some((found, next)) if self.in_class(found, ranges) != *not => {
                        at = next;
                        true
                    }
                    _ => false,
                },
                Inst::Start => {
                    at == 0
                        || pattern.multiline && self.text.get(at - 1).is_some_and(|unit| is_line_end((*unit).into()))
                }
                Inst::End => {
                    at == self.text.len()
                        || pattern.multiline && self.text.get(at).is_some_and(|unit| is_line_end((*unit).into()))
                }
                Inst::Boundary(wanted) => (self.word(at.checked_sub(1)) != self.word(Some(at))) == *wanted,
                Inst::Split(first, other) => {
                    back.push(Back::Branch(*other as usize, at));
                    pc = *first as usize;
                    true
                }
                Inst::Jump(to) => {
                    pc = *to as usize;
                    true
                }
                Inst::Save(slot) => {
                    self.save(*slot as usize, at, &mut back);
                    true
                }
                Inst::Forget(from, to) => {
                    (*from * 2..*to * 2).for_each(|slot| self.save(slot as usize, NOWHERE, &mut back));
                    true
                }
                Inst::Mark(mark) => {
                    if let Some(place) = self.marks.get_mut(*mark as usize) {
                        back.push(Back::Mark(*mark as usize, std::mem::replace(place, at)));
                    }
                    true
                }
                Inst::Moved(mark) => self.marks.get(*mark as usize) != Some(&at),
                Inst::BackRef(group) => match self.back_ref(*group as usize, at) {
                    Some(next) => {
                        at = next;
                        true
                    }
                    None => false,
                },
                Inst::Look(not, end) => {
                    let before = self.slots.clone();
                    let found = self.run(pc, at)?.is_some();
                    pc = *end as usize;
                    if found && !*not {
                        for (slot, old) in before.iter().enumerate() {
                            back.push(Back::Slot(slot, *old));
                        }
                    } else {
                        self.slots = before;
                    }
                    found != *not
                }
            };
            if goes_on {
                continue;
            }
            loop {
                match back.pop() {
                    Some(Back::Branch(to, place)) => {
                        (pc, at) = (to, place);
                        break;
                    }
                    Some(Back::Slot(slot, old)) => {
                        if let Some(place) = self.slots.get_mut(slot) {
                            *place = old;
                        }
                    }
                    Some(Back::Mark(mark, old)) => {
                        if let Some(place) = self.marks.get_mut(mark) {
                            *place = old;
                        }
                    }
                    None => return Ok(None),
                }
            }
        }
    }

    fn save(&mut self, slot: usize, value: usize, back: &mut Vec<Back>) {
        if let Some(place) = self.slots.get_mut(slot) {
            back.push(Back::Slot(slot, std::mem::replace(place, value)));
        }
    }

    fn in_class(&self, found: u32, ranges: &[(u32, u32)]) -> bool {
        let within = |code: u32| ranges.iter().any(|(low, high)| (*low..=*high).contains(&code));
        if within(found) {
            return true;
        }
        if !self.pattern.ignore_case {
            return false;
        }
        let upper = char::from_u32(found).map_or(found, |found| {
            let mut upper = found.to_uppercase();
            match (upper.next(), upper.next()) {
                (Some(one), None) => one.into(),
                _ => found.into(),
            }
        });
        within(fold(found)) || within(upper)
    }

    fn back_ref(&self, group: usize, at: usize) -> Option<usize> {
        let (from, to) = (self.slots.get(group * 2).copied()?, self.slots.get(group * 2 + 1).copied()?);
        if from == NOWHERE || to == NOWHERE {
            return Some(at);
        }
        let part = self.text.get(from..to)?;
        let here = self.text.get(at..at + part.len())?;
        let same = part
            .iter()
            .zip(here)
            .all(|(a, b)| a == b || self.pattern.ignore_case && fold((*a).into()) == fold((*b).into()));
        same.then_some(at + part.len())
    }
}
