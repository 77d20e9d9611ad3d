//! What can go wrong with a release: nothing is half-written, and nothing is lost.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::package::{BYE, HELLO, Package, text};

#[test]
fn what_does_not_scan_is_not_released() {
    let package =
        Package::new(&["#[gati::handler(\"GET /:id\")]\nasync fn broken(other: u64) -> Text { todo() }"]);
    let error = package.refuses(&["release", "-m", "Broken"], 1);
    assert!(error.contains("has mistakes"), "{error}");
    assert!(!package.path().join("versions").exists());
}

#[test]
fn a_broken_file_and_a_clock_that_is_behind_are_told() {
    let package = Package::new(&[HELLO]);
    package.says(&["release", "-m", "Says hello"]);
    package.serve(&[HELLO, BYE]);
    let behind = package.refuses(&["release", "-m", "Earlier", "--at", "2020-01-01"], 2);
    assert!(behind.contains("would be older"), "{behind}");
    let file = &package.releases()[0];
    let content = fs::read_to_string(file).expect("a release");
    fs::write(file, content.replace("Says", "Said")).expect("an edit");
    let name = file.file_name().and_then(|name| name.to_str()).expect("a name");
    for command in [&["version", "check"][..], &["release", "-m", "Says goodbye"]] {
        let error = package.refuses(command, 1);
        assert!(error.contains(name) && error.contains("git checkout"), "{error}");
    }
}

#[test]
fn a_killed_release_leaves_a_whole_store() {
    let package = Package::new(&[HELLO]);
    package.says(&["release", "-m", "Says hello"]);
    package.serve(&[HELLO, BYE]);
    for wait in 0..12 {
        let mut release = Command::new(env!("CARGO_BIN_EXE_gati"))
            .args(["release", "-m", "Says goodbye", "--no-compile"])
            .current_dir(package.path())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the command runs");
        // Any moment will do; whichever it is, the store must be whole.
        std::thread::sleep(Duration::from_millis(wait * 2));
        let _ = release.kill();
        release.wait().expect("it ends");
        let said = package.says(&["version", "check"]);
        assert!(
            said.starts_with("1 release,") || said.starts_with("2 releases,"),
            "{said}"
        );
    }
    if package.releases().len() == 1 {
        package.says(&["release", "-m", "Says goodbye"]);
    }
    package.says(&["version", "prune"]);
    assert_eq!(
        package.says(&["version", "check"]),
        "2 releases, and every file is what was released\n"
    );
}

/// A cargo that says what it was told to say.
#[cfg(unix)]
fn cargo_that(package: &Package, script: &str) -> PathBuf {
    use std::os::unix::fs::PermissionsExt;
    let path = package.path().join("cargo.sh");
    fs::write(&path, format!("#!/bin/sh\n{script}\n")).expect("a script");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("it can be run");
    path
}

#[cfg(unix)]
#[test]
fn what_does_not_compile_is_not_released() {
    let package = Package::new(&[HELLO]);
    let release = |script: &str, more: &[&str]| {
        Command::new(env!("CARGO_BIN_EXE_gati"))
            .args(["release", "-m", "Says hello"])
            .args(more)
            .env("CARGO", cargo_that(&package, script))
            .current_dir(package.path())
            .output()
            .expect("the command runs")
    };
    let refused = release(
        "echo 'error[E0425]: cannot find function `todo`' >&2; exit 101",
        &[],
    );
    let said = text(&refused.stderr);
    assert_eq!(refused.status.code(), Some(1), "{said}");
    assert!(
        said.starts_with("error[E0425]")
            && said.contains("the program does not compile: nothing is released"),
        "{said}"
    );
    assert!(!package.path().join("versions").exists());
    let asked = release("echo \"$@\" > asked; exit 0", &[]);
    assert!(asked.status.success(), "{}", text(&asked.stderr));
    let asked = fs::read_to_string(package.path().join("asked")).expect("cargo was called");
    assert!(asked.starts_with("check --quiet --manifest-path "), "{asked}");
    assert_eq!(package.releases().len(), 1);

    // Whoever acknowledges a break here alone would not get past the build script otherwise.
    package.serve(&[BYE]);
    package.says_of_versions("missing = \"latest\"");
    let told = release(
        "printf %s \"$GATI_ACKNOWLEDGED\" > told; exit 0",
        &[
            "--acknowledge",
            "handler-removed at GET /hello = nobody ever called it",
        ],
    );
    assert!(told.status.success(), "{}", text(&told.stderr));
    let told = fs::read_to_string(package.path().join("told")).expect("cargo was called");
    assert_eq!(
        told,
        "[[\"handler-removed at GET /hello\",\"nobody ever called it\"]]"
    );
}

/// The file of the release itself finds no room, after all that it needs was written.
#[cfg(unix)]
#[test]
fn a_disk_that_is_full_in_the_middle_releases_nothing_and_the_next_try_does() {
    let package = Package::new(&[HELLO]);
    package.says(&["release", "-m", "Says hello"]);
    package.serve(&[HELLO, BYE]);
    let before = package.releases();
    let objects = || {
        fs::read_dir(package.path().join("versions/objects"))
            .expect("objects")
            .count()
    };
    let count = objects();
    // Larger than the limit of four blocks, however large those of the shell are.
    let message = "Says goodbye. ".repeat(1000);
    let output = Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 4; exec \"$0\" release -m \"$1\" --no-compile",
        ])
        .arg(env!("CARGO_BIN_EXE_gati"))
        .arg(&message)
        .current_dir(package.path())
        .output()
        .expect("a shell");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(74), "{said}");
    assert!(
        said.contains("nothing was released") && said.contains("versions/releases/0002-1.1.0-"),
        "{said}"
    );
    assert!(objects() > count, "what the release needs is there");
    let drafts = fs::read_dir(package.path().join("versions/releases"))
        .expect("releases")
        .count();
    assert_eq!((package.releases(), drafts), (before, 1), "and no half of it");
    let checked = package.says(&["version", "check"]);
    assert!(
        checked.starts_with("1 release, and every file is what was released\n"),
        "{checked}"
    );
    package.says(&["release", "-m", &message]);
    assert_eq!(package.releases().len(), 2);
    assert_eq!(
        package.says(&["version", "check"]),
        "2 releases, and every file is what was released\n"
    );
}

/// No file may grow: what a full disk does to a program, without one.
#[cfg(unix)]
#[test]
fn a_full_disk_releases_nothing_and_loses_nothing() {
    let package = Package::new(&[HELLO]);
    package.says(&["release", "-m", "Says hello"]);
    package.serve(&[HELLO, BYE]);
    let before = package.releases();
    let output = Command::new("sh")
        .args([
            "-c",
            "trap '' XFSZ; ulimit -f 0; exec \"$0\" release -m 'Says goodbye' --no-compile",
        ])
        .arg(env!("CARGO_BIN_EXE_gati"))
        .current_dir(package.path())
        .output()
        .expect("a shell");
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(74), "{said}");
    assert!(
        said.contains("nothing was released") && said.contains("versions/objects/"),
        "{said}"
    );
    assert_eq!(package.releases(), before);
    assert_eq!(
        package.says(&["version", "check"]),
        "1 release, and every file is what was released\n",
        "no draft is left behind"
    );
    package.says(&["release", "-m", "Says goodbye"]);
    assert_eq!(package.releases().len(), 2);
}
