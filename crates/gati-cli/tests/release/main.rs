//! Runs `gati release` and `gati version` as a user does.

mod every;
mod named;
mod package;
mod said;
mod trouble;

use serde_json::Value;

use package::{BYE, GONE, HELLO, Package, text};

#[test]
fn from_the_first_release_to_one_that_breaks() {
    let package = Package::new(&[HELLO]);
    assert_eq!(package.says(&["version", "list"]), "nothing was released yet\n");
    let first = package.says(&["release", "-m", "Says hello"]);
    assert!(first.starts_with("released shop 1.0.0 at "), "{first}");
    let again = package.refuses(&["release", "-m", "Again"], 2);
    assert!(again.starts_with("error: nothing changed since 1.0.0"), "{again}");

    package.serve(&[HELLO, BYE]);
    let plan = package.says(&["release", "-m", "Says goodbye", "--dry-run"]);
    assert!(
        plan.starts_with("shop 1.0.0 → 1.1.0: API minor")
            && plan.contains("would release")
            && plan.contains("handler-added"),
        "{plan}"
    );
    assert_eq!(package.releases().len(), 1, "a dry run writes nothing");
    package.says(&["release", "-m", "Says goodbye", "--tag", "stable"]);

    package.serve(&[GONE]);
    let broken = package.refuses(&["release", "-m", "Starts anew"], 1);
    assert!(
        broken.contains("GET /bye breaks callers of 1.1.0: a handler was removed")
            && broken.contains("versions = \"..2.0.0\"")
            && broken.contains("finding = \"handler-removed at GET /hello\"")
            && broken.contains("nothing is released"),
        "{broken}"
    );
    let checked = package.refuses(&["check"], 1);
    assert!(
        checked.contains("affected: callers of 1.0.0, 1.1.0 that use GET /hello"),
        "{checked}"
    );
    // Who says that old releases are not served any more has nobody to think of, and still tells callers what changed.
    package.says_of_versions("live = \">=2\"");
    let breaks = package.refuses(&["release", "-m", "Starts anew"], 2);
    assert!(
        breaks.contains("2 changes break callers, and each needs a sentence for them")
            && breaks.contains("  1: handler-removed at GET /bye\n  2: handler-removed at GET /hello"),
        "{breaks}"
    );
    // The numbers are those of the report, in which what breaks comes first.
    let numbered = package.refuses(
        &["release", "-m", "Starts anew", "--explain", "2 = Nobody comes"],
        2,
    );
    assert!(
        numbered.contains("\n  1  GET /bye\n")
            && numbered.contains("\n  2  GET /hello\n")
            && numbered.contains("\n  3  GET /gone\n")
            && numbered.contains("1 change breaks callers, and needs a sentence for them:\n  1: handler-removed at GET /bye\nhelp"),
        "{numbered}"
    );
    let low = [
        "release",
        "-m",
        "Starts anew",
        "--explain",
        "handler-removed at GET /bye = Nobody leaves",
        "--acknowledge",
        "handler-removed at GET /hello = it was never deployed",
        "--version",
        "1.2.0",
    ];
    let too_low = package.refuses(&low, 2);
    assert!(
        too_low.starts_with("shop 1.1.0 → 2.0.0: API major") && too_low.contains("at least 2.0.0"),
        "{too_low}"
    );
    let json: Value =
        serde_json::from_str(&package.says(&[&low[..7], &["--json"]].concat())).expect("a document");
    assert_eq!(json["release"]["version"], "2.0.0");
    assert_eq!(json["changes"]["bump"]["wire"], "major");

    let list = package.says(&["version", "list"]);
    assert_eq!(list.lines().count(), 3);
    assert!(
        list.lines()
            .nth(1)
            .is_some_and(|line| line.ends_with("Says goodbye (stable, not served, by gati.toml)")),
        "{list}"
    );
    let shown = package.says(&["version", "show", "2.0.0"]);
    assert!(
        shown.contains("- Nobody leaves (`handler-removed at GET /bye`)"),
        "{shown}"
    );
    assert!(
        shown.ends_with("\nHandlers\n\n  GET /gone 1.0.0\n"),
        "those that are gone are not among them: {shown}"
    );
    assert!(package.says(&["version", "changelog"]).contains("## 1.1.0 ("));
    let diff = package.run(&["version", "diff", "1.0.0", "stable"]);
    assert_eq!(diff.status.code(), Some(0));
    assert!(text(&diff.stdout).contains("handler-added"));
    // Cargo.toml says 1.0.0 all the time.
    let diff = package.run(&["diff", "1.0.0", "."]);
    assert_eq!(diff.status.code(), Some(1), "what is served now breaks 1.0.0");
    let said = text(&diff.stdout);
    assert!(said.starts_with("shop 1.0.0 → 2.0.0: API major"), "{said}");
    package.serve(&[GONE, BYE]);
    let diff = package.says(&["version", "diff", "2.0.0"]);
    assert!(diff.starts_with("shop 2.0.0 → 2.1.0: API minor"), "{diff}");
    package.serve(&[GONE]);
    assert!(
        package
            .refuses(&["version", "show", "9.9.9"], 2)
            .contains("there is no release `9.9.9`")
    );
    assert_eq!(
        package.says(&["version", "check"]),
        "3 releases, and every file is what was released\n"
    );
}

#[test]
fn two_branches_that_both_released_are_merged_with_git() {
    let package = Package::new(&[HELLO]);
    package.says(&["release", "-m", "Says hello"]);
    let commit = |message: &str| package.git(&["add", "-A"]) && package.git(&["commit", "-qm", message]);
    assert!(package.git(&["init", "-q", "-b", "main"]) && commit("first"));
    assert!(package.git(&["checkout", "-qb", "theirs"]));
    package.serve(&[HELLO, GONE]);
    package.says(&["release", "-m", "Is gone"]);
    assert!(commit("theirs") && package.git(&["checkout", "-q", "main"]));
    package.serve(&[HELLO, BYE]);
    package.says(&["release", "-m", "Says goodbye"]);
    assert!(commit("ours"));
    assert!(
        !package.git(&["merge", "-q", "theirs"]),
        "git must not take this for settled"
    );

    let error = package.refuses(&["version", "check"], 1);
    assert!(
        error.contains("two branches have released") && error.matches("0002-1.1.0-").count() == 2,
        "{error}"
    );
    package.serve(&[HELLO, BYE, GONE]);
    let said = package.says(&["version", "resolve"]);
    assert!(
        said.contains("1.1.0 stays") && said.contains("1.1.0 follows as 1.2.0"),
        "{said}"
    );
    assert_eq!(
        package.says(&["version", "check"]).lines().next(),
        Some("3 releases, and every file is what was released")
    );
    let diff = package.says(&["diff", "1.2.0", "."]);
    assert!(diff.contains("nothing changed"), "{diff}");
    assert!(
        package
            .says(&["version", "resolve"])
            .contains("nothing to resolve")
    );
}

#[test]
fn what_both_branches_changed_is_released_once_more_as_the_help_says() {
    let told = |words: &str| format!("/// {words}\n{HELLO}");
    let package = Package::new(&[HELLO]);
    package.says(&["release", "-m", "Says hello"]);
    let commit = |message: &str| package.git(&["add", "-A"]) && package.git(&["commit", "-qm", message]);
    assert!(package.git(&["init", "-q", "-b", "main"]) && commit("first"));
    assert!(package.git(&["checkout", "-qb", "theirs"]));
    package.serve(&[&told("Theirs.")]);
    package.says(&["release", "-m", "Theirs"]);
    assert!(commit("theirs") && package.git(&["checkout", "-q", "main"]));
    package.serve(&[&told("Ours.")]);
    package.says(&["release", "-m", "Ours"]);
    let kept = package.releases();
    assert!(commit("ours") && !package.git(&["merge", "-q", "theirs"]));

    package.serve(&[&told("Both.")]);
    let refused = package.refuses(&["version", "resolve", "--keep", "1.0.1"], 2);
    assert!(
        refused.contains("both branches changed these, each in its own way:\n  GET /hello\n"),
        "{refused}"
    );
    // Both are 1.0.1; the first of them stays.
    let named = package.releases().into_iter().filter(|path| {
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        refused.contains(&name)
    });
    let named: Vec<_> = named.collect();
    assert_eq!(named.len(), 1, "{refused}");
    std::fs::remove_file(&named[0]).expect("it can go");
    let settled = package.says(&["version", "resolve"]);
    assert!(
        settled.starts_with("head.json names the newest release again"),
        "{settled}"
    );
    assert_eq!(package.releases().len(), kept.len());
    package.says(&["release", "-m", "Merged"]);
    let checked = package.says(&["version", "check"]);
    assert!(
        checked.starts_with("3 releases, and every file is what was released\n"),
        "{checked}"
    );
}
