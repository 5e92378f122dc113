//! Edit grids: rows that are opened, filled in and saved one by one.
use crate::core::Core;
use crate::js;
use crate::kind::Kind;
use crate::node::{EditRow, Flags, Node, NodeId, RowState};
use crate::store::Place;
use crate::value::Value;
use crate::values::MOST_ROWS;

impl Core {
    pub(crate) fn init_edit_grid(&self, node: &Node) {
        let rows = self.data_value(node).items().len();
        if rows == 0 && node.is("openWhenEmpty") {
            self.open_row(node);
        }
        for at in 0..rows.min(MOST_ROWS) {
            let row = self.place_of(node).element(at);
            let children = self.row_components(node, row, at);
            node.edit_rows.borrow_mut().push(EditRow { children, state: RowState::Saved, own: None, backup: None });
        }
        self.check_rows(node);
    }

    fn check_rows(&self, node: &Node) {
        self.check_conditions_of(node);
        self.each_child(node.id, &mut |child| self.check_data(child.id, &mut Flags::default()));
    }

    fn row_components(&self, node: &Node, row: Place, at: usize) -> Vec<NodeId> {
        let definitions = node.setting("components");
        definitions.items().iter().filter_map(|found| self.create(node.id, found, row.clone(), Some(at))).collect()
    }

    /// Opens a new row; with inline editing it is part of the values at once.
    pub(crate) fn open_row(&self, node: &Node) -> usize {
        let at = node.edit_rows.borrow().len();
        let inline = node.is("inlineEdit");
        let own = self.store.plant(Value::object());
        let mut place = own.clone();
        if inline {
            let mut rows = self.data_value(node).items().to_vec();
            rows.push(Value::object());
            self.keep(node, Value::array(rows));
            place = self.place_of(node).element(at);
        }
        let children = self.row_components(node, place, at);
        let own = (!inline).then_some(own);
        node.edit_rows.borrow_mut().push(EditRow {
            children: children.clone(),
            state: RowState::New,
            own,
            backup: None,
        });
        for child in children {
            self.node(child).parent_disabled.set(node.is_disabled());
            self.check_data(child, &mut Flags::default());
        }
        at
    }

    pub(crate) fn set_edit_grid(&self, node: &Node, value: Value, flags: &mut Flags) -> bool {
        let value = if js::truthy(&value) { value } else { self.default_value(node) };
        let value = match value {
            value @ Value::Array(_) => value,
            value @ Value::Object(_) => Value::array(vec![value]),
            _ => return false,
        };
        let changed = self.has_changed(node, &value, &self.data_value(node));
        self.keep(node, value.clone());
        for (at, row) in value.items().iter().take(MOST_ROWS).enumerate() {
            let known = node.edit_rows.borrow().get(at).cloned();
            let place = self.place_of(node).element(at);
            let Some(known) = known else {
                let children = self.row_components(node, place, at);
                let fresh = EditRow { children, state: RowState::Saved, own: None, backup: None };
                node.edit_rows.borrow_mut().push(fresh);
                continue;
            };
            for child in &known.children {
                self.move_rows(*child, &place);
                self.set_nested(*child, row, flags);
            }
            if let Some(slot) = node.edit_rows.borrow_mut().get_mut(at) {
                slot.state = RowState::Saved;
                slot.own = None;
                slot.backup = None;
            }
        }
        let mut wanted = value.items().len().min(MOST_ROWS);
        if node.edit_rows.borrow().get(wanted).is_some_and(|row| row.state == RowState::New) {
            wanted += 1;
        }
        node.edit_rows.borrow_mut().truncate(wanted);
        if node.edit_rows.borrow().is_empty() && value.items().is_empty() && node.is("openWhenEmpty") {
            self.open_row(node);
        }
        if changed {
            self.changed(node, *flags);
        }
        changed
    }

    /// Tells a component, and what it arranges, that its values are elsewhere now.
    pub(crate) fn move_rows(&self, id: NodeId, place: &Place) {
        let node = self.node(id);
        *node.row.borrow_mut() = place.clone();
        let inside = if node.kind.is_layout() {
            place.clone()
        } else if node.kind == Kind::Container {
            self.place_of(&node)
        } else {
            for (at, row) in node.rows.borrow().iter().enumerate() {
                row.iter().for_each(|child| self.move_rows(*child, &self.place_of(&node).element(at)));
            }
            for (at, row) in node.edit_rows.borrow().iter().enumerate().filter(|(_, row)| row.own.is_none()) {
                row.children.iter().for_each(|child| self.move_rows(*child, &self.place_of(&node).element(at)));
            }
            return;
        };
        self.each_child(id, &mut |child| self.move_rows(child.id, &inside));
    }

    /// Opens a saved row again.
    pub(crate) fn edit_row(&self, node: &Node, at: usize) {
        let backup = self.store.get(&self.place_of(node).element(at));
        if let Some(row) = node.edit_rows.borrow_mut().get_mut(at)
            && row.state == RowState::Saved
        {
            row.state = RowState::Editing;
            row.backup = Some(backup);
        }
    }

    /// Closes a row and keeps it.
    pub(crate) fn save_row(&self, node: &Node, at: usize) {
        let Some(row) = node.edit_rows.borrow().get(at).cloned() else { return };
        if let Some(own) = &row.own {
            let value = self.store.get(own);
            let mut rows = self.data_value(node).items().to_vec();
            let index = rows.len();
            rows.push(value);
            self.keep(node, Value::array(rows));
            let place = self.place_of(node).element(index);
            row.children.iter().for_each(|child| self.move_rows(*child, &place));
            self.store.fell(own);
        }
        if let Some(slot) = node.edit_rows.borrow_mut().get_mut(at) {
            slot.state = RowState::Saved;
            slot.own = None;
            slot.backup = None;
        }
        self.changed(node, Flags { modified: true, ..Flags::default() });
    }

    /// Closes a row and forgets what was typed since it was opened.
    pub(crate) fn cancel_row(&self, node: &Node, at: usize) {
        let Some(row) = node.edit_rows.borrow().get(at).cloned() else { return };
        match row.state {
            RowState::New => self.remove_row(node, at),
            RowState::Editing => {
                let backup = row.backup.clone().unwrap_or_default();
                self.store.set(&self.place_of(node).element(at), backup);
                if let Some(slot) = node.edit_rows.borrow_mut().get_mut(at) {
                    slot.state = RowState::Saved;
                    slot.backup = None;
                }
                self.changed(node, Flags::default());
            }
            RowState::Saved => {}
        }
    }

    /// Takes a row away, from the values as well.
    pub(crate) fn remove_row(&self, node: &Node, at: usize) {
        let Some(row) = node.edit_rows.borrow().get(at).cloned() else { return };
        node.edit_rows.borrow_mut().remove(at);
        if row.own.is_none() {
            let mut rows = self.data_value(node).items().to_vec();
            if at < rows.len() {
                rows.remove(at);
            }
            self.keep(node, Value::array(rows));
        }
        let rest = node.edit_rows.borrow().clone();
        for (index, row) in rest.iter().enumerate().skip(at) {
            if row.own.is_none() {
                let place = self.place_of(node).element(index);
                row.children.iter().for_each(|child| self.move_rows(*child, &place));
            }
        }
        self.changed(node, Flags { modified: true, ..Flags::default() });
    }
}
