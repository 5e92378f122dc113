//! Short names between the module and its glue.
//!
//! wasm-bindgen names every function it imports in full, with a hash: over a hundred names of forty letters, written out
//! both in the module and in the glue. Nobody reads them and hashes do not compress: they are two kilobytes of a page.

use anyhow::{Context, Result};
use std::collections::BTreeMap;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ExportSection, ImportSection, Module, RawSection};
use wasmparser::{Export, Import, Parser, Payload};

/// The module name under which wasm-bindgen imports from its glue.
const GLUE: &str = "./oc_bg.js";

/// Exports that only the glue calls.
const CLOSURES: &str = "wasm_bindgen__convert__";

#[derive(Default)]
struct Shorten {
    names: BTreeMap<String, String>,
}

impl Shorten {
    fn short(&mut self, name: &str) -> String {
        let next = format!("i{}_", self.names.len());
        self.names.entry(name.to_owned()).or_insert(next).clone()
    }
}

impl Reencode for Shorten {
    type Error = std::convert::Infallible;

    fn parse_import(&mut self, imports: &mut ImportSection, import: Import<'_>) -> Result<(), Error<Self::Error>> {
        let kind = self.entity_type(import.ty)?;
        if import.module == GLUE {
            imports.import(import.module, &self.short(import.name), kind);
        } else {
            imports.import(import.module, import.name, kind);
        }
        Ok(())
    }

    fn parse_export(&mut self, exports: &mut ExportSection, export: Export<'_>) -> Result<(), Error<Self::Error>> {
        let kind = self.export_kind(export.kind)?;
        let name = if export.name.starts_with(CLOSURES) { self.short(export.name) } else { export.name.to_owned() };
        exports.export(&name, kind, export.index);
        Ok(())
    }
}

/// The module and its glue with short names for what only these two call each other.
pub fn shorten(module: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut shorten = Shorten::default();
    let mut out = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                let mut imports = ImportSection::new();
                for import in section.into_imports() {
                    shorten.parse_import(&mut imports, import?)?;
                }
                out.section(&imports);
            }
            Payload::ExportSection(section) => {
                let mut exports = ExportSection::new();
                shorten.parse_export_section(&mut exports, section)?;
                out.section(&exports);
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
                    let data = module.get(range).context("a section lies outside the module")?;
                    out.section(&RawSection { id, data });
                }
            }
        }
    }
    // Longest first: no name is cut out of the middle of another.
    let mut names: Vec<_> = shorten.names.into_iter().collect();
    names.sort_by_key(|(name, _)| std::cmp::Reverse(name.len()));
    let glue = names.iter().fold(glue.to_owned(), |glue, (long, short)| glue.replace(long.as_str(), short));
    Ok((out.finish(), glue))
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{EntityType, ExportKind, TypeSection};

    #[test]
    fn both_sides_still_find_each_other_by_the_new_names() {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut imports = ImportSection::new();
        imports.import(GLUE, "__wbg_remove_8228e91d7ddbc755", EntityType::Function(0));
        imports.import("./__wasm_split.js", "__wasm_split_load_helpdesk", EntityType::Function(0));
        let mut exports = ExportSection::new();
        exports.export("wasm_bindgen__convert__closures_____invoke__h1", ExportKind::Func, 0);
        exports.export("mount", ExportKind::Func, 1);
        module.section(&types).section(&imports).section(&exports);
        let glue = "({ __wbg_remove_8228e91d7ddbc755: (a) => wasm.wasm_bindgen__convert__closures_____invoke__h1(a) })";

        let (module, glue) = shorten(&module.finish(), glue).unwrap();

        assert_eq!(glue, "({ i0_: (a) => wasm.i1_(a) })");
        let text = String::from_utf8_lossy(&module).into_owned();
        assert!(text.contains("i0_") && text.contains("i1_") && text.contains("mount"));
        assert!(text.contains("__wasm_split_load_helpdesk") && !text.contains("__wbg_remove"));
    }
}
