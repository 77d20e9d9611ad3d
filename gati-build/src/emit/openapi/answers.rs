//! Answers that succeed, and the errors of the handler and of the hooks around it.

use std::collections::BTreeMap;

use gati_schema::handler::{AnswerContent, Method};
use gati_schema::ty::{Choice, Shape, Side, Variant};
use gati_schema::{Definition, Handler, Manifest, Type};
use serde_json::{Value, json};
use utoipa::openapi::extensions::{Extensions, ExtensionsBuilder};
use utoipa::openapi::{Content, ContentBuilder, Ref, Response, ResponseBuilder};

use super::form::Form;
use super::slots::Slots;
use super::{body, problems};

/// The answer of a handler with one of its statuses.
pub(super) fn answer(handler: &Handler, status: u16, form: Form, slots: &mut Slots<'_>) -> Response {
    let mut response = ResponseBuilder::new().description(reason(status));
    if let AnswerContent::Socket { incoming, outgoing } = &handler.answer.content {
        return response
            .extensions(Some(socket(incoming, outgoing, slots)))
            .build();
    }
    let has_no_body = handler.method == Method::Head || matches!(status, 100..200 | 204 | 205 | 304);
    if has_no_body {
        return response.build();
    }
    let content = match &handler.answer.content {
        AnswerContent::Empty | AnswerContent::Socket { .. } => return response.build(),
        AnswerContent::Json { ty } => ("application/json", Content::new(Some(slots.ty(ty, Side::Write)))),
        AnswerContent::Text => {
            let text = slots.schema(json!({"type": "string"}));
            ("text/plain", Content::new(Some(text)))
        }
        // The handler chooses which.
        AnswerContent::Bytes | AnswerContent::Stream => ("*/*", body::bytes(form, slots)),
        AnswerContent::JsonLines { ty } => ("application/x-ndjson", items(slots.ty(ty, Side::Write))),
        AnswerContent::Events { ty } => ("text/event-stream", items(slots.ty(ty, Side::Write))),
    };
    response = response.content(content.0, content.1);
    response.build()
}

/// A stream of JSON values. Before 3.2, OpenAPI has no word for the schema of one; a schema would be that of the whole.
fn items(item: Ref) -> Content {
    let item = json!({ "$ref": item.ref_location });
    ContentBuilder::new()
        .extensions(Some(ExtensionsBuilder::new().add("x-item-schema", item).build()))
        .build()
}

/// A WebSocket, for which OpenAPI has no words: what follows the answer 101, in both directions, as an extension.
fn socket(incoming: &Type, outgoing: &Type, slots: &mut Slots<'_>) -> Extensions {
    let mut reference = |ty, side| json!({ "$ref": slots.ty(ty, side).ref_location });
    let messages = json!({
        "incoming": reference(incoming, Side::Read),
        "outgoing": reference(outgoing, Side::Write),
    });
    ExtensionsBuilder::new().add("x-websocket", messages).build()
}

/// The errors that share a status: of the handler itself, and of the hooks that run around it.
#[derive(Default)]
pub(super) struct Errors<'a>(Vec<Variants<'a>>);

/// The variants of an enum of errors that have one status.
struct Variants<'a> {
    /// Whose they are; `None` is the handler.
    hook: Option<&'a str>,
    definition: &'a Definition,
    choice: &'a Choice,
    of_status: Vec<&'a Variant>,
}

/// The errors that a handler can be answered with, by status.
pub(super) fn errors<'a>(manifest: &'a Manifest, handler: &'a Handler) -> BTreeMap<u16, Errors<'a>> {
    let own = handler.error.iter().map(|error| (None, error));
    let of_hooks = manifest
        .hooks_around(handler)
        .filter_map(|hook| Some((Some(hook.name.as_str()), hook.error.as_ref()?)));
    let mut errors = BTreeMap::new();
    // Two that fail with the same enum add nothing to each other.
    let mut seen: Vec<&Type> = Vec::new();
    for (hook, error) in own.chain(of_hooks) {
        if !seen.contains(&error) {
            seen.push(error);
            add(manifest, hook, error, &mut errors);
        }
    }
    errors
}

fn add<'a>(
    manifest: &'a Manifest,
    hook: Option<&'a str>,
    error: &Type,
    errors: &mut BTreeMap<u16, Errors<'a>>,
) {
    let Some((definition, choice)) =
        manifest
            .definition(error)
            .and_then(|definition| match &definition.shape {
                Shape::Choice(choice) => Some((definition, choice)),
                _ => None,
            })
    else {
        return;
    };
    let mut by_status: BTreeMap<u16, Vec<&Variant>> = BTreeMap::new();
    for variant in &choice.variants {
        if let Some(status) = variant.status.filter(|_| !*variant.skip.on(Side::Write)) {
            by_status.entry(status).or_default().push(variant);
        }
    }
    for (status, of_status) in by_status {
        errors.entry(status).or_default().0.push(Variants {
            hook,
            definition,
            choice,
            of_status,
        });
    }
}

/// The answer with some errors, or, if `also_framework`, with a problem of the framework.
pub(super) fn error(
    status: u16,
    errors: &Errors<'_>,
    also_framework: bool,
    slots: &mut Slots<'_>,
) -> Response {
    let mut own: Vec<Value> = errors
        .0
        .iter()
        .map(|variants| slots.of_definition(&variants.narrowed(), Side::Write))
        .collect();
    let problem = json!({ "$ref": problems::PROBLEM });
    if also_framework {
        own.push(json!({"title": "A problem that the framework reports"}));
    }
    let schema = match <[Value; 1]>::try_from(own) {
        Ok([own]) => json!({"allOf": [problem, own]}),
        Err(any) => json!({"allOf": [problem], "anyOf": any}),
    };
    let lines: Vec<String> = errors.0.iter().flat_map(Variants::lines).collect();
    ResponseBuilder::new()
        .description(format!("{}\n\n{}", reason(status), lines.join("\n")))
        .content(problems::MEDIA_TYPE, Content::new(Some(slots.schema(schema))))
        .build()
}

impl Variants<'_> {
    /// The enum as if it had no other variants; its docs speak of all of them.
    fn narrowed(&self) -> Definition {
        Definition {
            shape: Shape::Choice(Choice {
                variants: self.of_status.iter().copied().cloned().collect(),
                ..self.choice.clone()
            }),
            docs: String::new(),
            examples: Vec::new(),
            ..self.definition.clone()
        }
    }

    /// One line for each, for people.
    fn lines(&self) -> impl Iterator<Item = String> {
        self.of_status.iter().map(|variant| {
            let name = variant.name.on(Side::Write);
            let whose = self
                .hook
                .map(|hook| format!(" (by `{hook}`)"))
                .unwrap_or_default();
            match variant.docs.lines().next().map(str::trim) {
                Some(summary) if !summary.is_empty() => format!("- `{name}`{whose}: {summary}"),
                _ => format!("- `{name}`{whose}"),
            }
        })
    }
}

/// What a status means, in the words of its registry.
pub(super) fn reason(status: u16) -> &'static str {
    REASONS
        .iter()
        .find(|(known, _)| *known == status)
        .map_or("Answer", |(_, reason)| reason)
}

const REASONS: [(u16, &str); 43] = [
    (101, "Switching Protocols"),
    (200, "OK"),
    (201, "Created"),
    (202, "Accepted"),
    (203, "Non-Authoritative Information"),
    (204, "No Content"),
    (205, "Reset Content"),
    (206, "Partial Content"),
    (207, "Multi-Status"),
    (300, "Multiple Choices"),
    (301, "Moved Permanently"),
    (302, "Found"),
    (303, "See Other"),
    (304, "Not Modified"),
    (307, "Temporary Redirect"),
    (308, "Permanent Redirect"),
    (400, "Bad Request"),
    (401, "Unauthorized"),
    (402, "Payment Required"),
    (403, "Forbidden"),
    (404, "Not Found"),
    (405, "Method Not Allowed"),
    (406, "Not Acceptable"),
    (408, "Request Timeout"),
    (409, "Conflict"),
    (410, "Gone"),
    (411, "Length Required"),
    (412, "Precondition Failed"),
    (413, "Content Too Large"),
    (415, "Unsupported Media Type"),
    (416, "Range Not Satisfiable"),
    (418, "I'm a teapot"),
    (422, "Unprocessable Content"),
    (423, "Locked"),
    (424, "Failed Dependency"),
    (428, "Precondition Required"),
    (429, "Too Many Requests"),
    (451, "Unavailable For Legal Reasons"),
    (500, "Internal Server Error"),
    (501, "Not Implemented"),
    (502, "Bad Gateway"),
    (503, "Service Unavailable"),
    (504, "Gateway Timeout"),
];
