//! `ByteStream`: bytes as they come, in either direction.

use std::error::Error;
use std::fmt;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::body::{Body, BodyDataStream};
use bytes::Bytes;
use futures_core::Stream;
use http::HeaderValue;
use http_body::{Frame, SizeHint};

use crate::answer::Desk;
use crate::call::broken;
use crate::exchange::Exchange;
use crate::problem::catalogue;

/// Bytes as they come: the body of a request when it is an argument, the answer when it is returned.
///
/// A request gives at most [`Limits::stream`](crate::Limits::stream) bytes. What goes wrong on the way is an [`io::Error`], which becomes the
/// right [`Problem`](crate::Problem) with `?`.
///
/// ```
/// use gati::prelude::*;
///
/// async fn count(mut upload: ByteStream) -> Result<Json<u64>, Problem> {
///     let mut count = 0;
///     while let Some(bytes) = upload.next().await {
///         count += bytes?.len() as u64;
///     }
///     Ok(Json(count))
/// }
/// ```
pub struct ByteStream {
    source: Source,
    media_type: Option<HeaderValue>,
    length: Option<u64>,
}

enum Source {
    Request(RequestBody),
    /// Bytes that are there already, until they are given away.
    Whole(Option<Bytes>),
    Other(Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>),
}

struct RequestBody {
    data: BodyDataStream,
    limit: u64,
    left: u64,
    exchange: Arc<Exchange>,
}

impl ByteStream {
    /// The bytes of a stream, as an answer. An error breaks the connection off, so that the client sees that the answer is not whole.
    pub fn new<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes> + 'static,
        E: Into<Box<dyn Error + Send + Sync>> + 'static,
    {
        Self::of(Source::Other(Box::pin(Converted(Box::pin(stream)))))
    }

    /// With this media type instead of `application/octet-stream`. A text that is no media type is ignored.
    #[must_use]
    pub fn content_type(mut self, media_type: &str) -> Self {
        self.media_type = HeaderValue::from_str(media_type).ok().or(self.media_type);
        self
    }

    /// With a length that is known beforehand, so that the client can show progress. A stream that keeps no such promise breaks the connection off.
    #[must_use]
    pub fn length(mut self, bytes: u64) -> Self {
        self.length = Some(bytes);
        self
    }

    /// The next bytes; `None` at the end.
    pub async fn next(&mut self) -> Option<io::Result<Bytes>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    pub(crate) fn of_body(body: Body, limit: u64, exchange: Arc<Exchange>) -> Self {
        Self::of(Source::Request(RequestBody {
            data: body.into_data_stream(),
            limit,
            left: limit,
            exchange,
        }))
    }

    /// The bytes, if all of them are there already.
    pub(crate) fn into_whole(self) -> Option<Bytes> {
        match self.source {
            Source::Whole(bytes) => Some(bytes.unwrap_or_default()),
            Source::Request(_) | Source::Other(_) => None,
        }
    }

    fn of(source: Source) -> Self {
        Self {
            source,
            media_type: None,
            length: None,
        }
    }

    pub(crate) fn media_type(&self) -> Option<&HeaderValue> {
        self.media_type.as_ref()
    }

    /// The body of an answer. What goes wrong in it is logged under the name of its handler.
    pub(crate) fn into_body(self, desk: &Desk<'_>) -> Body {
        Body::new(AnswerBody {
            stream: Some(self.source),
            length: self.length,
            handler: desk.handler,
            exchange: Arc::clone(desk.exchange),
        })
    }
}

/// Bytes that are there already.
impl From<Bytes> for ByteStream {
    fn from(bytes: Bytes) -> Self {
        Self::of(Source::Whole(Some(bytes)))
    }
}

impl Stream for ByteStream {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        self.source.poll_next(cx)
    }
}

impl Source {
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        match self {
            Self::Request(body) => body.poll_next(cx),
            Self::Whole(bytes) => Poll::Ready(bytes.take().filter(|bytes| !bytes.is_empty()).map(Ok)),
            Self::Other(stream) => stream.as_mut().poll_next(cx),
        }
    }
}

impl RequestBody {
    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let next = Pin::new(&mut self.data).poll_next(cx);
        // While this waits, a timeout is the caller's doing.
        self.exchange.set_reading(next.is_pending());
        let problem = match ready!(next) {
            None => return Poll::Ready(None),
            Some(Ok(bytes)) => match self.left.checked_sub(bytes.len() as u64) {
                Some(left) => {
                    self.left = left;
                    return Poll::Ready(Some(Ok(bytes)));
                }
                None => catalogue::body_too_large(self.limit),
            },
            Some(Err(error)) => broken(error),
        };
        self.left = 0;
        Poll::Ready(Some(Err(io::Error::other(problem))))
    }
}

/// A stream whose items are made to be bytes and I/O errors.
struct Converted<S>(Pin<Box<S>>);

impl<S, B, E> Stream for Converted<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<Box<dyn Error + Send + Sync>>,
{
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        let item = ready!(self.0.as_mut().poll_next(cx));
        Poll::Ready(item.map(|item| item.map(Into::into).map_err(io::Error::other)))
    }
}

/// A stream on its way out.
struct AnswerBody {
    /// Gone once the stream has ended or failed.
    stream: Option<Source>,
    length: Option<u64>,
    handler: &'static str,
    exchange: Arc<Exchange>,
}

impl http_body::Body for AnswerBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let Some(stream) = &mut self.stream else {
            return Poll::Ready(None);
        };
        // The handler is done, but its stream runs its code still: a panic there ends this answer and no other.
        let polled = catch_unwind(AssertUnwindSafe(|| stream.poll_next(cx)));
        let item = match polled {
            Ok(polled) => ready!(polled),
            Err(_) => Some(Err(io::Error::other("the stream panicked"))),
        };
        match item {
            Some(Ok(bytes)) => Poll::Ready(Some(Ok(Frame::data(bytes)))),
            Some(Err(error)) => {
                self.stream = None;
                tracing::error!(
                    target: "gati::request",
                    handler = self.handler,
                    request_id = self.exchange.request_id(),
                    %error,
                    "the stream of an answer failed"
                );
                Poll::Ready(Some(Err(error)))
            }
            None => {
                self.stream = None;
                Poll::Ready(None)
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.stream.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map(SizeHint::with_exact).unwrap_or_default()
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByteStream")
            .field("media_type", &self.media_type)
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}
