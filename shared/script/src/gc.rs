//! Freeing what holds itself: functions and the scopes they close over hold each other, so counting references is not enough.

use std::rc::Rc;

use crate::frame::{Frame, Role};
use crate::object::{Data, IterState, Kind, Object, PromiseState, Waiter};
use crate::props::Slot;
use crate::runtime::Runtime;
use crate::scope::Scope;
use crate::table::Table;
use crate::value::Value;

/// How many new objects there are before another look.
const DUE: usize = 4000;

/// Something that holds values and is held by reference count.
enum Node {
    Object(Rc<Data>),
    Cell(crate::object::CellRef),
    Scope(Scope),
}

struct Seen {
    node: Node,
    held: usize,
    reached: bool,
}

fn address(node: &Node) -> usize {
    match node {
        Node::Object(data) => Rc::as_ptr(data).cast::<u8>() as usize,
        Node::Cell(cell) => Rc::as_ptr(cell).cast::<u8>() as usize,
        Node::Scope(scope) => Rc::as_ptr(&scope.0).cast::<u8>() as usize,
    }
}

/// What there is, each once.
#[derive(Default)]
struct Known {
    seen: Vec<Seen>,
    /// Places in `seen` by address.
    places: Table,
}

impl Known {
    fn add(&mut self, node: Node) {
        let key = Value::from(address(&node));
        if !self.places.has(&key) {
            self.places.put(key, self.seen.len().into());
            self.seen.push(Seen { node, held: 0, reached: false });
        }
    }

    /// The places of what the one at a place holds, as often as it does.
    fn held_by(&self, at: usize) -> Vec<usize> {
        let mut held = Vec::new();
        if let Some(seen) = self.seen.get(at) {
            children(&seen.node, &mut |child| {
                let place = self.places.get(&address(&child).into()).and_then(Value::as_number);
                held.extend(place.map(|place| place as usize));
            });
        }
        held
    }
}

/// The cells and scopes that a node holds.
fn others(node: &Node) -> Vec<Node> {
    let mut found = Vec::new();
    children(node, &mut |child| {
        if !matches!(child, Node::Object(_)) {
            found.push(child);
        }
    });
    found
}

fn value(value: &Value, visit: &mut dyn FnMut(Node)) {
    if let Value::Object(object) = value {
        visit(Node::Object(object.0.clone()));
    }
}

fn frame(frame: &Frame, visit: &mut dyn FnMut(Node)) {
    frame
        .stack
        .iter()
        .chain(&frame.arguments)
        .chain([&frame.this, &frame.new_target])
        .for_each(|held| value(held, visit));
    frame.cells.iter().chain(&frame.ups).for_each(|cell| visit(Node::Cell(cell.clone())));
    visit(Node::Scope(frame.scope.clone()));
    if let Some(function) = &frame.function {
        visit(Node::Object(function.0.clone()));
    }
    match &frame.role {
        Role::Plain => {}
        Role::Construct(this) => value(this, visit),
        Role::Async(object) | Role::Generator(object) => visit(Node::Object(object.0.clone())),
    }
}

fn children(node: &Node, visit: &mut dyn FnMut(Node)) {
    let data = match node {
        Node::Cell(cell) => return value(&cell.borrow(), visit),
        Node::Scope(scope) => {
            scope.values().iter().for_each(|held| value(held, visit));
            if let Some(below) = scope.below() {
                visit(Node::Scope(below));
            }
            return;
        }
        Node::Object(data) => data,
    };
    for entry in data.props.borrow().iter() {
        match &entry.slot {
            Slot::Data(held) => value(held, visit),
            Slot::Accessor(pair) => {
                // A pair shared by several would be counted more often than it holds; it is not shared.
                value(&pair.0, visit);
                value(&pair.1, visit);
            }
        }
    }
    if let Some(proto) = &*data.proto.borrow() {
        visit(Node::Object(proto.0.clone()));
    }
    match &data.kind {
        Kind::Array(items) => items.borrow().iter().for_each(|held| value(held, visit)),
        Kind::Closure(closure) => {
            closure.cells.borrow().iter().for_each(|cell| visit(Node::Cell(cell.clone())));
            value(&closure.this.borrow(), visit);
            if let Some(scope) = &*closure.scope.borrow() {
                visit(Node::Scope(scope.clone()));
            }
            if let Some(home) = &*closure.home.borrow() {
                visit(Node::Object(home.0.clone()));
            }
        }
        Kind::Bound(parts) => parts.2.iter().chain([&parts.0, &parts.1]).for_each(|held| value(held, visit)),
        Kind::Map(table) | Kind::Set(table) => table.borrow().values().for_each(|held| value(held, visit)),
        Kind::Promise(state) => match &*state.borrow() {
            PromiseState::Pending(waiting) => waiting.iter().for_each(|waiter| match waiter {
                Waiter::Then(yes, no, next) => {
                    value(yes, visit);
                    value(no, visit);
                    visit(Node::Object(next.0.clone()));
                }
                Waiter::Await(held) => frame(held, visit),
            }),
            PromiseState::Fulfilled(held) | PromiseState::Rejected(held) => value(held, visit),
        },
        Kind::Generator(held) => held.borrow().iter().for_each(|held| frame(held, visit)),
        Kind::Iterator(state) => match &*state.borrow() {
            IterState::Indexed(held, _) | IterState::Keys(_, held) => value(held, visit),
            IterState::Custom(held, next) => {
                value(held, visit);
                value(next, visit);
            }
            IterState::Entries(held, ..) => visit(Node::Object(held.0.clone())),
            IterState::Text(..) | IterState::Done => {}
        },
        _ => {}
    }
}

/// Makes an object let go of everything.
fn empty(data: &Data) {
    let props = data.props.borrow_mut().take();
    let proto = data.proto.borrow_mut().take();
    drop(props);
    drop(proto);
    match &data.kind {
        Kind::Array(items) => drop(std::mem::take(&mut *items.borrow_mut())),
        Kind::Closure(closure) => {
            drop(std::mem::take(&mut *closure.cells.borrow_mut()));
            drop(std::mem::take(&mut *closure.this.borrow_mut()));
            let scope = closure.scope.borrow_mut().take();
            let home = closure.home.borrow_mut().take();
            drop(scope);
            drop(home);
        }
        Kind::Map(table) | Kind::Set(table) => drop(table.borrow_mut().take()),
        Kind::Promise(state) => {
            drop(std::mem::replace(&mut *state.borrow_mut(), PromiseState::Fulfilled(Value::Undefined)))
        }
        Kind::Generator(held) => {
            let held = held.borrow_mut().take();
            drop(held);
        }
        Kind::Iterator(state) => drop(std::mem::replace(&mut *state.borrow_mut(), IterState::Done)),
        _ => {}
    }
}

impl Runtime {
    /// Remembers a scope that functions may come to hold.
    pub(crate) fn note_scope(&self, scope: &Scope) {
        self.scopes.borrow_mut().push(Rc::downgrade(&scope.0));
    }

    /// Looks for what can be freed when there is enough new.
    pub(crate) fn collect_if_due(&self) {
        if self.depth.get() > 0 || self.nested.get() > 0 || self.heap.borrow().len() < self.swept.get() + DUE {
            return;
        }
        self.heap.borrow_mut().retain(|object| object.strong_count() > 0);
        self.scopes.borrow_mut().retain(|scope| scope.strong_count() > 0);
        if self.heap.borrow().len() >= self.swept.get() + DUE / 2 {
            self.sweep();
            self.heap.borrow_mut().retain(|object| object.strong_count() > 0);
        }
        self.swept.set(self.heap.borrow().len());
    }

    /// Frees every object that only other such objects hold.
    fn sweep(&self) {
        let mut all = Known::default();
        for data in self.heap.borrow().iter().filter_map(std::rc::Weak::upgrade) {
            all.add(Node::Object(data));
        }
        // Cells and scopes are found through the objects that hold them; what is found is looked through in its turn.
        let mut at = 0;
        while let Some(found) = all.seen.get(at).map(|seen| others(&seen.node)) {
            found.into_iter().for_each(|node| all.add(node));
            at += 1;
        }
        for at in 0..all.seen.len() {
            for child in all.held_by(at) {
                if let Some(seen) = all.seen.get_mut(child) {
                    seen.held += 1;
                }
            }
        }
        // Who is held by more than the others (and by this list) is in use.
        let mut open: Vec<usize> = Vec::new();
        for (at, seen) in all.seen.iter_mut().enumerate() {
            let strong = match &seen.node {
                Node::Object(data) => Rc::strong_count(data),
                Node::Cell(cell) => Rc::strong_count(cell),
                Node::Scope(scope) => Rc::strong_count(&scope.0),
            };
            if strong > seen.held + 1 {
                seen.reached = true;
                open.push(at);
            }
        }
        while let Some(at) = open.pop() {
            for child in all.held_by(at) {
                if let Some(seen) = all.seen.get_mut(child).filter(|seen| !seen.reached) {
                    seen.reached = true;
                    open.push(child);
                }
            }
        }
        for seen in all.seen.iter().filter(|seen| !seen.reached) {
            match &seen.node {
                Node::Object(data) => empty(data),
                Node::Cell(cell) => drop(cell.take()),
                Node::Scope(scope) => scope.clear(),
            }
        }
    }
}

impl Drop for Runtime {
    fn drop(&mut self) {
        drop(self.jobs.take());
        self.timers.borrow_mut().clear();
        let heap: Vec<Object> = self.heap.borrow().iter().filter_map(std::rc::Weak::upgrade).map(Object).collect();
        heap.iter().for_each(|object| empty(&object.0));
        for scope in self.scopes.borrow().iter().filter_map(std::rc::Weak::upgrade) {
            Scope(scope).clear();
        }
    }
}
