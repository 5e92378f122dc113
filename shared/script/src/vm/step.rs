//! One operation after the other.

use super::Event;
use super::places::too_early;
use crate::ast::Flavour;
use crate::code::{Op, Step};
use crate::error::{ErrorKind, Eval, raised, thrown, type_error};
use crate::frame::{Frame, cell};
use crate::object::HOME;
use crate::runtime::Runtime;
use crate::value::Value;

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
            let at = a as usize;
            // Most of what scripts do.
            let plain = match op {
                Op::GetLocal => frame.stack.get(at),
                Op::Const => frame.proto.consts.get(at),
                _ => None,
            };
            if let Some(value) = plain.filter(|value| !matches!(value, Value::Hole)).cloned() {
                frame.push(value);
                continue;
            }
            if op >= Op::Array {
                let value = match frame.proto.consts.get(at) {
                    _ if op.takes_two() => self.binary(op, frame.peek(1), frame.peek(0))?,
                    Some(Value::String(name)) if op == Op::Get => self.get(frame.peek(0), name)?,
                    _ => self.value(frame, op, at)?,
                };
                frame.settle(op.takes(at), value);
                if matches!(op, Op::GetMethod | Op::GetIndexMethod) {
                    Self::rotate(frame, 2, false);
                }
                continue;
            }
            if op >= Op::Jump {
                self.jump(frame, op, at)?;
                continue;
            }
            match op {
                Op::Pop => drop(frame.pop()),
                Op::Dup2 => {
                    for _ in 0..2 {
                        let value = frame.peek(1).clone();
                        frame.push(value);
                    }
                }
                Op::Swap => Self::rotate(frame, 2, false),
                Op::Rot3 => Self::rotate(frame, 3, false),
                Op::Rot4 => Self::rotate(frame, 4, false),
                Op::Unrot3 => Self::rotate(frame, 3, true),
                Op::SetLocal | Op::InitLocal => {
                    let value = frame.peek(0).clone();
                    match frame.stack.get_mut(at) {
                        Some(Value::Hole) if op == Op::SetLocal => return Err(Self::unset(frame, at)),
                        Some(place) => *place = value,
                        None => {}
                    }
                }
                Op::NewCell | Op::FreshCell | Op::ParamToCell => {
                    let value = match op {
                        Op::NewCell => Value::Hole,
                        Op::FreshCell => frame.cell(at, false).part(0),
                        _ => frame.stack.get(at & 0xffff).cloned().unwrap_or_default(),
                    };
                    let at = if op == Op::ParamToCell { at >> 16 } else { at };
                    if let Some(place) = frame.cells.get_mut(at) {
                        *place = cell(value);
                    }
                }
                Op::DeclareName => {
                    let name = frame.name(at);
                    if frame.scope.find(&name).is_none() {
                        frame.scope.put(&name, Value::Undefined);
                    }
                }
                Op::Call | Op::CallSpread | Op::New | Op::NewSpread | Op::SuperCall => {
                    let args = match op {
                        Op::Call | Op::New => frame.pop_many(at),
                        _ => self.list_items(&frame.pop()),
                    };
                    if let Some(event) = self.begin(frame, op, args)? {
                        return Ok(event);
                    }
                }
                Op::Class | Op::SubClass => self.class(frame, at, op == Op::SubClass)?,
                Op::NeedObject => {
                    let value = frame.peek(0);
                    if value.is_nullish() {
                        let of = value.primitive_text().to_text().into_owned();
                        return type_error(["Cannot destructure '", &of, "' as it is ", &of].concat());
                    }
                }
                Op::Next => match self.advance(frame.peek(0))? {
                    Some(value) => frame.push(value),
                    None => {
                        frame.pop();
                        frame.at = at;
                    }
                },
                Op::IterClose => {
                    let iterator = frame.pop();
                    self.close_iterator(&iterator)?;
                }
                Op::Handler => frame.handlers.push((a, frame.stack.len() as u32)),
                Op::PopHandler => drop(frame.handlers.pop()),
                Op::Gosub => {
                    frame.push(Value::Number(frame.at as f64));
                    frame.at = at;
                }
                Op::RetSub => frame.at = frame.pop().as_number().unwrap_or(0.0) as usize,
                Op::Throw => return Err(thrown(frame.pop())),
                Op::Fail => return type_error(frame.name(at).to_text().into_owned()),
                Op::Await => return Ok(Event::Await(frame.pop())),
                Op::Yield => return Ok(Event::Yield(frame.pop())),
                _ => {
                    let mut value = frame.pop();
                    if frame.proto.flavour == Flavour::Constructor(true) && !matches!(value, Value::Object(_)) {
                        // The object came into being in `super()`.
                        value = frame.this.clone();
                        if matches!(value, Value::Hole) {
                            let message = "Must call super constructor in derived class before returning";
                            return Err(raised(ErrorKind::Reference, message.into()));
                        }
                    }
                    return Ok(Event::Return(value));
                }
            }
        }
    }

    fn jump(&self, frame: &mut Frame, op: Op, to: usize) -> Eval<()> {
        let (top, below) = (frame.peek(0), frame.peek(1));
        let jumps = match op {
            Op::Jump => true,
            Op::JumpIfTrue | Op::JumpIfTrueKeep => top.truthy(),
            Op::JumpIfFalse | Op::JumpIfFalseKeep => !top.truthy(),
            Op::Case => below.same(top),
            Op::JumpIfNotNullishKeep => !top.is_nullish(),
            Op::JumpIfDefinedKeep => !top.is_undefined(),
            Op::JumpIfNullish => top.is_nullish(),
            _ => below.is_nullish(),
        };
        if op >= Op::JumpIfNullish {
            if jumps {
                frame.settle(if op == Op::JumpIfNullish { 1 } else { 2 }, Value::Undefined);
            }
        } else if op > Op::Jump && (op <= Op::Case || !jumps) {
            frame.pop();
        }
        if jumps {
            if to < frame.at {
                self.reserve(0)?;
            }
            frame.at = to;
        }
        Ok(())
    }

    /// The value of an operation that leaves one.
    fn value(&self, frame: &Frame, op: Op, a: usize) -> Eval {
        let (top, below) = (frame.peek(0), frame.peek(1));
        Ok(match op {
            Op::Array => self.array(frame.last(a).to_vec()),
            Op::ObjectRest => {
                let mut taken = Vec::new();
                for key in frame.last(a) {
                    taken.push(self.to_key(key)?);
                }
                let target = self.object();
                self.copy_members(&target, frame.peek(a), &taken)?;
                Value::Object(target)
            }
            Op::Template => {
                let raw = self.array(frame.last(a).to_vec());
                let strings = frame.peek(a);
                if let Value::Object(strings) = strings {
                    strings.put_hidden("raw", raw);
                }
                strings.clone()
            }
            Op::Undefined | Op::Void => Value::Undefined,
            Op::Null => Value::Null,
            Op::True | Op::False => Value::Bool(op == Op::True),
            Op::Hole => Value::Hole,
            Op::This => {
                if matches!(frame.this, Value::Hole) {
                    let message = "Must call super constructor in derived class before accessing 'this'";
                    return Err(raised(ErrorKind::Reference, message.into()));
                }
                frame.this.clone()
            }
            Op::NewTarget => frame.new_target.clone(),
            Op::Callee => frame.function.clone(),
            Op::Dup => top.clone(),
            Op::GetLocal => match frame.stack.get(a) {
                Some(Value::Hole) => return Err(Self::unset(frame, a)),
                value => value.cloned().unwrap_or_default(),
            },
            Op::GetCell | Op::GetUp | Op::SetCell | Op::SetUp | Op::InitCell => {
                let cell = frame.cell(a, matches!(op, Op::GetUp | Op::SetUp));
                let value = cell.part(0);
                if matches!(value, Value::Hole) && op != Op::InitCell {
                    return Err(too_early("a variable"));
                }
                if matches!(op, Op::GetCell | Op::GetUp) {
                    return Ok(value);
                }
                cell.set_part(0, top.clone());
                top.clone()
            }
            Op::Arguments => self.arguments_object(frame),
            Op::RestArguments => self.array(frame.arguments.get(a..).unwrap_or_default().to_vec()),
            Op::Object => Value::Object(self.object()),
            Op::Closure => self.closure(frame, a),
            Op::NextValue => self.advance(top)?.unwrap_or_default(),
            Op::NextAll => {
                let mut rest = Vec::new();
                while let Some(value) = self.advance(top)? {
                    self.reserve(rest.len().min(1) * 64)?;
                    rest.push(value);
                }
                self.array(rest)
            }
            Op::AppendHole => self.append(top, vec![Value::Hole]),
            Op::Append => self.append(below, vec![top.clone()]),
            Op::AppendAll => {
                let more = self.collect(top)?;
                self.reserve(more.len() * 16)?;
                self.append(below, more)
            }
            Op::Home => {
                top.set_part(HOME, frame.peek(a).clone());
                top.clone()
            }
            Op::Neg | Op::Plus | Op::ToNumber | Op::Inc | Op::Dec => {
                let number = self.to_number(top)?;
                Value::Number(match op {
                    Op::Neg => -number,
                    Op::Inc => number + 1.0,
                    Op::Dec => number - 1.0,
                    _ => number,
                })
            }
            Op::Not => Value::Bool(!top.truthy()),
            Op::BitNot => Value::Number(f64::from(!crate::number::to_int32(self.to_number(top)?))),
            Op::TypeOf => top.type_name().into(),
            Op::ToText => Value::String(self.to_text(top)?),
            Op::Iter => self.iterator_of(top)?,
            Op::KeysIter => self.keys_iterator(top)?,
            Op::SetIndex => {
                self.set_index(frame.peek(2), below, top.clone())?;
                top.clone()
            }
            Op::GetIndex | Op::GetIndexMethod => self.get_index(below, top)?,
            Op::SpreadObject => {
                if let Value::Object(target) = below {
                    self.copy_members(target, top, &[])?;
                }
                below.clone()
            }
            Op::ClassFields => {
                if let Value::Object(class) = below {
                    class.put_hidden("@@fields", top.clone());
                }
                below.clone()
            }
            Op::Regex => self.regex_literal(frame, below, top)?,
            Op::GetSuperIndex => self.by_name(frame, op, &self.to_key(top)?, 0)?,
            Op::DeleteIndex => self.delete(below, &self.to_key(top)?)?.into(),
            Op::DefineIndex | Op::DefineMethod | Op::DefineAccessor => {
                self.by_name(frame, op, &self.to_key(below)?, a)?
            }
            _ => match frame.proto.consts.get(a) {
                Some(Value::String(name)) => self.by_name(frame, op, name, 0)?,
                _ => Value::Undefined,
            },
        })
    }

    /// Moves the top below `count - 1` others, or with `back` the lowest of `count` to the top.
    #[inline(never)]
    fn rotate(frame: &mut Frame, count: usize, back: bool) {
        let Some(from) = frame.stack.len().checked_sub(count) else { return };
        for at in 1..count {
            // The lowest goes up step by step, or the top comes down.
            let at = from + if back { at } else { count - at };
            if let Some([below, above]) = frame.stack.get_mut(at - 1..=at) {
                std::mem::swap(below, above);
            }
        }
    }
}
