//! The request as it came: `req: &mut Request`, `Bytes` and `ByteStream`.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, Method, Uri, request};
use serde::de::DeserializeOwned;

use super::{Call, path};
use crate::endpoint::Context;
use crate::problem::{Problem, catalogue};
use crate::rejection::Rejection;
use crate::stream::ByteStream;
use crate::version::Given;

/// The request as it came, taken by a handler as `req: &mut Request`.
///
/// A body that another argument has read is empty here.
///
/// ```
/// use gati::prelude::*;
///
/// async fn echo(req: &mut Request) -> Result<Bytes, Problem> {
///     req.bytes().await
/// }
/// ```
pub struct Request {
    parts: request::Parts,
    template: &'static str,
    body: Body,
    limit: u64,
    exchange: Arc<crate::exchange::Exchange>,
}

impl Request {
    /// The method.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.parts.method
    }

    /// The URI. Where the app is nested under a prefix, the prefix is taken away.
    #[must_use]
    pub fn uri(&self) -> &Uri {
        &self.parts.uri
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.parts.headers
    }

    /// The first header of that name, if it is there and is text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.parts.headers.get(name)?.to_str().ok()
    }

    /// The text of a placeholder of the path that no other argument takes. `None` if there is no such placeholder, or if its text
    /// is not UTF-8 when its percent-encoding is taken away.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<Cow<'_, str>> {
        let raw = path::find(self.template, self.parts.uri.path(), name)?;
        path::decode(raw)
    }

    /// What layers in front of the handler have left for it.
    #[must_use]
    pub fn extensions(&self) -> &http::Extensions {
        &self.parts.extensions
    }

    /// The whole body, which is empty afterwards.
    ///
    /// # Errors
    ///
    /// If the body is larger than the app's limit, or the connection breaks.
    pub async fn bytes(&mut self) -> Result<Bytes, Problem> {
        self.exchange.set_reading(true);
        let bytes = super::body::read(std::mem::take(&mut self.body), self.limit).await;
        self.exchange.set_reading(false);
        bytes
    }

    /// The whole body as JSON, whatever it says it is. No constraint is checked: the contract does not know about it.
    ///
    /// # Errors
    ///
    /// As [`Request::bytes`], and if the body is not JSON of that type.
    pub async fn json<T: DeserializeOwned>(&mut self) -> Result<T, Problem> {
        let body = self.bytes().await?;
        serde_json::from_slice(&body).map_err(|error| super::json::not_json(&error))
    }

    /// The request in the form of the `http` crate, with the body that is left.
    #[must_use]
    pub fn into_http(self) -> http::Request<Body> {
        http::Request::from_parts(self.parts, self.body)
    }
}

/// Says what was asked for; no header, as some are secret.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.parts.method)
            .field("path", &self.parts.uri.path())
            .finish_non_exhaustive()
    }
}

impl<G: Context> Call<G> {
    /// The request as it came. Of the body, what no other argument has taken.
    ///
    /// # Errors
    ///
    /// None today; the signature leaves room for requests that must be prepared first.
    #[expect(
        clippy::unused_async,
        reason = "every method that may touch the body is awaited"
    )]
    pub async fn take_request(&mut self) -> Result<Request, Rejection> {
        Ok(Request {
            parts: self.head.0.clone(),
            template: self.template(),
            body: self.body.take().unwrap_or_default(),
            limit: self.shared.common.limits.body,
            exchange: Arc::clone(&self.exchange),
        })
    }

    /// The whole body.
    ///
    /// # Errors
    ///
    /// If it is larger than the app's limit, or the connection breaks.
    pub async fn bytes(&mut self) -> Result<Bytes, Rejection> {
        if let Some(bytes) = self.gift(Given::body_mut) {
            return Ok(bytes?);
        }
        Ok(self.read_body().await?)
    }

    /// The body as it comes, up to the app's limit for streams; as a passage gives it, if it came through one.
    ///
    /// # Errors
    ///
    /// If another argument has taken it, or it announces more bytes than the limit.
    pub fn stream(&mut self) -> Result<ByteStream, Rejection> {
        if let Some(stream) = self.gift(Given::body_mut) {
            return Ok(stream?);
        }
        let limit = self.shared.common.limits.stream;
        let body = self.take_body()?;
        if http_body::Body::size_hint(&body).lower() > limit {
            return Err(catalogue::body_too_large(limit).into());
        }
        Ok(ByteStream::of_body(body, limit, Arc::clone(&self.exchange)))
    }
}
