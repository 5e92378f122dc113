//! Where values live: trees that components and scripts share, and a memory of what was written when, so that only what
//! depends on a change is computed again.
use crate::js;
use crate::numbers;
use crate::path;
use crate::table::Table;
use crate::value::{Text, Value};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// A place in one of the trees. Places stay valid when what is there changes or goes away.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// The tree: 0 is the submission, others hold rows that are not saved yet and what is lent to scripts.
    pub tree: usize,
    pub path: Rc<[Text]>,
}

impl Place {
    /// The root of a tree.
    pub fn root(tree: usize) -> Place {
        Place { tree, path: Rc::from([]) }
    }

    /// The place of the member `key` here; a key may be a path.
    pub fn child(&self, key: &str) -> Place {
        if path::simple(key) {
            return self.member(key.into());
        }
        let mut path: Vec<Text> = self.path.to_vec();
        path.extend(path::split(key));
        Place { tree: self.tree, path: path.into() }
    }

    /// The place of the member called `name` here, whatever is in the name.
    pub fn member(&self, name: Text) -> Place {
        let mut path = Vec::with_capacity(self.path.len() + 1);
        path.extend_from_slice(&self.path);
        path.push(name);
        Place { tree: self.tree, path: path.into() }
    }

    /// The place of one element here.
    pub fn element(&self, at: usize) -> Place {
        self.member(numbers::place(at).into())
    }

    /// The path as it is written, such as `a.b[0].c`.
    pub fn written(&self) -> String {
        let mut out = String::new();
        for segment in self.path.iter() {
            if segment.bytes().all(|byte| byte.is_ascii_digit()) && !segment.is_empty() && !out.is_empty() {
                out.push('[');
                out.push_str(segment);
                out.push(']');
                continue;
            }
            if !out.is_empty() {
                out.push('.');
            }
            out.push_str(segment);
        }
        out
    }
}

/// Names that something reads. [`Reads::Everything`] where that cannot be told.
#[derive(Clone, Debug)]
pub enum Reads {
    Everything,
    Names(Rc<[Text]>),
}

impl Reads {
    /// The names of paths: each of their segments.
    pub fn of_paths(paths: Vec<Text>) -> Reads {
        let mut names: Vec<Text> = Vec::new();
        for path in paths {
            let found = if path::simple(&path) { vec![path] } else { path::split(&path) };
            for name in found {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        Reads::Names(names.into())
    }
}

/// The trees.
#[derive(Default)]
pub struct Store {
    trees: RefCell<Vec<Value>>,
    free: RefCell<Vec<usize>>,
    /// Counts writes.
    now: Cell<u64>,
    written: RefCell<Table>,
    log: RefCell<Vec<Place>>,
}

impl Store {
    /// A new tree that holds `value`.
    pub fn plant(&self, value: Value) -> Place {
        let mut trees = self.trees.borrow_mut();
        if let Some(tree) = self.free.borrow_mut().pop()
            && let Some(slot) = trees.get_mut(tree)
        {
            *slot = value;
            return Place::root(tree);
        }
        trees.push(value);
        Place::root(trees.len() - 1)
    }

    /// Gives a tree back. Nobody may look at its places any more.
    pub fn fell(&self, place: &Place) -> Value {
        let mut trees = self.trees.borrow_mut();
        let value = trees.get_mut(place.tree).map(std::mem::take).unwrap_or_default();
        self.free.borrow_mut().push(place.tree);
        value
    }

    /// What is at `place`.
    pub fn get(&self, place: &Place) -> Value {
        let trees = self.trees.borrow();
        trees.get(place.tree).map(|tree| path::get_in(tree, &place.path).clone()).unwrap_or_default()
    }

    /// What is at the path `key` below `place`.
    pub fn get_below(&self, place: &Place, key: &str) -> Value {
        let trees = self.trees.borrow();
        trees.get(place.tree).map(|tree| path::get(path::get_in(tree, &place.path), key).clone()).unwrap_or_default()
    }

    /// Whether an object or array is at `place`.
    pub fn is_object(&self, place: &Place) -> bool {
        self.trees.borrow().get(place.tree).is_some_and(|tree| path::get_in(tree, &place.path).is_object())
    }

    /// Writes `value` at `place`; undefined takes away what is there.
    pub fn set(&self, place: &Place, value: Value) {
        let mut trees = self.trees.borrow_mut();
        let Some(tree) = trees.get_mut(place.tree) else { return };
        let old = path::get_in(tree, &place.path).clone();
        if js::equal(&old, &value) {
            return;
        }
        self.note(place, &old, &value);
        if value.is_undefined() {
            path::unset_in(tree, &place.path);
        } else {
            path::set_in(tree, &place.path, value);
        }
    }

    fn note(&self, place: &Place, old: &Value, new: &Value) {
        let now = self.now.get() + 1;
        self.now.set(now);
        let mut written = self.written.borrow_mut();
        for segment in place.path.iter() {
            written.set(segment, now);
        }
        mark_all(&mut written, old, now);
        mark_all(&mut written, new, now);
        if place.tree == 0 {
            self.log.borrow_mut().push(place.clone());
        }
    }

    /// The count of writes so far: something computed now need not be computed again while [`Store::stale`] says so.
    pub fn now(&self) -> u64 {
        self.now.get()
    }

    /// Whether any of what `reads` names was written after `since`.
    pub fn stale(&self, reads: &Reads, since: u64) -> bool {
        match reads {
            Reads::Everything => self.now.get() > since,
            Reads::Names(names) => {
                let written = self.written.borrow();
                names.iter().any(|name| written.get(name).is_some_and(|at| at > since))
            }
        }
    }

    /// Counts as a write of `name`: for what scripts read that is no value.
    pub fn touch(&self, name: &str) {
        let now = self.now.get() + 1;
        self.now.set(now);
        self.written.borrow_mut().set(&name.into(), now);
    }

    /// How many places in the submission were written since the log was taken.
    pub fn log_len(&self) -> usize {
        self.log.borrow().len()
    }

    /// The places in the submission that were written after the first `from`.
    pub fn log_from(&self, from: usize) -> Vec<Place> {
        self.log.borrow().get(from..).unwrap_or_default().to_vec()
    }

    /// The places in the submission that were written since this was last asked.
    pub fn take_log(&self) -> Vec<Place> {
        std::mem::take(&mut self.log.borrow_mut())
    }
}

fn mark_all(written: &mut Table, value: &Value, now: u64) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| mark_all(written, item, now)),
        Value::Object(map) => {
            for (key, item) in map.iter() {
                written.set(key, now);
                mark_all(written, item, now);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_names_a_written_value_is_stale() {
        let store = Store::default();
        let root = store.plant(Value::object());
        let (a, b) = (Reads::of_paths(vec!["x.a".into()]), Reads::of_paths(vec!["b".into()]));
        let before = store.now();
        store.set(&root.child("x.a"), Value::Bool(true));
        assert!(store.stale(&a, before) && !store.stale(&b, before) && store.stale(&Reads::Everything, before));
        let before = store.now();
        store.set(&root, Value::from_entries([("b", Value::Null)]));
        assert!(store.stale(&b, before) && store.stale(&a, before), "replacing the whole touches everything in it");
        assert_eq!(store.take_log().first().map(Place::written).as_deref(), Some("x.a"));
    }
}
