//! Numbers, and counts of things.

use gati_schema::Numeric;
use serde_json::Value;

use super::Walk;
use crate::change::Direction;
use crate::normal::{Bound, Numbers, is_inside, number_to_json};
use crate::rule::{Rule, constraint, value};
use crate::verdict::Fit;

/// What became of one end of a range.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Move {
    Stayed,
    Inwards,
    Outwards,
}

impl<'m> Walk<'_, 'm> {
    pub(super) fn numbers(&mut self, visit: usize, old: &Numbers, new: &Numbers) {
        if old.is_spelt_like(new) || (old.fit(new) == Fit::Fits && new.fit(old) == Fit::Fits) {
            return;
        }
        let witness = self.sent(old.counterexample(new), new.counterexample(old));
        let witness = witness.and_then(number_to_json);
        let mut rules: Vec<(&'static Rule, String)> = Vec::new();
        if old.integer && !new.integer {
            rules.push((
                &value::INTEGER_BECAME_NUMBER,
                "fractions are possible here".into(),
            ));
        } else if !old.integer && new.integer {
            rules.push((&value::NUMBER_BECAME_INTEGER, "fractions are refused here".into()));
        }
        bounds(old, new, &mut rules);
        steps(old, new, &mut rules);
        // A hole outside of the range is none.
        if new.without_zero && old.contains(Numeric::Int(0)) {
            rules.push((&constraint::CONSTRAINT_ADDED, "0 is left out".into()));
        } else if old.without_zero && new.contains(Numeric::Int(0)) {
            rules.push((&constraint::CONSTRAINT_REMOVED, "0 is no longer left out".into()));
        }
        if self.direction == Direction::Response && is_inexact(new) && !is_inexact(old) {
            for (_, reason) in &mut rules {
                reason
                    .push_str("; where numbers are floats, as in JavaScript, those beyond 2^53 lose digits");
            }
        }
        // An end may have moved outwards past numbers that another rule leaves out: then nothing is refused after all.
        let (sender, receiver) = self.sent((old, new), (new, old));
        if sender.fit(receiver) == Fit::Fits {
            rules.retain(|(rule, _)| !self.breaks(rule));
            if rules.is_empty() {
                let rule = self.sent(
                    &constraint::CONSTRAINT_LOOSENED,
                    &constraint::CONSTRAINT_TIGHTENED,
                );
                rules.push((rule, format!("{}, before {}", range(new), range(old))));
            }
        }
        for (rule, reason) in rules {
            let Self { visits, .. } = self;
            let (o, n) = (visits[visit].old, visits[visit].new);
            self.find(visit, rule, reason)
                .shapes(o, n)
                .shown_by_one_of([witness.clone()]);
        }
    }

    /// Compares how many there may be of something: items, entries, characters, bytes.
    pub(super) fn counts(
        &mut self,
        visit: usize,
        subject: &str,
        old: (u64, Option<u64>),
        new: (u64, Option<u64>),
    ) {
        self.counts_or(visit, subject, old, new, None);
    }

    /// The same, with a value that shows it where none of another number does.
    pub(super) fn counts_or(
        &mut self,
        visit: usize,
        subject: &str,
        (old_min, old_max): (u64, Option<u64>),
        (new_min, new_max): (u64, Option<u64>),
        otherwise: Option<Value>,
    ) {
        if (old_min, old_max) == (new_min, new_max) {
            return;
        }
        let to_numbers = |min: u64, max: Option<u64>| Numbers {
            integer: true,
            min: (min > 0).then_some(Bound {
                at: Numeric::Int(min.into()),
                exclusive: false,
                implied: false,
            }),
            max: max.map(|max| Bound {
                at: Numeric::Int(max.into()),
                exclusive: false,
                implied: false,
            }),
            ..Numbers::any(false)
        };
        let (old, new) = (to_numbers(old_min, old_max), to_numbers(new_min, new_max));
        let mut rules = Vec::new();
        bounds(&old, &new, &mut rules);
        if rules.is_empty() {
            return;
        }
        let (o, n) = (self.visits[visit].old, self.visits[visit].new);
        let (sender, receiver) = self.sent((&old, &new), (&new, &old));
        let sizes = [new_min, old_min].map(|min| min.checked_sub(1));
        let more = [new_max, old_max].map(|max| max?.checked_add(1));
        let node = self.sent(o, n);
        let shown: Vec<Option<Value>> = sizes
            .into_iter()
            .chain(more)
            .flatten()
            .chain([old_min, new_min])
            .filter(|size| {
                let size = Numeric::Int((*size).into());
                sender.contains(size) && !receiver.contains(size)
            })
            .map(|size| self.samples.of_size(node, size))
            .chain([otherwise])
            .collect();
        for (rule, reason) in rules {
            self.find(visit, rule, format!("{subject}: {reason}"))
                .shapes(o, n)
                .shown_by_one_of(shown.clone());
        }
    }
}

/// Whether there are whole numbers that a float of 64 bits does not hold.
fn is_inexact(numbers: &Numbers) -> bool {
    const FIRST: i128 = (1 << 53) + 1;
    let ends = [FIRST, -FIRST].map(Numeric::Int);
    numbers.integer && !numbers.as_text && ends.into_iter().any(|end| numbers.contains(end))
}

/// The rules about the ends of two ranges.
fn bounds(old: &Numbers, new: &Numbers, rules: &mut Vec<(&'static Rule, String)>) {
    let kinds_differ = old.integer != new.integer;
    let end = |old: Option<Bound>, new: Option<Bound>, lower: bool| {
        // A number that may be a fraction has not the bounds of a width; that is said by another rule.
        let about_width = |bound: Option<Bound>| bound.is_none_or(|bound| bound.implied);
        let what = match (old, new) {
            _ if kinds_differ && about_width(old) && about_width(new) => Move::Stayed,
            (old, new) if old == new => Move::Stayed,
            (Some(old), Some(new)) if is_inside(new, old, lower) => Move::Inwards,
            (None, Some(_)) => Move::Inwards,
            _ => Move::Outwards,
        };
        (what, old, new)
    };
    let lower = end(old.min, new.min, true);
    let upper = end(old.max, new.max, false);
    let explicit = |bound: Option<Bound>| bound.is_some_and(|bound| !bound.implied);
    let by_width = |(what, old, new): (Move, Option<Bound>, Option<Bound>)| match what {
        Move::Stayed => true,
        Move::Inwards => !explicit(new),
        Move::Outwards => !explicit(old),
    };
    let floats = !old.integer && !new.integer;
    let range = || format!("{}, before {}", range(new), range(old));
    match (lower.0, upper.0) {
        (Move::Stayed, Move::Stayed) => {}
        (a, b) if by_width(lower) && by_width(upper) => {
            let widened = a != Move::Inwards && b != Move::Inwards;
            let narrowed = a != Move::Outwards && b != Move::Outwards;
            let rule = match (floats, widened, narrowed) {
                (true, true, _) => &value::FLOAT_WIDENED,
                (true, false, _) => &value::FLOAT_NARROWED,
                (false, true, _) => &value::INT_WIDENED,
                (false, _, true) => &value::INT_NARROWED,
                (false, false, false) => &value::INT_RANGE_SHIFTED,
            };
            rules.push((rule, range()));
        }
        (Move::Inwards, Move::Outwards) | (Move::Outwards, Move::Inwards) => {
            rules.push((&constraint::CONSTRAINT_SHIFTED, range()));
        }
        _ => {
            // Both ends that moved did so in one direction.
            let ends = [lower, upper].into_iter().filter(|end| end.0 != Move::Stayed);
            let (mut had, mut has, mut inwards) = (false, false, false);
            for (what, old, new) in ends {
                had |= explicit(old);
                has |= explicit(new);
                inwards |= what == Move::Inwards;
            }
            let rule = match (inwards, had, has) {
                (true, true, _) => &constraint::CONSTRAINT_TIGHTENED,
                (true, false, _) => &constraint::CONSTRAINT_ADDED,
                (false, _, true) => &constraint::CONSTRAINT_LOOSENED,
                (false, _, false) => &constraint::CONSTRAINT_REMOVED,
            };
            rules.push((rule, range()));
        }
    }
}

/// The rules about steps.
fn steps(old: &Numbers, new: &Numbers, rules: &mut Vec<(&'static Rule, String)>) {
    let within = |inner: &Numbers, outer: &Numbers| {
        outer
            .steps
            .iter()
            .all(|step| inner.steps.iter().any(|own| own.is_multiple_of(*step)))
    };
    let words = |numbers: &Numbers| match &numbers.steps[..] {
        [] => "any number".to_owned(),
        steps => {
            let steps: Vec<String> = steps.iter().map(ToString::to_string).collect();
            format!("multiples of {}", steps.join(" and "))
        }
    };
    let reason = || format!("{}, before {}", words(new), words(old));
    match (old.steps.is_empty(), new.steps.is_empty()) {
        (true, true) => {}
        (true, false) => rules.push((&constraint::CONSTRAINT_ADDED, reason())),
        (false, true) => rules.push((&constraint::CONSTRAINT_REMOVED, reason())),
        (false, false) => match (within(old, new), within(new, old)) {
            (true, true) => {}
            (true, false) => rules.push((&constraint::MULTIPLE_OF_LOOSENED, reason())),
            (false, true) => rules.push((&constraint::MULTIPLE_OF_TIGHTENED, reason())),
            (false, false) => rules.push((&constraint::MULTIPLE_OF_CHANGED, reason())),
        },
    }
}

/// A range in words: `1..=100`, `above 0`, `any`.
fn range(numbers: &Numbers) -> String {
    let lower = numbers.min.map(|min| {
        let words = if min.exclusive { "above" } else { "at least" };
        format!("{words} {}", min.at)
    });
    let upper = numbers.max.map(|max| {
        let words = if max.exclusive { "below" } else { "at most" };
        format!("{words} {}", max.at)
    });
    match (lower, upper) {
        (Some(lower), Some(upper)) => format!("{lower} and {upper}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "any".to_owned(),
    }
}
