//! The commands, one file each.

mod check;
mod diff;

use std::io::Write;

use crate::args::{Args, Command};
use crate::error::CommandError;
use crate::exit_code::ExitCode;

/// Runs a command: what it is asked for goes to `out`, what it has to say about it to `log`.
pub(crate) fn run(args: Args, out: &mut dyn Write, log: &mut dyn Write) -> Result<ExitCode, CommandError> {
    match args.command {
        Command::Check(options) => check::run(&options, out, log),
        Command::Diff(options) => diff::run(&options, out),
    }
}
