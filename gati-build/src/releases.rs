//! What a build writes for the sake of releases, and the mistakes that stop it.

use std::path::Path;

use gati_release::{Release, Store, StoreError};
use gati_transform::Way;

use crate::cargo;
use crate::contract::{Contract, in_source};
use crate::emit::timescape::{self, Closed, Served};
use crate::project::Scan;
use crate::report::Report;
use crate::stamp::write_if_stale_and;
use crate::story::Story;
use crate::{artifacts::Files, build};

/// Writes the frozen types and the ways of old callers, unless they are there already; all that is wrong is told to Cargo. Says whether
/// nothing is.
pub(crate) fn write(scan: &Scan, store: &Store, contract: &Contract, folder: &Path) -> bool {
    let Some(story) = &contract.story else {
        return true;
    };
    let mut is_sound = true;
    let key = format!(
        "{}{}{:?}{}{:?}{:?}",
        scan.manifest().to_json(),
        store.newest().map(Release::name).unwrap_or_default(),
        store.lifecycle(),
        in_source(scan),
        contract.policy,
        contract.kept,
    );
    let written = write_if_stale_and(folder, "timescape", &key, || {
        match generate(scan, store, contract, story, folder) {
            Ok(files) => {
                is_sound = files.is_some();
                files
            }
            Err(error) => {
                build::fail(&error);
                is_sound = false;
                None
            }
        }
    });
    is_sound &= written.is_ok();
    build::told(written);
    is_sound
}

/// The files, unless there are mistakes; those are told.
fn generate(
    scan: &Scan,
    store: &Store,
    contract: &Contract,
    story: &Story,
    folder: &Path,
) -> Result<Option<Files>, StoreError> {
    let served = Served {
        policy: &contract.policy,
        kept: contract
            .kept
            .iter()
            .filter_map(|(at, since, until)| Some((&scan.kept().get(*at)?.handler, *since, *until)))
            .collect(),
    };
    let emitted = timescape::emit(story, store, scan.today(), &served, folder)?;
    let mut reports = Vec::new();
    if !story.is_flawed {
        reports.extend(
            emitted
                .closed
                .iter()
                .map(|closed| out_of_sight(scan, story, closed)),
        );
    }
    let drawer = scan.drawer();
    for report in &reports {
        cargo::error(&drawer.diagnostic(report).rendered);
    }
    Ok(reports.is_empty().then_some(emitted.files))
}

/// A type of today that generated code would have to take apart.
fn out_of_sight(scan: &Scan, story: &Story, closed: &Closed) -> Report {
    let editions = &story.editions.all;
    let (older, newer) = (&editions[closed.step].version, &editions[closed.step + 1].version);
    let (name, why) = (&closed.name, &closed.why);
    let report = Report::new(
        "type-out-of-sight",
        format!("`{name}` cannot be carried between {older} and {newer}: it {why}"),
    );
    let report = match scan.today().types.get(name) {
        Some(live) => report.at(
            &scan.place_of(live.item),
            "taken apart by generated code in `crate::app`",
        ),
        None => report,
    };
    let signature = match closed.way {
        Way::Lift => "from the older release to the newer",
        Way::Lower => "from the newer release to the older",
    };
    report
        .help("let the root of the crate see its fields (`pub(crate)`), in the form in which they travel")
        .help(format!("or write a `#[gati::transformer]` for it, {signature}"))
}
