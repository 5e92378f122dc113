//! Data grids: a row of components for each row of values, and columns that hide when every row hides them.
use crate::core::Core;
use crate::js;
use crate::kind::Kind;
use crate::node::{Flags, Node};
use crate::path;
use crate::value::Value;
use crate::values::{MOST_EMPTY_ROWS, MOST_ROWS, starts_empty};

impl Core {
    pub(crate) fn init_data_grid(&self, node: &Node) {
        let value = self.data_value(node);
        if !starts_empty(node) || !js::equal(&value, &self.empty_value(node)) {
            self.create_rows(node);
        }
        self.check_columns(node);
    }

    /// Makes as many rows of components as there are rows of values.
    pub(crate) fn create_rows(&self, node: &Node) -> bool {
        let wanted = self.data_value(node).items().len().min(MOST_ROWS);
        let known = node.rows.borrow().len();
        if wanted < known {
            node.rows.borrow_mut().truncate(wanted);
        }
        let definitions = node.setting("components");
        for at in known..wanted {
            let row = self.place_of(node).element(at);
            if self.writable(node) && self.has_value(node) && !self.store.is_object(&row) {
                self.store.set(&row, Value::object());
            }
            let mut children = Vec::new();
            for definition in definitions.items() {
                children.extend(self.create(node.id, definition, row.clone(), Some(at)));
            }
            node.rows.borrow_mut().push(children.clone());
            for child in children {
                self.node(child).parent_disabled.set(node.is_disabled());
            }
        }
        wanted != known
    }

    pub(crate) fn default_rows(&self, node: &Node) -> Value {
        if starts_empty(node) && self.data_value(node).items().is_empty() {
            return Value::array(Vec::new());
        }
        let given = node.setting("defaultValue");
        let mut value = if js::truthy(&given) { given } else { self.empty_value(node) };
        let code = node.text("customDefaultValue");
        let scripted = !code.is_empty();
        if scripted {
            value = self.ask_about(node, &code, "value", self.data_value(node));
        }
        let mut rows = match value {
            Value::Array(items) => items.to_vec(),
            value @ Value::Object(_) => vec![value],
            _ => self.empty_value(node).items().to_vec(),
        };
        let least = self.least_rows(node);
        while rows.len() < least {
            rows.push(Value::object());
        }
        if !scripted && let [row] = rows.as_mut_slice() {
            for child in node.rows.borrow().first().into_iter().flatten() {
                let child = self.node(*child);
                if !child.has_input() || child.key.is_empty() {
                    continue;
                }
                let default = self.default_value(&child);
                if js::truthy(&default) {
                    path::set(row, &child.key, default);
                }
            }
        }
        Value::array(rows)
    }

    fn least_rows(&self, node: &Node) -> usize {
        let least = if node.is("enableRowGroups") {
            node.setting("rowGroups").items().iter().map(|group| js::number(group.get("numberOfRows"))).sum()
        } else {
            js::number(&node.setting("validate.minLength"))
        };
        if least.is_finite() && least > 0.0 { (least as usize).min(MOST_EMPTY_ROWS) } else { 0 }
    }

    pub(crate) fn set_data_grid(&self, node: &Node, value: Value, flags: &mut Flags) -> bool {
        if !js::truthy(&value) {
            let default = self.default_value(node);
            self.keep(node, default);
            self.create_rows(node);
            return false;
        }
        let mut value = match value {
            value @ Value::Array(_) => value,
            value @ Value::Object(_) => Value::array(vec![value]),
            _ => Value::array(vec![Value::object()]),
        };
        if value.items().is_empty() && !starts_empty(node) {
            value = Value::array(vec![Value::object()]);
        }
        let changed = self.has_changed(node, &value, &self.data_value(node));
        self.keep(node, value.clone());
        let putting_in = flags.from_submission && !js::equal(&value, &self.empty_value(node));
        if !starts_empty(node) || putting_in || self.data_value(node).items().len() != node.rows.borrow().len() {
            self.create_rows(node);
        }
        let rows = node.rows.borrow().clone();
        for (row, children) in value.items().iter().zip(rows) {
            for child in children {
                self.set_nested(child, row, flags);
            }
        }
        if changed {
            self.changed(node, *flags);
        }
        changed
    }

    /// Finds out which columns any row shows; says whether there is one.
    pub(crate) fn check_columns(&self, node: &Node) -> bool {
        let rows = node.rows.borrow().clone();
        let mut columns: Vec<bool> = Vec::new();
        for row in rows {
            for (at, child) in row.into_iter().enumerate() {
                let known = columns.get(at).copied();
                let shows = known == Some(true) || {
                    let shows = self.check_conditions(child);
                    shows && self.node(child).kind != Kind::Hidden
                };
                match columns.get_mut(at) {
                    Some(column) => *column = shows,
                    None => columns.push(shows),
                }
            }
        }
        let any = columns.contains(&true);
        *node.columns.borrow_mut() = columns;
        any
    }
}
