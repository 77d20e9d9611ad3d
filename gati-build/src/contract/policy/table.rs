//! The keys of `[versions]`, one by one.

use std::collections::BTreeMap;
use std::ops::Range;

use gati_release::Moment;
use gati_syntax::symbol::nearest;
use semver::{Version, VersionReq};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Allowed, End, Policy, Sunset};
use crate::report::Report;
use crate::source::{FileId, Place};

/// The keys that the build reads.
pub(super) const OF_THE_BUILD: [&str; 4] = ["live", "sunset", "allow", "next"];

/// The keys that the running app reads.
const OF_THE_APP: [&str; 3] = ["missing", "usage", "retire"];

/// What the table says, and what is wrong in it.
pub(super) fn read(table: &DeTable<'_>, file: FileId) -> (Policy, Vec<Report>) {
    let mut reader = Reader {
        file,
        reports: Vec::new(),
    };
    (reader.versions(table), reader.reports)
}

type Values<'i> = BTreeMap<&'static str, &'i Spanned<DeValue<'i>>>;

/// Where something stands in a file.
pub(super) const fn place(file: FileId, span: Range<usize>) -> Place {
    Place {
        file,
        start: span.start,
        end: span.end,
    }
}

/// Reads the table and collects what is wrong.
struct Reader {
    file: FileId,
    reports: Vec<Report>,
}

impl Reader {
    fn place(&self, span: Range<usize>) -> Place {
        place(self.file, span)
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
                "next" => {
                    let version = self.version(value);
                    policy.next = version.map(|version| (version, self.place(value.span())));
                }
                known if OF_THE_APP.contains(&known) => {}
                unknown => {
                    let keys = [&OF_THE_APP[..], &OF_THE_BUILD].concat();
                    let help = match nearest(unknown, keys.iter().copied()) {
                        Some(key) => format!("did you mean `{key}`?"),
                        None => format!("the keys are {}", listed(&keys)),
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
