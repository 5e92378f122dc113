//! Uploading a file in three steps (core API contract, section 6): announce it, put its bytes where told, confirm.

use super::SHAPE;
use crate::core::{Auth, Call, Core, TIMEOUT_MS};
use crate::error::CoreError;
use crate::json::{Json, Tolerant};
use crate::retry;
use crate::transport::{Body, Method, Request};
use crate::url::{Path, strip_scheme};
use crate::wait::CancelToken;
use crate::wait::Soon;

/// Both known clients of the core announce the bytes so, and the signed address expects it.
const BYTES_TYPE: &str = "multipart/form-data";
/// The slowest line that is waited for, bytes per millisecond.
const SLOWEST_LINE: u64 = 20;

/// Where the bytes are.
#[derive(Clone, Debug)]
pub enum FileBytes {
    /// In memory.
    Memory(Vec<u8>),
    /// In the browser, as the file input gave them.
    Browser(web_sys::Blob),
}

/// A file to upload.
#[derive(Clone, Debug)]
pub struct UploadFile {
    /// Its name on the citizen's device.
    pub name: String,
    /// Bytes.
    pub size: u64,
    pub mime_type: String,
    /// What it is, for who will read it.
    pub description: String,
    pub bytes: FileBytes,
}

/// A file the core has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadedFile {
    /// The attachment's id.
    pub id: String,
    /// The unique name given to the core.
    pub name: String,
    /// The name on the citizen's device.
    pub original_name: String,
    pub size: u64,
    pub mime_type: String,
    /// Where the core serves it.
    pub url: String,
}

impl UploadedFile {
    /// The object that goes into an application's data (core API contract, section 5.3).
    pub fn to_json(&self) -> Json {
        let text = |text: &String| Json::String(text.clone());
        Json::object(vec![
            ("id", text(&self.id)),
            ("name", text(&self.name)),
            ("originalName", text(&self.original_name)),
            ("size", (self.size as i64).into()),
            ("type", text(&self.mime_type)),
            ("mime_type", text(&self.mime_type)),
            ("url", text(&self.url)),
            ("storage", "url".into()),
            ("protocol_required", false.into()),
            ("hash", Json::Null),
            ("data", Json::object(vec![("id", text(&self.id)), ("baseUrl", text(&self.url))])),
        ])
    }
}

impl Core {
    /// Uploads one file. Until it is part of an application the core forgets it after a while, so a failed upload leaves
    /// nothing behind and can be tried again as a whole.
    ///
    /// # Errors
    /// As [`Core::post`]; [`CoreError::UnexpectedAnswer`] if the store does not say what it received.
    pub fn upload<'a>(
        &'a self,
        file: &'a UploadFile,
        cancel: &'a CancelToken,
    ) -> Soon<'a, Result<UploadedFile, CoreError>> {
        Box::pin(async move {
            let name = unique_name(&file.name, &self.shared.transport.uuid());
            let locale = self.lang.code();
            let announcement = Json::object(vec![
                ("name", name.as_str().into()),
                ("original_filename", file.name.as_str().into()),
                ("size", (file.size as i64).into()),
                ("protocol_required", false.into()),
                ("mime_type", file.mime_type.as_str().into()),
                ("description", file.description.as_str().into()),
            ]);
            let answer = self.post(&Path::page(locale, &["upload"]), &announcement, Auth::Token, cancel).await?;
            let id = answer.id("id").ok_or(SHAPE)?;
            let store = answer.str("uri").filter(|uri| self.may_store_at(uri)).ok_or(SHAPE)?;
            let hash = self.put_bytes(store, file, cancel).await?;

            let path = Path::page(locale, &["upload", &id]);
            let confirmation = Json::object(vec![("file_hash", hash.into()), ("check_signature", false.into())]);
            // Confirming twice is confirming: this may be repeated like a read.
            let call = Call {
                method: Method::Put,
                path: &path,
                auth: Auth::Token,
                body: Some(&confirmation),
                idempotency_key: None,
                cancel,
            };
            self.repeat(&call).await?;
            let url = [self.base_url(), Path::page(locale, &["allegati", &id]).as_str()].concat();
            Ok(UploadedFile {
                id,
                name,
                original_name: file.name.clone(),
                size: file.size,
                mime_type: file.mime_type.clone(),
                url,
            })
        })
    }

    /// The store's address must be absolute, and as private as the core's own.
    fn may_store_at(&self, uri: &str) -> bool {
        let secure = |url: &str| url.get(..8).is_some_and(|head| head.eq_ignore_ascii_case("https://"));
        strip_scheme(uri).is_some() && (secure(uri) || !secure(self.base_url()))
    }

    /// Puts the bytes, again after passing troubles (the same bytes in the same place), and gives the store's hash.
    fn put_bytes<'a>(
        &'a self,
        store: &'a str,
        file: &'a UploadFile,
        cancel: &'a CancelToken,
    ) -> Soon<'a, Result<String, CoreError>> {
        Box::pin(async move {
            let transport = &self.shared.transport;
            let sending_ms = u32::try_from(file.size / SLOWEST_LINE).unwrap_or(u32::MAX);
            let timeout_ms = TIMEOUT_MS.saturating_add(sending_ms).min(600_000);
            let mut tried = 0;
            loop {
                let body = match &file.bytes {
                    FileBytes::Memory(bytes) => Body::Bytes { content_type: BYTES_TYPE, bytes: bytes.clone() },
                    FileBytes::Browser(blob) => Body::Blob { content_type: BYTES_TYPE, blob: blob.clone() },
                };
                let request = Request {
                    method: Method::Put,
                    url: store.to_owned(),
                    headers: Vec::new(),
                    body: Some(body),
                    credentials: false,
                    manual_redirect: false,
                    keepalive: false,
                };
                let error = match self.shared.exchange(request, timeout_ms, cancel).await {
                    Ok(response) if (200..300).contains(&response.status) => {
                        let hash = response.header("etag").map(|tag| tag.replace(['"', '\\'], ""));
                        return hash.filter(|h| !h.is_empty()).ok_or(SHAPE);
                    }
                    Ok(response) if response.status == 429 => CoreError::TooManyRequests {
                        retry_after_s: retry::retry_after_s(&response, transport.now_ms()),
                    },
                    Ok(response) if response.status >= 500 => CoreError::Server { status: response.status },
                    // The address is no longer good, or never was: only announcing again gives another.
                    Ok(response) => {
                        return Err(CoreError::Refused { status: response.status, message: None, code: None });
                    }
                    Err(failure) => failure.error,
                };
                tried += 1;
                let Some(ms) = retry::pause_ms(&error, tried, transport.random()) else { return Err(error) };
                self.shared.pause(ms, cancel).await?;
            }
        })
    }
}

/// `foto.jpg` → `foto-<uuid>.jpg`, so that two files of one name do not meet in the store.
fn unique_name(original: &str, uuid: &str) -> String {
    match original.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => [stem, "-", uuid, ".", extension].concat(),
        _ => [original, "-", uuid].concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::unique_name;

    #[test]
    fn the_extension_stays_at_the_end() {
        assert_eq!(unique_name("foto.al.mare.jpg", "u"), "foto.al.mare-u.jpg");
        assert_eq!(unique_name("senza", "u"), "senza-u");
        assert_eq!(unique_name(".nascosto", "u"), ".nascosto-u");
    }
}
