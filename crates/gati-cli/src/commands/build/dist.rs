//! The folder of what is shipped: written aside, hashed, then put in the place of the old one.
//!
//! A build that fails or is stopped leaves the old folder as it was. What it wrote aside, `.dist.<process>`, is removed when it ends, and
//! by a later build if it was killed.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::Serialize;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::error::CommandError;

use super::gather::Source;

/// The file that lists the others. Its presence also tells that the folder is ours to replace.
pub(super) const LIST: &str = "dist.json";

/// One file of the folder.
#[derive(Debug, Serialize)]
pub(super) struct Entry {
    /// Below the folder, with `/` between the parts.
    pub(super) path: String,
    pub(super) size: u64,
    /// In hexadecimal digits.
    pub(super) sha256: String,
}

/// A folder that is being filled.
pub(super) struct Dist {
    /// Where it goes in the end.
    place: PathBuf,
    /// Where it is until then.
    draft: PathBuf,
    entries: Vec<Entry>,
    is_placed: bool,
}

impl Dist {
    /// Begins a folder that will replace the one at `place`.
    ///
    /// # Errors
    ///
    /// If something is there that is not ours, or nothing can be written beside it.
    pub(super) fn begin(place: &Path) -> Result<Self, CommandError> {
        if is_foreign(place) {
            return Err(CommandError::usage(format!(
                "`{}` has files that `gati build` did not put there",
                place.display()
            ))
            .help("remove it, or choose another folder with `--out`"));
        }
        remove_leftovers(place);
        let draft = aside(place, &std::process::id().to_string());
        fs::create_dir_all(&draft).map_err(|cause| CommandError::unwritten(place, cause))?;
        Ok(Self {
            place: place.to_owned(),
            draft,
            entries: Vec::new(),
            is_placed: false,
        })
    }

    /// Puts a file into the folder.
    pub(super) fn add(&mut self, path: &str, source: &Source) -> Result<(), CommandError> {
        let copy = self.draft.join(path);
        let written = fs::create_dir_all(copy.parent().unwrap_or(&self.draft))
            .and_then(|()| match source {
                Source::File(source) => fs::copy(source, &copy).map(|_| ()),
                Source::Text(text) => fs::write(&copy, text),
            })
            .and_then(|()| Ok((fs::metadata(&copy)?.len(), sha256(&copy)?)));
        let (size, sha256) =
            written.map_err(|cause| CommandError::unwritten(&self.place.join(path), cause))?;
        self.entries.push(Entry {
            path: path.to_owned(),
            size,
            sha256,
        });
        Ok(())
    }

    /// Lists the files and puts the folder in its place.
    pub(super) fn finish(mut self, list: impl FnOnce(&[Entry]) -> Value) -> Result<Vec<Entry>, CommandError> {
        let text = format!("{:#}\n", list(&self.entries));
        let written = fs::write(self.draft.join(LIST), text).and_then(|()| self.replace());
        written.map_err(|cause| CommandError::unwritten(&self.place, cause))?;
        self.is_placed = true;
        Ok(std::mem::take(&mut self.entries))
    }

    fn replace(&self) -> io::Result<()> {
        let old = aside(&self.place, &format!("{}.old", std::process::id()));
        let had_one = self.place.is_dir();
        if had_one {
            fs::rename(&self.place, &old)?;
        }
        if let Err(cause) = fs::rename(&self.draft, &self.place) {
            if had_one {
                fs::rename(&old, &self.place)?;
            }
            return Err(cause);
        }
        if had_one {
            // The new one is in its place; that the old one stays beside it is no failure.
            let _ = fs::remove_dir_all(&old);
        }
        Ok(())
    }
}

impl Drop for Dist {
    fn drop(&mut self) {
        if !self.is_placed {
            let _ = fs::remove_dir_all(&self.draft);
        }
    }
}

/// Whether somebody else keeps files there.
fn is_foreign(place: &Path) -> bool {
    if place.is_file() {
        return true;
    }
    let is_empty = fs::read_dir(place).map_or(true, |mut entries| entries.next().is_none());
    !is_empty && !place.join(LIST).is_file()
}

/// A hidden name beside the folder, on the same disk.
fn aside(place: &Path, end: &str) -> PathBuf {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    place.with_file_name(format!(".{name}.{end}"))
}

/// Removes what killed builds left behind; an hour is longer than any build takes to copy its files.
fn remove_leftovers(place: &Path) {
    const OLD: Duration = Duration::from_secs(3600);
    let prefix = aside(place, "");
    let folder = place.parent().filter(|parent| !parent.as_os_str().is_empty());
    let entries = fs::read_dir(folder.unwrap_or(Path::new(".")))
        .into_iter()
        .flatten()
        .flatten();
    for entry in entries {
        let is_ours = prefix.file_name().is_some_and(|prefix| {
            entry
                .file_name()
                .to_string_lossy()
                .starts_with(&*prefix.to_string_lossy())
        });
        let age = entry
            .metadata()
            .and_then(|data| data.modified())
            .map(|time| time.elapsed());
        if is_ours && matches!(age, Ok(Ok(age)) if age > OLD) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

fn sha256(path: &Path) -> io::Result<String> {
    let mut file = fs::File::open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        match file.read(&mut buffer)? {
            0 => break,
            length => hasher.update(&buffer[..length]),
        }
    }
    Ok(hasher
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn built(place: &Path, source: &Path) -> Result<Vec<Entry>, CommandError> {
        let mut dist = Dist::begin(place)?;
        dist.add("bin/a", &Source::File(source.to_owned()))?;
        dist.finish(|entries| json!({ "files": entries }))
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn the_new_folder_takes_the_place_of_the_old_one_and_nothing_stays_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let (place, source) = (folder.path().join("dist"), folder.path().join("a"));
        fs::write(&source, "abc").unwrap();
        let entries = built(&place, &source).unwrap();
        // The example of FIPS 180-4.
        assert_eq!(
            entries[0].sha256,
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        fs::write(&source, "abcd").unwrap();
        fs::write(place.join("bin/gone"), "").unwrap();
        assert_eq!(built(&place, &source).unwrap()[0].size, 4);
        assert_eq!(names(&place.join("bin")), ["a"]);
        assert_eq!(names(folder.path()), ["a", "dist"]);
    }

    #[test]
    fn a_build_that_fails_leaves_the_old_folder() {
        let folder = tempfile::tempdir().unwrap();
        let (place, source) = (folder.path().join("dist"), folder.path().join("a"));
        fs::write(&source, "abc").unwrap();
        built(&place, &source).unwrap();
        assert!(built(&place, &folder.path().join("missing")).is_err());
        assert_eq!(fs::read_to_string(place.join("bin/a")).unwrap(), "abc");
        assert_eq!(names(folder.path()), ["a", "dist"]);
    }

    #[test]
    fn a_folder_of_somebody_else_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("dist");
        fs::create_dir(&place).unwrap();
        fs::write(place.join("thesis.txt"), "years").unwrap();
        assert!(built(&place, &place.join("thesis.txt")).is_err());
        assert_eq!(names(&place), ["thesis.txt"]);
    }
}
