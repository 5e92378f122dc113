//! Cross-origin rules of the core (core API contract, sections 1.2 and 2.1) and of the delivery folder.

use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, Request, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::app::Origins;
use crate::request::Params;

const METHODS: &str = "GET, POST, PUT, PATCH, DELETE, OPTIONS";
const HEADERS: &str = "Authorization, Content-Type, x-locale, Idempotency-Key, X-Accept-Version";
/// What a script may read of an answer, beyond the safe headers.
const EXPOSED: &str = "ETag, Retry-After, Content-Language";

/// Who may read an answer.
pub enum Readers {
    Anyone,
    /// This origin alone, with its cookies.
    Session(HeaderValue),
}

/// Decides from the request; `path` is without the tenant prefix.
pub fn readers<B>(request: &Request<B>, path: &str, origins: &Origins) -> Readers {
    let with_cookie = path == "/api/session-auth" && Params::of(request.uri().query()).has("with-cookie");
    match request.headers().get(header::ORIGIN) {
        Some(origin) if with_cookie && known(origin, origins) => Readers::Session(origin.clone()),
        _ => Readers::Anyone,
    }
}

fn known(origin: &HeaderValue, origins: &Origins) -> bool {
    origin.to_str().is_ok_and(|origin| origins.with_session.iter().any(|known| known == origin))
}

/// Is this the browser's question before a request?
pub fn is_preflight<B>(request: &Request<B>) -> bool {
    *request.method() == Method::OPTIONS && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// The answer to a preflight, before [`allow`].
pub fn preflight() -> Response {
    let headers = [
        (header::ACCESS_CONTROL_ALLOW_METHODS, METHODS),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, HEADERS),
        (header::ACCESS_CONTROL_MAX_AGE, "600"),
    ];
    (StatusCode::OK, headers, "[]").into_response()
}

/// Adds the headers that let a script read the answer.
pub fn allow(headers: &mut HeaderMap, readers: &Readers) {
    let origin: HeaderValue = match readers {
        Readers::Anyone => HeaderValue::from_static("*"),
        Readers::Session(origin) => {
            set(headers, header::ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
            headers.append(header::VARY, HeaderValue::from_static("Origin"));
            origin.clone()
        }
    };
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    set(headers, header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}
