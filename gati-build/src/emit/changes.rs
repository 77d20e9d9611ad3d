//! What the working tree would release: the pending snapshot, and what it changes since the newest release.
//!
//! As long as a package has no release, everything that it serves is new, and these files say so.

use gati_diff::{Changes, Today, compare, render};
use gati_release::{Release, Store, StoreError};
use gati_schema::{Manifest, canonical};
use serde_json::{Value, json};

use crate::contract::Said;

/// The newest release, and what changed since.
#[derive(Default)]
pub(crate) struct Pending {
    since: Option<Since>,
    /// The version of the newest release, if it serves exactly this.
    released: Option<String>,
}

struct Since {
    release: Release,
    /// With the release that they make.
    changes: Changes,
}

impl Pending {
    /// Compares a manifest with the newest release of a store, by what `gati.toml` says of what is pending.
    pub(crate) fn new(store: &Store, manifest: &Manifest, said: &Said) -> Result<Self, StoreError> {
        let since = match store.newest() {
            None => None,
            Some(newest) => {
                let old = store.manifest(newest)?;
                // The day of a build must not show in what it writes.
                let changes = compare(&old, manifest, Today::Unknown);
                let (was, is) = (&newest.schema_versions, manifest.schema_versions());
                let (acknowledged, chosen) = (&said.acknowledged, said.chosen.as_ref());
                let next = gati_release::next(&newest.version, &changes, acknowledged, chosen);
                Some(Since {
                    release: newest.clone(),
                    changes: changes.with_schema_versions(was, &is).with_next(next),
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
        let Some(Since { release, changes }) = &self.since else {
            return everything_for_people(manifest);
        };
        let version = &release.version;
        if changes.is_empty() && changes.schema_versions.is_empty() {
            return format!("Nothing changed since release {version}.\n");
        }
        let next = changes.next.as_ref().map_or("", |next| &next.version);
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

#[cfg(test)]
mod tests {
    use gati_release::{Draft, Moment};

    use super::*;

    /// A handler whose body has these fields.
    fn manifest(fields: &str) -> Manifest {
        let text = format!(
            r#"{{"format":1,"package":{{"name":"shop","version":"1.0.0"}},
                "handlers":[{{"name":"send","method":"POST","path":"/send","body":{{"encoding":"json","type":{{"kind":"named","name":"Parcel"}}}},
                    "answer":{{"statuses":[200],"encoding":"empty"}},"fingerprint":"00000000000000000000000000000000"}}],
                "types":{{"Parcel":{{"name":"Parcel","shape":{{"object":{{"fields":[{fields}]}}}}}}}}}}"#
        );
        let manifest = Manifest::from_json(&text).unwrap();
        Manifest::new(manifest.package, manifest.handlers, manifest.types)
    }

    const WEIGHT: &str = r#"{"rust_name":"weight","name":"weight","type":{"kind":"integer","width":"u32"}}"#;

    #[test]
    fn what_was_acknowledged_is_told_beside_what_changed() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let first = Draft::new(&store, &manifest(""), Moment::parse("2026-01-01").unwrap()).message("First");
        first.plan().unwrap().write(folder.path()).unwrap();
        let store = Store::open(folder.path()).unwrap();
        let today = manifest(WEIGHT);
        let told = |said: &Said| -> (Value, String) {
            let pending = Pending::new(&store, &today, said).unwrap();
            (
                serde_json::from_str(&pending.changes(&today)).unwrap(),
                pending.changes_for_people(&today),
            )
        };
        let (plain, text) = told(&Said::default());
        assert_eq!(plain["bump"]["wire"], "major", "{plain:#}");
        assert_eq!(plain["next"]["bump"], plain["bump"], "nothing is acknowledged");
        assert_eq!(plain["next"]["version"], "2.0.0");
        assert!(!text.contains("acknowledged"), "{text}");

        let key = "field-added-required at POST /send request body .weight".to_owned();
        let said = Said {
            acknowledged: vec![
                (key.clone(), "nobody sends it".to_owned()),
                ("gone".to_owned(), "is over".to_owned()),
            ],
            chosen: None,
        };
        let (json, text) = told(&said);
        assert_eq!(json["bump"]["wire"], "major", "what changed is what changed");
        assert_eq!(json["next"]["bump"]["wire"], "none", "{json:#}");
        assert_eq!(
            (&json["next"]["since"], &json["next"]["version"]),
            (&"1.0.0".into(), &"1.0.1".into())
        );
        let acknowledged = json!([{ "finding": key, "because": "nobody sends it" }]);
        assert_eq!(
            json["next"]["acknowledged"], acknowledged,
            "what is not there is not told"
        );
        assert!(
            text.starts_with("Since release 1.0.0; the next one is 1.0.1 or higher."),
            "{text}"
        );
        assert!(text.contains(&format!("| `{key}` | nobody sends it |")), "{text}");

        let said = Said {
            chosen: Some("2.5.0".parse().unwrap()),
            ..Said::default()
        };
        assert_eq!(told(&said).0["next"]["version"], "2.5.0");
        let said = Said {
            chosen: Some("1.1.0".parse().unwrap()),
            ..Said::default()
        };
        assert_eq!(told(&said).0["next"]["version"], "2.0.0", "too low to be it");
    }
}
