//! What can be assigned to: names, members, and patterns of them.

use super::{Parse, Parser};
use crate::ast::{AssignOp, Declare, Element, Expr, Item, Key, Member, Pattern, Pos};
use crate::text::Str;

impl Parser<'_> {
    /// Makes an expression that turned out to stand before `=`, `=>`, `in` or `of` into a pattern.
    pub(super) fn pattern(&self, from: Expr, pos: Pos) -> Parse<Pattern> {
        match from {
            Expr::Name(..) | Expr::Get { optional: false, .. } | Expr::Index { optional: false, .. } => {
                Ok(Pattern::Target(from))
            }
            Expr::Paren(inner) if matches!(*inner, Expr::Name(..) | Expr::Get { .. } | Expr::Index { .. }) => {
                self.pattern(*inner, pos)
            }
            Expr::Array(items, pos) => {
                let mut elements = Vec::new();
                let mut rest = None;
                let count = items.len();
                for (at, item) in items.into_iter().enumerate() {
                    match item {
                        Item::Hole => elements.push(None),
                        Item::One(item) => elements.push(Some(self.element(item, pos)?)),
                        Item::Spread(item) if at + 1 == count => rest = Some(Box::new(self.pattern(item, pos)?)),
                        Item::Spread(_) => return self.fail("'...' must come last", pos),
                    }
                }
                Ok(Pattern::Array(elements, rest, pos))
            }
            Expr::Object(members, pos) => {
                let mut fields = Vec::new();
                let mut rest = None;
                for member in members {
                    match member {
                        Member::Value(key, value) => fields.push((key, self.element(value, pos)?)),
                        Member::Default(name, value, at) => {
                            let pattern = Pattern::Target(Expr::Name(name.clone(), at));
                            fields.push((Key::Name(name), Element { pattern, default: Some(value) }));
                        }
                        Member::Spread(value) => rest = Some(Box::new(self.pattern(value, pos)?)),
                        _ => return self.fail("a method cannot be assigned to", pos),
                    }
                }
                Ok(Pattern::Object(fields, rest, pos))
            }
            _ => self.fail("invalid target of an assignment", pos),
        }
    }

    pub(super) fn element(&self, from: Expr, pos: Pos) -> Parse<Element> {
        match from {
            Expr::Assign(AssignOp::Plain, pattern, value, _) => {
                Ok(Element { pattern: *pattern, default: Some(*value) })
            }
            other => Ok(Element { pattern: self.pattern(other, pos)?, default: None }),
        }
    }

    /// A pattern in a declaration or parameter list; its names are declared unless `declare` is none.
    pub(super) fn binding(&mut self, declare: Option<Declare>) -> Parse<Pattern> {
        self.deeper(|parser| parser.binding_here(declare))
    }

    fn binding_here(&mut self, declare: Option<Declare>) -> Parse<Pattern> {
        let pos = self.pos();
        if self.eat("[")? {
            let mut elements = Vec::new();
            let mut rest = None;
            while !self.eat("]")? {
                if self.eat(",")? {
                    elements.push(None);
                    continue;
                }
                if self.eat("...")? {
                    rest = Some(Box::new(self.binding(declare)?));
                    self.need("]")?;
                    break;
                }
                elements.push(Some(self.binding_element(declare)?));
                if !self.is("]") {
                    self.need(",")?;
                }
            }
            return Ok(Pattern::Array(elements, rest, pos));
        }
        if self.eat("{")? {
            return self.object_binding(declare, pos);
        }
        let name = self.name()?;
        if let Some(kind) = declare {
            if kind != Declare::Var && name == *"let" {
                return self.fail("'let' cannot be a name here", pos);
            }
            self.declare(&name, kind, pos)?;
        }
        self.refs.push(name.clone());
        Ok(Pattern::Target(Expr::Name(name, pos)))
    }

    fn object_binding(&mut self, declare: Option<Declare>, pos: Pos) -> Parse<Pattern> {
        let mut fields = Vec::new();
        let mut rest = None;
        while !self.eat("}")? {
            if self.eat("...")? {
                rest = Some(Box::new(self.binding(declare)?));
                self.need("}")?;
                break;
            }
            let at = self.pos();
            let word = match &self.token {
                crate::lex::Token::Word(word) if !self.reserved(word) => Some(word.clone()),
                _ => None,
            };
            let key = self.key()?;
            if self.eat(":")? {
                fields.push((key, self.binding_element(declare)?));
            } else if let Some(name) = word {
                fields.push((key, self.shorthand(name, declare, at)?));
            } else {
                return self.unexpected();
            }
            if !self.is("}") {
                self.need(",")?;
            }
        }
        Ok(Pattern::Object(fields, rest, pos))
    }

    fn shorthand(&mut self, name: Str, declare: Option<Declare>, at: Pos) -> Parse<Element> {
        if let Some(kind) = declare {
            self.declare(&name, kind, at)?;
        }
        self.refs.push(name.clone());
        let default = if self.eat("=")? { Some(self.assign()?) } else { None };
        Ok(Element { pattern: Pattern::Target(Expr::Name(name, at)), default })
    }

    pub(super) fn binding_element(&mut self, declare: Option<Declare>) -> Parse<Element> {
        let pattern = self.binding(declare)?;
        let default = if self.eat("=")? { Some(self.assign()?) } else { None };
        Ok(Element { pattern, default })
    }
}

/// Appends the names a pattern binds.
pub(crate) fn bound_names(pattern: &Pattern, names: &mut Vec<Str>) {
    match pattern {
        Pattern::Target(Expr::Name(name, _)) => names.push(name.clone()),
        Pattern::Target(_) => {}
        Pattern::Array(elements, rest, _) => {
            elements.iter().flatten().for_each(|element| bound_names(&element.pattern, names));
            rest.iter().for_each(|rest| bound_names(rest, names));
        }
        Pattern::Object(fields, rest, _) => {
            fields.iter().for_each(|(_, element)| bound_names(&element.pattern, names));
            rest.iter().for_each(|rest| bound_names(rest, names));
        }
    }
}
