//! How the command behaves at its edges: typing errors, folders without a package, pipes, colours.

mod common;

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

use common::{FINE, command, gati, package, text};

#[test]
fn the_nearest_command_and_flag_are_suggested() {
    let folder = package(FINE);
    for (typed, meant) in [
        (&["chekc"][..], "'check'"),
        (&["route"], "'routes'"),
        (&["check", "--jsno"], "'--json'"),
    ] {
        let output = gati(typed, folder.path());
        assert_eq!(output.status.code(), Some(2));
        assert!(text(&output.stderr).contains(meant), "{}", text(&output.stderr));
    }
}

#[test]
fn every_help_is_short_and_has_examples() {
    let folder = package(FINE);
    let whole = gati(&["--help"], folder.path());
    assert!(text(&whole.stdout).contains("Exit codes:"));
    let names: Vec<&str> = text(&whole.stdout)
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(names.len() > 6, "{names:?}");
    for name in names {
        let help = gati(&[name, "--help"], folder.path());
        assert!(text(&help.stdout).contains("Examples:"), "{name}");
    }
}

#[test]
fn the_package_above_is_meant() {
    let folder = package(FINE);
    let output = gati(&["check"], &folder.path().join("src"));
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
}

#[test]
fn a_workspace_names_its_packages() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |path: &str, content: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("a folder");
        fs::write(path, content).expect("a file");
    };
    write("Cargo.toml", "[workspace]\nmembers = [\"services/*\"]\n");
    write("services/shop/Cargo.toml", "[package]\nname = \"shop\"\n");
    write("services/shop/src/lib.rs", FINE);
    write("services/money/Cargo.toml", "[package]\nname = \"money\"\n");
    let output = gati(&["check"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr)
            .contains("is a workspace, not a package\nhelp: name one of its packages: `services/shop`"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_broken_manifest_is_shown_with_line_and_column() {
    let folder = package(FINE);
    fs::write(
        folder.path().join("Cargo.toml"),
        "[package]\nname = \"shop\nversion = \"1.2.0\"\n",
    )
    .expect("a file");
    let output = gati(&["check"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    let error = text(&output.stderr);
    assert!(
        error.contains("Cargo.toml` is not valid TOML: line 2, column"),
        "{error}"
    );
    assert!(error.contains("2 | name = \"shop"), "{error}");
}

#[test]
fn a_broken_configuration_is_shown_with_line_and_column() {
    let folder = package(FINE);
    fs::write(folder.path().join("gati.toml"), "[app]\nworkers = 3\n").expect("a file");
    fs::write(folder.path().join("gati.production.toml"), "[app]\nworkers = \n").expect("a file");
    let output = gati(&["check"], folder.path());
    assert_eq!(output.status.code(), Some(2));
    let error = text(&output.stderr);
    assert!(
        error.contains("gati.production.toml` is not valid TOML: line 2, column"),
        "{error}"
    );
}

#[test]
fn a_reader_that_has_seen_enough_is_no_error() {
    use std::fmt::Write as _;
    let mut source = String::from("gati::app!();\n");
    // More than a pipe holds.
    for i in 0..2000 {
        writeln!(
            source,
            "#[gati::handler(\"GET /a/rather/long/path/number-{i}\")]\nasync fn handler_{i}() {{}}"
        )
        .expect("a string grows");
    }
    let folder = package(&source);
    let mut child = command(&["routes"], folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let mut line = String::new();
    let stdout = child.stdout.take().expect("its output is piped");
    BufReader::new(stdout).read_line(&mut line).expect("a first line");
    assert!(line.starts_with("GET"), "{line}");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn colours_are_for_those_who_want_them() {
    let folder = package(FINE);
    let colourful = |arguments: &[&str]| gati(arguments, folder.path()).stdout.contains(&0x1b);
    assert!(!colourful(&["check"]), "a pipe has no colours");
    assert!(colourful(&["check", "--color", "always"]));
    assert!(!colourful(&["check", "--color", "never"]));
    let asked_not_to = command(&["check"], folder.path())
        .env("NO_COLOR", "1")
        .env("TERM", "xterm")
        .output()
        .expect("the command runs");
    assert!(!asked_not_to.stdout.contains(&0x1b));
}

#[test]
fn completions_and_pages_know_every_command() {
    let folder = package(FINE);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = gati(&["completions", shell], folder.path());
        assert_eq!(output.status.code(), Some(0));
        assert!(text(&output.stdout).contains("openapi"), "{shell}");
    }
    let unknown = command(&["completions"], folder.path())
        .env("SHELL", "/bin/nothing")
        .output()
        .expect("the command runs");
    assert_eq!(unknown.status.code(), Some(2));
    let page = gati(&["man", "check"], folder.path());
    assert!(
        text(&page.stdout).contains(".TH gati-check 1"),
        "{}",
        text(&page.stdout)
    );
    let pages = gati(&["man", "--dir", "pages"], folder.path());
    assert_eq!(pages.status.code(), Some(0), "{}", text(&pages.stderr));
    assert!(
        folder.path().join("pages/gati.1").is_file() && folder.path().join("pages/gati-routes.1").is_file()
    );
    assert_eq!(gati(&["man", "nothing"], folder.path()).status.code(), Some(2));
}
