//! A document that a command makes, and where it goes.

use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::error::CommandError;
use crate::screen::Screen;

/// The options of commands whose result is one JSON document.
#[derive(Debug, clap::Args)]
pub(crate) struct Destination {
    /// Write it into a file instead of printing it; the file is never half written
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,

    /// Nothing to choose: the document is JSON in any case
    #[arg(long, hide_short_help = true)]
    json: bool,
}

impl Destination {
    /// Prints the document, or writes its file.
    pub(crate) fn write(&self, document: &str, screen: &mut Screen<'_>) -> Result<(), CommandError> {
        let document = format!("{}\n", document.trim_end());
        match &self.output {
            None => screen.out.write_all(document.as_bytes())?,
            Some(path) => {
                replace(path, document.as_bytes())?;
                writeln!(screen.log, "wrote {}", path.display())?;
            }
        }
        Ok(())
    }
}

/// Gives a file a new content at once: whoever reads it sees the old one or the new one, also after Ctrl-C.
pub(crate) fn replace(path: &Path, content: &[u8]) -> Result<(), CommandError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let draft = path.with_file_name(format!(".{name}.{}", std::process::id()));
    let written: io::Result<()> = fs::write(&draft, content).and_then(|()| fs::rename(&draft, path));
    written.map_err(|cause| {
        // Nobody needs the draft; that it cannot be removed either is no further trouble.
        let _ = fs::remove_file(&draft);
        CommandError::unwritten(path, cause)
    })
}
