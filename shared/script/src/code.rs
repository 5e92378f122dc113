//! What a source is compiled to: operations on a stack.

use std::cell::RefCell;
use std::rc::Rc;

use crate::ast::{Flavour, Pos};
use crate::error::Place;
use crate::lex::place;
use crate::text::Str;
use crate::value::Value;

/// What an operation does. Comments give the stack before and after, top on the right; `n` is the operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd)]
pub(crate) enum Op {
    /// a →
    Pop,
    /// a b → a b a b
    Dup2,
    /// a b → b a
    Swap,
    /// a b c → c a b
    Rot3,
    /// a b c d → d a b c
    Rot4,
    /// a b c → b c a
    Unrot3,
    /// a → a
    SetLocal,
    /// a → a: stores without asking whether it has been declared already.
    InitLocal,
    NewCell,
    /// A fresh cell with the value of the old one: the next round of a loop.
    FreshCell,
    /// Puts parameter `n & 0xffff` in cell `n >> 16`.
    ParamToCell,
    /// Makes a name in the scope of the script.
    DeclareName,
    /// function this a1 … an → v
    Call,
    /// function this array → v
    CallSpread,
    /// function a1 … an → v
    New,
    NewSpread,
    /// array → this
    SuperCall,
    /// → class prototype: makes a class of function proto n.
    Class,
    /// parent → class prototype
    SubClass,
    /// Fails unless the top can be taken apart.
    NeedObject,
    /// iterator → iterator v, or drops the iterator and jumps at the end
    Next,
    IterClose,
    Handler,
    PopHandler,
    /// Goes to a `finally` block with the way back on the stack.
    Gosub,
    RetSub,
    Throw,
    /// Fails with the message in a constant.
    Fail,
    Return,
    Await,
    Yield,
    Jump,
    JumpIfFalse,
    JumpIfTrue,
    /// subject test → subject, and jumps when both are the same
    Case,
    /// Jumps with the value kept, or drops it and goes on.
    JumpIfFalseKeep,
    JumpIfTrueKeep,
    JumpIfNotNullishKeep,
    JumpIfDefinedKeep,
    /// a → undefined and jumps, or a → a
    JumpIfNullish,
    /// function this → undefined and jumps, or stays
    JumpIfNullishMethod,
    // From here on, each leaves one value in the place of its operands; first those that take n of them.
    /// a1 … an → array
    Array,
    /// o k1 … kn → o rest
    ObjectRest,
    /// array a1 … an → array: the texts of a template with the n as they are written
    Template,
    // Those that take none:
    /// → constant n
    Const,
    Undefined,
    Null,
    True,
    False,
    Hole,
    This,
    NewTarget,
    /// → the running function
    Callee,
    /// a → a a
    Dup,
    GetLocal,
    GetCell,
    GetUp,
    GetName,
    TypeOfName,
    /// The function's own arguments as an object, or those after the first n as an array.
    Arguments,
    RestArguments,
    /// o → function o
    GetMethod,
    /// → v, of the prototype of the home object
    GetSuper,
    Object,
    Closure,
    /// iterator → iterator v (undefined at the end)
    NextValue,
    NextAll,
    // Those that take one:
    /// o → v
    Get,
    /// o k → function o
    GetIndexMethod,
    /// k → v
    GetSuperIndex,
    /// o → bool
    Delete,
    /// array → array
    AppendHole,
    SetCell,
    /// Sets a cell that may still be without value.
    InitCell,
    SetUp,
    SetName,
    /// o … f → o … f: tells f the object it is a method of, which lies n below
    Home,
    Neg,
    Plus,
    Not,
    BitNot,
    TypeOf,
    Void,
    ToNumber,
    ToText,
    Inc,
    Dec,
    /// v → iterator
    Iter,
    KeysIter,
    // Those that take three:
    /// o k v → v
    SetIndex,
    /// o k v → o
    DefineIndex,
    /// o k f → o: a method of a class
    DefineMethod,
    /// o k f → o; bit 0: setter, bit 1: hidden from lists (classes)
    DefineAccessor,
    // Those that take two:
    /// o k → v
    GetIndex,
    /// o v → v
    Set,
    /// o k → bool
    DeleteIndex,
    /// array v → array
    Append,
    AppendAll,
    /// o v → o
    Define,
    /// o s → o
    SpreadObject,
    /// class f → class: the initialiser of fields
    ClassFields,
    /// source flags → regular expression
    Regex,
    /// a b → a + b; and so on to the last.
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

impl Op {
    /// Whether it is an operator between two operands.
    pub fn takes_two(self) -> bool {
        self >= Op::Add
    }

    /// How many operands the value of an operation replaces.
    pub fn takes(self, operand: usize) -> usize {
        match self {
            Op::Template => operand + 1,
            _ if self < Op::Const => operand,
            _ if self < Op::Get => 0,
            _ if self < Op::SetIndex => 1,
            _ if self < Op::GetIndex => 3,
            _ => 2,
        }
    }
}

/// An operation with its operand: the number of a constant, of a variable, or of an operation.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    pub op: Op,
    pub a: u32,
}

/// Where a function finds a variable of the function around it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Capture {
    Cell(u16),
    Up(u16),
}

/// The text a function comes from.
pub(crate) struct Source {
    pub text: Rc<str>,
    /// Part of the language rather than of the snippet: never the place of an error.
    pub library: bool,
}

/// A function as compiled.
pub(crate) struct Proto {
    pub name: Str,
    pub code: Vec<Step>,
    pub consts: Vec<Value>,
    pub protos: Vec<Rc<Proto>>,
    pub captures: Vec<Capture>,
    /// Where operations that may fail are in the source, by place in `code`.
    pub positions: Vec<(u32, Pos)>,
    pub local_names: Vec<Str>,
    pub params: u16,
    /// `length` as scripts see it.
    pub length: u16,
    pub locals: u16,
    pub cells: u16,
    pub flavour: Flavour,
    pub is_async: bool,
    pub generator: bool,
    pub needs_arguments: bool,
    pub source: Rc<Source>,
    pub start: Pos,
    pub end: Pos,
    /// Regular expressions already built, by place in `code`.
    pub regexes: RefCell<Vec<(u32, Rc<dyn crate::env::Regex>)>>,
}

impl Proto {
    /// Where operation `at` is in the snippet; nowhere for library code.
    pub fn place(&self, at: usize) -> Place {
        if self.source.library {
            return Place::default();
        }
        let found = self.positions.partition_point(|(from, _)| *from as usize <= at);
        match found.checked_sub(1).and_then(|index| self.positions.get(index)) {
            Some((_, pos)) => place(&self.source.text, *pos),
            None => Place::default(),
        }
    }
}
