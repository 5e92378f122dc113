//! Calls and construction.

use crate::ast::Flavour;
use crate::builtins;
use crate::code::{Op, Proto};
use crate::error::{Eval, type_error};
use crate::frame::{Frame, Role};
use crate::object::{Kind, Object, SCOPE, THIS};
use crate::realm::Realm;
use crate::runtime::Runtime;
use crate::scope::Scope;
use crate::value::Value;

use super::Event;
use std::cell::RefCell;
use std::rc::Rc;

/// What a call comes to at once.
enum Begun {
    Frame(Box<Frame>),
    Value(Value),
}

impl Runtime {
    /// Calls any function, to its end.
    pub(crate) fn call_value(&self, function: &Value, this: &Value, args: &[Value]) -> Eval {
        let Value::Object(object) = function else { return type_error("what is called is not a function") };
        match &object.0.kind {
            Kind::Closure(proto, _) => {
                if let Flavour::Constructor(_) = proto.flavour {
                    return type_error("a class is made with 'new'");
                }
                let frame = self.frame(object, proto, this.clone(), args.to_vec());
                if proto.generator {
                    return Ok(self.generator(object, frame));
                }
                self.execute(frame)
            }
            _ => self.call_built_in(object, this, args),
        }
    }

    fn call_built_in(&self, object: &Object, this: &Value, args: &[Value]) -> Eval {
        self.spend(8)?;
        match &object.0.kind {
            Kind::Native(native) => (native.group)(self, native, this, args),
            Kind::HostFunction(code) => {
                let code = code.clone();
                self.nest(|| Ok(code(self, this, args)?))
            }
            _ => type_error("what is called is not a function"),
        }
    }

    /// A call from the script, its arguments popped: a new frame for a function of the script, the result for others.
    pub(super) fn begin(&self, frame: &mut Frame, op: Op, args: Vec<Value>) -> Eval<Option<Event>> {
        if op == Op::SuperCall {
            let this = self.super_call(frame, &args)?;
            frame.this = this.clone();
            frame.push(this);
            return Ok(None);
        }
        let makes = matches!(op, Op::New | Op::NewSpread);
        let this = if makes { Value::Undefined } else { frame.pop() };
        let function = frame.pop();
        let made =
            if makes { self.begin_new(&function, args)? } else { self.begin_call(frame, &function, this, args)? };
        match made {
            Begun::Frame(callee) => return Ok(Some(Event::Call(callee))),
            Begun::Value(value) => frame.push(value),
        }
        Ok(None)
    }

    fn begin_call(&self, frame: &Frame, function: &Value, this: Value, args: Vec<Value>) -> Eval<Begun> {
        if !function.is_function() {
            return type_error(self.not_callable(frame));
        }
        match function.as_object().map(|object| (object, &object.0.kind)) {
            Some((object, Kind::Closure(proto, _))) => {
                if let Flavour::Constructor(_) = proto.flavour {
                    let name = proto.name.to_text();
                    return type_error(["Class constructor ", &name, " cannot be invoked without 'new'"].concat());
                }
                let callee = self.frame(object, proto, this, args);
                if proto.generator {
                    return Ok(Begun::Value(self.generator(object, callee)));
                }
                Ok(Begun::Frame(Box::new(callee)))
            }
            _ => Ok(Begun::Value(self.call_value(function, &this, &args)?)),
        }
    }

    /// `instance.foo is not a function`, with the words of the script.
    fn not_callable(&self, frame: &Frame) -> String {
        let source = &frame.proto.source;
        let at = frame.at.saturating_sub(1);
        let found = frame.proto.positions.partition_point(|(from, _)| *from as usize <= at);
        let pos = found.checked_sub(1).and_then(|index| frame.proto.positions.get(index)).map_or(0, |(_, pos)| *pos);
        let before = source.text.get(..pos as usize).unwrap_or_default();
        // Other letters than ASCII's only occur in names, but for texts and comments.
        let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || *byte > 127 || b"._$?".contains(byte);
        let start = before.len() - before.bytes().rev().take_while(is_name).count();
        match before.get(start..).filter(|name| !name.is_empty()) {
            Some(name) => [name, " is not a function"].concat(),
            None => "what is called is not a function".into(),
        }
    }

    fn frame(&self, object: &Object, proto: &Rc<Proto>, this: Value, mut args: Vec<Value>) -> Frame {
        let scope = object.part(SCOPE).as_object().cloned().map(Scope).unwrap_or_default();
        let mut frame = Frame::new(proto, scope);
        frame.this = match proto.flavour {
            Flavour::Arrow => object.part(THIS),
            // Sloppy mode: a plain call has the global object as `this`; scripts of forms get an empty one.
            Flavour::Ordinary if this.is_nullish() && !proto.source.library => Value::Object(self.object()),
            Flavour::Method if proto.source.library && matches!(this, Value::String(_)) => {
                builtins::global::boxed(self, this)
            }
            _ => this,
        };
        if proto.needs_arguments {
            frame.arguments = args.clone();
        }
        args.truncate(proto.params.into());
        for (place, value) in frame.stack.iter_mut().zip(args) {
            *place = value;
        }
        frame.function = Value::Object(object.clone());
        if proto.is_async {
            frame.role = Role::Async;
            frame.made = Value::Object(self.new_promise());
        }
        frame
    }

    fn generator(&self, function: &Object, mut frame: Frame) -> Value {
        let proto = match self.named(&Value::Object(function.clone()), "prototype") {
            Ok(Value::Object(proto)) => proto,
            _ => self.realm(Realm::Generator),
        };
        let generator = self.make_with(Kind::Generator(RefCell::new(None)), Some(proto));
        frame.role = Role::Generator;
        if let Kind::Generator(place) = &generator.0.kind {
            *place.borrow_mut() = Some(Box::new(frame));
        }
        Value::Object(generator)
    }

    /// `new function(…)`, to its end.
    pub(crate) fn construct(&self, function: &Value, args: &[Value], target: &Value) -> Eval {
        let Value::Object(object) = function else { return type_error("what is made with 'new' is not a class") };
        match &object.0.kind {
            Kind::Closure(..) => {
                let frame = self.construction(object, args.to_vec(), target)?;
                if frame.proto.code.is_empty() {
                    return self.default_constructor(frame);
                }
                self.execute(frame)
            }
            Kind::Native(native) if native.constructs => {
                self.spend(8)?;
                let before = self.constructing.replace(target.clone());
                let made = builtins::construct(self, native, args);
                *self.constructing.borrow_mut() = before;
                let made = made?;
                if !target.same(function) {
                    // `class X extends Error`: the object is made by the built-in, but it is an X.
                    let proto = self.named(target, "prototype")?;
                    if let (Value::Object(made), Value::Object(proto)) = (&made, proto) {
                        *made.0.proto.borrow_mut() = Some(proto);
                    }
                }
                Ok(made)
            }
            _ => type_error("what is made with 'new' is not a class"),
        }
    }

    /// The frame of a constructor; in a derived class `this` is a hole until `super()`.
    fn construction(&self, object: &Object, args: Vec<Value>, target: &Value) -> Eval<Frame> {
        let Kind::Closure(proto, _) = &object.0.kind else { return type_error("") };
        let makes =
            matches!(proto.flavour, Flavour::Ordinary | Flavour::Constructor(_)) && !proto.is_async && !proto.generator;
        if !makes {
            let name = proto.name.to_text();
            return type_error([&name, " is not a constructor"].concat());
        }
        let derived = proto.flavour == Flavour::Constructor(true);
        let this = if derived { Value::Hole } else { self.new_this(target)? };
        let mut frame = self.frame(object, proto, this.clone(), args.clone());
        frame.this = this.clone();
        frame.new_target = target.clone();
        frame.role = Role::Construct;
        frame.made = this.clone();
        if proto.code.is_empty() {
            frame.arguments = args;
        }
        if !derived {
            self.run_fields(&Value::Object(object.clone()), &this)?;
        }
        Ok(frame)
    }

    fn new_this(&self, target: &Value) -> Eval {
        let proto = self.named(target, "prototype")?;
        let proto = proto.as_object().cloned().unwrap_or_else(|| self.realm(Realm::Object));
        Ok(Value::Object(self.make_with(Kind::Plain, Some(proto))))
    }

    fn run_fields(&self, class: &Value, this: &Value) -> Eval<()> {
        let fields = class.as_object().and_then(|class| class.own_data("@@fields"));
        if let Some(fields) = fields {
            self.call_value(&fields, this, &[])?;
        }
        Ok(())
    }

    /// A class without a constructor of its own.
    fn default_constructor(&self, mut frame: Frame) -> Eval {
        if matches!(frame.this, Value::Hole) {
            let args = std::mem::take(&mut frame.arguments);
            return self.nest(|| self.super_call(&frame, &args));
        }
        Ok(frame.this)
    }

    fn begin_new(&self, function: &Value, args: Vec<Value>) -> Eval<Begun> {
        if let Value::Object(object) = function
            && let Kind::Closure(proto, _) = &object.0.kind
            && matches!(proto.flavour, Flavour::Ordinary | Flavour::Constructor(_))
            && !proto.code.is_empty()
        {
            let callee = self.construction(object, args, function)?;
            return Ok(Begun::Frame(Box::new(callee)));
        }
        Ok(Begun::Value(self.nest(|| self.construct(function, &args, function))?))
    }

    /// `super(…)`: makes the object with the parent class.
    pub(super) fn super_call(&self, frame: &Frame, args: &[Value]) -> Eval {
        let parent = frame.function.as_object().and_then(|class| class.0.proto.borrow().clone());
        let Some(parent) = parent else { return type_error("'super' outside of a class") };
        let this = self.construct(&Value::Object(parent), args, &frame.new_target)?;
        self.run_fields(&frame.function, &this)?;
        Ok(this)
    }
}
