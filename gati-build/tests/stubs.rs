//! A stub that is pasted and filled in is all that a build asked for: the package compiles, and nothing else is missing.
//!
//! The packages are those of `contract/`, built by Cargo. They lie below the target folder and share one of their own, so that `gati` is
//! compiled once for all of them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

mod support;

use std::fs;
use std::path::Path;
use std::process::Command;

use gati_build::Project;

/// What people fill in: per case the blanks, by words in them, and what goes there.
const FILLED: [(&str, &[(&str, &str)]); 15] = [
    (
        "required-field-added",
        &[(
            "the currency of old captures",
            "crate::app::v2_0_0::Currency::Eur",
        )],
    ),
    (
        "answer-has-a-new-variant",
        &[(
            "what stands for Disputed",
            "{ let _ = since; crate::app::v1_0_0::State::Open }",
        )],
    ),
    (
        "number-became-narrower",
        &[
            ("the amount", "u32::try_from(old.amount).unwrap_or(u32::MAX)"),
            ("the id", "u64::try_from(new.id).unwrap_or(u64::MAX)"),
        ],
    ),
    (
        "field-became-required",
        &[
            ("the note where there is none", "old.note.unwrap_or_default()"),
            ("the id where there is none", "new.id.unwrap_or_default()"),
        ],
    ),
    (
        "version-chosen",
        &[(
            "the currency of old captures",
            "crate::app::v2_5_0::Currency::Eur",
        )],
    ),
    ("request-dropped-a-field", &[]),
    (
        "path-parameter-added",
        &[("the shop of old requests", "\"main\".to_owned()")],
    ),
    (
        "variant-field-replaced",
        &[("the title of Known", "name"), ("the name of Known", "title")],
    ),
    ("error-lost-a-field", &[("the since of Gone", "0")]),
    (
        "nested-types-changed",
        &[("the currency of old captures", "\"EUR\".to_owned()")],
    ),
    (
        "type-that-contains-itself",
        &[("the unit of old nodes", "\"m\".to_owned()")],
    ),
    (
        "nested-enum-changed",
        &[("the currency of old captures", "\"EUR\".to_owned()")],
    ),
    (
        "boxed-types-changed",
        &[("the unit of old trees", "\"m\".to_owned()")],
    ),
    (
        "boxed-type-that-contains-itself",
        &[("the unit of old nodes", "\"m\".to_owned()")],
    ),
    (
        "two-types-inside-each-other",
        &[
            ("the currency of old captures", "\"EUR\".to_owned()"),
            ("the expiry of old cards", "\"12/30\".to_owned()"),
        ],
    ),
];

/// The functions that the build proposes.
fn stubs(project: &Project) -> Vec<String> {
    let scan = project.scan().unwrap();
    let broken = project.broken(&scan, &[]).unwrap();
    let helps = broken.iter().flat_map(|diagnostic| &diagnostic.helps);
    let pasted = helps.filter_map(|help| help.strip_prefix("paste this")?.split_once("\n\n"));
    pasted.map(|(_, stub)| stub.to_owned()).collect()
}

/// A stub without its blanks.
fn filled(stub: &str, values: &[(&str, &str)]) -> String {
    let mut text = String::new();
    let mut rest = stub;
    while let Some((before, after)) = rest.split_once("/*") {
        let (blank, after) = after.split_once("*/").unwrap();
        let (_, value) = values
            .iter()
            .find(|(words, _)| blank.contains(words))
            .unwrap_or_else(|| panic!("nothing to fill in for `{blank}`"));
        text.push_str(before);
        text.push_str(value);
        rest = after;
    }
    text + rest
}

#[test]
fn a_stub_that_is_filled_in_compiles_and_nothing_is_missing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let below = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stubs");
    for (name, values) in FILLED {
        let case = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/contract/cases")
            .join(name);
        let package = below.join(name);
        let _ = fs::remove_dir_all(&package);
        fs::create_dir_all(&package).unwrap();
        support::package_in(&case, &package);
        let source = package.join("src/main.rs");
        let stubs = stubs(&Project::open(&package).unwrap());
        assert!(!stubs.is_empty(), "{name}");
        let mut text = fs::read_to_string(&source).unwrap();
        for stub in stubs {
            text.push_str(&filled(&stub, values));
            text.push('\n');
        }
        fs::write(&source, text).unwrap();
        let root = root.display();
        let manifest = format!(
            "[package]\nname = \"payments\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\ngati = {{ path = \"{root}/gati\" }}\nserde = {{ version = \"1\", features = [\"derive\"] }}\n\n[build-dependencies]\ngati-build = {{ path = \"{root}/gati-build\" }}\n\n[workspace]\n"
        );
        fs::write(package.join("Cargo.toml"), manifest).unwrap();
        fs::write(
            package.join("build.rs"),
            "fn main() {\n    gati_build::run();\n}\n",
        )
        .unwrap();
        fs::copy(format!("{root}/Cargo.lock"), package.join("Cargo.lock")).unwrap();
        let output = Command::new(env!("CARGO"))
            .args(["check", "--offline"])
            .current_dir(&package)
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("target"),
            )
            .env("CARGO_TERM_COLOR", "never")
            .output()
            .unwrap();
        let log = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}:\n{log}");
        let project = Project::open(&package).unwrap();
        let left = project.broken(&project.scan().unwrap(), &[]).unwrap();
        assert!(left.is_empty(), "{name}: {left:?}");
    }
}
