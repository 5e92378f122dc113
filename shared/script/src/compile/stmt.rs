//! Statements.

use super::{Compile, Compiler, Control, Place};
use crate::ast::{Block, Declare, Each, Expr, Pattern, Pos, Stmt, Try};
use crate::code::Op;
use crate::text::Str;

impl Compiler {
    pub(super) fn stmt(&mut self, statement: &Stmt) -> Compile {
        let labels = std::mem::take(&mut self.label);
        match statement {
            Stmt::Empty | Stmt::Function => Ok(()),
            Stmt::Expr(value) => {
                self.expr(value)?;
                self.emit(Op::Pop)
            }
            Stmt::Declare(kind, list) => self.declaration(*kind, list),
            Stmt::Class(class) => {
                self.class(class, &class.name)?;
                self.store(&class.name, class.pos, true)?;
                self.emit(Op::Pop)
            }
            Stmt::Return(value) => {
                match value {
                    Some(value) => self.expr(value)?,
                    None => self.emit(Op::Undefined)?,
                }
                self.leave(0, true)?;
                self.emit(Op::Return)
            }
            Stmt::If(..) => self.branches(statement),
            Stmt::Block(block) => self.block(block),
            Stmt::While(test, body) => self.while_loop(test, body, labels),
            Stmt::DoWhile(body, test) => self.do_loop(body, test, labels),
            Stmt::For { names, init, test, step, body } => {
                self.for_loop(names, init.as_deref(), test.as_ref(), step.as_ref(), body, labels)
            }
            Stmt::ForIn(each) => self.each(each, Op::KeysIter, labels),
            Stmt::ForOf(each) => self.each(each, Op::Iter, labels),
            Stmt::Switch(subject, cases, names) => {
                self.expr(subject)?;
                self.now()?.control.push(Control::Value);
                self.open(names)?;
                self.switch(cases, labels)?;
                self.close()?;
                self.now()?.control.pop();
                self.emit(Op::Pop)
            }
            Stmt::Break(label, pos) => self.jump_out(label, true, *pos),
            Stmt::Continue(label, pos) => self.jump_out(label, false, *pos),
            Stmt::Throw(value, pos) => {
                self.expr(value)?;
                self.emit_at(Op::Throw, *pos)
            }
            Stmt::Try(parts) => self.try_statement(parts),
            Stmt::Labelled(label, body) => self.labelled(label, body, labels),
        }
    }

    pub(super) fn block(&mut self, block: &Block) -> Compile {
        self.open(&block.names)?;
        self.body(&block.body)?;
        self.close()
    }

    fn declaration(&mut self, kind: Declare, list: &[(Pattern, Option<Expr>, Pos)]) -> Compile {
        for (pattern, value, pos) in list {
            match (pattern, value) {
                (Pattern::Target(Expr::Name(name, _)), None) if kind == Declare::Let => {
                    self.emit(Op::Undefined)?;
                    self.store(name, *pos, true)?;
                    self.emit(Op::Pop)?;
                }
                (_, None) => {}
                (pattern, Some(value)) => {
                    self.expr_named(value, &super::pattern::pattern_name(pattern))?;
                    self.assign_pattern(pattern, kind != Declare::Var)?;
                }
            }
        }
        Ok(())
    }

    /// `if … else if … else …` as one row.
    fn branches(&mut self, statement: &Stmt) -> Compile {
        let mut outs = Vec::new();
        let mut at = statement;
        while let Stmt::If(test, body, other) = at {
            self.expr(test)?;
            let skip = self.jump(Op::JumpIfFalse(0))?;
            self.stmt(body)?;
            if other.is_some() {
                outs.push(self.jump(Op::Jump(0))?);
            }
            self.land(skip)?;
            match other {
                Some(next) => at = next,
                None => at = &Stmt::Empty,
            }
        }
        self.stmt(at)?;
        outs.into_iter().try_for_each(|out| self.land(out))
    }

    fn push_target(&mut self, labels: Vec<Str>, is_loop: bool, plain: bool) -> Compile {
        let target = Control::Target { labels, is_loop, plain, breaks: Vec::new(), continues: Vec::new() };
        self.now()?.control.push(target);
        Ok(())
    }

    /// Ends a target: gives the jumps to after it and to its next round.
    fn pop_target(&mut self) -> Compile<(Vec<usize>, Vec<usize>)> {
        match self.now()?.control.pop() {
            Some(Control::Target { breaks, continues, .. }) => Ok((breaks, continues)),
            _ => Ok((Vec::new(), Vec::new())),
        }
    }

    fn while_loop(&mut self, test: &Expr, body: &Stmt, labels: Vec<Str>) -> Compile {
        let start = self.here()?;
        self.expr(test)?;
        let out = self.jump(Op::JumpIfFalse(0))?;
        self.push_target(labels, true, true)?;
        self.stmt(body)?;
        let (breaks, continues) = self.pop_target()?;
        continues.into_iter().try_for_each(|from| self.aim(from, start))?;
        self.emit(Op::Jump(start))?;
        self.land(out)?;
        breaks.into_iter().try_for_each(|from| self.land(from))
    }

    fn do_loop(&mut self, body: &Stmt, test: &Expr, labels: Vec<Str>) -> Compile {
        let start = self.here()?;
        self.push_target(labels, true, true)?;
        self.stmt(body)?;
        let (breaks, continues) = self.pop_target()?;
        continues.into_iter().try_for_each(|from| self.land(from))?;
        self.expr(test)?;
        self.emit(Op::JumpIfTrue(start))?;
        breaks.into_iter().try_for_each(|from| self.land(from))
    }

    fn for_loop(
        &mut self,
        names: &[(Str, Declare)],
        init: Option<&Stmt>,
        test: Option<&Expr>,
        step: Option<&Expr>,
        body: &Stmt,
        labels: Vec<Str>,
    ) -> Compile {
        self.now()?.scopes.push(Vec::new());
        let cells = self.loop_names(names)?;
        init.map_or(Ok(()), |init| self.stmt(init))?;
        let start = self.here()?;
        let mut out = None;
        if let Some(test) = test {
            self.expr(test)?;
            out = Some(self.jump(Op::JumpIfFalse(0))?);
        }
        self.push_target(labels, true, true)?;
        self.stmt(body)?;
        let (breaks, continues) = self.pop_target()?;
        continues.into_iter().try_for_each(|from| self.land(from))?;
        // A closure made in this round keeps its own variables.
        cells.into_iter().try_for_each(|cell| self.emit(Op::FreshCell(cell)))?;
        if let Some(step) = step {
            self.expr(step)?;
            self.emit(Op::Pop)?;
        }
        self.emit(Op::Jump(start))?;
        out.map_or(Ok(()), |out| self.land(out))?;
        breaks.into_iter().try_for_each(|from| self.land(from))?;
        self.close()
    }

    /// Declares the variables of a loop head; gives those that functions inside use.
    fn loop_names(&mut self, names: &[(Str, Declare)]) -> Compile<Vec<u16>> {
        let mut cells = Vec::new();
        for (name, kind) in names {
            match self.bind(name, *kind)? {
                Place::Cell(at) => {
                    self.emit(Op::NewCell(at))?;
                    cells.push(at);
                }
                Place::Local(at) => {
                    self.emit(Op::Hole)?;
                    self.emit(Op::InitLocal(at))?;
                    self.emit(Op::Pop)?;
                }
                _ => {}
            }
        }
        Ok(cells)
    }

    fn each(&mut self, each: &Each, iter: Op, labels: Vec<Str>) -> Compile {
        self.expr(&each.subject)?;
        self.emit_at(iter, each.pos)?;
        self.now()?.control.push(Control::Iter);
        let start = self.here()?;
        let out = {
            self.emit_at(Op::Next(0), each.pos)?;
            self.now()?.code.len() - 1
        };
        self.now()?.scopes.push(Vec::new());
        self.loop_names(&each.names)?;
        self.assign_pattern(&each.target, each.declare.is_some_and(|kind| kind != Declare::Var))?;
        self.push_target(labels, true, true)?;
        self.stmt(&each.body)?;
        let (breaks, continues) = self.pop_target()?;
        continues.into_iter().try_for_each(|from| self.aim(from, start))?;
        self.close()?;
        self.emit(Op::Jump(start))?;
        if !breaks.is_empty() {
            breaks.into_iter().try_for_each(|from| self.land(from))?;
            self.emit(Op::IterClose)?;
        }
        self.land(out)?;
        self.now()?.control.pop();
        Ok(())
    }

    fn switch(&mut self, cases: &[(Option<Expr>, Vec<Stmt>)], labels: Vec<Str>) -> Compile {
        let mut entries = Vec::new();
        for (test, _) in cases {
            entries.push(match test {
                Some(test) => {
                    self.expr(test)?;
                    Some(self.jump(Op::Case(0))?)
                }
                None => None,
            });
        }
        let other = self.jump(Op::Jump(0))?;
        self.push_target(labels, false, true)?;
        let mut default = None;
        for (entry, (_, body)) in entries.into_iter().zip(cases) {
            match entry {
                Some(entry) => self.land(entry)?,
                None => default = Some(self.here()?),
            }
            self.body(body)?;
        }
        let (breaks, _) = self.pop_target()?;
        match default {
            Some(default) => self.aim(other, default)?,
            None => self.land(other)?,
        }
        breaks.into_iter().try_for_each(|from| self.land(from))
    }

    fn labelled(&mut self, label: &Str, body: &Stmt, mut labels: Vec<Str>) -> Compile {
        labels.push(label.clone());
        let loops = matches!(
            body,
            Stmt::While(..)
                | Stmt::DoWhile(..)
                | Stmt::For { .. }
                | Stmt::ForIn(_)
                | Stmt::ForOf(_)
                | Stmt::Labelled(..)
        );
        if loops {
            self.label = labels;
            return self.stmt(body);
        }
        self.push_target(labels, false, false)?;
        self.stmt(body)?;
        let (breaks, _) = self.pop_target()?;
        breaks.into_iter().try_for_each(|from| self.land(from))
    }

    /// Emits what has to be undone on the way out to `depth` control entries. With `value`, one is on the stack to keep.
    fn leave(&mut self, depth: usize, value: bool) -> Compile {
        let count = self.now()?.control.len();
        for at in (depth..count).rev() {
            enum Step {
                Nothing,
                Pop,
                Close,
                Handler,
                Finally,
                Twice,
            }
            let step = match self.now()?.control.get(at) {
                Some(Control::Iter) => Step::Close,
                Some(Control::Value) => Step::Pop,
                Some(Control::Handler) => Step::Handler,
                Some(Control::Finally { .. }) => Step::Finally,
                Some(Control::InFinally) => Step::Twice,
                Some(Control::Target { .. }) | None => Step::Nothing,
            };
            match step {
                // What is left on the stack goes with the function.
                Step::Nothing => {}
                Step::Pop | Step::Close | Step::Twice if value => {}
                Step::Pop => self.emit(Op::Pop)?,
                Step::Close => self.emit(Op::IterClose)?,
                Step::Twice => {
                    self.emit(Op::Pop)?;
                    self.emit(Op::Pop)?;
                }
                Step::Handler => self.emit(Op::PopHandler)?,
                Step::Finally => {
                    self.emit(Op::PopHandler)?;
                    if !value {
                        self.emit(Op::Undefined)?;
                    }
                    let sub = self.jump(Op::Gosub(0))?;
                    if let Some(Control::Finally { subs }) = self.now()?.control.get_mut(at) {
                        subs.push(sub);
                    }
                    if !value {
                        self.emit(Op::Pop)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn jump_out(&mut self, label: &Option<Str>, is_break: bool, pos: Pos) -> Compile {
        let found = self.now()?.control.iter().rposition(|control| match (control, label) {
            (Control::Target { labels, is_loop, .. }, Some(label)) => labels.contains(label) && (is_break || *is_loop),
            (Control::Target { is_loop, plain, .. }, None) => *is_loop || is_break && *plain,
            _ => false,
        });
        let Some(found) = found else { return self.fail("there is no loop to leave", pos) };
        self.leave(found + 1, false)?;
        let jump = self.jump(Op::Jump(0))?;
        if let Some(Control::Target { breaks, continues, .. }) = self.now()?.control.get_mut(found) {
            if is_break { breaks.push(jump) } else { continues.push(jump) }
        }
        Ok(())
    }

    fn try_statement(&mut self, parts: &Try) -> Compile {
        let Some(finally) = &parts.finally else { return self.try_catch(parts) };
        let failed = self.jump(Op::Handler(0))?;
        self.now()?.control.push(Control::Finally { subs: Vec::new() });
        if parts.catch.is_some() {
            self.try_catch(parts)?
        } else {
            self.block(&parts.block)?
        }
        let mut subs = match self.now()?.control.pop() {
            Some(Control::Finally { subs }) => subs,
            _ => Vec::new(),
        };
        self.emit(Op::PopHandler)?;
        self.emit(Op::Undefined)?;
        subs.push(self.jump(Op::Gosub(0))?);
        self.emit(Op::Pop)?;
        let over = self.jump(Op::Jump(0))?;
        self.land(failed)?;
        subs.push(self.jump(Op::Gosub(0))?);
        self.emit(Op::Throw)?;
        subs.into_iter().try_for_each(|sub| self.land(sub))?;
        self.now()?.control.push(Control::InFinally);
        self.block(finally)?;
        self.now()?.control.pop();
        self.emit(Op::RetSub)?;
        self.land(over)
    }

    fn try_catch(&mut self, parts: &Try) -> Compile {
        let failed = self.jump(Op::Handler(0))?;
        self.now()?.control.push(Control::Handler);
        self.block(&parts.block)?;
        self.now()?.control.pop();
        self.emit(Op::PopHandler)?;
        let over = self.jump(Op::Jump(0))?;
        self.land(failed)?;
        self.now()?.scopes.push(Vec::new());
        match &parts.catch {
            Some((Some(pattern), names, block)) => {
                let names: Vec<(Str, Declare)> = names.iter().map(|name| (name.clone(), Declare::Let)).collect();
                self.loop_names(&names)?;
                self.assign_pattern(pattern, true)?;
                self.block(block)?;
            }
            Some((None, _, block)) => {
                self.emit(Op::Pop)?;
                self.block(block)?;
            }
            None => self.emit(Op::Pop)?,
        }
        self.close()?;
        self.land(over)
    }
}
