//! Which crate may use which: dependencies point down only.
//!
//! The table below is the law; `docs/architecture.md` prints it, made by `cargo xtask codegen`.

use crate::failure::{Failure, Outcome};
use crate::metadata::Metadata;

/// What one crate may know.
struct Row {
    name: &'static str,
    /// Crates of ours that it may use.
    uses: &'static [&'static str],
    /// Crates of ours that its tests and benchmarks may use besides.
    tests_use: &'static [&'static str],
    /// Outside crates that must never be linked into it, by whatever way.
    never: &'static [&'static str],
}

/// What no crate needs that is about data alone: macros, a server, a client.
const DATA: &[&str] = &[
    "axum",
    "hyper",
    "proc-macro2",
    "quote",
    "reqwest",
    "syn",
    "tokio",
    "tower",
];

const ROWS: &[Row] = &[
    Row {
        name: "gati-schema",
        uses: &[],
        tests_use: &[],
        never: DATA,
    },
    Row {
        name: "gati-sample",
        uses: &["gati-schema"],
        tests_use: &[],
        never: DATA,
    },
    Row {
        name: "gati-diff",
        uses: &["gati-sample", "gati-schema"],
        tests_use: &[],
        never: DATA,
    },
    Row {
        // Every server and the command link it, for one small file.
        name: "gati-dotenv",
        uses: &[],
        tests_use: &[],
        never: &["axum", "hyper", "serde", "syn", "tokio", "tower"],
    },
    Row {
        name: "gati-timeline",
        uses: &[],
        tests_use: &[],
        never: &["axum", "hyper", "syn", "tokio", "tower"],
    },
    Row {
        name: "gati-typescript",
        uses: &["gati-schema"],
        tests_use: &[],
        never: DATA,
    },
    Row {
        name: "gati-transform",
        uses: &["gati-diff", "gati-schema"],
        tests_use: &[],
        never: DATA,
    },
    Row {
        // Every user compiles it before anything else, for the check of the store in each build.
        name: "gati-release",
        uses: &["gati-diff", "gati-schema", "gati-timeline"],
        tests_use: &[],
        never: DATA,
    },
    Row {
        name: "gati-syntax",
        uses: &["gati-schema"],
        tests_use: &[],
        never: &["axum", "hyper", "prettyplease", "reqwest", "tokio", "tower"],
    },
    Row {
        name: "gati-macros",
        uses: &["gati-schema", "gati-syntax"],
        tests_use: &["gati"],
        never: &[
            "annotate-snippets",
            "axum",
            "prettyplease",
            "reqwest",
            "tokio",
            "tower",
        ],
    },
    Row {
        name: "gati",
        uses: &[
            "gati-dotenv",
            "gati-macros",
            "gati-sample",
            "gati-schema",
            "gati-timeline",
        ],
        tests_use: &["gati-build"],
        never: &[
            "clap",
            "gati-build",
            "gati-client",
            "gati-syntax",
            "reqwest",
            "syn",
            "utoipa",
        ],
    },
    Row {
        name: "gati-build",
        uses: &[
            "gati-diff",
            "gati-release",
            "gati-schema",
            "gati-syntax",
            "gati-transform",
        ],
        tests_use: &["gati", "gati-client"],
        never: &["axum", "clap", "hyper", "reqwest", "tokio", "tower"],
    },
    Row {
        // Not published: it holds schemas, validators and serde against each other.
        name: "gati-oracle",
        uses: &["gati", "gati-sample", "gati-schema", "gati-syntax"],
        tests_use: &["gati-diff"],
        never: &["clap", "gati-build", "reqwest"],
    },
    Row {
        name: "gati-client",
        uses: &["gati-schema"],
        tests_use: &[],
        never: &["axum", "proc-macro2", "quote", "syn"],
    },
    Row {
        name: "gati-cli",
        uses: &[
            "gati-build",
            "gati-diff",
            "gati-dotenv",
            "gati-release",
            "gati-schema",
            "gati-typescript",
        ],
        tests_use: &[],
        never: &["axum", "gati"],
    },
    Row {
        name: "xtask",
        uses: &["gati-diff", "gati-schema"],
        tests_use: &[],
        never: &[],
    },
];

/// Packages that show or test the rest: they may use every door, and nothing uses them but each other.
const OUTSIDE: &[&str] = &["examples/", "ui-tests/", "benches/"];

/// Every edge between two members is in the table, and nothing heavy reaches a crate that must stay light.
pub(super) fn check(metadata: &Metadata) -> Outcome {
    let ours = metadata.member_names();
    let mut findings = Vec::new();
    for member in metadata.members() {
        let name = member.name.as_str();
        let Some(row) = ROWS.iter().find(|row| row.name == name) else {
            if !OUTSIDE
                .iter()
                .any(|folder| member.manifest_path.contains(&format!("/{folder}")))
            {
                findings.push(format!(
                    "crate `{name}` has no row in crates/xtask/src/tidy/edges.rs; say there what it may use"
                ));
            }
            continue;
        };
        for dependency in member
            .dependencies
            .iter()
            .filter(|d| ours.contains(d.name.as_str()))
        {
            let to = dependency.name.as_str();
            let for_tests = dependency.kind.as_deref() == Some("dev");
            // A crate whose tests need all of its features depends on itself.
            let is_allowed_for_tests = row.tests_use.contains(&to) || to == name;
            if !(row.uses.contains(&to) || for_tests && is_allowed_for_tests) {
                findings.push(format!(
                    "`{name}` may not use `{to}`: see the table in docs/architecture.md"
                ));
            }
        }
        for (linked, by) in metadata.linked_into(member) {
            if row.never.contains(&linked) {
                findings.push(format!(
                    "`{linked}` must never reach `{name}`, but `{by}` brings it"
                ));
            }
        }
    }
    Failure::unless_empty(findings)
}

/// The table as people read it.
pub(crate) fn table() -> String {
    let mut text = String::from(
        "| crate | may use of ours | its tests also | must never be linked in |\n|---|---|---|---|\n",
    );
    for row in ROWS {
        text.push_str(&format!(
            "| `{}` | {} | {} | {} |\n",
            row.name,
            words(row.uses),
            words(row.tests_use),
            words(row.never)
        ));
    }
    text
}

fn words(names: &[&str]) -> String {
    if names.is_empty() {
        return "—".into();
    }
    names
        .iter()
        .map(|name| format!("`{name}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: &[&str] = &["axum", "tokio", "tower"];
    const PARSER: &[&str] = &["proc-macro2", "quote", "syn"];

    #[test]
    fn rows_use_only_rows_above_them() {
        for (i, row) in ROWS.iter().enumerate() {
            for used in row.uses {
                assert!(
                    ROWS[..i].iter().any(|above| above.name == *used),
                    "{} uses {used}, which stands below it",
                    row.name
                );
            }
        }
    }

    #[test]
    fn what_the_compiler_runs_stays_out_of_what_the_server_links() {
        let row = |name| ROWS.iter().find(|row| row.name == name).unwrap();
        for name in SERVER {
            assert!(row("gati-schema").never.contains(name) && row("gati-build").never.contains(name));
        }
        for name in PARSER {
            assert!(row("gati-schema").never.contains(name) && row("gati-client").never.contains(name));
        }
    }
}
