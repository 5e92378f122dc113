//! Names, members, calls; and what a script uses of its surroundings.

use super::{Compile, Compiler, Place};
use crate::ast::{Expr, Item, Pattern, Pos};
use crate::code::Op;
use crate::text::Str;

impl Compiler {
    pub(super) fn load(&mut self, name: &Str, pos: Pos) -> Compile {
        let quiet = std::mem::take(&mut self.quiet);
        match self.find(name).0 {
            Place::Local(at) => self.emit_at(Op::GetLocal(at), pos),
            Place::Cell(at) => self.emit_at(Op::GetCell(at), pos),
            Place::Up(at) => self.emit_at(Op::GetUp(at), pos),
            Place::Free if *name == *"undefined" => self.emit(Op::Undefined),
            Place::Free => {
                if !quiet {
                    self.note_read(vec![name.to_text().into_owned()]);
                }
                let at = self.text(name)?;
                self.emit_at(Op::GetName(at), pos)
            }
        }
    }

    /// The free name and the members of `a.b['c']`; stops at the first member that is computed.
    fn path(&mut self, expr: &Expr) -> Option<Vec<String>> {
        let mut members = Vec::new();
        let mut at = expr;
        loop {
            match at {
                Expr::Name(name, _) => {
                    if self.find(name).0 != Place::Free {
                        return None;
                    }
                    members.push(name.to_text().into_owned());
                    members.reverse();
                    return Some(members);
                }
                Expr::Get { object, key, .. } => {
                    members.push(key.to_text().into_owned());
                    at = object;
                }
                Expr::Index { object, key, .. } => {
                    match &**key {
                        Expr::Text(text) => members.push(text.to_text().into_owned()),
                        Expr::Number(number) => members.push(crate::number::to_text(*number)),
                        _ => members.clear(),
                    }
                    at = object;
                }
                Expr::Chain(inner) | Expr::Paren(inner) => at = inner,
                _ => return None,
            }
        }
    }

    fn note_read(&mut self, path: Vec<String>) {
        if !self.uses.reads.contains(&path) {
            self.uses.reads.push(path);
        }
    }

    pub(super) fn note_write(&mut self, path: Vec<String>) {
        if !self.uses.writes.contains(&path) {
            self.uses.writes.push(path);
        }
    }

    pub(super) fn note_target(&mut self, pattern: &Pattern) {
        if let Pattern::Target(target) = pattern
            && let Some(path) = self.path(target)
        {
            self.note_write(path);
        }
    }

    /// Notes the path that begins here, and says whether the parts of it need no noting any more.
    fn note_path(&mut self, expr: &Expr) -> bool {
        if self.quiet {
            return true;
        }
        match self.path(expr) {
            Some(path) => {
                self.note_read(path);
                true
            }
            None => false,
        }
    }

    pub(super) fn get(&mut self, whole: &Expr) -> Compile {
        let noted = self.note_path(whole);
        match whole {
            Expr::Get { object, key, optional, pos } => {
                self.object(object, *optional, noted)?;
                let at = self.text(key)?;
                self.emit_at(if matches!(**object, Expr::Super(_)) { Op::GetSuper(at) } else { Op::Get(at) }, *pos)
            }
            Expr::Index { object, key, optional, pos } => {
                self.object(object, *optional, noted)?;
                self.quiet = false;
                self.expr(key)?;
                let of_super = matches!(**object, Expr::Super(_));
                self.emit_at(if of_super { Op::GetSuperIndex } else { Op::GetIndex }, *pos)
            }
            _ => Ok(()),
        }
    }

    /// The object before a member; `?.` leaves the chain here.
    pub(super) fn object(&mut self, object: &Expr, optional: bool, quiet: bool) -> Compile {
        if matches!(object, Expr::Super(_)) {
            return Ok(());
        }
        self.quiet = quiet;
        self.expr(object)?;
        self.quiet = false;
        if optional {
            let out = self.jump(Op::JumpIfNullish(0))?;
            self.chain_exit(out)?;
        }
        Ok(())
    }

    fn chain_exit(&mut self, jump: usize) -> Compile {
        if let Some(exits) = self.now()?.chains.last_mut() {
            exits.push(jump);
        }
        Ok(())
    }

    pub(super) fn chain(&mut self, inner: &Expr) -> Compile {
        self.now()?.chains.push(Vec::new());
        self.expr(inner)?;
        let exits = self.now()?.chains.pop().unwrap_or_default();
        exits.into_iter().try_for_each(|exit| self.land(exit))
    }

    /// Pushes the function and its `this`.
    fn callee(&mut self, callee: &Expr) -> Compile {
        match callee {
            Expr::Get { object, optional, key, pos } => {
                let noted = self.note_path(object);
                if matches!(**object, Expr::Super(_)) {
                    let at = self.text(key)?;
                    self.emit_at(Op::GetSuper(at), *pos)?;
                    return self.emit(Op::This);
                }
                self.object(object, *optional, noted)?;
                let at = self.text(key)?;
                self.emit_at(Op::GetMethod(at), *pos)
            }
            Expr::Index { object, key, optional, pos } => {
                let noted = self.note_path(object);
                self.object(object, *optional, noted)?;
                self.expr(key)?;
                self.emit_at(Op::GetIndexMethod, *pos)
            }
            Expr::Paren(inner) | Expr::Chain(inner) if matches!(**inner, Expr::Get { .. } | Expr::Index { .. }) => {
                if matches!(callee, Expr::Chain(_)) {
                    self.now()?.chains.push(Vec::new());
                    self.callee(inner)?;
                    let exits = self.now()?.chains.pop().unwrap_or_default();
                    if exits.is_empty() {
                        return Ok(());
                    }
                    let over = self.jump(Op::Jump(0))?;
                    exits.into_iter().try_for_each(|exit| self.land(exit))?;
                    self.emit(Op::Undefined)?;
                    return self.land(over);
                }
                self.callee(inner)
            }
            _ => {
                self.expr(callee)?;
                self.emit(Op::Undefined)
            }
        }
    }

    pub(super) fn call(&mut self, callee: &Expr, args: &[Item], optional: bool, pos: Pos) -> Compile {
        self.quiet = false;
        if let Expr::Super(_) = callee {
            self.list(args)?;
            return self.emit_at(Op::SuperCall, pos);
        }
        if let Some(read) = self.lookup(callee, args) {
            self.note_read(read);
            self.callee(callee)?;
            if let Some(Item::One(first)) = args.first() {
                self.quiet = true;
                self.expr(first)?;
                self.quiet = false;
            }
            self.plain_args(args.get(1..).unwrap_or_default())?;
            return self.emit_at(Op::Call(args.len() as u16), pos);
        }
        self.callee(callee)?;
        if optional {
            let out = self.jump(Op::JumpIfNullishMethod(0))?;
            self.chain_exit(out)?;
        }
        if args.iter().all(|arg| matches!(arg, Item::One(_))) && args.len() < 60_000 {
            self.plain_args(args)?;
            return self.emit_at(Op::Call(args.len() as u16), pos);
        }
        self.list(args)?;
        self.emit_at(Op::CallSpread, pos)
    }

    fn plain_args(&mut self, args: &[Item]) -> Compile {
        for arg in args {
            if let Item::One(arg) = arg {
                self.expr(arg)?;
            }
        }
        Ok(())
    }

    /// `_.get(data, 'a.b')` and `_.has(…)` read a path as `data.a.b` does.
    fn lookup(&mut self, callee: &Expr, args: &[Item]) -> Option<Vec<String>> {
        let Expr::Get { object, key, .. } = callee else { return None };
        let Expr::Name(name, _) = &**object else { return None };
        if *name != *"_" || !(*key == *"get" || *key == *"has") || args.iter().any(|arg| !matches!(arg, Item::One(_))) {
            return None;
        }
        let (Some(Item::One(root)), Some(Item::One(Expr::Text(path)))) = (args.first(), args.get(1)) else {
            return None;
        };
        let mut found = self.path(root)?;
        let path = path.to_text();
        found.extend(path.split(['.', '[', ']']).filter(|part| !part.is_empty()).map(str::to_owned));
        Some(found)
    }

    pub(super) fn new_call(&mut self, callee: &Expr, args: &[Item], pos: Pos) -> Compile {
        self.expr(callee)?;
        if args.iter().all(|arg| matches!(arg, Item::One(_))) && args.len() < 60_000 {
            self.plain_args(args)?;
            return self.emit_at(Op::New(args.len() as u16), pos);
        }
        self.list(args)?;
        self.emit_at(Op::NewSpread, pos)
    }

    /// Pushes an array of the items.
    pub(super) fn list(&mut self, items: &[Item]) -> Compile {
        let plain = items.iter().take(200).take_while(|item| matches!(item, Item::One(_))).count();
        self.plain_args(items.get(..plain).unwrap_or_default())?;
        self.emit(Op::Array(plain as u32))?;
        for item in items.get(plain..).unwrap_or_default() {
            match item {
                Item::One(item) => {
                    self.expr(item)?;
                    self.emit(Op::Append)?;
                }
                Item::Spread(item) => {
                    self.expr(item)?;
                    self.emit_at(Op::AppendAll, 0)?;
                }
                Item::Hole => self.emit(Op::AppendHole)?,
            }
        }
        Ok(())
    }
}
