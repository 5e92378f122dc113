//! Classes.

use super::{CELL, Compiler};
use crate::ast::{Atom, Flavour, Function, Id, Kind, declare, member};
use crate::code::Op;

impl Compiler {
    /// Pushes a class; a nameless one takes `name`.
    #[inline(never)]
    pub(super) fn class(&mut self, whole: Id, name: Atom) {
        let node = *self.tree.at(whole);
        let before = self.now.scope.len();
        let own = node.value;
        if own != 0 {
            let place = self.bind(own, declare::CONST);
            if place.kind == CELL {
                self.emit(Op::NewCell, place.at);
            }
        }
        let name = if own != 0 { own } else { name };
        let parent = node.first;
        let constructor = *self.tree.at(self.tree.next(parent));
        let fields = *self.tree.at(constructor.next);
        let shared = *self.tree.at(fields.next);
        let extends = self.tree.kind(parent) != Kind::Nothing;
        if extends {
            self.expr(parent);
        }
        let at = if constructor.kind == Kind::Function {
            self.inside(constructor.value, name)
        } else {
            self.hand_on(extends, node.pos, name)
        };
        self.emit_at(if extends { Op::SubClass } else { Op::Class }, at, whole);
        // Stack: class prototype.
        let mut at = self.tree.first(shared.next);
        while at != 0 {
            let item = *self.tree.at(at);
            let is_static = item.flag & member::STATIC != 0;
            if is_static {
                self.emit(Op::Swap, 0);
            }
            self.method(at, 2);
            if is_static {
                self.emit(Op::Swap, 0);
            }
            at = item.next;
        }
        if fields.kind == Kind::Function {
            self.initialiser(constructor.next);
            for op in [Op::Rot3, Op::Pop, Op::Swap, Op::ClassFields] {
                self.emit(op, 0);
            }
        } else {
            self.emit(Op::Pop, 0);
        }
        if own != 0 {
            self.store(own, whole, true);
        }
        if shared.kind == Kind::Function {
            self.emit(Op::Dup, 0);
            self.initialiser(fields.next);
            self.emit(Op::Swap, 0);
            self.emit_at(Op::Call, 0, whole);
            self.emit(Op::Pop, 0);
        }
        self.close(before);
    }

    fn initialiser(&mut self, function: Id) {
        self.closure(function, 0);
        self.emit(Op::Home, 1);
    }

    /// The constructor of a class that has none: it hands everything on, which the machine does for a function without code.
    fn hand_on(&mut self, extends: bool, start: u32, name: Atom) -> u32 {
        self.tree.functions.push(Function { flavour: Flavour::Constructor(extends), start, ..Function::default() });
        let at = self.inside(self.tree.functions.len() as u32 - 1, name);
        if let Some(proto) = self.now.protos.last_mut().and_then(std::rc::Rc::get_mut) {
            proto.code.clear();
        }
        at
    }

    /// A method, getter or setter, `hidden` (2) from lists as those of classes are, or not (0).
    pub(super) fn method(&mut self, whole: Id, hidden: u32) {
        let node = *self.tree.at(whole);
        let key = *self.tree.at(node.first);
        self.expr(node.first);
        self.closure(key.next, if key.kind == Kind::Text { key.value } else { 0 });
        self.emit(Op::Home, 2);
        match node.flag & !member::STATIC {
            member::GETTER => self.emit_at(Op::DefineAccessor, hidden, whole),
            member::SETTER => self.emit_at(Op::DefineAccessor, hidden | 1, whole),
            _ => self.emit_at(if hidden == 0 { Op::DefineIndex } else { Op::DefineMethod }, 0, whole),
        }
    }
}
