//! The second step: everything in one screen before it is sent.

use super::{card, notes};
use crate::desk::Desk;
use crate::model::{Model, Msg, Section, Step};
use oc_i18n::{Key, keys::helpdesk as keys, keys::ui};
use oc_ui::{El, busy_button, button, callout, el, read, tag};

pub fn view(desk: Desk) -> El {
    let send = busy_button(
        "btn btn-primary mb-2",
        desk.t(keys::SEND),
        desk.t(keys::SENDING),
        read(desk.read(Model::busy)),
        desk.press(|| Msg::Send),
    );
    let back = locked(desk, button("btn btn-link me-auto mb-2", &desk.t(ui::BACK), desk.press(|| Msg::Edit(None))));
    let heading = tag("div", "cmp-heading pb-3").child(card::heading(desk, None, keys::SUMMARY)).child(card::position(
        desk,
        Step::Summary,
        keys::STEP_SUMMARY,
    ));
    let actions = tag("div", "cmp-nav-steps d-flex flex-wrap justify-content-end mt-4").child(back);
    el("div")
        .child(heading)
        .child(notes::person(desk))
        .child(callout(&desk.t(keys::SUMMARY_WARNING), &desk.t(keys::SUMMARY_INTRO)))
        .child(part(desk, Section::Applicant, keys::APPLICANT, keys::EDIT_APPLICANT, card::applicant_lines))
        .child(part(desk, Section::Request, keys::REQUEST, keys::EDIT_REQUEST, card::request_lines))
        .child(notes::saving(desk))
        .child(notes::sending(desk))
        .child(notes::save_button(desk, actions).child(send))
}

/// Going back is impossible while something is on its way, and while nobody knows whether it arrived.
fn locked(desk: Desk, button: El) -> El {
    let may_edit = desk.read(Model::may_edit);
    button.follow("aria-disabled", read(move || (!may_edit()).then(|| "true".to_owned())))
}

fn part(desk: Desk, section: Section, title: Key, edit: Key, lines: fn(Desk, &Model) -> Vec<El>) -> El {
    let press = desk.press(move || Msg::Edit(Some(section)));
    let edit = locked(desk, button("btn btn-link p-0 text-start", &desk.t(edit), press));
    // Only a login in another tab changes what is written here.
    let list = move |_: &_| {
        let rows = desk.peek(|model| lines(desk, model)).unwrap_or_default();
        Some(tag("dl", "cmp-info-summary mb-0").list(rows))
    };
    let content = el("div").switch(desk.read(|model| model.applicant.clone()), list);
    card::section(desk, section, title, edit, content)
}
