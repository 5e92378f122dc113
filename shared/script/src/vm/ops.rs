//! Operations that make things and compute.

use crate::ast::Flavour;
use crate::code::{Capture, Op};
use crate::error::{ErrorKind, Eval, raised, type_error};
use crate::frame::Frame;
use crate::number::to_int32;
use crate::object::{HOME, Kind, Object};
use crate::props::{OPEN, Slot};
use crate::realm::Realm;
use crate::runtime::Runtime;
use crate::text::Str;
use crate::value::Value;

impl Runtime {
    /// An operation on a member or variable with a name; `bits` as accessors have them.
    pub(super) fn by_name(&self, frame: &Frame, op: Op, key: &Str, bits: usize) -> Eval {
        let (top, below, third) = (frame.peek(0), frame.peek(1), frame.peek(2));
        Ok(match op {
            Op::GetMethod => self.get(top, key)?,
            Op::Set => {
                self.set(below, key, top.clone())?;
                top.clone()
            }
            Op::GetName | Op::TypeOfName => match (self.lookup(&frame.scope, key)?, op) {
                (Some(value), Op::GetName) => value,
                (value, Op::TypeOfName) => value.unwrap_or_default().type_name().into(),
                _ => {
                    let message = [&key.to_text(), " is not defined"].concat();
                    return Err(raised(ErrorKind::Reference, message));
                }
            },
            Op::SetName => {
                if !frame.scope.assign(key, top) {
                    // Sloppy mode: an assignment to an unknown name makes a global.
                    self.globals.put(key.clone(), top.clone());
                }
                top.clone()
            }
            Op::GetSuper | Op::GetSuperIndex => self.get_super(frame, key)?,
            Op::Delete => self.delete(top, key)?.into(),
            Op::Define => {
                // In a literal `__proto__` names the prototype; which scripts of forms may read, not change.
                if let Value::Object(object) = below
                    && *key != *"__proto__"
                {
                    object.put(key.clone(), top.clone());
                }
                below.clone()
            }
            _ => {
                let Value::Object(object) = third else { return Ok(Value::Undefined) };
                match op {
                    Op::DefineIndex => object.put(key.clone(), top.clone()),
                    Op::DefineMethod => object.hide(key.clone(), top.clone()),
                    _ => Self::define_accessor(object, key, top, bits),
                }
                third.clone()
            }
        })
    }

    /// Adds to the end of an array of the machine's own.
    pub(super) fn append(&self, list: &Value, more: Vec<Value>) -> Value {
        if let Value::Object(array) = list
            && let Kind::Array(items) = &array.0.kind
        {
            if more.len() > 1 {
                array.note(more.len() * 16);
            }
            items.borrow_mut().extend(more);
        }
        list.clone()
    }

    pub(super) fn closure(&self, frame: &Frame, at: usize) -> Value {
        let Some(proto) = frame.proto.protos.get(at).cloned() else { return Value::Undefined };
        let arrow = proto.flavour == Flavour::Arrow;
        // An arrow function has the `this` and `super` of the function around it.
        let (this, home) =
            if arrow { (frame.this.clone(), frame.function.part(HOME)) } else { (Value::Undefined, Value::Undefined) };
        let mut parts = vec![Value::Object(frame.scope.0.clone()), this, home];
        parts.extend(proto.captures.iter().map(|capture| match capture {
            Capture::Cell(at) => frame.cell((*at).into(), false),
            Capture::Up(at) => frame.cell((*at).into(), true),
        }));
        Value::Object(self.make(Kind::Closure(proto, parts.into()), Realm::Function))
    }

    pub(super) fn class(&self, frame: &mut Frame, at: usize, has_parent: bool) -> Eval<()> {
        let parent = if has_parent { Some(frame.pop()) } else { None };
        let class = self.closure(frame, at);
        let Value::Object(class_object) = &class else { return Ok(()) };
        let proto = self.object();
        match parent {
            Some(Value::Null) => *proto.0.proto.borrow_mut() = None,
            Some(parent) => {
                let Value::Object(parent_object) = &parent else {
                    return type_error("a class extends what is no class");
                };
                if !parent_object.is_function() {
                    return type_error("a class extends what is no class");
                }
                let above = self.named(&parent, "prototype")?;
                *proto.0.proto.borrow_mut() = above.as_object().cloned();
                *class_object.0.proto.borrow_mut() = Some(parent_object.clone());
            }
            None => {}
        }
        proto.put_hidden("constructor", class.clone());
        class_object.put_hidden("prototype", Value::Object(proto.clone()));
        class_object.set_part(HOME, Value::Object(proto.clone()));
        frame.push(class);
        frame.push(Value::Object(proto));
        Ok(())
    }

    pub(super) fn regex_literal(&self, frame: &Frame, source: &Value, flags: &Value) -> Eval {
        let (source, flags) = (source.primitive_text(), flags.primitive_text());
        let at = frame.at as u32;
        let known = frame.proto.regexes.borrow().iter().find(|(place, _)| *place == at).map(|(_, regex)| regex.clone());
        let regex = match known {
            Some(regex) => regex,
            None => {
                let regex = crate::builtins::regexp::engine(self, &source, &flags)?;
                frame.proto.regexes.borrow_mut().push((at, regex.clone()));
                regex
            }
        };
        Ok(crate::builtins::regexp::make(self, source, flags, regex))
    }

    /// Copies what scripts list of `source` to `target`, without `except`.
    pub(crate) fn copy_members(&self, target: &Object, source: &Value, except: &[Str]) -> Eval<()> {
        let Some(keys) = self.own_keys_of(source)? else { return Ok(()) };
        self.reserve(keys.len() * 64)?;
        for key in keys {
            if !except.contains(&key) {
                let value = self.get(source, &key)?;
                target.note(64);
                target.0.props.borrow_mut().put(key, Slot::Data(value), OPEN);
            }
        }
        Ok(())
    }

    pub(crate) fn binary(&self, op: Op, left: &Value, right: &Value) -> Eval {
        if let (Value::Number(a), Value::Number(b)) = (left, right) {
            return Ok(Value::Bool(match op {
                Op::Eq | Op::Same => a == b,
                Op::Ne | Op::NotSame => a != b,
                Op::Lt => a < b,
                Op::Le => a <= b,
                Op::Gt => a > b,
                Op::Ge => a >= b,
                Op::In | Op::InstanceOf => return self.in_or_instance(op, left, right),
                _ => return Ok(self.arithmetic(op, *a, *b).into()),
            }));
        }
        Ok(match op {
            Op::Add => return self.add(left, right),
            Op::Same => left.same(right).into(),
            Op::NotSame => (!left.same(right)).into(),
            Op::Eq => self.loosely_equal(left, right)?.into(),
            Op::Ne => (!self.loosely_equal(left, right)?).into(),
            Op::Lt => self.less(left, right, true)?.unwrap_or(false).into(),
            Op::Gt => self.less(right, left, false)?.unwrap_or(false).into(),
            Op::Le => self.less(right, left, false)?.is_some_and(|less| !less).into(),
            Op::Ge => self.less(left, right, true)?.is_some_and(|less| !less).into(),
            Op::In | Op::InstanceOf => return self.in_or_instance(op, left, right),
            _ => {
                let (a, b) = (self.to_number(left)?, self.to_number(right)?);
                self.arithmetic(op, a, b).into()
            }
        })
    }

    fn in_or_instance(&self, op: Op, left: &Value, right: &Value) -> Eval {
        let Value::Object(object) = right else {
            return type_error(if op == Op::In { "'in' needs an object" } else { "'instanceof' needs a function" });
        };
        if op == Op::In {
            let key = self.to_key(left)?;
            return Ok(self.has(object, &key)?.into());
        }
        self.instance_of(left, right)
    }

    pub(crate) fn instance_of(&self, value: &Value, class: &Value) -> Eval {
        if !class.is_function() {
            return type_error("'instanceof' needs a function");
        }
        let proto = self.named(class, "prototype")?;
        let (Value::Object(object), Value::Object(proto)) = (value, &proto) else { return Ok(false.into()) };
        let mut at = object.0.proto.borrow().clone();
        while let Some(found) = at {
            if found.same(proto) {
                return Ok(true.into());
            }
            at = found.0.proto.borrow().clone();
        }
        Ok(false.into())
    }

    fn add(&self, left: &Value, right: &Value) -> Eval {
        let left = self.to_primitive(left, None)?;
        let right = self.to_primitive(right, None)?;
        if matches!(left, Value::String(_)) || matches!(right, Value::String(_)) {
            let (left, right) = (left.primitive_text(), right.primitive_text());
            self.reserve(left.len() + right.len())?;
            return Ok(Value::String(left.concat(&right)));
        }
        Ok(Value::Number(left.primitive_number() + right.primitive_number()))
    }

    /// `a < b`; none when one is not a number. `left_first` tells which operand stands left in the script.
    fn less(&self, a: &Value, b: &Value, left_first: bool) -> Eval<Option<bool>> {
        let (a, b) = if left_first {
            let a = self.to_primitive(a, Some(false))?;
            (a, self.to_primitive(b, Some(false))?)
        } else {
            let b = self.to_primitive(b, Some(false))?;
            (self.to_primitive(a, Some(false))?, b)
        };
        if let (Value::String(a), Value::String(b)) = (&a, &b) {
            return Ok(Some(a < b));
        }
        Ok(a.primitive_number().partial_cmp(&b.primitive_number()).map(std::cmp::Ordering::is_lt))
    }

    pub(crate) fn loosely_equal(&self, left: &Value, right: &Value) -> Eval<bool> {
        Ok(match (left, right) {
            (a, b) if a.is_nullish() || b.is_nullish() => a.is_nullish() && b.is_nullish(),
            (Value::Object(_), Value::Object(_))
            | (Value::String(_), Value::String(_))
            | (Value::Number(_), Value::Number(_))
            | (Value::Bool(_), Value::Bool(_)) => left.same(right),
            (Value::Object(_), other) | (other, Value::Object(_)) => {
                let object = if matches!(left, Value::Object(_)) { left } else { right };
                let primitive = self.to_primitive(object, None)?;
                return self.loosely_equal(&primitive, other);
            }
            (a, b) => a.primitive_number() == b.primitive_number(),
        })
    }
}

impl Runtime {
    fn arithmetic(&self, op: Op, a: f64, b: f64) -> f64 {
        match op {
            Op::Add => a + b,
            Op::Sub => a - b,
            Op::Mul => a * b,
            Op::Div => a / b,
            Op::Rem => {
                if a.is_sign_positive() && b > 0.0 && a < 4e9 && b < 4e9 && a.trunc() == a && b.trunc() == b {
                    return f64::from(a as u32 % b as u32);
                }
                self.env.math("%", a, b)
            }
            Op::Pow => self.env.math("pow", a, b),
            _ => {
                let (left, right) = (to_int32(a), to_int32(b));
                let shift = right.cast_unsigned() & 31;
                f64::from(match op {
                    Op::BitAnd => left & right,
                    Op::BitOr => left | right,
                    Op::BitXor => left ^ right,
                    Op::Shl => left.wrapping_shl(shift),
                    Op::Shr => left.wrapping_shr(shift),
                    _ => return f64::from(left.cast_unsigned().wrapping_shr(shift)),
                })
            }
        }
    }
}

/// The items of an array the machine made itself.
impl Runtime {
    pub(super) fn list_items(&self, list: &Value) -> Vec<Value> {
        match list.as_object().map(|object| &object.0.kind) {
            Some(Kind::Array(items)) => items.borrow().iter().cloned().map(Value::seen).collect(),
            _ => Vec::new(),
        }
    }
}
