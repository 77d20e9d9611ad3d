//! What is said of releases after they were made: tags, deprecation, end, what to keep, and the default.
//!
//! One small file per subject, so that two branches touch the same file only if they speak of the same thing.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gati_schema::canonical;
use semver::Version;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::disk::{Disk, Files};
use crate::object::{newer, not_json};
use crate::store::{is_conflict, names, read};
use crate::{Moment, Release, Store, StoreError};

/// The number of the format of these files.
const FORMAT: u32 = 1;
pub(crate) const FOLDER: &str = "lifecycle";

/// What is said of releases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lifecycle {
    /// Names of releases, which may move from one to another.
    pub tags: BTreeMap<String, Version>,
    /// What is said of single releases.
    pub standings: BTreeMap<Version, Standing>,
    /// The release for callers without a pin, if that is not the newest.
    pub default: Option<Note>,
}

/// What is said of one release.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The format of the file.
    pub format: u32,
    /// Since when its use is discouraged, as RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated: Option<String>,
    /// Why, or what to use instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// When it will be gone, as RFC 3339.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sunset: Option<String>,
    /// Whether it stays when it is past its end.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub keep: bool,
    /// The name of the release when this was said, by which it is found again after a merge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
}

/// A file that names a release: a tag, or the default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The format of the file.
    pub format: u32,
    /// The release.
    pub version: Version,
    /// Its name when this was said, by which it is found again after a merge.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

impl Lifecycle {
    pub(crate) fn read(folder: &Path, releases: &[Release]) -> Result<Self, StoreError> {
        let mut lifecycle = Self::default();
        let below = folder.join(FOLDER);
        for name in names(&below)? {
            let path = below.join(&name);
            let broken = |why: String| StoreError::Broken {
                path: path.clone(),
                why: with_help(why),
            };
            let text = read(&path)?.unwrap_or_default();
            let stem = name.strip_suffix(".json").unwrap_or(&name);
            let version = if let Some(tag) = stem.strip_prefix("tag-") {
                // A server would not start with a name that it would take for a version.
                check_tag(tag).map_err(|_| broken(format!("names `{tag}`, which cannot be a tag")))?;
                let note: Note = parse(&text).map_err(broken)?;
                lifecycle.tags.insert(tag.to_owned(), note.version.clone());
                note.version
            } else if let Some(version) = stem.strip_prefix("release-") {
                let version = Version::parse(version).map_err(|_| broken("names no version".to_owned()))?;
                let standing: Standing = parse(&text).map_err(broken)?;
                standing.check().map_err(broken)?;
                lifecycle.standings.insert(version.clone(), standing);
                version
            } else if stem == "default" {
                let note: Note = parse(&text).map_err(broken)?;
                lifecycle.default = Some(note.clone());
                note.version
            } else {
                return Err(broken("is none of `tag-…`, `release-…` and `default`".to_owned()));
            };
            if !releases.iter().any(|release| release.version == version) {
                return Err(broken(format!("speaks of {version}, which was never released")));
            }
        }
        Ok(lifecycle)
    }
}

impl Standing {
    /// The moment of its deprecation.
    #[must_use]
    pub fn deprecated_at(&self) -> Option<Moment> {
        Moment::parse(self.deprecated.as_deref()?)
    }

    /// The moment of its end.
    #[must_use]
    pub fn sunset_at(&self) -> Option<Moment> {
        Moment::parse(self.sunset.as_deref()?)
    }

    /// The rules: times are times, and nothing ends before it was announced.
    fn check(&self) -> Result<(), String> {
        for text in [&self.deprecated, &self.sunset].into_iter().flatten() {
            if Moment::parse(text).is_none() {
                return Err(format!("has `{text}` where a time belongs"));
            }
        }
        match (self.deprecated_at(), self.sunset_at()) {
            (None, Some(_)) => Err("has an end that was never announced by a deprecation".into()),
            (Some(deprecated), Some(sunset)) if sunset < deprecated => {
                Err("has an end before its deprecation".into())
            }
            _ => Ok(()),
        }
    }
}

/// What is wrong with a file, and what to do about it. These are no released files: whoever loses one can say the same again.
fn with_help(why: String) -> String {
    if why.contains("\nhelp: ") {
        return why;
    }
    format!(
        "{why}\nhelp: restore it, or remove it and say it again with `gati version` (`tag`, `deprecate`, `sunset`, `keep`, `rollback`)"
    )
}

fn parse<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    #[derive(Deserialize)]
    struct Head {
        format: u32,
    }
    if is_conflict(text) {
        return Err("holds a merge conflict\nhelp: keep one side of it".into());
    }
    let head: Head = serde_json::from_str(text).map_err(|error| not_json(&error))?;
    if head.format != FORMAT {
        return Err(newer(head.format, FORMAT));
    }
    serde_json::from_str(text).map_err(|error| not_json(&error))
}

impl Store {
    /// Gives a release a name, which another may have had.
    ///
    /// # Errors
    ///
    /// If the name could be taken for a version or is no word, or the file cannot be written.
    pub fn tag(&self, release: &Release, tag: &str) -> Result<(), StoreError> {
        check_tag(tag)?;
        self.say(&format!("tag-{tag}"), &note(release, None))
    }

    /// Makes a release the one for callers without a pin; none for the newest, whichever that is.
    ///
    /// # Errors
    ///
    /// If the file cannot be written or removed.
    pub fn set_default(&self, release: Option<&Release>, because: Option<String>) -> Result<(), StoreError> {
        match release {
            Some(release) => self.say("default", &note(release, because)),
            None => self.unsay("default"),
        }
    }

    /// Takes a tag away.
    ///
    /// # Errors
    ///
    /// If there is no such tag, or its file cannot be removed.
    pub fn untag(&self, tag: &str) -> Result<(), StoreError> {
        if !self.lifecycle().tags.contains_key(tag) {
            return Err(StoreError::Refused(format!("there is no tag `{tag}`")));
        }
        self.unsay(&format!("tag-{tag}"))
    }

    /// Changes what is said of a release.
    ///
    /// # Errors
    ///
    /// If an end would come before its deprecation, or the file cannot be written.
    pub fn stand(&self, release: &Release, change: impl FnOnce(&mut Standing)) -> Result<(), StoreError> {
        let known = self.lifecycle().standings.get(&release.version);
        let mut standing = known.cloned().unwrap_or_default();
        standing.format = FORMAT;
        standing.release = Some(release.name());
        change(&mut standing);
        standing
            .check()
            .map_err(|why| StoreError::Refused(format!("{} {why}", release.version)))?;
        self.say(&format!("release-{}", release.version), &standing)
    }

    fn say<T: Serialize>(&self, name: &str, value: &T) -> Result<(), StoreError> {
        let mut files = Files::default();
        files.add(path(name), canonical::to_string(value));
        files.write(self.folder(), &crate::disk::Real as &dyn Disk)
    }

    fn unsay(&self, name: &str) -> Result<(), StoreError> {
        let path = self.folder().join(path(name));
        match std::fs::remove_file(&path) {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(cause) => Err(StoreError::Write { path, cause }),
        }
    }
}

/// Whether a word can be a tag, by the rule that requests are read with.
pub(crate) fn check_tag(tag: &str) -> Result<(), StoreError> {
    use gati_timeline::Wish;
    if matches!(Wish::parse(tag), Ok(Wish::Tag(_))) {
        return Ok(());
    }
    Err(StoreError::Refused(format!(
        "`{tag}` cannot be a tag: tags begin with a letter, are letters, digits, `-`, `_` and `.`, and do not look like a version"
    )))
}

pub(crate) fn path(name: &str) -> PathBuf {
    Path::new(FOLDER).join(format!("{name}.json"))
}

pub(crate) fn note(release: &Release, because: Option<String>) -> Note {
    Note {
        format: FORMAT,
        version: release.version.clone(),
        release: Some(release.name()),
        because,
    }
}
