//! Transformers of types that stand inside of what another transformer carries: nothing generated calls them, but that one may.

use std::collections::BTreeSet;

use gati_schema::{Handler, Manifest, Type, TypeName};

use super::Planner;
use crate::{Given, Part, Subject};

impl Planner<'_> {
    /// Takes note of transformers that can be called by those that are called.
    pub(super) fn use_within(&mut self) {
        let mut open: Vec<usize> = self.used.iter().copied().collect();
        while let Some(outer) = open.pop() {
            let outer = &self.given[outer];
            let older = reached(self.older, roots(self.older, outer, |names| names.0));
            let newer = reached(self.newer, roots(self.newer, outer, |names| names.1));
            let is_within = |given: &Given| match &given.subject {
                Subject::Type { older: a, newer: b } => older.contains(a) && newer.contains(b),
                Subject::Handler { .. } => false,
            };
            let found = self.given.iter().enumerate();
            let found = found.filter(|(_, given)| given.way == outer.way && is_within(given));
            for (at, _) in found {
                if self.used.insert(at) {
                    open.push(at);
                }
            }
        }
    }
}

/// The types that a transformer names at one end; `end` picks it.
fn roots<'m>(
    manifest: &'m Manifest,
    given: &'m Given,
    end: impl Fn((&'m str, &'m str)) -> &'m str,
) -> Vec<TypeName> {
    match &given.subject {
        Subject::Type { older, newer } => {
            vec![TypeName::new(end((older.as_str(), newer.as_str())))]
        }
        Subject::Handler { older, newer, part } => {
            let name = end((older, newer));
            let handler = manifest.handlers.iter().find(|handler| handler.name == name);
            let types = handler
                .map(|handler| types_of(handler, *part))
                .unwrap_or_default();
            let mut names = Vec::new();
            for ty in types {
                ty.for_each_name(&mut |name| names.push(name.clone()));
            }
            names
        }
    }
}

/// The types of one part of a handler.
fn types_of(handler: &Handler, part: Part) -> Vec<&Type> {
    match part {
        Part::Request => {
            let parameters = handler.parameters.iter().map(|parameter| &parameter.ty);
            let body = handler.body.as_ref().and_then(gati_schema::handler::Body::ty);
            parameters
                .chain(&handler.query)
                .chain(&handler.headers)
                .chain(body)
                .collect()
        }
        Part::Answer => match handler.answer.content.messages() {
            Some((_, outgoing)) => vec![outgoing],
            None => handler.answer.content.ty().into_iter().collect(),
        },
        Part::Message => handler
            .answer
            .content
            .messages()
            .map(|(incoming, _)| incoming)
            .into_iter()
            .collect(),
        Part::Error => handler.error.iter().collect(),
    }
}

/// All types that some types are made of, themselves among them.
fn reached(manifest: &Manifest, mut open: Vec<TypeName>) -> BTreeSet<TypeName> {
    let mut reached = BTreeSet::new();
    while let Some(name) = open.pop() {
        let Some(definition) = manifest.types.get(&name) else {
            continue;
        };
        if reached.insert(name) {
            for ty in definition.types() {
                ty.for_each_name(&mut |name| open.push(name.clone()));
            }
        }
    }
    reached
}
