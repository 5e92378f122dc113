//! Functions and classes.

use std::rc::Rc;

use super::{Inside, Parse, Parser};
use crate::ast::{AssignOp, Class, Expr, Flavour, Function, Item, Key, Member, Names, Pattern, Pos, Stmt};
use crate::lex::Token;
use crate::parse::pattern::bound_names;
use crate::text::Str;

impl Parser<'_> {
    /// `function …`, with the word next. `refs` is where its names begin.
    pub(super) fn function(&mut self, is_async: bool, declaration: bool, pos: Pos, refs: usize) -> Parse<Function> {
        self.need_word("function")?;
        let generator = self.eat("*")?;
        if is_async && generator {
            return self.fail("async generators are not available to scripts of forms", pos);
        }
        let name = match &self.token {
            Token::Word(word) if !self.is("(") => Some(word.clone()),
            _ if declaration => return self.unexpected(),
            _ => None,
        };
        if name.is_some() {
            self.name()?;
        }
        let shape = Function {
            own_name: !declaration && name.is_some(),
            name: name.unwrap_or_default(),
            is_async,
            generator,
            start: pos,
            ..Function::default()
        };
        self.parameters_and_body(shape, refs)
    }

    /// `(…) { … }` of a function or method whose head is in `shape`.
    fn parameters_and_body(&mut self, shape: Function, refs: usize) -> Parse<Function> {
        self.enter(&shape);
        let no_in = std::mem::replace(&mut self.no_in, false);
        self.need("(")?;
        let mut params = Vec::new();
        let mut rest = None;
        while !self.eat(")")? {
            if self.eat("...")? {
                rest = Some(self.binding(None)?);
                self.need(")")?;
                break;
            }
            params.push(self.binding_element(None)?);
            if !self.is(")") {
                self.need(",")?;
            }
        }
        self.need("{")?;
        let body = self.statements_to_brace()?;
        self.no_in = no_in;
        self.leave(Function { params, rest, body, ..shape }, refs)
    }

    fn enter(&mut self, shape: &Function) {
        self.inside.push(Inside {
            blocks: vec![Names::default()],
            is_async: shape.is_async,
            generator: shape.generator,
            ..Inside::default()
        });
    }

    fn leave(&mut self, shape: Function, refs: usize) -> Parse<Function> {
        let inside = self.inside.pop().unwrap_or_default();
        let names = inside.blocks.into_iter().next().unwrap_or_default();
        let mut bound = Vec::new();
        shape.params.iter().for_each(|param| bound_names(&param.pattern, &mut bound));
        shape.rest.iter().for_each(|rest| bound_names(rest, &mut bound));
        if let Some((name, _)) = names.lexical.iter().find(|(name, _)| bound.contains(name)) {
            return self.fail(&["'", &name.to_text(), "' has already been declared"].concat(), shape.start);
        }
        self.count += 1;
        let extent = (refs, self.refs.len());
        self.functions.push((self.count, extent.0, extent.1));
        Ok(Function { vars: inside.vars, names, refs: extent, id: self.count, end: self.end_before as Pos, ..shape })
    }

    /// The rest of an arrow function, with `=>` next.
    pub(super) fn arrow(&mut self, params: Vec<Item>, is_async: bool, pos: Pos, refs: usize) -> Parse<Expr> {
        if self.line_before {
            return self.unexpected();
        }
        let mut shape = Function { flavour: Flavour::Arrow, is_async, start: pos, ..Function::default() };
        for item in params {
            match item {
                Item::One(param) => shape.params.push(self.element(param, pos)?),
                Item::Spread(param) => shape.rest = Some(self.pattern(param, pos)?),
                Item::Hole => return self.unexpected(),
            }
        }
        for param in &shape.params {
            if matches!(&param.pattern, Pattern::Target(Expr::Get { .. } | Expr::Index { .. })) {
                return self.fail("invalid parameter", pos);
            }
        }
        self.advance()?;
        self.enter(&shape);
        if self.is("{") {
            let no_in = std::mem::replace(&mut self.no_in, false);
            self.advance()?;
            shape.body = self.statements_to_brace()?;
            self.no_in = no_in;
        } else {
            shape.value = Some(self.assign()?);
        }
        Ok(Expr::Function(Rc::new(self.leave(shape, refs)?)))
    }

    /// A method, getter or setter, with `(` next.
    fn method(
        &mut self,
        flavour: Flavour,
        is_async: bool,
        generator: bool,
        pos: Pos,
        refs: usize,
    ) -> Parse<Rc<Function>> {
        if is_async && generator {
            return self.fail("async generators are not available to scripts of forms", pos);
        }
        let shape = Function { flavour, is_async, generator, start: pos, ..Function::default() };
        Ok(Rc::new(self.parameters_and_body(shape, refs)?))
    }

    /// The key of a member.
    pub(super) fn key(&mut self) -> Parse<Key> {
        let key = match &self.token {
            Token::Word(word) | Token::Text(word) => Key::Name(word.clone()),
            Token::Number(number) => Key::Name(crate::number::to_text(*number).into()),
            Token::Mark("[") => {
                self.advance()?;
                let no_in = std::mem::replace(&mut self.no_in, false);
                let key = self.assign()?;
                self.no_in = no_in;
                if !self.is("]") {
                    return self.unexpected();
                }
                Key::Computed(key)
            }
            _ => return self.unexpected(),
        };
        self.advance()?;
        Ok(key)
    }

    /// A member of an object or class. `class` is none in an object, else whether the class extends another.
    pub(super) fn member(&mut self, class: Option<bool>) -> Parse<Member> {
        let pos = self.pos();
        let refs = self.refs.len();
        let mut is_async = false;
        let mut accessor = None;
        if let Token::Word(word) = &self.token {
            let word = word.to_text().into_owned();
            if matches!(&*word, "get" | "set" | "async") {
                let (next, line) = self.ahead()?;
                let plain = matches!(next, Token::Mark("(" | ":" | "," | "}" | "=" | ";")) || line && word == "async";
                if !plain {
                    self.advance()?;
                    is_async = word == "async";
                    accessor = (!is_async).then_some(word);
                }
            }
        }
        let generator = self.eat("*")?;
        let word = match &self.token {
            Token::Word(word) => Some(word.clone()),
            _ => None,
        };
        let key = self.key()?;
        if let Some(accessor) = accessor {
            let function = self.method(Flavour::Method, false, false, pos, refs)?;
            return Ok(if accessor == "get" { Member::Getter(key, function) } else { Member::Setter(key, function) });
        }
        if self.is("(") || is_async || generator {
            let constructor = class.is_some() && matches!(&key, Key::Name(name) if *name == *"constructor");
            let flavour = if constructor { Flavour::Constructor(class == Some(true)) } else { Flavour::Method };
            return Ok(Member::Method(key, self.method(flavour, is_async, generator, pos, refs)?));
        }
        if class.is_some() {
            let value = if self.eat("=")? { self.assign()? } else { Expr::Undefined };
            self.semicolon()?;
            return Ok(Member::Value(key, value));
        }
        if self.eat(":")? {
            return Ok(Member::Value(key, self.assign()?));
        }
        match word {
            Some(name) if !self.reserved(&name) => {
                self.refs.push(name.clone());
                if self.eat("=")? {
                    return Ok(Member::Default(name, self.assign()?, pos));
                }
                Ok(Member::Value(Key::Name(name.clone()), Expr::Name(name, pos)))
            }
            _ => self.unexpected(),
        }
    }

    /// `class …`, with the word next.
    pub(super) fn class(&mut self) -> Parse<Class> {
        let pos = self.pos();
        let refs = self.refs.len();
        self.advance()?;
        let name = if self.is("{") || self.is_word("extends") { Str::default() } else { self.name()? };
        self.refs.push(name.clone());
        let parent = if self.eat_word("extends")? { Some(self.unary()?) } else { None };
        self.need("{")?;
        let mut class =
            Class { name, parent, constructor: None, members: Vec::new(), fields: None, static_fields: None, pos };
        let (mut own, mut shared) = (Vec::new(), Vec::new());
        while !self.eat("}")? {
            if self.eat(";")? {
                continue;
            }
            let mut is_static = false;
            if self.is_word("static") && !matches!(self.ahead()?.0, Token::Mark("(" | "=" | ";" | "}")) {
                self.advance()?;
                is_static = true;
            }
            match self.member(Some(class.parent.is_some()))? {
                Member::Method(Key::Name(key), function) if !is_static && key == *"constructor" => {
                    class.constructor = Some(function);
                }
                Member::Value(key, value) => {
                    let list = if is_static { &mut shared } else { &mut own };
                    list.push(field(key, value, pos));
                }
                member => class.members.push((is_static, member)),
            }
        }
        class.fields = self.initialiser(own, pos, refs)?;
        class.static_fields = self.initialiser(shared, pos, refs)?;
        Ok(class)
    }

    /// A method that sets fields.
    fn initialiser(&mut self, body: Vec<Stmt>, pos: Pos, refs: usize) -> Parse<Option<Rc<Function>>> {
        if body.is_empty() {
            return Ok(None);
        }
        let shape = Function { flavour: Flavour::Method, start: pos, body, ..Function::default() };
        self.enter(&shape);
        Ok(Some(Rc::new(self.leave(shape, refs)?)))
    }
}

fn field(key: Key, value: Expr, pos: Pos) -> Stmt {
    let object = Box::new(Expr::This);
    let target = match key {
        Key::Name(key) => Expr::Get { object, key, optional: false, pos },
        Key::Computed(key) => Expr::Index { object, key: Box::new(key), optional: false, pos },
    };
    Stmt::Expr(Expr::Assign(AssignOp::Plain, Box::new(Pattern::Target(target)), Box::new(value), pos))
}
