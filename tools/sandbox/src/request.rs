//! What a handler may ask about the request it serves.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;

use crate::app::Shared;
use crate::problem::Problem;
use crate::session::Caller;

/// Tenant prefix of the request (`lang`), taken off the path before routing.
#[derive(Debug, Clone)]
pub struct Tenant(pub String);

/// Languages of the tenant, default first.
pub const LOCALES: [&str; 3] = ["it", "en", "de"];

/// A request as the handlers see it.
pub struct Ctx {
    /// Address of the tenant, e.g. `http://localhost:8480/lang`.
    pub base: String,
    /// Language asked for with `x-locale`, Italian otherwise.
    pub locale: &'static str,
    /// API version, 1 or 2.
    pub version: u8,
    pub params: Params,
    caller: Option<Caller>,
}

impl Ctx {
    /// Who is calling; 401 when nobody is.
    pub fn caller(&self) -> Result<&Caller, Problem> {
        self.caller.as_ref().ok_or(Problem::Unauthorized("JWT Token not found"))
    }

    /// Who is calling, on routes that work without a token too.
    pub fn anyone(&self) -> Option<&Caller> {
        self.caller.as_ref()
    }

    /// Address of the API.
    pub fn api(&self) -> String {
        format!("{}/api", self.base)
    }
}

impl FromRequestParts<Shared> for Ctx {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &Shared) -> Result<Self, Infallible> {
        let tenant = parts.extensions.get::<Tenant>().map_or("lang", |tenant| tenant.0.as_str());
        let params = Params::of(parts.uri.query());
        Ok(Ctx {
            base: format!("{}/{tenant}", app.origins.core),
            locale: locale(&parts.headers),
            version: version(&params, &parts.headers),
            caller: parts.extensions.get::<Caller>().cloned(),
            params,
        })
    }
}

/// Language of an API request (core API contract, section 1.2): only `x-locale` counts.
pub fn locale(headers: &HeaderMap) -> &'static str {
    let asked = headers.get("x-locale").and_then(|value| value.to_str().ok()).unwrap_or_default();
    LOCALES.into_iter().find(|known| asked.trim().eq_ignore_ascii_case(known)).unwrap_or("it")
}

fn version(params: &Params, headers: &HeaderMap) -> u8 {
    let header = headers.get("x-accept-version").and_then(|value| value.to_str().ok());
    if params.get("version").or(header) == Some("2") { 2 } else { 1 }
}

/// The query string, decoded, in order.
#[derive(Debug, Default)]
pub struct Params(Vec<(String, String)>);

impl Params {
    pub fn of(query: Option<&str>) -> Params {
        Params(url::form_urlencoded::parse(query.unwrap_or_default().as_bytes()).into_owned().collect())
    }

    /// The last value of a parameter, as PHP reads it; empty counts as missing.
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().rev().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// True for any non-empty value.
    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// A switch: `true`, `1` or `false`, `0`; anything else is nothing.
    pub fn switch(&self, name: &str) -> Option<bool> {
        match self.get(name)? {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }

    /// Comma separated values.
    pub fn list(&self, name: &str) -> Option<Vec<&str>> {
        let values: Vec<&str> = self.get(name)?.split(',').map(str::trim).filter(|value| !value.is_empty()).collect();
        Some(values)
    }

    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }
}
