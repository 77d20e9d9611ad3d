//! Which version comes next.
//!
//! From 1.0.0 on, by semantic versioning. Before that it promises nothing (§4), and we promise as much as Cargo does: what breaks
//! raises the second number, everything else the third. Nothing but `--version 1.0.0` leads out of that.

use std::collections::BTreeMap;

use gati_diff::{Acknowledged, Bump, Changes, Level, Next};
use semver::Version;

/// The lowest version that may follow one.
///
/// ```
/// use gati_diff::Level;
/// let after = |version: &str, level| gati_release::required(&version.parse().unwrap(), level).to_string();
/// assert_eq!(after("1.4.2", Level::Major), "2.0.0");
/// assert_eq!(after("1.4.2", Level::Minor), "1.5.0");
/// assert_eq!(after("0.4.2", Level::Major), "0.5.0");
/// assert_eq!(after("0.4.2", Level::Minor), "0.4.3");
/// assert_eq!(after("1.0.0-rc.1", Level::Major), "1.0.0");
/// ```
#[must_use]
pub fn required(version: &Version, level: Level) -> Version {
    let Version {
        major, minor, patch, ..
    } = *version;
    // What comes after a pre-release is the version that it announced.
    if !version.pre.is_empty() {
        return Version::new(major, minor, patch);
    }
    match (major, level) {
        (0, Level::Major) => Version::new(0, minor + 1, 0),
        (0, _) => Version::new(0, minor, patch + 1),
        (_, Level::Major) => Version::new(major + 1, 0, 0),
        (_, Level::Minor) => Version::new(major, minor + 1, 0),
        (_, Level::Patch | Level::None) => Version::new(major, minor, patch + 1),
    }
}

/// What changes ask of the next version when some of them were acknowledged: those do not count. They go by
/// [their keys](gati_diff::Change::key).
#[must_use]
pub fn bump(changes: &Changes, is_acknowledged: impl Fn(&str) -> bool) -> Bump {
    let counted = changes
        .changes
        .iter()
        .filter(|change| !is_acknowledged(&change.key()));
    let worst = counted.fold(Bump::default(), |worst, change| Bump {
        wire: worst.wire.max(change.verdict.wire),
        source: worst.source.max(change.verdict.source),
    });
    Bump {
        source: worst.source.max(worst.wire),
        ..worst
    }
}

/// What changes ask of each handler's version, by its label, when some of them were acknowledged: those do not count here either.
pub(crate) fn handler_levels(
    changes: &Changes,
    is_acknowledged: impl Fn(&str) -> bool,
) -> BTreeMap<&str, Level> {
    let mut levels: BTreeMap<&str, Level> = BTreeMap::new();
    for change in changes
        .changes
        .iter()
        .filter(|change| !is_acknowledged(&change.key()))
    {
        for handler in &change.handlers {
            let level = levels.entry(handler).or_default();
            *level = (*level).max(change.verdict.wire);
        }
    }
    levels
}

/// The release that changes since the newest one make. `acknowledged` are findings with reasons, of which only those count that are there; `chosen` is a
/// version that somebody wants it to have, which counts if it is high enough.
#[must_use]
pub fn next(
    newest: &Version,
    changes: &Changes,
    acknowledged: &[(String, String)],
    chosen: Option<&Version>,
) -> Next {
    let is_there = |key: &str| changes.changes.iter().any(|change| change.key() == key);
    let is_acknowledged = |key: &str| acknowledged.iter().any(|(finding, _)| finding == key);
    let least = pending(newest, changes, is_acknowledged);
    let chosen = chosen.filter(|chosen| is_high_enough(chosen, newest, &least));
    Next {
        since: newest.to_string(),
        version: chosen.unwrap_or(&least).to_string(),
        bump: bump(changes, is_acknowledged),
        acknowledged: acknowledged
            .iter()
            .filter(|(finding, _)| is_there(finding))
            .map(|(finding, because)| Acknowledged {
                finding: finding.clone(),
                because: because.clone(),
            })
            .collect(),
    }
}

/// Whether a version may follow the newest release, where `least` is the lowest that its changes allow. A pre-release announces the version that it
/// stands before.
#[must_use]
pub fn is_high_enough(version: &Version, newest: &Version, least: &Version) -> bool {
    let announced = Version::new(version.major, version.minor, version.patch);
    version.cmp_precedence(newest).is_gt() && announced >= *least
}

/// The version that what is pending has until somebody chooses a higher one: the lowest that its changes allow.
#[must_use]
pub fn pending(newest: &Version, changes: &Changes, is_acknowledged: impl Fn(&str) -> bool) -> Version {
    required(newest, bump(changes, is_acknowledged).wire)
}
