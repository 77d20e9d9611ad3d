//! How long each release is served, for the table of the app and for the list of releases.

use gati_release::{Moment, Release, Standing, Store};

use super::Policy;

/// What becomes of a release, by what is said of it and by the rules of `gati.toml`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Term {
    /// Whether the build lets it be served.
    pub live: bool,
    /// When it ends, if that was said.
    pub sunset: Option<Moment>,
}

impl Policy {
    /// What becomes of each release of a store, oldest first.
    pub(crate) fn terms(&self, store: &Store) -> Vec<Term> {
        let Some(newest) = store.newest() else {
            return Vec::new();
        };
        let term = |release: &Release| {
            let standing = store.lifecycle().standings.get(&release.version);
            // What is said of one release goes before a rule.
            let own = standing.and_then(Standing::sunset_at);
            Term {
                live: self.is_live(&release.version, &newest.version),
                sunset: own.or_else(|| self.sunset_of(&release.version)),
            }
        };
        store.releases().iter().map(term).collect()
    }
}
