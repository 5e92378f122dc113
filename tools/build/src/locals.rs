//! Which number each local variable of a function goes by, chosen for how well the module compresses.
//!
//! A third of a module's instructions name a local variable, and compilers number them as it happens: what is number 3 in one
//! function is number 7 in the next, and the same steps are other bytes. Here variables that do the same work get the same number
//! in all functions, first of all the one that holds the place on the stack. What a function does stays the same. Brotli makes
//! three in a hundred less of it.

use anyhow::{Context, Result};
use std::collections::HashMap;
use std::ops::Range;
use wasm_encoder::reencode::{Reencode, RoundtripReencoder};
use wasm_encoder::{CodeSection, Encode, Module, RawSection};
use wasmparser::{CompositeInnerType, FunctionBody, Operator, Parser, Payload, ValType};

/// Told apart from what an earlier way of numbering made, where outcomes are kept.
pub const WAY: &str = "locals 1";

/// The number of the variable that holds the place on the stack, where a function has one and not more parameters.
const FRAME: usize = 10;

/// Rounds in which every function is numbered as suits the others.
const ROUNDS: usize = 3;

/// Attempts at exchanging two numbers in a function in one round.
const ATTEMPTS: usize = 12;

/// A use of a variable.
struct Use {
    variable: usize,
    /// Where the instruction is in the module.
    bytes: Range<usize>,
    /// What stands around it.
    around: [u64; 3],
}

/// A function's body.
struct Body {
    parameters: usize,
    types: Vec<ValType>,
    uses: Vec<Use>,
    /// Where its instructions are in the module.
    bytes: Range<usize>,
    /// The number of each variable. Parameters keep theirs.
    numbers: Vec<usize>,
}

/// How often each number was found in each surroundings.
#[derive(Default)]
struct Habits {
    of: HashMap<(u64, usize), u32>,
    all: HashMap<u64, u32>,
}

impl Habits {
    fn learn(&mut self, body: &Body) {
        for (around, number) in body.seen() {
            *self.of.entry((around, number)).or_default() += 1;
            *self.all.entry(around).or_default() += 1;
        }
    }

    fn forget(&mut self, body: &Body) {
        for (around, number) in body.seen() {
            self.of.entry((around, number)).and_modify(|count| *count -= 1);
            self.all.entry(around).and_modify(|count| *count -= 1);
        }
    }

    /// About how many bits it takes to say that the number is `number` there.
    fn bits(&self, around: &[u64; 3], number: usize) -> f64 {
        let known = around.iter().map(|around| {
            let count = |found: Option<&u32>| f64::from(found.copied().unwrap_or(0));
            let share = count(self.of.get(&(*around, number))) + 0.5 / (1.0 + number as f64);
            -(share / (count(self.all.get(around)) + 1.0)).log2()
        });
        // From 128 on a number is two bytes.
        known.sum::<f64>() / around.len() as f64 + if number < 128 { 0.0 } else { 3.0 }
    }
}

impl Body {
    fn seen(&self) -> impl Iterator<Item = (u64, usize)> + '_ {
        self.uses.iter().flat_map(|used| {
            let number = self.number(used.variable);
            used.around.iter().map(move |around| (*around, number))
        })
    }

    fn number(&self, variable: usize) -> usize {
        self.numbers.get(variable).copied().unwrap_or(variable)
    }

    /// The variables that are used, parameters aside, those used most first.
    fn variables(&self) -> Vec<usize> {
        let mut counts = vec![0_usize; self.types.len()];
        for used in &self.uses {
            if let Some(count) = counts.get_mut(used.variable) {
                *count += 1;
            }
        }
        let mut found: Vec<(usize, usize)> =
            counts.into_iter().enumerate().filter(|(at, count)| *at >= self.parameters && *count > 0).collect();
        found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        found.into_iter().map(|(variable, _)| variable).collect()
    }

    /// The first numbers: the place on the stack is the same everywhere, the others follow by how often they are used.
    fn begin(&mut self, frame: Option<usize>) {
        let kept = FRAME.max(self.parameters);
        let mut next = self.parameters;
        for variable in self.variables() {
            let mut number = kept;
            if frame != Some(variable) {
                next += usize::from(frame.is_some() && next == kept);
                number = next;
                next += 1;
            }
            if let Some(slot) = self.numbers.get_mut(variable) {
                *slot = number;
            }
        }
    }

    /// Gives variables the numbers that their surroundings have elsewhere: each moves to where that saves most, or changes places.
    fn adapt(&mut self, habits: &Habits) {
        let variables = self.variables();
        let top = (variables.len() + self.parameters).max(FRAME + 1);
        let mut bits: HashMap<usize, Vec<f64>> = HashMap::new();
        for used in self.uses.iter().filter(|used| used.variable >= self.parameters) {
            let row = bits.entry(used.variable).or_insert_with(|| vec![0.0; top]);
            for (number, sum) in row.iter_mut().enumerate().skip(self.parameters) {
                *sum += habits.bits(&used.around, number);
            }
        }
        let cost = |variable: usize, number: usize| bits.get(&variable).and_then(|row| row.get(number)).copied();
        let mut owners: Vec<Option<usize>> = vec![None; top];
        for variable in &variables {
            if let Some(owner) = owners.get_mut(self.number(*variable)) {
                *owner = Some(*variable);
            }
        }
        for _ in 0..ATTEMPTS {
            let mut any = false;
            for variable in &variables {
                let from = self.number(*variable);
                let mut best = (1e-6, None);
                for (to, owner) in owners.iter().enumerate().skip(self.parameters) {
                    let moved = cost(*variable, from).zip(cost(*variable, to)).map_or(0.0, |(old, new)| old - new);
                    let back = owner.and_then(|other| cost(other, to).zip(cost(other, from)));
                    let saved = moved + back.map_or(0.0, |(old, new)| old - new);
                    if to != from && saved > best.0 {
                        best = (saved, Some(to));
                    }
                }
                let Some(to) = best.1 else { continue };
                any = true;
                owners.swap(from, to);
                for number in [from, to] {
                    let owner = owners.get(number).copied().flatten();
                    if let Some(slot) = owner.and_then(|owner| self.numbers.get_mut(owner)) {
                        *slot = number;
                    }
                }
            }
            if !any {
                break;
            }
        }
    }

    /// The types of the variables by number. Numbers that nobody has get the type of the next one.
    fn declared(&self) -> Vec<(usize, ValType)> {
        let mut taken: Vec<(usize, ValType)> = self
            .variables()
            .into_iter()
            .filter_map(|variable| Some((self.number(variable), *self.types.get(variable)?)))
            .collect();
        taken.sort_by_key(|(number, _)| *number);
        let mut runs: Vec<(usize, ValType)> = Vec::new();
        let mut next = self.parameters;
        for (number, kind) in taken {
            let count = number + 1 - next;
            match runs.last_mut() {
                Some((known, last)) if *last == kind => *known += count,
                _ => runs.push((count, kind)),
            }
            next = number + 1;
        }
        runs
    }

    fn write(&self, module: &[u8]) -> Result<Vec<u8>> {
        let mut out = Vec::new();
        self.declared().len().encode(&mut out);
        for (count, kind) in self.declared() {
            count.encode(&mut out);
            RoundtripReencoder.val_type(kind)?.encode(&mut out);
        }
        let mut at = self.bytes.start;
        for used in &self.uses {
            // The instruction itself is the first byte, the number what follows.
            let behind = used.bytes.start + 1;
            out.extend_from_slice(module.get(at..behind).context("an instruction lies outside the module")?);
            self.number(used.variable).encode(&mut out);
            at = used.bytes.end;
        }
        out.extend_from_slice(module.get(at..self.bytes.end).context("a function lies outside the module")?);
        Ok(out)
    }
}

/// The local variable that an instruction names.
fn named(operator: &Operator) -> Option<usize> {
    match operator {
        Operator::LocalGet { local_index }
        | Operator::LocalSet { local_index }
        | Operator::LocalTee { local_index } => usize::try_from(*local_index).ok(),
        _ => None,
    }
}

/// A function's body as it stands, and the variable that holds its place on the stack.
fn read(module: &[u8], body: &FunctionBody, parameters: &[ValType]) -> Result<(Body, Option<usize>)> {
    let mut types = parameters.to_vec();
    for run in body.get_locals_reader()? {
        let (count, kind) = run?;
        types.extend(std::iter::repeat_n(kind, usize::try_from(count)?));
    }
    let mut steps: Vec<(Operator, usize)> = Vec::new();
    for step in body.get_operators_reader()?.into_iter_with_offsets() {
        let (operator, at) = step?;
        steps.push((operator, usize::try_from(at)?));
    }
    let end = usize::try_from(body.range().end)?;
    let place = |at: usize| steps.get(at).map_or(end, |step| step.1);
    let byte = |at: usize| module.get(at).copied().map_or(0, u64::from);
    let opcode = |at: usize| steps.get(at).map_or(0, |step| byte(step.1));
    let mut uses = Vec::new();
    let mut frame = None;
    for (at, (operator, start)) in steps.iter().enumerate() {
        let Some(variable) = named(operator) else { continue };
        let (before, last) = match at.checked_sub(1).and_then(|at| steps.get(at)) {
            Some((operator, before)) => (byte(*before), if named(operator).is_some() { 0 } else { byte(start - 1) }),
            None => (0, 0),
        };
        let (this, next, after) = (byte(*start), opcode(at + 1), opcode(at + 2));
        let around = [
            this | next << 8 | before << 16 | last << 24,
            this | before << 8 | last << 16 | 1 << 40,
            this | next << 8 | after << 16 | 2 << 40,
        ];
        uses.push(Use { variable, bytes: *start..place(at + 1), around });
        let kept = matches!(operator, Operator::LocalTee { .. }) && variable >= parameters.len();
        if frame.is_none() && kept && matches!(steps.get(at + 1), Some((Operator::GlobalSet { .. }, _))) {
            frame = Some(variable);
        }
    }
    let (parameters, numbers) = (parameters.len(), (0..types.len()).collect());
    Ok((Body { parameters, types, uses, bytes: place(0)..end, numbers }, frame))
}

/// The module with its local variables numbered anew.
pub fn renumber(module: &[u8]) -> Result<Vec<u8>> {
    let mut types: Vec<Vec<ValType>> = Vec::new();
    let mut functions: Vec<usize> = Vec::new();
    let mut bodies: Vec<Body> = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::TypeSection(section) => {
                for group in section {
                    types.extend(group?.into_types().map(|kind| match kind.composite_type.inner {
                        CompositeInnerType::Func(function) => function.params().to_vec(),
                        _ => vec![],
                    }));
                }
            }
            Payload::FunctionSection(section) => {
                for function in section {
                    functions.push(usize::try_from(function?)?);
                }
            }
            Payload::CodeSectionEntry(body) => {
                let parameters = functions.get(bodies.len()).and_then(|kind| types.get(*kind));
                let (mut body, frame) = read(module, &body, parameters.context("a function has no type")?)?;
                body.begin(frame);
                bodies.push(body);
            }
            _ => {}
        }
    }
    let mut habits = Habits::default();
    bodies.iter().for_each(|body| habits.learn(body));
    for _ in 0..ROUNDS {
        for body in &mut bodies {
            habits.forget(body);
            body.adapt(&habits);
            habits.learn(body);
        }
    }
    let mut code = CodeSection::new();
    for body in &bodies {
        code.raw(&body.write(module)?);
    }
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::CodeSectionStart { .. } => {
                out.section(&code);
            }
            Payload::CodeSectionEntry(_) => {}
            other => {
                if let Some((id, range)) = other.as_section() {
                    let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                    let data = module.get(range).context("a section lies outside the module")?;
                    out.section(&RawSection { id, data });
                }
            }
        }
    }
    Ok(out.finish())
}

#[cfg(test)]
mod tests {
    use super::renumber;
    use wasm_encoder::{
        CodeSection, ConstExpr, Function, FunctionSection, GlobalSection, GlobalType, Module, TypeSection, ValType,
    };
    use wasmparser::{Operator, Parser, Payload};

    /// A function with its place on the stack in one variable, a counter in another and a fraction in a third.
    fn function(locals: &[(u32, ValType)], stack: u32, counter: u32, fraction: u32) -> Function {
        let mut function = Function::new(locals.iter().copied());
        function.instructions().global_get(0).i32_const(16).i32_sub().local_tee(stack).global_set(0);
        function.instructions().local_get(0).local_set(counter).f64_const(1.0.into()).local_set(fraction);
        function.instructions().local_get(stack).local_get(counter).i32_add().drop();
        function.instructions().local_get(fraction).drop();
        function.instructions().local_get(stack).i32_const(16).i32_add().global_set(0).end();
        function
    }

    fn module(functions: &[Function]) -> Vec<u8> {
        let (mut types, mut kinds, mut globals, mut code) =
            (TypeSection::new(), FunctionSection::new(), GlobalSection::new(), CodeSection::new());
        types.ty().function([ValType::I32], []);
        let place = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
        globals.global(place, &ConstExpr::i32_const(1024));
        for function in functions {
            kinds.function(0);
            code.function(function);
        }
        let mut module = Module::new();
        module.section(&types).section(&kinds).section(&globals).section(&code);
        module.finish()
    }

    /// Of each function the types of its variables by number and the numbers that it names, in order.
    fn seen(module: &[u8]) -> Vec<(Vec<wasmparser::ValType>, Vec<u32>)> {
        let payloads = Parser::new(0).parse_all(module).map(Result::unwrap);
        let read = payloads.filter_map(|payload| {
            let Payload::CodeSectionEntry(body) = payload else { return None };
            let mut types = vec![wasmparser::ValType::I32];
            for run in body.get_locals_reader().unwrap() {
                let (count, kind) = run.unwrap();
                types.extend(std::iter::repeat_n(kind, count as usize));
            }
            let numbers =
                body.get_operators_reader().unwrap().into_iter().filter_map(|operator| match operator.unwrap() {
                    Operator::LocalGet { local_index }
                    | Operator::LocalSet { local_index }
                    | Operator::LocalTee { local_index } => Some(local_index),
                    _ => None,
                });
            Some((types, numbers.collect()))
        });
        read.collect()
    }

    #[test]
    fn functions_that_do_the_same_become_the_same_bytes() {
        let one = function(&[(2, ValType::I32), (1, ValType::F64)], 1, 2, 3);
        let other = function(&[(1, ValType::F64), (4, ValType::I32)], 5, 3, 1);
        let before = module(&[one, other]);
        let after = seen(&renumber(&before).unwrap());
        assert!(seen(&before)[0] != seen(&before)[1] && after[0] == after[1], "{after:?}");
    }

    #[test]
    fn a_variable_keeps_its_type_its_uses_and_a_parameter_its_number() {
        let before = module(&[function(&[(1, ValType::F64), (4, ValType::I32)], 5, 3, 1)]);
        let (before, after) = (seen(&before), seen(&renumber(&before).unwrap()));
        let ((old_types, old), (new_types, new)) = (&before[0], &after[0]);
        assert_eq!(old.len(), new.len());
        for (was, is) in old.iter().zip(new) {
            assert_eq!((old_types[*was as usize], *was == 0), (new_types[*is as usize], *is == 0));
            let uses = |all: &[u32], wanted: u32| all.iter().map(|found| *found == wanted).collect::<Vec<_>>();
            assert_eq!(uses(old, *was), uses(new, *is), "two variables became one, or one became two");
        }
    }
}
