//! `.env`: variables that a developer keeps in a file.

use super::error::ConfigMistake;
use super::origin::Origin;

/// A variable that `.env` sets.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) name: String,
    pub(super) value: String,
    pub(super) line: usize,
}

/// Reads the file: `NAME=value`, with `export` before it or not. Lines that begin with `#` are comments, as is what follows ` #` behind a value without
/// quotation marks. In double quotation marks `\n`, `\t`, `\"`, `\\` and `\$` are escapes, in single ones nothing is. Nothing is expanded.
pub(super) fn parse(file: &str, text: &str, mistakes: &mut Vec<ConfigMistake>) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let number = index + 1;
        match entry(line) {
            Ok((name, value)) => entries.push(Entry {
                name,
                value,
                line: number,
            }),
            Err(message) => {
                let origin = Origin::File {
                    file: file.into(),
                    line: number,
                };
                mistakes.push(ConfigMistake::at(&origin, message));
            }
        }
    }
    entries
}

fn entry(line: &str) -> Result<(String, String), &'static str> {
    let line = line.strip_prefix("export ").unwrap_or(line);
    let (name, value) = line.split_once('=').ok_or("expected `NAME=value`")?;
    let name = name.trim_end();
    let is_name = !name.is_empty()
        && !name.starts_with(|c: char| c.is_ascii_digit())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if !is_name {
        return Err("the name before `=` is made of letters, digits and `_`");
    }
    let value = value.trim_start();
    let value = match value.chars().next() {
        Some('\'') => quoted(&value[1..], '\'')?,
        Some('"') => quoted(&value[1..], '"')?,
        _ => {
            let end = value.find(" #").unwrap_or(value.len());
            value[..end].trim_end().to_owned()
        }
    };
    Ok((name.to_owned(), value))
}

fn quoted(text: &str, mark: char) -> Result<String, &'static str> {
    let mut value = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            _ if c == mark => {
                let rest = chars.as_str().trim_start();
                let ends = rest.is_empty() || rest.starts_with('#');
                return ends
                    .then_some(value)
                    .ok_or("nothing may follow the closing quotation mark");
            }
            '\\' if mark == '"' => value.push(match chars.next() {
                Some('n') => '\n',
                Some('t') => '\t',
                Some(same @ ('"' | '\\' | '$')) => same,
                _ => return Err("after `\\` comes one of `n`, `t`, `\"`, `\\`, `$`"),
            }),
            _ => value.push(c),
        }
    }
    Err("the quotation mark is not closed on this line")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(String, String)>, Vec<String>) {
        let mut mistakes = Vec::new();
        let entries = parse(".env", text, &mut mistakes);
        (
            entries
                .into_iter()
                .map(|entry| (entry.name, entry.value))
                .collect(),
            mistakes.iter().map(ToString::to_string).collect(),
        )
    }

    #[test]
    fn values_are_plain_or_in_quotation_marks() {
        let (entries, mistakes) =
            read("# comment\nA=1 # one\nexport B='two # $words'\nC = \"a\\n\\\"b\\\"\" # c\nD=\nE=a#b\n");
        let pairs: Vec<(&str, &str)> = entries.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(
            pairs,
            [
                ("A", "1"),
                ("B", "two # $words"),
                ("C", "a\n\"b\""),
                ("D", ""),
                ("E", "a#b")
            ]
        );
        assert!(mistakes.is_empty(), "{mistakes:?}");
    }

    #[test]
    fn what_cannot_be_read_is_told_by_its_line_and_not_shown() {
        let (entries, mistakes) = read("hunter2\nA='hunter2\n1B=x\nC=ok");
        assert_eq!(entries, [("C".to_owned(), "ok".to_owned())]);
        assert_eq!(
            mistakes,
            [
                ".env:1: expected `NAME=value`",
                ".env:2: the quotation mark is not closed on this line",
                ".env:3: the name before `=` is made of letters, digits and `_`",
            ]
        );
    }
}
