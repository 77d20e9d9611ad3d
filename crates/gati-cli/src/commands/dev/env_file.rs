//! `.env`: variables for the program. What is set already stays as it is.
//!
//! ```text
//! # a comment
//! PLAIN=a value without quotes     # ends here
//! export TOKEN="quoted: \n \t \" \\ mean what they mean in Rust"
//! LITERAL='nothing means anything in here'
//! ```

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

/// Variables in the order of their file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct EnvFile {
    variables: Vec<(String, String)>,
}

/// Why a file holds no variables.
#[derive(Debug)]
pub(super) enum EnvFileError {
    /// It cannot be read.
    Read(io::Error),
    /// A line makes no sense.
    Line {
        /// Its number, from 1.
        number: usize,
        /// What is wrong with it.
        fault: &'static str,
    },
}

impl fmt::Display for EnvFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Read(cause) => cause.fmt(f),
            Self::Line { number, fault } => write!(f, "line {number}: {fault}"),
        }
    }
}

const NO_NAME: &str = "a name and `=` are missing; write `NAME=value`";
const BAD_NAME: &str = "a name has letters, digits and `_` only, and does not start with a digit";
const OPEN_QUOTE: &str = "the quote that opens here is never closed";
const AFTER_QUOTE: &str = "only a comment can follow a value in quotes";
const BAD_ESCAPE: &str = "only n, r, t, \\, \", ' and $ can follow a backslash";

impl EnvFile {
    /// Reads a file.
    pub(super) fn read(path: &Path) -> Result<Self, EnvFileError> {
        fs::read_to_string(path).map_err(EnvFileError::Read)?.parse()
    }

    /// The value of a variable; the last one counts.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let found = self.variables.iter().rfind(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.variables
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
    }

    pub(super) fn len(&self) -> usize {
        self.variables.len()
    }
}

impl std::str::FromStr for EnvFile {
    type Err = EnvFileError;

    fn from_str(text: &str) -> Result<Self, EnvFileError> {
        let mut variables = Vec::new();
        let mut rest = text.strip_prefix('\u{feff}').unwrap_or(text);
        while !rest.is_empty() {
            let number = text[..text.len() - rest.len()].matches('\n').count() + 1;
            let fail = |fault| EnvFileError::Line { number, fault };
            let line = rest.lines().next().unwrap_or_default();
            let trimmed = line.trim_start();
            if trimmed.is_empty() || trimmed.starts_with('#') {
                rest = after_line(rest);
                continue;
            }
            let (name, _) = line.split_once('=').ok_or_else(|| fail(NO_NAME))?;
            rest = &rest[name.len() + 1..];
            let name = name.trim();
            let name = name.strip_prefix("export ").map_or(name, str::trim);
            if !is_name(name) {
                return Err(fail(BAD_NAME));
            }
            let (value, after) = value(rest).map_err(fail)?;
            variables.push((name.to_owned(), value));
            rest = after;
        }
        Ok(Self { variables })
    }
}

fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn after_line(text: &str) -> &str {
    text.split_once('\n').map_or("", |(_, rest)| rest)
}

/// The value that a text starts with, and what follows its line.
fn value(text: &str) -> Result<(String, &str), &'static str> {
    let text = text.trim_start_matches([' ', '\t']);
    let Some(quote) = text.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        let line = text.lines().next().unwrap_or_default();
        // A `#` within a word is part of it.
        let comment = line.match_indices('#').map(|(at, _)| at);
        let end = comment
            .into_iter()
            .find(|at| *at == 0 || line[..*at].ends_with([' ', '\t']))
            .unwrap_or(line.len());
        return Ok((line[..end].trim_end().to_owned(), after_line(text)));
    };
    let mut value = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        if c == quote {
            let rest = &text[at + 1..];
            let tail = rest.lines().next().unwrap_or_default().trim();
            if !(tail.is_empty() || tail.starts_with('#')) {
                return Err(AFTER_QUOTE);
            }
            return Ok((value, after_line(rest)));
        }
        if c != '\\' || quote == '\'' {
            value.push(c);
            continue;
        }
        value.push(match chars.next().map(|(_, c)| c) {
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some(c @ ('\\' | '"' | '\'' | '$')) => c,
            _ => return Err(BAD_ESCAPE),
        });
    }
    Err(OPEN_QUOTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, String)> {
        let file: EnvFile = text.parse().unwrap();
        file.variables
    }

    #[test]
    fn values_are_plain_quoted_or_literal() {
        let text = "\u{feff}# all\n\nA=1\r\nexport B = two words  # and a comment\nC=\"x\\ty\\\"\\\\\"\nD='a\\n$b # no comment' # one\n\
                    E=\nF=a#b\nG=\"two\nlines\"\nH=https://a/?b=c\n  I=#empty";
        let expected = [
            ("A", "1"),
            ("B", "two words"),
            ("C", "x\ty\"\\"),
            ("D", "a\\n$b # no comment"),
            ("E", ""),
            ("F", "a#b"),
            ("G", "two\nlines"),
            ("H", "https://a/?b=c"),
            ("I", ""),
        ];
        let expected: Vec<_> = expected.map(|(k, v)| (k.to_owned(), v.to_owned())).into();
        assert_eq!(read(text), expected);
    }

    #[test]
    fn a_line_that_makes_no_sense_is_named() {
        for (text, fault) in [
            ("A=1\nnonsense\n", "line 2: a name and `=` are missing"),
            ("A=\"1\n2\"\n1B=2", "line 3: a name has letters"),
            ("=2", "line 1: a name has letters"),
            ("A=1\n\nB='open\nC=2\n", "line 3: the quote that opens here"),
            ("A=\"x\" y", "line 1: only a comment can follow"),
            ("A=\"\\x\"", "line 1: only n, r, t"),
        ] {
            let error = text.parse::<EnvFile>().unwrap_err().to_string();
            assert!(error.starts_with(fault), "{text:?}: {error}");
        }
    }

    #[test]
    fn the_last_of_two_counts() {
        let file: EnvFile = "A=1\nA=2\n".parse().unwrap();
        assert_eq!(file.get("A"), Some("2"));
    }
}
