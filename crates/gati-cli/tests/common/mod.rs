//! What tests of the command share: a package to work on, and the command.

#![allow(dead_code, reason = "each test program uses a part of it")]

#[cfg(unix)]
pub(crate) mod terminal;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A package `shop 1.2.0` with this `src/main.rs`.
pub(crate) fn package(source: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for a package");
    let manifest = "[package]\nname = \"shop\"\nversion = \"1.2.0\"\nedition = \"2024\"\n\n[dependencies]\ngati = \"0.1\"\n\n[workspace]\n";
    fs::create_dir(folder.path().join("src")).expect("a folder for its source");
    fs::write(folder.path().join("Cargo.toml"), manifest).expect("its manifest");
    fs::write(folder.path().join("src/main.rs"), source).expect("its source");
    folder
}

/// The command, in a folder, in an environment that says nothing about colours.
pub(crate) fn command(arguments: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gati"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_remove("NO_COLOR")
        .env_remove("CLICOLOR_FORCE");
    command
}

/// Runs the command to its end.
pub(crate) fn gati(arguments: &[&str], folder: &Path) -> Output {
    command(arguments, folder).output().expect("the command runs")
}

/// What was printed.
pub(crate) fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("output is text")
}

/// One handler.
pub(crate) const FINE: &str =
    "#[gati::handler(\"GET /hello\")]\nasync fn hello() -> Text { todo() }\n\ngati::app!();\n";
