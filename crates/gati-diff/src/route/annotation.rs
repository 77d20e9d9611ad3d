//! What is said about types for people: descriptions, examples, deprecations.

use std::collections::BTreeMap;

use gati_schema::manifest::Package;
use gati_schema::ty::{Content, Definition, Deprecation, Field, Shape, Variant};
use gati_schema::{Manifest, TypeName};
use serde_json::Value;

use super::collect::Collector;
use super::pair::Pairing;
use crate::change::{Direction, Location, Place, Step};
use crate::reach::Reach;
use crate::rule::{Rule, note};
use crate::untouched::Untouched;

/// What is said about one thing.
#[derive(Clone, Copy)]
struct Words<'m> {
    docs: &'m str,
    deprecated: Option<&'m Deprecation>,
    examples: &'m [Value],
}

/// Compares types of one name that handlers reach.
pub(super) fn compare(
    collector: &mut Collector,
    pairing: &Pairing<'_>,
    (old, new): (&Manifest, &Manifest),
    untouched: &Untouched<'_>,
) {
    let mut findings: Vec<(&TypeName, Vec<Step>, &'static Rule, String)> = Vec::new();
    // What is said of a type is part of it, and most types are what they were.
    for name in untouched.changed().iter().copied() {
        let (Some(before), Some(after)) = (old.types.get(name), new.types.get(name)) else {
            continue;
        };
        let mut say = |path: Vec<Step>, rule: &'static Rule, reason: &str| {
            findings.push((name, path, rule, reason.to_owned()));
        };
        for (path, (a, b)) in both(before, after) {
            words(a, b, &mut |rule, reason| say(path.clone(), rule, reason));
        }
    }
    let handlers = reached_by(
        &findings.iter().map(|finding| finding.0).collect::<Vec<_>>(),
        pairing,
        new,
    );
    for ((name, path, rule, reason), handlers) in findings.into_iter().zip(handlers) {
        // What no handler reaches is not contract.
        if handlers.is_empty() {
            continue;
        }
        let handlers = collector.handlers(handlers);
        let location = Location {
            handler: None,
            place: Place::Type(name.to_string()),
            path,
        };
        collector
            .add(rule, Direction::None, location, reason)
            .handlers(handlers);
    }
    let Package {
        name: _,
        version: _,
        description,
    } = &new.package;
    if *description != old.package.description {
        let location = Location {
            handler: None,
            place: Place::Package,
            path: Vec::new(),
        };
        collector
            .add(
                &note::DOCS_CHANGED,
                Direction::None,
                location,
                "its description changed",
            )
            .with_old(old.package.description.clone())
            .with_new(description.clone());
    }
}

/// Compares what is said about one thing.
fn words(old: Words<'_>, new: Words<'_>, say: &mut dyn FnMut(&'static Rule, &str)) {
    if old.docs != new.docs {
        say(&note::DOCS_CHANGED, "its description changed");
    }
    if old.examples != new.examples {
        say(&note::EXAMPLE_CHANGED, "its examples changed");
    }
    match (old.deprecated, new.deprecated) {
        (None, Some(_)) => say(&note::DEPRECATED_ADDED, "it is deprecated"),
        (Some(_), None) => say(&note::DEPRECATED_REMOVED, "it is no longer deprecated"),
        (Some(a), Some(b)) if a != b => say(&note::DEPRECATION_CHANGED, "its deprecation changed"),
        _ => {}
    }
}

/// The things that both definitions have, by their way from the type.
fn both<'m>(old: &'m Definition, new: &'m Definition) -> Vec<(Vec<Step>, (Words<'m>, Words<'m>))> {
    let (old, new) = (things(old), things(new));
    new.into_iter()
        .filter_map(|(path, after)| Some((path.clone(), (*old.get(&path)?, after))))
        .collect()
}

/// A definition, its fields and its variants.
fn things(definition: &Definition) -> BTreeMap<Vec<Step>, Words<'_>> {
    let Definition {
        name: _,
        shape,
        docs,
        deprecated,
        examples,
    } = definition;
    let mut things = BTreeMap::from([(
        Vec::new(),
        Words {
            docs,
            deprecated: deprecated.as_ref(),
            examples,
        },
    )]);
    match shape {
        Shape::Unit | Shape::Newtype { .. } | Shape::Tuple(_) => {}
        Shape::Object { fields: list, .. } => fields(&[], list, &mut things),
        Shape::Choice(choice) => {
            for variant in &choice.variants {
                let Variant {
                    rust_name,
                    docs,
                    deprecated,
                    content,
                    ..
                } = variant;
                let path = vec![Step::Variant(rust_name.clone())];
                if let Content::Object(list) = content {
                    fields(&path, list, &mut things);
                }
                let words = Words {
                    docs,
                    deprecated: deprecated.as_ref(),
                    examples: &[],
                };
                things.insert(path, words);
            }
        }
    }
    things
}

fn fields<'m>(path: &[Step], fields: &'m [Field], things: &mut BTreeMap<Vec<Step>, Words<'m>>) {
    for field in fields {
        let mut path = path.to_vec();
        path.push(Step::Field(field.rust_name.clone()));
        let words = Words {
            docs: &field.docs,
            deprecated: field.deprecated.as_ref(),
            examples: &field.examples,
        };
        things.insert(path, words);
    }
}

/// For each of these types, the pairs of handlers that reach it.
fn reached_by(names: &[&TypeName], pairing: &Pairing<'_>, manifest: &Manifest) -> Vec<Vec<usize>> {
    if names.is_empty() {
        return Vec::new();
    }
    let index: BTreeMap<&TypeName, usize> = manifest
        .types
        .keys()
        .enumerate()
        .map(|(at, name)| (name, at))
        .collect();
    let edges: Vec<Vec<usize>> = manifest
        .types
        .values()
        .map(|definition| {
            let mut edges = Vec::new();
            for ty in definition.types() {
                ty.for_each_name(&mut |name| edges.extend(index.get(name)));
            }
            edges
        })
        .collect();
    let edges: Vec<&[usize]> = edges.iter().map(Vec::as_slice).collect();
    let marked: Vec<(usize, usize)> = names
        .iter()
        .enumerate()
        .filter_map(|(mark, name)| Some((*index.get(name)?, mark)))
        .collect();
    let reach = Reach::new(&edges, &marked);
    let mut reached = vec![Vec::new(); names.len()];
    for (at, pair) in pairing.both.iter().enumerate() {
        for (_, ty) in pair.new.types() {
            ty.for_each_name(&mut |name| {
                let Some(ty) = index.get(name) else { return };
                for mark in reach.marks(*ty) {
                    if reached[mark].last() != Some(&at) {
                        reached[mark].push(at);
                    }
                }
            });
        }
    }
    reached
}
