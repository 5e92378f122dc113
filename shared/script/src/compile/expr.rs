//! Expressions.

use super::{Compile, Compiler};
use crate::ast::{Expr, Function, Key, Logical, Member, Pos, Unary};
use crate::code::Op;
use crate::text::Str;
use crate::value::Value;

use std::rc::Rc;

impl Compiler {
    /// Pushes the value of `expr`; a nameless function in it takes `name`.
    pub(super) fn expr_named(&mut self, expr: &Expr, name: &Str) -> Compile {
        match expr {
            Expr::Function(function) if function.name.is_empty() => self.closure(function, name),
            Expr::Class(class) if class.name.is_empty() => self.class(class, name),
            _ => self.expr(expr),
        }
    }

    pub(super) fn expr(&mut self, expr: &Expr) -> Compile {
        if !matches!(expr, Expr::Get { .. } | Expr::Index { .. } | Expr::Name(..) | Expr::Chain(_) | Expr::Paren(_)) {
            self.quiet = false;
        }
        match expr {
            Expr::Undefined => self.emit(Op::Undefined),
            Expr::Null => self.emit(Op::Null),
            Expr::Bool(true) => self.emit(Op::True),
            Expr::Bool(false) => self.emit(Op::False),
            Expr::Number(number) => {
                let at = self.constant(Value::Number(*number))?;
                self.emit(Op::Const(at))
            }
            Expr::Text(text) => {
                let at = self.text(text)?;
                self.emit(Op::Const(at))
            }
            Expr::Regex(source, flags, pos) => {
                let (source, flags) = (self.text(source)?, self.text(flags)?);
                self.emit_at(Op::Regex(source, flags), *pos)
            }
            Expr::Template(parts, values) => self.template(parts, values),
            Expr::Tagged(tag, cooked, raw, values, pos) => self.tagged(tag, cooked, raw, values, *pos),
            Expr::Name(name, pos) => self.load(name, *pos),
            Expr::This => self.emit(Op::This),
            Expr::Super(pos) => self.fail("unexpected 'super'", *pos),
            Expr::NewTarget => self.emit(Op::NewTarget),
            Expr::Array(items, _) => self.list(items),
            Expr::Object(members, pos) => self.object_literal(members, *pos),
            Expr::Function(function) => self.closure(function, &Str::default()),
            Expr::Class(class) => self.class(class, &Str::default()),
            Expr::Unary(op, operand, pos) => self.unary(*op, operand, *pos),
            Expr::Update { prefix, add, target, pos } => self.update(*prefix, *add, target, *pos),
            Expr::Binary(..) | Expr::Logical(..) => self.operators(expr),
            Expr::Assign(op, target, value, pos) => self.assignment(*op, target, value, *pos),
            Expr::Cond(..) => self.conditional(expr),
            Expr::Call { callee, args, optional, pos } => self.call(callee, args, *optional, *pos),
            Expr::New(callee, args, pos) => self.new_call(callee, args, *pos),
            Expr::Get { .. } | Expr::Index { .. } => self.get(expr),
            Expr::Chain(inner) => self.chain(inner),
            Expr::Paren(inner) => self.expr(inner),
            Expr::Seq(list) => {
                for (at, value) in list.iter().enumerate() {
                    if at > 0 {
                        self.emit(Op::Pop)?;
                    }
                    self.expr(value)?;
                }
                Ok(())
            }
            Expr::Await(value, pos) => {
                self.expr(value)?;
                self.emit_at(Op::Await, *pos)
            }
            Expr::Yield(value, false, pos) => {
                match value {
                    Some(value) => self.expr(value)?,
                    None => self.emit(Op::Undefined)?,
                }
                self.emit_at(Op::Yield, *pos)
            }
            Expr::Yield(value, true, pos) => {
                if let Some(value) = value {
                    self.expr(value)?;
                }
                self.emit_at(Op::Iter, *pos)?;
                let again = self.here()?;
                let done = self.jump(Op::Next(0))?;
                self.emit_at(Op::Yield, *pos)?;
                self.emit(Op::Pop)?;
                self.emit(Op::Jump(again))?;
                self.land(done)?;
                self.emit(Op::Undefined)
            }
            Expr::Params(_, pos) => self.fail("unexpected '...'", *pos),
        }
    }

    fn template(&mut self, parts: &[Str], values: &[Expr]) -> Compile {
        let mut parts = parts.iter();
        let first = parts.next().cloned().unwrap_or_default();
        let at = self.text(&first)?;
        self.emit(Op::Const(at))?;
        for (value, part) in values.iter().zip(parts) {
            self.expr(value)?;
            self.emit_at(Op::ToText, 0)?;
            self.emit(Op::Binary(crate::ast::Binary::Add))?;
            if !part.is_empty() {
                let at = self.text(part)?;
                self.emit(Op::Const(at))?;
                self.emit(Op::Binary(crate::ast::Binary::Add))?;
            }
        }
        Ok(())
    }

    fn tagged(&mut self, tag: &Expr, cooked: &[Option<Str>], raw: &[Str], values: &[Expr], pos: Pos) -> Compile {
        match tag {
            Expr::Get { object, key, .. } => {
                self.expr(object)?;
                let at = self.text(key)?;
                self.emit_at(Op::GetMethod(at), pos)?;
            }
            _ => {
                self.expr(tag)?;
                self.emit(Op::Undefined)?;
            }
        }
        for part in cooked {
            match part {
                Some(part) => {
                    let at = self.text(part)?;
                    self.emit(Op::Const(at))?;
                }
                None => self.emit(Op::Undefined)?,
            }
        }
        self.emit(Op::Array(cooked.len() as u32))?;
        for part in raw {
            let at = self.text(part)?;
            self.emit(Op::Const(at))?;
        }
        self.emit(Op::Template(raw.len() as u32))?;
        values.iter().try_for_each(|value| self.expr(value))?;
        self.emit_at(Op::Call(values.len() as u16 + 1), pos)
    }

    fn object_literal(&mut self, members: &[Member], pos: Pos) -> Compile {
        self.emit(Op::Object)?;
        for member in members {
            match member {
                Member::Value(Key::Name(key), value) => {
                    self.expr_named(value, key)?;
                    let at = self.text(key)?;
                    self.emit(Op::Define(at))?;
                }
                Member::Value(Key::Computed(key), value) => {
                    self.expr(key)?;
                    self.expr(value)?;
                    self.emit_at(Op::DefineIndex, pos)?;
                }
                Member::Method(key, function) => {
                    self.key_value(key)?;
                    self.closure(function, &key_name(key))?;
                    self.emit(Op::Home(2))?;
                    self.emit_at(Op::DefineIndex, pos)?;
                }
                Member::Getter(key, function) => self.accessor(key, function, 0, pos)?,
                Member::Setter(key, function) => self.accessor(key, function, 1, pos)?,
                Member::Spread(value) => {
                    self.expr(value)?;
                    self.emit_at(Op::SpreadObject, pos)?;
                }
                Member::Default(_, _, pos) => return self.fail("unexpected '='", *pos),
            }
        }
        Ok(())
    }

    pub(super) fn accessor(&mut self, key: &Key, function: &Rc<Function>, bits: u8, pos: Pos) -> Compile {
        self.key_value(key)?;
        self.closure(function, &key_name(key))?;
        self.emit(Op::Home(2))?;
        self.emit_at(Op::DefineAccessor(bits), pos)
    }

    fn unary(&mut self, op: Unary, operand: &Expr, pos: Pos) -> Compile {
        match (op, operand) {
            (Unary::TypeOf, Expr::Name(name, _)) if self.find(name).0 == super::Place::Free => {
                self.load_type(name, pos)
            }
            (Unary::Delete, _) => self.delete(operand, pos),
            (Unary::Neg, Expr::Number(number)) => {
                let at = self.constant(Value::Number(-number))?;
                self.emit(Op::Const(at))
            }
            _ => {
                self.expr(operand)?;
                let op = match op {
                    Unary::Neg => Op::Neg,
                    Unary::Plus => Op::Plus,
                    Unary::Not => Op::Not,
                    Unary::BitNot => Op::BitNot,
                    Unary::TypeOf => Op::TypeOf,
                    Unary::Void | Unary::Delete => Op::Void,
                };
                self.emit_at(op, pos)
            }
        }
    }

    fn load_type(&mut self, name: &Str, pos: Pos) -> Compile {
        let before = self.now()?.code.len();
        self.load(name, pos)?;
        // Noting the use is `load`'s; the operation itself must not fail for an unknown name.
        self.now()?.code.truncate(before);
        let at = self.text(name)?;
        self.emit(Op::TypeOfName(at))
    }

    fn delete(&mut self, operand: &Expr, pos: Pos) -> Compile {
        match operand {
            Expr::Get { object, key, .. } => {
                self.expr(object)?;
                let at = self.text(key)?;
                self.emit_at(Op::Delete(at), pos)
            }
            Expr::Index { object, key, .. } => {
                self.expr(object)?;
                self.expr(key)?;
                self.emit_at(Op::DeleteIndex, pos)
            }
            Expr::Paren(inner) => self.delete(inner, pos),
            Expr::Chain(inner) => {
                self.now()?.chains.push(Vec::new());
                if let Expr::Get { object, optional, .. } | Expr::Index { object, optional, .. } = &**inner {
                    self.object(object, *optional, false)?;
                }
                match &**inner {
                    Expr::Get { key, .. } => {
                        let at = self.text(key)?;
                        self.emit_at(Op::Delete(at), pos)?;
                    }
                    Expr::Index { key, .. } => {
                        self.expr(key)?;
                        self.emit_at(Op::DeleteIndex, pos)?;
                    }
                    other => self.expr(other)?,
                }
                let exits = self.now()?.chains.pop().unwrap_or_default();
                exits.into_iter().try_for_each(|exit| self.land(exit))
            }
            Expr::Name(..) => self.emit(Op::False),
            other => {
                self.expr(other)?;
                self.emit(Op::Pop)?;
                self.emit(Op::True)
            }
        }
    }

    /// A row of operators leans to the left, as deep as it is long; so it is walked, not nested.
    fn operators(&mut self, expr: &Expr) -> Compile {
        let mut row = Vec::new();
        let mut left = expr;
        while let Expr::Binary(_, inner, ..) | Expr::Logical(_, inner, _) = left {
            row.push(left);
            left = inner;
        }
        self.expr(left)?;
        for operator in row.into_iter().rev() {
            match operator {
                Expr::Binary(op, _, right, pos) => {
                    self.expr(right)?;
                    self.emit_at(Op::Binary(*op), *pos)?;
                }
                Expr::Logical(op, _, right) => {
                    let out = self.jump(short_cut(*op))?;
                    self.expr(right)?;
                    self.land(out)?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn conditional(&mut self, expr: &Expr) -> Compile {
        let mut outs = Vec::new();
        let mut at = expr;
        while let Expr::Cond(test, yes, no) = at {
            self.expr(test)?;
            let other = self.jump(Op::JumpIfFalse(0))?;
            self.expr(yes)?;
            outs.push(self.jump(Op::Jump(0))?);
            self.land(other)?;
            at = no;
        }
        self.expr(at)?;
        outs.into_iter().try_for_each(|out| self.land(out))
    }
}

pub(super) fn short_cut(op: Logical) -> Op {
    match op {
        Logical::And => Op::JumpIfFalseKeep(0),
        Logical::Or => Op::JumpIfTrueKeep(0),
        Logical::Nullish => Op::JumpIfNotNullishKeep(0),
    }
}

pub(super) fn key_name(key: &Key) -> Str {
    match key {
        Key::Name(name) => name.clone(),
        Key::Computed(_) => Str::default(),
    }
}
