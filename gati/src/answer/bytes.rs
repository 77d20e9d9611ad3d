//! `Bytes` and `ByteStream` as answers.

use axum::body::Body;
use bytes::Bytes;
use http::HeaderValue;

use super::{Answer, Desk};
use crate::HttpResponse;
use crate::rejection::Rejection;
use crate::stream::ByteStream;

const ANY_BYTES: HeaderValue = HeaderValue::from_static("application/octet-stream");

/// Any bytes, as `application/octet-stream` unless a [`Reply`](super::Reply) around them names another media type.
impl Answer for Bytes {
    fn write(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection> {
        Ok(desk.respond(Some(ANY_BYTES), Body::from(self)))
    }
}

/// Any bytes, sent as they come. When the server stops, the stream is given the grace period to end by itself.
impl Answer for ByteStream {
    fn write(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection> {
        let media_type = self.media_type().cloned().unwrap_or(ANY_BYTES);
        Ok(desk.respond(Some(media_type), self.into_body(desk)))
    }
}
