//! One operation after the other.

use std::cell::RefCell;
use std::rc::Rc;

use super::Event;
use super::places::too_early;
use crate::code::{Op, Step};
use crate::error::{ErrorKind, Eval, raised, thrown, type_error};
use crate::frame::Frame;
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

fn text_const(frame: &Frame, at: u32) -> Str {
    match frame.proto.consts.get(at as usize) {
        Some(Value::String(text)) => text.clone(),
        _ => Str::default(),
    }
}

impl Runtime {
    /// Runs `frame` until something happens that is not its own business.
    pub(super) fn step(&self, frame: &mut Frame) -> Eval<Event> {
        loop {
            let fuel = self.fuel.get();
            if fuel == 0 {
                self.spend(1)?;
            }
            self.fuel.set(fuel.saturating_sub(1));
            let Step { op, a } = Self::next_op(frame);
            match op {
                Op::Const => {
                    let value = frame.proto.consts.get(a as usize).cloned().unwrap_or_default();
                    frame.push(value);
                }
                Op::Undefined => frame.push(Value::Undefined),
                Op::Null => frame.push(Value::Null),
                Op::True => frame.push(Value::Bool(true)),
                Op::False => frame.push(Value::Bool(false)),
                Op::Hole => frame.push(Value::Hole),
                Op::This => {
                    if matches!(frame.this, Value::Hole) {
                        let message = "Must call super constructor in derived class before accessing 'this'";
                        return Err(raised(ErrorKind::Reference, message.into()));
                    }
                    frame.push(frame.this.clone());
                }
                Op::NewTarget => frame.push(frame.new_target.clone()),
                Op::Pop => drop(frame.pop()),
                Op::Dup => frame.push(frame.top()),
                Op::Dup2 => {
                    let count = frame.stack.len();
                    let two = frame.stack.get(count.saturating_sub(2)..).unwrap_or_default().to_vec();
                    frame.stack.extend(two);
                }
                Op::Swap => self.rotate(frame, 2, false),
                Op::Rot3 => self.rotate(frame, 3, false),
                Op::Rot4 => self.rotate(frame, 4, false),
                Op::Unrot3 => self.rotate(frame, 3, true),
                Op::GetLocal => match frame.stack.get(a as usize) {
                    Some(Value::Hole) => {
                        let name = frame.proto.local_names.get(a as usize).cloned().unwrap_or_default();
                        return Err(too_early(&name));
                    }
                    Some(value) => {
                        let value = value.clone();
                        frame.push(value);
                    }
                    None => frame.push(Value::Undefined),
                },
                Op::SetLocal => {
                    let value = frame.top();
                    match frame.stack.get_mut(a as usize) {
                        Some(Value::Hole) => {
                            let name = frame.proto.local_names.get(a as usize).cloned().unwrap_or_default();
                            return Err(too_early(&name));
                        }
                        Some(place) => *place = value,
                        None => {}
                    }
                }
                Op::InitLocal => {
                    let value = frame.top();
                    if let Some(place) = frame.stack.get_mut(a as usize) {
                        *place = value;
                    }
                }
                Op::GetCell => self.load_cell(frame, a, false)?,
                Op::Callee => {
                    let function = frame.function.clone().map_or(Value::Undefined, Value::Object);
                    frame.push(function);
                }
                Op::GetUp => self.load_cell(frame, a, true)?,
                Op::SetCell => self.store_cell(frame, a, false, false)?,
                Op::InitCell => self.store_cell(frame, a, false, true)?,
                Op::SetUp => self.store_cell(frame, a, true, false)?,
                Op::NewCell => {
                    if let Some(cell) = frame.cells.get_mut(a as usize) {
                        *cell = Rc::new(RefCell::new(Value::Hole));
                    }
                }
                Op::FreshCell => {
                    if let Some(cell) = frame.cells.get_mut(a as usize) {
                        let value = cell.borrow().clone();
                        *cell = Rc::new(RefCell::new(value));
                    }
                }
                Op::ParamToCell => {
                    let value = frame.stack.get((a & 0xffff) as usize).cloned().unwrap_or_default();
                    if let Some(cell) = frame.cells.get_mut((a >> 16) as usize) {
                        *cell = Rc::new(RefCell::new(value));
                    }
                }
                Op::GetName => {
                    let name = text_const(frame, a);
                    match self.lookup(&frame.scope, &name)? {
                        Some(value) => frame.push(value),
                        None => {
                            let message = [&name.to_text(), " is not defined"].concat();
                            return Err(raised(ErrorKind::Reference, message));
                        }
                    }
                }
                Op::SetName => {
                    let name = text_const(frame, a);
                    let value = frame.top();
                    if !frame.scope.assign(&name, &value) {
                        // Sloppy mode: an assignment to an unknown name makes a global.
                        self.globals.put(name, value);
                    }
                }
                Op::TypeOfName => {
                    let name = text_const(frame, a);
                    let found = self.lookup(&frame.scope, &name)?.unwrap_or_default();
                    frame.push(found.type_name().into());
                }
                Op::DeclareName => {
                    let name = text_const(frame, a);
                    if frame.scope.find(&name).is_none() {
                        frame.scope.put(&name, Value::Undefined);
                    }
                }
                Op::Arguments => {
                    let value = self.arguments_object(frame);
                    frame.push(value);
                }
                Op::RestArguments => {
                    let rest = frame.arguments.get(a as usize..).unwrap_or_default().to_vec();
                    frame.push(self.array(rest));
                }
                Op::Get => {
                    let key = text_const(frame, a);
                    let object = frame.pop();
                    let value = self.get(&object, &key)?;
                    frame.push(value);
                }
                Op::GetMethod => {
                    let key = text_const(frame, a);
                    let object = frame.pop();
                    let function = self.get(&object, &key)?;
                    frame.push(function);
                    frame.push(object);
                }
                Op::GetIndex => {
                    let key = frame.pop();
                    let object = frame.pop();
                    let value = self.get_index(&object, &key)?;
                    frame.push(value);
                }
                Op::GetIndexMethod => {
                    let key = frame.pop();
                    let object = frame.pop();
                    let function = self.get_index(&object, &key)?;
                    frame.push(function);
                    frame.push(object);
                }
                Op::Set => {
                    let key = text_const(frame, a);
                    let value = frame.pop();
                    let object = frame.pop();
                    self.set(&object, &key, value.clone())?;
                    frame.push(value);
                }
                Op::SetIndex => {
                    let value = frame.pop();
                    let key = frame.pop();
                    let object = frame.pop();
                    self.set_index(&object, &key, value.clone())?;
                    frame.push(value);
                }
                Op::GetSuper => {
                    let key = text_const(frame, a);
                    let value = self.get_super(frame, &key)?;
                    frame.push(value);
                }
                Op::GetSuperIndex => {
                    let key = frame.pop();
                    let key = self.to_key(&key)?;
                    let value = self.get_super(frame, &key)?;
                    frame.push(value);
                }
                Op::Delete => {
                    let key = text_const(frame, a);
                    let object = frame.pop();
                    let gone = self.delete(&object, &key)?;
                    frame.push(gone.into());
                }
                Op::DeleteIndex => {
                    let key = frame.pop();
                    let key = self.to_key(&key)?;
                    let object = frame.pop();
                    let gone = self.delete(&object, &key)?;
                    frame.push(gone.into());
                }
                Op::Call => {
                    let args = frame.pop_many(a as usize);
                    let this = frame.pop();
                    let function = frame.pop();
                    if let Some(event) = self.begin_call(frame, &function, this, args)? {
                        return Ok(event);
                    }
                }
                Op::CallSpread => {
                    let args = self.list_items(&frame.pop());
                    let this = frame.pop();
                    let function = frame.pop();
                    if let Some(event) = self.begin_call(frame, &function, this, args)? {
                        return Ok(event);
                    }
                }
                Op::New | Op::NewSpread => {
                    let args = match op {
                        Op::New => frame.pop_many(a as usize),
                        _ => self.list_items(&frame.pop()),
                    };
                    let function = frame.pop();
                    if let Some(event) = self.begin_new(frame, &function, args)? {
                        return Ok(event);
                    }
                }
                Op::SuperCall => {
                    let args = self.list_items(&frame.pop());
                    let this = self.super_call(frame, &args)?;
                    frame.this = this.clone();
                    frame.push(this);
                }
                Op::Throw => {
                    let value = frame.pop();
                    return Err(thrown(value));
                }
                Op::Fail => return type_error(text_const(frame, a).to_text().into_owned()),
                Op::Return => {
                    let value = frame.pop();
                    let derived = frame.proto.flavour == crate::ast::Flavour::Constructor(true);
                    if derived && !matches!(value, Value::Object(_)) {
                        // The object came into being in `super()`.
                        if matches!(frame.this, Value::Hole) {
                            let message = "Must call super constructor in derived class before returning";
                            return Err(raised(ErrorKind::Reference, message.into()));
                        }
                        return Ok(Event::Return(frame.this.clone()));
                    }
                    return Ok(Event::Return(value));
                }
                Op::Await => return Ok(Event::Await(frame.pop())),
                Op::Yield => return Ok(Event::Yield(frame.pop())),
                Op::Jump => {
                    if (a as usize) < frame.at {
                        self.reserve(0)?;
                    }
                    frame.at = a as usize;
                }
                Op::JumpIfFalse => {
                    if !frame.pop().truthy() {
                        frame.at = a as usize;
                    }
                }
                Op::JumpIfTrue => {
                    if frame.pop().truthy() {
                        self.reserve(0)?;
                        frame.at = a as usize;
                    }
                }
                Op::JumpIfFalseKeep => self.keep_or_drop(frame, a, |value| !value.truthy()),
                Op::JumpIfTrueKeep => self.keep_or_drop(frame, a, Value::truthy),
                Op::JumpIfNotNullishKeep => self.keep_or_drop(frame, a, |value| !value.is_nullish()),
                Op::JumpIfDefinedKeep => self.keep_or_drop(frame, a, |value| !value.is_undefined()),
                Op::JumpIfNullish => {
                    if frame.top().is_nullish() {
                        frame.pop();
                        frame.push(Value::Undefined);
                        frame.at = a as usize;
                    }
                }
                Op::JumpIfNullishMethod => {
                    let at = frame.stack.len().saturating_sub(2);
                    if frame.stack.get(at).is_none_or(Value::is_nullish) {
                        frame.pop_many(2);
                        frame.push(Value::Undefined);
                        frame.at = a as usize;
                    }
                }
                Op::Case => {
                    let test = frame.pop();
                    if frame.top().same(&test) {
                        frame.at = a as usize;
                    }
                }
                Op::NeedObject => {
                    let value = frame.top();
                    if value.is_nullish() {
                        let of = value.primitive_text().to_text().into_owned();
                        return type_error(["Cannot destructure '", &of, "' as it is ", &of].concat());
                    }
                }
                Op::Handler => frame.handlers.push((a, frame.stack.len() as u32)),
                Op::PopHandler => drop(frame.handlers.pop()),
                Op::Gosub => {
                    frame.push(Value::Number(frame.at as f64));
                    frame.at = a as usize;
                }
                Op::RetSub => {
                    frame.at = frame.pop().as_number().unwrap_or(0.0) as usize;
                }
                other => self.build(frame, other, a)?,
            }
        }
    }

    /// Moves the top below `count - 1` others, or with `back` the lowest of `count` to the top.
    fn rotate(&self, frame: &mut Frame, count: usize, back: bool) {
        let from = frame.stack.len().saturating_sub(count);
        if let Some(part) = frame.stack.get_mut(from..) {
            if back { part.rotate_left(1) } else { part.rotate_right(1) }
        }
    }

    fn keep_or_drop(&self, frame: &mut Frame, to: u32, keep: impl Fn(&Value) -> bool) {
        if frame.stack.last().is_some_and(keep) {
            frame.at = to as usize;
        } else {
            frame.pop();
        }
    }
}
