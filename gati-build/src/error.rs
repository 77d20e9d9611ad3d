//! Why a package cannot be scanned.

use std::fmt;
use std::path::PathBuf;

use crate::project::Scan;
use crate::report::Diagnostic;

/// Why a package cannot be scanned.
#[derive(Debug)]
#[non_exhaustive]
pub enum ScanError {
    /// A file cannot be read.
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        cause: std::io::Error,
    },
    /// No crate of the package calls `gati::app!()`.
    NoApp {
        /// The files at which its crates start.
        looked_in: Vec<PathBuf>,
    },
    /// A crate calls `gati::app!()` more than once.
    AppTwice {
        /// The file that does.
        path: PathBuf,
    },
    /// `gati::app!()` is called, but not at the root of a crate.
    AppInModule {
        /// The file at which the crate starts.
        path: PathBuf,
        /// The module that calls it.
        module: String,
    },
    /// More than one crate of the package calls `gati::app!()`.
    SeveralApps {
        /// The files that do.
        found: Vec<PathBuf>,
    },
    /// The program has mistakes.
    Mistakes(Mistakes),
}

/// What is wrong with a program, and what could be read nevertheless.
#[derive(Debug)]
pub struct Mistakes {
    diagnostics: Vec<Diagnostic>,
    scan: Box<Scan>,
}

impl Mistakes {
    pub(crate) fn new(diagnostics: Vec<Diagnostic>, scan: Scan) -> Self {
        Self {
            diagnostics,
            scan: Box::new(scan),
        }
    }

    /// The mistakes in the order of the source.
    #[must_use]
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// The rest of the program.
    #[must_use]
    pub fn scan(&self) -> &Scan {
        &self.scan
    }
}

impl fmt::Display for ScanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |paths: &[PathBuf]| {
            let shown: Vec<String> = paths.iter().map(|path| format!("`{}`", path.display())).collect();
            shown.join(" and ")
        };
        match self {
            Self::Read { path, .. } => write!(f, "cannot read `{}`", path.display()),
            Self::NoApp { looked_in } if looked_in.is_empty() => {
                f.write_str("this package has neither a library nor a binary")
            }
            Self::NoApp { looked_in } => write!(
                f,
                "no crate of this package calls `gati::app!()`\nhelp: write `gati::app!();` into {}",
                list(looked_in).replace(" and ", " or ")
            ),
            Self::AppTwice { path } => write!(
                f,
                "`{}` calls `gati::app!()` more than once\nhelp: keep one of the calls: it makes the module `app` of the crate",
                path.display()
            ),
            Self::AppInModule { path, module } => write!(
                f,
                "the module `{module}` calls `gati::app!()`\nhelp: move the call to the root of the crate, `{}`, where it makes the module `app`",
                path.display()
            ),
            Self::SeveralApps { found } => write!(
                f,
                "{} crates of this package call `gati::app!()`: {}\nhelp: keep it in one, and use that crate from the others",
                found.len(),
                list(found)
            ),
            Self::Mistakes(mistakes) => {
                for diagnostic in &mistakes.diagnostics {
                    writeln!(f, "{diagnostic}")?;
                }
                Ok(())
            }
        }
    }
}

impl std::error::Error for ScanError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Read { cause, .. } => Some(cause),
            Self::NoApp { .. }
            | Self::AppTwice { .. }
            | Self::AppInModule { .. }
            | Self::SeveralApps { .. }
            | Self::Mistakes(_) => None,
        }
    }
}
