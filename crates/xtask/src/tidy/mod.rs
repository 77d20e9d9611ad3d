//! `cargo xtask tidy`: the house rules that a program can check, each in a file of its own.

mod edges;
mod length;
mod module_docs;
mod properties;
mod reasons;
mod stray;
mod words;

pub(crate) use edges::table as edges_table;

use crate::failure::{Failure, Outcome};
use crate::metadata::Metadata;
use crate::workspace::Workspace;

/// Runs every check and reports what all of them found.
pub(crate) fn run(workspace: &Workspace, _: &[String]) -> Outcome {
    let metadata = Metadata::read(workspace)?;
    let files = workspace.files()?;
    let results = [
        ("crate edges", edges::check(&metadata)),
        ("reasons for dependencies", reasons::check(workspace, &metadata)),
        ("module docs", module_docs::check(workspace, &files)),
        ("stray files", stray::check(workspace, &files)),
        ("forbidden words", words::check(workspace, &files)),
        ("file lengths", length::check(workspace, &files)),
        ("properties", properties::check(workspace, &files)),
    ];
    let mut findings = Vec::new();
    for (name, result) in results {
        let found = result.err().map(Failure::into_findings).unwrap_or_default();
        println!(
            "tidy: {name}: {}",
            if found.is_empty() {
                "ok".into()
            } else {
                format!("{} found", found.len())
            }
        );
        findings.extend(found);
    }
    Failure::unless_empty(findings)
}
