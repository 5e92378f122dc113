//! The tree a source is parsed to. Positions are byte offsets.

use std::rc::Rc;

use crate::text::Str;

pub(crate) type Pos = u32;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Binary {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
    Pow,
    BitAnd,
    BitOr,
    BitXor,
    Shl,
    Shr,
    UShr,
    Eq,
    Ne,
    Same,
    NotSame,
    Lt,
    Le,
    Gt,
    Ge,
    In,
    InstanceOf,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Logical {
    And,
    Or,
    Nullish,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Unary {
    Neg,
    Plus,
    Not,
    BitNot,
    TypeOf,
    Void,
    Delete,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum AssignOp {
    Plain,
    Binary(Binary),
    Logical(Logical),
}

#[derive(Debug)]
pub(crate) enum Expr {
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    Text(Str),
    Regex(Str, Str, Pos),
    Template(Vec<Str>, Vec<Expr>),
    /// Tag, cooked parts, raw parts, expressions.
    Tagged(Box<Expr>, Vec<Option<Str>>, Vec<Str>, Vec<Expr>, Pos),
    Name(Str, Pos),
    This,
    Super(Pos),
    NewTarget,
    Array(Vec<Item>, Pos),
    Object(Vec<Member>, Pos),
    Function(Rc<Function>),
    Class(Box<Class>),
    Unary(Unary, Box<Expr>, Pos),
    Update {
        prefix: bool,
        add: bool,
        target: Box<Expr>,
        pos: Pos,
    },
    Binary(Binary, Box<Expr>, Box<Expr>, Pos),
    Logical(Logical, Box<Expr>, Box<Expr>),
    Assign(AssignOp, Box<Pattern>, Box<Expr>, Pos),
    Cond(Box<Expr>, Box<Expr>, Box<Expr>),
    Call {
        callee: Box<Expr>,
        args: Vec<Item>,
        optional: bool,
        pos: Pos,
    },
    New(Box<Expr>, Vec<Item>, Pos),
    Get {
        object: Box<Expr>,
        key: Str,
        optional: bool,
        pos: Pos,
    },
    Index {
        object: Box<Expr>,
        key: Box<Expr>,
        optional: bool,
        pos: Pos,
    },
    /// The extent of `?.` short cuts.
    Chain(Box<Expr>),
    Seq(Vec<Expr>),
    Await(Box<Expr>, Pos),
    Yield(Option<Box<Expr>>, bool, Pos),
    /// Parenthesised: not a pattern, not a chain to go on with.
    Paren(Box<Expr>),
    /// `(a, ...b)` or `()` before `=>`; never left in a finished tree.
    Params(Vec<Item>, Pos),
}

#[derive(Debug)]
pub(crate) enum Item {
    One(Expr),
    Spread(Expr),
    Hole,
}

#[derive(Debug)]
pub(crate) enum Key {
    Name(Str),
    Computed(Expr),
}

#[derive(Debug)]
pub(crate) enum Member {
    Value(Key, Expr),
    Method(Key, Rc<Function>),
    Getter(Key, Rc<Function>),
    Setter(Key, Rc<Function>),
    Spread(Expr),
    /// `{ a = 1 }`, which only makes sense as a pattern.
    Default(Str, Expr, Pos),
}

#[derive(Debug)]
pub(crate) enum Pattern {
    /// A name, a member: anything that can be assigned to.
    Target(Expr),
    Array(Vec<Option<Element>>, Option<Box<Pattern>>, Pos),
    Object(Vec<(Key, Element)>, Option<Box<Pattern>>, Pos),
}

#[derive(Debug)]
pub(crate) struct Element {
    pub pattern: Pattern,
    pub default: Option<Expr>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Declare {
    Var,
    Let,
    Const,
}

#[derive(Debug)]
pub(crate) enum Stmt {
    Empty,
    Expr(Expr),
    Declare(Declare, Vec<(Pattern, Option<Expr>, Pos)>),
    /// Its function is among the names of the block.
    Function,
    Class(Box<Class>),
    Return(Option<Expr>),
    If(Expr, Box<Stmt>, Option<Box<Stmt>>),
    Block(Block),
    While(Expr, Box<Stmt>),
    DoWhile(Box<Stmt>, Expr),
    For {
        names: Vec<(Str, Declare)>,
        init: Option<Box<Stmt>>,
        test: Option<Expr>,
        step: Option<Expr>,
        body: Box<Stmt>,
    },
    ForIn(Box<Each>),
    ForOf(Box<Each>),
    Switch(Expr, Vec<(Option<Expr>, Vec<Stmt>)>, Names),
    Break(Option<Str>, Pos),
    Continue(Option<Str>, Pos),
    Throw(Expr, Pos),
    Try(Box<Try>),
    Labelled(Str, Box<Stmt>),
}

/// Names a block declares with `let`, `const`, `class`; functions in it.
#[derive(Debug, Default)]
pub(crate) struct Names {
    pub lexical: Vec<(Str, Declare)>,
    pub functions: Vec<Rc<Function>>,
}

#[derive(Debug)]
pub(crate) struct Block {
    pub body: Vec<Stmt>,
    pub names: Names,
}

#[derive(Debug)]
pub(crate) struct Each {
    pub declare: Option<Declare>,
    pub names: Vec<(Str, Declare)>,
    pub target: Pattern,
    pub subject: Expr,
    pub body: Stmt,
    pub pos: Pos,
}

#[derive(Debug)]
pub(crate) struct Try {
    pub block: Block,
    pub catch: Option<(Option<Pattern>, Vec<Str>, Block)>,
    pub finally: Option<Block>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Flavour {
    #[default]
    Ordinary,
    Arrow,
    Method,
    /// The constructor of a class; `true` when it extends another.
    Constructor(bool),
}

#[derive(Debug, Default)]
pub(crate) struct Function {
    pub name: Str,
    pub params: Vec<Element>,
    pub rest: Option<Pattern>,
    pub body: Vec<Stmt>,
    /// The body of an arrow function without braces.
    pub value: Option<Expr>,
    pub names: Names,
    /// `var` names, those of blocks inside included.
    pub vars: Vec<Str>,
    pub flavour: Flavour,
    pub is_async: bool,
    pub generator: bool,
    /// A function expression sees its own name inside.
    pub own_name: bool,
    /// Extent in the source and in the parser's list of names that are read or written.
    pub start: Pos,
    pub end: Pos,
    pub refs: (usize, usize),
    pub id: usize,
}

#[derive(Debug)]
pub(crate) struct Class {
    pub name: Str,
    pub parent: Option<Expr>,
    pub constructor: Option<Rc<Function>>,
    /// Static or not, and the member.
    pub members: Vec<(bool, Member)>,
    /// Functions that set the fields of a new object; of the class itself.
    pub fields: Option<Rc<Function>>,
    pub static_fields: Option<Rc<Function>>,
    pub pos: Pos,
}
