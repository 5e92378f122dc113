//! Statements.

use super::Parser;
use crate::ast::{Id, Kind, Pos, declare};
use crate::atoms::Word;
use crate::code::Op;
use crate::lex::{Code, END, WORD, mark, word};

const BRACE: Code = mark("{");
const EMPTY: Code = mark(";");
const VAR: Code = word(Word::Var);
const LET: Code = word(Word::Let);
const CONST: Code = word(Word::Const);
const FUNCTION: Code = word(Word::Function);
const ASYNC: Code = word(Word::Async);
const CLASS: Code = word(Word::Class);
const RETURN: Code = word(Word::Return);
const IF: Code = word(Word::If);
const FOR: Code = word(Word::For);
const WHILE: Code = word(Word::While);
const DO: Code = word(Word::Do);
const SWITCH: Code = word(Word::Switch);
const BREAK: Code = word(Word::Break);
const CONTINUE: Code = word(Word::Continue);
const THROW: Code = word(Word::Throw);
const TRY: Code = word(Word::Try);
const DEBUGGER: Code = word(Word::Debugger);
const WITH: Code = word(Word::With);
const IMPORT: Code = word(Word::Import);
const EXPORT: Code = word(Word::Export);
const IN: Code = word(Word::In);
const OF: Code = word(Word::Of);

impl Parser<'_> {
    #[inline(never)]
    pub(super) fn statement(&mut self) -> Id {
        self.deeper(Self::statement_here)
    }

    fn statement_here(&mut self) -> Id {
        let pos = self.pos();
        match self.code() {
            BRACE => self.block(),
            EMPTY => {
                self.advance();
                0
            }
            DEBUGGER => {
                self.advance();
                self.semicolon();
                0
            }
            VAR | CONST => self.declaration(),
            LET if self.declares() => self.declaration(),
            FUNCTION => self.function_declaration(false),
            ASYNC if self.ahead() == (FUNCTION, false) => self.function_declaration(true),
            CLASS => {
                let class = self.class();
                let name = self.tree.at(class).value;
                self.declare(name, declare::LET, pos);
                let target = self.tree.node(Kind::Name, Op::Undefined, name, pos);
                let init = self.with(Kind::Init, Op::Undefined, pos, target, class);
                let made = self.with(Kind::Declare, Op::Undefined, pos, init, 0);
                self.flag(made, declare::LET);
                made
            }
            RETURN => {
                self.advance();
                let bare = self.is(EMPTY) || self.is(mark("}")) || self.is(END) || self.line_before();
                let value = if bare { self.plain(Op::Undefined, pos) } else { self.expression() };
                self.semicolon();
                self.with(Kind::Return, Op::Return, pos, value, 0)
            }
            IF => self.if_statement(pos),
            FOR => self.for_statement(pos),
            WHILE => {
                self.advance();
                let test = self.in_brackets();
                let body = self.loop_body();
                self.with(Kind::While, Op::Undefined, pos, test, body)
            }
            DO => {
                self.advance();
                let body = self.loop_body();
                self.need(WHILE);
                let test = self.in_brackets();
                self.eat(EMPTY);
                self.with(Kind::DoWhile, Op::Undefined, pos, body, test)
            }
            SWITCH => self.switch_statement(pos),
            BREAK | CONTINUE => self.jump(pos),
            THROW => {
                self.advance();
                if self.line_before() {
                    self.unexpected();
                }
                let value = self.expression();
                self.semicolon();
                self.with(Kind::Plain, Op::Throw, pos, value, 0)
            }
            TRY => self.try_statement(pos),
            WITH | IMPORT | EXPORT => {
                let name = self.lexer.token.atom;
                self.fail_name("", name, " is not available to scripts of forms", pos);
                0
            }
            code if code & WORD != 0 && self.ahead().0 == mark(":") => self.labelled(pos),
            _ => {
                let value = self.expression();
                self.semicolon();
                self.with(Kind::Plain, Op::Pop, pos, value, 0)
            }
        }
    }

    /// Whether `let`, which is next, begins a declaration.
    fn declares(&mut self) -> bool {
        let next = self.ahead().0;
        let goes_on = next & WORD != 0 && ![IN, OF, word(Word::InstanceOf)].contains(&next);
        goes_on || next == mark("[") || next == BRACE
    }

    fn labelled(&mut self, pos: Pos) -> Id {
        let label = self.name();
        self.need(mark(":"));
        self.inside.labels.push(label);
        let body = self.statement();
        self.inside.labels.pop();
        let made = self.with(Kind::Labelled, Op::Undefined, pos, body, 0);
        self.value(made, label);
        made
    }

    fn jump(&mut self, pos: Pos) -> Id {
        let is_break = self.is(BREAK);
        self.advance();
        let mut label = 0;
        let inside = &self.inside;
        let mut allowed = inside.loops > 0 || is_break && inside.breakable > 0;
        let found = self.lexer.token.atom;
        if self.is_word() && !self.line_before() && !self.reserved(found) {
            label = found;
            allowed = inside.labels.contains(&label);
        }
        if !allowed {
            let message = if is_break { "'break' outside of a loop" } else { "'continue' outside of a loop" };
            self.fail(message, pos);
        }
        if label != 0 {
            self.advance();
        }
        self.semicolon();
        let made = self.tree.node(Kind::Leave, Op::Jump, label, pos);
        self.flag(made, is_break.into());
        made
    }

    pub(super) fn in_brackets(&mut self) -> Id {
        self.need(mark("("));
        let value = self.expression();
        self.need(mark(")"));
        value
    }

    pub(super) fn block(&mut self) -> Id {
        let made = self.make(Kind::Block);
        self.need(BRACE);
        let names = self.open();
        self.tree.add(made, names);
        self.statements(made);
        self.close();
        made
    }

    /// Adds the statements up to the brace that ends them.
    pub(super) fn statements(&mut self, into: Id) {
        while self.more(mark("}")) {
            let statement = self.statement();
            self.tree.add(into, statement);
        }
    }

    fn function_declaration(&mut self, is_async: bool) -> Id {
        let pos = self.pos();
        let function = self.function(is_async, true);
        let name = self.tree.function(self.tree.at(function).value).map_or(0, |function| function.name);
        let block = self.inside.block;
        if self.tree.declares(block, name, false) {
            self.taken(name, pos);
        }
        if !self.inside.shape.vars.contains(&name) {
            self.inside.shape.vars.push(name);
        }
        self.tree.add(block, function);
        self.refs.push(name);
        0
    }

    fn declaration(&mut self) -> Id {
        let made = self.declaration_list();
        self.semicolon();
        self.complete(made, true);
        made
    }

    /// Fails where a constant, or a pattern if told, has no value.
    fn complete(&mut self, list: Id, patterns: bool) {
        let constant = self.tree.at(list).flag == declare::CONST;
        let mut at = self.tree.first(list);
        while at != 0 {
            let init = *self.tree.at(at);
            let pattern = patterns && self.tree.kind(init.first) != Kind::Name;
            if self.tree.kind(self.tree.next(init.first)) == Kind::Nothing && (constant || pattern) {
                self.fail("a declaration without its value", init.pos);
            }
            at = init.next;
        }
    }

    fn declaration_list(&mut self) -> Id {
        let made = self.make(Kind::Declare);
        let kind = match self.code() {
            VAR => declare::VAR,
            LET => declare::LET,
            _ => declare::CONST,
        };
        self.flag(made, kind);
        self.advance();
        loop {
            let init = self.make(Kind::Init);
            let pattern = self.binding(kind);
            self.tree.add(init, pattern);
            let value = if self.eat(mark("=")) { self.assign() } else { 0 };
            self.tree.add(init, value);
            self.tree.add(made, init);
            if !self.eat(mark(",")) {
                return made;
            }
        }
    }

    fn if_statement(&mut self, pos: Pos) -> Id {
        // A chain of `else if` is as long as its author likes, so it is not parsed by nesting.
        let made = self.make(Kind::If);
        let mut count = 0;
        loop {
            self.need(IF);
            let test = self.in_brackets();
            self.tree.add(made, test);
            let body = self.statement();
            self.tree.add(made, body);
            if !self.passed(Word::Else) {
                return made;
            }
            if !self.is(IF) {
                let last = self.statement();
                self.tree.add(made, last);
                return made;
            }
            count += 1;
            if count > 500 {
                self.fail("too many 'else if'", pos);
            }
        }
    }

    fn loop_body(&mut self) -> Id {
        self.inside.loops += 1;
        let body = self.statement();
        self.inside.loops -= 1;
        body
    }

    fn for_statement(&mut self, pos: Pos) -> Id {
        let made = self.make(Kind::For);
        self.advance();
        if self.is(word(Word::Await)) {
            self.fail("'for await' is not available to scripts of forms", pos);
        }
        self.need(mark("("));
        let names = self.open();
        self.tree.add(made, names);
        self.for_rest(made);
        self.close();
        made
    }

    fn for_rest(&mut self, made: Id) {
        let pos = self.pos();
        let mut init = 0;
        self.no_in = true;
        let declares = self.is(VAR) || self.is(CONST) || self.is(LET) && self.declares();
        if declares {
            init = self.declaration_list();
        } else if !self.is(EMPTY) {
            init = self.expression();
        }
        self.no_in = false;
        let op = if self.is(IN) { Op::KeysIter } else { Op::Iter };
        let subject;
        if self.is(IN) || self.is(OF) {
            let mut target = init;
            let mut flag = 0;
            if declares {
                let list = *self.tree.at(init);
                let one = *self.tree.at(list.first);
                target = one.first;
                flag = u8::from(list.flag != declare::VAR);
                if one.next != 0 || self.tree.kind(self.tree.next(target)) != Kind::Nothing {
                    self.unexpected();
                }
            } else {
                self.target(init, 0);
            }
            self.advance();
            subject = if op == Op::KeysIter { self.expression() } else { self.assign() };
            self.tree.add(made, target);
            self.tree.add(made, subject);
            if let Some(node) = self.tree.at_mut(made) {
                (node.kind, node.op, node.flag) = (Kind::ForEach, op, flag);
            }
        } else {
            if declares {
                self.complete(init, false);
            } else if init != 0 {
                init = self.with(Kind::Plain, Op::Pop, pos, init, 0);
            }
            self.tree.add(made, init);
            for close in [EMPTY, mark(")")] {
                self.need(EMPTY);
                let part = if self.is(close) { 0 } else { self.expression() };
                self.tree.add(made, part);
            }
        }
        self.need(mark(")"));
        let body = self.loop_body();
        self.tree.add(made, body);
    }
}
