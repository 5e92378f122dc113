//! The core's routes. A new area (calendars, payments, …) is a module with `routes()` and, when it keeps state, `SCHEMA`
//! (listed in `db.rs`), merged here.

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::StatusCode;
use axum::middleware;

use crate::app::Shared;
use crate::problem::Problem;
use crate::request::LOCALES;
use crate::{applications, control, pages, reference, satisfy, services, session, uploads, users};

/// Largest body of an API request.
const LARGEST: usize = 10 * 1024 * 1024;

/// Everything that answers on the core's port, below the tenant prefix.
pub fn router(app: Shared) -> Router {
    let mut router = Router::new()
        .merge(session::routes())
        .merge(users::routes())
        .merge(services::routes())
        .merge(reference::routes())
        .merge(applications::routes())
        .merge(control::routes())
        .layer(DefaultBodyLimit::max(LARGEST))
        .merge(uploads::storage_routes());
    for locale in LOCALES {
        router = router.nest(&format!("/{locale}"), uploads::localised_routes().merge(pages::routes()));
    }
    router
        .fallback(pages::anything_else)
        .method_not_allowed_fallback(async || Problem::Framework(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"))
        .layer(middleware::from_fn_with_state(app.clone(), session::guard))
        .merge(satisfy::routes())
        .with_state(app)
}
