//! Expressions.

use super::{Parse, Parser};
use crate::ast::{AssignOp, Binary, Expr, Item, Logical, Pattern, Pos, Unary};
use crate::lex::Token;
use crate::text::Str;

/// An operator between two operands.
enum Operator {
    Binary(Binary),
    Logical(Logical),
}

fn operator(token: &Token, no_in: bool) -> Option<(u8, Operator)> {
    use Binary::*;
    let (power, binary) = match token {
        Token::Mark(mark) => match *mark {
            "??" => return Some((1, Operator::Logical(Logical::Nullish))),
            "||" => return Some((2, Operator::Logical(Logical::Or))),
            "&&" => return Some((3, Operator::Logical(Logical::And))),
            "|" => (4, BitOr),
            "^" => (5, BitXor),
            "&" => (6, BitAnd),
            "==" => (7, Eq),
            "!=" => (7, Ne),
            "===" => (7, Same),
            "!==" => (7, NotSame),
            "<" => (8, Lt),
            ">" => (8, Gt),
            "<=" => (8, Le),
            ">=" => (8, Ge),
            "<<" => (9, Shl),
            ">>" => (9, Shr),
            ">>>" => (9, UShr),
            "+" => (10, Add),
            "-" => (10, Sub),
            "*" => (11, Mul),
            "/" => (11, Div),
            "%" => (11, Rem),
            "**" => (12, Pow),
            _ => return None,
        },
        Token::Word(word) if word == "instanceof" => (8, InstanceOf),
        Token::Word(word) if word == "in" && !no_in => (8, In),
        _ => return None,
    };
    Some((power, Operator::Binary(binary)))
}

fn assignment(token: &Token) -> Option<AssignOp> {
    use Binary::*;
    let Token::Mark(mark) = token else { return None };
    Some(AssignOp::Binary(match *mark {
        "=" => return Some(AssignOp::Plain),
        "&&=" => return Some(AssignOp::Logical(Logical::And)),
        "||=" => return Some(AssignOp::Logical(Logical::Or)),
        "??=" => return Some(AssignOp::Logical(Logical::Nullish)),
        "+=" => Add,
        "-=" => Sub,
        "*=" => Mul,
        "/=" => Div,
        "%=" => Rem,
        "**=" => Pow,
        "&=" => BitAnd,
        "|=" => BitOr,
        "^=" => BitXor,
        "<<=" => Shl,
        ">>=" => Shr,
        ">>>=" => UShr,
        _ => return None,
    }))
}

impl Parser<'_> {
    pub(super) fn expression(&mut self) -> Parse<Expr> {
        let first = self.assign()?;
        if !self.is(",") {
            return Ok(first);
        }
        let mut list = vec![first];
        while self.eat(",")? {
            list.push(self.assign()?);
        }
        Ok(Expr::Seq(list))
    }

    pub(super) fn assign(&mut self) -> Parse<Expr> {
        self.deeper(Self::assign_here)
    }

    fn assign_here(&mut self) -> Parse<Expr> {
        let pos = self.pos();
        let refs = self.refs.len();
        if self.is_word("yield") && self.inside.last().is_some_and(|inside| inside.generator) {
            return self.yield_expression(pos);
        }
        let mut left = self.conditional()?;
        if (self.is_word("async") || matches!(&left, Expr::Name(name, _) if name == "async"))
            && let (Expr::Name(..), Token::Word(_), false) = (&left, &self.token, self.line_before)
        {
            let at = self.pos();
            let param = self.name()?;
            self.refs.push(param.clone());
            if !self.is("=>") {
                return self.unexpected();
            }
            return self.arrow(vec![Item::One(Expr::Name(param, at))], true, pos, refs);
        }
        if self.is("=>") {
            let (params, is_async) = match left {
                Expr::Name(..) => (vec![Item::One(left)], false),
                Expr::Params(items, _) => (items, false),
                Expr::Paren(inner) => match *inner {
                    Expr::Seq(list) => (list.into_iter().map(Item::One).collect(), false),
                    one => (vec![Item::One(one)], false),
                },
                Expr::Call { callee, args, .. } if matches!(&*callee, Expr::Name(name, _) if name == "async") => {
                    (args, true)
                }
                _ => return self.unexpected(),
            };
            return self.arrow(params, is_async, pos, refs);
        }
        if let Expr::Params(..) = left {
            return self.unexpected();
        }
        let Some(op) = assignment(&self.token) else { return Ok(left) };
        if op != AssignOp::Plain && matches!(left, Expr::Array(..) | Expr::Object(..)) {
            return self.fail("invalid target of an assignment", pos);
        }
        if let Expr::Chain(_) = left {
            return self.fail("invalid target of an assignment", pos);
        }
        let target: Pattern = self.pattern(std::mem::replace(&mut left, Expr::Undefined), pos)?;
        self.advance()?;
        let value = self.assign()?;
        Ok(Expr::Assign(op, Box::new(target), Box::new(value), pos))
    }

    fn yield_expression(&mut self, pos: Pos) -> Parse<Expr> {
        self.advance()?;
        let ends =
            matches!(self.token, Token::End | Token::Mark(")" | "]" | "}" | "," | ";" | ":")) || self.line_before;
        if ends {
            return Ok(Expr::Yield(None, false, pos));
        }
        let delegate = self.eat("*")?;
        Ok(Expr::Yield(Some(Box::new(self.assign()?)), delegate, pos))
    }

    fn conditional(&mut self) -> Parse<Expr> {
        // `a ? b : c ? d : …` may be long, so its right side is not parsed by nesting.
        let mut arms = Vec::new();
        let mut last = self.binary(0)?;
        while self.is("?") {
            self.advance()?;
            let no_in = std::mem::replace(&mut self.no_in, false);
            let yes = self.assign()?;
            self.no_in = no_in;
            self.need(":")?;
            arms.push((last, yes));
            if arms.len() > 500 {
                return self.fail("too many '?'", self.pos());
            }
            // The last arm may hold anything an assignment may: an arrow function, `a ? b : c = d`.
            let next = self.assign_or_test()?;
            last = next;
        }
        for (test, yes) in arms.into_iter().rev() {
            last = Expr::Cond(Box::new(test), Box::new(yes), Box::new(last));
        }
        Ok(last)
    }

    /// What follows `:`: an operand that another `?` may follow, or a whole assignment.
    fn assign_or_test(&mut self) -> Parse<Expr> {
        let pos = self.pos();
        let refs = self.refs.len();
        let found = self.binary(0)?;
        if self.is("=>") {
            let params = match found {
                Expr::Name(..) => vec![Item::One(found)],
                Expr::Params(items, _) => items,
                Expr::Paren(inner) => match *inner {
                    Expr::Seq(list) => list.into_iter().map(Item::One).collect(),
                    one => vec![Item::One(one)],
                },
                _ => return self.unexpected(),
            };
            return self.arrow(params, false, pos, refs);
        }
        let Some(op) = assignment(&self.token) else { return Ok(found) };
        let target = self.pattern(found, pos)?;
        self.advance()?;
        let value = self.assign()?;
        Ok(Expr::Assign(op, Box::new(target), Box::new(value), pos))
    }

    fn binary(&mut self, least: u8) -> Parse<Expr> {
        let mut left = self.unary()?;
        let mut count = 0;
        while let Some((power, found)) = operator(&self.token, self.no_in) {
            if power <= least {
                break;
            }
            count += 1;
            if count > 2000 {
                return self.fail("too many operators in a row", self.pos());
            }
            let pos = self.pos();
            self.advance()?;
            let pow = power == 12;
            if pow && matches!(left, Expr::Unary(..)) {
                return self.fail("'**' after a sign needs brackets", pos);
            }
            let right = if pow { self.deeper(|parser| parser.binary(power - 1))? } else { self.binary(power)? };
            left = match found {
                Operator::Binary(op) => Expr::Binary(op, Box::new(left), Box::new(right), pos),
                Operator::Logical(op) => Expr::Logical(op, Box::new(left), Box::new(right)),
            };
        }
        Ok(left)
    }

    pub(super) fn unary(&mut self) -> Parse<Expr> {
        let pos = self.pos();
        let op = match &self.token {
            Token::Mark("-") => Unary::Neg,
            Token::Mark("+") => Unary::Plus,
            Token::Mark("!") => Unary::Not,
            Token::Mark("~") => Unary::BitNot,
            Token::Mark(mark @ ("++" | "--")) => {
                let add = *mark == "++";
                self.advance()?;
                let target = self.deeper(Self::unary)?;
                return self.update(true, add, target, pos);
            }
            Token::Word(word) => match &*word.to_text() {
                "typeof" => Unary::TypeOf,
                "void" => Unary::Void,
                "delete" => Unary::Delete,
                "await" if self.inside.last().is_some_and(|inside| inside.is_async) => {
                    self.advance()?;
                    return Ok(Expr::Await(Box::new(self.deeper(Self::unary)?), pos));
                }
                _ => return self.postfix(),
            },
            _ => return self.postfix(),
        };
        self.advance()?;
        let operand = self.deeper(Self::unary)?;
        Ok(Expr::Unary(op, Box::new(operand), pos))
    }

    fn update(&self, prefix: bool, add: bool, target: Expr, pos: Pos) -> Parse<Expr> {
        let target = match target {
            Expr::Paren(inner) => *inner,
            other => other,
        };
        if !matches!(target, Expr::Name(..) | Expr::Get { .. } | Expr::Index { .. }) {
            return self.fail("invalid target of an assignment", pos);
        }
        Ok(Expr::Update { prefix, add, target: Box::new(target), pos })
    }

    fn postfix(&mut self) -> Parse<Expr> {
        let pos = self.pos();
        let value = self.call()?;
        if let Token::Mark(mark @ ("++" | "--")) = self.token
            && !self.line_before
        {
            self.advance()?;
            return self.update(false, mark == "++", value, pos);
        }
        Ok(value)
    }

    /// Members and calls after an operand.
    fn call(&mut self) -> Parse<Expr> {
        let mut value = self.primary()?;
        let mut chained = false;
        let mut count = 0;
        loop {
            count += 1;
            if count > 300 {
                return self.fail("too many members or calls in a row", self.pos());
            }
            let pos = self.pos();
            if let Expr::Params(..) = value {
                return Ok(value);
            }
            let object = |value: Expr| Box::new(value);
            let optional = self.eat("?.")?;
            chained |= optional;
            if self.is("(") {
                let args = self.arguments()?;
                value = Expr::Call { callee: object(value), args, optional, pos };
            } else if self.eat("[")? {
                let no_in = std::mem::replace(&mut self.no_in, false);
                let key = Box::new(self.expression()?);
                self.no_in = no_in;
                self.need("]")?;
                value = Expr::Index { object: object(value), key, optional, pos };
            } else if optional || self.eat(".")? {
                let key = self.member_name()?;
                value = Expr::Get { object: object(value), key, optional, pos };
            } else if matches!(self.token, Token::Template(..)) {
                let (cooked, raw, values) = self.template_parts()?;
                value = Expr::Tagged(object(value), cooked, raw, values, pos);
            } else {
                return Ok(if chained { Expr::Chain(Box::new(value)) } else { value });
            }
        }
    }

    pub(super) fn member_name(&mut self) -> Parse<Str> {
        match &self.token {
            Token::Word(word) => {
                let word = word.clone();
                self.advance()?;
                Ok(word)
            }
            _ => self.unexpected(),
        }
    }

    pub(super) fn arguments(&mut self) -> Parse<Vec<Item>> {
        self.need("(")?;
        let no_in = std::mem::replace(&mut self.no_in, false);
        let mut args = Vec::new();
        while !self.eat(")")? {
            args.push(if self.eat("...")? { Item::Spread(self.assign()?) } else { Item::One(self.assign()?) });
            if !self.is(")") {
                self.need(",")?;
            }
        }
        self.no_in = no_in;
        Ok(args)
    }
}
