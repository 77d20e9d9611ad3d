//! Routes that cannot stand beside each other.

use std::collections::BTreeMap;

use gati_schema::path::Segment;
use syn::Meta;
use syn::spanned::Spanned;

use super::read;
use crate::analyze::handlers::Endpoint;
use crate::report::Report;
use crate::resolve::Resolver;
use crate::source::{ItemId, ItemKind, Place};

/// Two handlers for one method and one path: the second would never be called.
pub(super) fn duplicate(resolver: &mut Resolver<'_>, endpoints: &[Endpoint]) {
    let mut known: BTreeMap<_, Vec<(&Endpoint, String)>> = BTreeMap::new();
    for (endpoint, _, handler) in read(endpoints) {
        let others = known.entry((handler.path.key(), handler.method)).or_default();
        // A handler that is kept for old releases stands beside its successor.
        let Some((first, path)) = others.iter().find(|(other, _)| other.meets(endpoint)) else {
            others.push((endpoint, handler.path.to_string()));
            continue;
        };
        let mut report = Report::new(
            "duplicate-route",
            format!("`{} {}` has two handlers", handler.method, handler.path),
        )
        .at(
            &route(resolver, endpoint.item),
            format!("`{}` is the second", endpoint.name),
        )
        .at(
            &route(resolver, first.item),
            format!("`{}` is the first", first.name),
        );
        if *path != handler.path.to_string() {
            report = report.note(format!(
                "`{path}` and `{}` differ only in the names of placeholders, and match the same requests",
                handler.path
            ));
        }
        resolver
            .reports
            .add(report.help("change the path or the method of one of them"));
    }
}

/// One path, two methods, two names for its placeholders: OpenAPI has one name for each place.
pub(super) fn renamed_placeholder(resolver: &mut Resolver<'_>, endpoints: &[Endpoint]) {
    let mut known: BTreeMap<String, Vec<(&Endpoint, String, _)>> = BTreeMap::new();
    for (endpoint, _, handler) in read(endpoints) {
        let text = handler.path.to_string();
        let entries = known.entry(handler.path.key()).or_default();
        // The same method is a duplicate route, which is another rule.
        let duplicate = entries.iter().any(|(_, _, method)| *method == handler.method);
        let other = entries.iter().find(|(_, path, _)| *path != text);
        if let (Some((first, path, _)), false) = (other, duplicate) {
            let report = Report::new(
                "renamed-placeholder",
                format!("`{text}` and `{path}` name the same placeholder differently"),
            )
            .at(
                &route(resolver, endpoint.item),
                format!("`{}` names it so", endpoint.name),
            )
            .at(
                &route(resolver, first.item),
                format!("`{}` names it otherwise", first.name),
            )
            .note("both match the same requests, and in OpenAPI a path has one name for each of its parts")
            .help("use the same names in both");
            resolver.reports.add(report);
        }
        entries.push((endpoint, text, handler.method));
    }
}

/// `/files/*rest` beside `/files/:name`: the router cannot tell which one is meant.
pub(super) fn wildcard_beside_placeholder(resolver: &mut Resolver<'_>, endpoints: &[Endpoint]) {
    let mut placeholders: BTreeMap<String, (&Endpoint, String)> = BTreeMap::new();
    for (endpoint, _, handler) in read(endpoints) {
        for before in prefixes(handler.path.segments(), |segment| {
            matches!(segment, Segment::Placeholder(_))
        }) {
            placeholders
                .entry(before)
                .or_insert((endpoint, handler.path.to_string()));
        }
    }
    for (endpoint, _, handler) in read(endpoints) {
        for before in prefixes(handler.path.segments(), |segment| {
            matches!(segment, Segment::Wildcard(_))
        }) {
            let Some((other, path)) = placeholders.get(&before) else {
                continue;
            };
            let report = Report::new(
                "wildcard-beside-placeholder",
                format!("`{}` and `{path}` want the same part of a path", handler.path),
            )
            .at(
                &route(resolver, endpoint.item),
                "the wildcard takes all that is left",
            )
            .at(&route(resolver, other.item), "a placeholder takes one part of it")
            .help("put a fixed word in front of one of them");
            resolver.reports.add(report);
        }
    }
}

/// What stands before each segment of a kind, without the names of placeholders.
fn prefixes(segments: &[Segment], is_kind: impl Fn(&Segment) -> bool) -> Vec<String> {
    let mut before = String::new();
    let mut found = Vec::new();
    for segment in segments {
        if is_kind(segment) {
            found.push(before.clone());
        }
        before.push('/');
        before.push_str(match segment {
            Segment::Literal(text) => text,
            Segment::Placeholder(_) => ":",
            Segment::Wildcard(_) => "*",
        });
    }
    found
}

/// The text `"POST /payments"` of a handler's attribute.
pub(super) fn route(resolver: &Resolver<'_>, id: ItemId) -> Place {
    let item = resolver.program.item(id);
    if let ItemKind::Function(function) = &item.kind
        && let Some(attr) = function
            .attrs
            .iter()
            .find(|attr| gati_syntax::handler::is_handler(attr))
    {
        let span = match &attr.meta {
            Meta::List(list) => list.tokens.clone().into_iter().next().map(|token| token.span()),
            Meta::Path(_) | Meta::NameValue(_) => None,
        };
        return Place::new(resolver.program.file_of(id), span.unwrap_or_else(|| attr.span()));
    }
    resolver.program.place_of(id)
}
