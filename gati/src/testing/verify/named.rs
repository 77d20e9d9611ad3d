//! A handler whose answer names what it was sent: a field of the answer that has the name and the type of a value of the request has that value.
//!
//! Such a field comes back as it was sent, in whatever place it was: a path parameter, the query, a header, a field of a form. Names may mislead, so
//! something is wrong only where none of the values came back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use gati_schema::check;
use gati_schema::ty::Side;
use serde_json::Value;

use super::finding::Spot;
use super::passage::Walk;
use super::place::Cargo;
use super::seat::Contract;
use crate::endpoint::Context;
use crate::exchange::Exchange;
use crate::version::{Sample, Trail};

/// What came of a place over all requests.
#[derive(Default)]
pub(super) struct Return {
    came: usize,
    failed: Vec<(Spot, String)>,
}

impl<G: Context> Walk<'_, G> {
    /// Puts what was lifted into an answer of today, by name, and lowers that.
    pub(super) fn names_come_back(
        &mut self,
        sent: &Value,
        number: usize,
        exchange: &Arc<Exchange>,
        there: &Trail,
    ) {
        let there = there.stages();
        let lifted = there.last().and_then(|stage| stage.document());
        let Some((lifted, ty)) = lifted.zip(self.today.answer.content.ty()) else {
            return;
        };
        let Some(mut answer) = self.replies.get(number % self.replies.len().max(1)).cloned() else {
            return;
        };
        let mut places = Vec::new();
        for (name, (old, today)) in self.names(sent, &lifted) {
            let (Some(value), Some(field)) = (lifted.pointer(&today), answer.get_mut(&name)) else {
                continue;
            };
            *field = value.clone();
            places.push((name, old));
        }
        if places.is_empty() || !check::value(self.manifest, ty, Side::Write, &answer).is_empty() {
            return;
        }
        let trail = Trail::default();
        let back = match self.passage.lower.and_then(|lower| lower.content) {
            None => answer,
            Some(lower) => {
                let sample = Box::new(Sample(answer));
                // What is refused or wrong in itself is told where answers are lowered.
                let Ok(lowered) = self.pass(exchange, &trail, |passing| lower(sample, passing)) else {
                    return;
                };
                serde_json::from_slice(&lowered.body).unwrap_or_default()
            }
        };
        let ends = there.first().zip(there.last());
        let (from, today) = ends.map_or(("", ""), |(first, last)| (first.ends().0, last.ends().1));
        let stages: Vec<_> = there.into_iter().chain(trail.stages()).collect();
        let mut all_came = true;
        for (name, place) in places {
            let sent_there = sent.pointer(&place).unwrap_or(&Value::Null);
            let is_back = back.get(&name).unwrap_or(&Value::Null) == sent_there;
            all_came &= is_back;
            let known = self.returned.entry(place).or_default();
            if is_back {
                known.came += 1;
            } else {
                let spot = Spot::around(from, today, stages.iter());
                known
                    .failed
                    .push((spot, format!("{sent}, which comes back as {back}")));
            }
        }
        if all_came {
            self.found.round_trips += 1;
        }
    }

    /// The fields of an answer that both releases have under the name and with the type of a value of the request, each with its place in the request
    /// of the old release and in that of today.
    fn names(&self, sent: &Value, lifted: &Value) -> Vec<(String, (String, String))> {
        let is_same = |(manifest, handler), place: &str, name: &str| {
            let of = |cargo| Contract {
                manifest,
                handler,
                cargo,
            };
            let kind = of(Cargo::Request).kind(place);
            kind.is_some() && kind == of(Cargo::Answer).kind(&format!("/{name}"))
        };
        let today = by_name(lifted);
        let names = by_name(sent).into_iter().filter_map(|(name, old)| {
            let today = today.get(&name)?;
            let both = is_same((self.old_manifest, self.old), &old, &name)
                && is_same((self.manifest, self.today), today, &name);
            both.then(|| (name, (old, today.clone())))
        });
        names.collect()
    }

    /// Tells of the places that never came back, unless it was told that they do not even arrive.
    pub(super) fn tell_of_returned(&mut self) {
        for (place, returned) in std::mem::take(&mut self.returned) {
            let what = format!(
                "{} does not come back as it was sent",
                Cargo::Request.words(&place)
            );
            if returned.came > 0 || self.missing.contains(&place) {
                continue;
            }
            for (spot, shown) in &returned.failed {
                self.wrong(spot, what.clone(), shown);
            }
        }
    }
}

/// The values of a request that can be told by their names alone, with their places.
fn by_name(document: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    let mut twice = BTreeSet::new();
    let mut add = |name: &str, place: String| {
        if found.insert(name.to_owned(), place).is_some() {
            twice.insert(name.to_owned());
        }
    };
    for (part, value) in document.as_object().into_iter().flatten() {
        match (part.as_str(), value) {
            ("query" | "headers" | "body", Value::Object(fields)) => {
                for name in fields.keys().filter(|name| !name.contains(['/', '~'])) {
                    add(name, format!("/{part}/{name}"));
                }
            }
            ("query" | "headers" | "body", _) => {}
            (name, _) => add(name, format!("/{name}")),
        }
    }
    found.retain(|name, _| !twice.contains(name));
    found
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_has_a_name_of_its_own_is_told_by_it() {
        let found = by_name(&json!({"id": 1, "query": {"limit": 1, "id": 2}, "body": {"note": "x"}}));
        let found: Vec<(&str, &str)> = found.iter().map(|(name, place)| (&**name, &**place)).collect();
        assert_eq!(found, [("limit", "/query/limit"), ("note", "/body/note")]);
    }
}
