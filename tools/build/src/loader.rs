//! The scripts a page includes, one for each widget and place in `dist/`.

use crate::contract::Contract;
use crate::runtime::{Runtime, minify};
use anyhow::Result;
use serde_json::json;
use std::path::Path;

/// Where one script lies and what it brings along.
pub struct Place<'a> {
    /// Folder below `dist/` that holds `js/` and `css/`, e.g. `widgets/login-box/bootstrap-italia@2`.
    pub folder: &'a str,
    /// The runtime's folder below `dist/`, with a trailing slash.
    pub runtime: &'a str,
}

/// The minified loader of `contract` for `place`. `widgets` are the names every loader of this build knows.
pub fn script(
    root: &Path,
    work: &Path,
    contract: &Contract,
    widgets: &[&str],
    runtime: &Runtime,
    place: &Place<'_>,
) -> Result<String> {
    let below = |file: &str| [place.runtime, file].concat();
    let depth = format!("{}/{}", place.folder, contract.script).matches('/').count();
    let mut data = vec![below(&runtime.main)];
    if let Some(chunks) = runtime.chunks.get(&contract.split_name()) {
        data.extend(chunks.iter().map(|chunk| below(chunk)));
    }
    let catalogues: serde_json::Map<_, _> =
        runtime.catalogues.iter().map(|(lang, file)| (lang.clone(), json!(below(file)))).collect();
    let facts = json!({
        "name": contract.name,
        "file": contract.script_file(),
        "tags": std::iter::once(&contract.element).chain(&contract.aliases).collect::<Vec<_>>(),
        "mount": contract.mount,
        "root": "../".repeat(depth),
        "css": format!("../{}", contract.style),
        "runtime": below(&runtime.entry),
        "widgets": widgets,
        "modules": runtime.modules.iter().map(|file| below(file)).collect::<Vec<_>>(),
        "data": data,
        "catalogues": catalogues,
        "text": crate::catalogues::loader_texts(),
    });
    let source = std::fs::read_to_string(root.join("static/loader.js"))?
        // Written out as a word, so that the minifier leaves out what a widget does not need.
        .replace("__LAZY__", if contract.lazy { "true" } else { "false" })
        .replace("__WIDGET__", &facts.to_string());
    let file = work.join(format!("loader-{}.js", contract.name));
    std::fs::write(&file, source)?;
    minify(&file)
}
