//! What the citizen sees and gets, step by step, without a browser.

mod drafts;
mod form;
mod kept;
mod login;
mod sending;

use super::*;
use oc_core_client::Json;
use oc_core_client::json;
use oc_i18n::DateTime;

pub const CODE: &str = "CLNVTR76P01G822Q";
/// Another person's.
pub const OTHER_CODE: &str = "RSSMRA80A01H501U";

pub fn choice(id: &str, name: &str) -> Choice {
    Choice { id: id.to_owned(), name: name.to_owned() }
}

pub fn categories() -> Vec<Choice> {
    vec![choice("tourism", "Turismo"), choice("school", "Educazione e formazione")]
}

pub fn services() -> Vec<Choice> {
    vec![choice("canteen", "Mensa scolastica"), choice("bus", "Trasporto scolastico")]
}

pub fn person(id: &str) -> Person {
    Person {
        id: id.to_owned(),
        name: Some("Vittorino".into()),
        surname: Some("Coliandro".into()),
        fiscal_code: Some(CODE.into()),
        email: Some("v@example.com".into()),
    }
}

pub fn citizen() -> Msg {
    Msg::Identified(Who::Citizen(person("u1")))
}

/// The form after the page is loaded: categories are there, nobody is identified yet.
pub fn opened() -> Model {
    let mut model = Model::new(None, None);
    assert_eq!(model.update(Msg::Start), [Effect::LoadCategories]);
    model.update(Msg::Categories(Ok(categories())));
    model
}

pub fn nobody() -> Model {
    let mut model = opened();
    model.update(Msg::Identified(Who::Nobody));
    model
}

pub fn logged_in() -> Model {
    let mut model = opened();
    model.update(citizen());
    model.update(Msg::Drafts { owner: "u1".into(), answer: Ok(Vec::new()) });
    model
}

pub fn write(model: &mut Model, id: FieldId, value: &str) -> Vec<Effect> {
    let effects = model.update(Msg::Input(id, value.to_owned()));
    model.update(Msg::Blur(id));
    effects
}

pub fn write_applicant(model: &mut Model) {
    write(model, FieldId::Name, " Anna ");
    write(model, FieldId::Surname, "Verdi");
    write(model, FieldId::FiscalCode, "rssmra80a01h501u");
    write(model, FieldId::Email, "anna@example.it");
}

pub fn write_request(model: &mut Model) {
    write(model, FieldId::Category, "school");
    model.update(Msg::Services { category: "school".into(), answer: Ok(services()) });
    write(model, FieldId::Service, "canteen");
    write(model, FieldId::Details, "Come iscrivo mio figlio?");
    model.update(Msg::Consent(true));
}

/// Everything right, on the form.
pub fn filled() -> Model {
    let mut model = nobody();
    write_applicant(&mut model);
    write_request(&mut model);
    model
}

/// Everything right, on the summary.
pub fn at_summary() -> Model {
    let mut model = filled();
    model.update(Msg::Next);
    assert_eq!(model.step, Step::Summary);
    model
}

pub fn made(id: &str) -> Made {
    Made { id: id.to_owned(), at: DateTime::parse("2026-11-22T17:05:00+01:00") }
}

/// The number of the try that was just asked for.
pub fn attempt(effects: &[Effect]) -> u32 {
    let find = |effect: &Effect| match effect {
        Effect::Send { attempt, .. } | Effect::Save { attempt, .. } => Some(*attempt),
        _ => None,
    };
    effects.iter().find_map(find).expect("something is sent or saved")
}

pub fn send(model: &mut Model) -> u32 {
    let effects = model.update(Msg::Send);
    attempt(&effects)
}

pub fn answer(model: &mut Model, attempt: u32, answer: Result<Made, CoreError>) -> Vec<Effect> {
    model.update(Msg::Sent { attempt, answer })
}
