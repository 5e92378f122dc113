//! Settings of a real page: attributes of an element, globals of the window.

use crate::{Lookup, Raw};
use wasm_bindgen::{JsCast, JsValue};

/// Looks settings up on one element and the window.
pub struct PageLookup {
    element: web_sys::HtmlElement,
}

impl PageLookup {
    /// The settings of `element`.
    pub fn new(element: web_sys::HtmlElement) -> Self {
        PageLookup { element }
    }
}

impl Lookup for PageLookup {
    fn attribute(&self, name: &str) -> Option<String> {
        self.element.get_attribute(name)
    }

    fn global(&self, name: &str) -> Option<Raw> {
        let value = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str(name)).ok()?;
        // An element with `id="OC_BASE_URL"` becomes a global of that name: it is an object, so it is refused below.
        if value.is_undefined() || value.is_null() { None } else { Some(raw(&value)) }
    }
}

fn raw(value: &JsValue) -> Raw {
    if let Some(text) = value.as_string() {
        Raw::Text(text)
    } else if let Some(flag) = value.as_bool() {
        Raw::Bool(flag)
    } else if let Some(number) = value.as_f64() {
        Raw::Number(number)
    } else if let Some(array) = value.dyn_ref::<js_sys::Array>() {
        Raw::List(array.iter().filter_map(|item| item.as_string()).collect())
    } else {
        Raw::Other
    }
}
