//! The runtime: the split module, its glue in two copies, and the module that ties them together.

use crate::files::Files;
use crate::kept::{self, Kept};
use crate::locals;
use crate::names;
use crate::tools::{env_or, run, say};
use anyhow::{Context, Result, anyhow};
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// Without the compact imports that `--all-features` brings, which browsers reject.
const WASM_FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--enable-nontrapping-float-to-int",
    "--enable-call-indirect-overlong",
];

/// What the loaders need to know of the runtime; file names are below the runtime's folder.
pub struct Runtime {
    pub files: Files,
    /// The module to import.
    pub entry: String,
    /// JavaScript modules it needs at once.
    pub modules: Vec<String>,
    pub main: String,
    /// Split name of a widget → the chunks it needs.
    pub chunks: BTreeMap<String, Vec<String>>,
    /// Language → catalogue file.
    pub catalogues: BTreeMap<String, String>,
}

/// Splits and binds `module`, working in `work`.
pub fn build(root: &Path, module: &Path, work: &Path) -> Result<Runtime> {
    say("splitting the module");
    if work.exists() {
        std::fs::remove_dir_all(work)?;
    }
    std::fs::create_dir_all(work)?;
    let split = work.join("split");
    let bound = work.join("bound");
    std::fs::create_dir_all(&split)?;
    let input = std::fs::read(module)?;
    let main = split.join("oc.wasm");
    let mut options = wasm_split_cli_support::Options::new(&input);
    options.output_dir = &split;
    options.main_out_path = &main;
    options.link_name = "./__wasm_split.js";
    options.main_module = "./oc.js";
    let output = wasm_split_cli_support::transform(options).map_err(|error| anyhow!("splitting failed: {error:?}"))?;

    say("binding and optimising");
    let bind = ["--target", "web", "--keep-lld-exports", "--no-typescript", "--out-name", "oc", "--out-dir"];
    run(Command::new("wasm-bindgen").args(bind).arg(&bound).arg(&main))?;
    let mut files = Files::default();
    let stem = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let (main, glue) =
        names::shorten(&std::fs::read(bound.join("oc_bg.wasm"))?, &std::fs::read_to_string(bound.join("oc.js"))?)?;
    std::fs::write(bound.join("oc_bg.wasm"), main)?;
    std::fs::write(bound.join("oc.js"), glue)?;
    let kept = Kept::at(work.with_file_name("optimised"))?;
    files.add("oc.wasm", optimise(&bound.join("oc_bg.wasm"), &kept)?);
    for chunk in &output.split_modules {
        files.add(stem(chunk) + ".wasm", optimise(chunk, &kept)?);
    }
    kept.forget_old();

    say("glue");
    let glue = minify(&bound.join("oc.js"))?;
    let link = minify(&split.join("__wasm_split.js"))?;
    // A trap kills an instance for good. A fresh one needs a fresh copy of both glue files, which import each other by
    // name; the keys of the import object stay as they are.
    files.add("oc2.js", rename_imports(&glue).into_bytes());
    files.add("__wasm_split2.js", rename_imports(&link).into_bytes());
    files.add("oc.js", glue.into_bytes());
    files.add("__wasm_split.js", link.into_bytes());

    let mut catalogues = BTreeMap::new();
    for (lang, json) in crate::catalogues::all() {
        let file = format!("messages.{lang}.json");
        files.add(file.clone(), json.as_bytes());
        catalogues.insert(lang.to_owned(), file);
    }
    let names = serde_json::json!({ "main": "oc.wasm", "glue": ["oc.js", "oc2.js"], "messages": catalogues });
    let source = std::fs::read_to_string(root.join("static/runtime.js"))?.replace("__FILES__", &names.to_string());
    let source_file = work.join("runtime.js");
    std::fs::write(&source_file, source)?;
    files.add("runtime.js", minify(&source_file)?.into_bytes());

    let chunks = output.prefetch_map.into_iter().map(|(name, stems)| {
        let mut stems: Vec<_> = stems.into_iter().map(|stem| stem + ".wasm").collect();
        stems.sort();
        (name, stems)
    });
    Ok(Runtime {
        chunks: chunks.collect(),
        entry: "runtime.js".into(),
        modules: ["runtime.js", "oc.js", "__wasm_split.js"].map(String::from).to_vec(),
        main: "oc.wasm".into(),
        catalogues,
        files,
    })
}

/// The second copy's imports, whatever quotes the minifier chose.
fn rename_imports(source: &str) -> String {
    ['"', '\'', '`'].into_iter().fold(source.to_owned(), |text, quote| {
        text.replace(&format!("from{quote}./oc.js{quote}"), &format!("from{quote}./oc2.js{quote}"))
            .replace(&format!("from{quote}./__wasm_split.js{quote}"), &format!("from{quote}./__wasm_split2.js{quote}"))
    })
}

/// Nothing but the far end of the stack is below the first kilobyte, so a sum of addresses may become a read at a distance. What
/// is taken apart and put together again once the first round has shrunk it comes out smaller. What is worked out twice is worked
/// out twice: a variable for it is shorter, and compresses worse. Never `--ignore-implicit-traps`:
/// it reads ahead of the question whether there is something to read, and the module stops at an address that is none.
const WASM_PASSES: [&str; 14] = [
    "--low-memory-unused",
    "--generate-global-effects",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "--converge",
    "--optimize-added-constants-propagate",
    "-Oz",
    "--reorder-locals",
    "--skip-pass=local-cse",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// The module as small as it gets. It is the slowest step of a build and most builds change few modules, so the outcome is
/// kept under what it depends on: the module, the options, and the folder of the tools, named after their versions.
pub fn optimise(module: &Path, kept: &Kept) -> Result<Vec<u8>> {
    let input = std::fs::read(module).with_context(|| format!("reading {}", module.display()))?;
    let options = [&WASM_FEATURES[..], &WASM_PASSES[..]].concat();
    let tools = env_or("OC_NODE_MODULES", "");
    let key = kept::key(&[options.join(" ").as_bytes(), locals::WAY.as_bytes(), tools.as_bytes(), &input]);
    kept.or_make(&key, || {
        let out = module.with_extension("opt.wasm");
        run(Command::new("wasm-opt").args(&options).arg(module).arg("-o").arg(&out))?;
        let optimised = std::fs::read(&out).with_context(|| format!("reading {}", out.display()))?;
        locals::renumber(&optimised).with_context(|| format!("numbering the variables of {}", out.display()))
    })
}

/// Minifies a script or module; syntax stays at what the browser floor understands.
pub fn minify(file: &Path) -> Result<String> {
    let output = Command::new("esbuild")
        .arg(file)
        .args(["--minify", "--target=es2021", "--legal-comments=none", "--charset=utf8"])
        // The glue names its one partner once for each kind of import; the last entry is the same as the others.
        .arg("--log-override:duplicate-object-key=silent")
        .stderr(std::process::Stdio::inherit())
        .output()
        .context("cannot start `esbuild`: is it installed? (`./oc setup`)")?;
    if !output.status.success() {
        return Err(anyhow!("`esbuild` failed on {}", file.display()));
    }
    Ok(String::from_utf8(output.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::rename_imports;

    #[test]
    fn the_second_copy_reaches_its_own_twin_only() {
        let glue = r#"import*as a from"./__wasm_split.js";const k={"./__wasm_split.js":a};"#;
        assert_eq!(rename_imports(glue), r#"import*as a from"./__wasm_split2.js";const k={"./__wasm_split.js":a};"#);
        assert_eq!(rename_imports(r#"import{initSync as i}from"./oc.js";"#), r#"import{initSync as i}from"./oc2.js";"#);
    }
}
