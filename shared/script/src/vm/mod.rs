//! The machine: runs the operations of functions.

mod call;
mod convert;
mod iter;
mod keys;
mod ops;
mod places;
mod promise;
mod property;
mod step;

use crate::code::{Op, Step};
use crate::error::{Eval, ScriptError, Throw};
use crate::frame::{Frame, Role};
use crate::runtime::Runtime;
use crate::value::Value;

pub(crate) use property::Own;

/// Why a frame stops running for now.
pub(crate) enum Event {
    Call(Box<Frame>),
    Return(Value),
    Await(Value),
    Yield(Value),
}

/// How an execution ends.
pub(crate) enum Exit {
    Done(Value),
    Yielded(Value, Box<Frame>),
}

impl Runtime {
    /// Runs a function to its end; an async one to its first `await`, which gives the promise.
    pub(crate) fn execute(&self, frame: Frame) -> Eval {
        match self.execute_frame(Box::new(frame), None)? {
            Exit::Done(value) | Exit::Yielded(value, _) => Ok(value),
        }
    }

    /// Runs or resumes `frame`, with `thrown` thrown at the place it stopped. Functions of the script that it calls run in
    /// the same loop: only built-ins that call back use the host's stack.
    pub(crate) fn execute_frame(&self, frame: Box<Frame>, thrown: Option<Throw>) -> Eval<Exit> {
        self.nest(|| {
            let before = self.depth.get();
            self.deeper()?;
            let result = self.drive(frame, thrown);
            self.depth.set(before);
            result
        })
    }

    fn drive(&self, frame: Box<Frame>, mut thrown: Option<Throw>) -> Eval<Exit> {
        let mut frames = vec![frame];
        loop {
            let Some(frame) = frames.last_mut() else { return Ok(Exit::Done(Value::Undefined)) };
            let event = match thrown.take() {
                Some(thrown) => Err(thrown),
                None => self.step(frame),
            };
            let delivered = match event {
                Ok(Event::Call(callee)) => {
                    self.deeper()?;
                    frames.push(callee);
                    continue;
                }
                Ok(Event::Return(value)) => {
                    let (role, made) = (frame.role, frame.made.clone());
                    frames.pop();
                    match role {
                        Role::Generator => return Ok(Exit::Done(value)),
                        Role::Construct if !matches!(value, Value::Object(_)) => made,
                        Role::Async => {
                            if let Value::Object(promise) = &made {
                                self.resolve(promise, value);
                            }
                            made
                        }
                        _ => value,
                    }
                }
                Ok(Event::Yield(value)) => match frames.pop() {
                    Some(frame) if frames.is_empty() => return Ok(Exit::Yielded(value, frame)),
                    _ => Value::Undefined,
                },
                Ok(Event::Await(value)) => {
                    let Some(frame) = frames.pop() else { return Ok(Exit::Done(Value::Undefined)) };
                    let promise = if frame.role == Role::Async { frame.made.clone() } else { Value::Undefined };
                    self.wait(value, frame);
                    promise
                }
                Err(error) => match self.unwind(&mut frames, error)? {
                    Some(value) => value,
                    None => continue,
                },
            };
            match frames.last_mut() {
                Some(caller) => {
                    self.depth.set(self.depth.get().saturating_sub(1));
                    caller.push(delivered);
                }
                None => return Ok(Exit::Done(delivered)),
            }
        }
    }

    /// Finds who handles an error: a `catch` in one of the frames (none is given back), or an async function whose promise it
    /// rejects (which is delivered). Fails when nobody does.
    // Frames move between this list, promises and generators; boxed, only their address does.
    #[allow(clippy::vec_box)]
    fn unwind(&self, frames: &mut Vec<Box<Frame>>, error: Throw) -> Eval<Option<Value>> {
        let error = self.placed(frames, error.take());
        let catchable = error.kind.catchable();
        while let Some(frame) = frames.last_mut() {
            if catchable {
                if let Some((target, height)) = frame.handlers.pop() {
                    frame.stack.truncate(height as usize);
                    frame.at = target as usize;
                    let value = self.error_value(error);
                    frame.push(value);
                    return Ok(None);
                }
                if let (Role::Async, Value::Object(promise)) = (frame.role, frame.made.clone()) {
                    let value = self.error_value(error);
                    self.settle(&promise, Err(value));
                    frames.pop();
                    return Ok(Some(Value::Object(promise)));
                }
            }
            frames.pop();
            self.depth.set(self.depth.get().saturating_sub(1));
        }
        Err(Throw::of(error))
    }

    /// The error with the place of the innermost frame that belongs to the snippet.
    fn placed(&self, frames: &[Box<Frame>], mut error: Box<ScriptError>) -> Box<ScriptError> {
        if error.line == 0 {
            let places = frames.iter().rev().map(|frame| frame.proto.place(frame.at.saturating_sub(1)));
            let place = places.into_iter().find(|place| place.line > 0).unwrap_or_default();
            error.line = place.line;
            error.column = place.column;
        }
        error
    }

    /// What `catch` gets.
    pub(crate) fn thrown_value(&self, error: Throw) -> Value {
        self.error_value(error.take())
    }

    // Errors travel boxed; this is where they are unpacked.
    #[allow(clippy::boxed_local)]
    pub(crate) fn error_value(&self, error: Box<ScriptError>) -> Value {
        crate::builtins::error::from_error(self, *error)
    }

    /// The operation `frame` is at, which it then has passed.
    fn next_op(frame: &mut Frame) -> Step {
        let step = frame.proto.code.get(frame.at).copied().unwrap_or(Step { op: Op::Return, a: 0 });
        frame.at += 1;
        step
    }
}
