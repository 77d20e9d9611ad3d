//! Types of today that an old release reads or writes as they are, and that the source only does the other way.
//!
//! A type that did not change is today's type in every release that has it. Where the API of today only answers with it, its source may do
//! with `Serialize` alone; callers of a release that took it as well need `Deserialize` again.

use std::collections::BTreeSet;

use gati_schema::ty::Side;
use syn::{Attribute, Path};

use crate::project::Scan;
use crate::report::Report;
use crate::source::{ItemKind, text};
use crate::story::Editions;

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
            Side::Read => ("Deserialize", "Serialize"),
            Side::Write => ("Serialize", "Deserialize"),
        };
        // Who derives neither writes both by hand, or derives under a condition: rustc knows.
        let by_hand = program.serde_by_hand.contains(&(item.name.clone(), needed));
        if by_hand || !derives(&data.attrs, other) || derives(&data.attrs, needed) {
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
