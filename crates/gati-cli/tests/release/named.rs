//! What is pending has a version before it is released, and the source may name it.

use std::fs;

use crate::package::{BYE, HELLO, Package};

/// A function that carries something to what is pending; that it stands in a comment is enough for who reads words.
fn naming(module: &str) -> String {
    format!("// carried to crate::app::{module}::Capture")
}

#[test]
fn a_release_is_called_what_the_source_calls_it() {
    let package = Package::new(&[HELLO]);
    package.says(&["release", "-m", "Says hello"]);
    package.serve(&[HELLO, BYE, &naming("v1_1_0"), &naming("v1_1_0x")]);
    let asked = ["release", "-m", "Says goodbye", "--version", "2.5.0"];
    let before = package.releases();

    let refused = package.refuses(&asked, 2);
    assert!(
        refused.contains(
            "what is pending would become 2.5.0, and the source calls it 1.1.0: `v1_1_0` at src/main.rs:5\n"
        ),
        "{refused}"
    );
    assert!(
        refused.contains(
            "write `next = \"2.5.0\"` under `[versions]` in gati.toml and `v2_5_0` for `v1_1_0` in the source"
        ),
        "{refused}"
    );
    assert_eq!(package.releases(), before, "nothing was released");

    // What it says to do is all that there is to do.
    package.says_of_versions("next = \"2.5.0\"");
    package.serve(&[HELLO, BYE, &naming("v2_5_0")]);
    let released = package.says(&["release", "-m", "Says goodbye"]);
    assert!(released.contains("released shop 2.5.0 at "), "{released}");

    // The line has done its work, and is in nobody's way.
    package.says(&["check"]);
    let again = package.refuses(&["release", "-m", "The same"], 2);
    assert!(again.contains("nothing changed since 2.5.0"), "{again}");
}

#[test]
fn a_source_that_names_no_version_may_be_released_as_any_higher_one() {
    let package = Package::new(&[HELLO]);
    package.says(&["release", "-m", "Says hello"]);
    package.serve(&[HELLO, BYE]);
    let released = package.says(&["release", "-m", "Says goodbye", "--version", "2.5.0"]);
    assert!(released.contains("released shop 2.5.0 at "), "{released}");
    let head = fs::read_to_string(package.path().join("versions/head.json")).expect("a head");
    assert!(head.contains("2.5.0"), "{head}");
}
