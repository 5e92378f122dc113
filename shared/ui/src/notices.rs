//! Asynchronous states and messages: loading, failed with retry, done.

use crate::{Ctx, Icon, icon};
use leptos::prelude::*;
use oc_i18n::keys::ui as keys;

/// Something is on its way; `text` is announced.
pub fn spinner(text: String) -> AnyView {
    view! {
        <div class="d-flex align-items-center py-3" role="status">
            <div class="progress-spinner progress-spinner-active size-sm me-3" aria-hidden="true"></div>
            <span>{text}</span>
        </div>
    }
    .into_any()
}

/// Something failed: what, what to do, and a way to try again.
pub fn failure(ctx: Ctx, text: String, retry: impl Fn() + 'static) -> AnyView {
    view! {
        <div class="alert alert-danger" role="alert">
            <p class="mb-2">{text}</p>
            <button type="button" class="btn btn-outline-primary btn-sm" on:click=move |_| retry()>
                {ctx.t(keys::RETRY)}
            </button>
        </div>
    }
    .into_any()
}

/// A message beside the form. `kind` is Bootstrap's: `info`, `success`, `warning`, `danger`; `role` is `status` for
/// what may wait and `alert` for what may not.
pub fn notice(kind: &'static str, role: &'static str, content: AnyView) -> AnyView {
    view! { <div class=["alert alert-", kind].concat() role=role>{content}</div> }.into_any()
}

/// A place whose text is read out whenever it changes.
pub fn live_region(text: Signal<String>) -> AnyView {
    view! { <p class="visually-hidden" aria-live="polite">{move || text.get()}</p> }.into_any()
}

/// A button that says it is busy and cannot be pressed twice. It stays focusable: a disabled button would lose focus.
pub fn busy_button(
    class: &'static str,
    label: String,
    busy_label: String,
    busy: Signal<bool>,
    press: impl Fn() + 'static,
) -> AnyView {
    let text = move || if busy.get() { busy_label.clone() } else { label.clone() };
    view! {
        <button
            type="button"
            class=class
            aria-disabled=move || busy.get().then_some("true")
            on:click=move |_| {
                if !busy.get_untracked() {
                    press();
                }
            }
        >
            {text}
        </button>
    }
    .into_any()
}

/// "Home / `here`" above a widget; home is the root of the host site.
pub fn breadcrumb(ctx: Ctx, here: String) -> AnyView {
    view! {
        <nav class="breadcrumb-container" aria-label=ctx.t(keys::BREADCRUMB)>
            <ol class="breadcrumb">
                <li class="breadcrumb-item">
                    <a href="/">{ctx.t(keys::HOME)}</a>
                    <span class="separator" aria-hidden="true">"/"</span>
                </li>
                <li class="breadcrumb-item active" aria-current="page">{here}</li>
            </ol>
        </nav>
    }
    .into_any()
}

/// A warning call-out in the form the model pages use before a confirmation.
pub fn callout(title: String, text: String) -> AnyView {
    view! {
        <div class="callout callout-highlight warning mb-4">
            <div class="callout-title">{icon(Icon::Warning, "icon")} <span>{title}</span></div>
            <p class="mb-0">{text}</p>
        </div>
    }
    .into_any()
}
