//! What a source is compiled to: operations on a stack.

use std::cell::RefCell;
use std::rc::Rc;

use crate::ast::{Flavour, Pos};
use crate::error::Place;
use crate::lex::place;
use crate::text::Str;
use crate::value::Value;

/// What an operation does. Comments give the stack before and after, top on the right; `n` is the operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Op {
    /// → constant n
    Const,
    Undefined,
    Null,
    True,
    False,
    This,
    NewTarget,
    Hole,
    /// → the running function
    Callee,
    /// a →
    Pop,
    /// a → a a
    Dup,
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
    GetLocal,
    /// a → a
    SetLocal,
    GetCell,
    SetCell,
    /// Sets a cell that may still be without value.
    InitCell,
    GetUp,
    SetUp,
    /// a → a: stores without asking whether it has been declared already.
    InitLocal,
    NewCell,
    /// A fresh cell with the value of the old one: the next round of a loop.
    FreshCell,
    /// Puts parameter `n & 0xffff` in cell `n >> 16`.
    ParamToCell,
    GetName,
    SetName,
    TypeOfName,
    /// Makes a name in the scope of the script.
    DeclareName,
    /// The function's own arguments as an object, or those after the first n as an array.
    Arguments,
    RestArguments,
    /// o → v
    Get,
    /// o → function o
    GetMethod,
    /// o k → v
    GetIndex,
    /// o k → function o
    GetIndexMethod,
    /// o v → v
    Set,
    /// o k v → v
    SetIndex,
    /// → v, of the prototype of the home object
    GetSuper,
    /// k → v
    GetSuperIndex,
    /// o → bool
    Delete,
    /// o k → bool
    DeleteIndex,
    /// function this a1 … an → v
    Call,
    /// function this array → v
    CallSpread,
    /// function a1 … an → v
    New,
    NewSpread,
    /// array → this
    SuperCall,
    /// a1 … an → array
    Array,
    /// array v → array
    Append,
    AppendHole,
    AppendAll,
    Object,
    /// o v → o
    Define,
    /// o k v → o
    DefineIndex,
    /// o k f → o; bit 0: setter, bit 1: hidden from lists (classes)
    DefineAccessor,
    /// o k f → o: a method of a class
    DefineMethod,
    /// o … f → o … f: tells f the object it is a method of, which lies n below
    Home,
    /// o s → o
    SpreadObject,
    Closure,
    /// → class prototype: makes a class of function proto n.
    Class,
    /// parent → class prototype
    SubClass,
    /// class f → class: the initialiser of fields
    ClassFields,
    /// source flags → regular expression
    Regex,
    /// array a1 … an → array: the texts of a template with the n as they are written
    Template,
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
    Jump,
    JumpIfFalse,
    JumpIfTrue,
    /// Jumps with the value kept, or drops it and goes on.
    JumpIfFalseKeep,
    JumpIfTrueKeep,
    JumpIfNotNullishKeep,
    JumpIfDefinedKeep,
    /// a → undefined and jumps, or a → a
    JumpIfNullish,
    /// function this → undefined and jumps, or stays
    JumpIfNullishMethod,
    /// subject test → subject, and jumps when both are the same
    Case,
    /// Fails unless the top can be taken apart.
    NeedObject,
    /// o k1 … kn → o rest
    ObjectRest,
    /// v → iterator
    Iter,
    KeysIter,
    /// iterator → iterator v, or drops the iterator and jumps at the end
    Next,
    /// iterator → iterator v (undefined at the end)
    NextValue,
    NextAll,
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
        self as u8 >= Op::Add as u8
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
