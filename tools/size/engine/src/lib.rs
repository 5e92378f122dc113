//! The form engine alone in a page, without an interpreter, with everything that a widget asks of it: what `./oc size` weighs.

use oc_form_engine::numbers::Numbers;
use oc_form_engine::script::{NoScripts, Scripts, Surroundings};
use oc_form_engine::{Changes, Form, Value, json};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

#[wasm_bindgen]
extern "C" {
    /// The page's own `RegExp`; `new` throws on what is none.
    type RegExp;
    #[wasm_bindgen(constructor, catch)]
    fn new(pattern: &str, flags: &str) -> Result<RegExp, JsValue>;
    #[wasm_bindgen(method)]
    fn test(this: &RegExp, text: &str) -> bool;

    /// The page's own `Date`.
    type Date;
    #[wasm_bindgen(constructor)]
    fn at(milliseconds: f64) -> Date;
    #[wasm_bindgen(method, js_name = getTimezoneOffset)]
    fn offset(this: &Date) -> f64;
    #[wasm_bindgen(static_method_of = Date)]
    fn now() -> f64;
    #[wasm_bindgen(static_method_of = Date)]
    fn parse(text: &str) -> f64;

    #[wasm_bindgen(js_name = String)]
    fn written(number: f64) -> String;
    #[wasm_bindgen(js_name = parseFloat)]
    fn float(text: &str) -> f64;
    #[wasm_bindgen(js_name = Number)]
    fn read(text: &str) -> f64;
}

/// A page as the engine knows it.
pub struct Page(Box<dyn Scripts>);

impl Page {
    /// With an interpreter.
    pub fn new(scripts: Box<dyn Scripts>) -> Page {
        Page(scripts)
    }
}

impl Surroundings for Page {
    fn scripts(&self) -> &dyn Scripts {
        &*self.0
    }

    fn found(&self, pattern: &str, ignore_case: bool, text: &str) -> Option<bool> {
        Some(RegExp::new(pattern, if ignore_case { "i" } else { "" }).ok()?.test(text))
    }

    fn now(&self) -> f64 {
        Date::now()
    }

    fn numbers(&self) -> Numbers {
        Numbers { write: written, read, float, date: Date::parse, offset: |at| -Date::at(at).offset() }
    }
}

/// A form being filled in.
#[wasm_bindgen]
pub struct Filling(Form);

#[wasm_bindgen]
impl Filling {
    /// The form of a definition; none when it is no form.
    pub fn begin(definition: &str) -> Option<Filling> {
        Form::parse(definition, Box::new(Page::new(Box::new(NoScripts)))).ok().map(Filling)
    }

    /// Puts a submission, what is known of a person, or what the core tells of an application in; what is wrong then, one sentence
    /// a line.
    pub fn fill(&self, values: &str, what: u8) -> String {
        let values = json::parse(values).unwrap_or_default();
        told(&match what {
            0 => self.0.set_submission(&values),
            1 => self.0.merge(&values),
            _ => self.0.restore(&values),
        })
    }

    /// What the component at `path` offers, one label a line, and with an `answer` what the server's answer makes of that.
    pub fn choices(&self, path: &str, answer: &str) -> String {
        let Some(id) = self.0.find(path) else { return String::new() };
        if !answer.is_empty() {
            self.0.give_choices(id, json::parse(answer).unwrap_or_default());
        }
        let mut said = String::new();
        for choice in self.0.choices(id) {
            said.push_str(&choice.label);
            said.push_str(&json::print(&choice.value));
            said.push('\n');
        }
        said
    }

    /// The page after the one at `at`.
    pub fn next_page(&self, at: usize) -> Option<usize> {
        self.0.core().next_page(oc_form_engine::core::FORM, at)
    }

    /// A person gave the component at `path` a value.
    pub fn set(&self, path: &str, value: &str) -> String {
        let value = json::parse(value).unwrap_or_default();
        self.0.set_path(path, value).map_or_else(String::new, |changes| told(&changes))
    }

    /// A person added, opened, saved, left or removed a row.
    pub fn row(&self, path: &str, at: usize, what: u8) -> String {
        let Some(id) = self.0.find(path) else { return String::new() };
        let changes = match what {
            0 => self.0.add_row(id),
            1 => self.0.edit_row(id, at),
            2 => self.0.save_row(id, at).unwrap_or_default(),
            3 => self.0.cancel_row(id, at),
            4 => self.0.remove_row(id, at),
            _ => self.0.refresh(),
        };
        told(&changes)
    }

    /// What shows of the form: components, values, pages, warnings.
    pub fn shown(&self) -> String {
        let (visible, disabled) = self.0.visibility();
        let mut said = String::new();
        let mut add = |text: &str| {
            said.push_str(text);
            said.push('\n');
        };
        visible.iter().filter(|(_, shown)| matches!(shown, Value::Bool(true))).for_each(|(path, _)| add(path));
        disabled.iter().for_each(|path| add(path));
        self.0.warnings().iter().for_each(|warning| add(warning));
        for (at, page) in self.0.pages().unwrap_or_default().iter().enumerate() {
            add(&page.text("title"));
            self.0.page_problems(at).iter().for_each(|problem| add(&problem.english()));
        }
        for (name, _) in visible.iter() {
            if let Some(id) = self.0.find(name) {
                add(&json::print(&self.0.value(id)));
                add(&self.0.node(id).text("label"));
            }
        }
        said
    }

    /// The values as they are kept, or as they are sent.
    pub fn values(&self, sent: bool) -> String {
        json::print(&if sent { self.0.submission() } else { self.0.data() })
    }
}

fn told(changes: &Changes) -> String {
    let mut said: String = changes.problems.iter().map(|problem| problem.english() + "\n").collect();
    changes.paths.iter().for_each(|path| said.push_str(path));
    said.push(if changes.components.is_empty() { ' ' } else { '+' });
    said
}
