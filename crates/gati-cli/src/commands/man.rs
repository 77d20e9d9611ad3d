//! `gati man`: the manual pages.

use std::path::{Path, PathBuf};
use std::{fs, io};

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use crate::args::Args;
use crate::document::replace;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::screen::Screen;

/// Prints a manual page, or writes all of them into a folder
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The command whose page it is [default: gati itself]
    #[arg(conflicts_with = "dir")]
    command: Option<String>,

    /// Write every page into this folder
    #[arg(long, value_name = "FOLDER")]
    dir: Option<PathBuf>,
}

const EXAMPLES: &str = "\
Examples:
  gati man | man -l -
  gati man check | man -l -
  gati man --dir ~/.local/share/man/man1    then: man gati-check";

pub(crate) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let pages = pages();
    if let Some(dir) = &options.dir {
        write_all(&pages, dir)?;
        writeln!(screen.log, "wrote {} pages into {}", pages.len(), dir.display())?;
        return Ok(ExitCode::Success);
    }
    let name = match &options.command {
        None => "gati".to_owned(),
        Some(command) => format!("gati-{command}"),
    };
    let (_, page) = pages.iter().find(|(known, _)| *known == name).ok_or_else(|| {
        CommandError::usage(format!(
            "there is no command `{}`",
            name.trim_start_matches("gati-")
        ))
        .help("`gati --help` lists the commands")
    })?;
    screen.out.write_all(&rendered(page)?)?;
    Ok(ExitCode::Success)
}

/// Each page with its name: `gati`, and `gati-check` for `gati check`.
fn pages() -> Vec<(String, Command)> {
    let mut whole = Args::command();
    // Gives the parts their full names.
    whole.build();
    let parts = whole
        .get_subcommands()
        .filter(|part| !part.is_hide_set() && part.get_name() != "help")
        .map(|part| {
            (
                format!("gati-{}", part.get_name()),
                part.clone().version(env!("CARGO_PKG_VERSION")),
            )
        });
    let mut pages: Vec<(String, Command)> = parts.collect();
    pages.insert(0, ("gati".to_owned(), whole));
    pages
}

fn rendered(page: &Command) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    Man::new(page.clone()).render(&mut text)?;
    Ok(text)
}

fn write_all(pages: &[(String, Command)], dir: &Path) -> Result<(), CommandError> {
    fs::create_dir_all(dir).map_err(|cause| CommandError::unwritten(dir, cause))?;
    for (name, page) in pages {
        replace(&dir.join(format!("{name}.1")), &rendered(page)?)?;
    }
    Ok(())
}
