//! The first step: everything the citizen writes.

use super::{card, notes};
use crate::desk::Desk;
use crate::model::{FieldId, List, Model, Msg, PUBLIC_RELATIONS, Section, Step, Target};
use oc_i18n::{Key, keys::helpdesk as keys, keys::ui};
use oc_ui::{Choice, El, check_box, el, error_summary, failure, read, select, spinner, tag, text_area, text_input};
use std::rc::Rc;

pub fn view(desk: Desk) -> El {
    let intro = |text| tag("p", "subtitle-small mb-0").text(&desk.t(text));
    let next = tag("button", "btn btn-primary mb-2").attr("type", "submit").text(&desk.t(keys::NEXT));
    let actions = tag("div", "cmp-nav-steps d-flex flex-wrap justify-content-end mt-4");
    let form = el("form")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            desk.tell(Msg::Next);
        })
        .child(card::section(desk, Section::Applicant, keys::APPLICANT, intro(keys::APPLICANT_INTRO), applicant(desk)))
        .child(card::section(desk, Section::Request, keys::REQUEST, intro(keys::REQUEST_INTRO), request(desk)))
        .child(privacy(desk))
        .child(notes::lost(desk))
        .child(notes::saving(desk))
        .child(notes::save_button(desk, actions).child(next));
    let top = card::step(desk, Step::Form, keys::TITLE, keys::STEP_FORM)
        .child(tag("p", "subtitle-small mb-2").text(&desk.t(keys::INTRO)))
        .child(tag("p", "mb-2").text(&desk.t(ui::REQUIRED_NOTE)));
    el("div").child(top).child(notes::person(desk)).child(notes::drafts(desk)).child(errors(desk)).child(form)
}

fn errors(desk: Desk) -> El {
    let shown = desk.see(|model| if model.errors_shown { model.errors() } else { Vec::new() });
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
    let certified = |model: &Model| if model.applicant.certified() { "certified" } else { "" };
    let mut place = desk.switch(el("div"), certified, move |certified| {
        (!certified.is_empty()).then(|| tag("p", "text-paragraph-small").text(&desk.t(keys::PREFILLED)))
    });
    for line in APPLICANT {
        let mut spec = desk.field(line.id, line.label, line.value);
        spec.hint = desk.t(line.hint);
        spec.read_only = desk.see(line.read_only);
        let kind = if line.id == FieldId::Email { "email" } else { "text" };
        place = place.child(text_input(&spec, kind, line.autocomplete));
    }
    place
}

/// How far a list is, without what is in it.
fn phase(list: &List) -> &'static str {
    match list {
        List::Idle => "",
        List::Loading => "loading",
        List::Failed(_) => "failed",
        List::Ready(choices) if choices.is_empty() => "empty",
        List::Ready(_) => "ready",
    }
}

fn request(desk: Desk) -> El {
    let category = move |phase| {
        Some(match phase {
            "ready" => {
                let office = Choice { value: PUBLIC_RELATIONS.to_owned(), label: desk.t(keys::PUBLIC_RELATIONS) };
                let value = |model: &Model| model.request.category.as_ref().map(|it| it.id.clone()).unwrap_or_default();
                choose(desk, FieldId::Category, keys::CATEGORY, |model| &model.request.categories, Some(office), value)
            }
            "empty" => failure(desk.ctx, &desk.t(keys::NOT_AVAILABLE), desk.press(|| Msg::RetryCategories)),
            "failed" => {
                notes::failed(desk, keys::CATEGORIES_FAILED, |m| m.request.categories.error(), || Msg::RetryCategories)
            }
            _ => spinner(&desk.t(keys::LOADING_CATEGORIES)),
        })
    };
    let service = move |phase| {
        Some(match phase {
            "ready" => {
                let value = |model: &Model| model.request.service.as_ref().map(|it| it.id.clone()).unwrap_or_default();
                choose(desk, FieldId::Service, keys::SERVICE, |model| &model.request.services, None, value)
            }
            "empty" => notes::said("warning", "status", &desk.t(keys::NO_SERVICES)),
            "failed" => notes::failed(
                desk,
                keys::SERVICES_FAILED,
                |model| model.request.services.error(),
                || Msg::RetryServices,
            ),
            "loading" => spinner(&desk.t(keys::LOADING_SERVICES)),
            _ => return None,
        })
    };
    let mut details = desk.field(FieldId::Details, keys::DETAILS, |model| model.request.details.value().to_owned());
    details.hint = desk.t(keys::DETAILS_HINT);
    let left = desk.see(|model| model.request.details_left());
    let place = desk.switch(el("div"), |model| phase(&model.request.categories), category);
    let place = desk.switch(place, |model| phase(&model.request.services), service);
    place.child(text_area(desk.ctx, &details, "6", left))
}

fn choose(
    desk: Desk,
    id: FieldId,
    label: Key,
    list: fn(&Model) -> &List,
    more: Option<Choice>,
    value: fn(&Model) -> String,
) -> El {
    let mut choices = desk.peek(|model| {
        let option = |choice: &crate::model::Choice| Choice { value: choice.id.clone(), label: choice.name.clone() };
        list(model).choices().iter().map(option).collect::<Vec<_>>()
    });
    choices.extend(more);
    select(desk.ctx, &desk.field(id, label, value), choices)
}

fn privacy(desk: Desk) -> El {
    let mut text = tag("p", "text-paragraph mb-3").text(&desk.t(keys::PRIVACY_TEXT));
    if let Some(url) = desk.ctx.common().and_then(|common| common.privacy_url) {
        let note = tag("span", "visually-hidden").text(" (").text(&desk.t(ui::NEW_TAB)).text(")");
        let link = tag("a", "t-primary")
            .attr("href", &url)
            .attr("target", "_blank")
            .attr("rel", "noopener noreferrer")
            .text(&desk.t(keys::PRIVACY_LINK));
        text = text.text(" ").child(link.child(note));
    }
    let value = |model: &Model| if model.request.privacy { "true".to_owned() } else { String::new() };
    let mut consent = desk.field(FieldId::Privacy, keys::PRIVACY_CONSENT, value);
    consent.on_input = Rc::new(move |value| {
        desk.tell(Msg::Consent(value == "true"));
    });
    tag("fieldset", "privacy-wrapper")
        .child(tag("legend", "h5").text(&desk.t(keys::PRIVACY_LEGEND)))
        .child(text)
        .child(check_box(&consent))
}
