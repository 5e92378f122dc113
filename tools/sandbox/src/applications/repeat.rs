//! `Idempotency-Key`: the same key, user and body get the first answer again, never a second application.
//! The key belongs to the user and not to the token, because a client may have had to renew its token in between.

use axum::http::StatusCode;
use rusqlite::{Connection, OptionalExtension, params};

use crate::problem::{Problem, VALIDATION};
use crate::session::Caller;

/// The first answer to this key, when there was one. 422 when the key was used for another body.
pub fn stored(connection: &Connection, key: &str, caller: &Caller, body: &[u8]) -> Result<Option<String>, Problem> {
    let found: Option<(Vec<u8>, String)> = connection
        .query_row(
            "SELECT request, answer FROM idempotency WHERE key = ?1 AND user_id = ?2",
            params![key, caller.id],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )
        .optional()?;
    match found {
        Some((request, answer)) if request == body => Ok(Some(answer)),
        Some(_) => Err(Problem::Domain(
            StatusCode::UNPROCESSABLE_ENTITY,
            VALIDATION,
            "La chiave di idempotenza è già stata usata per una richiesta diversa.".into(),
        )),
        None => Ok(None),
    }
}

/// Remembers the answer to this key.
pub fn keep(connection: &Connection, key: &str, caller: &Caller, body: &[u8], answer: &str) -> Result<(), Problem> {
    connection.execute(
        "INSERT INTO idempotency (key, user_id, request, answer) VALUES (?1, ?2, ?3, ?4)",
        params![key, caller.id, body, answer],
    )?;
    Ok(())
}
