//! What is mounted on this page.

use crate::El;
use leptos::prelude::Owner;
use oc_element::{Event, Host, Mount};
use std::cell::{Cell, RefCell};

struct Mounted {
    id: u32,
    owner: Owner,
    view: El,
}

thread_local! {
    static MOUNTED: RefCell<Vec<Mounted>> = const { RefCell::new(Vec::new()) };
    static NEXT: Cell<u32> = const { Cell::new(1) };
}

/// Builds a widget's view at the end of its element and tells the host page. Returns the number for [`detach`].
pub fn attach(mount: Mount, view: fn(Mount) -> El) -> u32 {
    let host: Host = mount.host.clone();
    let owner = Owner::new();
    let view = owner.with(|| view(mount));
    if let Some(node) = view.node() {
        let _ = host.element().append_child(node);
    }
    let id = NEXT.with(|next| next.replace(next.get().wrapping_add(1)));
    MOUNTED.with_borrow_mut(|mounted| mounted.push(Mounted { id, owner, view }));
    host.emit(Event::Ready, &[]);
    id
}

/// Takes away what [`attach`] put there: nodes, and with the owner its effects, timers and requests. Unknown numbers
/// are ignored, so unmounting twice is harmless.
pub fn detach(id: u32) {
    let found = MOUNTED.with_borrow_mut(|mounted| {
        let index = mounted.iter().position(|other| other.id == id)?;
        Some(mounted.swap_remove(index))
    });
    // Outside the borrow: what goes may mount or unmount something else.
    if let Some(Mounted { owner, view, .. }) = found {
        if let Some(node) = view.node() {
            node.remove();
        }
        owner.cleanup();
    }
}
