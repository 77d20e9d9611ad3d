//! `gati release`: the working tree becomes a version that stays.

use std::process::Stdio;

use gati_build::{Called, Project};
use gati_diff::render;
use gati_release::{Draft, Moment, Plan, Store};
use gati_schema::Manifest;
use semver::Version;
use serde_json::json;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::PackageDir;
use crate::screen::{ERROR, GOOD, HELP, Screen, WARNING};
use crate::toolchain;
use crate::versions::{failed, folder, moment, now, pair};

/// Records what the package serves as a release, under versions/
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    #[command(flatten)]
    package: PackageDir,

    /// What it is about, in one sentence
    #[arg(short, long, value_name = "SENTENCE")]
    message: String,

    /// Its version [default: `next` of `[versions]` in gati.toml, or the next one that the changes allow]
    #[arg(long, value_name = "X.Y.Z")]
    version: Option<Version>,

    /// A name that it gets; may be given several times
    #[arg(long, value_name = "TAG")]
    tag: Vec<String>,

    /// Its time, as RFC 3339 [default: now]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: Option<Moment>,

    /// A sentence for callers about one change, by its number in the report or its key
    #[arg(long, value_name = "FINDING = SENTENCE", value_parser = pair)]
    explain: Vec<(String, String)>,

    /// A change that does not count, and why not
    #[arg(long, value_name = "FINDING = REASON", value_parser = pair)]
    acknowledge: Vec<(String, String)>,

    /// Release what was read without compiling it first
    #[arg(long)]
    no_compile: bool,

    /// Show what would be released, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  gati release -m \"Captures take a currency\"
  gati release -m \"The second edition\" --version 2.0.0 --tag stable
  gati release -m \"Amounts are cents\" --explain \"2 = Send amounts in cents\" --dry-run";

pub(crate) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let project = options.package.open()?;
    let versions = folder(project.dir());
    let store = Store::open(&versions).map_err(failed)?;
    // What does not scan is not released.
    let scan = crate::project::complete(&project)?;
    // Nor is what would break callers of releases and says nothing about it.
    let named = by_key(&options.acknowledge, &store, scan.manifest())?;
    let broken = project.broken(&scan, &named).map_err(failed)?;
    if !broken.is_empty() {
        for diagnostic in &broken {
            writeln!(screen.log, "{ERROR}error:{ERROR:#} {}\n", diagnostic.rendered)?;
        }
        return Err(CommandError::mistakes(
            "the contract with callers of releases has mistakes: nothing is released",
        )
        .help("each error shows the ways out"));
    }
    let version = version(options, &project, &store);
    if let Some(called) = project.called(&scan, &named).map_err(failed)? {
        is_called_so(&called, version.as_ref())?;
    }
    let mut acknowledged = project.acknowledged();
    acknowledged.extend(named.iter().cloned());
    let draft = Draft::new(&store, scan.manifest(), now())
        .message(&options.message)
        .at(options.at)
        .version(version)
        .tags(options.tag.clone())
        .explain(options.explain.clone())
        .acknowledge(acknowledged);
    let plan = match draft.plan() {
        Ok(plan) => plan,
        Err(error) => {
            // Whoever must explain changes wants to see them.
            if let Some(newest) = store.newest().filter(|_| !options.json) {
                let old = store.manifest(newest).map_err(failed)?;
                let changes = gati_diff::compare(&old, scan.manifest(), gati_diff::Today::Unknown);
                if !changes.is_empty() {
                    let next = project.next(&newest.version, &changes);
                    write!(screen.log, "{}", render::text(&changes.with_next(next)))?;
                }
            }
            return Err(failed(error));
        }
    };
    if !options.dry_run {
        if !options.no_compile {
            compile(&project, &named)?;
        }
        plan.write(&versions).map_err(failed)?;
    }
    show(options, &plan, screen)?;
    warn_of_rollback(&store, screen)?;
    Ok(ExitCode::Success)
}

/// A release does not end a rollback, which whoever mended what it was for may have forgotten.
fn warn_of_rollback(store: &Store, screen: &mut Screen<'_>) -> Result<(), CommandError> {
    let Some(note) = &store.lifecycle().default else {
        return Ok(());
    };
    let why = note.because.iter().map(|why| format!(" ({why})"));
    writeln!(
        screen.log,
        "{WARNING}warning:{WARNING:#} callers without a pin still get {}{}",
        note.version,
        why.collect::<String>()
    )?;
    writeln!(
        screen.log,
        "{HELP}help:{HELP:#} `gati version rollback --undo` gives them the newest release again"
    )?;
    Ok(())
}

/// The version that was chosen: here, or in `gati.toml` for the release that comes next.
fn version(options: &Options, project: &Project, store: &Store) -> Option<Version> {
    let is_to_come = |version: &Version| {
        let newest = store.newest();
        newest.is_none_or(|newest| version.cmp_precedence(&newest.version).is_gt())
    };
    let chosen = || project.chosen().filter(is_to_come);
    options.version.clone().or_else(chosen)
}

/// Transformers name what is pending by its version. Released as another, the source would not compile any more.
fn is_called_so(called: &Called, version: Option<&Version>) -> Result<(), CommandError> {
    let (Some(version), Some((file, line))) = (version, called.places.first()) else {
        return Ok(());
    };
    if *version == called.version {
        return Ok(());
    }
    let more = match called.places.len() {
        1 => String::new(),
        2 => " and in one more place".to_owned(),
        several => format!(" and in {} more places", several - 1),
    };
    let module = Called::module_of(version);
    Err(CommandError::usage(format!(
        "what is pending would become {version}, and the source calls it {}: `{}` at {}:{line}{more}",
        called.version,
        called.module,
        file.display()
    ))
    .help(format!(
        "write `next = \"{version}\"` under `[versions]` in gati.toml and `{module}` for `{}` in the source, then release without `--version`",
        called.module
    )))
}

/// Has the compiler look at what is about to be recorded: what it refuses, or what was misread, could not be taken back.
fn compile(project: &Project, acknowledged: &[(String, String)]) -> Result<(), CommandError> {
    let mut cargo = toolchain::cargo();
    cargo
        .args(["check", "--quiet", "--manifest-path"])
        .arg(project.dir().join("Cargo.toml"))
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    if !acknowledged.is_empty() {
        // What is acknowledged here alone is no mistake for the build script either.
        cargo.env(gati_build::ACKNOWLEDGED, json!(acknowledged).to_string());
    }
    let status = toolchain::start(&mut cargo)?.wait().map_err(|cause| {
        CommandError::new(ExitCode::Unavailable, "cannot follow what cargo does").because(cause)
    })?;
    if status.success() {
        return Ok(());
    }
    Err(
        CommandError::mistakes("the program does not compile: nothing is released")
            .help("`--no-compile` releases what was read all the same"),
    )
}

/// Findings by their keys, where some go by their number in the report. What is neither is told when the release is planned.
fn by_key(
    findings: &[(String, String)],
    store: &Store,
    manifest: &Manifest,
) -> Result<Vec<(String, String)>, CommandError> {
    let mut named = findings.to_vec();
    let Some(newest) = store.newest().filter(|_| !findings.is_empty()) else {
        return Ok(named);
    };
    let old = store.manifest(newest).map_err(failed)?;
    let changes = gati_diff::compare(&old, manifest, gati_diff::Today::Unknown);
    for (finding, _) in &mut named {
        if let Some(change) = changes.numbered(finding) {
            *finding = change.key();
        }
    }
    Ok(named)
}

fn show(options: &Options, plan: &Plan, screen: &mut Screen<'_>) -> Result<(), CommandError> {
    let release = &plan.release;
    if options.json {
        let document = json!({
            "format": 1,
            "written": !options.dry_run,
            "name": release.name(),
            "release": release,
            "changes": plan.changes,
        });
        writeln!(screen.out, "{document:#}")?;
        return Ok(());
    }
    if let Some(changes) = plan.changes.as_ref().filter(|_| options.dry_run) {
        write!(screen.out, "{}", render::text(changes))?;
        writeln!(screen.out)?;
        for (at, change) in changes.listed().into_iter().enumerate() {
            writeln!(screen.out, "{:>3}  {}", at + 1, change.key())?;
        }
    }
    let verb = if options.dry_run {
        "would release"
    } else {
        "released"
    };
    writeln!(
        screen.out,
        "{GOOD}{verb}{GOOD:#} {} {} at {}: {}",
        release.package.name, release.version, release.at, release.message
    )?;
    for (handler, version) in &release.handlers {
        writeln!(screen.out, "  {handler} is {version}")?;
    }
    for (module, version) in &release.schema_versions {
        writeln!(screen.out, "  the database of {module} has schema {version}")?;
    }
    Ok(())
}
