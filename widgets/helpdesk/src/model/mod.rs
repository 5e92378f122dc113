//! The rules of "Richiedi assistenza": a state, what may happen to it, and what is to be done then. Knows no browser.

mod applicant;
mod draft;
mod request;
mod saving;
mod sending;
mod session;
mod snapshot;
#[cfg(test)]
mod tests;
mod vocabulary;

pub use applicant::{Applicant, Person, Who};
pub use draft::Draft;
pub use request::{Choice, List, PUBLIC_RELATIONS, Request};
pub use saving::{Drafts, Saving};
pub use sending::{Made, Sending};
pub use vocabulary::{Effect, FieldId, Msg, Section, Step, Target};

use oc_core_client::CoreError;
use oc_forms::{Problem, Rule};
use saving::SavedAs;

/// The state of one widget.
#[derive(Default)]
#[cfg_attr(test, derive(Clone, Debug, PartialEq))]
pub struct Model {
    pub who: Who,
    pub applicant: Applicant,
    pub request: Request,
    pub step: Step,
    pub drafts: Drafts,
    pub saving: Saving,
    pub sending: Sending,
    /// The citizen was logged in and is not any more.
    pub session_lost: bool,
    /// The application that was made.
    pub made: Option<Made>,
    /// Whether the list of errors is shown.
    pub errors_shown: bool,
    /// The name of the municipal service the page belongs to.
    page_name: Option<String>,
    /// The draft on the core that this request is.
    saved_as: Option<SavedAs>,
    /// Something was typed that is neither saved nor sent.
    dirty: bool,
    /// Counts saves and sends.
    attempts: u32,
    /// Restored from the summary: to be shown again once it is known who is there.
    to_summary: bool,
    /// What is to be done, gathered while something happens.
    todo: Vec<Effect>,
}

impl Model {
    /// A fresh form, or the one described by what an earlier instance kept (see [`Model::snapshot`]).
    pub fn new(page_name: Option<String>, kept: Option<&str>) -> Model {
        let mut model = Model { page_name, ..Model::default() };
        if let Some(kept) = kept {
            model.restore(kept);
        }
        model
    }

    /// Lets something happen and says what is to be done, in this order.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        self.happen(msg);
        std::mem::take(&mut self.todo)
    }

    fn happen(&mut self, msg: Msg) {
        match msg {
            Msg::Start => self.start(),
            Msg::Identified(who) => self.identified(who),
            Msg::Categories(answer) => {
                self.failed("categories not loaded", answer.as_ref().err());
                self.request.categories_answered(answer);
            }
            Msg::Services { category, answer } => {
                self.failed("services not loaded", answer.as_ref().err());
                self.request.services_answered(&category, answer, self.page_name.as_deref());
            }
            Msg::RetryCategories => {
                self.request.categories = List::Loading;
                self.todo.push(Effect::LoadCategories);
            }
            Msg::RetryServices => self.load_services(),
            Msg::Input(id, value) => self.input(id, value),
            Msg::Blur(id) => self.blur(id),
            Msg::Consent(given) => {
                if self.may_edit() {
                    self.changed();
                    self.request.consent(given);
                }
            }
            Msg::Next => self.next(),
            Msg::Edit(section) => self.edit(section),
            Msg::Drafts { owner, answer } => self.drafts_answered(&owner, answer),
            Msg::RetryDrafts => self.list_drafts(),
            Msg::ResumeDraft => self.resume_draft(),
            Msg::IgnoreDraft => self.ignore_draft(),
            Msg::Save => self.save(),
            Msg::Saved { attempt, answer } => self.saved(attempt, answer),
            Msg::Send => self.send(),
            Msg::Sent { attempt, answer } => self.sent(attempt, answer),
            Msg::GoOnAnonymously => self.go_on_anonymously(),
            Msg::Again => self.again(),
        }
    }

    fn start(&mut self) {
        self.request.categories = List::Loading;
        self.todo.push(Effect::LoadCategories);
        self.load_services();
    }

    fn load_services(&mut self) {
        let needed = self.request.services_needed();
        self.load(needed);
    }

    fn load(&mut self, category: Option<String>) {
        if let Some(category) = category {
            self.todo.push(Effect::LoadServices { category });
        }
    }

    /// Whether the fields may change now.
    pub fn may_edit(&self) -> bool {
        self.sending.may_edit() && self.step != Step::Done
    }

    /// Whether there is something that leaving the page would lose.
    pub fn unsaved(&self) -> bool {
        self.step != Step::Done && (self.dirty || !self.sending.may_edit())
    }

    fn changed(&mut self) {
        self.dirty = true;
        self.to_summary = false;
        if !matches!(self.saving, Saving::Busy(_)) {
            self.saving = Saving::Idle;
        }
    }

    fn input(&mut self, id: FieldId, value: String) {
        if !self.may_edit() {
            return;
        }
        self.changed();
        match id {
            FieldId::Category => {
                let category = self.request.choose_category(&value);
                self.load(category);
            }
            FieldId::Service => self.request.choose_service(&value),
            _ => {
                if let Some((field, rule)) = self.field_mut(id) {
                    field.input(value, rule);
                }
            }
        }
    }

    fn blur(&mut self, id: FieldId) {
        if let Some((field, rule)) = self.field_mut(id) {
            field.blur(rule);
        }
    }

    fn field_mut(&mut self, id: FieldId) -> Option<(&mut oc_forms::Field, Rule)> {
        Some(match id {
            FieldId::Name => (&mut self.applicant.name, applicant::NAME),
            FieldId::Surname => (&mut self.applicant.surname, applicant::SURNAME),
            FieldId::FiscalCode => (&mut self.applicant.fiscal_code, applicant::FISCAL_CODE),
            FieldId::Email => (&mut self.applicant.email, applicant::EMAIL),
            FieldId::Details => (&mut self.request.details, request::DETAILS),
            FieldId::Category | FieldId::Service | FieldId::Privacy => return None,
        })
    }

    /// The complaint shown at a field now.
    pub fn problem(&self, id: FieldId) -> Option<Problem> {
        let found = FieldId::ALL.iter().position(|other| *other == id);
        found.and_then(|index| self.problems().nth(index)).and_then(|(_, problem)| problem)
    }

    fn problems(&self) -> impl Iterator<Item = (FieldId, Option<Problem>)> {
        let all = applicant::problems(&self.applicant).into_iter().chain(self.request.problems());
        FieldId::ALL.into_iter().zip(all)
    }

    /// The fields to correct, in the order of the form, as the list of errors shows them.
    pub fn errors(&self) -> Vec<(FieldId, Problem)> {
        self.problems().filter_map(|(id, problem)| Some((id, problem?))).collect()
    }

    /// Looks at every field. `true` when all are right.
    fn check(&mut self) -> bool {
        self.applicant.check() & self.request.check()
    }

    fn next(&mut self) {
        if self.step != Step::Form || !self.may_edit() {
            return;
        }
        self.errors_shown = !self.check();
        if self.errors_shown {
            return self.todo.push(Effect::Focus(Target::Errors));
        }
        self.applicant.tidy();
        self.sending = Sending::Idle;
        self.show(Step::Summary, Target::Heading);
    }

    fn edit(&mut self, section: Option<Section>) {
        if self.step == Step::Summary && self.may_edit() {
            self.show(Step::Form, section.map_or(Target::Heading, Target::Section));
        }
    }

    fn show(&mut self, step: Step, target: Target) {
        self.step = step;
        self.todo.push(Effect::Step(step));
        self.todo.push(Effect::Focus(target));
    }

    /// Something of this name did not work out. A call that was given up on purpose is no failure.
    fn failed(&mut self, what: &'static str, error: Option<&CoreError>) {
        if let Some(error) = error.filter(|error| **error != CoreError::Cancelled) {
            self.todo.push(Effect::Failed { what, kind: error.kind() });
        }
    }

    /// A new request by the same person.
    fn again(&mut self) {
        if self.step != Step::Done {
            return;
        }
        let before = std::mem::take(self);
        *self = Model {
            who: before.who,
            applicant: before.applicant,
            session_lost: before.session_lost,
            page_name: before.page_name,
            attempts: before.attempts,
            ..Model::default()
        };
        self.request.categories = before.request.categories;
        self.adopt();
        self.show(Step::Form, Target::Heading);
        self.list_drafts();
    }
}
