//! Which version of the app runs, and which ones it serves.

use std::fmt;
use std::sync::Arc;

use crate::version::{Releases, ServedVersion};

/// What is known of the app's versions, read-only, as `gctx.versions`.
///
/// Which of them serves a request says [`Lctx::version`](crate::Lctx::version).
///
/// ```
/// # fn show(versions: &gati::Versions) {
/// println!("{} {}", versions.package(), versions.version());
/// for release in versions.releases() {
///     println!("{} of {}", release.version(), release.at());
/// }
/// # }
/// ```
#[derive(Clone)]
pub struct Versions {
    package: &'static str,
    version: &'static str,
    releases: Option<Arc<Releases>>,
}

impl Versions {
    pub(crate) const fn new(
        package: &'static str,
        version: &'static str,
        releases: Option<Arc<Releases>>,
    ) -> Self {
        Self {
            package,
            version,
            releases,
        }
    }

    /// The name of the app's package.
    #[must_use]
    pub const fn package(&self) -> &'static str {
        self.package
    }

    /// The version of that package which this process runs.
    #[must_use]
    pub const fn version(&self) -> &'static str {
        self.version
    }

    /// The releases of the API, oldest first; empty before the first one.
    #[must_use]
    pub fn releases(&self) -> Vec<ServedVersion> {
        self.releases
            .as_ref()
            .map_or_else(Vec::new, |releases| releases.served())
    }

    /// The release that answers whoever asks for this time, version or tag; `None` if none does.
    #[must_use]
    pub fn find(&self, asked: &str) -> Option<ServedVersion> {
        self.releases.as_ref()?.served_for(asked)
    }

    /// The version of what this process serves beyond the newest release, if anything.
    #[must_use]
    pub fn pending(&self) -> Option<&'static str> {
        self.releases.as_ref()?.pending()
    }
}

impl fmt::Debug for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Versions")
            .field("package", &self.package)
            .field("version", &self.version)
            .field("releases", &self.releases())
            .finish()
    }
}
