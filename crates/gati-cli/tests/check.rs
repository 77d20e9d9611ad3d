//! Runs `gati check` as a user does.

mod common;

use common::{FINE, gati, package, text};
use serde_json::Value;

#[test]
fn a_package_without_mistakes_is_counted() {
    let folder = package(FINE);
    let output = gati(&["check"], folder.path());
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(
        text(&output.stdout),
        "shop 1.2.0: 1 handler, 0 types, no mistakes that can be seen without compiling\n"
    );
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn mistakes_of_the_program_and_of_its_items_are_drawn() {
    let source = format!(
        "{FINE}\n#[gati::handler(\"GET /hello\")]\nasync fn again() {{}}\n\n#[gati::handler(\"FETCH /a\")]\nasync fn a() {{}}\n"
    );
    let folder = package(&source);
    let output = gati(&["check"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(text(&output.stderr));
    assert!(
        text(&output.stdout).ends_with("2 mistakes\n"),
        "{}",
        text(&output.stdout)
    );
}

#[test]
fn json_carries_the_same_for_programs() {
    let source = format!("{FINE}\n#[gati::handler(\"GET /hello\")]\nasync fn again() {{}}\n");
    let folder = package(&source);
    let output = gati(&["check", "--json"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    let document: Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
    assert_eq!(document["format"], 1);
    assert_eq!(document["package"]["name"], "shop");
    let mistake = &document["mistakes"][0];
    assert_eq!(mistake["rule"], "duplicate-route");
    assert_eq!(mistake["reported_by"], "build script");
    assert_eq!(mistake["labels"][0]["line"], 6);
    assert_eq!(mistake["labels"][0]["column"], 17);
}

#[test]
fn a_folder_without_a_package_is_wrong_usage() {
    let folder = tempfile::tempdir().expect("an empty folder");
    let output = gati(&["check"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).starts_with("error: there is no package in"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_package_without_an_app_is_told_where_to_put_it() {
    let folder = package("fn main() {}\n");
    let output = gati(&["check"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("help: write `gati::app!();` into"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_root_that_cannot_be_parsed_is_shown_as_what_it_is() {
    let folder = package("gati::app!();\n\nfn main( {}\n");
    let output = gati(&["check"], folder.path());
    assert_eq!(output.status.code(), Some(1));
    let log = text(&output.stderr);
    assert!(
        log.contains("src/main.rs:3") && !log.contains("no crate of this package"),
        "{log}"
    );
}
