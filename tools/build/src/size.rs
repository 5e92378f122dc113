//! What a citizen downloads until a page works, against `tests/budgets.toml`.

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

#[derive(Deserialize)]
struct Budgets {
    page: Vec<Page>,
    /// Parts that are weighed on their own, as a module that holds nothing else.
    #[serde(rename = "crate")]
    crates: Vec<Part>,
    /// Files that have a budget of their own: pattern (`widgets/*/js/*.js`) → brotli bytes.
    #[serde(default)]
    file: BTreeMap<String, u64>,
}

#[derive(Deserialize)]
struct Page {
    widgets: Vec<String>,
    /// Brotli bytes of loaders, glue, every wasm chunk and one catalogue: what the page is to weigh.
    brotli: u64,
    /// What it may weigh until then. Only ever lowered; gone once the page keeps its budget.
    ceiling: Option<u64>,
}

#[derive(Deserialize)]
struct Part {
    name: String,
    /// As for a page.
    brotli: u64,
    ceiling: Option<u64>,
}

/// What is said beside a figure, and whether it is too much.
fn judge(brotli: u64, budget: u64, ceiling: Option<u64>) -> (String, bool) {
    if brotli > ceiling.unwrap_or(budget) {
        return ("  OVER".to_owned(), true);
    }
    match brotli.saturating_sub(budget) {
        0 => (String::new(), false),
        more => (format!("  {more} over the budget, below the ceiling"), false),
    }
}

/// Prints the tables and fails when a budget is exceeded.
pub fn report(root: &Path, out: &Path) -> Result<()> {
    let text = std::fs::read_to_string(root.join("tests/budgets.toml"))?;
    let budgets: Budgets = toml::from_str(&text).context("in tests/budgets.toml")?;
    let text = std::fs::read_to_string(out.join("manifest.json")).context("no manifest: run `./oc dist` first")?;
    let manifest: Value = serde_json::from_str(&text)?;
    let mut over = 0;

    println!("{:<58}{:>10}{:>10}", "file", "raw", "brotli");
    let files = manifest.get("files").and_then(Value::as_object).context("the manifest lists no files")?;
    for path in files.keys().filter(|path| !path.contains("/version/") && !path.contains("/latest/")) {
        println!("{path:<58}{:>10}{:>10}", size(files, path, "bytes")?, size(files, path, "brotli")?);
    }
    println!("\n{:<58}{:>10}{:>10}{:>10}", "page", "raw", "brotli", "budget");
    for page in &budgets.page {
        let needed = page_files(&manifest, &page.widgets)?;
        let raw = needed.iter().map(|path| size(files, path, "bytes")).sum::<Result<u64>>()?;
        let brotli = needed.iter().map(|path| size(files, path, "brotli")).sum::<Result<u64>>()?;
        let (verdict, fails) = judge(brotli, page.brotli, page.ceiling);
        over += u32::from(fails);
        println!("{:<58}{raw:>10}{brotli:>10}{:>10}{verdict}", page.widgets.join(" + "), page.brotli);
    }
    println!("\n{:<58}{:>10}{:>10}{:>10}", "crate on its own", "raw", "brotli", "budget");
    let crates = manifest.get("crates").and_then(Value::as_object).context("the manifest weighs no crates")?;
    for part in &budgets.crates {
        let (raw, brotli) = (size(crates, &part.name, "bytes")?, size(crates, &part.name, "brotli")?);
        let (verdict, fails) = judge(brotli, part.brotli, part.ceiling);
        over += u32::from(fails);
        println!("{:<58}{raw:>10}{brotli:>10}{:>10}{verdict}", part.name, part.brotli);
    }
    for (pattern, budget) in &budgets.file {
        let (head, tail) = pattern.split_once('*').unwrap_or((pattern, ""));
        let tail = tail.rsplit('*').next().unwrap_or_default();
        for path in files.keys().filter(|path| path.starts_with(head) && path.ends_with(tail)) {
            let brotli = size(files, path, "brotli")?;
            if brotli > *budget {
                over += 1;
                println!("{path:<58}{:>10}{brotli:>10}{budget:>10}  OVER", "");
            }
        }
    }
    if over > 0 {
        bail!("{over} size budget(s) exceeded");
    }
    Ok(())
}

/// The files a page with these widgets loads in one language, each once.
fn page_files(manifest: &Value, widgets: &[String]) -> Result<BTreeSet<String>> {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned).context("manifest incomplete");
    let list = |value: Option<&Value>| -> Vec<String> {
        let items = value.and_then(Value::as_array).into_iter().flatten();
        items.filter_map(|item| item.as_str().map(str::to_owned)).collect()
    };
    let runtime = manifest.get("runtime").context("the manifest has no runtime")?;
    let mut needed: BTreeSet<String> = list(runtime.get("modules")).into_iter().collect();
    needed.insert(text(runtime.get("main"))?);
    needed.insert(text(runtime.pointer("/catalogues/it"))?);
    for name in widgets {
        let widget = manifest.pointer(&format!("/widgets/{name}")).with_context(|| format!("no widget `{name}`"))?;
        needed.insert(text(widget.get("script"))?);
        needed.extend(list(widget.get("chunks")));
    }
    Ok(needed)
}

fn size(files: &serde_json::Map<String, Value>, path: &str, which: &str) -> Result<u64> {
    let entry = files.get(path).with_context(|| format!("`{path}` is not in the manifest"))?;
    entry.get(which).and_then(Value::as_u64).with_context(|| format!("`{path}` has no {which}"))
}

#[cfg(test)]
mod tests {
    use super::{judge, page_files};

    #[test]
    fn what_is_over_its_ceiling_fails_and_what_is_over_its_budget_is_told() {
        assert_eq!(judge(100, 100, None), (String::new(), false));
        assert_eq!(judge(101, 100, None), ("  OVER".to_owned(), true));
        assert_eq!(judge(103, 100, Some(103)), ("  3 over the budget, below the ceiling".to_owned(), false));
        assert_eq!(judge(104, 100, Some(103)), ("  OVER".to_owned(), true));
    }

    #[test]
    fn what_two_widgets_share_is_counted_once() {
        let manifest = serde_json::json!({
            "runtime": { "modules": ["r.js"], "main": "m.wasm", "catalogues": { "it": "it.json" } },
            "widgets": {
                "a": { "script": "a.js", "chunks": ["shared.wasm", "a.wasm"] },
                "b": { "script": "b.js", "chunks": ["shared.wasm", "b.wasm"] },
            },
        });
        let both = page_files(&manifest, &["a".to_owned(), "b".to_owned()]).unwrap();
        let names: Vec<_> = both.iter().map(String::as_str).collect();
        assert_eq!(names, ["a.js", "a.wasm", "b.js", "b.wasm", "it.json", "m.wasm", "r.js", "shared.wasm"]);
        assert!(page_files(&manifest, &["c".to_owned()]).is_err());
    }
}
