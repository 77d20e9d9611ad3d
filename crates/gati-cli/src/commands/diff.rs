//! `gati diff`: what changed between two APIs, for whom, and whether old callers still work.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use gati_diff::{Today, render};
use gati_schema::Manifest;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::{self, PackageDir};
use crate::screen::Screen;
use crate::versions;

/// Shows what changed between two APIs, for whom, and whether old callers still work
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Options {
    /// The old API: the folder of a package, which is not compiled, a manifest.json, or a release of the package you are in
    old: PathBuf,

    /// The new API, likewise
    new: PathBuf,

    /// Print one JSON document, as docs/schemas/changes.schema.json describes it
    #[arg(long, conflicts_with = "markdown")]
    json: bool,

    /// Print Markdown
    #[arg(long)]
    markdown: bool,
}

const EXAMPLES: &str = "\
Examples:
  gati diff ../released .             two checkouts of a package
  gati diff released.json .           a manifest that was kept, and the source
  gati diff 1.3.0 .                   a release, and the source
  gati diff old.json new.json --markdown >> CHANGELOG.md";

pub(crate) fn run(options: &Options, screen: &mut Screen<'_>) -> Result<ExitCode, CommandError> {
    let old = manifest(&options.old)?;
    let new = manifest(&options.new)?;
    let today = today();
    let changes = gati_diff::compare(&old, &new, Today::Date(&today));
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

/// The manifest in a file, or of the package in a folder, which is read and not compiled.
fn manifest(path: &Path) -> Result<Manifest, CommandError> {
    if path.is_dir() {
        let project = project::open(path)?;
        let scan = project::complete(&project).map_err(|cause| {
            let help = cause.help_text().unwrap_or_default().to_owned();
            CommandError::usage(format!("cannot read the API in {}", path.display()))
                .because(cause)
                .help(help)
        })?;
        return Ok(scan.manifest().clone());
    }
    if let Some(name) = path.to_str().filter(|_| !path.exists()) {
        let store = versions::open(&PackageDir::at(None));
        if let Ok(store) = store
            && let Some(release) = store.find(name)
        {
            return store.manifest(release).map_err(versions::failed);
        }
    }
    let text = fs::read_to_string(path)
        .map_err(|cause| CommandError::usage(format!("cannot read {}", path.display())).because(cause))?;
    Manifest::from_json(&text)
        .map_err(|cause| CommandError::usage(format!("{} is no manifest", path.display())).because(cause))
}

/// The date of today, in UTC.
pub(crate) fn today() -> String {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    date(seconds / 86_400)
}

/// The date of a day since 1970, by the Gregorian calendar.
fn date(days: u64) -> String {
    let mut year = 1970;
    let mut left = days;
    loop {
        let length = if is_leap(year) { 366 } else { 365 };
        if left < length {
            break;
        }
        left -= length;
        year += 1;
    }
    let february = if is_leap(year) { 29 } else { 28 };
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if left < length {
            break;
        }
        left -= length;
        month += 1;
    }
    format!("{year:04}-{month:02}-{:02}", left + 1)
}

const fn is_leap(year: u64) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates() {
        assert_eq!(date(0), "1970-01-01");
        assert_eq!(date(11_016), "2000-02-29");
        assert_eq!(date(20_777), "2026-11-20");
        assert_eq!(date(20_818), "2026-12-31");
    }
}
