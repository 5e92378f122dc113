//! The grey cards of the model pages, and lists of what was written.

use crate::desk::Desk;
use crate::model::{Model, PUBLIC_RELATIONS, Section, Step, Target};
use oc_i18n::{Key, keys::helpdesk as keys};
use oc_ui::{El, tag};

/// The heading of a step; focus comes here when the step does.
pub fn heading(desk: Desk) -> El {
    tag("h2", "title-xxxlarge").attr("id", &desk.target_id(Target::Heading)).attr("tabindex", "-1")
}

/// The heading of a step and "Passo 1 di 2: Dati della richiesta".
pub fn step(desk: Desk, step: Step, title: Key, name: Key) -> El {
    let (n, name) = (oc_i18n::decimal(step.position().into()), desk.t(name));
    let position = desk.ctx.fmt(keys::STEP_POSITION, &[("n", &n), ("of", "2"), ("name", &name)]);
    tag("div", "cmp-heading pb-3")
        .child(heading(desk).text(&desk.t(title)))
        .child(tag("p", "text-paragraph fw-semibold mb-2").text(&position))
}

/// A section with its own heading, which takes the focus when the citizen is led there.
pub fn section(desk: Desk, section: Section, title: Key, aside: El, content: El) -> El {
    let id = desk.target_id(Target::Section(section));
    let title = tag("h3", "title-xxlarge mb-1").attr("id", &id).attr("tabindex", "-1").text(&desk.t(title));
    let header = tag("div", "card-header border-0 bg-transparent p-0 mb-3").child(title).child(aside);
    let body = tag("div", "card-body bg-white p-3 p-lg-4").child(content);
    let card = tag("div", "card has-bkg-grey shadow-sm p-3 p-lg-4").child(header).child(body);
    tag("section", "it-page-section mb-4").attr("aria-labelledby", &id).child(card)
}

/// A list of lines.
pub fn list() -> El {
    tag("dl", "cmp-info-summary mb-0")
}

/// Adds a label and what was written under it; long texts keep their lines. Nothing for an empty text.
pub fn line(list: El, desk: Desk, label: Key, text: &str) -> El {
    let text = text.trim();
    if text.is_empty() {
        return list;
    }
    let mut value = tag("dd", "data-text fw-semibold mb-0");
    for line in text.lines() {
        value = value.child(tag("span", "d-block").text(line));
    }
    let label = tag("dt", "text-paragraph-small fw-normal").text(&desk.t(label));
    list.child(tag("div", "single-line-info border-light mb-3").child(label).child(value))
}

/// Adds what was written about the applicant.
pub fn applicant_lines(mut list: El, desk: Desk, model: &Model) -> El {
    let applicant = &model.applicant;
    for (label, field) in [
        (keys::NAME, &applicant.name),
        (keys::SURNAME, &applicant.surname),
        (keys::FISCAL_CODE, &applicant.fiscal_code),
        (keys::EMAIL, &applicant.email),
    ] {
        list = line(list, desk, label, field.value());
    }
    list
}

/// Adds what was asked.
pub fn request_lines(list: El, desk: Desk, model: &Model) -> El {
    let request = &model.request;
    let office = desk.t(keys::PUBLIC_RELATIONS);
    let category = request.category.as_ref().map_or("", |category| match category.id.as_str() {
        PUBLIC_RELATIONS => &office,
        _ => &category.name,
    });
    let service = request.service.as_ref().map_or("", |service| &service.name);
    let list = line(list, desk, keys::CATEGORY, category);
    let list = line(list, desk, keys::SERVICE, service);
    line(list, desk, keys::DETAILS, request.details.value())
}
