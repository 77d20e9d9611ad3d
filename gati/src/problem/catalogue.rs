//! Every problem of Gati's own vocabulary, in one place. The codes are stable: clients may match on
//! `urn:gati:problem:<code>`.

use std::borrow::Cow;
use std::fmt::Display;
use std::time::Duration;

use http::header::{ALLOW, CONNECTION, RETRY_AFTER, SEC_WEBSOCKET_VERSION, UPGRADE, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};

use super::{Problem, Violation};

/// No more violations than this are told; the rest are counted in the detail.
pub(crate) const MOST_VIOLATIONS: usize = 100;

const CLOSE: HeaderValue = HeaderValue::from_static("close");

/// No route has this path.
pub(crate) fn route_not_found() -> Problem {
    Problem::gati(StatusCode::NOT_FOUND, "route_not_found", "No such route")
        .detail("nothing is served at this path; compare it with the API's reference")
}

/// The path exists, but not for this method.
pub(crate) fn method_not_allowed(method: &str, allow: &HeaderValue) -> Problem {
    let allowed = allow.to_str().unwrap_or_default();
    Problem::gati(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "Method not allowed",
    )
    .detail(format!(
        "this path does not answer {method}; use one of {allowed}"
    ))
    .header(ALLOW, allow.clone())
}

/// A part of the request other than its body breaks the contract: `path`, `query` or `header`.
pub(crate) fn invalid_part(part: Part, violations: Vec<Violation>) -> Problem {
    let (code, title) = match part {
        Part::Path => ("invalid_path", "The path does not fit the contract"),
        Part::Query => ("invalid_query", "The query does not fit the contract"),
        Part::Header => ("invalid_headers", "The headers do not fit the contract"),
    };
    violated(Problem::gati(StatusCode::BAD_REQUEST, code, title), violations)
}

/// A part of a request that has no body of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Part {
    Path,
    Query,
    Header,
}

impl Part {
    /// The name in a violation.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
        }
    }
}

/// The body was read and breaks the contract.
pub(crate) fn invalid_body(violations: Vec<Violation>) -> Problem {
    violated(
        Problem::gati(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid_body",
            "The body does not fit the contract",
        ),
        violations,
    )
}

fn violated(problem: Problem, mut violations: Vec<Violation>) -> Problem {
    let found = violations.len();
    violations.truncate(MOST_VIOLATIONS);
    let detail: Cow<'static, str> = match found {
        1 => "correct the violation that is listed".into(),
        n if n > MOST_VIOLATIONS => {
            format!("correct the violations; the first {MOST_VIOLATIONS} are listed").into()
        }
        n => format!("correct the {n} violations that are listed").into(),
    };
    problem.detail(detail).violations(violations)
}

/// The body cannot be read as what it says it is.
pub(crate) fn malformed(format: Format, detail: impl Into<Cow<'static, str>>) -> Problem {
    let (code, title) = match format {
        Format::Json => ("invalid_json", "The body is not JSON"),
        Format::Form => ("invalid_form", "The body is not a form"),
        Format::Multipart => ("invalid_multipart", "The body is not a multipart form"),
    };
    Problem::gati(StatusCode::BAD_REQUEST, code, title).detail(detail)
}

/// What a body says it is.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Format {
    Json,
    Form,
    Multipart,
}

/// The body is nested too deep to be read.
pub(crate) fn json_too_deep() -> Problem {
    Problem::gati(
        StatusCode::BAD_REQUEST,
        "json_too_deep",
        "The JSON is nested too deep",
    )
    .detail("send JSON that is nested at most 128 levels deep")
}

/// The body ended before its end, or the connection broke.
pub(crate) fn body_incomplete(cause: impl Display) -> Problem {
    Problem::gati(
        StatusCode::BAD_REQUEST,
        "body_incomplete",
        "The body ended too early",
    )
    .detail("the connection gave fewer bytes than the request announced; send it again")
    .cause(cause)
}

/// The body is larger than allowed.
pub(crate) fn body_too_large(limit: u64) -> Problem {
    Problem::gati(
        StatusCode::PAYLOAD_TOO_LARGE,
        "body_too_large",
        "The body is too large",
    )
    .detail(format!("send at most {limit} bytes"))
    .header(CONNECTION, CLOSE)
}

/// The body has a media type that this handler does not read.
pub(crate) fn unsupported_media_type(expected: &'static str) -> Problem {
    Problem::gati(
        StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "unsupported_media_type",
        "Unsupported media type",
    )
    .detail(format!("send `Content-Type: {expected}`"))
    .header(http::header::ACCEPT, HeaderValue::from_static(expected))
}

/// The caller did not prove who it is.
pub(crate) fn unauthenticated(detail: impl Into<Cow<'static, str>>, challenge: HeaderValue) -> Problem {
    Problem::gati(
        StatusCode::UNAUTHORIZED,
        "unauthenticated",
        "Authentication is needed",
    )
    .detail(detail)
    .header(WWW_AUTHENTICATE, challenge)
}

/// The caller is known and may not do this.
pub(crate) fn forbidden(detail: impl Into<Cow<'static, str>>) -> Problem {
    Problem::gati(StatusCode::FORBIDDEN, "forbidden", "Not allowed").detail(detail)
}

/// The request does not open a WebSocket (RFC 9110 §15.5.22).
pub(crate) fn upgrade_required(what: &'static str) -> Problem {
    Problem::gati(
        StatusCode::UPGRADE_REQUIRED,
        "upgrade_required",
        "A WebSocket must be opened here",
    )
    .detail(what)
    .header(UPGRADE, HeaderValue::from_static("websocket"))
    .header(CONNECTION, HeaderValue::from_static("upgrade"))
    // RFC 6455 §4.4.
    .header(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"))
}

/// A handshake whose key is none.
pub(crate) fn bad_handshake() -> Problem {
    Problem::gati(
        StatusCode::BAD_REQUEST,
        "bad_handshake",
        "The handshake of the WebSocket is wrong",
    )
    .detail("send 16 random bytes in base64 as `Sec-WebSocket-Key`")
}

/// The body did not arrive in time.
pub(crate) fn body_timeout(limit: Duration) -> Problem {
    Problem::gati(
        StatusCode::REQUEST_TIMEOUT,
        "body_timeout",
        "The body took too long",
    )
    .detail(format!("send the whole body within {limit:?}"))
    .header(CONNECTION, CLOSE)
}

/// The handler did not finish in time; its future is dropped.
pub(crate) fn timeout(limit: Duration) -> Problem {
    Problem::gati(
        StatusCode::GATEWAY_TIMEOUT,
        "timeout",
        "The request took too long",
    )
    .detail(format!(
        "no answer was ready within {limit:?}; whether the request had an effect is not known"
    ))
}

/// A hook did not finish in time.
pub(crate) fn hook_timeout(name: &str, limit: Duration) -> Problem {
    Problem::gati(
        StatusCode::GATEWAY_TIMEOUT,
        "timeout",
        "The request took too long",
    )
    .detail("a step around the handler took too long; whether the request had an effect is not known")
    .cause(format!("the hook `{name}` ran for more than {limit:?}"))
}

/// The app is starting or stopping.
pub(crate) fn unavailable(detail: &'static str) -> Problem {
    Problem::gati(
        StatusCode::SERVICE_UNAVAILABLE,
        "unavailable",
        "Not available now",
    )
    .detail(detail)
    .header(RETRY_AFTER, HeaderValue::from_static("1"))
}

/// A module that the handler calls is not there.
pub(crate) fn module_unavailable() -> Problem {
    Problem::gati(
        StatusCode::SERVICE_UNAVAILABLE,
        "module_unavailable",
        "A part of the app is not available now",
    )
    .detail("what this request needs does not work at the moment; try again later")
    .header(RETRY_AFTER, HeaderValue::from_static("1"))
}

/// A mistake of ours or of the app; the cause is for the log alone.
pub(crate) fn internal(cause: impl Display) -> Problem {
    Problem::gati(
        StatusCode::INTERNAL_SERVER_ERROR,
        "internal",
        "Something went wrong on our side",
    )
    .detail("this is not the caller's mistake; name the request id when you report it")
    .cause(cause)
}

/// A transformer between two releases made something that it must not; the cause is for the log alone.
pub(crate) fn transformer_failed(cause: impl Display) -> Problem {
    Problem::gati(
        StatusCode::INTERNAL_SERVER_ERROR,
        "transformer_failed",
        "This version could not be served",
    )
    .detail("what carries requests and answers of this version failed on our side; name the request id when you report it")
    .cause(cause)
}

/// An axum extractor refused the request.
pub(crate) fn extractor(status: StatusCode, detail: String) -> Problem {
    let problem = Problem::gati(status, "request_refused", "The request was refused");
    if detail.is_empty() {
        problem
    } else {
        problem.detail(detail)
    }
}

/// A layer in front of the handler cut the body off.
pub(crate) fn body_too_large_for_a_layer() -> Problem {
    Problem::gati(
        StatusCode::PAYLOAD_TOO_LARGE,
        "body_too_large",
        "The body is too large",
    )
    .detail("send a smaller body")
    .header(CONNECTION, CLOSE)
}
