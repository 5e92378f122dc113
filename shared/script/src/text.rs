//! JavaScript strings: sequences of 16-bit units, kept as UTF-8 while they are well-formed.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::rc::Rc;

use crate::memory;

/// A string of a script. Cheap to clone; compares by content.
#[derive(Clone)]
pub struct Str(Rc<Inner>);

struct Inner {
    text: Text,
}

enum Text {
    /// One unit is one byte, so places can be counted directly.
    Ascii(Box<str>),
    Utf8(Box<str>),
    /// Holds half a surrogate pair somewhere; never used for anything that UTF-8 can say.
    Wide(Box<[u16]>),
}

impl Drop for Inner {
    fn drop(&mut self) {
        memory::shrink(self.text.bytes());
    }
}

impl Text {
    fn bytes(&self) -> usize {
        32 + match self {
            Text::Ascii(text) | Text::Utf8(text) => text.len(),
            Text::Wide(units) => units.len() * 2,
        }
    }
}

impl Str {
    fn made(text: Text) -> Self {
        memory::grow(text.bytes());
        Str(Rc::new(Inner { text }))
    }

    /// From 16-bit units, whether they form pairs or not.
    pub fn from_units(units: &[u16]) -> Self {
        match String::from_utf16(units) {
            Ok(text) => text.into(),
            Err(_) => Self::made(Text::Wide(units.into())),
        }
    }

    /// The text where it is well-formed UTF-8, which it nearly always is.
    pub fn as_str(&self) -> Option<&str> {
        match &self.0.text {
            Text::Ascii(text) | Text::Utf8(text) => Some(text),
            Text::Wide(_) => None,
        }
    }

    /// The text, with U+FFFD for half surrogate pairs.
    pub fn to_text(&self) -> Cow<'_, str> {
        match &self.0.text {
            Text::Ascii(text) | Text::Utf8(text) => Cow::Borrowed(text),
            Text::Wide(units) => Cow::Owned(String::from_utf16_lossy(units)),
        }
    }

    /// The bytes when every unit is ASCII.
    pub(crate) fn ascii(&self) -> Option<&[u8]> {
        match &self.0.text {
            Text::Ascii(text) => Some(text.as_bytes()),
            _ => None,
        }
    }

    /// All units.
    pub fn units(&self) -> Vec<u16> {
        match &self.0.text {
            Text::Ascii(text) => text.bytes().map(u16::from).collect(),
            Text::Utf8(text) => text.encode_utf16().collect(),
            Text::Wide(units) => units.to_vec(),
        }
    }

    /// JavaScript's `length`: the number of units.
    pub fn len(&self) -> usize {
        match &self.0.text {
            Text::Ascii(text) => text.len(),
            Text::Utf8(text) => text.chars().map(char::len_utf16).sum(),
            Text::Wide(units) => units.len(),
        }
    }

    /// Whether it is `''`.
    pub fn is_empty(&self) -> bool {
        matches!(&self.0.text, Text::Ascii(text) if text.is_empty())
    }

    /// The unit at `index`.
    pub fn unit(&self, index: usize) -> Option<u16> {
        match &self.0.text {
            Text::Ascii(text) => text.as_bytes().get(index).copied().map(u16::from),
            Text::Utf8(text) => text.encode_utf16().nth(index),
            Text::Wide(units) => units.get(index).copied(),
        }
    }

    /// The units from `start` up to `end`; places outside count as the nearest end.
    pub fn slice(&self, start: usize, end: usize) -> Str {
        if start >= end {
            return Str::default();
        }
        match &self.0.text {
            Text::Ascii(text) => text.get(start.min(text.len())..end.min(text.len())).unwrap_or_default().into(),
            Text::Utf8(text) => Str::from_units(&text.encode_utf16().skip(start).take(end - start).collect::<Vec<_>>()),
            Text::Wide(units) => {
                Str::from_units(units.get(start.min(units.len())..end.min(units.len())).unwrap_or_default())
            }
        }
    }

    /// `self + other`.
    pub fn concat(&self, other: &Str) -> Str {
        if self.is_empty() {
            return other.clone();
        }
        if other.is_empty() {
            return self.clone();
        }
        match (&self.0.text, &other.0.text) {
            (Text::Ascii(a), Text::Ascii(b)) => Str::made(Text::Ascii([&**a, &**b].concat().into())),
            (Text::Ascii(a) | Text::Utf8(a), Text::Ascii(b) | Text::Utf8(b)) => {
                Str::made(Text::Utf8([&**a, &**b].concat().into()))
            }
            _ => {
                let mut units = self.units();
                units.extend(other.units());
                Str::from_units(&units)
            }
        }
    }

    /// All of `parts` one after the other.
    pub(crate) fn joined(parts: &[Str]) -> Str {
        let mut out = String::new();
        for part in parts {
            match part.as_str() {
                Some(text) => out.push_str(text),
                None => return Str::from_units(&parts.iter().flat_map(Str::units).collect::<Vec<u16>>()),
            }
        }
        out.into()
    }

    /// The place of the first `needle` at or after `from`, in units.
    pub fn find(&self, needle: &Str, from: usize) -> Option<usize> {
        if let (Some(text), Some(part)) = (self.ascii(), needle.ascii()) {
            if part.is_empty() {
                return Some(from.min(text.len()));
            }
            return text.get(from..)?.windows(part.len()).position(|window| window == part).map(|at| at + from);
        }
        let (text, part) = (self.units(), needle.units());
        if part.is_empty() {
            return Some(from.min(text.len()));
        }
        text.get(from..)?.windows(part.len()).position(|window| window == part).map(|at| at + from)
    }

    /// The place of the last `needle` that begins at or before `from`, in units.
    pub fn rfind(&self, needle: &Str, from: usize) -> Option<usize> {
        let (text, part) = (self.units(), needle.units());
        let last = text.len().checked_sub(part.len())?.min(from);
        (0..=last).rev().find(|at| text.get(*at..*at + part.len()) == Some(part.as_slice()))
    }

    /// A list index written the way JavaScript writes one (`"7"`, not `"07"`), if it is that.
    pub(crate) fn as_index(&self) -> Option<u32> {
        let text = self.ascii()?;
        match text {
            [b'0'] => Some(0),
            [b'1'..=b'9', ..] if text.len() <= 10 => {
                let mut index = 0u64;
                for digit in text {
                    if !digit.is_ascii_digit() {
                        return None;
                    }
                    index = index * 10 + u64::from(digit - b'0');
                }
                u32::try_from(index).ok().filter(|index| *index < u32::MAX)
            }
            _ => None,
        }
    }

    /// A hash of the content, for tables within one run.
    pub(crate) fn hash(&self) -> u32 {
        let mut hash = 0x811c_9dc5_u32;
        let mut add = |unit: u16| hash = (hash ^ u32::from(unit)).wrapping_mul(0x0100_0193);
        match &self.0.text {
            Text::Ascii(text) | Text::Utf8(text) => text.bytes().for_each(|byte| add(byte.into())),
            Text::Wide(units) => units.iter().copied().for_each(add),
        }
        hash
    }
}

/// The place of the first `part`, which is not empty, in bytes.
pub(crate) fn position(text: &str, part: &str) -> Option<usize> {
    text.as_bytes().windows(part.len()).position(|window| window == part.as_bytes())
}

impl Default for Str {
    fn default() -> Self {
        Str::made(Text::Ascii("".into()))
    }
}

impl From<&str> for Str {
    fn from(text: &str) -> Self {
        Str::made(if text.is_ascii() { Text::Ascii(text.into()) } else { Text::Utf8(text.into()) })
    }
}

impl From<String> for Str {
    fn from(text: String) -> Self {
        Str::made(if text.is_ascii() { Text::Ascii(text.into()) } else { Text::Utf8(text.into()) })
    }
}

impl PartialEq for Str {
    fn eq(&self, other: &Self) -> bool {
        if Rc::ptr_eq(&self.0, &other.0) {
            return true;
        }
        match (&self.0.text, &other.0.text) {
            (Text::Ascii(a), Text::Ascii(b)) | (Text::Utf8(a), Text::Utf8(b)) => a == b,
            (Text::Wide(a), Text::Wide(b)) => a == b,
            _ => false,
        }
    }
}

impl Eq for Str {}

impl PartialEq<str> for Str {
    fn eq(&self, other: &str) -> bool {
        self.as_str() == Some(other)
    }
}

impl PartialOrd for Str {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Str {
    /// By units, as JavaScript's `<` does.
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.ascii(), other.ascii()) {
            (Some(a), Some(b)) => a.cmp(b),
            _ => self.units().cmp(&other.units()),
        }
    }
}

impl fmt::Debug for Str {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.to_text(), out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_units_as_javascript_does() {
        let text = Str::from("a€😀b");
        assert_eq!(text.len(), 5);
        assert_eq!(text.slice(1, 2), Str::from("€"));
        assert_eq!(text.find(&"b".into(), 0), Some(4));
        assert_eq!(text.rfind(&"a".into(), 9), Some(0));
    }

    #[test]
    fn half_a_pair_survives_and_joins_its_other_half() {
        let text = Str::from("😀");
        let (high, low) = (text.slice(0, 1), text.slice(1, 2));
        assert_eq!(high.as_str(), None);
        assert_eq!(high.concat(&low), text);
    }

    #[test]
    fn only_canonical_numbers_are_indexes() {
        assert_eq!(Str::from("10").as_index(), Some(10));
        for text in ["", "01", "-1", "1.0", "4294967295", "x"] {
            assert_eq!(Str::from(text).as_index(), None, "{text}");
        }
    }
}
