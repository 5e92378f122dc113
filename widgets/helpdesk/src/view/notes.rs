//! What is said beside the form: who is there, drafts, saving, sending.

use crate::desk::Desk;
use crate::model::{Drafts, Model, Msg, Saving, Sending, Who};
use oc_core_client::CoreError;
use oc_i18n::{Key, format_date_time, keys::helpdesk as keys, keys::ui};
use oc_ui::{
    El, busy_button, button, el, failure, login_done_text, login_link, notice, returned_from_login, spinner, tag,
};

/// A message beside the form; see [`notice`].
pub fn said(kind: &str, role: &str, text: &str) -> El {
    notice(kind, role, el("span").text(text))
}

/// Who is there: the login offered to who is not logged in, the note for operators.
pub fn person(desk: Desk) -> El {
    let key = |model: &Model| match (&model.who, model.session_lost) {
        // Said beside the buttons: see `lost`.
        (_, true) => "lost",
        (Who::Operator, _) => "operator",
        _ if model.offers_login() => "offer",
        _ => "",
    };
    let back = returned_from_login();
    desk.switch(el("div"), key, move |key| {
        Some(match key {
            "lost" => return None,
            "operator" => said("info", "status", &desk.t(keys::OPERATOR_NOTE)),
            "offer" => tag("p", "subtitle-small").text(&desk.t(keys::LOGIN_OFFER)).text(" ").child(login(
                desk,
                "fw-semibold",
                keys::LOGIN_OFFER_LINK,
            )),
            _ if back => said("success", "status", &login_done_text(desk.ctx)),
            _ => return None,
        })
    })
}

fn login(desk: Desk, class: &str, label: Key) -> El {
    login_link(desk.ctx, class, vec![el("span").text(&desk.t(label))])
}

/// The session is gone. Its place is beside the buttons, where it is seen by who has just pressed one of them.
pub fn lost(desk: Desk) -> El {
    let key = |model: &Model| if model.session_lost { "lost" } else { "" };
    desk.switch(el("div"), key, move |key| (!key.is_empty()).then(|| session_lost(desk)))
}

fn session_lost(desk: Desk) -> El {
    let content = el("div")
        .child(el("p").text(&desk.t(keys::SESSION_LOST)))
        .child(login(desk, FIRST, ui::LOGIN_AGAIN))
        .child(second(desk, keys::GO_ON_ANONYMOUSLY, || Msg::GoOnAnonymously));
    notice("warning", "alert", content)
}

/// The class of the likelier of two choices.
const FIRST: &str = "btn btn-primary btn-sm me-2 mb-2";

/// The less likely of two choices.
fn second(desk: Desk, label: Key, msg: fn() -> Msg) -> El {
    button("btn btn-outline-primary btn-sm mb-2", &desk.t(label), desk.press(msg))
}

/// A saved request is looked for, offered, or was resumed.
pub fn drafts(desk: Desk) -> El {
    let key = |model: &Model| match model.drafts {
        Drafts::None => "",
        Drafts::Looking => "looking",
        Drafts::Failed(_) => "failed",
        Drafts::Resumed => "resumed",
        Drafts::Offered(_) => "offered",
    };
    let error: Error = |model| if let Drafts::Failed(error) = &model.drafts { Some(error) } else { None };
    desk.switch(el("div"), key, move |key| {
        Some(match key {
            "looking" => spinner(&desk.t(keys::DRAFTS_LOADING)),
            "failed" => failed(desk, keys::DRAFTS_FAILED, error, || Msg::RetryDrafts),
            "resumed" => said("success", "status", &desk.t(keys::DRAFT_RESUMED)),
            "offered" => offer(desk),
            _ => return None,
        })
    })
}

fn offer(desk: Desk) -> El {
    let saved = desk.peek(|model| if let Drafts::Offered(draft) = &model.drafts { draft.saved } else { None });
    let text = match (saved, desk.ctx.i18n()) {
        (Some(saved), Some(i18n)) => i18n.fmt(keys::DRAFT_FOUND, &[("date", &format_date_time(&i18n, saved))]),
        _ => desk.t(keys::DRAFT_FOUND_UNDATED),
    };
    let written = |model: &Model| if model.request.is_empty() { "" } else { "written" };
    let replaces = move |written: &str| (!written.is_empty()).then(|| el("p").text(&desk.t(keys::DRAFT_REPLACES)));
    let content = desk.switch(el("div").child(el("p").text(&text)), written, replaces);
    let content = content
        .child(button(FIRST, &desk.t(keys::DRAFT_RESUME), desk.press(|| Msg::ResumeDraft)))
        .child(second(desk, keys::DRAFT_IGNORE, || Msg::IgnoreDraft));
    notice("info", "status", content)
}

/// "Salva richiesta" at the end of `place`, for who is logged in.
pub fn save_button(desk: Desk, place: El) -> El {
    // While the request itself is on its way nothing is being saved, and the button does not say so.
    let key = |model: &Model| match model.saving {
        _ if !model.offers_save() => "",
        Saving::Busy(_) => "saving",
        _ => "offered",
    };
    desk.switch(place, key, move |key| {
        let waiting = if key == "saving" { keys::SAVING_DRAFT } else { keys::SAVE_DRAFT };
        let busy = desk.see(|model| model.busy() || !model.may_edit());
        let class = "btn btn-outline-primary me-2 mb-2";
        let save = || busy_button(class, desk.t(keys::SAVE_DRAFT), desk.t(waiting), busy, desk.press(|| Msg::Save));
        (!key.is_empty()).then(save)
    })
}

/// What became of the last save.
pub fn saving(desk: Desk) -> El {
    let key = |model: &Model| match &model.saving {
        Saving::Idle | Saving::Busy(_) => "",
        Saving::Saved => "saved",
        Saving::Nothing => "nothing",
        Saving::Failed(error) => error.kind(),
    };
    let error: Error = |model| if let Saving::Failed(error) = &model.saving { Some(error) } else { None };
    desk.switch(el("div"), key, move |key| match key {
        "" => None,
        "saved" => Some(said("success", "status", &desk.t(keys::DRAFT_SAVED))),
        "nothing" => Some(said("info", "status", &desk.t(keys::DRAFT_EMPTY))),
        _ => Some(trouble(desk, error, || Msg::Save)),
    })
}

/// What became of the last sending.
pub fn sending(desk: Desk) -> El {
    let key = |model: &Model| match &model.sending {
        Sending::Idle | Sending::Busy { .. } => "",
        Sending::Unknown { doubts } if *doubts > 1 => "unknown again",
        Sending::Unknown { .. } => "unknown",
        Sending::Failed(error) => error.kind(),
    };
    let error: Error = |model| if let Sending::Failed(error) = &model.sending { Some(error) } else { None };
    desk.switch(el("div"), key, move |key| match key {
        "" => None,
        "unknown" => Some(said("warning", "alert", &desk.t(keys::UNKNOWN_OUTCOME))),
        "unknown again" => Some(said("warning", "alert", &desk.t(keys::UNKNOWN_AGAIN))),
        _ => Some(trouble(desk, error, || Msg::Send)),
    })
}

/// Where the model has an error.
pub type Error = fn(&Model) -> Option<&CoreError>;

/// Something could not be loaded: what, why, and a way to try again.
pub fn failed(desk: Desk, what: Key, error: Error, retry: fn() -> Msg) -> El {
    let why = desk.peek(|model| error(model).map(CoreError::key)).map(|why| desk.t(why)).unwrap_or_default();
    failure(desk.ctx, &[&desk.t(what), " ", &why].concat(), desk.press(retry))
}

/// A failure in our words and the core's own, with a way to try again where that may help.
fn trouble(desk: Desk, error: Error, again: fn() -> Msg) -> El {
    let (text, retryable) = desk.peek(|model| {
        let Some(error) = error(model) else { return (String::new(), false) };
        let words = error.server_message().unwrap_or_default();
        ([desk.t(error.key()).as_str(), " ", &words].concat(), error.retryable())
    });
    if retryable {
        return failure(desk.ctx, text.trim_end(), desk.press(again));
    }
    said("danger", "alert", text.trim_end())
}
