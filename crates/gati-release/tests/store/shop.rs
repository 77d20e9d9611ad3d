//! A small API whose parts come and go.

use std::path::{Path, PathBuf};
use std::{fs, io};

use gati_release::{Disk, Draft, Moment, Plan, Store, StoreError};
use gati_schema::Manifest;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Handlers, and the fields of what each takes.
pub(crate) type Parts<'p> = &'p [(&'p str, &'p [&'p str])];

/// An API of these handlers, each with a type of its own that has these fields.
pub(crate) fn shop(handlers: Parts<'_>) -> Manifest {
    let mut types = serde_json::Map::new();
    let list: Vec<Value> = handlers
        .iter()
        .map(|(name, fields)| {
            let fields: Vec<Value> = fields
                .iter()
                .map(|field| json!({"rust_name": field, "name": field, "type": {"kind": "text"}}))
                .collect();
            let body = format!("Body{name}");
            types.insert(
                body.clone(),
                json!({"name": body, "shape": {"object": {"fields": fields}}}),
            );
            json!({
                "name": name,
                "method": "POST",
                "path": format!("/{name}"),
                "body": {"encoding": "json", "type": {"kind": "named", "name": body}},
                "answer": {"statuses": [200], "encoding": "empty"},
                "fingerprint": "0".repeat(32),
            })
        })
        .collect();
    let text = json!({
        "format": 1,
        "package": {"name": "shop", "version": "1.0.0"},
        "handlers": list,
        "types": types,
    });
    let manifest = Manifest::from_json(&text.to_string()).expect("the text above is a manifest");
    Manifest::new(manifest.package, manifest.handlers, manifest.types)
}

/// A disk that does not wait for the bytes to arrive: for tests that write much and crash never.
pub(crate) struct Quick;

impl Disk for Quick {
    fn write(&self, path: &Path, content: &str) -> io::Result<()> {
        fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        fs::write(path, content)
    }
}

/// A folder with a store.
pub(crate) struct Shop {
    folder: TempDir,
}

impl Shop {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    pub(crate) fn versions(&self) -> PathBuf {
        self.folder.path().join("versions")
    }

    pub(crate) fn open(&self) -> Result<Store, StoreError> {
        Store::open(self.versions())
    }

    pub(crate) fn store(&self) -> Store {
        self.open().expect("the store is whole")
    }

    /// Plans a release at a second.
    pub(crate) fn plan(&self, manifest: &Manifest, second: i64, message: &str) -> Result<Plan, StoreError> {
        Draft::new(&self.store(), manifest, Moment::from_unix(second))
            .message(message)
            .plan()
    }

    /// Releases at a second.
    pub(crate) fn release(
        &self,
        manifest: &Manifest,
        second: i64,
        message: &str,
    ) -> Result<String, StoreError> {
        let plan = self.plan(manifest, second, message)?;
        plan.write(&self.versions())?;
        Ok(plan.release.version.to_string())
    }

    /// Three releases, the last of which breaks.
    pub(crate) fn with_three() -> Self {
        let shop = Self::new();
        let steps: [(Parts<'_>, &str); 3] = [
            (&[("buy", &["item"])], "The first one"),
            (&[("buy", &["item"]), ("sell", &["item"])], "One can sell"),
            (
                &[("buy", &["item", "amount"]), ("sell", &["item"])],
                "Buying needs an amount",
            ),
        ];
        for (second, (handlers, message)) in (1..).zip(steps) {
            shop.release(&self::shop(handlers), second, message)
                .expect("a release");
        }
        shop
    }

    /// The files below a folder of the store, sorted.
    pub(crate) fn files(&self, below: &str) -> Vec<PathBuf> {
        let mut files: Vec<PathBuf> = std::fs::read_dir(self.versions().join(below))
            .expect("the folder is there")
            .map(|entry| entry.expect("an entry").path())
            .collect();
        files.sort();
        files
    }
}
