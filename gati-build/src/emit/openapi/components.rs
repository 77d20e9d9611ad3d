//! Which types are components, and by which names.
//!
//! A type has one component if what it reads is what it writes, or if the API only reads or only writes it. Else it has two:
//! `Account` is what the server writes, `AccountInput` what it reads.

use std::collections::{BTreeMap, BTreeSet};

use gati_schema::TypeName;
use gati_schema::ty::Side;
use serde_json::Value;

use super::problems;
use super::schemas::{Schemas, for_each_reference, map_references, referred};

/// The components of a document.
pub(super) struct Components<'a, 'm> {
    schemas: &'a Schemas<'m>,
    names: BTreeMap<(TypeName, Side), String>,
    problem: &'static str,
    has_problems: bool,
}

impl<'a, 'm> Components<'a, 'm> {
    /// The components that these schemas need.
    pub(super) fn new(schemas: &'a Schemas<'m>, roots: &[Value]) -> Self {
        let used = reached(schemas, roots);
        let differing = differing(schemas, &used);
        let identifiers: BTreeSet<String> = used.iter().map(|(name, _)| name.identifier()).collect();
        // The types of the API come first; ours give way.
        let (problem, violation) = if ["Problem", "Violation"]
            .iter()
            .any(|name| identifiers.contains(*name))
        {
            ("GatiProblem", "GatiViolation")
        } else {
            ("Problem", "Violation")
        };
        let mut taken = BTreeSet::from([problem.to_owned(), violation.to_owned()]);
        let mut names = BTreeMap::new();
        // The plain name belongs to what is written; all of them are given before any name with a suffix.
        for (name, side) in &used {
            if !is_input(&used, &differing, name, *side) && !names.contains_key(&(name.clone(), *side)) {
                let component = unique(name.identifier(), &mut taken);
                for side in [Side::Read, Side::Write] {
                    if !is_input(&used, &differing, name, side) {
                        names.insert((name.clone(), side), component.clone());
                    }
                }
            }
        }
        for (name, side) in &used {
            if is_input(&used, &differing, name, *side) {
                let component = unique(format!("{}Input", name.identifier()), &mut taken);
                names.insert((name.clone(), *side), component);
            }
        }
        names.retain(|key, _| used.contains(key));
        let mut has_problems = false;
        for root in roots {
            for_each_reference(root, &mut |reference| {
                has_problems |= reference == problems::PROBLEM;
            });
        }
        Self {
            schemas,
            names,
            problem,
            has_problems,
        }
    }

    /// A schema with its references as they stand in the document.
    pub(super) fn resolve(&self, schema: Value) -> Value {
        map_references(schema, &|reference| {
            let name = match reference {
                problems::PROBLEM => self.problem,
                problems::VIOLATION => self.violation(),
                reference => self.names.get(&referred(reference)?)?,
            };
            Some(format!("#/components/schemas/{name}"))
        })
    }

    /// The components by name, not yet resolved.
    pub(super) fn definitions(&self) -> impl Iterator<Item = (String, Value)> {
        let own = self.has_problems.then(|| {
            [
                (self.problem.to_owned(), problems::problem_schema()),
                (self.violation().to_owned(), problems::violation_schema()),
            ]
        });
        let types: BTreeMap<&String, &(TypeName, Side)> =
            self.names.iter().map(|(key, name)| (name, key)).collect();
        let types = types.into_iter().filter_map(|(component, (name, side))| {
            let definition = self.schemas.manifest.types.get(name)?;
            let mut schema = self.schemas.of_definition(definition, *side);
            // A reader sees `PagePayment` and learns that it is a `Page<Payment>`.
            if name.as_str().contains('<')
                && let Value::Object(members) = &mut schema
            {
                members.entry("title").or_insert_with(|| name.as_str().into());
            }
            Some((component.clone(), schema))
        });
        own.into_iter().flatten().chain(types)
    }

    fn violation(&self) -> &'static str {
        if self.problem == "Problem" {
            "Violation"
        } else {
            "GatiViolation"
        }
    }
}

/// Every type and side that the schemas refer to, directly or not.
fn reached(schemas: &Schemas<'_>, roots: &[Value]) -> BTreeSet<(TypeName, Side)> {
    let mut found = BTreeSet::new();
    let mut waiting = Vec::new();
    for root in roots {
        for_each_reference(root, &mut |reference| waiting.extend(referred(reference)));
    }
    while let Some((name, side)) = waiting.pop() {
        let Some(definition) = schemas.manifest.types.get(&name) else {
            continue;
        };
        if found.insert((name, side)) {
            let schema = schemas.of_definition(definition, side);
            for_each_reference(&schema, &mut |reference| waiting.extend(referred(reference)));
        }
    }
    found
}

/// The types that read otherwise than they write, in the forms of this document: themselves, or in what they refer to.
fn differing(schemas: &Schemas<'_>, used: &BTreeSet<(TypeName, Side)>) -> BTreeSet<TypeName> {
    let names: BTreeSet<&TypeName> = used.iter().map(|(name, _)| name).collect();
    let mut differing = BTreeSet::new();
    let mut mentions: BTreeMap<&TypeName, BTreeSet<TypeName>> = BTreeMap::new();
    for name in names {
        let Some(definition) = schemas.manifest.types.get(name) else {
            continue;
        };
        let mut mentioned = BTreeSet::new();
        let [read, write] = [Side::Read, Side::Write].map(|side| {
            let schema = schemas.of_definition(definition, side);
            for_each_reference(&schema, &mut |reference| {
                mentioned.extend(referred(reference).map(|(name, _)| name));
            });
            // Compared without the sides of references, which are looked at below.
            map_references(schema, &|reference| {
                referred(reference).map(|(name, _)| name.to_string())
            })
        });
        if read != write {
            differing.insert(name.clone());
        }
        mentions.insert(name, mentioned);
    }
    loop {
        let more: Vec<TypeName> = mentions
            .iter()
            .filter(|(name, mentioned)| !differing.contains(**name) && !mentioned.is_disjoint(&differing))
            .map(|(name, _)| (*name).clone())
            .collect();
        if more.is_empty() {
            return differing;
        }
        differing.extend(more);
    }
}

/// Whether this side of a type is the one with `Input` behind its name.
fn is_input(
    used: &BTreeSet<(TypeName, Side)>,
    differing: &BTreeSet<TypeName>,
    name: &TypeName,
    side: Side,
) -> bool {
    side == Side::Read && differing.contains(name) && used.contains(&(name.clone(), Side::Write))
}

fn unique(wanted: String, taken: &mut BTreeSet<String>) -> String {
    // Component names are ASCII (OpenAPI §4.8.7); Rust's are not.
    let wanted: String = wanted
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '_' })
        .collect();
    let name = std::iter::once(wanted.clone())
        .chain((2..).map(|number| format!("{wanted}{number}")))
        .find(|name| !taken.contains(name))
        .expect("numbers do not end");
    taken.insert(name.clone());
    name
}
