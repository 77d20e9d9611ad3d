//! Each `gati version` command by itself: what it says when all is well, when it is asked for what cannot be, and when the store is damaged.

use std::fs;

use crate::package::{BYE, HELLO, Package};

/// A package with two releases, of which the older one is deprecated.
fn shop() -> Package {
    let package = Package::new(&[HELLO]);
    package.says(&["release", "-m", "Says hello", "--at", "2025-01-05"]);
    package.serve(&[HELLO, BYE]);
    package.says(&["release", "-m", "Says goodbye", "--at", "2025-02-05"]);
    package.says(&["version", "deprecate", "1.0.0", "--at", "2025-03-01"]);
    package
}

/// The arguments of one command, and part of what it says.
type Case = (&'static str, &'static str);

fn words(line: &str) -> Vec<&str> {
    std::iter::once("version")
        .chain(line.split_whitespace())
        .collect()
}

#[test]
fn every_command_does_what_it_says() {
    let package = shop();
    let all: [Case; 24] = [
        (
            "list",
            "1.1.0      2025-02-05T00:00:00Z  live        Says goodbye\n1.0.0      2025-01-05T00:00:00Z  deprecated  Says hello (deprecated since 2025-03-01T00:00:00Z)\n",
        ),
        ("list --json", "\"status\": \"deprecated\""),
        (
            "show 1.1.0",
            "## 1.1.0 (2025-02-05)\n\nSays goodbye\n\nHandlers\n\n  GET /bye 1.0.0\n  GET /hello 1.0.0\n",
        ),
        ("show v1.0.0 --json", "\"message\": \"Says hello\""),
        ("show 1.0.0 --manifest", "\"path\": \"/hello\""),
        ("diff 1.0.0 1.1.0", "shop 1.0.0 → 1.1.0: API minor"),
        ("diff 1.0.0", "shop 1.0.0 → 1.1.0: API minor"),
        ("diff 1.1.0", "shop 1.1.0 → 1.1.0: nothing changed"),
        ("diff 1.0.0 1.1.0 --json", "\"rule\": \"handler-added\""),
        (
            "changelog",
            "# Changelog\n\n## 1.1.0 (2025-02-05)\n\nSays goodbye\n",
        ),
        ("tag old 1.0.0", "`old` is 1.0.0\n"),
        ("tag first old", "`first` is 1.0.0\n"),
        ("tag old --remove", "`old` is gone\n"),
        ("deprecate first --note use-1.1.0", "1.0.0 is deprecated since "),
        (
            "deprecate 1.1.0 --at 2999-01-01",
            "1.1.0 will be deprecated at 2999-01-01T00:00:00Z\n",
        ),
        ("deprecate 1.1.0 --undo", "1.1.0 is no longer deprecated\n"),
        (
            "sunset 1.0.0 2999-01-01",
            "1.0.0 is served until 2999-01-01T00:00:00Z\n",
        ),
        ("keep 1.0.0", "1.0.0 is kept\n"),
        ("keep 1.0.0 --undo", "1.0.0 is no longer kept\n"),
        (
            "rollback 1.0.0 --because slow",
            "callers without a pin get 1.0.0\n",
        ),
        (
            "list",
            "(first, default for callers without a pin: slow, deprecated since ",
        ),
        (
            "rollback --undo",
            "callers without a pin get the newest release\n",
        ),
        ("check", "2 releases, and every file is what was released\n"),
        (
            "resolve",
            "2 releases, each following the one before it: nothing to resolve\n",
        ),
    ];
    for (line, said) in all {
        let told = package.says(&words(line));
        assert!(told.contains(said), "gati version {line}: {told}");
    }
}

#[test]
fn a_release_is_shown_with_what_it_has_and_not_with_what_is_gone() {
    let note = "#[derive(serde::Serialize, gati::GType)]\nstruct Note { text: String }\n\n#[gati::handler(\"GET /note\")]\nasync fn note() -> Json<Note> { todo() }";
    let package = Package::new(&[HELLO, BYE]);
    package.says(&["release", "-m", "Two greetings", "--at", "2025-01-05"]);
    package.serve(&[HELLO, note]);
    package.says_of_versions("live = \">=2\"");
    package.says(&[
        "release",
        "-m",
        "Notes in place of goodbyes",
        "--at",
        "2025-02-05",
    ]);
    let of = |release| {
        let shown = package.says(&["version", "show", release]);
        let (_, parts) = shown.split_once("\nHandlers\n\n").expect("a list of handlers");
        parts.to_owned()
    };
    assert_eq!(of("1.0.0"), "  GET /bye 1.0.0\n  GET /hello 1.0.0\n");
    assert_eq!(
        of("2.0.0"),
        "  GET /hello 1.0.0\n  GET /note 1.0.0\n\nTypes\n\n  Note\n"
    );
}

#[test]
fn every_command_refuses_what_cannot_be_and_changes_nothing() {
    let package = shop();
    package.says(&["version", "sunset", "1.0.0", "2025-06-01"]);
    package.says_of_versions("live = \">=1.1\"");
    let before = package.says(&["version", "list", "--json"]);
    let all: [Case; 27] = [
        ("", "Usage: gati version"),
        ("lits", "'list'"),
        ("list nowhere", "nowhere"),
        ("list --usage counts.json", "there is no file `counts.json`"),
        ("show", "<NAME>"),
        ("show 9.9.9", "there is no release `9.9.9`"),
        ("show 1.0.0 --json --manifest", "cannot be used with"),
        ("diff", "<FROM>"),
        ("diff 9.9.9", "the newest are 1.1.0, 1.0.0"),
        ("diff 1.0.0 stable", "there is no release `stable`"),
        ("changelog nowhere", "nowhere"),
        ("tag old", "<RELEASE>"),
        ("tag 1.0 1.0.0", "`1.0` cannot be a tag"),
        ("tag old 9.9.9", "there is no release `9.9.9`"),
        ("tag old --remove", "there is no tag `old`"),
        ("deprecate 9.9.9", "there is no release `9.9.9`"),
        (
            "deprecate 1.0.0 --at yesterday",
            "write a time as 2026-11-20T12:00:00Z",
        ),
        ("deprecate 1.0.0 --undo --note why", "cannot be used with"),
        (
            "deprecate 1.0.0 --at 2025-07-01",
            "1.0.0 has an end before its deprecation\nhelp: it ends at 2025-06-01T00:00:00Z; move that first: `gati version sunset 1.0.0 TIME`",
        ),
        ("sunset 1.0.0", "<AT>"),
        ("sunset 1.0.0 someday", "write a time as 2026-11-20T12:00:00Z"),
        (
            "sunset 1.1.0 2999-01-01",
            "an end that was never announced by a deprecation\nhelp: `gati version deprecate 1.1.0` comes first",
        ),
        (
            "sunset 1.0.0 2025-02-01",
            "1.0.0 has an end before its deprecation\nhelp: it is deprecated since 2025-03-01T00:00:00Z; choose a later end",
        ),
        ("keep 9.9.9", "there is no release `9.9.9`"),
        ("rollback", "<RELEASE>"),
        (
            "rollback 1.0.0",
            "1.0.0 is not served, by gati.toml: callers without a pin would get nothing\nhelp: ",
        ),
        ("verify --seed much", "invalid value 'much'"),
    ];
    for (line, said) in all {
        let told = package.refuses(&words(line), 2);
        assert!(told.contains(said), "gati version {line}: {told}");
    }
    for words in ["", " ", "two\nlines"] {
        let told = package.refuses(&["version", "deprecate", "1.1.0", "--note", words], 2);
        assert!(told.contains("write words, in one line"), "{told}");
        let told = package.refuses(&["version", "rollback", "1.1.0", "--because", words], 2);
        assert!(told.contains("write words, in one line"), "{told}");
    }
    assert_eq!(package.says(&["version", "list", "--json"]), before);
}

/// Every command that reads the store, with arguments that would do.
const READERS: [&str; 14] = [
    "list",
    "show 1.1.0",
    "diff 1.0.0 1.1.0",
    "changelog",
    "tag old 1.0.0",
    "tag old --remove",
    "deprecate 1.1.0",
    "sunset 1.0.0 2999-01-01",
    "keep 1.0.0",
    "rollback 1.0.0",
    "check",
    "prune",
    "resolve",
    "verify",
];

#[test]
fn every_command_names_the_file_that_is_damaged_and_touches_nothing() {
    let package = shop();
    let said = package.path().join("versions/lifecycle/release-1.0.0.json");
    let released = package.releases().pop().expect("a release");
    for file in [said, released] {
        let whole = fs::read_to_string(&file).expect("it was written");
        let cut = &whole[..whole.len() / 2];
        fs::write(&file, cut).expect("it is cut off");
        let name = file.file_name().and_then(|name| name.to_str()).expect("a name");
        for line in READERS {
            let told = package.refuses(&words(line), 1);
            assert!(told.contains(name), "gati version {line}: {told}");
        }
        assert_eq!(fs::read_to_string(&file).expect("it is there"), cut);
        fs::write(&file, whole).expect("it is mended");
    }
    assert!(package.says(&["version", "list"]).contains("1.1.0"));
}

#[test]
fn without_a_release_there_is_nothing_to_say_something_of() {
    let package = Package::new(&[HELLO]);
    for line in [
        "show 1.0.0",
        "tag old 1.0.0",
        "deprecate 1.0.0",
        "keep 1.0.0",
        "rollback 1.0.0",
        "verify",
    ] {
        let told = package.refuses(&words(line), 2);
        assert!(told.contains("gati release -m"), "gati version {line}: {told}");
    }
    assert_eq!(
        package.says(&words("changelog")),
        "# Changelog\n\nNothing was released yet.\n"
    );
    assert!(!package.path().join("versions").exists(), "nobody wrote anything");
}

#[test]
fn what_belongs_to_no_release_is_listed_and_then_removed() {
    let package = shop();
    let objects = package.path().join("versions/objects");
    let stray = objects.join(format!("{}.json", "0".repeat(32)));
    fs::write(&stray, "{}").expect("a file that an interrupted release left");
    let told = package.says(&words("check"));
    assert!(
        told.contains("1 file belongs to no release; `gati version prune` removes it"),
        "{told}"
    );
    let listed = package.says(&words("prune --dry-run"));
    assert_eq!(listed.trim_end(), stray.display().to_string());
    assert!(stray.exists(), "a dry run removes nothing");
    assert_eq!(package.says(&words("prune")), listed);
    assert!(!stray.exists());
    assert_eq!(
        package.says(&words("check")),
        "2 releases, and every file is what was released\n"
    );
    assert_eq!(package.says(&words("prune")), "");
}
