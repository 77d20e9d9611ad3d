//! What an app decides about versions: for callers that name none, and for releases past their time.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::SystemTime;

use crate::hook::RequestHead;

/// What a caller gets that names no version: neither itself nor by its own pin.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum MissingVersion {
    /// What the source serves; after a rollback, the release that it went back to.
    #[default]
    Latest,
    /// A refusal (400) that lists the versions.
    Require,
    /// This release, whatever comes after it.
    Pinned(String),
}

/// `latest`, `require`, or a version.
impl FromStr for MissingVersion {
    type Err = gati_timeline::VersionError;

    fn from_str(text: &str) -> Result<Self, gati_timeline::VersionError> {
        match text {
            "latest" => Ok(Self::Latest),
            "require" => Ok(Self::Require),
            version => {
                gati_timeline::Version::parse(version)?;
                Ok(Self::Pinned(version.to_owned()))
            }
        }
    }
}

/// When a release is served no more without anybody taking it out of the store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Retirement {
    /// Never.
    #[default]
    Never,
    /// When its sunset is over.
    AfterSunset,
    /// When its sunset is over, and nobody has asked for it for 30 days.
    AfterSunsetWhenCold,
}

impl Retirement {
    pub(crate) fn parse(text: &str) -> Option<Self> {
        match text {
            "never" => Some(Self::Never),
            "after-sunset" => Some(Self::AfterSunset),
            "after-sunset-when-cold" => Some(Self::AfterSunsetWhenCold),
            _ => None,
        }
    }
}

/// The pin of a caller: what it gets unless it asks for something else.
pub(crate) type Pin = Arc<dyn Fn(&RequestHead) -> Option<String> + Send + Sync>;

/// What says what time it is.
pub(crate) type Clock = Arc<dyn Fn() -> SystemTime + Send + Sync>;

/// What the app's code and its settings say.
#[derive(Clone)]
pub(crate) struct VersionPolicy {
    pub(crate) missing: MissingVersion,
    pub(crate) retire: Retirement,
    pub(crate) usage: Option<std::path::PathBuf>,
    pub(crate) pin: Option<Pin>,
    pub(crate) clock: Clock,
}

impl Default for VersionPolicy {
    fn default() -> Self {
        Self {
            missing: MissingVersion::default(),
            retire: Retirement::default(),
            usage: None,
            pin: None,
            clock: Arc::new(SystemTime::now),
        }
    }
}

impl fmt::Debug for VersionPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VersionPolicy")
            .field("missing", &self.missing)
            .field("retire", &self.retire)
            .field("usage", &self.usage)
            .finish_non_exhaustive()
    }
}
