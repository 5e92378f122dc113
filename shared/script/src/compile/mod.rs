//! The tree to operations: names become places, nesting becomes jumps.
//!
//! As in the parser, the first thing that is wrong is kept and told at the end.

mod access;
mod assign;
mod class;
mod expr;
mod func;
mod pattern;
mod stmt;

use std::rc::Rc;

use crate::ast::{Atom, Id, Kind, Pos, Tree, declare};
use crate::atoms::Atoms;
use crate::code::{Capture, Op, Proto, Source, Step};
use crate::error::ScriptError;
use crate::lex::place;
use crate::parse::{Parsed, parse};
use crate::text::Str;
use crate::value::Value;

/// The kind of place a name is in, which is also the column in tables of operations.
const LOCAL: u8 = 0;
const CELL: u8 = 1;
const UP: u8 = 2;
/// In the scope the script runs in, found by name.
const FREE: u8 = 3;

/// Where a name is.
#[derive(Clone, Copy)]
struct Place {
    kind: u8,
    /// The number of the variable; for a free name that of its text.
    at: u32,
    /// How it was declared.
    declared: u8,
}

/// A name in a scope.
#[derive(Clone, Copy)]
struct Variable {
    name: Atom,
    place: Place,
}

/// Jumps whose target is not known yet: the last one, whose operand is the one before, and so on.
type Jumps = u32;
const NO_JUMPS: Jumps = u32::MAX;

/// What a jump out of a statement has to leave behind.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Control {
    /// What `break` and `continue` can name.
    Loop,
    /// What `break` can name; a labelled block only with its label.
    Switch,
    Block,
    /// An iterator on the stack.
    Iter,
    Handler,
    Finally,
    /// Two values that a `finally` block keeps.
    InFinally,
    /// A value on the stack.
    Value,
}

#[derive(Clone, Copy)]
struct Around {
    control: Control,
    /// The outermost `Labelled` directly around, or 0.
    label: Id,
    /// To after it; of `finally`, to the block.
    breaks: Jumps,
    /// To its next round.
    continues: Jumps,
}

/// A function being compiled.
#[derive(Default)]
struct Making {
    /// The number of the function.
    function: u32,
    code: Vec<Step>,
    consts: Vec<Value>,
    protos: Vec<Rc<Proto>>,
    captures: Vec<Capture>,
    /// The names of the captures, and how they were declared.
    captured: Vec<(Atom, u8)>,
    positions: Vec<(u32, Pos)>,
    locals: Vec<Atom>,
    cells: u32,
    scope: Vec<Variable>,
    around: Vec<Around>,
    /// Exits of the `?.` chain at hand.
    exits: Jumps,
    needs_arguments: bool,
}

/// What a script reads and writes of its surroundings, as far as its text tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Uses {
    /// Names read that the script does not declare, with the members that follow: `["data", "address", "city"]`. A path that
    /// ends early (`["data"]`) means everything below.
    pub reads: Vec<Vec<String>>,
    /// The same for what is assigned.
    pub writes: Vec<Vec<String>>,
}

pub(crate) struct Compiler {
    tree: Tree,
    atoms: Atoms,
    now: Making,
    /// The functions around it.
    outer: Vec<Making>,
    source: Rc<Source>,
    uses: Uses,
    /// Every name that is looked for in the scope it runs in.
    free: Vec<Atom>,
    /// The next member expression is part of a path already noted.
    quiet: bool,
    /// The outermost label of the statement at hand.
    label: Id,
    error: Option<ScriptError>,
}

/// What a source is compiled to.
pub(crate) struct Compiled {
    pub proto: Rc<Proto>,
    pub uses: Uses,
    /// The names it declares by `let` and `const` (true), and those it looks for in the scope it runs in (false).
    pub names: Vec<(Str, bool)>,
}

/// Compiles the body of a function. Fails with what the parser fails with.
pub(crate) fn compile(text: &str, library: bool) -> Result<Compiled, ScriptError> {
    let Parsed { tree, atoms, top } = parse(text)?;
    let source = Rc::new(Source { text: text.into(), library });
    let mut compiler = Compiler {
        tree,
        atoms,
        now: Making::default(),
        outer: Vec::new(),
        source,
        uses: Uses::default(),
        free: Vec::new(),
        quiet: false,
        label: 0,
        error: None,
    };
    let proto = compiler.function(top, true, 0);
    if let Some(error) = compiler.error {
        return Err(error);
    }
    let mut names: Vec<_> = compiler.free.iter().map(|name| (compiler.atoms.text(*name), false)).collect();
    let mut at = compiler.tree.function(top).map_or(0, |function| compiler.tree.first(function.names));
    while at != 0 {
        let node = compiler.tree.at(at);
        if node.kind == Kind::Variable {
            names.push((compiler.atoms.text(node.value), true));
        }
        at = node.next;
    }
    Ok(Compiled { proto, uses: compiler.uses, names })
}

impl Compiler {
    #[inline(never)]
    fn fail(&mut self, message: &str, pos: Pos) {
        if self.error.is_none() {
            self.error = Some(ScriptError::syntax(message, place(&self.source.text, pos)));
        }
    }

    #[inline(never)]
    fn emit(&mut self, op: Op, a: u32) {
        self.now.code.push(Step { op, a });
    }

    /// An operation that may fail, with the place of its node.
    #[inline(never)]
    fn emit_at(&mut self, op: Op, a: u32, node: Id) {
        let pos = self.tree.at(node).pos;
        if self.now.positions.last().is_none_or(|(_, last)| *last != pos) {
            self.now.positions.push((self.here(), pos));
        }
        self.emit(op, a);
    }

    fn here(&self) -> u32 {
        self.now.code.len() as u32
    }

    /// A jump whose target is not known yet, added to `others`.
    #[inline(never)]
    fn jump(&mut self, op: Op, others: Jumps) -> Jumps {
        self.emit(op, others);
        self.here() - 1
    }

    /// Makes the jumps come here.
    fn land(&mut self, jumps: Jumps) {
        self.aim(jumps, self.here());
    }

    #[inline(never)]
    fn aim(&mut self, mut jumps: Jumps, to: u32) {
        while let Some(step) = self.now.code.get_mut(jumps as usize) {
            jumps = std::mem::replace(&mut step.a, to);
        }
    }

    #[inline(never)]
    fn constant(&mut self, value: Value) -> u32 {
        let consts = &mut self.now.consts;
        let from = consts.len().saturating_sub(64);
        for (at, known) in consts.iter().enumerate().skip(from) {
            let same = match (known, &value) {
                (Value::Number(a), Value::Number(b)) => a.to_bits() == b.to_bits(),
                (Value::String(a), Value::String(b)) => a == b,
                _ => false,
            };
            if same {
                return at as u32;
            }
        }
        consts.push(value);
        consts.len() as u32 - 1
    }

    #[inline(never)]
    fn text(&mut self, text: Atom) -> u32 {
        let text = self.atoms.text(text);
        self.constant(Value::String(text))
    }

    /// Pushes a text.
    fn push_text(&mut self, text: Atom) {
        let at = self.text(text);
        self.emit(Op::Const, at);
    }

    /// Where `name` is, seen from the function being compiled.
    fn find(&mut self, name: Atom) -> Place {
        let place = self.find_at(name, self.outer.len());
        if place.kind == FREE && !self.free.contains(&name) {
            self.free.push(name);
        }
        place
    }

    fn making(&mut self, level: usize) -> &mut Making {
        self.outer.get_mut(level).unwrap_or(&mut self.now)
    }

    #[inline(never)]
    fn find_at(&mut self, name: Atom, level: usize) -> Place {
        let making = self.making(level);
        if let Some(found) = making.scope.iter().rev().find(|variable| variable.name == name) {
            return found.place;
        }
        if let Some(at) = making.captured.iter().position(|(found, _)| *found == name) {
            let declared = making.captured.get(at).map_or(0, |found| found.1);
            return Place { kind: UP, at: at as u32, declared };
        }
        let free = Place { kind: FREE, at: name, declared: 0 };
        let Some(around) = level.checked_sub(1) else { return free };
        let outer = self.find_at(name, around);
        let capture = match outer.kind {
            CELL => Capture::Cell(outer.at as u16),
            UP => Capture::Up(outer.at as u16),
            _ => return free,
        };
        let making = self.making(level);
        making.captures.push(capture);
        making.captured.push((name, outer.declared));
        Place { kind: UP, at: making.captures.len() as u32 - 1, declared: outer.declared }
    }

    fn is_free(&mut self, name: Atom) -> bool {
        self.find(name).kind == FREE
    }

    fn used_inside(&self, name: Atom) -> bool {
        self.tree.function(self.now.function).is_some_and(|function| function.inner.binary_search(&name).is_ok())
    }

    /// Makes a variable of the function being compiled.
    #[inline(never)]
    fn bind(&mut self, name: Atom, declared: u8) -> Place {
        let (kind, at) = if self.used_inside(name) {
            self.now.cells += 1;
            (CELL, self.now.cells - 1)
        } else {
            self.now.locals.push(name);
            (LOCAL, self.now.locals.len() as u32 - 1)
        };
        if at > 30_000 {
            self.fail("too many variables", 0);
        }
        let place = Place { kind, at, declared };
        self.now.scope.push(Variable { name, place });
        place
    }

    /// Makes what a block declares, variables still without value; gives what [`close`](Self::close) needs.
    fn open(&mut self, names: Id) -> usize {
        let before = self.now.scope.len();
        self.variables(names, false);
        self.hoist(names);
        before
    }

    /// Makes the variables a block or a loop declares. `fresh` makes those that functions inside use anew: what they had is
    /// kept by the functions of this round.
    #[inline(never)]
    fn variables(&mut self, names: Id, fresh: bool) {
        let mut at = self.tree.first(names);
        while at != 0 {
            let node = *self.tree.at(at);
            at = node.next;
            if node.kind != Kind::Variable {
                continue;
            }
            if fresh {
                let place = self.find(node.value);
                if place.kind == CELL {
                    self.emit(Op::FreshCell, place.at);
                }
                continue;
            }
            let place = self.bind(node.value, node.flag);
            if place.kind == CELL {
                self.emit(Op::NewCell, place.at);
            } else {
                self.emit(Op::Hole, 0);
                self.init(place);
            }
        }
    }

    /// Makes the functions of a block.
    fn hoist(&mut self, names: Id) {
        let mut at = self.tree.first(names);
        while at != 0 {
            let node = *self.tree.at(at);
            if node.kind == Kind::Function {
                let name = self.tree.function(node.value).map_or(0, |function| function.name);
                self.closure(at, name);
                self.store(name, at, true);
                self.emit(Op::Pop, 0);
            }
            at = node.next;
        }
    }

    fn close(&mut self, before: usize) {
        self.now.scope.truncate(before);
    }

    fn is_constant(place: Place) -> bool {
        place.declared == declare::CONST
    }
}
