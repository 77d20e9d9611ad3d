//! Why a request for a release cannot be served, and what can be asked for instead.

use std::fmt;

use semver::Version;

use crate::wish::Line;
use crate::{Moment, Release};

/// Why no release answers.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal<'t> {
    /// The text is neither a time nor a version nor a tag.
    Malformed,
    /// The API has no release yet.
    NoReleases,
    /// Nothing was asked for, and the policy wants a wish.
    Required,
    /// The time lies before the first release.
    TooEarly {
        /// The first release.
        first: &'t Release,
    },
    /// The time lies ahead.
    TooLate {
        /// What the server's clock says.
        now: Moment,
    },
    /// There never was such a version.
    UnknownVersion(Version),
    /// There never was a version of that line.
    UnknownLine(Line),
    /// Nothing has that tag.
    UnknownTag,
    /// The release existed, and is served no more.
    Retired {
        /// The release.
        release: &'t Release,
        /// The next release that is live.
        successor: Option<&'t Release>,
    },
}

impl Refusal<'_> {
    /// Whether what was asked for existed once: 410 and not 400.
    #[must_use]
    pub const fn is_gone(&self) -> bool {
        matches!(self, Self::Retired { .. })
    }

    /// A name for the kind of refusal that does not change.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Malformed => "malformed_version",
            Self::NoReleases => "no_releases",
            Self::Required => "version_required",
            Self::TooEarly { .. } => "version_before_first_release",
            Self::TooLate { .. } => "version_in_the_future",
            Self::UnknownVersion(_) | Self::UnknownLine(_) | Self::UnknownTag => "unknown_version",
            Self::Retired { .. } => "version_retired",
        }
    }
}

/// One sentence for the caller. It does not repeat what was sent unless that was understood.
impl fmt::Display for Refusal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed => f.write_str(
                "the version is neither a time (2025-11-09T10:00:00Z), nor a version (1.4.0, 1.4, 1), nor a tag",
            ),
            Self::NoReleases => f.write_str("this API has no release yet; leave the version out"),
            Self::Required => f.write_str("this API wants to know the version that you were written for"),
            Self::TooEarly { first } => {
                write!(f, "the first release is {} of {}", first.version, first.at)
            }
            Self::TooLate { now } => write!(f, "that time lies ahead: it is {now} here"),
            Self::UnknownVersion(version) => write!(f, "there is no release {version}"),
            Self::UnknownLine(line) => write!(f, "there is no release of the line {line}"),
            Self::UnknownTag => f.write_str("no release has that tag"),
            Self::Retired { release, successor } => {
                write!(f, "release {} is served no more", release.version)?;
                match successor {
                    Some(successor) => write!(f, "; its successor is {}", successor.version),
                    None => Ok(()),
                }
            }
        }
    }
}

impl std::error::Error for Refusal<'_> {}

/// The releases that can be asked for, newest first, as one line for people.
#[derive(Clone, Debug)]
pub struct Available<'t>(pub(crate) Vec<&'t Release>);

impl<'t> Available<'t> {
    /// The releases, newest first.
    pub fn releases(&self) -> impl Iterator<Item = &'t Release> {
        self.0.iter().copied()
    }
}

impl fmt::Display for Available<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, release) in self.0.iter().enumerate() {
            let comma = if i == 0 { "" } else { ", " };
            write!(f, "{comma}{} ({})", release.version, release.at)?;
        }
        Ok(())
    }
}
