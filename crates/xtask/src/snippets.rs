//! Rust in the book comes from files that are compiled and tested: a block that is written out by hand goes stale. Where it cannot be
//! otherwise, `<!-- by hand: reason -->` stands above it.

use crate::failure::Outcome;
use crate::workspace::Workspace;

/// The folder of the chapters for users.
const GUIDE: &str = "docs/guide/";

/// Blocks of Rust that include nothing, as findings.
pub(crate) fn by_hand(workspace: &Workspace, pages: &[String]) -> Outcome<Vec<String>> {
    let mut findings = Vec::new();
    for page in pages.iter().filter(|page| page.starts_with(GUIDE)) {
        let text = workspace.read(page)?;
        findings.extend(lines_by_hand(&text).map(|line| {
            format!("{page}:{line}: Rust written out by hand: include a part of a file that is tested, or put `<!-- by hand: reason -->` above")
        }));
    }
    Ok(findings)
}

/// The lines of fences around Rust of no known origin.
fn lines_by_hand(page: &str) -> impl Iterator<Item = usize> {
    let lines: Vec<&str> = page.lines().collect();
    let is_by_hand = |i: usize| {
        let is_included = lines.get(i + 1).is_some_and(|line| line.contains("{{#include "));
        let is_explained = i > 0
            && ["<!-- include: ", "<!-- by hand: "]
                .iter()
                .any(|mark| lines[i - 1].starts_with(mark));
        lines[i].starts_with("```rust") && !is_included && !is_explained
    };
    let found: Vec<usize> = (0..lines.len())
        .filter(|i| is_by_hand(*i))
        .map(|i| i + 1)
        .collect();
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_without_an_origin_is_found() {
        let page = "```rust,ignore\n{{#include a.rs:part}}\n```\n<!-- include: a.rs -->\n```rust\nfn a() {}\n```\n\n```rust\nfn b() {}\n```\n```toml\na = 1\n```\n";
        assert_eq!(lines_by_hand(page).collect::<Vec<_>>(), [9]);
    }
}
