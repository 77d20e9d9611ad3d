//! One process at a time: a lock beside the file of counts, since that file is replaced and cannot be locked itself.

use std::fs::{File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

/// A process that holds the lock reads and writes one small file. One that does not come to an end must not hold up the others.
const PATIENCE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(10);

/// Holds the lock until it is dropped. The system takes it from a process that is killed.
#[derive(Debug)]
pub(super) struct Lock {
    _file: Option<File>,
}

impl Lock {
    /// Waits a little for whoever has the lock.
    ///
    /// # Errors
    ///
    /// If its file cannot be made, or another process holds on to it.
    pub(super) fn take(counts: &Path) -> io::Result<Self> {
        let path = beside(counts);
        let file = File::options().create(true).append(true).open(&path)?;
        let begun = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(Self { _file: Some(file) }),
                Err(TryLockError::WouldBlock) if begun.elapsed() < PATIENCE => thread::sleep(PAUSE),
                Err(TryLockError::WouldBlock) => {
                    let why = format!("another process holds `{}`", path.display());
                    return Err(io::Error::new(io::ErrorKind::WouldBlock, why));
                }
                // Where the file system knows no locks, one process has to do.
                Err(TryLockError::Error(error)) if error.kind() == io::ErrorKind::Unsupported => {
                    return Ok(Self { _file: None });
                }
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
    }
}

fn beside(counts: &Path) -> PathBuf {
    let mut name = counts.file_name().unwrap_or_default().to_owned();
    name.push(".lock");
    counts.with_file_name(name)
}
