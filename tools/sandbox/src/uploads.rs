//! Uploads in three steps: announce, put the bytes, finish (core API contract, section 6).

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post, put};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use rsa::sha2::{Digest, Sha256};
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::app::Shared;
use crate::clock;
use crate::json::{self, integer, text};
use crate::problem::{Problem, object};
use crate::request::Ctx;

pub const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY, owner TEXT, name TEXT NOT NULL, original_name TEXT NOT NULL, size INTEGER NOT NULL,
    mime TEXT NOT NULL, description TEXT NOT NULL, protocol_required INTEGER NOT NULL, signature TEXT NOT NULL,
    created_at INTEGER NOT NULL, bytes BLOB, etag TEXT, finished INTEGER NOT NULL DEFAULT 0);";

const EXTENSIONS: [&str; 13] =
    ["doc", "docx", "odt", "pdf", "txt", "jpeg", "jpg", "png", "gif", "p7", "p7m", "p7c", "zip"];
/// Life of an address to put the bytes to, in seconds.
const PUT_SECONDS: i64 = 120 * 60;
/// Life of an address to read the bytes from, in seconds.
const GET_SECONDS: i64 = 30 * 60;
const LARGEST: usize = 100 * 1024 * 1024;

/// What is known of an uploaded file, without its bytes.
pub struct Upload {
    pub id: String,
    /// User that announced it; none when it was announced without token and session.
    pub owner: Option<String>,
    pub name: String,
    pub original_name: String,
    pub description: String,
    pub protocol_required: bool,
    pub finished: bool,
    size: i64,
    signature: String,
    etag: Option<String>,
    received: Option<i64>,
}

/// Routes below a locale: `/it/upload` and so on.
pub fn localised_routes() -> Router<Shared> {
    Router::new()
        .route("/upload", post(announce))
        .route("/upload/{id}", put(finish))
        .route("/allegati/{id}", get(attachment))
}

/// The storage behind the presigned addresses.
pub fn storage_routes() -> Router<Shared> {
    Router::new().route("/storage/{id}", put(store).get(fetch)).layer(DefaultBodyLimit::max(LARGEST))
}

/// An upload by id.
pub fn find(connection: &Connection, id: &str) -> Result<Option<Upload>, Problem> {
    let sql = "SELECT id, owner, name, original_name, description, protocol_required, finished, size, signature,
        etag, length(bytes) FROM uploads WHERE id = ?1";
    let found = connection.query_row(sql, [id], |row| {
        Ok(Upload {
            id: row.get(0)?,
            owner: row.get(1)?,
            name: row.get(2)?,
            original_name: row.get(3)?,
            description: row.get(4)?,
            protocol_required: row.get(5)?,
            finished: row.get(6)?,
            size: row.get(7)?,
            signature: row.get(8)?,
            etag: row.get(9)?,
            received: row.get(10)?,
        })
    });
    Ok(found.optional()?)
}

/// The bytes of a finished upload, as a file to save.
pub fn download(connection: &Connection, id: &str) -> Result<Option<Response>, Problem> {
    let found: Option<(Option<Vec<u8>>, String, String)> = connection
        .query_row("SELECT bytes, mime, original_name FROM uploads WHERE id = ?1 AND finished = 1", [id], |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
        .optional()?;
    Ok(found.map(|(bytes, mime, name)| {
        let disposition = format!("attachment; filename*=UTF-8''{}", utf8_percent_encode(&name, NON_ALPHANUMERIC));
        let headers = [
            (header::CONTENT_TYPE, mime),
            (header::CONTENT_DISPOSITION, disposition),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_string()),
        ];
        (headers, bytes.unwrap_or_default()).into_response()
    }))
}

fn failed(status: StatusCode, message: &str) -> Response {
    json::with(status, &json!({"status": "error", "message": message}))
}

async fn announce(State(app): State<Shared>, ctx: Ctx, body: Bytes) -> Result<Response, Problem> {
    let Ok(given) = object(&body) else {
        return Ok(failed(StatusCode::INTERNAL_SERVER_ERROR, "Whoops, looks like something went wrong"));
    };
    let name = text(&given, "name");
    let original = Some(text(&given, "original_filename")).filter(|name| !name.is_empty()).unwrap_or(name);
    let size = given.get("size").and_then(integer).unwrap_or_default();
    let mime = text(&given, "mime_type");
    let extension = original.rsplit_once('.').map(|(_, extension)| extension.to_lowercase()).unwrap_or_default();
    let mut errors = Vec::new();
    if name.is_empty() {
        errors.push("Questo valore non dovrebbe essere vuoto.: name".to_string());
    }
    if !EXTENSIONS.contains(&extension.as_str()) {
        errors.push(format!("Il tipo di file .{extension} non è ammesso.: original_filename"));
    }
    if size <= 0 {
        errors.push("Un file vuoto non è ammesso.: size".to_string());
    }
    if mime.is_empty() || header::HeaderValue::from_str(mime).is_err() {
        errors.push("Questo valore non è valido.: mime_type".to_string());
    }
    if !errors.is_empty() {
        return Err(Problem::Validation(errors));
    }
    let (id, signature) = (Uuid::new_v4().to_string(), Uuid::new_v4().simple().to_string());
    app.db.run(|connection| {
        connection.execute(
            "INSERT INTO uploads (id, owner, name, original_name, size, mime, description, protocol_required,
             signature, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            params![
                id,
                ctx.anyone().map(|caller| &caller.id),
                name,
                original,
                size,
                mime,
                text(&given, "description"),
                given.get("protocol_required").and_then(Value::as_bool).unwrap_or(false),
                signature,
                clock::now_ms(),
            ],
        )?;
        Ok(())
    })?;
    let uri = presigned(&ctx.base, &id, PUT_SECONDS, &signature);
    Ok(json::with(StatusCode::CREATED, &json!({"id": id, "uri": uri})))
}

fn presigned(base: &str, id: &str, seconds: i64, signature: &str) -> String {
    let expires = clock::now_ms() / 1000 + seconds;
    format!("{base}/storage/{id}?X-Expires={expires}&X-Signature={signature}")
}

/// The upload an address was signed for; refused as an object storage does it.
fn signed(connection: &Connection, ctx: &Ctx, id: &str) -> Result<Result<Upload, Response>, Problem> {
    let refuse = |code: &str| {
        let body = format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>{code}</Code></Error>");
        Ok(Err((StatusCode::FORBIDDEN, [(header::CONTENT_TYPE, "application/xml")], body).into_response()))
    };
    let Some(upload) = find(connection, id)? else { return refuse("AccessDenied") };
    if ctx.params.get("X-Signature") != Some(&upload.signature) {
        return refuse("SignatureDoesNotMatch");
    }
    let expires = ctx.params.get("X-Expires").and_then(|text| text.parse::<i64>().ok()).unwrap_or_default();
    if expires < clock::now_ms() / 1000 { refuse("AccessDenied") } else { Ok(Ok(upload)) }
}

async fn store(State(app): State<Shared>, ctx: Ctx, Path(id): Path<String>, body: Bytes) -> Result<Response, Problem> {
    // Computed outside the lock: a large file takes a while.
    let etag: String = Sha256::digest(&body).iter().map(|byte| format!("{byte:02x}")).collect();
    app.db.run(|connection| {
        let upload = match signed(connection, &ctx, &id)? {
            Ok(upload) => upload,
            Err(refusal) => return Ok(refusal),
        };
        connection.execute(
            "UPDATE uploads SET bytes = ?2, etag = ?3 WHERE id = ?1",
            params![upload.id, body.as_ref(), etag],
        )?;
        Ok((StatusCode::OK, [(header::ETAG, format!("\"{etag}\""))]).into_response())
    })
}

async fn fetch(State(app): State<Shared>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Problem> {
    app.db.run(|connection| match signed(connection, &ctx, &id)? {
        Ok(upload) => download(connection, &upload.id)?.ok_or_else(|| Problem::not_found("Object not found")),
        Err(refusal) => Ok(refusal),
    })
}

fn belongs(upload: &Upload, ctx: &Ctx) -> bool {
    match (&upload.owner, ctx.anyone()) {
        (None, _) => true,
        (Some(owner), Some(caller)) => *owner == caller.id || caller.is_operator(),
        (Some(_), None) => false,
    }
}

async fn finish(State(app): State<Shared>, ctx: Ctx, Path(id): Path<String>, body: Bytes) -> Result<Response, Problem> {
    let given = object(&body)?;
    app.db.run(|connection| {
        let Some(upload) = find(connection, &id)?.filter(|upload| belongs(upload, &ctx)) else {
            return Err(Problem::not_found("Object not found"));
        };
        let (Some(etag), Some(received)) = (&upload.etag, upload.received) else {
            return Ok(failed(StatusCode::BAD_REQUEST, "The file has not been put to its address yet"));
        };
        if received != upload.size {
            let message = format!("The file has {received} bytes, {} were announced", upload.size);
            return Ok(failed(StatusCode::BAD_REQUEST, &message));
        }
        if text(&given, "file_hash") != etag {
            return Ok(failed(StatusCode::BAD_REQUEST, "file_hash is not the hash of the stored file"));
        }
        connection.execute("UPDATE uploads SET finished = 1 WHERE id = ?1", [&upload.id])?;
        if given.get("check_signature").and_then(Value::as_bool) == Some(true) {
            let url = presigned(&ctx.base, &upload.id, GET_SECONDS, &upload.signature);
            return Ok(json::ok(&json!({"url": url})));
        }
        Ok(StatusCode::NO_CONTENT.into_response())
    })
}

async fn attachment(State(app): State<Shared>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Problem> {
    app.db.run(|connection| {
        let known = find(connection, &id)?.filter(|upload| belongs(upload, &ctx));
        let file = match known {
            Some(upload) => download(connection, &upload.id)?,
            None => None,
        };
        file.ok_or_else(|| Problem::not_found("Attachment not found"))
    })
}
