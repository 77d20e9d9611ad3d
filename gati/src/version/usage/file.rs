//! The file that the counts are kept in. It is replaced whole, so that a process that is killed leaves the last one behind.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use gati_timeline::{Ledger, Moment};
use tempfile::NamedTempFile;

/// A file with counts.
#[derive(Debug)]
pub(super) struct UsageFile {
    path: PathBuf,
    /// Whether it may be replaced: not if what is there could neither be read nor put aside.
    is_ours: bool,
    /// Whether the last attempt failed, so that a disk that is full is told of once.
    fails: bool,
}

impl UsageFile {
    /// Reads the file, if there is one. What cannot be read is put aside under another name, and counting begins anew.
    pub(super) fn open(path: PathBuf, now: Moment) -> (Self, Option<Ledger>) {
        let mut file = Self {
            path,
            is_ours: true,
            fails: false,
        };
        let mistake = match fs::read(&file.path) {
            Ok(text) => match read(&text) {
                Ok(ledger) => return (file, Some(ledger)),
                Err(mistake) => mistake,
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => return (file, None),
            Err(error) => error.to_string(),
        };
        let aside = aside(&file.path, now);
        match fs::rename(&file.path, &aside) {
            Ok(()) => tracing::error!(
                target: "gati",
                file = %file.path.display(),
                kept_as = %aside.display(),
                error = mistake,
                "the counts of versions cannot be read; counting begins anew"
            ),
            Err(error) => {
                file.is_ours = false;
                tracing::error!(
                    target: "gati",
                    file = %file.path.display(),
                    error = mistake,
                    not_put_aside = %error,
                    "the counts of versions cannot be read; they are left as they are, and nothing is written"
                );
            }
        }
        (file, None)
    }

    pub(super) fn write(&mut self, ledger: &Ledger) {
        if !self.is_ours {
            return;
        }
        match replace(&self.path, ledger) {
            Ok(()) => self.fails = false,
            Err(error) => {
                if !self.fails {
                    tracing::error!(
                        target: "gati",
                        file = %self.path.display(),
                        %error,
                        "the counts of versions cannot be written; they are tried again every minute"
                    );
                }
                self.fails = true;
            }
        }
    }
}

fn read(text: &[u8]) -> Result<Ledger, String> {
    let ledger: Ledger = serde_json::from_slice(text).map_err(|error| error.to_string())?;
    if ledger.format() != Ledger::FORMAT {
        return Err(format!(
            "it has format {}, and this program writes format {}",
            ledger.format(),
            Ledger::FORMAT
        ));
    }
    Ok(ledger)
}

fn aside(path: &Path, now: Moment) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".damaged-{}", now.to_unix()));
    path.with_file_name(name)
}

fn replace(path: &Path, ledger: &Ledger) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    fs::create_dir_all(folder)?;
    // In the same folder, as only there it can take the place of the old file in one step.
    let mut file = NamedTempFile::new_in(folder)?;
    serde_json::to_writer(&mut file, ledger)?;
    file.flush()?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Moment {
        Moment::parse("2026-03-01").unwrap()
    }

    fn counted(requests: u64) -> Ledger {
        let mut ledger = Ledger::begun(now());
        ledger.add(now(), "1.0.0", "capture", requests);
        ledger
    }

    #[test]
    fn what_was_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/usage.json");
        let (mut file, ledger) = UsageFile::open(path.clone(), now());
        assert_eq!(ledger, None);
        file.write(&counted(1));
        file.write(&counted(2));
        assert_eq!(UsageFile::open(path, now()).1, Some(counted(2)));
        assert_eq!(fs::read_dir(folder.path().join("new")).unwrap().count(), 1);
    }

    #[test]
    fn damage_is_put_aside_and_never_written_over() {
        for text in [
            "{\"format\":1,\"days\"",
            "",
            "{\"format\":2,\"since\":\"x\",\"days\":{},\"total\":{}}",
        ] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("usage.json");
            fs::write(&path, text).unwrap();
            let (mut file, ledger) = UsageFile::open(path.clone(), now());
            assert_eq!(ledger, None);
            file.write(&counted(1));
            assert_eq!(read(&fs::read(&path).unwrap()), Ok(counted(1)));
            let kept = folder
                .path()
                .join(format!("usage.json.damaged-{}", now().to_unix()));
            assert_eq!(fs::read_to_string(kept).unwrap(), text);
        }
    }

    #[test]
    fn what_can_neither_be_read_nor_moved_is_left_alone() {
        // A folder under the name of the file, with the name to be put aside taken by a folder that is not empty.
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("usage.json");
        fs::create_dir(&path).unwrap();
        let taken = aside(&path, now());
        fs::create_dir_all(taken.join("full")).unwrap();
        let (mut file, _) = UsageFile::open(path.clone(), now());
        file.write(&counted(1));
        assert!(path.is_dir());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
