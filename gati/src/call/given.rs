//! What a passage has lifted, taken by the arguments of the handler in place of what was sent.

use gati_schema::ty::Side;
use gati_schema::violation::Violation;

use super::{Call, reread};
use crate::GType;
use crate::endpoint::Context;
use crate::problem::{Problem, catalogue};
use crate::rejection::Rejection;
use crate::version::{Gift, Given};

impl<G: Context> Call<G> {
    /// Gives the handler's arguments what was lifted of the request.
    pub fn give(&mut self, given: Given) {
        self.given = Some(Box::new(given));
    }

    /// A part that was given, as the type that an argument names; `None` if it is read from the request.
    pub(super) fn gift<T: 'static>(
        &mut self,
        part: fn(&mut Given) -> &mut Gift,
    ) -> Option<Result<T, Problem>> {
        let gift = self.gift_of(part)?;
        Some(gift.take())
    }

    /// A part that was given, whatever it is.
    pub(super) fn gift_of(&mut self, part: fn(&mut Given) -> &mut Gift) -> Option<Gift> {
        let gift = part(self.given.as_mut()?);
        gift.is_there().then(|| std::mem::take(gift))
    }

    /// What is wrong with what was given, by today's contract.
    #[cfg(feature = "testing")]
    pub(crate) fn breaches(&mut self) -> Vec<String> {
        let Some(given) = &mut self.given else {
            return Vec::new();
        };
        let parts = [
            ("query", given.query_mut().breaches()),
            ("headers", given.headers_mut().breaches()),
            ("body", given.body_mut().breaches()),
        ];
        let broken = parts.into_iter().flat_map(|(part, found)| {
            let told = move |violation: Violation| {
                format!("{part} {} should be {}", violation.pointer, violation.expected)
            };
            found.into_iter().map(told)
        });
        broken.collect()
    }

    /// The body that was given, whatever its type is.
    #[cfg(feature = "testing")]
    pub(crate) fn take_given_body(&mut self) -> Option<Box<dyn std::any::Any + Send>> {
        self.gift_of(Given::body_mut)?.into_any()
    }

    /// The path as whoever sent the request knows it.
    pub(super) fn template(&self) -> &'static str {
        self.passage.map_or(self.route.path, |passage| passage.path)
    }
}

/// A body, as it was sent or as a passage gives it.
#[derive(Debug)]
pub(super) enum Received<B> {
    Sent(B),
    Given(Gift),
}

/// A value that was given, held against the contract of today.
pub(super) fn value<T: GType + 'static>(gift: Gift) -> Result<T, Rejection> {
    checked(gift.take()?, |value| reread::validate(value, Side::Read))
}

/// What was given, unless something is wrong with it: then a transformer is to blame, and not the caller.
pub(super) fn checked<T>(value: T, check: impl FnOnce(&T) -> Vec<Violation>) -> Result<T, Rejection> {
    let found = check(&value);
    if found.is_empty() {
        return Ok(value);
    }
    // The places and the rules, but not the values: a request may hold what no log should.
    let broken: Vec<String> = found
        .iter()
        .map(|violation| format!("{}: expected {}", violation.pointer, violation.expected))
        .collect();
    Err(catalogue::transformer_failed(format!(
        "what the transformers made of the request breaks today's contract: {}",
        broken.join("; ")
    ))
    .into())
}
