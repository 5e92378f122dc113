//! `custom-elements.json`: the elements, attributes and events, for editors and documentation tools.

use crate::contract::Contract;
use serde_json::{Value, json};

/// A custom elements manifest (schema 2.1.0), made from the widgets' contracts.
pub fn manifest(contracts: &[Contract]) -> Value {
    json!({ "schemaVersion": "2.1.0", "modules": contracts.iter().map(module).collect::<Vec<_>>() })
}

fn module(contract: &Contract) -> Value {
    let path = format!("widgets/{}/{}", contract.name, contract.script);
    let tags: Vec<_> = std::iter::once(&contract.element).chain(&contract.aliases).collect();
    let attributes: Vec<_> = contract
        .settings
        .iter()
        .map(|setting| {
            let globals: Vec<_> = setting.global.iter().chain(&setting.aliases).cloned().collect();
            let also = if globals.is_empty() { String::new() } else { format!(" Global: {}.", globals.join(", ")) };
            json!({
                "name": setting.attribute,
                "type": { "text": if setting.kind == "flag" { "boolean" } else { "string" } },
                "default": setting.default,
                "description": format!("{}{also}", setting.description),
            })
        })
        .collect();
    let events: Vec<_> = contract
        .events
        .iter()
        .map(|event| {
            json!({
                "name": event.name,
                "type": { "text": format!("CustomEvent<{}>", event.detail) },
                "description": event.description,
            })
        })
        .collect();
    let properties: Vec<_> = contract
        .css_properties
        .iter()
        .map(|property| {
            json!({
                "name": property.name,
                "syntax": property.syntax,
                "default": property.default,
                "description": property.description,
            })
        })
        .collect();
    let demos: Vec<_> = contract
        .examples
        .iter()
        .map(|example| json!({ "description": format!("{}: {}\n\n{}", example.name, example.description, example.html), "url": format!("#{}", example.name) }))
        .collect();
    let declarations: Vec<_> = tags
        .iter()
        .map(|tag| {
            json!({
                "kind": "class", "name": class_name(tag), "customElement": true, "tagName": tag,
                "summary": contract.title, "attributes": attributes, "events": events,
                "cssProperties": properties, "demos": demos,
            })
        })
        .collect();
    let exports: Vec<_> = tags
        .iter()
        .map(|tag| {
            let declaration = json!({ "name": class_name(tag), "module": path });
            json!({ "kind": "custom-element-definition", "name": tag, "declaration": declaration })
        })
        .collect();
    json!({ "kind": "javascript-module", "path": path, "declarations": declarations, "exports": exports })
}

/// `oc-login-box` → `OcLoginBox`.
pub fn class_name(tag: &str) -> String {
    tag.split('-')
        .map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::class_name;

    #[test]
    fn class_names_follow_the_tags() {
        assert_eq!(class_name("oc-login-box"), "OcLoginBox");
    }
}
