//! What can be typed.

use std::path::PathBuf;

use clap::{Parser, Subcommand};

/// Backends from plain Rust functions
#[derive(Debug, Parser)]
#[command(name = "gati", version, arg_required_else_help = true, after_help = EXIT_CODES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_CODES: &str = "\
Exit codes:
   0  all is well
   1  check: the code has mistakes; diff: old callers stop working
   2  wrong usage, or there is nothing to look at
  70  a mistake in gati itself
  74  the output could not be written";

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Reads a package without compiling it and shows what is wrong with its API
    Check(Check),
    /// Shows what changed between two APIs, for whom, and whether old callers still work
    Diff(Diff),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// The folder of the package
    #[arg(default_value = ".")]
    pub(crate) path: PathBuf,

    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Diff {
    /// The old API: the folder of a package, which is not compiled, or a manifest.json
    pub(crate) old: PathBuf,

    /// The new API, likewise
    pub(crate) new: PathBuf,

    /// Print one JSON document, as docs/schemas/changes.schema.json describes it
    #[arg(long, conflicts_with = "markdown")]
    pub(crate) json: bool,

    /// Print Markdown
    #[arg(long)]
    pub(crate) markdown: bool,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Args::command().debug_assert();
    }
}
