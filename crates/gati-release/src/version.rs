//! Which version comes next.
//!
//! From 1.0.0 on, by semantic versioning. Before that it promises nothing (§4), and we promise as much as Cargo does: what breaks
//! raises the second number, everything else the third. Nothing but `--version 1.0.0` leads out of that.

use gati_diff::{Bump, Changes, Level};
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

/// The version that what is pending has until somebody chooses a higher one: the lowest that its changes allow.
#[must_use]
pub fn pending(newest: &Version, changes: &Changes, is_acknowledged: impl Fn(&str) -> bool) -> Version {
    required(newest, bump(changes, is_acknowledged).wire)
}
