//! What can go wrong with a call.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use serde::{Deserialize, Deserializer, de};

use crate::{BoxError, Problem, Reply};

/// Why a call has no answer of the kind that its handler promises. `E` is the handler's own error enum.
///
/// No message contains a credential, a header or a query.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E = Never> {
    /// The handler answered with an error of its own.
    Api {
        /// The status of the answer.
        status: StatusCode,
        /// The error.
        error: E,
        /// The whole problem document in which the error came.
        problem: Box<Problem>,
    },
    /// The server refused or failed before, around or instead of the handler: invalid input, no such resource, overload.
    Problem(Box<Problem>),
    /// The status is none that the handler has, and the answer does not say what is wrong.
    UnexpectedStatus(Box<Reply<Bytes>>),
    /// The call could not be made into a request; nothing was sent.
    Request(RequestError),
    /// The source of the credential failed; nothing was sent.
    Credential(BoxError),
    /// The server could not be reached, or the connection broke.
    Transport(TransportError),
    /// The call was not over in time.
    Timeout {
        /// The time that it had.
        after: Duration,
    },
    /// The answer is not of the shape that the handler promises: the client was made for another version of the server.
    Decode {
        /// The status of the answer.
        status: StatusCode,
        /// What does not fit.
        source: BoxError,
    },
    /// The server closed a WebSocket, and not because all was said.
    Closed {
        /// Why, as a number (RFC 6455 §7.4): 4000 and the status of a handler's own error, 1011 for a failure of the server.
        code: u16,
        /// Why, in words.
        reason: String,
    },
    /// The answer, or one line of a stream, is longer than the client accepts.
    TooLarge {
        /// The most bytes that it accepts.
        limit: usize,
    },
}

impl<E> Error<E> {
    /// The status of the answer, if there was one.
    #[must_use]
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api { status, .. } | Self::Decode { status, .. } => Some(*status),
            Self::Problem(problem) => Some(problem.status),
            Self::UnexpectedStatus(reply) => Some(reply.status),
            Self::Request(_)
            | Self::Credential(_)
            | Self::Transport(_)
            | Self::Timeout { .. }
            | Self::Closed { .. }
            | Self::TooLarge { .. } => None,
        }
    }

    /// The problem document of the answer, if it was one.
    #[must_use]
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Api { problem, .. } | Self::Problem(problem) => Some(problem),
            _ => None,
        }
    }

    /// The handler's own error, if it is that.
    #[must_use]
    pub fn api(&self) -> Option<&E> {
        match self {
            Self::Api { error, .. } => Some(error),
            _ => None,
        }
    }
}

impl Error {
    /// The same failure of a handler that has errors of its own.
    pub(crate) fn widen<E>(self) -> Error<E> {
        match self {
            Self::Api { error, .. } => match error {},
            Self::Problem(problem) => Error::Problem(problem),
            Self::UnexpectedStatus(reply) => Error::UnexpectedStatus(reply),
            Self::Request(cause) => Error::Request(cause),
            Self::Credential(cause) => Error::Credential(cause),
            Self::Transport(cause) => Error::Transport(cause),
            Self::Timeout { after } => Error::Timeout { after },
            Self::Decode { status, source } => Error::Decode { status, source },
            Self::Closed { code, reason } => Error::Closed { code, reason },
            Self::TooLarge { limit } => Error::TooLarge { limit },
        }
    }
}

impl<E: fmt::Display> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api { status, error, .. } => write!(f, "{status}: {error}"),
            Self::Problem(problem) => problem.fmt(f),
            Self::UnexpectedStatus(reply) => write!(f, "the server answered {}", reply.status),
            Self::Request(_) => f.write_str("the call could not be made into a request"),
            Self::Credential(_) => f.write_str("there is no credential for the call"),
            Self::Transport(_) => f.write_str("the server could not be reached, or the connection broke"),
            Self::Timeout { after } => write!(f, "the call was not over after {after:?}"),
            Self::Decode { status, .. } => write!(f, "the answer ({status}) is not of the promised shape"),
            Self::Closed { code, reason } if reason.is_empty() => {
                write!(f, "the server closed the socket ({code})")
            }
            Self::Closed { code, reason } => write!(f, "the server closed the socket ({code}): {reason}"),
            Self::TooLarge { limit } => write!(f, "the answer is longer than {limit} bytes"),
        }
    }
}

impl<E: std::error::Error + 'static> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Request(cause) => Some(cause),
            Self::Transport(cause) => Some(cause),
            Self::Credential(cause) | Self::Decode { source: cause, .. } => Some(&**cause),
            // These say all they know in their own message.
            Self::Api { .. }
            | Self::Problem(_)
            | Self::UnexpectedStatus(_)
            | Self::Timeout { .. }
            | Self::Closed { .. }
            | Self::TooLarge { .. } => None,
        }
    }
}

/// The error of handlers that have none of their own: there is no such value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

impl<'de> Deserialize<'de> for Never {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(de::Error::custom("this handler has no errors of its own"))
    }
}

/// Why a call could not be made into a request.
#[derive(Debug)]
pub struct RequestError {
    message: String,
    source: Option<BoxError>,
}

impl RequestError {
    pub(crate) fn encode(place: &str, cause: impl Into<BoxError>) -> Self {
        Self {
            message: format!("{place} has no form that can be sent"),
            source: Some(cause.into()),
        }
    }

    pub(crate) fn shape(place: &str) -> Self {
        Self {
            message: format!("{place} is not a plain text, number or truth value"),
            source: None,
        }
    }

    pub(crate) fn segment(name: &str, value: &str) -> Self {
        Self {
            message: format!(
                "the path parameter `{name}` cannot be {value:?}, which would lead to another path"
            ),
            source: None,
        }
    }

    pub(crate) fn unfilled(path: &str) -> Self {
        Self {
            message: format!("the path `{path}` has a placeholder without a value"),
            source: None,
        }
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for RequestError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|cause| cause as _)
    }
}

impl<E> From<RequestError> for Error<E> {
    fn from(cause: RequestError) -> Self {
        Self::Request(cause)
    }
}

/// Why the server could not be reached, or the connection broke.
#[derive(Debug)]
pub struct TransportError(Broken);

#[derive(Debug)]
enum Broken {
    Http(reqwest::Error),
    #[cfg(feature = "ws")]
    Socket(BoxError),
}

impl TransportError {
    /// The address is taken away, since a query may hold what must not be printed.
    pub(crate) fn new(cause: reqwest::Error) -> Self {
        Self(Broken::Http(cause.without_url()))
    }

    /// A socket broke.
    #[cfg(feature = "ws")]
    pub(crate) fn broken(cause: impl Into<BoxError>) -> Self {
        Self(Broken::Socket(cause.into()))
    }

    /// Whether no connection came about, so that the server has seen nothing.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        match &self.0 {
            Broken::Http(cause) => cause.is_connect(),
            #[cfg(feature = "ws")]
            Broken::Socket(_) => false,
        }
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Broken::Http(cause) => cause.fmt(f),
            #[cfg(feature = "ws")]
            Broken::Socket(cause) => cause.fmt(f),
        }
    }
}

impl std::error::Error for TransportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.0 {
            Broken::Http(cause) => cause.source(),
            #[cfg(feature = "ws")]
            Broken::Socket(cause) => cause.source(),
        }
    }
}
