//! The problems that the framework reports instead of the handler's answer.

use gati_schema::Handler;
use gati_schema::handler::Body;
use serde_json::{Value, json};
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::{Content, Response, ResponseBuilder};

use super::slots::Slots;

/// The media type of RFC 9457.
pub(super) const MEDIA_TYPE: &str = "application/problem+json";

/// A reference to the schema of every problem.
pub(super) const PROBLEM: &str = "gati:problem";

/// A reference to the schema of one violation in a problem.
pub(super) const VIOLATION: &str = "gati:violation";

/// A way in which a request can fail before, around or instead of its handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum FrameworkProblem {
    BadRequest,
    Unauthenticated,
    Forbidden,
    BodyTimeout,
    BodyTooLarge,
    UnsupportedMediaType,
    InvalidBody,
    UpgradeRequired,
    Internal,
    Unavailable,
    Timeout,
    Other,
}

/// The problems that can stand for the answer of a handler, by what it takes.
pub(super) fn of(handler: &Handler) -> impl Iterator<Item = FrameworkProblem> {
    let has_body = handler.body.is_some();
    let has_shape = matches!(
        handler.body,
        Some(Body::Json { .. } | Body::Form { .. } | Body::Multipart { .. })
    );
    let is_socket = handler.answer.content.messages().is_some();
    let has_input = is_socket
        || has_body
        || !handler.parameters.is_empty()
        || handler.query.is_some()
        || handler.headers.is_some();
    let has_roles = handler.auth.as_ref().is_some_and(|auth| !auth.roles.is_empty());
    [
        (FrameworkProblem::BadRequest, has_input),
        (FrameworkProblem::Unauthenticated, handler.auth.is_some()),
        (FrameworkProblem::Forbidden, has_roles),
        (FrameworkProblem::BodyTimeout, has_body),
        (FrameworkProblem::BodyTooLarge, has_body),
        (FrameworkProblem::UnsupportedMediaType, has_shape),
        (FrameworkProblem::InvalidBody, has_shape),
        (FrameworkProblem::UpgradeRequired, is_socket),
        (FrameworkProblem::Internal, true),
        (FrameworkProblem::Unavailable, true),
        (FrameworkProblem::Timeout, true),
        // What an extractor or a layer of the app answers, and the problems that a handler makes without an enum.
        (FrameworkProblem::Other, true),
    ]
    .into_iter()
    .filter_map(|(problem, occurs)| occurs.then_some(problem))
}

impl FrameworkProblem {
    /// The status; `None` stands for all that are not listed.
    pub(super) const fn status(self) -> Option<u16> {
        Some(match self {
            Self::BadRequest => 400,
            Self::Unauthenticated => 401,
            Self::Forbidden => 403,
            Self::BodyTimeout => 408,
            Self::BodyTooLarge => 413,
            Self::UnsupportedMediaType => 415,
            Self::InvalidBody => 422,
            Self::UpgradeRequired => 426,
            Self::Internal => 500,
            Self::Unavailable => 503,
            Self::Timeout => 504,
            Self::Other => return None,
        })
    }

    /// The name of its component.
    pub(super) const fn component(self) -> &'static str {
        match self {
            Self::BadRequest => "BadRequest",
            Self::Unauthenticated => "Unauthenticated",
            Self::Forbidden => "Forbidden",
            Self::BodyTimeout => "BodyTimeout",
            Self::BodyTooLarge => "BodyTooLarge",
            Self::UnsupportedMediaType => "UnsupportedMediaType",
            Self::InvalidBody => "InvalidBody",
            Self::UpgradeRequired => "UpgradeRequired",
            Self::Internal => "Internal",
            Self::Unavailable => "Unavailable",
            Self::Timeout => "Timeout",
            Self::Other => "Problem",
        }
    }

    const fn description(self) -> &'static str {
        match self {
            Self::BadRequest => {
                "The request cannot be read, or its path, query or headers do not fit the contract."
            }
            Self::Unauthenticated => "There is no credential, or not a valid one.",
            Self::Forbidden => "The caller has none of the roles that are needed.",
            Self::BodyTimeout => "The body took too long.",
            Self::BodyTooLarge => "The body is too large.",
            Self::UnsupportedMediaType => "The body has a media type that is not read here.",
            Self::InvalidBody => "The body does not fit the contract; every violation is listed.",
            Self::UpgradeRequired => "The request does not open a WebSocket of version 13.",
            Self::Internal => "Something went wrong on the server's side.",
            Self::Unavailable => "The server is starting, stopping or overloaded.",
            Self::Timeout => "No answer was ready in time.",
            Self::Other => "Any other problem.",
        }
    }

    /// The component itself.
    pub(super) fn response(self, slots: &mut Slots<'_>) -> Response {
        let content = Content::new(Some(slots.schema(json!({ "$ref": PROBLEM }))));
        let mut response = ResponseBuilder::new()
            .description(self.description())
            .content(MEDIA_TYPE, content);
        let header = match self {
            Self::Unauthenticated => {
                Some(("WWW-Authenticate", "How to prove who one is (RFC 9110 §11.6.1)."))
            }
            Self::Unavailable => Some(("Retry-After", "How many seconds to wait before trying again.")),
            _ => None,
        };
        if let Some((name, description)) = header {
            let schema = slots.schema(json!({"type": "string"}));
            let header = HeaderBuilder::new()
                .schema(Some(schema))
                .description(Some(description))
                .build();
            response = response.header(name, header);
        }
        response.build()
    }
}

/// The schema of every problem document.
pub(super) fn problem_schema() -> Value {
    json!({
        "type": "object",
        "description": "What went wrong (RFC 9457). An error of a handler has members of its own beside these.",
        "properties": {
            "type": {"type": "string", "format": "uri", "description": "What kind of problem it is; it stays the same."},
            "title": {"type": "string", "description": "The kind in words."},
            "status": {"type": "integer", "format": "int32", "minimum": 400, "maximum": 599, "description": "The status of the answer."},
            "detail": {"type": "string", "description": "What went wrong this time, and what to do about it."},
            "instance": {"type": "string", "description": "The path that was asked for."},
            "request_id": {"type": "string", "description": "The id of the request, to be named when asking for help."},
            "violations": {
                "type": "array",
                "items": {"$ref": VIOLATION},
                "description": "Everything in the request that does not fit the contract.",
            },
        },
        "required": ["type", "title", "status"],
        "examples": [{
            "type": "urn:gati:problem:invalid_body",
            "title": "The body does not fit the contract",
            "status": 422,
            "detail": "correct the violation that is listed",
            "instance": "/payments",
            "request_id": "0191d6d6-5b2c-7d27-a8a5-8b6c2f3f4d5e",
            "violations": [
                {"in": "body", "pointer": "/amount", "keyword": "minimum", "expected": "at least 1", "actual": "the number 0"},
            ],
        }],
    })
}

/// The schema of one violation.
pub(super) fn violation_schema() -> Value {
    json!({
        "type": "object",
        "description": "One thing in a request that does not fit the contract.",
        "properties": {
            "in": {"type": "string", "enum": ["path", "query", "header", "body"], "description": "Which part of the request."},
            "pointer": {"type": "string", "description": "The place in that part, as a JSON pointer (RFC 6901)."},
            "keyword": {"type": "string", "description": "The rule that is broken, named as JSON Schema names it."},
            "expected": {"type": "string", "description": "What the rule asks for."},
            "actual": {"type": "string", "description": "What was found."},
        },
        "required": ["in", "pointer", "keyword", "expected", "actual"],
    })
}
