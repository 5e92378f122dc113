//! What is said beside the form: who is there, drafts, saving, sending.

use crate::desk::Desk;
use crate::model::{Drafts, Msg, Saving, Sending, Who};
use oc_core_client::CoreError;
use oc_i18n::{DateTime, Key, format_date_time, keys::helpdesk as keys, keys::ui};
use oc_ui::{
    El, busy_button, button, el, failure, login_done_text, login_link, notice, read, returned_from_login, spinner, tag,
};

/// What there is to say about who is there.
#[derive(Clone, Copy, PartialEq)]
enum Person {
    Quiet,
    LoginOffered,
    Operator,
    SessionLost,
}

fn said(kind: &str, role: &str, text: &str) -> El {
    notice(kind, role, el("span").text(text))
}

/// The login: offered to who is not logged in, asked for again where it was lost.
pub fn person(desk: Desk) -> El {
    let person = desk.read(|model| match (&model.who, model.session_lost) {
        (_, true) => Person::SessionLost,
        (Who::Operator, _) => Person::Operator,
        _ if model.offers_login() => Person::LoginOffered,
        _ => Person::Quiet,
    });
    let back = returned_from_login();
    let note = move |person: &Person| match person {
        Person::Quiet => back.then(|| said("success", "status", &login_done_text(desk.ctx))),
        Person::LoginOffered => {
            let link = el("span").text(&desk.t(keys::LOGIN_OFFER_LINK));
            let link = login_link(desk.ctx, "fw-semibold", vec![link]);
            Some(tag("p", "subtitle-small").text(&desk.t(keys::LOGIN_OFFER)).text(" ").child(link))
        }
        Person::Operator => Some(said("info", "status", &desk.t(keys::OPERATOR_NOTE))),
        Person::SessionLost => Some(session_lost(desk)),
    };
    el("div").switch(person, note)
}

fn session_lost(desk: Desk) -> El {
    let link = el("span").text(&desk.t(ui::LOGIN_AGAIN));
    let content = el("div")
        .child(el("p").text(&desk.t(keys::SESSION_LOST)))
        .child(login_link(desk.ctx, "btn btn-primary btn-sm", vec![link]))
        .child(second(desk, keys::GO_ON_ANONYMOUSLY, || Msg::GoOnAnonymously));
    notice("warning", "alert", content)
}

/// The less likely of two choices.
fn second(desk: Desk, label: Key, msg: fn() -> Msg) -> El {
    button("btn btn-outline-primary btn-sm ms-2", &desk.t(label), desk.press(msg))
}

/// A saved request is looked for, offered, or was resumed.
pub fn drafts(desk: Desk) -> El {
    let note = move |drafts: &Drafts| match drafts {
        Drafts::None => None,
        Drafts::Looking => Some(spinner(&desk.t(keys::DRAFTS_LOADING))),
        Drafts::Failed(_) => Some(failure(desk.ctx, &desk.t(keys::DRAFTS_FAILED), desk.press(|| Msg::RetryDrafts))),
        Drafts::Resumed => Some(said("success", "status", &desk.t(keys::DRAFT_RESUMED))),
        Drafts::Offered(draft) => Some(offer(desk, draft.saved)),
    };
    el("div").switch(desk.read(|model| model.drafts.clone()), note)
}

fn offer(desk: Desk, saved: Option<DateTime>) -> El {
    let text = match (saved, desk.ctx.i18n()) {
        (Some(saved), Some(i18n)) => i18n.fmt(keys::DRAFT_FOUND, &[("date", &format_date_time(&i18n, saved))]),
        _ => desk.t(keys::DRAFT_FOUND_UNDATED),
    };
    let replaces = move |written: &bool| written.then(|| el("p").text(&desk.t(keys::DRAFT_REPLACES)));
    let content = el("div")
        .child(el("p").text(&text))
        .child(el("div").switch(desk.read(|model| !model.request.is_empty()), replaces))
        .child(button("btn btn-primary btn-sm", &desk.t(keys::DRAFT_RESUME), desk.press(|| Msg::ResumeDraft)))
        .child(second(desk, keys::DRAFT_IGNORE, || Msg::IgnoreDraft));
    notice("info", "status", content)
}

/// "Salva richiesta" at the end of `place`, for who is logged in.
pub fn save_button(desk: Desk, place: El) -> El {
    let button = move |(offered, saving): &(bool, bool)| {
        let waiting = if *saving { keys::SAVING_DRAFT } else { keys::SAVE_DRAFT };
        let busy = read(desk.read(|model| model.busy() || !model.may_edit()));
        let class = "btn btn-outline-primary me-2 mb-2";
        offered.then(|| busy_button(class, desk.t(keys::SAVE_DRAFT), desk.t(waiting), busy, desk.press(|| Msg::Save)))
    };
    let place_key = desk.read(|model| (model.offers_save(), matches!(model.saving, Saving::Busy(_))));
    place.switch(place_key, button)
}

/// What became of the last save.
pub fn saving(desk: Desk) -> El {
    let note = move |saving: &Saving| match saving {
        Saving::Idle | Saving::Busy(_) => None,
        Saving::Saved => Some(said("success", "status", &desk.t(keys::DRAFT_SAVED))),
        Saving::Nothing => Some(said("info", "status", &desk.t(keys::DRAFT_EMPTY))),
        Saving::Failed(error) => Some(trouble(desk, error, || Msg::Save)),
    };
    el("div").switch(desk.read(|model| model.saving.clone()), note)
}

/// What became of the last sending.
pub fn sending(desk: Desk) -> El {
    let note = move |sending: &Sending| match sending {
        Sending::Idle | Sending::Busy { .. } => None,
        Sending::Unknown { doubts } => {
            let text = if *doubts > 1 { keys::UNKNOWN_AGAIN } else { keys::UNKNOWN_OUTCOME };
            Some(said("warning", "alert", &desk.t(text)))
        }
        Sending::Failed(error) => Some(trouble(desk, error, || Msg::Send)),
    };
    el("div").switch(desk.read(|model| model.sending.clone()), note)
}

/// A failure in our words and the core's own, with a way to try again where that may help.
fn trouble(desk: Desk, error: &CoreError, again: fn() -> Msg) -> El {
    let mut text = desk.t(error.key());
    if let Some(words) = error.server_message() {
        text = [text.as_str(), " ", &words].concat();
    }
    if error.retryable() {
        return failure(desk.ctx, &text, desk.press(again));
    }
    said("danger", "alert", &text)
}
