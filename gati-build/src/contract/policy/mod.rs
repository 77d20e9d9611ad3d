//! `[versions]` of `gati.toml`, as far as the build reads it: which releases are served, when they end, and what was acknowledged.

mod chosen;
mod file;
mod table;

use std::path::Path;

pub(crate) use file::{environments, written};
use gati_diff::Changes;
use gati_release::{Moment, Standing, Store};
use gati_syntax::symbol::nearest;
use gati_transform::Waived;
use semver::{Version, VersionReq};

use crate::report::Report;
use crate::source::{Files, Place};

/// What is said of releases.
#[derive(Debug, Default)]
pub(crate) struct Policy {
    live: Option<Vec<VersionReq>>,
    live_place: Option<Place>,
    sunsets: Vec<Sunset>,
    allowed: Vec<Allowed>,
    /// The version that what is pending is to have, and where that is said.
    next: Option<(Version, Place)>,
    /// Findings that are acknowledged elsewhere, with their reasons.
    also: Vec<(String, String)>,
    /// Whether there is a file that could not be read, so that nothing is known of what it says.
    is_unread: bool,
    /// The version of what is pending, if anything is.
    today: Option<Version>,
}

/// An end for some releases.
#[derive(Debug)]
struct Sunset {
    releases: VersionReq,
    end: End,
    place: Place,
}

/// When releases end.
#[derive(Debug)]
enum End {
    /// At a moment; until then they are served, with word of it.
    At(Moment),
    /// With a release: from then on they are not served.
    With(Version),
}

/// A finding that does not count.
#[derive(Debug)]
struct Allowed {
    finding: String,
    because: String,
    place: Place,
}

impl Policy {
    /// What the file of a package says, mistakes in it left aside.
    pub(crate) fn of(package: &Path) -> Self {
        file::read(package, &mut Files::default()).0
    }

    /// Reads the file of a package. The mistakes speak of places in the files that are returned.
    pub(crate) fn read(package: &Path, store: &Store) -> (Self, Files, Vec<Report>) {
        let mut files = Files::default();
        let (policy, mut reports) = file::read(package, &mut files);
        reports.extend(policy.against(store));
        reports.sort_by_key(|report| report.labels.first().map(|(place, _)| (place.file, place.start)));
        (policy, files, reports)
    }

    /// Whether nothing is known of what is said, so that whatever else is wrong may be a consequence.
    pub(crate) const fn is_unread(&self) -> bool {
        self.is_unread
    }

    /// Whether a release is served. One that ends with what is pending is over for what is pending, too: nothing is owed to it that would have to
    /// be deleted as soon as that is released.
    pub(crate) fn is_live(&self, version: &Version, newest: &Version) -> bool {
        let is_listed = self
            .live
            .as_ref()
            .is_none_or(|live| live.iter().any(|wanted| meets(wanted, version)));
        is_listed && self.ended_with(version, newest).is_none()
    }

    /// What says that a release ended with a later one.
    fn ended_with(&self, version: &Version, newest: &Version) -> Option<&Sunset> {
        let today = self.today.as_ref().unwrap_or(newest);
        self.sunsets.iter().find(|sunset| match &sunset.end {
            // No release ends itself.
            End::With(end) => meets(&sunset.releases, version) && version < end && end <= today,
            End::At(_) => false,
        })
    }

    /// Whether nothing is said about which releases are served.
    pub(crate) fn is_silent(&self) -> bool {
        self.live.is_none()
    }

    /// The moment at which a release ends by rule.
    pub(super) fn sunset_of(&self, version: &Version) -> Option<Moment> {
        let ends = self
            .sunsets
            .iter()
            .filter(|sunset| meets(&sunset.releases, version));
        ends.filter_map(|sunset| match sunset.end {
            End::At(moment) => Some(moment),
            End::With(_) => None,
        })
        .min()
    }

    /// The number of the oldest release that is served; that of what is pending if none is.
    pub(crate) fn first_live(&self, store: &Store) -> usize {
        let Some(newest) = store.newest() else { return 0 };
        let releases = store.releases();
        releases
            .iter()
            .position(|release| self.is_live(&release.version, &newest.version))
            .unwrap_or(releases.len())
    }

    /// The same with further findings that do not count; each is said where it is.
    pub(crate) fn and(mut self, acknowledged: &[(String, String)]) -> Self {
        self.also = acknowledged.to_vec();
        self
    }

    /// The findings that do not count.
    pub(crate) fn waived(&self) -> Vec<Waived> {
        let waived = |allowed: &Allowed| Waived {
            key: allowed.finding.clone(),
            because: allowed.because.clone(),
        };
        let also = self.also.iter().map(|(key, because)| Waived {
            key: key.clone(),
            because: because.clone(),
        });
        self.allowed.iter().map(waived).chain(also).collect()
    }

    /// The same as pairs: each finding, and why it does not count.
    pub(crate) fn acknowledged(&self) -> Vec<(String, String)> {
        let waived = self.waived().into_iter();
        waived.map(|waived| (waived.key, waived.because)).collect()
    }

    /// What goes with nothing that is pending: findings that are acknowledged and not there, which would mute the next one of that name;
    /// and a newest release that is not served although it is what the source serves.
    pub(crate) fn stale(&self, pending: Option<&Changes>, newest: Option<&Version>) -> Vec<Report> {
        let mut reports = Vec::new();
        if let (Some(place), Some(newest), true) =
            (&self.live_place, newest, pending.is_some_and(Changes::is_empty))
            && !self.is_live(newest, newest)
        {
            reports.push(
                Report::new("nothing-is-live", format!("{newest} is the newest release, and is not served"))
                    .at(place, "leaves it out")
                    .note("the source serves exactly that release; whoever asks for it by name would be answered 410")
                    .help("let it be served; leave it out when what comes after it is pending"),
            );
        }
        let breaks: Vec<String> = pending
            .iter()
            .flat_map(|changes| changes.breaking())
            .map(gati_diff::Change::key)
            .collect();
        let stale = self
            .allowed
            .iter()
            .filter(|allowed| !breaks.contains(&allowed.finding));
        let stale = stale.map(|allowed| {
            let report = Report::new(
                "stale-allow",
                "this finding is acknowledged, and nothing that is pending has it",
            )
            .at(&allowed.place, "not among the breaking changes");
            match nearest(&allowed.finding, breaks.iter().map(String::as_str)) {
                Some(key) => report.help(format!("did you mean `{key}`?")),
                None => {
                    report.help("delete the entry: what was acknowledged for a release is recorded in it")
                }
            }
        });
        reports.extend(stale);
        reports
    }

    /// The release that callers without a pin were brought back to, if it is not served: then none of them would get anything.
    pub(crate) fn rolled_back(&self, store: &Store) -> Option<Report> {
        let (default, newest) = (store.lifecycle().default.as_ref()?, store.newest()?);
        let version = &default.version;
        if self.is_live(version, &newest.version) {
            return None;
        }
        let report = Report::new(
            "default-is-not-served",
            format!("callers without a pin are to get {version}, which is not served"),
        );
        let ended = self.ended_with(version, &newest.version);
        let place = ended.map(|sunset| &sunset.place).or(self.live_place.as_ref());
        let report = match place {
            Some(place) => report.at(place, "leaves it out"),
            None => report,
        };
        Some(report.note("`gati version rollback` made it their default").help(
            "let it be served, go back to another one, or take it back: `gati version rollback --undo`",
        ))
    }

    /// What makes no sense for the releases that there are.
    fn against(&self, store: &Store) -> Vec<Report> {
        let mut reports = Vec::new();
        for sunset in &self.sunsets {
            let End::At(end) = sunset.end else { continue };
            let ended = store
                .releases()
                .iter()
                .filter(|release| meets(&sunset.releases, &release.version));
            for release in ended {
                // One that has an end of its own does not go by the rule.
                let standing = store.lifecycle().standings.get(&release.version);
                let standing = standing.filter(|standing| standing.sunset.is_none());
                let Some(deprecated) = standing.and_then(Standing::deprecated_at) else {
                    continue;
                };
                if end < deprecated {
                    reports.push(
                        Report::new(
                            "sunset-before-deprecation",
                            format!("{} would end before its deprecation", release.version),
                        )
                        .at(&sunset.place, format!("ends at {end}"))
                        .note(format!(
                            "it is deprecated since {deprecated}: callers are told before something ends"
                        ))
                        .help("put the end later, or deprecate it earlier with `gati version deprecate`"),
                    );
                }
            }
        }
        reports
    }
}

/// Whether a version is meant. A pre-release is meant by what means its version.
fn meets(wanted: &VersionReq, version: &Version) -> bool {
    let plain = Version::new(version.major, version.minor, version.patch);
    wanted.matches(version) || !version.pre.is_empty() && wanted.matches(&plain)
}
