//! Which version of the app runs.

/// What is known of the app's versions, read-only, as `gctx.versions`.
///
/// ```
/// # fn show(versions: &gati::Versions) {
/// println!("{} {}", versions.package(), versions.version());
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Versions {
    package: &'static str,
    version: &'static str,
}

impl Versions {
    pub(crate) const fn new(package: &'static str, version: &'static str) -> Self {
        Self { package, version }
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
}
