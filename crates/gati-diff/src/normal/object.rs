//! Objects of fixed keys.

use std::borrow::Cow;

use gati_schema::ty::Field;
use serde_json::Value;

use super::NodeId;

/// An object of fixed keys.
#[derive(Clone, Debug)]
pub(crate) struct Object<'m> {
    /// The keys, by the name to use.
    pub(crate) members: Vec<Member<'m>>,
    pub(crate) rest: Rest,
    /// Unions whose keys stand in this object.
    pub(crate) flattened: Vec<NodeId>,
}

/// What becomes of unknown keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rest {
    /// They are ignored.
    Ignored,
    /// They are refused.
    Refused,
    /// They are kept, and their values are these.
    Kept(NodeId),
}

/// One key.
#[derive(Clone, Debug)]
pub(crate) struct Member<'m> {
    /// The names on the wire, the one to use first.
    pub(crate) names: Names<'m>,
    pub(crate) node: NodeId,
    /// Whether it is always there.
    pub(crate) required: bool,
    /// What a reader takes when it is not there.
    pub(crate) fallback: Fallback<'m>,
    /// Where it comes from; none for the parts of a scalar.
    pub(crate) field: Option<&'m Field>,
}

/// The names of a key: one, and sometimes more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Names<'m> {
    first: Cow<'m, str>,
    others: Vec<Cow<'m, str>>,
}

impl<'m> Names<'m> {
    pub(super) const fn one(name: Cow<'m, str>) -> Self {
        Self {
            first: name,
            others: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, name: Cow<'m, str>) {
        self.others.push(name);
    }

    /// The one to use first.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Cow<'m, str>> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// How many.
    pub(crate) fn len(&self) -> usize {
        1 + self.others.len()
    }
}

/// What a reader takes when a key is not there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Fallback<'m> {
    /// Nothing: it must be there; or nobody reads.
    None,
    /// Null: it is an `Option`.
    Null,
    /// This value.
    Known(&'m Value),
    /// What a function returns.
    Computed,
}

impl Member<'_> {
    /// The name to use.
    pub(crate) fn name(&self) -> &str {
        &self.names.first
    }

    /// Whether one of the names is this.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.names.iter().any(|own| own == name)
    }

    /// The name in Rust.
    pub(crate) fn rust_name(&self) -> Option<&str> {
        self.field.map(|field| field.rust_name.as_str())
    }
}

impl<'m> Object<'m> {
    /// An object of nothing.
    pub(crate) const fn empty(rest: Rest) -> Self {
        Self {
            members: Vec::new(),
            rest,
            flattened: Vec::new(),
        }
    }

    /// The key that goes by a name.
    pub(crate) fn member(&self, name: &str) -> Option<&Member<'m>> {
        self.members.iter().find(|member| member.is_called(name))
    }
}
