//! What can be wrong with a store.

use std::fmt;
use std::io;
use std::path::PathBuf;

/// Why a store cannot be read or written.
#[derive(Debug)]
#[non_exhaustive]
pub enum StoreError {
    /// A file or folder cannot be read.
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// A file cannot be written or removed.
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// A file of a release cannot be written. Nothing was released.
    Unreleased {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// What points to a release cannot be written. The release itself is there.
    Unfinished {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// A file is not what was written.
    Broken {
        /// The file.
        path: PathBuf,
        /// What is wrong with it, as the rest of a sentence that begins with the file; and what to do in a line that begins with `help:`, if
        /// that is not to restore it.
        why: String,
    },
    /// A file is gone.
    Missing {
        /// The file.
        path: PathBuf,
        /// The file that speaks of it.
        needed_by: PathBuf,
    },
    /// Two branches have released.
    Fork {
        /// One of two releases that follow the same one.
        first: PathBuf,
        /// The other.
        second: PathBuf,
    },
    /// What is asked for is not allowed.
    Refused(String),
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read { path, .. } => write!(f, "cannot read `{}`", path.display()),
            Self::Write { path, .. } => write!(f, "cannot write `{}`", path.display()),
            Self::Unreleased { path, .. } => {
                write!(f, "cannot write `{}`; nothing was released", path.display())
            }
            Self::Unfinished { path, .. } => write!(
                f,
                "cannot write `{}`; the release itself is written, and counts\nhelp: `gati version resolve` lets `head.json` name it, and `gati version tag` gives it its names",
                path.display()
            ),
            Self::Broken { path, why } if why.contains("\nhelp: ") => write!(f, "`{}` {why}", path.display()),
            Self::Broken { path, why } => write!(
                f,
                "`{}` {why}\nhelp: released files are never edited; restore it with `git checkout -- {}`",
                path.display(),
                path.display()
            ),
            Self::Missing { path, needed_by } => write!(
                f,
                "`{}` is missing, and `{}` needs it\nhelp: restore it with `git checkout -- {}`",
                path.display(),
                needed_by.display(),
                path.display()
            ),
            Self::Fork { first, second } => write!(
                f,
                "two branches have released: `{}` and `{}` follow the same release\nhelp: `gati version resolve` puts one after the other",
                first.display(),
                second.display()
            ),
            Self::Refused(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for StoreError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { cause, .. }
            | Self::Write { cause, .. }
            | Self::Unreleased { cause, .. }
            | Self::Unfinished { cause, .. } => Some(cause),
            Self::Broken { .. } | Self::Missing { .. } | Self::Fork { .. } | Self::Refused(_) => None,
        }
    }
}
