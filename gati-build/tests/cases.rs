//! Scans every package under `cases/` and compares what it serves, or what is wrong with it, with what is expected.
//!
//! `expected/manifest.json.snap` and `expected/app.rs.snap` belong to packages that can be scanned, `expected/diagnostics.txt.snap` to
//! those with mistakes. `INSTA_UPDATE=always cargo test -p gati-build --test cases` writes them anew; read the difference.

use std::fs;
use std::path::{Path, PathBuf};

use gati_build::{Project, ScanError};

fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder of the cases")
        .map(|entry| entry.expect("an entry of it").path())
        .filter(|path| path.is_dir())
        .collect();
    cases.sort();
    cases
}

/// What a case must show, by the name of the file that holds it.
fn outcome(case: &Path) -> Vec<(&'static str, String)> {
    let project = match Project::open(case) {
        Ok(project) => project,
        Err(error) => return vec![("error.txt", relative(case, &error.to_string()))],
    };
    match project.scan() {
        Ok(scan) => {
            let mut files = vec![
                ("manifest.json", scan.manifest().to_json()),
                ("app.rs", scan.route_table()),
            ];
            if !scan.left_to_rustc().is_empty() {
                let left: Vec<String> = scan.left_to_rustc().iter().map(ToString::to_string).collect();
                files.push(("left-to-rustc.txt", left.join("\n\n")));
            }
            files
        }
        Err(ScanError::Mistakes(mistakes)) => {
            let all: Vec<String> = mistakes.diagnostics().iter().map(ToString::to_string).collect();
            vec![("diagnostics.txt", all.join("\n\n"))]
        }
        Err(error) => vec![("error.txt", relative(case, &error.to_string()))],
    }
}

fn relative(case: &Path, text: &str) -> String {
    text.replace(&format!("{}/", case.display()), "")
}

#[test]
fn every_case_gives_what_is_expected() {
    for case in cases() {
        let expected = case.join("expected");
        let files = outcome(&case);
        for (name, content) in &files {
            insta::with_settings!({
                snapshot_path => &expected,
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, {
                insta::assert_snapshot!(*name, content);
            });
        }
        // A file that nothing produces any more would claim something that is not tested.
        for entry in fs::read_dir(&expected).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            let produced = files.iter().any(|(known, _)| format!("{known}.snap") == name);
            assert!(
                produced || name.ends_with(".new"),
                "{}: nothing produces {name}",
                case.display()
            );
        }
    }
}

#[test]
fn the_same_source_gives_the_same_bytes() {
    for case in cases() {
        assert_eq!(outcome(&case), outcome(&case), "{}", case.display());
    }
}
