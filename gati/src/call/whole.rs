//! Whole numbers that are written with a fraction of zero.
//!
//! To JSON Schema `3.0` and `3e2` are integers, and the contract is published as JSON Schema; serde reads an integer only
//! from digits. So a body that serde refuses is read once more with such numbers written as serde likes them. A body that
//! is right at once never comes here.

use serde_json::{Number, Value};

/// Beyond this an `f64` no longer tells neighbouring integers apart.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// The body with every such number written in digits; `None` if there is none, or the body is no JSON.
#[cold]
pub(crate) fn with_digits(body: &[u8]) -> Option<String> {
    let mut value = serde_json::from_slice(body).ok()?;
    if !rewrite(&mut value) {
        return None;
    }
    serde_json::to_string(&value).ok()
}

fn rewrite(value: &mut Value) -> bool {
    match value {
        Value::Number(number) => match digits(number) {
            Some(whole) => {
                *number = whole;
                true
            }
            None => false,
        },
        // Every item is looked at: `any` would stop at the first.
        Value::Array(items) => items.iter_mut().fold(false, |found, item| rewrite(item) | found),
        Value::Object(members) => members
            .values_mut()
            .fold(false, |found, member| rewrite(member) | found),
        Value::Null | Value::Bool(_) | Value::String(_) => false,
    }
}

fn digits(number: &Number) -> Option<Number> {
    let float = number.as_f64().filter(|_| number.is_f64())?;
    let is_whole = float.fract() == 0.0 && float.abs() <= EXACT;
    #[expect(clippy::cast_possible_truncation, reason = "it is whole and below 2^53")]
    is_whole.then(|| Number::from(float as i64))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str) -> Option<String> {
        with_digits(text.as_bytes())
    }

    #[test]
    fn fractions_of_zero_become_digits_wherever_they_stand() {
        assert_eq!(rewritten("3.0").as_deref(), Some("3"));
        assert_eq!(
            rewritten(r#"{"a":[1.0,{"b":-2e3}],"c":4.0}"#).as_deref(),
            Some(r#"{"a":[1,{"b":-2000}],"c":4}"#)
        );
    }

    #[test]
    fn everything_else_is_left_alone() {
        for text in [
            "3",
            "3.5",
            "1e300",
            "9007199254740994.0",
            r#""3.0""#,
            "null",
            "[",
            "",
        ] {
            assert_eq!(rewritten(text), None, "{text}");
        }
    }
}
