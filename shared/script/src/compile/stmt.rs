//! Statements.

use super::{Around, Compiler, Control, NO_JUMPS};
use crate::ast::{Id, Kind, declare};
use crate::code::Op;

impl Compiler {
    pub(super) fn statement(&mut self, id: Id) {
        let node = *self.tree.at(id);
        let label = std::mem::take(&mut self.label);
        let second = self.tree.next(node.first);
        match node.kind {
            Kind::List => self.body(node.first),
            Kind::Block => {
                let before = self.open(node.first);
                self.body(second);
                self.close(before);
            }
            Kind::Declare => self.declaration(id),
            Kind::Return => {
                self.expr(node.first);
                self.leave(0, true);
                self.emit(Op::Return, 0);
            }
            Kind::If | Kind::Cond => self.branches(node.first),
            Kind::While => {
                let start = self.here();
                self.expr(node.first);
                let out = self.jump(Op::JumpIfFalse, NO_JUMPS);
                let around = self.within(Control::Loop, label, second);
                self.aim(around.continues, start);
                self.emit(Op::Jump, start);
                self.land(out);
                self.land(around.breaks);
            }
            Kind::DoWhile => {
                let start = self.here();
                let around = self.within(Control::Loop, label, node.first);
                self.land(around.continues);
                self.expr(second);
                self.emit(Op::JumpIfTrue, start);
                self.land(around.breaks);
            }
            Kind::For => self.for_loop(node.first, label),
            Kind::ForEach => self.each(id, label),
            Kind::Switch => self.switch(node.first, label),
            Kind::Leave => self.jump_out(id),
            Kind::Try => self.try_statement(node.first),
            Kind::Labelled => {
                let label = if label == 0 { id } else { label };
                let body = self.tree.kind(node.first);
                if matches!(body, Kind::While | Kind::DoWhile | Kind::For | Kind::ForEach | Kind::Labelled) {
                    self.label = label;
                    self.node(node.first);
                } else {
                    let around = self.within(Control::Block, label, node.first);
                    self.land(around.breaks);
                }
            }
            _ => {}
        }
    }

    /// Each of a row of statements.
    #[inline(never)]
    fn body(&mut self, mut at: Id) {
        while at != 0 {
            self.node(at);
            at = self.tree.next(at);
        }
    }

    fn declaration(&mut self, whole: Id) {
        let node = *self.tree.at(whole);
        let mut at = node.first;
        while at != 0 {
            let init = *self.tree.at(at);
            let value = self.tree.next(init.first);
            if self.tree.kind(value) != Kind::Nothing {
                self.expr_named(value, self.name_of(init.first));
                self.assign_pattern(init.first, node.flag != declare::VAR);
            } else if node.flag == declare::LET {
                self.emit(Op::Undefined, 0);
                self.assign_pattern(init.first, true);
            }
            at = init.next;
        }
    }

    /// `if … else if … else …` and `… ? … : …` as one row.
    fn branches(&mut self, mut at: Id) {
        let mut outs = NO_JUMPS;
        loop {
            let body = self.tree.next(at);
            if body == 0 {
                self.node(at);
                break;
            }
            self.expr(at);
            let skip = self.jump(Op::JumpIfFalse, NO_JUMPS);
            self.node(body);
            at = self.tree.next(body);
            if at != 0 {
                outs = self.jump(Op::Jump, outs);
            }
            self.land(skip);
            if at == 0 {
                break;
            }
        }
        self.land(outs);
    }

    #[inline(never)]
    fn push(&mut self, control: Control, label: Id) {
        self.now.around.push(Around { control, label, breaks: NO_JUMPS, continues: NO_JUMPS });
    }

    #[inline(never)]
    fn pop(&mut self) -> Around {
        let none = Around { control: Control::Value, label: 0, breaks: NO_JUMPS, continues: NO_JUMPS };
        self.now.around.pop().unwrap_or(none)
    }

    /// Compiles `body` as what jumps can leave; gives these jumps.
    fn within(&mut self, control: Control, label: Id, body: Id) -> Around {
        self.push(control, label);
        self.node(body);
        self.pop()
    }

    fn for_loop(&mut self, names: Id, label: Id) {
        let before = self.now.scope.len();
        self.variables(names, false);
        let init = self.tree.next(names);
        let test = self.tree.next(init);
        let step = self.tree.next(test);
        self.node(init);
        let start = self.here();
        let mut out = NO_JUMPS;
        if self.tree.kind(test) != Kind::Nothing {
            self.expr(test);
            out = self.jump(Op::JumpIfFalse, NO_JUMPS);
        }
        let around = self.within(Control::Loop, label, self.tree.next(step));
        self.land(around.continues);
        // A closure made in this round keeps its own variables.
        self.variables(names, true);
        if self.tree.kind(step) != Kind::Nothing {
            self.expr(step);
            self.emit(Op::Pop, 0);
        }
        self.emit(Op::Jump, start);
        self.land(out);
        self.land(around.breaks);
        self.close(before);
    }

    fn each(&mut self, whole: Id, label: Id) {
        let node = *self.tree.at(whole);
        let names = node.first;
        let target = self.tree.next(names);
        let subject = self.tree.next(target);
        self.expr(subject);
        self.emit_at(node.op, 0, whole);
        self.push(Control::Iter, 0);
        let start = self.here();
        self.emit_at(Op::Next, NO_JUMPS, whole);
        let out = self.here() - 1;
        let before = self.now.scope.len();
        self.variables(names, false);
        self.assign_pattern(target, node.flag != 0);
        let around = self.within(Control::Loop, label, self.tree.next(subject));
        self.aim(around.continues, start);
        self.close(before);
        self.emit(Op::Jump, start);
        if around.breaks != NO_JUMPS {
            self.land(around.breaks);
            self.emit(Op::IterClose, 0);
        }
        self.land(out);
        self.pop();
    }

    fn switch(&mut self, subject: Id, label: Id) {
        self.expr(subject);
        self.push(Control::Value, 0);
        let names = self.tree.next(subject);
        let before = self.open(names);
        let cases = self.tree.next(names);
        let mut at = cases;
        while at != 0 {
            let case = *self.tree.at(at);
            if self.tree.kind(case.first) != Kind::Nothing {
                self.expr(case.first);
                let entry = self.jump(Op::Case, NO_JUMPS);
                if let Some(case) = self.tree.at_mut(at) {
                    case.value = entry;
                }
            }
            at = case.next;
        }
        let mut other = self.jump(Op::Jump, NO_JUMPS);
        self.push(Control::Switch, label);
        at = cases;
        while at != 0 {
            let case = *self.tree.at(at);
            if self.tree.kind(case.first) == Kind::Nothing {
                self.land(other);
                other = NO_JUMPS;
            } else {
                self.land(case.value);
            }
            self.body(self.tree.next(case.first));
            at = case.next;
        }
        let around = self.pop();
        self.land(other);
        self.land(around.breaks);
        self.close(before);
        self.pop();
        self.emit(Op::Pop, 0);
    }

    /// Emits what has to be undone on the way out to `depth` of what is around. With `value`, one is on the stack to keep; what
    /// else is left there goes with the function.
    fn leave(&mut self, depth: usize, value: bool) {
        for at in (depth..self.now.around.len()).rev() {
            let Some(around) = self.now.around.get(at).copied() else { return };
            match around.control {
                Control::Iter | Control::Value | Control::InFinally if value => {}
                Control::Iter => self.emit(Op::IterClose, 0),
                Control::Value => self.emit(Op::Pop, 0),
                Control::InFinally => {
                    self.emit(Op::Pop, 0);
                    self.emit(Op::Pop, 0);
                }
                Control::Handler => self.emit(Op::PopHandler, 0),
                Control::Finally => {
                    self.emit(Op::PopHandler, 0);
                    if !value {
                        self.emit(Op::Undefined, 0);
                    }
                    let sub = self.jump(Op::Gosub, around.breaks);
                    if let Some(around) = self.now.around.get_mut(at) {
                        around.breaks = sub;
                    }
                    if !value {
                        self.emit(Op::Pop, 0);
                    }
                }
                Control::Loop | Control::Switch | Control::Block => {}
            }
        }
    }

    /// Whether `name` is one of a row of labels.
    fn is_labelled(&self, mut label: Id, name: u32) -> bool {
        loop {
            let node = self.tree.at(label);
            if node.kind != Kind::Labelled {
                return false;
            }
            if node.value == name {
                return true;
            }
            label = node.first;
        }
    }

    fn jump_out(&mut self, whole: Id) {
        let node = *self.tree.at(whole);
        let is_break = node.flag != 0;
        let found = self.now.around.iter().rposition(|around| {
            let is_loop = around.control == Control::Loop;
            if node.value == 0 {
                is_loop || is_break && around.control == Control::Switch
            } else {
                (is_break || is_loop) && self.is_labelled(around.label, node.value)
            }
        });
        let Some(found) = found else { return self.fail("there is no loop to leave", node.pos) };
        self.leave(found + 1, false);
        let others = self.now.around.get(found).map_or(NO_JUMPS, |a| if is_break { a.breaks } else { a.continues });
        let jump = self.jump(Op::Jump, others);
        if let Some(around) = self.now.around.get_mut(found) {
            *(if is_break { &mut around.breaks } else { &mut around.continues }) = jump;
        }
    }

    fn try_statement(&mut self, block: Id) {
        let catch = self.tree.next(block);
        let finally = self.tree.next(catch);
        if self.tree.kind(finally) == Kind::Nothing {
            return self.try_catch(block, catch);
        }
        let failed = self.jump(Op::Handler, NO_JUMPS);
        self.push(Control::Finally, 0);
        if self.tree.kind(catch) == Kind::Nothing {
            self.node(block);
        } else {
            self.try_catch(block, catch);
        }
        let mut subs = self.pop().breaks;
        self.emit(Op::PopHandler, 0);
        self.emit(Op::Undefined, 0);
        subs = self.jump(Op::Gosub, subs);
        self.emit(Op::Pop, 0);
        let over = self.jump(Op::Jump, NO_JUMPS);
        self.land(failed);
        subs = self.jump(Op::Gosub, subs);
        self.emit(Op::Throw, 0);
        self.land(subs);
        self.within(Control::InFinally, 0, finally);
        self.emit(Op::RetSub, 0);
        self.land(over);
    }

    fn try_catch(&mut self, block: Id, catch: Id) {
        let failed = self.jump(Op::Handler, NO_JUMPS);
        self.within(Control::Handler, 0, block);
        self.emit(Op::PopHandler, 0);
        let over = self.jump(Op::Jump, NO_JUMPS);
        self.land(failed);
        let names = self.tree.first(catch);
        let pattern = self.tree.next(names);
        let before = self.now.scope.len();
        self.variables(names, false);
        if self.tree.kind(pattern) == Kind::Nothing {
            self.emit(Op::Pop, 0);
        } else {
            self.assign_pattern(pattern, true);
        }
        self.node(self.tree.next(pattern));
        self.close(before);
        self.land(over);
    }
}
