//! Freeing what holds itself: functions and the scopes they close over hold each other, so counting references is not enough.

use std::rc::{Rc, Weak};

use crate::object::{Data, Kind, Object};
use crate::props::Slot;
use crate::runtime::Runtime;
use crate::table::Table;
use crate::value::Value;

/// How many new objects there are before another look.
const DUE: usize = 4000;

struct Seen {
    object: Object,
    held: usize,
    reached: bool,
}

/// What there is, each once.
#[derive(Default)]
struct Known {
    seen: Vec<Seen>,
    /// Places in `seen` by address.
    places: Table,
}

impl Known {
    fn add(&mut self, object: &Object) {
        let key = address(object);
        if !self.places.has(&key) {
            self.places.put(key, self.seen.len().into());
            self.seen.push(Seen { object: object.clone(), held: 0, reached: false });
        }
    }

    /// What the one at a place holds, as often as it does; nothing beyond the last one.
    fn held_by(&self, at: usize) -> Option<Vec<Object>> {
        let mut held = Vec::new();
        children(&self.seen.get(at)?.object.0, &mut |child| {
            if let Value::Object(object) = child {
                held.push(object.clone());
            }
        });
        Some(held)
    }

    fn place(&self, object: &Object) -> usize {
        self.places.get(&address(object)).and_then(Value::as_number).map_or(usize::MAX, |place| place as usize)
    }
}

fn address(object: &Object) -> Value {
    Value::from(Rc::as_ptr(&object.0) as usize)
}

fn children(data: &Data, visit: &mut dyn FnMut(&Value)) {
    for entry in data.props.borrow().iter() {
        match &entry.slot {
            Slot::Data(held) => visit(held),
            Slot::Accessor(pair) => {
                // A pair shared by several would be counted more often than it holds; it is not shared.
                visit(&pair.0);
                visit(&pair.1);
            }
        }
    }
    let proto = data.proto.borrow().clone();
    proto.map(Value::Object).iter().for_each(&mut *visit);
    if let Some(parts) = data.parts() {
        parts.borrow().iter().for_each(&mut *visit);
    }
    match &data.kind {
        Kind::Map(table) | Kind::Set(table) => table.borrow().values().for_each(visit),
        Kind::Generator(place) => {
            if let Some(frame) = &*place.borrow() {
                frame.values().for_each(&mut *visit);
                visit(&Value::Object(frame.scope.0.clone()));
            }
        }
        _ => {}
    }
}

impl Runtime {
    /// Looks for what can be freed when there is enough new.
    pub(crate) fn collect_if_due(&self) {
        if self.depth.get() > 0 || self.nested.get() > 0 || self.heap.borrow().len() < self.swept.get() + DUE {
            return;
        }
        self.heap.borrow_mut().retain(|object| object.strong_count() > 0);
        if self.heap.borrow().len() >= self.swept.get() + DUE / 2 {
            self.sweep();
            self.heap.borrow_mut().retain(|object| object.strong_count() > 0);
        }
        self.swept.set(self.heap.borrow().len());
    }

    /// Frees every object that only other such objects hold.
    fn sweep(&self) {
        let mut all = Known::default();
        for data in self.heap.borrow().iter().filter_map(Weak::upgrade) {
            all.add(&Object(data));
        }
        // What is found through others is looked through in its turn.
        let mut at = 0;
        while let Some(held) = all.held_by(at) {
            held.iter().for_each(|object| all.add(object));
            at += 1;
        }
        for at in 0..all.seen.len() {
            for child in all.held_by(at).unwrap_or_default() {
                let place = all.place(&child);
                if let Some(seen) = all.seen.get_mut(place) {
                    seen.held += 1;
                }
            }
        }
        // Who is held by more than the others (and by this list) is in use.
        let mut open: Vec<usize> = Vec::new();
        for (at, seen) in all.seen.iter_mut().enumerate() {
            seen.reached = Rc::strong_count(&seen.object.0) > seen.held + 1;
            if seen.reached {
                open.push(at);
            }
        }
        while let Some(at) = open.pop() {
            for child in all.held_by(at).unwrap_or_default() {
                let place = all.place(&child);
                if let Some(seen) = all.seen.get_mut(place).filter(|seen| !seen.reached) {
                    seen.reached = true;
                    open.push(place);
                }
            }
        }
        for seen in all.seen.iter().filter(|seen| !seen.reached) {
            drop(seen.object.0.release());
        }
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        drop(self.jobs.take());
        self.timers.borrow_mut().clear();
        let heap: Vec<Object> = self.heap.borrow().iter().filter_map(Weak::upgrade).map(Object).collect();
        heap.iter().for_each(|object| drop(object.0.release()));
    }
}
