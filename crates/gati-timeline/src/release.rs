//! One release, as far as callers who choose it need to know it.

use semver::Version;

use crate::Moment;

/// A version of the API that was published at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Release {
    /// Its version.
    pub version: Version,
    /// When it was published.
    pub at: Moment,
    /// Whether it is served.
    pub status: Status,
    /// Since when its use is discouraged.
    pub deprecated: Option<Moment>,
    /// From when on it may be gone.
    pub sunset: Option<Moment>,
}

/// Whether a release is served.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Whoever asks for it gets it.
    #[default]
    Live,
    /// It existed, and is served no more.
    Retired,
}

impl Release {
    /// A release that is live.
    #[must_use]
    pub const fn new(version: Version, at: Moment) -> Self {
        Self {
            version,
            at,
            status: Status::Live,
            deprecated: None,
            sunset: None,
        }
    }

    /// Whether it is served.
    #[must_use]
    pub fn is_live(&self) -> bool {
        self.status == Status::Live
    }
}
