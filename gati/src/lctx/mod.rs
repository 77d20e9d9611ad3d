//! The local context: what is known about one request beyond its arguments, and what belongs to it.

mod client;
mod inner;
mod key;
mod local;
mod settle;
mod signal;
mod snapshot;
mod state;
mod task;
pub(crate) mod trace;

use std::borrow::Cow;
use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::app::finish_elsewhere;
use crate::auth::Identity;
use crate::exchange::Exchange;

pub(crate) use client::Facts;
pub use client::{Client, InvalidNetwork, Proxies};
pub(crate) use inner::{Boxed, Inner, LocalAfter, LocalBefore, LocalCatch};
pub use key::Key;
pub use local::{HookFuture, TooLate};
pub(crate) use settle::{Ending, settle};
pub use signal::Signal;
pub use snapshot::{At, Position, Snapshot, SnapshotError, TaskRecord};
pub use task::{Task, TaskError, TaskStatus};
pub(crate) use trace::TraceId;

/// The local context of a request, taken by a handler or a hook as `lctx: &mut Lctx`.
///
/// It tells what is known of the request, and holds what belongs to it: state that no other request sees, hooks for this request
/// alone, tasks, compensations and cleanups.
///
/// ```
/// use gati::prelude::*;
///
/// async fn whoami(lctx: &mut Lctx) -> Text {
///     Text(lctx.request_id().to_owned().into())
/// }
/// ```
pub struct Lctx {
    exchange: Arc<Exchange>,
    /// Absent as long as the request gathers nothing.
    inner: Option<Box<Inner>>,
}

impl Lctx {
    /// The context as an earlier user of it left it.
    pub(crate) fn new(exchange: Arc<Exchange>) -> Self {
        let inner = exchange.take_kept();
        Self { exchange, inner }
    }

    /// The context of a request whose handler is done.
    pub(crate) fn resumed(exchange: Arc<Exchange>, inner: Option<Box<Inner>>) -> Self {
        Self { exchange, inner }
    }

    fn inner(&mut self) -> &mut Inner {
        self.inner.get_or_insert_default()
    }

    pub(crate) fn take_inner(&mut self) -> Option<Box<Inner>> {
        self.inner.take()
    }

    pub(crate) fn next_before(&mut self) -> Option<(Cow<'static, str>, LocalBefore)> {
        self.inner.as_mut()?.actions().before.pop_front()
    }

    pub(crate) fn next_after(&mut self) -> Option<(Cow<'static, str>, LocalAfter)> {
        self.inner.as_mut()?.actions().after.pop()
    }

    pub(crate) fn next_catch(&mut self) -> Option<(Cow<'static, str>, LocalCatch)> {
        self.inner.as_mut()?.actions().catch.pop()
    }

    /// The name of this request: what the caller sent in `X-Request-Id`, or one made here. The answer carries it, and every log line.
    #[must_use]
    pub fn request_id(&self) -> &str {
        self.exchange.request_id()
    }

    /// The trace that this request belongs to: what the caller says in `traceparent` (W3C Trace Context), or a new one.
    #[must_use]
    pub fn trace_id(&self) -> &str {
        self.exchange.trace_id()
    }

    /// The name of the handler that answers.
    #[must_use]
    pub fn handler(&self) -> &'static str {
        self.exchange.handler
    }

    /// The version of the API that answers.
    #[must_use]
    pub fn version(&self) -> &'static str {
        self.exchange.version
    }

    /// The path that was asked for.
    #[must_use]
    pub fn path(&self) -> &str {
        self.exchange.path()
    }

    /// What is known of the caller's end.
    #[must_use]
    pub fn client(&self) -> Client<'_> {
        self.exchange.facts().map_or(
            Client {
                address: None,
                user_agent: None,
                region: None,
            },
            Facts::client,
        )
    }

    /// The address at the other end of the connection, which may be a proxy; unknown if the app is served by other means than ours.
    #[must_use]
    pub fn peer(&self) -> Option<SocketAddr> {
        self.exchange.peer
    }

    /// When the request arrived.
    #[must_use]
    pub fn started(&self) -> Instant {
        self.exchange.started
    }

    /// When the handler will be cancelled, if it may not run for ever.
    #[must_use]
    pub fn deadline(&self) -> Option<Instant> {
        self.exchange.deadline()
    }

    /// How much time is left before the handler is cancelled.
    #[must_use]
    pub fn remaining(&self) -> Option<Duration> {
        self.deadline()
            .map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    /// Who calls, if the handler asks for it (`auth = "…"`).
    #[must_use]
    pub fn identity(&self) -> Option<&Identity> {
        self.exchange.identity()
    }

    /// How far the request has come.
    #[must_use]
    pub fn position(&self) -> Position {
        self.exchange.position()
    }

    /// What is switched on for this request, in alphabetical order.
    pub fn flags(&self) -> impl Iterator<Item = &str> {
        self.inner
            .iter()
            .flat_map(|inner| inner.flags.iter().map(|flag| &**flag))
    }

    /// Whether something is switched on for this request.
    #[must_use]
    pub fn has_flag(&self, name: &str) -> bool {
        self.flags().any(|flag| flag == name)
    }

    /// Switches something on for this request: a feature, an experiment.
    pub fn set_flag(&mut self, name: impl Into<Cow<'static, str>>) {
        let name = name.into();
        let flags = &mut self.inner().flags;
        if let Err(at) = flags.binary_search(&name) {
            flags.insert(at, name);
        }
    }

    /// Switches it off again.
    pub fn clear_flag(&mut self, name: &str) {
        if let Some(inner) = &mut self.inner {
            inner.flags.retain(|flag| flag != name);
        }
    }

    /// A value of the local state.
    #[must_use]
    pub fn get<T: 'static>(&self, key: &Key<T>) -> Option<&T> {
        self.inner.as_ref()?.state.get(key)
    }

    /// A value of the local state, to be changed.
    #[must_use]
    pub fn get_mut<T: 'static>(&mut self, key: &Key<T>) -> Option<&mut T> {
        self.inner.as_mut()?.state.get_mut(key)
    }

    /// Sets a value of the local state, and gives the one before it.
    pub fn set<T: Send + Sync + 'static>(&mut self, key: &Key<T>, value: T) -> Option<T> {
        self.inner().state.set(key, value)
    }

    /// Takes a value out of the local state.
    pub fn remove<T: 'static>(&mut self, key: &Key<T>) -> Option<T> {
        self.inner.as_mut()?.state.remove(key)
    }

    /// Empties the local state.
    pub fn clear(&mut self) {
        if let Some(inner) = &mut self.inner {
            inner.state.clear();
        }
    }

    /// The names of what is in the local state.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.inner.iter().flat_map(|inner| inner.state.names())
    }
}

/// What was gathered goes on to whoever comes next, however this user of it ends.
impl Drop for Lctx {
    fn drop(&mut self) {
        if let Some(inner) = self.inner.take()
            && let Err(inner) = self.exchange.keep(inner)
        {
            // The request has ended without it, as it does for what outlives its answer.
            let ending = if std::thread::panicking() {
                Ending::Badly
            } else {
                Ending::Well
            };
            finish_elsewhere(Box::pin(settle(inner, ending, Arc::clone(&self.exchange), None)));
        }
    }
}

/// The names in the state, and not the values, which may be secret.
impl fmt::Debug for Lctx {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Lctx")
            .field("request_id", &self.request_id())
            .field("handler", &self.handler())
            .field("version", &self.version())
            .field("keys", &self.keys().collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}
