//! Answers of one JSON value per line (`application/x-ndjson`).

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use http::StatusCode;
use serde::de::DeserializeOwned;

use crate::{ByteStream, Error};

/// The values of an answer, as they come.
///
/// A line that does not fit is an error of its own; the lines after it are still given.
pub struct JsonLines<T> {
    source: Lines,
    status: StatusCode,
    item: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> JsonLines<T> {
    pub(crate) fn new(bytes: ByteStream, status: StatusCode, limit: usize) -> Self {
        Self {
            source: Lines::new(bytes, limit),
            status,
            item: PhantomData,
        }
    }

    /// The next value; `None` at the end.
    ///
    /// Cancelling the returned future loses nothing.
    pub async fn next(&mut self) -> Option<Result<T, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JsonLines(..)")
    }
}

impl<T: DeserializeOwned> Stream for JsonLines<T> {
    type Item = Result<T, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let Some(line) = ready!(self.source.poll_line(context)) else {
                return Poll::Ready(None);
            };
            let line = line?;
            if line.trim_ascii().is_empty() {
                continue;
            }
            let status = self.status;
            return Poll::Ready(Some(serde_json::from_slice(&line).map_err(|cause| {
                Error::Decode {
                    status,
                    source: cause.into(),
                }
            })));
        }
    }
}

/// Lines of a byte stream, ended by `\n`, `\r\n` or `\r`.
pub(crate) struct Lines {
    bytes: ByteStream,
    buffer: Vec<u8>,
    /// Up to here there is no line end in the buffer.
    searched: usize,
    /// The last line ended with `\r`: a `\n` that follows belongs to it.
    after_return: bool,
    limit: usize,
    ended: bool,
}

impl Lines {
    pub(crate) fn new(bytes: ByteStream, limit: usize) -> Self {
        Self {
            bytes,
            buffer: Vec::new(),
            searched: 0,
            after_return: false,
            limit,
            ended: false,
        }
    }

    /// The next line without its end; what stands after the last end is a line too.
    pub(crate) fn poll_line(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, Error>>> {
        loop {
            if let Some(line) = self.take_line() {
                return Poll::Ready(Some(Ok(line)));
            }
            if self.ended {
                let rest = std::mem::take(&mut self.buffer);
                self.searched = 0;
                return Poll::Ready((!rest.is_empty()).then_some(Ok(rest)));
            }
            if self.buffer.len() > self.limit {
                self.stop();
                return Poll::Ready(Some(Err(Error::TooLarge { limit: self.limit })));
            }
            match ready!(Pin::new(&mut self.bytes).poll_next(context)) {
                Some(Ok(chunk)) => self.buffer.extend_from_slice(&chunk),
                Some(Err(cause)) => {
                    self.stop();
                    return Poll::Ready(Some(Err(cause)));
                }
                None => self.ended = true,
            }
        }
    }

    /// After a failure there is nothing more, not even the half line that came before it.
    fn stop(&mut self) {
        self.ended = true;
        self.buffer.clear();
        self.searched = 0;
    }

    fn take_line(&mut self) -> Option<Vec<u8>> {
        if self.after_return && !self.buffer.is_empty() {
            if self.buffer[0] == b'\n' {
                self.buffer.remove(0);
            }
            self.after_return = false;
        }
        let unsearched = &self.buffer[self.searched..];
        let Some(found) = unsearched.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.searched = self.buffer.len();
            return None;
        };
        let end = self.searched + found;
        self.after_return = self.buffer[end] == b'\r';
        let rest = self.buffer.split_off(end + 1);
        let mut line = std::mem::replace(&mut self.buffer, rest);
        line.truncate(end);
        self.searched = 0;
        Some(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    async fn read(chunks: Vec<&'static [u8]>, limit: usize) -> Vec<Result<u32, Error>> {
        let mut lines = JsonLines::new(ByteStream::of(chunks), StatusCode::OK, limit);
        let mut items = Vec::new();
        while let Some(item) = lines.next().await {
            items.push(item);
        }
        items
    }

    #[tokio::test]
    async fn values_come_whole_however_the_bytes_are_cut() {
        let items = read(vec![b"1", b"2\n", b"3\r", b"\n\n4", b"5"], 100).await;
        let items: Vec<u32> = items.into_iter().map(Result::unwrap).collect();
        assert_eq!(items, [12, 3, 45]);
    }

    #[tokio::test]
    async fn a_bad_line_does_not_hide_the_next() {
        let items = read(vec![b"1\nx\n2\n"], 100).await;
        assert!(matches!(items[..], [Ok(1), Err(Error::Decode { .. }), Ok(2)]));
    }

    #[tokio::test]
    async fn a_line_without_end_is_bounded() {
        let items = read(vec![b"1\n", b"11111", b"11111", b"1"], 4).await;
        assert!(matches!(items[..], [Ok(1), Err(Error::TooLarge { limit: 4 })]));
    }
}
