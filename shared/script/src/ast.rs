//! The tree a source is parsed to: nodes of one shape in one list, named by their place in it.

use crate::code::Op;

/// A place in the source in bytes.
pub(crate) type Pos = u32;
/// The number of a node; 0 is the one that stands for nothing.
pub(crate) type Id = u32;
/// The number of a text in [`Atoms`](crate::atoms::Atoms); 0 is the empty one.
pub(crate) type Atom = u32;

/// What a node is. Brackets list the nodes below, `value` and `flag` are those of [`Node`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Kind {
    Nothing,
    /// […] all of them, then operation `op` with operand `value`.
    Plain,
    /// `value` in the list of numbers.
    Number,
    Text,
    /// [text, expression, text, …]
    Template,
    Name,
    Super,
    /// [expression, `Spread` or `Hole`, …]
    Array,
    Spread,
    Hole,
    /// [`Member` or `Spread`, …]
    Object,
    /// [key, value]; the key is a `Text` unless it is computed. `flag`: see [`flag`].
    Member,
    /// `value` in the list of functions.
    Function,
    /// [parent, constructor, initialiser of fields, of static fields, `Member`, …]
    Class,
    /// [operand], operation `op`
    Unary,
    /// [target], operation `op`; `flag` 1 before the target
    Update,
    /// [left, right], operation `op`: a jump for `&&`, `||` and `??`
    Binary,
    /// [target, value]; `op` as in `Binary`, or `Set` for a mere `=`
    Assign,
    /// [test, value, test, value, …, value]
    Cond,
    /// [callee, argument, …]; `flag` 1 after `?.`
    Call,
    /// [class, argument, …]
    New,
    /// [object], member `value`; `flag` 1 after `?.`
    Get,
    /// [object, key]; `flag` 1 after `?.`
    Index,
    /// [expression]: the extent of `?.` short cuts
    Chain,
    /// [expression, …]
    Seq,
    /// `yield*` [expression]
    YieldAll,
    /// [expression] in brackets: no pattern, and no chain to go on with
    Paren,
    /// `(a, ...b)` or `()` before `=>`: [parameter, …]; never left in a finished tree
    Params,
    /// [statement, …]
    List,
    /// [`Names`, statement, …]
    Block,
    /// [`Init`, …], of kind `flag`: see [`declare`]
    Declare,
    /// [pattern, value]
    Init,
    /// [value]
    Return,
    /// [test, statement, test, statement, …, statement?]
    If,
    /// [test, body]
    While,
    /// [body, test]
    DoWhile,
    /// [`Names`, first, test, step, body]
    For,
    /// [`Names`, target, subject, body]; `op` says what it goes through, `flag` 1 where the target is `let` or `const`
    ForEach,
    /// [subject, `Names`, `Case`, …]
    Switch,
    /// [test, statement, …]
    Case,
    /// To label `value`, if not 0; `flag` 1 for `break`.
    Leave,
    /// [block, `Catch`, block of `finally`]
    Try,
    /// [`Names`, pattern, block]
    Catch,
    /// [statement], label `value`
    Labelled,
    /// [`Variable` or `Function`, …]: what a block declares. While parsing, `value` is that of the block around it.
    Names,
    /// Name `value`, declared as `flag` says.
    Variable,
}

/// How a variable is declared.
pub(crate) mod declare {
    pub const VAR: u8 = 1;
    pub const LET: u8 = 2;
    pub const CONST: u8 = 3;
}

/// What a member is.
pub(crate) mod member {
    pub const VALUE: u8 = 0;
    pub const METHOD: u8 = 1;
    pub const GETTER: u8 = 2;
    pub const SETTER: u8 = 3;
    /// `{ a = 1 }`, which only makes sense as a pattern.
    pub const DEFAULT: u8 = 4;
    /// Added for a member of the class itself.
    pub const STATIC: u8 = 8;
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Node {
    pub kind: Kind,
    pub op: Op,
    pub flag: u8,
    pub pos: Pos,
    pub value: u32,
    /// The first and last node below, and the next one beside it.
    pub first: Id,
    pub last: Id,
    pub next: Id,
}

const NOTHING: Node =
    Node { kind: Kind::Nothing, op: Op::Undefined, flag: 0, pos: 0, value: 0, first: 0, last: 0, next: 0 };

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Flavour {
    #[default]
    Ordinary,
    Arrow,
    Method,
    /// The constructor of a class; `true` when it extends another.
    Constructor(bool),
}

/// A function of the source.
#[derive(Clone, Default)]
pub(crate) struct Function {
    pub name: Atom,
    pub flavour: Flavour,
    pub is_async: bool,
    pub generator: bool,
    /// A function expression sees its own name inside.
    pub own_name: bool,
    /// The name `arguments` is in it.
    pub arguments: bool,
    pub start: Pos,
    pub end: Pos,
    /// A node that has the parameters below it.
    pub params: Id,
    /// What its outermost block declares.
    pub names: Id,
    /// `var` names, those of blocks inside included.
    pub vars: Vec<Atom>,
    /// A `List`, or the value of an arrow function without braces.
    pub body: Id,
    /// Names that functions inside of it read or write, sorted.
    pub inner: Vec<Atom>,
}

/// Nodes with what they refer to.
pub(crate) struct Tree {
    nodes: Vec<Node>,
    pub numbers: Vec<f64>,
    pub functions: Vec<Function>,
}

impl Tree {
    pub fn new() -> Self {
        Tree { nodes: vec![NOTHING], numbers: Vec::new(), functions: Vec::new() }
    }

    #[inline(never)]
    pub fn at(&self, id: Id) -> &Node {
        self.nodes.get(id as usize).unwrap_or(&NOTHING)
    }

    /// To change a node; changes to the one for nothing are lost.
    #[inline(never)]
    pub fn at_mut(&mut self, id: Id) -> Option<&mut Node> {
        self.nodes.get_mut(id as usize).filter(|_| id > 0)
    }

    pub fn kind(&self, id: Id) -> Kind {
        self.at(id).kind
    }

    pub fn first(&self, id: Id) -> Id {
        self.at(id).first
    }

    pub fn next(&self, id: Id) -> Id {
        self.at(id).next
    }

    pub fn second(&self, id: Id) -> Id {
        self.next(self.first(id))
    }

    #[inline(never)]
    pub fn node(&mut self, kind: Kind, op: Op, value: u32, pos: Pos) -> Id {
        self.nodes.push(Node { kind, op, value, pos, ..NOTHING });
        self.nodes.len() as u32 - 1
    }

    /// Puts `child`, which has no parent yet, below `parent` as the last one.
    #[inline(never)]
    pub fn add(&mut self, parent: Id, child: Id) {
        let child = if child == 0 { self.node(Kind::Nothing, Op::Undefined, 0, 0) } else { child };
        if let Some(node) = self.at_mut(child) {
            node.next = 0;
        }
        let before = self.at(parent).last;
        if let Some(node) = self.at_mut(before) {
            node.next = child;
        }
        if let Some(node) = self.at_mut(parent) {
            if before == 0 {
                node.first = child;
            }
            node.last = child;
        }
    }

    pub fn function(&self, at: u32) -> Option<&Function> {
        self.functions.get(at as usize)
    }

    /// Whether what `names` declares, functions too if told, has `name` among it.
    pub fn declares(&self, names: Id, name: Atom, functions: bool) -> bool {
        let mut at = self.first(names);
        while at != 0 {
            let node = self.at(at);
            let found = match node.kind {
                Kind::Function if functions => self.function(node.value).map_or(0, |function| function.name),
                Kind::Variable => node.value,
                _ => 0,
            };
            if found == name {
                return true;
            }
            at = node.next;
        }
        false
    }

    /// Appends the names a pattern, a parameter or all of a list of these bind.
    pub fn bound(&self, pattern: Id, names: &mut Vec<Atom>) {
        let node = self.at(pattern);
        match node.kind {
            Kind::Name => names.push(node.value),
            Kind::Assign | Kind::Spread => self.bound(node.first, names),
            Kind::Member => self.bound(self.second(pattern), names),
            Kind::Get | Kind::Index => {}
            _ => {
                let mut at = node.first;
                while at != 0 {
                    self.bound(at, names);
                    at = self.next(at);
                }
            }
        }
    }
}
