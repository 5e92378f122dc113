//! Names that a script shares with the form.

use std::cell::RefCell;
use std::rc::Rc;

use crate::memory;
use crate::text::Str;
use crate::value::Value;

/// Names and their values, before and after a run. Cheap to clone; clones share the values.
///
/// A scope may stand on another: what is not found in it is looked up there, what is set stays in it. So the names that are
/// the same for a whole form are made once, and each evaluation adds its own.
#[derive(Clone, Default)]
pub struct Scope(pub(crate) Rc<Data>);

#[derive(Default)]
pub(crate) struct Data {
    names: RefCell<Vec<(Str, Value)>>,
    below: Option<Scope>,
}

impl Drop for Data {
    fn drop(&mut self) {
        memory::bury(std::mem::take(self.names.get_mut()).into_iter().map(|(_, value)| value));
    }
}

impl Scope {
    /// An empty scope.
    pub fn new() -> Self {
        Self::default()
    }

    /// A scope on top of this one.
    pub fn over(&self) -> Self {
        Scope(Rc::new(Data { names: RefCell::default(), below: Some(self.clone()) }))
    }

    /// Gives `name` a value, for the script to see.
    pub fn set(&self, name: &str, value: Value) {
        self.put(&name.into(), value);
    }

    /// The value of `name`, for example of `show` after a run.
    pub fn get(&self, name: &str) -> Option<Value> {
        self.seek(|known| known.as_str() == Some(name))
    }

    pub(crate) fn put(&self, name: &Str, value: Value) {
        let mut names = self.0.names.borrow_mut();
        let old = match names.iter_mut().find(|(found, _)| found == name) {
            Some(entry) => std::mem::replace(&mut entry.1, value),
            None => {
                names.push((name.clone(), value));
                Value::Undefined
            }
        };
        drop(names);
        drop(old);
    }

    pub(crate) fn find(&self, name: &Str) -> Option<Value> {
        self.seek(|known| known == name)
    }

    fn seek(&self, is: impl Fn(&Str) -> bool) -> Option<Value> {
        let mut scope = self;
        loop {
            let names = scope.0.names.borrow();
            if let Some((_, value)) = names.iter().find(|(found, _)| is(found)) {
                return Some(value.clone());
            }
            scope = scope.0.below.as_ref()?;
        }
    }

    /// Sets a name that exists; says whether it does.
    pub(crate) fn assign(&self, name: &Str, value: &Value) -> bool {
        let exists = self.find(name).is_some();
        if exists {
            self.put(name, value.clone());
        }
        exists
    }

    /// Drops all names, so that functions that hold the scope do not hold themselves.
    pub(crate) fn clear(&self) {
        let names = std::mem::take(&mut *self.0.names.borrow_mut());
        memory::bury(names.into_iter().map(|(_, value)| value));
    }

    pub(crate) fn values(&self) -> Vec<Value> {
        self.0.names.borrow().iter().map(|(_, value)| value.clone()).collect()
    }

    pub(crate) fn below(&self) -> Option<Scope> {
        self.0.below.clone()
    }
}
