//! Events for the host page. They bubble, are composed, and never carry personal data.

use wasm_bindgen::JsValue;

/// What can happen to a widget that a host page may want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// The widget works: `{widget}`.
    Ready,
    /// Another step is shown: `{widget, step, position, of}`.
    Step,
    /// Something was sent and accepted: `{widget, id}`, `id` being the application's identifier.
    Submitted,
    /// Something failed: `{widget, kind, message}`, `kind` a stable word, `message` in English without personal data.
    Error,
    /// The person is known now: `{widget, role}`, `role` being `citizen` or `operator`.
    Login,
    /// The person leaves: `{widget}`.
    Logout,
}

impl Event {
    /// The name to listen to.
    pub fn name(self) -> &'static str {
        match self {
            Event::Ready => "oc-ready",
            Event::Step => "oc-step",
            Event::Submitted => "oc-submitted",
            Event::Error => "oc-error",
            Event::Login => "oc-login",
            Event::Logout => "oc-logout",
        }
    }
}

/// A member of an event's detail.
pub enum Detail<'a> {
    Text(&'a str),
    Number(u32),
}

impl From<&Detail<'_>> for JsValue {
    fn from(detail: &Detail<'_>) -> JsValue {
        match detail {
            Detail::Text(text) => JsValue::from_str(text),
            Detail::Number(number) => JsValue::from_f64(f64::from(*number)),
        }
    }
}
