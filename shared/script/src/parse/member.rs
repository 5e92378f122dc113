//! Members of objects and classes.

use super::Parser;
use crate::ast::{Flavour, Function, Id, Kind, Pos, member};
use crate::atoms::Word;
use crate::code::Op;
use crate::lex::{NUMBER, TEXT, mark, word};

impl Parser<'_> {
    /// The key of a member; one in square brackets never is a mere text.
    fn key(&mut self) -> Id {
        let token = self.lexer.token;
        let pos = self.pos();
        if self.eat(mark("[")) {
            let key = self.freely(Self::assign);
            self.need(mark("]"));
            return self.with(Kind::Paren, Op::Undefined, pos, key, 0);
        }
        let atom = match token.code {
            TEXT => token.atom,
            NUMBER => self.lexer.atoms.of(&crate::number::to_text(token.number)),
            _ if self.is_word() => token.atom,
            _ => {
                self.unexpected();
                0
            }
        };
        self.advance();
        self.text(atom, pos)
    }

    /// A member of an object or class. `class` is none in an object, else whether the class extends another.
    pub(super) fn member(&mut self, class: Option<bool>) -> Id {
        let (pos, refs) = (self.pos(), self.refs.len());
        let mut kind = member::METHOD;
        let mut is_async = false;
        let first = self.code();
        if [word(Word::Get), word(Word::Set), word(Word::Async)].contains(&first) {
            let (next, line) = self.ahead();
            let of_async = first == word(Word::Async);
            let ends = [mark("("), mark(":"), mark(","), mark("}"), mark("="), mark(";")];
            if !(ends.contains(&next) || line && of_async) {
                self.advance();
                is_async = of_async;
                if !of_async {
                    kind = if first == word(Word::Get) { member::GETTER } else { member::SETTER };
                }
            }
        }
        let generator = self.eat(mark("*"));
        let (name, is_name) = (self.lexer.token.atom, self.is_word());
        let key = self.key();
        let value = if kind != member::METHOD || is_async || generator || self.is(mark("(")) {
            let flavour = match class {
                Some(extends) if self.is_constructor(key) && kind == member::METHOD => Flavour::Constructor(extends),
                _ => Flavour::Method,
            };
            self.function_of(Function { flavour, is_async, generator, start: pos, ..Function::default() }, refs)
        } else {
            kind = member::VALUE;
            if class.is_some() {
                let value = if self.eat(mark("=")) { self.assign() } else { self.plain(Op::Undefined, pos) };
                self.semicolon();
                value
            } else if self.eat(mark(":")) {
                self.assign()
            } else {
                if !is_name || self.reserved(name) {
                    self.unexpected();
                }
                self.refs.push(name);
                let target = self.tree.node(Kind::Name, Op::Undefined, name, pos);
                if self.eat(mark("=")) {
                    kind = member::DEFAULT;
                    let value = self.assign();
                    self.with(Kind::Assign, Op::Set, pos, target, value)
                } else {
                    target
                }
            }
        };
        let made = self.with(Kind::Member, Op::Undefined, pos, key, value);
        self.flag(made, kind);
        made
    }

    fn is_constructor(&self, key: Id) -> bool {
        let key = self.tree.at(key);
        key.kind == Kind::Text && key.value == Word::Constructor.atom()
    }

    /// `class …`, with the word next.
    #[inline(never)]
    pub(super) fn class(&mut self) -> Id {
        let (pos, refs) = (self.pos(), self.refs.len());
        let made = self.make(Kind::Class);
        self.advance();
        let name = if self.is(mark("{")) || self.is(word(Word::Extends)) { 0 } else { self.name() };
        self.value(made, name);
        self.refs.push(name);
        let parent = if self.passed(Word::Extends) { self.unary() } else { 0 };
        self.need(mark("{"));
        let mut constructor = 0;
        let own = self.make(Kind::List);
        let shared = self.make(Kind::List);
        let members = self.make(Kind::List);
        while self.more(mark("}")) {
            if self.eat(mark(";")) {
                continue;
            }
            let mut is_static = 0;
            let ends = [mark("("), mark("="), mark(";"), mark("}")];
            if self.is(word(Word::Static)) && !ends.contains(&self.ahead().0) {
                self.advance();
                is_static = member::STATIC;
            }
            let item = self.member(Some(parent != 0));
            let node = *self.tree.at(item);
            let value = self.tree.second(item);
            if node.flag == member::VALUE {
                let set = self.field(node.first, value, pos);
                self.tree.add(if is_static == 0 { own } else { shared }, set);
            } else if node.flag == member::METHOD && is_static == 0 && self.is_constructor(node.first) {
                constructor = value;
            } else {
                self.flag(item, node.flag + is_static);
                self.tree.add(members, item);
            }
        }
        self.tree.add(made, parent);
        self.tree.add(made, constructor);
        let fields = self.initialiser(own, pos, refs);
        self.tree.add(made, fields);
        let fields = self.initialiser(shared, pos, refs);
        self.tree.add(made, fields);
        self.tree.add(made, members);
        made
    }

    /// The statement that sets a field.
    fn field(&mut self, key: Id, value: Id, pos: Pos) -> Id {
        let object = self.plain(Op::This, pos);
        let node = *self.tree.at(key);
        let target = if node.kind == Kind::Text {
            let made = self.with(Kind::Get, Op::Get, pos, object, 0);
            self.value(made, node.value);
            made
        } else {
            self.with(Kind::Index, Op::GetIndex, pos, object, key)
        };
        let assign = self.with(Kind::Assign, Op::Set, pos, target, value);
        self.with(Kind::Plain, Op::Pop, pos, assign, 0)
    }

    /// A method that sets fields.
    fn initialiser(&mut self, body: Id, start: Pos, refs: usize) -> Id {
        if self.tree.first(body) == 0 {
            return 0;
        }
        let outside = self.enter(Function { flavour: Flavour::Method, start, body, ..Function::default() }, refs);
        self.leave(outside)
    }
}
