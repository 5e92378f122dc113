//! What the interpreter of form scripts and the form engine weigh in a page each on its own: modules that nobody
//! downloads, made only to be weighed by `./oc size`.

use crate::files::brotli_11;
use crate::kept::Kept;
use crate::tools::{env_or, run, say};
use crate::{compile, names, runtime};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;
use wasm_encoder::{Module, RawSection};
use wasmparser::Parser;

/// Crate that is weighed, and the package that makes a module of it.
const CRATES: [(&str, &str); 3] =
    [("oc-script", "oc-size-script"), ("oc-form-engine", "oc-size-engine"), ("oc-pattern", "oc-size-pattern")];

/// Libraries of scripts that a page loads as files of their own, when a form's scripts name them.
const LIBRARIES: [&str; 5] = ["core", "utils", "lodash", "moment", "intl"];

/// Bytes of a module or library.
pub struct Weight {
    pub name: String,
    pub raw: usize,
    pub brotli: usize,
}

/// Compiles each crate as the widgets are compiled and weighs it.
pub fn crates(root: &Path) -> Result<Vec<Weight>> {
    say("weighing the form engine and the interpreter (two minutes when nothing is cached)");
    let modules = CRATES.iter().map(|&(name, package)| {
        weight(name.to_owned(), &bind(&compile::module(root, package, &[])?, &cache().join("weigh").join(package))?)
    });
    let libraries = LIBRARIES.iter().filter_map(|name| {
        Some(weight(["oc-script/", name, ".js"].concat(), oc_script::library_text(name)?.as_bytes()))
    });
    modules.chain(libraries).collect()
}

fn weight(name: String, content: &[u8]) -> Result<Weight> {
    Ok(Weight { name, raw: content.len(), brotli: brotli_11(content)?.len() })
}

/// Makes a package's module and its glue, `oc_bg.wasm` and `oc.js` in `out`, as small as the widgets' own.
pub fn module(root: &Path, package: &str, out: &Path) -> Result<()> {
    let made = bind(&compile::module(root, package, &[])?, out)?;
    std::fs::write(out.join("oc_bg.wasm"), made)?;
    Ok(())
}

fn bind(module: &Path, folder: &Path) -> Result<Vec<u8>> {
    std::fs::create_dir_all(folder)?;
    let bind = ["--target", "web", "--no-typescript", "--out-name", "oc", "--out-dir"];
    run(Command::new("wasm-bindgen").args(bind).arg(folder).arg(module))?;
    let (bound, glue) = (folder.join("oc_bg.wasm"), folder.join("oc.js"));
    let (short, text) = names::shorten(&std::fs::read(&bound)?, &std::fs::read_to_string(&glue)?)?;
    std::fs::write(&bound, bare(&short)?)?;
    std::fs::write(&glue, text)?;
    runtime::optimise(&bound, &Kept::at(cache().join("optimised"))?)
}

fn cache() -> PathBuf {
    PathBuf::from(env_or("OC_CACHE", &format!("{}/.cache/oc-widgets", env_or("HOME", "/tmp"))))
}

/// Without what the linker noted for the step that splits modules, which these do not pass through.
fn bare(module: &[u8]) -> Result<Vec<u8>> {
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Some((id, range)) = payload?.as_section()
            && id != CUSTOM
        {
            let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
            out.section(&RawSection { id, data: module.get(range).context("a section lies outside the module")? });
        }
    }
    Ok(out.finish())
}

/// The kind of section that has no meaning for what runs.
const CUSTOM: u8 = 0;

#[cfg(test)]
mod tests {
    use super::bare;
    use wasm_encoder::{CustomSection, Module, TypeSection};

    #[test]
    fn only_what_runs_is_weighed() {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut whole = Module::new();
        whole.section(&types).section(&CustomSection { name: "linking".into(), data: (&[0; 5000]).into() });
        let mut alone = Module::new();
        alone.section(&types);
        assert_eq!(bare(&whole.finish()).unwrap(), alone.finish());
    }
}
