//! The numbers with which the command ends. Scripts rely on them: a number is never given another meaning.

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ExitCode {
    /// All is well.
    Success,
    /// What was looked at is not well: code with mistakes, or a change that old callers do not survive.
    Mistakes,
    /// The command was used wrongly, or there is nothing to work on. Clap ends with the same number.
    Usage,
    /// A mistake of ours (`EX_SOFTWARE`).
    Bug,
    /// The output could not be written (`EX_IOERR`).
    Output,
}

impl ExitCode {
    pub(crate) const fn number(self) -> i32 {
        match self {
            Self::Success => 0,
            Self::Mistakes => 1,
            Self::Usage => 2,
            Self::Bug => 70,
            Self::Output => 74,
        }
    }
}
