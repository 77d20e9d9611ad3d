//! Lists and positions.

use super::Walk;
use crate::change::Step;
use crate::normal::{List, NodeId};
use crate::rule::{constraint, value};

impl<'m> Walk<'_, 'm> {
    pub(super) fn lists(&mut self, visit: usize, old: &List, new: &List) {
        let (o, n) = (self.visits[visit].old, self.visits[visit].new);
        // Lists that are said to be as long as before are; others may be shorter than they say.
        let is_said_alike = (old.min, old.max) == (new.min, new.max);
        let (old, new) = if is_said_alike {
            (old, new)
        } else {
            (&self.old.ended(old), &self.new.ended(new))
        };
        let within = |inner: &List, outer: &List| {
            inner.min >= outer.min
                && outer
                    .max
                    .is_none_or(|most| inner.max.is_some_and(|max| max <= most))
        };
        let fixed = match (old.is_fixed(), new.is_fixed()) {
            (true, false) if within(old, new) => Some(&value::FIXED_BECAME_ARRAY),
            (false, true) if within(new, old) => Some(&value::ARRAY_BECAME_FIXED),
            (true, true) if old.min != new.min => Some(&value::TUPLE_LENGTH_CHANGED),
            _ => None,
        };
        match fixed {
            Some(rule) => {
                self.find(visit, rule, format!("{}, before {}", length(new), length(old)))
                    .shapes(o, n)
                    .shown_by_any();
            }
            None => self.counts(
                visit,
                "the number of items",
                (old.min, old.max),
                (new.min, new.max),
            ),
        }
        // One item does not repeat.
        let may_repeat = self.sent(old.max, new.max).is_none_or(|max| max > 1);
        if old.unique != new.unique && may_repeat {
            let (rule, reason) = if new.unique {
                (&constraint::CONSTRAINT_ADDED, "items must differ")
            } else {
                (&constraint::CONSTRAINT_REMOVED, "items may repeat")
            };
            let item = self.sent(old.item, new.item);
            let twice = self
                .samples
                .plain(item)
                .map(|item| vec![item.clone(), item].into());
            self.find(visit, rule, reason)
                .shapes(o, n)
                .shown_by_one_of([twice]);
        }
        // What is never sent is nobody's concern.
        if self.sent(old.max, new.max) != Some(0) {
            self.step_both(visit, old.item, new.item, Step::Item);
        }
    }

    pub(super) fn tuples(&mut self, visit: usize, old: &[NodeId], new: &[NodeId]) {
        if old.len() != new.len() {
            let (o, n) = (self.visits[visit].old, self.visits[visit].new);
            let reason = format!("{} positions, before {}", new.len(), old.len());
            self.find(visit, &value::TUPLE_LENGTH_CHANGED, reason)
                .shapes(o, n)
                .shown_by_plain();
        }
        for (at, (old, new)) in old.iter().zip(new).enumerate() {
            self.step_both(visit, *old, *new, Step::Position(at));
        }
    }
}

fn length(list: &List) -> String {
    match (list.min, list.max) {
        (min, Some(max)) if min == max => format!("exactly {min} items"),
        (0, None) => "any number of items".to_owned(),
        (min, None) => format!("at least {min} items"),
        (min, Some(max)) => format!("{min} to {max} items"),
    }
}
