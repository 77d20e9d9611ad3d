//! The `gati` command.
//!
//! ```text
//! args.rs        what stands before a command: its options, the exit codes in the help
//! commands/      one file or folder per command: its options, and a function from them to an outcome
//! changes.rs     what changed from one API to another, as somebody wants to read it
//! document.rs    a document that a command makes, and where it goes
//! findings.rs    what is wrong with a package
//! project.rs     the package that a command works on
//! toolchain.rs   the programs of Rust that commands start
//! versions.rs    the store of released versions
//! screen.rs      where text goes: colour, pipes that close early
//! error.rs       why a command did not come to an end, and whose fault that is
//! interrupt.rs   Ctrl-C, for commands that must not stop just anywhere
//! exit_code.rs   the numbers that scripts can rely on
//! ```
//!
//! A new command is a file in `commands/` with `Options` and `run`, and its lines in `commands/mod.rs`.

mod args;
mod changes;
mod commands;
mod document;
mod error;
mod exit_code;
mod findings;
mod interrupt;
mod project;
mod screen;
mod settings;
mod toolchain;
mod versions;

use std::io::Write;
use std::panic;
use std::process;

use clap::Parser;

use args::Args;
use error::CommandError;
use exit_code::ExitCode;
use screen::Screen;

fn main() {
    // Wrong usage ends here, with clap's text and the number 2.
    let args = Args::parse();
    args.color.write_global();
    let outcome = panic::catch_unwind(|| {
        let (mut out, mut log) = (screen::out(), screen::log());
        let mut screen = Screen {
            out: &mut out,
            log: &mut log,
        };
        let outcome = commands::run(&args.command, &mut screen);
        out.flush().map_err(CommandError::from).and(outcome)
    });
    let code = match outcome {
        Ok(Ok(code)) => code,
        Ok(Err(error)) => {
            screen::report(&error);
            error.exit_code()
        }
        // The message of the panic stands on the screen already.
        Err(_) => {
            screen::report(&CommandError::bug());
            ExitCode::Bug
        }
    };
    process::exit(code.number());
}
