//! `JsonLines<T>`: an answer of one JSON value per line.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::HeaderValue;
use serde::Serialize;

use super::{Answer, Checker, Desk};
use crate::rejection::Rejection;
use crate::stream::ByteStream;
use crate::version::ItemLower;
use crate::{GType, HttpResponse};

/// An answer of `application/x-ndjson`: one value per line, sent as they come.
///
/// A value that breaks the contract, or cannot be written, breaks the connection off, so that the client sees that the answer is not
/// whole. When the server stops, the stream is given the grace period to end by itself.
///
/// ```
/// use futures_util::stream;
/// use gati::prelude::*;
///
/// async fn squares() -> JsonLines<u64> {
///     JsonLines::new(stream::iter((1..=1000).map(|n| n * n)))
/// }
/// ```
pub struct JsonLines<T>(Pin<Box<dyn Stream<Item = T> + Send>>);

impl<T> JsonLines<T> {
    /// One line for each item.
    pub fn new(items: impl Stream<Item = T> + Send + 'static) -> Self {
        Self(Box::pin(items))
    }
}

impl<T: Serialize + GType + 'static> Answer for JsonLines<T> {
    fn write(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection> {
        let media_type = const { HeaderValue::from_static("application/x-ndjson") };
        let lines = ByteStream::new(Lines {
            items: self.0,
            checker: Checker::new(desk),
            lower: ItemLower::of(desk),
        });
        Ok(desk.respond(Some(media_type), lines.into_body(desk)))
    }
}

struct Lines<T> {
    items: Pin<Box<dyn Stream<Item = T> + Send>>,
    checker: Checker,
    lower: Option<ItemLower>,
}

impl<T: Serialize + GType + 'static> Stream for Lines<T> {
    type Item = io::Result<Vec<u8>>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(item) = ready!(self.items.as_mut().poll_next(cx)) else {
            return Poll::Ready(None);
        };
        let this = &mut *self;
        let written = match &mut this.lower {
            Some(lower) => this
                .checker
                .check(&item)
                // A line is an item and nothing else: that there is no more is all that a caller can be told.
                .and_then(|()| lower.lower(Box::new(item)).map_err(|why| why.cause)),
            None => {
                let mut line = Vec::with_capacity(128);
                this.checker.write(&item, &mut line).map(|()| line)
            }
        };
        Poll::Ready(Some(written.map_err(io::Error::other).map(|mut line| {
            line.push(b'\n');
            line
        })))
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonLines").finish_non_exhaustive()
    }
}
