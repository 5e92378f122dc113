//! The world of scripts: built-ins, limits, what outlives a run.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use crate::builtins;
use crate::env::{Environment, HostObject};
use crate::error::{ErrorKind, Eval, ScriptError, Throw, raised};
use crate::frame::Frame;
use crate::memory;
use crate::object::{self, Kind, Lazy, Library, Native, Object};
use crate::program::Program;
use crate::realm::Realm;
use crate::scope::Scope;
use crate::text::Str;
use crate::value::Value;

/// How many calls of the script may be open.
const DEEPEST: u32 = 3000;
/// How often a script may call a built-in that calls a script; this does use the host's stack.
const DEEPEST_NATIVE: u32 = 24;

/// Something to do after the script: what a promise was waited for with.
pub(crate) struct Job {
    pub kind: JobKind,
    /// Handler or suspended function, its argument, and the promise made for the handler's result. Of `Follow`: the promise
    /// that follows, the foreign one, and its `then`.
    pub parts: [Value; 3],
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum JobKind {
    Fulfilled,
    Rejected,
    Follow,
}

/// Jobs in the order they came: new ones, and before them the older ones, last first.
#[derive(Default)]
pub(crate) struct Queue {
    new: Vec<Job>,
    old: Vec<Job>,
}

impl Queue {
    pub fn add(&mut self, job: Job) {
        self.new.push(job);
    }

    fn is_empty(&self) -> bool {
        self.new.is_empty() && self.old.is_empty()
    }

    fn next(&mut self) -> Option<Job> {
        if self.old.is_empty() {
            self.old = std::mem::take(&mut self.new);
            self.old.reverse();
        }
        self.old.pop()
    }
}

pub(crate) struct Timer {
    pub id: u32,
    pub due: f64,
    pub function: Value,
    pub args: Vec<Value>,
}

/// Runs programs. One per form; globals that a script makes by accident (`i = 0`) live as long as it does.
pub struct Runtime {
    pub(crate) env: Box<dyn Environment>,
    pub(crate) fuel: Cell<u64>,
    pub(crate) depth: Cell<u32>,
    pub(crate) nested: Cell<u32>,
    base: Cell<usize>,
    pub(crate) globals: Object,
    realms: RefCell<Vec<Option<Object>>>,
    pub(crate) libraries: RefCell<Vec<(Library, Object)>>,
    pub(crate) jobs: RefCell<Queue>,
    pub(crate) timers: RefCell<Vec<Timer>>,
    /// Promises that failed before anything waited for them.
    pub(crate) unheard: RefCell<Vec<Object>>,
    pub(crate) counter: Cell<u32>,
    /// `new.target` of a built-in being constructed.
    pub(crate) constructing: RefCell<Value>,
    pub(crate) heap: RefCell<Vec<Weak<object::Data>>>,
    pub(crate) swept: Cell<usize>,
}

impl Runtime {
    /// A world without any script in it yet. Cheap: built-ins are made when they are asked for.
    pub fn new(env: Box<dyn Environment>) -> Self {
        env.numbers().bring();
        Runtime {
            fuel: Cell::new(env.fuel()),
            env,
            depth: Cell::new(0),
            nested: Cell::new(0),
            base: Cell::new(memory::live()),
            globals: Object::make(Kind::Lazy(&builtins::GLOBALS), None),
            realms: RefCell::new(vec![None; Realm::COUNT]),
            libraries: RefCell::default(),
            jobs: RefCell::default(),
            timers: RefCell::default(),
            unheard: RefCell::default(),
            counter: Cell::new(0),
            constructing: RefCell::default(),
            heap: RefCell::default(),
            swept: Cell::new(0),
        }
    }

    /// What the world around provides.
    pub fn environment(&self) -> &dyn Environment {
        &*self.env
    }

    /// Runs a program: names it does not declare are those of `scope`, then what is built in. Gives the value of its
    /// `return`, `undefined` without; what it assigned to names is in `scope` afterwards.
    ///
    /// Fails with what the script throws, or with a limit. Jobs of promises wait for [`run_jobs`](Self::run_jobs).
    pub fn run(&self, program: &Program, scope: &Scope) -> Result<Value, ScriptError> {
        self.refill();
        if let Some(name) = program.clash(scope) {
            let message = ["Identifier '", &name.to_text(), "' has already been declared"].concat();
            return Err(ScriptError::new(ErrorKind::Syntax, message));
        }
        let mut frame = Frame::new(program.proto(), scope.clone());
        frame.this = Value::Object(self.object());
        let result = self.execute(frame).map_err(|thrown| self.uncaught(thrown));
        self.collect_if_due();
        result
    }

    /// Fills in a template; fails as [`run`](Self::run) does.
    pub fn render(&self, template: &Program, scope: &Scope) -> Result<String, ScriptError> {
        let text = self.run(template, scope)?;
        Ok(self.to_text(&text).map_err(|thrown| self.uncaught(thrown))?.to_text().into_owned())
    }

    /// Calls a function of a script, e.g. a handler it gave to the form. From within a run it spends that run's fuel.
    pub fn call(&self, function: &Value, this: &Value, args: &[Value]) -> Result<Value, ScriptError> {
        self.refill();
        self.call_value(function, this, args).map_err(|thrown| self.uncaught(thrown))
    }

    /// Whether something waits for [`run_jobs`](Self::run_jobs).
    pub fn has_jobs(&self) -> bool {
        !self.jobs.borrow().is_empty() || !self.timers.borrow().is_empty()
    }

    /// Runs what waits: continuations of promises, then `setTimeout`s in the order they are due, at once. Gives the errors
    /// nobody caught.
    pub fn run_jobs(&self) -> Vec<ScriptError> {
        let mut errors = Vec::new();
        if self.depth.get() > 0 || self.nested.get() > 0 {
            return errors;
        }
        self.refill();
        loop {
            let job = self.jobs.borrow_mut().next();
            let done = match job {
                Some(job) => self.work(job),
                None => match self.next_timer() {
                    Some(timer) => self.call_value(&timer.function, &Value::Undefined, &timer.args).map(|_| ()),
                    None => break,
                },
            };
            if let Err(thrown) = done {
                let error = self.uncaught(thrown);
                let stop = !error.kind.catchable();
                errors.push(error);
                if stop {
                    drop(self.jobs.take());
                    self.timers.borrow_mut().clear();
                    break;
                }
            }
        }
        errors.extend(self.unheard_errors());
        self.collect_if_due();
        errors
    }

    fn next_timer(&self) -> Option<Timer> {
        let mut timers = self.timers.borrow_mut();
        let (at, _) = timers
            .iter()
            .enumerate()
            .min_by(|(_, a), (_, b)| (a.due, a.id).partial_cmp(&(b.due, b.id)).unwrap_or(std::cmp::Ordering::Equal))?;
        Some(timers.remove(at))
    }

    /// A promise for scripts, and what settles it.
    pub fn promise(&self) -> (Value, Resolver) {
        let promise = self.new_promise();
        (Value::Object(promise.clone()), Resolver(promise))
    }

    /// A function of the host for scripts: gets `this` and the arguments.
    pub fn function(&self, code: impl Fn(&Runtime, &Value, &[Value]) -> Result<Value, ScriptError> + 'static) -> Value {
        Value::Object(self.make(Kind::HostFunction(Rc::new(code)), Realm::Function))
    }

    /// A host's object as a value.
    pub fn host(&self, object: Rc<dyn HostObject>) -> Value {
        let realm = if object.is_array() { Realm::Array } else { Realm::Object };
        Value::Object(self.make(Kind::Host(object), realm))
    }

    /// A global that every program sees.
    pub fn set_global(&self, name: &str, value: Value) {
        self.globals.put_named(name, value);
    }

    /// A new plain object.
    pub fn object(&self) -> Object {
        self.make(Kind::Plain, Realm::Object)
    }

    /// A new array.
    pub fn array(&self, items: Vec<Value>) -> Value {
        Value::Object(self.make(Kind::Array(RefCell::new(items)), Realm::Array))
    }

    pub(crate) fn make(&self, kind: Kind, realm: Realm) -> Object {
        let proto = self.realm(realm);
        self.make_with(kind, Some(proto))
    }

    pub(crate) fn make_with(&self, kind: Kind, proto: Option<Object>) -> Object {
        let object = Object::make(kind, proto);
        self.fuel.set(self.fuel.get().saturating_sub(16));
        self.heap.borrow_mut().push(Rc::downgrade(&object.0));
        object
    }

    pub(crate) fn native(&self, native: Native, arity: u8) -> Object {
        let function = self.make(Kind::Native(native), Realm::Function);
        function.put_hidden("length", Value::Number(arity.into()));
        function
    }

    /// The prototype of a kind of object.
    pub(crate) fn realm(&self, realm: Realm) -> Object {
        if let Some(Some(found)) = self.realms.borrow().get(realm as usize) {
            return found.clone();
        }
        let parent = realm.parent().map(|parent| self.realm(parent));
        let kind = realm.members().map_or(Kind::Plain, Kind::Lazy);
        let made = Object::make(kind, parent);
        if let Some(place) = self.realms.borrow_mut().get_mut(realm as usize) {
            *place = Some(made.clone());
        }
        made
    }

    /// A built-in member that is not there yet.
    pub(crate) fn lazy_member(&self, lazy: &'static Lazy, key: &Str) -> Eval<Option<Value>> {
        let Some(wanted) = key.as_str() else { return Ok(None) };
        for (id, (name, arity)) in lazy.names().enumerate() {
            if name == wanted {
                let Some(arity) = arity else { return self.library_member(lazy.library, key) };
                let native = Native { name, id: id as u8, group: lazy.group, constructs: false, statics: None };
                return Ok(Some(Value::Object(self.native(native, arity))));
            }
        }
        Ok(None)
    }

    /// A run begins with full tanks; what is called from within one is part of it.
    pub(crate) fn refill(&self) {
        if self.depth.get() == 0 && self.nested.get() == 0 {
            self.fuel.set(self.env.fuel());
            self.base.set(memory::live());
        }
    }

    /// Spends `steps`.
    pub(crate) fn spend(&self, steps: usize) -> Eval<()> {
        match self.fuel.get().checked_sub(steps as u64) {
            Some(left) => {
                self.fuel.set(left);
                Ok(())
            }
            None => {
                self.fuel.set(0);
                Err(raised(ErrorKind::Fuel, "the script takes too many steps".into()))
            }
        }
    }

    /// Fails when `bytes` more would be too many.
    pub(crate) fn reserve(&self, bytes: usize) -> Eval<()> {
        self.fits(bytes)?;
        self.spend(bytes / 24)
    }

    /// The same of what a built-in holds for itself until it is done, for which it spends its own steps.
    pub(crate) fn fits(&self, bytes: usize) -> Eval<()> {
        if memory::live().saturating_sub(self.base.get()).saturating_add(bytes) > self.env.memory() {
            return Err(raised(ErrorKind::Memory, "the script holds too much memory".into()));
        }
        Ok(())
    }

    pub(crate) fn deeper(&self) -> Eval<()> {
        if self.depth.get() >= DEEPEST {
            return Err(raised(ErrorKind::Depth, "calls are nested too deeply".into()));
        }
        self.depth.set(self.depth.get() + 1);
        self.spend(15)?;
        self.reserve(0)
    }

    /// Runs `inner` on the host's stack one level deeper.
    pub(crate) fn nest<T>(&self, inner: impl FnOnce() -> Eval<T>) -> Eval<T> {
        self.enter()?;
        let result = inner();
        self.nested.set(self.nested.get() - 1);
        result
    }

    #[inline(never)]
    fn enter(&self) -> Eval<()> {
        if self.nested.get() >= DEEPEST_NATIVE {
            return Err(raised(ErrorKind::Depth, "calls are nested too deeply".into()));
        }
        self.nested.set(self.nested.get() + 1);
        Ok(())
    }

    /// What the host gets for something thrown that no script caught.
    pub(crate) fn uncaught(&self, thrown: Throw) -> ScriptError {
        let mut error = *thrown.take();
        let Some(value) = &error.thrown else { return error };
        match value.as_object().and_then(builtins::error::origin) {
            Some(origin) => {
                error.kind = origin.kind;
                error.message = origin.message;
            }
            None => {
                self.fuel.set(self.fuel.get().max(2000));
                let text = self.to_text(value).map(|text| text.to_text().into_owned());
                error.kind = ErrorKind::Thrown;
                error.message = text.unwrap_or_else(|_| "an object".into());
            }
        }
        error
    }
}

/// Settles a promise made by [`Runtime::promise`]. What waits for it runs with [`Runtime::run_jobs`].
pub struct Resolver(Object);

impl Resolver {
    /// The promise has a value.
    pub fn resolve(self, rt: &Runtime, value: Value) {
        rt.resolve(&self.0, value);
    }

    /// The promise has failed: scripts catch an `Error` with the message.
    pub fn reject(self, rt: &Runtime, message: &str) {
        let error = builtins::error::make(rt, "Error", message);
        rt.settle(&self.0, Err(error));
    }
}
