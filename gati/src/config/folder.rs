//! The files of the configuration.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::error::ConfigMistake;
use super::variables::Variables;

/// The file that every environment reads.
pub(super) const FILE: &str = "gati.toml";

/// Where the files are: the folder that `GATI_CONFIG_DIR` names, or else the current one; if that has no `gati.toml`, the one of the package that
/// `cargo run` and `cargo test` run.
pub(super) fn choose(variables: &Variables) -> PathBuf {
    if let Some(folder) = variables.get("GATI_CONFIG_DIR") {
        return folder.into();
    }
    let here = PathBuf::new();
    match variables.get("CARGO_MANIFEST_DIR") {
        Some(package) if !here.join(FILE).is_file() => package.into(),
        _ => here,
    }
}

/// The text of a file, and how people name it; nothing if there is none.
pub(super) fn read(
    folder: &Path,
    name: &str,
    mistakes: &mut Vec<ConfigMistake>,
) -> Option<(Arc<str>, String)> {
    let path = folder.join(name);
    let shown = Arc::from(path.display().to_string());
    match std::fs::read_to_string(&path) {
        Ok(text) => Some((shown, text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => {
            mistakes.push(ConfigMistake::anywhere(format!(
                "{shown} cannot be read: {error}"
            )));
            None
        }
    }
}
