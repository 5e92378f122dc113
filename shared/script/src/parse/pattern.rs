//! What can be assigned to: names, members, and patterns of them. Patterns are written as the arrays and objects they look
//! like, so they are parsed as these and looked through afterwards.

use super::Parser;
use crate::ast::{Id, Kind, declare, member};
use crate::atoms::Word;
use crate::code::Op;
use crate::lex::mark;

/// Names only, as for a parameter; declares nothing.
pub(super) const PARAMETER: u8 = 9;

impl Parser<'_> {
    /// Fails unless `from`, which turned out to stand before `=`, `=>`, `in` or `of`, is a pattern. `kind` is 0 where members
    /// may be assigned to as well, else how its names are declared, or [`PARAMETER`].
    pub(super) fn target(&mut self, from: Id, kind: u8) {
        let node = *self.tree.at(from);
        match node.kind {
            Kind::Name => {
                if kind == declare::LET || kind == declare::CONST {
                    if node.value == Word::Let.atom() {
                        self.fail("'let' cannot be a name here", node.pos);
                    }
                    self.declare(node.value, kind, node.pos);
                } else if kind == declare::VAR {
                    self.declare(node.value, kind, node.pos);
                }
            }
            Kind::Get | Kind::Index if kind == 0 && node.flag == 0 => {}
            Kind::Paren if kind == 0 && matches!(self.tree.kind(node.first), Kind::Name | Kind::Get | Kind::Index) => {
                self.target(node.first, kind);
            }
            Kind::Array | Kind::Object => {
                let mut at = node.first;
                while at != 0 {
                    let item = *self.tree.at(at);
                    match item.kind {
                        Kind::Hole => {}
                        Kind::Member if item.flag == member::VALUE || item.flag == member::DEFAULT => {
                            self.element(self.tree.next(item.first), kind);
                        }
                        Kind::Member => self.fail("a method cannot be assigned to", item.pos),
                        _ => self.element(at, kind),
                    }
                    at = item.next;
                }
            }
            _ => self.fail("invalid target of an assignment", node.pos),
        }
    }

    /// A part of a pattern: a pattern, one with a default, or what takes the rest.
    fn element(&mut self, from: Id, kind: u8) {
        let node = *self.tree.at(from);
        let target = match node.kind {
            Kind::Assign if node.op == Op::Set => node.first,
            Kind::Spread => {
                if node.next != 0 {
                    self.fail("'...' must come last", node.pos);
                }
                node.first
            }
            _ => from,
        };
        self.target(target, kind);
    }

    /// Fails unless all below `list` can be parameters.
    pub(super) fn parameters(&mut self, list: Id) {
        let mut at = self.tree.first(list);
        while at != 0 {
            self.element(at, PARAMETER);
            at = self.tree.next(at);
        }
    }

    /// A pattern whose names are declared.
    pub(super) fn binding(&mut self, kind: u8) -> Id {
        let made = if self.is(mark("[")) || self.is(mark("{")) { self.deeper(Self::primary) } else { self.name_node() };
        self.target(made, kind);
        made
    }
}
