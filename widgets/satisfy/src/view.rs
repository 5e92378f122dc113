//! What the citizen sees. Everything is in the document from the start, as the national validator wants it, and what is
//! shown changes within the click: so this view draws by itself instead of following signals, which are a moment later.

use crate::markup::*;
use crate::model::{Model, Msg, QUESTIONS, Step, page_address};
use leptos::prelude::*;
use oc_core_client::{Delivery, Rating, Satisfy as Client};
use oc_element::{Detail, Event as HostEvent, Mount};
use oc_i18n::{Key, keys::satisfy as keys, keys::ui};
use oc_settings::{Satisfy, Warning};
use oc_ui::{Ctx, El, el, svg, tag, value_of};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, HtmlElement};

const STAR: &str = "M12 2.7 9.7 9.6H2.4l5.9 4.3L6 20.8l6-4.3 6 4.3-2.3-6.9 5.9-4.3h-7.3z";

/// The place of thanks among the steps.
const THANKS: usize = 4;

/// What is in the document.
struct Parts {
    /// The elements of the markup.
    all: Vec<El>,
    /// The stars, then the answers of both questions: five each.
    inputs: Vec<El>,
    /// The step drawn last.
    last: usize,
}

/// A handle on one widget. `Copy`.
#[derive(Clone, Copy)]
struct Rater {
    ctx: Ctx,
    state: StoredValue<State, LocalStorage>,
}

struct State {
    model: Model,
    parts: Parts,
    client: Client,
}

/// The widget.
pub fn view(mount: Mount) -> El {
    let (settings, warnings) = Satisfy::read(&mount.host.lookup());
    for warning in &warnings {
        mount.host.warn_setting(warning);
    }
    let ctx = Ctx::new(mount);
    // Without a place to send ratings to, asking for one would be a lie.
    let (Some(entry), Some(core)) = (settings.entry_point, ctx.core()) else { return tag("div", GONE) };
    let client = Client::new(core, settings.configs, settings.ratings, entry);
    let title = if settings.service { keys::TITLE_SERVICE } else { keys::TITLE_PAGE };
    build(ctx, client, title)
}

/// Nothing to see, and no room kept for it.
const GONE: &str = "d-none";

/// What is listened to; see [`Rater::heard`].
const HEARD: [(usize, &str); 6] =
    [(STARS, "change"), (POSITIVE, "change"), (NEGATIVE, "change"), (AREA, "input"), (BACK, "click"), (NEXT, "click")];

fn build(ctx: Ctx, client: Client, title: Key) -> El {
    let all = outline(ctx);
    let mut parts = Parts { all, inputs: Vec::new(), last: usize::MAX };
    for (place, key) in TEXTS.into_iter().chain([(TITLE, title)]) {
        parts.at(place).text(&ctx.t(key));
    }
    for (place, n) in POSITIONS {
        parts.at(place).text(&ctx.fmt(keys::STEP, &[("n", n)]));
    }
    for n in 1..6 {
        let shape = svg("path").attr("d", STAR);
        let shape = svg("svg").attr("viewBox", "0 0 24 24").attr("aria-hidden", "true").child(shape);
        let words = tag("span", "visually-hidden").text(&ctx.plural(n.into(), keys::STAR, keys::STARS_N));
        let mark = ["feedback-rate-", &digit(n)].concat();
        let label = parts.radio(ctx, parts.at(STARS), "star", n);
        label.attr("data-element", &mark).child(shape).child(words);
    }
    for (question, (place, group)) in QUESTIONS.iter().zip([(POSITIVE, "positive"), (NEGATIVE, "negative")]) {
        for ((text, _), n) in question.answers.iter().zip(0..) {
            let line = tag("div", "form-check");
            let label = parts.radio(ctx, line.clone(), group, n);
            label.attr("data-element", "feedback-rating-answer").text(&ctx.t(*text));
            parts.at(place).child(line);
        }
    }
    let model = ctx.kept().map(|kept| Model::restore(&kept)).unwrap_or_default();
    parts.draw(ctx, &model);
    let root = parts.at(0);
    let heard = HEARD.map(|(place, event)| (parts.at(place), event));
    let rater = Rater { ctx, state: StoredValue::new_local(State { model, parts, client: client.clone() }) };
    for ((element, event), what) in heard.into_iter().zip(0..) {
        element.on(event, move |event| rater.heard(what, event));
    }

    let gone = root.clone();
    ctx.spawn(async move {
        if client.configure(&ctx.cancel()).await == Ok(false)
            && let Some(host) = ctx.host()
        {
            put(&gone, "className", &GONE.into());
            let name = "data-entrypoints".to_owned();
            host.warn_setting(&Warning { name, expected: "an entry point the ratings service knows" });
        }
    });
    root
}

/// A number below ten as text.
fn digit(number: u8) -> String {
    char::from(b'0' + number).to_string()
}

impl Parts {
    /// The element of this line of the markup; one outside the document for a line that there is not.
    fn at(&self, place: usize) -> El {
        self.all.get(place).cloned().unwrap_or_else(|| el("i"))
    }

    /// Adds a radio button and its label to `place`; returns the label.
    fn radio(&mut self, ctx: Ctx, place: El, group: &str, value: u8) -> El {
        let (name, value) = (ctx.id(group), digit(value));
        let id = [&name, "-", &value].concat();
        let input = el("input").attr("type", "radio").attr("name", &name).attr("value", &value).attr("id", &id);
        let label = el("label").attr("for", &id);
        self.inputs.push(input.clone());
        place.child(input).child(label.clone());
        label
    }

    /// Gives the focus to the step drawn last.
    fn focus(&self) {
        let head = match HEADS.get(self.last) {
            Some(place) if self.last > 0 => Some(self.at(*place)),
            _ => self.inputs.first().cloned(),
        };
        if let Some(head) = head.as_ref().and_then(|head| head.node()?.dyn_ref::<HtmlElement>()) {
            let _ = head.focus();
        }
    }

    fn put(&self, place: usize, name: &str, value: &JsValue) {
        put(&self.at(place), name, value);
    }

    /// Shows the model, at once.
    fn draw(&self, ctx: Ctx, model: &Model) -> usize {
        let now = match model.step {
            Step::Stars => 0,
            Step::Reasons => 1 + model.question(),
            Step::Details => 3,
            Step::Done => THANKS,
        };
        for (step, place) in STEPS.into_iter().enumerate() {
            let shown = step == now || (step == 0 && now < THANKS);
            self.put(place, "hidden", &(!shown).into());
        }
        self.put(ACTIONS, "hidden", &(now == 0 || now == THANKS).into());
        self.put(STARS, "className", &if now == 0 { "oc-stars" } else { "oc-stars active" }.into());
        let answer = model.answer.map(|answer| 5 + 5 * model.question() + usize::from(answer));
        for (place, input) in self.inputs.iter().enumerate() {
            let on = place + 1 == usize::from(model.stars) || Some(place) == answer;
            put(input, "checked", &on.into());
        }
        self.put(AREA, "value", &model.comment.as_str().into());
        let left = ctx.plural(model.left() as u64, ui::CHARACTER_LEFT, ui::CHARACTERS_LEFT);
        self.put(COUNT, "textContent", &left.as_str().into());
        let spoken = match now {
            // The question that has just appeared; what takes the focus is read out anyway.
            1 | 2 if now != self.last => QUESTIONS.get(now - 1).map(|question| ctx.t(question.text)),
            3 if model.left() < 50 && model.left().is_multiple_of(10) => Some(left),
            _ => None,
        };
        if let Some(spoken) = spoken {
            self.put(STATUS, "textContent", &spoken.into());
        }
        now
    }
}

impl Rater {
    /// Something happened to what stands at this place of [`HEARD`].
    fn heard(self, what: u8, event: &Event) {
        let msg = match what {
            0 => Msg::Rate(number_of(event)),
            1 | 2 => Msg::Answer(number_of(event)),
            3 => Msg::Comment(value_of(event)),
            // The second half of a double click would send what was not said yet.
            _ if get(event, "detail").and_then(|clicks| clicks.as_f64()).is_some_and(|clicks| clicks > 1.0) => return,
            4 => Msg::Back,
            _ => Msg::Next,
        };
        // The focus follows what was pressed, not what was chosen: arrow keys choose stars.
        let focus = what > 3;
        let sent = self.state.try_update_value(|State { model, parts, client }| {
            let done = model.update(msg);
            parts.last = parts.draw(self.ctx, model);
            self.ctx.keep(Some(&model.kept()));
            if focus {
                parts.focus();
            }
            // Only programs fill in what nobody can see.
            let human = done && parts.at(TRAP).node().is_none_or(|trap| get(trap, "value") == Some("".into()));
            human.then(|| (client.clone(), rating(model)))
        });
        if let Some(Some((client, rating))) = sent {
            self.send(client, rating);
        }
    }

    fn send(self, client: Client, rating: Rating) {
        let hurried = client.clone();
        // Held by the page: a rating outlives its widget.
        let left = Cell::new(false);
        let hurry = Closure::<dyn Fn(Event)>::new(move |event: Event| {
            // A page that is left is also hidden, right after: once is enough.
            if !left.replace(get(&event, "type") == Some("pagehide".into())) {
                hurried.hurry();
            }
        });
        let hurry = hurry.into_js_value();
        for event in ["online", "visibilitychange", "pagehide"] {
            let _ = window().add_event_listener_with_callback(event, hurry.unchecked_ref());
        }
        self.ctx.spawn(client.send(rating, Rc::new(move |delivery| self.hear(delivery))));
        if let Some(host) = self.ctx.host() {
            host.announce("feedback-submit");
        }
    }

    fn hear(self, delivery: Delivery) {
        let note = match &delivery {
            Delivery::Delayed => self.ctx.t(keys::DELAYED),
            Delivery::Refused(_) => self.ctx.t(keys::REFUSED),
            Delivery::Arrived(_) => String::new(),
        };
        self.state.try_with_value(|state| state.parts.put(NOTE, "textContent", &note.into()));
        match delivery {
            Delivery::Arrived(id) => self.ctx.emit(HostEvent::Submitted, &[("id", Detail::Text(&id))]),
            Delivery::Refused(error) => self.ctx.report(&error),
            Delivery::Delayed => {}
        }
    }
}

fn rating(model: &Model) -> Rating {
    let location = window().location();
    let page = page_address(&location.origin().unwrap_or_default(), &location.pathname().unwrap_or_default());
    Rating { value: model.stars, answer: model.answer_word(), comment: model.comment.trim().to_owned(), page }
}

/// Sets a property of an element.
fn put(element: &El, name: &str, value: &JsValue) {
    if let Some(node) = element.node() {
        let _ = js_sys::Reflect::set(node, &name.into(), value);
    }
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(object, &name.into()).ok()
}

/// The value of the radio button an event happened to: one digit.
fn number_of(event: &Event) -> u8 {
    value_of(event).bytes().next().map_or(0, |digit| digit.wrapping_sub(b'0'))
}
