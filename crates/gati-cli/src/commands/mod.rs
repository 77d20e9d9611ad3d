//! The commands, one file or folder each: `Options`, whose documentation is the help, and `run`.

mod build;
mod check;
mod completions;
mod create;
mod dev;
mod diff;
mod generate;
mod man;
mod manifest;
mod openapi;
mod reference;
mod release;
mod routes;
mod version;

use clap::Subcommand;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::screen::Screen;

// In the order in which the help lists them: that of a project's life.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Create(create::Options),
    Dev(dev::Options),
    Build(build::Options),
    Check(check::Options),
    Routes(routes::Options),
    Manifest(manifest::Options),
    Openapi(openapi::Options),
    Diff(diff::Options),
    Generate(generate::Options),
    Release(release::Options),
    Version(version::Options),
    Completions(completions::Options),
    Man(man::Options),
    Reference(reference::Options),
}

/// Runs a command.
pub(crate) fn run(command: &Command, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    match command {
        Command::Create(options) => create::run(options, screen),
        Command::Dev(options) => dev::run(options, screen),
        Command::Build(options) => build::run(options, screen),
        Command::Check(options) => check::run(options, screen),
        Command::Routes(options) => routes::run(options, screen),
        Command::Manifest(options) => manifest::run(options, screen),
        Command::Openapi(options) => openapi::run(options, screen),
        Command::Diff(options) => diff::run(options, screen),
        Command::Generate(options) => generate::run(options, screen),
        Command::Release(options) => release::run(options, screen),
        Command::Version(options) => version::run(options, screen),
        Command::Completions(options) => completions::run(options, screen),
        Command::Man(options) => man::run(options, screen),
        Command::Reference(options) => reference::run(options, screen),
    }
}
