//! Promises and what waits for them.

use std::cell::{Cell, RefCell};

use crate::error::{Eval, ScriptError, Throw};
use crate::frame::Frame;
use crate::object::{Kind, Object, Parts};
use crate::realm::Realm;
use crate::runtime::{Job, JobKind, Runtime};
use crate::value::Value;

impl Runtime {
    pub(crate) fn new_promise(&self) -> Object {
        self.make(Kind::Promise(Cell::new(None), Parts::default()), Realm::Promise)
    }

    /// Resolves a promise: follows `value` if that is a promise itself, else it is the value.
    pub(crate) fn resolve(&self, promise: &Object, value: Value) {
        let Value::Object(object) = &value else { return self.settle(promise, Ok(value)) };
        if object.same(promise) {
            let error =
                crate::builtins::error::make(self, "TypeError", "Chaining cycle detected for promise #<Promise>");
            return self.settle(promise, Err(error));
        }
        let follow = |then| {
            let parts = [Value::Object(promise.clone()), value.clone(), then];
            self.jobs.borrow_mut().add(Job { kind: JobKind::Follow, parts });
        };
        if self.is_promise(&value) {
            return follow(Value::Undefined);
        }
        match self.named(&value, "then") {
            Ok(then) if then.is_function() => follow(then),
            Ok(_) => self.settle(promise, Ok(value)),
            Err(thrown) => {
                let error = self.thrown_value(thrown);
                self.settle(promise, Err(error));
            }
        }
    }

    /// Gives a pending promise its result and queues who waits for it.
    pub(crate) fn settle(&self, promise: &Object, result: Result<Value, Value>) {
        let Kind::Promise(state, parts) = &promise.0.kind else { return };
        if state.get().is_some() {
            return;
        }
        let (done, value) = match result {
            Ok(value) => (true, value),
            Err(value) => (false, value),
        };
        state.set(Some(done));
        let waiting = parts.replace(vec![value.clone()]);
        if waiting.is_empty() && !done {
            self.unheard.borrow_mut().push(promise.clone());
        }
        for waiter in waiting.chunks(3) {
            self.wake(waiter, done, &value);
        }
    }

    /// Queues what waits: handlers of both outcomes and the promise made for them.
    fn wake(&self, waiter: &[Value], done: bool, value: &Value) {
        let [fulfilled, rejected, next] = waiter else { return };
        let (kind, handler) = if done { (JobKind::Fulfilled, fulfilled) } else { (JobKind::Rejected, rejected) };
        self.jobs.borrow_mut().add(Job { kind, parts: [handler.clone(), value.clone(), next.clone()] });
    }

    fn add_waiter(&self, promise: &Object, waiter: [Value; 3]) {
        let Kind::Promise(state, parts) = &promise.0.kind else { return };
        let Some(done) = state.get() else { return parts.borrow_mut().extend(waiter) };
        self.unheard.borrow_mut().retain(|known| !known.same(promise));
        self.wake(&waiter, done, &promise.part(0));
    }

    /// The errors of promises that nothing waits for: a script that failed after an `await`, or whose request did.
    pub(crate) fn unheard_errors(&self) -> Vec<ScriptError> {
        let promises = std::mem::take(&mut *self.unheard.borrow_mut());
        let mut errors = Vec::new();
        for promise in promises {
            if let Some(Err(value)) = self.settled(&Value::Object(promise)) {
                errors.push(self.error_of(&value));
            }
        }
        errors
    }

    /// `promise.then(…)`.
    pub(crate) fn then(&self, promise: &Object, fulfilled: Value, rejected: Value) -> Value {
        let next = self.new_promise();
        let next = Value::Object(next);
        self.add_waiter(promise, [fulfilled, rejected, next.clone()]);
        next
    }

    /// `await value` in `frame`.
    pub(super) fn wait(&self, value: Value, frame: Box<Frame>) {
        let promise = self.as_promise(value);
        let suspended = Value::Object(Object::make(Kind::Generator(RefCell::new(Some(frame))), None));
        self.add_waiter(&promise, [suspended.clone(), suspended, Value::Undefined]);
    }

    /// `Promise.resolve(value)`.
    pub(crate) fn as_promise(&self, value: Value) -> Object {
        if let Value::Object(object) = &value
            && self.is_promise(&value)
        {
            return object.clone();
        }
        let promise = self.new_promise();
        self.resolve(&promise, value);
        promise
    }

    /// Does one job of the queue.
    pub(crate) fn work(&self, Job { kind, parts: [first, value, last] }: Job) -> Eval<()> {
        self.spend(10)?;
        if kind == JobKind::Follow {
            let (Value::Object(promise), Value::Object(foreign)) = (&first, &value) else { return Ok(()) };
            if last.is_undefined() {
                self.add_waiter(foreign, [Value::Undefined, Value::Undefined, first]);
                return Ok(());
            }
            let (yes, no) = (self.settler(promise, false), self.settler(promise, true));
            return match self.call_value(&last, &value, &[yes, no]) {
                Err(thrown) => self.fail(promise, thrown),
                Ok(_) => Ok(()),
            };
        }
        let result = if kind == JobKind::Rejected { Err(value) } else { Ok(value) };
        let Value::Object(next) = &last else {
            return self.resume_generator(&first, result).map(|_| ());
        };
        if !first.is_function() {
            self.settle(next, result);
            return Ok(());
        }
        let (Ok(value) | Err(value)) = result;
        match self.call_value(&first, &Value::Undefined, &[value]) {
            Ok(value) => self.resolve(next, value),
            Err(thrown) => self.fail(next, thrown)?,
        }
        Ok(())
    }

    /// Rejects with what was thrown; limits are not for scripts to handle.
    pub(crate) fn fail(&self, promise: &Object, thrown: Throw) -> Eval<()> {
        let error = thrown.take();
        if !error.kind.catchable() {
            return Err(Throw::of(error));
        }
        let error = self.error_value(error);
        self.settle(promise, Err(error));
        Ok(())
    }

    /// `resolve` or `reject` as the script gets it; only the first call counts.
    pub(crate) fn settler(&self, promise: &Object, rejects: bool) -> Value {
        let promise = promise.clone();
        self.function(move |rt, _, args| {
            let value = args.first().cloned().unwrap_or_default();
            if rejects {
                rt.settle(&promise, Err(value))
            } else {
                rt.resolve(&promise, value)
            }
            Ok(Value::Undefined)
        })
    }

    /// Of a promise: its value or its error once it has one.
    pub fn settled(&self, value: &Value) -> Option<Result<Value, Value>> {
        let Kind::Promise(state, _) = &value.as_object()?.0.kind else { return None };
        let held = value.part(0);
        Some(if state.get()? { Ok(held) } else { Err(held) })
    }

    /// Whether the value is a promise.
    pub fn is_promise(&self, value: &Value) -> bool {
        matches!(value.as_object().map(|object| &object.0.kind), Some(Kind::Promise(..)))
    }
}
