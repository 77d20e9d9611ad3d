//! Files exist in multipart forms and nowhere else.

use std::collections::BTreeSet;

use gati_schema::handler::Body;
use gati_schema::ty::Kind;
use gati_schema::{Type, TypeName};
use gati_syntax::handler::{BodyItem, Carried, Role};

use super::{place, read};
use crate::analyze::Definitions;
use crate::analyze::handlers::Endpoint;
use crate::report::Report;
use crate::resolve::Resolver;

/// An `Upload` in anything but `Multipart<T>`.
pub(super) fn outside_of_multipart(
    resolver: &mut Resolver<'_>,
    endpoints: &[Endpoint],
    definitions: &Definitions,
) {
    for (endpoint, source, handler) in read(endpoints) {
        let mut uses: Vec<(&syn::Type, &Type)> = Vec::new();
        for argument in source.arguments() {
            match &argument.role {
                Role::Query(written) => uses.extend(handler.query.as_ref().map(|ty| (written, ty))),
                Role::Headers(written) => uses.extend(handler.headers.as_ref().map(|ty| (written, ty))),
                Role::Body(BodyItem::Json(written) | BodyItem::Form(written)) => {
                    uses.extend(handler.body.as_ref().and_then(Body::ty).map(|ty| (written, ty)));
                }
                _ => {}
            }
        }
        // A file stands in the form itself: what lies deeper comes as JSON.
        let form = source
            .arguments()
            .iter()
            .find_map(|argument| match &argument.role {
                Role::Body(BodyItem::Multipart(written)) => Some(written),
                _ => None,
            });
        if let (Some(written), Some(ty)) = (form, handler.body.as_ref().and_then(Body::ty)) {
            uses.extend(deeper(definitions, ty).into_iter().map(|ty| (written, ty)));
        }
        if let (Some(written), Some(ty)) = (source.answer().carried.ty(), handler.answer.content.ty()) {
            uses.push((written, ty));
        }
        if let (Carried::Socket(read, sent), Some((incoming, outgoing))) =
            (&source.answer().carried, handler.answer.content.messages())
        {
            uses.extend([(read, incoming), (sent, outgoing)]);
        }
        for (written, ty) in uses {
            let at = place::of_argument(resolver, endpoint, written);
            let Some(found) = find(definitions, ty, &mut BTreeSet::new(), None) else {
                continue;
            };
            let mut report = Report::new("upload", "an `Upload` can only stand in a multipart form");
            report = match found
                .and_then(|(name, field)| Some((place::instance(resolver, definitions, name)?, field)))
            {
                Some((instance, field)) => report
                    .at(
                        &place::of_field(resolver, instance, None, field),
                        "a file as it comes in",
                    )
                    .at(&at, "taken from something else here"),
                None => report.at(&at, "a file as it comes in"),
            };
            let report = report.help("take `Multipart<T>`; to answer a file, answer `Bytes` or `ByteStream`");
            resolver.reports.add(report);
        }
    }
}

/// What stands in a multipart form and is neither a file nor a list of files.
fn deeper<'a>(definitions: &'a Definitions, ty: &'a Type) -> Vec<&'a Type> {
    let Kind::Named { name } = &ty.kind else {
        return Vec::new();
    };
    let Some(Ok((definition, _))) = definitions.get(name).map(|defined| &defined.outcome) else {
        return Vec::new();
    };
    let is_file = |ty: &Type| matches!(ty.kind, Kind::Upload);
    let fields = definition.types().into_iter().map(Type::without_option);
    fields
        .map(|ty| match &ty.kind {
            Kind::List { of } => of,
            _ => ty,
        })
        .filter(|ty| !is_file(ty))
        .collect()
}

/// The first upload inside a type, with the field that holds it.
fn find<'a>(
    definitions: &'a Definitions,
    ty: &'a Type,
    seen: &mut BTreeSet<&'a TypeName>,
    inside: Option<(&'a TypeName, &'a str)>,
) -> Option<Option<(&'a TypeName, &'a str)>> {
    match &ty.kind {
        Kind::Upload => Some(inside),
        Kind::Named { name } if seen.insert(name) => {
            let (definition, _) = definitions.get(name)?.outcome.as_ref().ok()?;
            if let gati_schema::ty::Shape::Object { fields, .. } = &definition.shape {
                return fields
                    .iter()
                    .find_map(|field| find(definitions, &field.ty, seen, Some((name, &field.rust_name))));
            }
            definition
                .types()
                .into_iter()
                .find_map(|ty| find(definitions, ty, seen, inside))
        }
        _ => ty
            .parts()
            .into_iter()
            .find_map(|ty| find(definitions, ty, seen, inside)),
    }
}
