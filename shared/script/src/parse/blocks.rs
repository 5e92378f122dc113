//! Statements of several blocks: `switch`, `try`.

use super::Parser;
use crate::ast::{Id, Kind, Pos, declare};
use crate::atoms::Word;
use crate::code::Op;
use crate::lex::{END, mark, word};

impl Parser<'_> {
    pub(super) fn switch_statement(&mut self, pos: Pos) -> Id {
        self.advance();
        let subject = self.in_brackets();
        let made = self.with(Kind::Switch, Op::Undefined, pos, subject, 0);
        self.need(mark("{"));
        self.inside.breakable += 1;
        let names = self.open();
        self.tree.add(made, names);
        let mut others = 0;
        while self.more(mark("}")) {
            let case = self.make(Kind::Case);
            let test = if self.passed(Word::Default) {
                others += 1;
                if others > 1 {
                    let pos = self.pos();
                    self.fail("a second 'default'", pos);
                }
                0
            } else {
                self.need(word(Word::Case));
                self.expression()
            };
            self.need(mark(":"));
            self.tree.add(case, test);
            let ends = [END, mark("}"), word(Word::Case), word(Word::Default)];
            while !ends.contains(&self.code()) {
                let statement = self.statement();
                self.tree.add(case, statement);
            }
            self.tree.add(made, case);
        }
        self.close();
        self.inside.breakable -= 1;
        made
    }

    pub(super) fn try_statement(&mut self, pos: Pos) -> Id {
        self.advance();
        let block = self.block();
        let mut catch = 0;
        if self.passed(Word::Catch) {
            catch = self.make(Kind::Catch);
            let names = self.open();
            self.tree.add(catch, names);
            let mut pattern = 0;
            if self.eat(mark("(")) {
                pattern = self.binding(declare::LET);
                self.need(mark(")"));
            }
            self.tree.add(catch, pattern);
            let body = self.block();
            self.tree.add(catch, body);
            self.close();
        }
        let finally = if self.passed(Word::Finally) { self.block() } else { 0 };
        if catch == 0 && finally == 0 {
            self.unexpected();
        }
        let made = self.with(Kind::Try, Op::Undefined, pos, block, catch);
        if catch == 0 {
            self.tree.add(made, 0);
        }
        self.tree.add(made, finally);
        made
    }
}
