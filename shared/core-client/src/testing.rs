//! A scripted core for native tests: answers by rule, a clock that jumps to the next thing that happens, and a record of
//! every request. For tests only.

#![allow(clippy::panic, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use crate::json::Json;
use crate::transport::{Body, Later, Request, Response, Transport, TransportError};
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

/// A request as it was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    pub method: &'static str,
    pub url: String,
    pub headers: Vec<(&'static str, String)>,
    /// The JSON body; null if there was none or it was bytes.
    pub body: Json,
    pub credentials: bool,
    pub manual_redirect: bool,
    pub at_ms: f64,
}

impl Sent {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| *n == name).map(|(_, v)| v.as_str())
    }
}

struct Rule {
    method: &'static str,
    url_part: String,
    after_ms: u32,
    outcome: Option<Result<Response, TransportError>>,
    left: u32,
}

/// The scripted transport. Rules are looked through in the order they were added; each is used as often as it says.
#[derive(Default)]
pub struct ScriptedTransport {
    rules: RefCell<Vec<Rule>>,
    sent: RefCell<Vec<Sent>>,
    unexpected: RefCell<Vec<String>>,
    diagnostics: RefCell<Vec<String>>,
    clock: Rc<Clock>,
    offline: Cell<bool>,
    minted: Cell<u32>,
}

#[derive(Default)]
struct Clock {
    now: Cell<f64>,
    sleepers: RefCell<Vec<(f64, Waker)>>,
}

/// What a rule answers; see [`ScriptedTransport::on`].
pub struct Answer<'a> {
    transport: &'a ScriptedTransport,
    index: usize,
}

impl Answer<'_> {
    fn edit(self, change: impl FnOnce(&mut Rule)) -> Self {
        change(&mut self.transport.rules.borrow_mut()[self.index]);
        self
    }

    /// With this status and JSON body.
    pub fn json(self, status: u16, body: Json) -> Self {
        self.text(status, &body.to_string())
    }

    /// With this status and text.
    pub fn text(self, status: u16, body: &str) -> Self {
        let response = Response { status, body: body.to_owned(), ..Response::default() };
        self.edit(|rule| rule.outcome = Some(Ok(response)))
    }

    /// With a header (lower-case name) besides.
    pub fn header(self, name: &str, value: &str) -> Self {
        self.edit(|rule| {
            let Some(Ok(response)) = &mut rule.outcome else { panic!("a header needs an answer") };
            response.headers.push((name.to_owned(), value.to_owned()));
        })
    }

    /// With a redirect that the request asked not to follow.
    pub fn redirect(self) -> Self {
        self.edit(|rule| rule.outcome = Some(Ok(Response { opaque_redirect: true, ..Response::default() })))
    }

    /// With no answer but this error.
    pub fn fails(self, error: TransportError) -> Self {
        self.edit(|rule| rule.outcome = Some(Err(error)))
    }

    /// Never.
    pub fn hangs(self) -> Self {
        self.edit(|rule| rule.outcome = None)
    }

    /// After so many milliseconds (10 unless told).
    pub fn after(self, ms: u32) -> Self {
        self.edit(|rule| rule.after_ms = ms)
    }

    /// So many times (once unless told).
    pub fn times(self, n: u32) -> Self {
        self.edit(|rule| rule.left = n)
    }
}

impl ScriptedTransport {
    /// A core that knows no answer yet. The clock starts at a date when tokens of [`citizen_token`] are fresh.
    pub fn new() -> Rc<Self> {
        let transport = ScriptedTransport::default();
        transport.clock.now.set(START_MS);
        Rc::new(transport)
    }

    /// Adds a rule for requests of this method whose address contains `url_part`. Without more it answers 204.
    pub fn on(&self, method: &'static str, url_part: &str) -> Answer<'_> {
        let outcome = Some(Ok(Response { status: 204, ..Response::default() }));
        let mut rules = self.rules.borrow_mut();
        rules.push(Rule { method, url_part: url_part.to_owned(), after_ms: 10, outcome, left: 1 });
        Answer { transport: self, index: rules.len() - 1 }
    }

    /// Nobody is logged in, and an anonymous token is given once asked for.
    pub fn nobody(&self) {
        self.on("GET", "/api/session-auth").json(401, Json::Null);
        self.on("POST", "/api/session-auth").json(200, crate::json!({"token": anonymous_token("anon-1")}));
    }

    /// The usual citizen is logged in.
    pub fn citizen(&self) {
        self.on("GET", "/api/session-auth").json(200, crate::json!({"token": citizen_token(START_S)}));
        self.on("GET", "/api/users/citizen-1").json(200, citizen_profile());
    }

    pub fn set_offline(&self, offline: bool) {
        self.offline.set(offline);
    }

    /// Every request so far whose method and address fit.
    pub fn sent(&self, method: &str, url_part: &str) -> Vec<Sent> {
        let fits = |s: &&Sent| s.method == method && s.url.contains(url_part);
        self.sent.borrow().iter().filter(fits).cloned().collect()
    }

    /// How many requests so far fit.
    pub fn count(&self, method: &str, url_part: &str) -> usize {
        self.sent(method, url_part).len()
    }

    pub fn diagnostics(&self) -> Vec<String> {
        self.diagnostics.borrow().clone()
    }

    /// Fails the test if a request came that no rule knew, or a rule was not used up.
    pub fn assert_done(&self) {
        assert!(self.unexpected.borrow().is_empty(), "unexpected requests: {:?}", self.unexpected.borrow());
        let rules = self.rules.borrow();
        let unused: Vec<_> = rules.iter().filter(|r| r.left > 0).map(|r| (r.method, &r.url_part)).collect();
        assert!(unused.is_empty(), "never asked: {unused:?}");
    }

    /// Lets time pass without anything happening.
    pub fn pass(&self, ms: f64) {
        self.clock.now.set(self.clock.now.get() + ms);
    }

    /// Runs a future to its end on the virtual clock.
    pub fn run<T>(&self, future: impl Future<Output = T>) -> T {
        let flag = Arc::new(Flag(AtomicBool::new(true)));
        let waker = Waker::from(flag.clone());
        let mut cx = Context::from_waker(&waker);
        let mut future = pin!(future);
        loop {
            while flag.0.swap(false, Ordering::Relaxed) {
                if let Poll::Ready(value) = future.as_mut().poll(&mut cx) {
                    return value;
                }
            }
            assert!(self.clock.jump(), "nothing will ever wake this test");
        }
    }
}

/// Runs two futures side by side.
pub async fn both<A, B>(a: impl Future<Output = A>, b: impl Future<Output = B>) -> (A, B) {
    let (mut a, mut b) = (pin!(a), pin!(b));
    let (mut got_a, mut got_b) = (None, None);
    poll_fn(|cx| {
        if got_a.is_none()
            && let Poll::Ready(value) = a.as_mut().poll(cx)
        {
            got_a = Some(value);
        }
        if got_b.is_none()
            && let Poll::Ready(value) = b.as_mut().poll(cx)
        {
            got_b = Some(value);
        }
        if got_a.is_some() && got_b.is_some() { Poll::Ready(()) } else { Poll::Pending }
    })
    .await;
    (got_a.unwrap(), got_b.unwrap())
}

struct Flag(AtomicBool);

impl Wake for Flag {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Clock {
    /// Goes to the moment of the next sleeper and wakes it.
    fn jump(&self) -> bool {
        let mut sleepers = self.sleepers.borrow_mut();
        let next = (0..sleepers.len()).min_by(|a, b| sleepers[*a].0.total_cmp(&sleepers[*b].0));
        let Some(next) = next else { return false };
        let (at, waker) = sleepers.remove(next);
        drop(sleepers);
        self.now.set(self.now.get().max(at));
        waker.wake();
        true
    }

    fn sleep(self: &Rc<Self>, ms: u32) -> Later<()> {
        let clock = self.clone();
        let until = self.now.get() + f64::from(ms);
        Box::pin(poll_fn(move |cx| {
            if clock.now.get() >= until {
                return Poll::Ready(());
            }
            clock.sleepers.borrow_mut().push((until, cx.waker().clone()));
            Poll::Pending
        }))
    }
}

impl Transport for ScriptedTransport {
    fn send(&self, request: Request) -> Later<Result<Response, TransportError>> {
        let method = request.method.as_str();
        let body = match &request.body {
            Some(Body::Json(text)) => serde_json::from_str(text).unwrap(),
            _ => Json::Null,
        };
        self.sent.borrow_mut().push(Sent {
            method,
            url: request.url.clone(),
            headers: request.headers,
            body,
            credentials: request.credentials,
            manual_redirect: request.manual_redirect,
            at_ms: self.clock.now.get(),
        });
        let mut rules = self.rules.borrow_mut();
        let fits = |r: &&mut Rule| r.left > 0 && r.method == method && request.url.contains(&r.url_part);
        let Some(rule) = rules.iter_mut().find(fits) else {
            self.unexpected.borrow_mut().push(format!("{method} {}", request.url));
            return Box::pin(std::future::ready(Err(TransportError::Network)));
        };
        rule.left -= 1;
        let (sleep, outcome) = (self.clock.sleep(rule.after_ms), rule.outcome.clone());
        Box::pin(async move {
            sleep.await;
            match outcome {
                Some(outcome) => outcome,
                None => std::future::pending().await,
            }
        })
    }

    fn sleep(&self, ms: u32) -> Later<()> {
        self.clock.sleep(ms)
    }

    fn random(&self) -> f64 {
        0.5
    }

    fn now_ms(&self) -> f64 {
        self.clock.now.get()
    }

    fn uuid(&self) -> String {
        self.minted.set(self.minted.get() + 1);
        format!("00000000-0000-4000-8000-{:012}", self.minted.get())
    }

    fn online(&self) -> bool {
        !self.offline.get()
    }

    fn diagnose(&self, what: &str) {
        self.diagnostics.borrow_mut().push(what.to_owned());
    }
}

/// When every script begins: seconds since 1970.
pub const START_S: i64 = 1_800_000_000;
const START_MS: f64 = START_S as f64 * 1000.0;

/// The usual citizen's token, issued at `iat` (seconds since 1970) for an hour.
pub fn citizen_token(iat: i64) -> String {
    jwt(&crate::json!({"iat": iat, "exp": iat + 3600, "id": "citizen-1", "tenant_id": "tenant-1",
        "username": "CLNVTR76P01G822Q", "roles": ["ROLE_USER", "ROLE_CPS_USER"]}))
}

/// An anonymous user's token, issued when the script begins, for an hour.
pub fn anonymous_token(id: &str) -> String {
    jwt(&crate::json!({"iat": START_S, "exp": START_S + 3600, "id": id,
        "username": "0f0e0d0c-0b0a-4908-8706-050403020100", "roles": ["ROLE_USER", "ROLE_CPS_USER"]}))
}

/// The usual citizen's profile.
pub fn citizen_profile() -> Json {
    crate::json!({"id": "citizen-1", "role": "user", "nome": "Vittorino", "cognome": "Coliandro",
        "codice_fiscale": "CLNVTR76P01G822Q", "email": "v@example.com", "cellulare": "3331234567"})
}

/// A token with these claims and no real signature.
pub fn jwt(claims: &Json) -> String {
    [&base64url_encode(b"{}"), ".", &base64url_encode(claims.to_string().as_bytes()), ".c2ln"].concat()
}

/// Encodes base64url without padding.
pub fn base64url_encode(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let group = chunk.iter().fold(0u32, |g, b| (g << 8) | u32::from(*b)) << (8 * (3 - chunk.len()));
        for i in 0..=chunk.len() {
            out.push(char::from(ALPHABET[(group >> (18 - 6 * i)) as usize & 63]));
        }
    }
    out
}
