//! Compares two graphs of one side, place by place.
//!
//! Each pair of places is looked at once, at the nearest place from the first handler that leads there; so a type that
//! fifty handlers share gives one finding, and recursion ends. Which handlers a finding reaches is asked afterwards, of the
//! way in which visits led to visits.

mod choice;
mod container;
mod dropped;
mod error;
mod member;
mod mismatch;
mod number;
mod object;
mod presence;
mod text;
mod untagged;
mod way;

use std::collections::VecDeque;
use std::ops::Range;

use serde_json::Value;

use crate::change::{Direction, Place, Step, Transformer, Witness};
use crate::fit::Fits;
use crate::hash::Map;
use crate::normal::{Graph, Member, NodeId, Shape};
use crate::rule::{Rule, field};
use crate::sample::{self, Samples};
use crate::shape;
use crate::untouched::Untouched;
use crate::verdict::{Class, Fit, Level};
use way::{Lead, Steps, Way};

/// A comparison of two graphs.
pub(crate) struct Walk<'a, 'm> {
    pub(crate) direction: Direction,
    old: &'a Graph<'m>,
    new: &'a Graph<'m>,
    untouched: &'a Untouched<'m>,
    /// What the old side sends against what the new side takes.
    forward: Fits<'a, 'm>,
    /// What the new side sends against what the old side takes.
    backward: Fits<'a, 'm>,
    /// Values of the side whose values must not be refused.
    samples: Samples<'a, 'm>,
    roots: Vec<Root>,
    visits: Vec<Visit<'m>>,
    /// Where visits lead, one visit after the other.
    edges: Vec<usize>,
    seen: Map<(NodeId, NodeId), usize>,
    seen_errors: Map<(NodeId, NodeId), usize>,
    queue: VecDeque<usize>,
    /// The ways on from objects that are written down as before.
    leads: Vec<Lead<'m>>,
    /// Those of each pair.
    found_leads: Map<(NodeId, NodeId), Range<usize>>,
    pub(crate) findings: Vec<Finding>,
}

/// A part of a handler where a shape stands.
pub(crate) struct Root {
    pub(crate) handler: usize,
    pub(crate) place: Place,
    pub(crate) visit: usize,
}

/// A pair of places.
struct Visit<'m> {
    old: NodeId,
    new: NodeId,
    root: usize,
    /// Where it was first come from.
    from: Option<Way<'m>>,
    /// Where it leads, in the list of all edges.
    into: Range<usize>,
}

/// Something that was found.
pub(crate) struct Finding {
    pub(crate) visit: usize,
    /// The step from there to the place, if it is not the place itself.
    pub(crate) step: Option<Step>,
    pub(crate) rule: &'static Rule,
    pub(crate) reason: String,
    pub(crate) old: Option<String>,
    pub(crate) new: Option<String>,
    pub(crate) witness: Option<Witness>,
    pub(crate) transformer: Transformer,
}

impl<'a, 'm> Walk<'a, 'm> {
    pub(crate) fn new(
        direction: Direction,
        (old, new): (&'a Graph<'m>, &'a Graph<'m>),
        untouched: &'a Untouched<'m>,
    ) -> Self {
        let sender = if direction == Direction::Request { old } else { new };
        Self {
            direction,
            old,
            new,
            untouched,
            forward: Fits::new(old, new),
            backward: Fits::new(new, old),
            samples: Samples::new(sender),
            roots: Vec::new(),
            visits: Vec::new(),
            edges: Vec::new(),
            seen: Map::default(),
            seen_errors: Map::default(),
            queue: VecDeque::new(),
            leads: Vec::new(),
            found_leads: Map::default(),
            findings: Vec::new(),
        }
    }

    /// Compares what stands in a part of a handler, and all that it leads to.
    pub(crate) fn root(&mut self, handler: usize, place: Place, old: NodeId, new: NodeId) {
        let root = self.roots.len();
        // An enum says other things as an error than elsewhere, so such a root is a visit of its own.
        let seen = if place == Place::Error {
            &self.seen_errors
        } else {
            &self.seen
        };
        let known = seen.get(&(old, new)).copied();
        let visit = known.unwrap_or_else(|| self.push(root, old, new, None));
        let seen = if place == Place::Error {
            &mut self.seen_errors
        } else {
            &mut self.seen
        };
        seen.insert((old, new), visit);
        self.roots.push(Root {
            handler,
            place,
            visit,
        });
        while let Some(visit) = self.queue.pop_front() {
            let Visit { old, new, .. } = self.visits[visit];
            let start = self.edges.len();
            self.compare(visit, old, new);
            self.visits[visit].into = start..self.edges.len();
        }
    }

    fn push(&mut self, root: usize, old: NodeId, new: NodeId, from: Option<Way<'m>>) -> usize {
        let visit = self.visits.len();
        self.visits.push(Visit {
            old,
            new,
            root,
            from,
            into: 0..0,
        });
        self.queue.push_back(visit);
        visit
    }

    /// Goes on to a pair of parts; what the step is called on both sides is asked if it is the first that leads there.
    fn step(&mut self, visit: usize, old: NodeId, new: NodeId, steps: impl FnOnce() -> Steps<'m>) {
        // The name of a definition may have changed although nothing else did.
        let is_named = self.old.name(old).is_some() || self.new.name(new).is_some();
        if !is_named && self.is_same_leaf(old, new) {
            return;
        }
        let child = match self.seen.get(&(old, new)) {
            Some(child) => *child,
            None => {
                let way = Way {
                    visit,
                    steps: steps(),
                };
                let child = self.push(self.visits[visit].root, old, new, Some(way));
                self.seen.insert((old, new), child);
                child
            }
        };
        self.edges.push(child);
    }

    /// Whether two places lead nowhere further and are written down alike: most are, and need no visit.
    fn is_same_leaf(&self, old: NodeId, new: NodeId) -> bool {
        match (self.old.shape(old), self.new.shape(new)) {
            (Shape::Text(old), Shape::Text(new)) => old == new,
            (Shape::Number(old), Shape::Number(new)) => old.is_spelt_like(new),
            (Shape::Bool { as_text: old }, Shape::Bool { as_text: new }) => old == new,
            (Shape::Null, Shape::Null) | (Shape::Any, Shape::Any) => true,
            _ => false,
        }
    }

    /// Goes on to a pair of parts that are called the same.
    fn step_both(&mut self, visit: usize, old: NodeId, new: NodeId, step: Step) {
        self.step(visit, old, new, || Steps::Both(step));
    }

    /// Compares what stands at a place, as far as it stands there.
    fn compare(&mut self, visit: usize, old: NodeId, new: NodeId) {
        if let Some(leads) = self.leads(old, new) {
            return self.go_through(visit, leads);
        }
        match (self.old.shape(old), self.new.shape(new)) {
            (Shape::Checked(..), _) | (_, Shape::Checked(..)) => self.checks(visit, old, new),
            (Shape::Nullable(old), Shape::Nullable(new))
                if !self.old.is_null(*old) && !self.new.is_null(*new) =>
            {
                self.compare(visit, *old, *new);
            }
            (Shape::Nullable(inner), _) if is_null_aside(self.old.shape(*inner), self.new, new) => {
                self.find(visit, &field::NULLABLE_REMOVED, "null is no longer possible here")
                    .shapes(old, new)
                    .shown_by(Value::Null);
                self.compare(visit, *inner, new);
            }
            (_, Shape::Nullable(inner)) if is_null_aside(self.new.shape(*inner), self.old, old) => {
                self.find(visit, &field::NULLABLE_ADDED, "null is possible here")
                    .shapes(old, new)
                    .shown_by(Value::Null);
                self.compare(visit, old, *inner);
            }
            (Shape::Any, Shape::Any) | (Shape::Null, Shape::Null) => {}
            (Shape::Bool { as_text: old }, Shape::Bool { as_text: new }) if old == new => {}
            (Shape::Number(a), Shape::Number(b)) if a.as_text == b.as_text => self.numbers(visit, a, b),
            (Shape::Text(a), Shape::Text(b)) => self.texts(visit, a, b),
            (Shape::Upload(min, max), Shape::Upload(new_min, new_max)) => {
                let subject = "the number of bytes";
                self.counts(visit, subject, (*min, *max), (*new_min, *new_max));
            }
            (Shape::List(a), Shape::List(b)) => self.lists(visit, a, b),
            (Shape::Tuple(a), Shape::Tuple(b)) => self.tuples(visit, a, b),
            (Shape::Tuple(a), Shape::List(b)) if b.is_fixed() && b.min == a.len() as u64 && !b.unique => {
                for (at, position) in a.iter().enumerate() {
                    self.step_both(visit, *position, b.item, Step::Position(at));
                }
            }
            (Shape::List(a), Shape::Tuple(b)) if a.is_fixed() && a.min == b.len() as u64 && !a.unique => {
                for (at, position) in b.iter().enumerate() {
                    self.step_both(visit, a.item, *position, Step::Position(at));
                }
            }
            (Shape::Map(a), Shape::Map(b)) => {
                self.counts(visit, "the number of entries", (a.min, a.max), (b.min, b.max));
                if self.sent(a.max, b.max) != Some(0) {
                    self.step_both(visit, a.key, b.key, Step::Key);
                    self.step_both(visit, a.value, b.value, Step::Value);
                }
            }
            (Shape::Object(a), Shape::Object(b)) => self.objects(visit, a, b),
            (Shape::Union(a), Shape::Union(b)) if self.is_error(visit) => self.errors(visit, a, b),
            (Shape::Union(a), Shape::Union(b)) => self.unions(visit, a, b),
            _ => self.mismatch(visit, old, new),
        }
        self.names(visit, old, new);
    }

    /// Whether a rule, found in this direction, breaks old callers.
    fn breaks(&self, rule: &Rule) -> bool {
        rule.class.level(self.direction) == Level::Major
    }

    /// Of two facts, that of the old side and that of the new, the one of the side that sends what must not be refused.
    fn sent<T>(&self, old: T, new: T) -> T {
        if self.direction == Direction::Request {
            old
        } else {
            new
        }
    }

    /// Whether what the old side sends at one place is taken by the new side at another.
    fn fits(&mut self, old: NodeId, new: NodeId) -> Fit {
        self.forward.fit(old, new)
    }

    /// Whether what the new side sends at one place is taken by the old side at another.
    fn fits_back(&mut self, old: NodeId, new: NodeId) -> Fit {
        self.backward.fit(new, old)
    }

    /// Whether two places hold the same values.
    fn same(&mut self, old: NodeId, new: NodeId) -> bool {
        self.fits(old, new) == Fit::Fits && self.fits_back(old, new) == Fit::Fits
    }

    /// Whether a visit is the query, or the headers, as a whole.
    fn is_parameters(&self, visit: usize) -> bool {
        let Visit { root, ref from, .. } = self.visits[visit];
        from.is_none() && matches!(self.place(root), Place::Query | Place::Headers)
    }

    /// Whether a visit is the error of a handler.
    fn is_error(&self, visit: usize) -> bool {
        let Visit { root, ref from, .. } = self.visits[visit];
        from.is_none() && *self.place(root) == Place::Error
    }

    /// The place of a root, which is not in the list before its first visit is made.
    fn place(&self, root: usize) -> &Place {
        &self.roots[root].place
    }

    /// Takes note of a finding.
    fn find(&mut self, visit: usize, rule: &'static Rule, reason: impl Into<String>) -> Found<'_, 'a, 'm> {
        let rule = self.named(visit, rule);
        self.findings.push(Finding {
            visit,
            step: None,
            rule,
            reason: reason.into(),
            old: None,
            new: None,
            witness: None,
            transformer: rule.transformer.on(self.direction),
        });
        Found {
            walk: self,
            is_silent: false,
        }
    }

    /// Puts the value of a place into plain values of all that is around it, and looks whether it shows what the rule says.
    fn whole(&mut self, visit: usize, value: Value, may_be_silent: bool) -> Option<Witness> {
        let mut value = value;
        let mut at = visit;
        while let Some(Way { visit, steps }) = &self.visits[at].from {
            let Visit { old, new, .. } = self.visits[*visit];
            let (node, step) = self.sent((old, steps.before()), (new, steps.after()));
            value = self.samples.with(node, &step, value)?;
            at = *visit;
        }
        let Visit { old, new, .. } = self.visits[at];
        let takes_old = sample::accepts(self.old, old, &value);
        let takes_new = sample::accepts(self.new, new, &value);
        let (sender, receiver) = self.sent((takes_old, takes_new), (takes_new, takes_old));
        // It is no witness if nobody may send it; and if the receiver takes it after all, it must be that it has another
        // meaning there.
        match (sender, receiver) {
            (Some(false), _) | (_, None) => None,
            (_, Some(false)) => Some(Witness::Value { value }),
            (_, Some(true)) if may_be_silent => Some(Witness::Silent { value }),
            (_, Some(true)) => None,
        }
    }

    /// Whether a rule is about values that are taken as before and mean something else.
    fn is_silent(&self, rule: &Rule) -> bool {
        match rule.class {
            Class::Fixed(_) => true,
            Class::Values { forward, .. } => forward == Fit::Dropped && self.direction == Direction::Request,
        }
    }

    /// The way from the handler to a visit.
    pub(crate) fn location(&self, visit: usize) -> (&Root, Vec<Step>) {
        let mut steps = Vec::new();
        let mut at = visit;
        while let Some(way) = &self.visits[at].from {
            steps.push(way.steps.after().into_owned());
            at = way.visit;
        }
        steps.reverse();
        (&self.roots[self.visits[at].root], steps)
    }

    /// Where each visit leads.
    pub(crate) fn edges(&self) -> Vec<&[usize]> {
        let visits = self.visits.iter();
        visits.map(|visit| &self.edges[visit.into.clone()]).collect()
    }

    /// The parts of handlers.
    pub(crate) fn roots(&self) -> &[Root] {
        &self.roots
    }
}

/// Whether null is all that stands between a place that may be null and one of another graph, so that the rest can be compared
/// without it.
fn is_null_aside(inner: &Shape<'_>, graph: &Graph<'_>, other: NodeId) -> bool {
    match graph.shape(other) {
        Shape::Any | Shape::Null | Shape::Nullable(_) => false,
        Shape::Union(_) => {
            matches!(inner, Shape::Union(_)) && sample::accepts(graph, other, &Value::Null) == Some(false)
        }
        _ => true,
    }
}

/// A finding that was just taken note of, to say more about it.
struct Found<'w, 'a, 'm> {
    walk: &'w mut Walk<'a, 'm>,
    /// Whether what shows it is taken as before and means less.
    is_silent: bool,
}

impl Found<'_, '_, '_> {
    fn finding(&mut self) -> &mut Finding {
        self.walk
            .findings
            .last_mut()
            .expect("it was pushed when this was made")
    }

    /// It is at a part of the place.
    fn at(mut self, step: Step) -> Self {
        self.finding().step = Some(step);
        self
    }

    /// The shapes on both sides.
    fn shapes(mut self, old: NodeId, new: NodeId) -> Self {
        self.finding().old = Some(shape::node(self.walk.old, old));
        self.finding().new = Some(shape::node(self.walk.new, new));
        self
    }

    /// The shapes under a key on both sides.
    fn members(mut self, old: Option<&Member<'_>>, new: Option<&Member<'_>>) -> Self {
        let (before, after) = (self.walk.old, self.walk.new);
        self.finding().old = old.map(|member| shape::member(before, member));
        self.finding().new = new.map(|member| shape::member(after, member));
        self
    }

    fn words(mut self, old: impl Into<String>, new: impl Into<String>) -> Self {
        self.finding().old = Some(old.into());
        self.finding().new = Some(new.into());
        self
    }

    /// The place itself knows better whether old callers can be served.
    fn transformer(mut self, transformer: Transformer) -> Self {
        if self.finding().transformer != Transformer::NotNeeded {
            self.finding().transformer = transformer;
        }
        self
    }

    /// The values that show it are taken as before, and some of what they say no longer has an effect.
    fn silently(mut self) -> Self {
        self.is_silent = true;
        self
    }

    /// This value of the place shows it.
    fn shown_by(self, value: Value) -> Self {
        self.shown_by_one_of([Some(value)])
    }

    /// The first of these values of the place that really is refused shows it.
    fn shown_by_one_of(mut self, values: impl IntoIterator<Item = Option<Value>>) -> Self {
        let Finding { visit, rule, .. } = *self.finding();
        if self.walk.breaks(rule) {
            let is_silent = self.is_silent || self.walk.is_silent(rule);
            let witness = values
                .into_iter()
                .flatten()
                .find_map(|value| self.walk.whole(visit, value, is_silent));
            self.finding().witness = witness;
        }
        self
    }

    /// This status shows it.
    fn shown_by_status(mut self, status: Option<u16>) {
        self.finding().witness = status.map(|status| Witness::Answer { status });
    }

    /// A plain value of the place shows it: something is missing there.
    fn shown_by_plain(self) -> Self {
        let visit = &self.walk.visits[self.walk.findings[self.walk.findings.len() - 1].visit];
        let node = self.walk.sent(visit.old, visit.new);
        let value = self.walk.samples.solid(node);
        self.shown_by_one_of([value])
    }

    /// Some value of the place shows it; which, is looked for.
    fn shown_by_any(self) -> Self {
        let visit = &self.walk.visits[self.walk.findings[self.walk.findings.len() - 1].visit];
        let node = self.walk.sent(visit.old, visit.new);
        let values = self.walk.samples.variety(node);
        self.shown_by_one_of(values.into_iter().map(Some))
    }
}
