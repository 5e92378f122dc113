//! Assignment to names, members and patterns.

use super::{CELL, Compiler, FREE, LOCAL};
use crate::ast::{Atom, Id, Kind};
use crate::code::Op;

impl Compiler {
    /// Stores the top in `name` and leaves it. `init` for the declaration itself.
    #[inline(never)]
    pub(super) fn store(&mut self, name: Atom, node: Id, init: bool) {
        let place = self.find(name);
        if Self::is_constant(place) && !init {
            let message = self.atoms.of("Assignment to constant variable.");
            let message = self.text(message);
            return self.emit_at(Op::Fail, message, node);
        }
        let mut at = place.at;
        let op = match place.kind {
            LOCAL if init => Op::InitLocal,
            LOCAL => Op::SetLocal,
            CELL if init => Op::InitCell,
            CELL => Op::SetCell,
            FREE => {
                self.note_write_of(name);
                at = self.text(name);
                Op::SetName
            }
            _ => Op::SetUp,
        };
        self.emit_at(op, at, node);
    }

    /// Assigns the top to `pattern` and drops it.
    #[inline(never)]
    pub(super) fn assign_pattern(&mut self, pattern: Id, init: bool) {
        let node = *self.tree.at(pattern);
        match node.kind {
            Kind::Name => {
                self.store(node.value, pattern, init);
                self.emit(Op::Pop, 0);
            }
            Kind::Get | Kind::Index => {
                self.note_target(pattern);
                self.quiet = true;
                self.parts(pattern);
                self.emit(if node.kind == Kind::Get { Op::Swap } else { Op::Unrot3 }, 0);
                self.finish_member(pattern, Op::Set, Op::SetIndex);
                self.emit(Op::Pop, 0);
            }
            Kind::Paren => self.assign_pattern(node.first, init),
            Kind::Array => {
                self.emit_at(Op::Iter, 0, pattern);
                let mut at = node.first;
                while at != 0 {
                    let item = *self.tree.at(at);
                    if item.kind == Kind::Spread {
                        self.emit_at(Op::NextAll, 0, pattern);
                        self.assign_pattern(item.first, init);
                    } else {
                        self.emit_at(Op::NextValue, 0, pattern);
                        self.element(at, init);
                    }
                    at = item.next;
                }
                self.emit(Op::IterClose, 0);
            }
            Kind::Hole => self.emit(Op::Pop, 0),
            _ => self.assign_object(pattern, init),
        }
    }

    fn assign_object(&mut self, pattern: Id, init: bool) {
        self.emit_at(Op::NeedObject, 0, pattern);
        let first = self.tree.first(pattern);
        let mut count = 0;
        let mut at = first;
        while at != 0 {
            let item = *self.tree.at(at);
            if item.kind == Kind::Spread {
                let mut at = first;
                for _ in 0..count {
                    self.expr(self.tree.first(at));
                    at = self.tree.next(at);
                }
                self.emit_at(Op::ObjectRest, count, pattern);
                self.assign_pattern(item.first, init);
            } else {
                self.emit(Op::Dup, 0);
                self.expr(item.first);
                self.emit_at(Op::GetIndex, 0, pattern);
                self.element(self.tree.next(item.first), init);
            }
            count += 1;
            at = item.next;
        }
        self.emit(Op::Pop, 0);
    }

    /// Assigns the top, or the default in the place of `undefined`, and drops it.
    pub(super) fn element(&mut self, element: Id, init: bool) {
        let node = *self.tree.at(element);
        let mut pattern = element;
        if node.kind == Kind::Assign {
            pattern = node.first;
            let given = self.jump(Op::JumpIfDefinedKeep, super::NO_JUMPS);
            self.expr_named(self.tree.next(pattern), self.name_of(pattern));
            self.land(given);
        }
        self.assign_pattern(pattern, init);
    }

    /// The name a function takes when it is assigned to `pattern`; 0 for none.
    pub(super) fn name_of(&self, pattern: Id) -> Atom {
        let node = self.tree.at(pattern);
        if node.kind == Kind::Name { node.value } else { 0 }
    }
}
