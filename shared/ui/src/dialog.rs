//! A modal dialog on the browser's own `<dialog>`: it traps focus, closes with Escape and gives focus back by itself.

use crate::{Ctx, El, Icon, icon, tag};
use oc_i18n::keys::ui as keys;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

/// A dialog not yet shown; `el` belongs somewhere in the view.
#[derive(Clone)]
pub struct Dialog {
    pub el: El,
}

impl Dialog {
    /// A dialog with a title, a close button and `content`.
    pub fn new(ctx: Ctx, title: &str, content: El) -> Dialog {
        let heading = ctx.id("dialog-title");
        let frame = tag("dialog", "oc-dialog").attr("aria-labelledby", &heading);
        let dialog = Dialog { el: frame };
        let closing = dialog.clone();
        let close = tag("button", "btn-close")
            .attr("type", "button")
            .attr("aria-label", &ctx.t(keys::CLOSE))
            .child(icon(Icon::Close, "icon"))
            .on_press(Rc::new(move || closing.close()));
        let title = tag("h2", "modal-title h5").attr("id", &heading).text(title);
        let header = tag("div", "modal-header").child(title).child(close);
        dialog.el.clone().child(header).child(tag("div", "modal-body").child(content));
        dialog
    }

    fn native(&self) -> Option<&HtmlDialogElement> {
        self.el.node()?.dyn_ref()
    }

    /// Shows it above everything; the rest of the page cannot be reached until it closes.
    pub fn open(&self) {
        // Fails only when it is open already or was just removed.
        let _ = self.native().map(HtmlDialogElement::show_modal);
    }

    /// Closes it; focus goes back to where it was.
    pub fn close(&self) {
        if let Some(dialog) = self.native() {
            dialog.close();
        }
    }
}
