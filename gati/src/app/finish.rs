//! The last step of every answer: problems become documents, ids and dates go into the head, and the log gets its line.

use axum::body::Body;
use http::header::CONTENT_LENGTH;
use http::{HeaderName, HeaderValue, Method};
use http_body::Body as _;

use super::log;
use super::shared::Common;
use crate::HttpResponse;
use crate::exchange::Exchange;
use crate::problem::{Problem, render};
use crate::rejection::Rejection;
use crate::request_id;

/// What is known of a request when its answer is ready.
pub(super) struct Seen<'a> {
    pub(super) common: &'a Common,
    pub(super) exchange: &'a Exchange,
    pub(super) method: &'a Method,
    /// The path of the route, not of the request.
    pub(super) path: &'static str,
    pub(super) headers: &'a [(HeaderName, HeaderValue)],
}

/// The answer as it is sent.
pub(super) fn finish(answer: Result<HttpResponse, Rejection>, seen: &Seen<'_>) -> HttpResponse {
    let (mut response, cause) = match answer {
        Ok(response) => (response, None),
        Err(rejection) => match rejection.into_problem() {
            Ok(problem) => document(problem, seen),
            Err(response) => (*response, None),
        },
    };
    let headers = response.headers_mut();
    headers.insert(request_id::HEADER, seen.exchange.request_id.to_header());
    for (name, value) in seen.headers {
        headers.insert(name, value.clone());
    }
    if let Some(release) = &seen.exchange.release {
        release.write(headers, seen.exchange.path());
    }
    if *seen.method == Method::HEAD {
        // The length is that of the body which `GET` would have had (RFC 9110 §9.3.2).
        if let Some(length) = response.body().size_hint().exact()
            && !response.headers().contains_key(CONTENT_LENGTH)
        {
            response.headers_mut().insert(CONTENT_LENGTH, length.into());
        }
        *response.body_mut() = Body::empty();
    }
    log::answered(seen, response.status(), cause.as_deref());
    response
}

fn document(problem: Problem, seen: &Seen<'_>) -> (HttpResponse, Option<String>) {
    let cause = problem.log_cause().map(ToOwned::to_owned);
    (render(problem, seen.common.package, seen.exchange), cause)
}
