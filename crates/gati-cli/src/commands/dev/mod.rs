//! `gati dev`: serves a package while it is written.
//!
//! ```text
//! session/       what happens when: one loop over everything that can happen
//! event.rs       everything that can happen
//! package.rs     the package, as cargo describes it
//! sources.rs     which files the program is made of
//! watch.rs       whether one of them changed
//! build.rs       cargo, and what it says
//! diagnostics.rs what cargo says, made readable
//! socket.rs      the port, which stays open whatever happens to the program
//! app.rs         a running program: started, ready, stopped, gone
//! output.rs      its lines
//! process.rs     ending processes, with all that they started
//! env_file.rs    `.env`
//! contract.rs    what changed in the API, and what that means for callers
//! backoff.rs     how long to wait before starting a crashed program again
//! display.rs     the terminal, or a pipe
//! panel.rs       what is shown
//! ```
//!
//! The socket belongs to this process, and every program gets it as its standard input. A new program is started beside the old one; once it says
//! that it is ready, the old one is told to stop, which finishes its requests. At no time is there nobody to take a connection: while no program
//! runs, connections wait in the socket's queue.

#[cfg(unix)]
mod app;
#[cfg(unix)]
mod backoff;
#[cfg(unix)]
mod build;
#[cfg(unix)]
mod contract;
#[cfg(unix)]
mod diagnostics;
#[cfg(unix)]
mod display;
#[cfg(unix)]
mod env_file;
#[cfg(unix)]
mod event;
#[cfg(unix)]
mod output;
#[cfg(unix)]
mod package;
#[cfg(unix)]
mod panel;
#[cfg(unix)]
mod process;
#[cfg(unix)]
mod session;
#[cfg(unix)]
mod socket;
#[cfg(unix)]
mod sources;
#[cfg(unix)]
mod watch;

use std::path::PathBuf;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::PackageDir;
use crate::screen::Screen;

/// Serves a package while it is written: builds it, starts it, and follows every change
///
/// The port stays open from the first build on. A new program takes over from the old one when it is ready; requests that run are finished, and no
/// connection is refused. When a build fails, or the new program does not start, the last good one goes on answering.
///
/// Ctrl-C stops it, with the program and whatever that has started, and it ends with 130. Running requests have five seconds; a second Ctrl-C ends them at once.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    #[command(flatten)]
    package: PackageDir,

    /// The port to listen at, on this machine [default: 3000, or the next one that is free]
    #[arg(long, short, value_name = "PORT", conflicts_with = "address")]
    port: Option<u16>,

    /// The address to listen at, such as 0.0.0.0:3000
    #[arg(long, value_name = "ADDRESS")]
    address: Option<String>,

    /// The program to run, if the package has several
    #[arg(long, value_name = "NAME")]
    bin: Option<String>,

    /// Build it optimised
    #[arg(long)]
    release: bool,

    /// Features of the package to turn on
    #[arg(long, short = 'F', value_name = "FEATURES")]
    features: Vec<String>,

    /// The file with variables for the program [default: .env, if there is one]
    #[arg(long, value_name = "FILE", conflicts_with = "no_env_file")]
    env_file: Option<PathBuf>,

    /// Read no file with variables
    #[arg(long)]
    no_env_file: bool,

    /// Stop the old program before the new one starts, for programs of which only one can run; connections wait meanwhile
    #[arg(long)]
    stop_first: bool,

    /// Leave the port to the program, for programs that open it themselves; connections are refused while it restarts
    #[arg(long)]
    own_socket: bool,

    /// Leave on the screen what is there
    #[arg(long)]
    no_clear: bool,

    /// Look for changes twice a second instead of waiting for the system to tell, for network folders
    #[arg(long)]
    poll: bool,

    /// Arguments for the program
    #[arg(last = true, value_name = "ARGUMENTS")]
    arguments: Vec<String>,
}

const EXAMPLES: &str = "\
Examples:
  gati dev                       the package you are in, at port 3000 or the next free one
  gati dev --port 8080           at this port and no other
  gati dev services/payments     another package
  gati dev -- --seed 7           with arguments for the program";

#[cfg(unix)]
pub(crate) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    session::run(options, screen)
}

#[cfg(not(unix))]
pub(crate) fn run(_: &Options, _: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    Err(CommandError::new(
        ExitCode::Unavailable,
        "`gati dev` hands a socket from one program to the next, which needs Linux, macOS or another Unix",
    )
    .help("use WSL, or `cargo run`, which serves the package as it is"))
}
