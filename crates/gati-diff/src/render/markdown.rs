//! Changes as Markdown, for reviews and release pages.

use std::fmt::Write;

use super::text::{also, lift, shown, title};
use crate::Changes;
use crate::change::{Change, Transformer};

/// The report as Markdown.
#[must_use]
pub fn markdown(changes: &Changes) -> String {
    let mut text = String::new();
    let (was, is) = changes.versions();
    let _ = writeln!(text, "# Changes of {} from {was} to {is}\n", changes.new.name);
    if changes.is_empty() {
        text.push_str("Nothing changed.\n");
        schemas(&mut text, changes);
        return text;
    }
    let _ = writeln!(
        text,
        "The API needs a **{}** version, the generated client a **{}** one.",
        changes.bump.wire.name(),
        changes.bump.source.name()
    );
    next(&mut text, changes);
    for section in changes.listed().chunk_by(|a, b| a.verdict.wire == b.verdict.wire) {
        let _ = writeln!(text, "\n## {}\n", title(section[0].verdict.wire));
        section.iter().for_each(|change| item(&mut text, change));
    }
    if !changes.handlers.is_empty() {
        text.push_str("\n## By handler\n\n| handler | API | client |\n|---|---|---|\n");
        for handler in &changes.handlers {
            let (wire, source) = (handler.bump.wire.name(), handler.bump.source.name());
            let _ = writeln!(text, "| `{}` | {wire} | {source} |", handler.handler);
        }
    }
    schemas(&mut text, changes);
    text
}

/// What of the changes does not count, and what that makes of the next version.
fn next(text: &mut String, changes: &Changes) {
    let Some(next) = changes.next.as_ref().filter(|next| !next.acknowledged.is_empty()) else {
        return;
    };
    let _ = writeln!(
        text,
        "Without what was acknowledged it is a **{}** and a **{}** one, so the next release is {}.\n\n## Acknowledged\n\n| finding | because |\n|---|---|",
        next.bump.wire.name(),
        next.bump.source.name(),
        next.version
    );
    for acknowledged in &next.acknowledged {
        let because = acknowledged.because.replace('|', "\\|").replace('\n', " ");
        let _ = writeln!(text, "| `{}` | {because} |", acknowledged.finding);
    }
}

fn schemas(text: &mut String, changes: &Changes) {
    if changes.schema_versions.is_empty() {
        return;
    }
    text.push_str("\n## Schemas of databases\n\n| module | from | to |\n|---|---|---|\n");
    let said = |version: Option<u64>| version.map_or_else(|| "none".to_owned(), |it| it.to_string());
    for moved in &changes.schema_versions {
        let _ = writeln!(
            text,
            "| `{}` | {} | {} |",
            moved.module,
            said(moved.old),
            said(moved.new)
        );
    }
}

fn item(text: &mut String, change: &Change) {
    let _ = writeln!(
        text,
        "- **{}**: {}; {}. `{}`",
        escaped(&change.location.to_string()),
        change.rule.title,
        escaped(&change.reason),
        change.rule.id
    );
    if change.verdict.is_breaking() {
        let _ = writeln!(text, "  - {}", change.rule.explanation);
        match (&change.old, &change.new) {
            (Some(old), Some(new)) => {
                let _ = writeln!(text, "  - from {} to {}", code(old), code(new));
            }
            (Some(old), None) => {
                let _ = writeln!(text, "  - was {}", code(old));
            }
            (None, Some(new)) => {
                let _ = writeln!(text, "  - is {}", code(new));
            }
            (None, None) => {}
        }
        let _ = writeln!(text, "  - shown by {}", escaped(&shown(change)));
        if change.transformer != Transformer::NotNeeded {
            let _ = writeln!(text, "  - a transformer {}", lift(change));
        }
    }
    if let Some(also) = also(change) {
        let _ = writeln!(text, "  - reaches {}", escaped(&also));
    }
}

/// A text as code, whatever it holds.
fn code(text: &str) -> String {
    if text.contains('`') {
        format!("`` {text} ``")
    } else {
        format!("`{text}`")
    }
}

/// A text in which nothing is markup but what stands in backticks.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut in_code = false;
    for c in text.chars() {
        match c {
            '`' => in_code = !in_code,
            '\\' | '*' | '_' | '<' | '[' | '{' if !in_code => out.push('\\'),
            '\n' | '\r' => {
                out.push(' ');
                continue;
            }
            _ => {}
        }
        out.push(c);
    }
    out
}
