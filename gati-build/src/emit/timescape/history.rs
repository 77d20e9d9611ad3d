//! `versions.json`: what `GET /versions` tells of each release beyond its times.

use gati_diff::{Change, Today, compare};
use gati_release::{Release, Store, StoreError};
use gati_schema::Manifest;
use serde_json::{Value, json};

use crate::story::Editions;

/// Writes the history of all releases of a store, and of what is pending.
pub(crate) fn emit(store: &Store, editions: &Editions) -> Result<String, StoreError> {
    let mut releases = Vec::new();
    let mut before: Option<Manifest> = None;
    for release in store.releases() {
        let manifest = store.manifest(release)?;
        let changes = before
            .as_ref()
            .map(|before| changes(before, &manifest, Some(release)));
        let versions = store.handler_versions(release);
        let handlers: serde_json::Map<String, Value> = manifest
            .handlers
            .iter()
            .filter_map(|handler| {
                let version = versions.get(gati_diff::label(handler).as_str())?;
                Some((handler.name.clone(), version.to_string().into()))
            })
            .collect();
        releases.push(json!({
            "version": release.version.to_string(),
            "message": release.message,
            "handlers": handlers,
            "changes": changes.unwrap_or_default(),
            "schema_versions": release.schema_versions,
        }));
        before = Some(manifest);
    }
    let today = &editions.all[editions.today()];
    let pending = match (&before, editions.pending) {
        (Some(before), true) => json!({
            "version": today.version.to_string(),
            "changes": changes(before, &today.manifest, None),
            "schema_versions": today.manifest.schema_versions(),
        }),
        _ => Value::Null,
    };
    let history = json!({ "format": 1, "releases": releases, "pending": pending });
    Ok(history.to_string())
}

/// What changed, with the sentence that the release says about it.
fn changes(older: &Manifest, newer: &Manifest, release: Option<&Release>) -> Vec<Value> {
    let found = compare(older, newer, Today::Unknown);
    let changes = found
        .changes
        .iter()
        .map(|change| one(change, newer, older, release));
    changes.collect()
}

fn one(change: &Change, newer: &Manifest, older: &Manifest, release: Option<&Release>) -> Value {
    let key = change.key();
    let finding = release.and_then(|release| release.findings.iter().find(|finding| finding.key == key));
    // People know routes by their labels, programs handlers by their names.
    let handlers: Vec<&str> = change
        .handlers
        .iter()
        .filter_map(|label| {
            let all = newer.handlers.iter().chain(&older.handlers);
            let mut all = all.filter(|handler| format!("{} {}", handler.method, handler.path) == **label);
            all.next().map(|handler| handler.name.as_str())
        })
        .collect();
    json!({
        "key": key,
        "rule": change.rule.id,
        "reason": change.reason,
        "breaks": change.verdict.wire == gati_diff::Level::Major,
        "sentence": finding.and_then(|finding| finding.sentence.clone()),
        "acknowledged": finding.and_then(|finding| finding.acknowledged.clone()),
        "handlers": handlers,
    })
}
