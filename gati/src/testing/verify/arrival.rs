//! Which places of what is carried arrive, step by step.
//!
//! A release sends the same twice, but for the value at one place. What both ends of a step know must differ behind the step where it differed before it: if
//! nothing does, it was lost there, and if another place does that was there before, it was put into the wrong one. A transformer may make few values of many, so a
//! place counts as lost only where none of the values that were tried arrived.
//!
//! The values themselves are not compared: under one name they may be kilograms in one release and grams in the next.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::finding::Spot;
use super::place::{differences, is_related, leaves, place_of};
use super::seat::Contract;
use crate::version::Stage;

/// One step of one value.
pub(super) struct Leg {
    pub(super) step: &'static str,
    by: Vec<&'static str>,
    /// What was there before it and behind it, where that can be looked into.
    before: Option<Value>,
    after: Option<Value>,
}

/// The steps of what was sent as this document.
pub(super) fn legs(sent: &Value, stages: Vec<Stage>) -> Vec<Leg> {
    let mut before = Some(sent.clone());
    let legs = stages.into_iter().map(|stage| {
        let after = stage.document();
        Leg {
            step: stage.step,
            by: stage.by,
            before: std::mem::replace(&mut before, after.clone()),
            after,
        }
    });
    legs.collect()
}

/// What a release has, by its name.
type Contracts<'m> = Box<dyn Fn(&str) -> Option<Contract<'m>> + 'm>;

/// What is known of every step.
pub(super) struct Ledger<'m> {
    contract: Contracts<'m>,
    steps: BTreeMap<&'static str, Option<Entry<'m>>>,
}

struct Entry<'m> {
    from: Contract<'m>,
    to: Contract<'m>,
    by: Vec<&'static str>,
    /// The places that were seen behind the step.
    after: BTreeSet<String>,
    tried: BTreeMap<String, Tried>,
}

/// What came of one place.
#[derive(Default)]
struct Tried {
    arrived: bool,
    failed: Vec<Failed>,
}

struct Failed {
    /// Both values.
    values: (Value, Value),
    /// The places that differed in its stead.
    became: BTreeSet<String>,
    /// What was sent at the start.
    shown: String,
}

/// A place that does not arrive.
pub(super) struct Loss {
    pub(super) spot: Spot,
    pub(super) place: String,
    /// The places that have its value.
    pub(super) became: BTreeSet<String>,
    pub(super) shown: String,
    pub(super) times: usize,
}

impl<'m> Ledger<'m> {
    /// Nothing yet, of steps between releases that are known by these contracts.
    pub(super) fn new(contract: impl Fn(&str) -> Option<Contract<'m>> + 'm) -> Self {
        Self {
            contract: Box::new(contract),
            steps: BTreeMap::new(),
        }
    }

    /// Compares two ways of which the starts differ at one place, and says whether that has arrived wherever it should.
    pub(super) fn compare(&mut self, one: &[Leg], other: &[Leg], shown: &dyn Fn() -> String) -> bool {
        let steps = |legs: &[Leg]| legs.iter().map(|leg| leg.step).collect::<Vec<_>>();
        if steps(one) != steps(other) {
            return false;
        }
        let mut is_settled = true;
        for (one, other) in one.iter().zip(other) {
            let (Some(before), Some(after)) =
                (both(&one.before, &other.before), both(&one.after, &other.after))
            else {
                continue;
            };
            if let Some(entry) = self.entry(one.step) {
                is_settled &= entry.compare(&one.by, before, after, shown);
            }
        }
        is_settled
    }

    fn entry(&mut self, step: &'static str) -> Option<&mut Entry<'m>> {
        let contract = &self.contract;
        let entry = self.steps.entry(step).or_insert_with(|| {
            let (from, to) = step.split_once(" to ")?;
            Some(Entry {
                from: contract(from)?,
                to: contract(to)?,
                by: Vec::new(),
                after: BTreeSet::new(),
                tried: BTreeMap::new(),
            })
        });
        entry.as_mut()
    }

    /// What did not arrive, of what both ends of its step know.
    pub(super) fn losses(&self) -> Vec<Loss> {
        let mut losses = Vec::new();
        for (step, entry) in &self.steps {
            if let Some(entry) = entry {
                let tried = entry.tried.iter();
                losses.extend(tried.filter_map(|(place, tried)| entry.loss(step, place, tried)));
            }
        }
        losses
    }
}

fn both<'v>(one: &'v Option<Value>, other: &'v Option<Value>) -> Option<(&'v Value, &'v Value)> {
    one.as_ref().zip(other.as_ref())
}

impl Entry<'_> {
    fn compare(
        &mut self,
        by: &[&'static str],
        before: (&Value, &Value),
        after: (&Value, &Value),
        shown: &dyn Fn() -> String,
    ) -> bool {
        for document in [after.0, after.1] {
            let places = leaves(document).into_iter();
            self.after
                .extend(places.map(|pointer| place_of(document, &pointer)));
        }
        let changed = differences(before.0, before.1);
        let (Some(place), 1) = (changed.first(), changed.len()) else {
            return true;
        };
        let became = differences(after.0, after.1);
        // What was not there before may have been made for it.
        let is_there = |found: &String| is_related(found, place) || !self.from.knows(found);
        let tried = self.tried.entry(place.clone()).or_default();
        tried.arrived |= became.iter().any(is_there);
        if !tried.arrived {
            let others = by.iter().filter(|name| !self.by.contains(name));
            let others: Vec<_> = others.copied().collect();
            self.by.extend(others);
            tried.failed.push(Failed {
                values: (value_at(before.0, place), value_at(before.1, place)),
                became,
                shown: shown(),
            });
        }
        tried.arrived
    }

    fn loss(&self, step: &str, place: &str, tried: &Tried) -> Option<Loss> {
        if tried.arrived {
            return None;
        }
        let there = self.counterpart(place)?;
        let counts = |failed: &&Failed| {
            let (one, other) = &failed.values;
            // Of two words one may stand for both, if it is the only one of them that the other release has.
            !self.from.is_closed(place) || (self.to.allows(there, one) && self.to.allows(there, other))
        };
        let mut failed = tried.failed.iter().filter(counts);
        let first = failed.next()?;
        Some(Loss {
            spot: Spot {
                step: Some(step.to_owned()),
                transformers: self.by.iter().map(ToString::to_string).collect(),
            },
            place: place.to_owned(),
            became: first.became.clone(),
            shown: first.shown.clone(),
            times: 1 + failed.count(),
        })
    }

    /// Where the other end knows a place: where it was, or under its name in a place that was not there before.
    fn counterpart<'p>(&'p self, place: &'p str) -> Option<&'p str> {
        if self.to.knows(place) {
            return Some(place);
        }
        let name = |place: &'p str| place.rsplit('/').next().filter(|name| *name != "*");
        let mut others = self
            .after
            .iter()
            .filter(|other| name(place).is_some() && name(place) == name(other) && !self.from.knows(other));
        others.next().map(String::as_str)
    }
}

/// The first value at a place.
fn value_at(document: &Value, place: &str) -> Value {
    let mut value = document;
    for segment in place.split('/').skip(1) {
        let name = segment.replace("~1", "/").replace("~0", "~");
        let inner = match value {
            Value::Array(items) => items.first(),
            other => other.get(&name),
        };
        let Some(inner) = inner else {
            return Value::Null;
        };
        value = inner;
    }
    value.clone()
}

#[cfg(test)]
mod tests {
    use gati_schema::Manifest;
    use serde_json::json;

    use super::super::place::Cargo;
    use super::*;

    /// A handler whose query has two numbers and a word, as three releases had it.
    fn manifest(second: &str, words: &str) -> Manifest {
        let text = format!(
            r#"{{"format":1,"package":{{"name":"shop","version":"1.0.0"}},"handlers":[
            {{"name":"list","method":"GET","path":"/list","query":{{"kind":"named","name":"Search"}},"answer":{{"statuses":[200],"encoding":"empty"}},"fingerprint":"0"}}],
            "types":{{
            "Search":{{"name":"Search","shape":{{"object":{{"fields":[
                {{"rust_name":"limit","name":"limit","type":{{"kind":"integer","width":"u32"}}}},
                {{"rust_name":"{second}","name":"{second}","type":{{"kind":"integer","width":"u32"}}}},
                {{"rust_name":"order","name":"order","type":{{"kind":"named","name":"Order"}}}}]}}}}}},
            "Order":{{"name":"Order","shape":{{"choice":{{"tagging":"external","variants":[{words}]}}}}}}}}}}"#
        );
        Manifest::from_json(&text).unwrap()
    }

    fn word(name: &str) -> String {
        format!(r#"{{"rust_name":"{name}","name":"{name}","content":"unit"}}"#)
    }

    fn stage(step: &'static str, by: &'static str, query: Option<Value>) -> Stage {
        Stage {
            step,
            by: vec![by],
            made: vec![("query".to_owned(), query)],
        }
    }

    /// What is said of two queries that take two steps; the last release calls the second number `start`, and has one word of two.
    fn losses(sent: [Value; 2], first: [Option<Value>; 2], second: [Option<Value>; 2]) -> Vec<String> {
        let both = format!("{},{}", word("up"), word("down"));
        let manifests = [
            ("1.0.0", manifest("offset", &both)),
            ("2.0.0", manifest("offset", &both)),
            ("3.0.0", manifest("start", &word("up"))),
        ];
        let mut ledger = Ledger::new(|release: &str| {
            let (_, manifest) = manifests.iter().find(|(name, _)| *name == release)?;
            Some(Contract {
                manifest,
                handler: manifest.handlers.first()?,
                cargo: Cargo::Request,
            })
        });
        let [one, other] = sent.map(|query| json!({ "query": query }));
        let ([first_one, first_other], [second_one, second_other]) = (first, second);
        let way = |sent: &Value, first, second| {
            let stages = vec![
                stage("1.0.0 to 2.0.0", "a", first),
                stage("2.0.0 to 3.0.0", "b", second),
            ];
            legs(sent, stages)
        };
        let (one, other) = (
            way(&one, first_one, second_one),
            way(&other, first_other, second_other),
        );
        ledger.compare(&one, &other, &String::new);
        let told = |loss: Loss| {
            let (by, became) = (
                loss.spot.transformers.join(" "),
                loss.became.into_iter().collect::<Vec<_>>(),
            );
            format!("{by}: {} -> {}", loss.place, became.join(" "))
        };
        ledger.losses().into_iter().map(told).collect()
    }

    fn query(limit: u32, offset: u32) -> Value {
        json!({ "limit": limit, "offset": offset })
    }

    fn today(limit: u32, start: u32) -> Option<Value> {
        Some(json!({ "limit": limit, "start": start }))
    }

    #[test]
    fn what_is_lost_is_lost_on_its_step() {
        let sent = || [query(1, 5), query(2, 5)];
        let kept = || sent().map(Some);
        let none: [String; 0] = [];
        assert_eq!(losses(sent(), kept(), [today(1, 5), today(2, 5)]), none);
        assert_eq!(
            losses(sent(), kept(), [today(9, 5), today(9, 5)]),
            ["b: /query/limit -> "]
        );
        assert_eq!(
            losses(
                sent(),
                [9, 9].map(|limit| Some(query(limit, 5))),
                [today(9, 5), today(9, 5)]
            ),
            ["a: /query/limit -> "]
        );
    }

    #[test]
    fn what_is_put_into_another_field_is_not_there() {
        let sent = [query(1, 5), query(2, 5)];
        let swapped = [Some(query(5, 1)), Some(query(5, 2))];
        assert_eq!(
            losses(sent, swapped, [today(5, 1), today(5, 2)]),
            ["a: /query/limit -> /query/offset"]
        );
    }

    #[test]
    fn what_only_one_release_knows_is_not_missed() {
        let sent = || [query(1, 5), query(1, 6)];
        let none: [String; 0] = [];
        let kept = || sent().map(Some);
        assert_eq!(losses(sent(), kept(), [today(1, 0), today(1, 0)]), none);
        assert_eq!(losses(sent(), kept(), [today(1, 5), today(1, 6)]), none);
        // Nobody can say what becomes of what cannot be looked into.
        assert_eq!(losses(sent(), [None, None], [today(1, 0), today(1, 0)]), none);
    }

    #[test]
    fn a_word_may_stand_for_another_that_a_release_does_not_have() {
        let ordered = |order: &str| json!({ "order": order });
        let sent = || [ordered("up"), ordered("down")];
        let up = || [Some(ordered("up")), Some(ordered("up"))];
        let none: [String; 0] = [];
        assert_eq!(losses(sent(), sent().map(Some), up()), none);
        assert_eq!(losses(sent(), up(), up()), ["a: /query/order -> "]);
    }
}
