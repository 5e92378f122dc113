//! Small helpers around JSON answers and values.

use axum::http::header::{CONTENT_TYPE, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value};

/// The header of every JSON answer.
pub fn content_type() -> [(HeaderName, HeaderValue); 1] {
    [(CONTENT_TYPE, HeaderValue::from_static("application/json"))]
}

/// 200 with this value.
pub fn ok(value: &Value) -> Response {
    with(StatusCode::OK, value)
}

/// This status with this value.
pub fn with(status: StatusCode, value: &Value) -> Response {
    (status, content_type(), value.to_string()).into_response()
}

/// 200 with an array of one sentence, the core's way to say that a change was made.
pub fn done(sentence: &str) -> Response {
    ok(&serde_json::json!([sentence]))
}

/// The text at a key, empty when it is missing or not text.
pub fn text<'a>(map: &'a Map<String, Value>, key: &str) -> &'a str {
    map.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// A number given as number or as text, as clients send both.
pub fn integer(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| value.as_str().and_then(|text| text.trim().parse().ok()))
}
