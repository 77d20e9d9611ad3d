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
    /// A program that the command needs is not there (`EX_UNAVAILABLE`).
    Unavailable,
    /// A mistake of ours (`EX_SOFTWARE`).
    Bug,
    /// A file, or the output, cannot be written (`EX_IOERR`).
    Output,
    /// Somebody stopped the command: 128 and the number of SIGINT, as shells count.
    Interrupted,
}

/// The numbers, as the help shows them.
pub(crate) const TABLE: &str = "\
Exit codes:
    0  all is well
    1  what was looked at is not well: code with mistakes, a change that breaks callers
    2  wrong usage, nothing to work on, or a configuration file that cannot be read
   69  a program that is needed is not there, such as cargo
   70  a mistake in gati itself
   74  a file or the output cannot be written
  130  stopped with Ctrl-C";

impl ExitCode {
    pub(crate) const fn number(self) -> i32 {
        match self {
            Self::Success => 0,
            Self::Mistakes => 1,
            Self::Usage => 2,
            Self::Unavailable => 69,
            Self::Bug => 70,
            Self::Output => 74,
            Self::Interrupted => 130,
        }
    }
}
