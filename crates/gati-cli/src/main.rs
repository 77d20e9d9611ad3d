//! The `gati` command.
//!
//! ```text
//! args.rs        what can be typed
//! commands/      one file per command: from its options to an outcome, writing to a passed writer
//! error.rs       why a command did not come to an end, and whose fault that is
//! exit_code.rs   the numbers that scripts can rely on
//! ```
//!
//! A new command is a struct in `args.rs`, a file in `commands/`, and one line in `commands/mod.rs`.

mod args;
mod commands;
mod error;
mod exit_code;

use std::io::{self, Write};
use std::panic;
use std::process;

use clap::Parser;

use args::Args;
use exit_code::ExitCode;

fn main() {
    // Wrong usage ends here, with clap's text and the number 2.
    let args = Args::parse();
    let outcome = panic::catch_unwind(|| {
        let (stdout, stderr) = (io::stdout(), io::stderr());
        commands::run(args, &mut stdout.lock(), &mut stderr.lock())
    });
    let code = match outcome {
        Ok(Ok(code)) => code,
        Ok(Err(error)) => {
            // If even that cannot be written, the number still tells.
            let _ = writeln!(io::stderr(), "error: {}", error::with_causes(&error));
            error.exit_code()
        }
        // The message of the panic stands on the screen already.
        Err(_) => {
            let _ = writeln!(
                io::stderr(),
                "error: this is a mistake in gati itself; please report it at {}/issues",
                env!("CARGO_PKG_REPOSITORY")
            );
            ExitCode::Bug
        }
    };
    process::exit(code.number());
}
