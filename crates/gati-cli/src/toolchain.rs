//! The programs of Rust that commands start.

use std::io;
use std::process::{Child, Command};

use crate::error::CommandError;
use crate::exit_code::ExitCode;

/// Cargo: the one that started us, or the one in `PATH`.
pub(crate) fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// Starts a program of the toolchain.
///
/// # Errors
///
/// If it is not there, with what to install.
pub(crate) fn start(command: &mut Command) -> Result<Child, CommandError> {
    command.spawn().map_err(|cause| {
        let program = command.get_program().to_string_lossy().into_owned();
        let error = CommandError::new(ExitCode::Unavailable, format!("cannot start `{program}`"));
        if cause.kind() == io::ErrorKind::NotFound {
            error
                .because(cause)
                .help("install Rust from https://rustup.rs, then open a new terminal")
        } else {
            error.because(cause)
        }
    })
}
