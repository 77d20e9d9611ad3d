//! What changed in the API, and what that means for callers.

use std::fs;
use std::path::PathBuf;

use gati_diff::{Changes, Level, render};
use gati_schema::Manifest;

use super::package::Package;
use crate::changes::between_manifests;

/// The contract that the last good build has.
#[derive(Debug)]
pub(super) struct Contract {
    path: PathBuf,
    manifest: Option<Manifest>,
}

/// What is new since the build before.
#[derive(Debug, PartialEq)]
pub(super) struct News {
    /// One line about all of it.
    pub(super) headline: String,
    /// Whether deployed callers stop working.
    pub(super) breaks: bool,
    /// The changes, worst first.
    pub(super) lines: Vec<String>,
}

impl Contract {
    /// The contract of the last build before this session, if there was one: what changed in between is told, too.
    pub(super) fn of(package: &Package) -> Self {
        let mut contract = Self {
            path: package
                .target_dir
                .join("gati")
                .join(&package.name)
                .join("manifest.json"),
            manifest: None,
        };
        contract.manifest = contract.read();
        contract
    }

    /// Takes in what a good build has written, and tells what is new in it.
    pub(super) fn update(&mut self) -> Option<News> {
        let new = self.read()?;
        let old = self.manifest.replace(new);
        let (old, new) = (old?, self.manifest.as_ref()?);
        // Most edits are inside of functions.
        if old == *new {
            return None;
        }
        News::of(&between_manifests(&old, new))
    }

    pub(super) fn manifest(&self) -> Option<&Manifest> {
        self.manifest.as_ref()
    }

    fn read(&self) -> Option<Manifest> {
        Manifest::from_json(&fs::read_to_string(&self.path).ok()?).ok()
    }
}

impl News {
    fn of(changes: &Changes) -> Option<Self> {
        if changes.is_empty() {
            return None;
        }
        let breaking = changes.breaking().count();
        let callers = match (breaking, changes.bump.wire) {
            (0, Level::None | Level::Patch) => "callers notice nothing".to_owned(),
            (0, _) => "old callers go on as before".to_owned(),
            (1, _) => "1 change breaks callers".to_owned(),
            (several, _) => format!("{several} changes break callers"),
        };
        let client = match changes.bump.source {
            Level::Major => "; code written against the generated client needs changes",
            _ => "",
        };
        // The first line names the two sides, which are twice the same package here.
        let text = render::text(changes);
        let lines = text
            .lines()
            .skip(1)
            .skip_while(|line| line.is_empty())
            .map(str::to_owned)
            .collect();
        Some(Self {
            headline: format!("the API changed since the last good build: {callers}{client}"),
            breaks: breaking > 0,
            lines,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use gati_diff::Today;

    use super::*;

    fn manifest(handlers: &[&str]) -> Manifest {
        let handlers: Vec<_> = handlers
            .iter()
            .map(|name| {
                json!({
                    "name": name, "method": "GET", "path": format!("/{name}"),
                    "answer": {"statuses": [200], "encoding": "text"},
                    "fingerprint": "0".repeat(32),
                })
            })
            .collect();
        let text = json!({"format": 1, "package": {"name": "shop", "version": "1.0.0"}, "handlers": handlers, "types": {}});
        Manifest::from_json(&text.to_string()).unwrap()
    }

    fn news(old: &[&str], new: &[&str]) -> Option<News> {
        News::of(&gati_diff::compare(
            &manifest(old),
            &manifest(new),
            Today::Unknown,
        ))
    }

    #[test]
    fn what_is_new_says_what_it_means_for_callers() {
        assert_eq!(news(&["a"], &["a"]), None);
        let added = news(&["a"], &["a", "b"]).unwrap();
        assert!(
            !added.breaks && added.headline.ends_with("old callers go on as before"),
            "{added:?}"
        );
        let removed = news(&["a", "b"], &["a"]).unwrap();
        assert!(
            removed.breaks && removed.headline.contains("1 change breaks callers"),
            "{removed:?}"
        );
        assert_eq!(removed.lines[0], "Breaks callers (1)");
    }
}
