//! The rules of "Richiedi assistenza": a state, what may happen to it, and what is to be done then. Knows no browser.

mod applicant;
mod draft;
mod request;
mod saving;
mod sending;
mod snapshot;
#[cfg(test)]
mod tests;

pub use applicant::{Applicant, Person, Who};
pub use draft::Draft;
pub use request::{Choice, List, PUBLIC_RELATIONS, Request};
pub use saving::{Drafts, Saving};
pub use sending::{Made, Sending};

use oc_core_client::{CoreError, Json};
use oc_forms::{Problem, Rule};
use saving::SavedAs;

/// Where the citizen is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Step {
    #[default]
    Form,
    Summary,
    Done,
}

impl Step {
    /// Its name in events for the host page.
    pub fn name(self) -> &'static str {
        match self {
            Step::Form => "form",
            Step::Summary => "summary",
            Step::Done => "done",
        }
    }

    /// Its place among the two steps, from 1; done counts as the second.
    pub fn position(self) -> u32 {
        if self == Step::Form { 1 } else { 2 }
    }
}

/// The two sections of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    Applicant,
    Request,
}

/// A field of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldId {
    Name,
    Surname,
    FiscalCode,
    Email,
    Category,
    Service,
    Details,
    Privacy,
}

impl FieldId {
    /// Every field, in the order of the form.
    pub const ALL: [FieldId; 8] = [
        FieldId::Name,
        FieldId::Surname,
        FieldId::FiscalCode,
        FieldId::Email,
        FieldId::Category,
        FieldId::Service,
        FieldId::Details,
        FieldId::Privacy,
    ];
}

/// Where the focus goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// The heading of the step now shown.
    Heading,
    Section(Section),
    /// The list of errors.
    Errors,
}

/// What may happen. Answers say what they answer, so that late ones can be told.
#[cfg_attr(test, derive(Debug))]
#[derive(Clone)]
pub enum Msg {
    Start,
    Identified(Who),
    Categories(Result<Vec<Choice>, CoreError>),
    Services {
        category: String,
        answer: Result<Vec<Choice>, CoreError>,
    },
    RetryCategories,
    RetryServices,
    /// Text typed, or an option chosen by its identifier.
    Input(FieldId, String),
    Blur(FieldId),
    Consent(bool),
    /// "Vai al riepilogo".
    Next,
    /// Back from the summary to a section, or to the form as a whole.
    Edit(Option<Section>),
    Drafts {
        owner: String,
        answer: Result<Vec<Draft>, CoreError>,
    },
    RetryDrafts,
    ResumeDraft,
    IgnoreDraft,
    Save,
    Saved {
        attempt: u32,
        answer: Result<String, CoreError>,
    },
    Send,
    Sent {
        attempt: u32,
        answer: Result<Made, CoreError>,
    },
    /// After a lost session: on without it.
    GoOnAnonymously,
    /// "Invia un'altra richiesta".
    Again,
}

/// What is to be done. Those that fetch are answered by a [`Msg`].
#[derive(Clone, PartialEq)]
#[cfg_attr(test, derive(Debug))]
pub enum Effect {
    LoadCategories,
    LoadServices {
        category: String,
    },
    ListDrafts {
        owner: String,
    },
    /// Keep `data` as a draft: the one with identifier `draft`, or a new one.
    Save {
        attempt: u32,
        draft: Option<String>,
        data: Json,
    },
    /// Send `data`, as the draft with identifier `draft` or as a new application. `doubts` counts how often before
    /// nobody could tell whether it arrived.
    Send {
        attempt: u32,
        draft: Option<String>,
        data: Json,
        doubts: u8,
    },
    GoOnAnonymously,
    Focus(Target),
    /// For the host page: another step is shown.
    Step(Step),
    /// For the host page: the application with this identifier was accepted.
    Submitted(String),
    /// For the host page: `what` (English, without personal data) failed for a reason with this stable name.
    Failed {
        what: &'static str,
        kind: &'static str,
    },
}

/// The state of one widget.
#[derive(Clone, Default, PartialEq)]
#[cfg_attr(test, derive(Debug))]
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
        match msg {
            Msg::Start => self.start(),
            Msg::Identified(who) => self.identified(who),
            Msg::Categories(answer) => {
                let failed = failure("categories not loaded", &answer);
                self.request.categories_answered(answer);
                failed
            }
            Msg::Services { category, answer } => {
                let failed = failure("services not loaded", &answer);
                self.request.services_answered(&category, answer, self.page_name.as_deref());
                failed
            }
            Msg::RetryCategories => {
                self.request.categories = List::Loading;
                vec![Effect::LoadCategories]
            }
            Msg::RetryServices => self.load_services(),
            Msg::Input(id, value) => self.input(id, value),
            Msg::Blur(id) => self.blur(id),
            Msg::Consent(given) => {
                if self.may_edit() {
                    self.changed();
                    self.request.consent(given);
                }
                Vec::new()
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

    fn start(&mut self) -> Vec<Effect> {
        self.request.categories = List::Loading;
        let mut effects = vec![Effect::LoadCategories];
        effects.extend(self.load_services());
        effects
    }

    fn load_services(&mut self) -> Vec<Effect> {
        self.request.services_needed().map(|category| Effect::LoadServices { category }).into_iter().collect()
    }

    fn identified(&mut self, who: Who) -> Vec<Effect> {
        let before = self.person().map(|person| person.id.clone());
        let mut effects = Vec::new();
        match (&before, &who) {
            // What was typed stays, and so does whose it is: they may log in again.
            (Some(_), Who::Nobody | Who::Operator) => self.session_lost = true,
            _ => {
                self.who = who;
                self.session_lost = false;
                self.adopt();
            }
        }
        if self.person().map(|person| &person.id) != before.as_ref() {
            let owner = self.person().map(|person| person.id.clone());
            if self.saved_as.as_ref().map(|saved| &saved.owner) != owner.as_ref() {
                self.saved_as = None;
            }
            self.drafts = Drafts::None;
            effects = self.list_drafts();
        }
        if std::mem::take(&mut self.to_summary) {
            effects.extend(self.back_to_summary());
        }
        effects
    }

    /// After a restart: the summary again, if everything is still there.
    fn back_to_summary(&mut self) -> Vec<Effect> {
        let complete = self.applicant.clone().check() & self.request.clone().check();
        if complete {
            self.step = Step::Summary;
            return vec![Effect::Step(Step::Summary)];
        }
        // Something certified is missing: the citizen must see to it, so nothing may stay locked.
        self.sending.give_up_doubt();
        Vec::new()
    }

    /// Puts the citizen's certified data in, unless what is on its way (or done) must stay as it is. After a restart they
    /// are what is missing.
    fn adopt(&mut self) {
        if let Who::Citizen(person) = &self.who
            && (self.may_edit() || self.to_summary)
        {
            self.applicant.adopt(person);
        }
    }

    /// The logged-in citizen.
    pub fn person(&self) -> Option<&Person> {
        match &self.who {
            Who::Citizen(person) => Some(person),
            _ => None,
        }
    }

    /// Whether a login is offered: on the form only, because from later on it would be one more way to lose the thread.
    pub fn offers_login(&self) -> bool {
        self.who == Who::Nobody && self.step == Step::Form
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

    fn input(&mut self, id: FieldId, value: String) -> Vec<Effect> {
        if !self.may_edit() {
            return Vec::new();
        }
        self.changed();
        match id {
            FieldId::Category => {
                let category = self.request.choose_category(&value);
                return category.map(|category| Effect::LoadServices { category }).into_iter().collect();
            }
            FieldId::Service => self.request.choose_service(&value),
            _ => {
                if let Some((field, rule)) = self.field_mut(id) {
                    field.input(value, rule);
                }
            }
        }
        Vec::new()
    }

    fn blur(&mut self, id: FieldId) -> Vec<Effect> {
        if let Some((field, rule)) = self.field_mut(id) {
            field.blur(rule);
        }
        Vec::new()
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

    fn next(&mut self) -> Vec<Effect> {
        if self.step != Step::Form || !self.may_edit() {
            return Vec::new();
        }
        self.errors_shown = !self.check();
        if self.errors_shown {
            return vec![Effect::Focus(Target::Errors)];
        }
        self.sending = Sending::Idle;
        self.show(Step::Summary, Target::Heading)
    }

    fn edit(&mut self, section: Option<Section>) -> Vec<Effect> {
        if self.step != Step::Summary || !self.may_edit() {
            return Vec::new();
        }
        self.show(Step::Form, section.map_or(Target::Heading, Target::Section))
    }

    fn show(&mut self, step: Step, target: Target) -> Vec<Effect> {
        self.step = step;
        vec![Effect::Step(step), Effect::Focus(target)]
    }

    fn go_on_anonymously(&mut self) -> Vec<Effect> {
        if !self.session_lost || !self.may_edit() {
            return Vec::new();
        }
        self.who = Who::Nobody;
        self.session_lost = false;
        self.applicant.release();
        self.drafts = Drafts::None;
        self.saved_as = None;
        self.saving = Saving::Idle;
        self.dirty = true;
        vec![Effect::GoOnAnonymously, Effect::Focus(Target::Heading)]
    }

    /// A new request by the same person.
    fn again(&mut self) -> Vec<Effect> {
        if self.step != Step::Done {
            return Vec::new();
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
        let mut effects = self.show(Step::Form, Target::Heading);
        effects.extend(self.list_drafts());
        effects
    }
}

fn failure<T>(what: &'static str, answer: &Result<T, CoreError>) -> Vec<Effect> {
    let kind = answer.as_ref().err().filter(|error| **error != CoreError::Cancelled).map(CoreError::kind);
    kind.map(|kind| Effect::Failed { what, kind }).into_iter().collect()
}
