//! Runs `gati diff` as a user does.

mod common;

use std::fs;
use std::path::Path;

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

/// The report that the command prints, which must be what its published schema says.
fn report(old: &str, new: &str, folder: &Path) -> (Option<i32>, Value) {
    let output = gati(&["diff", old, new, "--json"], folder);
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{old} and {new}: {error}: {}", text(&output.stderr)));
    let schema = include_str!("../../../docs/schemas/changes.schema.json");
    let schema: Value = serde_json::from_str(schema).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    let errors: Vec<String> = validator
        .iter_errors(&report)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert_eq!(errors, [""; 0], "{old} and {new}");
    (output.status.code(), report)
}

/// None of these packages would compile: `todo` is nowhere.
#[test]
fn any_two_of_a_folder_a_manifest_and_a_release_are_compared() {
    let folder = packages(HELLO, HELLO);
    let package = folder.path().join("new");
    let keep = |name: &str| {
        let project = gati_build::Project::open(&package).expect("a package");
        let scan = project.scan().expect("it has no mistakes");
        fs::write(package.join(name), scan.manifest().to_json()).expect("a manifest to keep");
    };
    let release = |message: &str| {
        let output = gati(&["release", "-m", message, "--no-compile"], &package);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    };
    keep("old.json");
    release("Says hello");
    let source = format!("{HELLO}\n{BYE}\n\ngati::app!();\n");
    fs::write(package.join("src/main.rs"), source).expect("a source");
    let cargo = fs::read_to_string(package.join("Cargo.toml")).expect("a manifest");
    let cargo = cargo.replace("version = \"1.2.0\"", "version = \"1.3.0\"");
    fs::write(package.join("Cargo.toml"), cargo).expect("a manifest");
    keep("new.json");
    release("Says goodbye");

    let (olds, news) = (["../old", "old.json", "1.2.0"], [".", "new.json", "1.3.0"]);
    let (_, there) = report(olds[0], news[0], &package);
    assert_eq!(there["changes"][0]["rule"], "handler-added");
    assert_eq!(
        (&there["old"]["version"], &there["new"]["version"]),
        (&json!("1.2.0"), &json!("1.3.0"))
    );
    let (_, back) = report(news[0], olds[0], &package);
    assert_eq!(back["changes"][0]["rule"], "handler-removed");
    assert_eq!(back["bump"], json!({"wire": "major", "source": "major"}));
    for old in olds {
        for new in news {
            assert_eq!(
                report(old, new, &package),
                (Some(0), there.clone()),
                "{old} and {new}"
            );
            assert_eq!(
                report(new, old, &package),
                (Some(1), back.clone()),
                "{new} and {old}"
            );
        }
    }
    for [one, other] in [olds, news]
        .iter()
        .flat_map(|all| all.map(|one| all.map(|other| [one, other])))
        .flatten()
    {
        let (code, report) = report(one, other, &package);
        assert_eq!(
            (code, &report["changes"]),
            (Some(0), &json!([])),
            "{one} and {other}"
        );
    }
}

#[test]
fn what_is_no_file_is_looked_for_among_the_releases() {
    let folder = packages(HELLO, HELLO);
    let package = folder.path().join("new");
    let says = |arguments: &[&str], code: i32| {
        let output = gati(arguments, &package);
        assert_eq!(output.status.code(), Some(code), "{}", text(&output.stderr));
        format!("{}{}", text(&output.stdout), text(&output.stderr))
    };
    let none = says(&["diff", "1.0.0", "."], 2);
    assert!(
        none.contains("`1.0.0` is no folder and no file, and there is no release `1.0.0`")
            && none.contains("nothing was released yet"),
        "{none}"
    );
    says(
        &[
            "release",
            "-m",
            "Says hello",
            "--version",
            "2.0.0",
            "--no-compile",
        ],
        0,
    );
    assert_eq!(
        says(&["diff", "2.0.0", "."], 0),
        "shop 2.0.0 → 2.0.0: nothing changed\n"
    );
    let unknown = says(&["diff", "1.0.0", "."], 2);
    assert!(unknown.contains("the newest are 2.0.0"), "{unknown}");

    fs::write(package.join("versions/head.json"), "{").expect("an edit");
    let broken = says(&["diff", "2.0.0", "."], 2);
    assert!(
        broken.contains("here are no releases to look in") && broken.contains("head.json"),
        "{broken}"
    );
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
