//! `POST /api/v1/ratings`: one rating, once, and challenges against those who would send many.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::{EntryPoint, find};
use crate::app::{App, Shared};
use crate::clock;
use crate::json::{self, text};
use crate::problem::{Problem, object};
use crate::request::LOCALES;
use crate::token::Rejected;

pub const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS ratings (
    id TEXT PRIMARY KEY, challenge TEXT UNIQUE, body TEXT NOT NULL, created_at INTEGER NOT NULL);";

/// What can be answered to the question after four and five stars, and to the one after fewer.
const POSITIVE: [&str; 5] = ["clear", "complete", "oriented", "no_problems", "other"];
const NEGATIVE: [&str; 5] = ["unclear", "incomplete", "disoriented", "problems", "other"];
/// Longest comment, in characters.
const LONGEST: usize = 200;
/// What is kept of a rating, whatever else was sent.
const MEMBERS: [&str; 7] = ["id", "entrypoint", "value", "answer", "comment", "locale", "page"];
/// Marks our own tokens among all that are signed with the same key.
const USE: &str = "rating";

/// A challenge for one rating of this entry point, good for as long as tokens are.
pub fn challenge(app: &App, entry: &EntryPoint) -> Result<String, Problem> {
    let now = clock::now_ms();
    let claims = json!({
        "use": USE, "sub": entry.id, "jti": Uuid::new_v4().to_string(), "at": now, "exp": now / 1000 + app.token_ttl,
    });
    app.keys.sign(&app.db, &claims).map_err(Problem::Internal)
}

/// Why a rating is not taken: status, a stable word, a sentence for developers.
struct Refusal(StatusCode, &'static str, &'static str);

impl Refusal {
    fn answer(&self) -> Response {
        let mut response = json::with(self.0, &json!({"code": self.1, "error": self.2}));
        if self.0 == StatusCode::TOO_MANY_REQUESTS {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
        }
        response
    }
}

const fn bad(code: &'static str, words: &'static str) -> Refusal {
    Refusal(StatusCode::UNPROCESSABLE_ENTITY, code, words)
}

/// What was sent, if it is a rating.
fn check(body: &Map<String, Value>) -> Result<(), Refusal> {
    if Uuid::parse_str(text(body, "id")).is_err() {
        return Err(bad("id", "id must be a UUID"));
    }
    let value = body.get("value").and_then(Value::as_i64).unwrap_or_default();
    if !(1..=5).contains(&value) {
        return Err(bad("value", "value must be a number from 1 to 5"));
    }
    let answers = if value > 3 { POSITIVE } else { NEGATIVE };
    match body.get("answer") {
        None | Some(Value::Null) => {}
        Some(answer) if answer.as_str().is_some_and(|answer| answers.contains(&answer)) => {}
        Some(_) => return Err(bad("answer", "answer does not belong to this value")),
    }
    match body.get("comment") {
        None | Some(Value::Null) => {}
        Some(Value::String(comment)) if comment.chars().count() <= LONGEST => {}
        Some(_) => return Err(bad("comment", "comment must be a text of at most 200 characters")),
    }
    if !LOCALES.contains(&text(body, "locale")) {
        return Err(bad("locale", "locale must be it, en or de"));
    }
    Ok(())
}

/// The identifier of the challenge this rating hands in; none where none is asked for.
fn permission(app: &App, entry: &EntryPoint, body: &Map<String, Value>) -> Result<Option<String>, Refusal> {
    let Some(min_seconds) = entry.min_seconds else { return Ok(None) };
    let refused = |code, words| Refusal(StatusCode::FORBIDDEN, code, words);
    let token = text(body, "challenge");
    if token.is_empty() {
        return Err(refused("challenge_missing", "challenge is missing"));
    }
    let now = clock::now_ms();
    let invalid = refused("challenge_invalid", "this challenge was not issued for this entry point");
    let claims = match app.keys.verify(&app.db, token, now / 1000) {
        Ok(claims) => claims,
        Err(Rejected::Invalid) => return Err(invalid),
        Err(Rejected::Expired) => return Err(refused("challenge_expired", "this challenge is too old")),
    };
    let claim = |name: &str| claims.get(name).and_then(Value::as_str).unwrap_or_default();
    if claim("use") != USE || claim("sub") != entry.id {
        return Err(invalid);
    }
    let at = claims.get("at").and_then(Value::as_i64).unwrap_or(now);
    if now - at < min_seconds * 1000 {
        return Err(Refusal(StatusCode::TOO_MANY_REQUESTS, "too_early", "nobody rates that fast"));
    }
    Ok(Some(claim("jti").to_owned()))
}

enum Kept {
    Now,
    Before,
    ChallengeUsed,
}

fn keep(connection: &Connection, id: &str, challenge: Option<&str>, body: &Value) -> Result<Kept, Problem> {
    let find = "SELECT 1 FROM ratings WHERE challenge = ?1";
    let used = connection.query_row(find, [challenge], |_| Ok(())).optional()?;
    if challenge.is_some() && used.is_some() {
        return Ok(Kept::ChallengeUsed);
    }
    connection.execute(
        "INSERT INTO ratings (id, challenge, body, created_at) VALUES (?1, ?2, ?3, ?4)",
        params![id, challenge, body.to_string(), clock::now_ms()],
    )?;
    Ok(Kept::Now)
}

/// Takes a rating: 201, or 200 when it is one that was taken already.
pub async fn receive(State(app): State<Shared>, body: Bytes) -> Result<Response, Problem> {
    let mut body = object(&body)?;
    if let Err(refusal) = check(&body) {
        return Ok(refusal.answer());
    }
    let (id, entry) = (text(&body, "id").to_ascii_lowercase(), text(&body, "entrypoint").to_owned());
    let answer = json!({"id": id});
    let known = |connection: &Connection| {
        let row = connection.query_row("SELECT 1 FROM ratings WHERE id = ?1", [&id], |_| Ok(())).optional()?;
        Ok((row.is_some(), find(connection, &entry)?))
    };
    let (before, entry) = app.db.run(known)?;
    if before {
        return Ok(json::ok(&answer));
    }
    let Some(entry) = entry else {
        return Ok(Refusal(StatusCode::NOT_FOUND, "entrypoint", "there is no such entry point").answer());
    };
    let challenge = match permission(&app, &entry, &body) {
        Ok(challenge) => challenge,
        Err(refusal) => return Ok(refusal.answer()),
    };
    body.retain(|member, _| MEMBERS.contains(&member.as_str()));
    let body = Value::Object(body);
    // Asked again: the same rating may have come twice at the same moment.
    let kept = app.db.run(|connection| match known(connection)?.0 {
        true => Ok(Kept::Before),
        false => keep(connection, &id, challenge.as_deref(), &body),
    })?;
    Ok(match kept {
        Kept::Now => json::with(StatusCode::CREATED, &answer),
        Kept::Before => json::ok(&answer),
        Kept::ChallengeUsed => Refusal(StatusCode::CONFLICT, "challenge_used", "one challenge, one rating").answer(),
    })
}

/// Every rating, oldest first.
pub async fn all(State(app): State<Shared>) -> Result<Response, Problem> {
    let list = app.db.run(|connection| {
        let mut statement = connection.prepare("SELECT body FROM ratings ORDER BY rowid")?;
        let rows: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
        rows.iter().map(|row| Ok(serde_json::from_str(row)?)).collect::<Result<Vec<Value>, Problem>>()
    })?;
    Ok(json::ok(&Value::Array(list)))
}
