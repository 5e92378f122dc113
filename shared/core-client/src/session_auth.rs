//! What the session asks the core: who the cookie belongs to, and for an anonymous token (core API contract, section 2).

use crate::answer::{self, Meaning};
use crate::core::TIMEOUT_MS;
use crate::error::{CoreError, Oddity};
use crate::identity::{Identity, identity_of};
use crate::json::{Json, Tolerant};
use crate::retry;
use crate::session::{LOGIN, Session};
use crate::token::Token;
use crate::transport::{Method, Request};
use crate::url::Path;
use crate::wait::{CancelToken, Soon};

const REDIRECT: CoreError = CoreError::UnexpectedAnswer(Oddity::Redirect);

impl Session {
    /// Asks who the session cookie belongs to. An error means that the core could not be asked.
    pub(crate) fn look_up<'a>(&'a self) -> Soon<'a, Result<(Identity, Option<Token>), CoreError>> {
        Box::pin(async move {
            match self.cookie_token().await {
                Ok(token) => Ok(self.person(token).await),
                Err(CoreError::LoginRequired) => Ok((Identity::Nobody, None)),
                Err(error) => Err(error),
            }
        })
    }

    /// The person behind a token that came from the cookie, with the token if it is a citizen's.
    pub(crate) fn person<'a>(&'a self, token: Token) -> Soon<'a, (Identity, Option<Token>)> {
        Box::pin(async move {
            // With this very token. Not through [`Core::get`], which would renew it: a page that only shows who is there
            // has no use for all that comes with renewing, and does not download it.
            let request = self.core.bare(Method::Get, &Path::api(&["users", &token.user_id]), Some(&token));
            let profile = match self.answer(request, |_| true).await {
                Ok(profile) => profile,
                // The core does not stand by the token it has just given.
                Err(LOGIN | CoreError::Forbidden | REDIRECT) => return (Identity::Nobody, None),
                // The token alone says who it is; the form is only less filled in.
                Err(error) => {
                    self.diagnose(["profile not read: ", error.kind()].concat().as_str());
                    Json::Null
                }
            };
            match identity_of(&token, profile) {
                citizen @ Identity::Citizen(_) => (citizen, Some(token)),
                other => (other, None),
            }
        })
    }

    /// Makes one call of the session's own, and again after the pauses of all reads while `again` admits the error.
    fn answer<'a>(
        &'a self,
        request: Result<Request, CoreError>,
        again: fn(&CoreError) -> bool,
    ) -> Soon<'a, Result<Json, CoreError>> {
        Box::pin(async move {
            let (shared, cancel, request) = (&self.core.shared, CancelToken::new(), request?);
            let mut tried = 0;
            loop {
                let error = match shared.exchange(request.clone(), TIMEOUT_MS, &cancel).await {
                    Ok(response) => match answer::read(&response, shared.transport.now_ms()) {
                        Meaning::Data(json) => return Ok(json),
                        Meaning::Unauthorized => LOGIN,
                        Meaning::Failed(error) => error,
                    },
                    Err(failure) => failure.error,
                };
                tried += 1;
                let pause = retry::pause_ms(&error, tried, shared.transport.random()).filter(|_| again(&error));
                let Some(ms) = pause else { return Err(error) };
                shared.pause(ms, &cancel).await?;
            }
        })
    }

    /// Exchanges the session cookie for a token (core API contract, section 2.1). Not logged in, in all its forms (401, a
    /// redirect, an answer CORS keeps from us, a malformed token), is [`CoreError::LoginRequired`].
    pub(crate) fn cookie_token<'a>(&'a self) -> Soon<'a, Result<Token, CoreError>> {
        Box::pin(async move {
            let request =
                self.core.shared.request(Method::Get, &Path::api(&["session-auth"]).query("with-cookie", "1"));
            let request = request.map(|request| Request { credentials: true, manual_redirect: true, ..request });
            let passing =
                |error: &CoreError| matches!(error, CoreError::Server { .. } | CoreError::TooManyRequests { .. });
            match self.answer(request, passing).await {
                Ok(json) => self.read_token(&json).filter(|token| !token.is_anonymous()).ok_or(LOGIN),
                Err(
                    error @ (CoreError::Server { .. }
                    | CoreError::TooManyRequests { .. }
                    | CoreError::Offline
                    | CoreError::Timeout
                    | CoreError::Cancelled),
                ) => Err(error),
                Err(error) => {
                    if error != REDIRECT && matches!(error, CoreError::UnexpectedAnswer(_)) {
                        self.diagnose("session-auth: the answer holds no token");
                    }
                    Err(LOGIN)
                }
            }
        })
    }

    /// An anonymous session (core API contract, section 2.2).
    pub(crate) fn anonymous<'a>(&'a self) -> Soon<'a, Result<Token, CoreError>> {
        Box::pin(async move {
            let request = self.core.shared.request(Method::Post, &Path::api(&["session-auth"]));
            let json = self.answer(request, |_| false).await?;
            let token = self.read_token(&json).ok_or(CoreError::UnexpectedAnswer(Oddity::Shape))?;
            self.hold(Some(token.clone()));
            Ok(token)
        })
    }

    fn read_token(&self, json: &Json) -> Option<Token> {
        let now = self.core.shared.transport.now_ms();
        match json.str("token").ok_or("token: missing").and_then(|raw| Token::parse(raw, now)) {
            Ok(token) => Some(token),
            Err(complaint) => {
                self.diagnose(complaint);
                None
            }
        }
    }

    fn diagnose(&self, what: &str) {
        self.core.shared.transport.diagnose(what);
    }
}
