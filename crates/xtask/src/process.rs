//! Other programs: started, read, and never left behind.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::failure::{Failure, Outcome};

/// A program to be run in a folder, without standard input.
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// This cargo, in a folder.
pub(crate) fn cargo(folder: &Path) -> Command {
    command(
        std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()),
        folder,
    )
}

/// Runs a program whose output the reader of the log should see.
pub(crate) fn run(mut command: Command) -> Outcome {
    println!("$ {}", line(&command));
    let status = command
        .status()
        .map_err(|error| Failure::new(format!("cannot start {}: {error}", line(&command))))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!("{} ended with {status}", line(&command))))
    }
}

/// What a program prints.
pub(crate) fn output(mut command: Command) -> Outcome<String> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::new(format!("cannot start {}: {error}", line(&command))))?;
    if !output.status.success() {
        return Err(Failure::new(format!(
            "{} ended with {}",
            line(&command),
            output.status
        )));
    }
    String::from_utf8(output.stdout)
        .map_err(|error| Failure::new(format!("{} printed no text: {error}", line(&command))))
}

/// A command as one would type it.
fn line(command: &Command) -> String {
    std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}
