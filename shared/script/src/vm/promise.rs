//! Promises and what waits for them.

use std::cell::RefCell;

use crate::error::{Eval, ScriptError, Throw, thrown};
use crate::frame::Frame;
use crate::object::{Kind, Object, PromiseState, Waiter};
use crate::realm::Realm;
use crate::runtime::{Job, Runtime};
use crate::value::Value;

impl Runtime {
    pub(crate) fn new_promise(&self) -> Object {
        self.make(Kind::Promise(RefCell::new(PromiseState::Pending(Vec::new()))), Realm::Promise)
    }

    /// Resolves a promise: follows `value` if that is a promise itself, else it is the value.
    pub(crate) fn resolve(&self, promise: &Object, value: Value) {
        let Value::Object(object) = &value else { return self.settle(promise, Ok(value)) };
        if object.same(promise) {
            let error =
                crate::builtins::error::make(self, "TypeError", "Chaining cycle detected for promise #<Promise>");
            return self.settle(promise, Err(error));
        }
        if let Kind::Promise(_) = &object.0.kind {
            self.jobs.borrow_mut().add(Job::Follow(promise.clone(), value.clone(), Value::Undefined));
            return;
        }
        match self.named(&value, "then") {
            Ok(then) if then.is_function() => {
                self.jobs.borrow_mut().add(Job::Follow(promise.clone(), value.clone(), then));
            }
            Ok(_) => self.settle(promise, Ok(value)),
            Err(thrown) => {
                let error = self.thrown_value(thrown);
                self.settle(promise, Err(error));
            }
        }
    }

    /// Gives a pending promise its result and queues who waits for it.
    pub(crate) fn settle(&self, promise: &Object, result: Result<Value, Value>) {
        let Kind::Promise(state) = &promise.0.kind else { return };
        let settled = match &result {
            Ok(value) => PromiseState::Fulfilled(value.clone()),
            Err(value) => PromiseState::Rejected(value.clone()),
        };
        let waiting = match &mut *state.borrow_mut() {
            PromiseState::Pending(waiting) => std::mem::take(waiting),
            _ => return,
        };
        *state.borrow_mut() = settled;
        if waiting.is_empty() && result.is_err() {
            self.unheard.borrow_mut().push(promise.clone());
        }
        for waiter in waiting {
            self.wake(waiter, result.clone());
        }
    }

    fn wake(&self, waiter: Waiter, result: Result<Value, Value>) {
        let job = match waiter {
            Waiter::Await(frame) => Job::Resume(frame, result),
            Waiter::Then(fulfilled, rejected, next) => match result {
                Ok(value) => Job::Reaction(fulfilled, value, next, false),
                Err(value) => Job::Reaction(rejected, value, next, true),
            },
        };
        self.jobs.borrow_mut().add(job);
    }

    fn add_waiter(&self, promise: &Object, waiter: Waiter) {
        let Kind::Promise(state) = &promise.0.kind else { return };
        let result = match &mut *state.borrow_mut() {
            PromiseState::Pending(waiting) => {
                waiting.push(waiter);
                return;
            }
            PromiseState::Fulfilled(value) => Ok(value.clone()),
            PromiseState::Rejected(value) => Err(value.clone()),
        };
        self.unheard.borrow_mut().retain(|known| !known.same(promise));
        self.wake(waiter, result);
    }

    /// The errors of promises that nothing waits for: a script that failed after an `await`, or whose request did.
    pub(crate) fn unheard_errors(&self) -> Vec<ScriptError> {
        let promises = std::mem::take(&mut *self.unheard.borrow_mut());
        let error = |promise: &Object| match &promise.0.kind {
            Kind::Promise(state) => match &*state.borrow() {
                PromiseState::Rejected(value) => Some(value.clone()),
                _ => None,
            },
            _ => None,
        };
        promises.iter().filter_map(error).map(|value| self.error_of(&value)).collect()
    }

    /// `promise.then(…)`.
    pub(crate) fn then(&self, promise: &Object, fulfilled: Value, rejected: Value) -> Value {
        let next = self.new_promise();
        self.add_waiter(promise, Waiter::Then(fulfilled, rejected, next.clone()));
        Value::Object(next)
    }

    /// `await value` in `frame`.
    pub(super) fn wait(&self, value: Value, frame: Box<Frame>) {
        let promise = self.as_promise(value);
        self.add_waiter(&promise, Waiter::Await(frame));
    }

    /// `Promise.resolve(value)`.
    pub(crate) fn as_promise(&self, value: Value) -> Object {
        if let Value::Object(object) = &value
            && let Kind::Promise(_) = &object.0.kind
        {
            return object.clone();
        }
        let promise = self.new_promise();
        self.resolve(&promise, value);
        promise
    }

    /// Does one job of the queue.
    pub(crate) fn work(&self, job: Job) -> Eval<()> {
        self.spend(10)?;
        match job {
            Job::Reaction(handler, value, next, rejection) => {
                if !handler.is_function() {
                    self.settle(&next, if rejection { Err(value) } else { Ok(value) });
                    return Ok(());
                }
                match self.call_value(&handler, &Value::Undefined, &[value]) {
                    Ok(value) => self.resolve(&next, value),
                    Err(thrown) => self.fail(&next, thrown)?,
                }
            }
            Job::Resume(frame, result) => {
                let mut frame = frame;
                let error = match result {
                    Ok(value) => {
                        frame.push(value);
                        None
                    }
                    Err(value) => Some(thrown(value)),
                };
                self.execute_frame(frame, error)?;
            }
            Job::Follow(promise, value, then) => {
                let Value::Object(object) = &value else { return Ok(()) };
                if then.is_undefined() {
                    self.add_waiter(object, Waiter::Then(Value::Undefined, Value::Undefined, promise));
                    return Ok(());
                }
                let (yes, no) = (self.settler(&promise, false), self.settler(&promise, true));
                if let Err(thrown) = self.call_value(&then, &value, &[yes, no]) {
                    self.fail(&promise, thrown)?;
                }
            }
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
        match &value.as_object()?.0.kind {
            Kind::Promise(state) => match &*state.borrow() {
                PromiseState::Pending(_) => None,
                PromiseState::Fulfilled(value) => Some(Ok(value.clone())),
                PromiseState::Rejected(value) => Some(Err(value.clone())),
            },
            _ => None,
        }
    }

    /// Whether the value is a promise.
    pub fn is_promise(&self, value: &Value) -> bool {
        matches!(value.as_object().map(|object| &object.0.kind), Some(Kind::Promise(_)))
    }
}
