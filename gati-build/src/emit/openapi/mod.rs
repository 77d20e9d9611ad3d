//! The OpenAPI document of an API.
//!
//! ```text
//! mod.rs        the document as a whole
//! form.rs       3.1, or 3.0 for older tools
//! slots.rs      schemas, set aside while the document is put together
//! schemas.rs    the schemas of types
//! components.rs which types are components, and by which names
//! canonical.rs  one form of each text scalar, on both sides
//! operation.rs  one operation per handler
//! parameters.rs path, query and headers
//! body.rs       request bodies
//! answers.rs    answers that succeed, and the errors of the handler and its hooks
//! problems.rs   the problems that the framework reports
//! down.rs       a JSON Schema in the dialect of OpenAPI 3.0
//! ```
//!
//! The document is put together with utoipa's model. Its schemas are not: that model holds a part of JSON Schema only,
//! so a schema waits in a slot, and takes its place when the document has become JSON.
//!
//! Where a type reads otherwise than it writes, the component of its name is what the server writes, and the component with
//! `Input` behind its name what the server reads; see `components.rs`.

mod answers;
mod body;
mod canonical;
mod components;
mod down;
mod form;
mod operation;
mod parameters;
mod problems;
mod schemas;
mod slots;

use std::collections::{BTreeMap, BTreeSet};

use gati_schema::handler::AuthScheme;
use gati_schema::path::Segment;
use gati_schema::{Handler, Manifest, canonical::to_string};
use serde::Serialize;
use serde_json::Value;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{Components, Info, OpenApiBuilder, PathItem, Paths, Server, Tag};

use form::Form;
use slots::Slots;

/// The OpenAPI 3.1 document of an API.
#[must_use]
pub fn openapi(manifest: &Manifest) -> String {
    document(manifest, Form::V3_1)
}

/// The OpenAPI 3.0 document of an API, for tools that do not read 3.1. It says somewhat less: a list of fixed length has
/// one schema for all its items, and the names in a map are not constrained.
#[must_use]
pub fn openapi_3_0(manifest: &Manifest) -> String {
    document(manifest, Form::V3_0)
}

/// The members in the order in which people look for them; below, they are sorted.
#[derive(Serialize)]
struct Document {
    openapi: &'static str,
    info: Value,
    servers: Value,
    #[serde(skip_serializing_if = "Value::is_null")]
    tags: Value,
    paths: Value,
    #[serde(skip_serializing_if = "Value::is_null")]
    components: Value,
}

fn document(manifest: &Manifest, form: Form) -> String {
    let manifest = &canonical::canonical(manifest);
    let mut slots = Slots::new(manifest);
    let mut paths = Paths::new();
    let mut problems = BTreeSet::new();
    let names = placeholder_names(manifest);
    for handler in &manifest.handlers {
        let names = names.get(&handler.path.key()).map_or(&[][..], Vec::as_slice);
        let operation = operation::operation(manifest, handler, names, form, &mut slots, &mut problems);
        let item = PathItem::new(operation::method(handler.method), operation);
        let path = openapi_path(handler, names);
        match paths.paths.get_mut(&path) {
            Some(known) => known.merge_operations(item),
            None => {
                paths.paths.insert(path, item);
            }
        }
    }
    let package = &manifest.package;
    let mut info = Info::new(package.name.as_str(), package.version.as_str());
    if !package.description.is_empty() {
        info.description = Some(package.description.clone());
    }
    let tags: BTreeSet<&String> = manifest
        .handlers
        .iter()
        .flat_map(|handler| &handler.tags)
        .collect();
    let mut components = Components::new();
    for problem in problems {
        components.responses.insert(
            problem.component().to_owned(),
            problem.response(&mut slots).into(),
        );
    }
    for scheme in AuthScheme::ALL {
        let is_used = |handler: &Handler| handler.auth.as_ref().is_some_and(|auth| auth.scheme == scheme);
        if manifest.handlers.iter().any(is_used) {
            components.add_security_scheme(scheme.name(), security_scheme(scheme));
        }
    }
    let built = OpenApiBuilder::new()
        .info(info)
        .servers(Some([Server::new("/")]))
        .tags((!tags.is_empty()).then(|| tags.into_iter().map(Tag::new)))
        .paths(paths)
        .components(Some(components))
        .build();
    let mut value = slots.fill(&built, form);
    let mut take = |name: &str| value.get_mut(name).map_or(Value::Null, Value::take);
    to_string(&Document {
        openapi: form.version(),
        info: take("info"),
        servers: take("servers"),
        tags: take("tags"),
        paths: take("paths"),
        components: Some(take("components"))
            .filter(|components| components.as_object().is_some_and(|members| !members.is_empty()))
            .unwrap_or_default(),
    })
}

/// The names of the placeholders of each path, by its key. Two handlers may call the same placeholder by different names;
/// OpenAPI takes that for two paths that cannot be told apart, so the first name counts for all.
fn placeholder_names(manifest: &Manifest) -> BTreeMap<String, Vec<&str>> {
    let mut names = BTreeMap::new();
    for handler in &manifest.handlers {
        names
            .entry(handler.path.key())
            .or_insert_with(|| handler.path.placeholders().collect());
    }
    names
}

/// The path of a handler, whose placeholders have these names.
fn openapi_path(handler: &Handler, names: &[&str]) -> String {
    let mut names = names.iter();
    let mut path: String = handler
        .path
        .segments()
        .iter()
        .map(|segment| match segment {
            Segment::Literal(text) => format!("/{text}"),
            Segment::Placeholder(own) | Segment::Wildcard(own) => {
                format!("/{{{}}}", names.next().copied().unwrap_or(own))
            }
        })
        .collect();
    if path.is_empty() || handler.path.has_trailing_slash() {
        path.push('/');
    }
    path
}

fn security_scheme(scheme: AuthScheme) -> SecurityScheme {
    match scheme {
        AuthScheme::Bearer => SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)),
        AuthScheme::Basic => SecurityScheme::Http(Http::new(HttpAuthScheme::Basic)),
        AuthScheme::ApiKey => SecurityScheme::ApiKey(ApiKey::Header(ApiKeyValue::new("X-API-Key"))),
    }
}
