//! Holding the values of an answer against their contract, and writing them.

use gati_schema::ty::Side;
use serde::Serialize;

use super::Desk;
use crate::GType;
use crate::call::validate;

/// Checks and writes the values of one answer, also after its handler has returned.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Checker {
    handler: &'static str,
    validates: bool,
}

impl Checker {
    pub(crate) fn new(desk: &Desk<'_>) -> Self {
        Self {
            handler: desk.handler,
            validates: desk.common.validates_answers,
        }
    }

    pub(crate) const fn handler(self) -> &'static str {
        self.handler
    }

    /// Refuses a value that breaks the contract, if answers are checked. The error is for the log.
    pub(crate) fn check<T: GType>(self, value: &T) -> Result<(), String> {
        if !self.validates {
            return Ok(());
        }
        let found = validate(value, Side::Write);
        if found.is_empty() {
            return Ok(());
        }
        // The places and the rules, but not the values: an answer may hold what no log should.
        let broken: Vec<String> = found
            .iter()
            .map(|violation| {
                let place = if violation.pointer.is_empty() {
                    "the value"
                } else {
                    &violation.pointer
                };
                format!("{place}: expected {}", violation.expected)
            })
            .collect();
        Err(format!(
            "the answer of `{}` breaks its contract: {}",
            self.handler,
            broken.join("; ")
        ))
    }

    /// Checks a value and appends it as JSON.
    pub(crate) fn write<T: Serialize + GType>(self, value: &T, text: &mut Vec<u8>) -> Result<(), String> {
        self.check(value)?;
        serde_json::to_writer(text, value).map_err(|error| {
            format!(
                "the answer of `{}` cannot be written as JSON: {error}",
                self.handler
            )
        })
    }
}
