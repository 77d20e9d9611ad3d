//! What a long history weighs, and how long a comparison takes.

use std::path::Path;
use std::process::Command;

use gati_release::{Draft, Moment, Store};
use gati_schema::Manifest;
use serde_json::{Value, json};

use super::{Error, Row};
use crate::measure::scratch;

const RELEASES: usize = 100;
const HANDLERS: usize = 200;

pub(super) fn store(root: &Path) -> Result<Vec<Row>, Error> {
    let mut rows = vec![weight()?];
    rows.extend(comparison(root)?);
    Ok(rows)
}

/// A hundred releases of two hundred handlers, one of which changes in each.
fn weight() -> Result<Row, Error> {
    let versions = scratch("weight");
    let _ = std::fs::remove_dir_all(&versions);
    for release in 0..RELEASES {
        let store = Store::open(&versions)?;
        let manifest = manifest(release)?;
        let draft = Draft::new(&store, &manifest, Moment::from_unix(i64::try_from(release)?));
        draft
            .message("One handler has one more field")
            .plan()?
            .write(&versions)?;
    }
    let bytes = bytes_below(&versions)?;
    Ok(Row {
        what: format!("the store of {RELEASES} releases of {HANDLERS} handlers"),
        ours: format!("{:.0} KB", bytes as f64 / 1024.0),
        theirs: String::new(),
        ratio: String::new(),
        target: "< 5 MB",
    })
}

fn manifest(release: usize) -> Result<Manifest, Error> {
    let mut types = serde_json::Map::new();
    let mut handlers = Vec::new();
    for at in 0..HANDLERS {
        let name = format!("Body{at}");
        let count = 3 + usize::from(release > at);
        let fields: Vec<Value> = (0..count)
            .map(|field| {
                let name = format!("field{field}");
                json!({"rust_name": name, "name": name, "type": {"kind": "option", "of": {"kind": "text"}}})
            })
            .collect();
        types.insert(
            name.clone(),
            json!({"name": name, "shape": {"object": {"fields": fields}}}),
        );
        handlers.push(json!({
            "name": format!("take{at}"),
            "method": "POST",
            "path": format!("/take{at}"),
            "body": {"encoding": "json", "type": {"kind": "named", "name": name}},
            "answer": {"statuses": [200], "encoding": "empty"},
            "fingerprint": "0".repeat(32),
        }));
    }
    let text = json!({
        "format": 1,
        "package": {"name": "weight", "version": "1.0.0"},
        "handlers": handlers,
        "types": types,
    });
    let manifest = Manifest::from_json(&text.to_string())?;
    Ok(Manifest::new(manifest.package, manifest.handlers, manifest.types))
}

fn bytes_below(folder: &Path) -> Result<u64, Error> {
    let mut sum = 0;
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        sum += if entry.path().is_dir() {
            bytes_below(&entry.path())?
        } else {
            entry.metadata()?.len()
        };
    }
    Ok(sum)
}

/// The program of gati-diff that measures itself: 1,000 routes, 2,000 types on one cycle.
fn comparison(root: &Path) -> Result<Vec<Row>, Error> {
    let run = Command::new("cargo")
        .args([
            "run",
            "--release",
            "--quiet",
            "--offline",
            "-p",
            "gati-diff",
            "--example",
            "speed",
        ])
        .current_dir(root)
        .output()?;
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into_owned().into());
    }
    let text = String::from_utf8_lossy(&run.stdout).into_owned();
    let rows = text
        .lines()
        .filter_map(|line| {
            let (what, figure) = line.trim().rsplit_once("  ")?;
            let is_time =
                figure.trim().ends_with('s') && figure.trim().starts_with(|c: char| c.is_ascii_digit());
            is_time.then(|| Row {
                what: format!("diff of 1,000 routes, 2,000 types on one cycle: {}", what.trim()),
                ours: figure.trim().to_owned(),
                theirs: String::new(),
                ratio: String::new(),
                target: "< 50 ms",
            })
        })
        .collect();
    Ok(rows)
}
