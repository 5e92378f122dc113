//! The client of one core: one per base address and page, shared by every widget on it.

use crate::answer::{self, Meaning};
use crate::error::{CoreError, Oddity};
use crate::json::Json;
use crate::json_text::write_json;
use crate::retry;
use crate::session::{Session, SessionState};
use crate::token::Token;
use crate::transport::{Body, Method, Request, Response, Transport};
use crate::url::{Path, normalise_base};
use crate::wait::{CancelToken, Ended, Soon, Then, race};
use oc_i18n::Lang;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// How long a read may take, milliseconds.
pub const TIMEOUT_MS: u32 = 15_000;
/// How long a write may take, milliseconds: giving up leaves the citizen in doubt, so that is put off.
pub const WRITE_TIMEOUT_MS: u32 = 30_000;

/// Who a call is made as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// Nobody: public data.
    None,
    /// The citizen if logged in, else an anonymous user.
    Token,
    /// The citizen; fails with [`CoreError::LoginRequired`] if nobody is logged in.
    Citizen,
}

/// The client. Clones share the session and everything else; only the language is each one's own.
#[derive(Clone)]
pub struct Core {
    pub(crate) shared: Rc<Shared>,
    pub(crate) lang: Lang,
}

/// What all clones share.
pub(crate) struct Shared {
    pub(crate) transport: Rc<dyn Transport>,
    /// Absolute, without trailing slash; `None` when what was configured is no address.
    pub(crate) base: Option<String>,
    pub(crate) session: SessionState,
    /// Applications this page has made, so that reading back never takes one for another.
    pub(crate) made: RefCell<Vec<String>>,
    /// The core's CORS answer does not admit the `Idempotency-Key` header.
    pub(crate) key_refused: Cell<bool>,
}

/// One call, before a token is put on it.
pub(crate) struct Call<'a> {
    pub method: Method,
    pub path: &'a Path,
    pub auth: Auth,
    pub body: Option<&'a Json>,
    pub idempotency_key: Option<&'a str>,
    pub cancel: &'a CancelToken,
}

/// A call that failed, and whether the core may nevertheless have acted on it.
#[derive(Debug)]
pub(crate) struct Failure {
    pub error: CoreError,
    /// The request itself left (and was not turned away for its token).
    pub sent: bool,
}

impl Core {
    /// A client of the core at `base_url` (`https://host/prefix`), with a session of its own. An address that is not
    /// http(s) is reported to developers and makes every call fail with [`CoreError::Network`].
    pub fn new(transport: Rc<dyn Transport>, base_url: &str, lang: Lang) -> Core {
        let base = normalise_base(base_url);
        if base.is_none() {
            transport.diagnose("the core's base address is not an http(s) address");
        }
        let shared = Shared {
            transport,
            base,
            session: SessionState::default(),
            made: RefCell::default(),
            key_refused: Cell::new(false),
        };
        Core { shared: Rc::new(shared), lang }
    }

    /// The same client and session, answering in another language.
    pub fn with_lang(&self, lang: Lang) -> Core {
        Core { shared: self.shared.clone(), lang }
    }

    /// The language asked for (`x-locale`).
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The base address, without trailing slash; empty when it was not an address.
    pub fn base_url(&self) -> &str {
        self.shared.base.as_deref().unwrap_or_default()
    }

    /// The page's session.
    pub fn session(&self) -> Session {
        Session::of(self.clone())
    }

    /// Reads. Tries again twice, with growing pauses, after passing troubles: network, 429, 5xx, an answer that broke off.
    ///
    /// # Errors
    /// Any [`CoreError`] but `OutcomeUnknown`, `AlreadySending`.
    pub fn get<'a>(&'a self, path: &'a Path, auth: Auth, cancel: &'a CancelToken) -> Soon<'a, Result<Json, CoreError>> {
        Box::pin(async move {
            let call = Call { method: Method::Get, path, auth, body: None, idempotency_key: None, cancel };
            self.repeat(&call).await
        })
    }

    /// Reads as [`Core::get`] and makes something of the answer. Not another asynchronous function for every endpoint: each
    /// of those is a state machine of its own in the module.
    pub(crate) fn ask<'a, T: 'static>(
        &'a self,
        path: Path,
        auth: Auth,
        cancel: &'a CancelToken,
        read: fn(Result<Json, CoreError>) -> Result<T, CoreError>,
    ) -> Soon<'a, Result<T, CoreError>> {
        let answer: Soon<'a, _> = Box::pin(async move { self.get(&path, auth, cancel).await });
        Box::pin(Then { answer, read })
    }

    /// Sends once. After a failure for which [`CoreError::retryable`] holds the core may or may not have acted.
    /// Applications are made with [`Core::submit`], which finds out.
    ///
    /// # Errors
    /// Any [`CoreError`] but `OutcomeUnknown`, `AlreadySending`.
    pub fn post<'a>(
        &'a self,
        path: &'a Path,
        body: &'a Json,
        auth: Auth,
        cancel: &'a CancelToken,
    ) -> Soon<'a, Result<Json, CoreError>> {
        Box::pin(async move { self.write(Method::Post, path, body, auth, cancel).await })
    }

    /// Sends once, as [`Core::post`].
    ///
    /// # Errors
    /// As [`Core::post`].
    pub fn put<'a>(
        &'a self,
        path: &'a Path,
        body: &'a Json,
        auth: Auth,
        cancel: &'a CancelToken,
    ) -> Soon<'a, Result<Json, CoreError>> {
        Box::pin(async move { self.write(Method::Put, path, body, auth, cancel).await })
    }

    fn write<'a>(
        &'a self,
        method: Method,
        path: &'a Path,
        body: &'a Json,
        auth: Auth,
        cancel: &'a CancelToken,
    ) -> Soon<'a, Result<Json, CoreError>> {
        Box::pin(async move {
            let call = Call { method, path, auth, body: Some(body), idempotency_key: None, cancel };
            self.once(&call).await.map_err(|failure| failure.error)
        })
    }

    /// The policy of reads, for any call that may be repeated without harm.
    pub(crate) fn repeat<'a>(&'a self, call: &'a Call<'a>) -> Soon<'a, Result<Json, CoreError>> {
        Box::pin(async move {
            let mut tried = 0;
            loop {
                let failure = match self.once(call).await {
                    Ok(json) => return Ok(json),
                    Err(failure) => failure,
                };
                tried += 1;
                if !failure.sent {
                    return Err(failure.error);
                }
                let chance = self.shared.transport.random();
                let Some(ms) = retry::pause_ms(&failure.error, tried, chance) else { return Err(failure.error) };
                self.shared.pause(ms, call.cancel).await?;
            }
        })
    }

    /// One call, with the token renewed once if the core does not accept it: refused for its token, a call has had no
    /// effect, so this repetition is safe for writes too.
    pub(crate) fn once<'a>(&'a self, call: &'a Call<'a>) -> Soon<'a, Result<Json, Failure>> {
        Box::pin(async move {
            let unsent = |error| Failure { error, sent: false };
            let session = self.session();
            let mut token = None;
            if call.auth != Auth::None {
                token = Some(session.token_for(call.auth == Auth::Citizen, None).await.map_err(unsent)?);
            }
            let mut may_renew = true;
            loop {
                let request = self.request(call, token.as_ref()).map_err(unsent)?;
                let timeout_ms = if call.method == Method::Get { TIMEOUT_MS } else { WRITE_TIMEOUT_MS };
                let response = self.shared.exchange(request, timeout_ms, call.cancel).await?;
                let turned_away = match answer::read(&response, self.shared.transport.now_ms()) {
                    Meaning::Data(json) => return Ok(json),
                    Meaning::Unauthorized => CoreError::LoginRequired,
                    Meaning::Failed(error @ CoreError::UnexpectedAnswer(Oddity::Redirect)) => error,
                    Meaning::Failed(error) => return Err(Failure { error, sent: true }),
                };
                match token {
                    Some(stale) if may_renew => {
                        may_renew = false;
                        token = Some(session.token_for(false, Some(&stale)).await.map_err(unsent)?);
                    }
                    _ => return Err(unsent(turned_away)),
                }
            }
        })
    }

    /// A request in this page's language, with a token if there is one.
    pub(crate) fn bare(&self, method: Method, path: &Path, token: Option<&Token>) -> Result<Request, CoreError> {
        let mut request = self.shared.request(method, path)?;
        request.headers.push(("x-locale", self.lang.code().to_owned()));
        // A call that carries a token never has a reason to be redirected but a session that ended.
        request.manual_redirect = token.is_some();
        request.headers.extend(token.map(|t| ("authorization", t.bearer())));
        Ok(request)
    }

    fn request(&self, call: &Call<'_>, token: Option<&Token>) -> Result<Request, CoreError> {
        let mut request = self.bare(call.method, call.path, token)?;
        request.headers.extend(call.idempotency_key.map(|key| ("idempotency-key", key.to_owned())));
        request.body = call.body.map(|json| Body::Json(write_json(json)));
        Ok(request)
    }
}

impl From<Failure> for CoreError {
    fn from(failure: Failure) -> Self {
        failure.error
    }
}

impl Shared {
    /// A bare request below the base address: no token, no cookie, and no header that would make a browser ask first.
    pub(crate) fn request(&self, method: Method, path: &Path) -> Result<Request, CoreError> {
        let base = self.base.as_deref().ok_or(CoreError::Network)?;
        Ok(Request {
            method,
            url: [base, path.as_str()].concat(),
            headers: vec![("accept", "application/json".to_owned())],
            body: None,
            credentials: false,
            manual_redirect: false,
            keepalive: false,
        })
    }

    /// Makes one call within its time. Any HTTP answer is a success here.
    pub(crate) fn exchange<'a>(
        &'a self,
        request: Request,
        timeout_ms: u32,
        cancel: &'a CancelToken,
    ) -> Soon<'a, Result<Response, Failure>> {
        Box::pin(async move {
            if cancel.is_cancelled() {
                return Err(Failure { error: CoreError::Cancelled, sent: false });
            }
            if !self.transport.online() {
                return Err(Failure { error: CoreError::Offline, sent: false });
            }
            let work = self.transport.send(request);
            let error = match race(work, self.transport.sleep(timeout_ms), cancel).await {
                Ended::Done(Ok(response)) => return Ok(response),
                Ended::Done(Err(_)) if self.transport.online() => CoreError::Network,
                Ended::Done(Err(_)) => CoreError::Offline,
                Ended::TimedOut => CoreError::Timeout,
                Ended::Cancelled => CoreError::Cancelled,
            };
            Err(Failure { error, sent: true })
        })
    }

    /// Waits, unless cancelled.
    pub(crate) fn pause<'a>(&'a self, ms: u32, cancel: &'a CancelToken) -> Soon<'a, Result<(), CoreError>> {
        Box::pin(async move {
            match race(self.transport.sleep(ms), Box::pin(std::future::pending()), cancel).await {
                Ended::Cancelled => Err(CoreError::Cancelled),
                _ => Ok(()),
            }
        })
    }
}
