//! Works out plans.

mod answer;
mod choice;
mod lacks;
mod names;
mod object;
mod order;
mod request;
mod value;
mod within;

use std::collections::{BTreeSet, HashMap};

use gati_diff::{Pairing, label};
use gati_schema::ty::Side;
use gati_schema::{Definition, Handler, Manifest, TypeName};

use crate::revision::Revisions;
use crate::waive::Waivers;
use crate::{Body, By, Conversion, Gap, Given, HandlerStep, Part, Role, StepPlan, Subject, Waived, Way};

/// What it takes to serve callers of the older release from the newer one.
///
/// `given` are the transformers of exactly this step; `waived` the findings of its diff that somebody acknowledged.
#[must_use]
pub fn plan(older: &Manifest, newer: &Manifest, given: &[Given], waived: &[Waived]) -> StepPlan {
    let pairing = Pairing::new(older, newer);
    let mut planner = Planner {
        older,
        newer,
        given,
        revisions: Revisions::new(older, newer),
        waivers: Waivers::new(older, newer, waived),
        used: BTreeSet::new(),
        known: HashMap::new(),
        conversions: Vec::new(),
        gaps: Vec::new(),
    };
    // Gaps are found in the order in which handlers stand in the newer release, which is that of the source they are shown in.
    let mut pairs = pairing.both.clone();
    pairs.sort_by_key(|pair| position(&newer.handlers, pair.new));
    let mut handlers: Vec<HandlerStep> = pairs
        .into_iter()
        .map(|pair| planner.handler(pair.old, pair.new))
        .collect();
    handlers.sort_by_key(|step| {
        older
            .handlers
            .iter()
            .position(|handler| handler.name == step.older)
    });
    planner.use_within();
    let mut step = StepPlan {
        gone: pairing
            .removed
            .iter()
            .map(|handler| handler.name.clone())
            .collect(),
        handlers,
        conversions: planner.conversions,
        gaps: planner.gaps,
        unused: (0..given.len()).filter(|at| !planner.used.contains(at)).collect(),
    };
    order::reach(&mut step, newer);
    step
}

fn position(handlers: &[Handler], handler: &Handler) -> usize {
    handlers
        .iter()
        .position(|other| std::ptr::eq(other, handler))
        .unwrap_or(handlers.len())
}

/// A plan in the making.
struct Planner<'m> {
    older: &'m Manifest,
    newer: &'m Manifest,
    given: &'m [Given],
    revisions: Revisions,
    waivers: Waivers,
    used: BTreeSet<usize>,
    known: HashMap<(Way, Role, TypeName, TypeName), usize>,
    conversions: Vec<Conversion>,
    gaps: Vec<Gap>,
}

impl<'m> Planner<'m> {
    fn handler(&mut self, old: &'m Handler, new: &'m Handler) -> HandlerStep {
        let route = |handler: &Handler| (handler.method, handler.path.key());
        HandlerStep {
            older: old.name.clone(),
            newer: new.name.clone(),
            same_route: route(old) == route(new),
            request: self.request(old, new),
            answer: self.answer(old, new),
            error: self.error(old, new),
            statuses: answer::statuses(&old.answer.statuses, &new.answer.statuses),
        }
    }

    /// The manifest that has the sources of a way.
    fn source(&self, way: Way) -> &'m Manifest {
        match way {
            Way::Lift => self.older,
            Way::Lower => self.newer,
        }
    }

    /// The manifest that has the targets of a way.
    fn target(&self, way: Way) -> &'m Manifest {
        self.source(way.back())
    }

    fn source_of(&self, way: Way, name: &TypeName) -> Option<&'m Definition> {
        self.source(way).types.get(name)
    }

    fn target_of(&self, way: Way, name: &TypeName) -> Option<&'m Definition> {
        self.target(way).types.get(name)
    }

    /// The transformer of the user's that carries a type, by the names of source and target.
    fn given_for(&mut self, way: Way, from: &TypeName, to: &TypeName) -> Option<usize> {
        let (older, newer) = in_time(way, from, to);
        let subject = Subject::Type {
            older: older.clone(),
            newer: newer.clone(),
        };
        self.take_given(way, &subject)
    }

    /// The transformer of the user's that carries a part of a handler.
    fn given_for_part(&mut self, old: &Handler, new: &Handler, part: Part) -> Option<usize> {
        let subject = Subject::Handler {
            older: old.name.clone(),
            newer: new.name.clone(),
            part,
        };
        self.take_given(part.way(), &subject)
    }

    fn take_given(&mut self, way: Way, subject: &Subject) -> Option<usize> {
        let found = self
            .given
            .iter()
            .position(|given| given.way == way && given.subject == *subject);
        self.used.extend(found);
        found
    }

    /// The number of the conversion between two defined types, which is planned when it is first asked for.
    fn conversion(&mut self, way: Way, role: Role, from: &TypeName, to: &TypeName) -> usize {
        let key = (way, role, from.clone(), to.clone());
        if let Some(known) = self.known.get(&key) {
            return *known;
        }
        let number = self.conversions.len();
        self.known.insert(key, number);
        let given = self.given_for(way, from, to);
        let by = given.map_or(
            By::Derived {
                body: Body::Unit,
                gap: None,
            },
            By::Given,
        );
        self.conversions.push(Conversion {
            way,
            role,
            from: from.clone(),
            to: to.clone(),
            by,
        });
        if given.is_none() {
            // Whatever comes back to this pair calls it by its number.
            let by = self.derive(way, role, from, to);
            self.conversions[number].by = by;
        }
        number
    }
}

/// Two facts of source and target, the older first.
fn in_time<T>(way: Way, source: T, target: T) -> (T, T) {
    match way {
        Way::Lift => (source, target),
        Way::Lower => (target, source),
    }
}

/// The side from which both ends of a way are seen.
fn side(way: Way) -> Side {
    match way {
        Way::Lift => Side::Read,
        Way::Lower => Side::Write,
    }
}

/// The labels of handlers by their names in the newer release.
fn labels(newer: &Manifest) -> impl Iterator<Item = (&str, String)> {
    newer
        .handlers
        .iter()
        .map(|handler| (handler.name.as_str(), label(handler)))
}
