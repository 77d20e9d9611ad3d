//! `gati diff`: what changed between two APIs, for whom, and whether old callers still work.

use std::fs;
use std::path::{Path, PathBuf};

use gati_schema::Manifest;

use crate::changes::{self, Api, Form};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::{self, PackageDir};
use crate::screen::Screen;
use crate::versions;

/// Shows what changed between two APIs, for whom, and whether old callers still work
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The old API: the folder of a package, which is not compiled, a manifest.json, or a release of the package you are in
    old: PathBuf,

    /// The new API, likewise
    new: PathBuf,

    #[command(flatten)]
    form: Form,
}

const EXAMPLES: &str = "\
Examples:
  gati diff ../released .             two checkouts of a package
  gati diff released.json .           a manifest that was kept, and the source
  gati diff 1.3.0 .                   a release, and the source
  gati diff old.json new.json --markdown >> CHANGELOG.md";

pub(crate) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let old = api(&options.old)?;
    let new = api(&options.new)?;
    changes::show(&changes::between(&old, &new), &options.form, screen)
}

/// The API in a file, of a release, or of the package in a folder, which is read and not compiled.
fn api(path: &Path) -> Result<Api, CommandError> {
    if path.is_dir() {
        let project = project::open(path)?;
        let scan = project::complete(&project).map_err(|cause| {
            let help = cause.help_text().unwrap_or_default().to_owned();
            CommandError::usage(format!("cannot read the API in {}", path.display()))
                .because(cause)
                .help(help)
        })?;
        return Ok(Api::of_source(&project, &scan));
    }
    if !path.exists() {
        return released(path);
    }
    let text = fs::read_to_string(path)
        .map_err(|cause| CommandError::usage(format!("cannot read {}", path.display())).because(cause))?;
    Manifest::from_json(&text)
        .map(Api::from)
        .map_err(|cause| CommandError::usage(format!("{} is no manifest", path.display())).because(cause))
}

/// The API of a release, by its version or a tag, of the package that the command runs in.
fn released(name: &Path) -> Result<Api, CommandError> {
    let neither = || format!("`{}` is no folder and no file", name.display());
    let store = versions::open(&PackageDir::at(None)).map_err(|cause| {
        let help = cause.help_text().map(str::to_owned);
        let error = CommandError::usage(format!("{}, and here are no releases to look in", neither()));
        let error = error.because(cause);
        match help {
            Some(help) => error.help(help),
            None => error,
        }
    })?;
    let release = versions::release(&store, &name.to_string_lossy());
    let release = release.map_err(|cause| {
        let help = cause.help_text().unwrap_or_default().to_owned();
        CommandError::usage(format!("{}, and {cause}", neither())).help(help)
    })?;
    Api::of_release(&store, release)
}
