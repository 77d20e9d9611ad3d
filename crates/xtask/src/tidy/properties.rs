//! `docs/properties.md` names a test for each property that is proved, and the test exists.

use std::collections::BTreeMap;

use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

/// The page: rows `| number | property | `test` in `file` |`.
const PAGE: &str = "docs/properties.md";

/// Compares the rows of the page with the tests named `p07_…` in the sources.
pub(super) fn check(workspace: &Workspace, files: &[String]) -> Outcome {
    let rows = rows(&workspace.read(PAGE)?);
    let mut tests = BTreeMap::new();
    for file in files.iter().filter(|file| file.ends_with(".rs")) {
        for name in tests_in(&workspace.read(file)?) {
            tests.insert(name, file.as_str());
        }
    }
    let mut findings = Vec::new();
    for (test, file) in &tests {
        if rows.get(test).is_none_or(|named| named != file) {
            findings.push(format!("{PAGE} has no row that names `{test}` in `{file}`"));
        }
    }
    for (test, file) in rows.iter().filter(|(test, _)| !tests.contains_key(*test)) {
        findings.push(format!("{PAGE} names `{test}` in `{file}`, which does not exist"));
    }
    Failure::unless_empty(findings)
}

/// Test and file of every row.
fn rows(page: &str) -> BTreeMap<String, String> {
    page.lines()
        .filter(|line| line.starts_with("| "))
        .flat_map(|line| {
            let words: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
            let pairs: Vec<_> = words
                .windows(2)
                .map(|pair| (pair[0].to_owned(), pair[1].to_owned()))
                .collect();
            pairs
        })
        .filter(|(test, _)| is_property(test))
        .collect()
}

fn tests_in(text: &str) -> impl Iterator<Item = String> {
    text.lines()
        .filter_map(|line| {
            let line = line.trim();
            line.strip_prefix("async ")
                .unwrap_or(line)
                .strip_prefix("fn ")?
                .split_once('(')
        })
        .map(|(name, _)| name.to_owned())
        .filter(|name| is_property(name))
}

/// Whether a name is of the form `p07_…`.
fn is_property(name: &str) -> bool {
    let bytes = name.as_bytes();
    bytes.len() > 4 && bytes[0] == b'p' && bytes[1..3].iter().all(u8::is_ascii_digit) && bytes[3] == b'_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_pairs_a_test_with_its_file() {
        let page = "| 12 | invalid value | `p12_reports_all` in `gati/tests/validate.rs` |";
        assert_eq!(rows(page)["p12_reports_all"], "gati/tests/validate.rs");
        assert_eq!(
            tests_in("    fn p12_reports_all(value in any::<u8>()) {")
                .next()
                .unwrap(),
            "p12_reports_all"
        );
        assert_eq!(tests_in("fn path_is_read() {").count(), 0);
    }
}
