//! `versions.json`: what `GET /versions` tells of each release beyond its times.

use std::path::Path;

use gati_diff::{Change, Today, compare};
use gati_release::{Release, Store, StoreError};
use gati_schema::Manifest;
use serde_json::{Value, json};

use crate::stamp::remembered;
use crate::story::Editions;

/// Writes the history of all releases of a store, and of what is pending. What is said of releases lies in a folder from the last time.
pub(crate) fn emit(store: &Store, editions: &Editions, folder: &Path) -> Result<String, StoreError> {
    let newest = store.newest();
    // The name of a release holds the hash of its bytes, and these the name of the one before it and the hashes of what it promises.
    let name = newest.map(Release::name).unwrap_or_default();
    let mut releases = match remembered(folder, "history", &name, || released(store).ok()) {
        Some(releases) => releases,
        None => released(store)?,
    };
    // What is said of releases afterwards changes without a release.
    for (release, said) in store.releases().iter().zip(&mut releases) {
        let standing = store.lifecycle().standings.get(&release.version);
        if let Some(note) = standing.and_then(|standing| standing.note.as_deref()) {
            said["note"] = note.into();
        }
    }
    let today = &editions.all[editions.today()];
    let pending = match (newest, editions.pending) {
        (Some(newest), true) => json!({
            "version": today.version.to_string(),
            "changes": changes(&store.manifest(newest)?, &today.manifest, None),
            "schema_versions": today.manifest.schema_versions(),
        }),
        _ => Value::Null,
    };
    let history = json!({ "format": 1, "releases": releases, "pending": pending });
    Ok(history.to_string())
}

/// What is said of each release: nothing but the store decides about it.
fn released(store: &Store) -> Result<Vec<Value>, StoreError> {
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
    Ok(releases)
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

#[cfg(test)]
mod tests {
    use gati_release::{Draft, Moment};

    use super::*;
    use crate::story::Told;

    /// An API that answers an object of so many fields.
    fn manifest(fields: usize) -> Manifest {
        let fields: Vec<Value> = (0..fields)
            .map(|at| json!({"rust_name": format!("f{at}"), "name": format!("f{at}"), "type": {"kind": "bool"}}))
            .collect();
        let handler = json!({
            "name": "get",
            "method": "GET",
            "path": "/",
            "parameters": [],
            "answer": {"statuses": [200], "encoding": "json", "type": {"kind": "named", "name": "Answer"}},
            "fingerprint": "0".repeat(32),
        });
        let types = json!({"Answer": {"name": "Answer", "shape": {"object": {"fields": fields}}}});
        let package = json!({"name": "shop", "version": "1.0.0"});
        let manifest = json!({"format": 1, "package": package, "handlers": [handler], "types": types});
        Manifest::from_json(&manifest.to_string()).unwrap()
    }

    fn told(store: &Store, today: &Manifest, folder: &Path) -> String {
        let newest = store.manifest(store.newest().unwrap()).unwrap();
        let pending = compare(&newest, today, Today::Unknown);
        let asked = Told {
            first: 0,
            pending: Some(&pending),
            waived: &[],
            chosen: None,
            is_kept: &|_, _| false,
        };
        let editions = Editions::new(store, today, &asked);
        emit(store, &editions.unwrap().unwrap(), folder).unwrap()
    }

    #[test]
    fn why_callers_should_leave_is_told_as_soon_as_it_is_said() {
        let folder = tempfile::tempdir().unwrap();
        let (versions, memory) = (folder.path().join("versions"), folder.path().join("out"));
        let open = || Store::open(&versions).unwrap();
        for day in 1..=2 {
            let store = open();
            let fields = usize::try_from(day).unwrap();
            let draft = Draft::new(&store, &manifest(fields), Moment::from_unix(day * 86_400));
            let plan = draft.message("One more field").plan().unwrap();
            plan.write(&versions).unwrap();
        }
        let notes = || -> Vec<Value> {
            let history: Value = serde_json::from_str(&told(&open(), &manifest(2), &memory)).unwrap();
            let releases = history["releases"].as_array().unwrap().iter();
            releases.map(|release| release["note"].clone()).collect()
        };
        assert_eq!(notes(), [Value::Null, Value::Null]);
        let store = open();
        let say = |note: Option<&str>| {
            let said = store.stand(&store.releases()[0], |standing| {
                standing.deprecated = Some("2026-01-01T00:00:00Z".to_owned());
                standing.note = note.map(str::to_owned);
            });
            said.unwrap();
        };
        say(Some("use 1.1.0"));
        assert_eq!(notes(), [Value::from("use 1.1.0"), Value::Null]);
        say(None);
        assert_eq!(notes(), [Value::Null, Value::Null]);
    }

    #[test]
    fn what_is_remembered_of_releases_is_what_would_be_said_anew() {
        let folder = tempfile::tempdir().unwrap();
        let (versions, memory) = (folder.path().join("versions"), folder.path().join("out"));
        for day in 1..=3 {
            let store = Store::open(&versions).unwrap();
            let fields = usize::try_from(day).unwrap();
            let draft = Draft::new(&store, &manifest(fields), Moment::from_unix(day * 86_400));
            let plan = draft.message("One more field").plan().unwrap();
            plan.write(&versions).unwrap();
            let store = Store::open(&versions).unwrap();
            for today in [manifest(fields), manifest(fields + 1)] {
                let empty = tempfile::tempdir().unwrap();
                let anew = told(&store, &today, empty.path());
                assert_eq!(told(&store, &today, &memory), anew, "after {day} releases");
                assert_eq!(told(&store, &today, &memory), anew, "from memory");
                std::fs::write(memory.join(".history.json"), "{\"key\":").unwrap();
                assert_eq!(told(&store, &today, &memory), anew, "where the memory is damaged");
            }
        }
    }
}
