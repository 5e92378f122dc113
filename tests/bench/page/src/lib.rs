//! The measured form and scripts in a page; the page takes the time.

use oc_bench::{Filling, Script};
use oc_form_engine::json;
use oc_form_engine::scripting::Interpreter;
use wasm_bindgen::prelude::wasm_bindgen;

/// A form that is filled in again and again.
#[wasm_bindgen]
pub struct PageFilling(Filling);

#[wasm_bindgen]
impl PageFilling {
    /// The form of a definition and its values, both JSON; none when one cannot be used.
    pub fn begin(definition: &str, data: &str) -> Option<PageFilling> {
        let around = || {
            let scripts = Interpreter::new(Box::new(oc_size_script::Page));
            Box::new(oc_size_engine::Page::new(Box::new(scripts))) as Box<dyn oc_form_engine::script::Surroundings>
        };
        Filling::new(definition, data, around).ok().map(PageFilling)
    }

    /// Everything from the start.
    pub fn whole(&mut self) -> Option<usize> {
        self.0.whole().ok()
    }

    /// The values put into the open form again.
    pub fn again(&self) -> usize {
        self.0.again()
    }

    /// One key pressed; `value` is JSON.
    pub fn press(&self, path: &str, value: &str) -> Option<usize> {
        self.0.press(path, &json::parse(value).ok()?)
    }

    /// What a citizen would see.
    pub fn answer(&self) -> String {
        self.0.answer()
    }
}

/// A script that is run again and again.
#[wasm_bindgen]
pub struct PageScript(Script);

#[wasm_bindgen]
impl PageScript {
    /// A script and the values it sees (JSON); none when one cannot be used.
    pub fn read(code: &str, data: &str) -> Option<PageScript> {
        Script::new(code, data, Box::new(oc_size_script::Page)).ok().map(PageScript)
    }

    /// Runs it that many times; whether it went well.
    pub fn run(&self, times: u32) -> bool {
        (0..times).all(|_| self.0.run().is_ok())
    }

    /// `value` afterwards, as JSON.
    pub fn answer(&self) -> String {
        self.0.answer().unwrap_or_default()
    }
}
