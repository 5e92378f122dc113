//! The words of the model: where the citizen is, what may happen, what is to be done.

use super::applicant::Who;
use super::draft::Draft;
use super::request::Choice;
use super::sending::Made;
use oc_core_client::{CoreError, Json};

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
#[cfg_attr(test, derive(Debug, Clone))]
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
#[cfg_attr(test, derive(Debug, Clone, PartialEq))]
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
