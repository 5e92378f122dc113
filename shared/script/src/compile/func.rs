//! Functions: parameters, hoisting, the body.

use std::rc::Rc;

use super::{Compile, Compiler, Making, Place};
use crate::ast::{Declare, Expr, Function, Pattern, Stmt};
use crate::code::{Op, Proto};
use crate::parse::pattern::bound_names;
use crate::text::Str;

impl Compiler {
    /// Compiles a function; `top` for the script itself, whose `var`s belong to the scope it runs in.
    pub(super) fn function(&mut self, function: &Function, top: bool, name: &Str) -> Compile<Proto> {
        let inner = self.inner_names(function);
        self.stack.push(Making {
            code: Vec::new(),
            consts: Vec::new(),
            protos: Vec::new(),
            captures: Vec::new(),
            captured: Vec::new(),
            positions: Vec::new(),
            local_names: Vec::new(),
            cells: 0,
            scopes: vec![Vec::new()],
            inner,
            control: Vec::new(),
            chains: Vec::new(),
            needs_arguments: false,
        });
        let params = self.prologue(function, top)?;
        self.now()?.scopes.push(Vec::new());
        for (name, kind) in &function.names.lexical {
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
        self.hoist(&function.names)?;
        self.body(&function.body)?;
        match &function.value {
            Some(value) => self.expr(value)?,
            None => self.emit(Op::Undefined)?,
        }
        self.emit(Op::Return)?;
        self.finish(function, name, params)
    }

    pub(super) fn body(&mut self, body: &[Stmt]) -> Compile {
        body.iter().try_for_each(|statement| self.stmt(statement))
    }

    fn prologue(&mut self, function: &Function, top: bool) -> Compile<u16> {
        // Parameters come as the first locals, whatever becomes of them.
        let count = function.params.len() as u16;
        let mut bound = Vec::new();
        for (at, param) in function.params.iter().enumerate() {
            let at = at as u16;
            match (&param.pattern, &param.default) {
                (Pattern::Target(Expr::Name(name, _)), None) => {
                    self.now()?.local_names.push(name.clone());
                    if self.now()?.inner.binary_search(name).is_ok() {
                        self.now()?.cells += 1;
                        let cell = self.now()?.cells - 1;
                        self.emit(Op::ParamToCell(at, cell))?;
                        self.enter(name, Place::Cell(cell))?;
                    } else {
                        self.enter(name, Place::Local(at))?;
                    }
                }
                _ => self.now()?.local_names.push(Str::default()),
            }
            bound_names(&param.pattern, &mut bound);
        }
        function.rest.iter().for_each(|rest| bound_names(rest, &mut bound));
        if function.own_name && !bound.contains(&function.name) && !function.vars.contains(&function.name) {
            let place = self.bind(&function.name, Declare::Var)?;
            if let Place::Cell(at) = place {
                self.emit(Op::NewCell(at))?;
            }
            // The running function itself: operand of `Arguments` is not needed, so a name of its own says it.
            self.emit(Op::GetUp(u16::MAX))?;
            self.init(place)?;
        }
        let uses_arguments = !top
            && !Self::is_arrow(function)
            && self
                .parsed_refs
                .get(function.refs.0..function.refs.1)
                .is_some_and(|refs| refs.iter().any(|name| *name == *"arguments"))
            && !bound.iter().any(|name| *name == *"arguments");
        if uses_arguments {
            self.now()?.needs_arguments = true;
            let place = self.fresh(&"arguments".into())?;
            self.emit(Op::Arguments)?;
            self.init(place)?;
        }
        self.patterns(function)?;
        for name in &function.vars {
            if top {
                let at = self.text(name)?;
                self.emit(Op::DeclareName(at))?;
            } else if !(bound.contains(name) || uses_arguments && *name == *"arguments") {
                let place = self.fresh(name)?;
                self.emit(Op::Undefined)?;
                self.init(place)?;
            }
        }
        Ok(count)
    }

    /// Parameters that are more than a name.
    fn patterns(&mut self, function: &Function) -> Compile {
        for (at, param) in function.params.iter().enumerate() {
            if param.default.is_none() && matches!(param.pattern, Pattern::Target(_)) {
                continue;
            }
            self.fresh_names(&param.pattern)?;
            self.emit(Op::GetLocal(at as u16))?;
            self.default(&param.default, &param.pattern)?;
            self.assign_pattern(&param.pattern, true)?;
        }
        if let Some(rest) = &function.rest {
            self.now()?.needs_arguments = true;
            self.fresh_names(rest)?;
            self.emit(Op::RestArguments(function.params.len() as u16))?;
            self.assign_pattern(rest, true)?;
        }
        Ok(())
    }

    fn fresh_names(&mut self, pattern: &Pattern) -> Compile {
        let mut names = Vec::new();
        bound_names(pattern, &mut names);
        names.iter().try_for_each(|name| self.fresh(name).map(|_| ()))
    }

    /// A new variable of the function.
    fn fresh(&mut self, name: &Str) -> Compile<Place> {
        let place = self.bind(name, Declare::Var)?;
        if let Place::Cell(at) = place {
            self.emit(Op::NewCell(at))?;
        }
        Ok(place)
    }

    fn enter(&mut self, name: &Str, place: Place) -> Compile {
        if let Some(scope) = self.now()?.scopes.last_mut() {
            scope.push((name.clone(), place, Declare::Var));
        }
        Ok(())
    }

    /// Stores the top in a variable of this function and drops it.
    fn init(&mut self, place: Place) -> Compile {
        match place {
            Place::Local(at) => self.emit(Op::InitLocal(at))?,
            Place::Cell(at) => self.emit(Op::InitCell(at))?,
            _ => {}
        }
        self.emit(Op::Pop)
    }

    /// Pushes a new function.
    pub(super) fn closure(&mut self, function: &Rc<Function>, name: &Str) -> Compile {
        let chains = std::mem::take(&mut self.quiet);
        let proto = self.function(function, false, name)?;
        self.quiet = chains;
        let pos = function.start;
        let making = self.now()?;
        making.protos.push(Rc::new(proto));
        let at = making.protos.len() as u32 - 1;
        self.emit_at(Op::Closure(at), pos)
    }
}
