//! `dist/`: every path that existing pages use, plus the runtime, the manifest and the compressed copies.

use crate::contract::{self, Contract};
use crate::files::{Facts, Files};
use crate::loader::{self, Place};
use crate::runtime::{self, Runtime};
use crate::tools::{env_or, run, say};
use crate::{compile, declarations, elements, gallery, weigh};
use anyhow::Result;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::Command;

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Builds everything and replaces `out`.
pub fn dist(root: &Path, out: &Path) -> Result<()> {
    let cache = PathBuf::from(env_or("OC_CACHE", &format!("{}/.cache/oc-widgets", env_or("HOME", "/tmp"))));
    std::fs::create_dir_all(&cache)?;
    let _alone = alone(&cache.join("dist.lock"))?;
    let work = cache.join("dist-work");
    let contracts = contract::read_all(root)?;
    let module = compile::suite(root)?;
    let runtime = runtime::build(root, &module, &work)?;
    let crates = weigh::crates(root)?;
    let styles = styles(root, &work)?;

    let mut files = Files::default();
    let folder = format!("runtime/{VERSION}/{}/", runtime.files.fingerprint());
    for (name, content) in &runtime.files.0 {
        files.add(format!("{folder}{name}"), content.clone());
    }
    say("loaders");
    let names: Vec<_> = contracts.iter().map(|contract| contract.name.as_str()).collect();
    for contract in &contracts {
        for base in ["", &format!("version/{VERSION}/"), "latest/"] {
            for variant in ["", "bootstrap-italia@2/"] {
                let place = format!("widgets/{}/{base}{variant}", contract.name);
                let place = place.trim_end_matches('/');
                let spot = Place { folder: place, runtime: &folder };
                let script = loader::script(root, &work, contract, &names, &runtime, &spot)?;
                files.add(format!("{place}/{}", contract.script), script.into_bytes());
                add_styles(&mut files, &styles, contract, variant, place)?;
            }
        }
    }
    files.add("gallery.json", serde_json::to_vec(&gallery::data(&contracts, VERSION))?);
    for (name, content) in described(&contracts)? {
        files.add(name, content);
    }

    say("compressing");
    if out.exists() {
        std::fs::remove_dir_all(out)?;
    }
    let facts = files.write(out)?;
    let mut last = Files::default();
    let mut manifest = manifest(&contracts, &runtime, &folder, &facts);
    let weights = crates.iter().map(|one| (one.name.clone(), json!({ "bytes": one.raw, "brotli": one.brotli })));
    if let Some(entries) = manifest.as_object_mut() {
        entries.insert("crates".into(), Value::Object(weights.collect()));
    }
    last.add("manifest.json", serde_json::to_vec_pretty(&manifest)?);
    last.write(out)?;
    say(&format!("{} files in {}", facts.len() + 1, out.display()));
    Ok(())
}

/// Waits for its turn, which lasts until the file is dropped: a demonstration and the tests, started in two terminals, would
/// delete each other's work.
fn alone(lock: &Path) -> Result<File> {
    let file = File::create(lock)?;
    if file.try_lock().is_err() {
        say("waiting for another build to finish");
        file.lock()?;
    }
    Ok(file)
}

/// Writes into `out` only what editors and host pages' tools read: nothing has to be compiled for it.
pub fn describe(root: &Path, out: &Path) -> Result<()> {
    std::fs::create_dir_all(out)?;
    for (name, content) in described(&contract::read_all(root)?)? {
        std::fs::write(out.join(name), content)?;
    }
    Ok(())
}

fn described(contracts: &[Contract]) -> Result<[(&'static str, Vec<u8>); 2]> {
    let elements = serde_json::to_vec_pretty(&elements::manifest(contracts))?;
    Ok([("custom-elements.json", elements), ("oc-widgets.d.ts", declarations::text(contracts).into_bytes())])
}

/// Runs the css pipeline; returns its folder.
fn styles(root: &Path, work: &Path) -> Result<PathBuf> {
    say("styles");
    let out = work.join("css");
    run(Command::new("node").arg(root.join("tools/css/build.mjs")).arg("--out").arg(&out))?;
    Ok(out)
}

/// The style of one variant beside its script, and the fonts it refers to.
fn add_styles(files: &mut Files, styles: &Path, contract: &Contract, variant: &str, place: &str) -> Result<()> {
    let css = std::fs::read(styles.join(format!("{variant}{}.css", contract.name)))?;
    files.add(format!("{place}/{}", contract.style), css);
    let fonts = styles.join(variant).join("fonts");
    if !variant.is_empty() && fonts.is_dir() {
        files.add_dir(&fonts, &format!("{place}/css/fonts"))?;
    }
    Ok(())
}

/// Versions, files, sizes and integrity, for webmasters and for `./oc size`.
fn manifest(contracts: &[Contract], runtime: &Runtime, folder: &str, facts: &BTreeMap<String, Facts>) -> Value {
    let below = |file: &String| format!("{folder}{file}");
    let widgets: serde_json::Map<_, _> = contracts
        .iter()
        .map(|contract| {
            let chunks: Vec<_> = runtime.chunks.get(&contract.split_name()).into_iter().flatten().map(below).collect();
            let entry = json!({
                "element": contract.element,
                "mount": contract.mount,
                "script": format!("widgets/{}/{}", contract.name, contract.script),
                "style": format!("widgets/{}/{}", contract.name, contract.style),
                "pinned": format!("widgets/{}/version/{VERSION}/{}", contract.name, contract.script),
                "chunks": chunks,
            });
            (contract.name.clone(), entry)
        })
        .collect();
    let listed: serde_json::Map<_, _> = facts
        .iter()
        .map(|(path, fact)| {
            (path.clone(), json!({ "bytes": fact.raw, "brotli": fact.brotli, "integrity": fact.integrity }))
        })
        .collect();
    let catalogues: serde_json::Map<_, _> =
        runtime.catalogues.iter().map(|(lang, file)| (lang.clone(), json!(below(file)))).collect();
    json!({
        "version": VERSION,
        "runtime": {
            "entry": below(&runtime.entry),
            "modules": runtime.modules.iter().map(below).collect::<Vec<_>>(),
            "main": below(&runtime.main),
            "catalogues": catalogues,
        },
        "widgets": widgets,
        "files": listed,
    })
}

#[cfg(test)]
mod tests {
    use super::alone;
    use std::sync::mpsc::{RecvTimeoutError, channel};
    use std::time::Duration;

    #[test]
    fn a_second_build_waits_for_the_first() {
        let lock = std::env::temp_dir().join(format!("oc-alone-{}", std::process::id()));
        let first = alone(&lock).unwrap();
        let (done, wait) = channel();
        let path = lock.clone();
        let second = std::thread::spawn(move || done.send(alone(&path).map(drop).is_ok()));
        assert_eq!(wait.recv_timeout(Duration::from_millis(300)), Err(RecvTimeoutError::Timeout), "it did not wait");
        drop(first);
        assert_eq!(wait.recv_timeout(Duration::from_secs(30)), Ok(true));
        second.join().unwrap().unwrap();
        std::fs::remove_file(lock).unwrap();
    }
}
