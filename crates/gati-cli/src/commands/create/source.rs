//! Where the new package finds Gati: a checkout, or the published crates.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::error::CommandError;

/// Where the crates of Gati come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A checkout of the repository.
    Checkout(PathBuf),
    /// The registry.
    Published {
        /// The version, that of this command.
        version: &'static str,
    },
}

/// The crates that templates name, and their folders in a checkout.
const CRATES: &[(&str, &str)] = &[
    ("gati", "gati"),
    ("gati-build", "gati-build"),
    ("gati-client", "crates/gati-client"),
];

impl Source {
    /// The checkout that was named, or the one that this command was built from if it is still there, or the registry.
    pub(super) fn find(checkout: Option<&Path>, published: bool) -> Result<Self, CommandError> {
        let version = env!("CARGO_PKG_VERSION");
        if published {
            return Ok(Self::Published { version });
        }
        if let Some(dir) = checkout {
            return Self::checkout(dir);
        }
        // `cargo install --path` leaves the checkout where it is; a command from the registry was built in a folder of one crate.
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        Ok(Self::checkout(&own).unwrap_or(Self::Published { version }))
    }

    fn checkout(dir: &Path) -> Result<Self, CommandError> {
        let named = dir.display();
        let real = dir.canonicalize().map_err(|cause| {
            CommandError::usage(format!("there is no checkout of Gati at `{named}`")).because(cause)
        })?;
        let missing = CRATES
            .iter()
            .find(|(_, folder)| !real.join(folder).join("Cargo.toml").is_file());
        if let Some((name, folder)) = missing {
            return Err(CommandError::usage(format!(
                "`{named}` is no checkout of Gati: the crate `{name}` is not in its folder `{folder}`"
            ))
            .help("name the folder that holds `gati`, `gati-build` and `crates`"));
        }
        if real
            .to_str()
            .is_none_or(|text| text.chars().any(char::is_control))
        {
            return Err(CommandError::usage(format!(
                "`{named}` is a path that Cargo.toml cannot hold"
            )));
        }
        Ok(Self::Checkout(real))
    }

    /// Where to find a crate, as the inside of a table of `Cargo.toml`.
    pub(super) fn dependency(&self, krate: &str) -> String {
        match self {
            Self::Published { version } => format!("version = \"{version}\""),
            Self::Checkout(dir) => {
                let folder = CRATES
                    .iter()
                    .find(|(name, _)| *name == krate)
                    .map_or(krate, |(_, folder)| folder);
                let path = dir.join(folder).display().to_string();
                format!("path = \"{}\"", path.replace('\\', "\\\\").replace('"', "\\\""))
            }
        }
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Checkout(dir) => write!(f, "the checkout of Gati in {}", dir.display()),
            Self::Published { version } => write!(f, "Gati {version}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checkout_of_this_command_is_found() {
        let Source::Checkout(dir) = Source::find(None, false).unwrap() else {
            panic!("this test runs in a checkout");
        };
        let line = Source::Checkout(dir.clone()).dependency("gati-client");
        assert_eq!(line, format!("path = \"{}/crates/gati-client\"", dir.display()));
    }

    #[test]
    fn a_published_version_is_that_of_the_command() {
        let source = Source::find(None, true).unwrap();
        assert_eq!(
            source.dependency("gati"),
            concat!("version = \"", env!("CARGO_PKG_VERSION"), "\"")
        );
    }

    #[test]
    fn a_folder_that_is_no_checkout_is_refused() {
        let error = Source::find(Some(Path::new(env!("CARGO_MANIFEST_DIR"))), false).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("the crate `gati` is not in its folder"),
            "{error}"
        );
        let error = Source::find(Some(Path::new("no/such/folder")), false).unwrap_err();
        assert!(error.to_string().contains("there is no checkout"), "{error}");
    }

    #[test]
    fn a_path_is_quoted_as_toml_wants_it() {
        let source = Source::Checkout(PathBuf::from("a\"b"));
        let line: toml::Table = format!("gati = {{ {} }}", source.dependency("gati"))
            .parse()
            .unwrap();
        assert_eq!(line["gati"]["path"].as_str(), Some("a\"b/gati"));
    }
}
