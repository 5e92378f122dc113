//! What a source is compiled to: operations on a stack.

use std::cell::RefCell;
use std::rc::Rc;

use crate::ast::{Binary, Flavour, Pos};
use crate::error::Place;
use crate::lex::place;
use crate::text::Str;
use crate::value::Value;

/// An operation. Comments give the stack before and after, top on the right.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Op {
    /// → constant
    Const(u32),
    Undefined,
    Null,
    True,
    False,
    This,
    NewTarget,
    Hole,
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
    GetLocal(u16),
    /// a → a
    SetLocal(u16),
    GetCell(u16),
    SetCell(u16),
    /// Sets a cell that may still be without value.
    InitCell(u16),
    GetUp(u16),
    SetUp(u16),
    /// a → a: stores without asking whether it has been declared already.
    InitLocal(u16),
    NewCell(u16),
    /// A fresh cell with the value of the old one: the next round of a loop.
    FreshCell(u16),
    ParamToCell(u16, u16),
    GetName(u32),
    SetName(u32),
    TypeOfName(u32),
    /// Makes a name in the scope of the script.
    DeclareName(u32),
    /// The function's own arguments as an object, or those after the first n as an array.
    Arguments,
    RestArguments(u16),
    /// o → v
    Get(u32),
    /// o → function o
    GetMethod(u32),
    /// o k → v
    GetIndex,
    /// o k → function o
    GetIndexMethod,
    /// o v → v
    Set(u32),
    /// o k v → v
    SetIndex,
    /// → v, of the prototype of the home object
    GetSuper(u32),
    /// k → v
    GetSuperIndex,
    /// o → bool
    Delete(u32),
    /// o k → bool
    DeleteIndex,
    /// function this a1 … an → v
    Call(u16),
    /// function this array → v
    CallSpread,
    /// function a1 … an → v
    New(u16),
    NewSpread,
    /// array → this
    SuperCall,
    /// a1 … an → array
    Array(u32),
    /// array v → array
    Append,
    AppendHole,
    AppendAll,
    Object,
    /// o v → o
    Define(u32),
    /// o k v → o
    DefineIndex,
    /// o k f → o; bit 0: setter, bit 1: hidden from lists (classes)
    DefineAccessor(u8),
    /// o k f → o: a method of a class
    DefineMethod,
    /// o … f → o … f: tells f the object it is a method of, which lies that far below
    Home(u8),
    /// o s → o
    SpreadObject,
    Closure(u32),
    /// parent → class prototype: makes a class of function proto n; with no parent if not told.
    Class(u32, bool),
    /// class f → class: the initialiser of fields
    ClassFields,
    Regex(u32, u32),
    /// strings → template object
    Template(u32),
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
    Binary(Binary),
    Jump(u32),
    JumpIfFalse(u32),
    JumpIfTrue(u32),
    /// Jumps with the value kept, or drops it and goes on.
    JumpIfFalseKeep(u32),
    JumpIfTrueKeep(u32),
    JumpIfNotNullishKeep(u32),
    JumpIfDefinedKeep(u32),
    /// a → undefined and jumps, or a → a
    JumpIfNullish(u32),
    /// function this → undefined and jumps, or stays
    JumpIfNullishMethod(u32),
    /// subject test → subject, and jumps when both are the same
    Case(u32),
    /// Fails unless the top can be taken apart.
    NeedObject,
    /// o k1 … kn → o rest
    ObjectRest(u16),
    /// v → iterator
    Iter,
    KeysIter,
    /// iterator → iterator v, or drops the iterator and jumps at the end
    Next(u32),
    /// iterator → iterator v (undefined at the end)
    NextValue,
    NextAll,
    IterClose,
    Handler(u32),
    PopHandler,
    /// Goes to a `finally` block with the way back on the stack.
    Gosub(u32),
    RetSub,
    Throw,
    /// Fails with the message in a constant.
    Fail(u32),
    Return,
    Await,
    Yield,
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
    pub code: Vec<Op>,
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
