//! The state: one SQLite database behind one lock. Every handler runs its whole change inside one call of [`Db::run`],
//! so two requests never see each other half done.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension, params};

use crate::problem::Problem;
use crate::{applications, reference, satisfy, seed, session, uploads, users};

/// Values that outlive a reset, such as the signing key.
const SETTINGS: &str = "CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value BLOB NOT NULL);";

/// Every module brings its own tables.
const SCHEMAS: [&str; 7] = [
    SETTINGS,
    users::SCHEMA,
    session::SCHEMA,
    reference::SCHEMA,
    applications::SCHEMA,
    uploads::SCHEMA,
    satisfy::SCHEMA,
];

/// The database.
pub struct Db(Mutex<Connection>);

impl Db {
    /// Opens (or makes) the database and fills it with the seed when it is new. The error is a sentence for the terminal.
    pub fn open(file: Option<&Path>) -> Result<Db, String> {
        let opened = match file {
            Some(path) => Connection::open(path).map_err(|error| format!("cannot open {}: {error}", path.display())),
            None => Connection::open_in_memory().map_err(|error| format!("cannot open a database: {error}")),
        }?;
        let db = Db(Mutex::new(opened));
        db.run(|connection| {
            prepare(connection)?;
            let known: i64 = connection.query_row("SELECT count(*) FROM users", [], |row| row.get(0))?;
            if known == 0 { seed::fill(connection) } else { Ok(()) }
        })
        .map_err(|problem| format!("cannot prepare the database: {problem:?}"))?;
        Ok(db)
    }

    /// Runs one unit of work in a transaction: kept when it succeeds, undone when it fails.
    pub fn run<T>(&self, work: impl FnOnce(&Connection) -> Result<T, Problem>) -> Result<T, Problem> {
        let mut connection = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection.transaction()?;
        let value = work(&transaction)?;
        transaction.commit()?;
        Ok(value)
    }

    /// Back to the seed; settings (the signing key) stay.
    pub fn reset(&self) -> Result<(), Problem> {
        self.run(|connection| {
            let mut statement = connection
                .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")?;
            let names: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            drop(statement);
            for name in names.iter().filter(|name| *name != "settings") {
                connection.execute_batch(&format!("DROP TABLE \"{name}\""))?;
            }
            prepare(connection)?;
            seed::fill(connection)
        })
    }

    /// A setting, when it was stored.
    pub fn setting(&self, key: &str) -> Result<Option<Vec<u8>>, Problem> {
        self.run(|connection| {
            let found = connection
                .query_row("SELECT value FROM settings WHERE key = ?1", [key], |row| row.get(0))
                .optional()?;
            Ok(found)
        })
    }

    /// Stores a setting.
    pub fn set_setting(&self, key: &str, value: &[u8]) -> Result<(), Problem> {
        self.run(|connection| {
            connection.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)", params![key, value])?;
            Ok(())
        })
    }
}

fn prepare(connection: &Connection) -> Result<(), Problem> {
    for schema in SCHEMAS {
        connection.execute_batch(schema)?;
    }
    Ok(())
}
