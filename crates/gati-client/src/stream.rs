//! Answers that are read as they come.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use futures_util::TryStreamExt as _;

use crate::Error;
use crate::error::TransportError;

/// The bytes of an answer, as they come.
///
/// The call's timeout ends with the head of the answer; a stream takes as long as it takes. Dropping it closes the connection.
pub struct ByteStream(Pin<Box<dyn Stream<Item = Result<Bytes, Error>> + Send>>);

impl ByteStream {
    pub(crate) fn new(response: reqwest::Response) -> Self {
        Self(Box::pin(
            response
                .bytes_stream()
                .map_err(|cause| Error::Transport(TransportError::new(cause))),
        ))
    }

    /// The next bytes; `None` at the end.
    ///
    /// Cancelling the returned future loses nothing.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    #[cfg(test)]
    pub(crate) fn of(chunks: Vec<&'static [u8]>) -> Self {
        Self(Box::pin(futures_util::stream::iter(
            chunks.into_iter().map(|chunk| Ok(Bytes::from_static(chunk))),
        )))
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ByteStream(..)")
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}
