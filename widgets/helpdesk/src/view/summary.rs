//! The second step: everything in one screen before it is sent.

use super::{card, notes};
use crate::desk::Desk;
use crate::model::{Model, Msg, Section, Step};
use leptos::prelude::*;
use oc_i18n::{Key, keys::helpdesk as keys, keys::ui};
use oc_ui::{busy_button, callout};

pub fn view(desk: Desk) -> AnyView {
    let busy = desk.read(Model::busy);
    let back = desk.press(Msg::Edit(None));
    view! {
        <div class="cmp-heading pb-3">
            {card::heading(desk, desk.t(keys::SUMMARY).into_any())}
            {card::position(desk, Step::Summary, keys::STEP_SUMMARY)}
        </div>
        {notes::person(desk)}
        {callout(desk.t(keys::SUMMARY_WARNING), desk.t(keys::SUMMARY_INTRO))}
        {part(desk, Section::Applicant, keys::APPLICANT, keys::EDIT_APPLICANT, card::applicant_lines)}
        {part(desk, Section::Request, keys::REQUEST, keys::EDIT_REQUEST, card::request_lines)}
        {notes::saving(desk)}
        {notes::sending(desk)}
        <div class="cmp-nav-steps d-flex flex-wrap justify-content-end mt-4">
            <button
                type="button"
                class="btn btn-link me-auto mb-2"
                aria-disabled=locked(desk)
                on:click=move |_| back()
            >
                {desk.t(ui::BACK)}
            </button>
            {notes::save_button(desk)}
            {busy_button(
                "btn btn-primary mb-2",
                desk.t(keys::SEND),
                desk.t(keys::SENDING),
                busy.into(),
                desk.press(Msg::Send),
            )}
        </div>
    }
    .into_any()
}

/// Going back is impossible while something is on its way, and while nobody knows whether it arrived.
fn locked(desk: Desk) -> impl Fn() -> Option<&'static str> + Send + 'static {
    let may_edit = desk.read(Model::may_edit);
    move || (!may_edit.get()).then_some("true")
}

fn part(desk: Desk, section: Section, title: Key, edit: Key, lines: fn(Desk, &Model) -> AnyView) -> AnyView {
    let press = desk.press(Msg::Edit(Some(section)));
    let link = view! {
        <button
            type="button"
            class="btn btn-link p-0 text-start"
            aria-disabled=locked(desk)
            on:click=move |_| press()
        >
            {desk.t(edit)}
        </button>
    };
    // Only a login in another tab changes what is written here.
    let applicant = desk.read(|model| model.applicant.clone());
    let rows = move || {
        applicant.track();
        desk.peek(|model| lines(desk, model))
    };
    let list = view! { <dl class="cmp-info-summary mb-0">{rows}</dl> };
    card::section(desk, section, title, link.into_any(), list.into_any())
}
