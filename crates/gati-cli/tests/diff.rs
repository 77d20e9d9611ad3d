//! Runs `gati diff` as a user does.

mod common;

use std::fs;

use common::{gati, text};
use serde_json::{Value, json};

/// A folder with the packages `old` and `new`, whose handlers are these.
fn packages(old: &str, new: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for packages");
    for (name, handlers) in [("old", old), ("new", new)] {
        let package = folder.path().join(name);
        let manifest = "[package]\nname = \"shop\"\nversion = \"1.2.0\"\nedition = \"2024\"\n\n[dependencies]\ngati = \"0.1\"\n\n[workspace]\n";
        fs::create_dir_all(package.join("src")).expect("a folder for the source");
        fs::write(package.join("Cargo.toml"), manifest).expect("a manifest");
        let source = format!("{handlers}\n\ngati::app!();\n");
        fs::write(package.join("src/main.rs"), source).expect("a source");
    }
    folder
}

const HELLO: &str = "#[gati::handler(\"GET /hello\")]\nasync fn hello() -> Text { todo() }";
const BYE: &str = "#[gati::handler(\"GET /bye\")]\nasync fn bye() -> Text { todo() }";

#[test]
fn a_removed_handler_breaks_and_the_number_says_so() {
    let folder = packages(&format!("{HELLO}\n{BYE}"), HELLO);
    let output = gati(&["diff", "old", "new"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(text(&output.stdout));
}

#[test]
fn an_added_handler_breaks_nothing() {
    let folder = packages(HELLO, &format!("{HELLO}\n{BYE}"));
    let output = gati(&["diff", "old", "new"], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert!(text(&output.stdout).contains("[handler-added]"));
    let same = gati(&["diff", "new", "new"], folder.path());
    assert_eq!(text(&same.stdout), "shop 1.2.0 → 1.2.0: nothing changed\n");
}

#[test]
fn a_manifest_stands_for_a_package_and_json_for_text() {
    let folder = packages(HELLO, HELLO);
    let manifest = json!({
        "format": 1,
        "package": {"name": "shop", "version": "1.1.0"},
        "handlers": [],
        "types": {},
    });
    fs::write(folder.path().join("manifest.json"), manifest.to_string()).expect("a manifest");
    let output = gati(&["diff", "manifest.json", "new", "--json"], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
    assert_eq!(report["bump"], json!({"wire": "minor", "source": "minor"}));
    assert_eq!(report["changes"][0]["rule"], "handler-added");
    let markdown = gati(&["diff", "manifest.json", "new", "--markdown"], folder.path());
    assert!(text(&markdown.stdout).starts_with("# Changes of shop from 1.1.0 to 1.2.0\n"));
}

#[test]
fn what_cannot_be_read_is_not_compared() {
    let folder = packages(HELLO, "#[gati::handler(\"FETCH /hello\")]\nasync fn hello() {}");
    fs::write(folder.path().join("other.json"), "{}").expect("a file");
    fs::write(folder.path().join("newer.json"), "{\"format\": 99}").expect("a file");
    for arguments in [
        ["diff", "old", "nowhere"],
        ["diff", "old", "other.json"],
        ["diff", "old", "newer.json"],
        ["diff", "old", "new"],
    ] {
        let output = gati(&arguments, folder.path());
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&output.stdout), "");
        assert!(
            text(&output.stderr).starts_with("error: "),
            "{}",
            text(&output.stderr)
        );
    }
}
