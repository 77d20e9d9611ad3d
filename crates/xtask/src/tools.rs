//! Programs that nobody here wrote, and what happens where one is missing.

use std::path::PathBuf;

use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

/// A program and how one gets it.
#[derive(Debug)]
pub(crate) struct Tool {
    /// The name of the executable.
    pub(crate) name: &'static str,
    /// The command that installs it.
    pub(crate) install: &'static str,
}

impl Tool {
    /// Where the program is: in the folders that `.ci/run` fills, or on the path.
    fn find(&self, workspace: &Workspace) -> Option<PathBuf> {
        let ours = workspace.root().join("target/ci");
        let path = std::env::var_os("PATH").unwrap_or_default();
        [ours.join("venv/bin"), ours.join("node_modules/.bin")]
            .into_iter()
            .chain(std::env::split_paths(&path))
            .map(|folder| folder.join(self.name))
            .find(|file| file.is_file())
    }

    /// The program, or `None` after a line nobody overlooks; in CI, a failure.
    pub(crate) fn require(&self, workspace: &Workspace) -> Outcome<Option<PathBuf>> {
        match self.find(workspace) {
            Some(file) => Ok(Some(file)),
            None => missing(&format!("{} (install: {})", self.name, self.install)).map(|()| None),
        }
    }
}

/// Says that something could not be checked, or fails where everything has to be.
pub(crate) fn missing(what: &str) -> Outcome {
    if in_ci() {
        return Err(Failure::new(format!("missing in CI: {what}")));
    }
    println!("\n==================== SKIP: {what} ====================\n");
    Ok(())
}

/// Whether nothing may be skipped.
fn in_ci() -> bool {
    std::env::var("CI").is_ok_and(|value| value == "true" || value == "1")
}
