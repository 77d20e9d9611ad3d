//! The files at which rustc starts: `[lib]`, `[[bin]]`, and those that Cargo finds by itself.

use std::fs;
use std::path::{Path, PathBuf};

use toml::{Table, Value};

/// The file at which a crate starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RootFile {
    pub(crate) kind: RootKind,
    /// The name of the crate in code: an identifier.
    pub(crate) crate_name: String,
    pub(crate) path: PathBuf,
}

/// What kind of crate starts there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RootKind {
    Lib,
    Bin,
}

pub(super) fn find_lib(dir: &Path, package: &str, root: &Table) -> Option<RootFile> {
    let table = root.get("lib").and_then(Value::as_table);
    let text = |key: &str| table.and_then(|table| table.get(key)?.as_str());
    let path = dir.join(text("path").unwrap_or("src/lib.rs"));
    let off = root
        .get("package")
        .and_then(|package| package.get("autolib")?.as_bool())
        == Some(false);
    let there = table.is_some() || (!off && path.is_file());
    there.then(|| RootFile {
        kind: RootKind::Lib,
        crate_name: identifier(text("name").unwrap_or(package)),
        path,
    })
}

pub(super) fn find_bins(dir: &Path, package: &str, root: &Table) -> Vec<RootFile> {
    let mut bins: Vec<RootFile> = Vec::new();
    let declared = root.get("bin").and_then(Value::as_array);
    for table in declared.into_iter().flatten() {
        let Some(name) = table.get("name").and_then(Value::as_str) else {
            continue;
        };
        let path = match table.get("path").and_then(Value::as_str) {
            Some(path) => dir.join(path),
            None => guess_path(dir, package, name),
        };
        bins.push(bin(name, path));
    }
    let off = root
        .get("package")
        .and_then(|package| package.get("autobins")?.as_bool())
        == Some(false);
    if !off {
        for found in discover(dir, package) {
            let known = bins
                .iter()
                .any(|bin| bin.path == found.path || bin.crate_name == found.crate_name);
            if !known {
                bins.push(found);
            }
        }
    }
    bins.sort_by(|a, b| a.path.cmp(&b.path));
    bins
}

/// Where Cargo looks for a declared binary without a path.
fn guess_path(dir: &Path, package: &str, name: &str) -> PathBuf {
    let in_bin = dir.join("src/bin");
    let candidates = [
        in_bin.join(format!("{name}.rs")),
        in_bin.join(name).join("main.rs"),
    ];
    let main = dir.join("src/main.rs");
    let found = candidates.into_iter().find(|path| path.is_file());
    match found {
        Some(path) => path,
        None if name == package || main.is_file() => main,
        None => in_bin.join(format!("{name}.rs")),
    }
}

fn discover(dir: &Path, package: &str) -> Vec<RootFile> {
    let mut found = Vec::new();
    let main = dir.join("src/main.rs");
    if main.is_file() {
        found.push(bin(package, main));
    }
    let entries = fs::read_dir(dir.join("src/bin")).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()) else {
            continue;
        };
        if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(bin(stem, path.clone()));
        } else if path.join("main.rs").is_file() {
            found.push(bin(stem, path.join("main.rs")));
        }
    }
    found
}

fn bin(name: &str, path: PathBuf) -> RootFile {
    RootFile {
        kind: RootKind::Bin,
        crate_name: identifier(name),
        path,
    }
}

fn identifier(name: &str) -> String {
    name.replace('-', "_")
}
