//! A page with a login box in it, whose core answers as the test says.

use any_spawner::Executor;
use gloo_timers::future::TimeoutFuture;
use oc_core_client::Json;
use oc_core_client::testing::{citizen_profile, citizen_token};
use oc_element::Mount;
use oc_i18n::{I18n, Lang, keys};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Document, Element, Event, HtmlElement, Request, Response, ResponseInit};

thread_local! {
    static PAGES: Cell<u32> = const { Cell::new(0) };
}

pub fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

/// What the browser's `fetch` does, by the address asked for.
pub type Answers = Box<dyn Fn(&str) -> Result<JsValue, JsValue>>;

/// An answer of the core.
pub fn answer(status: u16, body: &Json) -> Result<JsValue, JsValue> {
    let init = ResponseInit::new();
    init.set_status(status);
    Ok(Response::new_with_opt_str_and_init(Some(&body.to_string()), &init)?.into())
}

/// A core that nobody is logged in to.
pub fn nobody() -> Answers {
    Box::new(|_| answer(401, &Json::Null))
}

/// A core where the holder of `token` has `profile`.
pub fn person(token: String, profile: Json) -> Answers {
    Box::new(move |address| {
        let token = oc_core_client::json!({ "token": token });
        answer(200, if address.contains("session-auth") { &token } else { &profile })
    })
}

/// The citizen of the core client's own tests.
pub fn citizen() -> Answers {
    let now = (js_sys::Date::now() / 1000.0) as i64;
    person(citizen_token(now), citizen_profile())
}

/// A mounted login box. Leaving puts the page's own `fetch` back.
pub struct Page {
    pub host: HtmlElement,
    pub events: Rc<RefCell<Vec<String>>>,
    number: Cell<Option<u32>>,
    fetch: JsValue,
    _answers: Closure<dyn Fn(JsValue) -> Result<JsValue, JsValue>>,
    _heard: Closure<dyn Fn(Event)>,
}

impl Page {
    /// A page with a core of its own, so that no test knows who logged in to another's.
    pub fn new(attributes: &[(&str, &str)], answers: Answers) -> Page {
        let _ = Executor::init_wasm_bindgen();
        let number = PAGES.with(|pages| pages.replace(pages.get() + 1));
        let host: HtmlElement = document().create_element("oc-login-box").unwrap().unchecked_into();
        host.set_attribute("base-url", &format!("https://core{number}.example/lang")).unwrap();
        for (name, value) in attributes {
            host.set_attribute(name, value).unwrap();
        }
        document().body().unwrap().append_child(&host).unwrap();

        let global = js_sys::global();
        let fetch = js_sys::Reflect::get(&global, &"fetch".into()).unwrap();
        let answering = Closure::<dyn Fn(JsValue) -> Result<JsValue, JsValue>>::new(move |asked: JsValue| {
            answers(&asked.unchecked_ref::<Request>().url())
        });
        js_sys::Reflect::set(&global, &"fetch".into(), answering.as_ref()).unwrap();

        let events = Rc::new(RefCell::new(Vec::new()));
        let said = events.clone();
        let heard = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            let detail = js_sys::Reflect::get(&event, &"detail".into()).unwrap();
            let detail: String = js_sys::JSON::stringify(&detail).unwrap().into();
            said.borrow_mut().push(format!("{} {detail}", event.type_()));
        });
        for name in ["oc-ready", "oc-login", "oc-logout", "oc-error"] {
            host.add_event_listener_with_callback(name, heard.as_ref().unchecked_ref()).unwrap();
        }
        // Of every message which one it is, and of those with a placeholder the words around it.
        let mut texts: Vec<String> = (0..keys::COUNT).map(|number| format!("message {number}")).collect();
        texts[usize::from(keys::login_box::ENTER.0)] = "Entra con {name}".to_owned();
        texts[usize::from(keys::login_box::MENU_OF.0)] = "Menu di {name}".to_owned();
        texts[usize::from(keys::login_box::TITLE.0)] = "SPID/CIE".to_owned();
        let i18n = I18n::from_texts(Lang::It, texts).unwrap();
        let mount = Mount::new(host.clone(), "login-box", i18n, "");
        let number = Cell::new(Some(oc_ui::attach(mount, oc_login_box::view)));
        Page { host, events, number, fetch, _answers: answering, _heard: heard }
    }

    /// Takes the box away, as a page does that shows another of its parts.
    pub fn leave(&self) {
        self.number.take().map(oc_ui::detach);
    }

    pub fn look(&self, selector: &str) -> Option<HtmlElement> {
        self.host.query_selector(selector).unwrap().map(JsCast::unchecked_into)
    }

    pub fn find(&self, selector: &str) -> HtmlElement {
        self.look(selector).unwrap_or_else(|| panic!("nothing like {selector} in {}", self.host.inner_html()))
    }

    /// The element once it is there; fails after four seconds.
    pub async fn wait(&self, selector: &str) -> HtmlElement {
        for _ in 0..200 {
            if let Some(found) = self.look(selector) {
                return found;
            }
            pause().await;
        }
        self.find(selector)
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.leave();
        self.host.remove();
        let _ = js_sys::Reflect::set(&js_sys::global(), &"fetch".into(), &self.fetch);
    }
}

/// A moment in which what was begun goes on.
pub async fn pause() {
    TimeoutFuture::new(20).await;
}

/// The element that has the focus.
pub fn focused() -> Element {
    document().active_element().unwrap()
}
