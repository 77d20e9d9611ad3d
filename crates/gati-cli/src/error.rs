//! Why a command did not come to an end.

use std::error::Error;
use std::path::PathBuf;
use std::{fmt, io};

use gati_build::{PackageError, ScanError};
use gati_schema::manifest::ManifestError;

use crate::exit_code::ExitCode;

/// What stopped a command.
#[derive(Debug)]
pub(crate) enum CommandError {
    /// There is no package, or its `Cargo.toml` cannot be read.
    Package(PackageError),
    /// The package has no API that could be read.
    Scan(ScanError),
    /// One of two APIs cannot be read from its package, so that there is nothing to compare.
    NotCompared {
        /// The folder.
        path: PathBuf,
        /// Why.
        cause: ScanError,
    },
    /// One of two APIs has handlers that only the compiler can say what is wrong with.
    Incomplete {
        /// The folder.
        path: PathBuf,
    },
    /// A file cannot be read.
    Unread {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: io::Error,
    },
    /// A file is no manifest.
    NoManifest {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: ManifestError,
    },
    /// The output cannot be written.
    Output(io::Error),
}

impl CommandError {
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            Self::Package(_)
            | Self::NotCompared { .. }
            | Self::Incomplete { .. }
            | Self::Unread { .. }
            | Self::NoManifest { .. } => ExitCode::Usage,
            Self::Scan(_) => ExitCode::Mistakes,
            Self::Output(_) => ExitCode::Output,
        }
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Package(error) => error.fmt(f),
            Self::Scan(error) => error.fmt(f),
            Self::NotCompared { path, .. } => write!(f, "cannot read the API in {}", path.display()),
            Self::Incomplete { path } => write!(
                f,
                "the API in {} has mistakes; `gati check` shows them",
                path.display()
            ),
            Self::Unread { path, .. } => write!(f, "cannot read {}", path.display()),
            Self::NoManifest { path, .. } => write!(f, "{} is no manifest", path.display()),
            Self::Output(_) => f.write_str("cannot write the output"),
        }
    }
}

impl Error for CommandError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Package(error) => error.source(),
            Self::Scan(error) => error.source(),
            Self::NotCompared { cause, .. } => Some(cause),
            Self::Incomplete { .. } => None,
            Self::NoManifest { cause, .. } => Some(cause),
            Self::Unread { cause, .. } | Self::Output(cause) => Some(cause),
        }
    }
}

impl From<PackageError> for CommandError {
    fn from(error: PackageError) -> Self {
        Self::Package(error)
    }
}

impl From<io::Error> for CommandError {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

/// A message with everything that led to it, in one line.
pub(crate) fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(&format!(": {inner}"));
        cause = inner.source();
    }
    text
}
