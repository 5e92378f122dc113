//! Expressions.

use super::{Compiler, NO_JUMPS};
use crate::ast::{Atom, Id, Kind, member};
use crate::code::Op;
use crate::value::Value;

impl Compiler {
    /// Pushes the value of an expression; a nameless function takes `name`.
    pub(super) fn expr_named(&mut self, expr: Id, name: Atom) {
        let node = self.tree.at(expr);
        match node.kind {
            Kind::Function => self.closure(expr, name),
            Kind::Class => self.class(expr, name),
            _ => self.expr(expr),
        }
    }

    #[inline(never)]
    pub(super) fn expr(&mut self, expr: Id) {
        if !matches!(self.tree.kind(expr), Kind::Get | Kind::Index | Kind::Name | Kind::Chain | Kind::Paren) {
            self.quiet = false;
        }
        self.node(expr);
    }

    /// Each of a row of expressions.
    #[inline(never)]
    pub(super) fn exprs(&mut self, mut at: Id) {
        while at != 0 {
            self.expr(at);
            at = self.tree.next(at);
        }
    }

    /// Compiles a node: an expression leaves its value on the stack, a statement nothing.
    #[inline(never)]
    pub(super) fn node(&mut self, id: Id) {
        let node = *self.tree.at(id);
        match node.kind {
            Kind::Plain => {
                self.exprs(node.first);
                self.emit_at(node.op, node.value, id);
            }
            Kind::Number => {
                let number = self.number(node.value);
                self.push_number(number);
            }
            Kind::Text => self.push_text(node.value),
            Kind::Template => self.template(node.first),
            Kind::Name => self.load(node.value, id),
            Kind::Super => self.fail("unexpected 'super'", node.pos),
            Kind::Array => self.list(node.first),
            Kind::Object => self.object_literal(id),
            Kind::Function => self.closure(id, 0),
            Kind::Class => self.class(id, 0),
            Kind::Unary => self.unary(id),
            Kind::Update => self.update(id),
            Kind::Binary => self.operators(id),
            Kind::Assign => self.assignment(id),
            Kind::Call => self.call(id),
            Kind::New => self.new_call(id),
            Kind::Get | Kind::Index => self.get(id),
            Kind::Chain => self.chain(node.first),
            Kind::Paren => self.expr(node.first),
            Kind::Seq => {
                self.expr(node.first);
                let mut at = self.tree.next(node.first);
                while at != 0 {
                    self.emit(Op::Pop, 0);
                    self.expr(at);
                    at = self.tree.next(at);
                }
            }
            Kind::YieldAll => {
                self.expr(node.first);
                self.emit_at(Op::Iter, 0, id);
                let again = self.here();
                let done = self.jump(Op::Next, NO_JUMPS);
                self.emit_at(Op::Yield, 0, id);
                self.emit(Op::Pop, 0);
                self.emit(Op::Jump, again);
                self.land(done);
                self.emit(Op::Undefined, 0);
            }
            Kind::Params => self.fail("unexpected '...'", node.pos),
            _ => self.statement(id),
        }
    }

    pub(super) fn number(&self, at: u32) -> f64 {
        self.tree.numbers.get(at as usize).copied().unwrap_or(f64::NAN)
    }

    fn push_number(&mut self, number: f64) {
        let at = self.constant(Value::Number(number));
        self.emit(Op::Const, at);
    }

    fn template(&mut self, first: Id) {
        self.expr(first);
        let mut at = self.tree.next(first);
        while at != 0 {
            let node = *self.tree.at(at);
            // Every second one is a text, so only this may be left out.
            self.expr(at);
            self.emit_at(Op::ToText, 0, at);
            self.emit(Op::Add, 0);
            at = node.next;
            let text = *self.tree.at(at);
            if text.value != 0 {
                self.push_text(text.value);
                self.emit(Op::Add, 0);
            }
            at = text.next;
        }
    }

    fn object_literal(&mut self, whole: Id) {
        self.emit(Op::Object, 0);
        let mut at = self.tree.first(whole);
        while at != 0 {
            let node = *self.tree.at(at);
            let key = *self.tree.at(node.first);
            if node.kind == Kind::Spread {
                self.expr(node.first);
                self.emit_at(Op::SpreadObject, 0, whole);
            } else if node.flag == member::DEFAULT {
                self.fail("unexpected '='", node.pos);
            } else if node.flag != member::VALUE {
                self.method(at, 0);
            } else if key.kind == Kind::Text {
                self.expr_named(key.next, key.value);
                let name = self.text(key.value);
                self.emit(Op::Define, name);
            } else {
                self.expr(node.first);
                self.expr(key.next);
                self.emit_at(Op::DefineIndex, 0, whole);
            }
            at = node.next;
        }
    }

    fn unary(&mut self, whole: Id) {
        let node = *self.tree.at(whole);
        let operand = *self.tree.at(node.first);
        match (node.op, operand.kind) {
            (Op::TypeOf, Kind::Name) if self.is_free(operand.value) => {
                // Noting the use is `load`'s; the operation itself must not fail for an unknown name.
                let before = self.now.code.len();
                self.load(operand.value, whole);
                self.now.code.truncate(before);
                let name = self.text(operand.value);
                self.emit(Op::TypeOfName, name);
            }
            (Op::Delete, _) => self.delete(node.first, whole),
            (Op::Neg, Kind::Number) => {
                let number = -self.number(operand.value);
                self.push_number(number);
            }
            _ => {
                self.expr(node.first);
                self.emit_at(node.op, 0, whole);
            }
        }
    }

    fn delete(&mut self, operand: Id, whole: Id) {
        let node = *self.tree.at(operand);
        match node.kind {
            Kind::Get | Kind::Index => {
                self.object(operand, false);
                self.key(operand);
                self.finish_at(operand, Op::Delete, Op::DeleteIndex, whole);
            }
            Kind::Paren => self.delete(node.first, whole),
            Kind::Chain => {
                let around = std::mem::replace(&mut self.now.exits, NO_JUMPS);
                self.delete(node.first, whole);
                self.leave_chain(around);
            }
            Kind::Name => self.emit(Op::False, 0),
            _ => {
                self.expr(operand);
                self.emit(Op::Pop, 0);
                self.emit(Op::True, 0);
            }
        }
    }

    /// A row of operators leans to the left, as deep as it is long; so it is walked, not nested.
    fn operators(&mut self, whole: Id) {
        let mut row = Vec::new();
        let mut left = whole;
        while self.tree.kind(left) == Kind::Binary {
            row.push(left);
            left = self.tree.first(left);
        }
        self.expr(left);
        for operator in row.into_iter().rev() {
            let node = *self.tree.at(operator);
            let right = self.tree.next(node.first);
            if node.op.takes_two() {
                self.expr(right);
                self.emit_at(node.op, 0, operator);
            } else {
                let out = self.jump(node.op, NO_JUMPS);
                self.expr(right);
                self.land(out);
            }
        }
    }
}
