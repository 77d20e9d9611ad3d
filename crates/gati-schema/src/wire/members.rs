//! Which properties the fields of an object stand for.

use std::collections::BTreeSet;

use crate::Manifest;
use crate::ty::{Default, Field, Side, Sided, Written};

/// The properties that somebody else has taken from the object before: the tag, or the fields of the struct around.
pub(crate) type Claimed = BTreeSet<String>;

/// How a type gets at the properties of an object that it shares with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Via {
    /// It is flattened into a struct: it takes what it knows.
    Flatten,
    /// It is the content of an internally tagged variant, or an untagged one: it gets all that is left.
    Rest,
}

/// The names of a field or variant on a side; on the read side there can be several.
pub(crate) fn names<'a>(name: &'a Sided<String>, aliases: &'a [String], side: Side) -> Vec<&'a str> {
    let mut names = vec![name.on(side).as_str()];
    if side == Side::Read {
        for alias in aliases {
            if !names.contains(&alias.as_str()) {
                names.push(alias);
            }
        }
    }
    names
}

/// The fields that exist on a side.
pub(crate) fn present(fields: &[Field], side: Side) -> impl Iterator<Item = &Field> {
    fields.iter().filter(move |field| !field.skip.on(side))
}

/// The names of a field on a side that nobody has claimed.
pub(crate) fn property_names<'a>(field: &'a Field, side: Side, claimed: &Claimed) -> Vec<&'a str> {
    let mut names = names(&field.name, &field.aliases, side);
    names.retain(|name| !claimed.contains(*name));
    names
}

/// Whether the property must be there.
pub(crate) fn is_required(manifest: &Manifest, field: &Field, side: Side) -> bool {
    match side {
        Side::Read => matches!(field.default, Default::None) && !manifest.is_optional(&field.ty),
        Side::Write => field.written == Written::Always,
    }
}
