//! Answers that succeed, and the errors of the handler itself.

use std::collections::BTreeMap;

use gati_schema::handler::{AnswerContent, Method};
use gati_schema::ty::{Choice, Shape, Side, Variant};
use gati_schema::{Definition, Handler, Manifest, Type};
use serde_json::json;
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

/// The variants of a handler's error enum, by status.
pub(super) struct Variants<'a> {
    definition: &'a Definition,
    choice: &'a Choice,
    of_status: Vec<&'a Variant>,
}

/// The errors of a handler, by status.
pub(super) fn errors<'a>(manifest: &'a Manifest, handler: &Handler) -> BTreeMap<u16, Variants<'a>> {
    let definition = handler
        .error
        .as_ref()
        .and_then(|error| manifest.definition(error));
    let Some((definition, choice)) = definition.and_then(|definition| match &definition.shape {
        Shape::Choice(choice) => Some((definition, choice)),
        _ => None,
    }) else {
        return BTreeMap::new();
    };
    let mut errors = BTreeMap::new();
    for variant in choice
        .variants
        .iter()
        .filter(|variant| !*variant.skip.on(Side::Write))
    {
        let Some(status) = variant.status else {
            continue;
        };
        errors
            .entry(status)
            .or_insert_with(|| Variants {
                definition,
                choice,
                of_status: Vec::new(),
            })
            .of_status
            .push(variant);
    }
    errors
}

/// The answer with some variants of a handler's error enum, or, if `also_framework`, with a problem of the framework.
pub(super) fn error(
    status: u16,
    variants: &Variants<'_>,
    also_framework: bool,
    slots: &mut Slots<'_>,
) -> Response {
    // The enum as if it had no other variants; its docs speak of all of them.
    let narrowed = Definition {
        shape: Shape::Choice(Choice {
            variants: variants.of_status.iter().copied().cloned().collect(),
            ..variants.choice.clone()
        }),
        docs: String::new(),
        examples: Vec::new(),
        ..variants.definition.clone()
    };
    let own = slots.of_definition(&narrowed, Side::Write);
    let problem = json!({ "$ref": problems::PROBLEM });
    let schema = if also_framework {
        json!({"allOf": [problem], "anyOf": [own, {"title": "A problem that the framework reports"}]})
    } else {
        json!({"allOf": [problem, own]})
    };
    let lines: Vec<String> = variants.of_status.iter().map(|variant| line(variant)).collect();
    ResponseBuilder::new()
        .description(format!("{}\n\n{}", reason(status), lines.join("\n")))
        .content(problems::MEDIA_TYPE, Content::new(Some(slots.schema(schema))))
        .build()
}

fn line(variant: &Variant) -> String {
    let name = variant.name.on(Side::Write);
    match variant.docs.lines().next().map(str::trim) {
        Some(summary) if !summary.is_empty() => format!("- `{name}`: {summary}"),
        _ => format!("- `{name}`"),
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
