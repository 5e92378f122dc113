//! The ratings service: the configuration of entry points over GraphQL, ratings over REST.
//!
//! What the real service's messages look like is not public (core API contract, section 8). These are of our own making
//! and described in README.md; a recording of the real ones would change this module and the widgets' client, nothing
//! else.

mod config;
mod ratings;

use axum::Router;
use axum::routing::{get, post};
use rusqlite::Connection;
use serde_json::{Map, Value};

use crate::app::Shared;
use crate::json::text;
use crate::problem::Problem;
use crate::reference;

pub use ratings::SCHEMA;

/// Entry points beyond those of the tenant and its services, for what these do not show.
const SPECIAL: &str = include_str!("../../seed/entrypoints.json");

/// A place on a site whose ratings are collected together.
struct EntryPoint {
    id: String,
    name: String,
    /// Seconds between a challenge and the rating that uses it; none where no challenge is asked for.
    min_seconds: Option<i64>,
}

/// `/v1/graphql`, `/api/v1/ratings` and the control route. None of them knows users: they stay outside the core's guard.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/v1/graphql", post(config::answer))
        .route("/api/v1/ratings", post(ratings::receive))
        .route("/_sandbox/ratings", get(ratings::all))
}

/// The entry point with this identifier: the tenant's own, a service's, or one of the special ones.
fn find(connection: &Connection, id: &str) -> Result<Option<EntryPoint>, Problem> {
    let special: Vec<Map<String, Value>> = serde_json::from_str(SPECIAL)?;
    if let Some(one) = special.iter().find(|one| text(one, "id") == id) {
        let asked = one.get("challenge").and_then(Value::as_bool).unwrap_or(true);
        let min_seconds = one.get("min_seconds").and_then(Value::as_i64).unwrap_or(1);
        let min_seconds = asked.then_some(min_seconds);
        return Ok(Some(EntryPoint { id: id.into(), name: text(one, "name").into(), min_seconds }));
    }
    for kind in ["tenant", "services"] {
        let items = reference::load(connection, kind)?;
        if let Some(item) = items.iter().find(|item| text(&item.body, "satisfy_entrypoint_id") == id) {
            let name = item.localised("name", "it").as_str().unwrap_or_default().to_owned();
            return Ok(Some(EntryPoint { id: id.into(), name, min_seconds: Some(1) }));
        }
    }
    Ok(None)
}
