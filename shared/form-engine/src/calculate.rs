//! Calculated values, and when somebody's own value stays.
use crate::core::Core;
use crate::js;
use crate::json_logic::{self, Asked};
use crate::kind::Kind;
use crate::node::{Facts, Flags, Memo, Node};
use crate::script::Given;
use crate::store::Reads;
use crate::text;
use crate::value::{Text, Value, object};
use crate::words::group;

fn plain_text(value: &Value) -> Value {
    match value {
        Value::Number(_) | Value::Bool(_) => js::string(value).into(),
        other => other.clone(),
    }
}

/// Whether a calculation asks for the value that it is to give, or does more than to give one: then it is done again after the
/// value was written, and otherwise only where somebody else wrote another one.
fn asks_itself(reads: &Reads) -> bool {
    match reads {
        Reads::Everything => true,
        Reads::Names(names) => names.iter().any(|name| matches!(&**name, "value" | "")),
    }
}

impl Core {
    /// Calculates a component's value, unless nothing that the calculation reads was written since the last time.
    pub(crate) fn calculate(&self, node: &Node, flags: &mut Flags) {
        if !node.facts.get().calculates || (!node.allows_data() && node.kind != Kind::Content) {
            return;
        }
        let rule = node.setting("calculateValue");
        let overridable = node.is("allowCalculateOverride");
        if self.should_clear(node) {
            if overridable {
                node.calculated.borrow_mut().last = None;
            }
            return;
        }
        let current = self.data_value(node);
        let mut reads = None;
        if let Some(memo) = &*node.calculation.borrow() {
            let stands = memo.answer.as_ref().is_none_or(|found| js::equal(found, &current));
            if stands && !overridable && !self.store.stale(&memo.reads, memo.at) {
                return;
            }
            reads = Some(memo.reads.clone());
        }
        let at = self.store.now();
        let mut found = match &rule {
            Value::String(code) => self.ask_about(node, code, "value", current.clone()),
            rule => {
                let seen = self.seen(node, false);
                let values = object! { "data": seen.data.clone(), "row": seen.row.clone(), "value": current.clone() };
                json_logic::apply(rule, &Asked { core: self, values: &values }).unwrap_or(Value::Null)
            }
        };
        if found.is_nil() {
            found = self.empty_value(node);
        }
        let reads = reads.unwrap_or_else(|| self.calculation_reads(node, &rule));
        let answer = (!asks_itself(&reads)).then(|| found.clone());
        *node.calculation.borrow_mut() = Some(Memo { answer, reads, at });
        if self.store.now() != at {
            // The script wrote values itself: the form has to be looked at again.
            self.announce(node.root, Flags::default());
        }
        // Compared with what was there before: a script may have written its own value past `value`.
        let changed = !js::equal(&current, &found);
        if overridable && !self.override_allows(node, &current, &found, changed, flags) {
            return;
        }
        node.calculated.borrow_mut().last = Some(found.clone());
        if changed {
            if self.root(node.id).initialized.get() {
                node.pristine.set(false);
            }
            flags.calculated_by = Some(node.id);
            self.set_value(node.id, found, flags);
        }
    }

    fn calculation_reads(&self, node: &Node, rule: &Value) -> Reads {
        let mut reads = match rule {
            Value::String(code) => self.env.scripts().reads(code),
            rule => {
                let mut paths: Vec<Text> = Vec::new();
                json_logic::reads(rule, &mut paths);
                Reads::of_paths(paths)
            }
        };
        if asks_itself(&reads)
            && let Reads::Names(names) = &mut reads
        {
            let mut all = names.to_vec();
            all.extend(crate::path::split(&node.key));
            *names = all.into();
        }
        reads
    }

    /// Whether a calculated value may replace what is there, when people may change it by hand.
    fn override_allows(&self, node: &Node, current: &Value, found: &Value, changed: bool, flags: &Flags) -> bool {
        let mut state = node.calculated.borrow_mut();
        let came = flags.from_submission && matches!(node.setting("persistent"), Value::Bool(true));
        if self.is_empty(node, current) {
            state.locked = false;
        } else if state.locked || came {
            state.locked = true;
            return false;
        }
        let first = state.last.is_none() || flags.reset;
        if first {
            state.last = Some(Value::Null);
        }
        let shaped = |value: &Value| self.normalize(node, plain_text(value), Flags::default());
        let before = state.last.clone().unwrap_or_default();
        let (next, previous, now) = (shaped(found), shaped(&before), shaped(current));
        let calculation_changed = !js::equal(&previous, &next);
        let value_changed = !js::equal(&now, &previous);
        if calculation_changed && value_changed && !first {
            return false;
        }
        if js::truthy(&previous) && value_changed && !calculation_changed {
            state.last = Some(Value::Null);
            return false;
        }
        if flags.reordered || !calculation_changed {
            return false;
        }
        if came {
            state.last = Some(found.clone());
            return false;
        }
        !(first && !self.is_empty(node, current) && changed && calculation_changed)
    }

    /// Applies a component's logic: actions on its definition and its value when a trigger fires.
    pub(crate) fn apply_logic(&self, node: &Node) {
        if !node.has_logic {
            return;
        }
        let mut component = node.original.clone();
        for logic in node.original.get("logic").items() {
            let result = self.triggered(node, logic.get("trigger"));
            if js::truthy(&result) {
                for action in logic.get("actions").items() {
                    self.act(node, &mut component, action, &result);
                }
            }
        }
        if !js::equal(&node.component.borrow(), &component) {
            node.facts.set(Facts::of(Kind::Other, &component));
            *node.component.borrow_mut() = component;
            let disabled = node.is("disabled");
            if node.disabled.get() != disabled {
                node.disabled.set(disabled);
                self.pass_disabled(node);
            }
            *node.checked.borrow_mut() = None;
            *node.calculation.borrow_mut() = None;
            self.touched.borrow_mut().push(node.id);
        }
    }

    fn triggered(&self, node: &Node, trigger: &Value) -> Value {
        let kind = trigger.get("type").text();
        let rule = trigger.get(kind);
        if !js::truthy(rule) {
            return false.into();
        }
        let seen = self.seen(node, false);
        let result = match group("simple | javascript | json", kind) {
            0 => self.check_simple(node, rule, &seen).into(),
            1 => match self.ask_about(node, rule.text(), "result", true.into()) {
                Value::Null => false.into(),
                value => value,
            },
            2 => self.check_json(rule, &seen).unwrap_or(Value::Bool(false)),
            _ => false.into(),
        };
        self.seen_enough(seen);
        result
    }

    fn act(&self, node: &Node, component: &mut Value, action: &Value, result: &Value) {
        match group("property | value | customAction | mergeComponentSchema", action.get("type").text()) {
            0 => {
                let property = action.get("property");
                let name = property.get("value").text();
                let before = crate::path::get(component, name).clone();
                match property.get("type").text() {
                    "boolean" => {
                        let state = js::string(action.get("state"));
                        let known = if before.is_undefined() { "false".into() } else { js::string(&before) };
                        if known != state {
                            crate::path::set(component, name, (&*state == "true").into());
                        }
                    }
                    "string" => {
                        let source = property.get("component").text();
                        let template = if source.is_empty() { action.get("text") } else { action.get(source) };
                        let scope = self.scope(
                            node,
                            vec![
                                ("data", Given::Value(text::escaped(&self.store.get(&self.root(node.id).data)))),
                                ("row", Given::Value(text::escaped(&self.store.get(&node.row.borrow())))),
                                ("component", Given::Value(component.clone())),
                                ("result", Given::Value(text::escaped(result))),
                            ],
                        );
                        let written = self.interpolate(node.id, template.text(), &scope);
                        crate::path::set(component, name, written.into());
                    }
                    _ => {}
                }
                let after = crate::path::get(component, name).clone();
                if name == "hidden" && !js::equal(crate::path::get(&node.component.borrow(), name), &after) {
                    node.logically_hidden.set(js::truthy(&after));
                }
            }
            1 => self.act_value(node, component, action.get("value").text(), result),
            2 => self.act_value(node, component, action.get("customAction").text(), result),
            3 => {
                let place = self.store.plant(component.clone());
                let own = vec![
                    ("component", Given::Place(place.clone())),
                    ("value", Given::Value(self.data_value(node))),
                    ("result", Given::Value(text::escaped(result))),
                ];
                let schema = self.ask(node, action.get("schemaDefinition").text(), "schema", own);
                *component = self.store.fell(&place);
                if let Value::Object(map) = schema {
                    for (key, value) in map.iter() {
                        component.put(key, value.clone());
                    }
                }
            }
            _ => {}
        }
    }

    fn act_value(&self, node: &Node, component: &mut Value, code: &str, result: &Value) {
        let old = self.data_value(node);
        let place = self.store.plant(component.clone());
        let own = vec![
            ("component", Given::Place(place.clone())),
            ("value", Given::Value(old.clone())),
            ("input", Given::Value(old.clone())),
            ("result", Given::Value(result.clone())),
        ];
        let new = self.ask(node, code, "value", own);
        *component = self.store.fell(&place);
        if !js::equal(&old, &new) && !self.should_clear(node) {
            self.set_value(node.id, new, &mut Flags::default());
        }
    }
}
