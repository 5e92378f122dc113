//! The first step: everything the citizen writes.

use super::{card, notes};
use crate::desk::Desk;
use crate::model::{FieldId, List, Model, Msg, PUBLIC_RELATIONS, Section, Step, Target};
use leptos::prelude::*;
use oc_i18n::{Key, keys::helpdesk as keys, keys::ui};
use oc_ui::{Choice, error_summary, failure, notice, select, spinner, text_area, text_input};

pub fn view(desk: Desk) -> AnyView {
    let next = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        desk.tell(Msg::Next);
    };
    view! {
        <div class="cmp-heading pb-3">
            {card::heading(desk, desk.t(keys::TITLE).into_any())}
            {card::position(desk, Step::Form, keys::STEP_FORM)}
            <p class="subtitle-small mb-2">{desk.t(keys::INTRO)}</p>
            <p class="mb-2">{desk.t(ui::REQUIRED_NOTE)}</p>
        </div>
        {notes::person(desk)}
        {notes::drafts(desk)}
        {errors(desk)}
        <form novalidate=true on:submit=next>
            {card::section(desk, Section::Applicant, keys::APPLICANT, intro(desk, keys::APPLICANT_INTRO), applicant(desk))}
            {card::section(desk, Section::Request, keys::REQUEST, intro(desk, keys::REQUEST_INTRO), request(desk))}
            {privacy(desk)}
            {notes::saving(desk)}
            <div class="cmp-nav-steps d-flex flex-wrap justify-content-end mt-4">
                {notes::save_button(desk)}
                <button type="submit" class="btn btn-primary mb-2">{desk.t(keys::NEXT)}</button>
            </div>
        </form>
    }
    .into_any()
}

fn intro(desk: Desk, text: Key) -> AnyView {
    view! { <p class="subtitle-small mb-0">{desk.t(text)}</p> }.into_any()
}

fn errors(desk: Desk) -> AnyView {
    let shown = desk.read(|model| if model.errors_shown { model.errors() } else { Vec::new() });
    let problems = Signal::derive(move || {
        let Some(i18n) = desk.ctx.i18n() else { return Vec::new() };
        shown.get().into_iter().map(|(id, problem)| (desk.field_id(id), problem.message(&i18n))).collect()
    });
    error_summary(desk.ctx, desk.target_id(Target::Errors), problems)
}

fn applicant(desk: Desk) -> AnyView {
    let line = |id, label, hint, value, read_only: fn(&Model) -> bool, autocomplete| {
        let mut spec = desk.field(id, label, value);
        spec.hint = desk.t(hint);
        spec.read_only = desk.read(read_only).into();
        text_input(spec, if id == FieldId::Email { "email" } else { "text" }, autocomplete)
    };
    let certified = desk.read(|model| model.applicant.certified());
    let note = move || certified.get().then(|| view! { <p class="text-paragraph-small">{desk.t(keys::PREFILLED)}</p> });
    view! {
        {note}
        {line(
            FieldId::Name,
            keys::NAME,
            keys::NAME_HINT,
            |model: &Model| model.applicant.name.value().to_owned(),
            |model| model.applicant.name.read_only(),
            "given-name",
        )}
        {line(
            FieldId::Surname,
            keys::SURNAME,
            keys::SURNAME_HINT,
            |model: &Model| model.applicant.surname.value().to_owned(),
            |model| model.applicant.surname.read_only(),
            "family-name",
        )}
        {line(
            FieldId::FiscalCode,
            keys::FISCAL_CODE,
            keys::FISCAL_CODE_HINT,
            |model: &Model| model.applicant.fiscal_code.value().to_owned(),
            |model| model.applicant.fiscal_code.read_only(),
            "off",
        )}
        {line(
            FieldId::Email,
            keys::EMAIL,
            keys::EMAIL_HINT,
            |model: &Model| model.applicant.email.value().to_owned(),
            |_| false,
            "email",
        )}
    }
    .into_any()
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

fn request(desk: Desk) -> AnyView {
    let categories = desk.read(|model| phase(&model.request.categories));
    let category = move || match categories.get() {
        Phase::Ready => {
            let offered = desk.read(|model| options(model.request.categories.choices()));
            let choices = Signal::derive(move || {
                let mut choices = offered.get();
                choices.push(Choice { value: PUBLIC_RELATIONS.to_owned(), label: desk.t(keys::PUBLIC_RELATIONS) });
                choices
            });
            let value = |model: &Model| model.request.category.as_ref().map(|it| it.id.clone()).unwrap_or_default();
            select(desk.ctx, desk.field(FieldId::Category, keys::CATEGORY, value), choices)
        }
        Phase::Empty => {
            let text = desk.t(keys::NOT_AVAILABLE);
            failure(desk.ctx, text, desk.press(Msg::RetryCategories))
        }
        Phase::Failed(why) => failed(desk, keys::CATEGORIES_FAILED, why, Msg::RetryCategories),
        Phase::Idle | Phase::Loading => spinner(desk.t(keys::LOADING_CATEGORIES)),
    };
    let services = desk.read(|model| phase(&model.request.services));
    let service = move || match services.get() {
        Phase::Idle => ().into_any(),
        Phase::Loading => spinner(desk.t(keys::LOADING_SERVICES)),
        Phase::Failed(why) => failed(desk, keys::SERVICES_FAILED, why, Msg::RetryServices),
        Phase::Empty => notice("warning", "status", desk.t(keys::NO_SERVICES).into_any()),
        Phase::Ready => {
            let choices = desk.read(|model| options(model.request.services.choices()));
            let value = |model: &Model| model.request.service.as_ref().map(|it| it.id.clone()).unwrap_or_default();
            select(desk.ctx, desk.field(FieldId::Service, keys::SERVICE, value), choices.into())
        }
    };
    let mut details = desk.field(FieldId::Details, keys::DETAILS, |model| model.request.details.value().to_owned());
    details.hint = desk.t(keys::DETAILS_HINT);
    let left = desk.read(|model| model.request.details_left());
    view! {
        {category}
        {service}
        {text_area(desk.ctx, details, 6, left.into())}
    }
    .into_any()
}

fn failed(desk: Desk, what: Key, why: Key, retry: Msg) -> AnyView {
    let text = [desk.t(what), " ".to_owned(), desk.t(why)].concat();
    failure(desk.ctx, text, desk.press(retry))
}

fn privacy(desk: Desk) -> AnyView {
    let link = desk.ctx.common().and_then(|common| common.privacy_url).map(|url| {
        view! {
            " "
            <a href=url target="_blank" rel="noopener noreferrer" class="t-primary">
                {desk.t(keys::PRIVACY_LINK)}
                <span class="visually-hidden">" (" {desk.t(ui::NEW_TAB)} ")"</span>
            </a>
        }
    });
    let value = |model: &Model| if model.request.privacy { "true".to_owned() } else { String::new() };
    let mut consent = desk.field(FieldId::Privacy, keys::PRIVACY_CONSENT, value);
    consent.on_input = Callback::new(move |value: String| {
        desk.tell(Msg::Consent(value == "true"));
    });
    view! {
        <fieldset class="privacy-wrapper">
            <legend class="h5">{desk.t(keys::PRIVACY_LEGEND)}</legend>
            <p class="text-paragraph mb-3">{desk.t(keys::PRIVACY_TEXT)} {link}</p>
            {oc_ui::check_box(consent)}
        </fieldset>
    }
    .into_any()
}
