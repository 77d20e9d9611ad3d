//! Runs the commands that print what a package serves, as a user does.

mod common;

use std::fs;

use common::{FINE, gati, package, text};
use serde_json::Value;

const SHOP: &str = r#"
/// Greets.
#[gati::handler("GET /hello")]
async fn hello() -> Text { todo() }

#[gati::handler("POST /orders/:id/pay", status = 202, auth = "bearer", roles = ["clerk", "admin"])]
async fn pay(id: u64) -> NoContent { todo() }

#[gati::handler("DELETE /orders/:id", deprecated, sunset = "2030-01-01")]
async fn cancel(id: u64) -> NoContent { todo() }

gati::app!();
"#;

#[test]
fn routes_are_one_line_each() {
    let folder = package(SHOP);
    let output = gati(&["routes"], folder.path());
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    insta::assert_snapshot!(text(&output.stdout));
}

#[test]
fn routes_can_be_chosen_by_method_and_path() {
    let folder = package(SHOP);
    let lines = |arguments: &[&str]| text(&gati(arguments, folder.path()).stdout).lines().count();
    assert_eq!(lines(&["routes", "--method", "post"]), 1);
    assert_eq!(lines(&["routes", "--under", "/orders"]), 2);
    let none = gati(&["routes", "--under", "/nothing"], folder.path());
    assert_eq!(none.status.code(), Some(0));
    assert_eq!(text(&none.stdout), "");
    assert!(text(&none.stderr).contains("none that you asked for"));
    let wrong = gati(&["routes", "--method", "FETCH"], folder.path());
    assert_eq!(wrong.status.code(), Some(2));
    assert!(
        text(&wrong.stderr).contains("one of GET, HEAD"),
        "{}",
        text(&wrong.stderr)
    );
}

#[test]
fn routes_are_json_for_programs() {
    let folder = package(SHOP);
    let output = gati(&["routes", "--json"], folder.path());
    let document: Value = serde_json::from_slice(&output.stdout).expect("one JSON document");
    assert_eq!(document["format"], 1);
    let pay = &document["routes"][2];
    assert_eq!((&pay["method"], &pay["handler"]), (&"POST".into(), &"pay".into()));
    assert_eq!(pay["auth"]["roles"][1], "admin");
    assert_eq!(pay["statuses"][0], 202);
}

#[test]
fn a_document_is_printed_or_written_whole() {
    let folder = package(SHOP);
    let printed = gati(&["openapi"], folder.path());
    let document: Value = serde_json::from_slice(&printed.stdout).expect("one JSON document");
    assert_eq!(document["openapi"], "3.1.0");
    let older = gati(
        &["openapi", "--3.0", "--json", "--output", "old.json"],
        folder.path(),
    );
    assert_eq!(older.status.code(), Some(0), "{}", text(&older.stderr));
    assert_eq!(text(&older.stdout), "");
    let written = fs::read(folder.path().join("old.json")).expect("the file is there");
    let document: Value = serde_json::from_slice(&written).expect("one JSON document");
    assert!(
        document["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.0"))
    );
    let manifest = gati(&["manifest"], folder.path());
    let document: Value = serde_json::from_slice(&manifest.stdout).expect("one JSON document");
    assert_eq!(document["handlers"].as_array().map(Vec::len), Some(3));
}

#[test]
fn a_file_that_cannot_be_written_is_neither_the_users_code_nor_a_bug() {
    let folder = package(SHOP);
    let output = gati(
        &["manifest", "--output", "Cargo.toml/manifest.json"],
        folder.path(),
    );
    assert_eq!(output.status.code(), Some(74));
    assert!(
        text(&output.stderr).starts_with("error: cannot write `Cargo.toml/manifest.json`"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn an_api_with_mistakes_is_not_printed_in_part() {
    let folder = package(&format!(
        "{FINE}\n#[gati::handler(\"FETCH /a\")]\nasync fn a() {{}}\n"
    ));
    for command in ["routes", "manifest", "openapi"] {
        let output = gati(&[command], folder.path());
        assert_eq!(output.status.code(), Some(1), "{command}");
        assert_eq!(text(&output.stdout), "");
        assert!(
            text(&output.stderr).contains("help: `gati check"),
            "{}",
            text(&output.stderr)
        );
    }
}
