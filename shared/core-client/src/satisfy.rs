//! The ratings service: what its messages look like, and a rating that arrives once whatever the network does.
//!
//! The messages of the real service are not public (core API contract, section 8). Those here are described in the README
//! of the development core; nothing outside this file knows them, so that a recording can replace them. Reading is
//! tolerant: members that are missing or of another kind are treated as not there, further ones are ignored.

use crate::answer::{Meaning, read};
use crate::core::{Core, TIMEOUT_MS, WRITE_TIMEOUT_MS};
use crate::error::{CoreError, Oddity};
use crate::json::{Json, Tolerant};
use crate::json_text::quote;
use crate::transport::{Body, Method, Request};
use crate::wait::{CancelToken, Soon};
use std::cell::RefCell;
use std::rc::Rc;

const QUERY: &str = "query($id:ID!){entrypoint(id:$id){id challenge{token minSeconds}}}";

/// A longer or stranger challenge is not one: it would only be sent back.
const LONGEST_CHALLENGE: usize = 2_048;
/// Nobody is kept waiting longer for a challenge to ripen, seconds.
const LONGEST_RIPENING_S: i64 = 30;
/// Middle of the first pause between two attempts, milliseconds; each further one is twice as long.
const FIRST_PAUSE_MS: u32 = 1_000;
/// How often pauses double: to about a minute.
const DOUBLINGS: u32 = 6;
/// The service may ask for a longer pause, at most so many seconds.
const LONGEST_PAUSE_S: u32 = 300;

/// What somebody thinks of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rating {
    /// Stars, 1 to 5.
    pub value: u8,
    /// The chosen answer as a stable word.
    pub answer: Option<&'static str>,
    /// At most 200 characters; empty for none.
    pub comment: String,
    /// Address of the page, without anything that could identify a person.
    pub page: String,
}

/// How a rating is doing.
#[derive(Clone, Debug, PartialEq)]
pub enum Delivery {
    /// It could not be sent and will be tried again.
    Delayed,
    /// It is there; the identifier it was sent under.
    Arrived(String),
    /// It was refused for good.
    Refused(CoreError),
}

/// The challenge of the configuration.
#[derive(Clone)]
enum Challenge {
    /// The configuration is not known yet.
    Unasked,
    /// None is asked for.
    None,
    /// The token, and the moment from which it counts (milliseconds since 1970).
    Token(String, f64),
}

struct Inner {
    core: Core,
    configs: String,
    ratings: String,
    entry: String,
    challenge: RefCell<Challenge>,
    /// Ends the pause that is being made, and the question for a challenge.
    hurry: RefCell<CancelToken>,
}

/// A client for one entry point. Clones share what is known and what is being sent.
#[derive(Clone)]
pub struct Satisfy(Rc<Inner>);

impl Satisfy {
    /// Over the transport and in the language of `core`, which is not asked anything itself. `configs` and `ratings` are
    /// the addresses of the two endpoints, `entry` is the identifier of the entry point.
    pub fn new(core: Core, configs: String, ratings: String, entry: String) -> Satisfy {
        let (challenge, hurry) = (RefCell::new(Challenge::Unasked), RefCell::default());
        Satisfy(Rc::new(Inner { core, configs, ratings, entry, challenge, hurry }))
    }

    /// Reads the configuration. `false` when the service knows no such entry point. What is no configuration counts as
    /// one that asks for nothing, and developers are told.
    ///
    /// # Errors
    /// When the service could not be asked, or is in trouble.
    pub fn configure<'a>(&'a self, cancel: &'a CancelToken) -> Soon<'a, Result<bool, CoreError>> {
        Box::pin(async move {
            let inner = &*self.0;
            let mut body = "{\"query\":".to_owned();
            quote(QUERY, &mut body);
            body.push_str(",\"variables\":{\"id\":");
            quote(&inner.entry, &mut body);
            body.push_str("}}");
            let transport = &inner.core.shared.transport;
            let request = post(&inner.configs, body, false);
            let response = inner.core.shared.exchange(request, TIMEOUT_MS, cancel).await?;
            let (known, challenge) = match read(&response, transport.now_ms()) {
                Meaning::Data(answer) => understand(&answer, transport.now_ms()),
                Meaning::Failed(error) if passes(&error) => return Err(error),
                _ => None,
            }
            .unwrap_or_else(|| {
                transport.diagnose("the ratings service did not tell the configuration of its entry point");
                (true, Challenge::None)
            });
            inner.challenge.replace(challenge);
            Ok(known)
        })
    }

    /// Sends a rating, again and again with growing pauses for as long as the page lives, until it has arrived or was
    /// refused; `tell` hears of it. However often it is sent, it carries the same identifier and is counted once.
    pub fn send(&self, rating: Rating, tell: Rc<dyn Fn(Delivery)>) -> Soon<'static, ()> {
        let this = self.clone();
        Box::pin(async move {
            let shared = &this.0.core.shared;
            let id = shared.transport.uuid();
            let mut tried = 0;
            let mut renewed = false;
            loop {
                let hurry = || this.0.hurry.borrow().clone();
                let error = match this.attempt(&id, &rating, &hurry()).await {
                    Ok(()) => return tell(Delivery::Arrived(id)),
                    Err(error) => error,
                };
                if passes(&error) {
                    tell(Delivery::Delayed);
                    let asked = match error {
                        CoreError::TooManyRequests { retry_after_s: Some(s) } => s.min(LONGEST_PAUSE_S) * 1000,
                        _ => 0,
                    };
                    let middle = f64::from(FIRST_PAUSE_MS << DOUBLINGS.min(tried));
                    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Below two minutes.
                    let spread = (middle * (0.5 + shared.transport.random())) as u32;
                    // Hurried or not: what follows is the next attempt. A hurry of before is over: when a page goes, what
                    // was on its way seems to fail, and would go out once more.
                    let _ = shared.pause(spread.max(asked), &hurry()).await;
                    tried += 1;
                } else if renewed {
                    return tell(Delivery::Refused(error));
                } else {
                    // Pages stay open for days and challenges do not: once, with a fresh one.
                    renewed = true;
                    this.0.challenge.replace(Challenge::Unasked);
                }
            }
        })
    }

    /// The connection is back, or the page is about to go: whatever is waiting is tried now.
    pub fn hurry(&self) {
        self.0.hurry.replace(CancelToken::new()).cancel();
    }

    async fn attempt(&self, id: &str, rating: &Rating, hurry: &CancelToken) -> Result<(), CoreError> {
        let inner = &*self.0;
        let shared = &inner.core.shared;
        let unasked = matches!(*inner.challenge.borrow(), Challenge::Unasked);
        if unasked {
            match self.configure(hurry).await {
                Ok(true) | Err(CoreError::Cancelled) => {}
                Ok(false) => return Err(CoreError::NotFound),
                Err(error) => return Err(error),
            }
        }
        let challenge = inner.challenge.borrow().clone();
        if let Challenge::Token(_, from) = &challenge {
            let left = (from - shared.transport.now_ms()).clamp(0.0, LONGEST_RIPENING_S as f64 * 1000.0);
            if left > 0.0 {
                #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Clamped above.
                let _ = shared.pause(left as u32, hurry).await;
            }
        }
        let body = self.body(id, rating, &challenge);
        let request = post(&inner.ratings, body, true);
        // A rating under way is left alone: it outlives the widget, and the page.
        let response = shared.exchange(request, WRITE_TIMEOUT_MS, &CancelToken::new()).await?;
        // Only the status counts: what a service says beside it is its own business.
        match read(&response, shared.transport.now_ms()) {
            _ if (200..300).contains(&response.status) => Ok(()),
            Meaning::Failed(error) => Err(error),
            _ => Err(CoreError::Forbidden),
        }
    }

    fn body(&self, id: &str, rating: &Rating, challenge: &Challenge) -> String {
        let value = char::from_digit(rating.value.into(), 10).unwrap_or('0');
        let mut out = String::from("{\"value\":");
        out.push(value);
        let token = match challenge {
            Challenge::Token(token, _) => token.as_str(),
            _ => "",
        };
        for (name, text) in [
            ("id", id),
            ("entrypoint", &self.0.entry),
            ("answer", rating.answer.unwrap_or_default()),
            ("comment", &rating.comment),
            ("locale", self.0.core.lang().code()),
            ("page", &rating.page),
            ("challenge", token),
        ] {
            if !text.is_empty() {
                out.push(',');
                quote(name, &mut out);
                out.push(':');
                quote(text, &mut out);
            }
        }
        out.push('}');
        out
    }
}

fn post(url: &str, body: String, keepalive: bool) -> Request {
    Request {
        method: Method::Post,
        url: url.to_owned(),
        headers: vec![("accept", "application/json".to_owned())],
        body: Some(Body::Json(body)),
        credentials: false,
        manual_redirect: false,
        keepalive,
    }
}

/// Whether the same may work later without anybody changing anything.
fn passes(error: &CoreError) -> bool {
    error.retryable() && !matches!(error, CoreError::UnexpectedAnswer(Oddity::NotJson | Oddity::Shape))
}

/// Whether the entry point exists, and its challenge; nothing for what is not the answer to the query.
fn understand(answer: &Json, now_ms: f64) -> Option<(bool, Challenge)> {
    let data = answer.get("data")?;
    let entry = data.get("entrypoint")?;
    if entry.is_null() && answer.items("errors").is_empty() {
        return Some((false, Challenge::None));
    }
    let challenge = entry.as_object()?.get("challenge").and_then(|challenge| {
        let token = challenge.str("token").filter(|token| token.len() <= LONGEST_CHALLENGE)?;
        let plain = token.bytes().all(|byte| byte.is_ascii_graphic());
        let seconds = challenge.i64("minSeconds").unwrap_or(0).clamp(0, LONGEST_RIPENING_S);
        #[allow(clippy::cast_precision_loss)] // At most half a minute.
        plain.then(|| Challenge::Token(token.to_owned(), now_ms + seconds as f64 * 1000.0))
    });
    Some((true, challenge.unwrap_or(Challenge::None)))
}
