//! What is mounted on this page.

use crate::{Ctx, El};
use leptos::prelude::Owner;
use oc_core_client::{CancelToken, Json, Tolerant, write_json};
use oc_element::{Event, Host, Mount};
use oc_i18n::Key;
use std::cell::{Cell, RefCell};

/// Small things that several widgets use and the login box does not. Whoever names them has them in the module itself;
/// in a chunk for just these widgets they would weigh more than they are, and be one more request.
pub fn keep_at_hand() {
    let all: [*const (); 9] = [
        Ctx::keep as fn(Ctx, Option<&str>) as *const (),
        Ctx::kept as fn(Ctx) -> Option<String> as *const (),
        Ctx::cancel as fn(Ctx) -> CancelToken as *const (),
        Ctx::host as fn(Ctx) -> Option<Host> as *const (),
        Ctx::plural as fn(Ctx, u64, Key, Key) -> String as *const (),
        crate::value_of as fn(&web_sys::Event) -> String as *const (),
        write_json as fn(&Json) -> String as *const (),
        <Json as Tolerant>::i64 as fn(&Json, &str) -> Option<i64> as *const (),
        (|text: &str| text.chars().count()) as fn(&str) -> usize as *const (),
    ];
    std::hint::black_box(all);
}

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
