//! A type as pictures show it: its name, and what stands in it.

use gati_diff::words;
use gati_schema::ty::{Content, Field, Kind, Shape, Variant};
use gati_schema::{Manifest, Type, TypeName};

/// Members that are listed before the rest is counted.
const LISTED: usize = 8;

/// A struct with its fields and what they hold, an enum with what its variants hold; another type as reports have it.
pub(super) fn shape(manifest: &Manifest, name: &TypeName) -> String {
    let is_plain = |variant: &Variant| variant.content == Content::Unit;
    match manifest.types.get(name).map(|definition| &definition.shape) {
        Some(Shape::Object { fields: of, .. }) if !of.is_empty() => {
            format!("{name} {}", fields(manifest, of))
        }
        Some(Shape::Choice(choice)) if !choice.variants.iter().all(is_plain) => {
            let variants = choice.variants.iter().map(|of| variant(manifest, of));
            format!("{name} = {}", listed(variants, " | "))
        }
        _ => words(manifest, &Type::named(name.clone())),
    }
}

fn variant(manifest: &Manifest, variant: &Variant) -> String {
    let name = &variant.rust_name;
    match &variant.content {
        Content::Unit => name.clone(),
        Content::Newtype(ty) => format!("{name}({})", held(manifest, ty)),
        Content::Tuple(types) => {
            let types = types.iter().map(|ty| held(manifest, ty));
            format!("{name}({})", listed(types, ", "))
        }
        Content::Object(of) => format!("{name} {}", fields(manifest, of)),
    }
}

fn fields(manifest: &Manifest, fields: &[Field]) -> String {
    if fields.is_empty() {
        return "{}".to_owned();
    }
    let said = |field: &Field| format!("{}: {}", field.rust_name, held(manifest, &field.ty));
    format!("{{ {} }}", listed(fields.iter().map(said), ", "))
}

/// What stands behind a name is said where it changed.
fn held(manifest: &Manifest, ty: &Type) -> String {
    let what = words(manifest, ty);
    match (what.split_once([' ', '(']), &ty.kind) {
        (Some((short, _)), Kind::Named { .. }) => short.to_owned(),
        _ => what,
    }
}

fn listed(members: impl ExactSizeIterator<Item = String>, between: &str) -> String {
    let rest = members.len().saturating_sub(LISTED);
    let mut list: Vec<String> = members.take(LISTED).collect();
    if rest > 0 {
        list.push(format!("and {rest} more"));
    }
    list.join(between)
}
