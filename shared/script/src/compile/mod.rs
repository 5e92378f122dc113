//! The tree to operations: names become places, nesting becomes jumps.

mod access;
mod assign;
mod class;
mod expr;
mod func;
mod pattern;
mod stmt;

use std::cell::RefCell;
use std::rc::Rc;

use crate::ast::{Declare, Flavour, Function, Names, Pos};
use crate::code::{Capture, Op, Proto, Source};
use crate::error::ScriptError;
use crate::lex::place;
use crate::parse::{Parsed, parse};
use crate::text::Str;
use crate::value::Value;

type Compile<T = ()> = Result<T, ScriptError>;

/// Where a name is.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Local(u16),
    Cell(u16),
    Up(u16),
    /// In the scope the script runs in, found by name.
    Free,
}

/// What a jump out of a statement has to leave behind.
enum Control {
    /// Something `break`, and if it is a loop `continue`, can name.
    Target {
        labels: Vec<Str>,
        is_loop: bool,
        plain: bool,
        breaks: Vec<usize>,
        continues: Vec<usize>,
    },
    /// An iterator on the stack.
    Iter,
    Handler,
    Finally {
        subs: Vec<usize>,
    },
    /// Two values that a `finally` block keeps.
    InFinally,
    /// A value on the stack.
    Value,
}

/// A function being compiled.
struct Making {
    code: Vec<Op>,
    consts: Vec<Value>,
    protos: Vec<Rc<Proto>>,
    captures: Vec<Capture>,
    captured: Vec<(Str, bool)>,
    positions: Vec<(u32, Pos)>,
    local_names: Vec<Str>,
    cells: u16,
    scopes: Vec<Vec<(Str, Place, Declare)>>,
    /// Names used by functions inside, sorted.
    inner: Vec<Str>,
    control: Vec<Control>,
    chains: Vec<Vec<usize>>,
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
    parsed_refs: Vec<Str>,
    functions: Vec<(usize, usize, usize)>,
    stack: Vec<Making>,
    source: Rc<Source>,
    uses: Uses,
    /// The next member expression is part of a path already noted.
    quiet: bool,
    label: Vec<Str>,
}

/// Compiles the body of a function. Fails with what the parser fails with.
pub(crate) fn compile(text: &str, library: bool) -> Compile<(Rc<Proto>, Uses, Vec<Str>)> {
    let Parsed { function, refs, functions } = parse(text)?;
    let source = Rc::new(Source { text: text.into(), library });
    let mut compiler = Compiler {
        parsed_refs: refs,
        functions,
        stack: Vec::new(),
        source,
        uses: Uses::default(),
        quiet: false,
        label: Vec::new(),
    };
    let lexical = function.names.lexical.iter().map(|(name, _)| name.clone()).collect();
    let proto = compiler.function(&function, true, &Str::default())?;
    Ok((Rc::new(proto), compiler.uses, lexical))
}

impl Compiler {
    fn now(&mut self) -> Compile<&mut Making> {
        self.stack.last_mut().ok_or_else(|| ScriptError::new(crate::ErrorKind::Syntax, "nothing is being compiled"))
    }

    fn fail<T>(&self, message: &str, pos: Pos) -> Compile<T> {
        Err(ScriptError::syntax(message, place(&self.source.text, pos)))
    }

    fn emit(&mut self, op: Op) -> Compile {
        self.now()?.code.push(op);
        Ok(())
    }

    /// An operation that may fail, with its place.
    fn emit_at(&mut self, op: Op, pos: Pos) -> Compile {
        let making = self.now()?;
        let at = making.code.len() as u32;
        if making.positions.last().is_none_or(|(_, last)| *last != pos) {
            making.positions.push((at, pos));
        }
        making.code.push(op);
        Ok(())
    }

    fn here(&mut self) -> Compile<u32> {
        Ok(self.now()?.code.len() as u32)
    }

    /// A jump whose target is not known yet.
    fn jump(&mut self, op: Op) -> Compile<usize> {
        let making = self.now()?;
        making.code.push(op);
        Ok(making.code.len() - 1)
    }

    /// Makes the jump at `from` come here.
    fn land(&mut self, from: usize) -> Compile {
        let to = self.here()?;
        self.aim(from, to)
    }

    fn aim(&mut self, from: usize, to: u32) -> Compile {
        if let Some(
            Op::Jump(target)
            | Op::JumpIfFalse(target)
            | Op::JumpIfTrue(target)
            | Op::JumpIfFalseKeep(target)
            | Op::JumpIfTrueKeep(target)
            | Op::JumpIfNotNullishKeep(target)
            | Op::JumpIfDefinedKeep(target)
            | Op::JumpIfNullish(target)
            | Op::JumpIfNullishMethod(target)
            | Op::Case(target)
            | Op::Next(target)
            | Op::Handler(target)
            | Op::Gosub(target),
        ) = self.now()?.code.get_mut(from)
        {
            *target = to;
        }
        Ok(())
    }

    fn constant(&mut self, value: Value) -> Compile<u32> {
        let making = self.now()?;
        let found = making.consts.iter().rev().take(64).position(|known| match (known, &value) {
            (Value::Number(a), Value::Number(b)) => a.to_bits() == b.to_bits(),
            (Value::String(a), Value::String(b)) => a == b,
            _ => false,
        });
        if let Some(back) = found {
            return Ok((making.consts.len() - 1 - back) as u32);
        }
        making.consts.push(value);
        Ok(making.consts.len() as u32 - 1)
    }

    fn text(&mut self, text: &Str) -> Compile<u32> {
        self.constant(Value::String(text.clone()))
    }

    /// Where `name` is, seen from the function being compiled.
    fn find(&mut self, name: &Str) -> (Place, Option<Declare>) {
        let depth = self.stack.len();
        self.find_at(name, depth)
    }

    fn find_at(&mut self, name: &Str, depth: usize) -> (Place, Option<Declare>) {
        let Some(level) = depth.checked_sub(1) else { return (Place::Free, None) };
        let Some(making) = self.stack.get(level) else { return (Place::Free, None) };
        let own = making.scopes.iter().rev().flat_map(|scope| scope.iter().rev()).find(|(found, ..)| found == name);
        if let Some((_, place, kind)) = own {
            return (*place, Some(*kind));
        }
        if let Some(at) = making.captured.iter().position(|(found, _)| found == name) {
            let constant = making.captured.get(at).is_some_and(|(_, constant)| *constant);
            return (Place::Up(at as u16), Some(if constant { Declare::Const } else { Declare::Let }));
        }
        let (outer, kind) = self.find_at(name, level);
        let capture = match outer {
            Place::Cell(at) => Capture::Cell(at),
            Place::Up(at) => Capture::Up(at),
            Place::Free | Place::Local(_) => return (Place::Free, None),
        };
        let Some(making) = self.stack.get_mut(level) else { return (Place::Free, None) };
        making.captures.push(capture);
        making.captured.push((name.clone(), kind == Some(Declare::Const)));
        (Place::Up(making.captures.len() as u16 - 1), kind)
    }

    /// Makes a variable of the function being compiled.
    fn bind(&mut self, name: &Str, kind: Declare) -> Compile<Place> {
        let making = self.now()?;
        let place = if making.inner.binary_search(name).is_ok() {
            making.cells += 1;
            Place::Cell(making.cells - 1)
        } else {
            making.local_names.push(name.clone());
            Place::Local(making.local_names.len() as u16 - 1)
        };
        if making.local_names.len() > 30_000 || making.cells > 30_000 {
            return self.fail("too many variables", 0);
        }
        if let Some(scope) = self.now()?.scopes.last_mut() {
            scope.push((name.clone(), place, kind));
        }
        Ok(place)
    }

    /// Makes the names of a block, still without value, and its functions.
    fn open(&mut self, names: &Names) -> Compile {
        self.now()?.scopes.push(Vec::new());
        for (name, kind) in &names.lexical {
            match self.bind(name, *kind)? {
                Place::Cell(at) => self.emit(Op::NewCell(at))?,
                Place::Local(at) => {
                    self.emit(Op::Hole)?;
                    self.emit(Op::InitLocal(at))?;
                    self.emit(Op::Pop)?;
                }
                _ => {}
            }
        }
        self.hoist(names)
    }

    fn hoist(&mut self, names: &Names) -> Compile {
        for function in &names.functions {
            self.closure(function, &function.name)?;
            self.store(&function.name, function.start, true)?;
            self.emit(Op::Pop)?;
        }
        Ok(())
    }

    fn close(&mut self) -> Compile {
        self.now()?.scopes.pop();
        Ok(())
    }

    /// Names that functions inside of `function` use.
    fn inner_names(&self, function: &Function) -> Vec<Str> {
        let (start, end) = if function.id == 0 { (0, self.parsed_refs.len()) } else { function.refs };
        let first = self.functions.partition_point(|(_, from, _)| *from < start);
        let mut names: Vec<Str> = Vec::new();
        let mut reached = start;
        for (id, from, to) in self.functions.get(first..).unwrap_or_default() {
            if *from >= end {
                break;
            }
            // Where the extents are equal, the outer function was finished later.
            let itself_or_around = (*from, *to) == (start, end) && *id >= function.id && function.id != 0;
            if *to > end || *to <= reached || itself_or_around {
                continue;
            }
            names.extend(self.parsed_refs.get((*from).max(reached)..*to).unwrap_or_default().iter().cloned());
            reached = *to;
        }
        names.sort();
        names.dedup();
        names
    }

    fn finish(&mut self, function: &Function, name: &Str, params: u16) -> Compile<Proto> {
        let Some(making) = self.stack.pop() else { return self.fail("nothing to finish", 0) };
        let length = function.params.iter().take_while(|param| param.default.is_none()).count() as u16;
        Ok(Proto {
            name: if function.name.is_empty() { name.clone() } else { function.name.clone() },
            code: making.code,
            consts: making.consts,
            protos: making.protos,
            captures: making.captures,
            positions: making.positions,
            locals: making.local_names.len() as u16,
            local_names: making.local_names,
            params,
            length,
            cells: making.cells,
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

    fn is_arrow(function: &Function) -> bool {
        function.flavour == Flavour::Arrow
    }
}
