//! The public contracts: `widgets/<name>/widget.toml`.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::path::Path;

/// One widget's public contract; the single source of its loader, documents, gallery and tests.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    pub name: String,
    pub title: String,
    pub element: String,
    #[serde(default)]
    pub aliases: Vec<String>,
    /// The id of the legacy mount point, where there is one.
    pub mount: Option<String>,
    /// Path of the script below the widget's folder, e.g. `js/login-box.js`.
    pub script: String,
    pub style: String,
    /// Nothing is loaded until the element comes near the screen.
    #[serde(default)]
    pub lazy: bool,
    #[serde(default, rename = "setting")]
    pub settings: Vec<Setting>,
    #[serde(default, rename = "event")]
    pub events: Vec<Event>,
    #[serde(default, rename = "css-property")]
    pub css_properties: Vec<CssProperty>,
    #[serde(default, rename = "example")]
    pub examples: Vec<Example>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    pub global: Option<String>,
    #[serde(default)]
    pub aliases: Vec<String>,
    pub attribute: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub default: String,
    pub description: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    pub name: String,
    /// The type of its `detail`, as TypeScript writes it.
    pub detail: String,
    pub description: String,
}

/// A custom property with which the page themes the widget.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CssProperty {
    /// With its dashes, e.g. `--oc-primary`.
    pub name: String,
    /// What may be its value, e.g. `<color>`.
    pub syntax: String,
    /// What is taken where it is not set, one after the other.
    pub default: String,
    pub description: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    pub name: String,
    pub description: String,
    pub html: String,
}

impl Contract {
    /// The name of the widget's split point: `login-box` → `login_box`.
    pub fn split_name(&self) -> String {
        self.name.replace('-', "_")
    }

    /// The script's file name.
    pub fn script_file(&self) -> &str {
        self.script.rsplit('/').next().unwrap_or(&self.script)
    }
}

/// Every widget's contract, ordered by name.
pub fn read_all(root: &Path) -> Result<Vec<Contract>> {
    let mut contracts = Vec::new();
    for entry in std::fs::read_dir(root.join("widgets"))? {
        let file = entry?.path().join("widget.toml");
        if !file.is_file() {
            continue;
        }
        let text = std::fs::read_to_string(&file)?;
        let contract: Contract = toml::from_str(&text).with_context(|| format!("in {}", file.display()))?;
        if !contract.element.contains('-') {
            bail!("{}: `{}` is no name for a custom element", file.display(), contract.element);
        }
        contracts.push(contract);
    }
    contracts.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(contracts)
}
