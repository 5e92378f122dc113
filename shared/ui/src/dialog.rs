//! A modal dialog on the browser's own `<dialog>`: it traps focus, closes with Escape and gives focus back by itself.

use crate::{Ctx, Icon, icon};
use leptos::html;
use leptos::prelude::*;
use oc_i18n::keys::ui as keys;

/// Opens and closes a [`dialog`].
#[derive(Clone, Copy)]
pub struct Dialog {
    node: NodeRef<html::Dialog>,
}

impl Dialog {
    /// A dialog not yet shown.
    pub fn new() -> Dialog {
        Dialog { node: NodeRef::new() }
    }

    /// Shows it above everything; the rest of the page cannot be reached until it closes.
    pub fn open(self) {
        if let Some(element) = self.node.get_untracked() {
            // Fails only when it is open already or was just removed.
            let _ = element.show_modal();
        }
    }

    /// Closes it; focus goes back to where it was.
    pub fn close(self) {
        if let Some(element) = self.node.get_untracked() {
            element.close();
        }
    }
}

impl Default for Dialog {
    fn default() -> Self {
        Dialog::new()
    }
}

/// The dialog's markup: a title, a close button and `content`.
pub fn dialog(ctx: Ctx, dialog: Dialog, title: String, content: AnyView) -> AnyView {
    let heading = ctx.id("dialog-title");
    let labelled_by = heading.clone();
    view! {
        <dialog node_ref=dialog.node class="oc-dialog" aria-labelledby=labelled_by>
            <div class="modal-header">
                <h2 id=heading class="modal-title h5">{title}</h2>
                <button
                    type="button"
                    class="btn-close"
                    aria-label=ctx.t(keys::CLOSE)
                    on:click=move |_| dialog.close()
                >
                    {icon(Icon::Close, "icon")}
                </button>
            </div>
            <div class="modal-body">{content}</div>
        </dialog>
    }
    .into_any()
}
