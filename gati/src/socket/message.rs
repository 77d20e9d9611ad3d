//! One message of a caller, from text to value.

use std::sync::Arc;

use gati_schema::ty::Side;
use gati_schema::violation::Violation;
use serde::Deserialize;

use super::close::{Close, CloseCode};
use crate::GType;
use crate::call::{MessageChecker, validate, with_digits};

/// Everything that is wrong with a message that serde refused: it is held against the contract.
pub(super) type Explain = Arc<MessageChecker>;

/// Reads a message as a JSON body is read.
pub(crate) fn read<T>(text: &[u8], explain: Option<&MessageChecker>) -> Result<T, Close>
where
    T: for<'de> Deserialize<'de> + GType,
{
    let value = match serde_json::from_slice::<T>(text) {
        Ok(value) => value,
        Err(error) => match again(text, &error).and_then(|text| serde_json::from_slice(text.as_bytes()).ok())
        {
            Some(value) => value,
            None => return Err(refuse(text, &error, explain)),
        },
    };
    match validate(&value, Side::Read) {
        found if found.is_empty() => Ok(value),
        found => Err(violated(&found)),
    }
}

/// The text with its numbers written as serde likes them, if it was refused for its data.
#[cold]
fn again(text: &[u8], error: &serde_json::Error) -> Option<String> {
    error.is_data().then(|| with_digits(text)).flatten()
}

#[cold]
fn refuse(text: &[u8], error: &serde_json::Error, explain: Option<&MessageChecker>) -> Close {
    if error.is_data()
        && let Some(explain) = explain
        && let Ok(value) = serde_json::from_slice(text)
    {
        return violated(&explain(&value, error));
    }
    Close::new(CloseCode::INVALID, format!("not JSON: {error}"))
}

/// As many violations as there is room for: `/text: expected at most 10 characters; …`.
fn violated(found: &[Violation]) -> Close {
    let words: Vec<String> = found
        .iter()
        .map(|violation| {
            let place = if violation.pointer.is_empty() {
                "the message"
            } else {
                &violation.pointer
            };
            format!("{place}: expected {}", violation.expected)
        })
        .collect();
    Close::new(CloseCode::INVALID, words.join("; "))
}
