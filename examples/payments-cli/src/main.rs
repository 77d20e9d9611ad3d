//! The payments API from a terminal: `cargo run -p payments-cli -- capture 42 1500 EUR`.
//!
//! Exit codes: 0 it was done, 1 the server refused, 2 the arguments make no sense, 3 the server could not be reached.

mod args;
mod commands;
mod failure;
mod output;

use std::process::ExitCode;

use clap::Parser;

use crate::args::Arguments;
use crate::failure::Failure;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            failure.exit_code()
        }
    }
}

fn run(arguments: Arguments) -> Result<(), Failure> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::local("the runtime cannot be started", &error))?
        .block_on(commands::run(arguments))
}
