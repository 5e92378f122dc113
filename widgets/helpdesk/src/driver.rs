//! Does what the model asks of the core, and tells it what came of it. Knows neither Leptos nor the document.

use crate::model::{Choice, Draft, Effect, Made, Msg, Person, Who};
use oc_core_client::{
    Application, Auth, CancelToken, Core, CoreError, Identity, Json, NewApplication, Stage, Submission, Tolerant,
};
use oc_i18n::DateTime;
use std::cell::RefCell;

/// The identifier of the built-in service (core API contract, section 3.1).
const SERVICE: &str = "helpdesk";

/// What left and whose fate no model has heard of. It outlives the widget: a move of the element in the page is an
/// unmount and a mount, and must not send twice.
struct Unsettled {
    base_url: String,
    new: NewApplication,
    submission: Submission,
}

thread_local! {
    static UNSETTLED: RefCell<Vec<Unsettled>> = const { RefCell::new(Vec::new()) };
}

/// What a session's identity means to the model.
pub fn who(identity: &Identity) -> Who {
    match identity {
        Identity::Nobody => Who::Nobody,
        Identity::Operator { .. } => Who::Operator,
        Identity::Citizen(citizen) => Who::Citizen(Person {
            id: citizen.id.clone(),
            name: citizen.name.clone(),
            surname: citizen.surname.clone(),
            fiscal_code: citizen.fiscal_code.clone(),
            email: citizen.email.clone(),
        }),
    }
}

/// What an answer is about, where that is remembered.
#[must_use = "what is never heard of stays remembered"]
pub struct Receipt(Option<Submission>);

impl Receipt {
    /// To be called once the model has heard the answer: what is settled need not be remembered any longer.
    pub fn heard(self) {
        let settled = self.0.filter(|sent| sent.made().is_some() || !sent.outcome_unknown());
        if let Some(settled) = settled {
            UNSETTLED.with_borrow_mut(|list| list.retain(|other| other.submission.key() != settled.key()));
        }
    }
}

/// The core as this widget uses it.
#[derive(Clone)]
pub struct Driver {
    core: Core,
    /// Pulled when the widget leaves the page.
    cancel: CancelToken,
}

impl Driver {
    pub fn new(core: Core, cancel: CancelToken) -> Driver {
        Driver { core, cancel }
    }

    /// Does one thing. `None` for what has no answer, or is the view's to do.
    pub async fn perform(&self, effect: Effect) -> Option<(Msg, Receipt)> {
        let mut sent = None;
        let msg = match effect {
            Effect::LoadCategories => {
                let answer = self.core.categories(&self.cancel).await;
                let choices = |list: Vec<oc_core_client::Category>| {
                    list.into_iter().map(|category| Choice { id: category.id, name: category.name }).collect()
                };
                Msg::Categories(answer.map(choices))
            }
            Effect::LoadServices { category } => {
                let answer = self.core.services_of_category(&category, &self.cancel).await;
                let choices = |list: Vec<oc_core_client::Service>| {
                    list.into_iter().map(|service| Choice { id: service.id, name: service.name }).collect()
                };
                Msg::Services { category, answer: answer.map(choices) }
            }
            Effect::ListDrafts { owner } => {
                let answer = self.core.list_drafts(SERVICE, &self.cancel).await;
                let read = |draft: &Application| Draft::read(&draft.id, draft.created(), draft.data());
                Msg::Drafts { owner, answer: answer.map(|list| list.iter().map(read).collect()) }
            }
            Effect::Save { attempt, draft, data } => {
                Msg::Saved { attempt, answer: self.save(draft, data, &mut sent).await }
            }
            Effect::Send { attempt, draft, data, doubts } => {
                let new = application(Stage::Sent, data);
                let answer = match draft {
                    Some(id) => self.send_draft(id, new, doubts).await,
                    None => self.send_new(new, doubts, &mut sent).await,
                };
                Msg::Sent { attempt, answer }
            }
            Effect::GoOnAnonymously => {
                self.core.session().go_on_anonymously();
                return None;
            }
            _ => return None,
        };
        Some((msg, Receipt(sent)))
    }

    /// Gives the draft's identifier.
    async fn save(
        &self,
        draft: Option<String>,
        data: Json,
        sent: &mut Option<Submission>,
    ) -> Result<String, CoreError> {
        let new = application(Stage::Draft, data);
        match draft {
            Some(id) => self.core.update_application(&id, &new).await.map(|()| id),
            None => {
                let submission = self.unsettled(&new).unwrap_or_else(|| self.remember(new));
                Ok(self.core.submit(sent.insert(submission)).await?.id)
            }
        }
    }

    /// A draft becomes a sent application in its place.
    async fn send_draft(&self, id: String, new: NewApplication, doubts: u8) -> Result<Made, CoreError> {
        if doubts > 0 {
            match self.core.application(&id, &self.cancel).await {
                Ok(application) if past_draft(&application) => return Ok(made(&application)),
                Ok(_) => {}
                Err(CoreError::NotFound) => return Err(CoreError::NotFound),
                Err(_) => return Err(CoreError::OutcomeUnknown),
            }
        }
        self.core.update_application(&id, &new).await?;
        match self.core.application(&id, &self.cancel).await {
            Ok(application) if past_draft(&application) => Ok(made(&application)),
            // The core took the data and left the status alone: it wants to be told in the other way.
            Ok(_) => self.core.send_draft(&id).await.map(|()| Made { id, at: None }),
            // It is sent; only when, nobody said.
            Err(_) => Ok(Made { id, at: None }),
        }
    }

    async fn send_new(
        &self,
        new: NewApplication,
        doubts: u8,
        sent: &mut Option<Submission>,
    ) -> Result<Made, CoreError> {
        let submission = match self.unsettled(&new) {
            Some(submission) => submission,
            None => {
                if doubts > 0
                    && let Some(made) = self.look_for(&new.data, doubts).await?
                {
                    return Ok(made);
                }
                self.remember(new)
            }
        };
        self.core.submit(sent.insert(submission)).await.map(|application| made(&application))
    }

    /// After a restart of the module: whether the request that left before is among the citizen's latest ones. What an
    /// anonymous user of before sent cannot be seen by the one of now: that is said, once.
    async fn look_for(&self, data: &Json, doubts: u8) -> Result<Option<Made>, CoreError> {
        if self.core.session().identify().await.citizen().is_none() {
            return if doubts > 1 { Ok(None) } else { Err(CoreError::OutcomeUnknown) };
        }
        let list = self.core.applications_of(SERVICE, false, 5, Auth::Citizen, &self.cancel).await;
        let list = list.map_err(|_| CoreError::OutcomeUnknown)?;
        let ours = |found: &&Application| Draft::read(&found.id, None, found.data()).same_as(data);
        Ok(list.iter().find(ours).map(made))
    }

    fn unsettled(&self, new: &NewApplication) -> Option<Submission> {
        UNSETTLED.with_borrow(|list| {
            let same = |other: &&Unsettled| other.new == *new && other.base_url == self.core.base_url();
            list.iter().find(same).map(|found| found.submission.clone())
        })
    }

    fn remember(&self, new: NewApplication) -> Submission {
        let submission = self.core.submission(new.clone());
        let entry = Unsettled { base_url: self.core.base_url().to_owned(), new, submission: submission.clone() };
        UNSETTLED.with_borrow_mut(|list| list.push(entry));
        submission
    }
}

fn application(stage: Stage, data: Json) -> NewApplication {
    NewApplication { service: SERVICE.to_owned(), stage, data }
}

fn past_draft(application: &Application) -> bool {
    application.status.is_some_and(|status| status != Stage::Draft.status())
}

fn made(application: &Application) -> Made {
    let json = &application.json;
    let submitted = json.i64("submission_time").and_then(DateTime::from_unix);
    let submitted = submitted.or_else(|| DateTime::parse(json.str("submitted_at")?));
    Made { id: application.id.clone(), at: submitted.or_else(|| application.created()) }
}

/// As if the module had just been started.
#[cfg(test)]
pub fn forget_everything() {
    UNSETTLED.with_borrow_mut(Vec::clear);
}
