use std::fmt;
use std::sync::Arc;

use crate::{Lang, keys};

/// The number of a message in every catalogue. Obtained from [`crate::keys`], never written by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub u16);

/// Why a catalogue cannot be used. The page should then ask for it again: it was cut, or belongs to another version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CatalogueError {
    /// Not JSON, or not an array of strings.
    NotACatalogue,
    /// An array of another length than this build's number of messages.
    WrongLength { expected: usize, found: usize },
}

impl fmt::Display for CatalogueError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            CatalogueError::NotACatalogue => out.write_str("the message catalogue is not a JSON array of strings"),
            CatalogueError::WrongLength { expected, found } => {
                write!(out, "the message catalogue holds {found} messages instead of {expected}")
            }
        }
    }
}

impl std::error::Error for CatalogueError {}

/// The messages of one language. Cloning shares them.
#[derive(Clone)]
pub struct I18n(Arc<Catalogue>);

struct Catalogue {
    lang: Lang,
    texts: Vec<String>,
}

impl I18n {
    /// Takes a catalogue as the build writes it: a JSON array of strings, one per key, in key order.
    ///
    /// # Errors
    /// [`CatalogueError`] when it is anything else; nothing of it is used then.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn new(lang: Lang, catalogue_json: &str) -> Result<I18n, CatalogueError> {
        let texts = serde_json::from_str(catalogue_json).map_err(|_| CatalogueError::NotACatalogue)?;
        I18n::from_texts(lang, texts)
    }

    /// Takes the texts of a catalogue that was read already: in a page the browser reads it.
    ///
    /// # Errors
    /// [`CatalogueError::WrongLength`] when it is another build's catalogue; nothing of it is used then.
    pub fn from_texts(lang: Lang, texts: Vec<String>) -> Result<I18n, CatalogueError> {
        if texts.len() != keys::COUNT {
            return Err(CatalogueError::WrongLength { expected: keys::COUNT, found: texts.len() });
        }
        Ok(I18n(Arc::new(Catalogue { lang, texts })))
    }

    /// The catalogue compiled into native programs; for tests and tools, a page fetches its own.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn builtin(lang: Lang) -> I18n {
        I18n::new(lang, crate::catalogue(lang))
            .unwrap_or_else(|_| I18n(Arc::new(Catalogue { lang, texts: Vec::new() })))
    }

    /// The language of these messages.
    pub fn lang(&self) -> Lang {
        self.0.lang
    }

    /// The text of a message, placeholders left as written. Empty for a number that no catalogue has.
    pub fn t(&self, key: Key) -> &str {
        self.0.texts.get(usize::from(key.0)).map_or("", String::as_str)
    }

    /// The text of a message with `{name}` replaced by the value given for `name`. Values are put in as they are: a
    /// brace inside one means nothing. A placeholder without a value stays visible.
    pub fn fmt(&self, key: Key, values: &[(&str, &str)]) -> String {
        let text = self.t(key);
        let mut parts = text.split('{');
        let mut out = String::with_capacity(text.len() + 16);
        out.push_str(parts.next().unwrap_or_default());
        for part in parts {
            let filled = part.split_once('}').and_then(|(name, rest)| {
                values.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value, rest))
            });
            match filled {
                Some((value, rest)) => {
                    out.push_str(value);
                    out.push_str(rest);
                }
                None => {
                    out.push('{');
                    out.push_str(part);
                }
            }
        }
        out
    }

    /// The message `one` for exactly one, else `other` (the rule of Italian, German and English), with `{n}` filled.
    pub fn plural(&self, n: u64, one: Key, other: Key) -> String {
        self.fmt(if n == 1 { one } else { other }, &[("n", &crate::format::digits(n))])
    }
}

impl fmt::Debug for I18n {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("I18n ")?;
        out.write_str(self.0.lang.code())
    }
}
