//! What is known about each type before anything is written.

use std::collections::{BTreeMap, BTreeSet};

use gati_schema::ty::{Choice, Content, Shape, Side};
use gati_schema::{Definition, Manifest, TypeName};
use proc_macro2::Ident;

use super::{names, ty, usage};

/// Which way a type travels, seen from the client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Only in requests.
    Sent,
    /// Only in answers.
    Received,
    /// In both.
    Both,
}

/// The manifest, and everything that was found out about its types.
pub(super) struct Model<'a> {
    pub(super) manifest: &'a Manifest,
    idents: BTreeMap<&'a TypeName, Ident>,
    sent: BTreeSet<&'a TypeName>,
    received: BTreeSet<&'a TypeName>,
    held: BTreeMap<&'a TypeName, BTreeSet<&'a TypeName>>,
    errors: BTreeSet<&'a TypeName>,
    multipart: BTreeSet<&'a TypeName>,
    strict: BTreeSet<&'a TypeName>,
    ordered: BTreeSet<&'a TypeName>,
    without_order: BTreeSet<&'a TypeName>,
    without_equality: BTreeSet<&'a TypeName>,
    with_upload: BTreeSet<&'a TypeName>,
}

impl<'a> Model<'a> {
    pub(super) fn new(manifest: &'a Manifest) -> Self {
        Self {
            manifest,
            idents: names::type_idents(manifest),
            sent: usage::reached(manifest, Side::Read),
            received: usage::reached(manifest, Side::Write),
            held: usage::held(manifest),
            errors: usage::errors(manifest),
            multipart: usage::multipart(manifest),
            strict: usage::strict(manifest),
            ordered: usage::ordered(manifest),
            without_order: usage::tainted(manifest, &usage::has_no_order),
            without_equality: usage::tainted(manifest, &usage::has_no_equality),
            with_upload: usage::tainted(manifest, &usage::is_upload),
        }
    }

    /// The Rust name of a type. A name without a definition is printed as it is: rustc says where it is missing.
    pub(super) fn ident(&self, name: &TypeName) -> Ident {
        self.idents
            .get(name)
            .cloned()
            .unwrap_or_else(|| names::ident(&name.identifier()))
    }

    pub(super) fn way(&self, name: &TypeName) -> Way {
        match (self.sent.contains(name), self.received.contains(name)) {
            (true, false) => Way::Sent,
            (false, true) => Way::Received,
            // A type that no handler reaches is not in a manifest that the scan made.
            _ => Way::Both,
        }
    }

    /// Whether a place in `owner` that holds `name` needs a box, because `name` holds `owner`.
    pub(super) fn needs_box(&self, owner: &TypeName, name: &TypeName) -> bool {
        owner == name || self.held.get(name).is_some_and(|held| held.contains(owner))
    }

    pub(super) fn is_error(&self, name: &TypeName) -> bool {
        self.errors.contains(name)
    }

    pub(super) fn is_multipart(&self, name: &TypeName) -> bool {
        self.multipart.contains(name)
    }

    /// Whether unknown keys must be refused although the client is lenient.
    pub(super) fn is_strict(&self, name: &TypeName) -> bool {
        self.strict.contains(name)
    }

    /// Whether it can be a key and is likely to be one: it is one in the contract, or it is a word or an id.
    pub(super) fn is_key(&self, name: &TypeName) -> bool {
        self.has_order(name) && (self.ordered.contains(name) || self.is_id(name))
    }

    /// Whether it is an enum of words, or a newtype around something that has no fields.
    fn is_id(&self, name: &TypeName) -> bool {
        self.manifest
            .types
            .get(name)
            .is_some_and(|definition| match &definition.shape {
                Shape::Newtype { ty, .. } => {
                    let mut plain = true;
                    ty.for_each_name(&mut |inner| plain &= !self.needs_box(name, inner) && self.is_id(inner));
                    plain
                }
                _ => is_word(definition),
            })
    }

    pub(super) fn has_order(&self, name: &TypeName) -> bool {
        !self.without_order.contains(name)
    }

    pub(super) fn has_equality(&self, name: &TypeName) -> bool {
        !self.without_equality.contains(name)
    }

    pub(super) fn has_upload(&self, name: &TypeName) -> bool {
        self.with_upload.contains(name)
    }

    /// Whether it is passed by value: an enum of words, or a newtype around something small.
    pub(super) fn is_small(&self, name: &TypeName) -> bool {
        self.manifest
            .types
            .get(name)
            .is_some_and(|definition| match &definition.shape {
                Shape::Newtype { ty, .. } => ty::is_small(self, ty),
                _ => is_word(definition),
            })
    }
}

/// Whether a definition is an enum whose variants carry nothing.
pub(super) fn is_word(definition: &Definition) -> bool {
    match &definition.shape {
        Shape::Choice(Choice { variants, .. }) => variants
            .iter()
            .all(|variant| matches!(variant.content, Content::Unit)),
        _ => false,
    }
}
