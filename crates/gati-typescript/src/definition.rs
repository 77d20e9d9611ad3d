//! Named types.

use gati_schema::ty::{Kind, Scalar, Shape, Side};
use gati_schema::{Definition, Type};

use crate::model::Model;
use crate::place::Place;
use crate::shared::Object;
use crate::text::{self, literal};

/// The declaration of a type under a name, with its comment.
pub(crate) fn emit(model: &Model<'_>, definition: &Definition, side: Side, name: &str) -> String {
    let remark = match &definition.shape {
        Shape::Newtype { ty, .. } => text::constraints(ty),
        _ => String::new(),
    };
    let deprecated = text::deprecated(definition.deprecated.as_ref(), None);
    let comment = text::comment("", &[&definition.docs, &remark, &deprecated]);
    let body = body(model, definition, side);
    match body {
        Body::Interface(members) => format!("{comment}export interface {name} {{\n{members}}}\n"),
        Body::Alias(text) if text.starts_with('\n') => format!("{comment}export type {name} ={text};\n"),
        Body::Alias(text) => format!("{comment}export type {name} = {};\n", text.trim_start()),
    }
}

/// What stands behind the name.
#[derive(PartialEq)]
pub(crate) enum Body {
    /// Members.
    Interface(String),
    /// A type.
    Alias(String),
}

/// What a type looks like on a side.
pub(crate) fn body(model: &Model<'_>, definition: &Definition, side: Side) -> Body {
    let place = Place {
        owner: Some(&definition.name),
        ..Place::new(model, side)
    };
    match &definition.shape {
        Shape::Unit => Body::Alias("null".to_owned()),
        Shape::Newtype { ty, .. } if is_brand(ty) => {
            let base = match &ty.kind {
                Kind::Scalar { .. } => "string".to_owned(),
                _ => place.ty(ty),
            };
            Body::Alias(format!("Brand<{base}, {}>", literal(definition.name.as_str())))
        }
        Shape::Newtype { ty, .. } => Body::Alias(place.ty(ty)),
        Shape::Tuple(parts) => Body::Alias(place.tuple(parts)),
        Shape::Object { fields, .. } => {
            let mut object = Object::new();
            object.fields(place, fields, false);
            if object.is_plain() {
                Body::Interface(object.lines(1))
            } else {
                Body::Alias(object.print(0))
            }
        }
        Shape::Choice(choice) => Body::Alias(crate::choice::union(place, choice)),
    }
}

/// Whether a struct around such a value is a thing of its own and no mere name: ids, amounts, codes.
fn is_brand(ty: &Type) -> bool {
    match &ty.kind {
        Kind::Integer { .. } | Kind::Float { .. } | Kind::Text | Kind::Char => true,
        Kind::Scalar { scalar } => !matches!(scalar, Scalar::Duration | Scalar::SystemTime),
        _ => false,
    }
}
