//! The environment of tests and tools: the machine's clock, regular expressions by `regress`.

use std::cell::RefCell;
use std::rc::Rc;

use crate::env::{Environment, Group, Regex};
use crate::error::{ErrorKind, ScriptError};
use crate::text::Str;

/// An environment for tests and tools; fields tell what it answers.
pub struct Native {
    /// Milliseconds since 1970; none for the machine's clock.
    pub now: Option<f64>,
    pub language: String,
    /// What scripts wrote to the console, as `level: text`.
    pub lines: RefCell<Vec<String>>,
    seed: std::cell::Cell<u64>,
}

impl Default for Native {
    fn default() -> Self {
        Native {
            now: None,
            language: "it".into(),
            lines: RefCell::default(),
            seed: std::cell::Cell::new(88_172_645_463_325_252),
        }
    }
}

impl Native {
    /// With a clock that stands still.
    pub fn at(now: f64) -> Self {
        Native { now: Some(now), ..Self::default() }
    }
}

impl Environment for Native {
    fn now_ms(&self) -> f64 {
        self.now.unwrap_or_else(|| {
            std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .map_or(0.0, |since| since.as_millis() as f64)
        })
    }

    fn random(&self) -> f64 {
        let mut seed = self.seed.get();
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        self.seed.set(seed);
        (seed >> 11) as f64 / (1u64 << 53) as f64
    }

    fn language(&self) -> &str {
        &self.language
    }

    fn regex(&self, pattern: &str, flags: &str) -> Result<Rc<dyn Regex>, ScriptError> {
        regex(pattern, flags)
    }

    fn log(&self, level: &str, text: &str) {
        if let Ok(mut lines) = self.lines.try_borrow_mut()
            && lines.len() < 1000
        {
            lines.push([level, ": ", text].concat());
        }
    }
}

struct Regress(regress::Regex, bool);

/// A regular expression of `regress`, which ends.
pub fn regex(pattern: &str, flags: &str) -> Result<Rc<dyn Regex>, ScriptError> {
    if let Some(wrong) = flags.chars().find(|flag| !"dgimsuy".contains(*flag)) {
        return Err(ScriptError::new(ErrorKind::Syntax, format!("Invalid regular expression flags '{wrong}'")));
    }
    let unicode = flags.contains('u');
    let wanted: String = flags.chars().filter(|flag| "imsu".contains(*flag)).collect();
    match regress::Regex::with_flags(pattern, wanted.as_str()) {
        Ok(regex) => Ok(crate::guard(Rc::new(Regress(regex, unicode)), pattern, flags)),
        Err(error) => {
            Err(ScriptError::new(ErrorKind::Syntax, format!("Invalid regular expression: /{pattern}/: {error}")))
        }
    }
}

impl Regex for Regress {
    fn exec(&self, text: &Str, start: usize) -> Result<Option<Vec<Group>>, ScriptError> {
        let found = match text.as_str().filter(|_| text.ascii().is_some()) {
            Some(text) => self.0.find_from_ascii(text, start).next(),
            None if self.1 => self.0.find_from_utf16(&text.units(), start).next(),
            None => self.0.find_from_ucs2(&text.units(), start).next(),
        };
        Ok(found.map(|found| found.groups().map(|group| group.map(|range| (range.start, range.end))).collect()))
    }
}
