//! Whether what was generated last time still stands, so that an edit inside of a handler does not generate documents and clients anew.
//!
//! Everything but the route table is a function of the manifest and of the generator. A stamp beside the files holds a fingerprint of
//! both, and the names of the files: as long as the first is the same and the second are there, nothing needs to be done.

use std::path::Path;
use std::{env, fs};

use gati_schema::Fingerprint;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::artifacts::{Files, WriteError};

/// Writes what `generate` makes of a manifest into a folder, unless it is there already. `name` tells sets of files apart that lie
/// in one folder, such as the documents of a server and the client of another.
pub(crate) fn write_if_stale(
    folder: &Path,
    name: &str,
    manifest: &str,
    generate: impl FnOnce() -> Files,
) -> Result<(), WriteError> {
    write_if_stale_and(folder, name, manifest, || Some(generate()))
}

/// The same for what may fail: where nothing is generated, nothing is written, and the next build tries again.
pub(crate) fn write_if_stale_and(
    folder: &Path,
    name: &str,
    manifest: &str,
    generate: impl FnOnce() -> Option<Files>,
) -> Result<(), WriteError> {
    let key = key(manifest);
    let stamp = format!(".{name}.stamp");
    if is_current(folder, &stamp, &key) {
        return Ok(());
    }
    let Some(mut files) = generate() else {
        return Ok(());
    };
    files.write(folder)?;
    let names: Vec<String> = files.iter().map(|(path, _)| path.display().to_string()).collect();
    // Last: what is interrupted is not current.
    files = Files::new();
    files.add(stamp, format!("{key}\n{}\n", names.join("\n")));
    files.write(folder)?;
    Ok(())
}

/// Works something out of what decides about it, unless what came of it the last time lies there. What ends in nothing is tried again by
/// the next build.
pub(crate) fn remembered<T: Serialize + DeserializeOwned>(
    folder: &Path,
    name: &str,
    deciding: &str,
    work_out: impl FnOnce() -> Option<T>,
) -> Option<T> {
    let key = key(deciding);
    let file = format!(".{name}.json");
    let known = fs::read_to_string(folder.join(&file)).ok();
    let known = known.and_then(|text| serde_json::from_str::<Remembered<T>>(&text).ok());
    if let Some(known) = known.filter(|known| known.key == key) {
        return Some(known.outcome);
    }
    let remembered = Remembered {
        key,
        outcome: work_out()?,
    };
    let mut files = Files::new();
    files.add(file, serde_json::to_string(&remembered).unwrap_or_default());
    // What cannot be kept is worked out again.
    let _ = files.write(folder);
    Some(remembered.outcome)
}

#[derive(Serialize, Deserialize)]
struct Remembered<T> {
    key: String,
    outcome: T,
}

/// Whether the files of a set are there as they were generated last, whatever has changed since.
pub(crate) fn is_whole(folder: &Path, name: &str) -> bool {
    let stamp = fs::read_to_string(folder.join(format!(".{name}.stamp")));
    stamp.is_ok_and(|stamp| stamp.lines().skip(1).all(|file| folder.join(file).is_file()))
}

fn is_current(folder: &Path, stamp: &str, key: &str) -> bool {
    let Ok(stamp) = fs::read_to_string(folder.join(stamp)) else {
        return false;
    };
    let mut lines = stamp.lines();
    lines.next() == Some(key) && lines.all(|name| folder.join(name).is_file())
}

/// The manifest, and the program that is running: a newer generator may make something else of the same manifest.
fn key(manifest: &str) -> String {
    let generator = env::current_exe().and_then(fs::metadata).map(|file| {
        let modified = file.modified().ok();
        format!("{} {modified:?}", file.len())
    });
    let generator = generator.unwrap_or_default();
    Fingerprint::of(manifest.as_bytes())
        .with(Fingerprint::of(generator.as_bytes()))
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn generated(folder: &Path, manifest: &str) -> bool {
        generated_as("files", folder, manifest)
    }

    fn generated_as(name: &str, folder: &Path, manifest: &str) -> bool {
        let mut ran = false;
        write_if_stale(folder, name, manifest, || {
            ran = true;
            let mut files = Files::new();
            files.add("a/b.txt", manifest);
            files
        })
        .unwrap();
        ran
    }

    #[test]
    fn files_are_generated_when_the_manifest_changes_or_a_file_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        assert!(generated(folder.path(), "one"), "nothing is there");
        assert!(!generated(folder.path(), "one"), "nothing has changed");
        assert!(generated(folder.path(), "two"), "the manifest has changed");
        fs::remove_file(folder.path().join("a/b.txt")).unwrap();
        assert!(generated(folder.path(), "two"), "a file is gone");
        assert_eq!(fs::read_to_string(folder.path().join("a/b.txt")).unwrap(), "two");
    }

    #[test]
    fn what_was_worked_out_is_remembered_until_something_else_decides() {
        let folder = tempfile::tempdir().unwrap();
        let mut times = 0;
        let mut worked_out = |deciding: &str, outcome: Option<usize>| {
            remembered(folder.path(), "sum", deciding, || {
                times += 1;
                outcome
            })
        };
        assert_eq!(worked_out("a", None), None, "it failed");
        assert_eq!(worked_out("a", Some(1)), Some(1), "and is tried again");
        assert_eq!(worked_out("a", Some(2)), Some(1), "nothing has changed");
        assert_eq!(worked_out("b", Some(3)), Some(3));
        fs::write(folder.path().join(".sum.json"), "{").unwrap();
        assert_eq!(
            worked_out("b", Some(4)),
            Some(4),
            "what was remembered is damaged"
        );
        assert_eq!(times, 4);
    }

    #[test]
    fn two_sets_of_files_in_one_folder_do_not_stand_for_each_other() {
        let folder = tempfile::tempdir().unwrap();
        assert!(generated_as("documents", folder.path(), "one"));
        assert!(generated_as("client", folder.path(), "one"));
        assert!(!generated_as("documents", folder.path(), "one"));
        assert!(!generated_as("client", folder.path(), "one"));
    }
}
