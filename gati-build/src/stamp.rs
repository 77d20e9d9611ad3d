//! Whether what was generated last time still stands, so that an edit inside of a handler does not generate documents and clients anew.
//!
//! Everything but the route table is a function of the manifest and of the generator. A stamp beside the files holds a fingerprint of
//! both, and the names of the files: as long as the first is the same and the second are there, nothing needs to be done.

use std::path::Path;
use std::{env, fs};

use gati_schema::Fingerprint;

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
    fn two_sets_of_files_in_one_folder_do_not_stand_for_each_other() {
        let folder = tempfile::tempdir().unwrap();
        assert!(generated_as("documents", folder.path(), "one"));
        assert!(generated_as("client", folder.path(), "one"));
        assert!(!generated_as("documents", folder.path(), "one"));
        assert!(!generated_as("client", folder.path(), "one"));
    }
}
