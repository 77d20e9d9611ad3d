//! Changes as text for a terminal: what changed, for whom, worst first, on one screen.

use std::fmt::Write;

use crate::change::{Change, Direction, Transformer, Witness};
use crate::{Changes, Class, Level};

/// Handlers that are named beside a change before the rest is counted.
const NAMED: usize = 3;

/// Characters of a witness that are shown.
const SHOWN: usize = 200;

/// The report as plain text, without colours.
#[must_use]
pub fn text(changes: &Changes) -> String {
    let mut text = String::new();
    let (old, new) = (&changes.old, &changes.new);
    let (was, is) = changes.versions();
    let from = format!("{} {was}", old.name);
    let to = if old.name == new.name {
        is.to_owned()
    } else {
        format!("{} {is}", new.name)
    };
    if changes.is_empty() {
        let _ = writeln!(text, "{from} → {to}: nothing changed");
        schemas(&mut text, changes);
        return text;
    }
    let _ = writeln!(
        text,
        "{from} → {to}: API {}, generated client {}",
        changes.bump.wire.name(),
        changes.bump.source.name()
    );
    next(&mut text, changes);
    let listed = changes.listed();
    let mut number = 0;
    for section in listed.chunk_by(|a, b| a.verdict.wire == b.verdict.wire) {
        let level = section[0].verdict.wire;
        let _ = writeln!(text, "\n{} ({})", title(level), section.len());
        for change in section {
            number += 1;
            item(&mut text, number, change);
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
        "without what was acknowledged: API {}, generated client {}, so the next release is {}",
        next.bump.wire.name(),
        next.bump.source.name(),
        next.version
    );
    for acknowledged in &next.acknowledged {
        let _ = writeln!(text, "  {}: {}", acknowledged.finding, acknowledged.because);
    }
}

fn schemas(text: &mut String, changes: &Changes) {
    if !changes.schema_versions.is_empty() {
        let _ = writeln!(
            text,
            "\nSchemas of databases ({})\n",
            changes.schema_versions.len()
        );
    }
    for moved in &changes.schema_versions {
        let _ = writeln!(text, "  {moved}");
    }
}

/// What changes of a level have in common.
pub(super) const fn title(level: Level) -> &'static str {
    match level {
        Level::Major => "Breaks callers",
        Level::Minor => "New, and nothing breaks",
        Level::Patch => "Words",
        Level::None => "The same on the wire",
    }
}

fn item(text: &mut String, number: usize, change: &Change) {
    let _ = writeln!(text, "\n{number:>3}  {}", change.location);
    let _ = writeln!(
        text,
        "     {}: {}  [{}]",
        change.rule.title, change.reason, change.rule.id
    );
    if change.verdict.is_breaking() {
        details(text, change);
    }
    if let Some(also) = also(change) {
        let _ = writeln!(text, "     reaches  {also}");
    }
}

/// What somebody needs who must do something about it.
fn details(text: &mut String, change: &Change) {
    if let Some(old) = &change.old {
        let _ = writeln!(text, "     old      {old}");
    }
    if let Some(new) = &change.new {
        let _ = writeln!(text, "     new      {new}");
    }
    let _ = writeln!(text, "     shown by {}", shown(change));
    if change.transformer != Transformer::NotNeeded {
        let verb = match change.direction {
            Direction::Response => "lower",
            Direction::Request | Direction::None => "lift",
        };
        let _ = writeln!(text, "     {verb:<9}{}", lift(change));
    }
}

/// The witness and what it does, in one line.
pub(super) fn shown(change: &Change) -> String {
    let Some(witness) = &change.witness else {
        return match change.rule.class {
            Class::Values { .. } => {
                "no value: it is not proved that something stops working, nor that nothing does"
            }
            Class::Fixed(_) => "no value: a promise changed",
        }
        .to_owned();
    };
    let mut value = witness.to_string();
    if let Some((end, _)) = value.char_indices().nth(SHOWN) {
        value.truncate(end);
        value.push('…');
    }
    let what = match (witness, change.direction) {
        (Witness::Value { .. }, Direction::Response) => "may be written now, and old readers cannot take it",
        (Witness::Answer { .. }, _) => "may be answered now, and old callers do not know it",
        (Witness::Caller { .. }, _) => "was let in before",
        (Witness::Content { .. }, _) => "comes now, and old readers do not expect it",
        (Witness::Silent { .. }, _) => "is still taken, and no longer means what it meant",
        (Witness::Value { .. } | Witness::Request { .. }, _) => "worked before",
    };
    format!("{value} {what}")
}

/// Whether old callers can be served, in words.
pub(super) fn lift(change: &Change) -> &'static str {
    match change.transformer {
        Transformer::NotNeeded => "old callers are served as they are",
        Transformer::Lossless => "can be derived, nothing is lost",
        Transformer::Partial => "can be derived for some values; the others must end in an error",
        Transformer::Manual => "must be written by hand",
    }
}

/// The handlers that a change reaches beside the one it is at.
pub(super) fn also(change: &Change) -> Option<String> {
    let others: Vec<&str> = change
        .handlers
        .iter()
        .filter(|handler| Some(*handler) != change.location.handler.as_ref())
        .map(String::as_str)
        .collect();
    let rest = others.len().saturating_sub(NAMED);
    let names = others[..others.len().min(NAMED)].join(", ");
    match (others.is_empty(), rest) {
        (true, _) => None,
        (false, 0) => Some(names),
        (false, rest) => Some(format!("{names} and {rest} more")),
    }
}
