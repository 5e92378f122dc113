//! Outcomes of slow steps, kept between builds in a folder under the fingerprint of all they depend on.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

/// What no build asked for in this long is deleted.
const AGE: Duration = Duration::from_secs(14 * 24 * 3600);

/// A folder of outcomes. Several builds may use it at once.
pub struct Kept(PathBuf);

/// A name for exactly these parts in this order: moving a byte from one to the next gives another one.
pub fn key(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn digest(content: &[u8]) -> String {
    key(&[content])
}

impl Kept {
    /// Makes the folder when it is not there.
    pub fn at(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
        Ok(Self(folder))
    }

    /// The outcome under `key`, or what `make` returns, which is then kept. A file that is cut or was written by
    /// something else does not carry its own digest and is made anew.
    pub fn or_make(&self, key: &str, make: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
        let file = self.0.join(key);
        if let Some(content) = self.read(key) {
            // A failure only means that it is forgotten earlier.
            let _ = File::options().append(true).open(&file).and_then(|file| file.set_modified(SystemTime::now()));
            return Ok(content);
        }
        let content = make()?;
        // Under a name of its own first: another build never sees half of it.
        let draft = self.0.join(format!("{key}.{}", std::process::id()));
        let kept = [digest(&content).as_bytes(), b"\n", &content].concat();
        fs::write(&draft, kept).with_context(|| format!("writing {}", draft.display()))?;
        fs::rename(&draft, &file).with_context(|| format!("writing {}", file.display()))?;
        Ok(content)
    }

    fn read(&self, key: &str) -> Option<Vec<u8>> {
        let kept = fs::read(self.0.join(key)).ok()?;
        let at = kept.iter().position(|byte| *byte == b'\n')?;
        let (said, content) = (kept.get(..at)?, kept.get(at + 1..)?);
        (said == digest(content).as_bytes()).then(|| content.to_vec())
    }

    /// Deletes what has not been asked for in a fortnight; what cannot be deleted stays.
    pub fn forget_old(&self) {
        let Ok(entries) = fs::read_dir(&self.0) else { return };
        for entry in entries.flatten() {
            let used = entry.metadata().and_then(|facts| facts.modified()).ok();
            if used.and_then(|used| used.elapsed().ok()).is_some_and(|age| age > AGE) {
                let _ = fs::remove_file(entry.path());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(name: &str) -> (PathBuf, Kept) {
        let path = std::env::temp_dir().join(format!("oc-kept-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        (path.clone(), Kept::at(path).unwrap())
    }

    fn never() -> Result<Vec<u8>> {
        panic!("made although it was kept")
    }

    #[test]
    fn what_was_made_once_is_not_made_again() {
        let (path, kept) = folder("once");
        assert_eq!(kept.or_make("a", || Ok(b"small\n\0".to_vec())).unwrap(), b"small\n\0");
        assert_eq!(kept.or_make("a", never).unwrap(), b"small\n\0");
        assert_eq!(kept.or_make("b", || Ok(b"other".to_vec())).unwrap(), b"other");
        assert_eq!(fs::read_dir(&path).unwrap().count(), 2, "drafts are left");
        fs::remove_dir_all(path).unwrap();
    }

    #[test]
    fn a_damaged_file_is_made_anew() {
        let (path, kept) = folder("damaged");
        for damage in [&b""[..], b"small", b"0\nsmall", b"\n"] {
            kept.or_make("a", || Ok(b"small".to_vec())).unwrap();
            fs::write(path.join("a"), damage).unwrap();
            assert_eq!(kept.or_make("a", || Ok(b"new".to_vec())).unwrap(), b"new");
            fs::remove_file(path.join("a")).unwrap();
        }
        fs::remove_dir_all(path).unwrap();
    }

    #[test]
    fn a_failure_is_not_kept() {
        let (path, kept) = folder("failure");
        assert!(kept.or_make("a", || anyhow::bail!("no")).is_err());
        assert_eq!(kept.or_make("a", || Ok(vec![1])).unwrap(), [1]);
        fs::remove_dir_all(path).unwrap();
    }

    #[test]
    fn what_nobody_asked_for_in_a_fortnight_goes() {
        let (path, kept) = folder("old");
        let long_ago = SystemTime::now() - AGE - Duration::from_secs(60);
        for name in ["asked", "forgotten"] {
            kept.or_make(name, || Ok(vec![7])).unwrap();
            File::options().append(true).open(path.join(name)).unwrap().set_modified(long_ago).unwrap();
        }
        kept.or_make("asked", never).unwrap();
        kept.forget_old();
        assert!(path.join("asked").exists() && !path.join("forgotten").exists());
        fs::remove_dir_all(path).unwrap();
    }

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(key(&[b"ab", b"c"]), key(&[b"a", b"bc"]));
        assert_eq!(key(&[b"ab", b"c"]), key(&[b"ab", b"c"]));
    }
}
