//! What changed from one API to another, as somebody wants to read it.

use std::collections::BTreeMap;

use gati_build::{Project, Scan};
use gati_diff::{Changes, Today, compare, render};
use gati_release::{Release, Store};
use gati_schema::Manifest;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::screen::Screen;
use crate::versions::{failed, folder, now};

/// The options of commands that show changes.
#[derive(Debug, clap::Args)]
pub(crate) struct Form {
    /// Print one JSON document, as docs/schemas/changes.schema.json describes it
    #[arg(long, conflicts_with = "markdown")]
    json: bool,

    /// Print Markdown
    #[arg(long)]
    markdown: bool,
}

/// An API, and the schemas of the databases behind it.
pub(crate) struct Api {
    manifest: Manifest,
    schema_versions: BTreeMap<String, u64>,
}

impl Api {
    /// What a release served, and what its modules declared.
    pub(crate) fn of_release(store: &Store, release: &Release) -> Result<Self, CommandError> {
        let mut manifest = store.manifest(release).map_err(failed)?;
        // Whatever Cargo.toml said then.
        manifest.package.version = release.version.to_string();
        Ok(Self {
            manifest,
            schema_versions: release.schema_versions.clone(),
        })
    }

    /// What the source of a package serves, under the version that a build gives it: that of the newest release, or of what is pending. Without
    /// releases that can be read it is that of the package.
    pub(crate) fn of_source(project: &Project, scan: &Scan) -> Self {
        let mut api = Self::from(scan.manifest().clone());
        if let Some(version) = version_of(project, scan.manifest()) {
            api.manifest.package.version = version;
        }
        api
    }
}

fn version_of(project: &Project, manifest: &Manifest) -> Option<String> {
    let store = Store::open(folder(project.dir())).ok()?;
    let newest = store.newest()?;
    let changes = compare(&store.manifest(newest).ok()?, manifest, Today::Unknown);
    if changes.is_empty() {
        return Some(newest.version.to_string());
    }
    Some(project.next(&newest.version, &changes).version)
}

impl From<Manifest> for Api {
    fn from(manifest: Manifest) -> Self {
        Self {
            schema_versions: manifest.schema_versions(),
            manifest,
        }
    }
}

/// What changed, as of today: dates on which something is taken away are compared with it.
pub(crate) fn between(old: &Api, new: &Api) -> Changes {
    between_manifests(&old.manifest, &new.manifest)
        .with_schema_versions(&old.schema_versions, &new.schema_versions)
}

/// The same as far as callers see it.
pub(crate) fn between_manifests(old: &Manifest, new: &Manifest) -> Changes {
    let now = now().to_string();
    compare(old, new, Today::Date(now.get(..10).unwrap_or_default()))
}

/// Prints changes, and says by the exit code whether they break callers.
pub(crate) fn show(
    changes: &Changes,
    form: &Form,
    screen: &mut Screen<'_>,
) -> Result<ExitCode, CommandError> {
    let text = if form.json {
        render::json(changes)
    } else if form.markdown {
        render::markdown(changes)
    } else {
        render::text(changes)
    };
    screen.out.write_all(text.as_bytes())?;
    Ok(if changes.is_breaking() {
        ExitCode::Mistakes
    } else {
        ExitCode::Success
    })
}
