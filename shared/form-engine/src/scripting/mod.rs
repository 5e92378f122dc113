//! Form scripts through the project's interpreter: the values of the form cross one by one, programs are read once.
mod element;
mod instance;
pub mod page;
mod view;

use crate::core::Core;
use crate::js;
use crate::json;
use crate::script::{Call, Failure, Given, Outcome, Scripts};
use crate::store::Reads;
use crate::value::{Text, Value};
use oc_script::{Environment, ErrorKind, Program, Runtime, Scope, ScriptError, Str, Uses, Value as Script};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use view::View;

/// Names that are the same whatever happens in the form.
const UNCHANGING: &str = " input component rowIndex _ moment Math Object Array String Number Boolean Date JSON RegExp \
    parseInt parseFloat isNaN isFinite console undefined NaN Infinity Map Set Promise Intl encodeURIComponent \
    decodeURIComponent Error TypeError show valid result next schema values t setTimeout Symbol this arguments ";

#[derive(Clone)]
struct Known {
    program: Result<Program, Failure>,
    reads: Reads,
}

/// The interpreter of one form.
pub struct Interpreter {
    rt: Rc<Runtime>,
    programs: RefCell<HashMap<Text, Known>>,
    templates: RefCell<HashMap<Text, Result<Program, Failure>>>,
    /// Views that scripts hold, by identity.
    views: Rc<RefCell<HashMap<usize, View>>>,
    stringify: Option<Program>,
    /// Names that the page gives to all scripts.
    given: Scope,
    /// The form, once it has asked for something.
    owner: page::Owner,
    depth: Cell<usize>,
}

/// Scripts that make scripts run that make scripts run end here.
const DEEPEST: usize = 12;

impl Interpreter {
    /// An interpreter in these surroundings.
    pub fn new(env: Box<dyn Environment>) -> Self {
        let rt = Rc::new(Runtime::new(env));
        let (given, owner) = (Scope::new(), page::Owner::default());
        given.set("t", instance::translate(&rt, owner.clone()));
        Interpreter {
            rt,
            programs: RefCell::default(),
            templates: RefCell::default(),
            views: Rc::default(),
            stringify: Program::parse("return JSON.stringify(value)").ok(),
            given,
            owner,
            depth: Cell::new(0),
        }
    }

    /// As [`Interpreter::new`]; scripts also find the page: requests, the platform's helper, this form's inputs.
    ///
    /// # Errors
    /// When the surroundings leave scripts no room at all.
    pub fn with_page(env: Box<dyn Environment>, page: Rc<dyn page::Page>) -> Result<Self, Failure> {
        let made = Interpreter::new(env);
        page::give(&made.rt, &made.given, &page, &made.owner).map_err(|error| failure(&error))?;
        Ok(made)
    }

    /// The runtime, for what the page gives to scripts: requests, the names of this form's inputs.
    pub fn runtime(&self) -> &Rc<Runtime> {
        &self.rt
    }

    /// Gives all scripts of the form a name.
    pub fn give(&self, name: &str, value: Script) {
        self.given.set(name, value);
    }

    /// Tells scripts who is logged in: the person as the core gives it and what the token says (`user`, `token`; never the token
    /// itself). Null for nobody.
    pub fn sign_in(&self, user: &Value, claims: &Value) {
        for (name, value) in [("user", user), ("token", claims)] {
            self.given.set(name, self.rt.from_json_text(&json::print(value)).unwrap_or(Script::Null));
        }
    }

    fn known(&self, code: &str) -> Known {
        if let Some(known) = self.programs.borrow().get(code) {
            return known.clone();
        }
        let program = Program::parse(code).map_err(|error| failure(&error));
        let reads = program.as_ref().map_or_else(|_| Reads::Names(Rc::from([])), |program| reads(program.names()));
        let known = Known { program, reads };
        self.programs.borrow_mut().insert(code.into(), known.clone());
        known
    }

    /// A value of the form as scripts see it. Objects are views: nothing is copied.
    fn lend(&self, value: &Value) -> Script {
        match value {
            Value::Undefined => Script::Undefined,
            Value::Null => Script::Null,
            Value::Bool(value) => Script::Bool(*value),
            Value::Number(number) => Script::Number(**number),
            Value::String(text) => Script::String((&**text).into()),
            object => self.view(View::held(object.clone(), &self.views)),
        }
    }

    fn view(&self, view: View) -> Script {
        view.show(&self.rt)
    }

    /// What a script made, as a value of the form.
    fn take(&self, value: &Script) -> Value {
        match value {
            Script::Null => Value::Null,
            Script::Bool(value) => Value::Bool(*value),
            Script::Number(number) => (*number).into(),
            Script::String(text) => Value::String(text.to_text().as_ref().into()),
            Script::Object(object) => {
                let known = object.host().and_then(|host| host.identity());
                if let Some(view) = known.and_then(|identity| self.views.borrow().get(&identity).cloned()) {
                    return view.read();
                }
                if value.is_function() {
                    return Value::Undefined;
                }
                let Some(program) = &self.stringify else { return Value::Undefined };
                let scope = Scope::new();
                scope.set("value", value.clone());
                match self.rt.run(program, &scope) {
                    Ok(Script::String(text)) => json::parse(&text.to_text()).unwrap_or_default(),
                    _ => Value::Undefined,
                }
            }
            _ => Value::Undefined,
        }
    }

    /// The names that a program finds, and `result`; those it does not mention are left out.
    fn scope(&self, core: &Core, call: &Call, program: &Program, result: &str) -> Scope {
        let scope = self.given.over();
        let asked = |name: &str| name == result || program.mentions(name);
        if let Some(shared) = core.shared() {
            if self.owner.borrow().strong_count() == 0 {
                *self.owner.borrow_mut() = Rc::downgrade(&shared);
            }
            if let Some(node) = call.node.filter(|_| asked("instance") || asked("self")) {
                let instance = instance::show(&shared, node, &self.rt, &self.views);
                scope.set("instance", instance.clone());
                scope.set("self", instance);
            }
            if asked("submission") {
                let submission = View::stored(&shared, core.submission.clone(), &self.views);
                scope.set("submission", self.view(submission));
            }
            if asked("form") {
                scope.set("form", self.lend(&core.root(call.node.unwrap_or(0)).form));
            }
            for (name, given) in call.scope.iter().filter(|(name, _)| asked(name)) {
                let value = match given {
                    Given::Value(value) => self.lend(value),
                    Given::Place(place) if core.store.is_object(place) => {
                        self.view(View::stored(&shared, place.clone(), &self.views))
                    }
                    Given::Place(place) => self.lend(&core.store.get(place)),
                };
                scope.set(name, value);
            }
        }
        for name in ["options", "config"] {
            if asked(name) && scope.get(name).is_none() {
                scope.set(name, Script::Object(self.rt.object()));
            }
        }
        for name in ["user", "token"] {
            if asked(name) && scope.get(name).is_none() {
                scope.set(name, Script::Null);
            }
        }
        scope
    }

    /// The choices that a script gives; those of a promise come to the component when they are there.
    fn choices(&self, core: &Core, call: &Call, value: Script) -> Value {
        let promised = value.as_object().is_some_and(|object| object.class() == "Promise");
        let (Some(node), Some(shared), true) = (call.node, core.shared(), promised) else { return self.take(&value) };
        let instance = instance::show(&shared, node, &self.rt, &self.views);
        let then = self.rt.member(&value, "then");
        let set = self.rt.member(&instance, "setItems");
        if let (Ok(then), Ok(set)) = (then, set)
            && let Err(error) = self.rt.call(&then, &value, &[set])
        {
            core.warn(["script: ", &failure(&error).message].concat());
        }
        Value::Undefined
    }

    fn nested<T>(&self, run: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
        if self.depth.get() >= DEEPEST {
            return Err(Failure { message: "scripts call each other too deeply".into(), syntax: false });
        }
        self.depth.set(self.depth.get() + 1);
        let result = run();
        self.depth.set(self.depth.get() - 1);
        if self.depth.get() == 0 {
            self.views.borrow_mut().clear();
        }
        result
    }
}

fn failure(error: &ScriptError) -> Failure {
    let place = if error.line > 0 {
        [" (line ", &js::number_text(error.line.into()), ", column ", &js::number_text(error.column.into()), ")"]
            .concat()
    } else {
        String::new()
    };
    Failure { message: [&error.message, place.as_str()].concat().into(), syntax: error.kind == ErrorKind::Syntax }
}

/// The names of values that a script reads; everything where it reads all values or something that changes by itself. `value`
/// stands for the value that it begins with, and for whatever it writes besides.
fn reads(uses: &Uses) -> Reads {
    let mut names: Vec<Text> = Vec::new();
    if uses.writes.iter().any(|path| path.len() > 1 || path.iter().any(|name| matches!(name.as_str(), "data" | "row")))
    {
        names.push("value".into());
    }
    for path in &uses.reads {
        let Some((first, rest)) = path.split_first() else { continue };
        match first.as_str() {
            "data" | "row" => {
                if rest.is_empty() {
                    return Reads::Everything;
                }
                names.extend(rest.iter().map(|name| Text::from(name.as_str())));
            }
            "value" => names.push("value".into()),
            name if UNCHANGING.contains(&[" ", name, " "].concat()) => {}
            _ => return Reads::Everything,
        }
    }
    Reads::Names(names.into())
}

impl Scripts for Interpreter {
    fn run(&self, core: &Core, code: &str, result: &str, call: &Call) -> Result<Outcome, Failure> {
        let program = self.known(code).program?;
        self.nested(|| {
            let scope = self.scope(core, call, &program, result);
            if scope.get(result).is_none() {
                scope.set(result, Script::Undefined);
            }
            let returned = self.rt.run(&program, &scope).map_err(|error| failure(&error))?;
            let value = if returned.is_undefined() { scope.get(result).unwrap_or_default() } else { returned };
            let value = if result == "values" { self.choices(core, call, value) } else { self.take(&value) };
            for error in self.rt.run_jobs() {
                core.warn(["script: ", &failure(&error).message].concat());
            }
            Ok(Outcome { value })
        })
    }

    fn render(&self, core: &Core, template: &str, call: &Call) -> Result<String, Failure> {
        let known = self.templates.borrow().get(template).cloned();
        let program = match known {
            Some(program) => program,
            None => {
                let program = Program::parse_template(template).map_err(|error| failure(&error));
                self.templates.borrow_mut().insert(template.into(), program.clone());
                program
            }
        }?;
        self.nested(|| self.rt.render(&program, &self.scope(core, call, &program, "")).map_err(|error| failure(&error)))
    }

    fn reads(&self, code: &str) -> Reads {
        self.known(code).reads
    }
}

/// An object with these members.
fn object<const N: usize>(rt: &Runtime, members: [(&str, Script); N]) -> Result<Script, ScriptError> {
    let object = Script::Object(rt.object());
    for (name, value) in members {
        rt.set_member(&object, name, value)?;
    }
    Ok(object)
}

/// A text of the form as scripts have it.
fn text(text: &str) -> Script {
    Script::String(Str::from(text))
}
