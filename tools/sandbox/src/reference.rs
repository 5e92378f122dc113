//! Reference data other than services: categories, recipients, areas, offices, the tenant
//! (core API contract, sections 3.3 and 3.5 to 3.7).

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use rusqlite::Connection;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::app::Shared;
use crate::json::{self, text};
use crate::problem::Problem;
use crate::request::Ctx;
use crate::{clock, services};

pub const SCHEMA: &str = "CREATE TABLE IF NOT EXISTS reference (
    kind TEXT NOT NULL, id TEXT NOT NULL, slug TEXT NOT NULL, body TEXT NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (kind, id));";

/// A stored item: the members of its seed file, plus the moment it was stored.
pub struct Item {
    pub body: Map<String, Value>,
    pub created_at: i64,
}

impl Item {
    pub fn id(&self) -> &str {
        text(&self.body, "id")
    }

    pub fn slug(&self) -> &str {
        text(&self.body, "slug")
    }

    /// A member as it is, null when missing.
    pub fn get(&self, key: &str) -> Value {
        self.body.get(key).cloned().unwrap_or(Value::Null)
    }

    /// A text in one language, Italian when that one is missing.
    pub fn localised(&self, key: &str, locale: &str) -> Value {
        match self.body.get(key) {
            Some(Value::Object(texts)) => texts.get(locale).or_else(|| texts.get("it")).cloned().unwrap_or(Value::Null),
            Some(value) => value.clone(),
            None => Value::Null,
        }
    }

    /// The strings of a list member.
    pub fn strings(&self, key: &str) -> Vec<&str> {
        let list = self.body.get(key).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        list.iter().filter_map(Value::as_str).collect()
    }
}

/// All items of a kind, in the order of the seed.
pub fn load(connection: &Connection, kind: &str) -> Result<Vec<Item>, Problem> {
    let mut statement =
        connection.prepare_cached("SELECT body, created_at FROM reference WHERE kind = ?1 ORDER BY rowid")?;
    let rows: Vec<(String, i64)> =
        statement.query_map([kind], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    rows.into_iter().map(|(body, created_at)| Ok(Item { body: serde_json::from_str(&body)?, created_at })).collect()
}

/// Id of the tenant.
pub fn tenant_id(connection: &Connection) -> Result<String, Problem> {
    let tenant = load(connection, "tenant")?;
    Ok(tenant.first().map(|item| item.id().to_string()).unwrap_or_default())
}

/// Sorted by a text member, without regard to case.
pub fn sort_by(list: &mut [Value], member: &str) {
    list.sort_by_cached_key(|item| item.get(member).and_then(Value::as_str).map(str::to_lowercase).unwrap_or_default());
}

/// The public collections.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/categories", get(categories))
        .route("/api/categories/{id}", get(category))
        .route("/api/recipients", get(recipients))
        .route("/api/recipients/{id}", get(recipient))
        .route("/api/geographic-areas", get(areas))
        .route("/api/geographic-areas/{id}", get(area))
        .route("/api/user-groups", get(groups))
        .route("/api/user-groups/{id}", get(group))
        .route("/api/tenants/info", get(tenant))
}

fn found(list: Vec<Value>, id: &str) -> Result<Response, Problem> {
    let item = list.iter().find(|item| item.get("id").and_then(Value::as_str) == Some(id));
    item.map(json::ok).ok_or_else(|| Problem::not_found("Object not found"))
}

async fn categories(State(app): State<Shared>, ctx: Ctx) -> Result<Response, Problem> {
    let mut list = app.db.run(|connection| category_list(connection, ctx.locale))?;
    if ctx.params.switch("not_empty") == Some(true) {
        let used = app.db.run(services::used_topics)?;
        list.retain(|item| used.iter().any(|id| item.get("id").and_then(Value::as_str) == Some(id)));
    }
    if let Some(parent) = ctx.params.get("parent_id") {
        let wanted = if parent == "null" { Value::Null } else { json!(parent) };
        list.retain(|item| item.get("parent_id") == Some(&wanted));
    }
    Ok(json::ok(&Value::Array(list)))
}

async fn category(State(app): State<Shared>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Problem> {
    found(app.db.run(|connection| category_list(connection, ctx.locale))?, &id)
}

fn category_list(connection: &Connection, locale: &str) -> Result<Vec<Value>, Problem> {
    let items = load(connection, "categories")?;
    let mut list: Vec<Value> = items
        .iter()
        .map(|item| {
            let parent = text(&item.body, "parent");
            let above = items.iter().find(|other| !parent.is_empty() && other.slug() == parent);
            json!({
                "id": item.id(), "name": item.localised("name", locale), "slug": item.slug(),
                "description": item.localised("description", locale),
                "parent_id": above.map(Item::id), "parent": above.map(|other| other.localised("name", locale)),
            })
        })
        .collect();
    sort_by(&mut list, "name");
    Ok(list)
}

async fn recipients(State(app): State<Shared>, ctx: Ctx) -> Result<Response, Problem> {
    Ok(json::ok(&Value::Array(plain_list(&app, "recipients", ctx.locale)?)))
}

async fn recipient(State(app): State<Shared>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Problem> {
    found(plain_list(&app, "recipients", ctx.locale)?, &id)
}

async fn areas(State(app): State<Shared>, ctx: Ctx) -> Result<Response, Problem> {
    Ok(json::ok(&Value::Array(plain_list(&app, "geographic_areas", ctx.locale)?)))
}

async fn area(State(app): State<Shared>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Problem> {
    found(plain_list(&app, "geographic_areas", ctx.locale)?, &id)
}

fn plain_list(app: &Shared, kind: &str, locale: &str) -> Result<Vec<Value>, Problem> {
    let items = app.db.run(|connection| load(connection, kind))?;
    let mut list: Vec<Value> = items
        .iter()
        .map(|item| {
            let mut shown = json!({
                "id": item.id(), "name": item.localised("name", locale), "slug": item.slug(),
                "description": item.localised("description", locale),
            });
            if let (Some(geofence), Some(map)) = (item.body.get("geofence"), shown.as_object_mut()) {
                map.insert("geofence".into(), geofence.clone());
            }
            shown
        })
        .collect();
    sort_by(&mut list, "name");
    Ok(list)
}

async fn groups(State(app): State<Shared>, ctx: Ctx) -> Result<Response, Problem> {
    let mut list = app.db.run(|connection| group_list(connection, ctx.locale))?;
    if let Some(wanted) = ctx.params.switch("has_calendar") {
        list.retain(|group| group.get("calendar_id").is_some_and(Value::is_string) == wanted);
    }
    if let Some(service) = ctx.params.get("service_id") {
        if Uuid::parse_str(service).is_err() {
            // The core answers 200 with a sentence here; clients must cope with text where a list belongs.
            return Ok(json::ok(&json!(format!("Invalid parameter. {service} is not a valid uuid"))));
        }
        let slugs = app.db.run(|connection| services::group_slugs(connection, service))?;
        let ids = app.db.run(|connection| ids_of(connection, "user_groups", &slugs))?;
        list.retain(|group| group.get("id").and_then(Value::as_str).is_some_and(|id| ids.iter().any(|one| one == id)));
    }
    Ok(json::ok(&Value::Array(list)))
}

async fn group(State(app): State<Shared>, ctx: Ctx, Path(id): Path<String>) -> Result<Response, Problem> {
    found(app.db.run(|connection| group_list(connection, ctx.locale))?, &id)
}

/// Ids of the items with these slugs, in the order of the slugs.
pub fn ids_of(connection: &Connection, kind: &str, slugs: &[String]) -> Result<Vec<String>, Problem> {
    let items = load(connection, kind)?;
    let found = slugs.iter().filter_map(|slug| items.iter().find(|item| item.slug() == slug));
    Ok(found.map(|item| item.id().to_string()).collect())
}

fn group_list(connection: &Connection, locale: &str) -> Result<Vec<Value>, Problem> {
    let items = load(connection, "user_groups")?;
    let mut list = Vec::with_capacity(items.len());
    for item in &items {
        let moment = clock::iso(item.created_at);
        let name = item.localised("name", locale);
        list.push(json!({
            "id": item.id(), "name": name, "short_description": item.localised("main_function", locale),
            "main_function": item.localised("main_function", locale), "more_info": null,
            "core_contact_point": {
                "id": item.id(), "name": name, "email": item.get("email"), "url": item.get("url"),
                "phone_number": item.get("phone_number"), "pec": null, "created_at": moment, "updated_at": moment,
            },
            "created_at": moment, "updated_at": moment, "topic_id": null, "manager_id": null, "users_count": 0,
            "services_count": services::count_of_group(connection, item.slug())?,
            "core_location_id": item.get("core_location_id"), "calendar_id": item.get("calendar_id"),
        }));
    }
    sort_by(&mut list, "name");
    Ok(list)
}

async fn tenant(State(app): State<Shared>) -> Result<Response, Problem> {
    let items = app.db.run(|connection| load(connection, "tenant"))?;
    let tenant = items.first().ok_or_else(|| Problem::not_found("Object not found"))?;
    let meta = json!({
        "tenant_type": "comune", "theme": "default", "logo": null, "favicon": null,
        "contacts": {"email": "urp@comune.bugliano.example", "phone": "0587 000 000"}, "social": [],
        "legals": {"privacy_policy": format!("{}/privacy", app.origins.site)},
        "builtin_services": {
            "faq": null, "appointment_booking": format!("{}/prenota_appuntamento", app.origins.site),
            "report_inefficiency": format!("{}/segnala_disservizio", app.origins.site),
            "support": format!("{}/richiedi_assistenza", app.origins.site),
        },
        "topics": [], "enable_search_and_catalogue": true,
    });
    Ok(json::ok(&json!({
        "id": tenant.id(), "name": tenant.get("name"), "slug": tenant.slug(),
        "mechanographic_code": tenant.get("mechanographic_code"),
        "administrative_code": tenant.get("administrative_code"), "site_url": app.origins.site,
        "meta": [meta.to_string()], "io_enabled": false,
        "gateways": [{"identifier": "mypay", "parameters": null}], "backoffice_enabled_integrations": [],
        "linkable_application_meetings": true, "satisfy_entrypoint_id": tenant.get("satisfy_entrypoint_id"),
    })))
}
