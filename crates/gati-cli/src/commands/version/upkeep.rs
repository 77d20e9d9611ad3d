//! The store as files: whether they are whole, what is left over, and what a merge made of them.

use std::fs;

use gati_release::{Fork, Store};

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::PackageDir;
use crate::screen::Screen;
use crate::versions::{failed, folder, now, open};

/// Checks that every file of the store is what was released
#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    #[command(flatten)]
    package: PackageDir,
}

pub(super) fn check(options: &Check, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let store = open(&options.package)?;
    for release in store.releases() {
        store.manifest(release).map_err(failed)?;
    }
    let count = store.releases().len();
    let plural = if count == 1 { "" } else { "s" };
    writeln!(
        screen.out,
        "{count} release{plural}, and every file is what was released"
    )?;
    let unused = store.unused().map_err(failed)?.len();
    if unused > 0 {
        let (files, belong, them) = if unused == 1 {
            ("file", "belongs", "it")
        } else {
            ("files", "belong", "them")
        };
        writeln!(
            screen.out,
            "{unused} {files} {belong} to no release; `gati version prune` removes {them}"
        )?;
    }
    Ok(ExitCode::Success)
}

/// Removes files that belong to no release, as interrupted releases leave them
#[derive(Debug, clap::Args)]
pub(crate) struct Prune {
    #[command(flatten)]
    package: PackageDir,

    /// List them, and remove nothing
    #[arg(long)]
    dry_run: bool,
}

pub(super) fn prune(options: &Prune, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let store = open(&options.package)?;
    let unused = store.unused().map_err(failed)?;
    if unused.is_empty() {
        writeln!(screen.log, "every file belongs to a release")?;
    }
    for path in unused {
        if !options.dry_run {
            fs::remove_file(&path).map_err(|cause| CommandError::unwritten(&path, cause))?;
        }
        writeln!(screen.out, "{}", path.display())?;
    }
    Ok(ExitCode::Success)
}

/// Puts the releases of one branch after those of the other, after a merge of two that both released
#[derive(Debug, clap::Args)]
pub(crate) struct Resolve {
    #[command(flatten)]
    package: PackageDir,

    /// A version of the branch whose releases stay as they are [default: the branch that released first]
    #[arg(long, value_name = "X.Y.Z")]
    keep: Option<String>,
}

pub(super) fn resolve(options: &Resolve, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let versions = folder(options.package.open()?.dir());
    let Some(fork) = Fork::find(&versions).map_err(failed)? else {
        if Store::settle_head(&versions).map_err(failed)? {
            writeln!(screen.out, "head.json names the newest release again")?;
        }
        let store = Store::open(&versions).map_err(failed)?;
        let said = match store.releases().len() {
            0 => "nothing was released yet".to_owned(),
            1 => "1 release".to_owned(),
            several => format!("{several} releases, each following the one before it"),
        };
        writeln!(screen.out, "{said}: nothing to resolve")?;
        return Ok(ExitCode::Success);
    };
    let resolution = fork.resolve(options.keep.as_deref(), now()).map_err(failed)?;
    resolution.write().map_err(failed)?;
    for release in &resolution.kept {
        writeln!(screen.out, "{} stays", release.version)?;
    }
    for (old, new) in &resolution.moved {
        writeln!(
            screen.out,
            "{} follows as {}: {}",
            old.version, new.version, new.message
        )?;
    }
    for (what, version) in resolution.said() {
        writeln!(screen.out, "{what} goes with it to {version}")?;
    }
    Ok(ExitCode::Success)
}
