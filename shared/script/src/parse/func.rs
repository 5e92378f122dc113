//! Functions.

use super::{Inside, Parser};
use crate::ast::{Flavour, Function, Id, Kind, Pos};
use crate::atoms::Word;
use crate::code::Op;
use crate::lex::{mark, word};

impl Parser<'_> {
    /// `function …`, with that word or the `async` before it next.
    #[inline(never)]
    pub(super) fn function(&mut self, is_async: bool, declaration: bool) -> Id {
        let (start, refs) = (self.pos(), self.refs.len());
        if is_async {
            self.advance();
        }
        self.need(word(Word::Function));
        let generator = self.eat(mark("*"));
        let name = if declaration || self.is_word() { self.name() } else { 0 };
        let own_name = !declaration && name != 0;
        self.function_of(Function { name, own_name, is_async, generator, start, ..Function::default() }, refs)
    }

    /// `(…) { … }` of a function or method whose head is in `shape`. `refs` is where its names begin.
    pub(super) fn function_of(&mut self, shape: Function, refs: usize) -> Id {
        if shape.is_async && shape.generator {
            self.fail("async generators are not available to scripts of forms", shape.start);
        }
        let outside = self.enter(shape, refs);
        let params = self.make(Kind::Params);
        self.arguments(params);
        self.parameters(params);
        self.inside.shape.params = params;
        self.braces();
        self.leave(outside)
    }

    /// The body in braces of the function being parsed.
    fn braces(&mut self) {
        let no_in = std::mem::replace(&mut self.no_in, false);
        self.need(mark("{"));
        let body = self.make(Kind::List);
        self.inside.shape.body = body;
        self.statements(body);
        self.no_in = no_in;
    }

    /// Goes into a function; gives what is around it.
    #[inline(never)]
    pub(super) fn enter(&mut self, shape: Function, refs: usize) -> Inside {
        let outside = std::mem::replace(&mut self.inside, Inside { shape, refs, ..Inside::default() });
        self.inside.shape.names = self.open();
        outside
    }

    /// Leaves the function that is finished.
    #[inline(never)]
    pub(super) fn leave(&mut self, outside: Inside) -> Id {
        let Inside { mut shape, refs, .. } = std::mem::replace(&mut self.inside, outside);
        let mut bound = Vec::new();
        self.tree.bound(shape.params, &mut bound);
        for name in bound {
            if self.tree.declares(shape.names, name, false) {
                self.taken(name, shape.start);
            }
        }
        // Finished functions that began after this one did are inside of it.
        while let Some((from, to)) = self.extents.pop_if(|extent| extent.0 >= refs) {
            shape.inner.extend_from_slice(self.refs.get(from..to).unwrap_or_default());
        }
        shape.inner.sort_unstable();
        shape.inner.dedup();
        shape.arguments = self.refs.get(refs..).unwrap_or_default().contains(&Word::Arguments.atom());
        self.extents.push((refs, self.refs.len()));
        shape.end = self.end_before as Pos;
        let pos = shape.start;
        self.tree.functions.push(shape);
        let at = self.tree.functions.len() as u32 - 1;
        self.tree.node(Kind::Function, Op::Closure, at, pos)
    }

    /// The rest of an arrow function, with `=>` next.
    pub(super) fn arrow(&mut self, params: Id, is_async: bool, start: Pos, refs: usize) -> Id {
        if self.line_before() {
            self.unexpected();
        }
        self.parameters(params);
        self.advance();
        let shape = Function { flavour: Flavour::Arrow, is_async, start, params, ..Function::default() };
        let outside = self.enter(shape, refs);
        if self.is(mark("{")) {
            self.braces();
        } else {
            self.inside.shape.body = self.assign();
        }
        self.leave(outside)
    }
}
