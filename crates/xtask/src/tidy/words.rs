//! Words that mean that something is unfinished, or that only one machine understands.

use crate::failure::{Failure, Outcome};
use crate::workspace::Workspace;

/// The words, each in two halves so that this file does not contain them.
const WORDS: &[(&str, &str, &str)] = &[
    ("todo", "!(", "finish it, or leave it out"),
    ("unimplemented", "!(", "finish it, or leave it out"),
    ("dbg", "!(", "remove it"),
    ("TO", "DO", "finish it, or leave it out"),
    ("FIX", "ME", "fix it"),
    ("X", "XX", "say what you mean"),
    (
        "#[ign",
        "ore",
        "a test runs or does not exist; pin wrong behaviour with a comment",
    ),
    ("#[should_", "panic", "assert on the error instead"),
    ("<<<<", "<<<", "a merge was left half done"),
    (">>>>", ">>>", "a merge was left half done"),
    ("/ho", "me/", "no machine's paths"),
    ("/wo", "rk/", "no machine's paths"),
];

/// Where text is ours; lock files and recorded compiler output are not.
const TEXTS: &[&str] = &[".rs", ".toml", ".md", ".sh", ".yml", ".yaml", ".js", ".json"];

/// Looks for the words in every text.
pub(super) fn check(workspace: &Workspace, files: &[String]) -> Outcome {
    let mut findings = Vec::new();
    let texts = files
        .iter()
        .filter(|file| TEXTS.iter().any(|end| file.ends_with(end)) || file.starts_with(".ci/"));
    for file in texts {
        for (i, line) in workspace.read(file)?.lines().enumerate() {
            findings
                .extend(found_in(line).map(|(word, remedy)| format!("{file}:{}: `{word}`: {remedy}", i + 1)));
        }
    }
    Failure::unless_empty(findings)
}

fn found_in(line: &str) -> impl Iterator<Item = (String, &'static str)> {
    WORDS
        .iter()
        .map(|(head, tail, remedy)| (format!("{head}{tail}"), *remedy))
        .filter(move |(word, _)| line.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_and_its_innocent_neighbour_is_not() {
        assert_eq!(found_in(&format!("    {}{}\"later\")", "todo", "!(")).count(), 1);
        assert_eq!(found_in("a method of todos, to do with placeholders").count(), 0);
    }
}
