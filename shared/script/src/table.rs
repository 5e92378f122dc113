//! What `Map` and `Set` hold: keys of any kind in the order they came.

use crate::value::Value;

#[derive(Default)]
pub(crate) struct Table {
    /// Deleted entries stay as gaps, so that walks in progress keep their place.
    entries: Vec<Option<(Value, Value)>>,
    /// Places in `entries` plus one by hash, 0 for free.
    index: Vec<u32>,
    live: usize,
}

fn hash(key: &Value) -> usize {
    let bits = match key {
        Value::String(text) => text.hash().into(),
        Value::Number(number) if *number == 0.0 || number.is_nan() => 7,
        Value::Number(number) => number.to_bits(),
        Value::Object(object) => object.address() as u64,
        Value::Bool(true) => 3,
        Value::Bool(false) => 2,
        _ => 1,
    };
    // Whole numbers and addresses have their differences high up, and end in zeros: all bits must count.
    (bits.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
}

impl Table {
    pub fn len(&self) -> usize {
        self.live
    }

    fn find(&self, key: &Value) -> Option<usize> {
        let mask = self.index.len().checked_sub(1)?;
        let mut at = hash(key) & mask;
        loop {
            let place = (*self.index.get(at)? as usize).checked_sub(1)?;
            if let Some(Some((found, _))) = self.entries.get(place)
                && found.same_zero(key)
            {
                return Some(place);
            }
            at = (at + 1) & mask;
        }
    }

    pub fn get(&self, key: &Value) -> Option<&Value> {
        self.entries.get(self.find(key)?)?.as_ref().map(|(_, value)| value)
    }

    pub fn has(&self, key: &Value) -> bool {
        self.find(key).is_some()
    }

    pub fn put(&mut self, key: Value, value: Value) {
        if let Some(Some(entry)) = self.find(&key).and_then(|at| self.entries.get_mut(at)) {
            entry.1 = value;
            return;
        }
        let key = if matches!(key, Value::Number(0.0)) { Value::Number(0.0) } else { key };
        self.entries.push(Some((key, value)));
        self.live += 1;
        if self.entries.len() * 2 > self.index.len() {
            self.index = vec![0; (self.entries.len() * 4).next_power_of_two().max(8)];
            (0..self.entries.len()).for_each(|place| self.enter(place));
        } else {
            self.enter(self.entries.len() - 1);
        }
    }

    fn enter(&mut self, place: usize) {
        let mask = self.index.len() - 1;
        let Some(Some((key, _))) = self.entries.get(place) else { return };
        let mut at = hash(key) & mask;
        while self.index.get(at).is_some_and(|found| *found != 0) {
            at = (at + 1) & mask;
        }
        if let Some(free) = self.index.get_mut(at) {
            *free = place as u32 + 1;
        }
    }

    pub fn remove(&mut self, key: &Value) -> bool {
        let Some(gap) = self.find(key).and_then(|at| self.entries.get_mut(at)) else { return false };
        *gap = None;
        self.live -= 1;
        true
    }

    pub fn clear(&mut self) {
        self.entries.iter_mut().for_each(|entry| *entry = None);
        self.index.iter_mut().for_each(|place| *place = 0);
        self.live = 0;
    }

    /// The first entry at or after place `from`, and the place after it.
    pub fn next(&self, from: usize) -> Option<(usize, Value, Value)> {
        let (offset, (key, value)) =
            self.entries.get(from..)?.iter().enumerate().find_map(|(at, entry)| Some((at, entry.as_ref()?)))?;
        Some((from + offset + 1, key.clone(), value.clone()))
    }

    /// Everything, leaving nothing.
    pub fn take(&mut self) -> Vec<Value> {
        self.index = Vec::new();
        self.live = 0;
        let mut all = Vec::new();
        for (key, value) in std::mem::take(&mut self.entries).into_iter().flatten() {
            all.push(key);
            all.push(value);
        }
        all
    }

    /// All keys and values.
    pub fn values(&self) -> impl Iterator<Item = &Value> {
        self.entries.iter().flatten().flat_map(|(key, value)| [key, value])
    }
}
