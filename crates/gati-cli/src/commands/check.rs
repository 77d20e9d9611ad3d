//! `gati check`: what is wrong with an API, without compiling it.

use serde_json::json;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::findings::{Findings, count};
use crate::project::{PackageDir, check_configuration};
use crate::screen::{ERROR, GOOD, Screen};

/// Reads a package without compiling it and shows what is wrong with its API
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    #[command(flatten)]
    package: PackageDir,

    /// Print one JSON document instead of text
    #[arg(long)]
    json: bool,
}

const EXAMPLES: &str = "\
Examples:
  gati check                     the package you are in
  gati check services/payments   another one
  gati check --json | jq '.mistakes[].message'";

/// The number of the JSON output's format. It grows when an old reader could misread a new document.
const FORMAT: u32 = 1;

pub(crate) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let project = options.package.open()?;
    check_configuration(project.dir())?;
    let findings = Findings::of(&project)?;
    if options.json {
        let document = json!({
            "format": FORMAT,
            "package": findings.package,
            "handlers": findings.handlers,
            "types": findings.types,
            "mistakes": findings.mistakes_to_json(),
        });
        writeln!(screen.out, "{document:#}")?;
    } else {
        findings.draw(screen)?;
        let verdict = match findings.mistakes() {
            0 => format!("{GOOD}no mistakes{GOOD:#} that can be seen without compiling"),
            number => format!("{ERROR}{}{ERROR:#}", count(number, "mistake")),
        };
        writeln!(screen.out, "{}, {verdict}", findings.counted())?;
    }
    Ok(match findings.mistakes() {
        0 => ExitCode::Success,
        _ => ExitCode::Mistakes,
    })
}
