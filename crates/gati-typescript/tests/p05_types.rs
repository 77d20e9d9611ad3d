//! Property 5: whatever a manifest holds, its SDK type-checks under `strict`.

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use gati_typescript::{Options, package};
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, TestRunner};

/// How many manifests are put to the compiler; all at once, since starting it is what takes long.
const CASES: u32 = 120;

#[test]
fn p05_the_typescript_of_any_manifest_type_checks_under_strict() {
    let Some(modules) = modules() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let mut runner = TestRunner::new(Config::default());
    let mut command = Command::new("node");
    command
        .env("NODE_PATH", modules)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("check/compile.mjs"))
        .arg("--types-only")
        .current_dir(folder.path());
    fs::write(folder.path().join("package.json"), "{\"type\": \"module\"}").unwrap();
    for case in 0..CASES {
        let manifest = common::manifest().new_tree(&mut runner).unwrap().current();
        let sdk = package(&manifest, &Options::default());
        let name = format!("case{case}");
        let dir = folder.path().join(&name);
        fs::create_dir_all(dir.join("src")).unwrap();
        fs::write(dir.join("manifest.json"), manifest.to_json()).unwrap();
        for (path, content) in sdk.files {
            fs::write(dir.join(path), content).unwrap();
        }
        command.arg(name);
    }
    let output = command.output().unwrap();
    if !output.status.success() {
        let kept = folder.keep();
        panic!(
            "{}{}\nthe SDKs and their manifests are in {}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
            kept.display()
        );
    }
}

/// Where the TypeScript compiler is; `None` after a line nobody overlooks, and a failure in CI.
fn modules() -> Option<PathBuf> {
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/ci/node_modules");
    let named = std::env::var_os("NODE_PATH").map(PathBuf::from);
    let found = named
        .into_iter()
        .chain([ours])
        .find(|modules| modules.join("typescript").is_dir());
    if found.is_none() {
        let is_ci = std::env::var("CI").is_ok_and(|value| value == "true" || value == "1");
        assert!(!is_ci, "missing in CI: typescript");
        eprintln!(
            "\n==================== SKIP: typescript (npm install --prefix target/ci typescript@5) ====================\n"
        );
    }
    found
}
