//! A git repository for the new package, unless it is in one already.

use std::path::Path;
use std::process::{Command, Stdio};

/// What became of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Nobody asked for one.
    Unwanted,
    /// There is one.
    Made,
    /// There was one above the package.
    Inside,
    /// It could not be made, for this reason.
    Failed(String),
}

impl Outcome {
    /// What the user should know.
    pub(super) fn note(&self) -> Option<String> {
        match self {
            Self::Unwanted | Self::Made => None,
            Self::Inside => Some("it is part of the git repository around it".into()),
            Self::Failed(reason) => Some(format!("no git repository was made: {reason}")),
        }
    }
}

/// Makes a repository in `draft`, which will be moved to `target`. A package without one is still a package: nothing here is an error.
pub(super) fn init(draft: impl AsRef<Path>, target: &Path) -> Outcome {
    let is_repository = |dir: &Path| dir.join(".git").exists() || dir.join(".hg").exists();
    if target.ancestors().skip(1).any(is_repository) {
        return Outcome::Inside;
    }
    let git = Command::new("git")
        .args(["init", "--quiet"])
        .current_dir(draft)
        .stdin(Stdio::null())
        .output();
    match git {
        Ok(output) if output.status.success() => Outcome::Made,
        Ok(output) => {
            let said = String::from_utf8_lossy(&output.stderr);
            Outcome::Failed(said.lines().next().unwrap_or("git failed").to_owned())
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Outcome::Failed("there is no program `git`".into())
        }
        Err(error) => Outcome::Failed(error.to_string()),
    }
}
