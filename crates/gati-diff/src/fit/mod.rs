//! Whether everything that one place may hold fits another: the greatest fixpoint over pairs of nodes.
//!
//! Every pair is taken to fit until it is shown not to. A pair that falls makes those that relied on it be looked at again,
//! and so on until nothing falls any more. Cutting a cycle once and remembering the guess would be unsound: a guess
//! made inside a cycle can hide a break in a branch beside it.

mod object;
mod union;

use std::collections::{BTreeSet, VecDeque};

use serde_json::Value;

use crate::hash::Map;
use crate::normal::{Graph, NodeId, Rest, Shape, Union};
use crate::sample::accepts;
use crate::verdict::Fit;

/// What a sender may send and a receiver takes, and what is known about pairs of both.
pub(crate) struct Fits<'a, 'm> {
    pub(crate) sender: &'a Graph<'m>,
    pub(crate) receiver: &'a Graph<'m>,
    known: Map<Pair, Known>,
    queue: VecDeque<Pair>,
}

/// A place of the sender and one of the receiver.
type Pair = (NodeId, NodeId);

/// What is known about a pair.
struct Known {
    fit: Fit,
    /// The pairs that relied on it, with no repetition.
    relied_on_by: BTreeSet<Pair>,
    queued: bool,
}

/// One look at a pair, which may ask about others.
struct Look<'l, 'a, 'm> {
    fits: &'l mut Fits<'a, 'm>,
    pair: Pair,
}

impl<'a, 'm> Fits<'a, 'm> {
    /// Nothing is known yet.
    pub(crate) fn new(sender: &'a Graph<'m>, receiver: &'a Graph<'m>) -> Self {
        Self {
            sender,
            receiver,
            known: Map::default(),
            queue: VecDeque::new(),
        }
    }

    /// Whether everything that the sender may put there fits.
    pub(crate) fn fit(&mut self, sender: NodeId, receiver: NodeId) -> Fit {
        let pair = (sender, receiver);
        self.look_up(pair);
        while let Some(pair) = self.queue.pop_front() {
            self.known_mut(pair).queued = false;
            let before = self.known[&pair].fit;
            let now = before.max(Look { fits: self, pair }.nodes());
            if now > before {
                let known = self.known_mut(pair);
                known.fit = now;
                let again: Vec<Pair> = known.relied_on_by.iter().copied().collect();
                for pair in again {
                    let known = self.known_mut(pair);
                    if !known.queued && known.fit < Fit::Fails {
                        known.queued = true;
                        self.queue.push_back(pair);
                    }
                }
            }
        }
        self.known[&pair].fit
    }

    /// What is known about a pair; one that is met for the first time fits, and will be looked at.
    fn look_up(&mut self, pair: Pair) -> &mut Known {
        let queue = &mut self.queue;
        self.known.entry(pair).or_insert_with(|| {
            queue.push_back(pair);
            Known {
                fit: Fit::Fits,
                relied_on_by: BTreeSet::new(),
                queued: true,
            }
        })
    }

    fn known_mut(&mut self, pair: Pair) -> &mut Known {
        self.known
            .get_mut(&pair)
            .expect("pairs are queued and relied on after they are known")
    }
}

/// The worse of several.
fn all(fits: impl IntoIterator<Item = Fit>) -> Fit {
    fits.into_iter().max().unwrap_or_default()
}

/// A fact as a fit.
fn when(holds: bool) -> Fit {
    if holds { Fit::Fits } else { Fit::Fails }
}

impl<'m> Look<'_, '_, 'm> {
    /// What is known about another pair, on which this one now relies.
    fn ask(&mut self, sender: NodeId, receiver: NodeId) -> Fit {
        let by = self.pair;
        let known = self.fits.look_up((sender, receiver));
        known.relied_on_by.insert(by);
        known.fit
    }

    /// Looks at the two nodes.
    fn nodes(&mut self) -> Fit {
        let (s, r) = self.pair;
        let (sender, receiver) = (self.fits.sender, self.fits.receiver);
        match (sender.shape(s), receiver.shape(r)) {
            (Shape::Checked(inner, own), Shape::Checked(other, theirs)) if theirs.is_subset(own) => {
                self.ask(*inner, *other)
            }
            (_, Shape::Checked(other, _)) => self.ask(s, *other).max(Fit::Unknown),
            (Shape::Checked(inner, _), _) => self.ask(*inner, r),
            (_, Shape::Any) => Fit::Fits,
            (Shape::Nullable(inner), _) => when(self.takes_null(r)).max(self.ask(*inner, r)),
            (Shape::Null, Shape::Nullable(_) | Shape::Null) => Fit::Fits,
            (_, Shape::Nullable(inner)) => self.ask(s, *inner),
            (Shape::Union(own), Shape::Union(theirs)) => self.unions(own, theirs),
            (Shape::Union(own), _) => self.union_to_single(own),
            (_, Shape::Union(theirs)) => self.single_to_union(theirs),
            (Shape::Bool { as_text: own }, Shape::Bool { as_text: theirs }) => when(own == theirs),
            (Shape::Number(own), Shape::Number(theirs)) => own.fit(theirs),
            (Shape::Text(own), Shape::Text(theirs)) => own.fit(theirs),
            (Shape::Number(own), Shape::Text(theirs)) if own.as_text => as_any_text(theirs.is_any()),
            (Shape::Bool { as_text: true }, Shape::Text(theirs)) => {
                as_any_text(theirs.contains("true") == Some(true) && theirs.contains("false") == Some(true))
            }
            (Shape::Upload(min, max), Shape::Upload(at_least, at_most)) => {
                when(min >= at_least && at_most.is_none_or(|most| max.is_some_and(|max| max <= most)))
            }
            (Shape::List(own), Shape::List(theirs)) => {
                let own = &sender.ended(own);
                let longest = theirs
                    .max
                    .is_none_or(|most| own.max.is_some_and(|max| max <= most));
                let unique = own.unique || !theirs.unique || own.max.is_some_and(|max| max <= 1);
                let counts = when(own.min >= theirs.min && longest && unique);
                if own.max == Some(0) {
                    return counts;
                }
                counts.max(self.ask(own.item, theirs.item))
            }
            (_, Shape::List(theirs)) if theirs.as_text && !matches!(sender.shape(s), Shape::Tuple(_)) => {
                when(theirs.min <= 1 && theirs.max.is_none_or(|max| max >= 1)).max(self.ask(s, theirs.item))
            }
            (Shape::Tuple(own), Shape::Tuple(theirs)) => {
                let length = when(own.len() == theirs.len());
                let pairs: Vec<_> = own.iter().copied().zip(theirs.iter().copied()).collect();
                length.max(all(pairs.into_iter().map(|(own, theirs)| self.ask(own, theirs))))
            }
            (Shape::Tuple(own), Shape::List(theirs)) => {
                let len = own.len() as u64;
                let count = len >= theirs.min && theirs.max.is_none_or(|max| len <= max);
                let unique = when(!theirs.unique || sender.all_differ(own));
                let own = own.clone();
                let item = theirs.item;
                when(count)
                    .max(unique)
                    .max(all(own.into_iter().map(|own| self.ask(own, item))))
            }
            (Shape::List(own), Shape::Tuple(theirs)) => {
                let len = theirs.len() as u64;
                let item = own.item;
                when(own.min == len && own.max == Some(len)).max(all(theirs
                    .clone()
                    .into_iter()
                    .map(|theirs| self.ask(item, theirs))))
            }
            (Shape::Map(own), Shape::Map(theirs)) => {
                let most = theirs
                    .max
                    .is_none_or(|most| own.max.is_some_and(|max| max <= most));
                let counts = when(own.min >= theirs.min && most);
                if own.max == Some(0) {
                    return counts;
                }
                counts
                    .max(self.ask(own.key, theirs.key))
                    .max(self.ask(own.value, theirs.value))
            }
            (Shape::Object(own), Shape::Object(theirs)) => self.objects(own, theirs),
            (Shape::Object(own), Shape::Map(theirs)) => self.object_to_map(own, theirs, 0),
            (Shape::Map(own), Shape::Object(theirs)) => self.map_to_object(own, theirs),
            (
                Shape::Any
                | Shape::Null
                | Shape::Bool { .. }
                | Shape::Number(_)
                | Shape::Text(_)
                | Shape::Upload(..)
                | Shape::List(_)
                | Shape::Tuple(_)
                | Shape::Map(_)
                | Shape::Object(_),
                _,
            ) => Fit::Fails,
        }
    }

    /// Whether the receiver takes null at a place.
    fn takes_null(&self, r: NodeId) -> bool {
        accepts(self.fits.receiver, r, &Value::Null) != Some(false)
    }
}

/// Numbers and truth values that travel as text fit every place of texts; whether they fit one that asks for something is
/// known for truth values alone.
fn as_any_text(holds: bool) -> Fit {
    if holds { Fit::Fits } else { Fit::Unknown }
}

/// What becomes of a key that the receiver does not know.
fn unknown_key(rest: Rest, closed: Fit) -> Fit {
    match rest {
        Rest::Ignored => Fit::Dropped,
        Rest::Refused => closed,
        Rest::Kept(_) => Fit::Fits,
    }
}

/// The arms of a union that are recognised by their shape.
fn tagless<'u>(union: &'u Union<'_>) -> impl Iterator<Item = NodeId> + 'u {
    union
        .arms
        .iter()
        .filter(|arm| arm.tagless)
        .filter_map(|arm| arm.content)
}
