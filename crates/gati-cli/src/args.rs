//! What stands before a command.

use clap::{Parser, ValueEnum};

use crate::commands::Command;
use crate::exit_code;

/// Backends from plain Rust functions
#[derive(Debug, Parser)]
#[command(
    name = "gati",
    version,
    arg_required_else_help = true,
    infer_long_args = false,
    after_help = exit_code::TABLE
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,

    /// Colour the output: auto, always or never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        hide_possible_values = true,
        default_value = "auto"
    )]
    pub(crate) color: Color,
}

/// When to colour the output.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    // On a terminal, unless NO_COLOR is set.
    Auto,
    // Into pipes and files too.
    Always,
    Never,
}

impl Color {
    /// Decides for everything that is written from now on.
    pub(crate) fn write_global(self) {
        match self {
            Self::Auto => anstream::ColorChoice::Auto,
            Self::Always => anstream::ColorChoice::Always,
            Self::Never => anstream::ColorChoice::Never,
        }
        .write_global();
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_arguments_do_not_contradict_each_other() {
        Args::command().debug_assert();
    }

    #[test]
    fn every_command_has_a_line_and_an_example() {
        for command in Args::command().get_subcommands() {
            let name = command.get_name();
            assert!(command.get_about().is_some(), "{name} says what it does");
            let after = command.get_after_help().map(ToString::to_string);
            assert!(
                after.is_some_and(|text| text.starts_with("Examples:")),
                "{name} shows how it is called"
            );
        }
    }
}
