//! The login box in a browser, between a core that may answer anything and a page that may do anything.
#![cfg(target_family = "wasm")]

mod page;

use oc_core_client::json;
use oc_core_client::testing::{citizen_profile, jwt};
use oc_i18n::keys::login_box as keys;
use page::{Page, answer, citizen, focused, nobody, pause, person};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, EventTarget, KeyboardEvent, KeyboardEventInit};

wasm_bindgen_test_configure!(run_in_browser);

fn text(element: &Element) -> String {
    element.text_content().unwrap_or_default()
}

fn message(key: oc_i18n::Key) -> String {
    format!("message {}", key.0)
}

/// Presses a key where the focus is; says whether the page may still do with it what it wants.
fn strike(key: &str) -> bool {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
    EventTarget::from(focused()).dispatch_event(&event).unwrap()
}

#[wasm_bindgen_test]
async fn until_the_core_has_answered_it_is_said_that_somebody_is_looking_and_nothing_can_be_pressed() {
    let page = Page::new(&[], Box::new(|_| Ok(js_sys::Promise::new(&mut |_, _| ()).into())));
    pause().await;
    assert_eq!(text(&page.find("[role=status]")), message(keys::CHECKING));
    assert!(page.look("button, a").is_none());
    assert_eq!(page.find(".oc-room").get_attribute("aria-hidden").as_deref(), Some("true"));
    assert_eq!(*page.events.borrow(), [r#"oc-ready {"widget":"login-box"}"#]);
}

#[wasm_bindgen_test]
async fn who_is_not_logged_in_gets_the_pop_up_with_the_way_in() {
    let page = Page::new(&[("auth-label", "SPID/CNS"), ("auth-url", "https://entra.example/?a=1")], nobody());
    let button = page.wait("button").await;
    assert_eq!(button.get_attribute("aria-haspopup").as_deref(), Some("dialog"));
    button.focus().unwrap();
    button.click();
    let popup = page.find("dialog");
    assert!(popup.matches(":modal").unwrap());
    assert_eq!(text(&page.find("dialog h2")), "SPID/CNS");
    let link = page.find("dialog a");
    assert_eq!(text(&link), "Entra con SPID/CNS");
    assert!(link.get_attribute("href").unwrap().starts_with("https://entra.example/?a=1&return-url=http%3A%2F%2F"));
    page.find("dialog .btn-close").click();
    assert!(focused().is_same_node(Some(&button)));
}

#[wasm_bindgen_test]
async fn a_site_that_wants_it_leads_straight_to_the_login_page() {
    let page = Page::new(&[("spid-button", "")], nobody());
    let link = page.wait("a").await;
    assert!(link.get_attribute("href").unwrap().contains(".example/lang/login?return-url="));
    assert!(page.look("dialog, button").is_none());
}

#[wasm_bindgen_test]
async fn a_citizen_finds_their_name_and_the_page_learns_the_role_and_nothing_else() {
    let page = Page::new(&[], citizen());
    let button = page.wait("button[aria-expanded]").await;
    let profile = citizen_profile();
    let name = [&profile["nome"], &profile["cognome"]].map(|part| part.as_str().unwrap()).join(" ");
    assert_eq!(text(&button), name);
    let menu = page.find(&format!("#{}", button.get_attribute("aria-controls").unwrap()));
    assert_eq!(menu.get_attribute("aria-label"), Some(format!("Menu di {name}")));
    let events = page.events.borrow();
    assert_eq!(*events, [r#"oc-ready {"widget":"login-box"}"#, r#"oc-login {"widget":"login-box","role":"citizen"}"#]);
}

#[wasm_bindgen_test]
async fn the_menu_is_walked_with_the_arrows_and_left_with_escape() {
    let page = Page::new(&[], citizen());
    let button = page.wait("button[aria-expanded]").await;
    let expanded = || button.get_attribute("aria-expanded").unwrap() == "true";
    button.focus().unwrap();
    assert!(strike("ArrowUp") && strike("Escape"), "the closed menu leaves keys to the page");
    assert!(!strike("ArrowDown"), "the page does not scroll as well");
    pause().await;
    assert!(expanded());
    let links = page.host.query_selector_all("nav a").unwrap();
    let at = |index: u32| focused().is_same_node(links.get(index).as_ref());
    assert!(at(0));
    strike("End");
    pause().await;
    assert!(at(links.length() - 1));
    strike("ArrowDown");
    pause().await;
    assert!(at(0), "after the last comes the first");
    assert!(strike("a"), "letters are not the menu's");
    strike("Escape");
    pause().await;
    assert!(!expanded() && focused().is_same_node(Some(&button)));
}

#[wasm_bindgen_test]
async fn the_menu_closes_when_the_focus_goes_elsewhere_and_not_within_it() {
    let page = Page::new(&[], citizen());
    let button = page.wait("button[aria-expanded]").await;
    button.focus().unwrap();
    button.click();
    pause().await;
    let nav = page.find("nav");
    assert!(nav.class_name().contains("show"));
    page.find("nav a").focus().unwrap();
    pause().await;
    assert!(nav.class_name().contains("show"));
    page.find("nav a").blur().unwrap();
    pause().await;
    assert!(!nav.class_name().contains("show"));
}

/// The token of somebody with these roles, issued now.
fn token(roles: &[&str]) -> String {
    let now = (js_sys::Date::now() / 1000.0) as i64;
    jwt(
        &json!({"iat": now, "exp": now + 600, "id": "7a0b5a2c-0000-4000-8000-000000000001", "roles": roles, "username": "x"}),
    )
}

#[wasm_bindgen_test]
async fn somebody_at_work_without_a_name_is_called_by_what_they_are() {
    let page = Page::new(&[], person(token(&["ROLE_OPERATORE"]), json!({"nome": null, "cognome": 7})));
    let button = page.wait("button[aria-expanded]").await;
    assert_eq!(text(&button), message(keys::OPERATOR));
    let addresses = page.host.query_selector_all("nav a").unwrap();
    assert_eq!(addresses.length(), 3);
    let last: Element = addresses.get(2).unwrap().unchecked_into();
    assert!(last.get_attribute("href").unwrap().ends_with(".example/lang/operatori/logout"));
}

#[wasm_bindgen_test]
async fn a_name_that_looks_like_markup_stays_a_name() {
    let name = "<img src=x onerror=alert(1)>";
    let page = Page::new(&[], person(token(&["ROLE_CPS_USER"]), json!({"nome": name, "cognome": "&amp;"})));
    let button = page.wait("button[aria-expanded]").await;
    assert_eq!(text(&button), format!("{name} &amp;"));
    assert!(page.look("img").is_none());
}

#[wasm_bindgen_test]
async fn a_site_with_a_menu_of_its_own_gets_only_the_way_out_and_hears_of_it() {
    let page = Page::new(&[("user-menu-disabled", "true")], citizen());
    let out = page.wait("a").await;
    assert_eq!(text(&out), message(keys::LOGOUT));
    assert!(out.get_attribute("href").unwrap().ends_with(".example/lang/logout"));
    let stay =
        wasm_bindgen::closure::Closure::<dyn Fn(web_sys::Event)>::new(|event: web_sys::Event| event.prevent_default());
    page.host.add_event_listener_with_callback("click", stay.as_ref().unchecked_ref()).unwrap();
    out.click();
    assert_eq!(page.events.borrow().last().unwrap(), r#"oc-logout {"widget":"login-box"}"#);
}

#[wasm_bindgen_test]
async fn a_fetch_that_the_page_has_broken_leaves_the_way_in() {
    let broken: [fn() -> Result<JsValue, JsValue>; 6] = [
        || Err(JsValue::from_str("refused by the consent manager")),
        || Err(JsValue::UNDEFINED),
        || Ok(JsValue::UNDEFINED),
        || Ok(JsValue::from_str("<html>")),
        || Ok(js_sys::Promise::reject(&JsValue::NULL).into()),
        || Ok(js_sys::Promise::resolve(&JsValue::from(js_sys::Object::new())).into()),
    ];
    for (number, result) in broken.into_iter().enumerate() {
        let page = Page::new(&[], Box::new(move |_| result()));
        page.wait("button[aria-haspopup=dialog]").await;
        assert!(page.look("[role=status]").is_none(), "way {number}");
    }
}

#[wasm_bindgen_test]
async fn whatever_the_core_says_about_who_is_there_the_way_in_stays_open() {
    for odd in
        [json!({}), json!({"token": 7}), json!({"token": "a.b"}), json!([1]), json!({"token": jwt(&json!({"exp": 1}))})]
    {
        let said = odd.clone();
        let page = Page::new(&[], Box::new(move |_| answer(200, &odd)));
        page.wait("button[aria-haspopup=dialog]").await;
        assert!(!page.events.borrow().iter().any(|event| event.starts_with("oc-login")), "{said}");
    }
}

#[wasm_bindgen_test]
async fn a_box_that_has_left_hears_of_no_late_answer() {
    let asked = Rc::new(Cell::new(0));
    let counted = asked.clone();
    let page = Page::new(
        &[],
        Box::new(move |address| {
            counted.set(counted.get() + 1);
            citizen()(address)
        }),
    );
    page.leave();
    assert_eq!(page.host.child_element_count(), 0);
    for _ in 0..5 {
        pause().await;
    }
    assert!(asked.get() > 0, "the question was on its way");
    assert_eq!(page.host.child_element_count(), 0);
    assert_eq!(*page.events.borrow(), [r#"oc-ready {"widget":"login-box"}"#]);
    page.leave();
}
