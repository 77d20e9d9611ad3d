//! What the working tree would release: the pending snapshot, and what it changes since the newest release.
//!
//! As long as a package has no release, everything that it serves is new, and these files say so.

use gati_diff::{Changes, Today, compare, render};
use gati_release::{Release, Store, StoreError};
use gati_schema::{Manifest, canonical};
use gati_transform::Waived;
use semver::Version;
use serde_json::{Value, json};

/// The newest release, and what changed since.
#[derive(Default)]
pub(crate) struct Pending {
    since: Option<Since>,
    /// The version of the newest release, if it serves exactly this.
    released: Option<String>,
}

struct Since {
    release: Release,
    changes: Changes,
    /// The lowest version that may come next.
    next: Version,
}

impl Pending {
    /// Compares a manifest with the newest release of a store. Findings that are waived ask for no version.
    pub(crate) fn new(store: &Store, manifest: &Manifest, waived: &[Waived]) -> Result<Self, StoreError> {
        let since = match store.newest() {
            None => None,
            Some(newest) => {
                let old = store.manifest(newest)?;
                // The day of a build must not show in what it writes.
                let changes = compare(&old, manifest, Today::Unknown);
                let (was, is) = (&newest.schema_versions, manifest.schema_versions());
                let is_waived = |key: &str| waived.iter().any(|waived| waived.key == key);
                Some(Since {
                    release: newest.clone(),
                    next: gati_release::pending(&newest.version, &changes, is_waived),
                    changes: changes.with_schema_versions(was, &is),
                })
            }
        };
        let released = store.released(manifest)?;
        Ok(Self {
            since,
            released: released.map(|release| release.version.to_string()),
        })
    }

    /// The version of the newest release, if nothing is pending.
    pub(crate) fn released(&self) -> Option<&str> {
        self.released.as_deref()
    }

    /// `snapshot.json`: the manifest as the version that is not yet released.
    pub(crate) fn snapshot(&self, manifest: &Manifest) -> String {
        let follows = self.since.as_ref().map(|since| since.release.name());
        canonical::to_string(&json!({
            "format": 1,
            "version": "pending",
            "follows": follows,
            "manifest": manifest,
        }))
    }

    /// `changes.json`: what is new since the newest release.
    pub(crate) fn changes(&self, manifest: &Manifest) -> String {
        match &self.since {
            Some(since) => render::json(&since.changes),
            None => everything(manifest),
        }
    }

    /// `changes.md`: the same for people.
    pub(crate) fn changes_for_people(&self, manifest: &Manifest) -> String {
        let Some(Since {
            release,
            changes,
            next,
        }) = &self.since
        else {
            return everything_for_people(manifest);
        };
        let version = &release.version;
        if changes.is_empty() && changes.schema_versions.is_empty() {
            return format!("Nothing changed since release {version}.\n");
        }
        format!(
            "Since release {version}; the next one is {next} or higher.\n\n{}",
            render::markdown(changes)
        )
    }
}

fn everything(manifest: &Manifest) -> String {
    let handlers = manifest.handlers.iter().map(|handler| {
        json!({
            "kind": "added",
            "what": "handler",
            "name": handler.name,
            "route": format!("{} {}", handler.method, handler.path),
        })
    });
    let types = manifest
        .types
        .keys()
        .map(|name| json!({ "kind": "added", "what": "type", "name": name }));
    let list: Vec<Value> = handlers.chain(types).collect();
    canonical::to_string(&json!({ "format": 1, "since": null, "changes": list }))
}

fn everything_for_people(manifest: &Manifest) -> String {
    let mut text = format!(
        "# Changes of {}\n\nThere is no release yet, so everything is new.\n",
        manifest.package.name
    );
    section(
        &mut text,
        "Handlers",
        manifest.handlers.iter().map(|handler| {
            let summary = if handler.summary.is_empty() {
                String::new()
            } else {
                format!(": {}", handler.summary)
            };
            format!(
                "- added `{} {}` (`{}`){summary}",
                handler.method, handler.path, handler.name
            )
        }),
    );
    section(
        &mut text,
        "Types",
        manifest.types.keys().map(|name| format!("- added `{name}`")),
    );
    text
}

fn section(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.collect();
    if !lines.is_empty() {
        text.push_str(&format!("\n## {title}\n\n{}\n", lines.join("\n")));
    }
}
