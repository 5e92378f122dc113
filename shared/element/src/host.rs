//! The custom element as its widget sees it.

use crate::{Detail, Event};
use oc_settings::{PageLookup, Warning};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

/// The property of the element that holds what the citizen typed, so that a move in the page or a restart of the
/// module loses nothing. It lives as long as the element and is never written anywhere else.
const KEPT: &str = "ocState";

/// One element of one widget.
#[derive(Clone)]
pub struct Host {
    element: HtmlElement,
    widget: &'static str,
}

impl Host {
    /// The host of `widget`, its name as in `widgets/<name>`.
    pub fn new(element: HtmlElement, widget: &'static str) -> Host {
        Host { element, widget }
    }

    /// The element itself.
    pub fn element(&self) -> &HtmlElement {
        &self.element
    }

    /// The widget's name.
    pub fn widget(&self) -> &'static str {
        self.widget
    }

    /// The settings given on this element and in the page.
    pub fn lookup(&self) -> PageLookup {
        PageLookup::new(self.element.clone())
    }

    /// Fires `event` with `{widget, …detail}`.
    pub fn emit(&self, event: Event, detail: &[(&str, Detail<'_>)]) {
        let object = js_sys::Object::new();
        set(&object, "widget", &JsValue::from_str(self.widget));
        for (name, value) in detail {
            set(&object, name, &value.into());
        }
        let init = CustomEventInit::new();
        init.set_bubbles(true);
        init.set_composed(true);
        init.set_detail(&object);
        if let Ok(custom) = CustomEvent::new_with_event_init_dict(event.name(), &init) {
            // An exception in a listener of the host page is the host's own: it must not reach the widget.
            let _ = self.element.dispatch_event(&custom);
        }
    }

    /// Fires an event without detail on the document, where pages of the national model listen for it.
    pub fn announce(&self, name: &str) {
        let document = web_sys::window().and_then(|window| window.document());
        if let (Some(document), Ok(event)) =
            (document, CustomEvent::new_with_event_init_dict(name, &CustomEventInit::new()))
        {
            let _ = document.dispatch_event(&event);
        }
    }

    /// Tells the host page of a failure. `kind` is a stable word, `message` names the cause without personal data.
    pub fn error(&self, kind: &str, message: &str) {
        self.emit(Event::Error, &[("kind", Detail::Text(kind)), ("message", Detail::Text(message))]);
    }

    /// Reports a setting that could not be used: once in the console, and as an event.
    pub fn warn_setting(&self, warning: &Warning) {
        let message = warning.message();
        web_sys::console::warn_1(&JsValue::from_str(&["oc-", self.widget, ": ", &message].concat()));
        self.error("setting", &message);
    }

    /// Remembers what the citizen typed; `None` forgets it.
    pub fn keep(&self, state: Option<&str>) {
        let value = state.map_or(JsValue::UNDEFINED, JsValue::from_str);
        set(&self.element, KEPT, &value);
    }

    /// What was remembered by [`Host::keep`], if anything.
    pub fn kept(&self) -> Option<String> {
        js_sys::Reflect::get(&self.element, &JsValue::from_str(KEPT)).ok()?.as_string()
    }
}

fn set(target: &JsValue, name: &str, value: &JsValue) {
    // Only fails on frozen objects, which neither a fresh object nor an element is.
    let _ = js_sys::Reflect::set(target, &JsValue::from_str(name), value);
}
