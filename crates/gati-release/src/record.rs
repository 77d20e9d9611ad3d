//! One release as it lies in a file.

use std::collections::BTreeMap;

use gati_diff::{Bump, Level};
use gati_schema::manifest::Package;
use gati_schema::{Fingerprint, canonical};
use semver::Version;
use serde::{Deserialize, Serialize};

use crate::Moment;
use crate::object::{hash, newer, not_json};

/// The number of the format of releases. It grows when an old reader could misread a new file.
const FORMAT: u32 = 1;

/// A release: a time, a version, a sentence, and what it put and dropped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Release {
    /// The format of the file.
    pub format: u32,
    /// Its position, from 1.
    pub number: u32,
    /// Its version.
    pub version: Version,
    /// When it was made, in UTC.
    #[serde(with = "moment")]
    pub at: Moment,
    /// The name of the release before it.
    pub follows: Option<String>,
    /// What it is about, in one sentence.
    pub message: String,
    /// The package as the manifest has it.
    pub package: Package,
    /// The versions of the schemas that its modules declared for their databases, by module.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub schema_versions: BTreeMap<String, u64>,
    /// What its changes ask of the version.
    pub wire: Level,
    /// What they ask of the version of generated clients.
    pub source: Level,
    /// The versions of the handlers that it changed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub handlers: BTreeMap<String, Version>,
    /// What people should know: every break, and what was acknowledged.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub findings: Vec<Finding>,
    /// The objects that it has and the one before had not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub put: Vec<Fingerprint>,
    /// The objects that the one before had and it has not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<Fingerprint>,
    /// The fingerprint of the whole manifest's canonical text.
    pub manifest: Fingerprint,
}

/// A finding of the diff that somebody wrote a sentence about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The finding's name ([`gati_diff::Change::key`]).
    pub key: String,
    /// What it asks of callers.
    pub wire: Level,
    /// What callers should know or do, for the changelog.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sentence: Option<String>,
    /// Why it does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<String>,
}

impl Release {
    pub(crate) const FORMAT: u32 = FORMAT;

    /// The bytes of its file.
    pub(crate) fn to_json(&self) -> String {
        canonical::to_string(self)
    }

    /// What lies in a file; the rest of a sentence about the file if that is no release.
    pub(crate) fn from_json(text: &str) -> Result<Self, String> {
        #[derive(Deserialize)]
        struct Head {
            format: u32,
        }
        let head: Head = serde_json::from_str(text).map_err(|error| not_json(&error))?;
        if head.format != FORMAT {
            return Err(newer(head.format, FORMAT));
        }
        serde_json::from_str(text).map_err(|error| not_json(&error))
    }

    /// Its name, which holds the hash of its bytes.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{:04}-{}-{}", self.number, self.version, hash(&self.to_json()))
    }

    /// What its changes ask of the next version.
    #[must_use]
    pub fn bump(&self) -> Bump {
        Bump {
            wire: self.wire,
            source: self.source,
        }
    }
}

/// Moments travel as RFC 3339.
mod moment {
    use gati_timeline::Moment;
    use serde::{Deserialize, Deserializer, Serializer, de};

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes the field by reference"
    )]
    pub(super) fn serialize<S: Serializer>(moment: &Moment, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(moment)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
        let text = String::deserialize(deserializer)?;
        Moment::parse(&text).ok_or_else(|| de::Error::custom("not a time of RFC 3339"))
    }
}

/// A sentence as lists and changelogs have a line for it.
pub(crate) fn one_line(sentence: &str) -> String {
    let words = sentence.split(|c: char| c.is_whitespace() || c.is_control());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
