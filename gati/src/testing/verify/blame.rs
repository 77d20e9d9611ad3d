//! Which step has lost a field.
//!
//! A field may be renamed, moved and converted on its way, so nobody knows its place in the middle. But what still has it depends on it: sent
//! with another value, the request makes something else there. The step after which everything is the same has lost it.

use super::finding::Spot;
use crate::version::Stage;

/// The way of a request to today, and of the same value back.
pub(super) struct Trip {
    pub(super) there: Vec<Stage>,
    pub(super) back: Vec<Stage>,
}

impl Trip {
    fn stages(&self) -> impl DoubleEndedIterator<Item = &Stage> {
        self.there.iter().chain(&self.back)
    }
}

/// The step that lost what two trips were sent differently; nothing if the end still differs, or if that step cannot be looked into.
pub(super) fn forgetful(trip: &Trip, other: &Trip) -> Option<Spot> {
    let steps = |trip: &Trip| trip.stages().map(|stage| stage.step).collect::<Vec<_>>();
    if steps(trip) != steps(other) {
        return None;
    }
    let pairs = trip.stages().rev().zip(other.stages().rev());
    let same = pairs.take_while(|(one, other)| one.made == other.made);
    let (forgetful, _) = same.last()?;
    forgetful.is_seen().then(|| Spot::of(forgetful))
}

/// The innermost two releases between which the value was changed, where it is not known on which way: in each of them it is on its way back
/// what it was on its way there, or it is only on one of the ways.
pub(super) fn around(trip: &Trip) -> Spot {
    let back_at = |release: &str| trip.back.iter().position(|stage| stage.ends().1 == release);
    let mut outer = 0;
    let mut back_end = trip.back.len();
    for (at, stage) in trip.there.iter().enumerate() {
        let back = back_at(stage.ends().1);
        let is_today = at + 1 == trip.there.len();
        let on_way_back = back.and_then(|back| trip.back[back].part(""));
        let is_same = on_way_back.is_some() && on_way_back == stage.part("body");
        if is_same || is_today {
            let back_start = if is_today {
                0
            } else {
                back.map_or(0, |back| back + 1)
            };
            let between = trip.there[outer..=at].iter();
            let between = between.chain(trip.back.get(back_start..back_end).unwrap_or_default());
            return Spot::around(trip.there[outer].ends().0, stage.ends().1, between);
        }
        if let Some(back) = back {
            (outer, back_end) = (at + 1, back + 1);
        }
    }
    Spot::default()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn stage(step: &'static str, by: &'static str, part: &str, value: Option<Value>) -> Stage {
        Stage {
            step,
            by: vec![by],
            made: vec![(part.to_owned(), value)],
        }
    }

    /// There over two steps and back, with what each stage has of the field.
    fn trip(values: [Option<u8>; 4]) -> Trip {
        let of = |at: usize| Some(values[at].map_or_else(|| json!({}), |value| json!({ "field": value })));
        Trip {
            there: vec![
                stage("1.0.0 to 2.0.0", "a", "body", of(0)),
                stage("2.0.0 to 3.0.0", "b", "body", of(1)),
            ],
            back: vec![
                stage("3.0.0 to 2.0.0", "c", "", of(2)),
                stage("2.0.0 to 1.0.0", "d", "", of(3)),
            ],
        }
    }

    #[test]
    fn the_step_that_loses_a_field_is_the_first_that_does_not_depend_on_it() {
        let lost_at = |at: usize| {
            let of = |value: u8| {
                std::array::from_fn(|stage| (stage < at).then_some(value + u8::try_from(stage).unwrap()))
            };
            forgetful(&trip(of(1)), &trip(of(7)))
        };
        for (at, (step, by)) in [
            ("1.0.0 to 2.0.0", "a"),
            ("2.0.0 to 3.0.0", "b"),
            ("3.0.0 to 2.0.0", "c"),
            ("2.0.0 to 1.0.0", "d"),
        ]
        .into_iter()
        .enumerate()
        {
            let spot = lost_at(at).unwrap();
            assert_eq!(
                (spot.step.as_deref(), spot.transformers),
                (Some(step), vec![by.to_owned()])
            );
        }
        assert_eq!(lost_at(4), None, "it came back");
    }

    #[test]
    fn a_step_that_cannot_be_looked_into_is_not_blamed() {
        let hidden = |value: u8| {
            let mut trip = trip([None; 4]);
            trip.there[0].made[0].1 = Some(json!(value));
            trip.there[1].made[0].1 = None;
            trip
        };
        assert_eq!(forgetful(&hidden(1), &hidden(2)), None);
    }

    #[test]
    fn what_is_changed_is_changed_between_the_innermost_releases_that_differ() {
        let inner = around(&trip([Some(1), Some(1), Some(2), Some(2)]));
        assert_eq!(inner.step.as_deref(), Some("2.0.0 to 3.0.0 and back"));
        assert_eq!(inner.transformers, ["b", "c"]);
        let outer = around(&trip([Some(1), Some(1), Some(1), Some(2)]));
        assert_eq!(outer.step.as_deref(), Some("1.0.0 to 2.0.0 and back"));
        assert_eq!(outer.transformers, ["a", "d"]);
    }
}
