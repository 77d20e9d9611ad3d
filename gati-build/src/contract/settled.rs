//! What a build knows of releases if nothing that decides about it has changed since the last one.
//!
//! To hold an API against a hundred releases takes longer than to read its source. All of it is a function of the manifest, the store, `gati.toml`
//! and a little of the source: as long as these are the same, the outcome is, too.

use std::path::Path;

use gati_release::{Release, Store};
use semver::Version;
use serde::{Deserialize, Serialize};

use super::{Contract, Policy, one_sided, policy};
use crate::project::Scan;

/// The outcome of a contract that held, as far as the table needs it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Settled {
    /// Whether there are releases that are served.
    pub(crate) has_releases: bool,
    /// Which of the handlers that are kept serves which releases.
    pub(crate) kept: Vec<(usize, u16, u16)>,
}

impl From<&Contract> for Settled {
    fn from(contract: &Contract) -> Self {
        Self {
            has_releases: contract.story.is_some(),
            kept: contract.kept.clone(),
        }
    }
}

/// Everything that decides about the contract, as a text.
pub(crate) fn deciding(scan: &Scan, store: &Store, package: &Path) -> String {
    // The name of a release holds the hash of its bytes, and these the name of the one before it.
    format!(
        "{}{:?}{:?}{}{}{}",
        scan.manifest().to_json(),
        store.newest().map(Release::name),
        store.lifecycle(),
        in_source(scan),
        one_sided::derived(scan),
        policy::written(package),
    )
}

/// What the source says beyond the manifest: how types are held, what carries them, and what is kept. Where all of it stands does not count, as
/// every edit moves something.
pub(crate) fn in_source(scan: &Scan) -> String {
    let today = scan.today();
    let mut text = format!("{}{:?}", today.krate, today.handlers);
    for (name, live) in &today.types {
        text.push_str(&format!(
            "{name}{}{}{}{:?}",
            live.path, live.is_generic, live.id, live.form
        ));
    }
    for transformer in &today.transformers {
        text.push_str(&format!("{}{}", transformer.path, transformer.marker));
        if let Some(carries) = &transformer.carries {
            let (from, to) = (&carries.from, &carries.to);
            text.push_str(&format!(
                "{}{:?}{}{:?}{}{}",
                from.release, from.names, to.release, to.names, carries.fallible, carries.context
            ));
        }
    }
    for kept in scan.kept() {
        text.push_str(&format!(
            "{}{}{:?}{:?}",
            kept.marker, kept.versions, kept.handler, kept.types
        ));
    }
    text
}

/// What `gati.toml` says of the next release, for what is written beside the contract.
#[derive(Debug, Default)]
pub(crate) struct Said {
    /// The findings that do not count, with reasons.
    pub(crate) acknowledged: Vec<(String, String)>,
    /// Its version.
    pub(crate) chosen: Option<Version>,
}

impl Said {
    pub(crate) fn of(package: &Path) -> Self {
        let policy = Policy::of(package);
        let waived = policy.waived().into_iter();
        Self {
            acknowledged: waived.map(|waived| (waived.key, waived.because)).collect(),
            chosen: policy.next().cloned(),
        }
    }
}
