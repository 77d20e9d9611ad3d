//! The changelog: the sentences of all releases, newest first.

use std::fmt::Write as _;

use gati_diff::Level;

use crate::{Release, Store};

/// The page, as Markdown.
#[must_use]
pub fn page(store: &Store) -> String {
    let mut page = String::from("# Changelog\n");
    if store.releases().is_empty() {
        page.push_str("\nNothing was released yet.\n");
    }
    for release in store.releases().iter().rev() {
        page.push('\n');
        page.push_str(&section(store, release));
    }
    page
}

/// What one release says.
#[must_use]
pub fn section(store: &Store, release: &Release) -> String {
    let at = release.at.to_string();
    let day = at.get(..10).unwrap_or(&at);
    let tags: Vec<String> = store
        .lifecycle()
        .tags
        .iter()
        .filter(|(_, version)| **version == release.version)
        .map(|(tag, _)| format!(" `{tag}`"))
        .collect();
    let mut text = format!(
        "## {} ({day}){}\n\n{}\n",
        release.version,
        tags.concat(),
        release.message
    );
    if let Some(standing) = store.lifecycle().standings.get(&release.version) {
        let note = standing
            .note
            .as_deref()
            .map(|note| format!(": {note}"))
            .unwrap_or_default();
        if let Some(deprecated) = &standing.deprecated {
            let _ = writeln!(text, "\nDeprecated since {deprecated}{note}.");
        }
        if let Some(sunset) = &standing.sunset {
            let _ = writeln!(text, "\nServed until {sunset}.");
        }
    }
    let breaks: Vec<String> = release
        .findings
        .iter()
        .filter(|finding| finding.wire == Level::Major && finding.acknowledged.is_none())
        .filter_map(|finding| Some(format!("- {} (`{}`)\n", finding.sentence.as_ref()?, finding.key)))
        .collect();
    part(&mut text, "What callers must change", &breaks);
    let others: Vec<String> = release
        .findings
        .iter()
        .filter(|finding| finding.wire != Level::Major && finding.acknowledged.is_none())
        .filter_map(|finding| Some(format!("- {} (`{}`)\n", finding.sentence.as_ref()?, finding.key)))
        .collect();
    part(&mut text, "What else changed", &others);
    let muted: Vec<String> = release
        .findings
        .iter()
        .filter_map(|finding| {
            Some(format!(
                "- `{}`: {}\n",
                finding.key,
                finding.acknowledged.as_ref()?
            ))
        })
        .collect();
    part(&mut text, "What would count, and does not", &muted);
    text
}

fn part(text: &mut String, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        let _ = write!(text, "\n### {title}\n\n{}", lines.concat());
    }
}
