//! What every request passes on its way in and out: tenant prefix, faults, cross-origin rules, log.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::http::header;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderValue, Request, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use futures_util::stream::{self, StreamExt};
use tower::ServiceExt;

use crate::app::Shared;
use crate::cors::{self, Readers};
use crate::faults::{Fault, Kind};
use crate::json;
use crate::problem::Problem;
use crate::request::{Tenant, locale};
use crate::server::Port;

/// Path of the control API.
const CONTROL: &str = "/_sandbox";

/// One of the three servers.
pub struct Front {
    pub app: Shared,
    pub port: Port,
    pub router: Router,
}

/// The connection is to be closed without an answer.
#[derive(Debug)]
pub struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("closed on purpose")
    }
}

impl std::error::Error for Dropped {}

impl Front {
    /// Answers a request, or tells to close its connection.
    pub async fn answer(self: Arc<Self>, mut request: Request<Body>) -> Result<Response, Dropped> {
        let full = request.uri().clone();
        if self.port == Port::Core {
            let Some((tenant, rest)) = split_tenant(full.path()) else {
                let home = format!("{}/", self.app.origins.base());
                return Ok((StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, home)]).into_response());
            };
            request.extensions_mut().insert(Tenant(tenant.to_string()));
            if let Some(uri) = with_path(&full, &rest) {
                *request.uri_mut() = uri;
            }
        }
        let path = request.uri().path().to_string();
        let readers = match self.port {
            Port::Core => Some(cors::readers(&request, &path, &self.app.origins)),
            Port::Widgets => Some(Readers::Anyone),
            Port::Site => None,
        };
        if self.port == Port::Core && path.starts_with(CONTROL) {
            let response = if cors::is_preflight(&request) { cors::preflight() } else { self.serve(request).await };
            return Ok(finish(response, readers.as_ref(), None));
        }

        let language = path.starts_with("/api/").then(|| locale(request.headers()));
        let whole = with_query(&path, full.query());
        let number = {
            // The log tells addresses as they came.
            let seen = request.uri().clone();
            *request.uri_mut() = full.clone();
            let number = self.app.log.open(self.port, &request);
            *request.uri_mut() = seen;
            number
        };
        let due = self.app.faults.strike(self.port, request.method().as_str(), &whole, &full.to_string());
        let name = due.as_ref().map(|fault| fault.name.clone());
        let outcome = match due {
            Some(fault) => self.misbehave(fault, request).await,
            None if cors::is_preflight(&request) => Ok(cors::preflight()),
            None => Ok(self.serve(request).await),
        };
        let status = outcome.as_ref().map_or(0, |response| response.status().as_u16());
        self.app.log.close(number, status, name.as_deref());
        outcome.map(|response| {
            let mut response = finish(response, readers.as_ref(), language);
            if self.app.faults.lose_connections() {
                response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
            }
            response
        })
    }

    async fn serve(&self, request: Request<Body>) -> Response {
        match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }

    async fn served(&self, request: Request<Body>) -> Response {
        if cors::is_preflight(&request) { cors::preflight() } else { self.serve(request).await }
    }

    async fn misbehave(&self, fault: Fault, request: Request<Body>) -> Result<Response, Dropped> {
        let pause = Duration::from_millis(fault.ms);
        if fault.kind != Kind::DelayAfter {
            tokio::time::sleep(pause).await;
        }
        let tenant = request.extensions().get::<Tenant>().map_or("lang", |tenant| tenant.0.as_str());
        let login = format!("{}/{tenant}/it/login", self.app.origins.core);
        match fault.kind {
            Kind::Delay => Ok(self.served(request).await),
            Kind::DelayAfter => {
                let response = self.served(request).await;
                tokio::time::sleep(pause).await;
                Ok(response)
            }
            Kind::Status(code, body) => {
                let status = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                Ok(match body.as_str() {
                    Some(text) => (status, text.to_string()).into_response(),
                    None => json::with(status, &body),
                })
            }
            Kind::Cut => {
                let (parts, half, _) = halve(self.served(request).await).await;
                Ok(Response::from_parts(parts, Body::from(half)))
            }
            Kind::CutStream => {
                let (mut parts, half, length) = halve(self.served(request).await).await;
                parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(length));
                // The pause lets the first half leave before the connection is torn down.
                let pieces = stream::iter([Ok(half), Err(Dropped)]).then(|piece| async {
                    tokio::time::sleep(Duration::from_millis(30)).await;
                    piece
                });
                Ok(Response::from_parts(parts, Body::from_stream(pieces)))
            }
            Kind::WrongType => {
                let page = "<!doctype html><html lang=\"it\"><title>Sandbox</title><p>Not what you asked for.</html>";
                Ok(([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response())
            }
            Kind::Drop => Err(Dropped),
            Kind::DropAfter => {
                self.served(request).await;
                Err(Dropped)
            }
            Kind::ExpiredToken => Ok(Problem::Unauthorized("Expired JWT Token").into_response()),
            Kind::RetryAfter(seconds) => {
                let problem = Problem::Framework(StatusCode::TOO_MANY_REQUESTS, "Too Many Requests");
                let mut response = problem.into_response();
                response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
                Ok(response)
            }
            Kind::RedirectLogin => Ok((StatusCode::FOUND, [(header::LOCATION, login)]).into_response()),
        }
    }
}

/// Parts, first half of the body and whole length.
async fn halve(response: Response) -> (axum::http::response::Parts, Bytes, usize) {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.unwrap_or_default();
    parts.headers.remove(header::CONTENT_LENGTH);
    (parts, bytes.slice(..bytes.len() / 2), bytes.len())
}

fn finish(mut response: Response, readers: Option<&Readers>, language: Option<&'static str>) -> Response {
    if let Some(readers) = readers {
        cors::allow(response.headers_mut(), readers);
    }
    if let Some(language) = language {
        response.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language));
    }
    response
}

/// `/lang/api/users` is `lang` and `/api/users`; the control API works with and without a tenant. None for `/`.
fn split_tenant(path: &str) -> Option<(&str, String)> {
    if path == CONTROL || path.starts_with("/_sandbox/") {
        return Some(("lang", path.to_string()));
    }
    let trimmed = path.strip_prefix('/')?;
    let (tenant, rest) = trimmed.split_once('/').unwrap_or((trimmed, ""));
    if tenant.is_empty() { None } else { Some((tenant, format!("/{rest}"))) }
}

fn with_query(path: &str, query: Option<&str>) -> String {
    match query {
        Some(query) => format!("{path}?{query}"),
        None => path.to_string(),
    }
}

fn with_path(uri: &Uri, path: &str) -> Option<Uri> {
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = Some(PathAndQuery::try_from(with_query(path, uri.query())).ok()?);
    Uri::from_parts(parts).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_first_segment_is_the_tenant() {
        assert_eq!(split_tenant("/lang/api/users"), Some(("lang", "/api/users".into())));
        assert_eq!(split_tenant("/comune-di-xyz"), Some(("comune-di-xyz", "/".into())));
        assert_eq!(split_tenant("/lang/_sandbox/faults"), Some(("lang", "/_sandbox/faults".into())));
        assert_eq!(split_tenant("/_sandbox/faults"), Some(("lang", "/_sandbox/faults".into())));
        assert_eq!(split_tenant("/"), None);
        assert_eq!(split_tenant("//api"), None);
    }
}
