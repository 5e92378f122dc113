//! Assignment and `++`.

use super::{Compiler, Jumps, NO_JUMPS};
use crate::ast::{Id, Kind};
use crate::code::Op;

impl Compiler {
    pub(super) fn update(&mut self, whole: Id) {
        let node = *self.tree.at(whole);
        let target = node.first;
        let postfix = node.flag == 0;
        let kind = self.tree.kind(target);
        let mut rot = None;
        if kind == Kind::Name {
            self.load(self.tree.at(target).value, whole);
        } else {
            self.note_owner(target);
            self.parts(target);
            rot = Some(self.double(kind));
            self.finish_member(target, Op::Get, Op::GetIndex);
        }
        let at = if rot.is_some() { target } else { whole };
        self.emit_at(Op::ToNumber, 0, at);
        if postfix {
            self.emit(Op::Dup, 0);
            if let Some(rot) = rot {
                self.emit(rot, 0);
            }
        }
        self.emit(node.op, 0);
        if kind == Kind::Name {
            self.store(self.tree.at(target).value, whole, false);
        } else {
            self.finish_member(target, Op::Set, Op::SetIndex);
        }
        if postfix {
            self.emit(Op::Pop, 0);
        }
    }

    /// Doubles the parts of a member on the stack; gives what puts a value below them.
    fn double(&mut self, kind: Kind) -> Op {
        let (double, rot) = if kind == Kind::Get { (Op::Dup, Op::Rot3) } else { (Op::Dup2, Op::Rot4) };
        self.emit(double, 0);
        rot
    }

    pub(super) fn assignment(&mut self, whole: Id) {
        let node = *self.tree.at(whole);
        let mut target = node.first;
        let value = self.tree.next(target);
        if self.tree.kind(target) == Kind::Paren {
            target = self.tree.first(target);
        }
        let kind = self.tree.kind(target);
        let name = self.name_of(target);
        let plain = node.op == Op::Set;
        match kind {
            Kind::Name => {
                let mut out = NO_JUMPS;
                if plain {
                    self.expr_named(value, name);
                } else {
                    self.load(name, target);
                    out = self.combine(whole, value, name);
                }
                self.store(name, target, false);
                self.land(out);
            }
            Kind::Get | Kind::Index => {
                self.note_target(target);
                self.quiet = plain;
                self.parts(target);
                let mut out = NO_JUMPS;
                if plain {
                    self.expr(value);
                } else {
                    self.double(kind);
                    self.finish_member(target, Op::Get, Op::GetIndex);
                    out = self.combine(whole, value, 0);
                }
                self.finish_member(target, Op::Set, Op::SetIndex);
                self.drop_under(out, if kind == Kind::Get { 1 } else { 2 });
            }
            _ => {
                self.expr(value);
                self.emit(Op::Dup, 0);
                self.assign_pattern(target, false);
            }
        }
    }

    /// What comes between reading and writing in `a += b` and `a ||= b`; the latter gives its short cut.
    fn combine(&mut self, whole: Id, value: Id, name: u32) -> Jumps {
        let op = self.tree.at(whole).op;
        if op.takes_two() {
            self.expr(value);
            self.emit_at(op, 0, whole);
            return NO_JUMPS;
        }
        let out = self.jump(op, NO_JUMPS);
        self.expr_named(value, name);
        out
    }

    /// A short cut of `a.b ||= c` lands with `count` values below its result.
    fn drop_under(&mut self, out: Jumps, count: u32) {
        if out == NO_JUMPS {
            return;
        }
        let over = self.jump(Op::Jump, NO_JUMPS);
        self.land(out);
        for _ in 0..count {
            self.emit(Op::Swap, 0);
            self.emit(Op::Pop, 0);
        }
        self.land(over);
    }
}
