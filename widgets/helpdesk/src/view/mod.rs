//! What the citizen sees. No rules here: everything is read from the model and told to it.

mod card;
mod done;
mod form;
mod notes;
mod summary;

use crate::desk::Desk;
use crate::model::{Model, Step};
use leptos::prelude::*;
use oc_element::Mount;
use oc_i18n::keys::helpdesk as keys;
use oc_ui::{Ctx, breadcrumb, guard_unsaved};

/// The widget.
pub fn view(mount: Mount) -> AnyView {
    let ctx = Ctx::new(mount);
    let desk = Desk::open(ctx);
    guard_unsaved(ctx);
    let crumbs = ctx.common().is_some_and(|common| common.breadcrumb).then(|| breadcrumb(ctx, ctx.t(keys::TITLE)));
    let step = desk.read(|model: &Model| model.step);
    let body = move || match step.get() {
        Step::Form => form::view(desk),
        Step::Summary => summary::view(desk),
        Step::Done => done::view(desk),
    };
    view! {
        {crumbs}
        {body}
    }
    .into_any()
}
