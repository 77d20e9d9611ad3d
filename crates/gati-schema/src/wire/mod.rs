//! How serde reads and writes the model, where that takes more than a glance: shared by schemas and checks.

mod digits;
mod members;
mod scalar;

pub(crate) use digits::{float_key, integer_key};
pub(crate) use members::{Claimed, Via, is_required, names, present, property_names};
pub(crate) use scalar::{DECIMAL_END, F32_END, ScalarForm, TextForm, form};

use std::collections::BTreeSet;

use crate::ty::{Choice, Content, IntWidth, Kind, Shape, Side, Tagging, Variant};
use crate::{Definition, Manifest, Type, TypeName};

/// Where a reader takes its value from.
///
/// serde keeps what stands in untagged and internally tagged enums and in flattened fields in a buffer first, and reads
/// two things from there that it does not read as they are: integers of 128 bits, and keys of maps that are no texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// The document.
    Document,
    /// The buffer.
    Buffer,
}

/// Whether a type is read otherwise from the buffer than from the document.
pub(crate) fn minds_the_buffer(manifest: &Manifest, ty: &Type) -> bool {
    fn look<'a>(manifest: &'a Manifest, ty: &'a Type, seen: &mut BTreeSet<&'a TypeName>) -> bool {
        match &ty.kind {
            Kind::Integer {
                width: IntWidth::U128 | IntWidth::I128,
                ..
            } => true,
            Kind::Map { key, .. } if !is_text_key(manifest, key) => true,
            Kind::Named { name } => {
                seen.insert(name)
                    && manifest.types.get(name).is_some_and(|definition| {
                        definition.types().into_iter().any(|ty| look(manifest, ty, seen))
                    })
            }
            _ => ty.parts().into_iter().any(|part| look(manifest, part, seen)),
        }
    }
    look(manifest, ty, &mut BTreeSet::new())
}

/// Whether keys of this type are read from any text, not from the text of a number or truth value.
pub(crate) fn is_text_key(manifest: &Manifest, key: &Type) -> bool {
    match &through_newtypes(manifest, key).kind {
        Kind::Integer { .. } | Kind::Float { .. } | Kind::Bool => false,
        Kind::Option { of } => is_text_key(manifest, of),
        _ => true,
    }
}

/// The type behind structs of one value.
pub(crate) fn through_newtypes<'a>(manifest: &'a Manifest, ty: &'a Type) -> &'a Type {
    let mut current = ty;
    // A newtype around itself has no value and does not compile without a pointer; the bound keeps a broken manifest from
    // holding us up.
    for _ in 0..64 {
        match manifest.definition(current).map(|definition| &definition.shape) {
            Some(Shape::Newtype { ty, .. }) => current = ty,
            _ => break,
        }
    }
    current
}

/// The variants that exist on a side: first those with a tag, then those without.
pub(crate) fn variants(choice: &Choice, side: Side) -> (Vec<&Variant>, Vec<&Variant>) {
    choice
        .variants
        .iter()
        .filter(|variant| !variant.skip.on(side))
        .partition(|variant| !variant.untagged && choice.tagging != Tagging::Untagged)
}

/// The names of a variant on a side.
pub(crate) fn variant_names(variant: &Variant, side: Side) -> Vec<&str> {
    names(&variant.name, &variant.aliases, side)
}

/// Whether the content of an adjacently tagged variant may be absent.
pub(crate) fn may_lack_content(manifest: &Manifest, content: &Content) -> bool {
    match content {
        Content::Unit => true,
        Content::Newtype(ty) => manifest.is_optional(ty),
        Content::Tuple(_) | Content::Object(_) => false,
    }
}

/// Whether serde reads the definition by asking for a map instead of for named fields, because it gathers what is left.
pub(crate) fn gathers(definition: &Definition, side: Side) -> bool {
    match &definition.shape {
        Shape::Object { fields, .. } => present(fields, side).any(|field| field.flatten),
        _ => false,
    }
}
