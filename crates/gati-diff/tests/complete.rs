//! No edit of a manifest goes unnoticed: every place of every fixture is changed in every way that still gives a manifest, and
//! each must have a rule, or a reason here why it needs none.

mod support;

use std::collections::BTreeSet;

use gati_diff::{Today, compare};
use gati_schema::Manifest;
use serde_json::{Value, json};
use support::{manifest, names};

/// An edit that is no change.
struct Waiver {
    /// The end of its path; `*` stands for one segment.
    end: &'static str,
    /// Where else it must be, given the document and the whole path.
    holds: fn(&Value, &[String]) -> bool,
    reason: &'static str,
}

const fn waiver(end: &'static str, holds: fn(&Value, &[String]) -> bool, reason: &'static str) -> Waiver {
    Waiver { end, holds, reason }
}

const WAIVED: &[Waiver] = &[
    waiver(
        "format",
        anywhere,
        "the number of the file's format; another is refused",
    ),
    waiver(
        "package/name",
        anywhere,
        "the name under which the report goes, shown in its head",
    ),
    waiver(
        "package/version",
        anywhere,
        "the version under which the report goes, shown in its head",
    ),
    waiver(
        "fingerprint",
        anywhere,
        "what the compiler and the scan agreed on; nothing that travels",
    ),
    waiver("rust_name", anywhere, "names in Rust do not travel"),
    waiver(
        "types/*/name",
        anywhere,
        "a type goes by the key under which it stands",
    ),
    waiver(
        "variants/*/name",
        is_untagged,
        "without a tag, names of variants do not travel",
    ),
    waiver(
        "fields/*/name",
        is_flattened,
        "the name of a flattened field does not travel",
    ),
    waiver(
        "fields",
        ends_flattened,
        "one struct that is flattened twice gives the same keys as once",
    ),
    waiver(
        "type/width",
        anywhere,
        "bounds inside both widths make the width say nothing",
    ),
    waiver(
        "handlers/*/path",
        has_placeholder,
        "a placeholder without its parameter is no program",
    ),
    waiver(
        "handlers/*/parameters",
        anywhere,
        "a parameter without its placeholder is no program",
    ),
    waiver(
        "handlers/*",
        has_placeholder,
        "a placeholder without its parameter is no program",
    ),
];

fn anywhere(_: &Value, _: &[String]) -> bool {
    true
}

fn at<'v>(document: &'v Value, path: &[String]) -> &'v Value {
    let pointer: String = path.iter().flat_map(|part| ["/", part]).collect();
    document.pointer(&pointer).unwrap_or(&Value::Null)
}

fn is_untagged(document: &Value, path: &[String]) -> bool {
    at(document, &path[..path.len() - 3])["tagging"] == "untagged"
}

fn is_flattened(document: &Value, path: &[String]) -> bool {
    at(document, &path[..path.len() - 1])["flatten"] == true
}

fn ends_flattened(document: &Value, path: &[String]) -> bool {
    at(document, path)
        .as_array()
        .and_then(|fields| fields.last())
        .is_some_and(|field| field["flatten"] == true)
}

fn has_placeholder(document: &Value, path: &[String]) -> bool {
    at(document, &path[..2])["path"]
        .as_str()
        .is_some_and(|path| path.contains(':'))
}

impl Waiver {
    fn covers(&self, document: &Value, path: &[String]) -> bool {
        let ends: Vec<&str> = self.end.split('/').collect();
        let matches = |segments: &[String]| {
            segments
                .iter()
                .zip(&ends)
                .all(|(segment, end)| *end == "*" || segment == end)
        };
        path.len() >= ends.len() && matches(&path[path.len() - ends.len()..]) && (self.holds)(document, path)
    }
}

/// Every place of a document.
fn paths(value: &Value, path: &mut Vec<String>, list: &mut Vec<Vec<String>>) {
    list.push(path.clone());
    let mut step = |segment: String, inner: &Value| {
        path.push(segment);
        paths(inner, path, list);
        path.pop();
    };
    match value {
        Value::Object(entries) => entries.iter().for_each(|(key, inner)| step(key.clone(), inner)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(at, inner)| step(at.to_string(), inner)),
        _ => {}
    }
}

/// Words that stand for one of several things in the model: a changed one must be another of these.
const WORDS: &[&str] = &[
    "bearer",
    "POST",
    "always",
    "sometimes",
    "when_some",
    "email",
    "date",
    "u8",
    "i64",
    "f32",
    "f64",
    "bool",
    "text",
];

/// The value in every other form that may still be of the model.
fn edits(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => vec![json!(1)],
        Value::Bool(fact) => vec![json!(!fact)],
        Value::Number(number) => {
            let number = number.as_i64().unwrap_or_default();
            vec![json!(number + 1), json!(number - 1)]
        }
        Value::String(text) => {
            let mut list: Vec<Value> = WORDS.iter().map(|word| json!(word)).collect();
            list.push(json!(format!("{text}x")));
            list
        }
        Value::Array(items) => {
            let without = (0..items.len()).map(|at| {
                let mut items = items.clone();
                items.remove(at);
                Value::Array(items)
            });
            let twice = items.last().map(|last| {
                let mut items = items.clone();
                items.push(renamed(last.clone()));
                Value::Array(items)
            });
            without.chain(twice).collect()
        }
        Value::Object(entries) => entries
            .keys()
            .map(|key| {
                let mut entries = entries.clone();
                entries.remove(key);
                Value::Object(entries)
            })
            .collect(),
    }
}

/// A copy that goes by another name, if it has one.
fn renamed(mut value: Value) -> Value {
    match &mut value {
        Value::Object(entries) => {
            for key in ["name", "rust_name", "path"] {
                if let Some(Value::String(name)) = entries.get_mut(key) {
                    name.push('x');
                }
            }
        }
        Value::String(text) => text.push('x'),
        Value::Number(number) => value = json!(number.as_i64().unwrap_or_default() + 1),
        _ => {}
    }
    value
}

#[test]
fn every_edit_of_a_manifest_has_a_rule_or_a_reason_why_not() {
    let mut missed = BTreeSet::new();
    let mut used = BTreeSet::new();
    for fixture in names() {
        for file in ["old.json", "new.json"] {
            let before = manifest(&fixture, file);
            let document = serde_json::to_value(&before).expect("a manifest is JSON");
            let mut list = Vec::new();
            paths(&document, &mut Vec::new(), &mut list);
            for path in list {
                let pointer: String = path.iter().flat_map(|part| ["/", part]).collect();
                // Paths of handlers are texts with slashes, never keys; the pointers above need no escapes.
                let Some(place) = document.pointer(&pointer) else {
                    continue;
                };
                for edit in edits(place) {
                    let mut changed = document.clone();
                    *changed.pointer_mut(&pointer).expect("it was there a line above") = edit;
                    let Ok(after) = serde_json::from_value::<Manifest>(changed) else {
                        continue;
                    };
                    if after == before || !compare(&before, &after, Today::Unknown).is_empty() {
                        continue;
                    }
                    match WAIVED.iter().find(|waiver| waiver.covers(&document, &path)) {
                        Some(waiver) => drop(used.insert(waiver.end)),
                        None => {
                            let after = serde_json::to_value(&after).expect("a manifest is JSON");
                            let now = after.pointer(&pointer).unwrap_or(&Value::Null);
                            missed.insert(format!("{pointer}: {place} -> {now} ({fixture}/{file})"));
                        }
                    }
                }
            }
        }
    }
    assert!(
        missed.is_empty(),
        "{} edits have no rule: {missed:#?}",
        missed.len()
    );
    let stale: Vec<&str> = WAIVED
        .iter()
        .filter(|waiver| !used.contains(waiver.end))
        .map(|waiver| waiver.reason)
        .collect();
    assert!(
        stale.is_empty(),
        "nothing needs these reasons any more: {stale:?}"
    );
}
