//! What the client asks of the outside world: one call, a pause, a clock, chance. Everything above this trait is pure
//! and runs the same in a browser and in a native test.

use std::future::Future;
use std::pin::Pin;

/// A boxed future of one page (single-threaded), the only kind used here: few generics keep the module small.
pub type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// The HTTP methods the core knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Post,
    Put,
    Delete,
}

impl Method {
    /// The name as it goes over the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Put => "PUT",
            Method::Delete => "DELETE",
        }
    }
}

/// What a request carries.
#[derive(Clone, Debug)]
pub enum Body {
    /// JSON text; sent as `application/json`.
    Json(String),
    /// Raw bytes with the content type to announce.
    Bytes { content_type: &'static str, bytes: Vec<u8> },
    /// A file the citizen chose: it stays in the browser and is never copied into the module's memory.
    Blob { content_type: &'static str, blob: web_sys::Blob },
}

/// One call to make. Dropping the future that [`Transport::send`] gave aborts it.
#[derive(Clone, Debug)]
pub struct Request {
    pub method: Method,
    /// Absolute address.
    pub url: String,
    /// Names in lower case.
    pub headers: Vec<(&'static str, String)>,
    pub body: Option<Body>,
    /// Send the site's cookies along (only the session exchange does).
    pub credentials: bool,
    /// Report a redirect instead of following it.
    pub manual_redirect: bool,
    /// Let the call outlive the page; browsers allow it for bodies under 64 KiB.
    pub keepalive: bool,
}

/// What came back, whatever its status.
#[derive(Clone, Debug, Default)]
pub struct Response {
    /// HTTP status; 0 for an opaque redirect.
    pub status: u16,
    /// Names in lower case; across origins only those the server exposes.
    pub headers: Vec<(String, String)>,
    pub body: String,
    /// The server redirected and the request asked not to follow.
    pub opaque_redirect: bool,
}

impl Response {
    /// The value of a header, by its lower-case name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TransportError {
    /// No answer: no connection, name not found, refused by CORS or by the browser. The request may have arrived.
    Network,
    /// The answer began and broke off.
    CutBody,
}

/// The outside world.
pub trait Transport {
    /// Makes one call. Dropping the future aborts the call.
    fn send(&self, request: Request) -> Later<Result<Response, TransportError>>;
    /// Resolves after `ms` milliseconds.
    fn sleep(&self, ms: u32) -> Later<()>;
    /// Uniform in `[0, 1)`.
    fn random(&self) -> f64;
    /// Milliseconds since 1970 by the visitor's clock, which may be wrong.
    fn now_ms(&self) -> f64;
    /// A random UUID, version 4.
    fn uuid(&self) -> String;
    /// False only when the device is surely without a network.
    fn online(&self) -> bool;
    /// Tells developers (never the citizen) that something unexpected was met. Never holds tokens or personal data.
    fn diagnose(&self, what: &str);
}
