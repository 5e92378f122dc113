//! The only crate that talks to the outside: the core's API as typed calls over a [`Transport`].
//!
//! The policy, the same for every call: a time limit and cancellation; reads are tried again after passing troubles;
//! writes are never repeated blindly (see [`Submission`]); a refused token is renewed once; whatever comes back is read
//! tolerantly and whatever goes wrong is one [`CoreError`] with a message fit for people. Tokens and personal data stay
//! in memory and out of every message to developers.

mod answer;
pub mod browser;
mod core;
mod endpoints;
mod error;
mod identity;
mod json;
mod json_serde;
mod json_text;
mod json_value;
mod retry;
mod same_data;
mod satisfy;
mod session;
mod session_auth;
mod submission;
#[cfg(any(test, feature = "testing"))]
pub mod testing;
mod token;
mod transport;
mod url;
mod wait;

pub use crate::core::{Auth, Core, TIMEOUT_MS, WRITE_TIMEOUT_MS};
pub use browser::core_for;
pub use endpoints::applications::{Application, NewApplication, Stage};
pub use endpoints::reference::{Category, Service, TenantInfo};
pub use endpoints::uploads::{FileBytes, UploadFile, UploadedFile};
pub use error::{CoreError, Oddity};
pub use identity::{Citizen, Identity};
pub use json::{Json, Members, Tolerant};
pub use json_text::{BadJson, parse_json, write_json};
pub use satisfy::{Delivery, Rating, Satisfy};
pub use session::{Session, Subscription};
pub use submission::Submission;
pub use token::Token;
pub use transport::{Body, Later, Method, Request, Response, Transport, TransportError};
pub use url::{Path, encode, normalise_base};
pub use wait::{CancelToken, Soon};

/// For [`json!`].
#[doc(hidden)]
#[cfg(any(test, feature = "testing"))]
pub use serde_json;
