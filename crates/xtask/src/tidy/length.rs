//! How long the files are: a report of the long ones, and a limit for all.

use super::stray::is_fixture;
use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

/// Lines above which a file is named in the report.
const LONG: usize = 300;

/// Lines above which a file needs a reason.
const TOO_LONG: usize = 500;

/// Files that may be longer, each with the reason.
const REASONS: &[(&str, &str)] = &[(
    "crates/gati-syntax/src/handler/tests/mistakes.rs",
    "one short test per mistake, in the order of the rules",
)];

/// Prints the long files and fails on those that are too long without a reason.
pub(super) fn check(workspace: &Workspace, files: &[String]) -> Outcome {
    let mut long = Vec::new();
    for file in files
        .iter()
        .filter(|file| file.ends_with(".rs") && !is_fixture(file))
    {
        let lines = workspace.read(file)?.lines().count();
        if lines > LONG {
            long.push((lines, file));
        }
    }
    long.sort_unstable_by(|a, b| b.cmp(a));
    let mut findings = Vec::new();
    for (lines, file) in long {
        println!("tidy: {lines:5} lines  {file}");
        let reason = REASONS.iter().find(|(name, _)| name == file);
        if lines > TOO_LONG && reason.is_none() {
            findings.push(format!(
                "{file} has {lines} lines: look for the second idea in it, or give a reason"
            ));
        }
    }
    Failure::unless_empty(findings)
}
