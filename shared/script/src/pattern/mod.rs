//! A matcher of regular expressions with a limit on its steps.
//!
//! The engines of browsers and of `regress` search without end where a pattern explodes, and nothing can stop them. Patterns
//! that could, and long texts, are matched here instead; what this matcher does not know (looking behind, properties of
//! letters) is left to the engine of the environment.

mod class;
mod compile;
mod run;

use std::rc::Rc;

use crate::env::{Group, Regex};
use crate::error::ScriptError;
use crate::text::Str;

/// A step of a pattern.
#[derive(Clone, Debug)]
pub(crate) enum Inst {
    /// A unit or, with the flag `u`, a letter; already in lower case where case does not matter.
    Char(u32),
    /// `.`; `true` for line ends as well.
    Any(bool),
    /// Ranges, and whether they are what must not match.
    Class(Rc<[(u32, u32)]>, bool),
    Start,
    End,
    Boundary(bool),
    /// Where to try first, then where else.
    Split(u32, u32),
    Jump(u32),
    Save(u32),
    /// Forgets groups of an earlier round: from, to (not included).
    Forget(u32, u32),
    BackRef(u32),
    /// Looks ahead with what follows up to `Match`, then goes on at the place given; `true` for "must not".
    Look(bool, u32),
    /// Notes where a round of a loop begins; fails when it ends there.
    Mark(u32),
    Moved(u32),
    Match,
}

pub(crate) struct Pattern {
    pub code: Vec<Inst>,
    pub groups: usize,
    pub marks: usize,
    pub ignore_case: bool,
    pub unicode: bool,
    pub multiline: bool,
}

/// The longest text that a harmless-looking pattern is given to the environment with.
const LONG: usize = 2000;

/// An engine's regular expression behind the limit.
struct Guarded {
    engine: Rc<dyn Regex>,
    pattern: Pattern,
    explosive: bool,
}

impl Regex for Guarded {
    fn exec(&self, text: &Str, start: usize) -> Result<Option<Vec<Group>>, ScriptError> {
        if self.explosive || text.len() > LONG {
            return run::search(&self.pattern, &text.units(), start);
        }
        self.engine.exec(text, start)
    }
}

/// Puts `engine`, made of the same pattern, behind the limit of scripts where the pattern has loops and is understood: a match
/// that takes too long fails instead. For whatever else a form matches in a page.
pub fn guard(engine: Rc<dyn Regex>, source: &str, flags: &str) -> Rc<dyn Regex> {
    if !source.contains(['*', '+', '{']) {
        return engine;
    }
    match compile::compile(source, flags) {
        Some(pattern) => {
            let explosive = explosive(source);
            Rc::new(Guarded { engine, pattern, explosive })
        }
        None => engine,
    }
}

/// Whether a loop holds a loop or a choice, a group is referred to, or loops without end follow each other so often that
/// their combinations are many.
fn explosive(source: &str) -> bool {
    let bytes = source.as_bytes();
    let mut open: Vec<bool> = Vec::new();
    let mut loops = 0;
    let mut in_class = false;
    let mut at = 0;
    while let Some(found) = bytes.get(at) {
        let looping = |next: Option<&u8>| matches!(next, Some(b'*' | b'+' | b'{'));
        match found {
            b'\\' => {
                if matches!(bytes.get(at + 1), Some(b'1'..=b'9')) {
                    return true;
                }
                at += 1;
            }
            b'[' => in_class = true,
            b']' => in_class = false,
            _ if in_class => {}
            b'(' => open.push(false),
            b')' => {
                let inner = open.pop().unwrap_or(false);
                if inner && looping(bytes.get(at + 1)) {
                    return true;
                }
                if inner && let Some(outer) = open.last_mut() {
                    *outer = true;
                }
            }
            b'*' | b'+' | b'|' | b'{' => {
                loops += usize::from(matches!(found, b'*' | b'+'));
                if let Some(inner) = open.last_mut() {
                    *inner = true;
                }
            }
            _ => {}
        }
        at += 1;
    }
    loops > 4
}

#[cfg(all(test, feature = "native-regex"))]
mod tests {
    use super::*;

    #[test]
    fn the_limited_matcher_finds_what_the_other_engine_finds() {
        let patterns = [
            "a*",
            "(a+)+b",
            "^(a|ab)(c|bcd)(d*)$",
            "(?:x|y){2,3}?z",
            "[a-z]+\\d*",
            "[^a-c]+",
            "(a)|(b)",
            "(?=a)a+",
            "a(?!b)\\w*",
            "(\\w)\\1",
            "\\bfoo\\b",
            "(z)((a+)?(b+)?(c))*",
            "(a*)*",
            "(?:a*?)*b",
            ".+?e",
            "^\\s*(.*?)\\s*$",
            "(\\d{1,3}\\.){3}\\d{1,3}",
            "x{0}y",
            "a{2,}",
            "((a)|b)*",
            "[\\w.-]+@[\\w-]+\\.[a-z]{2,}",
            "(?:)+",
            "(a?)*?c",
            "\\u0061+",
            "\\x61+|\\cA*",
            "[\\d-x]+",
            "\\B.+",
            "$^|a+",
            "(?<n>a+)b*",
        ];
        let texts = [
            "",
            "a",
            "aab",
            "abcd",
            "xyxz",
            "foo bar",
            "zaacbbbcac",
            "aba",
            " trim me ",
            "10.0.0.1",
            "me@x-y.it",
            "AAB",
            "caac",
            "d-x1",
            "€aé\n",
        ];
        for pattern in patterns {
            for flags in ["", "i", "m", "s"] {
                let engine = crate::native::regex(pattern, flags).unwrap();
                let own = compile::compile(pattern, flags).unwrap_or_else(|| panic!("{pattern}"));
                for text in texts {
                    let text = Str::from(text);
                    for start in 0..=text.len() {
                        let found = run::search(&own, &text.units(), start).unwrap();
                        assert_eq!(
                            found,
                            engine.exec(&text, start).unwrap(),
                            "/{pattern}/{flags} in {text:?} from {start}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn patterns_that_can_explode_are_known() {
        for pattern in ["(a+)+", "(a|a)*", "(a*)*b", "((a)b*)+", "(.)\\1", "a*b*c*d*e*"] {
            assert!(explosive(pattern), "{pattern}");
        }
        for pattern in ["^[A-Z]{6}\\d{2}$", "(\\d+)-(\\d+)", "^\\d{5}$", "[(+*]+"] {
            assert!(!explosive(pattern), "{pattern}");
        }
    }
}
