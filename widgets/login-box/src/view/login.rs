//! The way in: straight to the login page, or through a pop-up that names the ways of logging in.

use super::Options;
use leptos::prelude::*;
use oc_i18n::keys::login_box as keys;
use oc_ui::{Ctx, Dialog, Icon, dialog, icon, login_link};

/// Round icon and label, as the header of the model pages has them. The label is hidden to the eye on small screens only.
fn label(ctx: Ctx) -> AnyView {
    view! {
        <span class="rounded-icon" aria-hidden="true">{icon(Icon::User, "icon icon-primary")}</span>
        <span class="oc-label">{ctx.t(keys::LOGIN)}</span>
    }
    .into_any()
}

const BUTTON: &str = "btn btn-primary btn-icon btn-full";

pub(super) fn view(ctx: Ctx, options: &Options) -> AnyView {
    if options.direct {
        return login_link(ctx, BUTTON, label(ctx));
    }
    let popup = Dialog::new();
    let enter = ctx.fmt(keys::ENTER, &[("name", &options.label)]);
    let enter = view! { <span>{enter}</span> }.into_any();
    let content = view! {
        <p>{ctx.t(keys::INTRO)}</p>
        {login_link(ctx, "btn btn-primary", enter)}
    };
    view! {
        <button type="button" class=BUTTON aria-haspopup="dialog" on:click=move |_| popup.open()>
            {label(ctx)}
        </button>
        {dialog(ctx, popup, options.label.clone(), content.into_any())}
    }
    .into_any()
}
