//! A folder that is there whole or not at all. It is written beside its place, under a name of its own, and moved there at the end.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::error::CommandError;

/// A folder that is being made. Dropped before it is finished, it leaves nothing behind.
pub(super) struct Place {
    target: PathBuf,
    draft: TempDir,
}

/// Says what is wrong with a place for a new folder.
pub(super) fn check_is_free(target: &Path) -> Result<(), CommandError> {
    let shown = target.display();
    match fs::symlink_metadata(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(cause) => Err(CommandError::usage(format!("cannot look at `{shown}`")).because(cause)),
        Ok(data) if !data.is_dir() => Err(CommandError::usage(format!(
            "`{shown}` is there already, and no folder"
        ))
        .help("name another folder")),
        Ok(_) => match fs::read_dir(target).map(|mut entries| entries.next().is_none()) {
            Ok(true) => Ok(()),
            Ok(false) => Err(
                CommandError::usage(format!("`{shown}` is there already, and not empty"))
                    .help("nothing is ever overwritten; name another folder"),
            ),
            Err(cause) => Err(CommandError::usage(format!("cannot look into `{shown}`")).because(cause)),
        },
    }
}

impl Place {
    /// Begins a folder at an absolute path.
    pub(super) fn open(target: &Path) -> Result<Self, CommandError> {
        check_is_free(target)?;
        // Beside the target or above it: moving must not leave the file system.
        let home = target.ancestors().skip(1).find(|dir| dir.is_dir());
        let home =
            home.ok_or_else(|| CommandError::usage(format!("there is no place for `{}`", target.display())))?;
        let draft = tempfile::Builder::new()
            .prefix(".gati-create-")
            .tempdir_in(home)
            .map_err(|cause| CommandError::unwritten(target, cause))?;
        // Drafts are for nobody else to see; what is moved to its place is as open as any new folder.
        let inner = draft.path().join("package");
        fs::create_dir(&inner).map_err(|cause| CommandError::unwritten(target, cause))?;
        Ok(Self {
            target: target.to_owned(),
            draft,
        })
    }

    /// The folder as far as it is made.
    pub(super) fn draft(&self) -> PathBuf {
        self.draft.path().join("package")
    }

    /// Adds a file.
    pub(super) fn write(&self, path: &Path, text: &str) -> Result<(), CommandError> {
        let file = self.draft().join(path);
        let written = file
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::write(&file, text));
        written.map_err(|cause| CommandError::unwritten(&self.target.join(path), cause))
    }

    /// Moves the folder to its place.
    pub(super) fn finish(self) -> Result<(), CommandError> {
        check_is_free(&self.target)?;
        let moved = self
            .target
            .parent()
            .map_or(Ok(()), fs::create_dir_all)
            .and_then(|()| fs::rename(self.draft(), &self.target));
        moved.map_err(|cause| CommandError::unwritten(&self.target, cause))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let entries = fs::read_dir(dir).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect()
    }

    #[test]
    fn a_folder_that_is_not_finished_leaves_nothing_behind() {
        let dir = tempfile::tempdir().unwrap();
        let place = Place::open(&dir.path().join("deep/shop")).unwrap();
        place.write(Path::new("src/main.rs"), "fn main() {}").unwrap();
        drop(place);
        assert_eq!(names(dir.path()), Vec::<String>::new());
    }

    #[test]
    fn a_finished_folder_is_all_there_is() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("deep/shop");
        fs::create_dir_all(&target).unwrap();
        let place = Place::open(&target).unwrap();
        place.write(Path::new("src/main.rs"), "fn main() {}").unwrap();
        place.finish().unwrap();
        assert_eq!(names(dir.path()), ["deep"]);
        assert_eq!(
            fs::read_to_string(target.join("src/main.rs")).unwrap(),
            "fn main() {}"
        );
    }

    #[test]
    fn what_came_in_between_is_not_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let target = dir.path().join("shop");
        let place = Place::open(&target).unwrap();
        fs::create_dir(&target).unwrap();
        fs::write(target.join("mine"), "").unwrap();
        assert!(place.finish().is_err());
        assert_eq!(names(&target), ["mine"]);
        assert_eq!(names(dir.path()), ["shop"]);
    }
}
