//! Request bodies.

use gati_schema::handler::Body;
use gati_schema::ty::{Default, Kind, Shape, Side};
use gati_schema::{Manifest, Type};
use serde_json::{Value, json};
use utoipa::openapi::encoding::EncodingBuilder;
use utoipa::openapi::request_body::{RequestBody, RequestBodyBuilder};
use utoipa::openapi::{Content, ContentBuilder, Required};

use super::form::Form;
use super::parameters;
use super::slots::Slots;

/// The body of a request.
pub(super) fn request_body(
    manifest: &Manifest,
    body: &Body,
    form: Form,
    slots: &mut Slots<'_>,
) -> RequestBody {
    let content = match body {
        Body::Json { ty } => Content::new(Some(slots.ty(ty, Side::Read))),
        Body::Form { ty } => {
            let schema = form_schema(manifest, ty, slots);
            Content::new(Some(slots.schema(schema)))
        }
        Body::Multipart { ty } => multipart(manifest, ty, slots),
        Body::Bytes | Body::Stream => bytes(form, slots),
    };
    let may_be_absent = match body {
        Body::Json { ty } => matches!(ty.kind, Kind::Option { .. }),
        // No bytes are bytes, too.
        Body::Bytes | Body::Stream => true,
        Body::Form { .. } | Body::Multipart { .. } => false,
    };
    RequestBodyBuilder::new()
        .content(body.media_type(), content)
        .required(Some(if may_be_absent {
            Required::False
        } else {
            Required::True
        }))
        .build()
}

/// Any bytes. 3.1 says so by saying nothing.
pub(super) fn bytes(form: Form, slots: &mut Slots<'_>) -> Content {
    match form {
        Form::V3_1 => ContentBuilder::new().build(),
        Form::V3_0 => Content::new(Some(slots.schema(json!({"type": "string", "format": "binary"})))),
    }
}

/// A form with files: the parts that are not plain text say what they are.
fn multipart(manifest: &Manifest, ty: &Type, slots: &mut Slots<'_>) -> Content {
    let schema = form_schema(manifest, ty, slots);
    let mut content = ContentBuilder::new().schema(Some(slots.schema(schema)));
    for (name, media_type) in parts(manifest, ty) {
        content = content.encoding(name, EncodingBuilder::new().content_type(Some(media_type)));
    }
    content.build()
}

/// The schema of a form, in which there is no null, and no list without items: both are absent.
///
/// The component says what JSON may hold; if a form may hold less, it has a schema of its own.
fn form_schema(manifest: &Manifest, ty: &Type, slots: &Slots<'_>) -> Value {
    let Some(definition) = manifest.definition(ty) else {
        return slots.of_type(ty, Side::Read);
    };
    let mut own = definition.clone();
    let Shape::Object { fields, .. } = &mut own.shape else {
        return slots.of_type(ty, Side::Read);
    };
    let mut lists = Vec::new();
    for field in fields.iter_mut().filter(|field| !field.flatten) {
        if let Kind::Option { .. } = &field.ty.kind {
            field.ty = parameters::present(field);
            // It may still be absent.
            if field.default.is_none() {
                field.default = Default::Computed;
            }
        } else if parameters::is_required(manifest, field) && parameters::is_list(manifest, &field.ty) {
            lists.push(field.name.on(Side::Read).clone());
        }
    }
    if lists.is_empty() && own == *definition {
        return slots.of_type(ty, Side::Read);
    }
    let mut schema = slots.of_definition(&own, Side::Read);
    if let Value::Object(members) = &mut schema {
        members.entry("title").or_insert_with(|| own.name.as_str().into());
    }
    for name in &lists {
        if let Some(list) = schema
            .pointer_mut("/properties")
            .and_then(|all| all.get_mut(name))
        {
            parameters::not_empty(list);
        }
    }
    schema
}

fn parts(manifest: &Manifest, ty: &Type) -> Vec<(String, &'static str)> {
    let Some(Shape::Object { fields, .. }) = manifest.definition(ty).map(|definition| &definition.shape)
    else {
        return Vec::new();
    };
    fields
        .iter()
        .filter(|field| !*field.skip.on(Side::Read))
        .flat_map(|field| {
            if field.flatten {
                return parts(manifest, &field.ty);
            }
            let media_type = media_type(manifest, &field.ty);
            let name = field.name.on(Side::Read).clone();
            media_type
                .map(|media_type| (name, media_type))
                .into_iter()
                .collect()
        })
        .collect()
}

/// The media type of a part that is not text.
fn media_type(manifest: &Manifest, ty: &Type) -> Option<&'static str> {
    match &ty.kind {
        Kind::Upload => Some("*/*"),
        Kind::Option { of } | Kind::List { of } | Kind::Set { of } | Kind::Array { of, .. } => {
            media_type(manifest, of)
        }
        Kind::Map { .. } | Kind::Any | Kind::AnyObject | Kind::Tuple { .. } => Some("application/json"),
        Kind::Named { .. } => match manifest.definition(ty).map(|definition| &definition.shape)? {
            Shape::Newtype { ty, .. } => media_type(manifest, ty),
            Shape::Choice(_) | Shape::Unit => None,
            Shape::Object { .. } | Shape::Tuple(_) => Some("application/json"),
        },
        _ => None,
    }
}
