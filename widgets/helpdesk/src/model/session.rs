//! Who is there, and what that changes.

use super::{Drafts, Effect, Model, Person, Saving, Step, Target, Who};

impl Model {
    pub(super) fn identified(&mut self, who: Who) {
        let before = self.person().map(|person| person.id.clone());
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
            self.list_drafts();
        }
        if std::mem::take(&mut self.to_summary) {
            self.back_to_summary();
        }
    }

    /// After a restart: the summary again, if everything is still there.
    fn back_to_summary(&mut self) {
        if self.check() {
            self.step = Step::Summary;
            return self.todo.push(Effect::Step(Step::Summary));
        }
        // Something certified is missing: the citizen must see to it, so nothing may stay locked.
        self.sending.give_up_doubt();
    }

    /// Puts the citizen's certified data in, unless what is on its way (or done) must stay as it is. After a restart they
    /// are what is missing.
    pub(super) fn adopt(&mut self) {
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
        matches!(self.who, Who::Nobody) && self.step == Step::Form
    }

    pub(super) fn go_on_anonymously(&mut self) {
        if !self.session_lost || !self.may_edit() {
            return;
        }
        self.who = Who::Nobody;
        self.session_lost = false;
        self.applicant.release();
        self.drafts = Drafts::None;
        self.saved_as = None;
        self.saving = Saving::Idle;
        self.dirty = true;
        self.todo.push(Effect::GoOnAnonymously);
        self.todo.push(Effect::Focus(Target::Heading));
    }
}
