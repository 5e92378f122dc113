//! Applications (core API contract, section 5).

mod attachments;
mod list;
mod repeat;
mod rules;
mod shape;
mod store;
mod transitions;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use rusqlite::Connection;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::app::Shared;
use crate::json;
use crate::problem::{Problem, SAVE, object};
use crate::request::Ctx;
use crate::session::Caller;
use crate::{services, users};

pub use shape::everything;
pub use store::{Application, SCHEMA};
pub use transitions::{force, promote_leftovers};

/// Status codes that the rules name.
pub const DRAFT: i64 = 1000;
pub const PRE_SUBMIT: i64 = 1900;
pub const SUBMITTED: i64 = 2000;
pub const DRAFT_FOR_INTEGRATION: i64 = 4200;

/// `/api/applications`.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/applications", get(list::list).post(create))
        .route("/api/applications/{id}", get(one).put(replace).patch(patch))
        .route("/api/applications/{id}/history", get(transitions::history))
        .route("/api/applications/{id}/attachments/{attachment}", get(attachments::download))
        .route("/api/applications/{id}/transition/{name}", post(transitions::run))
}

async fn create(State(app): State<Shared>, ctx: Ctx, headers: HeaderMap, body: Bytes) -> Result<Response, Problem> {
    let caller = ctx.caller()?;
    let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok()).filter(|key| !key.is_empty());
    let (answer, fresh) = app.db.run(|connection| {
        if let Some(key) = key
            && let Some(stored) = repeat::stored(connection, key, caller, &body)?
        {
            return Ok((stored, None));
        }
        let checked = rules::check(connection, caller, &object(&body)?)?;
        let application = store::insert(connection, &checked)?;
        let answer = shape::one(connection, &application, &ctx)?.to_string();
        if let Some(key) = key {
            repeat::keep(connection, key, caller, &body, &answer)?;
        }
        Ok((answer, Some(application)))
    })?;
    let mut response = (StatusCode::CREATED, json::content_type(), answer).into_response();
    match fresh {
        Some(application) if application.status == PRE_SUBMIT => transitions::promote_later(app, application.id),
        Some(_) => {}
        None => {
            response.headers_mut().insert("idempotency-replayed", header::HeaderValue::from_static("true"));
        }
    }
    Ok(response)
}

async fn one(
    State(app): State<Shared>,
    ctx: Ctx,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    app.db.run(|connection| {
        let application = owned(connection, ctx.caller()?, &id)?;
        if list::wants_geo(&headers) {
            return Ok(list::geo(&shape::point(&application).unwrap_or(Value::Null)));
        }
        Ok(json::ok(&shape::one(connection, &application, &ctx)?))
    })
}

async fn replace(
    State(app): State<Shared>,
    ctx: Ctx,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let caller = ctx.caller()?;
    let sent = app.db.run(|connection| {
        let old = owned(connection, caller, &id)?;
        if transitions::is_final(old.status) {
            return Err(refused("Application is in a final state"));
        }
        if !caller.is_operator() && !matches!(old.status, DRAFT | DRAFT_FOR_INTEGRATION) {
            let sentence = "You are not allowed to edit this application".to_string();
            return Err(Problem::Refusal(StatusCode::FORBIDDEN, sentence));
        }
        let checked = rules::check(connection, caller, &object(&body)?)?;
        store::replace(connection, &old, &checked)?;
        Ok(old.status == DRAFT && checked.status == PRE_SUBMIT)
    })?;
    if sent {
        transitions::promote_later(app, id);
    }
    Ok(json::done("Application Modified Successfully"))
}

/// Protocol data, written by operators; never a way to change a draft.
async fn patch(State(app): State<Shared>, ctx: Ctx, Path(id): Path<String>, body: Bytes) -> Result<Response, Problem> {
    const WRITABLE: [&str; 4] =
        ["protocol_folder_number", "protocol_folder_code", "protocol_number", "protocol_document_id"];
    let given = object(&body)?;
    app.db.run(|connection| {
        let caller = ctx.caller()?;
        let application = owned(connection, caller, &id)?;
        if matches!(application.status, DRAFT | 1500 | 1510) {
            return Err(refused("Application is not in a valid state for this change"));
        }
        if !caller.is_operator() {
            return Err(Problem::forbidden());
        }
        let mut extra = application.extra.clone();
        for field in WRITABLE {
            if let Some(value) = given.get(field) {
                extra.insert(field.into(), value.clone());
            }
        }
        store::save_extra(connection, &application.id, &extra)
    })?;
    Ok(json::done("Object Patched Successfully"))
}

fn refused(description: &str) -> Problem {
    Problem::Domain(StatusCode::UNPROCESSABLE_ENTITY, SAVE, description.into())
}

/// The application with this id, when the caller may see it.
fn owned(connection: &Connection, caller: &Caller, id: &str) -> Result<Application, Problem> {
    if Uuid::parse_str(id).is_err() {
        return Err(Problem::bad("Identifier conversion error"));
    }
    let application = store::find(connection, id)?.ok_or_else(|| Problem::not_found("Application not found"))?;
    if caller.is_operator() || application.user_id == caller.id {
        Ok(application)
    } else {
        let sentence = "You are not allowed to view this application".to_string();
        Err(Problem::Refusal(StatusCode::FORBIDDEN, sentence))
    }
}

/// Name of a status code, `status_draft` and so on (core API contract, section 5.1).
pub fn status_name(status: i64) -> Option<&'static str> {
    NAMES.iter().find(|(code, _)| *code == status).map(|(_, name)| *name)
}

/// Every status code with its name.
pub const NAMES: [(i64, &str); 21] = [
    (1000, "status_draft"),
    (1500, "status_payment_pending"),
    (1510, "status_payment_outcome_pending"),
    (1520, "status_payment_success"),
    (1530, "status_payment_error"),
    (1900, "status_pre_submit"),
    (2000, "status_submitted"),
    (3000, "status_registered"),
    (4000, "status_pending"),
    (4100, "status_request_integration"),
    (4200, "status_draft_for_integration"),
    (4300, "status_submitted_after_integration"),
    (4400, "status_registered_after_integration"),
    (4500, "status_pending_after_integration"),
    (5000, "status_processing"),
    (6000, "status_complete_waitallegatioperatore"),
    (7000, "status_complete"),
    (8000, "status_cancelled_waitallegatioperatore"),
    (9000, "status_cancelled"),
    (20000, "status_withdraw"),
    (50000, "status_revoked"),
];

/// What the rules made of a request body.
pub struct Checked {
    pub owner: users::User,
    pub service: services::Service,
    pub status: i64,
    pub data: Map<String, Value>,
    /// `spid`, `anonymous` or `operator`.
    pub method: &'static str,
}

impl Checked {
    /// Title of the application: its own, or service, name and fiscal code of the citizen.
    pub fn subject(&self) -> String {
        if let Some(own) = self.data.get("application_subject").and_then(Value::as_str).filter(|text| !text.is_empty())
        {
            return own.into();
        }
        let cf = json!(self.owner.profile.get("codice_fiscale"));
        format!("{} {} {}", self.service.name, self.owner.full_name(), cf.as_str().unwrap_or_default())
    }
}
