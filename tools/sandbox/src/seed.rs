//! The invented municipality: the data files in `seed/`, and how they get into the database.

use rusqlite::{Connection, params};
use serde_json::{Map, Value};

use crate::json::text;
use crate::problem::Problem;
use crate::{clock, users};

const REFERENCE: &str = include_str!("../seed/reference.json");
const SERVICES: &str = include_str!("../seed/services.json");
const PEOPLE: &str = include_str!("../seed/people.json");

/// Kinds of reference data; each is a list in `reference.json`.
const LISTS: [&str; 4] = ["categories", "user_groups", "recipients", "geographic_areas"];

/// One of the people who can log in.
pub struct Person {
    /// Short name used by the control API, e.g. `vittorino`.
    pub key: String,
    /// What makes this person special for a test, in Italian, shown on the login page.
    pub note: String,
    pub id: String,
    pub name: String,
    pub codice_fiscale: String,
    pub operator: bool,
}

/// Everyone who can log in, in the order of the login page.
pub fn people() -> Result<Vec<Person>, Problem> {
    let list: Vec<Map<String, Value>> = serde_json::from_str(PEOPLE)?;
    Ok(list
        .iter()
        .map(|person| Person {
            key: text(person, "key").into(),
            note: text(person, "note").into(),
            id: text(person, "id").into(),
            name: format!("{} {}", text(person, "nome"), text(person, "cognome")),
            codice_fiscale: text(person, "codice_fiscale").into(),
            operator: text(person, "role") == users::OPERATOR,
        })
        .collect())
}

/// Fills empty tables.
pub fn fill(connection: &Connection) -> Result<(), Problem> {
    let reference: Map<String, Value> = serde_json::from_str(REFERENCE)?;
    for kind in LISTS {
        let list = reference.get(kind).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        insert(connection, kind, list)?;
    }
    insert(connection, "tenant", reference.get("tenant").map(std::slice::from_ref).unwrap_or_default())?;
    let services: Vec<Value> = serde_json::from_str(SERVICES)?;
    insert(connection, "services", &services)?;

    let people: Vec<Map<String, Value>> = serde_json::from_str(PEOPLE)?;
    for person in &people {
        let profile: Map<String, Value> = users::FIELDS
            .iter()
            .map(|field| ((*field).to_string(), person.get(*field).cloned().unwrap_or(Value::Null)))
            .collect();
        let username = person.get("username").and_then(Value::as_str).unwrap_or(text(person, "codice_fiscale"));
        let role = text(person, "role");
        let provider = if role == users::OPERATOR { users::PASSWORD } else { users::SPID };
        users::insert(connection, text(person, "id"), username, provider, role, &Value::Object(profile))?;
    }
    Ok(())
}

fn insert(connection: &Connection, kind: &str, list: &[Value]) -> Result<(), Problem> {
    let now = clock::now_ms();
    for item in list.iter().filter_map(Value::as_object) {
        connection.execute(
            "INSERT INTO reference (kind, id, slug, body, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![kind, text(item, "id"), text(item, "slug"), Value::Object(item.clone()).to_string(), now],
        )?;
    }
    Ok(())
}
