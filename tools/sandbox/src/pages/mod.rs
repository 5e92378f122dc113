//! The pages of the core: a login page in place of SPID, logout, and pages that say what they stand for
//! (core API contract, section 2.5).

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::{Map, Value};
use url::Url;

use crate::app::{App, Shared};
use crate::json::text;
use crate::problem::Problem;
use crate::request::{Ctx, LOCALES, Params};
use crate::{seed, session, users};

const LAYOUT: &str = include_str!("layout.html");
const LOGIN: &str = include_str!("login.html");
const PERSON: &str = include_str!("person.html");
const STANDING: &str = include_str!("standing.html");
const PAGES: &str = include_str!("../../seed/pages.json");

/// Cookies that a logout deletes.
const COOKIES: [&str; 5] = ["_forward_auth_csrf", "_forward_auth_spid", session::COOKIE, "token", "refresh_token"];

/// Pages below a locale that do something; the others are served by [`anything_else`].
pub fn routes() -> Router<Shared> {
    Router::new()
        .route("/login", get(login).post(enter))
        .route("/logout", get(logout))
        .route("/operatori/logout", get(logout))
}

/// Text made safe for HTML, attributes included.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Fills a template: each `{{name}}` once, values already safe.
fn fill(template: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, tail) = after.split_once("}}").unwrap_or((after, ""));
        out.push_str(before);
        out.push_str(values.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| *value));
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn page(status: StatusCode, title: &str, body: &str) -> Response {
    let html = fill(LAYOUT, &[("title", &escape(title)), ("body", body)]);
    (status, [(header::CONTENT_TYPE, "text/html; charset=utf-8"), (header::CACHE_CONTROL, "no-store")], html)
        .into_response()
}

async fn login(ctx: Ctx) -> Result<Response, Problem> {
    let back = escape(ctx.params.get("return-url").unwrap_or_default());
    let action = escape(&format!("{}/it/login", ctx.base));
    let people: String = seed::people()?
        .iter()
        .map(|person| {
            fill(
                PERSON,
                &[
                    ("action", &action),
                    ("key", &escape(&person.key)),
                    ("return", &back),
                    ("name", &escape(&person.name)),
                    ("cf", &escape(&person.codice_fiscale)),
                    ("note", &escape(&person.note)),
                ],
            )
        })
        .collect();
    Ok(page(StatusCode::OK, "Accedi ai servizi", &fill(LOGIN, &[("people", &people)])))
}

async fn enter(State(app): State<Shared>, ctx: Ctx, body: Bytes) -> Result<Response, Problem> {
    let form = Params::of(std::str::from_utf8(&body).ok());
    let people = seed::people()?;
    let Some(person) = people.iter().find(|person| Some(person.key.as_str()) == form.get("person")) else {
        return Err(Problem::bad("person is not one of the people of the login page"));
    };
    let id = app.db.run(|connection| session::start(connection, &person.id))?;
    let dashboard = if person.operator { "/it/operatori/" } else { "/it/user/" };
    let target = form.get("return-url").and_then(safe_return).unwrap_or_else(|| format!("{}{dashboard}", ctx.base));
    redirect(&target, &[session::set_cookie(&id)])
}

/// An absolute http(s) address, as the browser would write it; nothing else is gone back to.
fn safe_return(wanted: &str) -> Option<String> {
    let url = Url::parse(wanted).ok()?;
    (matches!(url.scheme(), "http" | "https") && url.has_host()).then(|| url.to_string())
}

async fn logout(State(app): State<Shared>, ctx: Ctx, headers: HeaderMap) -> Result<Response, Problem> {
    session::end(&app, &headers)?;
    let gone: Vec<String> = COOKIES.iter().map(|name| format!("{name}=; Path=/; Max-Age=0; SameSite=Lax")).collect();
    redirect(&format!("{}/it/", ctx.base), &gone)
}

fn redirect(target: &str, cookies: &[String]) -> Result<Response, Problem> {
    let header = |text: &str| HeaderValue::from_str(text).map_err(|_| Problem::bad("Invalid address"));
    let mut response = (StatusCode::FOUND, [(header::LOCATION, header(target)?)]).into_response();
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, header(cookie)?);
    }
    Ok(response)
}

/// Whatever no route takes: pages below a locale, addresses that lack one, and addresses that do not exist.
pub async fn anything_else(
    State(app): State<Shared>,
    ctx: Ctx,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Response, Problem> {
    let path = uri.path();
    if path.starts_with("/api/") || path.starts_with("/_sandbox") {
        return Err(Problem::Framework(StatusCode::NOT_FOUND, "Not Found"));
    }
    let trimmed = path.trim_start_matches('/');
    let (locale, rest) = trimmed.split_once('/').unwrap_or((trimmed, ""));
    if !LOCALES.contains(&locale) {
        let query = uri.query().map(|query| format!("?{query}")).unwrap_or_default();
        let target = format!("{}/it/{trimmed}{query}", ctx.base);
        return Ok((StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, target)]).into_response());
    }
    let pages: Vec<Map<String, Value>> = serde_json::from_str(PAGES)?;
    match pages.iter().find(|page| fits(text(page, "path"), rest)) {
        Some(found) => standing(&app, &headers, found),
        None => Ok(page(StatusCode::NOT_FOUND, "Pagina non trovata", "")),
    }
}

fn fits(pattern: &str, path: &str) -> bool {
    let wanted: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
    let given: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    wanted.len() == given.len() && wanted.iter().zip(&given).all(|(one, other)| *one == "*" || one == other)
}

fn standing(app: &App, headers: &HeaderMap, found: &Map<String, Value>) -> Result<Response, Problem> {
    let caller = session::by_cookie(app, headers)?;
    let who = match caller {
        Some(caller) => {
            let user = app.db.run(|connection| users::find(connection, &caller.id))?;
            let name = user.map(|user| user.full_name()).unwrap_or_default();
            format!("Accesso eseguito come <strong>{}</strong>.", escape(&name))
        }
        None => "Nessun accesso eseguito.".to_string(),
    };
    let values = [("text", escape(text(found, "text"))), ("who", who), ("site", escape(&app.origins.site))];
    let values: Vec<(&str, &str)> = values.iter().map(|(key, value)| (*key, value.as_str())).collect();
    Ok(page(StatusCode::OK, text(found, "title"), &fill(STANDING, &values)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_cannot_break_out_of_the_page() {
        assert_eq!(escape("\"><script>'&"), "&quot;&gt;&lt;script&gt;&#39;&amp;");
        assert_eq!(fill("<a>{{x}}</a>{{y}}", &[("x", "{{y}}"), ("y", "1")]), "<a>{{y}}</a>1");
    }

    #[test]
    fn only_absolute_web_addresses_are_gone_back_to() {
        assert_eq!(safe_return("https://comune.example/a?b=c#d").as_deref(), Some("https://comune.example/a?b=c#d"));
        for wrong in ["javascript:alert(1)", "/relative", "//evil.example", "data:text/html,x", "", "http://"] {
            assert_eq!(safe_return(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn page_addresses_work_with_and_without_a_final_slash() {
        assert!(fits("/user", "user/"));
        assert!(fits("/pratiche/*/detail", "pratiche/1/detail"));
        assert!(!fits("/pratiche/*/detail", "pratiche/1"));
    }
}
