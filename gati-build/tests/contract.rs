//! What a build says when callers of releases would lose something.
//!
//! Each folder of `contract/` has the source as it was at each release (`1.0.0.rs`, …) and as it is (`today.rs`). Releases are recorded
//! from the former, and what is found in the latter is compared with `expected.snap`, which is empty if nothing is missing.
//! `INSTA_UPDATE=always cargo test -p gati-build --test contract` writes them anew; read the difference.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod support;

use std::fs;
use std::path::{Path, PathBuf};

use gati_build::{Project, ScanError};
use gati_release::{Draft, Moment, Store};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/contract/cases");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    cases.sort();
    cases
}

fn package(case: &Path) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    support::package_in(case, folder.path());
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

/// What a build calls what is pending. It says so to whoever names a release that there is not.
fn called(package: &Path) -> String {
    let main = package.join("src/main.rs");
    let source = fs::read_to_string(&main).unwrap();
    let lost = "#[gati::transformer]\nfn lost(old: crate::app::v9_9_9::Capture) -> crate::app::v1_0_0::Capture { unreachable!() }\n";
    fs::write(&main, format!("{source}\n{lost}")).unwrap();
    let project = Project::open(package).unwrap();
    let broken = project.broken(&project.scan().unwrap(), &[]).unwrap();
    fs::write(&main, source).unwrap();
    let notes = broken.iter().flat_map(|diagnostic| &diagnostic.notes);
    let mut told = notes.filter_map(|note| note.strip_prefix("what is pending is "));
    let (version, _) = told.next().unwrap().split_once(',').unwrap();
    version.to_owned()
}

#[test]
fn what_is_pending_is_called_by_the_version_that_it_is_released_as() {
    // In the first one everything that breaks was acknowledged, so that nothing asks for 2.0.0; in the last one gati.toml asks for more.
    for (case, expected) in [
        ("acknowledged", "1.0.1"),
        ("required-field-added", "2.0.0"),
        ("version-chosen", "2.5.0"),
    ] {
        let case = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/contract/cases")
            .join(case);
        let folder = package(&case);
        let project = Project::open(folder.path()).unwrap();
        let scan = project.scan().unwrap();
        let store = Store::open(folder.path().join("versions")).unwrap();
        let draft = Draft::new(&store, scan.manifest(), Moment::parse("2026-12-01").unwrap())
            .message("What is pending")
            .version(project.chosen())
            .acknowledge(project.acknowledged());
        let released = draft.plan().unwrap().release.version.to_string();
        assert_eq!(
            (released.as_str(), called(folder.path()).as_str()),
            (expected, expected)
        );
    }
}
