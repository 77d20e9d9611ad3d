//! Every Rust file says in its first lines what it holds.

use super::stray::is_fixture;
use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

/// Looks at the first line of every Rust file but fixtures.
pub(super) fn check(workspace: &Workspace, files: &[String]) -> Outcome {
    let mut findings = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.ends_with(".rs") && !is_fixture(file))
    {
        // A build script is one line in which there is nothing to tell.
        if file.ends_with("build.rs") {
            continue;
        }
        if !workspace.read(file)?.trim_start().starts_with("//!") {
            findings.push(format!(
                "{file} has no module docs: start it with `//!` and what the file holds"
            ));
        }
    }
    Failure::unless_empty(findings)
}
