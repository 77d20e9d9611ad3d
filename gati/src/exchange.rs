//! The facts of one request that its handler, its answer and its log line share.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use axum::extract::ConnectInfo;
use http::request;
use http::uri::PathAndQuery;

use crate::request_id::RequestId;

/// One request and the answer to it.
#[derive(Debug)]
pub(crate) struct Exchange {
    pub(crate) request_id: RequestId,
    /// The name of the handler, or of the built-in route.
    pub(crate) handler: &'static str,
    target: Option<PathAndQuery>,
    pub(crate) peer: Option<SocketAddr>,
    pub(crate) started: Instant,
    pub(crate) time_limit: Option<Duration>,
    /// Whether the handler waits for the body, so that a timeout is the caller's doing.
    reading: AtomicBool,
    /// Whether the handler goes on after its answer, as one with a socket does.
    goes_on: AtomicBool,
}

impl Exchange {
    pub(crate) fn new(
        handler: &'static str,
        parts: &request::Parts,
        time_limit: Option<Duration>,
    ) -> Arc<Self> {
        let started = Instant::now();
        Arc::new(Self {
            request_id: RequestId::of(&parts.headers, started),
            handler,
            target: parts.uri.path_and_query().cloned(),
            peer: parts
                .extensions
                .get::<ConnectInfo<SocketAddr>>()
                .map(|info| info.0),
            started,
            time_limit,
            reading: AtomicBool::new(false),
            goes_on: AtomicBool::new(false),
        })
    }

    /// The request id as text.
    pub(crate) fn request_id(&self) -> &str {
        self.request_id.as_str()
    }

    /// The path that was asked for; without the query, which may hold secrets.
    pub(crate) fn path(&self) -> &str {
        self.target.as_ref().map_or("/", PathAndQuery::path)
    }

    pub(crate) fn deadline(&self) -> Option<Instant> {
        if self.goes_on.load(Ordering::Relaxed) {
            return None;
        }
        self.time_limit.and_then(|limit| self.started.checked_add(limit))
    }

    /// The answer has begun what no time limit ends.
    pub(crate) fn go_on(&self) {
        self.goes_on.store(true, Ordering::Relaxed);
    }

    pub(crate) fn set_reading(&self, reading: bool) {
        self.reading.store(reading, Ordering::Relaxed);
    }

    pub(crate) fn is_reading(&self) -> bool {
        self.reading.load(Ordering::Relaxed)
    }
}
