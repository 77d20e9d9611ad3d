//! What a build says when callers of releases would lose something.
//!
//! Each folder of `contract/` has the source as it was at each release (`1.0.0.rs`, …) and as it is (`today.rs`). Releases are recorded
//! from the former, and what is found in the latter is compared with `expected.snap`, which is empty if nothing is missing.
//! `INSTA_UPDATE=always cargo test -p gati-build --test contract` writes them anew; read the difference.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::fs;
use std::path::{Path, PathBuf};

use gati_build::{Project, ScanError};
use gati_release::{Draft, Moment, Store};

const CARGO_TOML: &str = "[package]\nname = \"payments\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\ngati = \"0.1\"\n";

/// What the app around the parts of a case looks like.
const APP: &str = "gati::app!();\n\nfn main() {}\n\n";

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/contract");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    cases
}

fn write_source(package: &Path, file: &Path) {
    let text = fs::read_to_string(file).unwrap();
    fs::write(package.join("src/main.rs"), format!("{APP}{text}")).unwrap();
}

/// Records the releases of a case in a package, and leaves it as it is today.
fn package(case: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let package = folder.path();
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
    if case.join("gati.toml").is_file() {
        fs::copy(case.join("gati.toml"), package.join("gati.toml")).unwrap();
    }
    folder
}

fn outcome(case: &Path) -> String {
    let folder = package(case);
    let project = Project::open(folder.path()).unwrap();
    let scan = match project.scan() {
        Ok(scan) => scan,
        Err(ScanError::Mistakes(mistakes)) => panic!("{}: {:?}", case.display(), mistakes.diagnostics()),
        Err(error) => panic!("{}: {error}", case.display()),
    };
    assert!(
        scan.left_to_rustc().is_empty(),
        "{}: {:?}",
        case.display(),
        scan.left_to_rustc()
    );
    let broken = project.broken(&scan, &[]).unwrap();
    let pictures: Vec<String> = broken
        .iter()
        .map(|diagnostic| format!("error: {diagnostic}\n"))
        .collect();
    pictures.join("\n")
}

#[test]
fn every_case_is_told_as_expected() {
    for case in cases() {
        let text = outcome(&case);
        insta::with_settings!({
            snapshot_path => &case,
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!("expected", text);
        });
    }
}

#[test]
fn the_same_source_is_told_the_same() {
    for case in cases() {
        assert_eq!(outcome(&case), outcome(&case), "{}", case.display());
    }
}
