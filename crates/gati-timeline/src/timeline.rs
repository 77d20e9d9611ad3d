//! The releases of an API in their order, and the look-up.

use std::collections::BTreeMap;
use std::fmt;

use semver::Version;

use crate::wish::{Line, Wish, is_tag};
use crate::{Available, Moment, Refusal, Release, Status};

/// Clocks differ: a time this far ahead of ours is taken for now.
const SKEW: i64 = 5 * 60;

/// The releases of an API.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    /// Oldest first.
    releases: Vec<Release>,
    /// When each was published, side by side for the search.
    moments: Vec<Moment>,
    /// The versions in their order, each with its position.
    by_version: Vec<(Version, usize)>,
    tags: BTreeMap<String, usize>,
}

/// What a caller gets who asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Missing {
    /// The newest live release.
    #[default]
    Latest,
    /// A refusal that lists what can be asked for.
    Require,
    /// One release, whatever comes after it.
    Pinned(Version),
}

/// Why releases are no timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimelineError {
    /// A release is older than the one before it.
    OutOfOrder(Version),
    /// Two releases have one version. Build metadata makes no difference (semver §10).
    Twice(Version),
    /// A tag names a version that is no release.
    NoSuchRelease(Version),
    /// A tag that could be taken for a time or a version, or is no word.
    NoTag(String),
}

impl fmt::Display for TimelineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfOrder(version) => write!(f, "release {version} is older than the release before it"),
            Self::Twice(version) => write!(f, "there are two releases {version}"),
            Self::NoSuchRelease(version) => write!(f, "there is no release {version}"),
            Self::NoTag(tag) => write!(
                f,
                "`{tag}` cannot be a tag: tags begin with a letter, are at most 64 letters, digits, `-`, `_` and `.`, and \
                 do not look like a version"
            ),
        }
    }
}

impl std::error::Error for TimelineError {}

impl Timeline {
    /// The timeline of releases, oldest first. Of two in one second, the later in the list is the newer.
    ///
    /// # Errors
    ///
    /// If they are not in the order of their times, or two have one version.
    pub fn new(releases: impl IntoIterator<Item = Release>) -> Result<Self, TimelineError> {
        let releases: Vec<Release> = releases.into_iter().collect();
        let moments: Vec<Moment> = releases.iter().map(|release| release.at).collect();
        if let Some(late) = moments.windows(2).position(|pair| pair[0] > pair[1]) {
            return Err(TimelineError::OutOfOrder(releases[late + 1].version.clone()));
        }
        let mut by_version: Vec<(Version, usize)> = releases
            .iter()
            .enumerate()
            .map(|(at, release)| (release.version.clone(), at))
            .collect();
        by_version.sort_by(|(a, _), (b, _)| a.cmp_precedence(b));
        let twice = by_version
            .windows(2)
            .find(|pair| pair[0].0.cmp_precedence(&pair[1].0).is_eq());
        if let Some(pair) = twice {
            return Err(TimelineError::Twice(pair[1].0.clone()));
        }
        Ok(Self {
            releases,
            moments,
            by_version,
            tags: BTreeMap::new(),
        })
    }

    /// Gives a release a name, which another one may have had.
    ///
    /// # Errors
    ///
    /// If there is no such release, or the name is no tag.
    pub fn tag(&mut self, name: impl Into<String>, version: Version) -> Result<(), TimelineError> {
        let name = name.into();
        if !is_tag(&name) {
            return Err(TimelineError::NoTag(name));
        }
        match self.position(&version) {
            Some(at) => self.tags.insert(name, at),
            None => return Err(TimelineError::NoSuchRelease(version)),
        };
        Ok(())
    }

    /// Says of the release at that place whether it is served.
    pub fn set_status(&mut self, number: usize, status: Status) {
        if let Some(release) = self.releases.get_mut(number) {
            release.status = status;
        }
    }

    /// The releases, oldest first.
    #[must_use]
    pub fn releases(&self) -> &[Release] {
        &self.releases
    }

    /// The tags of a release, by name.
    pub fn tags_of<'t>(&'t self, release: &'t Release) -> impl Iterator<Item = &'t str> {
        self.tags
            .iter()
            .filter(|(_, at)| self.releases[**at].version == release.version)
            .map(|(name, _)| name.as_str())
    }

    /// What can be asked for.
    #[must_use]
    pub fn available(&self) -> Available<'_> {
        Available(
            self.releases
                .iter()
                .rev()
                .filter(|release| release.is_live())
                .collect(),
        )
    }

    /// The next live release after this one.
    #[must_use]
    pub fn successor(&self, release: &Release) -> Option<&Release> {
        let at = self.position(&release.version)?;
        self.releases[at + 1..].iter().find(|release| release.is_live())
    }

    /// The release that answers.
    ///
    /// # Errors
    ///
    /// If none does; [`available`](Self::available) tells what can be asked for instead.
    pub fn find(&self, asked: Option<&str>, now: Moment, missing: &Missing) -> Result<&Release, Refusal<'_>> {
        let number = self.number(asked, || now, missing)?;
        Ok(&self.releases[number])
    }

    /// The place of the release that answers among [`releases`](Self::releases). The clock is read only where a time is asked for.
    ///
    /// # Errors
    ///
    /// As [`find`](Self::find).
    pub fn number(
        &self,
        asked: Option<&str>,
        now: impl FnOnce() -> Moment,
        missing: &Missing,
    ) -> Result<usize, Refusal<'_>> {
        if self.releases.is_empty() {
            return Err(Refusal::NoReleases);
        }
        let Some(text) = asked else {
            return match missing {
                Missing::Latest => self.latest(),
                Missing::Require => Err(Refusal::Required),
                Missing::Pinned(version) => self.exactly(version),
            };
        };
        match Wish::parse(text).map_err(|_| Refusal::Malformed)? {
            Wish::At(moment) => self.at(moment, now()),
            Wish::Exactly(version) => self.exactly(&version),
            Wish::Newest(line) => self.newest(line),
            Wish::Tag(name) => match self.tags.get(name) {
                Some(at) => self.live(*at),
                None => Err(Refusal::UnknownTag),
            },
        }
    }

    fn latest(&self) -> Result<usize, Refusal<'_>> {
        match self.releases.iter().rposition(Release::is_live) {
            Some(newest) => Ok(newest),
            None => self.live(self.releases.len() - 1),
        }
    }

    fn at(&self, moment: Moment, now: Moment) -> Result<usize, Refusal<'_>> {
        if moment > now.plus(SKEW) {
            return Err(Refusal::TooLate { now });
        }
        match self.moments.partition_point(|published| *published <= moment) {
            0 => Err(Refusal::TooEarly {
                first: &self.releases[0],
            }),
            after => self.live(after - 1),
        }
    }

    fn exactly(&self, version: &Version) -> Result<usize, Refusal<'_>> {
        match self.position(version) {
            Some(at) => self.live(at),
            None => Err(Refusal::UnknownVersion(version.clone())),
        }
    }

    fn newest(&self, line: Line) -> Result<usize, Refusal<'_>> {
        // Whoever stands in a line stands together in the order of versions, so its newest is the last.
        let of_line = || {
            let versions = self.by_version.iter().rev();
            versions
                .filter(move |(version, _)| line.has(version))
                .map(|(_, at)| *at)
        };
        let newest_live = of_line().find(|at| self.releases[*at].is_live());
        match newest_live.or_else(|| of_line().next()) {
            Some(at) => self.live(at),
            None => Err(Refusal::UnknownLine(line)),
        }
    }

    fn live(&self, at: usize) -> Result<usize, Refusal<'_>> {
        let release = &self.releases[at];
        if release.is_live() {
            return Ok(at);
        }
        Err(Refusal::Retired {
            release,
            successor: self.releases[at + 1..].iter().find(|release| release.is_live()),
        })
    }

    fn position(&self, version: &Version) -> Option<usize> {
        let found = self
            .by_version
            .binary_search_by(|(known, _)| known.cmp_precedence(version));
        found.ok().map(|found| self.by_version[found].1)
    }
}
