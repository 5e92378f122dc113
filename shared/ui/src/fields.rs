//! Form fields in Bootstrap Italia's markup: label, control, hint and error, wired for assistive technology.

use crate::{Act, Ctx, El, Read, checked_of, el, focus_by_id, live_region, read, tag, value_of};
use oc_i18n::keys::ui as keys;
use std::rc::Rc;

/// What a field shows and does. Texts are ready to read; ids are unique on the page ([`Ctx::id`]).
#[derive(Clone)]
pub struct FieldSpec {
    pub id: String,
    pub label: String,
    /// What to write, shown under the field while it can be written in; empty for none.
    pub hint: String,
    pub required: bool,
    pub value: Read<String>,
    /// The error to show now; empty for none.
    pub problem: Read<String>,
    pub read_only: Read<bool>,
    pub on_input: Rc<dyn Fn(String)>,
    pub on_blur: Act,
}

impl FieldSpec {
    fn hint_id(&self) -> String {
        [&self.id, "-hint"].concat()
    }

    fn error_id(&self) -> String {
        [&self.id, "-error"].concat()
    }

    fn wrong(&self) -> Read<bool> {
        let problem = self.problem.clone();
        read(move || !problem().is_empty())
    }

    fn label(&self) -> El {
        let label = tag("label", "active").attr("for", &self.id).text(&self.label);
        if self.required { label.child(el("span").attr("aria-hidden", "true").text("*")) } else { label }
    }

    /// Id, description, error state and events: what every kind of control has. `class` is the one without an error.
    fn control(&self, control: El, class: &'static str) -> El {
        let (hint, error) = (self.hint_id(), self.error_id());
        let has_hint = !self.hint.is_empty();
        let read_only = self.read_only.clone();
        let (styled, invalid, described) = (self.wrong(), self.wrong(), self.wrong());
        let describes = read(move || match (has_hint && !read_only(), described()) {
            (true, true) => Some([hint.as_str(), " ", &error].concat()),
            (true, false) => Some(hint.clone()),
            (false, true) => Some(error.clone()),
            (false, false) => None,
        });
        let control = if self.required { control.attr("aria-required", "true") } else { control };
        let blur = self.on_blur.clone();
        control
            .attr("id", &self.id)
            .follow(
                "class",
                read(move || Some(if styled() { [class, " is-invalid"].concat() } else { class.to_owned() })),
            )
            .follow("aria-invalid", read(move || invalid().then(|| "true".to_owned())))
            .follow("aria-describedby", describes)
            .on("blur", move |_| blur())
    }

    /// A control whose `value` is what was typed or chosen.
    fn valued(&self, control: El, class: &'static str, event: &str) -> El {
        let (value, input) = (self.value.clone(), self.on_input.clone());
        self.control(control, class)
            .follow_property("value", read(move || value().into()))
            .on(event, move |event| input(value_of(event)))
    }

    /// The hint, and the place of the error; both stay in the document so that nothing jumps for screen readers.
    fn help(&self, place: El) -> El {
        let (shown, wrong) = (self.problem.clone(), self.wrong());
        // "Write your name" under a name that cannot be changed would send people looking for a way.
        let hint = (!self.hint.is_empty()).then(|| {
            let hint = tag("small", "form-text").attr("id", &self.hint_id()).text(&self.hint);
            hint.follow_flag("hidden", self.read_only.clone())
        });
        let error = tag("p", "oc-error")
            .attr("id", &self.error_id())
            .follow_flag("hidden", read(move || !wrong()))
            .follow_text(shown);
        place.children([hint, Some(error)])
    }
}

/// A single line of text. `kind` is the input's type, `autocomplete` its purpose (`given-name`, `email`, `off`…).
pub fn text_input(spec: &FieldSpec, kind: &str, autocomplete: &str) -> El {
    let input = el("input").attr("type", kind).attr("autocomplete", autocomplete);
    let input = if kind == "email" { input.attr("autocapitalize", "none") } else { input };
    let input = spec.valued(input, "form-control", "input").follow_flag("readonly", spec.read_only.clone());
    spec.help(tag("div", "form-group").child(spec.label()).child(input))
}

/// Several lines with a countdown. `left` is how many characters are left, negative when over; it is read out when few
/// are left rather than at each keystroke.
pub fn text_area(ctx: Ctx, spec: &FieldSpec, rows: &str, left: Read<i64>) -> El {
    let area = el("textarea").attr("rows", rows);
    let area = spec.valued(area, "form-control", "input").follow_flag("readonly", spec.read_only.clone());
    let says = move |left: i64| {
        let n = left.unsigned_abs();
        let (one, other) = if left < 0 {
            (keys::CHARACTER_OVER, keys::CHARACTERS_OVER)
        } else {
            (keys::CHARACTER_LEFT, keys::CHARACTERS_LEFT)
        };
        ctx.plural(n, one, other)
    };
    let spoken = left.clone();
    // Twenties when room runs out, every keystroke never: a screen reader would talk over the typing.
    let spoken = read(move || match spoken() {
        left if left > 100 => String::new(),
        left if left < 0 => says(left),
        left => says(left.div_euclid(20) * 20),
    });
    let shown = tag("p", "form-text text-end mb-0").attr("aria-hidden", "true").follow_text(read(move || says(left())));
    spec.help(tag("div", "form-group").child(spec.label()).child(area)).child(shown).child(live_region(spoken))
}

/// One option of a [`select`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// A choice among `choices`; the empty value is "choose".
pub fn select(ctx: Ctx, spec: &FieldSpec, choices: Vec<Choice>) -> El {
    let option = |value: &str, label: &str| el("option").attr("value", value).text(label);
    let options = choices.iter().map(|choice| option(&choice.value, &choice.label)).collect();
    let select = el("select").child(option("", &ctx.t(keys::CHOOSE))).list(options);
    let select = spec.valued(select, "", "change");
    spec.help(tag("div", "select-wrapper mb-4").child(spec.label()).child(select))
}

/// A check box; the value is `"true"` when checked.
pub fn check_box(spec: &FieldSpec) -> El {
    let (value, input) = (spec.value.clone(), spec.on_input.clone());
    let box_ = spec
        .control(el("input").attr("type", "checkbox"), "")
        .follow_property("checked", read(move || (value() == "true").into()))
        .on("change", move |event| input(if checked_of(event) { "true".to_owned() } else { String::new() }));
    let label = el("label").attr("for", &spec.id).text(&spec.label);
    spec.help(tag("div", "form-check").child(box_).child(label))
}

/// The list of what is wrong after a submit: focus it by `id`; each line leads to its field. `problems` are pairs of a
/// field's id and its message.
pub fn error_summary(ctx: Ctx, id: &str, problems: Read<Vec<(String, String)>>) -> El {
    let any = problems.clone();
    let line = |(field, message): &(String, String)| {
        let target = field.clone();
        let link = el("a").attr("href", &["#", field].concat()).text(message).on("click", move |event| {
            // The address of the page stays as it is: hosts route by fragment.
            event.prevent_default();
            focus_by_id(target.clone());
        });
        el("li").child(link)
    };
    let body = move |problems: &Vec<(String, String)>| {
        (!problems.is_empty()).then(|| {
            el("div")
                .child(tag("p", "fw-bold mb-1").text(&ctx.t(keys::ERRORS_TITLE)))
                .child(tag("p", "mb-1").text(&ctx.t(keys::ERRORS_INTRO)))
                .child(tag("ul", "mb-0").list(problems.iter().map(line).collect()))
        })
    };
    let class = read(move || (!any().is_empty()).then(|| "alert alert-danger".to_owned()));
    el("div")
        .attr("id", id)
        .attr("tabindex", "-1")
        .attr("role", "alert")
        .follow("class", class)
        .switch(move || problems(), body)
}
