//! `[versions]` of `gati.toml`, as far as the build reads it: which releases are served, when they end, and what was acknowledged.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::Path;

use gati_diff::Changes;
use gati_release::{Moment, Standing, Store};
use gati_syntax::symbol::nearest;
use gati_transform::Waived;
use semver::{Version, VersionReq};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::report::Report;
use crate::source::{FileId, Files, Place};

/// The keys of the table; the first ones are read by the running app.
const KEYS: [&str; 6] = ["missing", "usage", "retire", "live", "sunset", "allow"];

/// What is said of releases.
#[derive(Debug, Default)]
pub(crate) struct Policy {
    live: Option<Vec<VersionReq>>,
    live_place: Option<Place>,
    sunsets: Vec<Sunset>,
    allowed: Vec<Allowed>,
    /// Findings that are acknowledged elsewhere, with their reasons.
    also: Vec<(String, String)>,
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
        let mut files = Files::default();
        Self::parse(package, &mut files)
            .map(|(policy, _)| policy)
            .unwrap_or_default()
    }

    /// Reads the file of a package. The mistakes speak of places in the files that are returned.
    pub(crate) fn read(package: &Path, store: &Store) -> (Self, Files, Vec<Report>) {
        let mut files = Files::default();
        let Some((policy, mut reports)) = Self::parse(package, &mut files) else {
            return (Self::default(), files, Vec::new());
        };
        reports.extend(policy.against(store));
        reports.sort_by_key(|report| report.labels.first().map(|(place, _)| place.start));
        (policy, files, reports)
    }

    /// The table and what is wrong in it; `None` where there is none. What is no TOML is the business of whoever reads all of it.
    fn parse(package: &Path, files: &mut Files) -> Option<(Self, Vec<Report>)> {
        let path = package.join("gati.toml");
        let text = fs::read_to_string(&path).ok()?;
        let file = files.add(path, text.clone());
        let table = DeTable::parse(&text).ok()?;
        let DeValue::Table(versions) = table.get_ref().get("versions")?.get_ref() else {
            return None;
        };
        let mut reader = Reader {
            file,
            reports: Vec::new(),
        };
        let policy = reader.versions(versions);
        Some((policy, reader.reports))
    }

    /// Whether a release is served.
    pub(crate) fn is_live(&self, version: &Version, newest: &Version) -> bool {
        let is_listed = self
            .live
            .as_ref()
            .is_none_or(|live| live.iter().any(|wanted| meets(wanted, version)));
        let is_over = self.sunsets.iter().any(|sunset| match &sunset.end {
            End::With(end) => meets(&sunset.releases, version) && end <= newest,
            End::At(_) => false,
        });
        is_listed && !is_over
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
                let standing = store.lifecycle().standings.get(&release.version);
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

type Values<'i> = BTreeMap<&'static str, &'i Spanned<DeValue<'i>>>;

/// Reads the table and collects what is wrong.
struct Reader {
    file: FileId,
    reports: Vec<Report>,
}

impl Reader {
    fn place(&self, span: Range<usize>) -> Place {
        Place {
            file: self.file,
            start: span.start,
            end: span.end,
        }
    }

    fn wrong(&mut self, span: Range<usize>, title: impl Into<String>, label: &str, help: &str) {
        let report = Report::new("versions-policy", title)
            .at(&self.place(span), label)
            .help(help);
        self.reports.push(report);
    }

    fn versions(&mut self, table: &DeTable<'_>) -> Policy {
        let mut policy = Policy::default();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "live" => {
                    policy.live = self.live(value);
                    policy.live_place = Some(self.place(value.span()));
                }
                "sunset" => {
                    for entry in self.list(value, "sunset") {
                        policy.sunsets.extend(self.sunset(entry));
                    }
                }
                "allow" => {
                    for entry in self.list(value, "allow") {
                        policy.allowed.extend(self.allow(entry));
                    }
                }
                known if KEYS.contains(&known) => {}
                unknown => {
                    let help = match nearest(unknown, KEYS) {
                        Some(key) => format!("did you mean `{key}`?"),
                        None => format!("the keys are {}", KEYS.map(|key| format!("`{key}`")).join(", ")),
                    };
                    self.wrong(
                        key.span(),
                        format!("`versions.{unknown}` is no setting"),
                        "unknown",
                        &help,
                    );
                }
            }
        }
        policy
    }

    /// One requirement, or several of which one must be met.
    fn live(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Vec<VersionReq>> {
        match value.get_ref() {
            DeValue::String(_) => self.requirement(value).map(|wanted| vec![wanted]),
            DeValue::Array(items) => {
                let read: Vec<Option<VersionReq>> = items.iter().map(|item| self.requirement(item)).collect();
                read.into_iter().collect()
            }
            _ => {
                self.wrong(
                    value.span(),
                    "`versions.live` says which releases are served",
                    "neither a text nor a list of texts",
                    "write `live = \">=1.2\"` or `live = [\"1.2.0\", \"1.4\"]`",
                );
                None
            }
        }
    }

    fn requirement(&mut self, value: &Spanned<DeValue<'_>>) -> Option<VersionReq> {
        let text = value.get_ref().as_str();
        let wanted = text.and_then(|text| {
            // A whole version means that one; with fewer numbers all that begin so.
            let exact = Version::parse(text).is_ok();
            let begins = text.starts_with(|c: char| c.is_ascii_digit());
            let text = match (exact, begins) {
                (true, _) => format!("={text}"),
                (false, true) if !text.contains(',') => format!("={text}"),
                _ => text.to_owned(),
            };
            VersionReq::parse(&text).ok()
        });
        if wanted.is_none() {
            self.wrong(
                value.span(),
                "this names no releases",
                "expected versions",
                "write them as Cargo does: `\">=1.2\"`, `\"<2\"`, `\"1.4\"` for all of 1.4, `\"1.4.2\"` for that one",
            );
        }
        wanted
    }

    fn list<'i>(&mut self, value: &'i Spanned<DeValue<'i>>, key: &str) -> &'i [Spanned<DeValue<'i>>] {
        if let DeValue::Array(items) = value.get_ref() {
            return items;
        }
        self.wrong(
            value.span(),
            format!("`versions.{key}` is a list of tables"),
            "not a list",
            &format!("write `[[versions.{key}]]` above its keys"),
        );
        &[]
    }

    /// The keys of an entry, each a text; `None` if it has others.
    fn entry<'i>(&mut self, value: &'i Spanned<DeValue<'i>>, keys: &[&'static str]) -> Option<Values<'i>> {
        let DeValue::Table(table) = value.get_ref() else {
            let help = format!("its keys are {}", listed(keys));
            self.wrong(value.span(), "this is no table", "expected a table", &help);
            return None;
        };
        let mut values = Values::new();
        let mut is_whole = true;
        for (key, value) in table {
            match keys.iter().find(|known| **known == key.get_ref().as_ref()) {
                Some(known) if value.get_ref().as_str().is_some() => {
                    values.insert(known, value);
                }
                Some(known) => {
                    self.wrong(
                        value.span(),
                        format!("`{known}` is a text"),
                        "not a text",
                        "write it in quotes",
                    );
                    is_whole = false;
                }
                None => {
                    let help = format!("its keys are {}", listed(keys));
                    self.wrong(
                        key.span(),
                        format!("`{}` is no key here", key.get_ref()),
                        "unknown",
                        &help,
                    );
                    is_whole = false;
                }
            }
        }
        is_whole.then_some(values)
    }

    fn sunset(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Sunset> {
        let entry = self.entry(value, &["releases", "at", "with"])?;
        let help = "write `{ releases = \"<1.4\", at = \"2027-03-01\" }`, or `with = \"3.0.0\"` for the release that ends them";
        let (Some(releases), at, with) = (entry.get("releases"), entry.get("at"), entry.get("with")) else {
            self.wrong(
                value.span(),
                "a sunset says which releases end",
                "no `releases`",
                help,
            );
            return None;
        };
        let releases = self.requirement(releases);
        let (end, place) = match (at, with) {
            (Some(at), None) => (self.moment(at).map(End::At), at.span()),
            (None, Some(with)) => (self.version(with).map(End::With), with.span()),
            _ => {
                self.wrong(
                    value.span(),
                    "a sunset is either a time or a release",
                    "`at` or `with`",
                    help,
                );
                return None;
            }
        };
        Some(Sunset {
            releases: releases?,
            end: end?,
            place: self.place(place),
        })
    }

    fn moment(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Moment> {
        let text = value.get_ref().as_str().unwrap_or_default();
        let moment = Moment::parse(text).or_else(|| Moment::parse(&format!("{text}T00:00:00Z")));
        if moment.is_none() {
            self.wrong(
                value.span(),
                "this is no time",
                "expected a date or a time",
                "write it as RFC 3339 does: \"2027-03-01\"",
            );
        }
        moment
    }

    fn version(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Version> {
        let version = value
            .get_ref()
            .as_str()
            .and_then(|text| Version::parse(text).ok());
        if version.is_none() {
            self.wrong(
                value.span(),
                "this is no version",
                "expected a version",
                "write all of it: \"3.0.0\"",
            );
        }
        version
    }

    fn allow(&mut self, value: &Spanned<DeValue<'_>>) -> Option<Allowed> {
        let entry = self.entry(value, &["finding", "because"])?;
        let text = |key: &str| {
            entry
                .get(key)
                .and_then(|value| value.get_ref().as_str())
                .unwrap_or_default()
        };
        let (finding, because) = (text("finding"), text("because"));
        if finding.trim().is_empty() || because.trim().is_empty() {
            self.wrong(
                value.span(),
                "what is acknowledged has a finding and a reason",
                "`finding` and `because`",
                "write `{ finding = \"<its name in the error>\", because = \"<why no caller is hurt>\" }`",
            );
            return None;
        }
        let place = entry.get("finding").map_or(value.span(), |value| value.span());
        Some(Allowed {
            finding: finding.to_owned(),
            because: because.trim().to_owned(),
            place: self.place(place),
        })
    }
}

fn listed(keys: &[&str]) -> String {
    let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    keys.join(", ")
}
