//! The browser's side of [`Transport`]: `fetch`, timers, the clock. It compiles everywhere and works in a browser only.
//!
//! `fetch` is called through [`Function`], which catches: a page's own scripts may have replaced it by something that
//! throws, or rejects with any value at all, and none of it is a reason to panic.

use crate::core::Core;
use crate::transport::{Body, Later, Method, Request, Response, Transport, TransportError};
use crate::url::normalise_base;
use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Promise, Reflect, Uint8Array};
use oc_i18n::Lang;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

thread_local! {
    static CORES: RefCell<Vec<(String, Core)>> = const { RefCell::new(Vec::new()) };
}

/// The page's client of the core at `base_url`: the same one, with the same session, however many widgets ask and
/// however they write the address; each asks in its own language.
pub fn core_for(base_url: &str, lang: Lang) -> Core {
    let key = normalise_base(base_url).unwrap_or_else(|| base_url.to_owned());
    CORES.with_borrow_mut(|cores| {
        if let Some((_, core)) = cores.iter().find(|(base, _)| *base == key) {
            return core.with_lang(lang);
        }
        let core = Core::new(Rc::new(Browser), &key, lang);
        cores.push((key, core.clone()));
        core
    })
}

/// The window the module runs in.
struct Browser;

impl Transport for Browser {
    fn send(&self, request: Request) -> Later<Result<Response, TransportError>> {
        Box::pin(send(request))
    }

    fn sleep(&self, ms: u32) -> Later<()> {
        Box::pin(TimeoutFuture::new(ms))
    }

    fn random(&self) -> f64 {
        js_sys::Math::random()
    }

    fn now_ms(&self) -> f64 {
        js_sys::Date::now()
    }

    fn uuid(&self) -> String {
        uuid_v4(&random_bytes())
    }

    fn online(&self) -> bool {
        web_sys::window().is_none_or(|window| window.navigator().on_line())
    }

    fn diagnose(&self, what: &str) {
        web_sys::console::warn_1(&JsValue::from_str(&["OpenCity widgets: ", what].concat()));
    }
}

/// Aborts the call when its future is dropped before the end.
struct Abort(Option<web_sys::AbortController>);

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

async fn send(request: Request) -> Result<Response, TransportError> {
    let mut abort = Abort(web_sys::AbortController::new().ok());
    let prepared = prepare(&request, abort.0.as_ref()).map_err(|_| TransportError::Network)?;
    let promise = fetch(&prepared).map_err(|_| TransportError::Network)?;
    let answer = JsFuture::from(promise).await;
    let response: web_sys::Response =
        answer.ok().and_then(|value| value.dyn_into().ok()).ok_or(TransportError::Network)?;
    let opaque_redirect = response.type_() == web_sys::ResponseType::Opaqueredirect;
    let mut body = String::new();
    if !opaque_redirect {
        let text = response.text().map_err(|_| TransportError::CutBody)?;
        body = JsFuture::from(text).await.ok().and_then(|text| text.as_string()).ok_or(TransportError::CutBody)?;
    }
    abort.0 = None;
    Ok(Response { status: response.status(), headers: headers(&response), body, opaque_redirect })
}

fn fetch(prepared: &web_sys::Request) -> Result<Promise, JsValue> {
    let global = js_sys::global();
    let fetch: Function = Reflect::get(&global, &JsValue::from_str("fetch"))?.dyn_into()?;
    Ok(Promise::resolve(&fetch.call1(&global, prepared)?))
}

fn prepare(request: &Request, abort: Option<&web_sys::AbortController>) -> Result<web_sys::Request, JsValue> {
    let init = web_sys::RequestInit::new();
    init.set_method(request.method.as_str());
    let credentials = match request.credentials {
        true => web_sys::RequestCredentials::Include,
        false => web_sys::RequestCredentials::Omit,
    };
    init.set_credentials(credentials);
    if request.manual_redirect {
        init.set_redirect(web_sys::RequestRedirect::Manual);
    }
    if request.method == Method::Get && request.credentials {
        // Who is logged in is never a matter for a cache.
        init.set_cache(web_sys::RequestCache::NoStore);
    }
    if request.keepalive {
        Reflect::set(&init, &JsValue::from_str("keepalive"), &JsValue::TRUE)?;
    }
    if let Some(controller) = abort {
        init.set_signal(Some(&controller.signal()));
    }
    let headers = web_sys::Headers::new()?;
    for (name, value) in &request.headers {
        headers.set(name, value)?;
    }
    match &request.body {
        Some(Body::Json(text)) => {
            headers.set("content-type", "application/json")?;
            init.set_body(&JsValue::from_str(text));
        }
        Some(Body::Bytes { content_type, bytes }) => {
            headers.set("content-type", content_type)?;
            init.set_body(&Uint8Array::from(bytes.as_slice()));
        }
        Some(Body::Blob { content_type, blob }) => {
            headers.set("content-type", content_type)?;
            init.set_body(blob);
        }
        None => {}
    }
    init.set_headers(&headers);
    web_sys::Request::new_with_str_and_init(&request.url, &init)
}

/// Only the headers that are ever looked at.
fn headers(response: &web_sys::Response) -> Vec<(String, String)> {
    let headers = response.headers();
    ["content-type", "etag", "retry-after", "location"]
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), headers.get(name).ok()??)))
        .collect()
}

/// Sixteen random bytes; from a weaker source only where the browser has no `crypto` at all.
fn random_bytes() -> [u8; 16] {
    let mut bytes = [0u8; 16];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok()).filter(|c| !c.is_undefined());
    let strong = crypto.is_some_and(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_ok());
    if !strong {
        bytes.fill_with(|| (js_sys::Math::random() * 256.0) as u8);
    }
    bytes
}

/// Version 4 of RFC 9562, made from getRandomValues because randomUUID exists in secure contexts only.
fn uuid_v4(random: &[u8; 16]) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let hex = |nibble: u8| char::from(HEX.get(usize::from(nibble & 15)).copied().unwrap_or(b'0'));
    let mut out = String::with_capacity(36);
    for (i, byte) in random.iter().enumerate() {
        if matches!(i, 4 | 6 | 8 | 10) {
            out.push('-');
        }
        let byte = match i {
            6 => (byte & 0x0f) | 0x40,
            8 => (byte & 0x3f) | 0x80,
            _ => *byte,
        };
        out.push(hex(byte >> 4));
        out.push(hex(byte));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uuid_v4;
    use crate::token::looks_like_uuid;

    #[test]
    fn a_minted_key_is_a_version_4_uuid() {
        assert_eq!(uuid_v4(&[0xff; 16]), "ffffffff-ffff-4fff-bfff-ffffffffffff");
        assert_eq!(uuid_v4(&[0; 16]), "00000000-0000-4000-8000-000000000000");
        assert!(looks_like_uuid(&uuid_v4(&[0x5a; 16])));
    }
}
