//! What scripts hold: a count of live bytes, and the dropping of deep structures without deep recursion.

use std::cell::{Cell, RefCell};

use crate::value::Value;

thread_local! {
    static LIVE: Cell<usize> = const { Cell::new(0) };
    static BURYING: Cell<bool> = const { Cell::new(false) };
    static GRAVES: RefCell<Vec<Value>> = const { RefCell::new(Vec::new()) };
}

/// Notes `bytes` more held by values of this thread.
#[inline(never)]
pub(crate) fn grow(bytes: usize) {
    let _ = LIVE.try_with(|live| live.set(live.get().saturating_add(bytes)));
}

/// Notes `bytes` less.
#[inline(never)]
pub(crate) fn shrink(bytes: usize) {
    let _ = LIVE.try_with(|live| live.set(live.get().saturating_sub(bytes)));
}

/// Bytes that values of this thread hold now, counted by what they asked for (not by what the allocator gave).
pub(crate) fn live() -> usize {
    LIVE.with(Cell::get)
}

/// Drops `values` one after the other even where one holds the next: a chain of a million objects would otherwise be as
/// many nested calls.
pub(crate) fn bury(values: Vec<Value>) {
    if values.is_empty() {
        return;
    }
    let queued = GRAVES.try_with(|graves| {
        if let Ok(mut graves) = graves.try_borrow_mut() {
            // What is held elsewhere as well does not end here.
            graves.extend(values.into_iter().filter(Value::is_alone));
        }
    });
    if queued.is_err() || BURYING.try_with(|burying| burying.replace(true)).unwrap_or(true) {
        return;
    }
    while let Ok(Some(value)) =
        GRAVES.try_with(|graves| graves.try_borrow_mut().ok().and_then(|mut graves| graves.pop()))
    {
        drop(value);
    }
    let _ = BURYING.try_with(|burying| burying.set(false));
}
