//! Fields, buttons, dialogs and links in a browser: what somebody sees, and what a screen reader is told.
#![cfg(target_family = "wasm")]

mod page;

use leptos::prelude::*;
use oc_i18n::keys::ui as keys;
use oc_ui::{
    Choice, Ctx, Dialog, El, FieldSpec, busy_button, check_box, el, error_summary, failure, live_region, login_link,
    read, select, text_area, text_input,
};
use page::{Count, Stage, focused, happen, property, settled, stage_with_ctx, type_into, until};
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

/// What a field shows, to be changed from outside.
#[derive(Clone, Copy)]
struct State {
    value: RwSignal<String>,
    problem: RwSignal<String>,
    read_only: RwSignal<bool>,
    left: RwSignal<u32>,
}

fn spec(id: &str, hint: &str) -> (FieldSpec, State) {
    let state = State {
        value: RwSignal::new(String::new()),
        problem: RwSignal::new(String::new()),
        read_only: RwSignal::new(false),
        left: RwSignal::new(0),
    };
    let spec = FieldSpec {
        id: id.to_owned(),
        label: "Nome".to_owned(),
        hint: hint.to_owned(),
        required: true,
        value: read(move || state.value.get()),
        problem: read(move || state.problem.get()),
        read_only: read(move || state.read_only.get()),
        on_input: Rc::new(move |text| state.value.set(text)),
        on_blur: Rc::new(move || state.left.update(|times| *times += 1)),
    };
    (spec, state)
}

/// What a screen reader reads out as the description of `field`, every id of it being on the page.
fn description(field: &HtmlElement) -> String {
    let ids = field.get_attribute("aria-describedby").unwrap_or_default();
    let text = |id: &str| document().get_element_by_id(id).unwrap_or_else(|| panic!("no {id}")).text_content();
    ids.split_whitespace().filter_map(text).collect::<Vec<_>>().join(" ")
}

#[wasm_bindgen_test]
fn a_press_on_the_label_leads_into_the_field_and_the_star_is_not_read_out() {
    let (stage, _) = Stage::new(|| {
        let (spec, state) = spec("nome", "Come sul documento");
        (text_input(&spec, "text", "given-name"), state)
    });
    let (label, field) = (stage.find("label"), stage.find("input"));
    let control: Element = property(&label, "control").unchecked_into();
    assert!(control.is_same_node(Some(&field)));
    assert_eq!(label.text_content().as_deref(), Some("Nome*"));
    assert_eq!(stage.find("label span").get_attribute("aria-hidden").as_deref(), Some("true"));
    assert_eq!(field.get_attribute("aria-required").as_deref(), Some("true"));
    assert_eq!(field.get_attribute("autocomplete").as_deref(), Some("given-name"));
    assert_eq!(description(&field), "Come sul documento");
}

#[wasm_bindgen_test]
async fn what_is_wrong_is_told_with_the_field_until_it_is_put_right() {
    let (stage, state) = Stage::new(|| {
        let (spec, state) = spec("cognome", "Come sul documento");
        (text_input(&spec, "text", "off"), state)
    });
    let (field, error) = (stage.find("input"), stage.find(".oc-error"));
    assert!(error.hidden() && !field.has_attribute("aria-invalid"));
    state.problem.set("Scrivi il cognome".to_owned());
    settled().await;
    assert!(!error.hidden());
    assert_eq!(field.get_attribute("aria-invalid").as_deref(), Some("true"));
    assert_eq!(description(&field), "Come sul documento Scrivi il cognome");
    assert_eq!(field.class_name(), "form-control is-invalid");
    state.problem.set(String::new());
    settled().await;
    assert!(error.hidden() && !field.has_attribute("aria-invalid"));
    assert_eq!(description(&field), "Come sul documento");
    assert_eq!(field.class_name(), "form-control");
}

#[wasm_bindgen_test]
async fn a_field_takes_what_is_typed_and_notices_when_it_is_left() {
    let (stage, state) = Stage::new(|| {
        let (spec, state) = spec("posta", "");
        (text_input(&spec, "email", "email"), state)
    });
    let field = stage.find("input");
    assert!(!field.has_attribute("aria-describedby"), "a field without a hint points nowhere");
    assert_eq!(field.get_attribute("autocapitalize").as_deref(), Some("none"));
    type_into(&field, "ada@example.com");
    assert_eq!(state.value.get_untracked(), "ada@example.com");
    field.focus().unwrap();
    field.blur().unwrap();
    assert_eq!(state.left.get_untracked(), 1);
    state.read_only.set(true);
    settled().await;
    assert_eq!(property(&field, "readOnly"), true);
}

#[wasm_bindgen_test]
async fn a_field_that_cannot_be_changed_does_not_say_what_to_write() {
    let (stage, state) = Stage::new(|| {
        let (spec, state) = spec("codice", "Scrivi il codice");
        (text_input(&spec, "text", "off"), state)
    });
    let (field, hint) = (stage.find("input"), stage.find("small"));
    assert!(!hint.hidden());
    assert_eq!(description(&field), "Scrivi il codice");
    state.read_only.set(true);
    settled().await;
    assert!(hint.hidden() && !field.has_attribute("aria-describedby"));
    state.problem.set("Il codice è sbagliato".to_owned());
    settled().await;
    assert_eq!(description(&field), "Il codice è sbagliato");
    state.read_only.set(false);
    settled().await;
    assert!(!hint.hidden());
    assert_eq!(description(&field), "Scrivi il codice Il codice è sbagliato");
}

#[wasm_bindgen_test]
async fn a_choice_follows_the_state_and_starts_with_none() {
    let choices = ["anagrafe", "tributi"].map(|value| Choice { value: value.to_owned(), label: value.to_uppercase() });
    let (stage, state) = stage_with_ctx(&[(keys::CHOOSE, "Seleziona")], |ctx| {
        let (spec, state) = spec("ufficio", "");
        (select(ctx, &spec, choices.to_vec()), state)
    });
    let field = stage.find("select");
    assert_eq!(stage.find("option").text_content().as_deref(), Some("Seleziona"));
    assert_eq!(property(&field, "value"), "");
    state.value.set("tributi".to_owned());
    settled().await;
    assert_eq!(property(&field, "selectedIndex"), 2);
    js_sys::Reflect::set(&field, &"value".into(), &"anagrafe".into()).unwrap();
    happen(&field, "change");
    assert_eq!(state.value.get_untracked(), "anagrafe");
}

#[wasm_bindgen_test]
async fn a_draft_that_was_typed_before_chooses_in_the_list_at_once() {
    let (stage, ()) = stage_with_ctx(&[], |ctx| {
        let (spec, state) = spec("ufficio", "");
        state.value.set("tributi".to_owned());
        let choice = Choice { value: "tributi".to_owned(), label: "Tributi".to_owned() };
        (select(ctx, &spec, vec![choice]), ())
    });
    assert_eq!(property(&stage.find("select"), "value"), "tributi");
}

#[wasm_bindgen_test]
async fn a_tick_is_set_and_taken_away() {
    let (stage, state) = Stage::new(|| {
        let (spec, state) = spec("consenso", "");
        (check_box(&spec), state)
    });
    let tick: HtmlInputElement = stage.find("input").unchecked_into();
    stage.find("label").click();
    assert_eq!(state.value.get_untracked(), "true");
    tick.click();
    assert_eq!(state.value.get_untracked(), "");
    state.value.set("true".to_owned());
    settled().await;
    assert!(tick.checked());
}

#[wasm_bindgen_test]
async fn the_room_left_is_shown_at_every_key_and_read_out_in_twenties() {
    let said = [
        (keys::CHARACTERS_LEFT, "{n} liberi"),
        (keys::CHARACTER_LEFT, "{n} libero"),
        (keys::CHARACTERS_OVER, "{n} di troppo"),
        (keys::CHARACTER_OVER, "{n} di troppo, uno"),
    ];
    let (stage, left) = stage_with_ctx(&said, |ctx| {
        let (spec, _) = spec("testo", "");
        let left = RwSignal::new(500_i64);
        (text_area(ctx, &spec, "4", read(move || left.get())), left)
    });
    let (shown, spoken) = (stage.find("[aria-hidden].form-text"), stage.find("[aria-live]"));
    for (now, sees, hears) in [
        (500, "500 liberi", ""),
        (99, "99 liberi", "80 liberi"),
        (85, "85 liberi", "80 liberi"),
        (79, "79 liberi", "60 liberi"),
        (1, "1 libero", "0 liberi"),
        (-1, "1 di troppo, uno", "1 di troppo, uno"),
        (-30, "30 di troppo", "30 di troppo"),
    ] {
        left.set(now);
        settled().await;
        assert_eq!(shown.text_content().as_deref(), Some(sees));
        assert_eq!(spoken.text_content().as_deref(), Some(hears), "at {now}");
    }
}

#[wasm_bindgen_test]
async fn each_line_of_the_summary_leads_to_its_field_and_leaves_the_address_alone() {
    let (stage, problems) = stage_with_ctx(&[(keys::ERRORS_TITLE, "Controlla")], |ctx| {
        let problems = RwSignal::new(Vec::<(String, String)>::new());
        let summary = error_summary(ctx, "errori", read(move || problems.get()));
        (
            el("div").child(summary).child(el("input").attr("id", "primo")).child(el("input").attr("id", "secondo")),
            problems,
        )
    });
    let (summary, address) = (stage.find("#errori"), window().location().href().unwrap());
    assert_eq!(summary.text_content().as_deref(), Some(""));
    assert_eq!(summary.class_name(), "", "an empty summary is no red box");
    problems.set(vec![
        ("primo".to_owned(), "Scrivi il nome".to_owned()),
        ("secondo".to_owned(), "Scrivi <b>l'e-mail</b>".to_owned()),
    ]);
    settled().await;
    assert_eq!(summary.get_attribute("role").as_deref(), Some("alert"));
    assert!(summary.text_content().unwrap().ends_with("Scrivi il nomeScrivi <b>l'e-mail</b>"));
    oc_ui::focus_by_id("errori".to_owned());
    until("the summary has the focus", || focused().id() == "errori").await;
    stage.find("li:nth-child(2) a").click();
    until("the second field has the focus", || focused().id() == "secondo").await;
    assert_eq!(window().location().href().unwrap(), address);
    problems.set(Vec::new());
    settled().await;
    assert_eq!(summary.text_content().as_deref(), Some(""));
}

#[wasm_bindgen_test]
async fn a_button_at_work_says_so_and_cannot_be_pressed_twice_but_keeps_the_focus() {
    let pressed = Count::default();
    let (stage, busy) = Stage::new(|| {
        let (busy, pressed) = (RwSignal::new(false), pressed.clone());
        let press = Rc::new(move || {
            pressed.one_more();
            busy.set(true);
        });
        let button = busy_button("btn", "Invia".to_owned(), "Invio…".to_owned(), read(move || busy.get()), press);
        (button, busy)
    });
    let button = stage.find("button");
    button.focus().unwrap();
    button.click();
    button.click();
    settled().await;
    button.click();
    assert_eq!(pressed.get(), 1);
    assert_eq!(button.text_content().as_deref(), Some("Invio…"));
    assert_eq!(button.get_attribute("aria-disabled").as_deref(), Some("true"));
    assert!(focused().is_same_node(Some(&button)));
    busy.set(false);
    settled().await;
    assert_eq!(button.text_content().as_deref(), Some("Invia"));
    button.click();
    assert_eq!(pressed.get(), 2);
}

#[wasm_bindgen_test]
async fn a_failure_is_announced_and_offers_another_try_and_changes_are_read_out() {
    let again = Count::default();
    let (stage, news) = stage_with_ctx(&[(keys::RETRY, "Riprova")], |ctx| {
        let (counted, news) = (again.clone(), RwSignal::new(String::new()));
        let failed = failure(ctx, "Non risponde", Rc::new(move || counted.one_more()));
        (el("div").child(failed).child(live_region(read(move || news.get()))), news)
    });
    assert_eq!(stage.find("[role=alert]").text_content().as_deref(), Some("Non rispondeRiprova"));
    stage.find("button").click();
    assert_eq!(again.get(), 1);
    news.set("Salvato".to_owned());
    settled().await;
    assert_eq!(stage.find("[aria-live=polite]").text_content().as_deref(), Some("Salvato"));
}

fn dialog(ctx: Ctx) -> (El, Dialog) {
    let dialog = Dialog::new(ctx, "Entra", el("a").attr("href", "/login").text("Avanti"));
    let (frame, opener) = (dialog.el.clone(), dialog.clone());
    (el("div").child(el("button").attr("class", "opener").on("click", move |_| opener.open())).child(frame), dialog)
}

#[wasm_bindgen_test]
async fn a_dialog_is_named_takes_the_focus_and_gives_it_back() {
    let (stage, dialog) = stage_with_ctx(&[(keys::CLOSE, "Chiudi")], dialog);
    let (opener, frame) = (stage.find(".opener"), stage.find("dialog"));
    assert!(!frame.has_attribute("open"));
    opener.focus().unwrap();
    opener.click();
    assert!(frame.matches(":modal").unwrap(), "the rest of the page is out of reach");
    assert!(frame.contains(Some(&focused())));
    let name = document().get_element_by_id(&frame.get_attribute("aria-labelledby").unwrap()).unwrap();
    assert_eq!(name.text_content().as_deref(), Some("Entra"));
    let close = stage.find(".btn-close");
    assert_eq!(close.get_attribute("aria-label").as_deref(), Some("Chiudi"));
    dialog.open();
    close.click();
    assert!(!frame.has_attribute("open"));
    assert!(focused().is_same_node(Some(&opener)));
}

#[wasm_bindgen_test]
async fn an_open_dialog_goes_with_its_widget() {
    let (stage, dialog) = stage_with_ctx(&[], dialog);
    dialog.open();
    drop(stage);
    assert!(document().query_selector(":modal").unwrap().is_none());
    dialog.close();
    dialog.open();
    assert!(document().query_selector(":modal").unwrap().is_none(), "a dialog that left the page cannot cover it");
}

#[wasm_bindgen_test]
fn the_login_brings_the_citizen_back_to_this_very_page() {
    let (stage, ()) = stage_with_ctx(&[], |ctx| (login_link(ctx, "btn", vec![el("b").text("Accedi")]), ()));
    let link = stage.find("a");
    let wanted = |address: &str| {
        let back: String = js_sys::encode_uri_component(address).into();
        format!("https://core.example/lang/login?return-url={back}")
    };
    let address = window().location().href().unwrap();
    assert_eq!(link.get_attribute("href"), Some(wanted(&address)));
    // The page goes on without a reload, as single page sites do.
    let history = window().history().unwrap();
    history.push_state_with_url(&"".into(), "", Some("/servizi?a=1&b=2#qui")).unwrap();
    let stay = wasm_bindgen::closure::Closure::<dyn FnMut(web_sys::Event)>::new(|event: web_sys::Event| {
        event.prevent_default()
    });
    stage.place.add_event_listener_with_callback("click", stay.as_ref().unchecked_ref()).unwrap();
    link.click();
    let moved = window().location().href().unwrap();
    history.push_state_with_url(&"".into(), "", Some(&address)).unwrap();
    assert!(moved.ends_with("/servizi?a=1&b=2#qui"));
    assert_eq!(link.get_attribute("href"), Some(wanted(&moved)));
}
