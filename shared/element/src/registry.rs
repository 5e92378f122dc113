//! What is mounted on this page.

use crate::{Event, Host};
use leptos::mount::{UnmountHandle, mount_to};
use leptos::prelude::AnyView;
use leptos::tachys::view::any_view::AnyViewState;
use std::cell::{Cell, RefCell};

type Handle = UnmountHandle<AnyViewState>;

thread_local! {
    static MOUNTED: RefCell<Vec<(u32, Handle)>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(1) };
}

/// Mounts a view at the end of the element and tells the host page. Returns the number for [`detach`].
pub fn attach(host: &Host, view: Box<dyn FnOnce() -> AnyView>) -> u32 {
    let handle = mount_to(host.element().clone(), view);
    let id = NEXT.with(|next| next.replace(next.get().wrapping_add(1)));
    MOUNTED.with_borrow_mut(|mounted| mounted.push((id, handle)));
    host.emit(Event::Ready, &[]);
    id
}

/// Unmounts what [`attach`] mounted: nodes are removed, listeners, timers and requests of the view end. Unknown
/// numbers are ignored, so unmounting twice is harmless.
pub fn detach(id: u32) {
    let found = MOUNTED.with_borrow_mut(|mounted| {
        let index = mounted.iter().position(|(other, _)| *other == id)?;
        Some(mounted.swap_remove(index))
    });
    // Dropped outside the borrow: cleanups may mount or unmount something else.
    drop(found);
}

/// How many widgets are mounted now.
pub fn mounted_count() -> usize {
    MOUNTED.with_borrow(Vec::len)
}
