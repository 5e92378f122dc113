//! Services (core API contract, sections 3.1 and 3.2).

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rusqlite::Connection;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::app::Shared;
use crate::clock;
use crate::json;
use crate::problem::Problem;
use crate::reference::{self, Item, load};
use crate::request::Ctx;

const HIDDEN: i64 = 0;
/// Published, suspended, scheduled: what the list shows.
const LISTED: [i64; 3] = [1, 2, 4];

/// A service as the rest of the core needs it.
pub struct Service {
    pub id: String,
    pub slug: String,
    pub identifier: Option<String>,
    /// Italian name.
    pub name: String,
    pub allow_withdraw: bool,
}

/// `/api/services`.
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/api/services", get(list))
        .route("/api/services/facets", get(facets))
        .route("/api/services/{id}", get(one))
}

/// Every service, hidden ones too.
pub fn all(connection: &Connection) -> Result<Vec<Service>, Problem> {
    let items = load(connection, "services")?;
    let services = items.iter().map(|item| Service {
        id: item.id().into(),
        slug: item.slug().into(),
        identifier: identifier(item).map(str::to_string),
        name: item.localised("name", "it").as_str().unwrap_or_default().into(),
        allow_withdraw: item.get("allow_withdraw") == Value::Bool(true),
    });
    Ok(services.collect())
}

/// A service by uuid or built-in identifier.
pub fn find(connection: &Connection, wanted: &str) -> Result<Option<Service>, Problem> {
    let mut services = all(connection)?;
    let place = services.iter().position(|one| one.id == wanted || one.identifier.as_deref() == Some(wanted));
    Ok(place.map(|place| services.swap_remove(place)))
}

/// Slugs of the offices of a service.
pub fn group_slugs(connection: &Connection, service: &str) -> Result<Vec<String>, Problem> {
    let items = load(connection, "services")?;
    let found = items.iter().find(|item| item.id() == service);
    Ok(found.map(|item| item.strings("user_groups").into_iter().map(str::to_string).collect()).unwrap_or_default())
}

/// How many services an office has.
pub fn count_of_group(connection: &Connection, slug: &str) -> Result<usize, Problem> {
    let items = load(connection, "services")?;
    Ok(items.iter().filter(|item| item.strings("user_groups").contains(&slug)).count())
}

/// Ids of the categories that have at least one listed service.
pub fn used_topics(connection: &Connection) -> Result<Vec<String>, Problem> {
    let slugs: Vec<String> = load(connection, "services")?
        .iter()
        .filter(|item| LISTED.contains(&status(item)))
        .filter_map(|item| item.get("topic").as_str().map(str::to_string))
        .collect();
    reference::ids_of(connection, "categories", &slugs)
}

fn identifier(item: &Item) -> Option<&str> {
    item.body.get("identifier").and_then(Value::as_str)
}

fn status(item: &Item) -> i64 {
    item.get("status").as_i64().unwrap_or(1)
}

async fn list(State(app): State<Shared>, ctx: Ctx) -> Result<Response, Problem> {
    let shown = app.db.run(|connection| {
        let related = Related::load(connection)?;
        let items = load(connection, "services")?;
        let asked = ctx.params.get("identifier");
        // Built-in services are private, yet a client that names one must find it.
        let listed = items.iter().filter(|item| match asked {
            Some(wanted) => identifier(item) == Some(wanted) && status(item) != HIDDEN,
            None => LISTED.contains(&status(item)),
        });
        Ok(listed.map(|item| shape(item, &related, &ctx)).collect::<Vec<Value>>())
    })?;
    let mut shown = filter(shown, &ctx)?;
    sort(&mut shown, &ctx);
    if let Some(limit) = ctx.params.get("limit") {
        let limit: usize = limit.parse().map_err(|_| Problem::bad("Limit parameter is not a number"))?;
        shown.truncate(limit);
    }
    Ok(cached(json::ok(&Value::Array(shown))))
}

fn cached(mut response: Response) -> Response {
    let value = HeaderValue::from_static("max-age=0, must-revalidate, public, s-maxage=0");
    response.headers_mut().insert(header::CACHE_CONTROL, value);
    response
}

fn filter(mut list: Vec<Value>, ctx: &Ctx) -> Result<Vec<Value>, Problem> {
    let params = &ctx.params;
    if let Some(status) = params.get("status") {
        list.retain(|service| {
            service.get("status").and_then(Value::as_i64).map(|one| one.to_string()).as_deref() == Some(status)
        });
    }
    if let Some(sticky) = params.switch("sticky") {
        list.retain(|service| service.get("sticky") == Some(&Value::Bool(sticky)));
    }
    if let Some(words) = params.get("q") {
        let words = words.to_lowercase();
        list.retain(|service| {
            let texts = ["name", "short_description", "description"].into_iter().filter_map(|key| service.get(key));
            texts.filter_map(Value::as_str).any(|text| text.to_lowercase().contains(&words))
        });
    }
    for (name, member) in [
        ("topics_id", "topics_id"),
        ("service_group_id", "service_group_id"),
        ("recipient_id", "recipients_id"),
        ("geographic_area_id", "geographic_areas_id"),
        ("user_group_ids", "user_group_ids"),
    ] {
        let Some(wanted) = params.list(name) else { continue };
        if let Some(wrong) = wanted.iter().find(|id| Uuid::parse_str(id).is_err()) {
            return Err(Problem::Internal(format!("{name}: {wrong} is not a uuid")));
        }
        list.retain(|service| match service.get(member) {
            Some(Value::String(id)) => wanted.contains(&id.as_str()),
            Some(Value::Array(ids)) => ids.iter().filter_map(Value::as_str).any(|id| wanted.contains(&id)),
            _ => false,
        });
    }
    if params.switch("grouped") == Some(false) {
        list.retain(|service| service.get("service_group_id").is_none_or(Value::is_null));
    }
    Ok(list)
}

fn sort(list: &mut [Value], ctx: &Ctx) {
    let member = ctx.params.get("order_by").unwrap_or("name");
    reference::sort_by(list, member);
    if ctx.params.switch("ascending") == Some(false) {
        list.reverse();
    }
}

async fn one(State(app): State<Shared>, ctx: Ctx, Path(wanted): Path<String>) -> Result<Response, Problem> {
    app.db.run(|connection| {
        let items = load(connection, "services")?;
        let item = items
            .iter()
            .find(|item| item.id() == wanted || identifier(item) == Some(&wanted))
            .ok_or_else(|| Problem::not_found("Object not found"))?;
        if status(item) == HIDDEN {
            return Err(Problem::Refusal(StatusCode::FORBIDDEN, "You are not allowed to view this service".into()));
        }
        Ok(cached(json::ok(&shape(item, &Related::load(connection)?, &ctx))))
    })
}

async fn facets(State(app): State<Shared>, ctx: Ctx) -> Result<Response, Problem> {
    let facets = app.db.run(|connection| {
        let mut facets = Map::new();
        for (name, kind) in
            [("topics_id", "categories"), ("recipient_id", "recipients"), ("geographic_area_id", "geographic_areas")]
        {
            let entries: Map<String, Value> = load(connection, kind)?
                .iter()
                .map(|item| {
                    (item.id().to_string(), json!({"id": item.id(), "name": item.localised("name", ctx.locale)}))
                })
                .collect();
            facets.insert(name.into(), Value::Object(entries));
        }
        Ok(facets)
    })?;
    Ok(json::ok(&Value::Object(facets)).into_response())
}

/// What the members of a service point to.
struct Related {
    categories: Vec<Item>,
    recipients: Vec<Item>,
    areas: Vec<Item>,
    groups: Vec<Item>,
}

impl Related {
    fn load(connection: &Connection) -> Result<Related, Problem> {
        Ok(Related {
            categories: load(connection, "categories")?,
            recipients: load(connection, "recipients")?,
            areas: load(connection, "geographic_areas")?,
            groups: load(connection, "user_groups")?,
        })
    }
}

fn named(items: &[Item], slugs: &[&str], locale: &str) -> (Vec<Value>, Vec<String>) {
    let found = || items.iter().filter(|item| slugs.contains(&item.slug()));
    (found().map(|item| item.localised("name", locale)).collect(), found().map(|item| item.id().into()).collect())
}

fn flow_steps(item: &Item, base: &str) -> Value {
    // The form server is a tenant path of the same origin: nothing may leave the machine.
    let core = base.rsplit_once('/').map_or(base, |(core, _)| core);
    let Some(form) = item.body.get("formio_id").and_then(Value::as_str) else { return json!([]) };
    let mut steps = vec![json!({
        "identifier": form, "title": null, "type": "formio", "description": null, "guide": null,
        "parameters": {"formio_id": form, "url": format!("{core}/form-server/form/")},
    })];
    if let (Value::Bool(true), Some(identifier)) = (item.get("built_in"), identifier(item)) {
        steps.push(json!({
            "identifier": identifier, "title": null, "type": "built-in", "description": null, "guide": null,
            "parameters": null,
        }));
    }
    Value::Array(steps)
}

fn shape(item: &Item, related: &Related, ctx: &Ctx) -> Value {
    let locale = ctx.locale;
    let topic = item.get("topic");
    let category = related.categories.iter().find(|one| topic.as_str() == Some(one.slug()));
    let (recipients, recipients_id) = named(&related.recipients, &item.strings("recipients"), locale);
    let (areas, areas_id) = named(&related.areas, &item.strings("areas"), locale);
    let (_, groups) = named(&related.groups, &item.strings("user_groups"), locale);
    let summary = item.localised("short_description", locale);
    let moment = clock::iso(item.created_at);
    let scheduled = if status(item) == 4 { Value::String(moment.clone()) } else { Value::Null };
    json!({
        "id": item.id(), "name": item.localised("name", locale), "slug": item.slug(), "tenant": "comune-di-bugliano",
        "topics": topic, "topics_id": category.map(Item::id), "description": summary, "short_description": summary,
        "howto": null, "how_to_do": null, "what_you_need": null, "what_you_get": null, "costs": null,
        "costs_attachments": [], "who": null, "special_cases": null, "more_info": null, "constraints": null,
        "times_and_deadlines": null, "booking_call_to_action": null, "conditions": null,
        "conditions_attachments": [], "compilation_info": null, "final_indications": null, "coverage": [],
        "response_type": null, "flow_steps": flow_steps(item, &ctx.base), "protocol_required": false, "protocol_handler": null,
        "protocollo_parameters": null, "payment_required": item.get("payment_required").as_i64().unwrap_or(0),
        "payment_parameters": null, "integrations": {"trigger": null, "action": null}, "sticky": false,
        "status": status(item), "access_level": item.get("access_level").as_i64().unwrap_or(0),
        "login_suggested": true, "scheduled_from": scheduled, "scheduled_to": null, "service_group": null,
        "service_group_id": null, "shared_with_group": false, "user_group_ids": groups, "allow_reopening": true,
        "allow_withdraw": item.get("allow_withdraw") == Value::Bool(true), "allow_integration_request": true,
        "workflow": 0, "recipients": recipients, "recipients_id": recipients_id, "geographic_areas": areas,
        "geographic_areas_id": areas_id, "max_response_time": 30, "source": null, "life_events": [],
        "business_events": [], "external_card_url": null, "feedback_messages": {}, "identifier": identifier(item),
        "app_version": "2.13.1", "created_at": moment, "updated_at": moment,
        "satisfy_entrypoint_id": item.get("satisfy_entrypoint_id"),
    })
}
