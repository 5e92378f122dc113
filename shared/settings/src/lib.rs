//! Settings of a widget: element attributes over `window.OC_*` over defaults.
//!
//! The only crate that reads the page's globals. Real pages print the same setting as a boolean, a quoted boolean, a
//! number, an empty string or a URL with stray quotes (widget contract, sections 0 and 1.3), so every reader here is
//! tolerant: a value that cannot be used becomes a [`Warning`] naming it, and the setting counts as not given.

mod common;
mod login_box;
mod page;
mod satisfy;
mod value;

pub use common::Common;
pub use login_box::LoginBox;
pub use page::PageLookup;
pub use satisfy::Satisfy;
pub use value::{Raw, parse_flag, parse_text, parse_url};

/// Where settings come from; the page in the browser, a table in tests.
pub trait Lookup {
    /// The value of an attribute of the widget's element, `None` when absent.
    fn attribute(&self, name: &str) -> Option<String>;
    /// The value of a global of the page, `None` when undefined or null.
    fn global(&self, name: &str) -> Option<Raw>;
}

/// A setting that was given and could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The name as the webmaster wrote it: `OC_AUTH_URL` or `auth-url`.
    pub name: String,
    /// What was expected, in English: it goes to the console, not to the citizen.
    pub expected: &'static str,
}

impl Warning {
    /// One line for the console.
    pub fn message(&self) -> String {
        ["setting ", &self.name, " ignored: expected ", self.expected].concat()
    }
}

/// Reads settings one by one and collects what was wrong with them.
pub struct Reader<'a> {
    lookup: &'a dyn Lookup,
    warnings: Vec<Warning>,
}

impl<'a> Reader<'a> {
    /// A reader over one element's settings.
    pub fn new(lookup: &'a dyn Lookup) -> Self {
        Reader { lookup, warnings: Vec::new() }
    }

    /// What could not be used so far.
    pub fn into_warnings(self) -> Vec<Warning> {
        self.warnings
    }

    /// An absolute http(s) URL or a path from the root, without trailing slash. `''`, `'1'`, `true` count as not given.
    pub fn url(&mut self, attribute: &str, globals: &[&str]) -> Option<String> {
        self.read(attribute, globals, "an http(s) address", parse_url, |text| parse_url(&Raw::Text(text)))
    }

    /// A switch. An attribute that is merely present is on, as HTML's own boolean attributes are.
    pub fn flag(&mut self, attribute: &str, globals: &[&str]) -> bool {
        self.read(attribute, globals, "true or false", parse_flag, |text| {
            if text.trim().is_empty() { Ok(Some(true)) } else { parse_flag(&Raw::Text(text)) }
        })
        .unwrap_or(false)
    }

    /// A short text for people; trimmed, control characters removed, empty counts as not given.
    pub fn text(&mut self, attribute: &str, globals: &[&str]) -> Option<String> {
        self.read(attribute, globals, "a text", parse_text, |text| parse_text(&Raw::Text(text)))
    }

    /// The first usable value wins; an unusable one is reported and the next source is tried.
    fn read<T>(
        &mut self,
        attribute: &str,
        globals: &[&str],
        expected: &'static str,
        from_global: fn(&Raw) -> Result<Option<T>, ()>,
        from_attribute: fn(String) -> Result<Option<T>, ()>,
    ) -> Option<T> {
        if let Some(text) = self.lookup.attribute(attribute) {
            match from_attribute(text) {
                Ok(Some(value)) => return Some(value),
                Ok(None) => {}
                Err(()) => self.warnings.push(Warning { name: attribute.to_owned(), expected }),
            }
        }
        for name in globals {
            if let Some(raw) = self.lookup.global(name) {
                match from_global(&raw) {
                    Ok(Some(value)) => return Some(value),
                    Ok(None) => {}
                    Err(()) => self.warnings.push(Warning { name: (*name).to_owned(), expected }),
                }
            }
        }
        None
    }
}
