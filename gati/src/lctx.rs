//! The local context: what is known about one request beyond its arguments.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::auth::Identity;
use crate::exchange::Exchange;

/// The local context of a request, taken by a handler as `lctx: &mut Lctx`.
///
/// ```
/// use gati::prelude::*;
///
/// async fn whoami(lctx: &mut Lctx) -> Text {
///     Text(lctx.request_id().to_owned().into())
/// }
/// ```
#[derive(Debug)]
pub struct Lctx {
    exchange: Arc<Exchange>,
    identity: Option<Arc<Identity>>,
}

impl Lctx {
    pub(crate) fn new(exchange: Arc<Exchange>, identity: Option<Arc<Identity>>) -> Self {
        Self { exchange, identity }
    }

    /// The name of this request: what the caller sent in `X-Request-Id`, or one made here. The answer carries it, and every log line.
    #[must_use]
    pub fn request_id(&self) -> &str {
        self.exchange.request_id()
    }

    /// The name of the handler that answers.
    #[must_use]
    pub fn handler(&self) -> &'static str {
        self.exchange.handler
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
        self.identity.as_deref()
    }
}
