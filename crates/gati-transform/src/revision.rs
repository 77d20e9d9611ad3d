//! Whether a type is the same in two releases, everything inside it included.

use std::collections::BTreeSet;

use gati_schema::ty::{Choice, Content, Field, Shape, Variant};
use gati_schema::{Definition, Manifest, Type, TypeName};

/// Whether the type of that name is one revision in both manifests: the same definition, and the same of everything inside it. Words for
/// people (docs, examples, deprecations) are no part of a revision.
#[must_use]
pub fn is_same_revision(a: &Manifest, b: &Manifest, name: &TypeName) -> bool {
    Comparison::new(a, b).names(name, name)
}

/// Whether two types are one revision.
#[must_use]
pub fn is_same_type(a: (&Manifest, &Type), b: (&Manifest, &Type)) -> bool {
    Comparison::new(a.0, b.0).types(a.1, b.1)
}

/// A comparison by reachability: two names are the same unless something that they lead to differs.
struct Comparison<'a> {
    a: &'a Manifest,
    b: &'a Manifest,
    seen: BTreeSet<&'a TypeName>,
}

impl<'a> Comparison<'a> {
    fn new(a: &'a Manifest, b: &'a Manifest) -> Self {
        Self {
            a,
            b,
            seen: BTreeSet::new(),
        }
    }

    fn names(&mut self, a: &'a TypeName, b: &'a TypeName) -> bool {
        if a != b {
            return false;
        }
        // A difference anywhere ends the whole comparison, so that a pair that was begun need not be looked at again.
        if !self.seen.insert(a) {
            return true;
        }
        match (self.a.types.get(a), self.b.types.get(b)) {
            (Some(old), Some(new)) => {
                bare(old) == bare(new)
                    && old
                        .types()
                        .into_iter()
                        .zip(new.types())
                        .all(|(old, new)| self.types(old, new))
            }
            (None, None) => true,
            _ => false,
        }
    }

    fn types(&mut self, a: &'a Type, b: &'a Type) -> bool {
        let (mut own, mut theirs) = (Vec::new(), Vec::new());
        a.for_each_name(&mut |name| own.push(name));
        b.for_each_name(&mut |name| theirs.push(name));
        a == b && own.into_iter().zip(theirs).all(|(a, b)| self.names(a, b))
    }
}

/// A shape without words for people.
fn bare(definition: &Definition) -> Shape {
    let field = |field: &Field| Field {
        docs: String::new(),
        deprecated: None,
        examples: Vec::new(),
        ..field.clone()
    };
    match &definition.shape {
        Shape::Object {
            fields,
            deny_unknown_fields,
        } => Shape::Object {
            fields: fields.iter().map(field).collect(),
            deny_unknown_fields: *deny_unknown_fields,
        },
        Shape::Choice(choice) => {
            let variant = |variant: &Variant| Variant {
                docs: String::new(),
                deprecated: None,
                content: match &variant.content {
                    Content::Object(fields) => Content::Object(fields.iter().map(field).collect()),
                    content => content.clone(),
                },
                ..variant.clone()
            };
            Shape::Choice(Choice {
                variants: choice.variants.iter().map(variant).collect(),
                ..choice.clone()
            })
        }
        shape => shape.clone(),
    }
}
