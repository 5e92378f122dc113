//! How views are put together, in a browser: what shows up in the page, what follows the state, and what ends.
#![cfg(target_family = "wasm")]

mod page;

use leptos::prelude::*;
use oc_ui::{El, attach, checked_of, detach, el, read, svg, tag, value_of};
use page::{Count, Stage, focused, happen, mount, property, settled, type_into};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{HtmlElement, HtmlInputElement};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn a_text_is_shown_as_it_is_even_when_it_looks_like_markup() {
    let text = "<img src=x onerror=\"alert(1)\"> & <b>so</b>";
    let (stage, ()) = Stage::new(|| (tag("p", "lead").text(text), ()));
    assert_eq!(stage.text(), text);
    assert!(stage.look("img, b").is_none());
    assert_eq!(stage.find("p").class_name(), "lead");
}

#[wasm_bindgen_test]
fn children_stand_in_the_order_they_were_given_and_missing_ones_leave_no_trace() {
    let item = |text: &str| el("li").text(text);
    let (stage, ()) = Stage::new(|| {
        let list = el("ul").child(item("one")).children([Some(item("two")), None, Some(item("three"))]);
        (list.list(vec![item("four"), item("five")]), ())
    });
    assert_eq!(stage.text(), "onetwothreefourfive");
    assert_eq!(stage.find("ul").child_element_count(), 5);
}

#[wasm_bindgen_test]
fn a_drawing_is_a_drawing_to_the_browser() {
    let (stage, ()) = Stage::new(|| (svg("svg").attr("viewBox", "0 0 24 24").child(svg("path")), ()));
    assert!(!property(&stage.find("path"), "getTotalLength").is_undefined(), "a path of HTML draws nothing");
}

#[wasm_bindgen_test]
fn a_name_that_is_no_element_shows_nothing_and_breaks_nothing() {
    let (stage, ()) = Stage::new(|| {
        let broken = el("not an element").attr("class", "x").text("lost").on("click", |_| {});
        assert!(broken.node().is_none());
        (el("div").text("before ").child(broken.switch(|| 1, |_| Some(el("b")))).text("after"), ())
    });
    assert_eq!(stage.text(), "before after");
}

#[wasm_bindgen_test]
async fn an_attribute_comes_changes_and_goes_with_the_state() {
    let (stage, state) = Stage::new(|| {
        let state = RwSignal::new(None::<String>);
        let flag = read(move || state.get().is_some());
        (el("a").follow("href", read(move || state.get())).follow_flag("hidden", flag), state)
    });
    let link = stage.find("a");
    assert!(!link.has_attribute("href") && !link.has_attribute("hidden"));
    state.set(Some("/one".to_owned()));
    settled().await;
    assert_eq!(link.get_attribute("href").as_deref(), Some("/one"));
    assert!(link.hidden());
    state.set(None);
    settled().await;
    assert!(!link.has_attribute("href") && !link.has_attribute("hidden"));
}

#[wasm_bindgen_test]
async fn an_attribute_that_stays_the_same_is_left_alone() {
    let (stage, state) = Stage::new(|| {
        let state = RwSignal::new(1);
        (el("p").follow("class", read(move || Some(if state.get() > 0 { "many" } else { "none" }.to_owned()))), state)
    });
    let place = stage.find("p");
    place.set_class_name("many set-by-the-page");
    state.set(2);
    settled().await;
    assert_eq!(place.class_name(), "many set-by-the-page");
    state.set(0);
    settled().await;
    assert_eq!(place.class_name(), "none");
}

#[wasm_bindgen_test]
async fn a_text_that_stays_the_same_is_not_written_again_so_it_is_not_read_out_twice() {
    let (stage, state) = Stage::new(|| {
        let state = RwSignal::new(21);
        (el("p").follow_text(read(move || format!("about {}", state.get() / 20 * 20))), state)
    });
    let place = stage.find("p");
    let first = place.first_child().unwrap();
    state.set(22);
    settled().await;
    assert!(place.first_child().unwrap().is_same_node(Some(&first)));
    state.set(41);
    settled().await;
    assert_eq!(stage.text(), "about 40");
    assert!(!place.first_child().unwrap().is_same_node(Some(&first)));
}

#[wasm_bindgen_test]
async fn the_caret_stays_where_somebody_types_in_the_middle_of_a_word() {
    let (stage, ()) = Stage::new(|| {
        let state = RwSignal::new("abef".to_owned());
        let field = el("input").follow_property("value", read(move || state.get().into()));
        (field.on("input", move |event| state.set(value_of(event))), ())
    });
    let field: HtmlInputElement = stage.find("input").unchecked_into();
    assert_eq!(field.value(), "abef");
    field.focus().unwrap();
    field.set_value("abcef");
    field.set_selection_range(3, 3).unwrap();
    happen(&field, "input");
    settled().await;
    assert_eq!(field.value(), "abcef");
    assert_eq!(field.selection_start(), Ok(Some(3)));
}

#[wasm_bindgen_test]
async fn a_value_that_the_state_refuses_is_put_back() {
    let (stage, state) = Stage::new(|| {
        let state = RwSignal::new("kept".to_owned());
        (el("input").follow_property("value", read(move || state.get().into())), state)
    });
    let field: HtmlInputElement = stage.find("input").unchecked_into();
    field.set_value("typed");
    state.update(|_| ());
    settled().await;
    assert_eq!(field.value(), "kept");
}

#[wasm_bindgen_test]
async fn what_happens_to_an_element_is_heard_with_its_value_or_tick() {
    let (stage, heard) = Stage::new(|| {
        let heard = Rc::new(RefCell::new(Vec::new()));
        let (typed, ticked, pressed) = (heard.clone(), heard.clone(), heard.clone());
        let text = tag("input", "text").on("input", move |event| typed.borrow_mut().push(value_of(event)));
        let tick = tag("input", "tick")
            .attr("type", "checkbox")
            .on("change", move |event| ticked.borrow_mut().push(checked_of(event).to_string()));
        let press = el("button").on_press(Rc::new(move || pressed.borrow_mut().push("pressed".to_owned())));
        (el("div").child(text).child(tick).child(press), heard)
    });
    type_into(&stage.find(".text"), "Ciao");
    stage.find(".tick").click();
    stage.find(".tick").click();
    stage.find("button").click();
    assert_eq!(*heard.borrow(), ["Ciao", "true", "false", "pressed"]);
}

/// A place that shows the state's number, `None` for zero, and counts how often it was built and left.
fn changing(state: RwSignal<u32>, built: &Count, left: &Count) -> El {
    let (built, left) = (built.clone(), left.clone());
    let middle = move |number: &u32| {
        built.one_more();
        let left = StoredValue::new_local(left.clone());
        Owner::on_cleanup(move || left.with_value(Count::one_more));
        (*number > 0).then(|| el("input").attr("value", &number.to_string()))
    };
    el("div").child(el("b").text("before")).switch(move || state.get(), middle).child(el("i").text("after"))
}

fn names(of: &HtmlElement) -> Vec<String> {
    let children = of.children();
    (0..children.length()).map(|index| children.item(index).unwrap().tag_name()).collect()
}

#[wasm_bindgen_test]
async fn a_part_keeps_its_element_and_the_focus_until_what_it_shows_is_another() {
    let (built, left) = (Count::default(), Count::default());
    let (stage, state) = Stage::new(|| {
        let state = RwSignal::new(1);
        (changing(state, &built, &left), state)
    });
    let field = stage.find("input");
    field.focus().unwrap();
    state.set(1);
    settled().await;
    assert!(focused().is_same_node(Some(&field)), "built anew without need");
    assert_eq!((built.get(), left.get()), (1, 0));
    state.set(2);
    settled().await;
    assert_eq!(stage.find("input").get_attribute("value").as_deref(), Some("2"));
    assert!(!field.is_connected());
    assert_eq!((built.get(), left.get()), (2, 1), "what the old part held has ended");
}

#[wasm_bindgen_test]
async fn a_part_comes_and_goes_between_its_neighbours() {
    let (stage, state) = Stage::new(|| {
        let state = RwSignal::new(0);
        (changing(state, &Count::default(), &Count::default()), state)
    });
    let frame = stage.find("div");
    assert_eq!(names(&frame), ["B", "I"]);
    state.set(3);
    settled().await;
    assert_eq!(names(&frame), ["B", "INPUT", "I"]);
    state.set(0);
    settled().await;
    assert_eq!(names(&frame), ["B", "I"]);
}

#[wasm_bindgen_test]
async fn a_part_that_was_replaced_follows_the_state_no_more() {
    let runs = Count::default();
    let (stage, (part, text)) = Stage::new(|| {
        let (part, text) = (RwSignal::new(1), RwSignal::new("old".to_owned()));
        let runs = runs.clone();
        let build = move |_: &i32| {
            let runs = runs.clone();
            let inner = el("p").switch(
                || (),
                move |()| {
                    let runs = runs.clone();
                    Some(el("b").follow_text(read(move || {
                        runs.one_more();
                        text.get()
                    })))
                },
            );
            Some(inner)
        };
        (el("div").switch(move || part.get(), build), (part, text))
    });
    let first = stage.find("b");
    part.set(2);
    settled().await;
    text.set("new".to_owned());
    settled().await;
    assert_eq!(first.text_content().as_deref(), Some("old"));
    assert_eq!(stage.find("b").text_content().as_deref(), Some("new"));
    assert_eq!(runs.get(), 3, "once for the first part, twice for the second");
}

#[wasm_bindgen_test]
async fn leaving_a_field_because_it_is_taken_away_may_still_change_the_state() {
    let (stage, state) = Stage::new(|| {
        let state = RwSignal::new(1);
        let build = move |number: &i32| {
            let number = *number;
            Some(el("input").attr("id", &format!("field-{number}")).on("blur", move |_| state.set(number + 10)))
        };
        (el("div").switch(move || state.get(), build), state)
    });
    stage.find("input").focus().unwrap();
    state.set(2);
    settled().await;
    settled().await;
    let shown = stage.find("input").id();
    assert_eq!(shown, format!("field-{}", state.get_untracked()), "the page and the state have parted");
}

thread_local! {
    static CTX: RefCell<Vec<oc_ui::Ctx>> = const { RefCell::new(Vec::new()) };
    static SHARED: ArcRwSignal<u32> = ArcRwSignal::new(0);
    static RUNS: Count = Count::default();
}

/// A widget that follows the number in [`SHARED`].
fn widget(mount: oc_element::Mount) -> El {
    let ctx = oc_ui::Ctx::new(mount);
    CTX.with_borrow_mut(|all| all.push(ctx));
    let shared = SHARED.with(Clone::clone);
    let text = read(move || {
        RUNS.with(Count::one_more);
        shared.get().to_string()
    });
    let own = RwSignal::new(0);
    let button = el("button").attr("id", &ctx.id("more")).text("more").on("click", move |_| own.update(|n| *n += 1));
    tag("div", "view").child(el("p").follow_text(text)).child(button)
}

#[wasm_bindgen_test]
async fn a_widget_says_that_it_is_there_and_leaves_nothing_behind_when_it_goes() {
    let ready = Rc::new(RefCell::new(Vec::new()));
    let heard = ready.clone();
    let (stage, ()) = Stage::new(|| (tag("div", "host").child(el("p").text("a telephone number")), ()));
    let host = stage.find(".host");
    let listener = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        let detail = js_sys::Reflect::get(&event, &"detail".into()).unwrap();
        heard.borrow_mut().push(js_sys::Reflect::get(&detail, &"widget".into()).unwrap().as_string());
    });
    document().add_event_listener_with_callback("oc-ready", listener.as_ref().unchecked_ref()).unwrap();
    let number = attach(mount(host.clone(), &[]), widget);
    document().remove_event_listener_with_callback("oc-ready", listener.as_ref().unchecked_ref()).unwrap();
    assert_eq!(*ready.borrow(), [Some("test".to_owned())]);
    assert_eq!(stage.find(".view p").text_content().as_deref(), Some("0"));

    let (button, before) = (stage.find("button"), RUNS.with(Count::get));
    let ctx = CTX.with_borrow(|all| *all.last().unwrap());
    let cancel = ctx.cancel();
    assert!(!cancel.is_cancelled());
    detach(number);
    assert_eq!(stage.text(), "a telephone number", "what the page wrote itself stays");
    assert!(cancel.is_cancelled(), "its calls end");
    SHARED.with(|shared| shared.set(7));
    settled().await;
    assert_eq!(RUNS.with(Count::get), before, "what is gone follows nothing");
    button.click();
    assert!(ctx.core().is_none() && ctx.id("x").is_ascii());
    detach(number);
}

#[wasm_bindgen_test]
fn two_widgets_of_one_kind_share_no_id() {
    let (stage, ()) = Stage::new(|| (el("div").child(tag("div", "a")).child(tag("div", "b")), ()));
    let numbers = [".a", ".b"].map(|place| attach(mount(stage.find(place), &[]), widget));
    let (first, second) = (stage.find(".a button").id(), stage.find(".b button").id());
    assert!(first.starts_with("oc-test-") && first.ends_with("-more"), "{first}");
    assert_ne!(first, second);
    numbers.into_iter().for_each(detach);
    assert!(stage.look("button").is_none());
}
