//! Where the repository is and which files belong to it.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::process;

/// The repository.
#[derive(Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The repository from whose sources this program was built.
    pub(crate) fn find() -> Outcome<Self> {
        let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest
            .ancestors()
            .nth(2)
            .filter(|root| root.join("Cargo.lock").is_file())
            .ok_or_else(|| Failure::new(format!("no workspace above {}", manifest.display())))?;
        Ok(Self {
            root: root.to_owned(),
        })
    }

    /// A repository somewhere else, for tests.
    #[cfg(test)]
    pub(crate) fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    /// The top folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Every file that is committed or about to be, relative to the root, sorted.
    pub(crate) fn files(&self) -> Outcome<Vec<String>> {
        let mut git = process::command("git", &self.root);
        git.args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"]);
        let mut files: Vec<String> = process::output(git)?
            .split('\0')
            .filter(|name| !name.is_empty() && self.root.join(name).is_file())
            .map(str::to_owned)
            .collect();
        files.sort();
        files.dedup();
        Ok(files)
    }

    /// The text of a file that should be there.
    pub(crate) fn read(&self, path: &str) -> Outcome<String> {
        std::fs::read_to_string(self.root.join(path))
            .map_err(|error| Failure::new(format!("cannot read {path}: {error}")))
    }
}
