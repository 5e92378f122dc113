//! What the citizen sees. No rules here: everything is read from the model and told to it.

mod card;
mod done;
mod form;
mod notes;
mod summary;

use crate::desk::Desk;
use crate::model::Step;
use oc_element::Mount;
use oc_i18n::keys::helpdesk as keys;
use oc_ui::{Ctx, El, breadcrumb, el, guard_unsaved};

/// The widget.
pub fn view(mount: Mount) -> El {
    let ctx = Ctx::new(mount);
    let desk = Desk::open(ctx);
    guard_unsaved(ctx);
    let crumbs = ctx.common().is_some_and(|common| common.breadcrumb).then(|| breadcrumb(ctx, &ctx.t(keys::TITLE)));
    let body = move |step: &Step| {
        Some(match step {
            Step::Form => form::view(desk),
            Step::Summary => summary::view(desk),
            Step::Done => done::view(desk),
        })
    };
    el("div").children([crumbs]).switch(desk.read(|model| model.step), body)
}
