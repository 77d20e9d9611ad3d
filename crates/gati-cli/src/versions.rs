//! The store of released versions of a package.

use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use gati_release::{Moment, Release, Store, StoreError};
use gati_schema::Manifest;

use crate::error::CommandError;
use crate::exit_code::ExitCode;
use crate::project::PackageDir;

/// The folder of the store within that of the package.
pub(crate) fn folder(package: &Path) -> PathBuf {
    package.join("versions")
}

/// The store of a package.
pub(crate) fn open(package: &PackageDir) -> Result<Store, CommandError> {
    let project = package.open()?;
    Store::open(folder(project.dir())).map_err(failed)
}

/// A release of a store, by version or tag.
pub(crate) fn release<'s>(store: &'s Store, name: &str) -> Result<&'s Release, CommandError> {
    store.find(name).ok_or_else(|| {
        let known: Vec<String> = store
            .releases()
            .iter()
            .rev()
            .take(10)
            .map(|release| release.version.to_string())
            .collect();
        let help = if known.is_empty() {
            "nothing was released yet: `gati release -m \"…\"` does it".to_owned()
        } else {
            format!("the newest are {}", known.join(", "))
        };
        CommandError::usage(format!("there is no release `{name}`")).help(help)
    })
}

/// The version of the newest release of a package, if it serves exactly this.
pub(crate) fn released(package: &Path, manifest: &Manifest) -> Result<Option<String>, CommandError> {
    let store = Store::open(folder(package)).map_err(failed)?;
    let release = store.released(manifest).map_err(failed)?;
    Ok(release.map(|release| release.version.to_string()))
}

/// What the clock says.
pub(crate) fn now() -> Moment {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| i64::try_from(since.as_secs()).unwrap_or(i64::MAX));
    Moment::from_unix(seconds)
}

/// A time that somebody typed.
pub(crate) fn moment(text: &str) -> Result<Moment, String> {
    Moment::parse(text)
        .ok_or_else(|| "write a time as 2026-11-20T12:00:00Z, or a date as 2026-11-20".to_owned())
}

/// Words that somebody typed: lists have a line for them.
pub(crate) fn line(text: &str) -> Result<String, String> {
    let words = text.trim();
    if words.is_empty() || words.contains(char::is_control) {
        return Err("write words, in one line".to_owned());
    }
    Ok(words.to_owned())
}

/// Two texts that stand left and right of ` = `.
pub(crate) fn pair(text: &str) -> Result<(String, String), String> {
    let (name, words) = text
        .split_once(" = ")
        .or_else(|| text.split_once('='))
        .ok_or_else(|| "write the number or the key of a finding, `=`, and the words".to_owned())?;
    Ok((name.trim().to_owned(), words.trim().to_owned()))
}

/// A store that does not do what it is asked for.
pub(crate) fn failed(error: StoreError) -> CommandError {
    let code = match &error {
        StoreError::Write { .. } | StoreError::Unreleased { .. } | StoreError::Unfinished { .. } => {
            ExitCode::Output
        }
        StoreError::Refused(_) => ExitCode::Usage,
        _ => ExitCode::Mistakes,
    };
    let text = error.to_string();
    let (message, help) = match text.split_once("\nhelp: ") {
        Some((message, help)) => (message, Some(help)),
        None => (text.as_str(), None),
    };
    let failed = CommandError::new(code, message);
    let failed = match help {
        Some(help) => failed.help(help),
        None => failed,
    };
    match error {
        StoreError::Read { cause, .. }
        | StoreError::Write { cause, .. }
        | StoreError::Unreleased { cause, .. }
        | StoreError::Unfinished { cause, .. } => failed.because(cause),
        _ => failed,
    }
}
