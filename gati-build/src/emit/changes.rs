//! What the working tree would release: the pending snapshot, and what it changes.
//!
//! As long as a package has no release, everything that it serves is new, and these files say so.

use gati_schema::{Manifest, canonical};
use serde_json::{Value, json};

/// `snapshot.json`: the manifest as the version that is not yet released.
pub(crate) fn snapshot(manifest: &Manifest) -> String {
    canonical::to_string(&json!({
        "format": 1,
        "version": "pending",
        "manifest": manifest,
    }))
}

/// `changes.json`: what is new since the newest release.
pub(crate) fn changes(manifest: &Manifest) -> String {
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

/// `changes.md`: the same for people.
pub(crate) fn changes_for_people(manifest: &Manifest) -> String {
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
