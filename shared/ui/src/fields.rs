//! Form fields in Bootstrap Italia's markup: label, control, hint and error, wired for assistive technology.

use crate::{Ctx, focus_by_id};
use leptos::prelude::*;
use oc_i18n::keys::ui as keys;

/// What a field shows and does. Texts are ready to read; ids are unique on the page ([`Ctx::id`]).
pub struct FieldSpec {
    pub id: String,
    pub label: String,
    /// Shown under the field while there is no error; empty for none.
    pub hint: String,
    pub required: bool,
    pub value: Signal<String>,
    /// The error to show now.
    pub problem: Signal<Option<String>>,
    pub read_only: Signal<bool>,
    pub on_input: Callback<String>,
    pub on_blur: Callback<()>,
}

impl FieldSpec {
    fn hint_id(&self) -> String {
        [&self.id, "-hint"].concat()
    }

    fn error_id(&self) -> String {
        [&self.id, "-error"].concat()
    }

    /// What describes the control, by id: the hint, and the error while there is one.
    fn described_by(&self) -> Signal<Option<String>> {
        let (hint, error, problem) = (self.hint_id(), self.error_id(), self.problem);
        let has_hint = !self.hint.is_empty();
        Signal::derive(move || match (has_hint, problem.with(Option::is_some)) {
            (true, true) => Some([hint.as_str(), " ", &error].concat()),
            (true, false) => Some(hint.clone()),
            (false, true) => Some(error.clone()),
            (false, false) => None,
        })
    }

    fn label(&self) -> AnyView {
        let mark = self.required.then(|| view! { <span aria-hidden="true">"*"</span> });
        view! { <label class="active" for=self.id.clone()>{self.label.clone()} {mark}</label> }.into_any()
    }

    /// The hint, and the place of the error; both stay in the document so that nothing jumps for screen readers.
    fn help(&self) -> AnyView {
        let problem = self.problem;
        let hint = (!self.hint.is_empty())
            .then(|| view! { <small id=self.hint_id() class="form-text">{self.hint.clone()}</small> });
        view! {
            {hint}
            <p id=self.error_id() class="oc-error" hidden=move || problem.with(Option::is_none)>
                {move || problem.get().unwrap_or_default()}
            </p>
        }
        .into_any()
    }

    fn class(&self) -> Signal<&'static str> {
        let problem = self.problem;
        Signal::derive(move || if problem.with(Option::is_some) { "form-control is-invalid" } else { "form-control" })
    }

    fn invalid(&self) -> Signal<Option<&'static str>> {
        let problem = self.problem;
        Signal::derive(move || problem.with(Option::is_some).then_some("true"))
    }
}

/// A single line of text. `kind` is the input's type, `autocomplete` its purpose (`given-name`, `email`, `off`…).
pub fn text_input(spec: FieldSpec, kind: &'static str, autocomplete: &'static str) -> AnyView {
    let FieldSpec { value, read_only, on_input, on_blur, .. } = spec;
    view! {
        <div class="form-group">
            {spec.label()}
            <input
                id=spec.id.clone()
                type=kind
                class=spec.class()
                autocomplete=autocomplete
                autocapitalize=if kind == "email" { "none" } else { "on" }
                aria-required=spec.required.then_some("true")
                aria-invalid=spec.invalid()
                aria-describedby=spec.described_by()
                readonly=read_only
                prop:value=value
                on:input=move |event| on_input.run(event_target_value(&event))
                on:blur=move |_| on_blur.run(())
            />
            {spec.help()}
        </div>
    }
    .into_any()
}

/// Several lines with a countdown. `left` is how many characters are left, negative when over; it is read out when few
/// are left rather than at each keystroke.
pub fn text_area(ctx: Ctx, spec: FieldSpec, rows: u32, left: Signal<i64>) -> AnyView {
    let FieldSpec { value, read_only, on_input, on_blur, .. } = spec;
    let countdown = move |left: i64| {
        let n = left.unsigned_abs();
        if left < 0 {
            ctx.plural(n, keys::CHARACTER_OVER, keys::CHARACTERS_OVER)
        } else {
            ctx.plural(n, keys::CHARACTER_LEFT, keys::CHARACTERS_LEFT)
        }
    };
    let spoken = Memo::new(move |_| {
        let left = left.get();
        // Tens while there is room, every keystroke never: a screen reader would talk over the typing.
        if left > 100 { String::new() } else { countdown(left.div_euclid(20) * 20 + if left < 0 { 20 } else { 0 }) }
    });
    view! {
        <div class="form-group">
            {spec.label()}
            <textarea
                id=spec.id.clone()
                class=spec.class()
                rows=rows
                aria-required=spec.required.then_some("true")
                aria-invalid=spec.invalid()
                aria-describedby=spec.described_by()
                readonly=read_only
                prop:value=value
                on:input=move |event| on_input.run(event_target_value(&event))
                on:blur=move |_| on_blur.run(())
            ></textarea>
            {spec.help()}
            <p class="form-text text-end mb-0" aria-hidden="true">{move || countdown(left.get())}</p>
            {crate::live_region(spoken.into())}
        </div>
    }
    .into_any()
}

/// One option of a [`select`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub value: String,
    pub label: String,
}

/// A choice among `choices`; the empty value is "choose".
pub fn select(ctx: Ctx, spec: FieldSpec, choices: Signal<Vec<Choice>>) -> AnyView {
    let FieldSpec { value, read_only, on_input, on_blur, .. } = spec;
    let placeholder = ctx.t(keys::CHOOSE);
    let options = move || {
        let current = value.get_untracked();
        let option = |choice: Choice| {
            let selected = choice.value == current;
            view! { <option value=choice.value selected=selected>{choice.label}</option> }
        };
        choices.get().into_iter().map(option).collect_view()
    };
    view! {
        <div class="select-wrapper mb-4">
            {spec.label()}
            <select
                id=spec.id.clone()
                class=move || if spec.problem.with(Option::is_some) { "is-invalid" } else { "" }
                aria-required=spec.required.then_some("true")
                aria-invalid=spec.invalid()
                aria-describedby=spec.described_by()
                disabled=read_only
                prop:value=value
                on:change=move |event| on_input.run(event_target_value(&event))
                on:blur=move |_| on_blur.run(())
            >
                <option value="">{placeholder}</option>
                {options}
            </select>
            {spec.help()}
        </div>
    }
    .into_any()
}

/// A check box; `spec.value` is `"true"` when checked.
pub fn check_box(spec: FieldSpec) -> AnyView {
    let FieldSpec { value, on_input, .. } = spec;
    view! {
        <div class="form-check">
            <input
                id=spec.id.clone()
                type="checkbox"
                aria-required=spec.required.then_some("true")
                aria-invalid=spec.invalid()
                aria-describedby=spec.described_by()
                prop:checked=move || value.with(|value| value == "true")
                on:change=move |event| {
                    on_input.run(if event_target_checked(&event) { "true".to_owned() } else { String::new() })
                }
            />
            <label for=spec.id.clone()>{spec.label.clone()}</label>
            {spec.help()}
        </div>
    }
    .into_any()
}

/// The list of what is wrong after a submit: focus it by `id`; each line leads to its field. `problems` are pairs of a
/// field's id and its message.
pub fn error_summary(ctx: Ctx, id: String, problems: Signal<Vec<(String, String)>>) -> AnyView {
    let line = |(field, message): (String, String)| {
        let href = ["#", &field].concat();
        let press = move |event: web_sys::MouseEvent| {
            // The address of the page stays as it is: hosts route by fragment.
            event.prevent_default();
            focus_by_id(field.clone());
        };
        view! { <li><a href=href on:click=press>{message}</a></li> }
    };
    let body = move || {
        let problems = problems.get();
        (!problems.is_empty()).then(|| {
            view! {
                <p class="fw-bold mb-1">{ctx.t(keys::ERRORS_TITLE)}</p>
                <p class="mb-1">{ctx.t(keys::ERRORS_INTRO)}</p>
                <ul class="mb-0">{problems.into_iter().map(line).collect_view()}</ul>
            }
        })
    };
    view! {
        <div
            id=id
            tabindex="-1"
            role="alert"
            class=move || if problems.with(Vec::is_empty) { "" } else { "alert alert-danger" }
        >
            {body}
        </div>
    }
    .into_any()
}
