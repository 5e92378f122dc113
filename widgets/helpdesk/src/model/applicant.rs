//! Who asks, and the part of the form about them.

use oc_forms::{CodiceFiscale, Field, Problem, Rule, email, max_length, required, required_or};
use oc_i18n::keys::forms as messages;

/// Who is in front of the page, as far as this form cares.
#[derive(Default)]
#[cfg_attr(test, derive(Clone, Debug, PartialEq))]
pub enum Who {
    /// Not known yet.
    #[default]
    Checking,
    Nobody,
    /// Someone at work: the request goes out as an anonymous one.
    Operator,
    Citizen(Person),
}

/// What the session knows about a logged-in citizen.
#[derive(Default)]
#[cfg_attr(test, derive(Clone, Debug, PartialEq))]
pub struct Person {
    /// The user's id: tells whether it is still the same person.
    pub id: String,
    pub name: Option<String>,
    pub surname: Option<String>,
    pub fiscal_code: Option<String>,
    /// As the core has it: may be malformed.
    pub email: Option<String>,
}

/// The fields about the applicant.
#[derive(Default)]
#[cfg_attr(test, derive(Clone, Debug, PartialEq))]
pub struct Applicant {
    pub name: Field,
    pub surname: Field,
    pub fiscal_code: Field,
    pub email: Field,
    /// The address put in from the profile, to tell it from a typed one.
    profile_email: String,
}

const LONGEST_NAME: u32 = 255;

pub(super) const NAME: Rule = |text| {
    required_or(text, messages::NAME_REQUIRED)?;
    max_length(text, LONGEST_NAME)
};
pub(super) const SURNAME: Rule = |text| {
    required_or(text, messages::SURNAME_REQUIRED)?;
    max_length(text, LONGEST_NAME)
};
pub(super) const FISCAL_CODE: Rule = |text| CodiceFiscale::parse(text).map(drop);
pub(super) const EMAIL: Rule = |text| email(text).map(drop);

impl Applicant {
    /// Fills in what the session knows. Certified values replace whatever was typed and cannot be edited; an address
    /// that was typed stays, as does anything typed where the profile has a hole or something malformed.
    pub fn adopt(&mut self, person: &Person) {
        certify(&mut self.name, &person.name, NAME);
        certify(&mut self.surname, &person.surname, SURNAME);
        certify(&mut self.fiscal_code, &person.fiscal_code, FISCAL_CODE);
        if !self.email_typed() {
            self.profile_email = person.email.clone().unwrap_or_default();
            self.email = Field::new(self.profile_email.clone());
            if !self.profile_email.is_empty() {
                // A malformed address in the profile is the citizen's to correct: the complaint is shown at once.
                self.email.check(EMAIL);
            }
        }
    }

    /// Turns certified fields into editable ones: the citizen goes on without being logged in.
    pub fn release(&mut self) {
        for field in [&mut self.name, &mut self.surname, &mut self.fiscal_code] {
            if field.read_only() {
                *field = Field::new(field.value().to_owned());
            }
        }
    }

    /// Whether the address is the citizen's own writing.
    pub fn email_typed(&self) -> bool {
        !self.email.value().is_empty() && self.email.value() != self.profile_email
    }

    /// Whether any of it is certified.
    pub fn certified(&self) -> bool {
        self.name.read_only() || self.surname.read_only() || self.fiscal_code.read_only()
    }

    /// Writes the values as they will be sent, so that the summary shows just that.
    pub fn tidy(&mut self) {
        let code = |text: &str| CodiceFiscale::parse(text).map(|code| code.as_str().to_owned());
        tidy(&mut self.name, required);
        tidy(&mut self.surname, required);
        tidy(&mut self.fiscal_code, code);
        tidy(&mut self.email, email);
    }

    /// Looks at every field as a submit does. `true` when all are right.
    pub fn check(&mut self) -> bool {
        // No short circuit: every field shows its complaint.
        self.name.check(NAME)
            & self.surname.check(SURNAME)
            & self.fiscal_code.check(FISCAL_CODE)
            & self.email.check(EMAIL)
    }
}

fn tidy(field: &mut Field, clean: fn(&str) -> Result<String, Problem>) {
    if let Ok(value) = clean(field.value()) {
        field.set(value);
    }
}

fn certify(field: &mut Field, value: &Option<String>, rule: Rule) {
    let certified = Field::certified(value.clone().unwrap_or_default(), rule);
    // What another person's session had put here does not stay.
    if certified.read_only() || field.read_only() || field.value().is_empty() {
        *field = certified;
    }
}

/// The complaint of a field, in one shape for the list of errors.
pub(super) fn problems(applicant: &Applicant) -> [Option<Problem>; 4] {
    [&applicant.name, &applicant.surname, &applicant.fiscal_code, &applicant.email].map(Field::problem)
}
