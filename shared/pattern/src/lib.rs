//! Patterns of forms that end: whatever a form asks a page to match, it takes a limited time.
//!
//! The engines of browsers and of `regress` search without end where a regular expression explodes, and nothing can stop them.
//! Patterns that could, and long texts, are matched here instead; what this matcher does not know (looking behind, properties
//! of letters) is left to the other engine, as is everything harmless.
//!
//! ```
//! let guard = oc_pattern::Guard::of("(a+)+b", "").unwrap();
//! let text: Vec<u16> = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".encode_utf16().collect();
//! assert!(guard.takes_over(text.len()));
//! assert!(guard.search(&text, 0).is_err());
//! assert_eq!(guard.search(&[97, 98], 0).unwrap(), Some(vec![Some((0, 2)), Some((0, 1))]));
//! ```

mod class;
mod compile;
mod run;

/// A group of a match: where it is, in 16-bit units; none where it took no part.
pub type Group = Option<(usize, usize)>;

/// A match took too long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooLong;

/// A step of a pattern.
#[derive(Clone, Copy, Debug)]
enum Inst {
    /// A unit or, with the flag `u`, a letter.
    Char(u32),
    /// `.`; `true` for line ends as well.
    Any(bool),
    /// Ranges from, to (not included), and whether they are what must not match.
    Class(u32, u32, bool),
    Start,
    End,
    Boundary(bool),
    /// Where to try first, then where else.
    Split(u32, u32),
    Jump(u32),
    Save(u32),
    /// Forgets groups of an earlier round: places from, to (not included).
    Forget(u32, u32),
    BackRef(u32),
    /// Looks ahead with what follows up to `Match`, then goes on at the place given; `true` for "must not".
    Look(bool, u32),
    /// Notes where a round of a loop begins; fails when it ends there.
    Mark(u32),
    Moved(u32),
    Match,
}

struct Pattern {
    pub code: Vec<Inst>,
    /// The letters of classes, first and last.
    pub ranges: Vec<(u32, u32)>,
    pub groups: usize,
    pub marks: usize,
    pub ignore_case: bool,
    pub unicode: bool,
    pub multiline: bool,
}

/// The longest text that a harmless-looking pattern is given to the environment with.
const LONG: usize = 2000;

/// The limit of one pattern.
pub struct Guard {
    pattern: Pattern,
    explosive: bool,
}

impl Guard {
    /// The limit of a JavaScript regular expression, given without its slashes; none where it has no loops, is not understood or
    /// is none: the other engine may have it then.
    pub fn of(source: &str, flags: &str) -> Option<Guard> {
        if !source.contains(['*', '+', '{']) {
            return None;
        }
        let pattern = compile::compile(source, flags)?;
        Some(Guard { pattern, explosive: explosive(source) })
    }

    /// Whether a text of so many 16-bit units is for [`search`](Self::search) rather than for the other engine.
    pub fn takes_over(&self, units: usize) -> bool {
        self.explosive || units > LONG
    }

    /// The first match at or after `start` (in 16-bit units): the whole match, then its groups.
    ///
    /// # Errors
    /// [`TooLong`] after 1,500,000 steps.
    pub fn search(&self, text: &[u16], start: usize) -> Result<Option<Vec<Group>>, TooLong> {
        run::search(&self.pattern, text, start)
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

#[cfg(test)]
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
            "ÀÈéŷŶωДђÿ",
        ];
        let patterns = patterns.into_iter().chain(["[à-ü]+É", "(ŷ|Ω)+Ђ", "ſ*Ÿ"]);
        for pattern in patterns {
            for flags in ["", "i", "m", "s"] {
                let engine = regress::Regex::with_flags(pattern, flags).unwrap();
                let own = compile::compile(pattern, flags).unwrap_or_else(|| panic!("{pattern}"));
                for text in texts {
                    let units: Vec<u16> = text.encode_utf16().collect();
                    for start in 0..=units.len() {
                        let found = run::search(&own, &units, start).unwrap();
                        let other = engine.find_from_ucs2(&units, start).next();
                        let groups =
                            other.map(|found| found.groups().map(|group| group.map(|at| (at.start, at.end))).collect());
                        assert_eq!(found, groups, "/{pattern}/{flags} in {text:?} from {start}");
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
