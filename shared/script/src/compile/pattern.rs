//! Assignment to names, members and patterns.

use super::{Compile, Compiler, Place};
use crate::ast::{Declare, Element, Expr, Key, Pattern, Pos};
use crate::code::Op;
use crate::text::Str;

impl Compiler {
    /// Stores the top in `name` and leaves it. `init` for the declaration itself.
    pub(super) fn store(&mut self, name: &Str, pos: Pos, init: bool) -> Compile {
        let (place, kind) = self.find(name);
        if kind == Some(Declare::Const) && !init {
            let message = self.text(&"Assignment to constant variable.".into())?;
            return self.emit_at(Op::Fail(message), pos);
        }
        match place {
            Place::Local(at) => self.emit_at(if init { Op::InitLocal(at) } else { Op::SetLocal(at) }, pos),
            Place::Cell(at) => self.emit_at(if init { Op::InitCell(at) } else { Op::SetCell(at) }, pos),
            Place::Up(at) => self.emit_at(Op::SetUp(at), pos),
            Place::Free => {
                self.note_write(vec![name.to_text().into_owned()]);
                let at = self.text(name)?;
                self.emit_at(Op::SetName(at), pos)
            }
        }
    }

    /// Assigns the top to `pattern` and drops it.
    pub(super) fn assign_pattern(&mut self, pattern: &Pattern, init: bool) -> Compile {
        match pattern {
            Pattern::Target(Expr::Name(name, pos)) => {
                self.store(name, *pos, init)?;
                self.emit(Op::Pop)
            }
            Pattern::Target(Expr::Get { object, key, pos, .. }) => {
                self.note_target(pattern);
                self.quiet = true;
                self.expr(object)?;
                self.emit(Op::Swap)?;
                let key = self.text(key)?;
                self.emit_at(Op::Set(key), *pos)?;
                self.emit(Op::Pop)
            }
            Pattern::Target(Expr::Index { object, key, pos, .. }) => {
                self.note_target(pattern);
                self.quiet = true;
                self.expr(object)?;
                self.expr(key)?;
                self.emit(Op::Unrot3)?;
                self.emit_at(Op::SetIndex, *pos)?;
                self.emit(Op::Pop)
            }
            Pattern::Target(_) => self.fail("invalid target of an assignment", 0),
            Pattern::Array(elements, rest, pos) => {
                self.emit_at(Op::Iter, *pos)?;
                for element in elements {
                    self.emit_at(Op::NextValue, *pos)?;
                    match element {
                        Some(element) => self.element(element, init)?,
                        None => self.emit(Op::Pop)?,
                    }
                }
                if let Some(rest) = rest {
                    self.emit_at(Op::NextAll, *pos)?;
                    self.assign_pattern(rest, init)?;
                }
                self.emit(Op::IterClose)
            }
            Pattern::Object(fields, rest, pos) => {
                self.emit_at(Op::NeedObject, *pos)?;
                for (key, element) in fields {
                    self.emit(Op::Dup)?;
                    self.key_value(key)?;
                    self.emit_at(Op::GetIndex, *pos)?;
                    self.element(element, init)?;
                }
                if let Some(rest) = rest {
                    for (key, _) in fields {
                        self.key_value(key)?;
                    }
                    self.emit_at(Op::ObjectRest(fields.len() as u16), *pos)?;
                    self.assign_pattern(rest, init)?;
                }
                self.emit(Op::Pop)
            }
        }
    }

    /// Pushes the value of a key.
    pub(super) fn key_value(&mut self, key: &Key) -> Compile {
        match key {
            Key::Name(name) => {
                let at = self.text(name)?;
                self.emit(Op::Const(at))
            }
            Key::Computed(key) => self.expr(key),
        }
    }

    fn element(&mut self, element: &Element, init: bool) -> Compile {
        self.default(&element.default, &element.pattern)?;
        self.assign_pattern(&element.pattern, init)
    }

    /// Puts the default in the place of `undefined`.
    pub(super) fn default(&mut self, default: &Option<Expr>, pattern: &Pattern) -> Compile {
        let Some(default) = default else { return Ok(()) };
        let given = self.jump(Op::JumpIfDefinedKeep(0))?;
        self.expr_named(default, &pattern_name(pattern))?;
        self.land(given)
    }
}

/// The name a function takes when it is assigned to `pattern`.
pub(super) fn pattern_name(pattern: &Pattern) -> Str {
    match pattern {
        Pattern::Target(Expr::Name(name, _)) => name.clone(),
        _ => Str::default(),
    }
}
