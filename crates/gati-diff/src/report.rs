//! All changes together, and what they ask of the next version.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

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
    /// The schemas of databases that moved, by module. Callers do not see them, so that they ask for no version.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub schema_versions: Vec<SchemaMove>,
    /// What is released next, if the changes are those since a release: there findings can be acknowledged, which do not count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<Next>,
}

/// The release that some changes make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Next {
    /// The release before it.
    pub since: String,
    /// Its version.
    pub version: String,
    /// What the version must be by the changes that count: all of [`Changes::bump`] if nothing is acknowledged.
    pub bump: Bump,
    /// The findings that do not count.
    pub acknowledged: Vec<Acknowledged>,
}

/// A finding that does not count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Acknowledged {
    /// [`Change::key`].
    pub finding: String,
    /// Why not.
    pub because: String,
}

/// The schema of a module's database is another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SchemaMove {
    /// The module.
    pub module: String,
    /// Its version in the old package, if it declared one.
    pub old: Option<u64>,
    /// Its version in the new one.
    pub new: Option<u64>,
}

impl SchemaMove {
    /// What lies between two packages, by what the modules of each declare.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    /// use gati_diff::SchemaMove;
    ///
    /// let old = BTreeMap::from([("audit".to_owned(), 1), ("ledger".to_owned(), 2)]);
    /// let new = BTreeMap::from([("audit".to_owned(), 1), ("ledger".to_owned(), 3)]);
    /// let moved = SchemaMove::between(&old, &new);
    /// assert_eq!(moved.len(), 1);
    /// assert_eq!(moved[0].to_string(), "ledger 2 → 3");
    /// ```
    #[must_use]
    pub fn between(old: &BTreeMap<String, u64>, new: &BTreeMap<String, u64>) -> Vec<Self> {
        let modules: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        let moved = modules.into_iter().map(|module| Self {
            module: module.clone(),
            old: old.get(module).copied(),
            new: new.get(module).copied(),
        });
        moved.filter(|moved| moved.old != moved.new).collect()
    }
}

impl std::fmt::Display for SchemaMove {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let said = |version: Option<u64>| version.map_or_else(|| "none".to_owned(), |it| it.to_string());
        write!(f, "{} {} → {}", self.module, said(self.old), said(self.new))
    }
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
    /// The same with what became of the schemas of databases, which no manifest of a release tells.
    #[must_use]
    pub fn with_schema_versions(mut self, old: &BTreeMap<String, u64>, new: &BTreeMap<String, u64>) -> Self {
        self.schema_versions = SchemaMove::between(old, new);
        self
    }

    /// The same with the release that they make.
    #[must_use]
    pub fn with_next(mut self, next: Next) -> Self {
        self.next = Some(next);
        self
    }

    /// What the two sides are called: as releases, if the new side is to follow the old one, and otherwise as their packages are.
    pub(crate) fn versions(&self) -> (&str, &str) {
        match &self.next {
            Some(next) => (&next.since, &next.version),
            None => (&self.old.version, &self.new.version),
        }
    }

    /// Whether nothing changed that callers could notice.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Whether deployed callers stop working.
    #[must_use]
    pub fn is_breaking(&self) -> bool {
        self.bump.wire == Level::Major
    }

    /// The changes in the order in which reports list them, those that break callers first.
    #[must_use]
    pub fn listed(&self) -> Vec<&Change> {
        let mut list: Vec<&Change> = self.changes.iter().collect();
        list.sort_by_key(|change| Reverse(change.verdict.wire));
        list
    }

    /// The change of a number in reports, the first one being 1.
    #[must_use]
    pub fn numbered(&self, number: &str) -> Option<&Change> {
        let number: usize = number.parse().ok()?;
        self.listed().get(number.checked_sub(1)?).copied()
    }

    /// The changes that break deployed callers.
    pub fn breaking(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.verdict.is_breaking())
    }
}
