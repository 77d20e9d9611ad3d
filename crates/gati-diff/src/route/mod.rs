//! Handlers against handlers.

mod annotation;
mod answer;
mod collect;
mod facts;
mod line;
mod moved;
mod pair;
mod part;
mod placeholder;
mod shadow;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use gati_schema::Manifest;

use crate::Handlers;
use crate::change::{Change, Direction, Location, Place};
use crate::hash::Map;
use crate::report::{Bump, Changes, FORMAT, HandlerBump, Package};
use crate::rule::handler;
use crate::untouched::Untouched;
use crate::verdict::Verdict;
use crate::walk::Walk;
use collect::Collector;
pub use pair::{Pair, Pairing, label};
use part::Parts;
pub use placeholder::placeholder;

/// The day on which manifests are compared. It decides nothing but how the removal of a handler is called whose end was
/// announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Today<'a> {
    /// Nobody said.
    Unknown,
    /// A date as RFC 3339 has it.
    Date(&'a str),
}

/// What changed from one manifest to another.
///
/// The result is the same in every run, and empty if the contracts are the same.
#[must_use]
pub fn compare(old: &Manifest, new: &Manifest, today: Today<'_>) -> Changes {
    compare_knowing(Untouched::new(old, new), (old, new), today)
}

/// The same, where it is known what needs no look.
fn compare_knowing<'m>(
    untouched: Untouched<'m>,
    (old, new): (&'m Manifest, &'m Manifest),
    today: Today<'_>,
) -> Changes {
    let Manifest {
        format: _,
        package,
        handlers: _,
        types: _,
        // Callers see nothing of them.
        modules: _,
        module_types: _,
        // What runs around handlers is nothing that callers see.
        hooks: _,
        hook_types: _,
    } = new;
    let pairing = Pairing::new(old, new);
    let mut collector = Collector::new(&pairing);
    let mut parts = Parts::new(untouched);

    for (at, pair) in pairing.both.iter().enumerate() {
        facts::compare(&mut collector, at, pair);
        answer::compare(&mut collector, &mut parts, at, pair);
        part::compare(&mut collector, &mut parts, at, pair, old);
    }
    for removed in &pairing.removed {
        facts::removed(&mut collector, removed, old, today);
    }
    for added in &pairing.added {
        let location = Location {
            handler: Some(label(added)),
            place: Place::Handler,
            path: Vec::new(),
        };
        collector
            .add(&handler::HANDLER_ADDED, Direction::None, location, "it is new")
            .with_new(added.name.clone());
        shadow::compare(&mut collector, &pairing, added, old);
    }
    for moved in pairing.both.iter().filter(|pair| pair.has_moved()) {
        shadow::compare(&mut collector, &pairing, moved.new, old);
    }

    let Parts {
        read,
        write,
        untouched,
    } = &parts;
    for (direction, sides) in [(Direction::Request, read), (Direction::Response, write)] {
        let mut walk = Walk::new(direction, (&sides.old, &sides.new), untouched);
        for part in &sides.roots {
            walk.root(part.handler, part.place.clone(), part.old, part.new);
        }
        collector.take(walk);
    }
    annotation::compare(&mut collector, &pairing, (old, new), untouched);
    moved::join(&mut collector.changes);
    collector.sort();
    collector.unite();

    let Collector { changes, all, .. } = collector;
    let verdicts = verdicts(&changes);
    let handlers = all
        .into_iter()
        .filter_map(|label| {
            let bump = Bump::from(*verdicts.get(label.as_str())?);
            Some(HandlerBump { handler: label, bump })
        })
        .collect();
    let name = |package: &gati_schema::manifest::Package| Package {
        name: package.name.clone(),
        version: package.version.clone(),
    };
    Changes {
        format: FORMAT,
        old: name(&old.package),
        new: name(package),
        bump: Bump::of(changes.iter().map(|change| change.verdict)),
        handlers,
        changes,
        schema_versions: Vec::new(),
        next: None,
    }
}

/// The verdict of each handler that is reached.
fn verdicts(changes: &[Change]) -> Map<&str, Verdict> {
    // Most changes share their list of handlers with others, which is then gone through once.
    let mut lists: BTreeMap<usize, (&Handlers, Verdict)> = BTreeMap::new();
    for change in changes {
        let (_, verdict) = lists
            .entry(change.handlers.id())
            .or_insert((&change.handlers, Verdict::default()));
        *verdict = verdict.max(change.verdict);
    }
    let mut verdicts: Map<&str, Verdict> = Map::default();
    for (handlers, of_list) in lists.into_values() {
        for handler in handlers {
            let verdict = verdicts.entry(handler).or_default();
            *verdict = verdict.max(of_list);
        }
    }
    verdicts
}
