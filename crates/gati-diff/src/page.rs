//! The rules as a page for people: `docs/compatibility.md` holds what this makes.

use std::fmt::Write;

use crate::change::{Direction, Transformer};
use crate::rule::{GROUPS, Rule};
use crate::verdict::{Class, Level};

/// Every rule, by subject, as Markdown tables.
#[must_use]
pub fn rules() -> String {
    let mut text = String::new();
    for group in GROUPS {
        let _ = writeln!(text, "### {}\n", group.title);
        text.push_str("| rule | what happened, and what it means for callers | requests | answers |\n");
        text.push_str("|---|---|---|---|\n");
        for rule in group.rules {
            row(&mut text, rule);
        }
        text.push('\n');
    }
    text
}

fn row(text: &mut String, rule: &Rule) {
    let mut title = rule.title.to_owned();
    if let Some(first) = title.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    let _ = writeln!(
        text,
        "| `{}` | {title}. {} | {} | {} |",
        rule.id,
        rule.explanation,
        cell(rule, Direction::Request),
        cell(rule, Direction::Response)
    );
}

/// The verdict in one direction: `major, client minor; lossless`.
fn cell(rule: &Rule, direction: Direction) -> String {
    let verdict = rule.verdict(direction);
    let mut text = match (verdict.wire, rule.class) {
        (Level::Major, Class::Values { .. }) => "**major**".to_owned(),
        (level, Class::Values { .. }) => level.name().to_owned(),
        (Level::Major, Class::Fixed(_)) => "**major** (by convention)".to_owned(),
        (level, Class::Fixed(_)) => format!("{} (by convention)", level.name()),
    };
    if verdict.source > verdict.wire {
        let _ = write!(text, "; in code: {}", verdict.source.name());
    }
    match rule.transformer.on(direction) {
        Transformer::NotNeeded => {}
        transformer => {
            let _ = write!(text, "; transformer: {}", transformer.name());
        }
    }
    text
}
