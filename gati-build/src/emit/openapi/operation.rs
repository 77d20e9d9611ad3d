//! One operation per handler.

use std::collections::BTreeSet;

use gati_schema::handler::Method;
use gati_schema::{Handler, Manifest};
use utoipa::openapi::path::{HttpMethod, Operation, OperationBuilder};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{Deprecated, Ref, RefOr, Response, Responses};

use super::form::Form;
use super::problems::{self, FrameworkProblem};
use super::slots::Slots;
use super::{answers, body, parameters};

/// The operation of a handler, whose placeholders have these names. Notes which problems it can be answered with.
pub(super) fn operation(
    manifest: &Manifest,
    handler: &Handler,
    names: &[&str],
    form: Form,
    slots: &mut Slots<'_>,
    problems: &mut BTreeSet<FrameworkProblem>,
) -> Operation {
    let parameters = parameters::parameters(manifest, handler, names, slots);
    let body = handler
        .body
        .as_ref()
        .map(|body| body::request_body(manifest, body, form, slots));
    OperationBuilder::new()
        .operation_id(Some(handler.name.as_str()))
        .summary(Some(summary(handler)))
        .description(description(handler))
        .tags((!handler.tags.is_empty()).then_some(&handler.tags))
        .deprecated((handler.deprecated.is_some() || handler.sunset.is_some()).then_some(Deprecated::True))
        .parameters((!parameters.is_empty()).then_some(parameters))
        .request_body(body)
        .responses(responses(manifest, handler, form, slots, problems))
        // An empty list says that anybody may call it; no list would say nothing.
        .securities(Some(handler.auth.iter().map(|auth| {
            SecurityRequirement::new::<_, [&str; 0], &str>(auth.scheme.name(), [])
        })))
        .build()
}

pub(super) const fn method(method: Method) -> HttpMethod {
    match method {
        Method::Get => HttpMethod::Get,
        Method::Head => HttpMethod::Head,
        Method::Options => HttpMethod::Options,
        Method::Post => HttpMethod::Post,
        Method::Put => HttpMethod::Put,
        Method::Patch => HttpMethod::Patch,
        Method::Delete => HttpMethod::Delete,
    }
}

/// The summary, or the name of the handler in words: tools list operations by it.
fn summary(handler: &Handler) -> String {
    if !handler.summary.is_empty() {
        return handler.summary.clone();
    }
    let words = handler.name.replace(['_', '-'], " ");
    let mut chars = words.trim().chars();
    chars
        .next()
        .map(|first| first.to_uppercase().chain(chars).collect())
        .unwrap_or_default()
}

/// The description, and what has no place of its own in an operation.
fn description(handler: &Handler) -> Option<String> {
    let mut paragraphs = vec![handler.description.trim().to_owned()];
    if let Some(auth) = &handler.auth
        && !auth.roles.is_empty()
    {
        paragraphs.push(format!("Needs the role `{}`.", auth.roles.join("` or `")));
    }
    if let Some(deprecation) = &handler.deprecated {
        let since = deprecation.since.as_ref().map(|date| format!(" since {date}"));
        let note = deprecation.note.as_ref().map(|note| format!(": {note}"));
        paragraphs.push(format!(
            "Deprecated{}{}.",
            since.unwrap_or_default(),
            note.unwrap_or_default()
        ));
    }
    if let Some(date) = &handler.sunset {
        paragraphs.push(format!("Gone on {date}."));
    }
    if handler.idempotent && !handler.method.is_idempotent() {
        paragraphs.push("Repeating the same call has no further effect.".to_owned());
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n\n"))
}

fn responses(
    manifest: &Manifest,
    handler: &Handler,
    form: Form,
    slots: &mut Slots<'_>,
    problems: &mut BTreeSet<FrameworkProblem>,
) -> Responses {
    let mut responses = Responses::new();
    let mut insert = |status: String, response: RefOr<Response>| responses.responses.insert(status, response);
    let errors = answers::errors(manifest, handler);
    for problem in problems::of(handler) {
        if problem
            .status()
            .is_some_and(|status| errors.contains_key(&status))
        {
            // The same status is also that of an error: one response says both.
            continue;
        }
        problems.insert(problem);
        let name = problem
            .status()
            .map_or_else(|| "default".to_owned(), |status| status.to_string());
        insert(name, RefOr::Ref(Ref::from_response_name(problem.component())));
    }
    for (status, of_status) in &errors {
        let also = problems::of(handler).any(|problem| problem.status() == Some(*status));
        insert(
            status.to_string(),
            answers::error(*status, of_status, also, slots).into(),
        );
    }
    for status in &handler.answer.statuses {
        insert(
            status.to_string(),
            answers::answer(handler, *status, form, slots).into(),
        );
    }
    responses
}
