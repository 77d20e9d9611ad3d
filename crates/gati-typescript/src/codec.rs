//! Where wide integers stand in a value, for the reader and the writer at run time (`WireCodec` in the runtime).
//!
//! Most types hold none and have no codec: their values are what `JSON.parse` gives.

use std::collections::BTreeSet;

use gati_schema::ty::{Choice, Constraints, Content, Field, Kind, Scalar, Shape, Side, Tagging};
use gati_schema::{Definition, Type};
use serde_json::{Map, Value, json};

use crate::choice::is_untagged;
use crate::model::Model;
use crate::place::{Place, is_words};
use crate::{shared, usage};

/// The codec of a place; `None` if there is nothing to do.
pub(crate) fn of_type(model: &Model<'_>, side: Side, ty: &Type) -> Option<Value> {
    constrained(model, side, ty, &Constraints::NONE)
}

/// The codec of a definition; `None` if there is nothing to do.
pub(crate) fn of_definition(model: &Model<'_>, side: Side, definition: &Definition) -> Option<Value> {
    if !model.is_wide(&definition.name, side) {
        return None;
    }
    match &definition.shape {
        Shape::Unit => None,
        Shape::Newtype { ty, .. } => of_type(model, side, ty),
        Shape::Tuple(parts) => tuple(model, side, parts),
        Shape::Object { fields, .. } => object(model, side, fields),
        Shape::Choice(choice) => of_choice(model, side, choice),
    }
}

/// The codec of the fields of a struct; of those that are there on this side.
pub(crate) fn object(model: &Model<'_>, side: Side, fields: &[Field]) -> Option<Value> {
    let present = || fields.iter().filter(|field| !field.skip.on(side));
    let members: Map<String, Value> = present()
        .filter(|field| !field.flatten)
        .filter_map(|field| {
            let codec = of_type(model, side, &field.ty)?;
            Some((field.name.on(side).clone(), codec))
        })
        .collect();
    let place = Place::new(model, side);
    let mut claimed = BTreeSet::new();
    for field in present() {
        if field.flatten {
            shared::property_names(place, &field.ty, &mut Vec::new(), &mut claimed);
        } else {
            claimed.insert(field.name.on(side).clone());
        }
    }
    let parts: Vec<Value> = present()
        .filter(|field| field.flatten)
        .filter_map(|field| match &field.ty.without_option().kind {
            Kind::Map { value, .. } => {
                let codec = constrained(model, side, value, usage::items(&field.ty.constraints))?;
                Some(json!(["others", claimed, codec]))
            }
            _ => of_type(model, side, &field.ty),
        })
        .collect();
    if members.is_empty() && parts.is_empty() {
        return None;
    }
    Some(json!(["object", members, parts]))
}

fn constrained(model: &Model<'_>, side: Side, ty: &Type, more: &Constraints) -> Option<Value> {
    let whole = || ty.constraints.clone().and(more.clone());
    let items = usage::items(&ty.constraints);
    match &ty.kind {
        Kind::Integer { width, .. } => usage::is_wide(*width, &whole()).then(|| json!(["wide"])),
        Kind::Scalar {
            scalar: Scalar::Duration,
        } => Some(json!(["object", {"secs": ["wide"]}, []])),
        Kind::Scalar {
            scalar: Scalar::SystemTime,
        } => Some(json!(["object", {"secs_since_epoch": ["wide"]}, []])),
        Kind::Option { of } => constrained(model, side, of, &whole()),
        Kind::List { of } | Kind::Set { of } | Kind::Array { of, .. } => {
            Some(json!(["list", constrained(model, side, of, items)?]))
        }
        Kind::Map { value, .. } => Some(json!(["map", constrained(model, side, value, items)?])),
        Kind::Tuple { of } => tuple(model, side, of),
        Kind::Named { name } if model.is_wide(name, side) => Some(json!(["type", model.name(name, side)])),
        _ => None,
    }
}

fn tuple(model: &Model<'_>, side: Side, parts: &[Type]) -> Option<Value> {
    let parts: Vec<Option<Value>> = parts.iter().map(|part| of_type(model, side, part)).collect();
    parts.iter().any(Option::is_some).then(|| json!(["tuple", parts]))
}

fn content(model: &Model<'_>, side: Side, content: &Content) -> Option<Value> {
    match content {
        Content::Unit => None,
        Content::Newtype(ty) => of_type(model, side, ty),
        Content::Tuple(parts) => tuple(model, side, parts),
        Content::Object(fields) => object(model, side, fields),
    }
}

fn of_choice(model: &Model<'_>, side: Side, choice: &Choice) -> Option<Value> {
    let present = || choice.variants.iter().filter(|variant| !variant.skip.on(side));
    let tagged: Map<String, Value> = present()
        .filter(|variant| !is_untagged(choice, variant))
        .filter_map(|variant| {
            Some((
                variant.name.on(side).clone(),
                content(model, side, &variant.content)?,
            ))
        })
        .collect();
    let tagged = match &choice.tagging {
        Tagging::External => json!(["external", tagged]),
        Tagging::Internal { tag } => json!(["internal", tag, tagged]),
        Tagging::Adjacent { tag, content } => json!(["adjacent", tag, content, tagged]),
        Tagging::Untagged => Value::Null,
    };
    let mut forms: Vec<Value> = Vec::new();
    for variant in present().filter(|variant| is_untagged(choice, variant)) {
        let codec = content(model, side, &variant.content);
        forms.push(json!([shape(model, side, &variant.content), codec]));
    }
    if forms.is_empty() {
        return Some(tagged);
    }
    if !tagged.is_null() {
        // Those with a tag come first; each is known by its tag, or by its name as the one property.
        let known: Vec<Value> = match &choice.tagging {
            Tagging::Internal { tag } | Tagging::Adjacent { tag, .. } => vec![json!([[tag], tagged])],
            _ => present()
                .filter(|variant| !variant.untagged && variant.content != Content::Unit)
                .map(|variant| json!([[variant.name.on(side)], tagged]))
                .collect(),
        };
        let words = json!(["string", null]);
        forms.splice(0..0, known.into_iter().chain([words]));
    }
    Some(json!(["first", forms]))
}

/// What a content looks like from afar (`WireShape`): a kind, or the properties that an object of it has.
fn shape(model: &Model<'_>, side: Side, content: &Content) -> Value {
    match content {
        Content::Unit => "null".into(),
        Content::Newtype(ty) => shape_of(model, side, ty, 0),
        Content::Tuple(_) => "array".into(),
        Content::Object(fields) => required(model, side, fields),
    }
}

fn shape_of(model: &Model<'_>, side: Side, ty: &Type, depth: usize) -> Value {
    match &ty.kind {
        Kind::Null => "null".into(),
        Kind::Bool => "boolean".into(),
        Kind::Integer { .. } => "integer".into(),
        Kind::Float { .. } => "number".into(),
        Kind::Text | Kind::Char => "string".into(),
        Kind::Scalar { scalar } => match scalar {
            Scalar::Duration => json!(["secs", "nanos"]),
            Scalar::SystemTime => json!(["secs_since_epoch", "nanos_since_epoch"]),
            _ => "string".into(),
        },
        Kind::List { .. } | Kind::Set { .. } | Kind::Array { .. } | Kind::Tuple { .. } => "array".into(),
        Kind::AnyObject | Kind::Map { .. } => json!([]),
        Kind::Option { of } => shape_of(model, side, of, depth),
        Kind::Named { name } if depth < 16 => {
            match model.manifest.types.get(name).map(|found| &found.shape) {
                Some(Shape::Unit) => "null".into(),
                Some(Shape::Newtype { ty, .. }) => shape_of(model, side, ty, depth + 1),
                Some(Shape::Tuple(_)) => "array".into(),
                Some(Shape::Object { fields, .. }) => required(model, side, fields),
                Some(Shape::Choice(choice)) if is_words(choice) => "string".into(),
                Some(Shape::Choice(Choice {
                    tagging: Tagging::Internal { tag } | Tagging::Adjacent { tag, .. },
                    variants,
                    ..
                })) if !variants.iter().any(|variant| variant.untagged) => json!([tag]),
                _ => "any".into(),
            }
        }
        Kind::Named { .. } | Kind::Any | Kind::Bytes | Kind::Upload => "any".into(),
    }
}

fn required(model: &Model<'_>, side: Side, fields: &[Field]) -> Value {
    let place = Place::new(model, side);
    fields
        .iter()
        .filter(|field| !field.flatten && !field.skip.on(side) && shared::is_required(place, field))
        .map(|field| Value::from(field.name.on(side).as_str()))
        .collect()
}
