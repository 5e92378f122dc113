//! Applications in the database.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{Checked, DRAFT};
use crate::clock;
use crate::problem::Problem;

pub const SCHEMA: &str = "
CREATE TABLE IF NOT EXISTS applications (
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL, service_id TEXT NOT NULL, status INTEGER NOT NULL, data TEXT NOT NULL,
    extra TEXT NOT NULL, subject TEXT NOT NULL, method TEXT NOT NULL, created_at INTEGER NOT NULL,
    submitted_at INTEGER, status_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS history (
    application_id TEXT NOT NULL, status INTEGER NOT NULL, message TEXT, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS idempotency (
    key TEXT NOT NULL, user_id TEXT NOT NULL, request BLOB NOT NULL, answer TEXT NOT NULL,
    PRIMARY KEY (key, user_id));";

/// An application as stored. Moments are milliseconds since 1970.
pub struct Application {
    pub id: String,
    pub user_id: String,
    pub service_id: String,
    pub status: i64,
    /// As sent: nested, with its `data` segments.
    pub data: Map<String, Value>,
    /// Protocol and outcome members written after the citizen sent it.
    pub extra: Map<String, Value>,
    pub subject: String,
    pub method: String,
    pub created_at: i64,
    pub submitted_at: Option<i64>,
    pub status_at: i64,
    pub updated_at: i64,
}

/// To be followed by a condition.
pub const SELECT: &str =
    "SELECT id, user_id, service_id, status, data, extra, subject, method, created_at, submitted_at,
    status_at, updated_at FROM applications";

/// Reads a row of [`SELECT`].
pub fn from_row(row: &Row<'_>) -> rusqlite::Result<Application> {
    let object = |column: usize| -> rusqlite::Result<Map<String, Value>> {
        let text: String = row.get(column)?;
        serde_json::from_str(&text).map_err(|error| {
            rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
        })
    };
    Ok(Application {
        id: row.get(0)?,
        user_id: row.get(1)?,
        service_id: row.get(2)?,
        status: row.get(3)?,
        data: object(4)?,
        extra: object(5)?,
        subject: row.get(6)?,
        method: row.get(7)?,
        created_at: row.get(8)?,
        submitted_at: row.get(9)?,
        status_at: row.get(10)?,
        updated_at: row.get(11)?,
    })
}

/// An application by id.
pub fn find(connection: &Connection, id: &str) -> Result<Option<Application>, Problem> {
    Ok(connection.query_row(&format!("{SELECT} WHERE id = ?1"), [id], from_row).optional()?)
}

/// Stores a new application and returns it.
pub fn insert(connection: &Connection, checked: &Checked) -> Result<Application, Problem> {
    let now = clock::now_ms();
    let application = Application {
        id: Uuid::new_v4().to_string(),
        user_id: checked.owner.id.clone(),
        service_id: checked.service.id.clone(),
        status: checked.status,
        data: checked.data.clone(),
        extra: Map::new(),
        subject: checked.subject(),
        method: checked.method.into(),
        created_at: now,
        submitted_at: (checked.status != DRAFT).then_some(now),
        status_at: now,
        updated_at: now,
    };
    connection.execute(
        "INSERT INTO applications (id, user_id, service_id, status, data, extra, subject, method, created_at,
         submitted_at, status_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, '{}', ?6, ?7, ?8, ?9, ?8, ?8)",
        params![
            application.id,
            application.user_id,
            application.service_id,
            application.status,
            serde_json::to_string(&application.data)?,
            application.subject,
            application.method,
            now,
            application.submitted_at,
        ],
    )?;
    record(connection, &application.id, application.status, None, now)?;
    Ok(application)
}

/// Full replacement of what the citizen wrote; a draft may be sent in the same step.
pub fn replace(connection: &Connection, old: &Application, checked: &Checked) -> Result<(), Problem> {
    connection.execute(
        "UPDATE applications SET service_id = ?2, data = ?3, subject = ?4, updated_at = ?5 WHERE id = ?1",
        params![old.id, checked.service.id, serde_json::to_string(&checked.data)?, checked.subject(), clock::now_ms()],
    )?;
    if old.status == DRAFT && checked.status != DRAFT {
        set_status(connection, &old.id, checked.status, None)?;
    }
    Ok(())
}

/// Stores protocol and outcome members.
pub fn save_extra(connection: &Connection, id: &str, extra: &Map<String, Value>) -> Result<(), Problem> {
    connection.execute(
        "UPDATE applications SET extra = ?2, updated_at = ?3 WHERE id = ?1",
        params![id, serde_json::to_string(extra)?, clock::now_ms()],
    )?;
    Ok(())
}

/// Moves an application to a status and remembers it in its history.
pub fn set_status(connection: &Connection, id: &str, status: i64, message: Option<&str>) -> Result<(), Problem> {
    let now = clock::now_ms();
    connection.execute(
        "UPDATE applications SET status = ?2, status_at = ?3, updated_at = ?3,
         submitted_at = CASE WHEN ?2 > 1000 THEN coalesce(submitted_at, ?3) ELSE submitted_at END WHERE id = ?1",
        params![id, status, now],
    )?;
    record(connection, id, status, message, now)
}

fn record(connection: &Connection, id: &str, status: i64, message: Option<&str>, at: i64) -> Result<(), Problem> {
    connection.execute(
        "INSERT INTO history (application_id, status, message, at) VALUES (?1, ?2, ?3, ?4)",
        params![id, status, message, at],
    )?;
    Ok(())
}
