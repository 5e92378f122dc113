//! What tools and tests need and a page must not download: every catalogue, and keys by name.

use crate::{Key, Lang};

const NAMES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/names.rs"));

/// The catalogue of a language: a JSON array of strings in key order. This is the file a page fetches.
pub fn catalogue(lang: Lang) -> &'static str {
    match lang {
        Lang::It => include_str!(concat!(env!("OUT_DIR"), "/it.json")),
        Lang::De => include_str!(concat!(env!("OUT_DIR"), "/de.json")),
        Lang::En => include_str!(concat!(env!("OUT_DIR"), "/en.json")),
    }
}

/// Every message as (namespace, name, key), in key order.
pub fn entries() -> impl Iterator<Item = (&'static str, &'static str, Key)> {
    NAMES.iter().zip(0..).map(|((namespace, name), number)| (*namespace, *name, Key(number)))
}

/// The key of a message named as in its file, e.g. `find("ui", "retry")`.
pub fn find(namespace: &str, name: &str) -> Option<Key> {
    let number = NAMES.binary_search(&(namespace, name)).ok()?;
    u16::try_from(number).ok().map(Key)
}
