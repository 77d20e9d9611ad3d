//! What the source calls the version that is pending. Once it is released as another, none of that compiles any more.

use std::path::{Path, PathBuf};

use gati_release::{Store, StoreError};
use semver::Version;

use super::Contract;
use crate::project::Scan;
use crate::story::module_name;

/// The name of what is pending, and who uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Called {
    /// The version.
    pub version: Version,
    /// The module with its types: `v2_0_0`.
    pub module: String,
    /// Where the source names that module: files as pictures show them, and lines from 1.
    pub places: Vec<(PathBuf, usize)>,
}

impl Called {
    /// The module with the types of a release: `1.4.0` is `v1_4_0`.
    #[must_use]
    pub fn module_of(version: &Version) -> String {
        module_name(version)
    }

    /// What a build calls it; nothing if nothing is pending. `acknowledged` are findings, with reasons, that do not count besides those of `gati.toml`.
    pub(crate) fn of(
        scan: &Scan,
        store: &Store,
        package: &Path,
        acknowledged: &[(String, String)],
    ) -> Result<Option<Self>, StoreError> {
        let contract = Contract::new(scan, store, package, acknowledged)?;
        let editions = contract.story.map(|story| story.editions);
        let Some(edition) = editions.and_then(|editions| {
            let is_pending = editions.pending;
            editions.all.into_iter().next_back().filter(|_| is_pending)
        }) else {
            return Ok(None);
        };
        Ok(Some(Self {
            places: scan.naming(&edition.module),
            version: edition.version,
            module: edition.module,
        }))
    }
}
