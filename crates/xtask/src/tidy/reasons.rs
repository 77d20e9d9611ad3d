//! Every outside crate has one line of reason, and every line a crate that is really used.

use std::collections::{BTreeMap, BTreeSet};

use crate::failure::{Failure, Outcome};
use crate::metadata::Metadata;
use crate::workspace::Workspace;

/// The page with the reasons: table rows that start with the crate's name in backticks.
const PAGE: &str = "docs/design/dependencies.md";

/// Compares the page with the dependency tables of all members.
pub(super) fn check(workspace: &Workspace, metadata: &Metadata) -> Outcome {
    let reasons = reasons(&workspace.read(PAGE)?);
    let ours = metadata.member_names();
    let mut used = BTreeMap::new();
    for member in metadata.members() {
        for dependency in member
            .dependencies
            .iter()
            .filter(|d| !ours.contains(d.name.as_str()))
        {
            used.entry(dependency.name.as_str())
                .or_insert(member.name.as_str());
        }
    }
    let mut findings: Vec<String> = used
        .iter()
        .filter(|(name, _)| !reasons.contains(**name))
        .map(|(name, by)| format!("`{name}`, used by `{by}`, has no line of reason in {PAGE}"))
        .collect();
    findings.extend(
        reasons
            .iter()
            .filter(|name| !used.contains_key(name.as_str()))
            .map(|name| format!("{PAGE} gives a reason for `{name}`, which no crate here uses")),
    );
    Failure::unless_empty(findings)
}

fn reasons(page: &str) -> BTreeSet<String> {
    page.lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_starts_with_the_name_in_backticks() {
        let page = "| crate | why |\n|---|---|\n| `syn` | reads Rust |\nnot `quote` here\n";
        assert_eq!(reasons(page), BTreeSet::from(["syn".to_owned()]));
    }
}
