//! The way in: straight to the login page, or through a pop-up that names the ways of logging in.

use oc_i18n::keys::login_box as keys;
use oc_settings::LoginBox;
use oc_ui::{Ctx, Dialog, El, Icon, el, icon, login_link, tag};

/// Round icon and label, as the header of the model pages has them. The label is hidden to the eye on small screens only.
fn label(ctx: Ctx) -> Vec<El> {
    let round = tag("span", "rounded-icon").attr("aria-hidden", "true").child(icon(Icon::User, "icon icon-primary"));
    vec![round, tag("span", "oc-label").text(&ctx.t(keys::LOGIN))]
}

const BUTTON: &str = "btn btn-primary btn-icon btn-full";

/// As much room as the button takes, whatever the site's font.
pub(super) fn room(ctx: Ctx) -> El {
    tag("span", "btn btn-icon btn-full oc-room").attr("aria-hidden", "true").list(label(ctx))
}

pub(super) fn view(ctx: Ctx, options: &LoginBox) -> El {
    if options.direct {
        return login_link(ctx, BUTTON, label(ctx));
    }
    let name = options.label.clone().unwrap_or_else(|| ctx.t(keys::TITLE));
    let enter = el("span").text(&ctx.fmt(keys::ENTER, &[("name", &name)]));
    let content =
        el("div").child(el("p").text(&ctx.t(keys::INTRO))).child(login_link(ctx, "btn btn-primary", vec![enter]));
    let popup = Dialog::new(ctx, &name, content);
    let shown = popup.clone();
    let button = tag("button", BUTTON)
        .attr("type", "button")
        .attr("aria-haspopup", "dialog")
        .list(label(ctx))
        .on("click", move |_| shown.open());
    el("div").child(button).child(popup.el)
}
