//! What holds of any file.

use gati_dotenv::parse;
use proptest::prelude::*;

/// A line, and what it says if it says anything.
type Line = (String, Option<(String, String)>);

/// A variable, written in one of the ways in which its value can be written.
fn variable() -> impl Strategy<Value = Line> {
    let name = "[A-Za-z_][A-Za-z0-9_]{0,8}";
    let value = "(?s)[ -~äß\t\r\n\"'\\\\$#=]{0,12}";
    let around = (
        prop_oneof![Just(""), Just("export "), Just("  "), Just("\texport  ")],
        prop_oneof![Just(""), Just(" # a 'comment'"), Just("  ")],
    );
    (name, value, 0..3_usize, around).prop_map(|(name, value, way, (before, after))| {
        let is_plain = value == value.trim() && !value.contains(['\n', '\r', '#', '"', '\'']);
        let written = match way {
            0 if is_plain => value.clone(),
            1 if !value.contains('\'') => format!("'{value}'"),
            _ => format!("\"{}\"", escaped(&value)),
        };
        (format!("{before}{name}={written}{after}"), Some((name, value)))
    })
}

fn escaped(value: &str) -> String {
    let mut text = String::new();
    for c in value.chars() {
        match c {
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\\' | '"' | '$' => text.extend(['\\', c]),
            _ => text.push(c),
        }
    }
    text
}

/// A line that says nothing.
fn silence() -> impl Strategy<Value = Line> {
    prop_oneof![Just(""), Just("   "), Just("# A=1"), Just("\t# \"quote")]
        .prop_map(|line| (line.to_owned(), None))
}

/// A line that makes no sense, and opens no quote.
fn nonsense() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("nonsense"),
        Just("1A=2"),
        Just("A B=2"),
        Just("=x"),
        Just("A=\"b\" c"),
        Just("A='b'c"),
        Just("A=\"\\x\""),
    ]
    .prop_map(str::to_owned)
}

fn lines() -> impl Strategy<Value = Vec<Line>> {
    proptest::collection::vec(prop_oneof![3 => variable(), 1 => silence()], 0..8)
}

fn file(lines: &[Line], end: &str) -> String {
    lines.iter().map(|(line, _)| format!("{line}{end}")).collect()
}

fn said(text: &str) -> Vec<(String, String)> {
    let variables = parse(text).variables.into_iter();
    variables
        .map(|variable| (variable.name, variable.value))
        .collect()
}

proptest! {
    #[test]
    fn what_was_written_is_read(lines in lines(), end in prop_oneof![Just("\n"), Just("\r\n")]) {
        let text = file(&lines, end);
        let expected: Vec<_> = lines.iter().filter_map(|(_, says)| says.clone()).collect();
        prop_assert_eq!(said(&text), expected);
        prop_assert!(parse(&text).mistakes.is_empty());
    }

    #[test]
    fn a_mistake_is_at_its_line_and_takes_nothing_from_the_others(
        before in lines(),
        nonsense in nonsense(),
        after in lines(),
    ) {
        let (before, after) = (file(&before, "\n"), file(&after, "\n"));
        let text = format!("{before}{nonsense}\n{after}");
        let expected: Vec<_> = said(&before).into_iter().chain(said(&after)).collect();
        prop_assert_eq!(said(&text), expected);
        let mistakes: Vec<usize> = parse(&text).mistakes.iter().map(|mistake| mistake.line).collect();
        prop_assert_eq!(mistakes, [before.matches('\n').count() + 1]);
    }

    #[test]
    fn any_text_is_read_to_its_end(text in "(?s)[A-C =#\"'\\\\$n\t\r\n]{0,40}") {
        let read = parse(&text);
        let mut lines: Vec<usize> = read.variables.iter().map(|variable| variable.line).collect();
        lines.extend(read.mistakes.iter().map(|mistake| mistake.line));
        lines.sort_unstable();
        let all = lines.len();
        lines.dedup();
        prop_assert_eq!(lines.len(), all, "a line says one thing");
        prop_assert!(lines.iter().all(|line| *line <= text.lines().count()));
    }
}
