//! Public reference data: categories, services, the tenant (core API contract, section 3).

use super::{SHAPE, elements};
use crate::core::{Auth, Core};
use crate::error::CoreError;
use crate::json::{Json, Tolerant};
use crate::json_text::parse_json;
use crate::token::looks_like_uuid;
use crate::url::Path;
use crate::wait::CancelToken;
use crate::wait::Soon;

/// A category of services (core API contract, section 3.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Category {
    pub id: String,
    pub name: String,
    pub parent_id: Option<String>,
}

/// A service (core API contract, section 3.2).
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// The service's uuid.
    pub id: String,
    pub name: String,
    /// For built-in services: `helpdesk`, `bookings`, `inefficiencies`…
    pub identifier: Option<String>,
    pub slug: Option<String>,
    /// 0 anonymous, 1000 social, 2000 SPID level 1, 3000 SPID level 2, 4000 CIE.
    pub access_level: Option<i64>,
    /// Everything else, as answered.
    pub json: Json,
}

impl Service {
    fn read(json: &Json) -> Option<Service> {
        Some(Service {
            id: json.id("id")?,
            name: json.str("name").or_else(|| json.str("slug"))?.trim().to_owned(),
            identifier: json.id("identifier"),
            slug: json.id("slug"),
            access_level: json.i64("access_level"),
            json: json.clone(),
        })
    }
}

/// The municipality (core API contract, section 3.7).
#[derive(Clone, Debug, PartialEq)]
pub struct TenantInfo {
    pub name: Option<String>,
    pub site_url: Option<String>,
    pub satisfy_entrypoint_id: Option<String>,
    /// The decoded `meta`: contacts, social links, built-in pages; null if there is none.
    pub meta: Json,
    /// Everything, as answered.
    pub json: Json,
}

impl Core {
    /// The categories, in the core's order. Elements without id or name are left out.
    ///
    /// # Errors
    /// As [`Core::get`].
    pub fn categories<'a>(&'a self, cancel: &'a CancelToken) -> Soon<'a, Result<Vec<Category>, CoreError>> {
        self.ask(Path::api(&["categories"]), Auth::None, cancel, |answer| {
            let read = |json: &Json| {
                Some(Category {
                    id: json.id("id")?,
                    name: json.str("name")?.trim().to_owned(),
                    parent_id: json.id("parent_id"),
                })
            };
            Ok(elements(&answer?)?.iter().filter_map(read).collect())
        })
    }

    /// The services of one category; none if it has none or is not known.
    ///
    /// # Errors
    /// As [`Core::get`].
    pub fn services_of_category<'a>(
        &'a self,
        id: &'a str,
        cancel: &'a CancelToken,
    ) -> Soon<'a, Result<Vec<Service>, CoreError>> {
        let path = Path::api(&["services"]).query("topics_id", id);
        self.ask(path, Auth::None, cancel, |answer| match answer {
            Ok(answer) => Ok(elements(&answer)?.iter().filter_map(Service::read).collect()),
            Err(CoreError::NotFound) => Ok(Vec::new()),
            Err(error) => Err(error),
        })
    }

    /// A service by its identifier (`helpdesk`) or uuid. Older cores know identifiers only as a filter of the list, so
    /// that is asked second.
    ///
    /// # Errors
    /// [`CoreError::NotFound`] if neither way knows it; else as [`Core::get`].
    pub fn service_by_identifier<'a>(
        &'a self,
        identifier: &'a str,
        cancel: &'a CancelToken,
    ) -> Soon<'a, Result<Service, CoreError>> {
        Box::pin(async move {
            match self.get(&Path::api(&["services", identifier]), Auth::None, cancel).await {
                Ok(answer) => return Service::read(&answer).ok_or(SHAPE),
                Err(CoreError::NotFound | CoreError::Refused { .. }) if !looks_like_uuid(identifier) => {}
                Err(error) => return Err(error),
            }
            let path = Path::api(&["services"]).query("identifier", identifier);
            let answer = self.get(&path, Auth::None, cancel).await?;
            elements(&answer)?.iter().find_map(Service::read).ok_or(CoreError::NotFound)
        })
    }

    /// What the core tells about the municipality.
    ///
    /// # Errors
    /// As [`Core::get`].
    pub fn tenant_info<'a>(&'a self, cancel: &'a CancelToken) -> Soon<'a, Result<TenantInfo, CoreError>> {
        Box::pin(async move {
            let json = self.get(&Path::api(&["tenants", "info"]), Auth::None, cancel).await?;
            if !json.is_object() {
                return Err(SHAPE);
            }
            let text = |key: &str| json.str(key).map(str::to_owned);
            // An array whose first element is JSON written as text; later cores may give the object itself.
            let meta = match json.get("meta") {
                Some(meta @ Json::Object(_)) => meta.clone(),
                Some(meta) => {
                    let written = meta.list().first().and_then(Json::as_str).or_else(|| meta.as_str());
                    written.and_then(|text| parse_json(text).ok()).unwrap_or(Json::Null)
                }
                None => Json::Null,
            };
            Ok(TenantInfo {
                name: text("name"),
                site_url: text("site_url"),
                satisfy_entrypoint_id: json.id("satisfy_entrypoint_id"),
                meta,
                json,
            })
        })
    }
}
