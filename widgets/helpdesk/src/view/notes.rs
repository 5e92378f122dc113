//! What is said beside the form: who is there, drafts, saving, sending.

use crate::desk::Desk;
use crate::model::{Drafts, Msg, Saving, Sending, Who};
use leptos::prelude::*;
use oc_core_client::CoreError;
use oc_i18n::{DateTime, format_date_time, keys::helpdesk as keys, keys::ui};
use oc_ui::{busy_button, failure, login_done_text, login_link, notice, returned_from_login, spinner};

/// What there is to say about who is there.
#[derive(Clone, Copy, PartialEq)]
enum Person {
    Quiet,
    LoginOffered,
    Operator,
    SessionLost,
}

/// The login: offered to who is not logged in, asked for again where it was lost.
pub fn person(desk: Desk) -> AnyView {
    let person = desk.read(|model| match (&model.who, model.session_lost) {
        (_, true) => Person::SessionLost,
        (Who::Operator, _) => Person::Operator,
        _ if model.offers_login() => Person::LoginOffered,
        _ => Person::Quiet,
    });
    let back = returned_from_login();
    let note = move || match person.get() {
        Person::Quiet if back => notice("success", "status", login_done_text(desk.ctx).into_any()),
        Person::Quiet => ().into_any(),
        Person::LoginOffered => view! {
            <p class="subtitle-small">
                {desk.t(keys::LOGIN_OFFER)} " "
                {login_link(desk.ctx, "fw-semibold", desk.t(keys::LOGIN_OFFER_LINK).into_any())}
            </p>
        }
        .into_any(),
        Person::Operator => notice("info", "status", desk.t(keys::OPERATOR_NOTE).into_any()),
        Person::SessionLost => session_lost(desk),
    };
    note.into_any()
}

fn session_lost(desk: Desk) -> AnyView {
    let anonymously = desk.press(Msg::GoOnAnonymously);
    let content = view! {
        <p>{desk.t(keys::SESSION_LOST)}</p>
        {login_link(desk.ctx, "btn btn-primary btn-sm", desk.t(ui::LOGIN_AGAIN).into_any())}
        {button(desk.t(keys::GO_ON_ANONYMOUSLY), anonymously)}
    };
    notice("warning", "alert", content.into_any())
}

fn button(label: String, press: impl Fn() + 'static) -> AnyView {
    view! {
        <button type="button" class="btn btn-outline-primary btn-sm ms-2" on:click=move |_| press()>
            {label}
        </button>
    }
    .into_any()
}

/// A saved request is looked for, offered, or was resumed.
pub fn drafts(desk: Desk) -> AnyView {
    let drafts = desk.read(|model| model.drafts.clone());
    let note = move || match drafts.get() {
        Drafts::None => ().into_any(),
        Drafts::Looking => spinner(desk.t(keys::DRAFTS_LOADING)),
        Drafts::Failed(_) => failure(desk.ctx, desk.t(keys::DRAFTS_FAILED), desk.press(Msg::RetryDrafts)),
        Drafts::Resumed => notice("success", "status", desk.t(keys::DRAFT_RESUMED).into_any()),
        Drafts::Offered(draft) => offer(desk, draft.saved),
    };
    note.into_any()
}

fn offer(desk: Desk, saved: Option<DateTime>) -> AnyView {
    let text = match (saved, desk.ctx.i18n()) {
        (Some(saved), Some(i18n)) => i18n.fmt(keys::DRAFT_FOUND, &[("date", &format_date_time(&i18n, saved))]),
        _ => desk.t(keys::DRAFT_FOUND_UNDATED),
    };
    let written = desk.read(|model| !model.request.is_empty());
    let replaces = move || written.get().then(|| view! { <p>{desk.t(keys::DRAFT_REPLACES)}</p> });
    let resume = desk.press(Msg::ResumeDraft);
    let content = view! {
        <p>{text}</p>
        {replaces}
        <button type="button" class="btn btn-primary btn-sm" on:click=move |_| resume()>
            {desk.t(keys::DRAFT_RESUME)}
        </button>
        {button(desk.t(keys::DRAFT_IGNORE), desk.press(Msg::IgnoreDraft))}
    };
    notice("info", "status", content.into_any())
}

/// "Salva richiesta", for who is logged in.
pub fn save_button(desk: Desk) -> AnyView {
    let offered = desk.read(|model| model.offers_save());
    let busy = desk.read(|model| model.busy() || !model.may_edit());
    let saving = desk.read(|model| matches!(model.saving, Saving::Busy(_)));
    let save = desk.press(Msg::Save);
    let button = move || {
        offered.get().then(|| {
            let waiting = if saving.get() { keys::SAVING_DRAFT } else { keys::SAVE_DRAFT };
            let class = "btn btn-outline-primary me-2 mb-2";
            busy_button(class, desk.t(keys::SAVE_DRAFT), desk.t(waiting), busy.into(), save)
        })
    };
    button.into_any()
}

/// What became of the last save.
pub fn saving(desk: Desk) -> AnyView {
    let saving = desk.read(|model| model.saving.clone());
    let note = move || match saving.get() {
        Saving::Idle | Saving::Busy(_) => ().into_any(),
        Saving::Saved => notice("success", "status", desk.t(keys::DRAFT_SAVED).into_any()),
        Saving::Nothing => notice("info", "status", desk.t(keys::DRAFT_EMPTY).into_any()),
        Saving::Failed(error) => trouble(desk, &error, Msg::Save),
    };
    note.into_any()
}

/// What became of the last sending.
pub fn sending(desk: Desk) -> AnyView {
    let sending = desk.read(|model| model.sending.clone());
    let note = move || match sending.get() {
        Sending::Idle | Sending::Busy { .. } => ().into_any(),
        Sending::Unknown { doubts } => {
            let text = if doubts > 1 { keys::UNKNOWN_AGAIN } else { keys::UNKNOWN_OUTCOME };
            notice("warning", "alert", desk.t(text).into_any())
        }
        Sending::Failed(error) => trouble(desk, &error, Msg::Send),
    };
    note.into_any()
}

/// A failure in our words and the core's own, with a way to try again where that may help.
fn trouble(desk: Desk, error: &CoreError, again: Msg) -> AnyView {
    let mut text = desk.t(error.key());
    if let Some(said) = error.server_message() {
        text = [text.as_str(), " ", &said].concat();
    }
    if error.retryable() {
        return failure(desk.ctx, text, desk.press(again));
    }
    notice("danger", "alert", text.into_any())
}
