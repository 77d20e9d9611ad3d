//! Finding a release: by what callers ask for, and by what it served.

use gati_diff::{Today, compare};
use gati_schema::Manifest;
use gati_timeline::{Missing, Timeline, TimelineError};

use crate::{Moment, Release, Store, StoreError};

impl Store {
    /// The release of a time, a version, a line of versions such as `1.4`, or a tag, by the rules that requests are read with. It is found
    /// whether or not it is served any more. `now` is what the clock says: a time ahead of it has no release yet.
    ///
    /// # Errors
    ///
    /// If there is no such release.
    pub fn at(&self, asked: &str, now: Moment) -> Result<&Release, StoreError> {
        let timeline = self
            .timeline()
            .map_err(|error| StoreError::Refused(error.to_string()))?;
        let found = timeline.find(Some(asked), now, &Missing::Latest);
        let found = found.map_err(|refusal| {
            let known = match timeline.available().releases().count() {
                0 => "\nhelp: nothing was released yet: `gati release -m \"…\"` does it".to_owned(),
                _ => format!("\nhelp: released were {}", timeline.available()),
            };
            StoreError::Refused(format!("there is no release `{asked}`: {refusal}{known}"))
        })?;
        self.releases()
            .iter()
            .find(|release| release.version == found.version)
            .ok_or_else(|| StoreError::Refused(format!("there is no release {}", found.version)))
    }

    /// The newest release, if nothing that callers could notice changed since.
    ///
    /// # Errors
    ///
    /// If the store does not lead to what was released.
    pub fn released(&self, manifest: &Manifest) -> Result<Option<&Release>, StoreError> {
        let Some(newest) = self.newest() else {
            return Ok(None);
        };
        let old = self.manifest(newest)?;
        Ok(compare(&old, manifest, Today::Unknown)
            .is_empty()
            .then_some(newest))
    }

    /// Every release as if it were live, with its tags.
    fn timeline(&self) -> Result<Timeline, TimelineError> {
        let releases = self.releases().iter();
        let mut timeline = Timeline::new(
            releases.map(|release| gati_timeline::Release::new(release.version.clone(), release.at)),
        )?;
        for (tag, version) in &self.lifecycle().tags {
            timeline.tag(tag, version.clone())?;
        }
        Ok(timeline)
    }
}

/// Whether two manifests say the same of the API. A new version in Cargo.toml alone is nothing to release.
pub(crate) fn is_same_api(one: &Manifest, other: &Manifest) -> bool {
    let of_one_package = Manifest {
        package: other.package.clone(),
        ..one.clone()
    };
    of_one_package == *other
}
