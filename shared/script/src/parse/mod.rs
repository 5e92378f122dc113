//! Tokens to a tree: what all parts of the parser share.
//!
//! Nothing here returns an error: the first one is kept in the lexer, which from then on gives nothing but the end of the
//! source, so that everything underway ends soon; what was made of it is thrown away.

mod blocks;
mod expr;
mod func;
mod member;
mod operand;
mod pattern;
mod stmt;

use crate::ast::{Atom, Function, Id, Kind, Pos, Tree, declare};
use crate::atoms::{Atoms, Word};
use crate::code::Op;
use crate::error::{ErrorKind, ScriptError};
use crate::lex::{Code, END, Lexer, NUMBER, REGEX, TEMPLATE, TEMPLATE_END, TEXT, WORD, mark, word};

/// How deep brackets, blocks and operators may nest. Each level costs some of the browser's stack, which has one megabyte;
/// without optimisation each costs several times as much.
const DEEPEST: u32 = if cfg!(debug_assertions) { 36 } else { 100 };
/// The longest source in bytes.
const LONGEST: usize = 400_000;

/// A finished tree.
pub(crate) struct Parsed {
    pub tree: Tree,
    pub atoms: Atoms,
    /// The number of the function that is the whole source.
    pub top: u32,
}

/// The function being parsed.
#[derive(Default)]
struct Inside {
    /// What is known of it.
    shape: Function,
    /// The `Names` of the innermost block.
    block: Id,
    breakable: u32,
    loops: u32,
    labels: Vec<Atom>,
    /// Where its names begin among all.
    refs: usize,
}

pub(crate) struct Parser<'s> {
    lexer: Lexer<'s>,
    tree: Tree,
    end_before: usize,
    depth: u32,
    no_in: bool,
    /// Every name read or written, in the order of the source.
    refs: Vec<Atom>,
    /// Extents in `refs` of finished functions that are not part of another finished one.
    extents: Vec<(usize, usize)>,
    inside: Inside,
}

/// Parses the body of a function: `return` is allowed. Fails with [`ErrorKind::Syntax`], [`ErrorKind::Depth`] or
/// [`ErrorKind::Memory`].
pub(crate) fn parse(source: &str) -> Result<Parsed, ScriptError> {
    if source.len() > LONGEST {
        return Err(ScriptError::new(ErrorKind::Memory, "the source is too long"));
    }
    let mut parser = Parser {
        lexer: Lexer::new(source),
        tree: Tree::new(),
        end_before: 0,
        depth: 0,
        no_in: false,
        refs: Vec::new(),
        extents: Vec::new(),
        inside: Inside::default(),
    };
    let outside = parser.enter(Function::default(), 0);
    parser.advance();
    let body = parser.make(Kind::List);
    while !parser.is(END) {
        let statement = parser.statement();
        parser.tree.add(body, statement);
    }
    parser.inside.shape.body = body;
    let top = parser.leave(outside);
    match parser.lexer.error {
        Some(error) => Err(error),
        None => Ok(Parsed { top: parser.tree.at(top).value, tree: parser.tree, atoms: parser.lexer.atoms }),
    }
}

impl Parser<'_> {
    #[inline(never)]
    fn advance(&mut self) {
        self.end_before = self.lexer.at;
        self.lexer.next(false);
    }

    fn pos(&self) -> Pos {
        self.lexer.token.start as Pos
    }

    fn code(&self) -> Code {
        self.lexer.token.code
    }

    /// A line end is before the token at hand.
    fn line_before(&self) -> bool {
        self.lexer.token.line
    }

    #[inline(never)]
    fn fail(&mut self, message: &str, pos: Pos) {
        self.lexer.fail(message, pos as usize);
    }

    /// Fails with a message that names `name`.
    #[inline(never)]
    fn fail_name(&mut self, before: &str, name: Atom, after: &str, pos: Pos) {
        let text = self.lexer.atoms.text(name);
        self.fail(&[before, "'", &text.to_text(), "'", after].concat(), pos);
    }

    #[inline(never)]
    fn unexpected(&mut self) {
        let token = self.lexer.token;
        let found = match token.code {
            END => return self.fail("unexpected end of the script", token.start as Pos),
            NUMBER => self.lexer.atoms.of(&crate::number::to_text(token.number)),
            TEXT => self.lexer.atoms.of("text"),
            TEMPLATE | TEMPLATE_END => self.lexer.atoms.of("template"),
            REGEX => self.lexer.atoms.of("/"),
            code if code & WORD != 0 => token.atom,
            code => {
                let text: String =
                    code.to_be_bytes().iter().filter(|byte| **byte > 0).map(|byte| char::from(*byte)).collect();
                self.lexer.atoms.of(&text)
            }
        };
        self.fail_name("unexpected ", found, "", token.start as Pos);
    }

    fn is(&self, code: Code) -> bool {
        self.code() == code
    }

    fn is_word(&self) -> bool {
        self.code() & WORD != 0
    }

    /// Passes the token if it is this one.
    #[inline(never)]
    fn eat(&mut self, code: Code) -> bool {
        let found = self.is(code);
        if found {
            self.advance();
        }
        found
    }

    #[inline(never)]
    fn need(&mut self, code: Code) {
        if !self.eat(code) {
            self.unexpected();
        }
    }

    /// Whether something comes before the closing mark, which is passed if it is next.
    #[inline(never)]
    fn more(&mut self, close: Code) -> bool {
        if self.eat(close) {
            return false;
        }
        if self.is(END) {
            self.unexpected();
        }
        !self.is(END)
    }

    /// The end of a statement: a semicolon, or a place where JavaScript puts one.
    #[inline(never)]
    fn semicolon(&mut self) {
        if !self.eat(mark(";")) && !self.is(mark("}")) && !self.is(END) && !self.line_before() {
            self.unexpected();
        }
    }

    /// The token after this one, and whether a line end is before it.
    #[inline(never)]
    fn ahead(&mut self) -> (Code, bool) {
        let (at, token) = (self.lexer.at, self.lexer.token);
        self.lexer.next(false);
        let found = (self.code(), self.line_before());
        if self.lexer.error.is_none() {
            self.lexer.at = at;
            self.lexer.token = token;
        }
        found
    }

    /// Runs `inner` one level deeper.
    #[inline(never)]
    fn deeper(&mut self, inner: fn(&mut Self) -> Id) -> Id {
        if self.depth >= DEEPEST {
            let pos = self.lexer.token.start;
            self.lexer.fail_with(ErrorKind::Depth, "the script is nested too deeply", pos);
            return 0;
        }
        self.depth += 1;
        let made = inner(self);
        self.depth -= 1;
        made
    }

    /// Runs `inner` where `in` is an operator whatever is around.
    #[inline(never)]
    fn freely(&mut self, inner: fn(&mut Self) -> Id) -> Id {
        let no_in = std::mem::replace(&mut self.no_in, false);
        let made = inner(self);
        self.no_in = no_in;
        made
    }

    /// A node at the token at hand.
    #[inline(never)]
    fn make(&mut self, kind: Kind) -> Id {
        let pos = self.pos();
        self.tree.node(kind, Op::Undefined, 0, pos)
    }

    /// A node with nodes below it; 0 stands for one that is missing, at the end for none.
    #[inline(never)]
    fn with(&mut self, kind: Kind, op: Op, pos: Pos, first: Id, second: Id) -> Id {
        let made = self.tree.node(kind, op, 0, pos);
        self.tree.add(made, first);
        if second != 0 {
            self.tree.add(made, second);
        }
        made
    }

    #[inline(never)]
    fn flag(&mut self, id: Id, flag: u8) {
        if let Some(node) = self.tree.at_mut(id) {
            node.flag = flag;
        }
    }

    #[inline(never)]
    fn value(&mut self, id: Id, value: u32) {
        if let Some(node) = self.tree.at_mut(id) {
            node.value = value;
        }
    }

    fn reserved(&self, name: Atom) -> bool {
        (Word::Break.atom()..=Word::With.atom()).contains(&name)
            || name == Word::Await.atom() && self.inside.shape.is_async
            || name == Word::Yield.atom() && self.inside.shape.generator
    }

    /// A name that may be bound.
    #[inline(never)]
    fn name(&mut self) -> Atom {
        let name = self.lexer.token.atom;
        if !self.is_word() || self.reserved(name) {
            self.unexpected();
            return 0;
        }
        self.advance();
        name
    }

    /// A name that is read or written, as a node.
    fn name_node(&mut self) -> Id {
        let made = self.make(Kind::Name);
        let name = self.name();
        self.refs.push(name);
        self.value(made, name);
        made
    }

    /// A text as a node.
    fn text(&mut self, text: Atom, pos: Pos) -> Id {
        self.tree.node(Kind::Text, Op::Const, text, pos)
    }

    fn taken(&mut self, name: Atom, pos: Pos) {
        self.fail_name("", name, " has already been declared", pos);
    }

    /// Notes a declaration; fails where JavaScript forbids a second one.
    fn declare(&mut self, name: Atom, kind: u8, pos: Pos) {
        let mut block = self.inside.block;
        let known = self.inside.shape.vars.contains(&name);
        if kind == declare::VAR {
            let mut clash = false;
            while block != 0 {
                clash |= self.tree.declares(block, name, false);
                block = self.tree.at(block).value;
            }
            if clash {
                self.taken(name, pos);
            } else if !known {
                self.inside.shape.vars.push(name);
            }
            return;
        }
        if self.tree.declares(block, name, true) || known && self.tree.at(block).value == 0 {
            self.taken(name, pos);
        }
        let made = self.tree.node(Kind::Variable, Op::Undefined, name, pos);
        self.flag(made, kind);
        self.tree.add(block, made);
    }

    /// Begins a block, whose names are collected in the node that this gives.
    #[inline(never)]
    fn open(&mut self) -> Id {
        let names = self.make(Kind::Names);
        let around = std::mem::replace(&mut self.inside.block, names);
        self.value(names, around);
        names
    }

    #[inline(never)]
    fn close(&mut self) {
        self.inside.block = self.tree.at(self.inside.block).value;
    }

    /// A keyword that is passed.
    fn passed(&mut self, which: Word) -> bool {
        self.eat(word(which))
    }
}
