//! The request as the core stores it: what is sent, and what is read back from a draft.

use super::applicant::Applicant;
use super::request::{Choice, Request};
use oc_core_client::{Json, Members};
use oc_forms::{CodiceFiscale, email, required};
use oc_i18n::DateTime;

/// Text of a draft beyond this many characters is not taken over: nobody could have written it here.
const LONGEST_TEXT: usize = 5_000;

/// The `data` of the application (core API contract, section 5.3), cleaned as the validators do. What is empty is left
/// out, so that a draft may be as unfinished as the citizen leaves it.
pub fn data(applicant: &Applicant, request: &Request) -> Json {
    let mut names = Members::new();
    put(&mut names, "name", clean(applicant.name.value()));
    put(&mut names, "surname", clean(applicant.surname.value()));
    let code = applicant.fiscal_code.value();
    let mut codes = Members::new();
    put(
        &mut codes,
        "fiscal_code",
        CodiceFiscale::parse(code).map_or_else(|_| clean(code), |code| code.as_str().into()),
    );
    let mut person = Members::new();
    put_form(&mut person, "completename", names);
    put_form(&mut person, "fiscal_code", codes);

    let mut data = Members::new();
    put_form(&mut data, "applicant", person);
    let address = applicant.email.value();
    put(&mut data, "email", email(address).unwrap_or_else(|_| clean(address)));
    put_choice(&mut data, "category", request.category.as_ref());
    put_choice(&mut data, "service", request.service.as_ref());
    put(&mut data, "details", clean(request.details.value()));
    if request.privacy {
        data.insert("privacy", Json::Bool(true));
    }
    Json::Object(data)
}

fn clean(text: &str) -> String {
    required(text).unwrap_or_default()
}

fn put(map: &mut Members, name: &str, value: String) {
    if !value.is_empty() {
        map.insert(name, Json::String(value));
    }
}

/// Sub-forms travel inside a `data` segment.
fn put_form(map: &mut Members, name: &str, members: Members) {
    if !members.is_empty() {
        let mut form = Members::new();
        form.insert("data", Json::Object(members));
        map.insert(name, Json::Object(form));
    }
}

pub(super) fn put_choice(map: &mut Members, name: &str, choice: Option<&Choice>) {
    if let Some(choice) = choice {
        let mut members = Members::new();
        put(&mut members, "id", choice.id.clone());
        put(&mut members, "name", choice.name.clone());
        map.insert(name, Json::Object(members));
    }
}

/// What a draft on the core says, as far as it can be read.
#[derive(Default)]
#[cfg_attr(test, derive(Clone, Debug, PartialEq))]
pub struct Draft {
    /// The application's identifier.
    pub id: String,
    /// When it was saved first.
    pub saved: Option<DateTime>,
    pub name: String,
    pub surname: String,
    pub fiscal_code: String,
    pub email: String,
    pub category: Option<Choice>,
    pub service: Option<Choice>,
    pub details: String,
}

impl Draft {
    /// Reads the `data` of an application in any of the core's shapes (core API contract, section 5.4). Members that
    /// are missing or odd are empty.
    pub fn read(id: &str, saved: Option<DateTime>, data: &Json) -> Draft {
        let text = |path: &[&str]| leaf(data, path).unwrap_or_default();
        Draft {
            id: id.to_owned(),
            saved,
            name: text(&["applicant", "completename", "name"]),
            surname: text(&["applicant", "completename", "surname"]),
            fiscal_code: text(&["applicant", "fiscal_code", "fiscal_code"]),
            email: text(&["email"]),
            category: choice(data, "category"),
            service: choice(data, "service"),
            details: text(&["details"]),
        }
    }

    /// Whether nothing of the request itself could be read.
    pub fn is_empty(&self) -> bool {
        self.category.is_none() && self.details.is_empty()
    }

    /// Whether this is what `data` says: the same request by the same words.
    pub fn same_as(&self, data: &Json) -> bool {
        let ours = Draft::read(&self.id, self.saved, data);
        let id = |choice: &Option<Choice>| choice.as_ref().map(|choice| choice.id.clone());
        self.details == ours.details
            && self.email == ours.email
            && id(&self.category) == id(&ours.category)
            && id(&self.service) == id(&ours.service)
    }
}

/// A category or service by `id` and `name`; one without identifier is none.
pub(super) fn choice(data: &Json, member: &str) -> Option<Choice> {
    let id = leaf(data, &[member, "id"]).filter(|id| id.len() <= 128)?;
    let name = leaf(data, &[member, "name"]).unwrap_or_default();
    Some(Choice { id, name })
}

/// The text at a path: nested with or without `data` segments, or flat under a dotted name. Blank text is none.
fn leaf(data: &Json, path: &[&str]) -> Option<String> {
    let mut nested = Some(data);
    for name in path {
        nested = nested.and_then(|value| value.get(name).or_else(|| value.get("data")?.get(name)));
    }
    let flat = || {
        let same = |name: &str| name.split('.').filter(|part| *part != "data").eq(path.iter().copied());
        data.as_object()?.iter().find(|(name, _)| same(name)).map(|(_, value)| value)
    };
    let text = required(nested.or_else(flat)?.as_str()?).ok()?;
    Some(text.chars().take(LONGEST_TEXT).collect())
}
