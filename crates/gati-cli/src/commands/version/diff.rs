//! `gati version diff`.

use gati_diff::{Today, compare, render};

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::{PackageDir, complete};
use crate::screen::Screen;
use crate::versions::{failed, now, open, release};

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

    /// Print one JSON document, as docs/schemas/changes.schema.json describes it
    #[arg(long, conflicts_with = "markdown")]
    json: bool,

    /// Print Markdown
    #[arg(long)]
    markdown: bool,
}

pub(super) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let package = PackageDir::at(options.package.clone());
    let store = open(&package)?;
    let old = store.manifest(release(&store, &options.from)?).map_err(failed)?;
    let new = match &options.to {
        Some(name) => store.manifest(release(&store, name)?).map_err(failed)?,
        None => complete(&package.open()?)?.manifest().clone(),
    };
    let today = now().to_string();
    let changes = compare(&old, &new, Today::Date(today.get(..10).unwrap_or_default()));
    let text = if options.json {
        render::json(&changes)
    } else if options.markdown {
        render::markdown(&changes)
    } else {
        render::text(&changes)
    };
    screen.out.write_all(text.as_bytes())?;
    Ok(if changes.is_breaking() {
        ExitCode::Mistakes
    } else {
        ExitCode::Success
    })
}
