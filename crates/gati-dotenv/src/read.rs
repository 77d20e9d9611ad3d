//! From text to variables.

use crate::{Fault, File, Mistake, Variable};

/// Reads a file. A line that makes no sense takes nothing from the others.
#[must_use]
pub fn parse(text: &str) -> File {
    let mut file = File::default();
    let mut text = Text {
        rest: text.strip_prefix('\u{feff}').unwrap_or(text),
        line: 1,
    };
    while !text.rest.is_empty() {
        let line = text.line;
        match statement(&mut text) {
            Ok(Some((name, value))) => file.variables.push(Variable { name, value, line }),
            Ok(None) => {}
            Err(fault) => file.mistakes.push(Mistake { line, fault }),
        }
    }
    file
}

/// What is left of a file.
struct Text<'t> {
    rest: &'t str,
    /// The number of its first line.
    line: usize,
}

impl<'t> Text<'t> {
    /// Its first line, without what ends it.
    fn first_line(&self) -> &'t str {
        self.rest.lines().next().unwrap_or_default()
    }

    /// Leaves out so many bytes, and what is left of the line in which they end.
    fn skip_through_line(&mut self, bytes: usize) {
        let end = self.rest[bytes..]
            .find('\n')
            .map_or(self.rest.len(), |at| bytes + at + 1);
        let (gone, rest) = self.rest.split_at(end);
        self.line += gone.matches('\n').count();
        self.rest = rest;
    }
}

/// One variable, or a line without one. Whatever comes out, the text goes on at a line of its own.
fn statement(text: &mut Text<'_>) -> Result<Option<(String, String)>, Fault> {
    let line = text.first_line();
    let content = line.trim();
    if content.is_empty() || content.starts_with('#') {
        text.skip_through_line(0);
        return Ok(None);
    }
    let Some((before, after)) = line.split_once('=') else {
        text.skip_through_line(0);
        return Err(Fault::NoEquals);
    };
    let name = match before.trim().strip_prefix("export") {
        Some(name) if name.starts_with(char::is_whitespace) => name.trim_start(),
        _ => before.trim(),
    };
    if !is_name(name) {
        text.skip_through_line(0);
        return Err(Fault::Name);
    }
    let after = after.trim_start();
    let begin = line.len() - after.len();
    let value = match after.chars().next() {
        Some(quote @ ('"' | '\'')) => quoted(text, begin + 1, quote)?,
        _ => {
            text.skip_through_line(0);
            plain(after).to_owned()
        }
    };
    Ok(Some((name.to_owned(), value)))
}

fn is_name(name: &str) -> bool {
    !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// A value without quotes, which ends at a comment. A `#` within a word is part of it.
fn plain(value: &str) -> &str {
    let mut marks = value.match_indices('#').map(|(at, _)| at);
    let comment = marks.find(|at| *at == 0 || value[..*at].ends_with(char::is_whitespace));
    value[..comment.unwrap_or(value.len())].trim_end()
}

/// A value in quotes, whose text begins after so many bytes.
fn quoted(text: &mut Text<'_>, begin: usize, quote: char) -> Result<String, Fault> {
    let mut value = String::new();
    let mut fault = None;
    let mut chars = text.rest[begin..].char_indices();
    while let Some((at, c)) = chars.next() {
        if c == quote {
            let end = begin + at + 1;
            let tail = text.rest[end..].lines().next().unwrap_or_default().trim();
            text.skip_through_line(end);
            if !(tail.is_empty() || tail.starts_with('#')) {
                fault.get_or_insert(Fault::AfterQuote);
            }
            return fault.map_or(Ok(value), Err);
        }
        if c != '\\' || quote == '\'' {
            value.push(c);
            continue;
        }
        match chars.next().map(|(_, c)| c) {
            Some('n') => value.push('\n'),
            Some('r') => value.push('\r'),
            Some('t') => value.push('\t'),
            Some(c @ ('\\' | '"' | '\'' | '$')) => value.push(c),
            // The end of the value is looked for all the same: what follows it must not be read as lines of their own.
            _ => fault = Some(Fault::Escape),
        }
    }
    // Where it should have ended nobody knows; that the next line is one of its own is the better guess.
    text.skip_through_line(0);
    Err(Fault::OpenQuote)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(String, String)>, Vec<String>) {
        let file = parse(text);
        let variables = file.variables.into_iter();
        (
            variables
                .map(|variable| (variable.name, variable.value))
                .collect(),
            file.mistakes.iter().map(ToString::to_string).collect(),
        )
    }

    #[test]
    fn values_are_plain_quoted_or_literal() {
        let text = "\u{feff}# all\n\nA=1\r\nexport B = two words  # and a comment\nC=\"x\\ty\\\"\\\\\\$\" # one\nD='a\\n$b # no comment' # one\n\
                    E=\nF=a#b\nG=\"two\nlines\"\nH=https://a/?b=c\n  I=#empty\nJ=a\t# tabbed";
        let (variables, mistakes) = read(text);
        let pairs: Vec<(&str, &str)> = variables.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(
            pairs,
            [
                ("A", "1"),
                ("B", "two words"),
                ("C", "x\ty\"\\$"),
                ("D", "a\\n$b # no comment"),
                ("E", ""),
                ("F", "a#b"),
                ("G", "two\nlines"),
                ("H", "https://a/?b=c"),
                ("I", ""),
                ("J", "a"),
            ]
        );
        assert!(mistakes.is_empty(), "{mistakes:?}");
    }

    #[test]
    fn a_line_that_makes_no_sense_is_named_and_takes_nothing_from_the_others() {
        let (variables, mistakes) = read(
            "hunter2\nA='hunter2\n1B=x\n=2\nC=ok\nD=\"x\" y\nE=\"\\x\nE2=\\$\"\nF=\"two\nlines\"\nG H=1\n",
        );
        assert_eq!(
            mistakes,
            [
                "line 1: expected `NAME=value`",
                "line 2: the quote that opens here is never closed",
                "line 3: a name has letters, digits and `_` only, and does not start with a digit",
                "line 4: a name has letters, digits and `_` only, and does not start with a digit",
                "line 6: only a comment can follow a value in quotes",
                "line 7: only n, r, t, \\, \", ' and $ can follow a backslash in double quotes",
                "line 11: a name has letters, digits and `_` only, and does not start with a digit",
            ]
        );
        let names: Vec<&str> = variables.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["C", "F"]);
    }

    #[test]
    fn the_last_of_two_counts_and_no_value_is_printed() {
        let file = parse("A=hunter2\nA=hunter3\n");
        assert_eq!(file.get("A"), Some("hunter3"));
        assert_eq!(file.get("B"), None);
        let shown = format!("{file:?}");
        assert!(shown.contains("\"A\"") && !shown.contains("hunter"), "{shown}");
    }
}
