//! All changes together, and what they ask of the next version.

use serde::Serialize;

use crate::change::Change;
use crate::verdict::{Level, Verdict};

/// The number of the report's format. It grows when an old reader could misread a new report.
pub const FORMAT: u32 = 1;

/// What changed between two manifests.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Changes {
    /// [`FORMAT`].
    pub format: u32,
    /// The package and its version as the old manifest has them.
    pub old: Package,
    /// The same of the new one.
    pub new: Package,
    /// What the next version must be, by all changes together.
    pub bump: Bump,
    /// What each handler that is reached by a change asks for, in the order of the new manifest, removed ones last.
    pub handlers: Vec<HandlerBump>,
    /// The changes, by handler and place.
    pub changes: Vec<Change>,
}

/// A package and its version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Package {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// The part of a version that must grow. Before 1.0.0 semantic versioning promises nothing; what the levels mean there is
/// decided where versions are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Bump {
    /// Of the API.
    pub wire: Level,
    /// Of the generated client: never less than that of the API.
    pub source: Level,
}

/// The bump of one handler.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HandlerBump {
    /// `POST /payments`.
    pub handler: String,
    /// What its changes ask for.
    pub bump: Bump,
}

impl From<Verdict> for Bump {
    fn from(verdict: Verdict) -> Self {
        Self {
            wire: verdict.wire,
            source: verdict.source.max(verdict.wire),
        }
    }
}

impl Bump {
    /// What all these verdicts ask for together.
    pub(crate) fn of(verdicts: impl IntoIterator<Item = Verdict>) -> Self {
        verdicts.into_iter().fold(Verdict::default(), Verdict::max).into()
    }
}

impl Changes {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether deployed callers stop working.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.bump.wire == Level::Major
    }

    /// The changes that break deployed callers.
    pub fn breaking(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.verdict.is_breaking())
    }
}
