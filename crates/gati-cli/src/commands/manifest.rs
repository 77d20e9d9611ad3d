//! `gati manifest`: everything that Gati knows about an API, for programs.

use crate::document::Destination;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::PackageDir;
use crate::screen::Screen;

/// Prints the manifest of a package, its handlers and types, without compiling it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    #[command(flatten)]
    package: PackageDir,

    #[command(flatten)]
    destination: Destination,
}

const EXAMPLES: &str = "\
Examples:
  gati manifest | jq '.types | keys'
  gati manifest --output released.json   keep it, for `gati diff released.json .`";

pub(crate) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let scan = options.package.scan()?;
    options.destination.write(&scan.manifest().to_json(), screen)?;
    Ok(ExitCode::Success)
}
