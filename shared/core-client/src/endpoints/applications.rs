//! Applications ("pratiche"): read, list, change (core API contract, section 5). Making one is [`Core::submit`].

use super::{SHAPE, elements};
use crate::core::{Auth, Call, Core};
use crate::error::CoreError;
use crate::json::{Json, Tolerant};
use crate::same_data::same_data;
use crate::token::looks_like_uuid;
use crate::transport::Method;
use crate::url::Path;
use crate::wait::CancelToken;
use crate::wait::Soon;
use oc_i18n::DateTime;

/// How far an application goes when it is made or changed (core API contract, section 5.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Kept for later: 1000.
    Draft,
    /// Sent: 1900.
    Sent,
}

impl Stage {
    /// The core's status number.
    pub fn status(self) -> i64 {
        match self {
            Stage::Draft => 1000,
            Stage::Sent => 1900,
        }
    }
}

/// What is sent to make or change an application (core API contract, section 5.2).
#[derive(Clone, Debug, PartialEq)]
pub struct NewApplication {
    /// The service's identifier or uuid.
    pub service: String,
    pub stage: Stage,
    /// Nested, with the `data` segments of sub-forms: `{"applicant": {"data": {…}}, …}`.
    pub data: Json,
}

impl NewApplication {
    pub(crate) fn body(&self) -> Json {
        Json::object(vec![
            ("service", self.service.as_str().into()),
            ("status", self.stage.status().into()),
            ("data", self.data.clone()),
        ])
    }
}

/// An application as the core answers it (core API contract, section 5.4).
#[derive(Clone, Debug, PartialEq)]
pub struct Application {
    pub id: String,
    /// The status number, 1900, 2000…
    pub status: Option<i64>,
    /// Everything, as answered.
    pub json: Json,
}

impl Application {
    pub(crate) fn read(json: &Json) -> Option<Application> {
        Some(Application { id: json.id("id")?, status: json.i64("status"), json: json.clone() })
    }

    /// What the citizen filled in: nested without the `data` segments if read with version 2; null if absent.
    pub fn data(&self) -> &Json {
        self.json.get("data").unwrap_or(&Json::Null)
    }

    /// When it was made, by the core's clock.
    pub fn created(&self) -> Option<DateTime> {
        let written = || DateTime::parse(self.json.str("created_at")?);
        self.json.i64("creation_time").and_then(DateTime::from_unix).or_else(written)
    }
}

impl Core {
    /// The latest applications of one service that the session's user made, newest first, in the nested shape
    /// (version 2). Drafts are listed only when asked for, and then alone. `limit` is at most 100.
    ///
    /// # Errors
    /// As [`Core::get`]; [`CoreError::NotFound`] for a service the core does not know.
    pub fn applications_of<'a>(
        &'a self,
        service: &'a str,
        drafts: bool,
        limit: u8,
        auth: Auth,
        cancel: &'a CancelToken,
    ) -> Soon<'a, Result<Vec<Application>, CoreError>> {
        let filter = if looks_like_uuid(service) { "service_id" } else { "service_identifier" };
        let mut path = Path::api(&["applications"])
            .query(filter, service)
            .query("order", "creationTime")
            .query("sort", "DESC")
            .query("limit", &oc_i18n::decimal(limit.min(100).into()))
            .query("version", "2");
        if drafts {
            path = path.query("status", "1000");
        }
        self.ask(path, auth, cancel, |answer| {
            let mut list: Vec<Application> = Vec::new();
            // Newest first, whatever the core made of `sort`: it nearly always did, so each goes to the end.
            for application in elements(&answer?)?.iter().filter_map(Application::read) {
                let made = application.created();
                let at = list.iter().position(|other| other.created() < made).unwrap_or(list.len());
                list.insert(at, application);
            }
            Ok(list)
        })
    }

    /// The logged-in citizen's drafts of one service, newest first.
    ///
    /// # Errors
    /// [`CoreError::LoginRequired`] if no citizen is logged in; else as [`Core::applications_of`].
    pub fn list_drafts<'a>(
        &'a self,
        service: &'a str,
        cancel: &'a CancelToken,
    ) -> Soon<'a, Result<Vec<Application>, CoreError>> {
        self.applications_of(service, true, 10, Auth::Citizen, cancel)
    }

    /// One application of the session's user, in the nested shape (version 2).
    ///
    /// # Errors
    /// As [`Core::get`].
    pub fn application<'a>(&'a self, id: &'a str, cancel: &'a CancelToken) -> Soon<'a, Result<Application, CoreError>> {
        let path = Path::api(&["applications", id]).query("version", "2");
        self.ask(path, Auth::Token, cancel, |answer| Application::read(&answer?).ok_or(SHAPE))
    }

    /// Replaces an application that is still a draft, wholly. When the outcome of the first try is unknown, the
    /// application is read back, and sent again (once) only if it has not changed as asked.
    ///
    /// # Errors
    /// [`CoreError::OutcomeUnknown`] if it cannot be found out; else as [`Core::put`].
    pub fn update_application<'a>(&'a self, id: &'a str, new: &'a NewApplication) -> Soon<'a, Result<(), CoreError>> {
        Box::pin(async move {
            let reached = |a: &Application| {
                let past_draft = a.status.is_some_and(|status| status != Stage::Draft.status());
                past_draft == (new.stage == Stage::Sent) && same_data(&new.data, a.data())
            };
            self.change(id, Method::Put, &Path::api(&["applications", id]), &new.body(), &reached).await
        })
    }

    /// Sends a draft on its way (core API contract, section 5.10). When the outcome of the first try is unknown, the
    /// application is read back, and the step repeated (once) only if it is still a draft.
    ///
    /// # Errors
    /// [`CoreError::OutcomeUnknown`] if it cannot be found out; else as [`Core::post`].
    pub fn send_draft<'a>(&'a self, id: &'a str) -> Soon<'a, Result<(), CoreError>> {
        Box::pin(async move {
            let reached = |a: &Application| a.status.is_some_and(|status| status != Stage::Draft.status());
            let path = Path::api(&["applications", id, "transition", "submit"]);
            self.change(id, Method::Post, &path, &Json::Object(Default::default()), &reached).await
        })
    }

    fn change<'a>(
        &'a self,
        id: &'a str,
        method: Method,
        path: &'a Path,
        body: &'a Json,
        reached: &'a dyn Fn(&Application) -> bool,
    ) -> Soon<'a, Result<(), CoreError>> {
        Box::pin(async move {
            let cancel = CancelToken::new();
            let call =
                Call { method, path, auth: Auth::Token, body: Some(body), idempotency_key: None, cancel: &cancel };
            let mut repeated = false;
            loop {
                match self.once(&call).await {
                    Ok(_) => return Ok(()),
                    Err(failure) if !failure.unknown() => return Err(failure.error),
                    Err(failure) => match self.application(id, &cancel).await {
                        Ok(application) if reached(&application) => return Ok(()),
                        Ok(_) if repeated => return Err(failure.error),
                        Ok(_) => repeated = true,
                        Err(_) => return Err(CoreError::OutcomeUnknown),
                    },
                }
            }
        })
    }
}
