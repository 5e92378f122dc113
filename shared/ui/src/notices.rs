//! Asynchronous states and messages: loading, failed with retry, done.

use crate::{Act, Ctx, El, Icon, Read, el, icon, read, tag};
use oc_i18n::keys::ui as keys;

/// Something is on its way; `text` is announced.
pub fn spinner(text: &str) -> El {
    let wheel = tag("div", "progress-spinner progress-spinner-active size-sm me-3").attr("aria-hidden", "true");
    tag("div", "d-flex align-items-center py-3").attr("role", "status").child(wheel).child(el("span").text(text))
}

/// A button.
pub fn button(class: &str, label: &str, press: Act) -> El {
    tag("button", class).attr("type", "button").text(label).on_press(press)
}

/// Something failed: what, what to do, and a way to try again.
pub fn failure(ctx: Ctx, text: &str, retry: Act) -> El {
    let retry = button("btn btn-outline-primary btn-sm", &ctx.t(keys::RETRY), retry);
    notice("danger", "alert", tag("p", "mb-2").text(text)).child(retry)
}

/// A message beside the form. `kind` is Bootstrap's: `info`, `success`, `warning`, `danger`; `role` is `status` for
/// what may wait and `alert` for what may not.
pub fn notice(kind: &str, role: &str, content: El) -> El {
    tag("div", &["alert alert-", kind].concat()).attr("role", role).child(content)
}

/// A place whose text is read out whenever it changes.
pub fn live_region(text: Read<String>) -> El {
    tag("p", "visually-hidden").attr("aria-live", "polite").follow_text(text)
}

/// A button that says it is busy and cannot be pressed twice. It stays focusable: a disabled button would lose focus.
pub fn busy_button(class: &str, label: String, busy_label: String, busy: Read<bool>, press: Act) -> El {
    let (says, marks, guards) = (busy.clone(), busy.clone(), busy);
    tag("button", class)
        .attr("type", "button")
        .follow("aria-disabled", read(move || marks().then(|| "true".to_owned())))
        .follow_text(read(move || if says() { busy_label.clone() } else { label.clone() }))
        .on("click", move |_| {
            if !guards() {
                press();
            }
        })
}

/// "Home / `here`" above a widget; home is the root of the host site.
pub fn breadcrumb(ctx: Ctx, here: &str) -> El {
    let home = el("a").attr("href", "/").text(&ctx.t(keys::HOME));
    let separator = tag("span", "separator").attr("aria-hidden", "true").text("/");
    let home = tag("li", "breadcrumb-item").child(home).child(separator);
    let here = tag("li", "breadcrumb-item active").attr("aria-current", "page").text(here);
    let trail = tag("ol", "breadcrumb").child(home).child(here);
    tag("nav", "breadcrumb-container").attr("aria-label", &ctx.t(keys::BREADCRUMB)).child(trail)
}

/// A warning call-out in the form the model pages use before a confirmation.
pub fn callout(title: &str, text: &str) -> El {
    let title = tag("div", "callout-title").child(icon(Icon::Warning, "icon")).child(el("span").text(title));
    tag("div", "callout callout-highlight warning mb-4").child(title).child(tag("p", "mb-0").text(text))
}
