//! The file that the counts are kept in. It is replaced whole, so that a process that is killed leaves the last one behind; and while the
//! file is locked, so that several processes that share it lose nothing of each other.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use gati_timeline::{Ledger, Moment};
use tempfile::NamedTempFile;

use super::lock::Lock;

/// A file with counts.
#[derive(Debug)]
pub(super) struct UsageFile {
    path: PathBuf,
    /// Whether it may be replaced: not if what is there could neither be read nor put aside.
    is_ours: bool,
    /// What went wrong the last time, so that a disk that is full is told of once.
    trouble: Option<Trouble>,
}

/// Why counts are not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Trouble {
    pub(crate) what: &'static str,
    pub(crate) why: String,
}

impl UsageFile {
    /// Reads the file, if there is one. What cannot be read is put aside under another name, and counting begins anew.
    pub(super) fn open(path: PathBuf, now: Moment) -> (Self, Option<Ledger>) {
        let mut file = Self {
            path,
            is_ours: true,
            trouble: None,
        };
        let ledger = file.read_or_put_aside(now);
        (file, ledger)
    }

    /// What is in the file, or an empty ledger; nothing if there is something that can neither be read nor moved.
    fn read_or_put_aside(&mut self, now: Moment) -> Option<Ledger> {
        let mistake = match fs::read(&self.path) {
            Ok(text) => match read(&text) {
                Ok(ledger) => return Some(ledger),
                Err(mistake) => mistake,
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Some(Ledger::begun(now)),
            Err(error) => error.to_string(),
        };
        let aside = aside(&self.path, now);
        match fs::rename(&self.path, &aside) {
            Ok(()) => {
                tracing::error!(
                    target: "gati",
                    file = %self.path.display(),
                    kept_as = %aside.display(),
                    error = mistake,
                    "the counts of versions cannot be read; counting begins anew"
                );
                Some(Ledger::begun(now))
            }
            Err(error) => {
                self.is_ours = false;
                self.trouble = Some(Trouble {
                    what: "the counts of versions cannot be read",
                    why: format!("{mistake}; {error}"),
                });
                tracing::error!(
                    target: "gati",
                    file = %self.path.display(),
                    error = mistake,
                    not_put_aside = %error,
                    "the counts of versions cannot be read; they are left as they are, and nothing is written"
                );
                None
            }
        }
    }

    /// Why what was counted is not kept, if it is not.
    pub(super) fn trouble(&self) -> Option<&Trouble> {
        self.trouble.as_ref()
    }

    /// Adds counts to those in the file, and gives the sums; nothing if they could not be added, which is told once.
    pub(super) fn add(&mut self, counts: &Ledger, now: Moment) -> Option<Ledger> {
        if !self.is_ours {
            return None;
        }
        match self.try_to_add(counts, now) {
            Ok(of_all) => {
                if of_all.is_some() {
                    self.trouble = None;
                }
                of_all
            }
            Err(error) => {
                if self.trouble.is_none() {
                    tracing::error!(
                        target: "gati",
                        file = %self.path.display(),
                        %error,
                        "the counts of versions cannot be written; they are tried again every minute"
                    );
                }
                self.trouble = Some(Trouble {
                    what: "the counts of versions cannot be written",
                    why: error.to_string(),
                });
                None
            }
        }
    }

    fn try_to_add(&mut self, counts: &Ledger, now: Moment) -> io::Result<Option<Ledger>> {
        fs::create_dir_all(folder(&self.path))?;
        let _lock = Lock::take(&self.path)?;
        // Another process may have written since this one did, and damaged it.
        let Some(mut of_all) = self.read_or_put_aside(now) else {
            return Ok(None);
        };
        of_all.merge(counts);
        of_all.forget(now);
        replace(&self.path, &of_all)?;
        Ok(Some(of_all))
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

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn replace(path: &Path, ledger: &Ledger) -> io::Result<()> {
    // In the same folder, as only there it can take the place of the old file in one step.
    let mut file = NamedTempFile::new_in(folder(path))?;
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
        assert_eq!(ledger, Some(Ledger::begun(now())));
        assert_eq!(file.add(&counted(1), now()), Some(counted(1)));
        assert_eq!(file.add(&counted(2), now()), Some(counted(3)));
        assert_eq!(UsageFile::open(path, now()).1, Some(counted(3)));
        let mut names: Vec<_> = fs::read_dir(folder.path().join("new"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        names.sort();
        assert_eq!(names, ["usage.json", "usage.json.lock"]);
    }

    #[test]
    fn whoever_shares_a_file_adds_to_it_and_loses_nothing() {
        const ROUNDS: u64 = 50;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("usage.json");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    let (mut file, _) = UsageFile::open(path.clone(), now());
                    for _ in 0..ROUNDS {
                        file.add(&counted(1), now()).expect("nobody holds on to the lock");
                    }
                });
            }
        });
        assert_eq!(UsageFile::open(path, now()).1, Some(counted(4 * ROUNDS)));
    }

    #[test]
    fn counts_that_cannot_be_added_are_added_the_next_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("usage.json");
        let (mut file, _) = UsageFile::open(path.clone(), now());
        let held = Lock::take(&path).unwrap();
        assert_eq!(
            file.add(&counted(1), now()),
            None,
            "another process does not let go"
        );
        drop(held);
        assert_eq!(file.add(&counted(1), now()), Some(counted(1)));
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
            let (mut file, _) = UsageFile::open(path.clone(), now());
            fs::write(&path, text).unwrap();
            assert_eq!(file.add(&counted(1), now()), Some(counted(1)));
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
        let (mut file, ledger) = UsageFile::open(path.clone(), now());
        assert_eq!(ledger, None);
        assert_eq!(file.add(&counted(1), now()), None);
        assert!(path.is_dir());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
