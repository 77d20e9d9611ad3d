//! Where `[versions]` stands: in `gati.toml`, whatever the environment is.

use std::path::{Path, PathBuf};
use std::{fs, io};

use toml::de::{DeTable, DeValue};

use super::table::place;
use super::{Policy, table};
use crate::report::Report;
use crate::source::Files;

/// The file that the build reads.
const FILE: &str = "gati.toml";

/// All files that say, or must not say, something of releases, as they lie there: as a text that is another one if any of them changes.
pub(crate) fn written(package: &Path) -> String {
    let mut files = vec![package.join(FILE)];
    files.extend(environments(package));
    let read = |path: PathBuf| format!("{path:?}{:?}", fs::read_to_string(&path));
    files.into_iter().map(read).collect()
}

/// What the file of a package says, and what is wrong in it and beside it.
pub(super) fn read(package: &Path, files: &mut Files) -> (Policy, Vec<Report>) {
    let mut reports = of_environments(package, files);
    let path = package.join(FILE);
    let unread = Policy {
        is_unread: true,
        ..Policy::default()
    };
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (Policy::default(), reports),
        Err(error) => {
            reports.push(
                Report::new("versions-policy", format!("{FILE} cannot be read: {error}"))
                    .help("the build reads `[versions]` of it: which releases are served, and what was acknowledged"),
            );
            return (unread, reports);
        }
    };
    let file = files.add(path, text.clone());
    let whole = match DeTable::parse(&text) {
        Ok(whole) => whole,
        Err(error) => {
            let place = place(file, error.span().unwrap_or_default());
            reports.push(
                Report::new("versions-policy", format!("{FILE} is no TOML"))
                    .at(&place, error.message().lines().next().unwrap_or_default())
                    .note("the build reads `[versions]` of it, and cannot tell what it says about releases"),
            );
            return (unread, reports);
        }
    };
    let Some(versions) = whole.get_ref().get("versions") else {
        return (Policy::default(), reports);
    };
    let DeValue::Table(versions) = versions.get_ref() else {
        let place = place(file, versions.span());
        reports.push(
            Report::new("versions-policy", "`versions` is a table")
                .at(&place, "not a table")
                .help("write `[versions]` above its keys"),
        );
        return (unread, reports);
    };
    let (policy, mistakes) = table::read(versions, file);
    reports.extend(mistakes);
    (policy, reports)
}

/// One build serves all environments: what is said for one alone would be said to nobody.
fn of_environments(package: &Path, files: &mut Files) -> Vec<Report> {
    let mut reports = Vec::new();
    for path in environments(package) {
        // Whether they can be read matters to the app that runs in them.
        let Ok(text) = fs::read_to_string(&path) else {
            continue;
        };
        let Ok(whole) = DeTable::parse(&text) else {
            continue;
        };
        let versions = whole.get_ref().get("versions").map(toml::Spanned::get_ref);
        let Some(DeValue::Table(versions)) = versions else {
            continue;
        };
        let file = files.add(path, text.clone());
        let of_the_build = versions
            .iter()
            .filter(|(key, _)| table::OF_THE_BUILD.contains(&key.get_ref().as_ref()));
        reports.extend(of_the_build.map(|(key, _)| {
            let place = place(file, key.span());
            let key = key.get_ref();
            Report::new(
                "versions-policy",
                format!("`versions.{key}` is decided when the app is built"),
            )
            .at(&place, "says it for one environment alone")
            .help(format!("say it in {FILE}: one build serves all environments"))
        }));
    }
    reports
}

/// `gati.production.toml` and its like, in order.
pub(crate) fn environments(package: &Path) -> Vec<PathBuf> {
    let is_one = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name != FILE && name.starts_with("gati.") && name.ends_with(".toml"))
    };
    let entries = fs::read_dir(package).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_one).collect();
    found.sort();
    found
}
