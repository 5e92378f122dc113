//! Statements.

use std::rc::Rc;

use super::{Parse, Parser};
use crate::ast::{Block, Declare, Each, Expr, Pattern, Pos, Stmt, Try};
use crate::lex::Token;
use crate::text::Str;

impl Parser<'_> {
    pub(super) fn statement(&mut self) -> Parse<Stmt> {
        self.deeper(Self::statement_here)
    }

    fn statement_here(&mut self) -> Parse<Stmt> {
        let pos = self.pos();
        match &self.token {
            Token::Mark("{") => Ok(Stmt::Block(self.block()?)),
            Token::Mark(";") => {
                self.advance()?;
                Ok(Stmt::Empty)
            }
            Token::Word(word) => {
                let word = word.to_text().into_owned();
                self.word_statement(&word, pos)
            }
            _ => self.expression_statement(),
        }
    }

    fn word_statement(&mut self, word: &str, pos: Pos) -> Parse<Stmt> {
        match word {
            "var" | "const" => self.declaration(),
            "let" => match self.ahead()?.0 {
                Token::Word(next) if next == *"in" || next == *"instanceof" || next == *"of" => {
                    self.expression_statement()
                }
                Token::Word(_) | Token::Mark("[" | "{") => self.declaration(),
                _ => self.expression_statement(),
            },
            "function" => self.function_declaration(false),
            "async" => match self.ahead()? {
                (Token::Word(next), false) if next == *"function" => self.function_declaration(true),
                _ => self.expression_statement(),
            },
            "class" => {
                let class = self.class()?;
                self.declare(&class.name.clone(), Declare::Let, pos)?;
                Ok(Stmt::Class(Box::new(class)))
            }
            "return" => {
                self.advance()?;
                let bare = self.is(";") || self.is("}") || self.token == Token::End || self.line_before;
                let value = if bare { None } else { Some(self.expression()?) };
                self.semicolon()?;
                Ok(Stmt::Return(value))
            }
            "if" => self.if_statement(),
            "for" => self.for_statement(),
            "while" => {
                self.advance()?;
                let test = self.in_brackets()?;
                Ok(Stmt::While(test, Box::new(self.loop_body()?)))
            }
            "do" => {
                self.advance()?;
                let body = self.loop_body()?;
                self.need_word("while")?;
                let test = self.in_brackets()?;
                self.eat(";")?;
                Ok(Stmt::DoWhile(Box::new(body), test))
            }
            "switch" => self.switch_statement(),
            "break" | "continue" => self.jump(word == "break", pos),
            "throw" => {
                self.advance()?;
                if self.line_before {
                    return self.unexpected();
                }
                let value = self.expression()?;
                self.semicolon()?;
                Ok(Stmt::Throw(value, pos))
            }
            "try" => self.try_statement(),
            "debugger" => {
                self.advance()?;
                self.semicolon()?;
                Ok(Stmt::Empty)
            }
            "with" | "import" | "export" => {
                self.fail(&["'", word, "' is not available to scripts of forms"].concat(), pos)
            }
            _ => {
                if matches!(self.ahead()?.0, Token::Mark(":")) {
                    return self.labelled();
                }
                self.expression_statement()
            }
        }
    }

    fn expression_statement(&mut self) -> Parse<Stmt> {
        let value = self.expression()?;
        self.semicolon()?;
        Ok(Stmt::Expr(value))
    }

    fn labelled(&mut self) -> Parse<Stmt> {
        let label = self.name()?;
        self.need(":")?;
        if let Some(inside) = self.inside.last_mut() {
            inside.labels.push(label.clone());
        }
        let body = self.statement()?;
        if let Some(inside) = self.inside.last_mut() {
            inside.labels.pop();
        }
        Ok(Stmt::Labelled(label, Box::new(body)))
    }

    fn jump(&mut self, is_break: bool, pos: Pos) -> Parse<Stmt> {
        self.advance()?;
        let label = match &self.token {
            Token::Word(word) if !self.line_before && !self.reserved(word) => Some(word.clone()),
            _ => None,
        };
        let inside = self.inside.last();
        let allowed = match &label {
            Some(label) => inside.is_some_and(|inside| inside.labels.contains(label)),
            None => inside.is_some_and(|inside| inside.loops > 0 || is_break && inside.breakable > 0),
        };
        if !allowed {
            return self.fail(if is_break { "'break' outside of a loop" } else { "'continue' outside of a loop" }, pos);
        }
        if label.is_some() {
            self.advance()?;
        }
        self.semicolon()?;
        Ok(if is_break { Stmt::Break(label, pos) } else { Stmt::Continue(label, pos) })
    }

    pub(super) fn in_brackets(&mut self) -> Parse<Expr> {
        self.need("(")?;
        let value = self.expression()?;
        self.need(")")?;
        Ok(value)
    }

    pub(super) fn block(&mut self) -> Parse<Block> {
        self.need("{")?;
        let (body, names) = self.with_names(Self::statements_to_brace)?;
        Ok(Block { body, names })
    }

    pub(super) fn statements_to_brace(&mut self) -> Parse<Vec<Stmt>> {
        let mut body = Vec::new();
        while !self.is("}") {
            if self.token == Token::End {
                return self.unexpected();
            }
            body.push(self.statement()?);
        }
        self.advance()?;
        Ok(body)
    }

    fn function_declaration(&mut self, is_async: bool) -> Parse<Stmt> {
        let pos = self.pos();
        let refs = self.refs.len();
        if is_async {
            self.advance()?;
        }
        let function = Rc::new(self.function(is_async, true, pos, refs)?);
        let name = function.name.clone();
        if let Some(inside) = self.inside.last_mut() {
            let clash = inside.blocks.last().is_some_and(|names| names.lexical.iter().any(|(found, _)| *found == name));
            if clash {
                return self.fail(&["'", &name.to_text(), "' has already been declared"].concat(), pos);
            }
            if !inside.vars.contains(&name) {
                inside.vars.push(name.clone());
            }
            if let Some(names) = inside.blocks.last_mut() {
                names.functions.push(function);
            }
        }
        self.refs.push(name);
        Ok(Stmt::Function)
    }

    fn declaration(&mut self) -> Parse<Stmt> {
        let declared = self.declaration_list()?;
        self.semicolon()?;
        if let Stmt::Declare(kind, list) = &declared {
            for (pattern, value, pos) in list {
                let needs = *kind == Declare::Const || !matches!(pattern, Pattern::Target(_));
                if value.is_none() && needs {
                    return self.fail("a declaration without its value", *pos);
                }
            }
        }
        Ok(declared)
    }

    fn declaration_list(&mut self) -> Parse<Stmt> {
        let kind = if self.is_word("var") {
            Declare::Var
        } else if self.is_word("let") {
            Declare::Let
        } else {
            Declare::Const
        };
        self.advance()?;
        let mut list = Vec::new();
        loop {
            let pos = self.pos();
            let pattern = self.binding(Some(kind))?;
            let value = if self.eat("=")? { Some(self.assign()?) } else { None };
            list.push((pattern, value, pos));
            if !self.eat(",")? {
                return Ok(Stmt::Declare(kind, list));
            }
        }
    }

    fn if_statement(&mut self) -> Parse<Stmt> {
        // A chain of `else if` is as long as its author likes, so it is not parsed by nesting.
        let mut arms = Vec::new();
        let mut last = None;
        loop {
            self.need_word("if")?;
            let test = self.in_brackets()?;
            arms.push((test, self.statement()?));
            if !self.eat_word("else")? {
                break;
            }
            if !self.is_word("if") {
                last = Some(Box::new(self.statement()?));
                break;
            }
            if arms.len() > 500 {
                return self.fail("too many 'else if'", self.pos());
            }
        }
        for (test, body) in arms.into_iter().rev() {
            last = Some(Box::new(Stmt::If(test, Box::new(body), last)));
        }
        Ok(last.map_or(Stmt::Empty, |found| *found))
    }

    fn loop_body(&mut self) -> Parse<Stmt> {
        if let Some(inside) = self.inside.last_mut() {
            inside.loops += 1;
        }
        let body = self.statement();
        if let Some(inside) = self.inside.last_mut() {
            inside.loops = inside.loops.saturating_sub(1);
        }
        body
    }

    fn for_statement(&mut self) -> Parse<Stmt> {
        self.advance()?;
        if self.is_word("await") {
            return self.fail("'for await' is not available to scripts of forms", self.pos());
        }
        self.need("(")?;
        let (mut statement, names) = self.with_names(Self::for_rest)?;
        match &mut statement {
            Stmt::For { names: own, .. } => *own = names.lexical,
            Stmt::ForIn(each) | Stmt::ForOf(each) => each.names = names.lexical,
            _ => {}
        }
        Ok(statement)
    }

    fn for_rest(&mut self) -> Parse<Stmt> {
        let pos = self.pos();
        let lets = self.is_word("let") && matches!(self.ahead()?.0, Token::Word(_) | Token::Mark("[" | "{"));
        let mut init = None;
        self.no_in = true;
        if self.is_word("var") || self.is_word("const") || lets {
            init = Some(self.declaration_list());
        } else if !self.is(";") {
            init = Some(self.expression().map(Stmt::Expr));
        }
        self.no_in = false;
        let init = init.transpose()?;
        let each = self.is_word("in") || self.is_word("of");
        if !each {
            if let Some(Stmt::Declare(Declare::Const, list)) = &init
                && list.iter().any(|(_, value, _)| value.is_none())
            {
                return self.fail("a declaration without its value", pos);
            }
            self.need(";")?;
            let test = if self.is(";") { None } else { Some(self.expression()?) };
            self.need(";")?;
            let step = if self.is(")") { None } else { Some(self.expression()?) };
            self.need(")")?;
            let body = Box::new(self.loop_body()?);
            return Ok(Stmt::For { names: Vec::new(), init: init.map(Box::new), test, step, body });
        }
        let is_in = self.is_word("in");
        let (declare, target) = match init {
            Some(Stmt::Declare(kind, list)) if list.len() == 1 => match list.into_iter().next() {
                Some((pattern, None, _)) => (Some(kind), pattern),
                _ => return self.unexpected(),
            },
            Some(Stmt::Expr(target)) => (None, self.pattern(target, pos)?),
            _ => return self.unexpected(),
        };
        self.advance()?;
        let subject = if is_in { self.expression()? } else { self.assign()? };
        self.need(")")?;
        let body = self.loop_body()?;
        let each = Box::new(Each { declare, names: Vec::new(), target, subject, body, pos });
        Ok(if is_in { Stmt::ForIn(each) } else { Stmt::ForOf(each) })
    }

    fn switch_statement(&mut self) -> Parse<Stmt> {
        self.advance()?;
        let subject = self.in_brackets()?;
        self.need("{")?;
        if let Some(inside) = self.inside.last_mut() {
            inside.breakable += 1;
        }
        let parsed = self.with_names(Self::cases);
        if let Some(inside) = self.inside.last_mut() {
            inside.breakable = inside.breakable.saturating_sub(1);
        }
        let (cases, names) = parsed?;
        Ok(Stmt::Switch(subject, cases, names))
    }

    fn cases(&mut self) -> Parse<Vec<(Option<Expr>, Vec<Stmt>)>> {
        let mut cases: Vec<(Option<Expr>, Vec<Stmt>)> = Vec::new();
        while !self.eat("}")? {
            let test = if self.eat_word("default")? {
                if cases.iter().any(|(test, _)| test.is_none()) {
                    return self.fail("a second 'default'", self.pos());
                }
                None
            } else {
                self.need_word("case")?;
                Some(self.expression()?)
            };
            self.need(":")?;
            let mut body = Vec::new();
            while !self.is("}") && !self.is_word("case") && !self.is_word("default") {
                if self.token == Token::End {
                    return self.unexpected();
                }
                body.push(self.statement()?);
            }
            cases.push((test, body));
        }
        Ok(cases)
    }

    fn try_statement(&mut self) -> Parse<Stmt> {
        self.advance()?;
        let block = self.block()?;
        let mut catch = None;
        if self.eat_word("catch")? {
            let ((pattern, block), names) = self.with_names(|parser| {
                let pattern = if parser.eat("(")? {
                    let pattern = parser.binding(Some(Declare::Let))?;
                    parser.need(")")?;
                    Some(pattern)
                } else {
                    None
                };
                Ok((pattern, parser.block()?))
            })?;
            let bound: Vec<Str> = names.lexical.into_iter().map(|(name, _)| name).collect();
            catch = Some((pattern, bound, block));
        }
        let finally = if self.eat_word("finally")? { Some(self.block()?) } else { None };
        if catch.is_none() && finally.is_none() {
            return self.unexpected();
        }
        Ok(Stmt::Try(Box::new(Try { block, catch, finally })))
    }
}
