//! What the citizen sees. No rules here: everything is read from the model and told to it.

mod card;
mod done;
mod form;
mod notes;
mod summary;

use crate::desk::Desk;
use oc_element::Mount;
use oc_i18n::keys::helpdesk as keys;
use oc_ui::{Ctx, El, breadcrumb, el, guard_unsaved};

/// The widget.
pub fn view(mount: Mount) -> El {
    let ctx = Ctx::new(mount);
    let desk = Desk::open(ctx);
    guard_unsaved(ctx);
    let mut place = el("div");
    if ctx.common().is_some_and(|common| common.breadcrumb) {
        place = place.child(breadcrumb(ctx, &ctx.t(keys::TITLE)));
    }
    desk.switch(
        place,
        |model| model.step.name(),
        move |step| {
            Some(match step {
                "done" => done::view(desk),
                "summary" => summary::view(desk),
                _ => form::view(desk),
            })
        },
    )
}
