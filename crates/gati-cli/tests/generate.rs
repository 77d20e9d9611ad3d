//! Runs `gati generate` as a user does.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

const FINE: &str = "#[gati::handler(\"GET /hello/:name\")]\nasync fn hello(name: String) -> Text { name.into() }\n\ngati::app!();\n";

fn package(source: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for a package");
    let manifest = "[package]\nname = \"shop\"\nversion = \"1.2.0\"\nedition = \"2024\"\n\n[dependencies]\ngati = \"0.1\"\n\n[workspace]\n";
    fs::create_dir(folder.path().join("src")).expect("a folder for its source");
    fs::write(folder.path().join("Cargo.toml"), manifest).expect("its manifest");
    fs::write(folder.path().join("src/main.rs"), source).expect("its source");
    folder
}

fn gati(arguments: &[&str], folder: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_gati"))
        .arg("generate")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the command runs")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("output is text")
}

/// Runs it, and checks the number with which it ends; gives both streams.
fn run(arguments: &[&str], folder: &Path, code: i32) -> String {
    let output = gati(arguments, folder);
    let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
    assert_eq!(output.status.code(), Some(code), "{said}");
    said
}

#[test]
fn both_clients_are_written_and_a_second_run_changes_nothing() {
    let folder = package(FINE);
    let said = run(&[], folder.path(), 0);
    assert!(said.contains("shop 1.2.0: 1 handler read in"), "{said}");
    assert!(said.contains("wrote 13 files in"), "{said}");
    let sdk = folder.path().join("sdk");
    for file in [
        "rust/src/lib.rs",
        "typescript/src/client.ts",
        "typescript/client.js",
        "typescript/client.d.ts",
        "typescript/context.js",
        "typescript/package.json",
        "typescript/LICENSE",
        "shop-1.2.0.tgz",
    ] {
        assert!(sdk.join(file).is_file(), "{file}");
    }
    let before = fs::metadata(sdk.join("shop-1.2.0.tgz"))
        .unwrap()
        .modified()
        .unwrap();
    assert!(run(&[], folder.path(), 0).contains("up to date: 13 files"));
    let after = fs::metadata(sdk.join("shop-1.2.0.tgz"))
        .unwrap()
        .modified()
        .unwrap();
    assert_eq!(before, after);
    assert!(run(&["--check"], folder.path(), 0).contains("up to date"));
}

#[test]
fn one_kind_under_another_name_in_another_folder() {
    let folder = package(FINE);
    let arguments = [
        "--only",
        "typescript",
        "--npm-name",
        "@acme/shop",
        "--output",
        "out",
        "--json",
    ];
    let output = gati(&arguments, folder.path());
    assert_eq!(output.status.code(), Some(0));
    let summary: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(summary["packages"][0]["name"], "@acme/shop");
    assert_eq!(summary["packages"].as_array().unwrap().len(), 1);
    assert_eq!(summary["written"].as_array().unwrap().len(), 10);
    let package = fs::read_to_string(folder.path().join("out/typescript/package.json")).unwrap();
    let package: Value = serde_json::from_str(&package).unwrap();
    assert_eq!(
        (&package["name"], &package["version"]),
        (&"@acme/shop".into(), &"1.2.0".into())
    );
    assert!(!folder.path().join("out/rust").exists());
}

#[test]
fn what_gati_did_not_write_is_not_overwritten() {
    let folder = package(FINE);
    let foreign = folder.path().join("sdk/typescript/client.js");
    fs::create_dir_all(foreign.parent().unwrap()).unwrap();
    fs::write(&foreign, "mine").unwrap();
    let said = run(&[], folder.path(), 2);
    assert!(
        said.contains("gati did not write") && said.contains("nothing was written"),
        "{said}"
    );
    assert_eq!(fs::read_to_string(&foreign).unwrap(), "mine");
    assert!(!folder.path().join("sdk/rust").exists());
    run(&["--force"], folder.path(), 0);
    assert_ne!(fs::read_to_string(&foreign).unwrap(), "mine");
    // What was edited since belongs to whoever edited it.
    fs::write(&foreign, "edited").unwrap();
    run(&[], folder.path(), 2);
    assert_eq!(fs::read_to_string(&foreign).unwrap(), "edited");
}

#[test]
fn a_change_makes_clients_stale_and_what_is_left_over_is_removed() {
    let folder = package(FINE);
    run(&[], folder.path(), 0);
    let manifest = folder.path().join("Cargo.toml");
    let text = fs::read_to_string(&manifest).unwrap();
    fs::write(&manifest, text.replace("1.2.0", "1.3.0")).unwrap();
    let said = run(&["--check"], folder.path(), 1);
    assert!(said.contains("are not what the sources say"), "{said}");
    assert!(folder.path().join("sdk/shop-1.2.0.tgz").exists());
    let said = run(&[], folder.path(), 0);
    assert!(said.contains("removed 1"), "{said}");
    assert!(!folder.path().join("sdk/shop-1.2.0.tgz").exists());
    assert!(folder.path().join("sdk/shop-1.3.0.tgz").exists());
}

#[test]
fn nothing_to_generate_is_an_error() {
    let folder = package("gati::app!();\n");
    let said = run(&[], folder.path(), 1);
    assert!(said.contains("`shop` has no handlers"), "{said}");
    assert!(!folder.path().join("sdk").exists());
}

#[test]
fn mistakes_are_shown_and_nothing_is_written() {
    let folder = package(&format!(
        "{FINE}\n#[gati::handler(\"GET /hello/:other\")]\nasync fn again(other: String) {{}}\n"
    ));
    let said = run(&[], folder.path(), 1);
    assert!(
        said.contains("has two handlers") && said.contains("src/main.rs:6"),
        "{said}"
    );
    assert!(said.contains("nothing was generated"), "{said}");
    assert!(!folder.path().join("sdk").exists());
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let folder = package(FINE);
    fs::write(folder.path().join("sdk"), "a file").unwrap();
    let said = run(&[], folder.path(), 74);
    assert!(said.contains("cannot write") && said.contains("sdk"), "{said}");
}

#[test]
fn versions_and_names_that_cannot_be_are_refused() {
    let folder = package(FINE);
    let said = run(&["--at", "1.0.0"], folder.path(), 2);
    assert!(said.contains("no version `1.0.0`"), "{said}");
    let said = run(&["--npm-name", "Not A Name"], folder.path(), 2);
    assert!(said.contains("lower-case"), "{said}");
    let said = run(&["--only", "perl"], folder.path(), 2);
    assert!(said.contains("typescript"), "{said}");
}

/// Runs another command of gati, which must work.
fn gati_does(arguments: &[&str], folder: &Path) {
    let output = Command::new(env!("CARGO_BIN_EXE_gati"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the command runs");
    assert!(output.status.success(), "{}", text(&output.stderr));
}

/// The versions that the clients in a folder say.
fn spoken(sdk: &Path) -> (String, String) {
    let line = |file: &str| {
        let source = fs::read_to_string(sdk.join(file)).expect("a client");
        let said = source.lines().find_map(|line| {
            let (_, rest) = line.split_once("const API_VERSION")?;
            Some(rest.rsplit_once("= ")?.1.to_owned())
        });
        said.expect("it says its version")
    };
    (line("rust/src/lib.rs"), line("typescript/client.js"))
}

#[test]
fn clients_are_made_for_any_release_and_say_which() {
    let folder = package(FINE);
    let at = |arguments: &[&str], out: &str| {
        run(&[arguments, &["--output", out]].concat(), folder.path(), 0);
        spoken(&folder.path().join(out))
    };
    let one = || ("Some(\"1.2.0\");".to_owned(), "\"1.2.0\";".to_owned());
    assert_eq!(at(&[], "none"), ("None;".to_owned(), "null;".to_owned()));

    let first = [
        "release",
        "-m",
        "Greets",
        "--at",
        "2026-01-01T00:00:00Z",
        "--tag",
        "stable",
        "--no-compile",
    ];
    gati_does(&first, folder.path());
    // The source is what was released.
    assert_eq!(at(&[], "released"), one());

    let bye = "#[gati::handler(\"GET /bye\")]\nasync fn bye() -> Text { \"bye\".into() }\n";
    fs::write(folder.path().join("src/main.rs"), format!("{FINE}{bye}")).unwrap();
    assert_eq!(at(&[], "pending").0, "None;", "the source is ahead of it");
    gati_does(
        &[
            "release",
            "-m",
            "Says bye",
            "--at",
            "2026-02-01T00:00:00Z",
            "--no-compile",
        ],
        folder.path(),
    );
    assert_eq!(at(&[], "second").1, "\"1.3.0\";");

    // The source may be in any state.
    fs::write(folder.path().join("src/main.rs"), "fn main() { half a thought").unwrap();
    for asked in ["1.2.0", "v1.2", "stable", "2026-01-31"] {
        assert_eq!(at(&["--at", asked], asked), one(), "{asked}");
        let source = fs::read_to_string(folder.path().join(asked).join("rust/src/lib.rs")).unwrap();
        assert!(
            source.contains("fn hello(") && !source.contains("fn bye("),
            "{asked}"
        );
        let manifest = fs::read_to_string(folder.path().join(asked).join("rust/Cargo.toml")).unwrap();
        assert!(manifest.contains("\nversion = \"1.2.0\"\n"), "{asked}");
    }
    assert_eq!(at(&["--at", "1"], "1").1, "\"1.3.0\";");
    // Whoever says what is generated says nothing else, also beside a folder of that name.
    fs::create_dir(folder.path().join("client")).unwrap();
    assert_eq!(at(&["client", "--at", "1.2.0"], "said"), one());
    run(&["./client", "--at", "1.2.0"], folder.path(), 2);
    for (asked, why) in [
        ("9.0.0", "there is no release 9.0.0"),
        ("2025-01-01", "the first release is 1.2.0 of 2026-01-01T00:00:00Z"),
        ("?", "neither a time"),
    ] {
        let said = run(&["--at", asked], folder.path(), 2);
        assert!(
            said.contains(why) && said.contains("released were 1.3.0"),
            "{said}"
        );
    }
}
