//! Refusals, in the shapes of the core (core API contract, section 1.3).

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::json;

pub const SAVE: &str = "There was an error during save process";
pub const VALIDATION: &str = "There was an error during data validation";
const CONTACT: &str = "Contact technical support at support@opencontent.it";
const RFC: &str = "https://tools.ietf.org/html/rfc2616#section-10";

/// Why a request was not served.
#[derive(Debug)]
pub enum Problem {
    /// A JSON array with one sentence.
    Refusal(StatusCode, String),
    /// 400, form errors, each `message: field`.
    Validation(Vec<String>),
    /// A problem with the data: title and a sentence for people, in Italian.
    Domain(StatusCode, &'static str, String),
    /// 401 in the words of the token library.
    Unauthorized(&'static str),
    /// The framework's own answer for a status (403, 404, 405, malformed JSON).
    Framework(StatusCode, &'static str),
    /// 500; the text goes to the terminal, never to the client.
    Internal(String),
}

impl Problem {
    pub fn not_found(sentence: &str) -> Problem {
        Problem::Refusal(StatusCode::NOT_FOUND, sentence.into())
    }

    pub fn bad(sentence: impl Into<String>) -> Problem {
        Problem::Refusal(StatusCode::BAD_REQUEST, sentence.into())
    }

    /// 400 "error during data validation".
    pub fn invalid(description: impl Into<String>) -> Problem {
        Problem::Domain(StatusCode::BAD_REQUEST, VALIDATION, description.into())
    }

    pub fn forbidden() -> Problem {
        Problem::Framework(StatusCode::FORBIDDEN, "Forbidden")
    }

    fn parts(self) -> (StatusCode, Value) {
        match self {
            Problem::Refusal(status, sentence) => (status, json!([sentence])),
            Problem::Validation(errors) => (
                StatusCode::BAD_REQUEST,
                json!({"type": "validation_error", "title": "There was a validation error", "errors": errors}),
            ),
            Problem::Domain(status, title, description) => {
                (status, json!({"type": "error", "title": title, "description": description}))
            }
            Problem::Unauthorized(message) => (StatusCode::UNAUTHORIZED, json!({"code": 401, "message": message})),
            Problem::Framework(status, detail) => (
                status,
                json!({"type": RFC, "title": "An error occurred", "status": status.as_u16(), "detail": detail}),
            ),
            Problem::Internal(cause) => {
                eprintln!("oc-sandbox: internal error: {cause}");
                (StatusCode::INTERNAL_SERVER_ERROR, json!({"type": "error", "title": SAVE, "description": CONTACT}))
            }
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, body) = self.parts();
        let mut response = (status, json::content_type(), body.to_string()).into_response();
        if status == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<rusqlite::Error> for Problem {
    fn from(error: rusqlite::Error) -> Self {
        Problem::Internal(format!("database: {error}"))
    }
}

impl From<serde_json::Error> for Problem {
    fn from(error: serde_json::Error) -> Self {
        Problem::Internal(format!("stored JSON: {error}"))
    }
}

/// The body as a JSON object; anything else is refused as the framework does it.
pub fn object(body: &[u8]) -> Result<Map<String, Value>, Problem> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(map)) => Ok(map),
        _ => Err(Problem::Framework(StatusCode::BAD_REQUEST, "Invalid json message received")),
    }
}
