//! Operands: literals, names, what stands in brackets.

use super::Parser;
use crate::ast::{Id, Kind, Pos};
use crate::atoms::Word;
use crate::code::Op;
use crate::lex::{Code, NUMBER, REGEX, TEMPLATE, TEMPLATE_END, TEXT, WRONG, mark, word};

/// Words that are values.
const VALUES: [(Code, Op); 4] = [
    (word(Word::Null), Op::Null),
    (word(Word::True), Op::True),
    (word(Word::False), Op::False),
    (word(Word::This), Op::This),
];

const FUNCTION: Code = word(Word::Function);
const ASYNC: Code = word(Word::Async);
const CLASS: Code = word(Word::Class);
const NEW: Code = word(Word::New);
const SUPER: Code = word(Word::Super);
const ROUND: Code = mark("(");
const SQUARE: Code = mark("[");
const BRACE: Code = mark("{");
const SLASH: Code = mark("/");
const SLASH_EQUALS: Code = mark("/=");

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Id {
        let token = self.lexer.token;
        let pos = self.pos();
        match token.code {
            NUMBER => {
                self.advance();
                self.tree.numbers.push(token.number);
                let at = self.tree.numbers.len() as u32 - 1;
                self.tree.node(Kind::Number, Op::Const, at, pos)
            }
            TEXT => {
                self.advance();
                self.text(token.atom, pos)
            }
            TEMPLATE | TEMPLATE_END => {
                let made = self.make(Kind::Template);
                self.template(made, 0, 0);
                made
            }
            ROUND => self.paren(pos),
            SQUARE => {
                let made = self.make(Kind::Array);
                self.advance();
                self.list(made, mark("]"));
                made
            }
            BRACE => self.freely(Self::object),
            SLASH | SLASH_EQUALS => self.regex(pos),
            FUNCTION => self.function(false, false),
            ASYNC if self.ahead() == (FUNCTION, false) => self.function(true, false),
            CLASS => self.class(),
            NEW => self.new_expression(),
            SUPER => {
                self.advance();
                self.tree.node(Kind::Super, Op::This, 0, pos)
            }
            code => match VALUES.iter().find(|known| known.0 == code) {
                Some((_, op)) => {
                    self.advance();
                    self.plain(*op, pos)
                }
                None => self.name_node(),
            },
        }
    }

    fn regex(&mut self, pos: Pos) -> Id {
        self.lexer.at = self.lexer.token.start;
        self.lexer.next(true);
        if !self.is(REGEX) {
            self.unexpected();
        }
        let token = self.lexer.token;
        self.advance();
        let (source, flags) = (self.text(token.atom, pos), self.text(token.other, pos));
        self.with(Kind::Plain, Op::Regex, pos, source, flags)
    }

    fn new_expression(&mut self) -> Id {
        let pos = self.pos();
        self.advance();
        if self.eat(mark(".")) {
            self.need(word(Word::Target));
            return self.plain(Op::NewTarget, pos);
        }
        let mut callee = if self.is(NEW) { self.deeper(Self::new_expression) } else { self.primary() };
        loop {
            let at = self.pos();
            let got = self.member_of(callee, at, false);
            if got == callee {
                break;
            }
            callee = got;
        }
        let made = self.with(Kind::New, Op::New, pos, callee, 0);
        if self.is(mark("(")) {
            self.arguments(made);
        }
        made
    }

    /// `( … )`: an expression, or the parameters of an arrow function.
    fn paren(&mut self, pos: Pos) -> Id {
        self.advance();
        let items = self.tree.node(Kind::Params, Op::Undefined, 0, pos);
        let plain = self.list(items, mark(")"));
        let first = self.tree.first(items);
        if first == 0 || !plain {
            if !self.is(mark("=>")) {
                self.unexpected();
            }
            return items;
        }
        if self.tree.next(first) == 0 {
            return self.with(Kind::Paren, Op::Undefined, pos, first, 0);
        }
        if let Some(node) = self.tree.at_mut(items) {
            node.kind = Kind::Seq;
        }
        self.with(Kind::Paren, Op::Undefined, pos, items, 0)
    }

    fn object(&mut self) -> Id {
        let made = self.make(Kind::Object);
        self.advance();
        while self.more(mark("}")) {
            let pos = self.pos();
            let item = if self.eat(mark("...")) {
                let source = self.assign();
                self.with(Kind::Spread, Op::Undefined, pos, source, 0)
            } else {
                self.member(None)
            };
            self.tree.add(made, item);
            if !self.is(mark("}")) {
                self.need(mark(","));
            }
        }
        made
    }

    /// The parts and expressions of a template, whose first part is the token at hand: all go below `into`, but for one with a
    /// tag the texts below `cooked` and `raw`, whose values become their number.
    pub(super) fn template(&mut self, into: Id, cooked: Id, raw: Id) {
        let mut count = 0;
        loop {
            let token = self.lexer.token;
            let pos = token.start as Pos;
            count += 1;
            let text = if token.atom == WRONG { self.plain(Op::Undefined, pos) } else { self.text(token.atom, pos) };
            if cooked == 0 {
                self.tree.add(into, text);
                if token.atom == WRONG {
                    self.fail("a wrong escape in a template", pos);
                }
            } else {
                self.tree.add(cooked, text);
                let written = self.text(token.other, pos);
                self.tree.add(raw, written);
            }
            let last = !self.is(TEMPLATE);
            self.advance();
            if last {
                break;
            }
            let value = self.freely(Self::expression);
            self.tree.add(into, value);
            if !self.is(mark("}")) {
                self.unexpected();
                break;
            }
            self.lexer.at = self.lexer.token.start + 1;
            self.lexer.template();
        }
        self.value(cooked, count);
        self.value(raw, count);
    }
}
