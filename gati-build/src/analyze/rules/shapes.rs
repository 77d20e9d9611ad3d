//! Shapes that serde accepts in the source and refuses when it runs.

use gati_schema::ty::{Content, Field, Kind, Scalar, Shape, Tagging};
use gati_schema::{Definition, Type};

use super::flat::is_text;
use super::place;
use crate::analyze::Definitions;
use crate::report::Report;
use crate::resolve::{Instance, Resolver, show};
use crate::source::Place;

/// `#[serde(tag = "…")]` puts the tag beside the fields of a variant, so a variant must have fields.
pub(super) fn tagged_newtypes(resolver: &mut Resolver<'_>, definitions: &Definitions) {
    let mut found = Vec::new();
    for (definition, instance) in all(resolver, definitions) {
        let Shape::Choice(choice) = &definition.shape else {
            continue;
        };
        let Tagging::Internal { tag } = &choice.tagging else {
            continue;
        };
        for variant in choice.variants.iter().filter(|variant| !variant.untagged) {
            let Content::Newtype(ty) = &variant.content else {
                continue;
            };
            if is_object(definitions, ty) != Some(false) {
                continue;
            }
            let at = place::of_variant(resolver, instance, &variant.rust_name);
            let report = Report::new(
                "tagged-newtype",
                format!(
                    "the variant `{}` has no place for the tag `{tag}`",
                    variant.rust_name
                ),
            )
            .at(&at, format!("`{}` is not an object", show(ty)))
            .note("with `#[serde(tag = \"…\")]` the tag stands among the fields of the variant")
            .help(format!(
                "name the value: `{} {{ value: … }}`, or add `content = \"…\"` beside the tag",
                variant.rust_name
            ));
            found.push(report);
        }
    }
    resolver.reports.extend(found);
}

/// `#[serde(flatten)]` takes the fields of the type, so the type must have fields.
pub(super) fn flattened_fields(resolver: &mut Resolver<'_>, definitions: &Definitions) {
    let mut found = Vec::new();
    for (definition, instance) in all(resolver, definitions) {
        for (variant, field) in fields(definition) {
            let inner = field.ty.without_option();
            if !field.flatten || is_object(definitions, inner) != Some(false) {
                continue;
            }
            let at = place::of_field(resolver, instance, variant, &field.rust_name);
            let report = Report::new(
                "flattened-field",
                format!("the field `{}` has no fields to flatten", field.rust_name),
            )
            .at(&at, format!("`{}` is not an object", show(&field.ty)))
            .help("remove `#[serde(flatten)]`, or flatten a struct or a map");
            found.push(report);
        }
    }
    resolver.reports.extend(found);
}

/// The keys of a JSON object are texts.
pub(super) fn map_keys(resolver: &mut Resolver<'_>, definitions: &Definitions) {
    let mut found = Vec::new();
    for (definition, instance) in all(resolver, definitions) {
        let suspicious = definition
            .types()
            .into_iter()
            .any(|ty| bad_key(definitions, ty).is_some());
        if !suspicious {
            continue;
        }
        for (at, ty) in places(resolver, definition, instance) {
            let Some(key) = bad_key(definitions, ty) else {
                continue;
            };
            let report = Report::new("map-key", format!("`{}` cannot be the key of a map", show(key)))
                .at(&at, "the keys of a JSON object are texts")
                .help("use a text, a number or an enum without content as the key, or a list of pairs");
            found.push(report);
        }
    }
    resolver.reports.extend(found);
}

/// Every definition with its instance.
fn all<'a>(
    resolver: &'a Resolver<'_>,
    definitions: &'a Definitions,
) -> impl Iterator<Item = (&'a Definition, &'a Instance)> {
    definitions.values().filter_map(|defined| {
        let (definition, _) = defined.outcome.as_ref().ok()?;
        Some((definition, &resolver.instances[defined.instance]))
    })
}

fn fields(definition: &Definition) -> Vec<(Option<&str>, &Field)> {
    match &definition.shape {
        Shape::Object { fields, .. } => fields.iter().map(|field| (None, field)).collect(),
        Shape::Choice(choice) => choice
            .variants
            .iter()
            .flat_map(|variant| {
                let fields: &[Field] = match &variant.content {
                    Content::Object(fields) => fields,
                    Content::Unit | Content::Newtype(_) | Content::Tuple(_) => &[],
                };
                fields
                    .iter()
                    .map(|field| (Some(variant.rust_name.as_str()), field))
            })
            .collect(),
        Shape::Unit | Shape::Newtype { .. } | Shape::Tuple(_) => Vec::new(),
    }
}

/// Every type that a definition mentions, with its place.
fn places<'d>(
    resolver: &Resolver<'_>,
    definition: &'d Definition,
    instance: &Instance,
) -> Vec<(Place, &'d Type)> {
    let mut found: Vec<(Place, &Type)> = fields(definition)
        .into_iter()
        .map(|(variant, field)| {
            (
                place::of_field(resolver, instance, variant, &field.rust_name),
                &field.ty,
            )
        })
        .collect();
    match &definition.shape {
        Shape::Newtype { ty, .. } => found.push((place::of_position(resolver, instance, 0), ty)),
        Shape::Tuple(types) => {
            for (i, ty) in types.iter().enumerate() {
                found.push((place::of_position(resolver, instance, i), ty));
            }
        }
        Shape::Choice(choice) => {
            for variant in &choice.variants {
                match &variant.content {
                    Content::Newtype(ty) => {
                        found.push((place::of_variant(resolver, instance, &variant.rust_name), ty));
                    }
                    Content::Tuple(types) => {
                        for ty in types {
                            found.push((place::of_variant(resolver, instance, &variant.rust_name), ty));
                        }
                    }
                    Content::Unit | Content::Object(_) => {}
                }
            }
        }
        Shape::Unit | Shape::Object { .. } => {}
    }
    found
}

fn bad_key<'t>(definitions: &Definitions, ty: &'t Type) -> Option<&'t Type> {
    if let Kind::Map { key, .. } = &ty.kind
        && is_text(definitions, key) == Some(false)
    {
        return Some(key);
    }
    ty.parts().into_iter().find_map(|part| bad_key(definitions, part))
}

/// Whether a value is an object on its way; `None` if a part of the type was refused or only the value tells.
fn is_object(definitions: &Definitions, ty: &Type) -> Option<bool> {
    Some(match &ty.kind {
        // `null` has no fields and leaves room for a tag.
        Kind::Map { .. } | Kind::AnyObject | Kind::Null => true,
        Kind::Any => return None,
        Kind::Scalar { scalar } => matches!(scalar, Scalar::Duration | Scalar::SystemTime),
        Kind::Named { name } => {
            let (definition, _) = definitions.get(name)?.outcome.as_ref().ok()?;
            match &definition.shape {
                Shape::Object { .. } | Shape::Unit => true,
                Shape::Newtype { ty, .. } => return is_object(definitions, ty),
                // An enum is an object or not depending on its variant.
                Shape::Choice(_) => return None,
                Shape::Tuple(_) => false,
            }
        }
        Kind::Bool
        | Kind::Integer { .. }
        | Kind::Float { .. }
        | Kind::Text
        | Kind::Char
        | Kind::Bytes
        | Kind::Option { .. }
        | Kind::List { .. }
        | Kind::Set { .. }
        | Kind::Array { .. }
        | Kind::Tuple { .. }
        | Kind::Upload => false,
    })
}
