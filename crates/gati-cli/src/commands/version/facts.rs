//! What is said of releases after they were made. None of it edits a released file.

use gati_build::Project;
use gati_diff::SchemaMove;
use gati_release::{Moment, Release, Standing, Store, StoreError};

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::PackageDir;
use crate::screen::{HELP, Screen, WARNING};
use crate::versions::{failed, folder, line, moment, now, open, release};

/// Gives a release a name, or takes one away
#[derive(Debug, clap::Args)]
pub(crate) struct Tag {
    /// The name
    tag: String,

    /// The release, by version or another tag
    #[arg(required_unless_present = "remove")]
    release: Option<String>,

    #[command(flatten)]
    package: PackageDir,

    /// Take the name away
    #[arg(long)]
    remove: bool,
}

pub(super) fn tag(options: &Tag, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let store = open(&options.package)?;
    match &options.release {
        Some(name) if !options.remove => {
            let release = release(&store, name)?;
            store.tag(release, &options.tag).map_err(failed)?;
            writeln!(screen.out, "`{}` is {}", options.tag, release.version)?;
        }
        _ => {
            store.untag(&options.tag).map_err(failed)?;
            writeln!(screen.out, "`{}` is gone", options.tag)?;
        }
    }
    Ok(ExitCode::Success)
}

/// Asks callers to leave a release
#[derive(Debug, clap::Args)]
pub(crate) struct Deprecate {
    /// The release, by version or tag
    release: String,

    #[command(flatten)]
    package: PackageDir,

    /// Since when [default: now]
    #[arg(long, value_name = "TIME", value_parser = moment)]
    at: Option<Moment>,

    /// Why, or what to use instead
    #[arg(long, value_parser = line)]
    note: Option<String>,

    /// Take it back, and the announced end with it
    #[arg(long, conflicts_with_all = ["at", "note"])]
    undo: bool,
}

pub(super) fn deprecate(options: &Deprecate, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let store = open(&options.package)?;
    let release = release(&store, &options.release)?;
    let now = now();
    let since = options.at.unwrap_or(now);
    let at = since.to_string();
    let end = standing(&store, release).and_then(Standing::sunset_at);
    store
        .stand(release, |standing| {
            if options.undo {
                (standing.deprecated, standing.note, standing.sunset) = (None, None, None);
            } else {
                standing.deprecated = Some(at.clone());
                standing.note = options.note.clone().or(standing.note.take());
            }
        })
        .map_err(|error| {
            let remedy = end.map(|end| {
                format!(
                    "it ends at {end}; move that first: `gati version sunset {} TIME`",
                    release.version
                )
            });
            refused(error, remedy)
        })?;
    let version = &release.version;
    if options.undo {
        writeln!(screen.out, "{version} is no longer deprecated")?;
    } else if since > now {
        writeln!(screen.out, "{version} will be deprecated at {at}")?;
    } else {
        writeln!(screen.out, "{version} is deprecated since {at}")?;
    }
    Ok(ExitCode::Success)
}

/// What is said of a release so far.
fn standing<'s>(store: &'s Store, release: &Release) -> Option<&'s Standing> {
    store.lifecycle().standings.get(&release.version)
}

/// What the store refuses to note, and what to do; of a disk that is full the remedy would be none.
fn refused(error: StoreError, remedy: Option<String>) -> CommandError {
    let is_refused = matches!(error, StoreError::Refused(_));
    let failed = failed(error);
    match remedy.filter(|_| is_refused) {
        Some(remedy) => failed.help(remedy),
        None => failed,
    }
}

/// Announces the end of a release that is deprecated
#[derive(Debug, clap::Args)]
pub(crate) struct Sunset {
    /// The release, by version or tag
    release: String,

    /// When it ends
    #[arg(value_parser = moment)]
    at: Moment,

    #[command(flatten)]
    package: PackageDir,
}

pub(super) fn sunset(options: &Sunset, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let store = open(&options.package)?;
    let release = release(&store, &options.release)?;
    let at = options.at.to_string();
    let deprecated = standing(&store, release).and_then(Standing::deprecated_at);
    store
        .stand(release, |standing| standing.sunset = Some(at.clone()))
        .map_err(|error| {
            let version = &release.version;
            let remedy = match deprecated {
                None => format!("`gati version deprecate {version}` comes first"),
                Some(since) => format!("it is deprecated since {since}; choose a later end"),
            };
            refused(error, Some(remedy))
        })?;
    writeln!(screen.out, "{} is served until {at}", release.version)?;
    Ok(ExitCode::Success)
}

/// Keeps a release that is past its end, as long as the build lets it be served
#[derive(Debug, clap::Args)]
pub(crate) struct Keep {
    /// The release, by version or tag
    release: String,

    #[command(flatten)]
    package: PackageDir,

    /// Take it back
    #[arg(long)]
    undo: bool,
}

pub(super) fn keep(options: &Keep, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let store = open(&options.package)?;
    let release = release(&store, &options.release)?;
    store
        .stand(release, |standing| standing.keep = !options.undo)
        .map_err(failed)?;
    let word = if options.undo { "no longer kept" } else { "kept" };
    writeln!(screen.out, "{} is {word}", release.version)?;
    Ok(ExitCode::Success)
}

/// Going back with the API leaves the database where it is, which whoever goes back should know.
fn warn_of_schemas(store: &Store, release: &Release, screen: &mut Screen<'_>) -> Result<(), CommandError> {
    let Some(newest) = store.newest() else {
        return Ok(());
    };
    let moved = SchemaMove::between(&release.schema_versions, &newest.schema_versions);
    if moved.is_empty() {
        return Ok(());
    }
    let list: Vec<String> = moved.iter().map(ToString::to_string).collect();
    writeln!(
        screen.log,
        "{WARNING}warning:{WARNING:#} the schemas of databases are not those of {}: {}",
        release.version,
        list.join(", ")
    )?;
    writeln!(
        screen.log,
        "{HELP}help:{HELP:#} no database is rolled back: callers get {} from the program of today on the schema of today; an older program needs its migrations undone first",
        release.version
    )?;
    Ok(())
}

/// Callers cannot be brought back to what the build leaves out. If it cannot be told what that is, the build says why.
fn is_served(project: &Project, store: &Store, release: &Release) -> Result<(), CommandError> {
    let place = store.releases().iter().position(|known| known == release);
    let terms = project.terms(store).unwrap_or_default();
    match place.and_then(|place| terms.get(place)) {
        Some(term) if !term.live => Err(CommandError::usage(format!(
            "{} is not served, by gati.toml: callers without a pin would get nothing",
            release.version
        ))
        .help("go back to one that `gati version list` does not call retired, or let it be served")),
        _ => Ok(()),
    }
}

/// Makes an earlier release the default for callers without a pin
#[derive(Debug, clap::Args)]
pub(crate) struct Rollback {
    /// The release, by version or tag; none with --undo
    #[arg(required_unless_present = "undo")]
    release: Option<String>,

    #[command(flatten)]
    package: PackageDir,

    /// Why
    #[arg(long, value_parser = line)]
    because: Option<String>,

    /// Make the newest release the default again
    #[arg(long)]
    undo: bool,
}

pub(super) fn rollback(options: &Rollback, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let project = options.package.open()?;
    let store = Store::open(folder(project.dir())).map_err(failed)?;
    match &options.release {
        Some(name) if !options.undo => {
            let release = release(&store, name)?;
            is_served(&project, &store, release)?;
            store
                .set_default(Some(release), options.because.clone())
                .map_err(failed)?;
            writeln!(screen.out, "callers without a pin get {}", release.version)?;
            warn_of_schemas(&store, release, screen)?;
        }
        _ => {
            store.set_default(None, None).map_err(failed)?;
            writeln!(screen.out, "callers without a pin get the newest release")?;
        }
    }
    Ok(ExitCode::Success)
}
