//! The texts of a source, each kept once and named by a number. Words of the language have fixed numbers.

use crate::ast::Atom;
use crate::text::Str;

macro_rules! words {
    ($($name:ident $text:literal)*) => {
        /// A word with a meaning; up to `With` they are no names.
        #[derive(Clone, Copy)]
        #[allow(dead_code, reason = "words that only need to have their place")]
        pub(crate) enum Word {
            $($name,)*
        }

        const WORDS: &[&str] = &[$($text),*];
    };
}

words! {
    Empty "" Break "break" Case "case" Catch "catch" Class "class" Const "const" Continue "continue" Debugger "debugger"
    Default "default" Delete "delete" Do "do" Else "else" Enum "enum" Export "export" Extends "extends" False "false"
    Finally "finally" For "for" Function "function" If "if" Import "import" In "in" InstanceOf "instanceof" New "new"
    Null "null" Return "return" Super "super" Switch "switch" This "this" Throw "throw" True "true" Try "try"
    TypeOf "typeof" Var "var" Void "void" While "while" With "with" Let "let" Async "async" Await "await" Yield "yield"
    Of "of" Get "get" Set "set" Static "static" Target "target" Arguments "arguments" Constructor "constructor"
    Undefined "undefined" Lodash "_" Has "has"
}

impl Word {
    pub const fn atom(self) -> Atom {
        self as Atom
    }
}

thread_local! {
    /// A table of the fixed words alone, made once: each source begins with a copy.
    static FIXED: Atoms = Atoms::fixed();
}

#[derive(Clone)]
pub(crate) struct Atoms {
    texts: Vec<Str>,
    /// Places in `texts` plus one by hash, 0 for free.
    slots: Vec<u32>,
}

fn hash(text: &str) -> usize {
    let mut hash = 0x811c_9dc5_u32;
    for byte in text.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    (hash ^ hash >> 15) as usize
}

impl Atoms {
    pub fn new() -> Self {
        FIXED.with(Clone::clone)
    }

    fn fixed() -> Self {
        let mut atoms = Atoms { texts: Vec::new(), slots: vec![0; 128] };
        for word in WORDS {
            atoms.of(word);
        }
        atoms
    }

    /// The number of a text.
    #[inline(never)]
    pub fn of(&mut self, text: &str) -> Atom {
        let mask = self.slots.len() - 1;
        let mut at = hash(text) & mask;
        while let Some(place) = self.slots.get(at).and_then(|slot| slot.checked_sub(1)) {
            if self.texts.get(place as usize).is_some_and(|known| *known == *text) {
                return place;
            }
            at = (at + 1) & mask;
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = self.texts.len() as u32 + 1;
        }
        let atom = self.odd(text.into());
        if self.texts.len() * 2 > self.slots.len() {
            self.grow();
        }
        atom
    }

    fn grow(&mut self) {
        let mut slots = vec![0; self.slots.len() * 4];
        let mask = slots.len() - 1;
        for (place, text) in self.texts.iter().enumerate() {
            let Some(text) = text.as_str() else { continue };
            let mut at = hash(text) & mask;
            while slots.get(at).is_some_and(|slot| *slot != 0) {
                at = (at + 1) & mask;
            }
            if let Some(slot) = slots.get_mut(at) {
                *slot = place as u32 + 1;
            }
        }
        self.slots = slots;
    }

    /// The number of a text of 16-bit units, which need not form pairs.
    pub fn of_units(&mut self, units: &[u16]) -> Atom {
        let text = Str::from_units(units);
        match text.as_str() {
            Some(text) => self.of(text),
            None => self.odd(text),
        }
    }

    fn odd(&mut self, text: Str) -> Atom {
        self.texts.push(text);
        self.texts.len() as u32 - 1
    }

    /// The text with a number.
    #[inline(never)]
    pub fn text(&self, atom: Atom) -> Str {
        self.texts.get(atom as usize).cloned().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_has_the_same_number_however_many_there_are() {
        let mut atoms = Atoms::new();
        assert_eq!(atoms.of("while"), Word::While.atom());
        assert_eq!(atoms.of("has"), Word::Has.atom());
        let numbers: Vec<Atom> = (0..1000).map(|at| atoms.of(&format!("name{at}"))).collect();
        for (at, number) in numbers.iter().enumerate() {
            let text = format!("name{at}");
            assert_eq!(atoms.of(&text), *number);
            assert_eq!(atoms.text(*number), Str::from(text));
        }
    }

    #[test]
    fn half_a_pair_of_units_is_kept() {
        let mut atoms = Atoms::new();
        let half = atoms.of_units(&[0xd83d]);
        assert_eq!(atoms.text(half).units(), [0xd83d]);
        assert_eq!(atoms.of_units(&[97]), atoms.of("a"));
    }
}
