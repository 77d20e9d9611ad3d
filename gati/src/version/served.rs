//! A release as the app itself may ask about it.

use gati_timeline::{Moment, Release};

use super::releases::Releases;

/// A release of the API, as `gctx.versions` knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServedVersion {
    version: &'static str,
    tags: Vec<String>,
    release: Release,
}

impl ServedVersion {
    /// Its version.
    #[must_use]
    pub const fn version(&self) -> &'static str {
        self.version
    }

    /// When it was published, as RFC 3339 writes it.
    #[must_use]
    pub fn at(&self) -> String {
        self.release.at.to_string()
    }

    /// Its tags.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.tags.iter().map(String::as_str)
    }

    /// Whether whoever asks for it gets it.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.release.is_live()
    }

    /// Since when its use is discouraged, in seconds since 1970.
    #[must_use]
    pub fn deprecated(&self) -> Option<i64> {
        self.release.deprecated.map(Moment::to_unix)
    }

    /// From when on it may be gone, in seconds since 1970.
    #[must_use]
    pub fn sunset(&self) -> Option<i64> {
        self.release.sunset.map(Moment::to_unix)
    }
}

impl Releases {
    pub(crate) const fn pending(&self) -> Option<&'static str> {
        self.pending
    }

    /// All releases, oldest first.
    pub(crate) fn served(&self) -> Vec<ServedVersion> {
        (0..self.rows.len())
            .filter_map(|number| self.served_at(number))
            .collect()
    }

    /// The release that answers whoever asks for this.
    pub(crate) fn served_for(&self, asked: &str) -> Option<ServedVersion> {
        let number = self.find(&self.standing().timeline, asked).ok()?;
        self.served_at(number)
    }

    fn served_at(&self, number: usize) -> Option<ServedVersion> {
        let timeline = &self.standing().timeline;
        let release = timeline.releases().get(number)?;
        Some(ServedVersion {
            version: self.rows.get(number)?.version,
            tags: timeline.tags_of(release).map(str::to_owned).collect(),
            release: release.clone(),
        })
    }
}
