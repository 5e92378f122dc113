//! The second step: everything in one screen before it is sent.

use super::{card, notes};
use crate::desk::Desk;
use crate::model::{Model, Msg, Section, Step};
use oc_i18n::{Key, keys::helpdesk as keys, keys::ui};
use oc_ui::{El, busy_button, button, callout, el, read, tag};

pub fn view(desk: Desk) -> El {
    let busy = desk.see(Model::busy);
    let send = desk.press(|| Msg::Send);
    let send = busy_button("btn btn-primary mb-2", desk.t(keys::SEND), desk.t(keys::SENDING), busy, send);
    let back = back(desk, "btn btn-link me-auto mb-2", ui::BACK, || Msg::Edit(None));
    let link = "btn btn-link p-0 text-start";
    let edit_applicant = self::back(desk, link, keys::EDIT_APPLICANT, || Msg::Edit(Some(Section::Applicant)));
    let edit_request = self::back(desk, link, keys::EDIT_REQUEST, || Msg::Edit(Some(Section::Request)));
    // A login in another tab may change what is certified; the rest stays as it is while it is shown.
    let person = desk.see(|model| [model.applicant.name.value(), model.applicant.surname.value()].concat());
    let applicant = move |_: &String| desk.peek(|model| Some(card::applicant_lines(card::list(), desk, model)));
    let applicant = el("div").switch(move || person(), applicant);
    let request = desk.peek(|model| Some(card::request_lines(card::list(), desk, model))).unwrap_or_else(card::list);
    let actions = tag("div", "cmp-nav-steps d-flex flex-wrap justify-content-end mt-4").child(back);
    el("div")
        .child(card::step(desk, Step::Summary, keys::SUMMARY, keys::STEP_SUMMARY))
        .child(notes::person(desk))
        .child(callout(&desk.t(keys::SUMMARY_WARNING), &desk.t(keys::SUMMARY_INTRO)))
        .child(card::section(desk, Section::Applicant, keys::APPLICANT, edit_applicant, applicant))
        .child(card::section(desk, Section::Request, keys::REQUEST, edit_request, request))
        .child(notes::lost(desk))
        .child(notes::saving(desk))
        .child(notes::sending(desk))
        .child(notes::save_button(desk, actions).child(send))
}

/// A way back to the form: closed while something is on its way, and while nobody knows whether it arrived.
fn back(desk: Desk, class: &str, label: Key, msg: fn() -> Msg) -> El {
    let open = desk.see(Model::may_edit);
    button(class, &desk.t(label), desk.press(msg))
        .follow("aria-disabled", read(move || (!open()).then(|| "true".to_owned())))
}
