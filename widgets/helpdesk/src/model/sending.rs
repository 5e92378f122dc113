//! Sending: once, whatever the network and the fingers do.

use super::draft::data;
use super::{Effect, Model, Saving, Step, Target};
use oc_core_client::CoreError;
use oc_i18n::DateTime;

/// What became of the last "Conferma e invia".
#[derive(Default)]
#[cfg_attr(test, derive(Clone, Debug, PartialEq))]
pub enum Sending {
    #[default]
    Idle,
    Busy {
        attempt: u32,
        /// How often before nobody could tell.
        doubts: u8,
    },
    /// It left, and nobody could tell, this many times in a row, whether it arrived.
    Unknown { doubts: u8 },
    /// It was surely not sent.
    Failed(CoreError),
}

/// The application that the core accepted.
#[cfg_attr(test, derive(Clone, Debug, PartialEq))]
pub struct Made {
    pub id: String,
    /// By the core's clock; `None` if it did not say.
    pub at: Option<DateTime>,
}

impl Sending {
    /// Whether it is on its way.
    pub fn busy(&self) -> bool {
        matches!(self, Sending::Busy { .. })
    }

    /// While nobody knows whether it arrived, other data would be another request: first it is asked again. Only when
    /// that, too, tells nothing may the citizen change it, knowing what they do.
    pub(super) fn may_edit(&self) -> bool {
        match self {
            Sending::Idle | Sending::Failed(_) => true,
            Sending::Busy { .. } => false,
            Sending::Unknown { doubts } => *doubts > 1,
        }
    }

    pub(super) fn give_up_doubt(&mut self) {
        if let Sending::Unknown { doubts } = self {
            *doubts = (*doubts).max(2);
        }
    }
}

impl Model {
    pub(super) fn send(&mut self) {
        if self.step != Step::Summary || self.busy() {
            return;
        }
        // The session may have brought other data since the summary was shown.
        if !self.check() {
            self.errors_shown = true;
            self.sending.give_up_doubt();
            return self.show(Step::Form, Target::Errors);
        }
        let doubts = if let Sending::Unknown { doubts } = self.sending { doubts } else { 0 };
        self.attempts = self.attempts.wrapping_add(1);
        let attempt = self.attempts;
        self.sending = Sending::Busy { attempt, doubts };
        self.saving = Saving::Idle;
        let draft = self.draft_id();
        let data = data(&self.applicant, &self.request);
        self.todo.push(Effect::Send { attempt, draft, data, doubts });
    }

    pub(super) fn sent(&mut self, attempt: u32, answer: Result<Made, CoreError>) {
        let doubts = match self.sending {
            Sending::Busy { attempt: current, doubts } if current == attempt => doubts,
            _ => return,
        };
        self.failed("request not sent", answer.as_ref().err());
        match answer {
            Ok(made) => {
                self.sending = Sending::Idle;
                self.dirty = false;
                self.saved_as = None;
                self.show(Step::Done, Target::Heading);
                self.todo.push(Effect::Submitted(made.id.clone()));
                self.made = Some(made);
            }
            Err(error @ (CoreError::OutcomeUnknown | CoreError::AlreadySending)) => {
                // Without a session, or while an instance before this one still waits, nothing could be asked: that
                // does not count.
                let asked = error == CoreError::OutcomeUnknown && !self.session_lost;
                let doubts = if asked { doubts.saturating_add(1) } else { doubts.max(1) };
                self.sending = Sending::Unknown { doubts };
            }
            Err(error) => {
                self.draft_gone(&error);
                self.session_lost |= error == CoreError::LoginRequired;
                self.sending = if self.session_lost { Sending::Idle } else { Sending::Failed(error) };
                // What a login in another tab brought waited for this.
                self.adopt();
            }
        }
    }
}
