//! Users and their profile (core API contract, section 2.4).

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use rusqlite::{Connection, OptionalExtension, params};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::app::Shared;
use crate::clock;
use crate::json::{self, text};
use crate::problem::{Problem, object};
use crate::request::Ctx;
use crate::session::Caller;

pub const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS users (
    id TEXT PRIMARY KEY, username TEXT NOT NULL UNIQUE, provider TEXT NOT NULL, role TEXT NOT NULL,
    profile TEXT NOT NULL, created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL);";

pub const CITIZEN: &str = "user";
pub const OPERATOR: &str = "operator";
pub const ADMIN: &str = "admin";

/// Identity providers.
pub const SPID: &str = "spid";
pub const ANONYMOUS: &str = "anonymous";
pub const PASSWORD: &str = "password";

/// The members of a profile that its owner may write, in the order of the answer.
pub const FIELDS: [&str; 22] = [
    "codice_fiscale",
    "data_nascita",
    "luogo_nascita",
    "codice_nascita",
    "provincia_nascita",
    "stato_nascita",
    "sesso",
    "telefono",
    "indirizzo_domicilio",
    "cap_domicilio",
    "citta_domicilio",
    "provincia_domicilio",
    "stato_domicilio",
    "indirizzo_residenza",
    "cap_residenza",
    "citta_residenza",
    "provincia_residenza",
    "stato_residenza",
    "nome",
    "cognome",
    "cellulare",
    "email",
];

/// A user as stored.
pub struct User {
    pub id: String,
    pub username: String,
    pub provider: String,
    pub role: String,
    /// The members named in [`FIELDS`], each text or null.
    pub profile: Map<String, Value>,
}

impl User {
    /// `nome cognome`.
    pub fn full_name(&self) -> String {
        format!("{} {}", text(&self.profile, "nome"), text(&self.profile, "cognome"))
    }

    fn shape(&self, version: u8) -> Value {
        if version == 2 {
            let mut body = json!({
                "id": self.id, "role": self.role, "username": self.username,
                "given_name": self.profile.get("nome"), "family_name": self.profile.get("cognome"),
                "full_name": self.full_name(), "email": self.profile.get("email"),
            });
            if let (true, Some(map)) = (self.role != CITIZEN, body.as_object_mut()) {
                map.insert("enabled_services_ids".into(), json!([]));
            }
            return body;
        }
        let mut body: Map<String, Value> = FIELDS
            .iter()
            .map(|field| ((*field).to_string(), self.profile.get(*field).cloned().unwrap_or(Value::Null)))
            .collect();
        body.insert("id".into(), json!(self.id));
        body.insert("role".into(), json!(self.role));
        body.insert("full_name".into(), json!(self.full_name()));
        Value::Object(body)
    }
}

/// `/api/users`.
pub fn routes() -> Router<Shared> {
    Router::new().route("/api/users", get(list)).route("/api/users/{id}", get(one).put(replace).patch(patch))
}

async fn list(State(app): State<Shared>, ctx: Ctx) -> Result<Response, Problem> {
    let caller = ctx.caller()?;
    let users = app.db.run(|connection| {
        if caller.is_operator() { all(connection) } else { Ok(find(connection, &caller.id)?.into_iter().collect()) }
    })?;
    let wanted = ctx.params.get("cf").map(str::to_uppercase);
    let shown: Vec<Value> = users
        .iter()
        .filter(|user| match &wanted {
            Some(cf) => text(&user.profile, "codice_fiscale").to_uppercase() == *cf,
            None => true,
        })
        .map(|user| user.shape(ctx.version))
        .collect();
    Ok(json::ok(&Value::Array(shown)))
}

async fn one(State(app): State<Shared>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Problem> {
    let user = app.db.run(|connection| allowed(connection, ctx.caller()?, &id))?;
    Ok(json::ok(&user.shape(ctx.version)))
}

async fn replace(
    State(app): State<Shared>,
    ctx: Ctx,
    Path(id): Path<String>,
    body: Bytes,
) -> Result<Response, Problem> {
    let given = object(&body)?;
    app.db.run(|connection| {
        let user = allowed(connection, ctx.caller()?, &id)?;
        let profile = FIELDS
            .iter()
            .map(|field| ((*field).to_string(), given.get(*field).cloned().unwrap_or(Value::Null)))
            .collect();
        write(connection, &user.id, profile)
    })?;
    Ok(json::done("Object Modified Successfully"))
}

async fn patch(State(app): State<Shared>, ctx: Ctx, Path(id): Path<String>, body: Bytes) -> Result<Response, Problem> {
    let given = object(&body)?;
    app.db.run(|connection| {
        let mut user = allowed(connection, ctx.caller()?, &id)?;
        for field in FIELDS {
            if let Some(value) = given.get(field) {
                user.profile.insert(field.into(), value.clone());
            }
        }
        write(connection, &user.id, user.profile)
    })?;
    Ok(json::done("Object Patched Successfully"))
}

/// The user, when the caller may see it: 404 when there is none, 403 when it is someone else's.
fn allowed(connection: &Connection, caller: &Caller, id: &str) -> Result<User, Problem> {
    let user = find(connection, id)?.ok_or_else(|| Problem::not_found("Object not found"))?;
    if caller.is_operator() || caller.id == user.id { Ok(user) } else { Err(Problem::forbidden()) }
}

fn write(connection: &Connection, id: &str, profile: Map<String, Value>) -> Result<(), Problem> {
    let mut errors: Vec<String> = profile
        .iter()
        .filter(|(_, value)| !value.is_string() && !value.is_null())
        .map(|(field, _)| format!("Questo valore non è valido.: {field}"))
        .collect();
    for field in ["nome", "cognome", "codice_fiscale"] {
        if text(&profile, field).trim().is_empty() {
            errors.push(format!("Questo valore non dovrebbe essere vuoto.: {field}"));
        }
    }
    if !errors.is_empty() {
        return Err(Problem::Validation(errors));
    }
    save_profile(connection, id, &profile)
}

/// Stores a profile as it is.
pub fn save_profile(connection: &Connection, id: &str, profile: &Map<String, Value>) -> Result<(), Problem> {
    connection.execute(
        "UPDATE users SET profile = ?2, updated_at = ?3 WHERE id = ?1",
        params![id, serde_json::to_string(profile)?, clock::now_ms()],
    )?;
    Ok(())
}

/// Adds a user.
pub fn insert(
    connection: &Connection,
    id: &str,
    username: &str,
    provider: &str,
    role: &str,
    profile: &Value,
) -> Result<(), Problem> {
    connection.execute(
        "INSERT INTO users (id, username, provider, role, profile, created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6)",
        params![id, username, provider, role, profile.to_string(), clock::now_ms()],
    )?;
    Ok(())
}

/// A new anonymous user (core API contract, section 2.2).
pub fn create_anonymous(connection: &Connection) -> Result<Caller, Problem> {
    let id = Uuid::new_v4().to_string();
    let profile = json!({
        "nome": "Anonymous", "cognome": "User", "codice_fiscale": id, "email": format!("{id}@anonymous.example"),
    });
    insert(connection, &id, &id, ANONYMOUS, CITIZEN, &profile)?;
    Ok(Caller { username: id.clone(), id, provider: ANONYMOUS.into(), role: CITIZEN.into() })
}

const COLUMNS: &str = "SELECT id, username, provider, role, profile FROM users";

fn from_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<(User, String)> {
    let user =
        User { id: row.get(0)?, username: row.get(1)?, provider: row.get(2)?, role: row.get(3)?, profile: Map::new() };
    Ok((user, row.get(4)?))
}

fn complete((mut user, profile): (User, String)) -> Result<User, Problem> {
    user.profile = serde_json::from_str(&profile)?;
    Ok(user)
}

/// A user by id.
pub fn find(connection: &Connection, id: &str) -> Result<Option<User>, Problem> {
    let found = connection.query_row(&format!("{COLUMNS} WHERE id = ?1"), [id], from_row).optional()?;
    found.map(complete).transpose()
}

fn all(connection: &Connection) -> Result<Vec<User>, Problem> {
    let mut statement = connection.prepare(&format!("{COLUMNS} ORDER BY created_at, rowid"))?;
    let rows: Vec<(User, String)> = statement.query_map([], from_row)?.collect::<Result<_, _>>()?;
    rows.into_iter().map(complete).collect()
}

/// The user with this id as the one behind a request.
pub fn caller(connection: &Connection, id: &str) -> Result<Option<Caller>, Problem> {
    let user = find(connection, id)?;
    Ok(user.map(|user| Caller { id: user.id, username: user.username, provider: user.provider, role: user.role }))
}
