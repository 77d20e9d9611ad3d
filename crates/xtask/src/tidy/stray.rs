//! Nothing lies about: every file is in a place that has an owner, and every Rust file is reached by a `mod`.

use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

/// What may stand at the top: files by name, folders with a slash.
const TOP: &[&str] = &[
    ".cargo/",
    ".ci/",
    ".gitattributes",
    ".github/",
    ".gitignore",
    "CHANGELOG.md",
    "CODE_OF_CONDUCT.md",
    "CONTRIBUTING.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    "benches/",
    "clippy.toml",
    "crates/",
    "deny.toml",
    "docs/",
    "examples/",
    "gati-build/",
    "gati-macros/",
    "gati/",
    "rustfmt.toml",
    "ui-tests/",
];

/// What an editor, a merge or a test run leaves behind.
const LEFTOVERS: &[&str] = &[
    ".bak",
    ".log",
    ".orig",
    ".pending-snap",
    ".rej",
    ".snap.new",
    ".swp",
    ".tmp",
    "~",
];

/// Folders of programs and outputs that tests read; the rules for our own code do not hold there.
const FIXTURES: &[&str] = &[
    "cases",
    "expand",
    "expected",
    "fixtures",
    "golden",
    "snapshots",
    "templates",
    "ui",
];

/// Whether a file is material of a test, not a part of a crate.
pub(super) fn is_fixture(file: &str) -> bool {
    Path::new(file)
        .parent()
        .into_iter()
        .flat_map(Path::components)
        .filter_map(|part| part.as_os_str().to_str())
        .any(|part| FIXTURES.contains(&part))
}

/// Every file is where it belongs.
pub(super) fn check(workspace: &Workspace, files: &[String]) -> Outcome {
    let mut findings = Vec::new();
    for file in files {
        let top = file
            .split_once('/')
            .map_or(file.clone(), |(folder, _)| format!("{folder}/"));
        if !TOP.contains(&top.as_str()) {
            findings.push(format!(
                "`{top}` has no place at the top of the repository ({file})"
            ));
        }
        if LEFTOVERS.iter().any(|end| file.ends_with(end)) {
            findings.push(format!("{file} looks like something left behind"));
        }
        if file.ends_with(".rs") && !is_fixture(file) && !is_reached(workspace, file) {
            findings.push(format!(
                "{file} is in no module: nothing says `mod {};`",
                stem(file)
            ));
        }
    }
    Failure::unless_empty(findings)
}

fn stem(file: &str) -> &str {
    let path = Path::new(file);
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or(file);
    match (
        name,
        path.parent()
            .and_then(Path::file_name)
            .and_then(|folder| folder.to_str()),
    ) {
        ("mod", Some(folder)) => folder,
        _ => name,
    }
}

/// Whether the file is the root of a target, or a file above it names it as a module.
fn is_reached(workspace: &Workspace, file: &str) -> bool {
    let path = Path::new(file);
    let Some(folder) = path.parent() else {
        return false;
    };
    let in_folder = folder
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    // Roots: src/{lib,main}.rs, src/bin/*.rs, build.rs, and what stands directly in a crate's tests or benches.
    let is_crate = |folder: &Path| workspace.root().join(folder).join("Cargo.toml").is_file();
    let target_folder = matches!(in_folder, "tests" | "benches" | "examples" | "bin");
    if matches!(name, "lib.rs" | "main.rs" | "build.rs")
        || target_folder
            && folder
                .parent()
                .is_some_and(|up| is_crate(up) || up.ends_with("src"))
    {
        return true;
    }
    let home = if name == "mod.rs" {
        folder.parent()
    } else {
        Some(folder)
    };
    let Some(home) = home else { return false };
    let mut owners = vec![
        home.join("mod.rs"),
        home.join("lib.rs"),
        home.join("main.rs"),
        home.with_extension("rs"),
    ];
    // `tests/common/mod.rs` belongs to the test programs beside its folder.
    if home.ends_with("tests") || home.ends_with("benches") {
        let programs = std::fs::read_dir(workspace.root().join(home))
            .into_iter()
            .flatten()
            .flatten();
        owners.extend(programs.map(|entry| home.join(entry.file_name())));
    }
    let module = stem(file);
    owners.iter().any(|owner| {
        std::fs::read_to_string(workspace.root().join(owner)).is_ok_and(|text| {
            text.lines().any(|line| {
                let line = line.trim();
                line.ends_with(&format!("mod {module};")) || line.contains(&format!("\"{name}\""))
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repository(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        folder
    }

    #[test]
    fn a_file_that_no_module_names_is_found() {
        let folder = repository(&[
            ("gati/Cargo.toml", ""),
            ("gati/src/lib.rs", "mod answer;\npub(crate) mod call;\n"),
            ("gati/src/answer.rs", ""),
            ("gati/src/call/mod.rs", "mod path;"),
            ("gati/src/call/path.rs", ""),
            ("gati/src/forgotten.rs", ""),
            ("gati/tests/serve.rs", "mod common;"),
            ("gati/tests/common/mod.rs", ""),
        ]);
        let workspace = Workspace::at(folder.path());
        let reached = |file| is_reached(&workspace, file);
        assert!(
            reached("gati/src/answer.rs")
                && reached("gati/src/call/mod.rs")
                && reached("gati/src/call/path.rs")
        );
        assert!(reached("gati/tests/serve.rs") && reached("gati/tests/common/mod.rs"));
        assert!(!reached("gati/src/forgotten.rs"));
    }

    #[test]
    fn leftovers_and_unknown_places_are_found() {
        let folder = repository(&[("notes/plan.md", ""), ("gati/src/lib.rs.orig", "")]);
        let files = ["notes/plan.md".to_owned(), "gati/src/lib.rs.orig".to_owned()];
        let found = check(&Workspace::at(folder.path()), &files)
            .unwrap_err()
            .into_findings();
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn fixtures_are_known_by_their_folder() {
        assert!(is_fixture("ui-tests/ui/route/fail/bad.rs") && is_fixture("gati-macros/tests/expand/a.rs"));
        assert!(!is_fixture("ui-tests/tests/ui.rs"));
    }
}
