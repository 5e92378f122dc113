//! Matching, step by step and with a way back.

use super::{Group, Inst, Pattern, TooLong};

/// The steps one search may take, and the ways back it may remember.
const STEPS: u32 = 1_500_000;
const BACK: usize = 200_000;

/// Where else to go on and at which place, or what a slot held.
enum Back {
    Branch(usize, usize),
    Slot(usize, usize),
}

const NOWHERE: usize = usize::MAX;

struct Matcher<'p> {
    pattern: &'p Pattern,
    text: &'p [u16],
    /// Beginnings and ends of groups, then where rounds of loops began.
    slots: Vec<usize>,
    left: u32,
}

/// The first match at or after `start`. Fails when it takes too long.
pub(super) fn search(pattern: &Pattern, text: &[u16], start: usize) -> Result<Option<Vec<Group>>, TooLong> {
    let mut matcher = Matcher { pattern, text, slots: vec![NOWHERE; pattern.groups * 2 + pattern.marks], left: STEPS };
    for at in start..=text.len() {
        matcher.slots.fill(NOWHERE);
        if matcher.run(0, at)?.is_some() {
            let groups = matcher.slots.chunks(2).take(pattern.groups).map(|pair| match pair {
                [from, to] if *from != NOWHERE && *to != NOWHERE => Some((*from, *to)),
                _ => None,
            });
            return Ok(Some(groups.collect()));
        }
    }
    Ok(None)
}

/// The same letter in the other case, as far as one letter has one letter for it: Latin, Greek and Cyrillic ones, others only
/// count as themselves.
fn other_case(code: u32) -> u32 {
    match code {
        0xd7 | 0xf7 | 0x130 | 0x131 => code,
        65..=90 | 0xc0..=0xde | 0x391..=0x3a9 | 0x410..=0x42f => code + 32,
        97..=122 | 0xe0..=0xfe | 0x3b1..=0x3c9 | 0x430..=0x44f => code - 32,
        0xff => 0x178,
        0x178 => 0xff,
        0x400..=0x40f => code + 80,
        0x450..=0x45f => code - 80,
        0x139..=0x148 | 0x179..=0x17e => ((code + 1) ^ 1) - 1,
        0x100..=0x137 | 0x14a..=0x177 | 0x460..=0x481 | 0x48a..=0x4bf | 0x4d0..=0x52f | 0x1e00..=0x1e95 => code ^ 1,
        0x1ea0..=0x1eff => code ^ 1,
        _ => code,
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
            let goes_on = match *inst {
                Inst::Match => return Ok(Some(at)),
                Inst::Char(_) | Inst::Any(_) | Inst::Class(..) => self.letter(at).is_some_and(|(found, next)| {
                    at = next;
                    match *inst {
                        Inst::Char(wanted) => self.same(found, wanted),
                        Inst::Class(from, to, not) => self.in_class(found, from, to) != not,
                        other => matches!(other, Inst::Any(true)) || !is_line_end(found),
                    }
                }),
                Inst::Start => {
                    at == 0
                        || pattern.multiline && self.text.get(at - 1).is_some_and(|unit| is_line_end((*unit).into()))
                }
                Inst::End => {
                    at == self.text.len()
                        || pattern.multiline && self.text.get(at).is_some_and(|unit| is_line_end((*unit).into()))
                }
                Inst::Boundary(wanted) => (self.word(at.checked_sub(1)) != self.word(Some(at))) == wanted,
                Inst::Split(first, other) => {
                    back.push(Back::Branch(other as usize, at));
                    pc = first as usize;
                    true
                }
                Inst::Jump(to) => {
                    pc = to as usize;
                    true
                }
                Inst::Save(slot) => self.save(slot, at, &mut back),
                Inst::Forget(from, to) => (from..to).all(|slot| self.save(slot, NOWHERE, &mut back)),
                Inst::Mark(mark) => self.save(self.mark(mark), at, &mut back),
                Inst::Moved(mark) => self.slots.get(self.mark(mark) as usize) != Some(&at),
                Inst::BackRef(group) => match self.back_ref(group as usize, at) {
                    Some(next) => {
                        at = next;
                        true
                    }
                    None => false,
                },
                Inst::Look(not, end) => {
                    let before = self.slots.clone();
                    let found = self.run(pc, at)?.is_some();
                    pc = end as usize;
                    if found && !not {
                        back.extend(before.into_iter().enumerate().map(|(slot, old)| Back::Slot(slot, old)));
                    } else {
                        self.slots = before;
                    }
                    found != not
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
                    None => return Ok(None),
                }
            }
        }
    }

    fn mark(&self, mark: u32) -> u32 {
        self.pattern.groups as u32 * 2 + mark
    }

    fn save(&mut self, slot: u32, value: usize, back: &mut Vec<Back>) -> bool {
        if let Some(place) = self.slots.get_mut(slot as usize) {
            back.push(Back::Slot(slot as usize, std::mem::replace(place, value)));
        }
        true
    }

    fn in_class(&self, found: u32, from: u32, to: u32) -> bool {
        let ranges = self.pattern.ranges.get(from as usize..to as usize).unwrap_or_default();
        let within = |code: u32| ranges.iter().any(|(low, high)| (*low..=*high).contains(&code));
        within(found) || self.pattern.ignore_case && within(other_case(found))
    }

    fn same(&self, found: u32, wanted: u32) -> bool {
        found == wanted || self.pattern.ignore_case && other_case(found) == wanted
    }

    fn back_ref(&self, group: usize, at: usize) -> Option<usize> {
        let (from, to) = (self.slots.get(group * 2).copied()?, self.slots.get(group * 2 + 1).copied()?);
        if from == NOWHERE || to == NOWHERE {
            return Some(at);
        }
        let part = self.text.get(from..to)?;
        let here = self.text.get(at..at + part.len())?;
        let same = part.iter().zip(here).all(|(a, b)| self.same((*a).into(), (*b).into()));
        same.then_some(at + part.len())
    }
}
