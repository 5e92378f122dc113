//! The named properties of an object, in the order they were made.

use std::rc::Rc;

use crate::text::Str;
use crate::value::Value;

/// What a property holds.
#[derive(Clone)]
pub(crate) enum Slot {
    Data(Value),
    /// Getter and setter; `undefined` where there is none.
    Accessor(Rc<(Value, Value)>),
}

pub(crate) const WRITABLE: u8 = 1;
pub(crate) const ENUMERABLE: u8 = 2;
pub(crate) const CONFIGURABLE: u8 = 4;
/// What an assignment makes.
pub(crate) const OPEN: u8 = WRITABLE | ENUMERABLE | CONFIGURABLE;
/// What built-in methods are.
pub(crate) const HIDDEN: u8 = WRITABLE | CONFIGURABLE;

#[derive(Clone)]
pub(crate) struct Entry {
    pub key: Str,
    pub slot: Slot,
    pub flags: u8,
}

/// Up to how many entries are searched one by one.
const SMALL: usize = 8;

#[derive(Default)]
pub(crate) struct Props {
    entries: Vec<Entry>,
    /// Places in `entries` plus one by hash, 0 for free; empty while there are few.
    index: Vec<u32>,
}

impl Props {
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    fn find(&self, key: &Str) -> Option<usize> {
        if self.index.is_empty() {
            return self.entries.iter().position(|entry| entry.key == *key);
        }
        let mask = self.index.len() - 1;
        let mut at = key.hash() as usize & mask;
        loop {
            let place = (*self.index.get(at)? as usize).checked_sub(1)?;
            if self.entries.get(place)?.key == *key {
                return Some(place);
            }
            at = (at + 1) & mask;
        }
    }

    pub fn get(&self, key: &Str) -> Option<&Entry> {
        self.entries.get(self.find(key)?)
    }

    pub fn get_mut(&mut self, key: &Str) -> Option<&mut Entry> {
        let at = self.find(key)?;
        self.entries.get_mut(at)
    }

    /// Sets or adds; an existing property keeps its place. Gives what was there, to be dropped when nothing is borrowed.
    pub fn put(&mut self, key: Str, slot: Slot, flags: u8) -> Option<Slot> {
        if let Some(entry) = self.get_mut(&key) {
            entry.flags = flags;
            return Some(std::mem::replace(&mut entry.slot, slot));
        }
        self.entries.push(Entry { key, slot, flags });
        if self.entries.len() > SMALL {
            if self.entries.len() * 2 > self.index.len() {
                self.rebuild();
            } else {
                self.enter(self.entries.len() - 1);
            }
        }
        None
    }

    pub fn remove(&mut self, key: &Str) {
        if let Some(at) = self.find(key) {
            self.entries.remove(at);
            if !self.index.is_empty() {
                self.rebuild();
            }
        }
    }

    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.entries.iter_mut()
    }

    /// Everything, leaving nothing.
    pub fn take(&mut self) -> Vec<Entry> {
        self.index = Vec::new();
        std::mem::take(&mut self.entries)
    }

    /// Keys in JavaScript's order: list indexes by value, then the rest by age.
    pub fn keys(&self, all: bool) -> Vec<Str> {
        let mut keys = Vec::new();
        let mut numbered = false;
        for entry in self.entries.iter().filter(|entry| all || entry.flags & ENUMERABLE != 0) {
            numbered |= entry.key.as_index().is_some();
            keys.push(entry.key.clone());
        }
        if numbered {
            keys.sort_by_cached_key(|key| key.as_index().unwrap_or(u32::MAX));
        }
        keys
    }

    fn rebuild(&mut self) {
        self.index = vec![0; if self.entries.len() > SMALL { (self.entries.len() * 4).next_power_of_two() } else { 0 }];
        if !self.index.is_empty() {
            (0..self.entries.len()).for_each(|place| self.enter(place));
        }
    }

    fn enter(&mut self, place: usize) {
        let mask = self.index.len() - 1;
        let Some(entry) = self.entries.get(place) else { return };
        let mut at = entry.key.hash() as usize & mask;
        while self.index.get(at).is_some_and(|found| *found != 0) {
            at = (at + 1) & mask;
        }
        if let Some(free) = self.index.get_mut(at) {
            *free = place as u32 + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_keep_their_order_and_are_found_among_many() {
        let mut props = Props::default();
        for number in (0..100).rev() {
            props.put(format!("k{number}").as_str().into(), Slot::Data(Value::Number(number.into())), OPEN);
        }
        props.put("10".into(), Slot::Data(Value::Null), OPEN);
        props.put("9".into(), Slot::Data(Value::Null), OPEN);
        props.remove(&"k50".into());
        assert!(props.get(&"k50".into()).is_none() && props.get(&"k51".into()).is_some());
        let keys: Vec<String> = props.keys(false).iter().map(|key| key.to_text().into_owned()).collect();
        assert_eq!(keys.iter().take(3).collect::<Vec<_>>(), ["9", "10", "k99"]);
        assert_eq!(props.len(), 101);
    }
}
