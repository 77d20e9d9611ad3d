//! Places in what is carried: where they are, in what two values differ, and how they are called.
//!
//! What travels is one document: an answer, an error or a message is itself, and a request is an object of its parts, path parameters by name, then
//! `query`, `headers` and `body`. A place is a pointer into it, in which `*` is any item of a list.

use std::collections::BTreeSet;

use serde_json::Value;

/// What is carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cargo {
    Request,
    Answer,
    Error,
    Incoming,
    Outgoing,
}

impl Cargo {
    /// A place in the words of a finding.
    pub(super) fn words(self, place: &str) -> String {
        let whole = match self {
            Self::Request => return words_of_request(place),
            Self::Answer => "the answer",
            Self::Error => "the error",
            Self::Incoming | Self::Outgoing => "the message",
        };
        if place.is_empty() {
            whole.to_owned()
        } else {
            format!("`{place}`")
        }
    }
}

fn words_of_request(place: &str) -> String {
    let inside = place.trim_start_matches('/');
    match inside.split_once('/') {
        Some((part, inside)) => format!("`/{inside}` of the {part}"),
        None if matches!(inside, "query" | "headers" | "body") => format!("the {inside}"),
        None => format!("`:{inside}` of the path"),
    }
}

/// Every single value of a document, by its pointer. A list of single values is one: nobody promises its order.
pub(super) fn leaves(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    gather(document, String::new(), &mut found);
    found
}

fn gather(value: &Value, at: String, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            for (name, value) in fields {
                gather(value, inside(&at, name), found);
            }
        }
        Value::Array(items) if !is_flat(items) => {
            for (number, item) in items.iter().enumerate() {
                gather(item, inside(&at, &number.to_string()), found);
            }
        }
        _ => found.push(at),
    }
}

fn is_flat(items: &[Value]) -> bool {
    !items.iter().any(|item| item.is_object() || item.is_array())
}

fn inside(at: &str, name: &str) -> String {
    format!("{at}/{}", name.replace('~', "~0").replace('/', "~1"))
}

/// The pointer to a place of a document, without the numbers of items.
pub(super) fn place_of(document: &Value, pointer: &str) -> String {
    let mut place = String::new();
    let mut value = Some(document);
    for segment in pointer.split('/').skip(1) {
        let name = segment.replace("~1", "/").replace("~0", "~");
        let is_item = value.is_some_and(Value::is_array);
        value = value.and_then(|value| match value {
            Value::Array(items) => items.get(name.parse::<usize>().ok()?),
            other => other.get(&name),
        });
        place.push('/');
        place.push_str(if is_item { "*" } else { segment });
    }
    place
}

/// The places at which two documents differ. What is absent is null.
pub(super) fn differences(one: &Value, other: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    differ(one, other, String::new(), &mut found);
    found
}

fn differ(one: &Value, other: &Value, at: String, found: &mut BTreeSet<String>) {
    match (one, other) {
        (Value::Object(one), Value::Object(other)) => {
            let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
            for name in names {
                let of =
                    |object: &serde_json::Map<String, Value>| object.get(name).cloned().unwrap_or_default();
                differ(&of(one), &of(other), inside(&at, name), found);
            }
        }
        (Value::Array(one), Value::Array(other)) if is_flat(one) && is_flat(other) => {
            let sorted = |items: &[Value]| {
                let mut items: Vec<String> = items.iter().map(ToString::to_string).collect();
                items.sort();
                items
            };
            if sorted(one) != sorted(other) {
                found.insert(at);
            }
        }
        (Value::Array(one), Value::Array(other)) if one.len() == other.len() => {
            for (one, other) in one.iter().zip(other) {
                differ(one, other, format!("{at}/*"), found);
            }
        }
        (one, other) if one == other => {}
        _ => {
            found.insert(at);
        }
    }
}

/// Whether one of two places is the other, or lies in it.
pub(super) fn is_related(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    long.strip_prefix(short)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn every_single_value_has_a_place() {
        let document = json!({"id": 1, "query": {"tags": ["a", "b"]}, "body": {"items": [{"x/y": 1}, {"x/y": null}], "no": {}}});
        let found = leaves(&document);
        assert_eq!(
            found,
            [
                "/body/items/0/x~1y",
                "/body/items/1/x~1y",
                "/body/no",
                "/id",
                "/query/tags"
            ]
        );
        let places: Vec<String> = found.iter().map(|at| place_of(&document, at)).collect();
        assert_eq!(
            places,
            [
                "/body/items/*/x~1y",
                "/body/items/*/x~1y",
                "/body/no",
                "/id",
                "/query/tags"
            ]
        );
        for pointer in &found {
            assert!(document.pointer(pointer).is_some(), "{pointer}");
        }
    }

    #[test]
    fn documents_differ_where_their_values_do() {
        let one = json!({"a": 1, "tags": ["x", "y"], "items": [{"n": 1}, {"n": 2}], "gone": null});
        let same = json!({"a": 1, "tags": ["y", "x"], "items": [{"n": 1}, {"n": 2}]});
        assert!(differences(&one, &same).is_empty());
        let other = json!({"a": 2, "tags": ["x"], "items": [{"n": 1}, {"n": 3}], "more": {"b": 1}});
        let found: Vec<String> = differences(&one, &other).into_iter().collect();
        assert_eq!(found, ["/a", "/items/*/n", "/more", "/tags"]);
        assert_eq!(
            differences(&json!(1), &json!(2)).into_iter().next().as_deref(),
            Some("")
        );
    }

    #[test]
    fn places_are_called_as_callers_know_them() {
        let words = |place| Cargo::Request.words(place);
        assert_eq!(words("/query/limit"), "`/limit` of the query");
        assert_eq!(words("/id"), "`:id` of the path");
        assert_eq!(words("/body"), "the body");
        assert_eq!(Cargo::Error.words("/most"), "`/most`");
        assert_eq!(Cargo::Answer.words(""), "the answer");
    }

    #[test]
    fn a_place_is_related_to_what_it_is_in() {
        assert!(is_related("/to", "/to/street") && is_related("/to/street", "/to") && is_related("", "/a"));
        assert!(!is_related("/to", "/tot") && !is_related("/a/b", "/a/c"));
    }
}
