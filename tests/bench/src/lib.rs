//! What is measured, the same natively and in a page: a form that is worked out whole, one key pressed in it, one script run.

#[cfg(feature = "native")]
pub mod form;
#[cfg(feature = "native")]
pub mod native;

use oc_form_engine::script::Surroundings;
use oc_form_engine::{Form, FormError, Value, json, numbers};
use oc_script::{Environment, Program, Runtime, Scope, ScriptError};

/// Makes what surrounds a form, afresh for each.
pub type Around = fn() -> Box<dyn Surroundings>;

/// A form that is filled in again and again.
pub struct Filling {
    definition: Value,
    submission: Value,
    around: Around,
    form: Form,
}

impl Filling {
    /// Reads `definition` and `data`, both JSON, and fills the form in once.
    ///
    /// # Errors
    /// When one of them is no JSON or the definition is no form.
    pub fn new(definition: &str, data: &str, around: Around) -> Result<Filling, FormError> {
        let surroundings = around();
        // Before anything is read: outside of a form nobody has said yet how numbers are.
        numbers::bring(surroundings.numbers());
        let definition = json::parse(definition).map_err(FormError::Json)?;
        let data = json::parse(data).map_err(FormError::Json)?;
        let submission = Value::from_entries([("data", data)]);
        let form = Form::new(definition.clone(), surroundings)?;
        form.set_submission(&submission);
        Ok(Filling { definition, submission, around, form })
    }

    /// Everything from the start: the form, its values, conditions, calculations and what is wrong. How much is wrong.
    ///
    /// # Errors
    /// As [`Filling::new`].
    pub fn whole(&mut self) -> Result<usize, FormError> {
        self.form = Form::new(self.definition.clone(), (self.around)())?;
        Ok(self.form.set_submission(&self.submission).problems.len())
    }

    /// The values put into the form that is open. How much is wrong.
    pub fn again(&self) -> usize {
        self.form.set_submission(&self.submission).problems.len()
    }

    /// One key pressed: the component at `path` has `value` now. How much is wrong then; none where there is no component.
    pub fn press(&self, path: &str, value: &Value) -> Option<usize> {
        Some(self.form.set_path(path, value.clone())?.problems.len())
    }

    /// What a citizen would see, as JSON: `{data, errors: [{path, rule, message}]}`.
    pub fn answer(&self) -> String {
        let errors = self.form.problems().into_iter().map(|problem| {
            let message = oc_form_engine::text::unescape(&problem.english());
            Value::from_entries([
                ("path", Value::String(problem.path.clone())),
                ("rule", Value::String(problem.rule.clone())),
                ("message", message.into()),
            ])
        });
        let errors = Value::array(errors.collect());
        json::print(&Value::from_entries([("data", self.form.data()), ("errors", errors)]))
    }
}

/// A script that is run again and again on the same values.
pub struct Script {
    rt: Runtime,
    program: Program,
    scope: Scope,
}

impl Script {
    /// Reads a script and the values it sees as `data` (JSON).
    ///
    /// # Errors
    /// When the script cannot be read or `data` is no JSON.
    pub fn new(code: &str, data: &str, env: Box<dyn Environment>) -> Result<Script, ScriptError> {
        let rt = Runtime::new(env);
        let program = Program::parse(code)?;
        let scope = Scope::new();
        scope.set("data", rt.from_json_text(data)?);
        scope.set("value", oc_script::Value::Undefined);
        Ok(Script { rt, program, scope })
    }

    /// Runs it once.
    ///
    /// # Errors
    /// What the script throws.
    pub fn run(&self) -> Result<(), ScriptError> {
        self.rt.run(&self.program, &self.scope).map(|_| ())
    }

    /// `value` after the last run, as JSON; empty where that is nothing.
    ///
    /// # Errors
    /// When the value cannot be written.
    pub fn answer(&self) -> Result<String, ScriptError> {
        let value = self.scope.get("value").unwrap_or_default();
        Ok(self.rt.to_json_text(&value)?.unwrap_or_default())
    }
}
