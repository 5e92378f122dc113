//! Files of `dist/`: kept in memory until all are known, then written with their compressed copies.

use anyhow::{Context, Result};
use base64::Engine;
use sha2::{Digest, Sha256, Sha384};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

/// Path below `dist/`, with `/` on every system, to content.
#[derive(Default)]
pub struct Files(pub BTreeMap<String, Vec<u8>>);

/// What the manifest says of a file.
pub struct Facts {
    pub raw: usize,
    pub brotli: usize,
    pub integrity: String,
}

impl Files {
    pub fn add(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.0.insert(path.into(), content.into());
    }

    /// Everything below `dir`, recursively, under `prefix`.
    pub fn add_dir(&mut self, dir: &Path, prefix: &str) -> Result<()> {
        for entry in std::fs::read_dir(dir).with_context(|| format!("reading {}", dir.display()))? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let below = [prefix, "/", &name].concat();
            if path.is_dir() {
                self.add_dir(&path, &below)?;
            } else {
                self.add(below, std::fs::read(&path)?);
            }
        }
        Ok(())
    }

    /// A short name for this exact content, for addresses that may be cached for ever.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        for (path, content) in &self.0 {
            hash.update(path.as_bytes());
            hash.update([0]);
            hash.update(content);
        }
        hash.finalize().iter().take(5).map(|byte| format!("{byte:02x}")).collect()
    }

    /// Writes everything below `out`, with `.br` and `.gz` beside what compresses.
    pub fn write(&self, out: &Path) -> Result<BTreeMap<String, Facts>> {
        let jobs: Vec<_> = self.0.iter().collect();
        let half = jobs.len().div_ceil(2);
        // Brotli at its highest quality is the slow part, and there are two cores to share it.
        let (first, second) = jobs.split_at(half);
        std::thread::scope(|scope| {
            let other = scope.spawn(|| write_all(out, second));
            let mut facts = write_all(out, first)?;
            let rest = other.join().map_err(|_| anyhow::anyhow!("a writer thread died"))?;
            facts.extend(rest?);
            Ok(facts)
        })
    }
}

fn write_all(out: &Path, jobs: &[(&String, &Vec<u8>)]) -> Result<BTreeMap<String, Facts>> {
    let mut facts = BTreeMap::new();
    for (path, content) in jobs {
        let file = out.join(path);
        if let Some(parent) = file.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(&file, content)?;
        let mut brotli = content.len();
        if compresses(path) {
            let packed = brotli_11(content)?;
            brotli = packed.len();
            std::fs::write(out.join(format!("{path}.br")), packed)?;
            let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            gzip.write_all(content)?;
            std::fs::write(out.join(format!("{path}.gz")), gzip.finish()?)?;
        }
        let integrity = format!("sha384-{}", base64::engine::general_purpose::STANDARD.encode(Sha384::digest(content)));
        facts.insert((*path).clone(), Facts { raw: content.len(), brotli, integrity });
    }
    Ok(facts)
}

fn compresses(path: &str) -> bool {
    [".js", ".css", ".wasm", ".json", ".svg", ".html", ".map", ".ts", ".txt"]
        .iter()
        .any(|ending| path.ends_with(ending))
}

/// Brotli at quality 11, as a server's precompressed files are.
pub fn brotli_11(content: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut &*content, &mut packed, &parameters)?;
    Ok(packed)
}
