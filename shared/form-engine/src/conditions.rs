//! When a component shows: simple conditions of both generations, JSON logic and scripts. Of several kinds on one component the
//! script alone counts, else the simple condition, else JSON logic.
use crate::build::{BY_HAND, NEVER};
use crate::core::{Core, RootState};
use crate::js;
use crate::json_logic::{self, Asked};
use crate::kind::Kind;
use crate::node::{Memo, Node, NodeId};
use crate::numbers;
use crate::operators;
use crate::path;
use crate::script::Given;
use crate::set::merge_deep;
use crate::store::{Place, Reads};
use crate::value::{Text, Value, object};

/// The first thing called `key` in `value`, at any depth of objects, as the reference implementation looks values up.
pub(crate) fn find_value(value: &Value, key: &str) -> Value {
    let Value::Object(map) = value else { return Value::Undefined };
    if path::has(value, key) {
        return path::get(value, key).clone();
    }
    for (_, inner) in map.iter() {
        let found = find_value(inner, key);
        if !found.is_nil() {
            return found;
        }
    }
    Value::Undefined
}

/// The value that a condition on `key` compares: in the form, else in the row; empty where there is none.
fn compared(key: &str, data: &Value, row: &Value) -> Value {
    let mut value = find_value(data, key);
    if value.is_nil() {
        value = find_value(row, key);
    }
    if value.is_nil() || (value.is_object() && js::empty(&value)) { "".into() } else { value }
}

/// What a condition is looked at with.
pub(crate) struct Seen {
    pub data: Value,
    pub place: Place,
    pub row: Value,
    /// A tree that was made for this and is to be given back.
    lent: bool,
}

/// Whether `data` over `submitted` is `data` itself.
fn covers(data: &Value, submitted: &Value) -> bool {
    match (data, submitted) {
        (Value::Object(data), Value::Object(submitted)) => {
            let mut next = 0;
            submitted.iter().all(|(key, value)| data.get_next(key, &mut next).is_some_and(|found| covers(found, value)))
        }
        (Value::Array(data), Value::Array(submitted)) => {
            data.len() >= submitted.len()
                && data.iter().zip(submitted.iter()).all(|(found, value)| covers(found, value))
        }
        (found, value) => !found.is_undefined() || value.is_undefined(),
    }
}

impl Core {
    /// The values as conditions see them: what a submission brought stays visible until it is overwritten.
    pub(crate) fn seen(&self, node: &Node, submitted: bool) -> Seen {
        let state = self.root(node.id);
        let data = self.store.get(&state.data);
        let row = self.store.get(&node.row.borrow());
        if submitted && let Some(merged) = self.merged(&state, &data) {
            let place = self.store.plant(merged.clone());
            return Seen { data: merged, place, row, lent: true };
        }
        Seen { data, place: state.data.clone(), row, lent: false }
    }

    /// Remembers what a submission brought.
    pub(crate) fn submit(&self, form: NodeId, data: Value) {
        let state = self.root(form);
        *state.submitted.borrow_mut() = Some(data);
        *state.merged.borrow_mut() = None;
    }

    /// What a submission brought with `data` over it, unless that is `data` itself. Many conditions ask between two writes.
    fn merged(&self, state: &RootState, data: &Value) -> Option<Value> {
        let now = self.store.now();
        if let Some((at, merged)) = &*state.merged.borrow()
            && *at == now
        {
            return merged.clone();
        }
        let mut merged = state.submitted.borrow().clone().filter(|submitted| !covers(data, submitted));
        if let Some(merged) = &mut merged {
            merge_deep(merged, data);
        }
        *state.merged.borrow_mut() = Some((now, merged.clone()));
        merged
    }

    pub(crate) fn seen_enough(&self, seen: Seen) {
        if seen.lent {
            self.store.fell(&seen.place);
        }
    }

    /// Whether the component's condition holds; known answers are kept until something they read is written.
    pub(crate) fn condition_holds(&self, node: &Node) -> bool {
        if let Some(memo) = &*node.condition.borrow()
            && !self.store.stale(&memo.reads, memo.at)
        {
            return memo.answer;
        }
        let at = self.store.now();
        let seen = self.seen(node, true);
        let answer = self.check_condition(node, &seen);
        self.seen_enough(seen);
        *node.condition.borrow_mut() = Some(Memo { answer, reads: self.condition_reads(node), at });
        answer
    }

    fn condition_reads(&self, node: &Node) -> Reads {
        let component = node.component.borrow();
        let custom = component.get("customConditional").text();
        if custom == BY_HAND {
            return Reads::of_paths(vec!["mode".into()]);
        }
        if custom == NEVER {
            return Reads::of_paths(Vec::new());
        }
        if !custom.is_empty() {
            return self.env.scripts().reads(custom);
        }
        let conditional = component.get("conditional");
        let mut paths: Vec<Text> = vec![conditional.get("when").text().into()];
        paths.extend(conditional.get("conditions").items().iter().map(|found| found.get("component").text().into()));
        json_logic::reads(conditional.get("json"), &mut paths);
        Reads::of_paths(paths)
    }

    /// Whether the condition of a component holds for these values.
    pub(crate) fn check_condition(&self, node: &Node, seen: &Seen) -> bool {
        let component = node.definition();
        let custom = component.get("customConditional");
        if js::truthy(custom) {
            return self.check_script(node, custom.text(), "show", true, seen);
        }
        let conditional = component.get("conditional");
        let simple = js::truthy(conditional.get("when"))
            || conditional
                .get("conditions")
                .items()
                .iter()
                .any(|found| js::truthy(found.get("component")) && js::truthy(found.get("operator")));
        if simple {
            return self.check_simple(node, conditional, seen);
        }
        if js::truthy(conditional.get("json")) {
            return self.check_json(conditional.get("json"), seen).is_none_or(|found| js::truthy(&found));
        }
        true
    }

    /// A script that answers yes or no; `otherwise` where it fails.
    pub(crate) fn check_script(
        &self,
        node: &Node,
        code: &str,
        result: &'static str,
        otherwise: bool,
        seen: &Seen,
    ) -> bool {
        if code == NEVER {
            return false;
        }
        if code == BY_HAND {
            return node.parent.is_some_and(|parent| {
                let parent = self.node(parent);
                parent.kind == Kind::Address && self.by_hand(&parent)
            });
        }
        let own = vec![("data", Given::Place(seen.place.clone())), (result, Given::Value(true.into()))];
        match self.ask(node, code, result, own) {
            Value::Null => otherwise,
            value => js::truthy(&value),
        }
    }

    /// A rule in JSON logic; none where it asks for what does not exist.
    pub(crate) fn check_json(&self, rule: &Value, seen: &Seen) -> Option<Value> {
        let values = object! { "data": seen.data.clone(), "row": seen.row.clone() };
        json_logic::apply(rule, &Asked { core: self, values: &values })
    }

    /// The nearest component with values inside that the node is in.
    fn data_parent(&self, node: &Node) -> Option<std::rc::Rc<Node>> {
        self.ancestors(node.id).find(|parent| parent.kind != Kind::Root && parent.has_input())
    }

    /// The row as a condition sees it: under the path of what it is in, where the condition names that path.
    fn condition_row(&self, node: &Node, conditional: &Value, row: &Value) -> Value {
        let Some(parent) = self.data_parent(node) else { return row.clone() };
        let around = &*parent.local_path;
        let when = conditional.get("when");
        let names = |path: &Value| path.text().starts_with(around);
        let inside = if js::truthy(when) || !js::truthy(conditional.get("conditions")) {
            names(when) && !when.is_nil()
        } else {
            conditional.get("conditions").items().iter().any(|found| names(found.get("component")))
        };
        if !inside {
            return row.clone();
        }
        let mut nested = Value::object();
        path::set(&mut nested, around, row.clone());
        nested
    }

    /// A simple condition of either generation.
    pub(crate) fn check_simple(&self, node: &Node, conditional: &Value, seen: &Seen) -> bool {
        let row = self.condition_row(node, conditional, &seen.row);
        let when = conditional.get("when");
        if js::truthy(when) {
            return check_when(conditional, &compared(when.text(), &seen.data, &row));
        }
        let conditions = conditional.get("conditions").items();
        if conditions.is_empty() {
            return true;
        }
        let in_grid = self.ancestors(node.id).any(|parent| matches!(parent.kind, Kind::DataGrid | Kind::EditGrid));
        let mut results = Vec::new();
        for condition in conditions {
            self.check_one(node, condition, seen, &row, in_grid, &mut results);
        }
        let result = match conditional.get("conjunction").text() {
            "any" => results.contains(&true),
            _ => !results.contains(&false),
        };
        result == shows(conditional.get("show"))
    }

    fn check_one(
        &self,
        node: &Node,
        condition: &Value,
        seen: &Seen,
        row: &Value,
        in_grid: bool,
        results: &mut Vec<bool>,
    ) {
        let key = condition.get("component").text();
        if key.is_empty() {
            results.push(true);
            return;
        }
        let operator = condition.get("operator").text();
        let wanted = condition.get("value");
        let everywhere = if in_grid { Vec::new() } else { row_paths(key, &seen.data) };
        if everywhere.is_empty() {
            let mut path = String::from(key);
            if let (Some(parent), Some(at)) = (self.data_parent(node), node.row_index.get())
                && let Some(rest) = key.strip_prefix(&*parent.local_path).and_then(|rest| rest.strip_prefix('.'))
            {
                path = [&parent.local_path, "[", &numbers::place(at), "].", rest].concat();
            }
            let value = compared(key, &seen.data, row);
            results.push(self.operate(node, operator, &value, wanted, &path));
        }
        for path in everywhere {
            let value = compared(&path, &seen.data, row);
            results.push(self.operate(node, operator, &value, wanted, &path));
        }
    }

    fn operate(&self, node: &Node, operator: &str, value: &Value, wanted: &Value, path: &str) -> bool {
        if matches!(operator, "isEmpty" | "isNotEmpty") {
            let empty = match self.find(node.root, path, node.row_index.get()) {
                Some(found) => {
                    let found = self.node(found);
                    self.is_empty(&found, &self.data_value(&found))
                }
                None => value.as_number().is_none() && js::empty(value),
            };
            return empty == (operator == "isEmpty");
        }
        let dated = js::contains(operator, "Date") || operator.starts_with("date");
        if dated
            && let Some(found) = self.find(node.root, path, node.row_index.get())
            && self.node(found).kind == Kind::Day
        {
            let first = crate::normalize::day_first(&self.node(found));
            let partial =
                js::parts(value.text(), &|found| found == '/').iter().any(|part| matches!(*part, "00" | "0000"));
            let moment = |value: &Value| crate::date::parse_day(value.text(), first).map_or(Value::Null, Value::from);
            let value = if partial { Value::Null } else { moment(value) };
            return operators::holds(operator, &value, &moment(wanted)).unwrap_or(true);
        }
        operators::holds(operator, value, wanted).unwrap_or(true)
    }

    /// The component that `path` names: by the path of its value, the path without rows, or its key.
    pub fn find(&self, root: NodeId, path: &str, row: Option<usize>) -> Option<NodeId> {
        let node = self.node(root);
        let prefix = if node.parent.is_some() { [&node.path(), ".data."].concat() } else { String::new() };
        let mut best: Option<(u8, NodeId)> = None;
        self.below(root, &mut |node| {
            let own = node.data_path.strip_prefix(prefix.as_str()).unwrap_or(&node.data_path);
            let same_row = row.is_some() && node.row_index.get() == row;
            let rank = if own == path {
                0
            } else if &*node.full_path == path || &*node.local_path == path {
                if same_row { 1 } else { 2 }
            } else if &*node.key == path {
                if same_row { 3 } else { 4 }
            } else {
                return;
            };
            if best.is_none_or(|(known, _)| rank < known) {
                best = Some((rank, node.id));
            }
        });
        best.map(|(_, id)| id)
    }
}

/// A condition of the first generation: one value, compared as text.
fn check_when(conditional: &Value, value: &Value) -> bool {
    let (eq, show) = (js::string(conditional.get("eq")), js::string(conditional.get("show")));
    if value.is_object() && path::has(value, &eq) {
        return js::string(path::get(value, &eq)) == show;
    }
    if value.items().iter().any(|item| js::string(item) == eq) {
        return &*show == "true";
    }
    (js::string(value) == eq) == (&*show == "true")
}

fn shows(show: &Value) -> bool {
    match show {
        Value::Undefined => true,
        Value::String(text) => js::parsed(text).map_or_else(|| !text.is_empty(), |found| js::truthy(&found)),
        other => js::truthy(other),
    }
}

/// The paths of a value in every row, where its path leads through rows.
fn row_paths(path: &str, data: &Value) -> Vec<String> {
    let segments = js::parts(path, &|found| found == '.');
    let mut found = Vec::new();
    let mut current = String::new();
    let mut at = 0;
    while let Some(segment) = segments.get(at) {
        if !current.is_empty() {
            current.push('.');
        }
        current.push_str(segment);
        at += 1;
        let value = path::get(data, &current);
        if value.items().iter().any(js::truthy) {
            collect_rows(&segments, at, data, &current, &mut found);
            return found;
        }
    }
    found
}

fn collect_rows(segments: &[&str], at: usize, data: &Value, current: &str, found: &mut Vec<String>) {
    let rows = path::get(data, current);
    let Some(key) = segments.get(at) else { return };
    if rows.items().iter().any(|row| !row.is_object() && !matches!(row, Value::Null)) {
        return;
    }
    let deeper = rows.items().iter().any(|row| path::get(row, key).is_array());
    for (index, row) in rows.items().iter().enumerate() {
        let inner = [current, "[", &numbers::place(index), "].", key].concat();
        if deeper {
            collect_rows(segments, at + 1, data, &inner, found);
        } else if !row.get(key).is_nil() {
            found.push(inner);
        }
    }
}
