//! Gathers changes from wherever they are found.

use crate::Handlers;
use crate::change::{Change, Direction, Location, Transformer, Witness};
use crate::hash::Map;
use crate::reach::Reach;
use crate::rule::Rule;
use crate::walk::{Root, Walk};

use super::pair::{Pairing, label};

/// The changes so far.
pub(super) struct Collector {
    pub(super) changes: Vec<Change>,
    /// The names of the pairs.
    labels: Vec<String>,
    /// The names of all handlers, in the order of reports.
    pub(super) all: Vec<String>,
    /// The position of each handler in reports.
    order: Map<String, usize>,
    /// The lists of handlers so far, by the pairs of their handlers.
    lists: Map<Vec<usize>, Handlers>,
}

/// A change that was just added, to say more about it.
pub(super) struct Added<'c> {
    change: &'c mut Change,
}

impl Collector {
    pub(super) fn new(pairing: &Pairing<'_>) -> Self {
        let all: Vec<String> = pairing.labels().collect();
        Self {
            changes: Vec::new(),
            labels: pairing.both.iter().map(|pair| label(pair.new)).collect(),
            order: all
                .iter()
                .enumerate()
                .map(|(at, label)| (label.clone(), at))
                .collect(),
            all,
            lists: Map::default(),
        }
    }

    /// The name of a pair.
    pub(super) fn label(&self, pair: usize) -> &str {
        &self.labels[pair]
    }

    /// Adds a change that reaches the handler it is at, if it is at one.
    pub(super) fn add(
        &mut self,
        rule: &'static Rule,
        direction: Direction,
        location: Location,
        reason: impl Into<String>,
    ) -> Added<'_> {
        self.changes.push(Change {
            rule,
            direction,
            effect: rule.class.effect(),
            verdict: rule.verdict(direction),
            reason: reason.into(),
            witness: None,
            transformer: rule.transformer.on(direction),
            old: None,
            new: None,
            handlers: location.handler.iter().cloned().collect(),
            location,
        });
        Added {
            change: self
                .changes
                .last_mut()
                .expect("a change was pushed in the line above"),
        }
    }

    /// Takes over what a walk found.
    pub(super) fn take(&mut self, mut walk: Walk<'_, '_>) {
        let findings = std::mem::take(&mut walk.findings);
        let edges = walk.edges();
        let marked: Vec<(usize, usize)> = findings
            .iter()
            .enumerate()
            .map(|(mark, finding)| (finding.visit, mark))
            .collect();
        let reach = Reach::new(&edges, &marked);
        let mut reached: Vec<Vec<usize>> = vec![Vec::new(); findings.len()];
        for Root { handler, visit, .. } in walk.roots() {
            for finding in reach.marks(*visit) {
                // Roots come by handler, so that a repetition stands beside its like.
                if reached[finding].last() != Some(handler) {
                    reached[finding].push(*handler);
                }
            }
        }
        for (finding, handlers) in findings.into_iter().zip(reached) {
            let (root, mut path) = walk.location(finding.visit);
            path.extend(finding.step);
            let location = Location {
                handler: Some(self.labels[root.handler].clone()),
                place: root.place.clone(),
                path,
            };
            let handlers = self.handlers(handlers);
            self.changes.push(Change {
                rule: finding.rule,
                direction: walk.direction,
                location,
                effect: finding.rule.class.effect(),
                verdict: finding.rule.verdict(walk.direction),
                reason: finding.reason,
                witness: finding.witness,
                transformer: finding.transformer,
                old: finding.old,
                new: finding.new,
                handlers,
            });
        }
    }

    /// The handlers of these pairs, in the order of reports.
    pub(super) fn handlers(&mut self, pairs: Vec<usize>) -> Handlers {
        let list = self.lists.entry(pairs).or_insert_with_key(|pairs| {
            let mut labels: Vec<&String> = pairs.iter().map(|pair| &self.labels[*pair]).collect();
            labels.sort_by_cached_key(|label| self.order.get(*label));
            labels.into_iter().cloned().collect()
        });
        list.clone()
    }

    /// Brings the changes into their order: by handler, part, way, and then by rule.
    pub(super) fn sort(&mut self) {
        let last = self.order.len();
        let order = &self.order;
        let at = |label: &String| order.get(label).copied().unwrap_or(last);
        self.changes.sort_by(|a, b| {
            let key = |change: &Change| change.location.handler.as_ref().map_or(last, at);
            key(a)
                .cmp(&key(b))
                .then_with(|| a.location.cmp(&b.location))
                .then_with(|| a.direction.cmp(&b.direction))
                .then_with(|| a.rule.id.cmp(b.rule.id))
                .then_with(|| a.reason.cmp(&b.reason))
        });
    }

    /// Makes one finding of all that one rule says about one place (two names that are no longer read, a pattern and a bound that came together), so that
    /// its name stands for it alone. They must be in their order.
    pub(super) fn unite(&mut self) {
        self.changes.dedup_by(|next, first| {
            let is_one = next.rule == first.rule
                && next.direction == first.direction
                && next.location == first.location;
            if is_one {
                if next.reason != first.reason {
                    first.reason = format!("{}; {}", first.reason, next.reason);
                }
                first.witness = first.witness.take().or_else(|| next.witness.take());
                first.transformer = first.transformer.max(next.transformer);
            }
            is_one
        });
    }
}

impl Added<'_> {
    pub(super) fn with_old(self, old: impl Into<String>) -> Self {
        self.change.old = Some(old.into());
        self
    }

    pub(super) fn with_new(self, new: impl Into<String>) -> Self {
        self.change.new = Some(new.into());
        self
    }

    pub(super) fn witness(self, witness: Witness) -> Self {
        self.change.witness = Some(witness);
        self
    }

    pub(super) fn transformer(self, transformer: Transformer) -> Self {
        self.change.transformer = transformer;
        self
    }

    pub(super) fn handlers(self, handlers: Handlers) -> Self {
        self.change.handlers = handlers;
        self
    }
}
