//! `oc-widgets.d.ts`: the elements, their events and the settings in `window`, for pages and tools written in TypeScript.

use crate::contract::{Contract, Event, Setting};
use crate::elements::class_name;
use std::collections::BTreeMap;

const HEAD: &str = "\
// The elements, events and settings of the OpenCity widgets, made from their contracts.
//
//   /// <reference path=\"oc-widgets.d.ts\" />

export {};
";

/// The declarations of every widget: one interface for an element with its attributes and events, and the additions to
/// the maps of the DOM library by which `querySelector` and `addEventListener` know them.
pub fn text(contracts: &[Contract]) -> String {
    let mut out = HEAD.to_owned();
    for contract in contracts {
        out += &widget(contract);
    }
    out += "\n/** What can be heard anywhere around the widgets: their events bubble and are composed. */\n";
    out += "export interface OcEventMap {\n";
    for (name, details) in events(contracts) {
        out += &format!("  \"{name}\": CustomEvent<{}>;\n", details.join(" | "));
    }
    out += "}\n\ndeclare global {\n  interface HTMLElementTagNameMap {\n";
    for contract in contracts {
        for tag in tags(contract) {
            out += &format!("    \"{tag}\": {}Element;\n", class_name(&contract.element));
        }
    }
    out += "  }\n\n  interface HTMLElementEventMap extends OcEventMap {}\n  interface DocumentEventMap extends OcEventMap {}\n";
    out += "  interface WindowEventMap extends OcEventMap {}\n\n  interface Window {\n";
    for (name, setting) in globals(contracts) {
        out += &comment("    ", &setting.description, Some(&setting.default));
        out += &format!("    {name}?: {};\n", global_type(setting));
    }
    out + "  }\n}\n"
}

fn widget(contract: &Contract) -> String {
    let name = class_name(&contract.element);
    let mut out = format!("\n/** Attributes of `<{}>`: {}. */\n", contract.element, contract.title);
    out += &format!("export interface {name}Attributes {{\n");
    for setting in &contract.settings {
        out += &comment("  ", &setting.description, Some(&setting.default));
        out += &format!("  \"{}\"?: string;\n", setting.attribute);
    }
    out += &format!("}}\n\nexport interface {name}EventMap extends HTMLElementEventMap {{\n");
    for event in &contract.events {
        out += &comment("  ", &event.description, None);
        out += &format!("  \"{}\": CustomEvent<{}>;\n", event.name, event.detail);
    }
    out += &format!("}}\n\nexport interface {name}Element extends HTMLElement {{\n");
    for verb in ["add", "remove"] {
        let options = if verb == "add" { "AddEventListenerOptions" } else { "EventListenerOptions" };
        let rest = format!("options?: boolean | {options}): void;");
        out += &format!(
            "  {verb}EventListener<K extends keyof {name}EventMap>(type: K, \
             listener: (this: {name}Element, event: {name}EventMap[K]) => unknown, {rest}\n"
        );
        out += &format!("  {verb}EventListener(type: string, listener: EventListenerOrEventListenerObject, {rest}\n");
    }
    out + "}\n"
}

/// A documentation comment; the end of a comment cannot occur in one.
fn comment(indent: &str, description: &str, default: Option<&str>) -> String {
    let default = default.map(|value| format!(" Default: {value}.")).unwrap_or_default();
    format!("{indent}/** {} */\n", format!("{description}{default}").replace("*/", "* /"))
}

fn tags(contract: &Contract) -> impl Iterator<Item = &String> {
    std::iter::once(&contract.element).chain(&contract.aliases)
}

/// Every event by name, with the details it has in one widget or another.
fn events(contracts: &[Contract]) -> BTreeMap<&str, Vec<&str>> {
    let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for Event { name, detail, .. } in contracts.iter().flat_map(|contract| &contract.events) {
        let details = found.entry(name).or_default();
        if !details.contains(&detail.as_str()) {
            details.push(detail);
        }
    }
    found
}

/// Every global by name, other spellings included. What several widgets read means the same in each.
fn globals(contracts: &[Contract]) -> BTreeMap<&str, &Setting> {
    let settings = contracts.iter().flat_map(|contract| &contract.settings);
    settings
        .flat_map(|setting| setting.global.iter().chain(&setting.aliases).map(move |name| (name.as_str(), setting)))
        .collect()
}

/// Pages write flags as words and numbers too.
fn global_type(setting: &Setting) -> &'static str {
    if setting.kind == "flag" { "boolean | string | number" } else { "string" }
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::contract::Contract;

    fn contract(name: &str, detail: &str) -> Contract {
        let toml = format!(
            "name = \"{name}\"\ntitle = \"Prova\"\nelement = \"oc-{name}\"\naliases = [\"old-{name}\"]\n\
             script = \"js/x.js\"\nstyle = \"css/x.css\"\n\
             [[setting]]\nglobal = \"OC_X\"\naliases = [\"OCX\"]\nattribute = \"x-y\"\ntype = \"flag\"\n\
             default = \"false\"\ndescription = \"Ends */ here.\"\n\
             [[event]]\nname = \"oc-step\"\ndetail = \"{detail}\"\ndescription = \"A step.\"\n"
        );
        toml::from_str(&toml).expect("a contract")
    }

    #[test]
    fn both_names_of_an_element_are_known_by_the_same_type() {
        let text = text(&[contract("one", "{ a: 1 }")]);
        assert!(text.contains("    \"oc-one\": OcOneElement;\n    \"old-one\": OcOneElement;\n"), "{text}");
    }

    #[test]
    fn an_event_has_the_detail_of_its_widget_and_around_them_that_of_any() {
        let text = text(&[contract("one", "{ a: 1 }"), contract("two", "{ b: 2 }"), contract("three", "{ a: 1 }")]);
        assert!(text.contains("  \"oc-step\": CustomEvent<{ a: 1 } | { b: 2 }>;\n"), "{text}");
        assert!(text.contains("export interface OcTwoEventMap extends HTMLElementEventMap {\n  /** A step. */\n  \"oc-step\": CustomEvent<{ b: 2 }>;\n"), "{text}");
    }

    #[test]
    fn every_spelling_of_a_global_is_there_once_and_its_description_ends_no_comment() {
        let text = text(&[contract("one", "{}"), contract("two", "{}")]);
        for name in ["OC_X", "OCX"] {
            let line = format!("    /** Ends * / here. Default: false. */\n    {name}?: boolean | string | number;\n");
            assert_eq!(text.matches(&line).count(), 1, "{text}");
        }
    }
}
