//! What is said of releases, and what the lists make of it.

use std::fs;

use serde_json::Value;

use crate::package::{BYE, GONE, HELLO, Package, text};

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
        "default for callers without a pin: 1.1.0 is slow",
        "deprecated since 2026-01-01",
        "served until 2030-01-01",
        "kept",
    ] {
        assert!(first.contains(word), "{first}");
    }
    // A release does not end it, and says so.
    package.serve(&[HELLO, BYE, GONE]);
    let plan = package.run(&["release", "-m", "Is fast", "--dry-run"]);
    assert_eq!(
        text(&plan.stderr),
        "warning: callers without a pin still get 1.0.0 (1.1.0 is slow)\nhelp: `gati version rollback --undo` gives them the newest release again\n"
    );
    package.says(&["version", "rollback", "--undo"]);
    let plan = package.run(&["release", "-m", "Is fast", "--dry-run"]);
    assert_eq!(text(&plan.stderr), "");
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
fn the_list_goes_by_the_settings_of_a_server_wherever_they_stand() {
    let package = Package::new(&[HELLO]);
    package.says(&["release", "-m", "First", "--at", "2025-01-01T00:00:00Z"]);
    package.serve(&[HELLO, BYE]);
    package.says(&["release", "-m", "Second", "--at", "2025-02-01T00:00:00Z"]);
    package.says(&["version", "deprecate", "1.0.0", "--at", "2025-04-01"]);
    package.says(&["version", "sunset", "1.0.0", "2025-05-01"]);
    let first = |variables: &[(&str, &str)]| -> Value {
        let output = package.run_where(variables, &["version", "list", "--json"]);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        let document: Value = serde_json::from_slice(&output.stdout).unwrap();
        document["releases"][1].clone()
    };
    let status = |variables: &[(&str, &str)]| first(variables)["status"].as_str().unwrap().to_owned();
    let write = |name: &str, content: &str| fs::write(package.path().join(name), content).unwrap();

    package.says_of_versions("retire = \"never\"");
    assert_eq!(status(&[]), "deprecated");
    assert_eq!(status(&[("GATI__VERSIONS__RETIRE", "after-sunset")]), "retired");
    write("gati.production.toml", "[versions]\nretire = \"after-sunset\"\n");
    assert_eq!(status(&[]), "deprecated", "it is not the environment");
    assert_eq!(status(&[("GATI_ENV", "production")]), "retired");
    write(".env", "GATI__VERSIONS__RETIRE=never\n");
    assert_eq!(status(&[("GATI_ENV", "production")]), "deprecated");

    let counted = "{\"format\":1,\"since\":\"2025-01-01\",\"days\":{},\"total\":{\"1.0.0\":{\"hello\":7}}}";
    write("counts.json", counted);
    assert_eq!(first(&[])["requests"], Value::Null);
    let used = first(&[("GATI__VERSIONS__USAGE", "counts.json")]);
    assert_eq!(used["requests"]["total"], 7);

    // What a server would not start with is no list either.
    let output = package.run_where(&[("GATI__VERSIONS__RETIRE", "soon")], &["version", "list"]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(
        said.contains("GATI__VERSIONS__RETIRE: `versions.retire`: expected `never`"),
        "{said}"
    );
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
