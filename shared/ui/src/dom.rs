//! Building the page: elements of the document with parts that follow the state.
//!
//! Leptos' own views are types as large as the markup they describe: every nesting is another set of functions in the
//! module, and two widgets written with them weighed three times their budget. An [`El`] is one type for every element;
//! what moves is a Leptos effect around a closure, and there is one kind of those. State, effects, ownership and
//! scheduling stay Leptos'.

use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Element, Event, Node};

/// Something read from the state whenever it is needed; reading it inside an effect follows it.
pub type Read<T> = Rc<dyn Fn() -> T>;

/// Something to do.
pub type Act = Rc<dyn Fn()>;

/// A [`Read`] of a closure.
pub fn read<T>(from: impl Fn() -> T + 'static) -> Read<T> {
    Rc::new(from)
}

/// An element under construction; a cheap handle. Where the browser cannot make the element every method does nothing.
#[derive(Clone)]
pub struct El {
    node: Option<Element>,
}

/// A new HTML element.
pub fn el(tag: &str) -> El {
    El { node: document().create_element(tag).ok() }
}

/// A new HTML element with these classes.
pub fn tag(name: &str, class: &str) -> El {
    el(name).attr("class", class)
}

/// A new SVG element.
pub fn svg(tag: &str) -> El {
    El { node: document().create_element_ns(Some("http://www.w3.org/2000/svg"), tag).ok() }
}

impl El {
    /// The element itself.
    pub fn node(&self) -> Option<&Element> {
        self.node.as_ref()
    }

    /// Sets an attribute.
    pub fn attr(self, name: &str, value: &str) -> El {
        if let Some(node) = &self.node {
            let _ = node.set_attribute(name, value);
        }
        self
    }

    /// Appends a text; markup in it is text.
    pub fn text(self, text: &str) -> El {
        if let Some(node) = &self.node {
            let _ = node.append_with_str_1(text);
        }
        self
    }

    /// Appends an element.
    pub fn child(self, child: El) -> El {
        if let (Some(node), Some(child)) = (&self.node, &child.node) {
            let _ = node.append_child(child);
        }
        self
    }

    /// Appends elements, leaving out what is not there.
    pub fn children<const N: usize>(self, children: [Option<El>; N]) -> El {
        children.into_iter().flatten().fold(self, El::child)
    }

    /// Appends every element of a list.
    pub fn list(self, children: Vec<El>) -> El {
        children.into_iter().fold(self, El::child)
    }

    /// An attribute that follows the state; `None` takes it away.
    pub fn follow(self, name: &'static str, value: Read<Option<String>>) -> El {
        if let Some(node) = self.node.clone() {
            let mut last = None;
            effect(Box::new(move || {
                let now = value();
                if now != last {
                    let _ = match &now {
                        Some(text) => node.set_attribute(name, text),
                        None => node.remove_attribute(name),
                    };
                    last = now;
                }
            }));
        }
        self
    }

    /// An attribute that is there, as HTML's own switches are, while the state says so.
    pub fn follow_flag(self, name: &'static str, on: Read<bool>) -> El {
        self.follow(name, read(move || on().then(String::new)))
    }

    /// The element's whole text, following the state.
    pub fn follow_text(self, text: Read<String>) -> El {
        if let Some(node) = self.node.clone() {
            effect(Box::new(move || {
                let now = text();
                // Writing the same text again would make a screen reader repeat it.
                if node.text_content().as_deref() != Some(&now) {
                    node.set_text_content(Some(&now));
                }
            }));
        }
        self
    }

    /// A property (`value`, `checked`) that follows the state; the caret stays where nothing changed.
    pub fn follow_property(self, name: &'static str, value: Read<JsValue>) -> El {
        if let Some(node) = self.node.clone() {
            effect(Box::new(move || {
                let (name, now) = (JsValue::from_str(name), value());
                if js_sys::Reflect::get(&node, &name).ok().as_ref() != Some(&now) {
                    let _ = js_sys::Reflect::set(&node, &name, &now);
                }
            }));
        }
        self
    }

    /// A child that is built anew whenever `key` changes, and only then; `None` shows nothing. What is inside follows
    /// the state on its own.
    pub fn switch<K: PartialEq + 'static>(
        self,
        key: impl Fn() -> K + 'static,
        build: impl Fn(&K) -> Option<El> + 'static,
    ) -> El {
        let last: Rc<RefCell<Option<K>>> = Rc::new(RefCell::new(None));
        let shown = last.clone();
        let changed = move || {
            let now = key();
            if last.borrow().as_ref() == Some(&now) {
                return false;
            }
            last.replace(Some(now));
            true
        };
        // A view that is being built may read its own key through the state, never through this cell.
        let build = move || shown.borrow().as_ref().and_then(&build);
        self.region(Box::new(changed), Box::new(build))
    }

    fn region(self, changed: Box<dyn Fn() -> bool>, build: Box<dyn Fn() -> Option<El>>) -> El {
        let (Some(node), Some(owner)) = (&self.node, Owner::current()) else { return self };
        let anchor: Node = document().create_comment("").into();
        let _ = node.append_child(&anchor);
        // Its own owner: the effect's would be cleared at every run, this one only when the child is replaced.
        let owner = owner.child();
        let shown: RefCell<Option<El>> = RefCell::new(None);
        effect(Box::new(move || {
            if !changed() {
                return;
            }
            // The nodes go first: leaving focus may still tell the state something.
            if let Some(old) = shown.take().and_then(|old| old.node) {
                old.remove();
            }
            owner.cleanup();
            let next = owner.with(|| untrack(&build));
            if let (Some(next), Some(parent)) = (next.as_ref().and_then(El::node), anchor.parent_node()) {
                let _ = parent.insert_before(next, Some(&anchor));
            }
            shown.replace(next);
        }));
        self
    }

    /// Runs `run` at every event of this kind.
    pub fn on(self, event: &str, run: impl Fn(&Event) + 'static) -> El {
        self.listen(event, Box::new(run))
    }

    /// Runs `press` at every click.
    pub fn on_press(self, press: Act) -> El {
        self.listen("click", Box::new(move |_| press()))
    }

    fn listen(self, event: &str, run: Box<dyn Fn(&Event)>) -> El {
        if let Some(node) = &self.node {
            // Given to the page's garbage collector: it goes with the element, and never before it.
            let run = Closure::<dyn Fn(Event)>::new(move |event: Event| run(&event)).into_js_value();
            let _ = node.add_event_listener_with_callback(event, run.unchecked_ref());
        }
        self
    }
}

/// Runs `work` now and whenever something it read changes, as long as the current owner lives.
pub fn effect(work: Box<dyn FnMut()>) {
    let work = RefCell::new(work);
    let running = Cell::new(false);
    let effect = RenderEffect::new(move |_: Option<()>| {
        // An effect that causes itself is a mistake, not a reason to bring the page down.
        if !running.replace(true) {
            if let Ok(mut work) = work.try_borrow_mut() {
                work();
            }
            running.set(false);
        }
    });
    let _ = StoredValue::new_local(effect);
}

/// The `value` of what an event happened to.
pub fn value_of(event: &Event) -> String {
    property_of(event, "value").and_then(|value| value.as_string()).unwrap_or_default()
}

/// Whether what an event happened to is checked.
pub fn checked_of(event: &Event) -> bool {
    property_of(event, "checked").is_some_and(|checked| checked.is_truthy())
}

fn property_of(event: &Event, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(event.target()?.as_ref(), &JsValue::from_str(name)).ok()
}
