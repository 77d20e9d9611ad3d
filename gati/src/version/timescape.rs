//! What the build script knows of releases.

use std::fmt;

use gati_schema::handler::Method;

use super::lower::Lower;
use super::passing::LiftFuture;
use crate::call::Call;

/// The releases of an app, and what takes their callers to the handlers of today.
///
/// Releases are numbered from 0, oldest first. *Today* is what the source serves: the number after the newest release if something is
/// pending, else the number of the newest one.
pub struct Timescape<G: 'static> {
    /// The releases, oldest first.
    pub releases: &'static [ReleaseRow],
    /// The version of what the source serves beyond the newest release, if anything.
    pub pending: Option<&'static str>,
    /// The release for callers that ask for none, after a rollback.
    pub default: Option<u16>,
    /// Names of releases.
    pub tags: &'static [(&'static str, u16)],
    /// The ways of old callers to the handlers of today.
    pub passages: &'static [Passage<G>],
    /// `versions.json`: what `GET /versions` tells beyond the rows. `{"format": 1, "releases": [..], "pending": {..}}`; each release is an
    /// object with its `version` and whatever else is known of it: `message`, `handlers` (versions by name), `changes`.
    pub history: &'static str,
}

impl<G> Timescape<G> {
    /// That of an app without releases.
    #[must_use]
    pub const fn none() -> Self {
        Self {
            releases: &[],
            pending: None,
            default: None,
            tags: &[],
            passages: &[],
            history: "",
        }
    }

    /// The number of what the source serves.
    pub(crate) fn today(&self) -> u16 {
        let released = self.releases.len();
        let is_ahead = self.pending.is_some() || released == 0;
        let number = if is_ahead { released } else { released - 1 };
        // A store with more releases than this would take centuries to fill.
        u16::try_from(number).unwrap_or(u16::MAX)
    }
}

impl<G> Clone for Timescape<G> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<G> Copy for Timescape<G> {}

impl<G> fmt::Debug for Timescape<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Timescape")
            .field("releases", &self.releases)
            .field("pending", &self.pending)
            .field("passages", &self.passages)
            .finish_non_exhaustive()
    }
}

/// One release, as the store has it.
#[derive(Clone, Copy, Debug)]
pub struct ReleaseRow {
    /// Its version.
    pub version: &'static str,
    /// When it was published, in seconds since 1970.
    pub at: i64,
    /// Since when its use is discouraged, in seconds since 1970.
    pub deprecated: Option<i64>,
    /// From when on it may be gone, in seconds since 1970.
    pub sunset: Option<i64>,
    /// Whether it is kept whatever the policy says of retirement.
    pub keep: bool,
    /// Whether it is served. One that is not is refused by its name.
    pub live: bool,
}

/// Takes callers of some releases to a handler of today, and its answers back.
pub struct Passage<G: 'static> {
    /// The name of the route of today that serves it.
    pub handler: &'static str,
    /// The method, as the old releases had it.
    pub method: Method,
    /// The path, as the old releases had it, in axum's grammar.
    pub path: &'static str,
    /// The first release that it serves.
    pub from: u16,
    /// The last one.
    pub to: u16,
    /// Reads the request at the old edge, lifts it, and [gives](Call::give) it to the handler's arguments. `None` where every part is read as
    /// it is today.
    pub lift: Option<fn(&mut Call<G>) -> LiftFuture<'_>>,
    /// Lowers what the handler answers. `None` where nothing of it changed but perhaps its status.
    pub lower: Option<&'static Lower>,
    /// Statuses of success that differ: that of today, and the old one.
    pub statuses: &'static [(u16, u16)],
    /// The manifest of the old handler alone, with its types: it explains refusals to the callers of the old releases.
    pub contract: &'static str,
}

impl<G> fmt::Debug for Passage<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Passage")
            .field("handler", &self.handler)
            .field("method", &self.method)
            .field("path", &self.path)
            .field("from", &self.from)
            .field("to", &self.to)
            .finish_non_exhaustive()
    }
}
