//! Functions: parameters, hoisting, the body.

use std::cell::RefCell;
use std::rc::Rc;

use super::{CELL, Compiler, LOCAL, Making, NO_JUMPS, Place, Variable};
use crate::ast::{Atom, Flavour, Function, Id, Kind, declare};
use crate::atoms::Word;
use crate::code::{Op, Proto};

impl Compiler {
    /// Compiles a function; `top` for the script itself, whose `var`s belong to the scope it runs in.
    #[inline(never)]
    pub(super) fn function(&mut self, number: u32, top: bool, name: Atom) -> Rc<Proto> {
        let making = Making { function: number, exits: NO_JUMPS, ..Making::default() };
        self.outer.push(std::mem::replace(&mut self.now, making));
        let function = self.tree.function(number).cloned().unwrap_or_default();
        let params = self.prologue(&function, top);
        self.variables(function.names, false);
        self.hoist(function.names);
        self.node(function.body);
        if self.tree.kind(function.body) == Kind::List || function.body == 0 {
            self.emit(Op::Undefined, 0);
        }
        self.emit(Op::Return, 0);
        self.finish(&function, if function.name == 0 { name } else { function.name }, params)
    }

    fn finish(&mut self, function: &Function, name: Atom, (params, length): (u32, u32)) -> Rc<Proto> {
        let making = self.outer.pop().unwrap_or_default();
        let making = std::mem::replace(&mut self.now, making);
        Rc::new(Proto {
            name: self.atoms.text(name),
            code: making.code,
            consts: making.consts,
            protos: making.protos,
            captures: making.captures,
            positions: making.positions,
            locals: making.locals.len() as u16,
            local_names: making.locals.into_iter().map(|name| self.atoms.text(name)).collect(),
            params: params as u16,
            length: length as u16,
            cells: making.cells as u16,
            flavour: function.flavour,
            is_async: function.is_async,
            generator: function.generator,
            needs_arguments: making.needs_arguments,
            source: self.source.clone(),
            start: function.start,
            end: function.end,
            regexes: RefCell::default(),
        })
    }

    /// Makes the variables of a function; gives the number of its parameters and how many of these come before the first
    /// default.
    fn prologue(&mut self, function: &Function, top: bool) -> (u32, u32) {
        // Parameters come as the first locals, whatever becomes of them.
        let (mut count, mut length, mut optional) = (0, 0, false);
        let mut at = self.tree.first(function.params);
        while at != 0 {
            let node = *self.tree.at(at);
            at = node.next;
            if node.kind == Kind::Spread {
                break;
            }
            optional |= node.kind == Kind::Assign;
            length += u32::from(!optional);
            let plain = node.kind == Kind::Name;
            self.now.locals.push(if plain { node.value } else { 0 });
            if plain {
                let mut place = Place { kind: LOCAL, at: count, declared: declare::VAR };
                if self.used_inside(node.value) {
                    place = Place { kind: CELL, at: self.now.cells, ..place };
                    self.now.cells += 1;
                    self.emit(Op::ParamToCell, count | place.at << 16);
                }
                self.now.scope.push(Variable { name: node.value, place });
            }
            count += 1;
        }
        if count > 30_000 {
            self.fail("too many variables", function.start);
        }
        let mut bound = Vec::new();
        self.tree.bound(function.params, &mut bound);
        if function.own_name && !bound.contains(&function.name) && !function.vars.contains(&function.name) {
            self.fresh(function.name, Op::Callee);
        }
        const ARGUMENTS: Atom = Word::Arguments.atom();
        let arguments = !top && function.flavour != Flavour::Arrow && function.arguments && !bound.contains(&ARGUMENTS);
        if arguments {
            self.now.needs_arguments = true;
            self.fresh(ARGUMENTS, Op::Arguments);
            bound.push(ARGUMENTS);
        }
        self.patterns(function.params, count);
        for name in &function.vars {
            if top {
                let at = self.text(*name);
                self.emit(Op::DeclareName, at);
            } else if !bound.contains(name) {
                self.fresh(*name, Op::Undefined);
            }
        }
        (count, length)
    }

    /// Parameters that are more than a name.
    fn patterns(&mut self, params: Id, count: u32) {
        let mut at = self.tree.first(params);
        let mut number = 0;
        while at != 0 {
            let node = *self.tree.at(at);
            if node.kind != Kind::Name {
                let mut names = Vec::new();
                self.tree.bound(at, &mut names);
                for name in names {
                    self.variable(name);
                }
                if node.kind == Kind::Spread {
                    self.now.needs_arguments = true;
                    self.emit(Op::RestArguments, count);
                    self.assign_pattern(node.first, true);
                } else {
                    self.emit(Op::GetLocal, number);
                    self.element(at, true);
                }
            }
            number += 1;
            at = node.next;
        }
    }

    fn variable(&mut self, name: Atom) -> Place {
        let place = self.bind(name, declare::VAR);
        if place.kind == CELL {
            self.emit(Op::NewCell, place.at);
        }
        place
    }

    /// A new variable of the function with the value that `op` pushes.
    fn fresh(&mut self, name: Atom, op: Op) {
        let place = self.variable(name);
        self.emit(op, 0);
        self.init(place);
    }

    /// Stores the top in a variable of this function and drops it.
    pub(super) fn init(&mut self, place: Place) {
        self.emit(if place.kind == CELL { Op::InitCell } else { Op::InitLocal }, place.at);
        self.emit(Op::Pop, 0);
    }

    /// Compiles a function inside of this one; gives its number among these.
    pub(super) fn inside(&mut self, number: u32, name: Atom) -> u32 {
        let quiet = std::mem::take(&mut self.quiet);
        let proto = self.function(number, false, name);
        self.quiet = quiet;
        self.now.protos.push(proto);
        self.now.protos.len() as u32 - 1
    }

    /// Pushes a new function, which takes `name` if it has none.
    #[inline(never)]
    pub(super) fn closure(&mut self, node: Id, name: Atom) {
        let number = self.tree.at(node).value;
        let at = self.inside(number, name);
        self.emit_at(Op::Closure, at, node);
    }
}
