//! `gati version list` and `gati version changelog`.

use std::path::PathBuf;

use gati_release::{Release, Store, changelog};
use serde_json::{Value, json};

use super::standing::Standings;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::PackageDir;
use crate::screen::{DIM, Screen};
use crate::versions::{failed, folder, now, open};

/// Lists the releases, newest first
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    #[command(flatten)]
    package: PackageDir,

    /// The counts that a server has written [default: `usage` of `[versions]`, as a server has it]
    #[arg(long, value_name = "FILE")]
    usage: Option<PathBuf>,

    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

/// Prints the sentences of all releases as a page of Markdown
#[derive(Debug, clap::Args)]
pub(crate) struct Changelog {
    #[command(flatten)]
    package: PackageDir,
}

pub(super) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let project = options.package.open()?;
    let store = Store::open(folder(project.dir())).map_err(failed)?;
    let standings = Standings::of(&project, &store, options.usage.as_deref(), now())?;
    let newest_first = store.releases().iter().rev();
    if options.json {
        let releases: Vec<Value> = newest_first
            .map(|release| {
                let mut entry = entry(&store, release);
                let found = standings.of_release(&store, release);
                entry["status"] = found.status.into();
                entry["sunset"] = found.sunset.map(|at| at.to_string()).into();
                if let Some((heat, requests)) = found.counted {
                    entry["use"] = heat.name().into();
                    entry["requests"] = json!(requests);
                }
                entry
            })
            .collect();
        writeln!(screen.out, "{:#}", json!({ "format": 1, "releases": releases }))?;
        return Ok(ExitCode::Success);
    }
    if store.releases().is_empty() {
        writeln!(screen.out, "nothing was released yet")?;
    }
    for release in newest_first {
        let found = standings.of_release(&store, release);
        let facts: Vec<String> = std::iter::once(facts(&store, release))
            .chain(found.rule)
            .filter(|facts| !facts.is_empty())
            .collect();
        let facts = if facts.is_empty() {
            String::new()
        } else {
            format!(" ({})", facts.join(", "))
        };
        let used = found.counted.map_or_else(String::new, |(heat, requests)| {
            format!("{:<4} {:>9} in 7 days  ", heat.name(), requests.last_7_days)
        });
        writeln!(
            screen.out,
            "{:<10} {DIM}{}{DIM:#}  {:<10}  {used}{}{facts}",
            release.version.to_string(),
            release.at,
            found.status,
            release.message
        )?;
    }
    Ok(ExitCode::Success)
}

pub(super) fn changelog(options: &Changelog, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let store = open(&options.package)?;
    write!(screen.out, "{}", changelog::page(&store))?;
    Ok(ExitCode::Success)
}

/// A release and what is said of it, for programs.
pub(super) fn entry(store: &Store, release: &Release) -> Value {
    let lifecycle = store.lifecycle();
    json!({
        "name": release.name(),
        "release": release,
        "tags": tags(store, release),
        "standing": lifecycle.standings.get(&release.version),
        "default": is_default(store, release),
    })
}

fn tags<'s>(store: &'s Store, release: &Release) -> Vec<&'s str> {
    let tags = store.lifecycle().tags.iter();
    tags.filter(|(_, version)| **version == release.version)
        .map(|(tag, _)| tag.as_str())
        .collect()
}

fn is_default(store: &Store, release: &Release) -> bool {
    match &store.lifecycle().default {
        Some(note) => note.version == release.version,
        None => store.newest() == Some(release),
    }
}

/// What is said of a release, in words.
pub(super) fn facts(store: &Store, release: &Release) -> String {
    let mut words: Vec<String> = tags(store, release).into_iter().map(str::to_owned).collect();
    let schemas = release.schema_versions.iter();
    words.extend(schemas.map(|(module, version)| format!("schema {version} of {module}")));
    if let Some(note) = &store.lifecycle().default
        && is_default(store, release)
    {
        let why = note.because.iter().map(|why| format!(": {why}"));
        words.push(format!(
            "default for callers without a pin{}",
            why.collect::<String>()
        ));
    }
    if let Some(standing) = store.lifecycle().standings.get(&release.version) {
        words.extend(
            standing
                .deprecated
                .iter()
                .map(|at| format!("deprecated since {at}")),
        );
        words.extend(standing.sunset.iter().map(|at| format!("served until {at}")));
        words.extend(standing.keep.then(|| "kept".to_owned()));
    }
    words.join(", ")
}
