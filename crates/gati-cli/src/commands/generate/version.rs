//! The API that clients are made for: the sources as they are, or a release from the store.

use gati_build::Project;
use gati_release::Store;
use gati_schema::Manifest;

use crate::error::CommandError;
use crate::screen::Screen;
use crate::versions::{failed, folder, now, released};

/// An API, and the release that it is of.
pub(super) struct Api {
    pub(super) manifest: Manifest,
    /// The version of the release; none for sources that serve something else than what was released last.
    pub(super) release: Option<String>,
}

impl Api {
    /// The version that the clients get: that of the release, or of the package.
    pub(super) fn version(&self) -> &str {
        self.release.as_deref().unwrap_or(&self.manifest.package.version)
    }

    /// What the sources serve.
    pub(super) fn of_sources(project: &Project, screen: &mut Screen<'_>) -> Result<Self, CommandError> {
        let manifest = super::scan(project, screen)?.manifest().clone();
        let release = released(project.dir(), &manifest)?;
        Ok(Self { manifest, release })
    }

    /// What a release served. The sources are not read: they may be in the middle of the next one.
    pub(super) fn at(project: &Project, asked: &str) -> Result<Self, CommandError> {
        let store = folder(project.dir());
        if !store.is_dir() {
            return Err(CommandError::usage(format!(
                "`{}` has no releases, so there is no version `{asked}`: there is no folder `{}`",
                project.name(),
                store.display()
            ))
            .help("`gati release -m \"…\"` makes the first one; without `--at`, clients are made for the sources as they are"));
        }
        let store = Store::open(&store).map_err(failed)?;
        let release = store.at(asked, now()).map_err(failed)?;
        Ok(Self {
            manifest: store.manifest(release).map_err(failed)?,
            release: Some(release.version.to_string()),
        })
    }
}
