//! Drafts: finding, resuming and keeping a request that is not sent yet. For logged-in citizens only.

use super::draft::{Draft, data};
use super::{Effect, Model, Step, Target};
use oc_core_client::CoreError;
use oc_forms::Field;

/// What became of the search for drafts.
#[derive(Default)]
#[cfg_attr(test, derive(Clone, Debug, PartialEq))]
pub enum Drafts {
    /// Nothing to offer.
    #[default]
    None,
    Looking,
    Failed(CoreError),
    /// The newest one, for the citizen to decide.
    Offered(Box<Draft>),
    Resumed,
}

/// What became of the last "Salva richiesta".
#[derive(Default)]
#[cfg_attr(test, derive(Clone, Debug, PartialEq))]
pub enum Saving {
    #[default]
    Idle,
    Busy(Save),
    Saved,
    /// There was nothing to save yet.
    Nothing,
    Failed(CoreError),
}

/// A save on its way.
#[cfg_attr(test, derive(Clone, Debug, PartialEq))]
pub struct Save {
    attempt: u32,
    /// The citizen it is saved for.
    owner: String,
}

/// A draft on the core and the citizen it belongs to.
#[cfg_attr(test, derive(Clone, Debug, PartialEq))]
pub(super) struct SavedAs {
    pub id: String,
    pub owner: String,
}

impl Model {
    /// Looks for drafts, unless this request already is one or nobody is logged in.
    pub(super) fn list_drafts(&mut self) {
        let owner = match self.person() {
            Some(person) if self.saved_as.is_none() && self.step != Step::Done => person.id.clone(),
            _ => return,
        };
        self.drafts = Drafts::Looking;
        self.todo.push(Effect::ListDrafts { owner });
    }

    /// Takes the core's answer, newest first. One about another person, or that comes after a first save, is late.
    pub(super) fn drafts_answered(&mut self, owner: &str, answer: Result<Vec<Draft>, CoreError>) {
        let current = self.person().is_some_and(|person| person.id == owner);
        if !current || !matches!(self.drafts, Drafts::Looking) {
            return;
        }
        self.failed("drafts not listed", answer.as_ref().err());
        self.drafts = match answer {
            Ok(drafts) => {
                drafts.into_iter().find(|d| !d.is_empty()).map_or(Drafts::None, |d| Drafts::Offered(d.into()))
            }
            Err(error) => Drafts::Failed(error),
        };
    }

    /// Takes over what the offered draft says; certified data stay as they are, and so does what the draft is silent on.
    pub(super) fn resume_draft(&mut self) {
        let owner = self.person().map(|person| person.id.clone());
        let (true, Some(owner), Drafts::Offered(_)) = (self.may_edit(), owner, &self.drafts) else { return };
        let Drafts::Offered(draft) = std::mem::replace(&mut self.drafts, Drafts::Resumed) else { return };
        self.changed();
        self.saved_as = Some(SavedAs { id: draft.id, owner });
        self.dirty = false;
        let applicant = &mut self.applicant;
        let fields = [
            (&mut applicant.name, draft.name),
            (&mut applicant.surname, draft.surname),
            (&mut applicant.fiscal_code, draft.fiscal_code),
            (&mut applicant.email, draft.email),
        ];
        for (field, value) in fields {
            if !value.is_empty() {
                field.set(value);
            }
        }
        self.errors_shown = false;
        let request = &mut self.request;
        request.details = Field::new(draft.details);
        request.take_over(draft.category, draft.service);
        self.load_services();
        self.todo.push(Effect::Focus(Target::Heading));
    }

    /// The citizen starts afresh; the draft stays on the core.
    pub(super) fn ignore_draft(&mut self) {
        self.drafts = Drafts::None;
        self.todo.push(Effect::Focus(Target::Heading));
    }

    /// Whether "Salva richiesta" is offered.
    pub fn offers_save(&self) -> bool {
        self.person().is_some() && self.step != Step::Done
    }

    pub(super) fn save(&mut self) {
        let owner = match self.person() {
            Some(person) if self.may_edit() && !self.busy() => person.id.clone(),
            _ => return,
        };
        if self.request.is_empty() && !self.applicant.email_typed() {
            self.saving = Saving::Nothing;
            return;
        }
        self.attempts = self.attempts.wrapping_add(1);
        self.saving = Saving::Busy(Save { attempt: self.attempts, owner });
        // An offer beside a request that is being saved would only confuse.
        self.drafts = Drafts::None;
        // What is typed from now on is not part of what is saved.
        self.dirty = false;
        let draft = self.draft_id();
        let data = data(&self.applicant, &self.request);
        self.todo.push(Effect::Save { attempt: self.attempts, draft, data });
    }

    pub(super) fn draft_id(&self) -> Option<String> {
        self.saved_as.as_ref().map(|saved| saved.id.clone())
    }

    /// Whether something is being saved or sent.
    pub fn busy(&self) -> bool {
        matches!(self.saving, Saving::Busy(_)) || self.sending.busy()
    }

    pub(super) fn saved(&mut self, attempt: u32, answer: Result<String, CoreError>) {
        let owner = match &self.saving {
            Saving::Busy(save) if save.attempt == attempt => save.owner.clone(),
            _ => return,
        };
        self.failed("draft not saved", answer.as_ref().err());
        match answer {
            Ok(id) => {
                self.saving = Saving::Saved;
                // Someone else may have logged in meanwhile: the draft is not theirs.
                if self.person().is_some_and(|person| person.id == owner) {
                    self.saved_as = Some(SavedAs { id, owner });
                }
            }
            Err(error) => {
                self.dirty = true;
                self.draft_gone(&error);
                self.session_lost |= error == CoreError::LoginRequired;
                self.saving = if self.session_lost { Saving::Idle } else { Saving::Failed(error) };
            }
        }
    }

    /// A draft that the core no longer has is no reason to lose the request: from now on it is a new one.
    pub(super) fn draft_gone(&mut self, error: &CoreError) {
        if *error == CoreError::NotFound {
            self.saved_as = None;
        }
    }
}
