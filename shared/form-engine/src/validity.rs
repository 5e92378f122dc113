//! What is wrong with a form: every component's rules, in the order of the definition, rows included.
use crate::core::Core;
use crate::js;
use crate::json_logic::{self, Asked};
use crate::kind::{self, Kind, Model};
use crate::message::Problem;
use crate::node::{Memo, Node, NodeId, RowState};
use crate::script::Given;
use crate::store::Reads;
use crate::validate::{self, Checked, RULES};
use crate::value::{Text, Value};
use std::rc::Rc;

impl Core {
    /// Everything wrong in the form `root`.
    pub fn problems(&self, root: NodeId) -> Vec<Problem> {
        let mut found = Vec::new();
        for child in self.children(root) {
            self.check_validity(child, &mut found);
        }
        found
    }

    /// Everything wrong in one component and below.
    pub fn check_validity(&self, id: NodeId, found: &mut Vec<Problem>) {
        let node = self.node(id);
        let component = node.component.borrow().clone();
        // Of components with the same path the one made last answers, as in the reference implementation.
        let path = node.data_path.borrow().clone();
        let answers = !path.is_empty() && self.by_path.borrow().get(&path).is_none_or(|known| *known == id);
        if answers && !matches!(kind::model(&component), Model::None | Model::Content) {
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
                let cleared = node.clears() && (node.is("hidden") || node.conditionally_hidden.get());
                if let Some(form) = node.form.get()
                    && (!cleared || node.is("validateWhenHidden"))
                {
                    found.extend(self.problems(form));
                }
            }
            kind if kind.is_nested() => {
                for child in self.children(id) {
                    self.check_validity(child, found);
                }
            }
            _ => {}
        }
    }

    fn check_one_validity(&self, node: &Rc<Node>, found: &mut Vec<Problem>) {
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

    fn check_rows_validity(&self, node: &Node, found: &mut Vec<Problem>) {
        let rows = node.edit_rows.borrow().clone();
        // Rows that came with a submission are looked at, as are those that somebody opened.
        let came = self.root(node.id).submitted.borrow().is_some() || !self.root_pristine(node.id);
        let code = node.text("validate.row");
        for (at, row) in rows.iter().enumerate() {
            if came || row.state != RowState::Saved {
                row.children.iter().for_each(|child| self.check_validity(*child, found));
            }
            if code.is_empty() {
                continue;
            }
            let place = row.own.clone().unwrap_or_else(|| self.place_of(node).element(at));
            let scope = self.scope(node, vec![("valid", Given::Value(false.into())), ("row", Given::Place(place))]);
            let valid = self.evaluate(node.id, &code, "valid", &scope).unwrap_or(Value::Null);
            if !matches!(valid, Value::Bool(true)) && &*js::string(&valid) != "true" {
                let path = node.data_path.borrow().clone();
                let message = if valid.is_nil() { Text::from("invalidRowError") } else { js::string(&valid) };
                let finding = validate::Finding { message, rule: "row".into(), ..validate::Finding::default() };
                found.push(validate::problem(&node.component.borrow(), &path, Some(at), finding));
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
        if !node.shown() || node.is("hidden") {
            return true;
        }
        let seen = self.seen(node, false);
        let component = node.component.borrow().clone();
        let conditional = component.get("conditional");
        let simple = js::truthy(conditional.get("when"))
            || (js::truthy(conditional.get("conjunction")) && !conditional.get("conditions").items().is_empty());
        // Here both kinds of conditions have to hold.
        let holds = !node.has_condition
            || (self.check_condition(node, &seen)
                && (!js::truthy(component.get("customConditional"))
                    || !simple
                    || self.check_simple(node, conditional, &seen)));
        self.seen_enough(seen);
        !holds
    }

    /// What is wrong with the value of one component.
    pub fn own_problems(&self, node: &Node) -> Vec<Problem> {
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
        Reads::of_paths(paths.iter().map(|path| &**path))
    }

    fn find_problems(&self, node: &Node) -> Vec<Problem> {
        let component = node.component.borrow().clone();
        let path = node.data_path.borrow().clone();
        let value = self.data_value(node);
        let custom = |value: &Value, index: Option<usize>, code: &str| {
            let row_index = index.or(node.row_index.get()).map_or(Value::Undefined, |at| (at as f64).into());
            let own = vec![
                ("rowIndex", Given::Value(row_index)),
                ("valid", Given::Value(true.into())),
                ("input", Given::Value(value.clone())),
                ("value", Given::Value(value.clone())),
            ];
            let scope = self.scope(node, own);
            let filled = if code.contains("{{") { self.interpolate(node.id, code, &scope) } else { code.to_string() };
            self.evaluate(node.id, &filled, "valid", &scope).unwrap_or(Value::Null)
        };
        let json = |value: &Value, rule: &Value| {
            let values = Value::from_entries([
                ("data", self.store.get(&self.root(node.id).data)),
                ("row", self.store.get(&node.row.borrow())),
                ("value", if js::truthy(value) { value.clone() } else { Value::Null }),
                ("input", value.clone()),
                ("component", component.clone()),
            ]);
            json_logic::apply(rule, &Asked { now: self.env.now(), values: &values })
        };
        // Remembered: a script that asks a server for its choices is not run at each key.
        let choices = |_: &str| self.items_of_script(node);
        let mut found: Vec<Problem> = Vec::new();
        let all = value.clone();
        let mut check = |value: &Value, index: Option<usize>, whole: Option<bool>| {
            let spaced;
            let value = match value {
                Value::String(text) if js::truthy(component.get("truncateMultipleSpaces")) => {
                    spaced = js::single_spaced(text).into();
                    &spaced
                }
                value => value,
            };
            for (name, rule, full) in RULES {
                let passed = whole == Some(false) && validate::passes_over(name, &all);
                if passed || whole.is_some_and(|whole| whole != full) {
                    continue;
                }
                let checked = Checked {
                    component: &component,
                    value,
                    env: &*self.env,
                    custom: &|code| custom(value, index, code),
                    json: &|rule| json(value, rule),
                    choices: &choices,
                };
                if let Ok(Some(finding)) = rule(&checked) {
                    let problem = validate::problem(&component, &path, index, finding);
                    if !found.iter().any(|known| known.message == problem.message) {
                        found.push(problem);
                    }
                }
            }
        };
        match &value {
            Value::Array(items) if js::truthy(component.get("multiple")) && !items.is_empty() => {
                for (at, item) in items.iter().enumerate() {
                    check(item, Some(at), Some(false));
                }
                check(&value, None, Some(true));
            }
            value => check(value, None, None),
        }
        let own = component.get("errors");
        for problem in &mut found {
            if let Some(text) = own.get(&problem.message).as_str() {
                problem.message = text.into();
            }
        }
        found
    }

    /// The moment that a date setting of a component names.
    pub(crate) fn date_setting(&self, node: &Node, setting: &str) -> Option<f64> {
        if !setting.contains("moment(")
            && let Some(at) = crate::date::moment(setting)
        {
            return Some(at);
        }
        let code = ["values = (", setting, ").toISOString();"].concat();
        let scope = self.scope(node, vec![("values", Given::Value(Value::Null))]);
        crate::date::parse(self.evaluate(node.id, &code, "values", &scope).ok()?.as_str()?)
    }
}
