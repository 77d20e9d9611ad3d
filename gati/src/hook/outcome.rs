//! `outcome: &mut Outcome`: an answer as hooks see and change it.

use axum::body::Body;
use gati_schema::handler::AnswerContent;
use gati_schema::ty::Side;
use gati_schema::{Handler, Manifest};
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderMap, HeaderValue, StatusCode};
use http_body::Body as _;
use http_body_util::BodyExt;
use serde::Serialize;
use serde_json::Value;

use crate::HttpResponse;
use crate::app::Common;
use crate::problem::{Problem, catalogue};
use crate::version::Edge;

const JSON: HeaderValue = HeaderValue::from_static("application/json");
const TEXT: HeaderValue = HeaderValue::from_static("text/plain; charset=utf-8");

/// The answer of a request: what an `after` hook sees and may change, and what a `before` or `catch` hook may answer with.
///
/// Whatever a hook changes is held against the contract of the handler again: the status is one that it lists, the body a value of
/// its type. An answer that breaks it is replaced by a 500; what is wrong with it goes to the log.
///
/// ```
/// use gati::prelude::*;
///
/// fn stamp(outcome: &mut Outcome) {
///     outcome.headers_mut().insert("x-served-by", "gati".parse().expect("a word may stand in a header"));
///     if let Some(body) = outcome.json_mut() {
///         body["seen"] = true.into();
///     }
/// }
/// ```
#[derive(Debug)]
pub struct Outcome {
    /// Absent in an outcome of a hook that leaves it to the handler's default.
    status: Option<StatusCode>,
    headers: HeaderMap,
    content: Content,
    /// Whether status or body are not those that the handler gave.
    changed: bool,
    /// The first thing that cannot be part of an answer.
    mistake: Option<String>,
}

#[derive(Debug)]
enum Content {
    /// As the handler wrote it.
    Written(Body),
    /// As the handler wrote it, and read.
    Read {
        bytes: bytes::Bytes,
        value: Value,
    },
    Json(Value),
    Text(String),
    Empty,
}

impl Outcome {
    /// An answer with a JSON body, and the default status of the handler.
    #[must_use]
    pub fn json(body: impl Serialize) -> Self {
        let mut outcome = Self::empty();
        outcome.set_json(body);
        outcome
    }

    /// An answer with a text, and the default status of the handler.
    #[must_use]
    pub fn text(body: impl Into<String>) -> Self {
        let mut outcome = Self::empty();
        outcome.content = Content::Text(body.into());
        outcome
    }

    /// An answer without a body, and with the default status of the handler.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            status: None,
            headers: HeaderMap::new(),
            content: Content::Empty,
            changed: true,
            mistake: None,
        }
    }

    /// The same with this status.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.set_status(status);
        self
    }

    pub(crate) fn of(response: HttpResponse) -> Self {
        let (parts, body) = response.into_parts();
        Self {
            status: Some(parts.status),
            headers: parts.headers,
            content: Content::Written(body),
            changed: false,
            mistake: None,
        }
    }

    /// The status; none if it is left to the handler's default.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status.map(|status| status.as_u16())
    }

    /// Sets the status, which must be one that the handler lists.
    pub fn set_status(&mut self, status: u16) {
        match StatusCode::from_u16(status) {
            Ok(status) => self.status = Some(status),
            Err(_) => {
                self.mistake.get_or_insert(format!("{status} is no status"));
            }
        }
        self.changed = true;
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The headers, to be changed.
    pub fn headers_mut(&mut self) -> &mut HeaderMap {
        &mut self.headers
    }

    /// The body, if it is JSON that is known as a whole; not that of a stream.
    pub fn body(&mut self) -> Option<&Value> {
        self.read();
        match &self.content {
            Content::Read { value, .. } | Content::Json(value) => Some(value),
            Content::Written(_) | Content::Text(_) | Content::Empty => None,
        }
    }

    /// The body, to be changed, if it is JSON that is known as a whole.
    pub fn json_mut(&mut self) -> Option<&mut Value> {
        self.read();
        if let Content::Read { value, .. } = &mut self.content {
            let value = value.take();
            self.content = Content::Json(value);
            self.changed = true;
        }
        match &mut self.content {
            Content::Json(value) => Some(value),
            _ => None,
        }
    }

    /// Replaces the body.
    pub fn set_json(&mut self, body: impl Serialize) {
        self.changed = true;
        match serde_json::to_value(body) {
            Ok(value) => self.content = Content::Json(value),
            Err(error) => {
                self.mistake
                    .get_or_insert(format!("the body cannot be written as JSON: {error}"));
            }
        }
    }

    /// Reads a body that the handler wrote whole.
    fn read(&mut self) {
        let is_json = || self.headers.get(CONTENT_TYPE) == Some(&JSON);
        let Content::Written(body) = &mut self.content else {
            return;
        };
        if body.size_hint().exact().is_none() || !is_json() {
            return;
        }
        let body = std::mem::take(body);
        // Bytes that are there are given without waiting.
        let Some(Ok(whole)) = now(body.collect()) else {
            self.mistake
                .get_or_insert("the body could not be read".to_owned());
            return;
        };
        let bytes = whole.to_bytes();
        self.content = match serde_json::from_slice(&bytes) {
            Ok(value) => Content::Read { bytes, value },
            Err(_) => Content::Written(Body::from(bytes)),
        };
    }

    /// The answer as it is sent.
    pub(crate) fn into_response(
        self,
        handler: &'static str,
        statuses: &'static [u16],
        common: &Common,
        edge: Option<Edge>,
    ) -> Result<HttpResponse, Problem> {
        // Callers of an old release are answered by its contract.
        let old = edge.and_then(|edge| common.contract(handler, Some(edge)));
        let statuses = old.map_or(statuses, |(_, handler)| &handler.answer.statuses);
        let refuse =
            |what: String| catalogue::internal(format!("a hook changed the answer of `{handler}`: {what}"));
        if let Some(mistake) = self.mistake {
            return Err(refuse(mistake));
        }
        let default = || {
            statuses
                .first()
                .and_then(|status| StatusCode::from_u16(*status).ok())
        };
        let status = self.status.or_else(default).unwrap_or(StatusCode::OK);
        if self.changed {
            if !statuses.contains(&status.as_u16()) {
                return Err(refuse(format!("it does not list the status {}", status.as_u16())));
            }
            check(&self.content, common.contract(handler, edge)).map_err(refuse)?;
        }
        let (media_type, body) = match self.content {
            Content::Written(body) => (None, body),
            Content::Read { bytes, .. } => (None, Body::from(bytes)),
            // Text keys and JSON values always serialise.
            Content::Json(value) => (
                Some(JSON),
                Body::from(serde_json::to_vec(&value).unwrap_or_default()),
            ),
            Content::Text(text) => (Some(TEXT), Body::from(text)),
            Content::Empty => (None, Body::empty()),
        };
        let mut response = HttpResponse::new(body);
        *response.status_mut() = status;
        *response.headers_mut() = self.headers;
        if let Some(media_type) = media_type {
            response.headers_mut().remove(CONTENT_LENGTH);
            response.headers_mut().insert(CONTENT_TYPE, media_type);
        }
        Ok(response)
    }
}

/// Holds a body that a hook wrote against the contract of the handler. The error is for the log, and says places rather than values.
fn check(content: &Content, contract: Option<(&Manifest, &Handler)>) -> Result<(), String> {
    if matches!(content, Content::Written(_) | Content::Read { .. }) {
        return Ok(());
    }
    let Some((manifest, promised)) = contract else {
        return Err("the manifest does not say what it promises".to_owned());
    };
    match (content, &promised.answer.content) {
        (Content::Json(value), AnswerContent::Json { ty }) => {
            let found = gati_schema::check::value(manifest, ty, Side::Write, value);
            if found.is_empty() {
                return Ok(());
            }
            let broken: Vec<String> = found
                .iter()
                .map(|violation| format!("{}: expected {}", violation.pointer, violation.expected))
                .collect();
            Err(format!("it breaks its contract: {}", broken.join("; ")))
        }
        (Content::Text(_), AnswerContent::Text) | (Content::Empty, AnswerContent::Empty) => Ok(()),
        _ => Err("it carries something of another kind".to_owned()),
    }
}

/// What a future gives without waiting.
fn now<T>(future: impl Future<Output = T>) -> Option<T> {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    match std::pin::pin!(future).poll(&mut context) {
        std::task::Poll::Ready(value) => Some(value),
        std::task::Poll::Pending => None,
    }
}
