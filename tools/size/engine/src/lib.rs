//! The form engine alone in a page, without an interpreter, with everything that a widget asks of it: what `./oc size` weighs.

use js_sys::{Date, Number};
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
        Numbers {
            write: |number| Number::from(number).to_string_with_radix(10).map_or_else(|_| String::new(), String::from),
            read: Number::parse_float,
            date: Date::parse,
            offset: |at| -Date::new(&at.into()).get_timezone_offset(),
        }
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

    /// Puts a submission or what is known of a person in; what is wrong then, one sentence a line.
    pub fn fill(&self, values: &str, merge: bool) -> String {
        let values = json::parse(values).unwrap_or_default();
        told(&if merge { self.0.merge(&values) } else { self.0.set_submission(&values) })
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
