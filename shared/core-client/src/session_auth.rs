//! What the session asks the core: who the cookie belongs to, and for an anonymous token (core API contract, section 2).

use crate::answer::{self, Meaning};
use crate::core::TIMEOUT_MS;
use crate::error::{CoreError, Oddity};
use crate::identity::{Identity, identity_of};
use crate::json::{Json, Tolerant};
use crate::retry;
use crate::session::{LOGIN, Session};
use crate::token::Token;
use crate::transport::Method;
use crate::url::Path;
use crate::wait::{CancelToken, Soon};

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
            let path = Path::api(&["users", &token.user_id]);
            let profile = match self.profile(&path, &token).await {
                Ok(profile) => profile,
                // The core does not stand by the token it has just given.
                Err(CoreError::LoginRequired | CoreError::Forbidden) => return (Identity::Nobody, None),
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

    /// Reads a profile with this very token. Not through [`Core::get`], which would renew it: a page that only shows who is
    /// there has no use for all that comes with renewing, and does not download it.
    fn profile<'a>(&'a self, path: &'a Path, token: &'a Token) -> Soon<'a, Result<Json, CoreError>> {
        Box::pin(async move {
            let (shared, cancel) = (&self.core.shared, CancelToken::new());
            let mut tried = 0;
            loop {
                let request = self.core.bare(Method::Get, path, Some(token))?;
                let error = match shared.exchange(request, TIMEOUT_MS, &cancel).await {
                    Ok(response) => match answer::read(&response, shared.transport.now_ms()) {
                        Meaning::Data(json) => return Ok(json),
                        Meaning::Unauthorized | Meaning::Failed(CoreError::UnexpectedAnswer(Oddity::Redirect)) => {
                            return Err(LOGIN);
                        }
                        Meaning::Failed(error) => error,
                    },
                    Err(failure) => failure.error,
                };
                tried += 1;
                let Some(ms) = retry::pause_ms(&error, tried, shared.transport.random()) else { return Err(error) };
                shared.pause(ms, &cancel).await?;
            }
        })
    }

    /// Exchanges the session cookie for a token (core API contract, section 2.1). Not logged in, in all its forms (401, a
    /// redirect, an answer CORS keeps from us, a malformed token), is [`CoreError::LoginRequired`].
    pub(crate) fn cookie_token<'a>(&'a self) -> Soon<'a, Result<Token, CoreError>> {
        Box::pin(async move {
            let shared = &self.core.shared;
            let path = Path::api(&["session-auth"]).query("with-cookie", "1");
            let mut tried = 0;
            loop {
                let mut request = shared.request(Method::Get, &path)?;
                request.credentials = true;
                request.manual_redirect = true;
                let error = match shared.exchange(request, TIMEOUT_MS, &CancelToken::new()).await {
                    Ok(response) => match answer::read(&response, shared.transport.now_ms()) {
                        Meaning::Data(json) => {
                            return self.read_token(&json).filter(|t| !t.is_anonymous()).ok_or(LOGIN);
                        }
                        Meaning::Failed(CoreError::UnexpectedAnswer(oddity)) if oddity != Oddity::Redirect => {
                            self.diagnose("session-auth: the answer holds no token");
                            return Err(LOGIN);
                        }
                        Meaning::Failed(error @ (CoreError::Server { .. } | CoreError::TooManyRequests { .. })) => {
                            error
                        }
                        _ => return Err(LOGIN),
                    },
                    Err(failure) if failure.error == CoreError::Network => return Err(LOGIN),
                    Err(failure) => return Err(failure.error),
                };
                tried += 1;
                let Some(ms) = retry::pause_ms(&error, tried, shared.transport.random()) else { return Err(error) };
                shared.pause(ms, &CancelToken::new()).await?;
            }
        })
    }

    /// An anonymous session (core API contract, section 2.2).
    pub(crate) fn anonymous<'a>(&'a self) -> Soon<'a, Result<Token, CoreError>> {
        Box::pin(async move {
            let shared = &self.core.shared;
            let request = shared.request(Method::Post, &Path::api(&["session-auth"]))?;
            let response = shared.exchange(request, TIMEOUT_MS, &CancelToken::new()).await?;
            match answer::read(&response, shared.transport.now_ms()) {
                Meaning::Data(json) => {
                    let token = self.read_token(&json).ok_or(CoreError::UnexpectedAnswer(Oddity::Shape))?;
                    self.hold(Some(token.clone()));
                    Ok(token)
                }
                Meaning::Unauthorized => Err(LOGIN),
                Meaning::Failed(error) => Err(error),
            }
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
