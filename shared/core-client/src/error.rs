//! Everything that can go wrong between a citizen and the core, as one enum that a view can explain.

use oc_i18n::{Key, keys::core_client as keys};

/// What was odd about an answer that is not an error by its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// A web page where data was expected: a login page, a firewall, a wrong base address.
    Html,
    /// A redirect that must not be followed.
    Redirect,
    /// The JSON broke off.
    CutShort,
    /// Not JSON.
    NotJson,
    /// JSON, but not of the shape this endpoint gives.
    Shape,
}

impl Oddity {
    fn name(self) -> &'static str {
        match self {
            Oddity::Html => "unexpected_html",
            Oddity::Redirect => "unexpected_redirect",
            Oddity::CutShort => "answer_cut_short",
            Oddity::NotJson => "answer_not_json",
            Oddity::Shape => "answer_shape",
        }
    }
}

/// A failed call (core API contract, section 1.3).
#[derive(Clone, Debug, PartialEq)]
pub enum CoreError {
    /// The device has no network.
    Offline,
    /// No answer in time.
    Timeout,
    /// The core could not be reached, or the connection broke.
    Network,
    /// The widget that asked has left the page. Never shown.
    Cancelled,
    /// The person was logged in, or must be, and is not any more.
    LoginRequired,
    Forbidden,
    NotFound,
    /// 429; seconds to wait, when the core said so.
    TooManyRequests {
        retry_after_s: Option<u32>,
    },
    /// 5xx.
    Server {
        status: u16,
    },
    /// The core's list of what is wrong with the data, in its own words (cleaned, each at most 300 characters).
    Validation(Vec<String>),
    /// Any other refusal: status, the core's own words if there were any, and its machine-readable code if there was one
    /// (for instance `daily_reservation_limit`).
    Refused {
        status: u16,
        message: Option<String>,
        code: Option<String>,
    },
    UnexpectedAnswer(Oddity),
    /// Something was sent and nobody knows whether it arrived. Sending the same submission again looks first.
    OutcomeUnknown,
    /// The same submission is on its way already.
    AlreadySending,
}

impl CoreError {
    /// The message for the citizen.
    pub fn key(&self) -> Key {
        match self {
            CoreError::Offline => keys::OFFLINE,
            CoreError::Timeout => keys::TIMEOUT,
            CoreError::Network => keys::NETWORK,
            CoreError::Cancelled => keys::CANCELLED,
            CoreError::LoginRequired => keys::LOGIN_REQUIRED,
            CoreError::Forbidden => keys::FORBIDDEN,
            CoreError::NotFound => keys::NOT_FOUND,
            CoreError::TooManyRequests { .. } => keys::TOO_MANY_REQUESTS,
            CoreError::Server { .. } => keys::SERVER,
            CoreError::Validation(_) => keys::VALIDATION,
            CoreError::Refused { .. } => keys::REFUSED,
            CoreError::UnexpectedAnswer(_) => keys::UNEXPECTED_ANSWER,
            CoreError::OutcomeUnknown => keys::OUTCOME_UNKNOWN,
            CoreError::AlreadySending => keys::ALREADY_SENDING,
        }
    }

    /// What the core itself said to the person, fit to be shown as text after the message of [`CoreError::key`].
    pub fn server_message(&self) -> Option<String> {
        match self {
            CoreError::Validation(list) if !list.is_empty() => {
                Some(list.iter().take(5).map(String::as_str).collect::<Vec<_>>().join("; "))
            }
            CoreError::Refused { message, .. } => message.clone(),
            _ => None,
        }
    }

    /// A stable name for `oc-error` events. Holds no personal data.
    pub fn kind(&self) -> &'static str {
        match self {
            CoreError::Offline => "offline",
            CoreError::Timeout => "timeout",
            CoreError::Network => "network",
            CoreError::Cancelled => "cancelled",
            CoreError::LoginRequired => "login_required",
            CoreError::Forbidden => "forbidden",
            CoreError::NotFound => "not_found",
            CoreError::TooManyRequests { .. } => "too_many_requests",
            CoreError::Server { .. } => "server",
            CoreError::Validation(_) => "validation",
            CoreError::Refused { .. } => "refused",
            CoreError::UnexpectedAnswer(oddity) => oddity.name(),
            CoreError::OutcomeUnknown => "outcome_unknown",
            CoreError::AlreadySending => "already_sending",
        }
    }

    /// Whether pressing "try again" may help without changing anything else.
    pub fn retryable(&self) -> bool {
        matches!(
            self,
            CoreError::Offline
                | CoreError::Timeout
                | CoreError::Network
                | CoreError::TooManyRequests { .. }
                | CoreError::Server { .. }
                | CoreError::UnexpectedAnswer(_)
                | CoreError::OutcomeUnknown
        )
    }
}
