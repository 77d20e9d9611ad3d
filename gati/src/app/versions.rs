//! What an app decides about its versions.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use super::App;
use crate::hook::RequestHead;
use crate::version::{MissingVersion, Retirement};

impl<G> App<G> {
    /// Sets what a caller gets that names no version: [what the source serves](MissingVersion::Latest).
    pub fn missing_version(mut self, missing: MissingVersion) -> Self {
        self.versions.missing = missing;
        self
    }

    /// Sets what says which version a caller is pinned to that names none itself: by its key, its account, its age. What it says is read as the
    /// header would be.
    ///
    /// It is called for every request without a version, before anything else, so it must be quick.
    pub fn pin(mut self, pin: impl Fn(&RequestHead) -> Option<String> + Send + Sync + 'static) -> Self {
        self.versions.pin = Some(Arc::new(pin));
        self
    }

    /// Sets the file that the use of each version is kept in: none, so that counts end with the process. One process writes it.
    pub fn version_usage(mut self, file: impl Into<PathBuf>) -> Self {
        self.versions.usage = Some(file.into());
        self
    }

    /// Sets when a release is served no more whose sunset is over: [never](Retirement::Never).
    pub fn retire_versions(mut self, when: Retirement) -> Self {
        self.versions.retire = when;
        self
    }

    /// Sets what says what time it is, for everything about versions: the clock of the system. For tests.
    pub fn version_clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.versions.clock = Arc::new(now);
        self
    }
}
