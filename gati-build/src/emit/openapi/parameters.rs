//! Path, query and header parameters.

use gati_schema::ty::{Default, Field, Kind, Shape, Side};
use gati_schema::{Handler, Manifest, Type};
use serde_json::Value;
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::{Deprecated, Required};

use super::slots::Slots;

/// Headers that OpenAPI describes elsewhere; as parameters they would be ignored (§4.8.12.2).
const ELSEWHERE: [&str; 3] = ["accept", "authorization", "content-type"];

/// Every parameter of a handler, whose placeholders have these names.
pub(super) fn parameters(
    manifest: &Manifest,
    handler: &Handler,
    names: &[&str],
    slots: &mut Slots<'_>,
) -> Vec<Parameter> {
    let mut parameters: Vec<Parameter> = handler
        .parameters
        .iter()
        .enumerate()
        .map(|(at, parameter)| {
            let name = names.get(at).copied().unwrap_or(&parameter.name);
            let schema = slots.ty(&parameter.ty, Side::Read);
            ParameterBuilder::new()
                .name(name)
                .parameter_in(ParameterIn::Path)
                .required(Required::True)
                .description(
                    parameter
                        .wildcard
                        .then_some("The rest of the path, slashes included."),
                )
                .schema(Some(schema))
                .build()
        })
        .collect();
    if let Some(query) = &handler.query {
        collect(manifest, query, ParameterIn::Query, slots, &mut parameters);
    }
    if let Some(headers) = &handler.headers {
        collect(manifest, headers, ParameterIn::Header, slots, &mut parameters);
    }
    parameters
}

/// One parameter per field of a struct, those of flattened structs included.
fn collect(
    manifest: &Manifest,
    ty: &Type,
    place: ParameterIn,
    slots: &mut Slots<'_>,
    found: &mut Vec<Parameter>,
) {
    let shape = manifest.definition(ty).map(|definition| &definition.shape);
    match (shape, &ty.kind) {
        (Some(Shape::Object { fields, .. }), _) => {
            for field in fields.iter().filter(|field| !*field.skip.on(Side::Read)) {
                if field.flatten {
                    collect(manifest, &field.ty, place.clone(), slots, found);
                } else if let Some(parameter) = of_field(manifest, field, &place, slots) {
                    found.push(parameter);
                }
            }
        }
        (Some(Shape::Newtype { ty, .. }), _) => collect(manifest, ty, place, slots, found),
        (None, Kind::Option { of }) => collect(manifest, of, place, slots, found),
        (Some(Shape::Unit), _) | (None, Kind::Null) => {}
        // A map or an enum: its properties are parameters, whatever they are called.
        _ if place == ParameterIn::Query => {
            let schema = slots.ty(ty, Side::Read);
            let parameter = ParameterBuilder::new()
                .name(if found.is_empty() { "parameters" } else { "others" })
                .parameter_in(place)
                .style(Some(ParameterStyle::Form))
                .explode(Some(true))
                .schema(Some(schema));
            found.push(parameter.build());
        }
        _ => {}
    }
}

fn of_field(
    manifest: &Manifest,
    field: &Field,
    place: &ParameterIn,
    slots: &mut Slots<'_>,
) -> Option<Parameter> {
    let mut name = field.name.on(Side::Read).clone();
    let is_header = *place == ParameterIn::Header;
    if is_header {
        name = name.replace('_', "-");
        if ELSEWHERE.contains(&name.to_ascii_lowercase().as_str()) {
            return None;
        }
    }
    // An absent parameter is `None`; a null that could be sent there is not.
    let ty = present(field);
    let is_required = is_required(manifest, field);
    let is_list = is_list(manifest, &ty);
    let mut schema = slots.of_type(&ty, Side::Read);
    if let (Default::Known(value), Value::Object(members)) = (&field.default, &mut schema)
        && !value.is_null()
    {
        members.insert("default".to_owned(), value.clone());
    }
    if is_required && is_list {
        not_empty(&mut schema);
    }
    let mut parameter = ParameterBuilder::new()
        .name(name)
        .parameter_in(place.clone())
        .required(if is_required {
            Required::True
        } else {
            Required::False
        })
        .description((!field.docs.is_empty()).then_some(field.docs.as_str()))
        .deprecated(field.deprecated.is_some().then_some(Deprecated::True))
        .example(field.examples.first().cloned())
        .schema(Some(slots.schema(schema)));
    if *place == ParameterIn::Query && may_be_empty(field) {
        parameter = parameter.extensions(Some(Extensions::from_iter([("allowEmptyValue", true)])));
    }
    if is_list {
        // A query repeats the key, a header separates by commas.
        let style = if is_header {
            ParameterStyle::Simple
        } else {
            ParameterStyle::Form
        };
        parameter = parameter.style(Some(style)).explode(Some(!is_header));
    }
    Some(parameter.build())
}

/// Whether an empty value is none, as of an input that nobody filled in: `?limit=` is no `limit`. Queries are read so where it is a number
/// or a truth value.
fn may_be_empty(field: &Field) -> bool {
    let Kind::Option { of } = &field.ty.kind else {
        return false;
    };
    matches!(of.kind, Kind::Bool | Kind::Integer { .. } | Kind::Float { .. })
}

/// The type of a field that is there.
pub(super) fn present(field: &Field) -> Type {
    let inner = field.ty.without_option().clone();
    inner.constrained(field.ty.constraints.clone())
}

/// Whether a field must be there.
pub(super) fn is_required(manifest: &Manifest, field: &Field) -> bool {
    field.default.is_none() && !manifest.is_optional(&field.ty)
}

/// Asks for at least one item: where keys are repeated, no item is no key.
pub(super) fn not_empty(schema: &mut Value) {
    if let Value::Object(members) = schema {
        let asked = members
            .get("minItems")
            .and_then(Value::as_u64)
            .unwrap_or_default();
        members.insert("minItems".to_owned(), asked.max(1).into());
    }
}

/// Whether a type is a list in a query, a header or a form.
pub(super) fn is_list(manifest: &Manifest, ty: &Type) -> bool {
    match &ty.kind {
        Kind::List { .. } | Kind::Set { .. } | Kind::Array { .. } | Kind::Tuple { .. } => true,
        Kind::Named { .. } => match manifest.definition(ty).map(|definition| &definition.shape) {
            Some(Shape::Newtype { ty, .. }) => is_list(manifest, ty),
            Some(Shape::Tuple(_)) => true,
            _ => false,
        },
        _ => false,
    }
}
