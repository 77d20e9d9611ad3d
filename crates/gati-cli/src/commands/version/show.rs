//! `gati version show`.

use gati_release::changelog;

use super::list::{entry, facts};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::PackageDir;
use crate::screen::Screen;
use crate::versions::{failed, open, release};

/// Shows one release
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// Its version, or a tag
    name: String,

    #[command(flatten)]
    package: PackageDir,

    /// Print one JSON document
    #[arg(long, conflicts_with = "manifest")]
    json: bool,

    /// Print everything that it served, as a manifest
    #[arg(long)]
    manifest: bool,
}

pub(super) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let store = open(&options.package)?;
    let release = release(&store, &options.name)?;
    if options.json {
        writeln!(screen.out, "{:#}", entry(&store, release))?;
    } else if options.manifest {
        let manifest = store.manifest(release).map_err(failed)?;
        write!(screen.out, "{}", manifest.to_json())?;
    } else {
        write!(screen.out, "{}", changelog::section(&store, release))?;
        let facts = facts(&store, release);
        if !facts.is_empty() {
            writeln!(screen.out, "\n{facts}")?;
        }
        let (manifest, versions) = (
            store.manifest(release).map_err(failed)?,
            store.handler_versions(release),
        );
        writeln!(screen.out, "\nHandlers\n")?;
        let mut labels: Vec<String> = manifest.handlers.iter().map(gati_diff::label).collect();
        labels.sort();
        for label in labels {
            let version = versions.get(label.as_str());
            let version = version.map(|version| format!(" {version}")).unwrap_or_default();
            writeln!(screen.out, "  {label}{version}")?;
        }
        if !manifest.types.is_empty() {
            // By the names that transformers call them.
            writeln!(screen.out, "\nTypes\n")?;
        }
        for name in manifest.types.keys() {
            writeln!(screen.out, "  {}", name.identifier())?;
        }
    }
    Ok(ExitCode::Success)
}
