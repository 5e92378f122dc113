//! What the host does with values of scripts.

use crate::builtins;
use crate::error::ScriptError;
use crate::memory;
use crate::runtime::Runtime;
use crate::value::Value;

impl Runtime {
    /// `value.key`, for the host.
    pub fn member(&self, value: &Value, key: &str) -> Result<Value, ScriptError> {
        self.get(value, &key.into()).map_err(|thrown| self.uncaught(thrown))
    }

    /// `value.key = new`, for the host.
    pub fn set_member(&self, value: &Value, key: &str, new: Value) -> Result<(), ScriptError> {
        self.set(value, &key.into(), new).map_err(|thrown| self.uncaught(thrown))
    }

    /// The keys that scripts list of a value; empty for what has none.
    pub fn keys(&self, value: &Value) -> Vec<String> {
        let keys = self.own_keys_of(value).ok().flatten().unwrap_or_default();
        keys.iter().map(|key| key.to_text().into_owned()).collect()
    }

    /// The items of a list; empty for what is none.
    pub fn list(&self, value: &Value) -> Vec<Value> {
        self.items(value).unwrap_or_default()
    }

    /// `String(value)`, for the host.
    pub fn text(&self, value: &Value) -> Result<String, ScriptError> {
        Ok(self.to_text(value).map_err(|thrown| self.uncaught(thrown))?.to_text().into_owned())
    }

    /// `Number(value)`, for the host.
    pub fn number(&self, value: &Value) -> Result<f64, ScriptError> {
        self.to_number(value).map_err(|thrown| self.uncaught(thrown))
    }

    /// `a == b`, for the host.
    pub fn equal(&self, a: &Value, b: &Value) -> Result<bool, ScriptError> {
        self.loosely_equal(a, b).map_err(|thrown| self.uncaught(thrown))
    }

    /// The error behind a value that a script threw or a promise was rejected with.
    pub fn error_of(&self, thrown: &Value) -> ScriptError {
        self.uncaught(crate::error::thrown(thrown.clone()))
    }

    /// [`run_jobs`](Self::run_jobs), failing with the first error.
    pub fn run_jobs_or_fail(&self) -> Result<(), ScriptError> {
        self.run_jobs().into_iter().next().map_or(Ok(()), Err)
    }
}

impl Runtime {
    /// Bytes that the values of this thread hold, its other runtimes included.
    pub fn held_bytes(&self) -> usize {
        memory::live()
    }

    /// `JSON.stringify(value)`, keys in their order; none for what JSON leaves out.
    pub fn to_json_text(&self, value: &Value) -> Result<Option<String>, ScriptError> {
        let text = builtins::json::stringify(self, value, &Value::Undefined);
        let text = text.map_err(|thrown| self.uncaught(thrown))?;
        Ok(text.as_string().map(|text| text.to_text().into_owned()))
    }

    /// `JSON.parse(text)`.
    pub fn from_json_text(&self, text: &str) -> Result<Value, ScriptError> {
        builtins::json::parse(self, &text.into()).map_err(|thrown| self.uncaught(thrown))
    }
}
