//! Packages of `contract/`: their releases are recorded from the source as it was, and it is left as it is today.

use std::fs;
use std::path::{Path, PathBuf};

use gati_build::Project;
use gati_release::{Draft, Moment, Store};

const CARGO_TOML: &str = "[package]\nname = \"payments\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\ngati = \"0.1\"\n";

/// What the app around the parts of a case looks like.
const APP: &str = "gati::app!();\n\nfn main() {}\n\n";

fn write_source(package: &Path, file: &Path) {
    let text = fs::read_to_string(file).unwrap();
    fs::write(package.join("src/main.rs"), format!("{APP}{text}")).unwrap();
}

/// Records the releases of a case in a package in an empty folder, and leaves it as it is today.
pub(crate) fn package_in(case: &Path, package: &Path) {
    fs::create_dir(package.join("src")).unwrap();
    fs::write(package.join("Cargo.toml"), CARGO_TOML).unwrap();
    let mut releases: Vec<PathBuf> = fs::read_dir(case)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.file_stem()
                .is_some_and(|stem| stem.to_string_lossy().starts_with(|c: char| c.is_ascii_digit()))
        })
        .collect();
    releases.sort();
    let versions = package.join("versions");
    for (at, release) in releases.iter().enumerate() {
        write_source(package, release);
        let scan = Project::open(package).unwrap().scan().unwrap();
        let store = Store::open(&versions).unwrap();
        let now = Moment::parse(&format!("2026-11-{:02}T12:00:00Z", at + 1)).unwrap();
        let version = release.file_stem().unwrap().to_string_lossy().parse().unwrap();
        let keys = store.newest().map(|newest| {
            let old = store.manifest(newest).unwrap();
            gati_diff::compare(&old, scan.manifest(), gati_diff::Today::Unknown)
        });
        let breaking = keys.iter().flat_map(|changes| changes.breaking());
        let sentences = breaking
            .map(|change| (change.key(), "It is better.".to_owned()))
            .collect();
        let draft = Draft::new(&store, scan.manifest(), now)
            .message("Another one")
            .version(Some(version));
        draft.explain(sentences).plan().unwrap().write(&versions).unwrap();
    }
    write_source(package, &case.join("today.rs"));
    for name in ["gati.toml", "gati.production.toml"] {
        if case.join(name).is_file() {
            fs::copy(case.join(name), package.join(name)).unwrap();
        }
    }
    // What was said of the releases afterwards.
    for said in fs::read_dir(case.join("lifecycle")).into_iter().flatten() {
        let said = said.unwrap();
        fs::create_dir_all(versions.join("lifecycle")).unwrap();
        fs::copy(said.path(), versions.join("lifecycle").join(said.file_name())).unwrap();
    }
}
