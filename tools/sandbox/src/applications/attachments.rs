//! Download of a file that belongs to an application.

use axum::extract::{Path, State};
use axum::response::Response;
use serde_json::Value;

use super::owned;
use crate::app::Shared;
use crate::problem::Problem;
use crate::request::Ctx;
use crate::uploads;

/// GET `/api/applications/{id}/attachments/{attachment}`: the bytes, to be saved.
pub async fn download(
    State(app): State<Shared>,
    ctx: Ctx,
    Path((id, attachment)): Path<(String, String)>,
) -> Result<Response, Problem> {
    app.db.run(|connection| {
        let application = owned(connection, ctx.caller()?, &id)?;
        let mut ids = Vec::new();
        for value in application.data.values() {
            collect(value, &mut ids);
        }
        if !ids.iter().any(|known| *known == attachment) {
            return Err(Problem::not_found("Attachment not found"));
        }
        let file = uploads::download(connection, &attachment)?;
        file.ok_or_else(|| Problem::not_found("Attachment not found"))
    })
}

/// The upload ids named anywhere in a value.
fn collect<'a>(value: &'a Value, ids: &mut Vec<&'a str>) {
    if let Some(id) = value.pointer("/data/id").and_then(Value::as_str) {
        ids.push(id);
    }
    match value {
        Value::Object(map) => map.values().for_each(|inner| collect(inner, ids)),
        Value::Array(list) => list.iter().for_each(|inner| collect(inner, ids)),
        _ => {}
    }
}
