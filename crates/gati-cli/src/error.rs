//! Why a command did not come to an end.

use std::error::Error;
use std::fmt;
use std::io;

use gati_build::ScanError;

use crate::exit_code::ExitCode;

/// What stopped a command: one sentence, its cause, what to do, and the number that tells whose fault it is.
#[derive(Debug)]
pub(crate) struct CommandError {
    code: ExitCode,
    message: String,
    help: Option<String>,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

impl CommandError {
    /// An error with a number of its own; the message is lower case and ends without a full stop.
    pub(crate) fn new(code: ExitCode, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            help: None,
            cause: None,
        }
    }

    /// What the user asked for cannot be meant, or there is nothing to work on.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(ExitCode::Usage, message)
    }

    /// The code that was looked at has mistakes.
    pub(crate) fn mistakes(message: impl Into<String>) -> Self {
        Self::new(ExitCode::Mistakes, message)
    }

    /// A file cannot be written.
    pub(crate) fn unwritten(path: &std::path::Path, cause: io::Error) -> Self {
        Self::new(ExitCode::Output, format!("cannot write `{}`", path.display())).because(cause)
    }

    /// What to say after a panic.
    pub(crate) fn bug() -> Self {
        Self::new(ExitCode::Bug, "this is a mistake in gati itself")
            .help("report it with the lines above, the command, and what `gati --version` prints")
    }

    /// Names what led to the error.
    pub(crate) fn because(mut self, cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        self.cause = Some(cause.into());
        self
    }

    /// Says what to do.
    pub(crate) fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    pub(crate) fn exit_code(&self) -> ExitCode {
        self.code
    }

    /// What to do, if there is something.
    pub(crate) fn help_text(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for CommandError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as _)
    }
}

/// The only I/O that commands pass on with `?` is writing what they were asked for.
impl From<io::Error> for CommandError {
    fn from(cause: io::Error) -> Self {
        Self::new(ExitCode::Output, "cannot write the output").because(cause)
    }
}

/// A package without an API that could be read.
impl From<ScanError> for CommandError {
    fn from(error: ScanError) -> Self {
        let text = error.to_string();
        let (message, help) = text
            .split_once("\nhelp: ")
            .map_or((text.as_str(), None), |(message, help)| (message, Some(help)));
        let mut new = Self::mistakes(message);
        new.help = help.map(str::to_owned);
        match error {
            ScanError::Read { cause, .. } => new.because(cause),
            _ => new,
        }
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
