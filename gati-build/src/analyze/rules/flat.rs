//! What comes as text, piece by piece: path parameters, query strings, headers and forms.

use gati_schema::handler::Body;
use gati_schema::ty::{Content, Kind, Scalar, Shape, Tagging};
use gati_schema::{Definition, Type};
use gati_syntax::handler::{BodyItem, Role};

use super::{place, read};
use crate::analyze::Definitions;
use crate::analyze::handlers::Endpoint;
use crate::report::Report;
use crate::resolve::{Resolver, show};

/// A path parameter is read from one text.
pub(super) fn path_parameters(
    resolver: &mut Resolver<'_>,
    endpoints: &[Endpoint],
    definitions: &Definitions,
) {
    for (endpoint, source, handler) in read(endpoints) {
        for ((name, argument), parameter) in source.path_parameters().into_iter().zip(typed(source, handler))
        {
            if is_text(definitions, &parameter.ty) != Some(false) {
                continue;
            }
            let at = place::of_argument(resolver, endpoint, &argument.ty);
            let shown = show(&parameter.ty);
            let report = match &parameter.ty.kind {
                Kind::Option { of } => Report::new(
                    "path-parameter",
                    format!("the path parameter `{name}` cannot be absent"),
                )
                .at(&at, "an `Option` would never be `None`")
                .help(format!("take `{name}: {}`, or move it to the query", show(of))),
                _ => Report::new(
                    "path-parameter",
                    format!("the path parameter `{name}` cannot be read from text"),
                )
                .at(&at, format!("`{shown}` is more than one word of text"))
                .note("a path parameter is a number, a text, a date, an id, an enum without content, or a newtype around one of these")
                .help("take such a type, or move the value to the query or the body"),
            };
            resolver.reports.add(report);
        }
    }
}

/// The parameters of the path that are arguments of the function.
fn typed<'h>(
    source: &gati_syntax::handler::HandlerItem,
    handler: &'h gati_schema::Handler,
) -> impl Iterator<Item = &'h gati_schema::handler::PathParameter> {
    let names: Vec<String> = source
        .path_parameters()
        .iter()
        .map(|(name, _)| (*name).to_owned())
        .collect();
    handler
        .parameters
        .iter()
        .filter(move |parameter| names.contains(&parameter.name))
}

/// What a struct is read from.
#[derive(Clone, Copy, PartialEq)]
enum Source {
    Query,
    Headers,
    Form,
    Multipart,
}

impl Source {
    const fn words(self) -> &'static str {
        match self {
            Self::Query => "a query string",
            Self::Headers => "headers",
            Self::Form => "a form",
            Self::Multipart => "a multipart form",
        }
    }

    const fn wrapper(self) -> &'static str {
        match self {
            Self::Query => "Query",
            Self::Headers => "Headers",
            Self::Form => "Form",
            Self::Multipart => "Multipart",
        }
    }
}

/// `Query<T>`, `Headers<T>`, `Form<T>` and `Multipart<T>` take a struct whose fields are texts, or lists of texts.
pub(super) fn structs_of_texts(
    resolver: &mut Resolver<'_>,
    endpoints: &[Endpoint],
    definitions: &Definitions,
) {
    for (endpoint, source, handler) in read(endpoints) {
        for argument in source.arguments() {
            let (from, written, ty) = match &argument.role {
                Role::Query(written) => (Source::Query, written, handler.query.as_ref()),
                Role::Headers(written) => (Source::Headers, written, handler.headers.as_ref()),
                Role::Body(BodyItem::Form(written)) => (Source::Form, written, body(handler)),
                Role::Body(BodyItem::Multipart(written)) => (Source::Multipart, written, body(handler)),
                _ => continue,
            };
            let Some(ty) = ty else { continue };
            let at = place::of_argument(resolver, endpoint, written);
            structure(resolver, definitions, from, ty, &at);
        }
    }
}

fn body(handler: &gati_schema::Handler) -> Option<&Type> {
    handler.body.as_ref().and_then(Body::ty)
}

fn structure(
    resolver: &mut Resolver<'_>,
    definitions: &Definitions,
    from: Source,
    ty: &Type,
    at: &crate::source::Place,
) {
    let (words, wrapper) = (from.words(), from.wrapper());
    let definition = match definition(definitions, ty) {
        Look::Found(definition) => definition,
        // Something about it was reported elsewhere.
        Look::Refused => return,
        Look::NoDefinition => {
            resolver.reports.add(
                Report::new(
                    "not-a-struct",
                    format!("`{wrapper}<{}>` is not read from a struct", show(ty)),
                )
                .at(at, "has no named fields")
                .help(format!("declare a struct with a field for each part of {words}")),
            );
            return;
        }
    };
    let fields = match &definition.shape {
        Shape::Object { fields, .. } => fields,
        Shape::Newtype {
            ty,
            transparent: true,
        } => return structure(resolver, definitions, from, ty, at),
        _ => {
            resolver.reports.add(
                Report::new(
                    "not-a-struct",
                    format!("`{}` is not a struct with named fields", definition.name),
                )
                .at(at, format!("each part of {words} is read into a field"))
                .help(format!("declare a struct with a field for each part of {words}")),
            );
            return;
        }
    };
    for field in fields
        .iter()
        .filter(|field| !*field.skip.on(gati_schema::ty::Side::Read))
    {
        if !field.flatten && fits(definitions, from, &field.ty) {
            continue;
        }
        let Some(instance) = place::instance(resolver, definitions, &definition.name) else {
            continue;
        };
        let field_place = place::of_field(resolver, instance, None, &field.rust_name);
        let (title, label, help) = if field.flatten {
            (
                format!("the field `{}` cannot be flattened into {words}", field.rust_name),
                "serde reads flattened fields without knowing their types, and a text is then no number",
                "write the fields out".to_owned(),
            )
        } else {
            (
                format!("the field `{}` cannot be read from {words}", field.rust_name),
                "more than a text or a list of texts",
                "take its parts as fields of their own, or move the value to a JSON body".to_owned(),
            )
        };
        let report = Report::new("not-flat", title)
            .at(&field_place, label)
            .at(at, format!("`{}` is read from {words} here", definition.name))
            .help(help);
        resolver.reports.add(report);
    }
}

enum Look<'a> {
    Found(&'a Definition),
    /// It has a definition that was refused.
    Refused,
    NoDefinition,
}

fn definition<'a>(definitions: &'a Definitions, ty: &Type) -> Look<'a> {
    let Kind::Named { name } = &ty.kind else {
        return Look::NoDefinition;
    };
    match definitions.get(name).map(|defined| &defined.outcome) {
        Some(Ok((definition, _))) => Look::Found(definition),
        Some(Err(_)) | None => Look::Refused,
    }
}

/// Whether a field can be read: a text or a list of texts. A part of a multipart form may also be a file or JSON.
fn fits(definitions: &Definitions, from: Source, ty: &Type) -> bool {
    match &ty.kind {
        _ if from == Source::Multipart => true,
        Kind::Option { of } => fits(definitions, from, of),
        Kind::List { of } | Kind::Set { of } => fits_item(definitions, of),
        _ => fits_item(definitions, ty),
    }
}

fn fits_item(definitions: &Definitions, ty: &Type) -> bool {
    match &ty.kind {
        // Where a file does not belong is the rule of uploads.
        Kind::Upload => true,
        _ => is_text(definitions, ty).unwrap_or(true),
    }
}

/// Whether a value is one text on its way; `None` if a part of the type was refused.
pub(super) fn is_text(definitions: &Definitions, ty: &Type) -> Option<bool> {
    Some(match &ty.kind {
        Kind::Bool | Kind::Integer { .. } | Kind::Float { .. } | Kind::Text | Kind::Char => true,
        Kind::Scalar { scalar } => !matches!(scalar, Scalar::Duration | Scalar::SystemTime),
        Kind::Named { .. } => match definition(definitions, ty) {
            Look::Refused | Look::NoDefinition => return None,
            Look::Found(definition) => match &definition.shape {
                Shape::Newtype { ty, .. } => return is_text(definitions, ty),
                Shape::Choice(choice) => {
                    choice.tagging == Tagging::External
                        && choice
                            .variants
                            .iter()
                            .all(|variant| matches!(variant.content, Content::Unit) && !variant.untagged)
                }
                Shape::Unit | Shape::Tuple(_) | Shape::Object { .. } => false,
            },
        },
        Kind::Null
        | Kind::Bytes
        | Kind::Any
        | Kind::AnyObject
        | Kind::Option { .. }
        | Kind::List { .. }
        | Kind::Set { .. }
        | Kind::Array { .. }
        | Kind::Tuple { .. }
        | Kind::Map { .. }
        | Kind::Upload => false,
    })
}
