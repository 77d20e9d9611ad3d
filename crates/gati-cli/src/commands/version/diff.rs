//! `gati version diff`.

use crate::changes::{self, Api, Form};
use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::{PackageDir, complete};
use crate::screen::Screen;
use crate::versions::{open, release};

/// Shows what changed from one release to another, or to the working tree
#[derive(Debug, clap::Args)]
pub(crate) struct Options {
    /// The old release, by version or tag
    from: String,

    /// The new one [default: what the source serves]
    to: Option<String>,

    /// The folder of the package [default: the one you are in, or the nearest above it]
    #[arg(long, value_name = "FOLDER")]
    package: Option<std::path::PathBuf>,

    #[command(flatten)]
    form: Form,
}

pub(super) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let package = PackageDir::at(options.package.clone());
    let store = open(&package)?;
    let old = Api::of_release(&store, release(&store, &options.from)?)?;
    let new = match &options.to {
        Some(name) => Api::of_release(&store, release(&store, name)?)?,
        None => {
            let project = package.open()?;
            Api::of_source(&project, &complete(&project)?)
        }
    };
    changes::show(&changes::between(&old, &new), &options.form, screen)
}
