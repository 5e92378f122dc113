//! What the core checks before it stores an application (core API contract, section 5.2).

use rusqlite::{Connection, params};
use serde_json::{Map, Value};

use super::{Checked, DRAFT, PRE_SUBMIT};
use crate::json::{self, text};
use crate::problem::Problem;
use crate::session::Caller;
use crate::users::User;
use crate::{services, uploads, users};

const SURNAME: &str = "/applicant/data/completename/data/surname";
const NAME: &str = "/applicant/data/completename/data/name";
const FISCAL_CODE: &str = "/applicant/data/fiscal_code/data/fiscal_code";
const MISMATCH: &str = "non coincide con quello restituito dal sistema di autenticazione.";

/// Checks a body of POST or PUT.
pub fn check(connection: &Connection, caller: &Caller, body: &Map<String, Value>) -> Result<Checked, Problem> {
    let wanted = text(body, "service");
    let service = services::find(connection, wanted)?.ok_or_else(|| Problem::bad("Service not found"))?;
    let status = status(body)?;
    let data = match body.get("data") {
        Some(Value::Object(data)) if !data.is_empty() => data.clone(),
        None | Some(Value::Null | Value::Array(_) | Value::Object(_)) => {
            return Err(Problem::bad("Empty application are not allowed"));
        }
        Some(_) => return Err(Problem::Validation(vec!["Questo valore non è valido.: data".into()])),
    };
    let whole = Value::Object(data);
    let mut owner = owner(connection, caller, body)?;
    let method = if caller.is_operator() {
        "operator"
    } else if caller.is_anonymous() {
        decorate(connection, &mut owner, &whole)?;
        "anonymous"
    } else {
        same_person(&owner, &whole)?;
        "spid"
    };
    files(connection, caller, "data", &whole)?;
    let Value::Object(data) = whole else { return Err(Problem::bad("Empty application are not allowed")) };
    unique(connection, &service.id, &data)?;
    Ok(Checked { owner, service, status, data, method })
}

fn status(body: &Map<String, Value>) -> Result<i64, Problem> {
    let status = match body.get("status") {
        None | Some(Value::Null) => Some(PRE_SUBMIT),
        Some(value) => json::integer(value),
    };
    match status {
        Some(status @ (DRAFT | PRE_SUBMIT)) => Ok(status),
        _ => Err(Problem::Validation(vec!["Questo valore non è valido.: status".into()])),
    }
}

/// Operators may send for someone; everyone else sends for themselves.
fn owner(connection: &Connection, caller: &Caller, body: &Map<String, Value>) -> Result<User, Problem> {
    let named = text(body, "user");
    let id = if caller.is_operator() && !named.is_empty() { named } else { &caller.id };
    users::find(connection, id)?.ok_or_else(|| Problem::bad("User not found"))
}

fn at<'a>(data: &'a Value, pointer: &str) -> &'a str {
    data.pointer(pointer).and_then(Value::as_str).map(str::trim).unwrap_or_default()
}

fn same_person(owner: &User, data: &Value) -> Result<(), Problem> {
    for (pointer, member, label) in [
        (FISCAL_CODE, "codice_fiscale", "Il codice fiscale"),
        (NAME, "nome", "Il Nome"),
        (SURNAME, "cognome", "Il Cognome"),
    ] {
        if at(data, pointer).to_lowercase() != text(&owner.profile, member).trim().to_lowercase() {
            return Err(Problem::invalid(format!("{label} inserito {MISMATCH}")));
        }
    }
    Ok(())
}

/// An anonymous user becomes known by what the application says.
fn decorate(connection: &Connection, owner: &mut User, data: &Value) -> Result<(), Problem> {
    let sources: [(&str, &[&str]); 5] = [
        ("nome", &[NAME]),
        ("cognome", &[SURNAME]),
        ("cellulare", &["/applicant/data/cell_number"]),
        ("telefono", &["/applicant/data/phone_number"]),
        ("email", &["/applicant/data/email_address", "/email_address", "/email"]),
    ];
    for (member, pointers) in sources {
        if let Some(value) = pointers.iter().map(|pointer| at(data, pointer)).find(|value| !value.is_empty()) {
            owner.profile.insert(member.into(), Value::String(value.into()));
        }
    }
    users::save_profile(connection, &owner.id, &owner.profile)
}

/// Every file named in the data must be one that was uploaded and finished.
fn files(connection: &Connection, caller: &Caller, name: &str, value: &Value) -> Result<(), Problem> {
    let file_field = matches!(name, "images" | "docs");
    match value {
        Value::Object(map) if !file_field => {
            map.iter().try_for_each(|(key, inner)| files(connection, caller, key, inner))
        }
        Value::Array(list) => list.iter().try_for_each(|item| {
            let is_file = file_field || item.get("storage").is_some() || item.pointer("/data/id").is_some();
            if is_file { file(connection, caller, name, item) } else { files(connection, caller, name, item) }
        }),
        Value::Null => Ok(()),
        Value::String(text) if text.is_empty() => Ok(()),
        _ if file_field => Err(Problem::invalid(format!("Il campo {name} deve essere un elenco di file."))),
        _ => Ok(()),
    }
}

fn file(connection: &Connection, caller: &Caller, name: &str, item: &Value) -> Result<(), Problem> {
    let Some(id) = item.pointer("/data/id").and_then(Value::as_str) else {
        return Err(Problem::invalid(format!(
            "Un allegato del campo {name} non ha l'identificativo del file caricato."
        )));
    };
    match uploads::find(connection, id)? {
        Some(upload) if upload.finished && upload.owner.as_ref().is_none_or(|owner| *owner == caller.id) => Ok(()),
        _ => Err(Problem::invalid(format!("L'allegato {id} del campo {name} non è stato caricato."))),
    }
}

fn unique(connection: &Connection, service: &str, data: &Map<String, Value>) -> Result<(), Problem> {
    let id = text(data, "unique_id");
    if id.is_empty() {
        return Ok(());
    }
    let known: i64 = connection.query_row(
        "SELECT count(*) FROM applications WHERE service_id = ?1 AND json_extract(data, '$.unique_id') = ?2",
        params![service, id],
        |row| row.get(0),
    )?;
    if known == 0 { Ok(()) } else { Err(Problem::invalid(format!("Esiste già una pratica con identificativo {id}."))) }
}
