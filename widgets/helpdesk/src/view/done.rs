//! After sending: the number, and a receipt to print.

use super::card;
use crate::desk::Desk;
use crate::model::{Model, Msg};
use leptos::prelude::*;
use oc_i18n::{format_date_time, keys::helpdesk as keys, keys::ui};
use oc_ui::{Icon, icon};

pub fn view(desk: Desk) -> AnyView {
    let (id, at, email, citizen) = desk.peek(|model| {
        let (id, at) = model.made.as_ref().map(|made| (made.id.clone(), made.at)).unwrap_or_default();
        (id, at, model.applicant.email.value().trim().to_owned(), model.person().is_some())
    });
    let date = at.zip(desk.ctx.i18n()).map(|(at, i18n)| format_date_time(&i18n, at)).unwrap_or_default();
    let title = view! { {icon(Icon::Success, "icon icon-success icon-sm me-2")} {desk.t(keys::DONE_TITLE)} };
    let area = citizen.then(|| area_link(desk, &id));
    let again = desk.press(Msg::Again);
    view! {
        <div class="cmp-hero d-print-none pb-3">
            {card::heading(desk, title.into_any())}
            <p class="subtitle-small">{desk.t(keys::DONE_TEXT)}</p>
            <p class="subtitle-small">{desk.t(keys::DONE_EMAIL)} " " <strong>{email}</strong></p>
        </div>
        <section class="oc-receipt card has-bkg-grey shadow-sm p-big p-3 p-lg-4 mb-4">
            <h3 class="title-xxlarge mb-3">{desk.t(keys::RECEIPT)}</h3>
            <dl class="cmp-info-summary bg-white p-3 p-lg-4 mb-0">
                {card::line(desk, keys::DONE_NUMBER, id)}
                {card::line(desk, keys::DONE_DATE, date)}
                {desk.peek(|model: &Model| card::applicant_lines(desk, model))}
                {desk.peek(|model: &Model| card::request_lines(desk, model))}
            </dl>
        </section>
        <div class="d-flex flex-wrap d-print-none">
            <button type="button" class="btn btn-primary me-2 mb-2" on:click=move |_| print()>
                {icon(Icon::Print, "icon icon-white icon-sm me-1")} {desk.t(ui::PRINT)}
            </button>
            {area}
            <button type="button" class="btn btn-outline-primary mb-2" on:click=move |_| again()>
                {desk.t(keys::DONE_NEW)}
            </button>
        </div>
    }
    .into_any()
}

/// The request in the citizen's personal area (core API contract, section 1.1).
fn area_link(desk: Desk, id: &str) -> AnyView {
    let base = desk.ctx.core().map(|core| core.base_url().to_owned()).unwrap_or_default();
    let href = [base.as_str(), "/pratiche/", &oc_core_client::encode(id), "/detail"].concat();
    view! { <a class="btn btn-outline-primary me-2 mb-2" href=href>{desk.t(keys::DONE_AREA)}</a> }.into_any()
}

fn print() {
    // Fails only where printing is forbidden, and then the browser says so.
    let _ = window().print();
}
