//! Stands in for `wasm-streams` in the widgets.
//!
//! Leptos links its server functions into every application, and they link `wasm-streams`, whose exported classes no
//! linker may drop: kilobytes of code and glue on every page, for calls to a server that the widgets do not have. This
//! crate has the same four functions and exports nothing, so that the whole chain falls away. Called all the same, a
//! stream is simply empty.

use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};
use wasm_bindgen::JsValue;

/// A stream of the browser, held and never read.
pub struct ReadableStream {
    raw: Option<web_sys::ReadableStream>,
}

impl ReadableStream {
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        ReadableStream { raw: Some(raw) }
    }

    pub fn from_stream<S: Stream<Item = Result<JsValue, JsValue>> + 'static>(_stream: S) -> Self {
        ReadableStream { raw: web_sys::ReadableStream::new().ok() }
    }

    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.raw.unwrap_or_else(|| JsValue::UNDEFINED.into())
    }

    pub fn into_stream(self) -> IntoStream {
        IntoStream
    }
}

/// No items.
pub struct IntoStream;

impl Stream for IntoStream {
    type Item = Result<JsValue, JsValue>;

    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(None)
    }
}
