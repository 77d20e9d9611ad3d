//! `cargo xtask links`: pages lead only to what is there, and show only code that is compiled somewhere.
//!
//! Addresses of other sites are not asked: a check that needs the network fails for reasons of its own.

use std::path::{Component, Path, PathBuf};

use crate::failure::{Failure, Outcome};
use crate::markdown;
use crate::snippets;
use crate::workspace::Workspace;

/// The folder of the book.
const BOOK: &str = "docs/";

/// Checks every page, every include, and that the book has a chapter for every page in its folder.
pub(crate) fn run(workspace: &Workspace, _: &[String]) -> Outcome {
    let pages: Vec<String> = workspace
        .files()?
        .into_iter()
        // What rustdoc takes in from `src` links to items, and rustdoc checks it.
        .filter(|file| file.ends_with(".md") && !file.contains("/src/"))
        .collect();
    let mut findings = Vec::new();
    for page in &pages {
        let text = workspace.read(page)?;
        for link in markdown::links(&text) {
            if let Some(problem) = problem(workspace, page, &link.target) {
                findings.push(format!("{page}:{}: `{}` {problem}", link.line, link.target));
            }
        }
        for (include, part) in markdown::includes(&text) {
            let file = resolve(page, &include.target);
            let source = std::fs::read_to_string(workspace.root().join(&file)).ok();
            let there = match (&source, &part) {
                (Some(source), Some(part)) => markdown::part(source, part).is_some(),
                (source, _) => source.is_some(),
            };
            if !there {
                findings.push(format!(
                    "{page}:{}: there is no {}{}",
                    include.line,
                    file.display(),
                    part.map(|part| format!(" with a part `{part}`"))
                        .unwrap_or_default()
                ));
            }
        }
    }
    findings.extend(chapters_missing(workspace, &pages)?);
    findings.extend(snippets::by_hand(workspace, &pages)?);
    println!("links: {} pages", pages.len());
    Failure::unless_empty(findings)
}

/// What is wrong with a link, if anything is.
fn problem(workspace: &Workspace, page: &str, target: &str) -> Option<&'static str> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (file, anchor) = target
        .split_once('#')
        .map_or((target, None), |(file, anchor)| (file, Some(anchor)));
    let path = if file.is_empty() {
        PathBuf::from(page)
    } else {
        resolve(page, file)
    };
    let whole = workspace.root().join(&path);
    if !whole.exists() {
        return Some("leads nowhere");
    }
    if page.starts_with(BOOK) && !path.starts_with(BOOK) {
        return Some("leads out of the book, where readers of the site cannot follow");
    }
    let anchor = anchor?;
    let text = std::fs::read_to_string(whole).ok()?;
    (!markdown::anchors(&text).iter().any(|known| known == anchor))
        .then_some("names a heading that is not there")
}

/// The path that a relative link on a page means.
fn resolve(page: &str, target: &str) -> PathBuf {
    let mut path = Path::new(page).parent().map(Path::to_owned).unwrap_or_default();
    for part in Path::new(target).components() {
        match part {
            Component::ParentDir => {
                path.pop();
            }
            Component::Normal(name) => path.push(name),
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
        }
    }
    path
}

fn chapters_missing(workspace: &Workspace, pages: &[String]) -> Outcome<Vec<String>> {
    const SUMMARY: &str = "docs/SUMMARY.md";
    let listed: Vec<PathBuf> = markdown::links(&workspace.read(SUMMARY)?)
        .iter()
        .map(|link| resolve(SUMMARY, &link.target))
        .collect();
    Ok(pages
        .iter()
        .filter(|page| page.starts_with(BOOK) && *page != SUMMARY)
        .filter(|page| !listed.contains(&PathBuf::from(page)))
        .map(|page| format!("{page} is no chapter of the book: name it in {SUMMARY}"))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_relative_link_starts_at_its_page() {
        assert_eq!(
            resolve("docs/guide/a.md", "../design/b.md"),
            PathBuf::from("docs/design/b.md")
        );
        assert_eq!(resolve("README.md", "./docs/c.md"), PathBuf::from("docs/c.md"));
    }

    #[test]
    fn dead_links_and_dead_headings_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.md"), "# One\n").unwrap();
        let workspace = Workspace::at(folder.path());
        assert_eq!(problem(&workspace, "b.md", "a.md#one"), None);
        assert_eq!(problem(&workspace, "b.md", "https://example.org/x"), None);
        assert!(problem(&workspace, "b.md", "a.md#two").is_some_and(|text| text.contains("heading")));
        assert!(problem(&workspace, "docs/b.md", "../a.md").is_some_and(|text| text.contains("book")));
        assert!(problem(&workspace, "b.md", "c.md").is_some_and(|text| text.contains("nowhere")));
    }
}
