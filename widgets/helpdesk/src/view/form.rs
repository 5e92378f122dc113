//! The first step: everything the citizen writes.

use super::{card, notes};
use crate::desk::Desk;
use crate::model::{FieldId, List, Model, Msg, PUBLIC_RELATIONS, Section, Step, Target};
use oc_i18n::{Key, keys::helpdesk as keys, keys::ui};
use oc_ui::{Choice, El, el, error_summary, failure, notice, read, select, spinner, tag, text_area, text_input};
use std::rc::Rc;

pub fn view(desk: Desk) -> El {
    let heading = tag("div", "cmp-heading pb-3")
        .child(card::heading(desk, None, keys::TITLE))
        .child(card::position(desk, Step::Form, keys::STEP_FORM))
        .child(tag("p", "subtitle-small mb-2").text(&desk.t(keys::INTRO)))
        .child(tag("p", "mb-2").text(&desk.t(ui::REQUIRED_NOTE)));
    let actions = tag("div", "cmp-nav-steps d-flex flex-wrap justify-content-end mt-4");
    let next = tag("button", "btn btn-primary mb-2").attr("type", "submit").text(&desk.t(keys::NEXT));
    let intro = |text| tag("p", "subtitle-small mb-0").text(&desk.t(text));
    let form = el("form")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            desk.tell(Msg::Next);
        })
        .child(card::section(desk, Section::Applicant, keys::APPLICANT, intro(keys::APPLICANT_INTRO), applicant(desk)))
        .child(card::section(desk, Section::Request, keys::REQUEST, intro(keys::REQUEST_INTRO), request(desk)))
        .child(privacy(desk))
        .child(notes::saving(desk))
        .child(notes::save_button(desk, actions).child(next));
    el("div").child(heading).child(notes::person(desk)).child(notes::drafts(desk)).child(errors(desk)).child(form)
}

fn errors(desk: Desk) -> El {
    let shown = desk.read(|model| if model.errors_shown { model.errors() } else { Vec::new() });
    let problems = move || {
        let Some(i18n) = desk.ctx.i18n() else { return Vec::new() };
        shown().into_iter().map(|(id, problem)| (desk.field_id(id), problem.message(&i18n))).collect()
    };
    error_summary(desk.ctx, &desk.target_id(Target::Errors), read(problems))
}

/// A line of text about the applicant: what it is, and what the model has of it.
struct Line {
    id: FieldId,
    label: Key,
    hint: Key,
    value: fn(&Model) -> String,
    read_only: fn(&Model) -> bool,
    autocomplete: &'static str,
}

const APPLICANT: [Line; 4] = [
    Line {
        id: FieldId::Name,
        label: keys::NAME,
        hint: keys::NAME_HINT,
        value: |model| model.applicant.name.value().to_owned(),
        read_only: |model| model.applicant.name.read_only(),
        autocomplete: "given-name",
    },
    Line {
        id: FieldId::Surname,
        label: keys::SURNAME,
        hint: keys::SURNAME_HINT,
        value: |model| model.applicant.surname.value().to_owned(),
        read_only: |model| model.applicant.surname.read_only(),
        autocomplete: "family-name",
    },
    Line {
        id: FieldId::FiscalCode,
        label: keys::FISCAL_CODE,
        hint: keys::FISCAL_CODE_HINT,
        value: |model| model.applicant.fiscal_code.value().to_owned(),
        read_only: |model| model.applicant.fiscal_code.read_only(),
        autocomplete: "off",
    },
    Line {
        id: FieldId::Email,
        label: keys::EMAIL,
        hint: keys::EMAIL_HINT,
        value: |model| model.applicant.email.value().to_owned(),
        read_only: |_| false,
        autocomplete: "email",
    },
];

fn applicant(desk: Desk) -> El {
    let note =
        move |certified: &bool| certified.then(|| tag("p", "text-paragraph-small").text(&desk.t(keys::PREFILLED)));
    let line = |line: &Line| {
        let mut spec = desk.field(line.id, line.label, line.value);
        spec.hint = desk.t(line.hint);
        spec.read_only = read(desk.read(line.read_only));
        text_input(&spec, if line.id == FieldId::Email { "email" } else { "text" }, line.autocomplete)
    };
    el("div").switch(desk.read(|model| model.applicant.certified()), note).list(APPLICANT.iter().map(line).collect())
}

/// How far a list is, without what is in it.
#[derive(Clone, Copy, PartialEq)]
enum Phase {
    Idle,
    Loading,
    Failed(Key),
    Empty,
    Ready,
}

fn phase(list: &List) -> Phase {
    match list {
        List::Idle => Phase::Idle,
        List::Loading => Phase::Loading,
        List::Failed(error) => Phase::Failed(error.key()),
        List::Ready(choices) if choices.is_empty() => Phase::Empty,
        List::Ready(_) => Phase::Ready,
    }
}

fn options(choices: &[crate::model::Choice]) -> Vec<Choice> {
    choices.iter().map(|choice| Choice { value: choice.id.clone(), label: choice.name.clone() }).collect()
}

fn request(desk: Desk) -> El {
    let mut details = desk.field(FieldId::Details, keys::DETAILS, |model| model.request.details.value().to_owned());
    details.hint = desk.t(keys::DETAILS_HINT);
    let left = read(desk.read(|model| model.request.details_left()));
    el("div")
        .switch(desk.read(|model| phase(&model.request.categories)), move |phase| Some(category(desk, *phase)))
        .switch(desk.read(|model| phase(&model.request.services)), move |phase| service(desk, *phase))
        .child(text_area(desk.ctx, &details, "6", left))
}

fn category(desk: Desk, phase: Phase) -> El {
    match phase {
        Phase::Ready => {
            let mut choices = desk.peek(|model| options(model.request.categories.choices())).unwrap_or_default();
            choices.push(Choice { value: PUBLIC_RELATIONS.to_owned(), label: desk.t(keys::PUBLIC_RELATIONS) });
            let value = |model: &Model| model.request.category.as_ref().map(|it| it.id.clone()).unwrap_or_default();
            select(desk.ctx, &desk.field(FieldId::Category, keys::CATEGORY, value), choices)
        }
        Phase::Empty => failure(desk.ctx, &desk.t(keys::NOT_AVAILABLE), desk.press(|| Msg::RetryCategories)),
        Phase::Failed(why) => failed(desk, keys::CATEGORIES_FAILED, why, || Msg::RetryCategories),
        Phase::Idle | Phase::Loading => spinner(&desk.t(keys::LOADING_CATEGORIES)),
    }
}

fn service(desk: Desk, phase: Phase) -> Option<El> {
    Some(match phase {
        Phase::Idle => return None,
        Phase::Loading => spinner(&desk.t(keys::LOADING_SERVICES)),
        Phase::Failed(why) => failed(desk, keys::SERVICES_FAILED, why, || Msg::RetryServices),
        Phase::Empty => notice("warning", "status", el("span").text(&desk.t(keys::NO_SERVICES))),
        Phase::Ready => {
            let choices = desk.peek(|model| options(model.request.services.choices())).unwrap_or_default();
            let value = |model: &Model| model.request.service.as_ref().map(|it| it.id.clone()).unwrap_or_default();
            select(desk.ctx, &desk.field(FieldId::Service, keys::SERVICE, value), choices)
        }
    })
}

fn failed(desk: Desk, what: Key, why: Key, retry: fn() -> Msg) -> El {
    let text = [desk.t(what), " ".to_owned(), desk.t(why)].concat();
    failure(desk.ctx, &text, desk.press(retry))
}

fn privacy(desk: Desk) -> El {
    let link = desk.ctx.common().and_then(|common| common.privacy_url).map(|url| {
        let note = tag("span", "visually-hidden").text(" (").text(&desk.t(ui::NEW_TAB)).text(")");
        tag("a", "t-primary")
            .attr("href", &url)
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .text(&desk.t(keys::PRIVACY_LINK))
            .child(note)
    });
    let value = |model: &Model| if model.request.privacy { "true".to_owned() } else { String::new() };
    let mut consent = desk.field(FieldId::Privacy, keys::PRIVACY_CONSENT, value);
    consent.on_input = Rc::new(move |value: String| {
        desk.tell(Msg::Consent(value == "true"));
    });
    tag("fieldset", "privacy-wrapper")
        .child(tag("legend", "h5").text(&desk.t(keys::PRIVACY_LEGEND)))
        .child(tag("p", "text-paragraph mb-3").text(&desk.t(keys::PRIVACY_TEXT)).text(" ").children([link]))
        .child(oc_ui::check_box(&consent))
}
