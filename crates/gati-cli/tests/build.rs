//! Runs `gati build` as a user does. Cargo is played by a script here, which says what cargo would say; with the real one it runs in
//! `.ci/run`.
#![cfg(unix)]

mod common;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Output;

use common::{FINE, command, package, text};
use serde_json::Value;

const MANIFEST: &str =
    r#"{"format": 1, "package": {"name": "shop", "version": "1.2.0"}, "handlers": [], "types": {}}"#;

/// A cargo that "builds" the package: it has a program and what a build script writes, and says so.
fn cargo(folder: &Path, ends_with: u8) -> PathBuf {
    let root = folder.canonicalize().expect("the folder is there");
    let target = root.join("target");
    let artifacts = target.join("gati/shop");
    fs::create_dir_all(target.join("debug/build/shop-1/out")).expect("a folder");
    fs::create_dir_all(&artifacts).expect("a folder");
    for (path, content) in [
        ("manifest.json", MANIFEST),
        ("openapi.json", "{}"),
        (".artifacts.stamp", "not shipped"),
    ] {
        fs::write(artifacts.join(path), content).expect("a file");
    }
    fs::write(target.join("debug/shop"), "a program").expect("a file");
    let root = root.display();
    let script = format!(
        r#"#!/bin/sh
echo "$@" > "{root}/arguments"
echo 'a line that is no message'
echo '{{"reason":"compiler-artifact","manifest_path":"/elsewhere/Cargo.toml","executable":"/elsewhere/other"}}'
echo '{{"reason":"compiler-artifact","manifest_path":"{root}/Cargo.toml","executable":null}}'
echo '{{"reason":"compiler-artifact","manifest_path":"{root}/Cargo.toml","executable":"{root}/target/debug/shop"}}'
echo '{{"reason":"build-script-executed","package_id":"path+file://{root}#shop@1.2.0","out_dir":"{root}/target/debug/build/shop-1/out"}}'
echo '{{"reason":"build-finished","success":true}}'
exit {ends_with}
"#
    );
    let path = folder.join("cargo.sh");
    fs::write(&path, script).expect("a script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be run");
    path
}

fn build(arguments: &[&str], folder: &Path, cargo: &Path) -> Output {
    let arguments = [&["build"], arguments].concat();
    let mut command = command(&arguments, folder);
    command.env("CARGO", cargo).output().expect("the command runs")
}

#[test]
fn what_is_shipped_is_gathered_with_its_hashes() {
    let folder = package(FINE);
    let cargo = cargo(folder.path(), 0);
    let output = build(&["--release", "--", "--locked"], folder.path(), &cargo);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(
        text(&output.stdout).contains("shop 1.2.0: 1 handler, 0 types: built into"),
        "{}",
        text(&output.stdout)
    );
    let arguments = fs::read_to_string(folder.path().join("arguments")).expect("cargo was called");
    assert!(
        arguments.starts_with("build ") && arguments.ends_with("--release --locked\n"),
        "{arguments}"
    );

    let dist = folder.path().join("dist");
    let list: Value =
        serde_json::from_slice(&fs::read(dist.join("dist.json")).expect("a list")).expect("it is JSON");
    assert_eq!(
        (&list["format"], &list["profile"]),
        (&1.into(), &"release".into())
    );
    let files = list["files"].as_array().expect("files");
    let paths: Vec<&str> = files.iter().filter_map(|file| file["path"].as_str()).collect();
    assert_eq!(
        paths,
        [
            "bin/shop",
            "client/Cargo.toml",
            "client/README.md",
            "client/src/lib.rs",
            "manifest.json",
            "openapi.json"
        ]
    );
    // sha256sum knows it too.
    assert_eq!(
        files[5]["sha256"],
        "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
    );
    for file in files {
        let path = file["path"].as_str().expect("a path");
        assert_eq!(
            Some(fs::metadata(dist.join(path)).expect("it is there").len()),
            file["size"].as_u64()
        );
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let folder = package(FINE);
    let cargo = cargo(folder.path(), 0);
    let list = || {
        assert_eq!(build(&[], folder.path(), &cargo).status.code(), Some(0));
        fs::read(folder.path().join("dist/dist.json")).expect("a list")
    };
    assert_eq!(list(), list());
}

#[test]
fn programs_get_one_document_whatever_happens() {
    let folder = package(FINE);
    let outcome = |arguments: &[&str], ends_with| {
        let cargo = cargo(folder.path(), ends_with);
        let output = build(arguments, folder.path(), &cargo);
        let document: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
        (
            output.status.code(),
            document["outcome"].as_str().map(str::to_owned),
        )
    };
    assert_eq!(outcome(&["--json"], 0), (Some(0), Some("built".into())));
    assert_eq!(outcome(&["--json"], 101), (Some(1), Some("not_compiled".into())));
    fs::remove_dir_all(folder.path().join("dist")).expect("it was built");
    assert_eq!(
        outcome(&["--json", "--check"], 0),
        (Some(0), Some("checked".into()))
    );
    assert!(!folder.path().join("dist").exists(), "--check gathers nothing");
    fs::write(
        folder.path().join("src/main.rs"),
        format!("{FINE}\n#[gati::handler(\"GET /hello\")]\nasync fn again() {{}}\n"),
    )
    .expect("a source");
    fs::remove_file(folder.path().join("arguments")).expect("cargo was called");
    assert_eq!(outcome(&["--json"], 0), (Some(1), Some("mistakes".into())));
    assert!(
        !folder.path().join("arguments").exists(),
        "cargo is not called in vain"
    );
}

#[test]
fn without_cargo_the_reader_learns_what_to_install() {
    let folder = package(FINE);
    let output = build(&[], folder.path(), Path::new("/no/such/cargo"));
    assert_eq!(output.status.code(), Some(69));
    assert!(
        text(&output.stderr).contains("help: install Rust from https://rustup.rs"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_folder_that_cannot_be_written_and_one_of_somebody_else_are_told_apart() {
    let folder = package(FINE);
    let cargo = cargo(folder.path(), 0);
    let unwritable = build(&["--out", "Cargo.toml/dist"], folder.path(), &cargo);
    assert_eq!(unwritable.status.code(), Some(74), "{}", text(&unwritable.stderr));
    let foreign = build(&["--out", "src"], folder.path(), &cargo);
    assert_eq!(foreign.status.code(), Some(2));
    assert!(
        text(&foreign.stderr).contains("did not put there"),
        "{}",
        text(&foreign.stderr)
    );
    assert!(folder.path().join("src/main.rs").is_file());
}
