//! One round over the form: who shows, whose value goes or comes, what is calculated.
use crate::core::{Core, FORM};
use crate::kind::Kind;
use crate::node::{Flags, Node, NodeId};
use crate::value::Value;
use std::rc::Rc;

/// Rounds after which a form that keeps changing is left as it is: values that are calculated from each other in a circle.
pub const MOST_ROUNDS: usize = 24;

impl Core {
    /// Whether something around the component is hidden by a condition.
    fn parent_conditionally_hidden(&self, node: &Node) -> bool {
        self.ancestors(node.id).any(|parent| parent.conditionally_hidden.get())
    }

    /// Whether what is around the component takes its value away: where it has one, and where it has none.
    fn cleared_around(&self, node: &Node) -> (bool, bool) {
        let (mut filled, mut blank) = (false, false);
        for parent in self.ancestors(node.id) {
            let hidden = parent.conditionally_hidden.get();
            if hidden || parent.conditionally_cleared.get() {
                filled |= hidden && parent.kind.is_nested() && parent.kind != Kind::Root && parent.clears();
                blank |= if parent.allows_data() { parent.conditionally_cleared.get() } else { hidden };
            }
        }
        (filled, blank)
    }

    fn logically_hidden(&self, node: &Node) -> bool {
        if node.logically_hidden.get() && !node.facts.get().hidden {
            node.logically_hidden.set(false);
        }
        node.logically_hidden.get()
    }

    /// Whether a condition, or one around it, hides the component. Remembered for its children.
    pub(crate) fn conditionally_hidden(&self, node: &Node) -> bool {
        let hidden = self.logically_hidden(node)
            || (node.has_condition && !self.condition_holds(node))
            || self.parent_conditionally_hidden(node);
        node.conditionally_hidden.set(hidden);
        if let Some(form) = node.form.get() {
            self.node(form).conditionally_hidden.set(hidden);
        }
        hidden
    }

    /// Whether the component's value is to go because it is hidden.
    pub(crate) fn should_clear(&self, node: &Node) -> bool {
        let cleared = if !node.clears() {
            false
        } else if self.logically_hidden(node)
            || (node.has_condition
                && !self.condition_holds(node)
                && (!self.root_pristine(node.id) || self.clears_untouched(node)))
        {
            true
        } else {
            let (filled, blank) = self.cleared_around(node);
            if filled != blank && self.has_set_value(node) { filled } else { blank }
        };
        node.conditionally_cleared.set(cleared);
        cleared
    }

    fn clears_untouched(&self, node: &Node) -> bool {
        if node.kind == Kind::Form && self.has_set_value(node) {
            return false;
        }
        !self.ancestors(node.id).any(|parent| parent.kind != Kind::Root && parent.facts.get().hidden)
    }

    /// Shows or hides a component and tells what is inside.
    pub(crate) fn set_visible(&self, node: &Node, visible: bool) {
        if node.visible.get() != visible {
            self.touched.borrow_mut().push(node.id);
        }
        node.visible.set(visible);
        if node.kind == Kind::Form && visible && node.form.get().is_none() {
            self.forms_to_make.borrow_mut().push(node.id);
        }
        self.pass_visible(node);
    }

    fn pass_visible(&self, node: &Node) {
        let shown = node.shown();
        if let Some(form) = node.form.get() {
            let form = self.node(form);
            form.parent_visible.set(shown);
            self.pass_to_children(&form);
            return;
        }
        if node.kind.is_nested() {
            self.each_child(node.id, &mut |child| {
                child.parent_visible.set(shown);
                child.visible.set(self.own_visibility(child));
                self.pass_visible(child);
            });
        }
    }

    fn pass_to_children(&self, node: &Node) {
        let shown = node.shown();
        self.each_child(node.id, &mut |child| {
            child.parent_visible.set(shown);
            self.pass_visible(child);
        });
    }

    fn clear_or_restore(&self, node: &Node) {
        if !node.clears() {
            return;
        }
        if self.should_clear(node) {
            self.delete_value(node);
        } else if !self.has_value(node) && self.adds_default(node) && self.writable(node) {
            self.restore_default(node);
        }
    }

    /// Looks at the condition and the logic of one component.
    pub(crate) fn check_conditions_of(&self, node: &Node) -> bool {
        self.apply_logic(node);
        let visible = self.own_visibility(node);
        if node.shown() != visible {
            self.set_visible(node, visible);
        }
        if node.kind != Kind::Root {
            self.clear_or_restore(node);
        }
        if !visible {
            return false;
        }
        match node.kind {
            Kind::DataGrid => {
                let shows = self.check_columns(node);
                self.create_rows(node);
                shows
            }
            Kind::Form => match node.form.get() {
                Some(form) => self.check_conditions(form),
                None => visible,
            },
            _ => visible,
        }
    }

    /// Looks at the conditions of a component and of everything inside.
    pub(crate) fn check_conditions(&self, id: NodeId) -> bool {
        let node = self.node(id);
        let shows = self.check_conditions_of(&node);
        if node.kind.is_nested() {
            self.each_child(id, &mut |child| {
                self.check_conditions(child.id);
            });
        }
        shows
    }

    /// One round over the component and everything inside.
    pub(crate) fn check_data(&self, id: NodeId, flags: &mut Flags) {
        let node = self.node(id);
        self.check_conditions_of(&node);
        if flags.calculated_by != Some(id) {
            self.calculate(&node, flags);
        }
        self.follow_refresh(&node, flags);
        if node.kind.is_nested() {
            // What happens inside what only arranges others is no business of its neighbours.
            let apart = !node.kind.is_nested_data();
            self.each_child(id, &mut |child| {
                let mut own = *flags;
                self.check_data(child.id, if apart { &mut own } else { &mut *flags });
            });
        }
    }

    /// Goes over the form until nothing changes any more, or 24 rounds are over.
    pub(crate) fn settle(&self) {
        let mut seen = 0;
        for _ in 0..MOST_ROUNDS {
            let made = self.make_forms();
            let Some((root, mut flags)) = self.next_pending() else {
                if made {
                    continue;
                }
                return;
            };
            seen = self.store.log_len();
            self.one_round(root, &mut flags);
        }
        if self.forget_pending() {
            let mut restless: Vec<String> = self.store.log_from(seen).iter().map(|place| place.written()).collect();
            restless.dedup();
            restless.truncate(4);
            let names = restless.join(", ");
            self.warn(
                ["values that depend on each other never come to rest and were left as they are: ", &names].concat(),
            );
        }
    }

    fn one_round(&self, root: NodeId, flags: &mut Flags) {
        let node = self.node(root);
        let state = self.root(root);
        if flags.modified {
            node.pristine.set(false);
        }
        let before = self.store.now();
        self.check_data(root, flags);
        let made = state.wizard && self.establish_pages(root);
        state.initialized.set(true);
        let after = self.store.now();
        if before != after || made {
            // Something was written on the way: whoever was looked at before may read it.
            self.wait(root);
        }
        if root != FORM && before != after {
            self.wait(self.owner(root));
        } else if root == FORM && before != after {
            let roots = self.roots.borrow().clone();
            for inner in roots.into_iter().filter(|id| *id != FORM) {
                self.wait(inner);
            }
        }
    }

    /// The form that a form inside belongs to.
    fn owner(&self, root: NodeId) -> NodeId {
        self.node(root).parent.map_or(FORM, |parent| self.node(parent).root)
    }

    /// Brings a form inside and its component together once it is made.
    pub(crate) fn settle_form(&self, node: &Rc<Node>, root: NodeId) {
        if self.has_set_value(node) {
            let value = self.kept(node);
            self.set_value(node.id, value, &mut Flags { silent: true, ..Flags::default() });
        }
        self.wait(root);
        self.wait(node.root);
    }

    pub(crate) fn set_form(&self, node: &Node, value: Value, flags: &mut Flags) -> bool {
        let changed = self.update_value(node, value.clone(), *flags);
        if let Some(form) = node.form.get() {
            if !self.store.is_object(&self.place_of(node).child("data")) && self.writable(node) && self.has_value(node)
            {
                self.store.set(&self.place_of(node).child("data"), Value::object());
            }
            let data = value.get("data").clone();
            self.submit(form, data.clone());
            let data = if data.is_object() { data } else { Value::object() };
            self.set_value(form, data, flags);
            self.wait(form);
        }
        changed
    }
}
