//! GET `/api/applications` (core API contract, section 5.5).

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use rusqlite::ToSql;
use serde_json::{Map, Value, json};

use super::{DRAFT, NAMES, shape, status_name, store};
use crate::app::Shared;
use crate::problem::Problem;
use crate::request::{Ctx, Params};
use crate::{clock, json, services};

const GEO: &str = "application/geo+json";
/// Filter name and column of the moments that can be filtered.
const MOMENTS: [(&str, &str); 3] =
    [("createdAt", "created_at"), ("updatedAt", "updated_at"), ("submittedAt", "submitted_at")];
const COMPARISONS: [(&str, &str); 4] =
    [("after", ">="), ("before", "<="), ("strictly_after", ">"), ("strictly_before", "<")];

/// Does the client want GeoJSON?
pub fn wants_geo(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accept| accept.contains(GEO))
}

/// A GeoJSON answer.
pub fn geo(value: &Value) -> Response {
    let mut response = json::ok(value);
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(GEO));
    response
}

/// Conditions of the query, with their values.
#[derive(Default)]
struct Wanted {
    conditions: Vec<String>,
    values: Vec<Box<dyn ToSql>>,
}

impl Wanted {
    fn and(&mut self, condition: &str, value: impl ToSql + 'static) {
        self.values.push(Box::new(value));
        self.conditions.push(format!("{condition} ?{}", self.values.len()));
    }

    fn clause(&self) -> String {
        if self.conditions.is_empty() { String::new() } else { format!(" WHERE {}", self.conditions.join(" AND ")) }
    }

    fn bound(&self) -> Vec<&dyn ToSql> {
        self.values.iter().map(AsRef::as_ref).collect()
    }
}

/// The caller's own applications; everyone's for an operator.
pub async fn list(State(app): State<Shared>, ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    let params = &ctx.params;
    let page = Page::of(params)?;
    app.db.run(|connection| {
        let caller = ctx.caller()?;
        let mut wanted = Wanted::default();
        if !caller.is_operator() {
            wanted.and("user_id =", caller.id.clone());
        }
        match params.get("status") {
            Some(text) => wanted.and("status =", known_status(text)?),
            None => wanted.and("status <>", DRAFT),
        }
        if let Some(slug) = params.get("service") {
            let services = services::all(connection)?;
            let service = services.iter().find(|service| service.slug == slug);
            wanted.and("service_id =", service.ok_or_else(|| Problem::not_found("Service not found"))?.id.clone());
        }
        if let Some(identifier) = params.get("service_identifier") {
            let service = services::find(connection, identifier)?.filter(|one| one.identifier.is_some());
            wanted.and("service_id =", service.map(|one| one.id).unwrap_or_default());
        }
        if let Some(id) = params.get("service_id") {
            wanted.and("service_id =", id.to_string());
        }
        moments(params, &mut wanted)?;

        let clause = wanted.clause();
        let count: i64 = connection.query_row(
            &format!("SELECT count(*) FROM applications{clause}"),
            wanted.bound().as_slice(),
            |row| row.get(0),
        )?;
        let mut statement = connection.prepare(&format!(
            "{}{clause} ORDER BY created_at {direction}, rowid {direction} LIMIT {} OFFSET {}",
            store::SELECT,
            page.limit,
            page.offset,
            direction = page.direction,
        ))?;
        let rows = statement.query_map(wanted.bound().as_slice(), store::from_row)?;
        let applications: Vec<store::Application> = rows.collect::<Result<_, _>>()?;
        if wants_geo(&headers) {
            let features: Vec<Value> = applications
                .iter()
                .filter_map(shape::point)
                .map(|point| json!({"type": "Feature", "geometry": point, "properties": {}}))
                .collect();
            return Ok(geo(&json!({"type": "FeatureCollection", "features": features})));
        }
        let data = shape::many(connection, &applications, &ctx)?;
        Ok(json::ok(&json!({
            "meta": {"parameter": page.echo(params), "count": count},
            "links": page.links(&ctx, count),
            "data": data,
        })))
    })
}

fn known_status(text: &str) -> Result<i64, Problem> {
    text.trim().parse().ok().filter(|status| status_name(*status).is_some()).ok_or_else(|| {
        let codes: Vec<String> = NAMES.iter().map(|(code, _)| code.to_string()).collect();
        Problem::bad(format!("Status code not present, chose one between: {}", codes.join(",")))
    })
}

fn moments(params: &Params, wanted: &mut Wanted) -> Result<(), Problem> {
    for (name, column) in MOMENTS {
        for (word, sign) in COMPARISONS {
            let parameter = format!("{name}[{word}]");
            let Some(text) = params.get(&parameter) else { continue };
            let moment = clock::parse(text).ok_or_else(|| {
                Problem::bad(format!("Parameter {parameter} must be in one of these formats: yyyy-mm-dd or ISO 8601"))
            })?;
            wanted.and(&format!("{column} {sign}"), moment);
        }
    }
    Ok(())
}

struct Page {
    offset: i64,
    limit: i64,
    direction: &'static str,
}

impl Page {
    fn of(params: &Params) -> Result<Page, Problem> {
        let number = |name: &str, default: i64| match params.get(name) {
            None => Ok(default),
            Some(text) => text
                .parse::<i64>()
                .ok()
                .filter(|number| *number >= 0)
                .ok_or_else(|| Problem::bad(format!("Parameter {name} is not a valid number"))),
        };
        let limit = number("limit", 10)?;
        if limit > 100 {
            return Err(Problem::bad("Limit parameter is too high"));
        }
        match params.get("order") {
            None | Some("creationTime") => {}
            Some(_) => return Err(Problem::bad("Order parameter is not valid, chose one between: creationTime")),
        }
        let direction = match params.get("sort").map(str::to_uppercase).as_deref() {
            None | Some("ASC") => "ASC",
            Some("DESC") => "DESC",
            Some(_) => return Err(Problem::bad("Sort parameter is not valid, chose one between: ASC,DESC")),
        };
        Ok(Page { offset: number("offset", 0)?, limit, direction })
    }

    /// The parameters as understood, echoed in `meta`.
    fn echo(&self, params: &Params) -> Value {
        let mut echo: Map<String, Value> =
            params.iter().map(|(key, value)| (key.to_string(), Value::String(value.to_string()))).collect();
        if let Some(version) = params.get("version").and_then(|text| text.parse::<i64>().ok()) {
            echo.insert("version".into(), json!(version));
        }
        echo.insert("offset".into(), json!(self.offset));
        echo.insert("limit".into(), json!(self.limit));
        Value::Object(echo)
    }

    fn links(&self, ctx: &Ctx, count: i64) -> Value {
        let at = |offset: i64| {
            let mut query = url::form_urlencoded::Serializer::new(String::new());
            query.append_pair("offset", &offset.to_string()).append_pair("limit", &self.limit.to_string());
            for (key, value) in ctx.params.iter().filter(|(key, _)| !matches!(*key, "offset" | "limit")) {
                query.append_pair(key, value);
            }
            format!("{}/applications?{}", ctx.api(), query.finish())
        };
        let next = self.offset.saturating_add(self.limit);
        json!({
            "self": at(self.offset),
            "prev": (self.offset > 0).then(|| at((self.offset - self.limit).max(0))),
            "next": (self.limit > 0 && next < count).then(|| at(next)),
        })
    }
}
