//! `.env`: variables for the program. What is set already stays as it is.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use gati_dotenv::{Mistake, Variable};

/// What a file sets. Two files that set the same are equal, wherever in them it stands.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct EnvFile {
    /// In the order of the file.
    variables: Vec<(String, String)>,
}

/// Why a file holds no variables.
#[derive(Debug)]
pub(super) enum EnvFileError {
    /// It cannot be read.
    Read(io::Error),
    /// Lines make no sense.
    Lines(Vec<Mistake>),
}

impl fmt::Display for EnvFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(cause) => cause.fmt(f),
            Self::Lines(mistakes) => {
                let lines: Vec<String> = mistakes.iter().map(ToString::to_string).collect();
                f.write_str(&lines.join("; "))
            }
        }
    }
}

impl EnvFile {
    /// Reads a file.
    pub(super) fn read(path: &Path) -> Result<Self, EnvFileError> {
        Self::parse(&fs::read_to_string(path).map_err(EnvFileError::Read)?)
    }

    fn parse(text: &str) -> Result<Self, EnvFileError> {
        let file = gati_dotenv::parse(text);
        if !file.mistakes.is_empty() {
            return Err(EnvFileError::Lines(file.mistakes));
        }
        let variables = file.variables.into_iter();
        Ok(Self {
            variables: variables
                .map(|Variable { name, value, .. }| (name, value))
                .collect(),
        })
    }

    /// The value of a variable; the last one counts.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.variables.iter().rfind(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.variables
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }

    pub(super) fn len(&self) -> usize {
        self.variables.len()
    }
}

/// Values may be secret, so they are not printed.
impl fmt::Debug for EnvFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set()
            .entries(self.variables.iter().map(|(name, _)| name))
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_in_which_only_comments_changed_sets_the_same() {
        let before = EnvFile::parse("A=1\nA=2\n").unwrap();
        let after = EnvFile::parse("# once more\nA='1'\n\nA=2 # two\n").unwrap();
        assert_eq!(before, after);
        assert_eq!(before.get("A"), Some("2"));
        assert!(before != EnvFile::parse("A=1\nA=3\n").unwrap());
    }

    #[test]
    fn a_file_with_mistakes_says_all_of_them_and_sets_nothing() {
        let error = EnvFile::parse("A=1\nnonsense\n1B=2\n").unwrap_err().to_string();
        assert_eq!(
            error,
            "line 2: expected `NAME=value`; \
             line 3: a name has letters, digits and `_` only, and does not start with a digit"
        );
    }
}
