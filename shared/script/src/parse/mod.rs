//! Tokens to a tree: what all parts of the parser share.

mod expr;
mod func;
pub(crate) mod pattern;
mod primary;
mod stmt;

use crate::ast::{Declare, Function, Names, Pos};
use crate::error::{ErrorKind, ScriptError};
use crate::lex::{Lexer, Token, place};
use crate::text::Str;

type Parse<T> = Result<T, ScriptError>;

/// How deep brackets, blocks and operators may nest. Each level costs a few kilobytes of the browser's stack, which has one
/// megabyte; without optimisation each costs ten times as much.
const DEEPEST: u32 = if cfg!(debug_assertions) { 36 } else { 100 };
/// The longest source in bytes.
const LONGEST: usize = 400_000;

/// A finished tree with what the compiler needs to know about names.
pub(crate) struct Parsed {
    pub function: Function,
    /// Every name read or written, in the order of the source.
    pub refs: Vec<Str>,
    /// Of each function its number and its extent in `refs`.
    pub functions: Vec<(usize, usize, usize)>,
}

/// The function being parsed.
#[derive(Default)]
struct Inside {
    vars: Vec<Str>,
    /// The function's own block and those open in it.
    blocks: Vec<Names>,
    is_async: bool,
    generator: bool,
    breakable: u32,
    loops: u32,
    labels: Vec<Str>,
}

pub(crate) struct Parser<'s> {
    lexer: Lexer<'s>,
    token: Token,
    start: usize,
    line_before: bool,
    end_before: usize,
    depth: u32,
    no_in: bool,
    refs: Vec<Str>,
    functions: Vec<(usize, usize, usize)>,
    inside: Vec<Inside>,
    count: usize,
}

/// Words that are no names.
const RESERVED: [&str; 36] = [
    "break",
    "case",
    "catch",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "finally",
    "for",
    "function",
    "if",
    "import",
    "in",
    "instanceof",
    "new",
    "null",
    "return",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "var",
    "void",
    "while",
    "with",
];

/// Parses the body of a function: `return` is allowed. Fails with [`ErrorKind::Syntax`] or [`ErrorKind::Depth`].
pub(crate) fn parse(source: &str) -> Parse<Parsed> {
    if source.len() > LONGEST {
        return Err(ScriptError::new(ErrorKind::Memory, "the source is too long"));
    }
    let lexer = Lexer { source, at: 0 };
    let mut parser = Parser {
        lexer,
        token: Token::End,
        start: 0,
        line_before: false,
        end_before: 0,
        depth: 0,
        no_in: false,
        refs: Vec::new(),
        functions: Vec::new(),
        inside: vec![Inside { blocks: vec![Names::default()], ..Inside::default() }],
        count: 0,
    };
    parser.advance()?;
    let mut body = Vec::new();
    while parser.token != Token::End {
        body.push(parser.statement()?);
    }
    let inside = parser.inside.pop().unwrap_or_default();
    let function = Function {
        body,
        vars: inside.vars,
        names: inside.blocks.into_iter().next().unwrap_or_default(),
        refs: (0, parser.refs.len()),
        end: source.len() as Pos,
        ..Function::default()
    };
    parser.functions.sort_by_key(|(_, start, end)| (*start, std::cmp::Reverse(*end)));
    Ok(Parsed { function, refs: parser.refs, functions: parser.functions })
}

impl Parser<'_> {
    fn advance(&mut self) -> Parse<()> {
        self.end_before = self.lexer.at;
        (self.token, self.start, self.line_before) = self.lexer.next(false)?;
        Ok(())
    }

    fn pos(&self) -> Pos {
        self.start as Pos
    }

    fn fail<T>(&self, message: &str, pos: Pos) -> Parse<T> {
        Err(ScriptError::syntax(message, place(self.lexer.source, pos)))
    }

    fn unexpected<T>(&self) -> Parse<T> {
        let found = match &self.token {
            Token::End => return self.fail("unexpected end of the script", self.pos()),
            Token::Mark(mark) => (*mark).to_owned(),
            Token::Word(word) => word.to_text().into_owned(),
            Token::Number(number) => crate::number::to_text(*number),
            Token::Text(_) => "text".to_owned(),
            Token::Template(..) => "template".to_owned(),
            Token::Regex(..) => "/".to_owned(),
        };
        self.fail(&["unexpected '", &found, "'"].concat(), self.pos())
    }

    fn is(&self, mark: &str) -> bool {
        matches!(self.token, Token::Mark(found) if found == mark)
    }

    fn is_word(&self, word: &str) -> bool {
        matches!(&self.token, Token::Word(found) if found == word)
    }

    /// Passes `mark` if it is next.
    fn eat(&mut self, mark: &str) -> Parse<bool> {
        let found = self.is(mark);
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    fn eat_word(&mut self, word: &str) -> Parse<bool> {
        let found = self.is_word(word);
        if found {
            self.advance()?;
        }
        Ok(found)
    }

    fn need(&mut self, mark: &str) -> Parse<()> {
        if self.eat(mark)? { Ok(()) } else { self.unexpected() }
    }

    fn need_word(&mut self, word: &str) -> Parse<()> {
        if self.eat_word(word)? { Ok(()) } else { self.unexpected() }
    }

    /// The end of a statement: a semicolon, or a place where JavaScript puts one.
    fn semicolon(&mut self) -> Parse<()> {
        if self.eat(";")? || self.is("}") || self.token == Token::End || self.line_before {
            return Ok(());
        }
        self.unexpected()
    }

    /// The token after this one, and whether a line end is before it.
    fn ahead(&mut self) -> Parse<(Token, bool)> {
        let at = self.lexer.at;
        let found = self.lexer.next(false);
        self.lexer.at = at;
        found.map(|(token, _, line)| (token, line))
    }

    /// Runs `inner` one level deeper.
    fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<T> {
        if self.depth >= DEEPEST {
            let error = ScriptError::new(ErrorKind::Depth, "the script is nested too deeply");
            return Err(error.at(place(self.lexer.source, self.pos())));
        }
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn reserved(&self, word: &Str) -> bool {
        RESERVED.iter().any(|reserved| word == *reserved)
            || word == "await" && self.inside.last().is_some_and(|inside| inside.is_async)
            || word == "yield" && self.inside.last().is_some_and(|inside| inside.generator)
    }

    /// A name that may be bound.
    fn name(&mut self) -> Parse<Str> {
        match &self.token {
            Token::Word(word) if !self.reserved(word) => {
                let word = word.clone();
                self.advance()?;
                Ok(word)
            }
            _ => self.unexpected(),
        }
    }

    /// Notes a declaration; fails where JavaScript forbids a second one.
    fn declare(&mut self, name: &Str, kind: Declare, pos: Pos) -> Parse<()> {
        let Some(inside) = self.inside.last_mut() else { return Ok(()) };
        let top = inside.blocks.len() == 1;
        let taken = |names: &Names| names.lexical.iter().any(|(found, _)| found == name);
        let clash = if kind == Declare::Var {
            inside.blocks.iter().any(taken)
        } else {
            inside
                .blocks
                .last()
                .is_some_and(|names| taken(names) || names.functions.iter().any(|function| function.name == *name))
                || top && inside.vars.contains(name)
        };
        if clash {
            return self.fail(&["'", &name.to_text(), "' has already been declared"].concat(), pos);
        }
        if kind == Declare::Var {
            if !inside.vars.contains(name) {
                inside.vars.push(name.clone());
            }
        } else if let Some(names) = inside.blocks.last_mut() {
            names.lexical.push((name.clone(), kind));
        }
        Ok(())
    }

    /// Parses with a block's names collected.
    fn with_names<T>(&mut self, inner: impl FnOnce(&mut Self) -> Parse<T>) -> Parse<(T, Names)> {
        if let Some(inside) = self.inside.last_mut() {
            inside.blocks.push(Names::default());
        }
        let result = inner(self);
        let names = self.inside.last_mut().and_then(|inside| inside.blocks.pop()).unwrap_or_default();
        Ok((result?, names))
    }
}
