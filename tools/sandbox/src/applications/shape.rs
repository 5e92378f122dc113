//! How an application is told (core API contract, section 5.4): version 1 flattens `data`, version 2 drops the segments
//! named `data`.

use rusqlite::Connection;
use serde_json::{Map, Value, json};

use super::store::{self, Application};
use super::{status_name, transitions};
use crate::problem::Problem;
use crate::request::Ctx;
use crate::services::{self, Service};
use crate::uploads;
use crate::{clock, reference, users};

/// One application.
pub fn one(connection: &Connection, application: &Application, ctx: &Ctx) -> Result<Value, Problem> {
    let services = services::all(connection)?;
    shape(connection, application, &services, &ctx.api(), ctx.version)
}

/// Several; services are read once.
pub fn many(connection: &Connection, applications: &[Application], ctx: &Ctx) -> Result<Vec<Value>, Problem> {
    let services = services::all(connection)?;
    applications.iter().map(|one| shape(connection, one, &services, &ctx.api(), ctx.version)).collect()
}

/// Every application of every user, version 2, for assertions. `raw` is the data as it was sent.
pub fn everything(connection: &Connection, api: &str) -> Result<Vec<Value>, Problem> {
    let services = services::all(connection)?;
    let mut statement = connection.prepare(&format!("{} ORDER BY rowid", store::SELECT))?;
    let rows: Vec<Application> = statement.query_map([], store::from_row)?.collect::<Result<_, _>>()?;
    let shown = rows.iter().map(|application| {
        let mut shown = shape(connection, application, &services, api, 2)?;
        if let Some(map) = shown.as_object_mut() {
            map.insert("raw".into(), Value::Object(application.data.clone()));
        }
        Ok(shown)
    });
    shown.collect()
}

/// A GeoJSON point, when the application has an address with coordinates.
pub fn point(application: &Application) -> Option<Value> {
    let address = application.data.get("address")?;
    let number = |names: [&str; 2]| {
        let value = names.iter().find_map(|name| address.get(*name))?;
        value.as_f64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()))
    };
    let (lon, lat) = (number(["lon", "longitude"])?, number(["lat", "latitude"])?);
    Some(json!({"type": "Point", "coordinates": [lon, lat]}))
}

fn shape(
    connection: &Connection,
    application: &Application,
    services: &[Service],
    api: &str,
    version: u8,
) -> Result<Value, Problem> {
    let service = services.iter().find(|service| service.id == application.service_id);
    let user = users::find(connection, &application.user_id)?;
    let tenant = reference::tenant_id(connection)?;
    let here = format!("{api}/applications/{}", application.id);
    let files = Files { connection, here: &here, version };
    let data = if version == 2 { files.nested(&application.data)? } else { files.flat(&application.data)? };
    let links: Vec<Value> = transitions::offered(application.status)
        .map(|action| {
            let url = format!("{here}/transition/{action}?version={version}");
            json!({"action": action, "description": format!("{action} application"), "url": url})
        })
        .collect();
    let method = if application.method == "operator" { Value::Null } else { json!(application.method) };
    let spid = application.method == "spid";
    let mut shown = json!({
        "id": application.id, "user": application.user_id, "user_name": user.map(|user| user.full_name()),
        "service": service.map(|service| &service.slug), "service_id": application.service_id,
        "service_name": service.map(|service| &service.name), "service_group_name": null, "tenant": tenant,
        "subject": application.subject, "data": data, "compiled_modules": [], "attachments": [],
        "creation_time": application.created_at / 1000, "created_at": clock::iso(application.created_at),
        "submission_time": application.submitted_at.map(|at| at / 1000),
        "submitted_at": application.submitted_at.map(clock::iso),
        "latest_status_change_time": application.status_at / 1000,
        "latest_status_change_at": clock::iso(application.status_at),
        "protocol_folder_number": null, "protocol_folder_code": null, "protocol_number": null,
        "protocol_document_id": null, "protocol_numbers": [], "protocol_time": null, "protocolled_at": null,
        "outcome": null, "outcome_motivation": null, "outcome_file": null, "outcome_attachments": [],
        "outcome_protocol_number": null, "outcome_protocol_document_id": null, "outcome_protocol_numbers": null,
        "outcome_protocol_time": null, "outcome_protocolled_at": null, "payment_type": null, "payment_data": [],
        "status": application.status.to_string(), "status_name": status_name(application.status),
        "authentication": {
            "authentication_method": method, "session_id": null, "spid_code": null,
            "spid_level": spid.then_some("2"), "certificate_issuer": null, "certificate_subject": null,
            "certificate": null, "instant": spid.then(|| clock::iso(application.created_at)), "session_index": null,
        },
        "links": links, "meetings": [],
        "integrations": [], "backoffice_data": null, "flow_changed_at": clock::iso(application.updated_at),
        "user_compilation_notes": null, "external_id": null, "locale": "it",
    });
    if let Some(map) = shown.as_object_mut() {
        map.extend(application.extra.clone());
    }
    Ok(shown)
}

struct Files<'a> {
    connection: &'a Connection,
    /// Address of the application in the API.
    here: &'a str,
    version: u8,
}

impl Files<'_> {
    /// Version 1: one level, keys joined by dots, lists kept.
    fn flat(&self, data: &Map<String, Value>) -> Result<Value, Problem> {
        let mut out = Map::new();
        self.flatten("", data, &mut out)?;
        Ok(Value::Object(out))
    }

    fn flatten(&self, prefix: &str, map: &Map<String, Value>, out: &mut Map<String, Value>) -> Result<(), Problem> {
        for (key, value) in map {
            let path = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
            match value {
                Value::Object(inner) => self.flatten(&path, inner, out)?,
                Value::Array(list) => {
                    let shown = list.iter().map(|item| self.item(item)).collect::<Result<_, _>>()?;
                    out.insert(path, Value::Array(shown));
                }
                other => {
                    out.insert(path, other.clone());
                }
            }
        }
        Ok(())
    }

    /// Version 2: nested, without the segments named `data`.
    fn nested(&self, map: &Map<String, Value>) -> Result<Value, Problem> {
        let mut out = Map::new();
        for (key, value) in map {
            match value {
                Value::Object(inner) => match self.nested(inner)? {
                    Value::Object(lifted) if key == "data" => out.extend(lifted),
                    shown => {
                        out.insert(key.clone(), shown);
                    }
                },
                Value::Array(list) => {
                    let shown = list.iter().map(|item| self.item(item)).collect::<Result<_, _>>()?;
                    out.insert(key.clone(), Value::Array(shown));
                }
                Value::String(text) if key == "natoAIl" => {
                    out.insert(key.clone(), Value::String(iso_day(text).unwrap_or_else(|| text.clone())));
                }
                other => {
                    out.insert(key.clone(), other.clone());
                }
            }
        }
        Ok(Value::Object(out))
    }

    /// An element of a list: an uploaded file is told by its download address, anything else as it is.
    fn item(&self, item: &Value) -> Result<Value, Problem> {
        let upload = match item.pointer("/data/id").and_then(Value::as_str) {
            Some(id) => uploads::find(self.connection, id)?,
            None => None,
        };
        let Some(upload) = upload else { return Ok(item.clone()) };
        Ok(json!({
            "id": upload.id, "name": upload.name,
            "url": format!("{}/attachments/{}?version={}", self.here, upload.id, self.version),
            "originalName": upload.original_name, "description": upload.description,
            "protocol_required": upload.protocol_required,
        }))
    }
}

/// `01/09/1976` as `1976-09-01`.
fn iso_day(text: &str) -> Option<String> {
    let mut parts = text.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let fits = digits(day, 2) && digits(month, 2) && digits(year, 4) && parts.next().is_none();
    fits.then(|| format!("{year}-{month}-{day}"))
}
