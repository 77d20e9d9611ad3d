//! Whether a type is the same in two releases, everything inside it included.

use std::collections::BTreeSet;

use gati_schema::ty::{Choice, Content, Field, Shape, Variant};
use gati_schema::{Definition, Manifest, Type, TypeName};

/// Which types are one revision in two manifests: the same definition under the same name, and the same of everything inside it.
/// Words for people (docs, examples, deprecations) are no part of a revision.
#[derive(Clone, Debug)]
pub struct Revisions {
    same: BTreeSet<TypeName>,
}

impl Revisions {
    /// Compares all types of two manifests.
    #[must_use]
    pub fn new(a: &Manifest, b: &Manifest) -> Self {
        let alike = |(name, definition): (&TypeName, &Definition)| {
            let other = b.types.get(name)?;
            (bare(definition) == bare(other)).then(|| name.clone())
        };
        let mut same: BTreeSet<TypeName> = a.types.iter().filter_map(alike).collect();
        // A type that leads to one that changed has changed, until nothing falls any more: cycles stand if nothing in them falls.
        loop {
            let falls: Vec<TypeName> = same
                .iter()
                .filter(|name| {
                    a.types
                        .get(*name)
                        .is_some_and(|definition| !leads_into(definition, &same))
                })
                .cloned()
                .collect();
            if falls.is_empty() {
                return Self { same };
            }
            for name in falls {
                same.remove(&name);
            }
        }
    }

    /// Whether the type of that name is one revision.
    #[must_use]
    pub fn has(&self, name: &TypeName) -> bool {
        self.same.contains(name)
    }

    /// Whether two types, the first of the one manifest and the second of the other, are one revision.
    #[must_use]
    pub fn is_same(&self, a: &Type, b: &Type) -> bool {
        let mut whole = true;
        a.for_each_name(&mut |name| whole &= self.has(name));
        whole && a == b
    }
}

/// Whether the type of that name is one revision in both manifests. Whoever asks for many types makes [`Revisions`] once.
#[must_use]
pub fn is_same_revision(a: &Manifest, b: &Manifest, name: &TypeName) -> bool {
    Revisions::new(a, b).has(name)
}

/// Whether two types are one revision, asked once.
#[must_use]
pub fn is_same_type(a: (&Manifest, &Type), b: (&Manifest, &Type)) -> bool {
    Revisions::new(a.0, b.0).is_same(a.1, b.1)
}

fn leads_into(definition: &Definition, same: &BTreeSet<TypeName>) -> bool {
    let mut whole = true;
    for ty in definition.types() {
        ty.for_each_name(&mut |name| whole &= same.contains(name));
    }
    whole
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
