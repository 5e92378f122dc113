//! After sending: the number, and a receipt to print.

use super::card;
use crate::desk::Desk;
use crate::model::{Model, Msg};
use leptos::prelude::window;
use oc_i18n::{format_date_time, keys::helpdesk as keys, keys::ui};
use oc_ui::{El, Icon, button, el, icon, tag};

pub fn view(desk: Desk) -> El {
    desk.peek(|model| Some(receipt(desk, model))).unwrap_or_else(|| el("div"))
}

fn receipt(desk: Desk, model: &Model) -> El {
    let (id, at) = model.made.as_ref().map_or(("", None), |made| (made.id.as_str(), made.at));
    let date = at.zip(desk.ctx.i18n()).map(|(at, i18n)| format_date_time(&i18n, at)).unwrap_or_default();
    let heading = card::heading(desk).child(icon(Icon::Success, "icon icon-success icon-sm me-2"));
    let email = el("strong").text(model.applicant.email.value().trim());
    let hero = tag("div", "cmp-hero d-print-none pb-3")
        .child(heading.text(&desk.t(keys::DONE_TITLE)))
        .child(tag("p", "subtitle-small").text(&desk.t(keys::DONE_TEXT)))
        .child(tag("p", "subtitle-small").text(&desk.t(keys::DONE_EMAIL)).text(" ").child(email));

    let lines = card::line(card::list(), desk, keys::DONE_NUMBER, id);
    let lines = card::line(lines, desk, keys::DONE_DATE, &date);
    let lines = card::request_lines(card::applicant_lines(lines, desk, model), desk, model);
    let receipt = tag("section", "oc-receipt card has-bkg-grey shadow-sm p-3 p-lg-4 mb-4")
        .child(tag("h3", "title-xxlarge mb-3").text(&desk.t(keys::RECEIPT)))
        .child(tag("div", "bg-white p-3 p-lg-4").child(lines));

    let print = tag("button", "btn btn-primary me-2 mb-2")
        .attr("type", "button")
        .child(icon(Icon::Print, "icon icon-white icon-sm me-1"))
        .text(&desk.t(ui::PRINT))
        .on("click", |_| {
            // Fails only where printing is forbidden, and then the browser says so.
            let _ = window().print();
        });
    let mut actions = tag("div", "d-flex flex-wrap d-print-none").child(print);
    if model.person().is_some() {
        actions = actions.child(area_link(desk, id));
    }
    let again = button("btn btn-outline-primary mb-2", &desk.t(keys::DONE_NEW), desk.press(|| Msg::Again));
    el("div").child(hero).child(receipt).child(actions.child(again))
}

/// The request in the citizen's personal area (core API contract, section 1.1).
fn area_link(desk: Desk, id: &str) -> El {
    let base = desk.ctx.core().map(|core| core.base_url().to_owned()).unwrap_or_default();
    let href = [base.as_str(), "/pratiche/", &oc_core_client::encode(id), "/detail"].concat();
    tag("a", "btn btn-outline-primary me-2 mb-2").attr("href", &href).text(&desk.t(keys::DONE_AREA))
}
