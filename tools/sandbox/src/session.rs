//! Sessions: the cookie, its exchange for a token, anonymous users, and who is behind a request
//! (core API contract, sections 1.4, 2.1 and 2.2).

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::app::{App, Shared};
use crate::problem::Problem;
use crate::request::Ctx;
use crate::token::Rejected;
use crate::{clock, json, users};

pub const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS sessions (
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL, created_at INTEGER NOT NULL);";

/// Name of the session cookie.
pub const COOKIE: &str = "PHPSESSID";

/// Collections of the API that need a token for every method.
const PRIVATE: [&str; 8] =
    ["folders", "documents", "users", "meetings", "applications", "subscriptions", "subscribers", "payments"];
/// `places` needs one even to read; the others of the open collections only to write.
const PLACES: &str = "places";

/// The user a token or a cookie stands for.
#[derive(Debug, Clone)]
pub struct Caller {
    pub id: String,
    pub username: String,
    pub provider: String,
    pub role: String,
}

impl Caller {
    /// Operators see and change what belongs to others.
    pub fn is_operator(&self) -> bool {
        self.role != users::CITIZEN
    }

    /// Known to the server alone: the token does not tell.
    pub fn is_anonymous(&self) -> bool {
        self.provider == users::ANONYMOUS
    }

    fn roles(&self) -> Value {
        match self.role.as_str() {
            users::OPERATOR => json!(["ROLE_USER", "ROLE_OPERATORE"]),
            users::ADMIN => json!(["ROLE_USER", "ROLE_ADMIN"]),
            _ => json!(["ROLE_USER", "ROLE_CPS_USER"]),
        }
    }
}

/// `/api/session-auth` and the public keys.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/session-auth", get(exchange).post(anonymous).options(options))
        .route("/.well-known/jwks.json", get(jwks))
}

async fn options() -> Response {
    json::ok(&json!([]))
}

async fn exchange(State(app): State<Shared>, ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    match by_cookie(&app, &headers)? {
        Some(caller) => Ok(json::ok(&json!({"token": token(&app, &caller)?}))),
        None => Ok((StatusCode::FOUND, [(header::LOCATION, format!("{}/it/login", ctx.base))]).into_response()),
    }
}

async fn anonymous(State(app): State<Shared>) -> Result<Response, Problem> {
    let caller = app.db.run(users::create_anonymous)?;
    Ok(json::ok(&json!({"token": token(&app, &caller)?})))
}

async fn jwks(State(app): State<Shared>) -> Result<Response, Problem> {
    Ok(json::ok(&app.keys.jwks(&app.db).map_err(Problem::Internal)?))
}

/// A fresh token for this user. Must not be called inside a unit of work on the database.
pub fn token(app: &App, caller: &Caller) -> Result<String, Problem> {
    let now = clock::now_ms() / 1000;
    let tenant = app.db.run(crate::reference::tenant_id)?;
    let claims = json!({
        "iat": now, "exp": now + app.token_ttl, "roles": caller.roles(), "username": caller.username,
        "id": caller.id, "tenant_id": tenant,
    });
    app.keys.sign(&app.db, &claims).map_err(Problem::Internal)
}

/// Starts a session and returns its id, the value of the cookie.
pub fn start(connection: &Connection, user_id: &str) -> Result<String, Problem> {
    let id = Uuid::new_v4().simple().to_string();
    connection.execute(
        "INSERT INTO sessions (id, user_id, created_at) VALUES (?1, ?2, ?3)",
        params![id, user_id, clock::now_ms()],
    )?;
    Ok(id)
}

/// Ends the session of this request, if there is one.
pub fn end(app: &App, headers: &HeaderMap) -> Result<(), Problem> {
    let Some(id) = cookie(headers) else { return Ok(()) };
    app.db.run(|connection| {
        connection.execute("DELETE FROM sessions WHERE id = ?1", [id])?;
        Ok(())
    })
}

/// The `Set-Cookie` that carries a session.
pub fn set_cookie(id: &str) -> String {
    format!("{COOKIE}={id}; Path=/; HttpOnly; SameSite=Lax")
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, value)| value)
}

/// Who the session cookie stands for.
pub fn by_cookie(app: &App, headers: &HeaderMap) -> Result<Option<Caller>, Problem> {
    let Some(id) = cookie(headers) else { return Ok(None) };
    app.db.run(|connection| {
        let user: Option<String> =
            connection.query_row("SELECT user_id FROM sessions WHERE id = ?1", [id], |row| row.get(0)).optional()?;
        match user {
            Some(user) => users::caller(connection, &user),
            None => Ok(None),
        }
    })
}

fn by_token(app: &App, headers: &HeaderMap) -> Result<Option<Caller>, Problem> {
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let Some(token) = authorization.and_then(|value| value.strip_prefix("Bearer ")) else { return Ok(None) };
    let claims = app.keys.verify(&app.db, token.trim(), clock::now_ms() / 1000).map_err(|rejected| match rejected {
        Rejected::Invalid => Problem::Unauthorized("Invalid JWT Token"),
        Rejected::Expired => Problem::Unauthorized("Expired JWT Token"),
    })?;
    let id = claims.get("id").and_then(Value::as_str).unwrap_or_default();
    let caller = app.db.run(|connection| users::caller(connection, id))?;
    // The state may have been reset since the token was signed.
    caller.map(Some).ok_or(Problem::Unauthorized("Invalid JWT Token"))
}

/// Finds out who is calling before any handler runs. On the API a bad token is refused everywhere and a missing one
/// where the contract wants it; pages and uploads take a token or a cookie, and do without.
pub async fn guard(State(app): State<Shared>, mut request: Request<Body>, next: Next) -> Response {
    match identify(&app, &request) {
        Ok(Some(caller)) => {
            request.extensions_mut().insert(caller);
        }
        Ok(None) => {}
        Err(problem) => return problem.into_response(),
    }
    next.run(request).await
}

fn identify(app: &App, request: &Request<Body>) -> Result<Option<Caller>, Problem> {
    let path = request.uri().path();
    let Some(rest) = path.strip_prefix("/api/") else {
        return match by_token(app, request.headers()) {
            Ok(Some(caller)) => Ok(Some(caller)),
            _ => by_cookie(app, request.headers()),
        };
    };
    if rest == "session-auth" {
        return Ok(None);
    }
    let caller = by_token(app, request.headers())?;
    if caller.is_none() && needs_token(rest, request.method()) {
        return Err(Problem::Unauthorized("JWT Token not found"));
    }
    Ok(caller)
}

fn needs_token(rest: &str, method: &Method) -> bool {
    let collection = rest.split('/').find(|part| *part != "v2").unwrap_or_default();
    let reading = matches!(*method, Method::GET | Method::HEAD | Method::OPTIONS);
    *method != Method::OPTIONS && (!reading || PRIVATE.contains(&collection) || collection == PLACES)
}
