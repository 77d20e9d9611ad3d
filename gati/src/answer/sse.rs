//! `Sse<T>`: an answer of server-sent events.

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures_core::Stream;
use http::HeaderValue;
use http::header::CACHE_CONTROL;
use serde::Serialize;
use tokio::time::{Instant, Sleep, sleep};

use super::{Answer, Checker, Desk};
use crate::app::Stop;
use crate::exchange::Exchange;
use crate::problem::{catalogue, document};
use crate::rejection::Rejection;
use crate::version::{ItemLower, Unlowered};
use crate::{GType, HttpResponse};

/// An answer of `text/event-stream`: values sent as they come, which browsers read with `EventSource`.
///
/// A comment is sent when nothing else was for 15 seconds, so that proxies keep the connection. A value that breaks the contract, or
/// that has no counterpart in the release of an old caller, is logged and ends the stream with an event named `problem`. When the server stops, the stream ends at once; clients connect again by
/// themselves.
///
/// ```
/// use futures_util::stream;
/// use gati::prelude::*;
///
/// async fn ticks() -> Sse<u64> {
///     Sse::new(stream::iter(0..3).map(|n| Event::new(n).id(n.to_string())))
/// }
/// # use futures_util::StreamExt;
/// ```
pub struct Sse<T> {
    events: Pin<Box<dyn Stream<Item = Event<T>> + Send>>,
    keep_alive: Duration,
}

impl<T> Sse<T> {
    /// One event for each item: an [`Event`], or a value without further ado.
    pub fn new<S>(items: S) -> Self
    where
        S: Stream<Item: Into<Event<T>>> + Send + 'static,
        T: 'static,
    {
        Self {
            events: Box::pin(Events {
                items: Box::pin(items),
                event: PhantomData,
            }),
            keep_alive: Duration::from_secs(15),
        }
    }

    /// Sends a comment whenever nothing else was sent for this long.
    #[must_use]
    pub fn keep_alive(mut self, every: Duration) -> Self {
        self.keep_alive = every;
        self
    }
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event<T> {
    data: T,
    id: Option<String>,
    name: Option<String>,
    retry: Option<Duration>,
}

impl<T> Event<T> {
    /// An event that carries this value as JSON.
    pub fn new(data: T) -> Self {
        Self {
            data,
            id: None,
            name: None,
            retry: None,
        }
    }

    /// With an id, which a client that connects again sends as `Last-Event-ID`. Line breaks and NUL are left out.
    #[must_use]
    pub fn id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(one_line(id.into()));
        self
    }

    /// With a name, by which clients listen to some events only. Line breaks are left out.
    #[must_use]
    pub fn event(mut self, name: impl Into<String>) -> Self {
        self.name = Some(one_line(name.into()));
        self
    }

    /// Asks the client to wait this long before it connects again.
    #[must_use]
    pub fn retry(mut self, after: Duration) -> Self {
        self.retry = Some(after);
        self
    }

    fn head(&self, text: &mut Vec<u8>) {
        if let Some(name) = &self.name {
            field(text, "event", name);
        }
        if let Some(id) = &self.id {
            field(text, "id", id);
        }
        if let Some(retry) = self.retry {
            field(text, "retry", &retry.as_millis().to_string());
        }
    }
}

impl<T> From<T> for Event<T> {
    fn from(data: T) -> Self {
        Self::new(data)
    }
}

fn one_line(mut text: String) -> String {
    text.retain(|c| !matches!(c, '\r' | '\n' | '\0'));
    text
}

fn field(text: &mut Vec<u8>, name: &str, value: &str) {
    text.extend_from_slice(name.as_bytes());
    text.extend_from_slice(b": ");
    text.extend_from_slice(value.as_bytes());
    text.push(b'\n');
}

impl<T: Serialize + GType + 'static> Answer for Sse<T> {
    fn write(self, desk: &Desk<'_>) -> Result<HttpResponse, Rejection> {
        let body = Body::from_stream(SseBody {
            events: Some(self.events),
            checker: Checker::new(desk),
            keep_alive: self.keep_alive,
            quiet: Box::pin(sleep(self.keep_alive)),
            stop: desk.common.lifecycle.stop(),
            exchange: Arc::clone(desk.exchange),
            lower: ItemLower::of(desk),
        });
        let media_type = const { HeaderValue::from_static("text/event-stream") };
        let mut response = desk.respond(Some(media_type), body);
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, const { HeaderValue::from_static("no-cache") });
        // Asks nginx and its kin not to hold events back.
        headers.insert("x-accel-buffering", const { HeaderValue::from_static("no") });
        Ok(response)
    }
}

struct SseBody<T> {
    /// Gone once the stream has ended.
    events: Option<Pin<Box<dyn Stream<Item = Event<T>> + Send>>>,
    checker: Checker,
    keep_alive: Duration,
    quiet: Pin<Box<Sleep>>,
    stop: Stop,
    exchange: Arc<Exchange>,
    lower: Option<ItemLower>,
}

impl<T: Serialize + GType + 'static> SseBody<T> {
    fn encode(&mut self, event: Event<T>) -> Bytes {
        let mut text = Vec::with_capacity(128);
        event.head(&mut text);
        text.extend_from_slice(b"data: ");
        // JSON in one line has no line break, so it is one `data` field.
        if let Err(Unlowered { cause, mut problem }) = self.write(event.data, &mut text) {
            self.fail(&cause);
            text.clear();
            text.extend_from_slice(b"event: problem\ndata: ");
            // Every problem that ends a stream is one of Gati's vocabulary.
            text.extend(document(&mut problem, "", &self.exchange));
        }
        text.extend_from_slice(b"\n\n");
        Bytes::from(text)
    }

    fn write(&mut self, data: T, text: &mut Vec<u8>) -> Result<(), Unlowered> {
        let broken = |cause: String| Unlowered {
            problem: catalogue::internal(&cause),
            cause,
        };
        match &mut self.lower {
            Some(lower) => {
                self.checker.check(&data).map_err(broken)?;
                text.extend(lower.lower(Box::new(data))?);
                Ok(())
            }
            None => self.checker.write(&data, text).map_err(broken),
        }
    }

    fn fail(&mut self, reason: &str) {
        self.events = None;
        tracing::error!(
            target: "gati::request",
            handler = self.checker.handler(),
            request_id = self.exchange.request_id(),
            error = reason,
            "the events of an answer failed"
        );
    }

    fn rest(&mut self) {
        let next = Instant::now() + self.keep_alive;
        self.quiet.as_mut().reset(next);
    }
}

impl<T: Serialize + GType + 'static> Stream for SseBody<T> {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let Some(events) = &mut this.events else {
            return Poll::Ready(None);
        };
        if this.stop.as_mut().poll(cx).is_ready() {
            this.events = None;
            return Poll::Ready(None);
        }
        match catch_unwind(AssertUnwindSafe(|| events.as_mut().poll_next(cx))) {
            Ok(Poll::Ready(Some(event))) => {
                let text = this.encode(event);
                this.rest();
                Poll::Ready(Some(Ok(text)))
            }
            Ok(Poll::Ready(None)) => {
                this.events = None;
                Poll::Ready(None)
            }
            Ok(Poll::Pending) => {
                if this.quiet.as_mut().poll(cx).is_pending() {
                    return Poll::Pending;
                }
                this.rest();
                // The new deadline must be polled once, or nothing would wake this stream.
                let _ = this.quiet.as_mut().poll(cx);
                Poll::Ready(Some(Ok(Bytes::from_static(b":\n\n"))))
            }
            Err(_) => {
                this.fail("the stream panicked");
                Poll::Ready(None)
            }
        }
    }
}

/// A stream whose items are made to be events.
struct Events<S, T> {
    items: Pin<Box<S>>,
    event: PhantomData<fn() -> T>,
}

impl<S, T> Stream for Events<S, T>
where
    S: Stream<Item: Into<Event<T>>>,
{
    type Item = Event<T>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Event<T>>> {
        self.items.as_mut().poll_next(cx).map(|item| item.map(Into::into))
    }
}

impl<T> fmt::Debug for Sse<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sse")
            .field("keep_alive", &self.keep_alive)
            .finish_non_exhaustive()
    }
}
