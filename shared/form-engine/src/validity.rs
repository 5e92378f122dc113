//! What is wrong with a form: every component's rules, in the order of the definition, rows included.
use crate::core::Core;
use crate::js;
use crate::json_logic::{self, Asked};
use crate::kind::{Kind, Model};
use crate::message::Problem;
use crate::node::{Memo, Node, NodeId, RowState};
use crate::script::Given;
use crate::store::Reads;
use crate::validate::{self, Asks, Checked, Rule};
use crate::value::{Text, Value, object};
use std::rc::Rc;

impl Core {
    /// Everything wrong in the form `root`.
    pub fn problems(&self, root: NodeId) -> Vec<Rc<Problem>> {
        let mut found = Vec::new();
        self.each_child(root, &mut |child| self.check_validity(child.id, &mut found));
        found
    }

    /// Everything wrong in one component and below.
    pub fn check_validity(&self, id: NodeId, found: &mut Vec<Rc<Problem>>) {
        let node = self.node(id);
        // Of components with the same path the one made last answers, as in the reference implementation.
        let path = node.path();
        let answers = !path.is_empty() && self.at_path(&path).is_none_or(|known| known == id);
        if answers && !matches!(node.model(), Model::None | Model::Content) {
            self.check_one_validity(&node, found);
        }
        match node.kind {
            Kind::EditGrid => {}
            Kind::DataGrid => {
                let values = self.kept(&node);
                let rows = node.rows.borrow().clone();
                for (value, row) in values.items().iter().zip(rows) {
                    if js::truthy(value) {
                        row.into_iter().for_each(|child| self.check_validity(child, found));
                    }
                }
            }
            Kind::Form => {
                let cleared = node.clears() && (node.facts.get().hidden || node.conditionally_hidden.get());
                if let Some(form) = node.form.get()
                    && (!cleared || node.is("validateWhenHidden"))
                {
                    found.extend(self.problems(form));
                }
            }
            kind if kind.is_nested() => {
                self.each_child(id, &mut |child| self.check_validity(child.id, found));
            }
            _ => {}
        }
    }

    fn check_one_validity(&self, node: &Rc<Node>, found: &mut Vec<Rc<Problem>>) {
        let own = self.own_problems(node);
        let clean = own.is_empty();
        found.extend(own);
        if node.kind == Kind::EditGrid {
            let open = node.edit_rows.borrow().iter().any(|row| row.state != RowState::Saved);
            if clean || open {
                self.check_rows_validity(node, found);
            }
        }
    }

    fn check_rows_validity(&self, node: &Node, found: &mut Vec<Rc<Problem>>) {
        let rows = node.edit_rows.borrow().clone();
        // Rows that came with a submission are looked at, as are those that somebody opened.
        let came = self.root(node.id).submitted.borrow().is_some() || !self.root_pristine(node.id);
        let code = node.setting("validate.row").shared_text();
        for (at, row) in rows.iter().enumerate() {
            if came || row.state != RowState::Saved {
                row.children.iter().for_each(|child| self.check_validity(*child, found));
            }
            if code.is_empty() {
                continue;
            }
            let place = row.own.clone().unwrap_or_else(|| self.place_of(node).element(at));
            let own = vec![("valid", Given::Value(false.into())), ("row", Given::Place(place))];
            let valid = self.ask(node, &code, "valid", own);
            if !matches!(valid, Value::Bool(true)) && &*js::string(&valid) != "true" {
                let path = node.path();
                let message = if valid.is_nil() { Text::from("invalidRowError") } else { js::string(&valid) };
                let mut finding = validate::wrong_as(&message, "row");
                finding.has_label = false;
                found.push(Rc::new(validate::problem(&node.definition(), &path, Some(at), *finding)));
            }
        }
    }

    /// Whether the rules of a component are not asked: it is hidden, or has no value.
    fn skips_validation(&self, node: &Node) -> bool {
        if !node.has_input() {
            return true;
        }
        let persistent = node.setting("persistent");
        let passing = !node.is("protected") && (!js::truthy(&persistent) || persistent.text() == "client-only");
        if passing {
            return true;
        }
        if node.is("validateWhenHidden") {
            return false;
        }
        if !node.shown() || node.facts.get().hidden {
            return true;
        }
        if !node.has_condition {
            return false;
        }
        let seen = self.seen(node, false);
        let component = node.definition();
        let conditional = component.get("conditional");
        let simple = js::truthy(conditional.get("when"))
            || (js::truthy(conditional.get("conjunction")) && !conditional.get("conditions").items().is_empty());
        // Here both kinds of conditions have to hold.
        let holds = self.check_condition(node, &seen)
            && (!js::truthy(component.get("customConditional"))
                || !simple
                || self.check_simple(node, conditional, &seen));
        self.seen_enough(seen);
        !holds
    }

    /// What is wrong with the value of one component.
    pub fn own_problems(&self, node: &Node) -> Vec<Rc<Problem>> {
        if self.skips_validation(node) {
            return Vec::new();
        }
        if let Some(memo) = &*node.checked.borrow()
            && !self.store.stale(&memo.reads, memo.at)
        {
            return memo.answer.clone();
        }
        let at = self.store.now();
        let answer = self.find_problems(node);
        let reads = self.rule_reads(node);
        *node.checked.borrow_mut() = Some(Memo { answer: answer.clone(), reads, at });
        answer
    }

    fn rule_reads(&self, node: &Node) -> Reads {
        let component = node.component.borrow();
        let rules = component.get("validate");
        let code = rules.get("custom").text();
        let mut paths: Vec<Text> = vec![node.key.clone()];
        if !code.is_empty() {
            match self.env.scripts().reads(code) {
                Reads::Everything => return Reads::Everything,
                Reads::Names(names) => paths.extend(names.iter().cloned()),
            }
        }
        json_logic::reads(rules.get("json"), &mut paths);
        Reads::of_paths(paths)
    }

    fn find_problems(&self, node: &Node) -> Vec<Rc<Problem>> {
        let value = self.data_value(node);
        let mut found: Vec<Rc<Problem>> = Vec::new();
        let mut said = Vec::new();
        match &value {
            Value::Array(items) if node.multiple() && !items.is_empty() => {
                for (at, item) in items.iter().enumerate() {
                    self.check_value(node, item, Some(at), Some(&value), &mut found, &mut said);
                }
                self.check_value(node, &value, None, Some(&value), &mut found, &mut said);
            }
            value => self.check_value(node, value, None, None, &mut found, &mut said),
        }
        found
    }

    /// Asks all rules about a value. Of several values (`all`), the entry `index` or all together.
    fn check_value(
        &self,
        node: &Node,
        value: &Value,
        index: Option<usize>,
        all: Option<&Value>,
        found: &mut Vec<Rc<Problem>>,
        said: &mut Vec<Text>,
    ) {
        let component = node.definition();
        let mut spaced = Value::Undefined;
        if let Value::String(text) = value
            && js::truthy(component.get("truncateMultipleSpaces"))
        {
            spaced = js::single_spaced(text).into();
        }
        let value = if spaced.is_undefined() { value } else { &spaced };
        let asker = Asker { core: self, node, value, index };
        let checked = Checked {
            component: &component,
            rules: component.get("validate"),
            kind: node.facts.get().typed,
            value,
            env: &*self.env,
            asks: &asker,
        };
        for rule in Rule::ALL {
            if all.is_some_and(|all| rule.sees_all() == index.is_some() || (index.is_some() && rule.passes_over(all))) {
                continue;
            }
            if let Some(finding) = rule.ask(&checked) {
                let mut problem = validate::problem(&component, &node.path(), index, *finding);
                if said.contains(&problem.message) {
                    continue;
                }
                said.push(problem.message.clone());
                if let Value::String(text) = component.get("errors").get(&problem.message) {
                    problem.message = text.clone();
                }
                found.push(Rc::new(problem));
            }
        }
    }

    /// The moment that a date setting of a component names.
    pub(crate) fn date_setting(&self, node: &Node, setting: &str) -> Option<f64> {
        if !js::contains(setting, "moment(")
            && let Some(at) = crate::date::moment(setting)
        {
            return Some(at);
        }
        let code = ["values = (", setting, ").toISOString();"].concat();
        crate::date::parse(self.ask_about(node, &code, "values", Value::Null).as_str()?)
    }
}

/// The scripts that rules of one component ask, about one value.
struct Asker<'a> {
    core: &'a Core,
    node: &'a Node,
    value: &'a Value,
    index: Option<usize>,
}

impl Asks for Asker<'_> {
    fn custom(&self, code: &str) -> Value {
        let row_index = self.index.or(self.node.row_index.get()).map_or(Value::Undefined, |at| (at as f64).into());
        let own = vec![
            ("rowIndex", Given::Value(row_index)),
            ("valid", Given::Value(true.into())),
            ("input", Given::Value(self.value.clone())),
            ("value", Given::Value(self.value.clone())),
        ];
        let scope = self.core.scope(self.node, own);
        let filled = if js::contains(code, "{{") {
            self.core.interpolate(self.node.id, code, &scope)
        } else {
            String::from(code)
        };
        self.core.evaluate(self.node.id, &filled, "valid", &scope).unwrap_or(Value::Null)
    }

    fn json(&self, rule: &Value) -> Option<Value> {
        let core = self.core;
        let values = object! {
            "data": core.store.get(&core.root(self.node.id).data),
            "row": core.store.get(&self.node.row.borrow()),
            "value": if js::truthy(self.value) { self.value.clone() } else { Value::Null },
            "input": self.value.clone(),
            "component": self.node.definition(),
        };
        json_logic::apply(rule, &Asked { core, values: &values })
    }

    fn values(&self, code: &str) -> Value {
        self.core.ask_about(self.node, code, "values", Value::array(Vec::new()))
    }

    // Remembered: a script that asks a server for its choices is not run at each key.
    fn choices(&self, _: &str) -> Value {
        self.core.items_of_script(self.node)
    }
}
