//! A connection whose patience has an end: with heads that do not come, and with answers that are not read.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use hyper::rt::{Read, ReadBuf, ReadBufCursor, Write};
use tokio::time::{Instant, Sleep, sleep};

/// Whether a connection waits for a head or has a request to answer. Its [`Patient`] end watches what its requests tell.
///
/// hyper has a timer for heads too, which it sets and takes back for every request. This one is set once for each connection and
/// asks now and then how things stand, so that a request pays for two flags only.
#[derive(Debug)]
pub(super) struct Traffic {
    is_answering: AtomicBool,
    /// Whether an answer ended since the last look.
    has_moved: AtomicBool,
    /// Whether the last answer was given before its request was read to the end.
    is_cut_short: AtomicBool,
    /// Whether the next answer is the last one.
    is_closing: AtomicBool,
}

impl Traffic {
    pub(super) fn new() -> Arc<Self> {
        Arc::new(Self {
            is_answering: AtomicBool::new(false),
            has_moved: AtomicBool::new(true),
            is_cut_short: AtomicBool::new(false),
            is_closing: AtomicBool::new(false),
        })
    }

    /// The head of a request has come.
    pub(super) fn begin(&self) {
        self.is_answering.store(true, Ordering::Relaxed);
    }

    /// An answer was sent, or given up.
    pub(super) fn end(&self) {
        self.has_moved.store(true, Ordering::Relaxed);
        self.is_answering.store(false, Ordering::Relaxed);
    }

    /// The connection will be closed although the caller may still be sending.
    pub(super) fn cut_short(&self) {
        self.is_cut_short.store(true, Ordering::Relaxed);
    }

    /// Every answer from now on tells its caller that it is the last one.
    pub(super) fn close(&self) {
        self.is_closing.store(true, Ordering::Relaxed);
    }

    /// Whether an answer that begins now is the last one.
    pub(super) fn is_closing(&self) -> bool {
        self.is_closing.load(Ordering::Relaxed)
    }

    /// Whether anything went on since the last time this was asked.
    fn look(&self) -> bool {
        self.has_moved.swap(false, Ordering::Relaxed) || self.is_answering.load(Ordering::Relaxed)
    }
}

/// A connection that fails when no head comes for too long, or its other end takes no byte for too long. Without it, silent clients would
/// hold connections, and clients that stop reading would hold answers in memory, for ever.
pub(super) struct Patient<I> {
    io: I,
    traffic: Arc<Traffic>,
    /// Half of the time that a head may take.
    interval: Duration,
    /// Runs from one look to the next.
    look: Pin<Box<Sleep>>,
    is_look_set: bool,
    /// How many looks in a row saw nothing.
    silence: u8,
    write_time: Duration,
    /// Runs while a write waits.
    stalled: Option<Pin<Box<Sleep>>>,
    /// Runs while the rest of a request is thrown away.
    farewell: Option<Pin<Box<Sleep>>>,
}

/// How long the rest of a request is thrown away after its answer was given.
const FAREWELL: Duration = Duration::from_secs(2);

/// Two looks in vain, after one that saw something, are the time of a head and at most half as much again.
const LOOKS: u8 = 2;

impl<I: Unpin> Patient<I> {
    pub(super) fn new(io: I, traffic: Arc<Traffic>, header_time: Duration, write_time: Duration) -> Self {
        let interval = header_time / u32::from(LOOKS);
        Self {
            io,
            traffic,
            interval,
            look: Box::pin(sleep(interval)),
            is_look_set: false,
            silence: 0,
            write_time,
            stalled: None,
            farewell: None,
        }
    }

    /// Looks whether anything goes on, if it is time to; an error if nothing did for too long.
    fn look(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        // A timer that was polled once by this task wakes it; until then nothing needs to be done.
        if self.is_look_set && !self.look.is_elapsed() {
            return Ok(());
        }
        self.is_look_set = true;
        while self.look.as_mut().poll(cx).is_ready() {
            self.silence = if self.traffic.look() { 0 } else { self.silence + 1 };
            if self.silence == LOOKS {
                return Err(io::ErrorKind::TimedOut.into());
            }
            self.look.as_mut().reset(Instant::now() + self.interval);
        }
        Ok(())
    }

    fn write<T>(
        &mut self,
        cx: &mut Context<'_>,
        write: impl FnOnce(Pin<&mut I>, &mut Context<'_>) -> Poll<io::Result<T>>,
    ) -> Poll<io::Result<T>> {
        let written = write(Pin::new(&mut self.io), cx);
        if written.is_ready() {
            self.stalled = None;
            return written;
        }
        let limit = self.write_time;
        let timer = self.stalled.get_or_insert_with(|| Box::pin(sleep(limit)));
        match timer.as_mut().poll(cx) {
            Poll::Ready(()) => Poll::Ready(Err(io::ErrorKind::TimedOut.into())),
            Poll::Pending => Poll::Pending,
        }
    }
}

impl<I: Read + Unpin> Read for Patient<I> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        let read = Pin::new(&mut self.io).poll_read(cx, buffer);
        if read.is_pending() {
            self.look(cx)?;
        }
        read
    }
}

impl<I: Read + Write + Unpin> Write for Patient<I> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.write(cx, |io, cx| io.poll_write(cx, bytes))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.write(cx, |io, cx| io.poll_flush(cx))
    }

    /// Closes our side; then, if the caller may still be sending, reads on for a while and throws it away. A socket that is closed with
    /// bytes unread resets the connection, and the caller would never see why.
    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.farewell.is_none() {
            ready!(self.write(cx, |io, cx| io.poll_shutdown(cx)))?;
            if !self.traffic.is_cut_short.load(Ordering::Relaxed) {
                return Poll::Ready(Ok(()));
            }
        }
        let this = &mut *self;
        let farewell = this.farewell.get_or_insert_with(|| Box::pin(sleep(FAREWELL)));
        loop {
            if farewell.as_mut().poll(cx).is_ready() {
                return Poll::Ready(Ok(()));
            }
            let mut bytes = [0; 4096];
            let mut buffer = ReadBuf::new(&mut bytes);
            match ready!(Pin::new(&mut this.io).poll_read(cx, buffer.unfilled())) {
                Ok(()) if !buffer.filled().is_empty() => {}
                _ => return Poll::Ready(Ok(())),
            }
        }
    }

    fn is_write_vectored(&self) -> bool {
        self.io.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.write(cx, |io, cx| io.poll_write_vectored(cx, parts))
    }
}
