//! Names, members, calls; and what a script uses of its surroundings.

use super::{CELL, Compiler, FREE, Jumps, LOCAL, NO_JUMPS};
use crate::ast::{Atom, Id, Kind};
use crate::atoms::Word;
use crate::code::Op;

/// How many arguments an operation can take from the stack.
const MOST_ARGUMENTS: u32 = 60_000;

impl Compiler {
    #[inline(never)]
    pub(super) fn load(&mut self, name: Atom, node: Id) {
        let quiet = std::mem::take(&mut self.quiet);
        let place = self.find(name);
        let mut at = place.at;
        let op = match place.kind {
            LOCAL => Op::GetLocal,
            CELL => Op::GetCell,
            FREE if name == Word::Undefined.atom() => Op::Undefined,
            FREE => {
                if !quiet {
                    let name = self.written(name);
                    self.note_read(vec![name]);
                }
                at = self.text(name);
                Op::GetName
            }
            _ => Op::GetUp,
        };
        self.emit_at(op, at, node);
    }

    fn written(&self, name: Atom) -> String {
        self.atoms.text(name).to_text().into_owned()
    }

    /// The free name and the members of `a.b['c']`; stops at the first member that is computed.
    fn path(&mut self, expr: Id) -> Option<Vec<String>> {
        let mut members = Vec::new();
        let mut at = expr;
        loop {
            let node = *self.tree.at(at);
            at = node.first;
            match node.kind {
                Kind::Name => {
                    if !self.is_free(node.value) {
                        return None;
                    }
                    members.push(self.written(node.value));
                    members.reverse();
                    return Some(members);
                }
                Kind::Get => members.push(self.written(node.value)),
                Kind::Index => {
                    let key = *self.tree.at(self.tree.next(at));
                    match key.kind {
                        Kind::Text => members.push(self.written(key.value)),
                        Kind::Number => members.push(crate::number::to_text(self.number(key.value))),
                        _ => members.clear(),
                    }
                }
                Kind::Chain | Kind::Paren => {}
                _ => return None,
            }
        }
    }

    #[inline(never)]
    fn note_read(&mut self, path: Vec<String>) {
        if !self.uses.reads.contains(&path) {
            self.uses.reads.push(path);
        }
    }

    #[inline(never)]
    fn note_write(&mut self, path: Vec<String>) {
        if !self.uses.writes.contains(&path) {
            self.uses.writes.push(path);
        }
    }

    pub(super) fn note_write_of(&mut self, name: Atom) {
        let name = self.written(name);
        self.note_write(vec![name]);
    }

    pub(super) fn note_target(&mut self, target: Id) {
        if let Some(path) = self.path(target) {
            self.note_write(path);
        }
    }

    /// Notes that `a` of `a.b++` is written to.
    pub(super) fn note_owner(&mut self, target: Id) {
        let owner = *self.tree.at(self.tree.first(target));
        if owner.kind == Kind::Name && self.is_free(owner.value) {
            self.note_write_of(owner.value);
        }
    }

    /// Notes the path that begins here, and says whether the parts of it need no noting any more.
    fn note_path(&mut self, expr: Id) -> bool {
        if self.quiet {
            return true;
        }
        let path = self.path(expr);
        let found = path.is_some();
        if let Some(path) = path {
            self.note_read(path);
        }
        found
    }

    fn of_super(&self, member: Id) -> bool {
        self.tree.kind(self.tree.first(member)) == Kind::Super
    }

    pub(super) fn get(&mut self, whole: Id) {
        let noted = self.note_path(whole);
        self.object(whole, noted);
        self.key(whole);
        if self.of_super(whole) {
            self.finish_member(whole, Op::GetSuper, Op::GetSuperIndex);
        } else {
            self.finish_member(whole, Op::Get, Op::GetIndex);
        }
    }

    /// The object of a member; `?.` leaves the chain here.
    #[inline(never)]
    pub(super) fn object(&mut self, member: Id, quiet: bool) {
        if self.of_super(member) {
            return;
        }
        let node = *self.tree.at(member);
        self.quiet = quiet;
        self.expr(node.first);
        self.quiet = false;
        if node.flag != 0 {
            self.now.exits = self.jump(Op::JumpIfNullish, self.now.exits);
        }
    }

    /// The key of a member, unless it is a name.
    pub(super) fn key(&mut self, member: Id) {
        if self.tree.kind(member) == Kind::Index {
            self.expr(self.tree.second(member));
        }
    }

    /// What a member to assign to is made of.
    pub(super) fn parts(&mut self, member: Id) {
        self.expr(self.tree.first(member));
        self.quiet = false;
        self.key(member);
    }

    /// The operation on a member whose parts are on the stack: one for names, one for other keys.
    pub(super) fn finish_member(&mut self, member: Id, by_name: Op, by_key: Op) {
        self.finish_at(member, by_name, by_key, member);
    }

    #[inline(never)]
    pub(super) fn finish_at(&mut self, member: Id, by_name: Op, by_key: Op, place: Id) {
        let node = *self.tree.at(member);
        if node.kind == Kind::Get {
            let name = self.text(node.value);
            self.emit_at(by_name, name, place);
        } else {
            self.emit_at(by_key, 0, place);
        }
    }

    pub(super) fn chain(&mut self, inner: Id) {
        let around = std::mem::replace(&mut self.now.exits, NO_JUMPS);
        self.expr(inner);
        self.leave_chain(around);
    }

    /// Ends a chain inside of another one, whose exits are `around`.
    pub(super) fn leave_chain(&mut self, around: Jumps) {
        let exits = std::mem::replace(&mut self.now.exits, around);
        self.land(exits);
    }

    /// Pushes the function and its `this`.
    fn callee(&mut self, callee: Id) {
        let node = *self.tree.at(callee);
        match node.kind {
            Kind::Get | Kind::Index => {
                let noted = self.note_path(node.first);
                self.object(callee, noted);
                self.key(callee);
                if self.of_super(callee) {
                    self.finish_member(callee, Op::GetSuper, Op::GetSuperIndex);
                    self.emit(Op::This, 0);
                } else {
                    self.finish_member(callee, Op::GetMethod, Op::GetIndexMethod);
                }
            }
            Kind::Paren if matches!(self.tree.kind(node.first), Kind::Get | Kind::Index | Kind::Chain) => {
                self.callee(node.first);
            }
            Kind::Chain if matches!(self.tree.kind(node.first), Kind::Get | Kind::Index) => {
                let around = std::mem::replace(&mut self.now.exits, NO_JUMPS);
                self.callee(node.first);
                let over = self.jump(Op::Jump, NO_JUMPS);
                self.leave_chain(around);
                self.emit(Op::Undefined, 0);
                self.land(over);
            }
            _ => {
                self.expr(callee);
                self.emit(Op::Undefined, 0);
            }
        }
    }

    pub(super) fn call(&mut self, whole: Id) {
        self.quiet = false;
        let node = *self.tree.at(whole);
        let callee = node.first;
        let mut first = self.tree.next(callee);
        if self.tree.kind(callee) == Kind::Super {
            self.list(first);
            return self.emit_at(Op::SuperCall, 0, whole);
        }
        let read = self.lookup(callee, first);
        let noted = read.is_some();
        if let Some(read) = read {
            self.note_read(read);
        }
        self.callee(callee);
        if node.flag != 0 {
            self.now.exits = self.jump(Op::JumpIfNullishMethod, self.now.exits);
        }
        let count = self.plain_count(first);
        if count > MOST_ARGUMENTS {
            self.list(first);
            return self.emit_at(Op::CallSpread, 0, whole);
        }
        if noted {
            self.quiet = true;
            self.expr(first);
            self.quiet = false;
            first = self.tree.next(first);
        }
        self.exprs(first);
        self.emit_at(Op::Call, count, whole);
    }

    /// How many arguments there are; too many where one is spread.
    fn plain_count(&self, mut at: Id) -> u32 {
        let mut count = 0;
        while at != 0 {
            let node = self.tree.at(at);
            count += if node.kind == Kind::Spread { MOST_ARGUMENTS + 1 } else { 1 };
            at = node.next;
        }
        count
    }

    /// `_.get(data, 'a.b')` and `_.has(…)` read a path as `data.a.b` does.
    fn lookup(&mut self, callee: Id, first: Id) -> Option<Vec<String>> {
        let (get, path) = (*self.tree.at(callee), *self.tree.at(self.tree.next(first)));
        let of = self.tree.at(get.first);
        let known = get.value == Word::Get.atom() || get.value == Word::Has.atom();
        let lodash = of.kind == Kind::Name && of.value == Word::Lodash.atom();
        if get.kind != Kind::Get || !known || !lodash || path.kind != Kind::Text {
            return None;
        }
        if self.plain_count(first) > MOST_ARGUMENTS {
            return None;
        }
        let mut found = self.path(first)?;
        let path = self.written(path.value);
        found.extend(path.split(['.', '[', ']']).filter(|part| !part.is_empty()).map(str::to_owned));
        Some(found)
    }

    pub(super) fn new_call(&mut self, whole: Id) {
        let callee = self.tree.first(whole);
        let first = self.tree.next(callee);
        self.expr(callee);
        let count = self.plain_count(first);
        if count > MOST_ARGUMENTS {
            self.list(first);
            return self.emit_at(Op::NewSpread, 0, whole);
        }
        self.exprs(first);
        self.emit_at(Op::New, count, whole);
    }

    /// Pushes an array of the items.
    #[inline(never)]
    pub(super) fn list(&mut self, mut at: Id) {
        let mut count = 0;
        let mut made = false;
        while at != 0 {
            let node = *self.tree.at(at);
            let plain = !matches!(node.kind, Kind::Spread | Kind::Hole);
            if !made && (!plain || count == 200) {
                self.emit(Op::Array, count);
                made = true;
            }
            match node.kind {
                Kind::Spread => {
                    self.expr(node.first);
                    self.emit_at(Op::AppendAll, 0, at);
                }
                Kind::Hole => self.emit(Op::AppendHole, 0),
                _ => {
                    self.expr(at);
                    if made {
                        self.emit(Op::Append, 0);
                    }
                }
            }
            count += 1;
            at = node.next;
        }
        if !made {
            self.emit(Op::Array, count);
        }
    }
}
