//! Operands: literals, names, what stands in brackets.

use std::rc::Rc;

use super::{Parse, Parser};
use crate::ast::{Expr, Item, Pos};
use crate::lex::Token;
use crate::text::Str;

impl Parser<'_> {
    pub(super) fn primary(&mut self) -> Parse<Expr> {
        let pos = self.pos();
        match self.token.clone() {
            Token::Number(number) => {
                self.advance()?;
                Ok(Expr::Number(number))
            }
            Token::Text(text) => {
                self.advance()?;
                Ok(Expr::Text(text))
            }
            Token::Template(..) => {
                let (cooked, _, values) = self.template_parts()?;
                let Some(parts) = cooked.into_iter().collect() else {
                    return self.fail("a wrong escape in a template", pos);
                };
                Ok(Expr::Template(parts, values))
            }
            Token::Mark("(") => self.paren(pos),
            Token::Mark("[") => self.array(pos),
            Token::Mark("{") => self.object(pos),
            Token::Mark("/" | "/=") => {
                self.lexer.at = self.start;
                (self.token, self.start, _) = self.lexer.next(true)?;
                let Token::Regex(pattern, flags) = self.token.clone() else { return self.unexpected() };
                self.advance()?;
                Ok(Expr::Regex(pattern, flags, pos))
            }
            Token::Word(word) => self.word(&word, pos),
            _ => self.unexpected(),
        }
    }

    fn word(&mut self, word: &Str, pos: Pos) -> Parse<Expr> {
        let simple = match &*word.to_text() {
            "null" => Expr::Null,
            "true" => Expr::Bool(true),
            "false" => Expr::Bool(false),
            "this" => Expr::This,
            "super" => Expr::Super(pos),
            "function" => {
                let refs = self.refs.len();
                return Ok(Expr::Function(Rc::new(self.function(false, false, pos, refs)?)));
            }
            "async" => {
                if let (Token::Word(next), false) = self.ahead()?
                    && next == *"function"
                {
                    let refs = self.refs.len();
                    self.advance()?;
                    return Ok(Expr::Function(Rc::new(self.function(true, false, pos, refs)?)));
                }
                self.advance()?;
                self.refs.push(word.clone());
                return Ok(Expr::Name(word.clone(), pos));
            }
            "class" => return Ok(Expr::Class(Box::new(self.class()?))),
            "new" => return self.new_expression(pos),
            _ => {
                let name = self.name()?;
                self.refs.push(name.clone());
                return Ok(Expr::Name(name, pos));
            }
        };
        self.advance()?;
        Ok(simple)
    }

    fn new_expression(&mut self, pos: Pos) -> Parse<Expr> {
        self.advance()?;
        if self.eat(".")? {
            self.need_word("target")?;
            return Ok(Expr::NewTarget);
        }
        let mut callee =
            if self.is_word("new") { self.deeper(|parser| parser.new_expression(pos))? } else { self.primary()? };
        loop {
            let at = self.pos();
            if self.eat(".")? {
                let key = self.member_name()?;
                callee = Expr::Get { object: Box::new(callee), key, optional: false, pos: at };
            } else if self.eat("[")? {
                let key = Box::new(self.expression()?);
                self.need("]")?;
                callee = Expr::Index { object: Box::new(callee), key, optional: false, pos: at };
            } else {
                break;
            }
        }
        let args = if self.is("(") { self.arguments()? } else { Vec::new() };
        Ok(Expr::New(Box::new(callee), args, pos))
    }

    /// `( … )`: an expression, or the parameters of an arrow function.
    fn paren(&mut self, pos: Pos) -> Parse<Expr> {
        self.advance()?;
        let no_in = std::mem::replace(&mut self.no_in, false);
        let mut items = Vec::new();
        let mut plain = true;
        while !self.eat(")")? {
            if self.eat("...")? {
                plain = false;
                items.push(Item::Spread(Expr::Undefined));
                let rest = self.assign()?;
                if let Some(last) = items.last_mut() {
                    *last = Item::Spread(rest);
                }
            } else {
                items.push(Item::One(self.assign()?));
            }
            if !self.is(")") {
                self.need(",")?;
                plain &= !self.is(")");
            }
        }
        self.no_in = no_in;
        if items.is_empty() || !plain {
            return if self.is("=>") { Ok(Expr::Params(items, pos)) } else { self.unexpected() };
        }
        let mut values: Vec<Expr> = items
            .into_iter()
            .filter_map(|item| match item {
                Item::One(value) => Some(value),
                _ => None,
            })
            .collect();
        let inner = if values.len() == 1 { values.remove(0) } else { Expr::Seq(values) };
        Ok(Expr::Paren(Box::new(inner)))
    }

    fn array(&mut self, pos: Pos) -> Parse<Expr> {
        self.advance()?;
        let no_in = std::mem::replace(&mut self.no_in, false);
        let mut items = Vec::new();
        while !self.eat("]")? {
            if self.eat(",")? {
                items.push(Item::Hole);
                continue;
            }
            items.push(if self.eat("...")? { Item::Spread(self.assign()?) } else { Item::One(self.assign()?) });
            if !self.is("]") {
                self.need(",")?;
            }
        }
        self.no_in = no_in;
        Ok(Expr::Array(items, pos))
    }

    fn object(&mut self, pos: Pos) -> Parse<Expr> {
        self.advance()?;
        let no_in = std::mem::replace(&mut self.no_in, false);
        let mut members = Vec::new();
        while !self.eat("}")? {
            members.push(if self.eat("...")? {
                crate::ast::Member::Spread(self.assign()?)
            } else {
                self.member(None)?
            });
            if !self.is("}") {
                self.need(",")?;
            }
        }
        self.no_in = no_in;
        Ok(Expr::Object(members, pos))
    }

    /// The parts and expressions of a template, whose first part is the token at hand.
    #[allow(clippy::type_complexity)]
    pub(super) fn template_parts(&mut self) -> Parse<(Vec<Option<Str>>, Vec<Str>, Vec<Expr>)> {
        let (mut cooked, mut raw, mut values) = (Vec::new(), Vec::new(), Vec::new());
        loop {
            let Token::Template(part, written, last) = self.token.clone() else { return self.unexpected() };
            cooked.push(part);
            raw.push(written);
            if last {
                self.advance()?;
                return Ok((cooked, raw, values));
            }
            self.advance()?;
            let no_in = std::mem::replace(&mut self.no_in, false);
            values.push(self.expression()?);
            self.no_in = no_in;
            if !self.is("}") {
                return self.unexpected();
            }
            self.lexer.at = self.start + 1;
            self.token = self.lexer.template()?;
        }
    }
}
