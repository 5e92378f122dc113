//! Expressions: operators, assignment, members and calls.

use super::Parser;
use crate::ast::{Id, Kind, Pos};
use crate::atoms::Word;
use crate::code::Op;
use crate::lex::{Code, END, TEMPLATE, TEMPLATE_END, mark, word};

/// How strongly comparisons bind: from here on nothing can be put before `=`.
const EQUALITY: u8 = 7;
const COMPARISON: u8 = 8;
const POWER: u8 = 12;

/// Operators between two operands and how strongly they bind.
const OPERATORS: [(Code, u8, Op); 25] = [
    (mark("??"), 1, Op::JumpIfNotNullishKeep),
    (mark("||"), 2, Op::JumpIfTrueKeep),
    (mark("&&"), 3, Op::JumpIfFalseKeep),
    (mark("|"), 4, Op::BitOr),
    (mark("^"), 5, Op::BitXor),
    (mark("&"), 6, Op::BitAnd),
    (mark("=="), EQUALITY, Op::Eq),
    (mark("!="), EQUALITY, Op::Ne),
    (mark("==="), EQUALITY, Op::Same),
    (mark("!=="), EQUALITY, Op::NotSame),
    (mark("<"), COMPARISON, Op::Lt),
    (mark(">"), COMPARISON, Op::Gt),
    (mark("<="), COMPARISON, Op::Le),
    (mark(">="), COMPARISON, Op::Ge),
    (word(Word::InstanceOf), COMPARISON, Op::InstanceOf),
    (word(Word::In), COMPARISON, Op::In),
    (mark("<<"), 9, Op::Shl),
    (mark(">>"), 9, Op::Shr),
    (mark(">>>"), 9, Op::UShr),
    (mark("+"), 10, Op::Add),
    (mark("-"), 10, Op::Sub),
    (mark("*"), 11, Op::Mul),
    (mark("/"), 11, Op::Div),
    (mark("%"), 11, Op::Rem),
    (mark("**"), POWER, Op::Pow),
];

/// Operators before an operand.
const SIGNS: [(Code, Op); 10] = [
    (mark("-"), Op::Neg),
    (mark("+"), Op::Plus),
    (mark("!"), Op::Not),
    (mark("~"), Op::BitNot),
    (mark("++"), Op::Inc),
    (mark("--"), Op::Dec),
    (word(Word::TypeOf), Op::TypeOf),
    (word(Word::Void), Op::Void),
    (word(Word::Delete), Op::Delete),
    (word(Word::Await), Op::Await),
];

fn operator(code: Code) -> (u8, Op) {
    OPERATORS.iter().find(|known| known.0 == code).map_or((0, Op::Set), |known| (known.1, known.2))
}

/// What an assignment does beside assigning; `None` for what is no assignment.
fn assignment(code: Code) -> Option<Op> {
    if code == mark("=") {
        return Some(Op::Set);
    }
    let (power, op) = operator(code >> 8);
    (code & 0xff == mark("=") && power != 0 && power != EQUALITY && power != COMPARISON).then_some(op)
}

impl Parser<'_> {
    pub(super) fn expression(&mut self) -> Id {
        let pos = self.pos();
        let first = self.assign();
        if !self.is(mark(",")) {
            return first;
        }
        let list = self.with(Kind::Seq, Op::Pop, pos, first, 0);
        while self.eat(mark(",")) {
            let next = self.assign();
            self.tree.add(list, next);
        }
        list
    }

    #[inline(never)]
    pub(super) fn assign(&mut self) -> Id {
        self.deeper(Self::assign_here)
    }

    fn assign_here(&mut self) -> Id {
        let pos = self.pos();
        let refs = self.refs.len();
        if self.is(word(Word::Yield)) && self.inside.shape.generator {
            return self.yield_expression(pos);
        }
        let left = self.conditional();
        let plain = self.tree.at(left);
        let is_async = plain.kind == Kind::Name && plain.value == Word::Async.atom();
        if is_async && self.is_word() && !self.line_before() {
            let params = self.make(Kind::Params);
            let param = self.name_node();
            self.tree.add(params, param);
            if !self.is(mark("=>")) {
                self.unexpected();
            }
            return self.arrow(params, true, pos, refs);
        }
        self.assignment(left, pos, refs)
    }

    /// What may follow an operand: `=>` or an assignment.
    fn assignment(&mut self, left: Id, pos: Pos, refs: usize) -> Id {
        let kind = self.tree.kind(left);
        if self.is(mark("=>")) {
            return self.arrow_after(left, kind, pos, refs);
        }
        if kind == Kind::Params {
            self.unexpected();
        }
        let Some(op) = assignment(self.code()) else { return left };
        if op != Op::Set && matches!(kind, Kind::Array | Kind::Object) {
            self.fail("invalid target of an assignment", pos);
        }
        self.target(left, 0);
        self.advance();
        let value = self.assign();
        self.with(Kind::Assign, op, pos, left, value)
    }

    fn arrow_after(&mut self, left: Id, kind: Kind, pos: Pos, refs: usize) -> Id {
        let inner = self.tree.first(left);
        let mut params = left;
        let mut is_async = false;
        match kind {
            Kind::Name => params = self.with(Kind::Params, Op::Undefined, pos, left, 0),
            Kind::Paren if self.tree.kind(inner) == Kind::Seq => params = inner,
            Kind::Params | Kind::Paren => {}
            Kind::Call if self.tree.at(inner).value == Word::Async.atom() && self.tree.kind(inner) == Kind::Name => {
                is_async = true;
                let first = self.tree.next(inner);
                if let Some(node) = self.tree.at_mut(left) {
                    node.first = first;
                }
            }
            _ => self.unexpected(),
        }
        self.arrow(params, is_async, pos, refs)
    }

    fn yield_expression(&mut self, pos: Pos) -> Id {
        self.advance();
        let ends = [END, mark(")"), mark("]"), mark("}"), mark(","), mark(";"), mark(":")];
        if ends.contains(&self.code()) || self.line_before() {
            let nothing = self.plain(Op::Undefined, pos);
            return self.with(Kind::Plain, Op::Yield, pos, nothing, 0);
        }
        let kind = if self.eat(mark("*")) { Kind::YieldAll } else { Kind::Plain };
        let value = self.assign();
        self.with(kind, Op::Yield, pos, value, 0)
    }

    /// A node that is an operation without operands.
    pub(super) fn plain(&mut self, op: Op, pos: Pos) -> Id {
        self.tree.node(Kind::Plain, op, 0, pos)
    }

    fn conditional(&mut self) -> Id {
        let pos = self.pos();
        let first = self.binary(0);
        if !self.is(mark("?")) {
            return first;
        }
        // `a ? b : c ? d : …` may be long, so its right side is not parsed by nesting.
        let made = self.with(Kind::Cond, Op::Undefined, pos, first, 0);
        let mut count = 0;
        while self.eat(mark("?")) {
            let yes = self.freely(Self::assign);
            self.tree.add(made, yes);
            self.need(mark(":"));
            count += 1;
            if count > 500 {
                self.fail("too many '?'", pos);
            }
            // The last arm may hold anything an assignment may: an arrow function, `a ? b : c = d`.
            let (pos, refs) = (self.pos(), self.refs.len());
            let next = self.binary(0);
            let next = self.assignment(next, pos, refs);
            self.tree.add(made, next);
        }
        made
    }

    fn binary(&mut self, least: u8) -> Id {
        let mut left = self.unary();
        let mut count = 0;
        loop {
            let code = self.code();
            let (power, op) = operator(code);
            if power <= least || self.no_in && code == word(Word::In) {
                return left;
            }
            let pos = self.pos();
            count += 1;
            if count > 2000 {
                self.fail("too many operators in a row", pos);
            }
            self.advance();
            if power == POWER && self.tree.kind(left) == Kind::Unary {
                self.fail("'**' after a sign needs brackets", pos);
            }
            let right = if power == POWER { self.deeper(Self::power) } else { self.binary(power) };
            left = self.with(Kind::Binary, op, pos, left, right);
        }
    }

    /// The right side of `**`, which goes on to the right.
    fn power(&mut self) -> Id {
        self.binary(POWER - 1)
    }

    #[inline(never)]
    pub(super) fn unary(&mut self) -> Id {
        let pos = self.pos();
        let code = self.code();
        let Some((_, op)) = SIGNS.into_iter().find(|known| known.0 == code) else { return self.postfix() };
        if op == Op::Await && !self.inside.shape.is_async {
            return self.postfix();
        }
        self.advance();
        let operand = self.deeper(Self::unary);
        match op {
            Op::Inc | Op::Dec => self.update(op, operand, 1, pos),
            Op::Await => self.with(Kind::Plain, op, pos, operand, 0),
            _ => self.with(Kind::Unary, op, pos, operand, 0),
        }
    }

    fn update(&mut self, op: Op, mut target: Id, before: u8, pos: Pos) -> Id {
        if self.tree.kind(target) == Kind::Paren {
            target = self.tree.first(target);
        }
        if !matches!(self.tree.kind(target), Kind::Name | Kind::Get | Kind::Index) {
            self.fail("invalid target of an assignment", pos);
        }
        let made = self.with(Kind::Update, op, pos, target, 0);
        self.flag(made, before);
        made
    }

    fn postfix(&mut self) -> Id {
        let pos = self.pos();
        let value = self.call();
        let op = if self.is(mark("++")) {
            Op::Inc
        } else if self.is(mark("--")) {
            Op::Dec
        } else {
            return value;
        };
        if self.line_before() {
            return value;
        }
        self.advance();
        self.update(op, value, 0, pos)
    }

    /// Members and calls after an operand.
    fn call(&mut self) -> Id {
        let start = self.pos();
        let mut value = self.primary();
        let mut chained = false;
        for _ in 0..300 {
            if self.tree.kind(value) == Kind::Params {
                return value;
            }
            let pos = self.pos();
            let optional = self.eat(mark("?."));
            chained |= optional;
            if self.is(mark("(")) {
                value = self.with(Kind::Call, Op::Call, pos, value, 0);
                self.arguments(value);
            } else if self.is(TEMPLATE) || self.is(TEMPLATE_END) {
                let (cooked, raw) = (self.plain(Op::Array, pos), self.plain(Op::Template, pos));
                self.tree.add(raw, cooked);
                value = self.with(Kind::Call, Op::Call, pos, value, raw);
                self.template(value, cooked, raw);
            } else {
                let got = self.member_of(value, pos, optional);
                if got == value {
                    return if chained { self.with(Kind::Chain, Op::Undefined, start, value, 0) } else { value };
                }
                value = got;
            }
            self.flag(value, optional.into());
        }
        let pos = self.pos();
        self.fail("too many members or calls in a row", pos);
        value
    }

    /// A member of `object`, if one follows; `named` for a name without a dot.
    pub(super) fn member_of(&mut self, object: Id, pos: Pos, named: bool) -> Id {
        if self.eat(mark("[")) {
            let key = self.freely(Self::expression);
            self.need(mark("]"));
            return self.with(Kind::Index, Op::GetIndex, pos, object, key);
        }
        if !named && !self.eat(mark(".")) {
            return object;
        }
        if !self.is_word() {
            self.unexpected();
        }
        let made = self.with(Kind::Get, Op::Get, pos, object, 0);
        let name = self.lexer.token.atom;
        self.value(made, name);
        self.advance();
        made
    }

    pub(super) fn arguments(&mut self, into: Id) {
        self.need(mark("("));
        self.list(into, mark(")"));
    }

    /// Adds what stands between commas up to `close`; says whether it is a mere list of expressions.
    pub(super) fn list(&mut self, into: Id, close: Code) -> bool {
        let no_in = std::mem::replace(&mut self.no_in, false);
        let mut plain = true;
        while self.more(close) {
            let pos = self.pos();
            let item = if close == mark("]") && self.is(mark(",")) {
                self.make(Kind::Hole)
            } else if self.eat(mark("...")) {
                plain = false;
                let list = self.assign();
                self.with(Kind::Spread, Op::Undefined, pos, list, 0)
            } else {
                self.assign()
            };
            self.tree.add(into, item);
            if !self.is(close) {
                self.need(mark(","));
                plain &= !self.is(close);
            }
        }
        self.no_in = no_in;
        plain
    }
}
