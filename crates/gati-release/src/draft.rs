//! From the working tree to a release: first a plan that can be looked at, then the files.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gati_diff::{Acknowledged, Bump, Change, Changes, Level, Next, Pairing, Today, compare, label};
use gati_schema::{Fingerprint, Manifest, canonical};
use semver::Version;

use crate::disk::{Disk, Files, Real};
use crate::lifecycle::{check_tag, note, path};
use crate::lookup::is_same_api;
use crate::object::{Object, hash};
use crate::record::one_line;
use crate::store::{HEAD, Head, OBJECTS, RELEASES, release_path};
use crate::version::{bump, handler_levels, is_high_enough, required};
use crate::{Finding, Moment, Release, Store, StoreError};

/// Clocks differ: a release this far ahead of ours is taken for now.
const SKEW: i64 = 5 * 60;

/// A release in the making.
#[derive(Debug)]
pub struct Draft<'a> {
    store: &'a Store,
    /// What callers see of the working tree.
    manifest: Manifest,
    /// What its modules declare of their databases, which callers do not see.
    schema_versions: BTreeMap<String, u64>,
    now: Moment,
    at: Option<Moment>,
    message: String,
    version: Option<Version>,
    tags: Vec<String>,
    explained: Vec<(String, String)>,
    acknowledged: Vec<(String, String)>,
    /// Whether it was released before, elsewhere: then nobody is asked for further words.
    rebased: bool,
}

/// A release that is ready to be written.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The release.
    pub release: Release,
    /// What changed since the one before it.
    pub changes: Option<Changes>,
    /// Its files, in the order in which they are written.
    pub files: Files,
}

impl<'a> Draft<'a> {
    /// A draft of what the working tree serves; `now` is what the clock says.
    #[must_use]
    pub fn new(store: &'a Store, manifest: &Manifest, now: Moment) -> Self {
        Self {
            store,
            manifest: manifest.for_callers(),
            schema_versions: manifest.schema_versions(),
            now,
            at: None,
            message: String::new(),
            version: None,
            tags: Vec::new(),
            explained: Vec::new(),
            acknowledged: Vec::new(),
            rebased: false,
        }
    }

    /// What it is about.
    #[must_use]
    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = message.into();
        self
    }

    /// Its time, if that is not now.
    #[must_use]
    pub fn at(mut self, at: Option<Moment>) -> Self {
        self.at = at;
        self
    }

    /// Its version, if that is not the next one.
    #[must_use]
    pub fn version(mut self, version: Option<Version>) -> Self {
        self.version = version;
        self
    }

    /// Names that it gets at once.
    #[must_use]
    pub fn tags(mut self, tags: Vec<String>) -> Self {
        self.tags = tags;
        self
    }

    /// Sentences about single findings, for the changelog: the finding's number in the report or its key, and the sentence.
    #[must_use]
    pub fn explain(mut self, sentences: Vec<(String, String)>) -> Self {
        self.explained = sentences;
        self
    }

    /// Findings that do not count, and why not.
    #[must_use]
    pub fn acknowledge(mut self, reasons: Vec<(String, String)>) -> Self {
        self.acknowledged = reasons;
        self
    }

    /// Takes over what was said of a release that was made elsewhere, as far as it still goes, with the schemas that it has after the
    /// merge.
    pub(crate) fn rebased(mut self, release: &Release, schema_versions: BTreeMap<String, u64>) -> Self {
        self.schema_versions = schema_versions;
        for finding in &release.findings {
            let key = &finding.key;
            self.explained
                .extend(finding.sentence.iter().map(|text| (key.clone(), text.clone())));
            self.acknowledged.extend(
                finding
                    .acknowledged
                    .iter()
                    .map(|text| (key.clone(), text.clone())),
            );
        }
        let newest = self.store.newest().map(|newest| &newest.version);
        let is_higher = newest.is_none_or(|newest| release.version.cmp_precedence(newest).is_gt());
        self.version = is_higher.then(|| release.version.clone());
        self.rebased = true;
        self
    }

    /// Works out the version, and what has to be written.
    ///
    /// # Errors
    ///
    /// If nothing changed, a break has no sentence, the version does not go with the changes, or the clock is behind the newest
    /// release.
    pub fn plan(self) -> Result<Plan, StoreError> {
        let newest = self.store.newest();
        self.tags.iter().try_for_each(|tag| check_tag(tag))?;
        if self.message.trim().is_empty() {
            return Err(refused(
                "a release needs one sentence: `-m \"Captures take a currency\"`",
            ));
        }
        let at = self.moment(newest)?;
        let old = newest.map(|release| self.store.manifest(release)).transpose()?;
        let day = at.to_string();
        let today = Today::Date(day.get(..10).unwrap_or_default());
        let before = newest
            .map(|release| release.schema_versions.clone())
            .unwrap_or_default();
        let changes = old.as_ref().map(|old| {
            compare(old, &self.manifest, today).with_schema_versions(&before, &self.schema_versions)
        });
        // A build does not know the day, so that some findings go by another key there. Both are understood.
        let undated = old
            .as_ref()
            .map(|old| compare(old, &self.manifest, Today::Unknown));
        let undated = undated.map(|undated| undated.changes).unwrap_or_default();
        let findings = match &changes {
            Some(changes) => self.findings(changes, &undated)?,
            None if self.explained.is_empty() && self.acknowledged.is_empty() => Vec::new(),
            None => return Err(refused("this is the first release: there is nothing to explain")),
        };
        let is_acknowledged = |key: &str| {
            let finding = findings.iter().find(|finding| finding.key == key);
            finding.is_some_and(|finding| finding.acknowledged.is_some())
        };
        let Bump { wire, source } = changes
            .as_ref()
            .map(|changes| bump(changes, is_acknowledged))
            .unwrap_or_default();
        let version = self.next(newest, old.as_ref(), wire)?;
        let objects: BTreeMap<Fingerprint, String> = objects(&self.manifest);
        let before = newest
            .map(|release| self.store.contents(release))
            .unwrap_or_default();
        let has: BTreeSet<Fingerprint> = objects.keys().copied().collect();
        let release = Release {
            format: Release::FORMAT,
            number: newest.map_or(1, |release| release.number + 1),
            version,
            at,
            follows: newest.map(Release::name),
            message: one_line(&self.message),
            package: self.manifest.package.clone(),
            schema_versions: self.schema_versions.clone(),
            wire,
            source,
            handlers: self.handlers(newest, old.as_ref(), changes.as_ref(), is_acknowledged),
            findings,
            put: has.difference(&before).copied().collect(),
            dropped: before.difference(&has).copied().collect(),
            manifest: hash(&self.manifest.to_json()),
        };
        let changes = match (changes, newest) {
            (Some(changes), Some(newest)) => Some(changes.with_next(made_by(&release, newest))),
            (changes, _) => changes,
        };
        let mut files = files(&release, &objects);
        for tag in &self.tags {
            files.add(
                path(&format!("tag-{tag}")),
                canonical::to_string(&note(&release, None)),
            );
        }
        Ok(Plan {
            release,
            changes,
            files,
        })
    }

    fn moment(&self, newest: Option<&Release>) -> Result<Moment, StoreError> {
        let at = self.at.unwrap_or(self.now);
        if at > self.now.plus(SKEW) {
            return Err(StoreError::Refused(format!(
                "{at} lies in the future; it is {}",
                self.now
            )));
        }
        match newest {
            Some(newest) if newest.at > at => Err(StoreError::Refused(format!(
                "the newest release, {}, is of {}, and this one would be older: {at}\nhelp: if this clock is behind, set it or give the time with `--at`",
                newest.version, newest.at
            ))),
            _ => Ok(at),
        }
    }

    /// What is written down about single changes: every break with its sentence, and what was acknowledged.
    fn findings(&self, changes: &Changes, undated: &[Change]) -> Result<Vec<Finding>, StoreError> {
        let keys: Vec<String> = changes.changes.iter().map(Change::key).collect();
        let as_builds_say = |name: &str| {
            let undated = undated.iter().find(|change| change.key() == name)?;
            let mut dated = changes.changes.iter();
            let at = dated.position(|change| {
                change.location == undated.location && is_removal(change) && is_removal(undated)
            });
            keys.get(at?)
        };
        let about = |list: &[(String, String)]| -> Result<BTreeMap<String, String>, StoreError> {
            let mut map = BTreeMap::new();
            for (name, text) in list {
                let key = changes.numbered(name).map(Change::key);
                let key = key
                    .or_else(|| keys.iter().find(|key| *key == name).cloned())
                    .or_else(|| as_builds_say(name).cloned());
                if key.is_none() && self.rebased {
                    continue;
                }
                let key = key.ok_or_else(|| {
                    StoreError::Refused(format!(
                        "there is no finding `{name}`\nhelp: `gati release --dry-run` lists them"
                    ))
                })?;
                if text.trim().is_empty() {
                    return Err(StoreError::Refused(format!("`{key}` needs words")));
                }
                map.insert(key, one_line(text));
            }
            Ok(map)
        };
        let (explained, acknowledged) = (about(&self.explained)?, about(&self.acknowledged)?);
        // Breaks come first in the list, so that their numbers are those of reports.
        let listed = changes.listed().into_iter().enumerate();
        let unexplained: Vec<(usize, String)> = listed
            .filter(|(_, change)| change.verdict.is_breaking())
            .map(|(at, change)| (at + 1, change.key()))
            .filter(|(_, key)| !explained.contains_key(key) && !acknowledged.contains_key(key))
            .collect();
        // The sentence of the release is that of its only break.
        let only = match &unexplained[..] {
            [(_, key)] if explained.is_empty() => Some(key.clone()),
            [] => None,
            _ if self.rebased => None,
            several => return Err(StoreError::Refused(wanted(several))),
        };
        let mut findings = Vec::new();
        for (change, key) in changes.changes.iter().zip(keys) {
            let is_new = self.rebased && change.verdict.is_breaking();
            let is_only = is_new || only.as_ref() == Some(&key);
            let sentence = explained
                .get(&key)
                .cloned()
                .or_else(|| is_only.then(|| one_line(&self.message)));
            let reason = acknowledged.get(&key).cloned();
            if sentence.is_some() || reason.is_some() {
                findings.push(Finding {
                    key,
                    wire: change.verdict.wire,
                    sentence,
                    acknowledged: reason,
                });
            }
        }
        Ok(findings)
    }

    fn next(
        &self,
        newest: Option<&Release>,
        old: Option<&Manifest>,
        wire: Level,
    ) -> Result<Version, StoreError> {
        let Some(newest) = newest else {
            let own = Version::parse(&self.manifest.package.version);
            return match (&self.version, own) {
                (Some(version), _) => Ok(version.clone()),
                (None, Ok(version)) => Ok(version),
                (None, Err(_)) => Err(refused(
                    "the version in Cargo.toml is none; give one with `--version`",
                )),
            };
        };
        // Code may be released again with nothing changed in its contract, but not by accident.
        let is_same = old.is_some_and(|old| is_same_api(&self.manifest, old))
            && self.schema_versions == newest.schema_versions;
        if self.version.is_none() && !self.rebased && is_same {
            return Err(StoreError::Refused(format!(
                "nothing changed since {}\nhelp: `--version` releases the same API once more",
                newest.version
            )));
        }
        let least = required(&newest.version, wire);
        match &self.version {
            None => Ok(least),
            Some(version) if version.cmp_precedence(&newest.version).is_le() => {
                Err(StoreError::Refused(format!(
                    "{version} is not higher than the newest release, {}",
                    newest.version
                )))
            }
            Some(version) if !is_high_enough(version, &newest.version, &least) => {
                if self.rebased {
                    return Ok(least);
                }
                Err(StoreError::Refused(format!(
                    "{version} is too low: what changed is {}, so it must be at least {least}",
                    wire.name()
                )))
            }
            Some(version) => Ok(version.clone()),
        }
    }

    /// The versions of the handlers that changed; a new handler begins at 1.0.0. One that moved is not new: its version goes with it.
    fn handlers(
        &self,
        newest: Option<&Release>,
        old: Option<&Manifest>,
        changes: Option<&Changes>,
        is_acknowledged: impl Fn(&str) -> bool,
    ) -> BTreeMap<String, Version> {
        let known = newest
            .map(|release| self.store.handler_versions(release))
            .unwrap_or_default();
        let pairs = old.map(|old| Pairing::new(old, &self.manifest).both);
        let before: BTreeMap<String, String> = pairs
            .unwrap_or_default()
            .iter()
            .map(|pair| (label(pair.new), label(pair.old)))
            .collect();
        let bumps = changes.map(|changes| handler_levels(changes, is_acknowledged));
        let bumps = bumps.unwrap_or_default();
        let version = |now: &String| {
            let was = before.get(now).unwrap_or(now);
            let Some(version) = known.get(was.as_str()) else {
                return Some(Version::new(1, 0, 0));
            };
            match bumps.get(now.as_str()) {
                Some(level) if *level > Level::None => Some(required(version, *level)),
                _ => (was != now).then(|| (*version).clone()),
            }
        };
        let labels = self.manifest.handlers.iter().map(label);
        labels
            .filter_map(|label| version(&label).map(|version| (label, version)))
            .collect()
    }
}

impl Plan {
    /// Writes the release: objects first, then the release, then what points to it.
    ///
    /// # Errors
    ///
    /// If a file cannot be written. Nothing is released then, and nothing that was there is touched; unless only what points to the release
    /// is missing ([`StoreError::Unfinished`]).
    pub fn write(&self, folder: &Path) -> Result<(), StoreError> {
        self.write_to(folder, &Real)
    }

    /// The same on some disk.
    ///
    /// # Errors
    ///
    /// As [`write`](Self::write).
    pub fn write_to(&self, folder: &Path, disk: &dyn Disk) -> Result<(), StoreError> {
        let written = self.files.write(folder, disk);
        written.map_err(|error| match error {
            StoreError::Write { path, cause } if self.is_behind(folder, &path) => {
                StoreError::Unfinished { path, cause }
            }
            StoreError::Write { path, cause } => StoreError::Unreleased { path, cause },
            error => error,
        })
    }

    /// Whether a file comes after that of the release, which counts as soon as it is there.
    fn is_behind(&self, folder: &Path, path: &Path) -> bool {
        let own = release_path(folder, &self.release.name());
        let mut files = self.files.iter().map(|(file, _)| folder.join(file));
        files.by_ref().any(|file| file == own) && files.any(|file| file == path)
    }
}

/// The files of a release; the release itself after all that it needs.
pub(crate) fn files(release: &Release, objects: &BTreeMap<Fingerprint, String>) -> Files {
    let mut files = Files::default();
    // Bytes are hashed, so nothing may convert the ends of lines.
    files.add(".gitattributes", "* -text\n");
    for hash in &release.put {
        if let Some(text) = objects.get(hash) {
            files.add(Path::new(OBJECTS).join(format!("{hash}.json")), text.as_str());
        }
    }
    let name = release.name();
    files.add(
        Path::new(RELEASES).join(format!("{name}.json")),
        release.to_json(),
    );
    let head = Head {
        format: Release::FORMAT,
        newest: name,
    };
    files.add(HEAD, canonical::to_string(&head));
    files
}

/// What is said of a release beside its changes.
fn made_by(release: &Release, newest: &Release) -> Next {
    let acknowledged = release.findings.iter().filter_map(|finding| {
        Some(Acknowledged {
            finding: finding.key.clone(),
            because: finding.acknowledged.clone()?,
        })
    });
    Next {
        since: newest.version.to_string(),
        version: release.version.to_string(),
        bump: release.bump(),
        acknowledged: acknowledged.collect(),
    }
}

/// Whether a handler is gone. That it went before its announced end is a finding of its own, which only those see who know the day.
fn is_removal(change: &Change) -> bool {
    use gati_diff::rule::handler::{HANDLER_REMOVED_BEFORE_SUNSET, HANDLER_REMOVED_DEPRECATED};
    [HANDLER_REMOVED_BEFORE_SUNSET.id, HANDLER_REMOVED_DEPRECATED.id].contains(&change.rule.id)
}

/// The objects of a manifest by their hash.
fn objects(manifest: &Manifest) -> BTreeMap<Fingerprint, String> {
    let handlers = manifest.handlers.iter().cloned().map(Object::Handler);
    let types = manifest.types.values().cloned().map(Object::Type);
    handlers
        .chain(types)
        .map(|object| object.to_json())
        .map(|text| (hash(&text), text))
        .collect()
}

fn wanted(breaks: &[(usize, String)]) -> String {
    let list: Vec<String> = breaks
        .iter()
        .map(|(number, key)| format!("  {number}: {key}"))
        .collect();
    let first = breaks[0].0;
    let what = match breaks.len() {
        1 => "1 change breaks callers, and needs a sentence for them".to_owned(),
        several => format!("{several} changes break callers, and each needs a sentence for them"),
    };
    format!(
        "{what}:\n{}\nhelp: `--explain \"{first} = Send the amount in cents\"`, or `--acknowledge \"{first} = nobody calls it yet\"` for what does not count",
        list.join("\n"),
    )
}

fn refused(why: &str) -> StoreError {
    StoreError::Refused(why.to_owned())
}
