//! Where text goes: what a command is asked for to one side, what it has to say about it to the other.
//!
//! Commands write colours as if everybody could see them; the streams made here take them out again for pipes, files,
//! `NO_COLOR` and terminals without colour. A reader that has seen enough (`gati routes | head -1`) is no error: the rest is
//! dropped, and the command ends with the number it would have ended with.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};

use crate::error::{CommandError, with_causes};

/// The two sides.
pub(crate) struct Screen<'a> {
    /// What was asked for.
    pub(crate) out: &'a mut dyn Write,
    /// Progress, warnings, mistakes.
    pub(crate) log: &'a mut dyn Write,
}

/// The word `error`.
pub(crate) const ERROR: Style = AnsiColor::Red.on_default().bold();
/// The word `warning`.
pub(crate) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
/// The word `help`, and what to type.
pub(crate) const HELP: Style = AnsiColor::Cyan.on_default().bold();
/// What went well.
pub(crate) const GOOD: Style = AnsiColor::Green.on_default().bold();
/// What matters less.
pub(crate) const DIM: Style = Style::new().dimmed();

/// Standard output. It is not locked, so that threads and programs that a command starts can write too.
pub(crate) fn out() -> impl Write {
    Patient(anstream::stdout())
}

/// Standard error.
pub(crate) fn log() -> impl Write {
    Patient(anstream::stderr())
}

/// Shows why a command ended early.
pub(crate) fn report(error: &CommandError) {
    let mut log = log();
    // If even that cannot be written, the number still tells.
    let _ = writeln!(log, "{ERROR}error:{ERROR:#} {}", with_causes(error));
    if let Some(help) = error.help_text() {
        let _ = writeln!(log, "{HELP}help:{HELP:#} {help}");
    }
}

/// A stream whose reader may go away.
struct Patient<W>(W);

impl<W: Write> Write for Patient<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self.0.write(bytes) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(bytes.len()),
            outcome => outcome,
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self.0.flush() {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            outcome => outcome,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Closed(io::ErrorKind);

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Err(self.0.into())
        }
    }

    #[test]
    fn a_reader_that_has_seen_enough_is_no_error_and_a_full_disk_is() {
        assert!(writeln!(Patient(Closed(io::ErrorKind::BrokenPipe)), "a line").is_ok());
        assert!(writeln!(Patient(Closed(io::ErrorKind::StorageFull)), "a line").is_err());
    }
}
