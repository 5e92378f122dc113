//! Logging in: a link to the core's login page that brings the citizen back to the same page and step.
//!
//! Nothing personal may be stored in the browser, so what was typed cannot survive a navigation. Where something would
//! be lost the login opens in another tab; that tab tells this one when it comes back, and closes itself.

use crate::{Ctx, El, tag};
use leptos::prelude::*;
use oc_core_client::{Identity, encode};
use oc_i18n::keys::ui as keys;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{BroadcastChannel, Element, MessageEvent};

/// The channel on which tabs of the same site say that somebody logged in. It carries no data.
const CHANNEL: &str = "oc-widgets-login";

/// Marks the address a login in another tab comes back to.
const MARK: &str = "#oc-login";

/// The login page's address. `return_to` is the absolute address to come back to.
pub fn login_url(auth_url: &str, return_to: &str) -> String {
    let joint = if auth_url.contains('?') { "&" } else { "?" };
    [auth_url, joint, "return-url=", &encode(return_to)].concat()
}

/// Whether this tab was opened only to log in, and has come back.
pub fn returned_from_login() -> bool {
    window().location().hash().is_ok_and(|hash| hash == MARK)
}

fn here() -> String {
    let href = window().location().href().unwrap_or_default();
    // A second login from a tab that was itself opened to log in must not stack marks.
    href.strip_suffix(MARK).map(str::to_owned).unwrap_or(href)
}

/// A link to the login page around `content`. Its target is decided when it is pressed: the same tab, or a new one while
/// something typed on the page would be lost.
pub fn login_link(ctx: Ctx, class: &str, content: Vec<El>) -> El {
    let auth_url = ctx.common().map(|common| common.auth_url).unwrap_or_default();
    let href = login_url(&auth_url, &here());
    tag("a", class).attr("href", &href).list(content).on("click", move |event| {
        let there = here();
        if let Some(link) = event.current_target().and_then(|link| link.dyn_into::<Element>().ok()) {
            // The page may have moved on without a reload since the link was drawn.
            let _ = link.set_attribute("href", &login_url(&auth_url, &there));
        }
        if !ctx.core().is_some_and(|core| core.session().has_unsaved()) {
            return;
        }
        let marked = [there.split('#').next().unwrap_or_default(), MARK].concat();
        // A window opened by a script may close itself afterwards. Where pop-ups are blocked the link does its work,
        // and the browser asks before leaving.
        if let Ok(Some(_)) = window().open_with_url_and_target(&login_url(&auth_url, &marked), "_blank") {
            event.prevent_default();
        }
    })
}

/// Tells other tabs of a login that happened in this one and listens for theirs, for as long as the widget lives.
pub(crate) fn follow_other_tabs(ctx: Ctx) {
    let Some(core) = ctx.core() else { return };
    let Ok(channel) = BroadcastChannel::new(CHANNEL) else { return };
    let session = core.session();
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new({
        let session = session.clone();
        move |_| {
            let session = session.clone();
            if !matches!(session.current(), Some(Identity::Citizen(_))) {
                leptos::task::spawn_local(async move {
                    session.refresh().await;
                });
            }
        }
    });
    channel.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    let held = StoredValue::new_local((channel.clone(), on_message));
    Owner::on_cleanup(move || {
        held.try_with_value(|(channel, _)| channel.close());
    });
    if returned_from_login() {
        ctx.spawn(async move {
            if matches!(session.identify().await, Identity::Citizen(_)) {
                let _ = channel.post_message(&JsValue::TRUE);
                // Only a window that a script opened may be closed; otherwise the notice stays.
                let _ = window().close();
            }
        });
    }
}

/// "You are logged in, go back to the other tab", for a tab that could not close itself.
pub fn login_done_text(ctx: Ctx) -> String {
    ctx.t(keys::LOGIN_DONE)
}

/// While something typed would be lost, the browser asks before the page is left.
pub fn guard_unsaved(ctx: Ctx) {
    let handle = window_event_listener(leptos::ev::beforeunload, move |event| {
        if ctx.core().is_some_and(|core| core.session().has_unsaved()) {
            event.prevent_default();
        }
    });
    Owner::on_cleanup(move || handle.remove());
}
