//! What the tests in a browser share: a piece of page, and looking at it.
#![allow(dead_code)]

use any_spawner::Executor;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use oc_element::{Host, Mount};
use oc_i18n::{I18n, Key, Lang, keys};
use oc_settings::Common;
use oc_ui::{Ctx, El};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Event, HtmlElement};

/// A view in the page. It leaves the page, and what belongs to it ends, when this is dropped.
pub struct Stage {
    pub place: Element,
    pub owner: Owner,
}

impl Stage {
    /// Shows what `build` makes; what else it returns is handed out, such as the signals it made.
    pub fn new<T>(build: impl FnOnce() -> (El, T)) -> (Stage, T) {
        let _ = Executor::init_wasm_bindgen();
        let place = document().create_element("div").unwrap();
        document().body().unwrap().append_child(&place).unwrap();
        let owner = Owner::new();
        let (view, handed_out) = owner.with(build);
        place.append_child(view.node().unwrap()).unwrap();
        (Stage { place, owner }, handed_out)
    }

    /// The first element that a selector finds.
    pub fn find(&self, selector: &str) -> HtmlElement {
        self.look(selector).unwrap_or_else(|| panic!("nothing like {selector} in {}", self.place.inner_html()))
    }

    /// As [`Stage::find`], where it may be missing.
    pub fn look(&self, selector: &str) -> Option<HtmlElement> {
        self.place.query_selector(selector).unwrap().map(JsCast::unchecked_into)
    }

    /// What is written in the view.
    pub fn text(&self) -> String {
        self.place.text_content().unwrap_or_default()
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.place.remove();
        self.owner.cleanup();
    }
}

/// Until what follows from a change of state has happened.
pub async fn settled() {
    TimeoutFuture::new(0).await;
}

/// Waits for something that needs a frame of the browser; fails after two seconds.
pub async fn until(what: &str, is_so: impl Fn() -> bool) {
    for _ in 0..100 {
        if is_so() {
            return;
        }
        TimeoutFuture::new(20).await;
    }
    panic!("this has not happened: {what}");
}

/// The element that has the focus.
pub fn focused() -> Element {
    document().active_element().unwrap()
}

/// What the page does when somebody types, chooses or leaves.
pub fn happen(to: &Element, event: &str) {
    to.dispatch_event(&Event::new(event).unwrap()).unwrap();
}

/// A property of an element, as scripts see it.
pub fn property(of: &Element, name: &str) -> JsValue {
    js_sys::Reflect::get(of, &JsValue::from_str(name)).unwrap()
}

/// Types: sets the value and says so.
pub fn type_into(field: &Element, value: &str) {
    js_sys::Reflect::set(field, &JsValue::from_str("value"), &JsValue::from_str(value)).unwrap();
    happen(field, "input");
}

/// A catalogue that says of every message which one it is, except for these.
pub fn words(said: &[(Key, &str)]) -> I18n {
    let mut texts: Vec<String> = (0..keys::COUNT).map(|number| format!("message {number}")).collect();
    for (key, text) in said {
        texts[usize::from(key.0)] = (*text).to_owned();
    }
    I18n::from_texts(Lang::It, texts).unwrap()
}

/// What a widget is given on a page whose core is at `https://core.example/lang`.
pub fn mount(element: HtmlElement, said: &[(Key, &str)]) -> Mount {
    let common = Common {
        base_url: "https://core.example/lang".to_owned(),
        auth_url: "https://core.example/lang/login".to_owned(),
        privacy_url: None,
        breadcrumb: false,
        page_name: None,
    };
    Mount { host: Host::new(element, "test"), i18n: words(said), common }
}

/// A view with the handle that widgets have.
pub fn stage_with_ctx<T>(said: &[(Key, &str)], build: impl FnOnce(Ctx) -> (El, T)) -> (Stage, T) {
    let element: HtmlElement = document().create_element("div").unwrap().unchecked_into();
    Stage::new(|| build(Ctx::new(mount(element, said))))
}

/// Counts how often something was done.
#[derive(Clone, Default)]
pub struct Count(Rc<Cell<u32>>);

impl Count {
    pub fn one_more(&self) {
        self.0.set(self.0.get() + 1);
    }

    pub fn get(&self) -> u32 {
        self.0.get()
    }
}
