//! Keeps the buffer of the multipart parser small, whatever is sent.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use crate::problem::catalogue::{self, Format};
use crate::stream::ByteStream;

/// The most bytes that the parser may hold without making anything of them: the head of a part, or what stands before the first.
const MOST: u64 = 64 * 1024;

/// How far the parser has come.
#[derive(Clone, Debug, Default)]
pub(super) struct Progress(Arc<AtomicU64>);

impl Progress {
    /// Something was made of the bytes read so far.
    pub(super) fn made(&self) {
        self.0.store(0, Ordering::Relaxed);
    }
}

/// The body on its way to the parser.
///
/// The parser reads whatever is ready before it looks at it. So this hands it one piece at a time and then pretends to have to wait, which makes
/// it look; and gives up when it has looked in vain too often.
pub(super) struct Guard {
    body: ByteStream,
    progress: Progress,
    must_look: bool,
}

impl Guard {
    pub(super) fn new(body: ByteStream, progress: Progress) -> Self {
        Self {
            body,
            progress,
            must_look: false,
        }
    }
}

impl Stream for Guard {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<io::Result<Bytes>>> {
        if std::mem::take(&mut self.must_look) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        if self.progress.0.load(Ordering::Relaxed) > MOST {
            let problem = catalogue::malformed(Format::Multipart, "send parts whose heads are shorter");
            return Poll::Ready(Some(Err(io::Error::other(problem))));
        }
        let item = ready!(Pin::new(&mut self.body).poll_next(cx));
        if let Some(Ok(bytes)) = &item {
            self.progress.0.fetch_add(bytes.len() as u64, Ordering::Relaxed);
            self.must_look = true;
        }
        Poll::Ready(item)
    }
}
