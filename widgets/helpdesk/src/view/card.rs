//! The grey cards of the model pages, and lists of what was written.

use crate::desk::Desk;
use crate::model::{Model, PUBLIC_RELATIONS, Section, Step, Target};
use leptos::prelude::*;
use oc_i18n::{Key, keys::helpdesk as keys};

/// The heading of a step; focus comes here when the step does.
pub fn heading(desk: Desk, content: AnyView) -> AnyView {
    let id = desk.target_id(Target::Heading);
    view! { <h2 id=id tabindex="-1" class="title-xxxlarge">{content}</h2> }.into_any()
}

/// "Passo 1 di 2: Dati della richiesta".
pub fn position(desk: Desk, step: Step, name: Key) -> AnyView {
    let (n, name) = (step.position().to_string(), desk.t(name));
    let text = desk.ctx.fmt(keys::STEP_POSITION, &[("n", &n), ("of", "2"), ("name", &name)]);
    view! { <p class="text-paragraph fw-semibold mb-2">{text}</p> }.into_any()
}

/// A section with its own heading, which takes the focus when the citizen is led there.
pub fn section(desk: Desk, section: Section, title: Key, aside: AnyView, content: AnyView) -> AnyView {
    let id = desk.target_id(Target::Section(section));
    let labelled_by = id.clone();
    view! {
        <section class="it-page-section mb-40" aria-labelledby=labelled_by>
            <div class="card has-bkg-grey shadow-sm p-big p-3 p-lg-4">
                <div class="card-header border-0 bg-transparent p-0 mb-3">
                    <h3 id=id tabindex="-1" class="title-xxlarge mb-1">{desk.t(title)}</h3>
                    {aside}
                </div>
                <div class="card-body bg-white p-3 p-lg-4">{content}</div>
            </div>
        </section>
    }
    .into_any()
}

/// A label and what was written under it; long texts keep their lines. Nothing for an empty text.
pub fn line(desk: Desk, label: Key, text: String) -> Option<AnyView> {
    if text.trim().is_empty() {
        return None;
    }
    let lines = text.trim().lines().map(|line| view! { <span class="d-block">{line.to_owned()}</span> }).collect_view();
    let line = view! {
        <div class="single-line-info border-light mb-3">
            <dt class="text-paragraph-small fw-normal">{desk.t(label)}</dt>
            <dd class="data-text fw-semibold mb-0">{lines}</dd>
        </div>
    };
    Some(line.into_any())
}

/// What was written about the applicant.
pub fn applicant_lines(desk: Desk, model: &Model) -> AnyView {
    let applicant = &model.applicant;
    let rows = [
        (keys::NAME, &applicant.name),
        (keys::SURNAME, &applicant.surname),
        (keys::FISCAL_CODE, &applicant.fiscal_code),
        (keys::EMAIL, &applicant.email),
    ];
    let rows = rows.map(|(label, field)| line(desk, label, field.value().to_owned()));
    rows.into_iter().collect_view().into_any()
}

/// What was asked.
pub fn request_lines(desk: Desk, model: &Model) -> AnyView {
    let request = &model.request;
    let category = request.category.as_ref().map(|category| {
        if category.id == PUBLIC_RELATIONS { desk.t(keys::PUBLIC_RELATIONS) } else { category.name.clone() }
    });
    let service = request.service.as_ref().map(|service| service.name.clone());
    let rows = [
        line(desk, keys::CATEGORY, category.unwrap_or_default()),
        line(desk, keys::SERVICE, service.unwrap_or_default()),
        line(desk, keys::DETAILS, request.details.value().to_owned()),
    ];
    rows.into_iter().collect_view().into_any()
}
