//! The only place that writes: each file whole or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::StoreError;

/// Files in memory, in the order in which they must reach the disk.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    files: Vec<(PathBuf, String)>,
}

/// Where files are written; tests have one that fails.
pub trait Disk {
    /// Writes a file so that a reader, and whoever comes after a crash, sees all of it or nothing.
    ///
    /// # Errors
    ///
    /// If the file system refuses.
    fn write(&self, path: &Path, content: &str) -> io::Result<()>;
}

/// The file system.
pub(crate) struct Real;

impl Disk for Real {
    fn write(&self, path: &Path, content: &str) -> io::Result<()> {
        let folder = path.parent().unwrap_or(Path::new(""));
        fs::create_dir_all(folder)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let draft = folder.join(format!(".{name}.{}", std::process::id()));
        let written = File::create(&draft)
            .and_then(|mut file| {
                file.write_all(content.as_bytes())?;
                // The name must not reach the disk before the bytes.
                file.sync_all()
            })
            .and_then(|()| fs::rename(&draft, path));
        if let Err(error) = written {
            // Nobody needs the draft; that it cannot be removed either is no further trouble.
            let _ = fs::remove_file(&draft);
            return Err(error);
        }
        // Not every system can synchronise a folder; where it can, the name survives a power cut.
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
        Ok(())
    }
}

impl Files {
    pub(crate) fn add(&mut self, path: impl Into<PathBuf>, content: impl Into<String>) {
        self.files.push((path.into(), content.into()));
    }

    /// The files, by their path below the store.
    pub fn iter(&self) -> impl Iterator<Item = (&Path, &str)> {
        self.files
            .iter()
            .map(|(path, content)| (path.as_path(), content.as_str()))
    }

    /// Writes the files in their order, leaving those alone that are there already.
    ///
    /// # Errors
    ///
    /// At the first file that cannot be written. Those before it are there, whole; none of them is a release without all of its
    /// objects.
    pub fn write(&self, folder: &Path, disk: &dyn Disk) -> Result<(), StoreError> {
        for (path, content) in self.iter() {
            let path = folder.join(path);
            if fs::read(&path).is_ok_and(|there| there == content.as_bytes()) {
                continue;
            }
            disk.write(&path, content)
                .map_err(|cause| StoreError::Write { path, cause })?;
        }
        Ok(())
    }
}
