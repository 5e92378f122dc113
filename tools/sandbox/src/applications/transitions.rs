//! How applications move from status to status, and their history (core API contract, sections 5.8 and 5.10).

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::{DRAFT, PRE_SUBMIT, SUBMITTED, owned, status_name, store};
use crate::app::Shared;
use crate::json::{self, text};
use crate::problem::{Problem, SAVE, object};
use crate::request::Ctx;
use crate::{clock, services};

/// One way to move on.
pub struct Transition {
    pub name: &'static str,
    from: &'static [i64],
    to: i64,
    operators_only: bool,
}

/// Those that need nothing but the application itself.
pub const TRANSITIONS: [Transition; 6] = [
    Transition { name: "submit", from: &[1000], to: 1900, operators_only: false },
    Transition { name: "register", from: &[2000], to: 3000, operators_only: true },
    Transition { name: "assign", from: &[2000, 3000, 4000], to: 4000, operators_only: true },
    Transition { name: "accept", from: &[4000, 4500, 5000], to: 7000, operators_only: true },
    Transition { name: "reject", from: &[4000, 4500, 5000], to: 9000, operators_only: true },
    Transition { name: "withdraw", from: &[2000, 3000, 4000, 4200], to: 20000, operators_only: false },
];

/// Nothing changes any more.
pub fn is_final(status: i64) -> bool {
    matches!(status, 7000 | 9000 | 20000 | 50000)
}

/// Names of the transitions a client is offered at a status.
pub fn offered(status: i64) -> impl Iterator<Item = &'static str> {
    TRANSITIONS.iter().filter(move |one| one.from.contains(&status)).map(|one| one.name)
}

/// POST `/api/applications/{id}/transition/{name}`.
pub async fn run(
    State(app): State<Shared>,
    ctx: Ctx,
    Path((id, name)): Path<(String, String)>,
    body: Bytes,
) -> Result<Response, Problem> {
    let given = if body.is_empty() { Map::new() } else { object(&body)? };
    let reached = app.db.run(|connection| {
        let caller = ctx.caller()?;
        let application = owned(connection, caller, &id)?;
        let transition = TRANSITIONS
            .iter()
            .find(|one| one.name == name)
            .ok_or(Problem::Framework(StatusCode::NOT_FOUND, "Not Found"))?;
        if transition.operators_only && !caller.is_operator() {
            return Err(Problem::forbidden());
        }
        let service = services::find(connection, &application.service_id)?;
        let withdrawable = service.is_none_or(|service| service.allow_withdraw);
        if !transition.from.contains(&application.status) || (name == "withdraw" && !withdrawable) {
            let sentence = format!("La pratica non può passare da {} con {name}.", application.status);
            return Err(Problem::Domain(StatusCode::BAD_REQUEST, SAVE, sentence));
        }
        let message = Some(text(&given, "message")).filter(|message| !message.is_empty());
        store::set_status(connection, &application.id, transition.to, message)?;
        outcome(connection, &application, transition.to, message)?;
        Ok(transition.to)
    })?;
    if reached == PRE_SUBMIT {
        promote_later(app, id);
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn outcome(
    connection: &Connection,
    application: &store::Application,
    status: i64,
    message: Option<&str>,
) -> Result<(), Problem> {
    let accepted = match status {
        7000 => true,
        9000 => false,
        _ => return Ok(()),
    };
    let mut extra = application.extra.clone();
    extra.insert("outcome".into(), json!(accepted));
    extra.insert("outcome_motivation".into(), json!(message));
    store::save_extra(connection, &application.id, &extra)
}

/// GET `/api/applications/{id}/history`.
pub async fn history(State(app): State<Shared>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Problem> {
    let list = app.db.run(|connection| {
        let application = owned(connection, ctx.caller()?, &id)?;
        let mut statement =
            connection.prepare("SELECT status, message, at FROM history WHERE application_id = ?1 ORDER BY rowid")?;
        let rows = statement.query_map([&application.id], |row| {
            let status: i64 = row.get(0)?;
            let message: Option<String> = row.get(1)?;
            Ok(json!({
                "status_code": status, "status_name": status_name(status), "message": message, "message_id": null,
                "date": clock::iso(row.get(2)?),
            }))
        })?;
        Ok(rows.collect::<Result<Vec<Value>, _>>()?)
    })?;
    Ok(json::ok(&Value::Array(list)))
}

/// Lets a sent application arrive after the configured delay, as the real core does in the background.
pub fn promote_later(app: Shared, id: String) {
    tokio::spawn(async move {
        tokio::time::sleep(app.submit_delay).await;
        let outcome = app.db.run(|connection| match store::find(connection, &id)? {
            Some(application) if application.status == PRE_SUBMIT => {
                store::set_status(connection, &id, SUBMITTED, None)
            }
            // Reset or moved on in the meantime.
            _ => Ok(()),
        });
        if let Err(problem) = outcome {
            eprintln!("oc-sandbox: application {id} could not arrive: {problem:?}");
        }
    });
}

/// Takes up what a previous run left on the way.
pub fn promote_leftovers(app: &Shared) -> Result<(), Problem> {
    let waiting: Vec<String> = app.db.run(|connection| {
        let mut statement = connection.prepare("SELECT id FROM applications WHERE status = ?1")?;
        let rows = statement.query_map([PRE_SUBMIT], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    })?;
    waiting.into_iter().for_each(|id| promote_later(app.clone(), id));
    Ok(())
}

/// Moves an application anywhere, for tests that need a certain status.
pub fn force(connection: &Connection, id: &str, status: i64, message: Option<&str>) -> Result<(), Problem> {
    if status_name(status).is_none() || status == DRAFT {
        return Err(Problem::bad(format!("{status} is not a status an application can be moved to")));
    }
    let application = store::find(connection, id)?.ok_or_else(|| Problem::not_found("Application not found"))?;
    store::set_status(connection, id, status, message)?;
    outcome(connection, &application, status, message)
}
