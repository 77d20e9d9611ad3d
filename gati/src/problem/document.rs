//! The bytes of a problem document.

use axum::body::Body;
use axum::response::Response;
use http::HeaderValue;
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use serde::Serialize;
use serde_json::{Map, Value};

use super::{Origin, Problem, Violation};
use crate::exchange::Exchange;

/// The media type of RFC 9457.
const MEDIA_TYPE: HeaderValue = HeaderValue::from_static("application/problem+json");

/// Members that belong to the document; an app's own member of the same name is left out.
const RESERVED: [&str; 7] = [
    "type",
    "title",
    "status",
    "detail",
    "instance",
    "request_id",
    "violations",
];

#[derive(Serialize)]
struct Document<'a> {
    r#type: String,
    title: &'a str,
    status: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
    instance: &'a str,
    request_id: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    violations: &'a [Violation],
    #[serde(flatten)]
    members: &'a Map<String, Value>,
}

/// The document itself, in one line: what an answer of a problem has in it, and an event that ends a stream.
pub(crate) fn document(problem: &mut Problem, package: &str, exchange: &Exchange) -> Vec<u8> {
    for name in RESERVED {
        problem.0.members.remove(name);
    }
    let inner = &*problem.0;
    let vocabulary = match inner.origin {
        Origin::App => package,
        Origin::Gati => "problem",
    };
    let document = Document {
        r#type: format!("urn:gati:{vocabulary}:{}", inner.code),
        title: &inner.title,
        status: inner.status.as_u16(),
        detail: inner.detail.as_deref(),
        instance: exchange.path(),
        request_id: exchange.request_id(),
        violations: &inner.violations,
        members: &inner.members,
    };
    // Text keys and JSON values always serialise.
    serde_json::to_vec(&document).unwrap_or_default()
}

/// The answer to a request that met this problem, in an app of that package.
pub(crate) fn render(mut problem: Problem, package: &str, exchange: &Exchange) -> Response {
    let body = document(&mut problem, package, exchange);
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = problem.0.status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, MEDIA_TYPE);
    // What went wrong for one caller is no answer for the next (RFC 9111 lets caches keep a 404).
    headers.insert(CACHE_CONTROL, const { HeaderValue::from_static("no-store") });
    for (name, value) in problem.0.headers.drain(..) {
        headers.append(name, value);
    }
    response
}
