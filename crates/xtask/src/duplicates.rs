//! `cargo xtask duplicates`: what users build has each crate in one version.
//!
//! Two versions of one crate cost every user its compile time twice. Dependencies of our tests are not looked at.

use std::collections::{BTreeMap, BTreeSet};

use crate::failure::{Failure, Outcome};
use crate::process;
use crate::workspace::Workspace;

/// The doors and what stands behind them.
const PACKAGES: &[&str] = &[
    "gati",
    "gati-build",
    "gati-cli",
    "gati-client",
    "gati-macros",
    "gati-schema",
    "gati-syntax",
];

/// Asks `cargo tree` for each package.
pub(crate) fn run(workspace: &Workspace, _: &[String]) -> Outcome {
    let mut findings = Vec::new();
    for package in PACKAGES {
        let mut cargo = process::cargo(workspace.root());
        cargo.args(["tree", "--quiet", "--edges", "normal,build", "--all-features"]);
        cargo.args(["--prefix", "none", "--package", package]);
        let twice = in_two_versions(&process::output(cargo)?);
        println!(
            "duplicates: {package}: {}",
            if twice.is_empty() {
                "none".into()
            } else {
                twice.join(", ")
            }
        );
        if !twice.is_empty() {
            findings.push(format!(
                "`{package}` builds a crate in two versions: {}",
                twice.join(", ")
            ));
        }
    }
    Failure::unless_empty(findings)
}

/// The crates of a tree that stand there in more than one version. `cargo tree --duplicates` would also name those that are
/// built once for the compiler and once for the program, which is as it must be.
fn in_two_versions(tree: &str) -> Vec<String> {
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for line in tree.lines() {
        let mut words = line.split(' ');
        if let (Some(name), Some(version)) = (words.next(), words.next()) {
            versions.entry(name).or_default().insert(version);
        }
    }
    versions
        .into_iter()
        .filter(|(_, versions)| versions.len() > 1)
        .map(|(name, versions)| format!("{name} ({})", versions.into_iter().collect::<Vec<_>>().join(", ")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_version_built_twice_is_no_duplicate() {
        let tree = "gati v0.1.0\nsyn v3.0.9\nquote v1.0.47 (*)\nsyn v3.0.9 (*)\nsyn v2.0.1\n";
        assert_eq!(in_two_versions(tree), ["syn (v2.0.1, v3.0.9)"]);
    }
}
