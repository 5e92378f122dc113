//! The grey cards of the model pages, and lists of what was written.

use crate::desk::Desk;
use crate::model::{Model, PUBLIC_RELATIONS, Section, Step, Target};
use oc_i18n::{Key, keys::helpdesk as keys};
use oc_ui::{El, Icon, icon, tag};

/// The heading of a step; focus comes here when the step does.
pub fn heading(desk: Desk, mark: Option<Icon>, text: Key) -> El {
    tag("h2", "title-xxxlarge")
        .attr("id", &desk.target_id(Target::Heading))
        .attr("tabindex", "-1")
        .children([mark.map(|mark| icon(mark, "icon icon-success icon-sm me-2"))])
        .text(&desk.t(text))
}

/// "Passo 1 di 2: Dati della richiesta".
pub fn position(desk: Desk, step: Step, name: Key) -> El {
    let (n, name) = (step.position().to_string(), desk.t(name));
    let text = desk.ctx.fmt(keys::STEP_POSITION, &[("n", &n), ("of", "2"), ("name", &name)]);
    tag("p", "text-paragraph fw-semibold mb-2").text(&text)
}

/// A section with its own heading, which takes the focus when the citizen is led there.
pub fn section(desk: Desk, section: Section, title: Key, aside: El, content: El) -> El {
    let id = desk.target_id(Target::Section(section));
    let title = tag("h3", "title-xxlarge mb-1").attr("id", &id).attr("tabindex", "-1").text(&desk.t(title));
    let header = tag("div", "card-header border-0 bg-transparent p-0 mb-3").child(title).child(aside);
    let body = tag("div", "card-body bg-white p-3 p-lg-4").child(content);
    let card = tag("div", "card has-bkg-grey shadow-sm p-big p-3 p-lg-4").child(header).child(body);
    tag("section", "it-page-section mb-40").attr("aria-labelledby", &id).child(card)
}

/// A label and what was written under it; long texts keep their lines. Nothing for an empty text.
pub fn line(desk: Desk, label: Key, text: &str) -> Option<El> {
    let text = text.trim();
    if text.is_empty() {
        return None;
    }
    let lines = text.lines().map(|line| tag("span", "d-block").text(line)).collect();
    let label = tag("dt", "text-paragraph-small fw-normal").text(&desk.t(label));
    let text = tag("dd", "data-text fw-semibold mb-0").list(lines);
    Some(tag("div", "single-line-info border-light mb-3").child(label).child(text))
}

/// What was written about the applicant.
pub fn applicant_lines(desk: Desk, model: &Model) -> Vec<El> {
    let applicant = &model.applicant;
    let rows = [
        line(desk, keys::NAME, applicant.name.value()),
        line(desk, keys::SURNAME, applicant.surname.value()),
        line(desk, keys::FISCAL_CODE, applicant.fiscal_code.value()),
        line(desk, keys::EMAIL, applicant.email.value()),
    ];
    rows.into_iter().flatten().collect()
}

/// What was asked.
pub fn request_lines(desk: Desk, model: &Model) -> Vec<El> {
    let request = &model.request;
    let category = request.category.as_ref().map(|category| {
        if category.id == PUBLIC_RELATIONS { desk.t(keys::PUBLIC_RELATIONS) } else { category.name.clone() }
    });
    let service = request.service.as_ref().map(|service| service.name.as_str());
    let rows = [
        line(desk, keys::CATEGORY, &category.unwrap_or_default()),
        line(desk, keys::SERVICE, service.unwrap_or_default()),
        line(desk, keys::DETAILS, request.details.value()),
    ];
    rows.into_iter().flatten().collect()
}
