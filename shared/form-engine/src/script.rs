//! What the engine asks of an interpreter of form scripts. Without one, scripts count as failed, as they do for the reference
//! implementation under a strict content security policy.
use crate::core::Core;
use crate::node::NodeId;
use crate::numbers::Numbers;
use crate::store::{Place, Reads};
use crate::value::{Text, Value};

/// What a script is given under a name.
#[derive(Clone, Debug)]
pub enum Given {
    /// A value of its own.
    Value(Value),
    /// Something in the form, which the script may change.
    Place(Place),
}

/// One evaluation.
pub struct Call<'a> {
    /// The component, if any.
    pub node: Option<NodeId>,
    /// Names and what they mean; later ones win.
    pub scope: &'a [(&'static str, Given)],
}

/// What came of a script.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The variable that was asked for, afterwards.
    pub value: Value,
}

/// Why a script has no value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What is wrong, in English, and where.
    pub message: Text,
    /// Whether it could not even be read.
    pub syntax: bool,
}

/// An interpreter.
pub trait Scripts {
    /// Runs `code` and gives the variable `result` afterwards, or what a `return` gives.
    ///
    /// # Errors
    /// A [`Failure`] when the code cannot be read, throws or goes beyond a limit.
    fn run(&self, core: &Core, code: &str, result: &str, call: &Call) -> Result<Outcome, Failure>;

    /// Fills in a template that has more in it than paths.
    ///
    /// # Errors
    /// As [`Scripts::run`].
    fn render(&self, core: &Core, template: &str, call: &Call) -> Result<String, Failure>;

    /// What `code` reads of the values, as far as that can be told without running it.
    fn reads(&self, code: &str) -> Reads;
}

/// No interpreter.
pub struct NoScripts;

impl Scripts for NoScripts {
    fn run(&self, _: &Core, _: &str, _: &str, _: &Call) -> Result<Outcome, Failure> {
        Err(Failure { message: "scripts are switched off".into(), syntax: false })
    }

    fn render(&self, _: &Core, template: &str, _: &Call) -> Result<String, Failure> {
        Ok(template.into())
    }

    fn reads(&self, _: &str) -> Reads {
        Reads::Names(std::rc::Rc::from([]))
    }
}

/// The surroundings of a form: interpreter, regular expressions and clock.
pub trait Surroundings {
    /// The interpreter.
    fn scripts(&self) -> &dyn Scripts;

    /// Whether the JavaScript regular expression `pattern` is found in `text`; none when it is no regular expression. A form may
    /// bring patterns that take for ever: `oc_pattern::Guard` ends them.
    fn found(&self, pattern: &str, ignore_case: bool, text: &str) -> Option<bool>;

    /// Milliseconds since 1970.
    fn now(&self) -> f64;

    /// `text`, a label or message of the form, in the language of the page; itself where there is no translation.
    fn translate(&self, text: &str) -> String {
        text.into()
    }

    /// How numbers are read and written: a browser's own way.
    fn numbers(&self) -> Numbers;
}
