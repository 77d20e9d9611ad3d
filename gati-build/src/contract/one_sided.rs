//! Types of today that an old release reads or writes as they are, and that the source only does the other way.
//!
//! A type that did not change is today's type in every release that has it. Where the API of today only answers with it, its source may do
//! with `Serialize` alone; callers of a release that took it as well need `Deserialize` again.

use std::collections::BTreeSet;

use gati_schema::ty::Side;
use syn::{Attribute, DeriveInput, Path};

use crate::project::Scan;
use crate::report::Report;
use crate::source::{Item, ItemKind, Program, text};
use crate::story::Editions;

const DESERIALIZE: &str = "Deserialize";
const SERIALIZE: &str = "Serialize";

/// A report for each such type, of the newest release that needs more of it.
pub(super) fn reports(scan: &Scan, editions: &Editions) -> Vec<Report> {
    let mut told = BTreeSet::new();
    let mut reports = Vec::new();
    for (at, side, name) in editions.lent() {
        let Some(live) = scan.today().types.get(name) else {
            continue;
        };
        let program = scan.program();
        let item = program.item(live.item);
        let ItemKind::Data(data) = &item.kind else {
            continue;
        };
        let (needed, other) = match side {
            Side::Read => (DESERIALIZE, SERIALIZE),
            Side::Write => (SERIALIZE, DESERIALIZE),
        };
        // Who derives neither writes both by hand, or derives under a condition: rustc knows.
        if has(program, item, data, needed) || !derives(&data.attrs, other) {
            continue;
        }
        if !told.insert((name, needed)) {
            continue;
        }
        let version = &editions.all[at].version;
        let does = match side {
            Side::Read => format!("callers of {version} send it"),
            Side::Write => format!("callers of {version} are answered with it"),
        };
        reports.push(
            Report::new("type-is-one-sided", format!("`{name}` needs `{needed}`: {does}"))
                .at(
                    &scan.place_of(live.item),
                    format!("the same since {version}, and only `{other}` is derived"),
                )
                .help(format!(
                    "derive `{needed}` as well: the contract of today stays what it is"
                )),
        );
    }
    reports
}

/// Which types of today can be read and which written, as a text: what decides about these reports beside manifests.
pub(super) fn derived(scan: &Scan) -> String {
    let program = scan.program();
    let mut text = String::new();
    for (name, live) in &scan.today().types {
        let item = program.item(live.item);
        let ItemKind::Data(data) = &item.kind else {
            continue;
        };
        let sides =
            [DESERIALIZE, SERIALIZE].map(|side| (has(program, item, data, side), derives(&data.attrs, side)));
        text.push_str(&format!("{name}{sides:?}"));
    }
    text
}

/// Whether a type has an implementation of serde's, derived or written by hand.
fn has(program: &Program, item: &Item, data: &DeriveInput, side: &'static str) -> bool {
    program.serde_by_hand.contains(&(item.name.clone(), side)) || derives(&data.attrs, side)
}

/// Whether a derive names a trait.
fn derives(attrs: &[Attribute], name: &str) -> bool {
    let mut found = false;
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("derive")) {
        // What does not parse is reported by rustc.
        let _ = attr.parse_nested_meta(|meta| {
            found |= is(&meta.path, name);
            Ok(())
        });
    }
    found
}

fn is(path: &Path, name: &str) -> bool {
    path.segments
        .last()
        .is_some_and(|segment| text(&segment.ident) == name)
}
