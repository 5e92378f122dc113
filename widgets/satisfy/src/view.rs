//! What the citizen sees. Everything is in the document from the start, as the national validator wants it, and what is
//! shown changes within the click: so this view draws by itself instead of following signals, which are a moment later.

use crate::model::{Model, Msg, QUESTIONS, Question, Step, page_address};
use leptos::prelude::*;
use oc_core_client::{Delivery, Rating, Satisfy as Client};
use oc_element::{Detail, Event as HostEvent, Mount};
use oc_i18n::{Key, keys::satisfy as keys, keys::ui};
use oc_settings::{Satisfy, Warning};
use oc_ui::{Ctx, El, el, svg, tag, value_of};
use std::rc::Rc;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{Event, HtmlElement};

const STAR: &str = "M12 2.7 9.7 9.6H2.4l5.9 4.3L6 20.8l6-4.3 6 4.3-2.3-6.9 5.9-4.3h-7.3z";

/// Where one of [`Parts::steps`] is shown: stars, after four and five, after fewer, words, thanks.
const THANKS: usize = 4;

/// What moves.
struct Parts {
    /// Shown one at a time; the first one until the end.
    steps: [El; 5],
    /// What takes the focus with each of them.
    heads: [El; 5],
    /// The stars, then the answers of both questions: five each.
    inputs: Vec<El>,
    stars: El,
    actions: El,
    area: El,
    count: El,
    /// Read out when it changes.
    status: El,
    note: El,
    trap: El,
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

fn build(ctx: Ctx, client: Client, title: Key) -> El {
    let id = ctx.id("title");
    let title = tag("h2", "h5 mb-3").attr("id", &id).attr("data-element", "feedback-title").text(&ctx.t(title));

    let mut inputs = Vec::new();
    let mut stars = el("fieldset").child(tag("legend", "visually-hidden").text(&ctx.t(keys::STARS)));
    for n in 1..6_u8 {
        let (input, label) = radio(ctx, "star", n);
        let mark = ["feedback-rate-", &n.to_string()].concat();
        let shape = svg("path").attr("d", STAR);
        let shape = svg("svg").attr("viewBox", "0 0 24 24").attr("aria-hidden", "true").child(shape);
        let words = tag("span", "visually-hidden").text(&ctx.plural(n.into(), keys::STAR, keys::STARS_N));
        let label = label.attr("data-element", &mark).child(shape).child(words);
        stars = stars.child(input.clone()).child(label);
        inputs.push(input);
    }

    let [positive, negative] = QUESTIONS;
    let (positive, positive_head) = question(ctx, "positive", &positive, &mut inputs);
    let (negative, negative_head) = question(ctx, "negative", &negative, &mut inputs);
    let details_head = head(ctx, "2", el("span").text(&ctx.t(keys::DETAILS)));
    let (area_id, hint_id) = (ctx.id("detail"), ctx.id("hint"));
    let area = with(tag("textarea", "form-control"), "rows=3 maxlength=200 data-element=feedback-input-text")
        .attr("id", &area_id)
        .attr("aria-describedby", &hint_id);
    let count = tag("span", "text-nowrap ms-3").attr("aria-hidden", "true");
    let hint = tag("small", "form-text d-flex justify-content-between")
        .attr("id", &hint_id)
        .child(el("span").text(&ctx.t(keys::HINT)))
        .child(count.clone());
    let trap = with(el("input"), "type=text tabindex=-1 autocomplete=off");
    let details = el("fieldset")
        .child(details_head.clone())
        .child(
            tag("div", "form-group")
                .child(tag("label", "active").attr("for", &area_id).text(&ctx.t(keys::DETAIL)))
                .child(area.clone())
                .child(hint),
        )
        .child(
            tag("div", "visually-hidden")
                .attr("aria-hidden", "true")
                .child(el("label").text(&ctx.t(keys::TRAP)).child(trap.clone())),
        );

    let thanks_head = tag("h2", "h5 mb-0").attr("tabindex", "-1").text(&ctx.t(keys::THANKS));
    let note = tag("p", "mb-0").attr("role", "status");
    let thanks = el("div").child(thanks_head.clone()).child(note.clone());
    let status = tag("p", "visually-hidden").attr("role", "status");

    let first = el("div").child(title).child(stars.clone());
    let actions = el("div");
    let first_star = inputs.first().cloned().unwrap_or_else(|| first.clone());
    let parts = Parts {
        steps: [first, positive, negative, details, thanks],
        heads: [first_star, positive_head, negative_head, details_head, thanks_head],
        inputs,
        stars,
        actions: actions.clone(),
        area,
        count,
        status: status.clone(),
        note,
        trap,
        last: usize::MAX,
    };
    let model = ctx.kept().map(|kept| Model::restore(&kept)).unwrap_or_default();
    parts.draw(ctx, &model);
    let root = tag("section", "bg-white shadow rounded p-4")
        .attr("data-element", "feedback")
        .attr("aria-labelledby", &id)
        .list(parts.steps.to_vec())
        .child(actions.clone())
        .child(status);

    let [_, positive, negative, ..] = parts.steps.clone();
    let (stars, area) = (parts.stars.clone(), parts.area.clone());
    let rater = Rater { ctx, state: StoredValue::new_local(State { model, parts, client: client.clone() }) };
    stars.on("change", move |event| rater.tell(Msg::Rate(number_of(event)), false));
    for question in [positive, negative] {
        question.on("change", move |event| rater.tell(Msg::Answer(number_of(event)), false));
    }
    area.on("input", move |event| rater.tell(Msg::Comment(value_of(event)), false));
    let press = |class: &str, label: Key, msg: fn() -> Msg| {
        let button = tag("button", class).attr("type", "button").text(&ctx.t(label));
        button.on("click", move |event| {
            // The second half of a double click would send what was not said yet.
            let clicks = get(Some(event), "detail").and_then(|clicks| clicks.as_f64());
            if clicks.is_none_or(|clicks| clicks < 2.0) {
                rater.tell(msg(), true);
            }
        })
    };
    let back = press("btn btn-outline-primary fw-bold me-4", ui::BACK, || Msg::Back);
    let next = press("btn btn-primary fw-bold", keys::NEXT, || Msg::Next);
    actions.child(tag("div", "d-flex justify-content-center mt-4").child(back).child(next));

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

/// Sets attributes whose values have no spaces: `name=value name=value`.
fn with(element: El, attributes: &str) -> El {
    let pairs = attributes.split(' ').filter_map(|pair| pair.split_once('='));
    pairs.fold(element, |element, (name, value)| element.attr(name, value))
}

/// A radio button and its label.
fn radio(ctx: Ctx, group: &str, value: u8) -> (El, El) {
    let (name, value) = (ctx.id(group), value.to_string());
    let id = [&name, "-", &value].concat();
    let input = el("input").attr("type", "radio").attr("name", &name).attr("value", &value).attr("id", &id);
    (input, el("label").attr("for", &id))
}

/// What is asked in a step, and which step it is.
fn head(ctx: Ctx, n: &str, text: El) -> El {
    let step = tag("span", "fw-normal small text-nowrap ms-3").text(&ctx.fmt(keys::STEP, &[("n", n)]));
    tag("legend", "d-flex w-100 justify-content-between h6 px-0").attr("tabindex", "-1").child(text).child(step)
}

fn question(ctx: Ctx, name: &str, question: &Question, inputs: &mut Vec<El>) -> (El, El) {
    let text = el("span").attr("data-element", "feedback-rating-question").text(&ctx.t(question.text));
    let head = head(ctx, "1", text);
    let mut place = el("fieldset").attr("data-element", &["feedback-rating-", name].concat()).child(head.clone());
    for ((text, _), n) in question.answers.iter().zip(0..) {
        let (input, label) = radio(ctx, name, n);
        let label = label.attr("data-element", "feedback-rating-answer").text(&ctx.t(*text));
        place = place.child(tag("div", "form-check").child(input.clone()).child(label));
        inputs.push(input);
    }
    (place, head)
}

impl Parts {
    /// Shows the model, at once.
    fn draw(&self, ctx: Ctx, model: &Model) -> usize {
        let now = match model.step {
            Step::Stars => 0,
            Step::Reasons => 1 + model.question(),
            Step::Details => 3,
            Step::Done => THANKS,
        };
        for (place, step) in self.steps.iter().enumerate() {
            let shown = place == now || (place == 0 && now < THANKS);
            put(step, "hidden", &(!shown).into());
        }
        put(&self.actions, "hidden", &(now == 0 || now == THANKS).into());
        put(&self.stars, "className", &if now == 0 { "oc-stars" } else { "oc-stars active" }.into());
        let answer = model.answer.map(|answer| 5 + 5 * model.question() + usize::from(answer));
        for (place, input) in self.inputs.iter().enumerate() {
            let on = place + 1 == usize::from(model.stars) || Some(place) == answer;
            put(input, "checked", &on.into());
        }
        put(&self.area, "value", &model.comment.as_str().into());
        let left = ctx.plural(model.left() as u64, ui::CHARACTER_LEFT, ui::CHARACTERS_LEFT);
        put(&self.count, "textContent", &left.as_str().into());
        let spoken = match now {
            // The question that has just appeared; what takes the focus is read out anyway.
            1 | 2 if now != self.last => QUESTIONS.get(now - 1).map(|question| ctx.t(question.text)),
            3 if model.left() < 50 && model.left().is_multiple_of(10) => Some(left),
            _ => None,
        };
        if let Some(spoken) = spoken {
            put(&self.status, "textContent", &spoken.into());
        }
        now
    }
}

impl Rater {
    /// Lets something happen. The focus follows what was pressed, not what was chosen: arrow keys choose stars.
    fn tell(self, msg: Msg, focus: bool) {
        let sent = self.state.try_update_value(|State { model, parts, client }| {
            let done = model.update(msg);
            parts.last = parts.draw(self.ctx, model);
            self.ctx.keep(Some(&model.kept()));
            let head = parts.heads.get(parts.last).and_then(El::node);
            if focus && let Some(head) = head.and_then(|head| head.dyn_ref::<HtmlElement>()) {
                let _ = head.focus();
            }
            // Only programs fill in what nobody can see.
            let human = done
                && get(parts.trap.node(), "value").and_then(|value| value.as_string()).unwrap_or_default().is_empty();
            human.then(|| (client.clone(), rating(model)))
        });
        if let Some(Some((client, rating))) = sent {
            self.send(client, rating);
        }
    }

    fn send(self, client: Client, rating: Rating) {
        let hurried = client.clone();
        // Held by the page: a rating outlives its widget.
        let hurry = Closure::<dyn Fn(Event)>::new(move |_| hurried.hurry()).into_js_value();
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
        self.state.try_with_value(|state| put(&state.parts.note, "textContent", &note.into()));
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

fn get(object: Option<&impl AsRef<JsValue>>, name: &str) -> Option<JsValue> {
    js_sys::Reflect::get(object?.as_ref(), &name.into()).ok()
}

/// The value of the radio button an event happened to.
fn number_of(event: &Event) -> u8 {
    value_of(event).parse().unwrap_or_default()
}
