//! Classes.

use std::rc::Rc;

use super::expr::key_name;
use super::{Compile, Compiler, Place};
use crate::ast::{Class, Declare, Flavour, Function, Key, Member};
use crate::code::Op;
use crate::text::Str;

impl Compiler {
    /// Pushes a class; a nameless one takes `name`.
    pub(super) fn class(&mut self, class: &Class, name: &Str) -> Compile {
        self.now()?.scopes.push(Vec::new());
        let own = !class.name.is_empty();
        if own && let Place::Cell(at) = self.bind(&class.name, Declare::Const)? {
            self.emit(Op::NewCell(at))?;
        }
        if let Some(parent) = &class.parent {
            self.expr(parent)?;
        }
        let shape =
            Function { flavour: Flavour::Constructor(class.parent.is_some()), start: class.pos, ..Function::default() };
        let name = if own { &class.name } else { name };
        let constructor = match &class.constructor {
            Some(constructor) => self.function(constructor, false, name)?,
            // A class without constructor hands everything on; the machine does that for a function without code.
            None => self.empty(&shape, name)?,
        };
        let making = self.now()?;
        making.protos.push(Rc::new(constructor));
        let at = making.protos.len() as u32 - 1;
        self.emit_at(Op::Class(at, class.parent.is_some()), class.pos)?;
        // Stack: class prototype.
        for (is_static, member) in &class.members {
            if *is_static {
                self.emit(Op::Swap)?;
            }
            self.class_member(member, class)?;
            if *is_static {
                self.emit(Op::Swap)?;
            }
        }
        if let Some(fields) = &class.fields {
            self.closure(fields, &Str::default())?;
            self.emit(Op::Home(1))?;
            self.emit(Op::Rot3)?;
            self.emit(Op::Pop)?;
            self.emit(Op::Swap)?;
            self.emit(Op::ClassFields)?;
        } else {
            self.emit(Op::Pop)?;
        }
        if own {
            self.store(&class.name, class.pos, true)?;
        }
        if let Some(fields) = &class.static_fields {
            self.emit(Op::Dup)?;
            self.closure(fields, &Str::default())?;
            self.emit(Op::Home(1))?;
            self.emit(Op::Swap)?;
            self.emit_at(Op::Call(0), class.pos)?;
            self.emit(Op::Pop)?;
        }
        self.close()
    }

    fn empty(&mut self, shape: &Function, name: &Str) -> Compile<crate::code::Proto> {
        let mut proto = self.function(shape, false, name)?;
        proto.code.clear();
        Ok(proto)
    }

    fn class_member(&mut self, member: &Member, class: &Class) -> Compile {
        let pos = class.pos;
        match member {
            Member::Method(key, function) => {
                self.key_value(key)?;
                self.closure(function, &key_name(key))?;
                self.emit(Op::Home(2))?;
                self.emit_at(Op::DefineMethod, pos)
            }
            Member::Getter(key, function) => self.accessor(key, function, 2, pos),
            Member::Setter(key, function) => self.accessor(key, function, 3, pos),
            Member::Value(Key::Name(_) | Key::Computed(_), _) | Member::Spread(_) | Member::Default(..) => {
                self.fail("a wrong member of a class", pos)
            }
        }
    }
}
