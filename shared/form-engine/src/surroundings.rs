//! Surroundings for tests, tools and servers: a clock that may stand still, regular expressions in Rust, any interpreter.
use crate::numbers::Numbers;
use crate::script::{NoScripts, Scripts, Surroundings};
#[cfg(all(feature = "native-regex", feature = "script"))]
use oc_script::Regex;
#[cfg(all(feature = "native-regex", feature = "script"))]
use std::{cell::RefCell, collections::HashMap, rc::Rc};

/// Surroundings outside a browser.
pub struct Native {
    scripts: Box<dyn Scripts>,
    now: Option<f64>,
}

#[cfg(all(feature = "native-regex", feature = "script"))]
thread_local! {
    /// Patterns that were asked for, with and without regard to case: forms share most of them, as those of e-mail addresses.
    static PATTERNS: RefCell<HashMap<(String, bool), Rc<dyn Regex>>> = RefCell::default();
}

/// More patterns than this are not kept: a form has a few, each at many components.
#[cfg(all(feature = "native-regex", feature = "script"))]
const MOST_PATTERNS: usize = 200;

impl Native {
    /// With an interpreter, and the clock standing at `now` (milliseconds since 1970) or running.
    pub fn new(scripts: Box<dyn Scripts>, now: Option<f64>) -> Self {
        Native { scripts, now }
    }

    /// Without an interpreter, the clock standing at `now`.
    pub fn without_scripts(now: f64) -> Self {
        Native::new(Box::new(NoScripts), Some(now))
    }
}

impl Surroundings for Native {
    fn scripts(&self) -> &dyn Scripts {
        &*self.scripts
    }

    #[cfg(all(feature = "native-regex", feature = "script"))]
    fn found(&self, pattern: &str, ignore_case: bool, text: &str) -> Option<bool> {
        let asked = (pattern.to_owned(), ignore_case);
        let known = PATTERNS.with_borrow(|known| known.get(&asked).cloned());
        let regex = match known {
            Some(regex) => regex,
            None => {
                let flags = if ignore_case { "i" } else { "" };
                let regex = oc_script::native::regex(pattern, flags).ok()?;
                PATTERNS.with_borrow_mut(|known| {
                    if known.len() >= MOST_PATTERNS {
                        known.clear();
                    }
                    known.insert(asked, regex.clone());
                });
                regex
            }
        };
        // A match that is given up is none: the value does not get through.
        Some(regex.exec(&text.into(), 0).is_ok_and(|found| found.is_some()))
    }

    #[cfg(all(feature = "native-regex", not(feature = "script")))]
    fn found(&self, pattern: &str, ignore_case: bool, text: &str) -> Option<bool> {
        let flags = regress::Flags { icase: ignore_case, ..Default::default() };
        Some(regress::Regex::with_flags(pattern, flags).ok()?.find(text).is_some())
    }

    #[cfg(not(feature = "native-regex"))]
    fn found(&self, _: &str, _: bool, _: &str) -> Option<bool> {
        None
    }

    fn numbers(&self) -> Numbers {
        Numbers::NATIVE
    }

    fn now(&self) -> f64 {
        self.now.unwrap_or_else(|| {
            let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
            since.map_or(0.0, |since| since.as_millis() as f64)
        })
    }
}
