//! `gati generate`: clients as packages, to keep and to publish.
//!
//! ```text
//! mod.rs       options, and the way from a package to its clients
//! plan.rs      what is generated, in memory, and how long that took
//! record.rs    what gati wrote before: nothing else is ever overwritten
//! summary.rs   what happened, for people and for programs
//! publish.rs   what the registries would say
//! version.rs   the API that the clients are made for: the sources, or a release
//! ```

mod plan;
mod publish;
mod record;
mod summary;
mod version;

use std::path::PathBuf;
use std::time::Instant;

use clap::ValueEnum;
use gati_build::{Project, Scan, ScanError};

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::PackageDir;
use crate::screen::Screen;

use plan::Plan;
use record::Folder;
use version::Api;

/// Generates a Rust client and a TypeScript SDK without compiling the package
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    #[command(flatten)]
    package: PackageDir,

    /// Where they go [default: `sdk` in the folder of the package]
    #[arg(long, short, value_name = "FOLDER")]
    output: Option<PathBuf>,

    /// Only these, separated by commas
    #[arg(long, value_name = "KINDS", value_enum, value_delimiter = ',')]
    only: Vec<Kind>,

    /// The release to make them for: a version, a tag or a time [default: the sources as they are]
    #[arg(long, value_name = "VERSION")]
    at: Option<String>,

    /// The name of the npm package: `<package>-client` unless you say otherwise
    #[arg(long, value_name = "NAME", value_parser = npm_name)]
    npm_name: Option<String>,

    /// Write nothing, and fail if anything would be written
    #[arg(long, conflicts_with_all = ["force", "publish_dry_run"])]
    check: bool,

    /// Overwrite files that gati did not write, or that were edited since
    #[arg(long)]
    force: bool,

    /// Ask npm and cargo what they would publish; nothing is published
    #[arg(long)]
    publish_dry_run: bool,

    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

/// What can be generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum Kind {
    /// A Rust package, in `rust/`
    Rust,
    /// An npm package with context types, in `typescript/` and as a .tgz beside it
    Typescript,
}

const EXAMPLES: &str = "\
Examples:
  gati generate
  gati generate --only typescript --npm-name @acme/payments
  gati generate client --at 1.4.0      for a release, whatever the sources are now
  gati generate --check                fail in CI if the clients in the repository are stale
  gati generate --publish-dry-run";

pub(crate) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    // Clients are all that is generated, and whoever says so means no folder.
    let project = options.package.without_word("client").open()?;
    let started = Instant::now();
    let api = match &options.at {
        None => Api::of_sources(&project, screen)?,
        Some(asked) => Api::at(&project, asked)?,
    };
    let scanned = started.elapsed();
    let manifest = &api.manifest;
    if manifest.handlers.is_empty() {
        return Err(CommandError::mistakes(format!(
            "`{}` has no handlers: there is nothing to generate",
            project.name()
        ))
        .help("write one with `#[gati::handler(\"GET /hello\")]`, in a module that the crate root reaches"));
    }
    let root = options
        .output
        .clone()
        .unwrap_or_else(|| project.dir().join("sdk"));
    let mut kinds = options.only.clone();
    if kinds.is_empty() {
        kinds = Kind::value_variants().to_vec();
    }
    kinds.sort_unstable();
    kinds.dedup();
    let plan = Plan::new(
        &project,
        &api,
        &root,
        &kinds,
        options.npm_name.as_deref(),
        screen,
        !options.json,
    )?;
    let folder = Folder::open(&root);
    let changes = folder.compare(&plan, options.force)?;
    if !options.check {
        folder.write(&plan, &changes)?;
    }
    let published = if options.publish_dry_run {
        publish::dry_run(&root, &plan)?
    } else {
        Vec::new()
    };
    let summary = summary::Summary {
        api: &api,
        root: &root,
        plan: &plan,
        changes: &changes,
        scanned,
        checked_only: options.check,
        published: &published,
    };
    summary.write(options.json, screen)?;
    let is_stale = options.check && !changes.is_empty();
    let is_refused = published.iter().any(|report| !report.accepted);
    Ok(if is_stale || is_refused {
        ExitCode::Mistakes
    } else {
        ExitCode::Success
    })
}

/// What the package serves; its mistakes are shown, since nothing can be generated from half an API.
fn scan(project: &Project, screen: &mut Screen<'_>) -> Result<Scan, CommandError> {
    let (scan, own) = match project.scan() {
        Ok(scan) => (Ok(scan), Vec::new()),
        Err(ScanError::Mistakes(mistakes)) => (
            Err(mistakes.scan().left_to_rustc().to_vec()),
            mistakes.diagnostics().to_vec(),
        ),
        Err(error) => return Err(error.into()),
    };
    let left = match &scan {
        Ok(scan) => scan.left_to_rustc().to_vec(),
        Err(left) => left.clone(),
    };
    for diagnostic in own.iter().chain(&left) {
        writeln!(screen.log, "error: {}\n", diagnostic.rendered)?;
    }
    match scan {
        Ok(scan) if left.is_empty() => Ok(scan),
        _ => Err(CommandError::mistakes(format!(
            "the API of `{}` has mistakes, so nothing was generated",
            project.name()
        ))),
    }
}

/// A name that npm accepts for a new package.
fn npm_name(text: &str) -> Result<String, String> {
    let is_word = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            && word
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-._~".contains(c))
    };
    let is_name = match text.strip_prefix('@').map(|rest| rest.split_once('/')) {
        None => is_word(text),
        Some(Some((scope, name))) => is_word(scope) && is_word(name),
        Some(None) => false,
    };
    if is_name && text.len() <= 214 {
        Ok(text.to_owned())
    } else {
        Err(
            "npm takes lower-case letters, digits, `-`, `.`, `_` and `~`, and a scope: `@acme/payments`"
                .to_owned(),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_that_npm_takes() {
        for name in ["payments", "@acme/payments", "a.b-c_d", "7zip"] {
            assert!(npm_name(name).is_ok(), "{name}");
        }
        for name in ["", "Payments", "@acme", "@/x", "a/b", ".hidden", "_x", "a b"] {
            assert!(npm_name(name).is_err(), "{name}");
        }
    }
}
