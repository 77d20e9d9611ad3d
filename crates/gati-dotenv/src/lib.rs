//! `.env`: variables in a file. One reader for `gati dev`, which hands them to the program, and for the program, which may be started without it:
//! the same file says the same to both.
//!
//! ```text
//! # a comment
//! PLAIN=a value without quotes     # ends here
//! export TOKEN="quoted: \n \r \t \\ \" \' \$ mean what they mean in a shell"
//! LITERAL='nothing means anything in here'
//! LONG="a value in quotes may go on
//! over several lines"
//! ```
//!
//! Nothing is expanded: `$HOME` is five characters. Of two lines with one name, the later counts. Values may be secret: they are in no message, and not in
//! what `{:?}` prints.
//!
//! ```
//! let file = gati_dotenv::parse("PORT=3000 # where it listens\nnonsense\n");
//! assert_eq!(file.get("PORT"), Some("3000"));
//! assert_eq!(file.mistakes[0].to_string(), "line 2: expected `NAME=value`");
//! ```

mod read;

use std::fmt;

pub use read::parse;

/// What a file says, and what in it makes no sense.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// In the order of the file.
    pub variables: Vec<Variable>,
    /// In the order of the file.
    pub mistakes: Vec<Mistake>,
}

/// One variable.
#[derive(Clone, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What it says, without quotes.
    pub value: String,
    /// Where it begins, from 1.
    pub line: usize,
}

/// A line that makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Which, from 1; for a value over several lines, the first.
    pub line: usize,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// It has no `=`.
    NoEquals,
    /// What stands before `=` is no name.
    Name,
    /// A value in quotes does not end.
    OpenQuote,
    /// Something stands behind a value in quotes.
    AfterQuote,
    /// An escape that there is not.
    Escape,
}

impl File {
    /// What a variable says.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.variables.iter().rfind(|variable| variable.name == name);
        found.map(|variable| variable.value.as_str())
    }
}

impl fmt::Debug for Variable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Variable")
            .field("name", &self.name)
            .field("line", &self.line)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.fault)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoEquals => "expected `NAME=value`",
            Self::Name => "a name has letters, digits and `_` only, and does not start with a digit",
            Self::OpenQuote => "the quote that opens here is never closed",
            Self::AfterQuote => "only a comment can follow a value in quotes",
            Self::Escape => "only n, r, t, \\, \", ' and $ can follow a backslash in double quotes",
        })
    }
}
