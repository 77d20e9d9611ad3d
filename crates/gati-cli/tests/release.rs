//! Runs `gati release` and `gati version` as a user does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use serde_json::Value;

const HELLO: &str = "#[gati::handler(\"GET /hello\")]\nasync fn hello() -> Text { todo() }";
const BYE: &str = "#[gati::handler(\"GET /bye\")]\nasync fn bye() -> Text { todo() }";
const GONE: &str = "#[gati::handler(\"GET /gone\")]\nasync fn gone() -> Text { todo() }";

/// A package in a folder of its own.
struct Package {
    folder: tempfile::TempDir,
}

impl Package {
    fn new(handlers: &[&str]) -> Self {
        let package = Self {
            folder: tempfile::tempdir().expect("a folder for a package"),
        };
        let manifest = "[package]\nname = \"shop\"\nversion = \"1.0.0\"\nedition = \"2024\"\n\n[dependencies]\ngati = \"0.1\"\n\n[workspace]\n";
        fs::create_dir_all(package.path().join("src")).expect("a folder for the source");
        fs::write(package.path().join("Cargo.toml"), manifest).expect("a manifest");
        package.serve(handlers);
        package
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn serve(&self, handlers: &[&str]) {
        let source = format!("{}\n\ngati::app!();\n", handlers.join("\n"));
        fs::write(self.path().join("src/main.rs"), source).expect("a source");
    }

    /// What `gati.toml` says of releases.
    fn says_of_versions(&self, policy: &str) {
        let text = format!("[versions]\n{policy}\n");
        fs::write(self.path().join("gati.toml"), text).expect("a configuration");
    }

    /// Nothing is compiled: these packages are read, and what they stand on is not there.
    fn run(&self, arguments: &[&str]) -> Output {
        let is_release = arguments.first() == Some(&"release");
        Command::new(env!("CARGO_BIN_EXE_gati"))
            .args(arguments)
            .args(is_release.then_some("--no-compile"))
            .current_dir(self.path())
            .output()
            .expect("the command runs")
    }

    /// What a command prints that must work.
    #[track_caller]
    fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(
            output.status.code(),
            Some(0),
            "{arguments:?}: {}",
            text(&output.stderr)
        );
        text(&output.stdout).to_owned()
    }

    /// What a command complains about that must fail with this number.
    #[track_caller]
    fn refuses(&self, arguments: &[&str], code: i32) -> String {
        let output = self.run(arguments);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}: {}",
            text(&output.stdout)
        );
        text(&output.stderr).to_owned()
    }

    fn git(&self, arguments: &[&str]) -> bool {
        let output = Command::new("git")
            .args([
                "-c",
                "user.name=a",
                "-c",
                "user.email=a@b",
                "-c",
                "commit.gpgsign=false",
            ])
            .args(arguments)
            .current_dir(self.path())
            .output()
            .expect("git runs");
        output.status.success()
    }

    fn releases(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.path().join("versions/releases"))
            .into_iter()
            .flatten();
        let paths = entries.map(|entry| entry.expect("an entry").path());
        // A killed release may leave a draft behind, which is no release.
        let is_draft = |path: &PathBuf| {
            path.file_name()
                .is_some_and(|name| name.to_string_lossy().starts_with('.'))
        };
        paths.filter(|path| !is_draft(path)).collect()
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("output is text")
}

#[test]
fn from_the_first_release_to_one_that_breaks() {
    let package = Package::new(&[HELLO]);
    assert_eq!(package.says(&["version", "list"]), "nothing was released yet\n");
    let first = package.says(&["release", "-m", "Says hello"]);
    assert!(first.starts_with("released shop 1.0.0 at "), "{first}");
    let again = package.refuses(&["release", "-m", "Again"], 2);
    assert!(again.contains("nothing changed since 1.0.0"), "{again}");

    package.serve(&[HELLO, BYE]);
    let plan = package.says(&["release", "-m", "Says goodbye", "--dry-run"]);
    assert!(
        plan.contains("would release") && plan.contains("1.1.0") && plan.contains("handler-added"),
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
        breaks.contains("each needs a sentence for them") && breaks.contains("handler-removed at GET /bye"),
        "{breaks}"
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
    assert!(package.refuses(&low, 2).contains("at least 2.0.0"));
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
    assert!(package.says(&["version", "changelog"]).contains("## 1.1.0 ("));
    let diff = package.run(&["version", "diff", "1.0.0", "stable"]);
    assert_eq!(diff.status.code(), Some(0));
    assert!(text(&diff.stdout).contains("handler-added"));
    assert_eq!(
        package.run(&["diff", "1.0.0", "."]).status.code(),
        Some(1),
        "what is served now breaks 1.0.0"
    );
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
fn what_becomes_of_a_release() {
    let package = Package::new(&[HELLO]);
    package.says(&["release", "-m", "Says hello"]);
    package.serve(&[HELLO, BYE]);
    package.says(&["release", "-m", "Says goodbye"]);
    let early = package.refuses(&["version", "sunset", "1.0.0", "2030-01-01"], 2);
    assert!(early.contains("gati version deprecate 1.0.0"), "{early}");
    package.says(&[
        "version",
        "deprecate",
        "1.0.0",
        "--at",
        "2026-01-01",
        "--note",
        "use 1.1.0",
    ]);
    package.says(&["version", "sunset", "1.0.0", "2030-01-01"]);
    package.says(&["version", "keep", "1.0.0"]);
    package.says(&["version", "tag", "old", "1.0.0"]);
    package.says(&["version", "rollback", "old", "--because", "1.1.0 is slow"]);
    let list = package.says(&["version", "list"]);
    let first = list.lines().last().expect("a line");
    for word in [
        "old",
        "default for callers",
        "deprecated since 2026-01-01",
        "served until 2030-01-01",
        "kept",
    ] {
        assert!(first.contains(word), "{first}");
    }
    package.says(&["version", "rollback", "--undo"]);
    package.says(&["version", "tag", "old", "--remove"]);
    package.says(&["version", "deprecate", "1.0.0", "--undo"]);
    let list = package.says(&["version", "list"]);
    assert!(
        list.lines().last().is_some_and(|line| line.ends_with("(kept)")),
        "{list}"
    );
    assert!(
        package
            .refuses(&["version", "tag", "v1", "1.0.0"], 2)
            .contains("cannot be a tag")
    );
}

/// A module whose database has a schema.
fn ledger(schema: u64) -> String {
    format!(
        "pub struct Ledger;\n#[gati::module(schema_version = {schema})]\nimpl Ledger {{ fn init() -> Self {{ Self }} }}"
    )
}

#[test]
fn the_schema_of_a_database_stands_in_the_release_and_is_not_rolled_back() {
    let package = Package::new(&[HELLO, &ledger(1)]);
    let first = package.says(&["release", "-m", "Says hello"]);
    assert!(first.contains("the database of ledger has schema 1"), "{first}");
    package.serve(&[HELLO, BYE, &ledger(2)]);
    let plan = package.says(&["release", "-m", "Says goodbye", "--dry-run"]);
    assert!(
        plan.contains("Schemas of databases (1)\n\n  ledger 1 → 2\n"),
        "{plan}"
    );
    package.says(&["release", "-m", "Says goodbye"]);

    let list = package.says(&["version", "list"]);
    assert!(
        list.contains("Says goodbye (schema 2 of ledger)")
            && list.contains("Says hello (schema 1 of ledger)"),
        "{list}"
    );
    let read =
        |arguments: &[&str]| -> Value { serde_json::from_str(&package.says(arguments)).expect("a document") };
    let list = read(&["version", "list", "--json"]);
    assert_eq!(list["releases"][0]["release"]["schema_versions"]["ledger"], 2);
    let shown = package.says(&["version", "show", "1.0.0"]);
    assert!(shown.contains("schema 1 of ledger"), "{shown}");
    let shown = read(&["version", "show", "1.0.0", "--json"]);
    assert_eq!(shown["release"]["schema_versions"]["ledger"], 1);
    let diff = package.says(&["version", "diff", "1.0.0", "1.1.0"]);
    assert!(
        diff.ends_with("\nSchemas of databases (1)\n\n  ledger 1 → 2\n"),
        "{diff}"
    );
    let moved = serde_json::json!([{"module": "ledger", "old": 1, "new": 2}]);
    assert_eq!(
        read(&["version", "diff", "1.0.0", "1.1.0", "--json"])["schema_versions"],
        moved
    );
    assert_eq!(read(&["diff", "1.0.0", ".", "--json"])["schema_versions"], moved);

    let rolled = package.run(&["version", "rollback", "1.0.0"]);
    let warning = text(&rolled.stderr);
    assert!(
        rolled.status.success()
            && warning.starts_with("warning: the schemas of databases are not those of 1.0.0: ledger 1 → 2")
            && warning.contains("no database is rolled back"),
        "{warning}"
    );
    let forward = package.run(&["version", "rollback", "1.1.0"]);
    assert_eq!(text(&forward.stderr), "", "the schema is the same there");

    // A schema that moves alone is released like anything else.
    package.serve(&[HELLO, BYE, &ledger(3)]);
    let alone = package.says(&["release", "-m", "The ledger has days"]);
    assert!(alone.contains("released shop 1.1.1"), "{alone}");
}

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
fn the_list_shows_who_is_still_asked_for_and_who_is_gone() {
    let package = Package::new(&[HELLO]);
    package.says(&["release", "-m", "First", "--at", "2025-01-01T00:00:00Z"]);
    package.serve(&[HELLO, BYE]);
    package.says(&["release", "-m", "Second", "--at", "2025-02-01T00:00:00Z"]);
    package.serve(&[HELLO, BYE, GONE]);
    package.says(&["release", "-m", "Third", "--at", "2025-03-01T00:00:00Z"]);
    for version in ["1.0.0", "1.1.0"] {
        package.says(&["version", "deprecate", version, "--at", "2025-04-01"]);
        package.says(&["version", "sunset", version, "2025-05-01"]);
    }
    let listed = || -> Value { serde_json::from_str(&package.says(&["version", "list", "--json"])).unwrap() };
    let statuses = |document: &Value| -> Vec<String> {
        let releases = document["releases"].as_array().unwrap().iter();
        releases
            .map(|release| release["status"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(statuses(&listed()), ["live", "deprecated", "deprecated"]);

    // Today, so that whatever the clock says it is within the last seven days.
    let today = package.says(&["version", "list"]);
    assert!(!today.contains("in 7 days"), "nothing is counted: {today}");
    let day = now_as_date();
    let counted = serde_json::json!({
        "format": 1,
        "since": "2025-01-01",
        "days": {day: {"1.1.0": {"hello": 50}, "1.2.0": {"hello": 150}}},
        "total": {"1.0.0": {"hello": 7}, "1.1.0": {"hello": 50}, "1.2.0": {"hello": 150}},
    });
    fs::write(package.path().join("usage.json"), counted.to_string()).unwrap();
    let settings = "[versions]\nusage = \"usage.json\"\nretire = \"after-sunset-when-cold\"\n";
    fs::write(package.path().join("gati.toml"), settings).unwrap();
    let document = listed();
    assert_eq!(statuses(&document), ["live", "deprecated", "retired"]);
    assert_eq!(document["releases"][1]["use"], "hot");
    assert_eq!(document["releases"][2]["requests"]["total"], 7);
    let text = package.says(&["version", "list"]);
    assert!(
        text.contains("deprecated  hot         50 in 7 days  Second"),
        "{text}"
    );
    assert!(
        text.contains("retired     cold         0 in 7 days  First"),
        "{text}"
    );

    package.says(&["version", "keep", "1.0.0"]);
    assert_eq!(statuses(&listed()), ["live", "deprecated", "deprecated"]);
    fs::write(package.path().join("usage.json"), "{").unwrap();
    assert!(package.refuses(&["version", "list"], 2).contains("usage.json"));
}

#[test]
fn the_list_agrees_with_what_gati_toml_says_of_releases() {
    let package = Package::new(&[HELLO]);
    package.says(&["release", "-m", "First", "--at", "2025-01-01T00:00:00Z"]);
    package.serve(&[HELLO, BYE]);
    package.says(&["release", "-m", "Second", "--at", "2025-02-01T00:00:00Z"]);
    package.serve(&[HELLO, BYE, GONE]);
    package.says(&["release", "-m", "Third", "--at", "2025-03-01T00:00:00Z"]);
    let listed = || -> Vec<(String, Value)> {
        let document: Value = serde_json::from_str(&package.says(&["version", "list", "--json"])).unwrap();
        let releases = document["releases"].as_array().unwrap().iter();
        releases
            .map(|release| {
                (
                    release["status"].as_str().unwrap().to_owned(),
                    release["sunset"].clone(),
                )
            })
            .collect()
    };
    let plain = |statuses: [&str; 3]| statuses.map(|status| (status.to_owned(), Value::Null)).to_vec();

    package.says_of_versions("live = \">=1.1\"");
    assert_eq!(listed(), plain(["live", "live", "retired"]));
    let list = package.says(&["version", "list"]);
    assert!(
        list.contains("retired     First (not served, by gati.toml)"),
        "{list}"
    );

    package.says_of_versions("sunset = [{ releases = \"1.1.0\", with = \"1.2.0\" }]");
    assert_eq!(listed(), plain(["live", "retired", "live"]));

    // An end that a rule says counts as one that was said of the release alone.
    let rule = "retire = \"after-sunset\"\nsunset = [{ releases = \"<2\", at = \"2025-06-01\" }]";
    package.says_of_versions(rule);
    let end = Value::from("2025-06-01T00:00:00Z");
    let ends = |statuses: [&str; 3]| statuses.map(|status| (status.to_owned(), end.clone())).to_vec();
    assert_eq!(
        listed(),
        ends(["live", "retired", "retired"]),
        "what is served today stays"
    );
    let list = package.says(&["version", "list"]);
    assert!(
        list.contains("Third (served until 2025-06-01T00:00:00Z, by gati.toml)"),
        "{list}"
    );

    // Whoever names no version gets 1.0.0, so that it stays.
    package.says_of_versions(&format!("missing = \"1.0.0\"\n{rule}"));
    assert_eq!(listed(), ends(["live", "retired", "live"]));

    // What comes after the newest release is served in its place.
    package.says_of_versions(rule);
    package.serve(&[
        HELLO,
        BYE,
        GONE,
        "#[gati::handler(\"GET /new\")]\nasync fn new() -> Text { todo() }",
    ]);
    assert_eq!(listed(), ends(["retired", "retired", "retired"]));

    package.says_of_versions("live = \"sometimes\"");
    assert!(
        package
            .refuses(&["version", "list"], 1)
            .contains("this names no releases")
    );
}

fn now_as_date() -> String {
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(0));
    gati_release::Moment::from_unix(seconds).to_string()[..10].to_owned()
}
