//! Where a value of the configuration was written.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use super::folder;

/// Where a value of the configuration was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Origin {
    /// A line of a file.
    File {
        /// The file, as people would name it.
        file: Arc<str>,
        /// The line, from 1.
        line: usize,
    },
    /// A variable of the environment.
    Variable(String),
    /// A variable that `.env` sets.
    DotEnv {
        /// The variable.
        name: String,
        /// The file.
        file: Arc<str>,
        /// The line, from 1.
        line: usize,
    },
}

impl Origin {
    /// Whether it is the file that every environment reads, and the build.
    pub(super) fn is_for_everyone(&self) -> bool {
        match self {
            Self::File { file, .. } => Path::new(file.as_ref()).ends_with(folder::FILE),
            Self::Variable(_) | Self::DotEnv { .. } => false,
        }
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { file, line } => write!(f, "{file}:{line}"),
            Self::Variable(name) => f.write_str(name),
            Self::DotEnv { name, file, line } => write!(f, "{file}:{line} ({name})"),
        }
    }
}
