//! `gati openapi`: the OpenAPI document of an API.

use gati_build::emit;

use crate::document::Destination;
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::PackageDir;
use crate::screen::Screen;

/// Prints the OpenAPI document of a package without compiling it
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    #[command(flatten)]
    package: PackageDir,

    /// OpenAPI 3.0 instead of 3.1, for older tools
    #[arg(long = "3.0")]
    older: bool,

    #[command(flatten)]
    destination: Destination,
}

const EXAMPLES: &str = "\
Examples:
  gati openapi | jq '.paths | keys'
  gati openapi --3.0 --output openapi.json
  gati openapi services/payments";

pub(crate) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let scan = options.package.scan()?;
    let document = if options.older {
        emit::openapi::openapi_3_0(scan.manifest())
    } else {
        emit::openapi::openapi(scan.manifest())
    };
    options.destination.write(&document, screen)?;
    Ok(ExitCode::Success)
}
