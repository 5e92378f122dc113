//! The control API, `/_sandbox/`: what tests use to arrange and to look behind the scenes.

use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde_json::{Map, Value, json};

use crate::app::Shared;
use crate::json::{self, integer, text};
use crate::problem::{Problem, object};
use crate::request::Ctx;
use crate::{applications, seed, session, users};

/// All control routes.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/_sandbox/faults", post(add_faults).delete(clear_faults))
        .route("/_sandbox/requests", get(requests).delete(forget_requests))
        .route("/_sandbox/reset", post(reset))
        .route("/_sandbox/applications", get(all_applications))
        .route("/_sandbox/applications/{id}", post(move_application))
        .route("/_sandbox/people", get(people))
        .route("/_sandbox/session", post(start_session))
}

fn wrong(message: String) -> Response {
    json::with(StatusCode::BAD_REQUEST, &json!({"error": message}))
}

async fn add_faults(State(app): State<Shared>, body: Bytes) -> Response {
    let given: Value = match serde_json::from_slice(&body) {
        Ok(given) => given,
        Err(error) => return wrong(format!("not JSON: {error}")),
    };
    match app.faults.add(&given) {
        Ok(count) => {
            let mut response = json::ok(&json!({"added": count}));
            if app.faults.lose_connections() {
                end_connections(&app, &mut response).await;
            }
            response
        }
        Err(error) => wrong(error),
    }
}

/// Browsers silently send a request again, POST included, when a connection they had used before is lost. Ending all
/// connections now, and keeping none while such a rule is in force, makes the loss visible.
async fn end_connections(app: &Shared, response: &mut Response) {
    app.recycle.send_replace(());
    // The others are gone before the test goes on, this one with its answer: nobody reuses one that is about to end.
    tokio::time::sleep(Duration::from_millis(20)).await;
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
}

async fn clear_faults(State(app): State<Shared>) -> StatusCode {
    app.faults.clear();
    StatusCode::NO_CONTENT
}

async fn requests(State(app): State<Shared>) -> Response {
    json::ok(&app.log.all())
}

async fn forget_requests(State(app): State<Shared>) -> StatusCode {
    app.log.clear();
    StatusCode::NO_CONTENT
}

async fn reset(State(app): State<Shared>) -> Result<StatusCode, Problem> {
    app.db.reset()?;
    app.faults.clear();
    app.log.clear();
    Ok(StatusCode::NO_CONTENT)
}

async fn all_applications(State(app): State<Shared>, ctx: Ctx) -> Result<Response, Problem> {
    let list = app.db.run(|connection| applications::everything(connection, &ctx.api()))?;
    Ok(json::ok(&Value::Array(list)))
}

/// `{"status": 4000, "message": "..."}` moves an application as an operator would.
async fn move_application(
    State(app): State<Shared>,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<StatusCode, Problem> {
    let given = object(&body)?;
    let status = given.get("status").and_then(integer).ok_or_else(|| Problem::bad("status is missing"))?;
    let message = Some(text(&given, "message")).filter(|message| !message.is_empty());
    app.db.run(|connection| applications::force(connection, &id, status, message))?;
    Ok(StatusCode::NO_CONTENT)
}

fn told(person: &seed::Person) -> Value {
    json!({
        "key": person.key, "id": person.id, "name": person.name, "codice_fiscale": person.codice_fiscale,
        "operator": person.operator, "note": person.note,
    })
}

async fn people() -> Result<Response, Problem> {
    Ok(json::ok(&Value::Array(seed::people()?.iter().map(told).collect())))
}

/// `{"citizen": "vittorino"}`: key, user id or fiscal code. Answers the cookie, and a token for calls without a browser.
async fn start_session(State(app): State<Shared>, body: Bytes) -> Result<Response, Problem> {
    let given: Map<String, Value> = object(&body)?;
    let wanted = text(&given, "citizen");
    let people = seed::people()?;
    let person = people
        .iter()
        .find(|person| [&person.key, &person.id, &person.codice_fiscale].into_iter().any(|one| one == wanted));
    let Some(person) = person else {
        let known: Vec<&str> = people.iter().map(|person| person.key.as_str()).collect();
        return Ok(wrong(format!("citizen {wanted:?} is not one of {}", known.join(", "))));
    };
    let (id, caller) = app.db.run(|connection| {
        let caller = users::caller(connection, &person.id)?.ok_or_else(|| Problem::not_found("Object not found"))?;
        Ok((session::start(connection, &person.id)?, caller))
    })?;
    let mut response = json::ok(&json!({
        "cookie": format!("{}={id}", session::COOKIE), "name": session::COOKIE, "value": id,
        "citizen": told(person), "token": session::token(&app, &caller)?,
    }));
    if let Ok(cookie) = HeaderValue::from_str(&session::set_cookie(&id)) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response.into_response())
}
