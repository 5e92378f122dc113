//! The delivery folder, served as a good content network does it, and the municipality's demo pages.

use std::path::Path;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use tower_http::services::ServeDir;

use crate::app::{Origins, Shared};
use crate::request::Params;

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const SHORT: &str = "public, max-age=300";
const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// The delivery folder.
pub fn widgets(dist: &Path) -> Router {
    let files = ServeDir::new(dist).append_index_html_on_directories(false).precompressed_br().precompressed_gzip();
    Router::new().fallback_service(files).layer(middleware::from_fn(widget_headers))
}

async fn widget_headers(request: Request, next: Next) -> Response {
    let caching = if is_pinned(request.uri().path()) { FOR_EVER } else { SHORT };
    let mut response = next.run(request).await;
    let status = response.status();
    let good = status.is_success() || status == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    set(headers, header::CACHE_CONTROL, if good { caching } else { "no-store" });
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, RESOURCE_POLICY, "cross-origin");
    if !headers.contains_key(header::VARY) {
        set(headers, header::VARY, "accept-encoding");
    }
    response
}

/// Files whose address changes with their content: `/runtime/<version>/…` and `/…/version/<x.y.z>/…`.
fn is_pinned(path: &str) -> bool {
    let mut segments = path.split('/').skip(1);
    match segments.next() {
        Some("runtime" | "version") => segments.count() >= 2,
        _ => {
            let mut rest = segments.skip_while(|segment| *segment != "version");
            rest.next().is_some() && rest.count() >= 2
        }
    }
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    headers.insert(name, HeaderValue::from_static(value));
}

/// The demo pages.
pub fn site(dir: &Path, app: Shared) -> Router {
    let files = ServeDir::new(dir);
    Router::new().fallback_service(files).layer(middleware::from_fn_with_state(app, fill))
}

/// Writes the addresses into the pages and adds the policy a page was asked for with.
async fn fill(State(app): State<Shared>, mut request: Request, next: Next) -> Response {
    // What is sent differs from the file, so answers about the file alone (304, ranges) would be wrong.
    for name in [header::IF_MODIFIED_SINCE, header::IF_NONE_MATCH, header::RANGE] {
        request.headers_mut().remove(name);
    }
    let strict = Params::of(request.uri().query()).get("csp") == Some("strict");
    let page = page_behind(request.method(), request.uri());
    let mut response = next.clone().run(request).await;
    if let (StatusCode::NOT_FOUND, Some(uri)) = (response.status(), page) {
        let mut again = Request::new(Body::empty());
        *again.uri_mut() = uri;
        response = next.run(again).await;
    }
    set(response.headers_mut(), header::CACHE_CONTROL, "no-store");
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if !kind.is_some_and(|kind| kind.starts_with("text/html")) {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, usize::MAX).await else {
        return (StatusCode::INTERNAL_SERVER_ERROR, "the page could not be read").into_response();
    };
    let origins = &app.origins;
    let html = String::from_utf8_lossy(&bytes)
        .replace("{{core}}", &origins.base())
        .replace("{{widgets}}", &origins.widgets)
        .replace("{{site}}", &origins.site);
    parts.headers.remove(header::CONTENT_LENGTH);
    parts.headers.remove(header::LAST_MODIFIED);
    parts.headers.remove(header::ACCEPT_RANGES);
    set(&mut parts.headers, header::CONTENT_TYPE, "text/html; charset=utf-8");
    if strict && let Ok(policy) = HeaderValue::from_str(&strict_policy(origins)) {
        parts.headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
    Response::from_parts(parts, Body::from(html))
}

/// `/segnala_disservizio` also stands for `segnala_disservizio.html`, as addresses of real sites carry no extension.
fn page_behind(method: &Method, uri: &Uri) -> Option<Uri> {
    let path = uri.path();
    let last = path.rsplit('/').next().unwrap_or_default();
    let plain = *method == Method::GET && !last.is_empty() && !last.contains('.');
    if plain { format!("{path}.html").parse().ok() } else { None }
}

/// The policy that widgets have to live with on a strict site.
fn strict_policy(origins: &Origins) -> String {
    let (core, widgets, site) = (&origins.core, &origins.widgets, &origins.site);
    format!(
        "default-src 'none'; script-src {widgets} {site} 'wasm-unsafe-eval'; style-src {site} {widgets}; \
         connect-src {core} {widgets}; img-src {site} {widgets} data:; font-src {site} {widgets}; base-uri 'none'; \
         form-action {core}"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_with_a_version_are_kept_for_ever() {
        assert!(is_pinned("/runtime/1.2.3-abc/oc.wasm"));
        assert!(is_pinned("/widgets/bookings/version/1.2.3/js/bookings.js"));
        assert!(is_pinned("/version/1.2.3/a.js"));
        assert!(!is_pinned("/widgets/bookings/latest/js/bookings.js"));
        assert!(!is_pinned("/widgets/bookings/js/bookings.js"));
        assert!(!is_pinned("/runtime/manifest.json"));
        assert!(!is_pinned("/widgets/bookings/version/index.json"));
    }
}
