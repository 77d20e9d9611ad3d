//! Everything that a build writes, and the only place where it is written.
//!
//! ```text
//! $OUT_DIR/gati/                  taken in by the program
//! ├── app.rs                      the route table: `gati::app!()` includes it
//! ├── config.json                 what the configuration looks like, if the app has one
//! ├── manifest.json
//! ├── openapi.json
//! └── openapi-3.0.json
//!
//! target/gati/<package>/          for people and other tools
//! ├── manifest.json               handlers and types
//! ├── schemas.json                every type as JSON Schema 2020-12
//! ├── openapi.json                OpenAPI 3.1
//! ├── openapi-3.0.json            the same for older tools
//! ├── snapshot.json               what the next release would freeze
//! ├── changes.json                what it changes since the newest release
//! ├── changes.md                  the same for people
//! └── client/                     a typed client, a whole package
//! ```
//!
//! Generators return a [`Files`]; [`Files::write`] touches only what differs, so that an unchanged file stays as old as
//! it is and nothing that depends on it is built again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Files in memory, by their path below some folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    files: BTreeMap<PathBuf, String>,
}

impl Files {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    pub fn add(&mut self, path: impl Into<PathBuf>, content: impl Into<String>) {
        self.files.insert(path.into(), content.into());
    }

    /// Adds files below a folder.
    pub fn add_all(&mut self, folder: impl AsRef<Path>, files: Self) {
        for (path, content) in files.files {
            self.files.insert(folder.as_ref().join(path), content);
        }
    }

    /// The files by path.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.files
            .iter()
            .map(|(path, content)| (path.as_path(), content.as_str()))
    }

    /// The content of a file.
    #[must_use]
    pub fn get(&self, path: impl AsRef<Path>) -> Option<&str> {
        self.files.get(path.as_ref()).map(String::as_str)
    }

    /// Writes what differs from what is there, and returns the paths that were written.
    ///
    /// # Errors
    ///
    /// If a file or folder cannot be written; the error names it.
    pub fn write(&self, folder: &Path) -> Result<Vec<PathBuf>, WriteError> {
        let mut written = Vec::new();
        for (path, content) in &self.files {
            let path = folder.join(path);
            if fs::read(&path).is_ok_and(|old| old == content.as_bytes()) {
                continue;
            }
            write(&path, content).map_err(|cause| WriteError {
                path: path.clone(),
                cause,
            })?;
            written.push(path);
        }
        Ok(written)
    }
}

/// A reader never sees half a file: the content is complete before it has the name.
fn write(path: &Path, content: &str) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new(""));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft = folder.join(format!(".{name}.{}", std::process::id()));
    fs::write(&draft, content)?;
    fs::rename(&draft, path).inspect_err(|_| {
        // Nobody needs the draft; that it cannot be removed either is no further trouble.
        let _ = fs::remove_file(&draft);
    })
}

/// A file that cannot be written.
#[derive(Debug)]
pub struct WriteError {
    path: PathBuf,
    cause: io::Error,
}

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "cannot write `{}`", self.path.display())
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

/// The folder of the whole build: the nearest one above `OUT_DIR` that Cargo has marked as its own.
///
/// Cargo marks only a folder that it has made itself. In one that was there before (a mounted cache, say) the place of `OUT_DIR`
/// tells: `target/<profile>/build/<package>/out`, where a build for another machine stays within its own folder.
pub(crate) fn target_dir(out_dir: &Path) -> Option<PathBuf> {
    let marked = || {
        out_dir
            .ancestors()
            .find(|folder| folder.join("CACHEDIR.TAG").is_file())
    };
    let placed = || {
        let is_build = out_dir.ancestors().nth(2)?.file_name()? == "build";
        out_dir.ancestors().nth(4).filter(|_| is_build)
    };
    marked().or_else(placed).map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let mut files = Files::new();
        files.add("a.txt", "one");
        files.add("deep/b.txt", "two");
        assert_eq!(files.write(folder.path()).unwrap().len(), 2);
        assert_eq!(files.write(folder.path()).unwrap(), Vec::<PathBuf>::new());
        files.add("a.txt", "three");
        assert_eq!(files.write(folder.path()).unwrap(), [folder.path().join("a.txt")]);
        let left: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left.len(), 2, "no draft stays behind: {left:?}");
    }

    #[test]
    fn the_target_folder_is_the_one_that_cargo_marked() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("target/arm/debug/build/x/out");
        fs::create_dir_all(&out).unwrap();
        fs::write(folder.path().join("target/CACHEDIR.TAG"), "").unwrap();
        assert_eq!(target_dir(&out), Some(folder.path().join("target")));
    }

    #[test]
    fn a_target_folder_without_a_mark_is_known_by_its_place() {
        assert_eq!(target_dir(Path::new("/t/debug/build/x/out")), Some("/t".into()));
        assert_eq!(target_dir(Path::new("/somewhere/else")), None);
    }
}
