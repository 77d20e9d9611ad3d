//! Fixtures: manifests written down with only what they are about, filled in here.

#![expect(
    clippy::unwrap_used,
    reason = "a fixture that cannot be read is a failed test"
)]
#![allow(dead_code, reason = "each test program takes what it needs")]

use std::path::{Path, PathBuf};

use gati_schema::Manifest;
use serde_json::{Map, Value, json};

/// The folder of fixtures, which other crates use as well.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../gati-diff/tests/diff")
}

/// The names of all fixtures, each the id of a rule.
pub(crate) fn names() -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(root())
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// One manifest of a fixture.
pub(crate) fn manifest(fixture: &str, file: &str) -> Manifest {
    let path = root().join(fixture).join(file);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let value: Value = serde_json::from_str(&text).unwrap();
    serde_json::from_value(filled_in(value)).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Adds what every manifest needs and no fixture is about.
pub(crate) fn filled_in(mut value: Value) -> Value {
    let manifest = value.as_object_mut().unwrap();
    manifest.entry("format").or_insert(json!(1));
    manifest
        .entry("package")
        .or_insert(json!({"name": "shop", "version": "1.0.0"}));
    manifest.entry("types").or_insert(json!({}));
    // Where nothing else is said, the type `It` is both what is read and what is written.
    manifest.entry("handlers").or_insert(json!([{
        "name": "it",
        "method": "POST",
        "path": "/it",
        "body": {"encoding": "json", "type": {"kind": "named", "name": "It"}},
        "answer": {"statuses": [200], "encoding": "json", "type": {"kind": "named", "name": "It"}},
    }]));
    for handler in manifest["handlers"].as_array_mut().unwrap() {
        let handler = handler.as_object_mut().unwrap();
        handler.entry("fingerprint").or_insert(json!("0".repeat(32)));
    }
    for (name, definition) in manifest["types"].as_object_mut().unwrap() {
        definition["name"] = json!(name);
        name_in_rust(definition);
    }
    value
}

/// Fields and variants are called in Rust as on the wire, unless the fixture says otherwise.
fn name_in_rust(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(name_in_rust),
        Value::Object(entries) => {
            let is_member = |entries: &Map<String, Value>| {
                entries.contains_key("name")
                    && (entries.contains_key("type") || entries.contains_key("content"))
            };
            if is_member(entries) && !entries.contains_key("rust_name") {
                let name = entries["name"].clone();
                entries.insert("rust_name".to_owned(), name);
            }
            entries.values_mut().for_each(name_in_rust);
        }
        _ => {}
    }
}
