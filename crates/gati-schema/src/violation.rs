//! What is wrong with a value: where, by which rule, what was expected, and what stood there.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// One thing that is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Violation {
    /// Where, as a JSON pointer (RFC 6901); empty for the whole value.
    pub pointer: String,
    /// The rule, named as JSON Schema names it: `type`, `minimum`, `required`, …
    pub keyword: Cow<'static, str>,
    /// What the place may hold, in words.
    pub expected: String,
    /// What it holds, in words, never longer than a line.
    pub actual: String,
}

/// How many violations a report keeps; what lies beyond would help nobody and let a small request cause a large answer.
pub const LIMIT: usize = 100;

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = if self.pointer.is_empty() {
            "the value"
        } else {
            &self.pointer
        };
        write!(f, "{place}: expected {}, found {}", self.expected, self.actual)
    }
}

/// How many characters of a text are shown.
const SHOWN: usize = 32;

/// A value in a few words: numbers and short texts as they are, long ones shortened, lists and objects by their size.
///
/// ```
/// use gati_schema::violation::describe;
/// assert_eq!(describe(&serde_json::json!([1, 2, 3])), "a list of 3 items");
/// assert_eq!(describe(&serde_json::json!("EUR")), "the text \"EUR\"");
/// ```
#[must_use]
pub fn describe(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(fact) => fact.to_string(),
        Value::Number(number) => format!("the number {number}"),
        Value::String(text) => format!("the text {}", quote(text)),
        Value::Array(items) => format!("a list of {}", count(items.len() as u64, "item")),
        Value::Object(entries) => format!("an object of {}", count(entries.len() as u64, "property")),
    }
}

/// A text in quotation marks, shortened if it is long; control characters are escaped.
///
/// ```
/// use gati_schema::violation::quote;
/// assert_eq!(quote(&"a".repeat(500)), format!("\"{}…\" (500 characters)", "a".repeat(32)));
/// ```
#[must_use]
pub fn quote(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        None => format!("\"{}\"", text.escape_debug()),
        Some((end, _)) => {
            let length = text.chars().count();
            // Escapes can be longer than what they stand for; the limit counts what is shown.
            let shown: String = text[..end].escape_debug().take(2 * SHOWN).collect();
            format!("\"{shown}…\" ({length} characters)")
        }
    }
}

/// A number and its noun, in the plural where it must be: `3 items`.
#[must_use]
pub fn count(number: u64, noun: &str) -> String {
    match (number, noun.strip_suffix('y')) {
        (1, _) => format!("1 {noun}"),
        (_, Some(stem)) => format!("{number} {stem}ies"),
        (_, None) => format!("{number} {noun}s"),
    }
}

/// Appends one segment to a JSON pointer.
pub fn push_segment(pointer: &mut String, segment: &str) {
    pointer.push('/');
    for c in segment.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            _ => pointer.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_long_is_shown() {
        let control = "\u{1}".repeat(10_000);
        assert!(describe(&Value::from(control)).len() < 120);
    }

    #[test]
    fn segments_are_escaped() {
        let mut pointer = String::new();
        push_segment(&mut pointer, "a/b~c");
        assert_eq!(pointer, "/a~1b~0c");
    }

    #[test]
    fn one_is_singular() {
        assert_eq!(describe(&serde_json::json!({"a": 1})), "an object of 1 property");
        assert_eq!(describe(&serde_json::json!({})), "an object of 0 properties");
    }
}
