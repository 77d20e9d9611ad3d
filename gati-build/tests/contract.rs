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
