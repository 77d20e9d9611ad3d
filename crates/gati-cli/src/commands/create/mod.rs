//! `gati create`: a new package with an API that runs, has tests, and passes them.
//!
//! ```text
//! ask.rs        questions, for people at a terminal
//! name.rs       what a package may be called
//! source.rs     where the new package finds Gati
//! template.rs   what packages can be made of
//! workspace.rs  whether the new package is part of a workspace above it
//! place.rs      a folder that is there whole or not at all
//! git.rs        a repository for it
//! ```

mod ask;
mod git;
mod name;
mod place;
mod source;
mod template;
mod workspace;

use std::path::{Path, PathBuf};

use anstyle::Style;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::interrupt::Interrupt;
use crate::screen::{DIM, GOOD, HELP, Screen};
use ask::Asker;
use place::Place;
use source::Source;
use template::{Names, Template};
use workspace::Membership;

/// Makes a new package with an API that runs, has tests, and passes them
///
/// At a terminal it asks for what is not said. With --yes, or in a script, it takes the defaults.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The folder to make; it must not exist, or be empty
    #[arg(value_name = "FOLDER")]
    folder: Option<PathBuf>,

    /// The name of the package [default: that of the folder]
    #[arg(long)]
    name: Option<String>,

    /// What to start from [default: api]
    #[arg(long, short, value_enum)]
    template: Option<Template>,

    /// Build against a checkout of Gati [default: the one that this command was built from, if it is still there]
    #[arg(long, value_name = "CHECKOUT", conflicts_with = "published")]
    gati: Option<PathBuf>,

    /// Build against the published crates of this command's version
    #[arg(long)]
    published: bool,

    /// Do not make a git repository
    #[arg(long)]
    no_git: bool,

    /// Ask nothing
    #[arg(long, short)]
    yes: bool,
}

const EXAMPLES: &str = "\
Examples:
  gati create                              asks for everything
  gati create shop                         asks what to start from
  gati create shop --template full --yes   asks nothing
  gati create shop --gati ../gati          builds against a checkout of Gati";

pub(crate) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    // What can be known to be wrong is said before the first question.
    let source = Source::find(options.gati.as_deref(), options.published)?;
    if let Some(folder) = &options.folder {
        place::check_is_free(folder)?;
        name::check(&name_of(options.name.as_deref(), folder)?)?;
    }
    let (folder, template) = decide(options, screen)?;
    let folder = std::path::absolute(&folder)
        .map_err(|cause| CommandError::usage("cannot tell which folder this is").because(cause))?;
    let name = name_of(options.name.as_deref(), &folder)?;
    name::check(&name)?;
    let membership = Membership::of(&folder);
    if template.is_workspace()
        && let Membership::Member { root } = &membership
    {
        return Err(CommandError::usage(format!(
            "the template `full` is a workspace of its own, and {} takes in whatever stands at {}",
            root.join("Cargo.toml").display(),
            folder.display()
        ))
        .help("create it outside of that workspace, or take `--template api`"));
    }

    // From here on Ctrl-C is a wish that is looked at between two steps, so that nothing stays half-written.
    let interrupt = Interrupt::listen();
    let place = Place::open(&folder)?;
    let names = Names {
        name: &name,
        source: &source,
        membership: &membership,
    };
    for (path, text) in template.files(&names) {
        interrupt.check()?;
        place.write(&path, &text)?;
    }
    let repository = if options.no_git {
        git::Outcome::Unwanted
    } else {
        git::init(place.draft(), &folder)
    };
    interrupt.check()?;
    place.finish()?;
    tell(
        &Report {
            folder: &folder,
            name: &name,
            template,
            source: &source,
            membership: &membership,
            repository,
        },
        screen,
    )?;
    Ok(ExitCode::Success)
}

/// The folder and what to start from: as said, or as answered, or by default.
fn decide(options: &Options, screen: &mut Screen<'_>) -> Result<(PathBuf, Template), CommandError> {
    let mut asker = if options.yes { None } else { Asker::at_terminal() };
    let folder = match (&options.folder, &mut asker) {
        (Some(folder), _) => folder.clone(),
        (None, Some(asker)) => {
            PathBuf::from(asker.text(screen.log, "Name of the package", "my-api", |answer| {
                let folder = Path::new(answer);
                name::check(&name_of(options.name.as_deref(), folder)?)?;
                place::check_is_free(folder)
            })?)
        }
        (None, None) => {
            return Err(
                CommandError::usage("the folder to make is not named").help("name it: `gati create my-api`")
            );
        }
    };
    let template = match (options.template, &mut asker) {
        (Some(template), _) => template,
        (None, Some(asker)) => {
            let lines: Vec<(&str, &str)> = Template::ALL.iter().map(|t| (t.name(), t.about())).collect();
            let at = asker.choice(screen.log, "Start from", &lines, Template::DEFAULT)?;
            Template::ALL[at]
        }
        (None, None) => Template::ALL[Template::DEFAULT],
    };
    Ok((folder, template))
}

/// The name of the package: as said, or the last part of the folder.
fn name_of(name: Option<&str>, folder: &Path) -> Result<String, CommandError> {
    if let Some(name) = name {
        return Ok(name.to_owned());
    }
    let absolute = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let last = absolute.file_name().and_then(|name| name.to_str());
    last.map(str::to_owned).ok_or_else(|| {
        CommandError::usage(format!(
            "the folder `{}` has no name that a package can have",
            folder.display()
        ))
        .help("name the package: `gati create FOLDER --name my-api`")
    })
}

/// What was made.
struct Report<'a> {
    folder: &'a Path,
    name: &'a str,
    template: Template,
    source: &'a Source,
    membership: &'a Membership,
    repository: git::Outcome,
}

fn tell(report: &Report<'_>, screen: &mut Screen<'_>) -> Result<(), CommandError> {
    let shown = from_here(report.folder);
    let out = &mut *screen.out;
    writeln!(
        out,
        "{GOOD}created{GOOD:#} {} in {} from the template {}, against {}",
        report.name,
        shown.display(),
        report.template.name(),
        report.source
    )?;
    if let Some(note) = report.repository.note() {
        writeln!(out, "{DIM}note: {note}{DIM:#}")?;
    }
    if let Some(note) = report.membership.note() {
        writeln!(out, "{DIM}note: {note}{DIM:#}")?;
    }
    let bold = Style::new().bold();
    writeln!(out, "\n  {HELP}cd {}{HELP:#}", quoted(&shown))?;
    writeln!(
        out,
        "  {HELP}gati dev{HELP:#}      builds it, serves it, and follows your changes"
    )?;
    writeln!(out, "  {HELP}cargo test{HELP:#}    runs its tests\n")?;
    writeln!(
        out,
        "The first build compiles everything that the package stands on; {bold}later ones take seconds{bold:#}."
    )?;
    Ok(())
}

/// The folder as one would type it here.
fn from_here(folder: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    match folder.strip_prefix(&here) {
        Ok(relative) if !relative.as_os_str().is_empty() => relative.to_owned(),
        _ => folder.to_owned(),
    }
}

/// A path for a shell.
fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = text
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '/' | '-' | '_' | '.' | '+'));
    if is_plain {
        text
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}
