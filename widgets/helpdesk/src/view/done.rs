//! After sending: the number, and a receipt to print.

use super::card;
use crate::desk::Desk;
use crate::model::Msg;
use leptos::prelude::window;
use oc_i18n::{format_date_time, keys::helpdesk as keys, keys::ui};
use oc_ui::{El, Icon, button, el, icon, tag};

pub fn view(desk: Desk) -> El {
    let made = desk.peek(|model| {
        let (id, at) = model.made.as_ref().map(|made| (made.id.clone(), made.at)).unwrap_or_default();
        (id, at, model.applicant.email.value().trim().to_owned(), model.person().is_some())
    });
    let (id, at, email, citizen) = made.unwrap_or_default();
    let date = at.zip(desk.ctx.i18n()).map(|(at, i18n)| format_date_time(&i18n, at)).unwrap_or_default();
    let sent_to = tag("p", "subtitle-small").text(&desk.t(keys::DONE_EMAIL)).text(" ").child(el("strong").text(&email));
    let hero = tag("div", "cmp-hero d-print-none pb-3")
        .child(card::heading(desk, Some(Icon::Success), keys::DONE_TITLE))
        .child(tag("p", "subtitle-small").text(&desk.t(keys::DONE_TEXT)))
        .child(sent_to);
    let rows = tag("dl", "cmp-info-summary bg-white p-3 p-lg-4 mb-0")
        .children([card::line(desk, keys::DONE_NUMBER, &id), card::line(desk, keys::DONE_DATE, &date)])
        .list(desk.peek(|model| card::applicant_lines(desk, model)).unwrap_or_default())
        .list(desk.peek(|model| card::request_lines(desk, model)).unwrap_or_default());
    let receipt = tag("section", "oc-receipt card has-bkg-grey shadow-sm p-big p-3 p-lg-4 mb-4")
        .child(tag("h3", "title-xxlarge mb-3").text(&desk.t(keys::RECEIPT)))
        .child(rows);
    let print = tag("button", "btn btn-primary me-2 mb-2")
        .attr("type", "button")
        .child(icon(Icon::Print, "icon icon-white icon-sm me-1"))
        .text(&desk.t(ui::PRINT))
        .on("click", |_| {
            // Fails only where printing is forbidden, and then the browser says so.
            let _ = window().print();
        });
    let again = button("btn btn-outline-primary mb-2", &desk.t(keys::DONE_NEW), desk.press(|| Msg::Again));
    let area = citizen.then(|| area_link(desk, &id));
    let actions = tag("div", "d-flex flex-wrap d-print-none").children([Some(print), area, Some(again)]);
    el("div").child(hero).child(receipt).child(actions)
}

/// The request in the citizen's personal area (core API contract, section 1.1).
fn area_link(desk: Desk, id: &str) -> El {
    let base = desk.ctx.core().map(|core| core.base_url().to_owned()).unwrap_or_default();
    let href = [base.as_str(), "/pratiche/", &oc_core_client::encode(id), "/detail"].concat();
    tag("a", "btn btn-outline-primary me-2 mb-2").attr("href", &href).text(&desk.t(keys::DONE_AREA))
}
