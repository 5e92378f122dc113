//! `gallery.json`: what the gallery and the configurator of the demonstration site show, made from the widgets' contracts.

use crate::contract::Contract;
use serde_json::{Value, json};

/// `{version, widgets: [{name, title, element, aliases, mount, script, lazy, settings, events, examples}]}`.
///
/// A setting is `{attribute, type, default, description}`, an example `{name, description, html}`; in `html` and in defaults
/// `{{core}}` stands for the address of the core, which only a page knows. `mount` is null where a widget has no legacy place.
pub fn data(contracts: &[Contract], version: &str) -> Value {
    json!({ "version": version, "widgets": contracts.iter().map(widget).collect::<Vec<_>>() })
}

fn widget(contract: &Contract) -> Value {
    let settings: Vec<_> = contract
        .settings
        .iter()
        .map(|setting| {
            json!({
                "attribute": setting.attribute,
                "type": setting.kind,
                "default": setting.default,
                "description": setting.description,
            })
        })
        .collect();
    let examples: Vec<_> = contract
        .examples
        .iter()
        .map(|example| json!({ "name": example.name, "description": example.description, "html": example.html }))
        .collect();
    json!({
        "name": contract.name,
        "title": contract.title,
        "element": contract.element,
        "aliases": contract.aliases,
        "mount": contract.mount,
        "script": contract.script,
        "lazy": contract.lazy,
        "settings": settings,
        "events": contract.events.iter().map(|event| &event.name).collect::<Vec<_>>(),
        "examples": examples,
    })
}

#[cfg(test)]
mod tests {
    use super::data;
    use crate::contract::read_all;
    use std::path::Path;

    #[test]
    fn every_named_example_of_every_contract_is_in_the_gallery_and_fits_its_widget() {
        let contracts = read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap();
        let data = data(&contracts, "1.2.3");
        assert_eq!(data["version"], "1.2.3");
        let widgets = data["widgets"].as_array().unwrap();
        assert_eq!(widgets.len(), contracts.len());
        for (shown, contract) in widgets.iter().zip(&contracts) {
            assert!(!contract.examples.is_empty(), "{} has nothing to show", contract.name);
            let examples = shown["examples"].as_array().unwrap();
            assert_eq!(examples.len(), contract.examples.len());
            let mut names: Vec<_> = examples.iter().map(|example| example["name"].as_str().unwrap()).collect();
            for example in examples {
                let html = example["html"].as_str().unwrap();
                let tags = std::iter::once(&contract.element).chain(&contract.aliases);
                let starts: Vec<_> = tags
                    .map(|tag| format!("<{tag}"))
                    .chain(contract.mount.iter().map(|id| format!("<div id=\"{id}\"")))
                    .collect();
                assert!(starts.iter().any(|start| html.starts_with(start.as_str())), "{}: {html}", contract.name);
                assert!(!html.contains("http"), "{}: an example names no address but {{{{core}}}}", contract.name);
            }
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), examples.len(), "{}: two examples of one name", contract.name);
            assert_eq!(shown["settings"].as_array().unwrap().len(), contract.settings.len());
        }
    }
}
