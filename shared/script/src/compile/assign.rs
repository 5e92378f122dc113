//! Assignment and `++`.

use super::expr::short_cut;
use super::pattern::pattern_name;
use super::{Compile, Compiler};
use crate::ast::{AssignOp, Expr, Pattern, Pos};
use crate::code::Op;

impl Compiler {
    pub(super) fn update(&mut self, prefix: bool, add: bool, target: &Expr, pos: Pos) -> Compile {
        let step = if add { Op::Inc } else { Op::Dec };
        match target {
            Expr::Name(name, _) => {
                self.load(name, pos)?;
                self.emit_at(Op::ToNumber, pos)?;
                if !prefix {
                    self.emit(Op::Dup)?;
                }
                self.emit(step)?;
                self.store(name, pos, false)?;
            }
            Expr::Get { object, key, pos, .. } => {
                self.note_target_of(target);
                self.expr(object)?;
                self.emit(Op::Dup)?;
                let at = self.text(key)?;
                self.emit_at(Op::Get(at), *pos)?;
                self.emit_at(Op::ToNumber, *pos)?;
                if !prefix {
                    self.emit(Op::Dup)?;
                    self.emit(Op::Rot3)?;
                }
                self.emit(step)?;
                self.emit_at(Op::Set(at), *pos)?;
            }
            Expr::Index { object, key, pos, .. } => {
                self.note_target_of(target);
                self.expr(object)?;
                self.expr(key)?;
                self.emit(Op::Dup2)?;
                self.emit_at(Op::GetIndex, *pos)?;
                self.emit_at(Op::ToNumber, *pos)?;
                if !prefix {
                    self.emit(Op::Dup)?;
                    self.emit(Op::Rot4)?;
                }
                self.emit(step)?;
                self.emit_at(Op::SetIndex, *pos)?;
            }
            _ => return self.fail("invalid target of an assignment", pos),
        }
        if prefix { Ok(()) } else { self.emit(Op::Pop) }
    }

    fn note_target_of(&mut self, target: &Expr) {
        // A path can only be told from an owned pattern; the expression's own parts are noted as they are read.
        if let Expr::Get { object, .. } | Expr::Index { object, .. } = target
            && let Expr::Name(name, _) = &**object
            && self.find(name).0 == super::Place::Free
        {
            self.note_write(vec![name.to_text().into_owned()]);
        }
    }

    pub(super) fn assignment(&mut self, op: AssignOp, target: &Pattern, value: &Expr, pos: Pos) -> Compile {
        if op == AssignOp::Plain {
            return self.plain_assignment(target, value);
        }
        let finish = |compiler: &mut Self| match op {
            AssignOp::Binary(binary) => {
                compiler.expr(value)?;
                compiler.emit_at(Op::Binary(binary), pos).map(|()| None)
            }
            AssignOp::Logical(logical) => {
                let out = compiler.jump(short_cut(logical))?;
                compiler.expr_named(value, &pattern_name(target))?;
                Ok(Some(out))
            }
            AssignOp::Plain => Ok(None),
        };
        match target {
            Pattern::Target(Expr::Name(name, at)) => {
                self.load(name, *at)?;
                let out = finish(self)?;
                self.store(name, *at, false)?;
                out.map_or(Ok(()), |out| self.land(out))
            }
            Pattern::Target(Expr::Get { object, key, pos, .. }) => {
                self.note_target(target);
                self.expr(object)?;
                self.emit(Op::Dup)?;
                let at = self.text(key)?;
                self.emit_at(Op::Get(at), *pos)?;
                let out = finish(self)?;
                self.emit_at(Op::Set(at), *pos)?;
                self.drop_under(out, 1)
            }
            Pattern::Target(Expr::Index { object, key, pos, .. }) => {
                self.note_target(target);
                self.expr(object)?;
                self.expr(key)?;
                self.emit(Op::Dup2)?;
                self.emit_at(Op::GetIndex, *pos)?;
                let out = finish(self)?;
                self.emit_at(Op::SetIndex, *pos)?;
                self.drop_under(out, 2)
            }
            _ => self.fail("invalid target of an assignment", pos),
        }
    }

    /// A short cut of `a.b ||= c` lands with `count` values below its result.
    fn drop_under(&mut self, out: Option<usize>, count: usize) -> Compile {
        let Some(out) = out else { return Ok(()) };
        let over = self.jump(Op::Jump(0))?;
        self.land(out)?;
        for _ in 0..count {
            self.emit(Op::Swap)?;
            self.emit(Op::Pop)?;
        }
        self.land(over)
    }

    fn plain_assignment(&mut self, target: &Pattern, value: &Expr) -> Compile {
        match target {
            Pattern::Target(Expr::Name(name, pos)) => {
                self.expr_named(value, name)?;
                self.store(name, *pos, false)
            }
            Pattern::Target(Expr::Get { object, key, pos, .. }) if !matches!(**object, Expr::Super(_)) => {
                self.note_target(target);
                self.quiet = true;
                self.expr(object)?;
                self.quiet = false;
                self.expr(value)?;
                let at = self.text(key)?;
                self.emit_at(Op::Set(at), *pos)
            }
            Pattern::Target(Expr::Index { object, key, pos, .. }) => {
                self.note_target(target);
                self.quiet = true;
                self.expr(object)?;
                self.quiet = false;
                self.expr(key)?;
                self.expr(value)?;
                self.emit_at(Op::SetIndex, *pos)
            }
            pattern => {
                self.expr(value)?;
                self.emit(Op::Dup)?;
                self.assign_pattern(pattern, false)
            }
        }
    }
}
