//! Texts and a number for each, found at once however many there are. One table in place of a generic one for every use: the
//! browser downloads it once.
use crate::value::Text;

/// A table.
#[derive(Clone, Debug, Default)]
pub struct Table {
    entries: Vec<(Text, u64)>,
    /// Places in `entries`, counted from 1, where the hash of the text leads; 0 is free. Twice as many as entries, a power of two.
    slots: Vec<u32>,
}

impl Table {
    /// A table that has room for `count` texts.
    pub fn with_room(count: usize) -> Table {
        Table { entries: Vec::with_capacity(count), slots: slots(count) }
    }

    /// The slot of `name`, or the free one where it belongs.
    fn slot(&self, name: &str) -> Option<usize> {
        let mask = self.slots.len().checked_sub(1)?;
        let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
        let mut at = hash as usize & mask;
        while let Some(entry) = self.entry(at) {
            if *entry.0 == *name {
                break;
            }
            at = (at + 1) & mask;
        }
        Some(at)
    }

    fn entry(&self, slot: usize) -> Option<&(Text, u64)> {
        self.entries.get((*self.slots.get(slot)? as usize).checked_sub(1)?)
    }

    /// The number of `name`.
    pub fn get(&self, name: &str) -> Option<u64> {
        self.entry(self.slot(name)?).map(|entry| entry.1)
    }

    /// Gives `name` a number.
    pub fn set(&mut self, name: &Text, number: u64) {
        if self.entries.len() * 2 >= self.slots.len() {
            self.slots = slots(self.entries.len() * 2);
            for at in 0..self.entries.len() {
                let slot = self.entries.get(at).and_then(|entry| self.slot(&entry.0));
                self.fill(slot, at);
            }
        }
        let slot = self.slot(name);
        let known = slot.and_then(|slot| self.slots.get(slot)).map_or(0, |at| *at as usize);
        match known.checked_sub(1).and_then(|at| self.entries.get_mut(at)) {
            Some(entry) => entry.1 = number,
            None => {
                self.fill(slot, self.entries.len());
                self.entries.push((name.clone(), number));
            }
        }
    }

    fn fill(&mut self, slot: Option<usize>, at: usize) {
        if let Some(free) = slot.and_then(|slot| self.slots.get_mut(slot)) {
            *free = at as u32 + 1;
        }
    }
}

/// Free slots for `count` entries and as many more.
fn slots(count: usize) -> Vec<u32> {
    vec![0; (count * 4).next_power_of_two().max(16)]
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn every_text_keeps_its_own_number() {
        let mut table = Table::default();
        assert_eq!(table.get("k0"), None);
        for round in 0..2 {
            for at in 0..5_000_u64 {
                table.set(&format!("k{at}").into(), at + round);
            }
        }
        assert!((0..5_000).all(|at| table.get(&format!("k{at}")) == Some(at + 1)));
        assert_eq!(table.get("k5000"), None);
    }
}
