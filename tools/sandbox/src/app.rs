//! What every request can reach: state, keys, addresses, faults and the request log.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;

use crate::db::Db;
use crate::faults::Faults;
use crate::log::RequestLog;
use crate::token::Keys;

/// The three addresses, without a trailing slash.
#[derive(Debug, Clone)]
pub struct Origins {
    /// `http://localhost:<port>`, without the tenant prefix.
    pub core: String,
    pub widgets: String,
    pub site: String,
    /// Origins that may use the session cookie: the site and those named on the command line.
    pub with_session: Vec<String>,
}

impl Origins {
    /// Base address of the default tenant, as pages set it in `OC_BASE_URL`.
    pub fn base(&self) -> String {
        format!("{}/lang", self.core)
    }
}

/// Shared by all connections.
pub struct App {
    pub db: Db,
    pub keys: Keys,
    pub origins: Origins,
    /// Life of a token in seconds.
    pub token_ttl: i64,
    /// Time a sent application stays at 1900.
    pub submit_delay: Duration,
    pub faults: Faults,
    /// Tells all connections to end after the request they are at.
    pub recycle: watch::Sender<()>,
    pub log: RequestLog,
}

/// Cheap to clone; the state of every router.
pub type Shared = Arc<App>;
