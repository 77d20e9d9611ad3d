//! Problem documents (RFC 9457): every answer that is not the handler's own.

mod api_error;
pub(crate) mod catalogue;
mod document;
pub(crate) mod versions;

use std::borrow::Cow;
use std::fmt;

use http::{HeaderName, HeaderValue, StatusCode};
use serde::Serialize;
use serde_json::{Map, Value};

pub use api_error::ApiError;
pub(crate) use api_error::to_problem;
pub(crate) use document::{document, render};

/// A problem, answered as `application/problem+json`.
///
/// A handler whose errors are worth a type of their own returns a `Result` with an enum that derives [`ApiError`]; then
/// clients can match on it. `Result<_, Problem>` is for handlers that have no such enum. Its `type` is
/// `urn:gati:<package>:<code>`.
///
/// ```
/// use gati::prelude::*;
///
/// async fn find(name: String) -> Result<Text, Problem> {
///     if name == "gati" {
///         return Ok(Text("motion".into()));
///     }
///     Err(Problem::new(404, "unknown_word").detail(format!("`{name}` is not in the dictionary")))
/// }
/// ```
#[derive(Clone)]
pub struct Problem(Box<Inner>);

#[derive(Clone)]
pub(crate) struct Inner {
    status: StatusCode,
    code: Cow<'static, str>,
    origin: Origin,
    title: Cow<'static, str>,
    detail: Option<Cow<'static, str>>,
    violations: Vec<Violation>,
    members: Map<String, Value>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// What the log says and the caller must not learn.
    cause: Option<String>,
}

/// Whose vocabulary the code belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Origin {
    App,
    Gati,
}

/// One way in which a request differs from its contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Violation {
    /// Which part of the request: `path`, `query`, `header` or `body`.
    #[serde(rename = "in")]
    pub place: Cow<'static, str>,
    /// Where in that part, as a JSON pointer (RFC 6901).
    pub pointer: String,
    /// The rule, named as JSON Schema names it.
    pub keyword: Cow<'static, str>,
    /// What the contract asks for.
    pub expected: String,
    /// What was sent.
    pub actual: String,
}

impl Problem {
    /// A problem of the app: a status from 400 to 599 and a short name for the kind of problem, in `snake_case`.
    ///
    /// A status outside that range is a mistake in the handler; it is answered as 500 and logged.
    #[must_use]
    pub fn new(status: u16, code: impl Into<Cow<'static, str>>) -> Self {
        let code = code.into();
        match StatusCode::from_u16(status) {
            Ok(known) if known.is_client_error() || known.is_server_error() => {
                Self::with_origin(known, code, Origin::App)
            }
            _ => catalogue::internal(format!(
                "the handler made the problem `{code}` with status {status}, which is no error"
            )),
        }
    }

    fn with_origin(status: StatusCode, code: Cow<'static, str>, origin: Origin) -> Self {
        Self(Box::new(Inner {
            status,
            code,
            origin,
            title: status.canonical_reason().unwrap_or("Problem").into(),
            detail: None,
            violations: Vec::new(),
            members: Map::new(),
            headers: Vec::new(),
            cause: None,
        }))
    }

    /// A problem of Gati's own vocabulary.
    fn gati(status: StatusCode, code: &'static str, title: &'static str) -> Self {
        Self::with_origin(status, code.into(), Origin::Gati).title(title)
    }

    /// What kind of problem this is, in a few words that do not change from one occurrence to the next.
    #[must_use]
    pub fn title(mut self, title: impl Into<Cow<'static, str>>) -> Self {
        self.0.title = title.into();
        self
    }

    /// What went wrong this time, and what the caller can do about it.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// A member of the document beyond the standard ones. A value that cannot be JSON is left out.
    #[must_use]
    pub fn member(mut self, name: impl Into<String>, value: impl Serialize) -> Self {
        if let Ok(value) = serde_json::to_value(value) {
            self.0.members.insert(name.into(), value);
        }
        self
    }

    /// A header of the answer.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.0.headers.push((name, value));
        self
    }

    /// What the log says about it and the caller does not learn.
    #[must_use]
    pub fn cause(mut self, cause: impl fmt::Display) -> Self {
        self.0.cause = Some(cause.to_string());
        self
    }

    /// The members beyond the standard ones; for an error of the app, its fields.
    #[cfg(feature = "testing")]
    pub(crate) fn members(&self) -> &Map<String, Value> {
        &self.0.members
    }

    fn violations(mut self, violations: Vec<Violation>) -> Self {
        self.0.violations = violations;
        self
    }

    /// The status with which it is answered.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.0.status.as_u16()
    }

    /// The name of the kind of problem.
    #[must_use]
    pub fn code(&self) -> &str {
        &self.0.code
    }

    pub(crate) fn log_cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }
}

/// Says what kind of problem it is; not what the caller sent, which may be secret.
impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Problem")
            .field("status", &self.0.status.as_u16())
            .field("code", &self.0.code)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.detail {
            Some(detail) => write!(f, "{}: {detail}", self.0.title),
            None => f.write_str(&self.0.title),
        }
    }
}

impl std::error::Error for Problem {}

/// What went wrong while a body was read, or else something on our side.
impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        error.downcast::<Self>().unwrap_or_else(catalogue::internal)
    }
}
